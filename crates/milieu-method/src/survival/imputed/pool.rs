//! Rubin's rules: one answer from the answers of many draws.

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::normal::{critical, two_sided_p};
use crate::survival::Error;
use crate::survival::sample::{finite, length};

/// One number put together from draws. Formulas 3.1.2 to 3.1.10 of Rubin (1987), <https://doi.org/10.1002/9780470316696>.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// Mean of the draws' estimates.
    pub estimate: f64,
    /// Mean of their variances, W: what few cases leave open.
    pub within: f64,
    /// Variance of their estimates, B: what the drawn values leave open.
    pub between: f64,
    /// W + (1 + 1/m) B.
    pub total: f64,
    /// Degrees of freedom, (m − 1) (1 + 1/r)² with r = (1 + 1/m) B / W; infinite where the draws agree.
    pub freedom: f64,
    /// Fraction of missing information, (r + 2 / (freedom + 3)) / (r + 1): from 0, where the draws agree, to 1.
    pub missing: f64,
}

/// Puts estimates with their variances together.
///
/// # Errors
/// Fewer than two draws, lists of different lengths, a value that is not finite, a variance below zero.
pub fn pool(estimates: &[f64], variances: &[f64]) -> Result<Pooled, Error> {
    if estimates.len() < 2 {
        return Err(Error::Unsupported("draws are put together from two on"));
    }
    length("variance", estimates.len(), variances.len())?;
    finite("estimate", estimates)?;
    finite("variance", variances)?;
    if let Some(row) = variances.iter().position(|v| *v < 0.0) {
        return Err(Error::Negative { row });
    }
    let m = estimates.len() as f64;
    let (mut estimate, mut within, mut squares) = (0.0, 0.0, 0.0);
    // Means step by step: of equal numbers they are that number exactly.
    for (k, (q, u)) in (1_u32..).zip(estimates.iter().zip(variances)) {
        let step = q - estimate;
        estimate += step / f64::from(k);
        squares += step * (q - estimate);
        within += (u - within) / f64::from(k);
    }
    let between = squares / (m - 1.0);
    let added = (1.0 + 1.0 / m) * between;
    let total = within + added;
    if added <= 0.0 {
        return Ok(Pooled { estimate, within, between, total, freedom: f64::INFINITY, missing: 0.0 });
    }
    // With λ = added / total: r / (r + 1) = λ and 1 / (r + 1) = 1 − λ, which hold without any variance within too.
    let share = added / total;
    let freedom = (m - 1.0) / (share * share);
    let missing = (share + (1.0 - share) * 2.0 / (freedom + 3.0)).min(1.0);
    Ok(Pooled { estimate, within, between, total, freedom, missing })
}

/// Degrees of freedom from which on Student's t is found from the normal.
const MANY: f64 = 200.0;

/// The quantile of Student's t from that of the normal: Abramowitz & Stegun (1964), 26.7.5. A curve asks for it at every age, and
/// inverting the distribution takes a thousand times as long.
fn of_many(z: f64, freedom: f64) -> f64 {
    let square = z * z;
    let by_power = [
        (square + 1.0) / 4.0,
        ((5.0 * square + 16.0) * square + 3.0) / 96.0,
        (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0,
        ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0) / 92_160.0,
    ];
    z + z * by_power.iter().rev().fold(0.0, |sum, g| (sum + g) / freedom)
}

impl Pooled {
    /// Standard error of the estimate.
    #[must_use]
    pub fn std_err(&self) -> f64 {
        self.total.sqrt()
    }

    /// Factor of the standard error in an interval of this level: Student's t, the normal where freedom is infinite.
    #[must_use]
    pub fn factor(&self, level: f64) -> f64 {
        let z = critical(level);
        match StudentsT::new(0.0, 1.0, self.freedom) {
            _ if !z.is_finite() || z == 0.0 => z,
            _ if self.freedom >= MANY => of_many(z, self.freedom),
            Ok(t) => t.inverse_cdf(f64::midpoint(1.0, level)),
            Err(_) => z,
        }
    }

    /// Interval of the estimate.
    #[must_use]
    pub fn interval(&self, level: f64) -> [f64; 2] {
        let half = self.factor(level) * self.std_err();
        [self.estimate - half, self.estimate + half]
    }

    /// Two-sided p of no difference from zero; 1 where nothing varies and the estimate is zero.
    #[must_use]
    pub fn p(&self) -> f64 {
        let t = self.estimate / self.std_err();
        match StudentsT::new(0.0, 1.0, self.freedom) {
            _ if t.is_nan() => 1.0,
            Ok(student) if self.freedom.is_finite() => 2.0 * student.sf(t.abs()),
            _ => two_sided_p(t),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// SAS/STAT user's guide, procedure MIANALYZE, first example: mean oxygen uptake in five imputed tables. Its inputs are printed to
    /// five digits, so its results hold to about four.
    #[test]
    fn mean_oxygen_uptake_of_five_imputed_tables() {
        let means = [47.0120, 47.2407, 47.4995, 47.1485, 47.0042];
        let variances = [0.95984_f64, 0.93540, 1.00766, 0.95439, 0.96528].map(|se| se * se);
        let found = pool(&means, &variances).unwrap();
        let published = [
            (found.estimate, 47.180993),
            (found.between, 0.041478),
            (found.within, 0.930853),
            (found.total, 0.980626),
            (found.std_err(), 0.990266),
            (found.missing, 0.051977),
        ];
        for (own, theirs) in published {
            assert!((own / theirs - 1.0).abs() < 3e-4, "{own} {theirs}");
        }
    }

    /// By hand: estimates 1, 2, 3 with variance 1 each. B = 1, W = 1, T = 1 + 4/3; λ = 4/7, freedom 2 · 49/16.
    #[test]
    fn three_draws_by_hand() {
        let found = pool(&[1.0, 2.0, 3.0], &[1.0; 3]).unwrap();
        assert_eq!((found.estimate, found.within, found.between), (2.0, 1.0, 1.0));
        assert!((found.total - 7.0 / 3.0).abs() < 1e-15 && (found.freedom - 6.125).abs() < 1e-12);
        let missing = (4.0 / 3.0 + 2.0 / 9.125) / (7.0 / 3.0);
        assert!((found.missing - missing).abs() < 1e-12);
    }

    #[test]
    fn draws_that_agree_leave_the_plain_answer() {
        let found = pool(&[0.1; 7], &[0.3; 7]).unwrap();
        assert_eq!((found.estimate, found.total, found.between, found.missing), (0.1, 0.3, 0.0, 0.0));
        assert_eq!(found.factor(0.95), critical(0.95));
        assert_eq!(found.p(), two_sided_p(0.1 / 0.3_f64.sqrt()));
        assert_eq!(pool(&[0.0; 2], &[0.0; 2]).unwrap().p(), 1.0);
    }

    #[test]
    fn many_degrees_of_freedom_take_the_series_without_a_step() {
        for freedom in [MANY, 350.0, 5_000.0] {
            let t = StudentsT::new(0.0, 1.0, freedom).unwrap();
            for level in [0.5, 0.9, 0.95, 0.99] {
                let (own, exact) = (of_many(critical(level), freedom), t.inverse_cdf(f64::midpoint(1.0, level)));
                assert!((own / exact - 1.0).abs() < 1e-7, "{freedom} {level}: {own} {exact}");
            }
        }
        assert_eq!(of_many(critical(0.95), f64::INFINITY), critical(0.95));
    }

    #[test]
    fn what_cannot_be_put_together_is_named() {
        assert!(matches!(pool(&[1.0], &[1.0]), Err(Error::Unsupported(_))));
        assert!(matches!(pool(&[1.0, 2.0], &[1.0]), Err(Error::Length { .. })));
        assert!(matches!(pool(&[1.0, f64::NAN], &[1.0; 2]), Err(Error::NotFinite { row: 1, .. })));
        assert!(matches!(pool(&[1.0, 2.0], &[1.0, -1.0]), Err(Error::Negative { row: 1 })));
    }

    proptest! {
        #[test]
        fn the_interval_is_never_narrower_than_without_missing_dates(
            draws in prop::collection::vec((-5.0_f64..5.0, 0.01_f64..4.0), 2..40)
        ) {
            let (estimates, variances): (Vec<f64>, Vec<f64>) = draws.iter().copied().unzip();
            let found = pool(&estimates, &variances).unwrap();
            let least = estimates.iter().copied().fold(f64::INFINITY, f64::min);
            let most = estimates.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(found.estimate >= least - 1e-12 && found.estimate <= most + 1e-12);
            prop_assert!(found.total >= found.within && found.between >= 0.0);
            prop_assert!((0.0..=1.0).contains(&found.missing) && found.freedom >= estimates.len() as f64 - 1.0 - 1e-9);
            prop_assert!(found.factor(0.95) >= critical(0.95) - 1e-6);
        }
    }
}
