//! Runs of the lab as pages show them: scenarios beside the baseline on the same chance, and the pattern board.
//!
//! What is kept with a study and what the server answers are the same [`LabRun`], made by [`compare`].

mod levers;
mod replay;

use std::sync::atomic::{AtomicU32, Ordering};

use milieu_lab::ensemble::{self, Band};
use milieu_lab::fingerprint;
use milieu_lab::kept;
use milieu_lab::pattern::PATTERNS;
use milieu_lab::record::{INDICATORS, Record, position};
use milieu_lab::run;
use milieu_lab::scenario::Scenario;
use milieu_lab::start::Size;
use milieu_lab::uid::Uid;
use milieu_method::student;
use milieu_study::diagnostic::{Diagnostic, Severity};
use rayon::prelude::*;

use crate::page::{ArmShown, BandLine, DifferenceShown, LabRun, PatternBoard, PatternPart, PatternShown, ReplayShown};

pub(crate) use levers::moved;
pub use levers::{Asked, Pulled, asked, told};

pub use milieu_lab::kept::{BASELINE, KEPT, PATTERNS as PATTERNS_ID};

/// Months between two points of a line; Decembers are among them, when ties are counted.
const EVERY: u32 = 6;

/// What pages show of a run, in their order.
pub const SHOWN: &[&str] = &[
    "places",
    "places-community",
    "places-mass-makerspace",
    "places-converted",
    "displaced",
    "occupancy",
    "subsidy-share",
    "members",
    "ties-made",
    "legacy",
    "legacy-closed",
    "start-ups",
    "firms",
    "imitating",
    "growth",
    "growth-reported",
    "debt",
    "rent-marginal",
    "spent",
];

/// A scenario with what tells whether its text has changed.
#[derive(Clone, Debug)]
pub struct Named {
    /// The scenario.
    pub scenario: Scenario,
    /// Digest of its text ([`kept::of_text`]).
    pub digest: String,
}

/// Why there is no result.
#[derive(Debug)]
pub enum Stopped {
    /// The scenario cannot be planned.
    Wrong(Vec<Diagnostic>),
    /// It was told to stop.
    Told,
}

/// One finished run of a scenario.
#[derive(Debug)]
pub struct Once {
    record: Record,
    replay: ReplayShown,
    who: Vec<Uid>,
}

/// Runs a scenario once for each seed. `go` is told after each month how many months are done, and says whether to go on.
///
/// # Errors
/// If the scenario cannot be planned, or `go` said no.
pub fn each(scenario: &Scenario, seeds: &[u64], go: &(impl Fn() -> bool + Sync)) -> Result<Vec<Once>, Stopped> {
    seeds.par_iter().map(|&seed| once(&Scenario { seed, ..scenario.clone() }, go)).collect()
}

fn once(scenario: &Scenario, go: &(impl Fn() -> bool + Sync)) -> Result<Once, Stopped> {
    let mut world = scenario.world();
    let planned = scenario.plan(&world);
    if planned.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return Err(Stopped::Wrong(planned.diagnostics));
    }
    world.trace.on = true;
    let mut record = Record::new(&world, &[]);
    let mut is_stopped = false;
    run::run(&mut world, &planned.value, |world| {
        record.after(world);
        is_stopped = !go();
        !is_stopped
    });
    if is_stopped {
        return Err(Stopped::Told);
    }
    Ok(Once { record, replay: replay::of(&world), who: replay::who(&world) })
}

/// A scenario beside what it is compared with, on the same seeds; alone where that is none.
///
/// # Errors
/// If one of them cannot be planned, or `go`, told how many of how many months are done, said no.
pub fn compare(
    base: Option<&Named>,
    named: &Named,
    seeds: &[u64],
    go: &(impl Fn(u32, u32) -> bool + Sync),
) -> Result<LabRun, Stopped> {
    let months = named.scenario.months + base.map_or(0, |b| b.scenario.months);
    let all = u32::try_from(seeds.len()).unwrap_or(u32::MAX).saturating_mul(months);
    let done = AtomicU32::new(0);
    let step = || go(done.fetch_add(1, Ordering::Relaxed) + 1, all);
    let of = |named: &Named| each(&named.scenario, seeds, &step);
    let base_runs = base.map(of).transpose()?;
    let runs = of(named)?;
    Ok(beside(base.zip(base_runs.as_deref()), named, &runs, seeds, true))
}

/// Puts finished runs beside those they are compared with; `whole` keeps the latter too.
#[must_use]
pub fn beside(base: Option<(&Named, &[Once])>, named: &Named, runs: &[Once], seeds: &[u64], whole: bool) -> LabRun {
    let first = runs.first().and_then(|r| r.record.months.first()).copied().unwrap_or_default();
    let months = runs.iter().map(|r| r.record.months.len()).min().unwrap_or(0);
    let shared = base.map_or(months, |(_, b)| b.iter().map(|r| r.record.months.len()).min().unwrap_or(0).min(months));
    // The last month of every half year, so that each December is one.
    let at: Vec<usize> = (0..shared).filter(|m| (first.0 as usize + m + 1).is_multiple_of(EVERY as usize)).collect();
    let shown: Vec<(&str, usize)> = SHOWN.iter().filter_map(|name| Some((*name, position(name)?))).collect();
    let differences = base.map_or_else(Vec::new, |(_, base)| {
        shown.iter().map(|(_, indicator)| difference(base, runs, *indicator, &at)).collect()
    });
    LabRun {
        model: fingerprint::of_model().to_owned(),
        scenario: named.digest.clone(),
        base: base.map_or_else(String::new, |(b, _)| b.digest.clone()),
        ground: Some(kept::of_start(&named.scenario)),
        size: size_word(&named.scenario.size),
        seeds: seeds.to_vec(),
        start: first.0,
        months: u32::try_from(months).unwrap_or(0),
        at: at.iter().filter_map(|m| u32::try_from(*m).ok()).collect(),
        indicators: shown.iter().map(|(name, _)| (*name).to_owned()).collect(),
        run: twinned(arm(runs, &shown, &at), runs, base.map(|(_, base)| base)),
        against: base.filter(|_| whole).map(|(_, base)| arm(base, &shown, &at)),
        differences,
    }
}

/// The name of a size, or how many persons it has.
#[must_use]
pub fn size_word(size: &Size) -> String {
    let named = Size::NAMED.iter().find(|(_, known)| known == size);
    named.map_or_else(|| format!("{} persons", size.persons), |(name, _)| (*name).to_owned())
}

fn arm(runs: &[Once], shown: &[(&str, usize)], at: &[usize]) -> ArmShown {
    let line = |indicator: usize| {
        let series = series(runs, indicator);
        let bands: Vec<Option<Band>> =
            at.iter().map(|&m| Band::of(series.iter().filter_map(|run| run.get(m).copied()))).collect();
        let of = |pick: fn(&Band) -> f64| bands.iter().map(|b| b.as_ref().map(|b| short(pick(b)))).collect();
        BandLine { mid: of(|b| b.median), low: of(|b| b.spread[0]), high: of(|b| b.spread[1]) }
    };
    ArmShown {
        lines: shown.iter().map(|(_, indicator)| line(*indicator)).collect(),
        replay: runs.first().map(|run| run.replay.clone()).unwrap_or_default(),
    }
}

/// With the places of the first seed found again in what it is compared with.
fn twinned(mut arm: ArmShown, runs: &[Once], base: Option<&[Once]>) -> ArmShown {
    if let Some((own, other)) = runs.first().zip(base.and_then(<[Once]>::first)) {
        arm.replay.twin = replay::twins(&own.who, &other.who);
    }
    arm
}

fn series(runs: &[Once], indicator: usize) -> Vec<Vec<f64>> {
    runs.iter().map(|run| run.record.series(indicator, 0).collect()).collect()
}

fn difference(base: &[Once], runs: &[Once], indicator: usize, at: &[usize]) -> DifferenceShown {
    let (a, b) = (series(base, indicator), series(runs, indicator));
    let pairs = |m: usize| a.iter().zip(&b).map(move |(a, b)| b[m] - a[m]);
    let bands: Vec<Option<Band>> = at.iter().map(|&m| Band::of(pairs(m))).collect();
    let variance = |numbers: &mut dyn Iterator<Item = f64>| Band::of(numbers).and_then(|b| b.std_err).map(|se| se * se);
    let fewer = at.last().and_then(|&m| {
        let unlike = variance(&mut a.iter().map(|run| run[m]))? + variance(&mut b.iter().map(|run| run[m]))?;
        let paired = variance(&mut pairs(m))?;
        (paired > 0.0).then(|| short(unlike / paired))
    });
    // No interval is wider than what can be told.
    let half =
        |b: &Band| Some(short(b.std_err? * student::critical(0.95, b.runs as f64 - 1.0))).filter(|x| x.is_finite());
    DifferenceShown {
        mean: bands.iter().map(|b| b.as_ref().map(|b| short(b.mean))).collect(),
        half: bands.iter().map(|b| b.as_ref().and_then(half)).collect(),
        fewer,
    }
}

/// Four significant digits: a page shows no more, and a file stays small.
pub(crate) fn short(x: f64) -> f64 {
    format!("{x:.3e}").parse().unwrap_or(x)
}

/// The pattern board of worlds of this size.
///
/// # Errors
/// The findings where a setting cannot be planned.
pub fn board(size: &Size, seeds: &[u64]) -> Result<PatternBoard, Vec<Diagnostic>> {
    let scores = ensemble::board(size, seeds, &[])?;
    let patterns = PATTERNS.iter().zip(&scores).map(|(pattern, score)| PatternShown {
        id: pattern.id.to_owned(),
        name: pattern.name.to_owned(),
        anchor: pattern.anchor.to_owned(),
        used: pattern.used.word().to_owned(),
        met: score.met(),
        parts: pattern
            .parts
            .iter()
            .zip(&score.parts)
            .map(|(part, reading)| PatternPart {
                what: part.what.to_owned(),
                unit: part.unit.to_owned(),
                accept: part.accept.map(|end| Some(end).filter(|x| x.is_finite())),
                median: reading.median.map(short),
                band: reading.band.map(|band| band.map(short)),
                met: reading.met,
            })
            .collect(),
    });
    Ok(PatternBoard {
        model: fingerprint::of_model().to_owned(),
        size: size_word(size),
        seeds: seeds.to_vec(),
        patterns: patterns.collect(),
    })
}

/// The indicators pages show: name, what it says, unit.
pub fn indicators() -> impl Iterator<Item = &'static milieu_lab::record::Indicator> {
    SHOWN.iter().filter_map(|name| position(name)).map(|at| &INDICATORS[at])
}

#[cfg(test)]
mod tests;
