//! A survival curve from the curves of many draws.

use super::pool::pool;
use crate::survival::Error;
use crate::survival::curve::{Curve, Scale, interval};
use crate::survival::summary::{Quantile, crossing};

/// A survival curve put together from draws; all lists have the length of `time`. A step holds from its age on.
#[derive(Clone, Debug, PartialEq)]
pub struct PooledCurve {
    /// Ages at which some draw has an end, ascending.
    pub time: Vec<f64>,
    /// Mean survival after the age.
    pub survival: Vec<f64>,
    /// Its standard error; none where in some draw everyone at risk had ended.
    pub std_err: Vec<Option<f64>>,
    /// Its interval; none where it has no standard error.
    pub interval: Vec<Option<[f64; 2]>>,
    /// Fraction of missing information, where there is a standard error.
    pub missing: Vec<Option<f64>>,
    /// Ages at which some draw has an end, of which `time` has at most the number asked for.
    pub ages: usize,
}

/// Puts the curves of draws together at no more than `most` ages, evenly taken from all at which one has an end.
///
/// Shares are averaged as they stand, so that a draw in which nobody, or everybody, has ended counts too; the log–log of such
/// a share would be infinite. The interval is drawn on the scale asked for, of which log–log is the one that pooled shares
/// are nearest to normal on (Marshall et al. 2009, <https://doi.org/10.1186/1471-2288-9-57>).
///
/// # Errors
/// Fewer than two draws.
pub fn pooled_curve(curves: &[Curve], scale: Scale, level: f64, most: usize) -> Result<PooledCurve, Error> {
    let mut ages: Vec<f64> = curves
        .iter()
        .flat_map(|curve| curve.table.time.iter().zip(&curve.table.events).filter(|(_, d)| **d > 0).map(|(t, _)| *t))
        .collect();
    ages.sort_unstable_by(f64::total_cmp);
    ages.dedup();
    let count = ages.len();
    // The last one stays: the curve ends where it ends.
    let time: Vec<f64> = match count {
        0 => vec![],
        _ => {
            let kept = count.min(most.max(1));
            (1..=kept).map(|k| ages[k * count / kept - 1]).collect()
        }
    };
    let mut pooled = PooledCurve {
        survival: Vec::with_capacity(time.len()),
        std_err: Vec::with_capacity(time.len()),
        interval: Vec::with_capacity(time.len()),
        missing: Vec::with_capacity(time.len()),
        time,
        ages: count,
    };
    for &age in &pooled.time {
        let steps: Vec<Option<usize>> = curves.iter().map(|curve| curve.step(age)).collect();
        let share: Vec<f64> = curves.iter().zip(&steps).map(|(c, step)| step.map_or(1.0, |i| c.survival[i])).collect();
        let errors: Option<Vec<f64>> =
            curves.iter().zip(&steps).map(|(c, step)| step.map_or(Some(0.0), |i| c.std_err[i])).collect();
        let variances =
            errors.as_ref().map_or_else(|| vec![0.0; share.len()], |e| e.iter().map(|se| se * se).collect());
        let found = pool(&share, &variances)?;
        let se = errors.is_some().then(|| found.std_err());
        pooled.survival.push(found.estimate);
        pooled.std_err.push(se);
        pooled.interval.push(se.map(|se| interval(found.estimate, se / found.estimate, found.factor(level), scale)));
        pooled.missing.push(se.map(|_| found.missing));
    }
    Ok(pooled)
}

impl PooledCurve {
    /// The age by which a share has ended, with its interval: where the curve and its limits fall so low.
    ///
    /// # Errors
    /// When the share is not between 0 and 1.
    pub fn quantile(&self, share: f64) -> Result<Quantile, Error> {
        if !(share > 0.0 && share < 1.0) {
            return Err(Error::Level(share));
        }
        let limit = |side: usize| crossing(&self.time, self.interval.iter().map(|i| i.map(|i| i[side])), share);
        let age = crossing(&self.time, self.survival.iter().map(|&s| Some(s)), share);
        Ok(Quantile { share, age, lower: limit(0), upper: limit(1) })
    }

    /// The step that holds at an age: the last one at or before it; none before the first.
    #[must_use]
    pub fn step(&self, age: f64) -> Option<usize> {
        self.time.partition_point(|&t| t <= age).checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::imputed::{Dates, draw};
    use crate::survival::{Sample, curve, summary};

    fn curve_of(exit: &[f64], entry: Option<&[f64]>, event: &[bool]) -> Curve {
        let options = curve::Options { scale: Scale::LogLog, ..curve::Options::default() };
        curve::estimate(&Sample { entry, exit, event }, &options).unwrap()
    }

    #[test]
    fn dates_known_to_the_day_give_the_plain_curve() {
        let start: Vec<f64> = (0..30).map(|i| 2000.0 + f64::from(i % 7)).collect();
        let end: Vec<f64> = (0..30).map(|i| 2008.0 + f64::from(i % 11) / 2.0).collect();
        let found: Vec<f64> = start.iter().map(|s| s + 0.5).collect();
        let event: Vec<bool> = (0..30).map(|i| i % 3 != 0).collect();
        let wide = |dates: &[f64]| dates.iter().map(|d| [*d, *d]).collect::<Vec<[f64; 2]>>();
        let (starts, ends) = (wide(&start), wide(&end));
        let dates = Dates { start: &starts, end: &ends, found: Some(&found) };
        let drawn: Vec<_> = (0..6).map(|k| draw(&dates, 9, k).unwrap()).collect();
        let curves: Vec<Curve> = drawn.iter().map(|d| curve_of(&d.exit, d.entry.as_deref(), &event)).collect();
        let pooled = pooled_curve(&curves, Scale::LogLog, 0.95, 1000).unwrap();
        let plain = &curves[0];
        for (i, &age) in pooled.time.iter().enumerate() {
            let at = plain.step(age).unwrap();
            assert_eq!((plain.table.time[at], plain.survival[at]), (age, pooled.survival[i]));
            match (plain.interval[at], pooled.interval[i]) {
                (Some(own), Some(theirs)) => {
                    assert!(own.iter().zip(&theirs).all(|(a, b)| (a - b).abs() < 1e-12), "{own:?} {theirs:?}");
                }
                (own, theirs) => assert_eq!(own, theirs),
            }
            assert!(pooled.missing[i].is_none_or(|missing| missing == 0.0));
        }
        assert_eq!(pooled.quantile(0.5).unwrap().age, summary::quantile(plain, 0.5).unwrap().age);
    }

    #[test]
    fn wide_dates_widen_the_interval_and_tell_their_share() {
        let curves = [
            curve_of(&[1.0, 2.0, 3.0, 4.0, 5.0], None, &[true; 5]),
            curve_of(&[2.0, 3.0, 4.0, 5.0, 6.0], None, &[true; 5]),
        ];
        let pooled = pooled_curve(&curves, Scale::LogLog, 0.95, 1000).unwrap();
        assert_eq!(pooled.time, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let third = pooled.step(3.0).unwrap();
        assert!((pooled.survival[third] - 0.5).abs() < 1e-15);
        let plain = curves[0].std_err[2].unwrap();
        assert!(pooled.std_err[third].unwrap() > plain && pooled.missing[third].unwrap() > 0.3);
        // In the first draw everybody has ended by 5: no variance is known from there on.
        assert_eq!(pooled.std_err[pooled.step(5.0).unwrap()], None);
        assert!(pooled.survival.windows(2).all(|pair| pair[0] >= pair[1]));
    }

    #[test]
    fn many_ages_are_thinned_to_the_number_asked_for_with_the_last() {
        let exit: Vec<f64> = (1..=100).map(f64::from).collect();
        let curves = [curve_of(&exit, None, &[true; 100]), curve_of(&exit, None, &[true; 100])];
        let pooled = pooled_curve(&curves, Scale::Plain, 0.95, 10).unwrap();
        assert_eq!((pooled.time.len(), pooled.ages, pooled.time.last()), (10, 100, Some(&100.0)));
    }
}
