//! Elementary effects (Morris 1991, <https://doi.org/10.1080/00401706.1991.10484804>), with μ* of Campolongo, Cariboni & Saltelli 2007
//! (<https://doi.org/10.1016/j.envsoft.2006.10.004>).
//!
//! A trajectory starts at a point of a grid of `levels` levels and moves one dimension after another, in random order, by
//! Δ = levels / (2·(levels − 1)). The elementary effect of dimension i is (f(after) − f(before)) / ±Δ; μ is its mean over trajectories,
//! μ* the mean of its size, σ its standard deviation: μ* large means that it matters, σ large that it acts differently elsewhere.

use crate::random::{Chance, Stream};
use crate::uid::{Uid, mix};

/// What moving one dimension does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Mean elementary effect.
    pub mean: f64,
    /// Mean of its size.
    pub size: f64,
    /// Standard deviation; none of one trajectory.
    pub sd: Option<f64>,
    /// Standard error of the mean size; none of one trajectory.
    pub size_err: Option<f64>,
}

/// Trajectories: points one after the other, as shares of each range.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// All points; every trajectory has one more than there are dimensions.
    pub points: Vec<Vec<f64>>,
    dimensions: usize,
}

/// The design of `trajectories` trajectories over `dimensions` dimensions, on a grid of an even number of `levels`.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "levels and dimensions are few")]
pub fn design(trajectories: usize, dimensions: usize, levels: usize, seed: u64) -> Design {
    let levels = levels.max(2).next_multiple_of(2);
    let chance = Chance::new(mix(seed ^ 0x6D6F_7272_6973)).at(u16::MAX);
    let (half, steps) = (levels / 2, (levels - 1) as f64);
    let mut points = Vec::with_capacity(trajectories * (dimensions + 1));
    for t in 0..trajectories {
        let draw = |d: usize, what: u32| chance.unit(Stream::Start, Uid(t as u64), 3 * d as u32 + what);
        // A dimension that goes up starts in the lower half of the grid, one that goes down in the upper.
        let is_up: Vec<bool> = (0..dimensions).map(|d| draw(d, 0) < 0.5).collect();
        let mut at: Vec<usize> = (0..dimensions)
            .map(|d| ((draw(d, 1) * half as f64) as usize).min(half - 1) + if is_up[d] { 0 } else { half })
            .collect();
        let mut order: Vec<usize> = (0..dimensions).collect();
        order.sort_by(|&a, &b| draw(a, 2).total_cmp(&draw(b, 2)).then(a.cmp(&b)));
        let shares = |at: &[usize]| at.iter().map(|level| *level as f64 / steps).collect::<Vec<_>>();
        points.push(shares(&at));
        for d in order {
            at[d] = if is_up[d] { at[d] + half } else { at[d] - half };
            points.push(shares(&at));
        }
    }
    Design { points, dimensions }
}

/// The effects of every dimension, from the number at each point of the design; trajectories with a number that is none are left
/// out where it stands.
#[must_use]
pub fn effects(design: &Design, numbers: &[f64]) -> Vec<Option<Effect>> {
    let mut of_dimension: Vec<Vec<f64>> = vec![vec![]; design.dimensions];
    let trajectories = design.points.chunks(design.dimensions + 1).zip(numbers.chunks(design.dimensions + 1));
    for (points, numbers) in trajectories {
        for (pair, f) in points.windows(2).zip(numbers.windows(2)) {
            let moved = pair[0].iter().zip(&pair[1]).position(|(a, b)| a != b);
            let Some(d) = moved.filter(|_| f.iter().all(|x| x.is_finite())) else { continue };
            of_dimension[d].push((f[1] - f[0]) / (pair[1][d] - pair[0][d]));
        }
    }
    of_dimension.iter().map(|effects| of(effects)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "trajectories are few")]
fn of(effects: &[f64]) -> Option<Effect> {
    let n = effects.len() as f64;
    let mean_of = |numbers: &mut dyn Iterator<Item = f64>| numbers.sum::<f64>() / n;
    if effects.is_empty() {
        return None;
    }
    let (mean, size) = (mean_of(&mut effects.iter().copied()), mean_of(&mut effects.iter().map(|x| x.abs())));
    let deviation = |centre: f64, of: fn(f64) -> f64| {
        let squares: f64 = effects.iter().map(|x| (of(*x) - centre) * (of(*x) - centre)).sum();
        (n > 1.0).then(|| (squares / (n - 1.0)).sqrt())
    };
    let size_err = deviation(size, f64::abs).map(|sd| sd / n.sqrt());
    Some(Effect { mean, size, sd: deviation(mean, |x| x), size_err })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screened(trajectories: usize, dimensions: usize, f: impl Fn(&[f64]) -> f64) -> Vec<Effect> {
        let design = design(trajectories, dimensions, 4, 1);
        let numbers: Vec<f64> = design.points.iter().map(|x| f(x)).collect();
        effects(&design, &numbers).into_iter().map(|e| e.expect("every dimension moves")).collect()
    }

    #[test]
    fn every_trajectory_moves_each_dimension_once_within_the_range() {
        let design = design(30, 7, 4, 9);
        assert_eq!(design.points.len(), 30 * 8);
        assert!(design.points.iter().flatten().all(|x| (0.0..=1.0).contains(x)));
        for trajectory in design.points.chunks(8) {
            let moved = (0..7).all(|d| (trajectory[0][d] - trajectory[7][d]).abs() > 0.6);
            assert!(moved, "{trajectory:?}");
        }
    }

    #[test]
    fn a_straight_line_has_its_slopes_and_no_spread() {
        for (effect, slope) in screened(12, 3, |x| 2.0 * x[0] - 5.0 * x[1]).iter().zip([2.0, -5.0, 0.0]) {
            assert!((effect.mean - slope).abs() < 1e-9 && (effect.size - slope.abs()).abs() < 1e-9);
            assert!(effect.sd.expect("many") < 1e-9);
        }
    }

    #[test]
    fn ishigami_has_its_known_effects() {
        // On four levels sin² of the second dimension is 0 or ¾: its effects are ±7·¾ / ⅔ = ±7.875, whatever the trajectories.
        let pi = std::f64::consts::PI;
        let ishigami = |x: &[f64]| {
            let x: Vec<f64> = x.iter().map(|x| pi * (2.0 * x - 1.0)).collect();
            x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
        };
        let found = screened(2_000, 3, ishigami);
        assert!((found[1].size - 7.875).abs() < 1e-9, "{:?}", found[1]);
        // By hand over the 64 points: the third moves 0.1·π⁴·(1 − 3⁻⁴)·sin x₁ between ±π and ∓π/3, sin x₁ is 0 or ±√¾.
        let third = 0.1 * pi.powi(4) * (1.0 - 1.0 / 81.0) * 0.75_f64.sqrt() / 2.0 / (2.0 / 3.0);
        assert!((found[2].size / third - 1.0).abs() < 0.05, "{:?} for {third}", found[2]);
        assert!(found[2].mean.abs() < 0.5);
    }

    #[test]
    fn a_number_that_is_none_is_left_out_where_it_stands() {
        let design = design(2, 2, 4, 3);
        let mut numbers = vec![1.0; 6];
        numbers[0] = f64::NAN;
        let found = effects(&design, &numbers);
        assert_eq!(found.iter().flatten().map(|e| e.size).collect::<Vec<_>>(), [0.0, 0.0]);
        assert_eq!(found.iter().flatten().filter(|e| e.sd.is_none()).count(), 1);
    }
}
