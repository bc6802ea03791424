//! The numbers themselves.

use crate::order::quantile;

/// What a column of numbers is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Description {
    /// Values that are there.
    pub count: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation with n − 1; none of a single value.
    pub sd: Option<f64>,
    /// Least value.
    pub least: f64,
    /// First quartile, median and third quartile, type 7 of Hyndman and Fan (1996).
    pub quartiles: [f64; 3],
    /// Greatest value.
    pub greatest: f64,
}

/// Describes finite values in any order; none if there are none.
///
/// The mean is summed in ascending order and the squares around it, so that neither the order of the
/// rows nor a large common offset takes part in the result (two-pass variance).
#[must_use]
pub fn describe(values: &[f64]) -> Option<Description> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (&least, &greatest) = (sorted.first()?, sorted.last()?);
    let n = sorted.len() as f64;
    // Divided before summing: the sum of large values could leave the range of numbers.
    let mean = sorted.iter().map(|x| x / n).sum::<f64>().clamp(least, greatest);
    let squares: f64 = sorted.iter().map(|x| (x - mean) * (x - mean)).sum();
    let sd = (sorted.len() > 1).then(|| (squares / (n - 1.0)).sqrt());
    let quartiles = [quantile(&sorted, 0.25)?, quantile(&sorted, 0.5)?, quantile(&sorted, 0.75)?];
    Some(Description { count: sorted.len(), mean, sd, least, quartiles, greatest })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Hyndman and Fan's type 7 on 1 … 10, as R's `quantile` documents it.
    #[test]
    fn quartiles_interpolate_as_type_7() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let told = describe(&values).unwrap();
        assert_eq!(told.quartiles, [3.25, 5.5, 7.75]);
        assert_eq!((told.mean, told.sd), (5.5, Some((82.5_f64 / 9.0).sqrt())));
    }

    #[test]
    fn one_value_has_no_deviation_and_none_no_description() {
        assert_eq!(describe(&[2.0]).unwrap().sd, None);
        assert_eq!(describe(&[]), None);
    }

    proptest! {
        #[test]
        fn order_takes_no_part_and_bounds_hold(mut values in prop::collection::vec(-1e6_f64..1e6, 1..60)) {
            let told = describe(&values).unwrap();
            values.reverse();
            prop_assert_eq!(describe(&values).unwrap(), told);
            let [first, median, third] = told.quartiles;
            prop_assert!(told.least <= first && first <= median && median <= third && third <= told.greatest);
            prop_assert!(told.least <= told.mean && told.mean <= told.greatest);
            prop_assert!(told.sd.is_none_or(|sd| sd >= 0.0 && sd <= (told.greatest - told.least) + 1e-9));
        }
    }
}
