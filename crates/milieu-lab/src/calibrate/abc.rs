//! Approximate Bayesian computation by sequential Monte Carlo.
//!
//! Population Monte Carlo with a falling tolerance (Beaumont, Cornuet, Marin & Robert 2009,
//! <https://doi.org/10.1093/biomet/asp052>): particles that came near are drawn by weight and moved by a normal kernel of twice
//! their weighted variance; a particle's new weight is the prior over the mixture it was moved by. The prior is uniform on [0, 1] in every
//! dimension, or on what history matching left (`is_possible`).

use super::Budget;
use crate::random::{Chance, Stream};
use crate::real;
use crate::uid::{Uid, mix};

/// Weighted particles.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Points, as shares of ranges.
    pub particles: Vec<Vec<f64>>,
    /// Their weights; they sum to 1.
    pub weights: Vec<f64>,
    /// Distances within which the particles of each generation lie.
    pub tolerances: Vec<f64>,
    /// Runs made.
    pub runs: usize,
    /// Whether the runs ran out before the last generation was full: nothing is fitted then.
    pub is_short: bool,
}

impl Posterior {
    /// Mean and standard deviation of a dimension.
    #[must_use]
    pub fn moments(&self, d: usize) -> (f64, f64) {
        let mean: f64 = self.particles.iter().zip(&self.weights).map(|(x, w)| w * x[d]).sum();
        let variance: f64 =
            self.particles.iter().zip(&self.weights).map(|(x, w)| w * (x[d] - mean) * (x[d] - mean)).sum();
        (mean, variance.sqrt())
    }

    /// Number of particles of equal weight that would say as much.
    #[must_use]
    pub fn effective(&self) -> f64 {
        let squares: f64 = self.weights.iter().map(|w| w * w).sum();
        if squares > 0.0 { 1.0 / squares } else { 0.0 }
    }
}

/// Draws from what brings a model near what is known. `distance` gives for points and the numbers of their draws how far each run is
/// from it; a distance that is no number is far.
///
/// # Errors
/// What `distance` fails with.
pub fn smc<E>(
    dimensions: usize,
    is_possible: impl Fn(&[f64]) -> bool,
    budget: Budget,
    mut distance: impl FnMut(&[Vec<f64>], u64) -> Result<Vec<f64>, E>,
) -> Result<Posterior, E> {
    let chance = Chance::new(mix(budget.seed ^ 0x6162_6373)).at(u16::MAX);
    let mut found = Posterior { particles: vec![], weights: vec![], tolerances: vec![], runs: 0, is_short: false };
    let mut tolerance = f64::INFINITY;
    let mut drawn = 0_u64;
    for generation in 0..=budget.generations {
        let sd: Vec<f64> = (0..dimensions).map(|d| 2.0_f64.sqrt() * found.moments(d).1.max(1e-6)).collect();
        let mut next: Vec<(Vec<f64>, f64)> = vec![];
        while next.len() < budget.particles && found.runs < budget.runs {
            let wanted = (budget.particles - next.len()).min(budget.runs - found.runs);
            let mut batch = vec![];
            // Points outside what is possible cost no run, but an end must come.
            for _ in 0..1_000 * wanted {
                if batch.len() == wanted {
                    break;
                }
                let who = Uid(drawn);
                drawn += 1;
                let x = proposed(&found, &sd, dimensions, chance, who);
                if x.iter().all(|x| (0.0..=1.0).contains(x)) && is_possible(&x) {
                    batch.push(x);
                }
            }
            if batch.is_empty() {
                break;
            }
            let first = u64::try_from(found.runs).unwrap_or(u64::MAX);
            let distances = distance(&batch, first)?;
            found.runs += batch.len();
            next.extend(batch.into_iter().zip(distances).filter(|(_, d)| *d <= tolerance));
        }
        if next.len() < budget.particles {
            found.is_short = true;
            return Ok(found);
        }
        let weights: Vec<f64> = if generation == 0 {
            vec![1.0; next.len()]
        } else {
            next.iter().map(|(x, _)| 1.0 / mixture(&found, &sd, x).max(f64::MIN_POSITIVE)).collect()
        };
        let total: f64 = weights.iter().sum();
        let mut distances: Vec<f64> = next.iter().map(|(_, d)| *d).collect();
        distances.sort_unstable_by(f64::total_cmp);
        found.tolerances.push(distances.last().copied().unwrap_or(tolerance));
        tolerance = milieu_method::order::quantile(&distances, budget.quantile).unwrap_or(tolerance);
        found.weights = weights.into_iter().map(|w| w / total).collect();
        found.particles = next.into_iter().map(|(x, _)| x).collect();
    }
    Ok(found)
}

#[expect(clippy::cast_possible_truncation, reason = "dimensions are few")]
fn proposed(from: &Posterior, sd: &[f64], dimensions: usize, chance: Chance, who: Uid) -> Vec<f64> {
    let chosen = chance.choice(Stream::Start, who, u32::MAX, &from.weights);
    let moved = |d: usize| match chosen {
        Some(parent) => from.particles[parent][d] + sd[d] * chance.normal(Stream::Start, who, d as u32),
        None => chance.unit(Stream::Start, who, d as u32),
    };
    (0..dimensions).map(moved).collect()
}

/// Density of a point under the kernel around the particles, up to a factor.
fn mixture(from: &Posterior, sd: &[f64], x: &[f64]) -> f64 {
    let near = |p: &[f64]| {
        let squares: f64 = p.iter().zip(x).zip(sd).map(|((p, x), sd)| (x - p) * (x - p) / (sd * sd)).sum();
        real::exp(-0.5 * squares)
    };
    from.particles.iter().zip(&from.weights).map(|(p, w)| w * near(p)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run is the mean of n normal draws around θ with standard deviation 0.4: with a flat prior and as many observed, the
    /// posterior is normal around what was observed with 0.4/√n.
    fn toy(observed: f64, budget: Budget) -> Posterior {
        let chance = Chance::new(99).at(1);
        let distance = |points: &[Vec<f64>], first: u64| -> Result<Vec<f64>, ()> {
            let of = |(n, x): (usize, &Vec<f64>)| {
                let noise = chance.normal(Stream::Start, Uid(first + n as u64), 0);
                (x[0] + 0.4 / 16.0_f64.sqrt() * noise - observed).abs()
            };
            Ok(points.iter().enumerate().map(of).collect())
        };
        smc(1, |_| true, budget, distance).expect("a toy does not fail")
    }

    #[test]
    fn a_known_posterior_is_found() {
        let budget = Budget { particles: 600, generations: 5, runs: 100_000, ..Budget::default() };
        let found = toy(0.5, budget);
        let (mean, sd) = found.moments(0);
        assert!(!found.is_short && found.tolerances.is_sorted_by(|a, b| a >= b), "{:?}", found.tolerances);
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
        assert!((sd - 0.1).abs() < 0.015, "{sd}");
        assert!(found.effective() > 200.0);
        assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn runs_that_run_out_are_told() {
        let found = toy(0.5, Budget { particles: 50, generations: 20, runs: 120, ..Budget::default() });
        assert!(found.is_short && found.runs <= 120);
    }

    #[test]
    fn what_was_ruled_out_is_not_drawn() {
        let distance = |points: &[Vec<f64>], _: u64| -> Result<Vec<f64>, ()> { Ok(vec![0.0; points.len()]) };
        let found = smc(2, |x| x[0] < 0.3, Budget::default(), distance).expect("no failure");
        assert!(found.particles.iter().all(|x| x[0] < 0.3));
        let none = smc(2, |_| false, Budget::default(), distance).expect("no failure");
        assert!(none.is_short && none.runs == 0);
    }
}
