//! What the screening kept with a study says of a parameter.

use milieu_lab::experiment;
use milieu_lab::kept;
use milieu_lab::pattern::PATTERNS;
use milieu_lab::screen::patterns::{Moved, Screened};
use milieu_study::Study;

use crate::page::{Moves, ScreenedShown};

/// Numbers of patterns told of a parameter.
const TOLD: usize = 3;
/// Share of the largest effect from which a parameter is said to move a number.
const MOVES: f64 = 0.1;
/// Errors of an effect by which it has to stand out of chance.
const ERRORS: f64 = 2.0;

/// The first screening that is kept, and whether it no longer holds.
pub(super) fn kept(study: &Study) -> Option<(Screened, bool)> {
    experiment::check::sweeps(study).iter().find_map(|(_, id, read)| {
        let kept = kept::of_sweep(study, id, &read.value)?;
        Some((serde_json::from_str(&kept.file.text).ok()?, kept.stale.is_some()))
    })
}

/// What a parameter, by its position, moves most.
pub(super) fn moves(kept: &Screened, parameter: usize) -> Vec<Moves> {
    let at = |column: &[Option<f64>]| column.get(parameter).copied().flatten();
    let shown = |one: &Moved<'_>| Moves {
        pattern: one.number.pattern.clone(),
        part: part(&one.number.pattern, &one.number.what),
        what: one.number.what.clone(),
        unit: one.number.unit.clone(),
        size: at(&one.number.size).unwrap_or_default(),
        error: at(&one.number.error),
        mean: at(&one.number.mean),
        sd: at(&one.number.sd),
        rank: one.rank as u32,
    };
    let stands_out = |one: &&Moved<'_>| {
        let (size, error) = (at(&one.number.size), at(&one.number.error));
        size.zip(error).is_some_and(|(size, error)| size >= ERRORS * error)
    };
    kept.moved(parameter, MOVES).iter().filter(stands_out).take(TOLD).map(shown).collect()
}

/// Position of a number among the parts of its pattern.
fn part(pattern: &str, what: &str) -> u32 {
    let parts = PATTERNS.iter().find(|known| known.id == pattern).map_or(&[][..], |known| known.parts);
    parts.iter().position(|part| part.what == what).unwrap_or(0) as u32
}

/// How it was made.
pub(super) fn made(kept: &Screened, stale: bool) -> ScreenedShown {
    ScreenedShown {
        command: kept.command.clone(),
        model: kept.model.clone(),
        seeds: kept.seeds.iter().map(|seed| *seed as u32).collect(),
        trajectories: kept.trajectories as u32,
        points: kept.points as u32,
        runs: kept.runs as u32,
        settings: kept.settings.clone(),
        size: kept.size.map(|n| n as u32),
        stale,
        varied: kept.parameters.len() as u32,
    }
}
