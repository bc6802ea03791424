//! The pattern board at points of a sweep: what screening reads and calibration holds the model to.

use milieu_study::diagnostic::Diagnostic;
use rayon::prelude::*;

use super::sweep::Sweep;
use crate::pattern::{self, Runs, Score, Setting};
use crate::scenario::Scenario;

/// The board at each point, given as shares of each range, from runs of these settings over the sweep's seeds: the same seeds at
/// every point, so that points differ by what varies. The window and the start are those of a setting, everything else is the
/// sweep's; patterns that need a setting which is not run have no number.
///
/// # Errors
/// The findings where a scenario cannot be planned.
pub fn at(sweep: &Sweep, settings: &[Setting], points: &[Vec<f64>]) -> Result<Vec<Vec<Score>>, Vec<Diagnostic>> {
    points.par_iter().map(|shares| of_point(sweep, settings, shares)).collect()
}

fn of_point(sweep: &Sweep, settings: &[Setting], shares: &[f64]) -> Result<Vec<Score>, Vec<Diagnostic>> {
    of(&sweep.at(&sweep.values_at(shares), sweep.base.seed), settings, &sweep.each_seed().collect::<Vec<_>>())
}

/// The board of a scenario in these settings, whose windows and starts take the place of its own.
///
/// # Errors
/// The findings where a setting cannot be planned.
pub(super) fn of(base: &Scenario, settings: &[Setting], seeds: &[u64]) -> Result<Vec<Score>, Vec<Diagnostic>> {
    let mut runs = vec![];
    for &setting in settings {
        let scenario = Scenario {
            window: setting.window(),
            months: setting.window().months(),
            preset: setting.preset(),
            ..base.clone()
        };
        runs.push((setting, super::each(&scenario, seeds, |run| run)?));
    }
    let of_seed =
        |n: usize| runs.iter().fold(Runs::default(), |all, (setting, finished)| all.with(*setting, finished[n].seen()));
    Ok(pattern::board(&(0..seeds.len()).map(of_seed).collect::<Vec<_>>()))
}
