//! History matching: waves of runs that rule out parameters no run near which could show what is known.
//!
//! The implausibility of a point for an observable is |z − E f(x)| / √(Var of the emulator + Var of what was observed + Var of the model's
//! discrepancy) (Craig et al. 1997; Vernon, Goldstein & Bower 2010, <https://doi.org/10.1214/10-BA524>). Of what is only known to be at
//! least or at most z, a point on the right side of z is at no distance ([`Side`]). A point is ruled out where the largest over the
//! observables passes the cutoff, 3 by Pukelsheim's rule; or, where some may be missed (`allowed`), the second or third largest, as
//! Vernon et al. do. Each wave lays its runs over what the waves before left, and fits its emulators there.

use super::Budget;
use super::gp::Emulator;
use crate::ensemble::design;

/// On which side of the value a model is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Above and below.
    #[default]
    Both,
    /// Below only: it is known to be at least the value.
    Below,
    /// Above only: it is known to be at most the value.
    Above,
}

/// Something known, with how far a right model may be from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// On which side of it a model is wrong.
    pub side: Side,
    /// Standard deviation of what was observed.
    pub sd: f64,
    /// Standard deviation of the model's discrepancy: how far it may be off though its parameters are right.
    pub discrepancy: f64,
}

impl Observed {
    /// How far a number is from it, on a side that counts.
    #[must_use]
    pub fn distance(&self, number: f64) -> f64 {
        let above = number - self.value;
        match self.side {
            Side::Both => above.abs(),
            Side::Below => (-above).max(0.0),
            Side::Above => above.max(0.0),
        }
    }
}

/// A wave that was made.
#[derive(Clone, Debug)]
pub struct Wave {
    /// Runs made.
    pub runs: usize,
    /// Share of the whole space that is not ruled out after it.
    pub left: f64,
    /// For each observable the share of the space it alone rules out; none where no emulator could be fitted.
    pub by_observable: Vec<Option<f64>>,
}

/// What waves left.
#[derive(Clone, Debug)]
pub struct Matched {
    /// The waves.
    pub waves: Vec<Wave>,
    /// Points that are not ruled out, as shares of ranges, out of the candidates.
    pub left: Vec<Vec<f64>>,
    /// For each dimension the least and largest share that is left; none where nothing is.
    pub ranges: Vec<Option<[f64; 2]>>,
    /// Whether another wave would have had nothing to run.
    pub is_empty: bool,
}

/// Matches a model: `run` gives for points (shares of ranges) the number of every observable.
///
/// # Errors
/// What `run` fails with.
pub fn matched<E>(
    dimensions: usize,
    observed: &[Observed],
    budget: Budget,
    mut run: impl FnMut(&[Vec<f64>]) -> Result<Vec<Vec<f64>>, E>,
) -> Result<Matched, E> {
    let candidates = design::latin_hypercube(budget.candidates, dimensions, budget.seed);
    let mut emulators: Vec<Vec<Option<Emulator>>> = vec![];
    let mut waves = vec![];
    let mut left = candidates.clone();
    for wave in 0..budget.waves {
        // The first wave covers the space; later ones take what is left, spread over the candidates' order.
        let points: Vec<Vec<f64>> = if wave == 0 {
            design::latin_hypercube(budget.points, dimensions, budget.seed + 1)
        } else {
            let step = left.len().div_ceil(budget.points.max(1)).max(1);
            left.iter().step_by(step).cloned().collect()
        };
        // An emulator wants more points than it has slopes.
        if points.len() < 3 {
            break;
        }
        let numbers = run(&points)?;
        let fitted = |n: usize| {
            let known: Vec<usize> = (0..points.len()).filter(|p| numbers[*p][n].is_finite()).collect();
            let at: Vec<Vec<f64>> = known.iter().map(|p| points[*p].clone()).collect();
            Emulator::fit(&at, &known.iter().map(|p| numbers[*p][n]).collect::<Vec<_>>())
        };
        let of_wave: Vec<Option<Emulator>> = (0..observed.len()).map(fitted).collect();
        let is_out = |n: usize, x: &Vec<f64>| {
            of_wave[n].as_ref().is_some_and(|emulator| implausibility(emulator, &observed[n], x) > budget.cutoff)
        };
        #[expect(clippy::cast_precision_loss, reason = "candidates are few")]
        let share = |n: usize| n as f64 / budget.candidates.max(1) as f64;
        let by_observable = (0..observed.len())
            .map(|n| of_wave[n].as_ref().map(|_| share(candidates.iter().filter(|x| is_out(n, x)).count())))
            .collect();
        left.retain(|x| (0..observed.len()).filter(|n| is_out(*n, x)).count() <= budget.allowed);
        waves.push(Wave { runs: points.len(), left: share(left.len()), by_observable });
        emulators.push(of_wave);
        if left.is_empty() {
            break;
        }
    }
    let ends = |d: usize| {
        let values = || left.iter().map(|x| x[d]);
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        (low <= high).then_some([low, high])
    };
    let ranges = (0..dimensions).map(ends).collect();
    Ok(Matched { waves, is_empty: left.is_empty(), left, ranges })
}

/// How implausible a point is for an observable.
#[must_use]
pub fn implausibility(emulator: &Emulator, observed: &Observed, x: &[f64]) -> f64 {
    let (mean, variance) = emulator.at(x);
    let doubt = variance + observed.sd * observed.sd + observed.discrepancy * observed.discrepancy;
    observed.distance(mean) / doubt.sqrt().max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(value: f64) -> Vec<Observed> {
        vec![Observed { name: "f".to_owned(), value, side: Side::Both, sd: 0.02, discrepancy: 0.02 }]
    }

    fn toy(value: f64, waves: usize) -> Matched {
        let budget = Budget { waves, points: 25, candidates: 1_000, ..Budget::default() };
        let run = |points: &[Vec<f64>]| -> Result<Vec<Vec<f64>>, ()> {
            Ok(points.iter().map(|x| vec![x[0] + 0.5 * (3.0 * x[0]).sin()]).collect())
        };
        matched(2, &observed(value), budget, run).expect("a toy does not fail")
    }

    #[test]
    fn the_truth_is_never_ruled_out_and_the_rest_is() {
        // f(0.4) = 0.4 + ½ sin 1.2; f rises from 0 to 1.07 so that only x₀ near 0.4 or where f comes back is left.
        let f = |x: f64| x + 0.5 * (3.0 * x).sin();
        let found = toy(f(0.4), 3);
        let [low, high] = found.ranges[0].expect("something is left");
        assert!(low < 0.4 && 0.4 < high, "{low} {high}");
        assert!(found.waves[0].left < 0.6 && found.waves.is_sorted_by(|a, b| a.left >= b.left), "{:?}", found.waves);
        for x in &found.left {
            assert!((f(x[0]) - f(0.4)).abs() < 0.25, "{x:?}");
        }
        let [low, high] = found.ranges[1].expect("something is left");
        assert!(low < 0.1 && high > 0.9, "what does not act is not narrowed");
    }

    /// f(x) = x₀ and g(x) = x₁, of which this is known.
    fn plane(known: [(f64, Side); 2], allowed: usize) -> Matched {
        let observed =
            known.map(|(value, side)| Observed { name: "x".to_owned(), value, side, sd: 0.0, discrepancy: 0.02 });
        let budget = Budget { waves: 2, points: 25, candidates: 1_000, allowed, ..Budget::default() };
        let run = |points: &[Vec<f64>]| -> Result<Vec<Vec<f64>>, ()> { Ok(points.to_vec()) };
        matched(2, &observed, budget, run).expect("a toy does not fail")
    }

    #[test]
    fn what_is_known_on_one_side_rules_out_the_other_only() {
        let found = plane([(0.5, Side::Below), (0.3, Side::Above)], 0);
        let [x, y] = [found.ranges[0], found.ranges[1]].map(|range| range.expect("something is left"));
        // The cutoff lies three discrepancies, 0.06, on the wrong side.
        assert!((x[0] - 0.44).abs() < 0.02 && x[1] > 0.98, "{x:?}");
        assert!(y[0] < 0.02 && (y[1] - 0.36).abs() < 0.02, "{y:?}");
        assert!((found.waves[1].left - 0.56 * 0.36).abs() < 0.03, "{:?}", found.waves);
    }

    #[test]
    fn what_may_be_missed_rules_out_only_with_others() {
        let known = [(2.0, Side::Both), (0.5, Side::Below)];
        assert!(plane(known, 0).is_empty, "nothing reaches 2");
        let found = plane(known, 1);
        let y = found.ranges[1].expect("something is left");
        assert!((y[0] - 0.44).abs() < 0.02 && y[1] > 0.98, "{y:?}");
    }

    #[test]
    fn what_the_model_cannot_show_leaves_nothing() {
        let found = toy(9.0, 3);
        assert!(found.is_empty && found.waves.len() == 1 && found.ranges == [None, None]);
        assert_eq!(found.waves[0].by_observable, [Some(1.0)]);
    }
}
