//! Ratios: whether a stated value per head follows from the numbers of its own source. See `README.md`.

pub mod number;

use std::collections::BTreeSet;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, SourceIx};
use milieu_study::schema::Table;

use crate::target::{Observed, observations};
use crate::{Estimate, Words};
use number::{meet, quotient, rounded, same, sides, unit};

/// Name of the method.
pub const METHOD: &str = "ratio";

/// A stated ratio beside the one its source's numbers give.
#[derive(Clone, Debug)]
pub struct Check {
    /// What the numbers are about.
    pub entity: EntityIx,
    /// Code of the ratio.
    pub indicator: String,
    /// Who states all three.
    pub source: SourceIx,
    /// The ratio as stated.
    pub stated: Observed,
    /// The number above the line.
    pub over: Observed,
    /// The number below the line.
    pub under: Observed,
    /// over / under: `compare.ratio.<entity>.<indicator>.<n>`, the checks of one indicator of one
    /// entity numbered in the study's order.
    pub computed: Estimate,
    /// What the computed ratio counts.
    pub unit: String,
    /// The computed ratio in what the stated one counts, where a rate was needed and found:
    /// `compare.converted.<entity>.<indicator>.<n>`.
    pub converted: Option<Estimate>,
    /// Rates used.
    pub rates: Vec<Observed>,
    /// The rate at which the stated value would follow: computed / stated, where they count different things.
    pub implied: Option<f64>,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The intervals meet.
    Follows,
    /// They do not: stated / computed.
    DoesNotFollow(f64),
    /// The study has no cited observation in this unit at that time.
    Needs(String),
}

/// A stated ratio that cannot be checked.
#[derive(Clone, Debug)]
pub struct Unchecked {
    /// What it is about.
    pub entity: EntityIx,
    /// Code of the ratio.
    pub indicator: String,
    /// The ratio as stated.
    pub stated: Observed,
    /// Why.
    pub why: Words,
}

/// Every stated ratio: checked, or not and why.
#[derive(Clone, Debug, Default)]
pub struct Ratios {
    /// Those that could be computed.
    pub checks: Vec<Check>,
    /// The others.
    pub unchecked: Vec<Unchecked>,
}

const NO_NUMBERS: Words = Words {
    en: "its source does not give both numbers of that time from which it could be worked out",
    zh: "其来源未同时给出可据以计算的同期两项数值",
    fr: "sa source ne donne pas, pour cette date, les deux nombres dont il se calculerait",
};
const NO_UNIT: Words = Words {
    en: "a unit is not stated, or a number is not above zero",
    zh: "单位缺失，或数值不大于零",
    fr: "une unité manque, ou un nombre n’est pas positif",
};

/// Checks every declared ratio of the study, indicator by indicator, in the study's order.
#[must_use]
pub fn ratios(study: &Study) -> Ratios {
    let rates = rates(study);
    let mut found = Ratios::default();
    for indicator in &study.codebook.indicators {
        let Some([over, under]) = &indicator.ratio else { continue };
        let code = &indicator.entry.code;
        for entity in observed_entities(study, code) {
            let numbers = [over, under].map(|c| observations(study, entity, c));
            let before = found.checks.len();
            for stated in observations(study, entity, code) {
                let parts = parts(study, &stated, &numbers);
                let mut why = NO_NUMBERS;
                let mut checked = false;
                for (source, over, under) in parts {
                    let n = found.checks.len() - before + 1;
                    let of = Of { entity, indicator: code, n };
                    match check(study, &of, source, &stated, over, under, &rates) {
                        Some(check) => found.checks.push(check),
                        None => {
                            why = NO_UNIT;
                            continue;
                        }
                    }
                    checked = true;
                }
                if !checked {
                    found.unchecked.push(Unchecked { entity, indicator: code.clone(), stated, why });
                }
            }
        }
    }
    found
}

/// The estimate of this name: `compare.ratio.<entity>.<indicator>.<n>`, `compare.converted.…`.
#[must_use]
pub fn find(study: &Study, id: &str) -> Option<Estimate> {
    let all = ratios(study).checks.into_iter().flat_map(|c| std::iter::once(c.computed).chain(c.converted));
    all.into_iter().find(|estimate| estimate.id == id)
}

/// Which check this is.
struct Of<'a> {
    entity: EntityIx,
    indicator: &'a str,
    n: usize,
}

/// Entities with an observation of an indicator.
fn observed_entities(study: &Study, code: &str) -> BTreeSet<EntityIx> {
    let of_code = study.facts.iter().filter(|f| {
        let property = study.property(f.property);
        property.table == Table::Observations && *property.name == *code
    });
    of_code.filter_map(|f| f.subject).collect()
}

/// Sources of a statement.
fn sources(study: &Study, fact: FactIx) -> BTreeSet<SourceIx> {
    study.cited(study.fact(fact).citations).iter().filter_map(|c| c.source).collect()
}

/// Whether two observations may be of the same time; what has no date is of none.
fn same_time(a: &Observed, b: &Observed) -> bool {
    matches!((&a.period, &b.period), (Some(a), Some(b)) if a.bounds.overlaps(&b.bounds))
}

/// Pairs of numbers that share a source with what is stated, and may be of its time and of each other's.
fn parts<'a>(
    study: &Study,
    stated: &Observed,
    [over, under]: &'a [Vec<Observed>; 2],
) -> Vec<(SourceIx, &'a Observed, &'a Observed)> {
    let own = sources(study, stated.fact);
    let mut found = vec![];
    for over in over.iter().filter(|o| same_time(stated, o)) {
        for under in under.iter().filter(|u| same_time(stated, u) && same_time(over, u)) {
            let (a, b) = (sources(study, over.fact), sources(study, under.fact));
            let shared = own.iter().find(|s| a.contains(s) && b.contains(s));
            found.extend(shared.map(|&source| (source, over, under)));
        }
    }
    found
}

/// Cited observations whose unit is one thing per another.
fn rates(study: &Study) -> Vec<Observed> {
    let of_unit = study.codebook.indicators.iter().filter(|i| i.unit.as_deref().is_some_and(|u| sides(u).is_some()));
    let all = of_unit.flat_map(|i| {
        let code = i.entry.code.as_str();
        observed_entities(study, code).into_iter().flat_map(move |e| observations(study, e, code))
    });
    all.filter(|rate| !sources(study, rate.fact).is_empty()).collect()
}

fn check(
    study: &Study,
    of: &Of<'_>,
    source: SourceIx,
    stated: &Observed,
    over: &Observed,
    under: &Observed,
    rates: &[Observed],
) -> Option<Check> {
    let interval = |o: &Observed| {
        let amount = unit(o.unit.as_deref()?).amount;
        Some(rounded(&study.written(o.fact))?.map(|bound| bound * amount))
    };
    let counted = |o: &Observed| o.unit.as_deref().map(unit);
    let (above, below, wanted) = (counted(over)?, counted(under)?, counted(stated)?);
    // `yuan per person` counts yuan, as `yuan` does: the declaration says for each of what.
    let wanted_of = sides(&wanted.of).map_or(wanted.of.as_str(), |(of, _)| of).to_owned();
    let bounds = quotient(interval(over)?, interval(under)?)?;
    let value = over.value * above.amount / (under.value * below.amount);
    let said = interval(stated)?;
    let said_value = stated.value * wanted.amount;
    if said[0] <= 0.0 {
        return None;
    }

    let named = |kind: &str| format!("compare.{kind}.{}.{}.{}", study.entity(of.entity).id, of.indicator, of.n);
    let mut computed = Estimate::new(named("ratio"), METHOD, value);
    computed.interval = Some(bounds);
    computed.facts = vec![over.fact, under.fact];
    computed.entities = vec![of.entity];

    let alike = same(&above.of, &wanted_of);
    let verdict = |value: f64, bounds: [f64; 2]| {
        if meet(said, bounds) { Verdict::Follows } else { Verdict::DoesNotFollow(said_value / value) }
    };
    let used: Vec<(Observed, [f64; 2])> = if alike {
        vec![]
    } else {
        let fitting = rates.iter().filter(|rate| same_time(stated, rate));
        fitting.filter_map(|rate| Some((rate.clone(), per(study, rate, &above.of, &wanted_of)?))).collect()
    };
    let converted = converted(named("converted"), &computed, bounds, &used);
    let verdict = match &converted {
        Some(estimate) => verdict(estimate.value, estimate.interval.unwrap_or(bounds)),
        None if alike => verdict(value, bounds),
        None => Verdict::Needs(format!("{} per {wanted_of}", above.of)),
    };
    Some(Check {
        entity: of.entity,
        indicator: of.indicator.to_owned(),
        source,
        stated: stated.clone(),
        over: over.clone(),
        under: under.clone(),
        computed,
        unit: above.of,
        converted,
        rates: used.into_iter().map(|(rate, _)| rate).collect(),
        implied: (!alike).then(|| value / said_value),
        verdict,
    })
}

/// How many of `one` there are for one of `other`, as a rate says; none if it speaks of something else.
fn per(study: &Study, rate: &Observed, one: &str, other: &str) -> Option<[f64; 2]> {
    let (over, under) = sides(rate.unit.as_deref()?)?;
    let (over, under) = (unit(over), unit(under));
    let written = rounded(&study.written(rate.fact))?.map(|bound| bound * over.amount / under.amount);
    if same(&over.of, one) && same(&under.of, other) {
        quotient(written, [1.0, 1.0])
    } else if same(&over.of, other) && same(&under.of, one) {
        quotient([1.0, 1.0], written)
    } else {
        None
    }
}

/// A computed ratio at all these rates; none without one.
fn converted(id: String, computed: &Estimate, bounds: [f64; 2], rates: &[(Observed, [f64; 2])]) -> Option<Estimate> {
    let low = rates.iter().map(|(_, rate)| rate[0]).reduce(f64::min)?;
    let high = rates.iter().map(|(_, rate)| rate[1]).reduce(f64::max)?;
    let mut estimate = Estimate::new(id, METHOD, computed.value / (low + (high - low) / 2.0));
    estimate.interval = quotient(bounds, [low, high]);
    estimate.facts = computed.facts.iter().copied().chain(rates.iter().map(|(rate, _)| rate.fact)).collect();
    estimate.entities.clone_from(&computed.entities);
    Some(estimate)
}

#[cfg(test)]
mod tests;
