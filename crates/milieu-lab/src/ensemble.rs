//! Many runs: one scenario over seeds, and two scenarios on the same chance.
//!
//! Two runs of one seed meet the same events wherever both come to them, so that the difference of a pair is what
//! the scenario does and not what chance does. A band over seeds is chance; it says nothing of parameters.

pub mod boards;
pub mod design;
pub mod sweep;

use milieu_method::{order, student};
use milieu_study::diagnostic::{Checked, Diagnostic, Severity};
use rayon::prelude::*;

use crate::month::Month;
use crate::parameter::Parameter;
use crate::pattern::{Score, Seen, Setting};
use crate::record::Record;
use crate::run;
use crate::scenario::Scenario;
use crate::start::Size;
use crate::state::World;
use crate::state::territory::PREFECTURE;

/// A run that has come to its end.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The world after its last month.
    pub world: World,
    /// What it left behind.
    pub record: Record,
}

impl Finished {
    /// As patterns read it.
    #[must_use]
    pub fn seen(&self) -> Seen<'_> {
        Seen { record: &self.record, world: &self.world }
    }
}

/// Runs a scenario under its own seed, with the record of the nation, provinces and prefectures; `trace` keeps what
/// happened and why.
///
/// Where the scenario cannot be planned nothing is run and the findings say why.
#[must_use]
pub fn finish(scenario: &Scenario, trace: bool) -> Checked<Option<Finished>> {
    let mut world = scenario.world();
    let planned = scenario.plan(&world);
    if planned.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return Checked { value: None, diagnostics: planned.diagnostics };
    }
    world.trace.on = trace;
    let territories = world.territories.of_level(PREFECTURE).end;
    let mut record = Record::new(&world, &(0..territories).collect::<Vec<_>>()).under(&planned.value.values);
    run::run(&mut world, &planned.value, |world| {
        record.after(world);
        true
    });
    Checked { value: Some(Finished { world, record }), diagnostics: planned.diagnostics }
}

/// Runs a scenario under its own seed and keeps the record of the nation alone: what many runs are made for.
///
/// # Errors
/// The findings where the scenario cannot be planned.
pub fn nation(scenario: &Scenario) -> Result<Record, Vec<Diagnostic>> {
    watched(scenario, |_| vec![]).map(|(_, record)| record)
}

/// Runs a scenario with the record of the nation and of these territories.
fn watched(
    scenario: &Scenario,
    territories: impl Fn(&World) -> Vec<usize>,
) -> Result<(World, Record), Vec<Diagnostic>> {
    let mut world = scenario.world();
    let planned = scenario.plan(&world);
    if planned.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return Err(planned.diagnostics);
    }
    let mut record = Record::new(&world, &territories(&world));
    run::run(&mut world, &planned.value, |world| {
        record.after(world);
        true
    });
    Ok((world, record))
}

/// Runs a scenario once for each seed and keeps something of each run, in the order of the seeds.
///
/// # Errors
/// The findings where the scenario cannot be planned.
pub fn each<T: Send>(
    scenario: &Scenario,
    seeds: &[u64],
    keep: impl Fn(Finished) -> T + Sync,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    seeds
        .par_iter()
        .map(|&seed| {
            let done = finish(&Scenario { seed, ..scenario.clone() }, false);
            done.value.map(&keep).ok_or(done.diagnostics)
        })
        .collect()
}

/// The middle of runs and how far they spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Mean over the runs.
    pub mean: f64,
    /// Standard error of the mean; none of one run.
    pub std_err: Option<f64>,
    /// Median.
    pub median: f64,
    /// 5th and 95th percentile.
    pub spread: [f64; 2],
    /// Runs that have this number.
    pub runs: usize,
}

impl Band {
    /// Of these numbers; those that are none are left out, and none at all have no band.
    #[must_use]
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = numbers.into_iter().filter(|x| x.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let runs = sorted.len();
        let n = f64::from(u32::try_from(runs).ok()?);
        let mean = sorted.iter().sum::<f64>() / n;
        let squares: f64 = sorted.iter().map(|x| (x - mean) * (x - mean)).sum();
        let std_err = (runs > 1).then(|| (squares / (n - 1.0) / n).sqrt());
        let quantile = |share| order::quantile(&sorted, share);
        Some(Self { mean, std_err, median: quantile(0.5)?, spread: [quantile(0.05)?, quantile(0.95)?], runs })
    }

    /// 95 % interval of the mean, by Student's t; none of one run.
    #[must_use]
    pub fn interval(&self) -> Option<[f64; 2]> {
        let freedom = f64::from(u32::try_from(self.runs).ok()?) - 1.0;
        let reach = student::critical(0.95, freedom) * self.std_err?;
        Some([self.mean - reach, self.mean + reach])
    }
}

/// One indicator of one territory in two scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Position in [`crate::record::INDICATORS`].
    pub indicator: usize,
    /// Row of the territory.
    pub territory: u32,
    /// The first scenario, by month.
    pub base: Vec<Option<Band>>,
    /// The second.
    pub other: Vec<Option<Band>>,
    /// The second less the first, pair by pair.
    pub difference: Vec<Option<Band>>,
    /// Of the last month: variance of the difference over that of two runs of unlike seeds, the sum of both
    /// scenarios' variances. Small where the pairs share their chance.
    pub variance_ratio: Option<f64>,
}

/// Two scenarios on the same seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Seeds, in their order.
    pub seeds: Vec<u64>,
    /// Months both have.
    pub months: Vec<Month>,
    /// Every indicator asked for, for each of the territories asked for.
    pub differences: Vec<Difference>,
}

/// Runs two scenarios on the same seeds and compares these indicators (by position) of the nation (row 0), provinces and
/// prefectures asked for.
///
/// # Errors
/// The findings where one of them cannot be planned.
pub fn compare(
    base: &Scenario,
    other: &Scenario,
    seeds: &[u64],
    territories: &[u32],
    indicators: &[usize],
) -> Result<Comparison, Vec<Diagnostic>> {
    let of = |scenario: &Scenario| each(scenario, seeds, |run| run.record);
    let (base, other) = (of(base)?, of(other)?);
    let months = match (base.first(), other.first()) {
        (Some(a), Some(b)) => a.months.iter().zip(&b.months).map_while(|(a, b)| (a == b).then_some(*a)).collect(),
        _ => vec![],
    };
    let asked = territories.iter().flat_map(|&t| indicators.iter().map(move |&i| (t, i)));
    let differences = asked.map(|(t, i)| difference(&base, &other, months.len(), t, i)).collect();
    Ok(Comparison { seeds: seeds.to_vec(), months, differences })
}

fn difference(base: &[Record], other: &[Record], months: usize, territory: u32, indicator: usize) -> Difference {
    // The same territory may stand at another scope, or not be there, where the worlds differ.
    let series = |records: &[Record]| -> Vec<Vec<f64>> {
        let of = |record: &Record| {
            let scope = record.scopes.iter().position(|s| *s == territory);
            scope.map_or_else(Vec::new, |scope| record.series(indicator, scope).take(months).collect())
        };
        records.iter().map(of).collect()
    };
    let (a, b) = (series(base), series(other));
    let in_month = |all: &[Vec<f64>], m: usize| -> Vec<f64> {
        all.iter().map(|run| run.get(m).copied().unwrap_or(f64::NAN)).collect()
    };
    let differences = |m: usize| in_month(&b, m).into_iter().zip(in_month(&a, m)).map(|(b, a)| b - a);
    let by_month = |of: &dyn Fn(usize) -> Option<Band>| (0..months).map(of).collect::<Vec<_>>();
    let last = months.checked_sub(1);
    let variance = |numbers: Vec<f64>| Band::of(numbers).and_then(|b| b.std_err).map(|se| se * se);
    let variance_ratio = last.and_then(|m| {
        let unlike = variance(in_month(&a, m))? + variance(in_month(&b, m))?;
        (unlike > 0.0).then_some(variance(differences(m).collect())? / unlike)
    });
    Difference {
        indicator,
        territory,
        base: by_month(&|m| Band::of(in_month(&a, m))),
        other: by_month(&|m| Band::of(in_month(&b, m))),
        difference: by_month(&|m| Band::of(differences(m))),
        variance_ratio,
    }
}

/// The pattern board: every setting run on every seed, with the rules as they stand but for these parameters, and worlds of this
/// size.
///
/// # Errors
/// The findings where a setting cannot be planned.
pub fn board(
    size: &Size,
    seeds: &[u64],
    parameters: &[(&'static Parameter, f64)],
) -> Result<Vec<Score>, Vec<Diagnostic>> {
    let base = Scenario { size: *size, parameters: parameters.to_vec(), ..Scenario::default() };
    boards::of(&base, &Setting::ALL, seeds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{INDICATORS, position};

    const ALL: [usize; INDICATORS.len()] = {
        let mut all = [0; INDICATORS.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = at;
            at += 1;
        }
        all
    };

    fn scenario(months: u32) -> Scenario {
        Scenario { months, size: Size::SMALL, ..Scenario::default() }
    }

    #[test]
    fn a_band_says_how_far_runs_spread() {
        let band = Band::of([1.0, 2.0, f64::NAN, 3.0, 4.0]).expect("numbers");
        assert_eq!((band.mean, band.median, band.runs), (2.5, 2.5, 4));
        assert!((band.std_err.expect("several") - (5.0_f64 / 3.0 / 4.0).sqrt()).abs() < 1e-12);
        // t with three degrees of freedom is 3.182, not 1.96.
        let [low, high] = band.interval().expect("several");
        assert!((high - 2.5 - 3.182 * 0.645_497).abs() < 1e-3 && (low + high - 5.0).abs() < 1e-9, "{low} {high}");
        assert_eq!(Band::of([2.0]).and_then(|b| b.interval()), None);
        assert_eq!(Band::of([f64::NAN]), None);
        assert_eq!(Band::of([2.0]).map(|b| (b.std_err, b.spread)), Some((None, [2.0; 2])));
    }

    #[test]
    fn a_scenario_does_not_differ_from_itself() {
        let same = compare(&scenario(14), &scenario(14), &[1, 2, 3], &[0], &ALL).expect("it can be planned");
        assert_eq!((same.months.len(), same.differences.len()), (14, INDICATORS.len()));
        let one = compare(&scenario(3), &scenario(3), &[1, 2], &[0], &ALL[4..5]).expect("it can be planned");
        assert_eq!(one.differences.iter().map(|d| d.indicator).collect::<Vec<_>>(), [4]);
        for one in &same.differences {
            for band in one.difference.iter().flatten() {
                assert_eq!((band.mean, band.spread), (0.0, [0.0; 2]), "{}", INDICATORS[one.indicator].name);
            }
        }
        let firms = &same.differences[position("firms").expect("known")];
        assert_eq!(firms.base, firms.other);
        assert_eq!(firms.base[0].map(|b| b.runs), Some(3));
    }

    #[test]
    fn seeds_keep_their_order() {
        let digests = |seeds: &[u64]| each(&scenario(2), seeds, |run| run.world.digest()).expect("it can be planned");
        let (forth, back) = (digests(&[5, 6, 7]), digests(&[7, 6, 5]));
        assert_eq!(forth, back.into_iter().rev().collect::<Vec<_>>());
    }
}
