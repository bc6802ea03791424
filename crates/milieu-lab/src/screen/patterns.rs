//! The patterns screened by Morris' method: what each number that is known of the system depends on, as it is kept with a study.

use milieu_study::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};

use super::morris;
use crate::ensemble::boards;
use crate::ensemble::sweep::Sweep;
use crate::experiment::six;
use crate::fingerprint;
use crate::pattern::{PATTERNS, Setting};

/// Levels of the grid.
const LEVELS: usize = 4;

/// A screening, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Screened {
    /// Fingerprint of the model.
    pub model: String,
    /// Digest of the sweep's text and of the scenario's it names.
    pub sweep: String,
    /// The command that makes it again.
    pub command: String,
    /// Trajectories.
    pub trajectories: usize,
    /// Points.
    pub points: usize,
    /// Seeds; a pattern's number at a point is the median over them.
    pub seeds: Vec<u64>,
    /// Runs in all.
    pub runs: usize,
    /// Settings that were run, by their words.
    pub settings: Vec<String>,
    /// Persons, firms and places of the worlds at the start.
    pub size: [usize; 3],
    /// What varied, in the order of the numbers below.
    pub parameters: Vec<String>,
    /// Every part of a pattern that could be read.
    pub numbers: Vec<Number>,
}

/// A part of a pattern and what moves it, by parameter and over its whole range.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// P1 to P23.
    pub pattern: String,
    /// What it is.
    pub what: String,
    /// Its unit.
    pub unit: String,
    /// `fit` or `validate`.
    pub used: String,
    /// μ*, the mean size of the effect; none where it could be read on neither side of a move.
    pub size: Vec<Option<f64>>,
    /// Standard error of μ*.
    pub error: Vec<Option<f64>>,
    /// μ, the mean effect.
    pub mean: Vec<Option<f64>>,
    /// σ, the standard deviation of the effect.
    pub sd: Vec<Option<f64>>,
}

impl Screened {
    /// The parameters that move a number most, with μ*: those at least a share of the largest. An effect seen once only, where the
    /// number could not be read elsewhere, has no error and is not among them.
    #[must_use]
    pub fn strongest(&self, number: &Number, share: f64) -> Vec<(usize, f64)> {
        let effects = number.size.iter().zip(&number.error).enumerate();
        let seen_often = effects.filter_map(|(n, (size, error))| Some((n, (*size).zip(*error)?.0)));
        let mut all: Vec<(usize, f64)> = seen_often.filter(|(_, x)| *x > 0.0).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let most = all.first().map_or(0.0, |(_, x)| *x);
        all.retain(|(_, x)| *x >= share * most);
        all
    }
}

/// What a parameter moves: a number, the parameter's place among those that move it, and its share of the largest effect.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'s> {
    /// The number.
    pub number: &'s Number,
    /// 1 for the parameter that moves it most.
    pub rank: usize,
    /// μ* over the largest μ* of the number.
    pub share: f64,
}

impl Screened {
    /// The numbers a parameter moves by a share of the largest effect and more, those first in which it comes before most others.
    #[must_use]
    pub fn moved(&self, parameter: usize, share: f64) -> Vec<Moved<'_>> {
        let mut found: Vec<Moved<'_>> = self
            .numbers
            .iter()
            .filter_map(|number| {
                let all = self.strongest(number, share);
                let rank = all.iter().position(|(n, _)| *n == parameter)?;
                Some(Moved { number, rank: rank + 1, share: all[rank].1 / all[0].1 })
            })
            .collect();
        found.sort_by(|a, b| a.rank.cmp(&b.rank).then(b.share.total_cmp(&a.share)));
        found
    }
}

/// Screens what varies in a sweep for the patterns of these settings.
///
/// # Errors
/// The findings where a scenario cannot be planned.
pub fn screened(sweep: &Sweep, settings: &[Setting], trajectories: usize) -> Result<Screened, Vec<Diagnostic>> {
    let design = morris::design(trajectories, sweep.vary.len(), LEVELS, sweep.base.seed);
    let boards = boards::at(sweep, settings, &design.points)?;
    let mut numbers = vec![];
    for (n, pattern) in PATTERNS.iter().enumerate() {
        for (p, part) in pattern.parts.iter().enumerate() {
            let column: Vec<f64> = boards.iter().map(|board| board[n].parts[p].median.unwrap_or(f64::NAN)).collect();
            if column.iter().all(|x| x.is_nan()) {
                continue;
            }
            let effects = morris::effects(&design, &column);
            let largest = effects.iter().flatten().map(|effect| effect.size).fold(0.0, f64::max);
            // What is nothing but for rounding is nothing.
            let shown = |x: f64| if x.abs() < 1e-9 * largest { 0.0 } else { six(x) };
            let of = |read: fn(&morris::Effect) -> Option<f64>| {
                effects.iter().map(|effect| effect.as_ref().and_then(read).map(shown)).collect()
            };
            numbers.push(Number {
                pattern: pattern.id.to_owned(),
                what: part.what.to_owned(),
                unit: part.unit.to_owned(),
                used: pattern.used.word().to_owned(),
                size: of(|effect| Some(effect.size)),
                error: of(|effect| effect.size_err),
                mean: of(|effect| Some(effect.mean)),
                sd: of(|effect| effect.sd),
            });
        }
    }
    let size = &sweep.base.size;
    Ok(Screened {
        model: fingerprint::of_model().to_owned(),
        sweep: sweep.digest.clone(),
        command: String::new(),
        trajectories,
        points: design.points.len(),
        seeds: sweep.each_seed().collect(),
        runs: design.points.len() * sweep.seeds * settings.len(),
        settings: settings.iter().map(|setting| setting.word().to_owned()).collect(),
        size: [size.persons, size.firms, size.places],
        parameters: sweep.vary.iter().map(|vary| vary.name().to_owned()).collect(),
        numbers,
    })
}

#[cfg(test)]
mod tests {
    use milieu_study::diagnostic::FileIx;

    use super::*;
    use crate::ensemble::sweep;

    #[test]
    fn every_number_that_can_be_read_is_screened() {
        let text = "seeds = 1\n[size]\nterritories = [1, 1, 1, 1, 2]\npersons = 200\nfirms = 40\nplaces = 8\n\
                    [vary.parameters]\nchurn = true\nlambda-veto = true\na-prefecture = true\n";
        let sweep = sweep::read(text, FileIx(0), &|_| None);
        assert!(sweep.diagnostics.is_empty(), "{:?}", sweep.diagnostics);
        let found = screened(&sweep.value, &[Setting::Maker], 2).expect("it can be planned");
        assert_eq!((found.points, found.runs, found.parameters.len()), (8, 8, 3));
        assert!(found.numbers.iter().all(|one| one.size.len() == 3));
        // Patterns of a window that was not run have no number.
        assert!(
            found.numbers.iter().any(|one| one.pattern == "P5") && found.numbers.iter().all(|one| one.pattern != "P1")
        );
        assert_eq!(found, screened(&sweep.value, &[Setting::Maker], 2).expect("it can be planned"));
    }

    #[test]
    fn what_moves_a_number_and_what_a_parameter_moves_are_ranked() {
        let number = |pattern: &str, size: &[f64]| Number {
            pattern: pattern.to_owned(),
            size: size.iter().map(|x| Some(x.abs())).collect(),
            // What is written below zero was seen once only.
            error: size.iter().map(|x| (*x >= 0.0).then_some(0.1)).collect(),
            ..Number::default()
        };
        let numbers = vec![number("P1", &[8.0, 1.0, 2.0]), number("P2", &[-9.0, 0.0, 0.5])];
        let screened = Screened { numbers, ..Screened::default() };
        assert_eq!(screened.strongest(&screened.numbers[0], 0.25), [(0, 8.0), (2, 2.0)]);
        assert_eq!(screened.strongest(&screened.numbers[1], 0.0), [(2, 0.5)], "what moves nothing is not among them");
        let told = |parameter| {
            let moved = screened.moved(parameter, 0.25);
            moved.iter().map(|one| (one.number.pattern.clone(), one.rank, one.share)).collect::<Vec<_>>()
        };
        assert_eq!(told(2), [("P2".to_owned(), 1, 1.0), ("P1".to_owned(), 2, 0.25)]);
        assert_eq!(told(1), []);
    }
}
