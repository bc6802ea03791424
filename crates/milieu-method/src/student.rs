//! Student's t, as intervals of a mean over few runs ask for it.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// t with P(−t ≤ T ≤ t) = `level` at these degrees of freedom: the factor of the standard error in an interval of a mean.
///
/// Infinite where `level` is not below 1 or there is no degree of freedom: such an interval bounds nothing.
#[must_use]
pub fn critical(level: f64, freedom: f64) -> f64 {
    if level.is_nan() || level >= 1.0 {
        return f64::INFINITY;
    }
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(t) => t.inverse_cdf(f64::midpoint(1.0, level.max(0.0))),
        Err(_) => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz & Stegun (1964), table 26.10.
    #[test]
    fn the_factors_of_every_textbook() {
        for (freedom, t) in [(1.0, 12.706), (4.0, 2.776), (9.0, 2.262), (19.0, 2.093), (120.0, 1.980)] {
            assert!((critical(0.95, freedom) - t).abs() < 6e-4, "{freedom}: {}", critical(0.95, freedom));
        }
        assert!([critical(1.0, 5.0), critical(0.95, 0.0), critical(f64::NAN, 3.0)].iter().all(|t| t.is_infinite()));
    }
}
