//! The standard normal distribution, as intervals and tests ask for it.

use statrs::distribution::{Continuous, ContinuousCDF, Normal};

/// z with P(−z ≤ Z ≤ z) = `level`: 1.96 for 0.95, the factor of the standard error in an interval of that level.
///
/// Infinite where `level` is not below 1 (or is not a number): such an interval bounds nothing. 0 for a level of 0 and below.
#[must_use]
pub fn critical(level: f64) -> f64 {
    if level.is_nan() || level >= 1.0 {
        return f64::INFINITY;
    }
    Normal::standard().inverse_cdf(f64::midpoint(1.0, level.max(0.0)))
}

/// Density at z.
#[must_use]
pub fn density(z: f64) -> f64 {
    Normal::standard().pdf(z)
}

/// P(|Z| ≥ |z|): the two-sided probability of a deviate at least as far from zero.
#[must_use]
pub fn two_sided_p(z: f64) -> f64 {
    2.0 * Normal::standard().sf(z.abs())
}

/// P(Z ≥ z): the one-sided probability of a deviate at least as large.
#[must_use]
pub fn upper_p(z: f64) -> f64 {
    Normal::standard().sf(z)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz & Stegun (1964), tables 26.1 and 26.5.
    #[test]
    fn the_factors_of_every_textbook() {
        for (level, z) in [(0.90, 1.644_853_627), (0.95, 1.959_963_985), (0.99, 2.575_829_304)] {
            assert!((critical(level) - z).abs() < 1e-9, "{level}");
            assert!((two_sided_p(z) - (1.0 - level)).abs() < 1e-9, "{level}");
            assert!((two_sided_p(-z) - (1.0 - level)).abs() < 1e-9, "{level}");
            assert!((2.0 * upper_p(z) - (1.0 - level)).abs() < 1e-9, "{level}");
        }
    }

    #[test]
    fn no_level_panics() {
        assert_eq!([critical(0.0), critical(-1.0)], [0.0, 0.0]);
        assert!([1.0, 2.0, f64::NAN, f64::INFINITY].iter().all(|level| critical(*level) == f64::INFINITY));
        assert_eq!([two_sided_p(0.0), two_sided_p(f64::INFINITY)], [1.0, 0.0]);
    }
}
