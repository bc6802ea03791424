//! `data/compare.json`.

use milieu_method::ratio::{self, Check, Verdict};
use milieu_method::target::{Observed, observations};
use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, PropertyIx, TableIx};
use milieu_study::schema::Table;

use super::plans::{estimated, span};
use crate::evidence::Statements;
use crate::label;
use crate::page::{Chart, Compare, Dimension, Part, Point, RatioShown, RatioUnchecked, Said, Series};

pub(crate) fn page(study: &Study) -> Compare {
    let mut out = Statements::new(study);
    let rows = rows(study);
    let mut cases: Vec<EntityIx> = vec![];
    let mut dimensions: Vec<PropertyIx> = vec![];
    for &(fact, case) in &rows {
        if !cases.contains(&case) {
            cases.push(case);
        }
        let dimension = study.fact(fact).property;
        if !dimensions.contains(&dimension) {
            dimensions.push(dimension);
        }
    }
    let said = rows.iter().filter_map(|&(fact, case)| {
        let text = study.written(fact).into_owned();
        let ids: Option<Vec<EntityIx>> = text.split(';').map(|id| study.find(id.trim())).collect();
        Some(Said {
            case: number(&cases, &case)?,
            dimension: number(&dimensions, &study.fact(fact).property)?,
            value: out.shown(text, &[fact]),
            entities: ids.unwrap_or_default().into_iter().map(|e| label::link(study, e)).collect(),
            notes: study.qualifier(fact, "notes").map(std::borrow::Cow::into_owned),
        })
    });
    let said = said.collect();
    let found = ratio::ratios(study);
    Compare {
        said,
        charts: charts(study, &cases, &mut out),
        ratios: found.checks.iter().filter_map(|c| checked(study, c, number(&cases, &c.entity)?, &mut out)).collect(),
        unchecked: found
            .unchecked
            .iter()
            .filter_map(|u| {
                Some(RatioUnchecked {
                    case: number(&cases, &u.entity)?,
                    stated: part(study, &u.stated, &mut out),
                    reason: label::of(&u.why),
                })
            })
            .collect(),
        dimensions: dimensions.iter().map(|&d| dimension(study, d)).collect(),
        cases: cases.iter().map(|&case| label::link(study, case)).collect(),
        evidence: out.into_list(),
    }
}

/// Statements of `cases.csv` and what they are about, in file order.
fn rows(study: &Study) -> Vec<(FactIx, EntityIx)> {
    let mut found: Vec<((TableIx, u32), FactIx, EntityIx)> = vec![];
    for (at, fact) in study.facts.iter().enumerate() {
        if let (Table::Cases, Some(case)) = (study.property(fact.property).table, fact.subject) {
            found.push(((fact.at.table, fact.at.row), FactIx(at as u32), case));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, fact, case)| (fact, case)).collect()
}

/// Place of an item in a list of the page.
fn number<T: PartialEq>(list: &[T], item: &T) -> Option<u32> {
    list.iter().position(|known| known == item).map(|at| at as u32)
}

fn dimension(study: &Study, ix: PropertyIx) -> Dimension {
    let code = &study.property(ix).name;
    let known = study.codebook.variable(Table::Cases, code).map(|v| &v.entry.definition);
    Dimension {
        code: code.to_string(),
        label: label::property(study, ix),
        definition: known.filter(|d| !d.is_empty()).map(|d| label::study(study, d)),
    }
}

/// One chart for each indicator and unit in which a case was observed.
fn charts(study: &Study, cases: &[EntityIx], out: &mut Statements<'_>) -> Vec<Chart> {
    let mut charts: Vec<Chart> = vec![];
    for indicator in &study.codebook.indicators {
        let before = charts.len();
        for (case, &entity) in cases.iter().enumerate() {
            for observed in observations(study, entity, &indicator.entry.code) {
                let chart = match charts[before..].iter().position(|c| c.unit == observed.unit) {
                    Some(at) => before + at,
                    None => {
                        let indicator = label::code(study, &indicator.entry);
                        charts.push(Chart { indicator, unit: observed.unit.clone(), series: vec![] });
                        charts.len() - 1
                    }
                };
                let point = point(study, &observed, out);
                let series = &mut charts[chart].series;
                match series.last_mut().filter(|s| s.case as usize == case) {
                    Some(known) => known.points.push(point),
                    None => series.push(Series { case: case as u32, points: vec![point] }),
                }
            }
        }
    }
    charts
}

fn point(study: &Study, observed: &Observed, out: &mut Statements<'_>) -> Point {
    Point {
        value: observed.value,
        period: study.qualifier(observed.fact, "period").map(std::borrow::Cow::into_owned),
        bounds: observed.period.and_then(|p| span(&p.bounds)),
        notes: study.qualifier(observed.fact, "notes").map(std::borrow::Cow::into_owned),
        shown: out.written(observed.fact),
    }
}

fn part(study: &Study, observed: &Observed, out: &mut Statements<'_>) -> Part {
    Part {
        label: label::property(study, study.fact(observed.fact).property),
        shown: out.written(observed.fact),
        unit: observed.unit.clone(),
        period: study.qualifier(observed.fact, "period").map(std::borrow::Cow::into_owned),
    }
}

fn checked(study: &Study, check: &Check, case: u32, out: &mut Statements<'_>) -> Option<RatioShown> {
    let source = &study.sources[check.source.0 as usize].item;
    let stated = check.stated.unit.as_deref().map(ratio::number::unit)?;
    Some(RatioShown {
        case,
        stated: part(study, &check.stated, out),
        stated_value: check.stated.value * stated.amount,
        over: part(study, &check.over, out),
        under: part(study, &check.under, out),
        source: source.key.clone(),
        source_short: source.short(),
        computed: estimated(&check.computed, out),
        unit: check.unit.clone(),
        converted: check.converted.as_ref().map(|estimate| estimated(estimate, out)),
        rates: check.rates.iter().map(|rate| part(study, rate, out)).collect(),
        implied: check.implied,
        implied_unit: check.implied.map(|_| format!("{} per {}", check.unit, stated.of)),
        stated_of: stated.of,
        verdict: match check.verdict {
            Verdict::Follows => "follows",
            Verdict::DoesNotFollow(_) => "differs",
            Verdict::Needs(_) => "needs",
        }
        .to_owned(),
        factor: match check.verdict {
            Verdict::DoesNotFollow(factor) => Some(factor),
            Verdict::Follows | Verdict::Needs(_) => None,
        },
    })
}
