//! A bundle carried to other starting conditions, and what those had where it did as well as at home.
//!
//! Every combination of the parts that are not carried, over the cities whose starting conditions are known, is a case. A
//! case's membership in the outcome is the share of its seeds that reach the source's median; conditions are calibrated by the
//! direct method (Ragin 2008). The truth table counts rows of inclusion 0.8 and more as sufficient, a condition of inclusion 0.9
//! and coverage 0.6 as necessary: the field's conventions.

use milieu_method::analysis::Refusal;
use milieu_method::order;
use milieu_method::qca::calibrate::{self, Anchors};
use milieu_method::qca::fit;
use milieu_method::qca::necessity::{self, Least};
use milieu_method::qca::problem::Problem;
use milieu_method::qca::sets::{self, Sets};
use milieu_method::qca::solve::{self, Options};
use milieu_method::qca::truth::{Cutoffs, TruthTable};
use milieu_study::diagnostic::Diagnostic;
use rayon::prelude::*;

use super::outcome::{Case, ConditionOutcome, Necessary, Solution, Transplanted, shown, six};
use super::perform::{months as needed, read_off};
use super::{Experiment, Transplant, judge};
use crate::ensemble;
use crate::preset::{City, Preset};
use crate::scenario::Scenario;

/// The parts of starting conditions, in the order of [`Transplant::carry`].
pub const PARTS: [&str; 3] = ["assets", "governance", "pipelines"];

type Measure = (&'static str, fn(&Preset) -> Option<f64>);

/// What can be measured of starting conditions. None where the part is nobody's.
pub const MEASURES: [Measure; 14] = [
    ("share-collective", |p| p.assets.map(|c| c.assets().kinds[0])),
    ("share-state", |p| p.assets.map(|c| c.assets().kinds[1])),
    ("share-foreign", |p| p.assets.map(|c| c.assets().kinds[2])),
    ("share-household", |p| p.assets.map(|c| c.assets().kinds[3])),
    ("share-start-up", |p| p.assets.map(|c| c.assets().kinds[4])),
    ("share-private", |p| p.assets.map(|c| c.assets().kinds[5])),
    ("wage", |p| p.assets.map(|c| c.assets().wage)),
    ("rent", |p| p.assets.map(|c| c.assets().rent)),
    ("capital", |p| p.assets.map(|c| c.assets().capital)),
    ("style", |p| p.governance.map(|c| c.governance().style)),
    ("openness", |p| p.governance.map(|c| c.governance().openness)),
    ("pipelines", |p| p.pipelines.map(|c| c.pipelines().stock.iter().sum())),
    ("largest-pipeline", |p| p.pipelines.map(|c| c.pipelines().stock.into_iter().fold(0.0, f64::max))),
    ("linkage", |p| p.pipelines.map(|c| c.pipelines().linkage)),
];

/// Every case: the source's for what is carried, each city's for the rest.
fn cases(t: &Transplant) -> Vec<(String, Preset)> {
    let choices = |part: usize| if t.carry[part] { vec![t.source] } else { City::ALL.to_vec() };
    let mut found = vec![];
    for assets in choices(0) {
        for governance in choices(1) {
            for pipelines in choices(2) {
                let cities = [assets, governance, pipelines];
                let named = (0..3).filter(|part| !t.carry[*part]);
                let name: Vec<String> = named.map(|part| format!("{} {}", PARTS[part], cities[part].word())).collect();
                let preset = Preset { assets: Some(assets), governance: Some(governance), pipelines: Some(pipelines) };
                found.push((name.join(", "), preset));
            }
        }
    }
    found
}

/// Performs the transplant; the number of runs beside it.
pub(super) fn perform(
    e: &Experiment,
    t: &Transplant,
    progress: &(dyn Fn() + Sync),
) -> Result<(Transplanted, usize), Vec<Diagnostic>> {
    let estimand = &e.estimands[t.outcome];
    let months = needed(e);
    let cases = cases(t);
    let home = Preset { assets: Some(t.source), governance: Some(t.source), pipelines: Some(t.source) };
    let presets: Vec<Preset> = [home].into_iter().chain(cases.iter().map(|(_, preset)| *preset)).collect();
    let jobs: Vec<(Preset, u64)> =
        presets.iter().flat_map(|preset| (0..t.seeds as u64).map(|n| (*preset, t.bundle.seed + n))).collect();
    let numbers: Vec<f64> = jobs
        .par_iter()
        .map(|(preset, seed)| {
            let record = ensemble::nation(&Scenario { preset: *preset, seed: *seed, months, ..t.bundle.clone() })?;
            progress();
            Ok(read_off(&record, estimand))
        })
        .collect::<Result<_, Vec<Diagnostic>>>()?;
    let mut of_preset = numbers.chunks(t.seeds);
    let mut at_home: Vec<f64> = of_preset.next().into_iter().flatten().copied().filter(|x| x.is_finite()).collect();
    at_home.sort_unstable_by(f64::total_cmp);
    let median = order::quantile(&at_home, 0.5).unwrap_or(f64::NAN);
    #[expect(clippy::cast_precision_loss, reason = "seeds are few")]
    let reached =
        |numbers: &[f64]| numbers.iter().filter(|x| **x >= median).count() as f64 / numbers.len().max(1) as f64;
    let found: Vec<Case> = cases
        .iter()
        .zip(of_preset)
        .map(|((id, preset), numbers)| Case {
            id: id.clone(),
            memberships: t.conditions.iter().map(|c| membership(c, preset)).collect(),
            reached: six(reached(numbers)),
            mean: judge::moments(numbers).and_then(|(mean, ..)| shown(mean)),
        })
        .collect();
    let all: Vec<f64> = found.iter().map(|case| case.reached).collect();
    let mut carried = Transplanted {
        source: t.source.word().to_owned(),
        estimand: estimand.id.clone(),
        median: shown(median),
        reached: judge::moments(&all).and_then(|(mean, ..)| shown(mean)),
        conditions: t
            .conditions
            .iter()
            .map(|c| ConditionOutcome {
                id: c.id.clone(),
                label: c.label.clone(),
                measure: MEASURES[c.measure].0.to_owned(),
                anchors: c.anchors,
            })
            .collect(),
        cases: found,
        ..Transplanted::default()
    };
    carried.says = match compared(&mut carried) {
        Ok(says) => says,
        Err(problem) => format!("The cases cannot be compared: {}.", Refusal::from(problem).what),
    };
    Ok((carried, jobs.len()))
}

/// Membership in a condition: 0.5 where it cannot be measured, which leaves the case out of the truth table.
fn membership(c: &super::Condition, preset: &Preset) -> f64 {
    let [exclusion, crossover, inclusion] = c.anchors;
    let anchors = Anchors::new(&c.id, exclusion, crossover, inclusion);
    let measured = (MEASURES[c.measure].1)(preset);
    measured.zip(anchors.ok()).map_or(0.5, |(x, anchors)| six(calibrate::direct(x, anchors, calibrate::RAGIN)))
}

/// Truth table, solutions and necessary conditions of the cases.
fn compared(carried: &mut Transplanted) -> Result<String, Problem> {
    let column = |n: usize| carried.cases.iter().map(|case| case.memberships[n]).collect();
    let condition = |(n, c): (usize, &ConditionOutcome)| sets::Condition {
        name: c.id.clone(),
        multi_value: false,
        values: column(n),
    };
    let outcome = sets::Condition {
        name: "REACHED".to_owned(),
        multi_value: false,
        values: carried.cases.iter().map(|case| case.reached).collect(),
    };
    let sets = Sets::new(
        carried.cases.iter().map(|case| case.id.clone()).collect(),
        carried.conditions.iter().enumerate().map(condition).collect(),
        outcome,
    )?;
    let least = Least { literals: 1, ..Least::default() };
    carried.necessary = necessity::supersets(&sets, least)
        .into_iter()
        .map(|one| Necessary {
            condition: one.written,
            inclusion: one.fit.inclusion.and_then(shown),
            coverage: one.fit.coverage.and_then(shown),
            relevance: one.fit.relevance.and_then(shown),
        })
        .collect();
    let table = TruthTable::new(&sets, Cutoffs::default())?;
    let options = Options { limit: 20, ..Options::default() };
    let conservative = solve::conservative(&sets, &table, options)?;
    // Where every row is sufficient there is nothing to be parsimonious about.
    let parsimonious = solve::parsimonious(&sets, &table, options).ok();
    for solution in [Some(conservative), parsimonious].into_iter().flatten() {
        for model in 0..solution.models.len().min(3) {
            let terms = solution.terms(model);
            let fit = fit::sufficiency(&sets.solution(&terms), sets.outcome());
            carried.solutions.push(Solution {
                kind: solution.kind.word().to_owned(),
                model: solution.write(model, &sets),
                models: solution.models.len(),
                inclusion: fit.inclusion.and_then(shown),
                pri: fit.pri.and_then(shown),
                coverage: fit.coverage.and_then(shown),
            });
        }
    }
    let necessary: Vec<&str> = carried.necessary.iter().map(|n| n.condition.as_str()).collect();
    let without = if necessary.is_empty() { "no single condition".to_owned() } else { necessary.join(", ") };
    let model = carried.solutions.first().map_or("none", |s| &s.model);
    Ok(format!("Sufficient without any assumption: {model}. Necessary: {without}."))
}
