//! Numbers in their order.

/// Quantile of ascending numbers by linear interpolation at position (n − 1) · `share`, counted from 0: type 7 of
/// Hyndman & Fan (1996), <https://doi.org/10.1080/00031305.1996.10473566>, the default of R. Never outside the two
/// numbers it lies between. `share` is from 0 to 1; none of no numbers.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = last as f64 * share.clamp(0.0, 1.0);
    let (below, above) = (*sorted.get(at.floor() as usize)?, *sorted.get(at.ceil() as usize)?);
    // Each is weighted before they are added: their difference could leave the range of numbers.
    let between = below * (1.0 - at.fract()) + above * at.fract();
    Some(between.max(below).min(above))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 1 … 10, as R's `quantile` documents it.
    #[test]
    fn quartiles_of_one_to_ten() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!([0.25, 0.5, 0.75].map(|share| quantile(&values, share)), [3.25, 5.5, 7.75].map(Some));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[-f64::MAX, f64::MAX], 0.5), Some(0.0));
    }

    proptest! {
        #[test]
        fn it_rises_with_the_share_from_the_least_to_the_greatest(
            mut values in prop::collection::vec(-1e6_f64..1e6, 1..40), mut shares in prop::array::uniform2(0.0_f64..=1.0)
        ) {
            values.sort_by(f64::total_cmp);
            shares.sort_by(f64::total_cmp);
            let [low, high] = shares.map(|share| quantile(&values, share).unwrap());
            prop_assert!(low <= high + 1e-9);
            prop_assert_eq!(quantile(&values, 0.0), values.first().copied());
            prop_assert_eq!(quantile(&values, 1.0), values.last().copied());
        }
    }
}
