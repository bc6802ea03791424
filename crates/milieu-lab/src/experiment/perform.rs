//! An experiment performed: arms on common random events, sets of parameters, parameters moved alone.

use milieu_study::diagnostic::Diagnostic;
use rayon::prelude::*;

use super::judge::{self, OfSet, Verdict};
use super::outcome::{ArmOutcome, Bar, Estimated, Outcome, Part, Shapley, Stands, Valued, shown, six};
use super::{Estimand, Expect, Experiment, factorial, transplant};
use crate::ensemble::{self, design};
use crate::parameter::Parameter;
use crate::record::{INDICATORS, Record};
use crate::rule;
use crate::scenario::Scenario;

/// What a result says of its making.
#[derive(Clone, Copy, Debug, Default)]
pub struct Made<'m> {
    /// Version of the program.
    pub version: &'m str,
    /// Fingerprint of the model.
    pub model: &'m str,
}

/// Bars of a tornado that are kept.
const BARS: usize = 10;

/// A run to be made: an arm with some parameters set, under a seed.
struct Job<'e> {
    scenario: &'e Scenario,
    parameters: Vec<(&'static Parameter, f64)>,
    seed: u64,
}

/// Performs an experiment that was read without errors. `progress` hears of every run that is done.
///
/// # Errors
/// The findings where an arm cannot be planned.
pub fn perform(e: &Experiment, made: &Made<'_>, progress: &(dyn Fn() + Sync)) -> Result<Outcome, Vec<Diagnostic>> {
    let runs = Runs { e, progress };
    let seed = e.arms.first().map_or(1, |arm| arm.scenario.seed);
    let seeds = |n: usize| (0..n as u64).map(move |k| seed + k);

    // Arms by estimands by seeds.
    let jobs = |arm: usize, parameters: &[(&'static Parameter, f64)], n: usize| -> Vec<Job<'_>> {
        let scenario = &e.arms[arm].scenario;
        seeds(n).map(|seed| Job { scenario, parameters: parameters.to_vec(), seed }).collect()
    };
    let main: Vec<Vec<Vec<f64>>> = {
        let all = (0..e.arms.len()).flat_map(|arm| jobs(arm, &[], e.pairs)).collect::<Vec<_>>();
        let done = runs.make(&all)?;
        done.chunks(e.pairs.max(1)).map(|of_arm| columns(of_arm, e.estimands.len())).collect()
    };
    let mut count = e.arms.len() * e.pairs;

    // Whole sets of parameters, then parameters alone: for each the differences of the estimands.
    let free: Vec<&'static Parameter> = rule::parameters().into_iter().filter(|p| !p.is_fixed()).collect();
    let drawn: Vec<Vec<(&'static Parameter, f64)>> = design::latin_hypercube(e.sets, free.len(), seed)
        .into_iter()
        .map(|point| free.iter().zip(point).map(|(p, share)| (*p, p.at(share))).collect())
        .collect();
    let of_sets = runs.under(&drawn, &runs.used(false), e.set_seeds, &jobs)?;
    let n_tornado = e.tornado_seeds.min(e.pairs);
    let ends: Vec<Vec<(&'static Parameter, f64)>> =
        if n_tornado == 0 { vec![] } else { free.iter().flat_map(|p| p.prior.map(|end| vec![(*p, end)])).collect() };
    // What nobody claims is not worth the runs.
    let claimed = runs.used(true);
    let of_ends = runs.under(&ends, &claimed, n_tornado, &jobs)?;
    count += runs.used(false).len() * drawn.len() * e.set_seeds + claimed.len() * ends.len() * n_tornado;

    let mut estimands = vec![];
    let mut verdicts = vec![];
    let mut unmoved = 0;
    for (n, estimand) in e.estimands.iter().enumerate() {
        let column = |arm: usize| main[arm][n].clone();
        let alone = of_ends.iter().map(|of| of[n].difference).collect::<Vec<_>>();
        let sets = of_sets.iter().map(|of| of[n]).collect::<Vec<_>>();
        let mut found = estimated(e, estimand, column(estimand.against), column(estimand.arm), &sets);
        if alone.iter().any(|x| x.is_finite()) {
            let first = |arm: usize| main[arm][n].iter().take(n_tornado).copied().collect::<Vec<_>>();
            let default = mean_difference(&first(estimand.against), &first(estimand.arm));
            found.0.tornado = tornado(&free, &alone, default);
        }
        if estimand.expect.is_some() {
            unmoved += usize::from(found.0.reason == judge::UNMOVED);
            verdicts.push(found.1);
        }
        estimands.push(found.0);
    }
    let carried = match &e.transplant {
        Some(bundle) => {
            let (carried, runs) = transplant::perform(e, bundle, progress)?;
            count += runs;
            Some(carried)
        }
        None => None,
    };
    let together = Verdict::together(&verdicts);
    let scenario = e.arms.first().map(|arm| &arm.scenario);
    Ok(Outcome {
        version: made.version.to_owned(),
        experiment: e.digest.clone(),
        model: made.model.to_owned(),
        study: crate::kept::of_worlds(e),
        stands: stands(e),
        id: e.id.clone(),
        title: e.title.clone(),
        question: e.question.clone(),
        speaks_to: e.speaks_to.iter().map(|(id, _)| id.clone()).collect(),
        verdict: together.word().to_owned(),
        says: says(&verdicts, unmoved),
        runs: count,
        pairs: e.pairs,
        sets: e.sets,
        months: months(e),
        size: scenario.map_or([0; 3], |s| [s.size.persons, s.size.firms, s.size.places]),
        shapley: shapley(e, &main),
        arms: e.arms.iter().zip(&main).map(|(arm, columns)| arm_outcome(e, arm, columns)).collect(),
        estimands,
        transplant: carried,
        limits: e.limits.clone(),
    })
}

/// How much of the world the study states, of the first arm inside it.
fn stands(e: &Experiment) -> Vec<Stands> {
    let counts = e.scenarios().find_map(Scenario::placed).map_or_else(Vec::new, |placed| placed.counts);
    let shown = |c: &crate::ground::Count| Stands {
        what: c.what.to_owned(),
        grounded: c.grounded,
        synthetic: c.synthetic,
        facts: c.facts,
    };
    counts.iter().map(shown).collect()
}

/// Months that have to be run for what is asked.
pub(super) fn months(e: &Experiment) -> u32 {
    let Some(scenario) = e.arms.first().map(|arm| &arm.scenario) else { return 0 };
    let last = e.estimands.iter().map(|one| one.months[1].0 + 1 - scenario.window.start().0).max();
    last.unwrap_or(scenario.months).min(scenario.months)
}

struct Runs<'e> {
    e: &'e Experiment,
    progress: &'e (dyn Fn() + Sync),
}

impl Runs<'_> {
    /// The numbers of every run, in the order of the jobs.
    fn make(&self, jobs: &[Job<'_>]) -> Result<Vec<Vec<f64>>, Vec<Diagnostic>> {
        let months = months(self.e);
        jobs.par_iter()
            .map(|job| {
                let mut scenario = Scenario { seed: job.seed, months, ..job.scenario.clone() };
                // What an arm sets of itself is what is compared: it comes last and holds.
                let own = std::mem::take(&mut scenario.parameters);
                scenario.parameters = job.parameters.iter().copied().chain(own).collect();
                let record = ensemble::nation(&scenario)?;
                (self.progress)();
                Ok(self.e.estimands.iter().map(|one| read_off(&record, one)).collect())
            })
            .collect()
    }

    /// Arms that an estimand names; only those of numbers that are claimed, if that is asked.
    fn used(&self, only_claimed: bool) -> Vec<usize> {
        let wanted = |one: &&Estimand| !only_claimed || (one.expect.is_some() && !one.spread);
        let mut used: Vec<usize> =
            self.e.estimands.iter().filter(wanted).flat_map(|one| [one.arm, one.against]).collect();
        used.sort_unstable();
        used.dedup();
        used
    }

    /// For each setting of parameters and each estimand the mean difference over some seeds, with the mean of the base.
    fn under<'e, F>(
        &self,
        settings: &[Vec<(&'static Parameter, f64)>],
        used: &[usize],
        seeds: usize,
        jobs: &F,
    ) -> Result<Vec<Vec<OfSet>>, Vec<Diagnostic>>
    where
        F: Fn(usize, &[(&'static Parameter, f64)], usize) -> Vec<Job<'e>>,
    {
        let all: Vec<Job<'_>> = settings
            .iter()
            .flat_map(|set| used.iter().flat_map(|&arm| jobs(arm, set, seeds)).collect::<Vec<_>>())
            .collect();
        let done = self.make(&all)?;
        let of_setting = |runs: &[Vec<f64>]| -> Vec<OfSet> {
            let by_arm: Vec<Vec<Vec<f64>>> = runs.chunks(seeds).map(|of| columns(of, self.e.estimands.len())).collect();
            let at = |arm: usize| used.iter().position(|u| *u == arm);
            let estimands = self.e.estimands.iter().enumerate();
            estimands
                .map(|(n, one)| match (at(one.against), at(one.arm)) {
                    (Some(against), Some(arm)) if !one.spread => OfSet {
                        difference: mean_difference(&by_arm[against][n], &by_arm[arm][n]),
                        base: judge::moments(&by_arm[against][n]).map_or(f64::NAN, |(mean, ..)| mean),
                    },
                    _ => OfSet { difference: f64::NAN, base: f64::NAN },
                })
                .collect()
        };
        Ok(done.chunks((used.len() * seeds).max(1)).map(of_setting).collect())
    }
}

/// Rows of runs as a column for each estimand.
fn columns(runs: &[Vec<f64>], estimands: usize) -> Vec<Vec<f64>> {
    (0..estimands).map(|n| runs.iter().map(|run| run[n]).collect()).collect()
}

fn mean_difference(base: &[f64], other: &[f64]) -> f64 {
    let differences: Vec<f64> = other.iter().zip(base).map(|(b, a)| b - a).collect();
    judge::moments(&differences).map_or(f64::NAN, |(mean, ..)| mean)
}

/// The number of a run: of one month, or the mean over several. What is counted in December only is read off the last
/// December before.
pub(super) fn read_off(record: &Record, estimand: &Estimand) -> f64 {
    let read = |indicator: usize| {
        let series: Vec<f64> = record.series(indicator, 0).collect();
        let [from, until] = estimand.months;
        if from == until {
            let at = record.months.iter().position(|m| *m == from);
            let back = at.into_iter().flat_map(|at| (at.saturating_sub(11)..=at).rev());
            return back.map(|m| series[m]).find(|x| x.is_finite()).unwrap_or(f64::NAN);
        }
        let within: Vec<f64> =
            record.months.iter().zip(&series).filter(|(m, _)| (from..=until).contains(*m)).map(|(_, x)| *x).collect();
        judge::moments(&within).map_or(f64::NAN, |(mean, ..)| mean)
    };
    let value = read(estimand.indicator);
    match estimand.per.map(read) {
        None => value,
        Some(per) if per > 0.0 => value / per,
        Some(_) => f64::NAN,
    }
}

/// How far each number lies from the median, as a share of it: its mean over seeds is the spread.
fn deviations(numbers: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = numbers.iter().copied().filter(|x| x.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let Some(median) = milieu_method::order::quantile(&sorted, 0.5) else { return numbers.to_vec() };
    numbers.iter().map(|x| if median == 0.0 { f64::NAN } else { ((x - median) / median).abs() }).collect()
}

fn estimated(e: &Experiment, one: &Estimand, base: Vec<f64>, other: Vec<f64>, sets: &[OfSet]) -> (Estimated, Verdict) {
    let (base, other) = if one.spread { (deviations(&base), deviations(&other)) } else { (base, other) };
    let differences: Vec<f64> = other.iter().zip(&base).map(|(b, a)| b - a).collect();
    let variance = |numbers: &[f64]| judge::moments(numbers).and_then(|(_, sd, _)| sd).map(|sd| sd * sd);
    let unlike = variance(&base).zip(variance(&other)).map(|(a, b)| a + b);
    let fewer = unlike.zip(variance(&differences)).filter(|(_, pair)| *pair > 0.0).map(|(unlike, pair)| unlike / pair);
    let mean = |numbers: &[f64]| judge::moments(numbers).map(|(mean, ..)| mean);
    let difference = judge::difference(&differences);
    let base_mean = mean(&base);
    let margin = one.within * base_mean.unwrap_or(0.0).abs();
    let agreement = judge::agreement(sets, one.expect, difference.mean.unwrap_or(0.0), one.within);
    let (verdict, reason, why) = if one.expect.is_some() && !judge::is_moved(&differences, sets) {
        judge::unmoved(base_mean)
    } else {
        judge::verdict(&difference, agreement.as_ref(), one.expect, margin)
    };
    let unit = match (INDICATORS[one.indicator].unit, one.per) {
        _ if one.spread => "share of the median".to_owned(),
        (unit, None) => unit.to_owned(),
        (unit, Some(per)) => format!("{unit} per {}", INDICATORS[per].unit),
    };
    let [from, until] = one.months;
    let estimated = Estimated {
        id: one.id.clone(),
        what: one.what.clone(),
        indicator: INDICATORS[one.indicator].name.to_owned(),
        unit,
        when: if from == until { from.to_string() } else { format!("{from} to {until}") },
        arm: e.arms[one.arm].id.clone(),
        against: e.arms[one.against].id.clone(),
        expect: one.expect.map(|expect: Expect| expect.word().to_owned()),
        lesson: one.lesson.clone(),
        base: base_mean.and_then(shown),
        other: mean(&other).and_then(shown),
        relative: difference.mean.zip(base_mean).filter(|(_, b)| *b != 0.0).and_then(|(d, b)| shown(d / b.abs())),
        fewer: fewer.and_then(shown),
        agreement,
        verdict: verdict.word().to_owned(),
        reason: reason.to_owned(),
        why,
        tornado: vec![],
        difference,
    };
    (estimated, verdict)
}

/// The parameters that move a difference most when each is moved alone to the ends of its prior.
fn tornado(free: &[&'static Parameter], ends: &[f64], default: f64) -> Vec<Bar> {
    let mut bars: Vec<(f64, Bar)> = free
        .iter()
        .zip(ends.chunks(2))
        .map(|(p, at)| {
            let swing = at.iter().map(|x| (x - default).abs()).filter(|x| x.is_finite()).fold(0.0, f64::max);
            let bar = Bar {
                parameter: p.name.to_owned(),
                status: p.status.word().to_owned(),
                low: p.prior[0],
                high: p.prior[1],
                at_low: shown(at[0]),
                at_high: shown(at[1]),
                at_default: shown(default),
            };
            (swing, bar)
        })
        .filter(|(swing, _)| *swing > 0.0)
        .collect();
    // The sort is stable: equal swings keep the register's order.
    bars.sort_by(|a, b| b.0.total_cmp(&a.0));
    bars.into_iter().take(BARS).map(|(_, bar)| bar).collect()
}

fn arm_outcome(e: &Experiment, arm: &super::Arm, columns: &[Vec<f64>]) -> ArmOutcome {
    let value = |(one, numbers): (&Estimand, &Vec<f64>)| {
        let known = judge::moments(numbers);
        Valued {
            estimand: one.id.clone(),
            mean: known.and_then(|(mean, ..)| shown(mean)),
            sd: known.and_then(|(_, sd, _)| sd).and_then(shown),
        }
    };
    let values = e.estimands.iter().zip(columns).map(value).collect();
    ArmOutcome { id: arm.id.clone(), label: arm.label.clone(), values }
}

/// The split of each estimand's whole difference among the factors, seed by seed.
fn shapley(e: &Experiment, main: &[Vec<Vec<f64>>]) -> Vec<Shapley> {
    if e.factors.is_empty() {
        return vec![];
    }
    let combinations = 1 << e.factors.len();
    let first = e.arms.len() - combinations;
    let split = |(n, one): (usize, &Estimand)| {
        let columns: Vec<Vec<f64>> =
            main[first..].iter().map(|arm| if one.spread { deviations(&arm[n]) } else { arm[n].clone() }).collect();
        let by_seed: Vec<Vec<f64>> = (0..e.pairs).map(|s| columns.iter().map(|column| column[s]).collect()).collect();
        let whole: Vec<f64> = by_seed.iter().map(|values| values[combinations - 1] - values[0]).collect();
        let parts: Vec<Vec<f64>> = by_seed.iter().map(|values| factorial::shapley(values)).collect();
        let whole_mean = judge::moments(&whole).map(|(mean, ..)| mean);
        let part = |(f, factor): (usize, &super::Factor)| {
            let numbers: Vec<f64> = parts.iter().map(|of_seed| of_seed[f]).collect();
            let mean = judge::moments(&numbers).map(|(mean, ..)| mean);
            Part {
                factor: factor.id.clone(),
                label: factor.label.clone(),
                mean: mean.and_then(shown),
                interval: judge::interval(&numbers).map(|ends| ends.map(six)),
                share: mean.zip(whole_mean).filter(|(_, w)| *w != 0.0).and_then(|(part, w)| shown(part / w)),
            }
        };
        let parts = e.factors.iter().enumerate().map(part).collect();
        Shapley { estimand: one.id.clone(), whole: judge::difference(&whole), parts }
    };
    e.estimands.iter().enumerate().map(split).collect()
}

/// How many claims are what, in a sentence; `unmoved` of the open ones say nothing.
fn says(verdicts: &[Verdict], unmoved: usize) -> String {
    if verdicts.is_empty() {
        return "Nothing is claimed; the numbers stand for themselves.".to_owned();
    }
    let count = |verdict| verdicts.iter().filter(|v| **v == verdict).count();
    let claims = if verdicts.len() == 1 { "1 claim".to_owned() } else { format!("{} claims", verdicts.len()) };
    let nothing = match unmoved {
        0 => String::new(),
        1 => " 1 of the open ones says nothing: no run moves its number.".to_owned(),
        n => format!(" {n} of the open ones say nothing: no run moves their numbers."),
    };
    format!(
        "Of {claims}, {} borne out, {} open, {} contradicted by the model.{nothing}",
        count(Verdict::BorneOut),
        count(Verdict::Open),
        count(Verdict::Contradicted)
    )
}
