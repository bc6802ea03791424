//! Contradictions: statements of one property that cannot all be true. All are kept; a rule the
//! study declares decides what analyses use.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::fact::{EntityIx, FactIx, PropertyIx, Value};
use crate::name;
use crate::schema::Table;
use crate::settings::ConflictRule;
use crate::study::Study;
use crate::time::{self, Edtf, Precision};

/// A contradiction.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// What the statements are about.
    pub entity: EntityIx,
    /// What they state.
    pub property: PropertyIx,
    /// Period, for measured values: as written, blank when none is given.
    pub period: String,
    /// The statements, those that say the same together; the entity's own cell comes first.
    pub values: Vec<Vec<FactIx>>,
    /// All statements, rejected ones left out.
    pub facts: Vec<FactIx>,
    /// What analyses use.
    pub used: Value,
    /// The statement of the best-ranked source: what is used unless `used` or `range` spans several.
    pub ranked: FactIx,
    /// For numbers under [`ConflictRule::Interval`]: the least and the greatest.
    pub range: Option<[f64; 2]>,
    /// The rule that decided.
    pub rule: ConflictRule,
}

/// Finds all contradictions, by entity, property and period.
#[must_use]
pub fn find(study: &Study) -> Vec<Conflict> {
    // Only claims and repeated measurements can contradict: a wide table has one row per id.
    let can_contradict: Vec<bool> =
        study.tables.iter().map(|t| matches!(t.table, Table::Claims | Table::Observations)).collect();
    let mut stated: Vec<(EntityIx, PropertyIx)> = study
        .facts
        .iter()
        .filter(|f| can_contradict[f.at.table.0 as usize])
        .filter_map(|f| Some((f.subject?, f.property)))
        .collect();
    stated.sort_unstable();
    stated.dedup();
    stated.par_iter().flat_map_iter(|&(entity, property)| of_property(study, entity, property)).collect()
}

/// The contradictions over one property of an entity, by period.
fn of_property(study: &Study, entity: EntityIx, property: PropertyIx) -> impl Iterator<Item = Conflict> {
    let mut by_period: BTreeMap<String, Vec<FactIx>> = BTreeMap::new();
    for &fact in study.facts_about(entity) {
        if study.fact(fact).property == property
            && study.qualifier_of_claim(fact, "status").as_deref() != Some("rejected")
        {
            by_period.entry(period(study, fact)).or_default().push(fact);
        }
    }
    by_period.into_iter().filter_map(move |(period, facts)| conflict(study, entity, property, period, facts))
}

/// Measurements of one indicator contradict each other only for the same period and unit.
fn period(study: &Study, fact: FactIx) -> String {
    if study.property(study.fact(fact).property).table != Table::Observations {
        return String::new();
    }
    let cell = |column| study.qualifier(fact, column).unwrap_or_default();
    let (period, unit) = (cell("period"), cell("unit"));
    if unit.is_empty() { period.into_owned() } else { format!("{period} {unit}") }
}

fn conflict(
    study: &Study,
    entity: EntityIx,
    property: PropertyIx,
    period: String,
    facts: Vec<FactIx>,
) -> Option<Conflict> {
    let mut values: Vec<Vec<FactIx>> = vec![];
    for &fact in &facts {
        match values.iter_mut().find(|group| same(study, group[0], fact)) {
            Some(group) => group.push(fact),
            None => values.push(vec![fact]),
        }
    }
    // Statements that say the same may hold at different times: every pair counts.
    let contradicts = |a: &Vec<FactIx>, b: &Vec<FactIx>| a.iter().any(|&a| b.iter().any(|&b| !compatible(study, a, b)));
    if !values.iter().enumerate().any(|(i, a)| values[i + 1..].iter().any(|b| contradicts(a, b))) {
        return None;
    }
    let rule = study.settings.conflicts.of(&study.property(property).name);
    let best = best_ranked(study, &facts);
    let ranked = study.fact(best).value;
    let numbers: Vec<f64> = facts.iter().filter_map(|&f| number(study.fact(f).value)).collect();
    let dates: Vec<Edtf> = facts.iter().filter_map(|&f| date(study.fact(f).value)).collect();
    let (used, range) = match (rule, dates.as_slice(), numbers.as_slice()) {
        (ConflictRule::Interval, [first, rest @ ..], []) => {
            let bounds = rest.iter().fold(first.bounds, |hull, d| hull.hull(&d.bounds));
            let approximate = dates.iter().any(|d| d.approximate);
            (Value::Date(Edtf { bounds, approximate, uncertain: true, precision: Precision::Set }), None)
        }
        (ConflictRule::Interval, [], [_, ..]) => {
            let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
            let greatest = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            (ranked, Some([least, greatest]))
        }
        _ => (ranked, None),
    };
    Some(Conflict { entity, property, period, values, facts, used, ranked: best, range, rule })
}

fn number(value: Value) -> Option<f64> {
    if let Value::Number(n) = value { Some(n) } else { None }
}

fn date(value: Value) -> Option<Edtf> {
    if let Value::Date(d) = value { Some(d) } else { None }
}

/// Whether two statements say the same, in the same words or the same value.
fn same(study: &Study, a: FactIx, b: FactIx) -> bool {
    match (study.fact(a).value, study.fact(b).value) {
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a.bounds == b.bounds,
        _ => name::fold(&study.written(a)) == name::fold(&study.written(b)),
    }
}

/// Whether two statements can both be true: they hold at different times, one names a month within
/// the year the other names, or they say the same.
fn compatible(study: &Study, a: FactIx, b: FactIx) -> bool {
    if let (Some(a), Some(b)) = (holds(study, a), holds(study, b))
        && !a.bounds.overlaps(&b.bounds)
    {
        return true;
    }
    match (study.fact(a).value, study.fact(b).value) {
        (Value::Date(a), Value::Date(b)) => time::compatible(&a.bounds, &b.bounds),
        (Value::Broken, _) | (_, Value::Broken) => true,
        _ => same(study, a, b),
    }
}

/// When a claim says it holds. A cell of a wide table speaks of its row as a whole, whose `valid` is a
/// statement of its own.
fn holds(study: &Study, fact: FactIx) -> Option<Edtf> {
    let is_claim = study.table(study.fact(fact).at.table).table == Table::Claims;
    if is_claim { study.valid(fact) } else { None }
}

/// The statement of the best-ranked source; among equals the first, which is the entity's own cell.
pub(crate) fn best_ranked(study: &Study, facts: &[FactIx]) -> FactIx {
    let ranking = &study.settings.conflicts.ranking;
    let rank = |fact: FactIx| {
        study
            .cited(study.fact(fact).citations)
            .iter()
            .filter_map(|c| ranking.iter().position(|key| **key == *c.key))
            .min()
            .unwrap_or(usize::MAX)
    };
    facts.iter().copied().min_by_key(|&f| (rank(f), f)).unwrap_or(facts[0])
}
