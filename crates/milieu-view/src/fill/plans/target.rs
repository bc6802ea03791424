//! Targets, what was observed, what each level adds.

use std::collections::{BTreeMap, BTreeSet};

use milieu_method::target::{self as method, Observed, Target};
use milieu_study::Study;
use milieu_study::fact::EntityIx;

use super::{Numbers, estimated, left_out, used, word};
use crate::evidence::Statements;
use crate::fill::atlas;
use crate::label;
use crate::page::{
    Amplification, AtlasTerritory, Difference, IndicatorShown, Label, Measured, PlanLeftOut, TargetShown, Untargeted,
};

/// The parts of the page that come from targets.
pub(super) struct Filled {
    pub targets: Vec<TargetShown>,
    pub indicators: Vec<IndicatorShown>,
    pub territories: Vec<AtlasTerritory>,
    pub untargeted: Vec<Untargeted>,
    pub amplifications: Vec<Amplification>,
    pub unattained: Vec<PlanLeftOut>,
}

/// What the lists of the page number.
struct Lists<'a> {
    study: &'a Study,
    policies: &'a Numbers,
    targets: Numbers,
    indicators: Vec<&'a str>,
    territories: Vec<EntityIx>,
}

impl Lists<'_> {
    fn indicator(&self, code: Option<&str>) -> Option<u32> {
        self.indicators.iter().position(|known| Some(*known) == code).map(|i| i as u32)
    }

    fn territory(&self, territory: Option<EntityIx>) -> Option<u32> {
        self.territories.binary_search(&territory?).ok().map(|i| i as u32)
    }
}

pub(super) fn fill(study: &Study, policies: &Numbers, out: &mut Statements<'_>) -> Filled {
    let targets = method::targets(study);
    let mut indicators: Vec<&str> = vec![];
    for code in targets.iter().filter_map(|t| t.indicator.as_deref()) {
        if !indicators.contains(&code) {
            indicators.push(code);
        }
    }
    let untargeted = untargeted(study, &targets, &indicators);
    let named = targets.iter().filter_map(|t| t.territory).chain(untargeted.iter().map(|(_, t, _)| *t));
    let with_ancestors: BTreeSet<EntityIx> =
        named.flat_map(|t| std::iter::once(t).chain(study.territories_of(t))).collect();
    let lists = Lists {
        study,
        policies,
        targets: Numbers::of(targets.iter().map(|t| t.entity)),
        indicators,
        territories: with_ancestors.into_iter().collect(),
    };
    Filled {
        targets: targets.iter().map(|t| lists.target(t, out)).collect(),
        indicators: lists
            .indicators
            .iter()
            .map(|code| IndicatorShown { code: (*code).to_owned(), label: label::indicator(study, code) })
            .collect(),
        territories: lists.territories.iter().map(|&t| atlas::territory(study, t, &lists.territories)).collect(),
        untargeted: untargeted
            .iter()
            .filter_map(|(indicator, territory, observed)| {
                Some(Untargeted {
                    indicator: lists.indicator(Some(indicator))?,
                    territory: lists.territory(Some(*territory))?,
                    unit: observed.unit.clone(),
                    measured: measured(study, observed, out),
                })
            })
            .collect(),
        amplifications: targets.iter().flat_map(|t| lists.amplifications(&targets, t, out)).collect(),
        unattained: unattained(study, &targets),
    }
}

impl Lists<'_> {
    fn target(&self, target: &Target, out: &mut Statements<'_>) -> TargetShown {
        let study = self.study;
        let entity = target.entity;
        let attainment = method::attainment(study, target);
        let observed = match (target.territory, &target.indicator) {
            (Some(territory), Some(indicator)) => method::observations(study, territory, indicator),
            _ => vec![],
        };
        TargetShown {
            id: study.entity(entity).id.to_string(),
            policy: self.policies.get(target.policy),
            indicator: self.indicator(target.indicator.as_deref()),
            territory: self.territory(target.territory),
            parent: self.targets.get(target.parent),
            parent_stated: used(study, entity, "parent_target", out),
            nature: used(study, entity, "nature", out),
            form: target.form.as_deref().map(|form| word(study, form)),
            value: used(study, entity, "value", out),
            range: target.value.number(),
            unit: target.unit.clone(),
            year: used(study, entity, "year", out),
            calendar_year: target.year,
            baseline: target.baseline.map(|(value, fact)| {
                let e = study.entity(entity);
                let date = study.row_date(e.table, e.row, "baseline_year");
                let facts: Vec<_> = [Some(fact), study.own(entity, "baseline_year")].into_iter().flatten().collect();
                Measured {
                    value,
                    period: study.row_cell(e.table, e.row, "baseline_year").map(std::borrow::Cow::into_owned),
                    calendar_year: date.and_then(|d| d.bounds.earliest_start.day()).map(milieu_study::time::Day::year),
                    shown: out.shown(study.written(fact).into_owned(), &facts),
                }
            }),
            observed: observed.iter().filter(|o| o.unit == target.unit).map(|o| measured(study, o, out)).collect(),
            unattained: attainment.as_ref().err().map(label::of),
            gap: attainment.as_ref().ok().map(|a| estimated(&a.gap, out)),
            share: attainment.ok().and_then(|a| a.share).map(|share| estimated(&share, out)),
            notes: used(study, entity, "notes", out),
        }
    }

    fn amplifications(&self, targets: &[Target], parent: &Target, out: &mut Statements<'_>) -> Vec<Amplification> {
        let study = self.study;
        let level = |name: &str| method::levels().iter().position(|l| *l == name).map_or(0, |i| i as u32);
        let child = |estimate: &milieu_method::Estimate| self.targets.get(estimate.entities.first().copied());
        method::amplification(study, targets, parent)
            .into_iter()
            .filter_map(|found| {
                Some(Amplification {
                    parent: self.targets.get(Some(parent.entity))?,
                    level: level(&found.level),
                    mean: found.mean.as_ref().map(|mean| estimated(mean, out)),
                    children: found
                        .children
                        .iter()
                        .filter_map(|e| Some(Difference { target: child(e)?, difference: estimated(e, out) }))
                        .collect(),
                    left_out: found.left_out.iter().map(|l| left_out(study, l)).collect(),
                })
            })
            .collect()
    }
}

fn measured(study: &Study, observed: &Observed, out: &mut Statements<'_>) -> Measured {
    Measured {
        value: observed.value,
        period: study.qualifier(observed.fact, "period").map(std::borrow::Cow::into_owned),
        calendar_year: observed.year,
        shown: out.written(observed.fact),
    }
}

/// Observations of targeted indicators in territories and years for which the study has no target.
fn untargeted<'a>(study: &Study, targets: &[Target], indicators: &[&'a str]) -> Vec<(&'a str, EntityIx, Observed)> {
    let known: BTreeSet<(&str, EntityIx, i32)> =
        targets.iter().filter_map(|t| Some((t.indicator.as_deref()?, t.territory?, t.year?))).collect();
    let mut found = vec![];
    for territory in study.entities_of(milieu_study::schema::Table::Territories) {
        for &indicator in indicators {
            let all = method::observations(study, territory, indicator).into_iter();
            let without = all.filter(|o| o.year.is_some_and(|year| !known.contains(&(indicator, territory, year))));
            found.extend(without.map(|o| (indicator, territory, o)));
        }
    }
    found
}

/// Targets without attainment by reason, most first.
fn unattained(study: &Study, targets: &[Target]) -> Vec<PlanLeftOut> {
    let mut reasons: BTreeMap<&str, (Label, Vec<EntityIx>)> = BTreeMap::new();
    for target in targets {
        if let Err(why) = method::attainment(study, target) {
            reasons.entry(why.en).or_insert_with(|| (label::of(&why), vec![])).1.push(target.entity);
        }
    }
    let mut found: Vec<PlanLeftOut> = reasons
        .into_values()
        .map(|(reason, entities)| PlanLeftOut {
            reason,
            entities: entities.into_iter().map(|e| label::link(study, e)).collect(),
        })
        .collect();
    found.sort_by_key(|l| std::cmp::Reverse(l.entities.len()));
    found
}
