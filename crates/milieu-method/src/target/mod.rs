//! Targets: how far they were reached, what each level adds to the one above. See `README.md`.

mod ask;
mod ask_amplification;
mod ask_attainment;
mod ask_bunching;
pub mod bandwidth;
pub mod bunching;
pub mod cascade;
pub mod density;
pub mod estimate;
mod extract;
pub mod fit;
mod read;

pub use ask_amplification::AMPLIFICATION;
pub use ask_attainment::ATTAINMENT;
pub use ask_bunching::BUNCHING;
pub use extract::{CASCADE, TARGETS};

pub use read::{Observed, Planned, Target, observations, target, targets};

use std::collections::BTreeSet;

use milieu_study::Study;
use milieu_study::fact::EntityIx;
use milieu_study::schema::{ColumnType, Table};

use crate::{Estimate, LeftOut, Words};
use estimate::middle;

/// Name of the method.
pub const METHOD: &str = "target";

/// A target compared with what was observed.
#[derive(Clone, Debug)]
pub struct Attainment {
    /// observed − target, in the target's unit: `plans.gap.<target>`.
    pub gap: Estimate,
    /// Share of the way from the baseline to the target: `plans.share.<target>`.
    pub share: Option<Estimate>,
}

/// What a level adds to a target.
#[derive(Clone, Debug)]
pub struct Level {
    /// Level of the territories, a word of the contract.
    pub level: String,
    /// Mean of the differences: `plans.amplification.<parent>.<level>`. None when no child has a number.
    pub mean: Option<Estimate>,
    /// Each child's difference: `plans.difference.<child>`, in the study's order.
    pub children: Vec<Estimate>,
    /// Targets and territories of this level that the mean does not cover, and why.
    pub left_out: Vec<LeftOut>,
}

const WORDS: Words = Words {
    en: "the target is in words, not a number",
    zh: "目标为文字表述，非数值",
    fr: "l’objectif est en mots, pas en chiffres",
};
const BLANK: Words = Words {
    en: "the value of the target was not read",
    zh: "未读到目标数值",
    fr: "la valeur de l’objectif n’a pas été lue",
};
const FORM: Words = Words {
    en: "the target is a change, a sum or an average over several years, which one year’s observation does not show",
    zh: "目标为变化量、累计值或多年平均，单年观测无从对照",
    fr: "l’objectif est une variation, une somme ou une moyenne sur plusieurs années, qu’une observation annuelle ne montre pas",
};
const YEAR: Words = Words {
    en: "the target names no single year",
    zh: "目标未注明单一年份",
    fr: "l’objectif ne nomme pas d’année unique",
};
const OTHER_UNIT: Words = Words {
    en: "observed in another unit or without one",
    zh: "观测单位不同或缺失",
    fr: "observé dans une autre unité, ou sans unité",
};
const OTHER_YEAR: Words = Words {
    en: "observed in other years, not in that of the target",
    zh: "有其他年份的观测，但无目标年份的观测",
    fr: "observé d’autres années, pas celle de l’objectif",
};
const UNOBSERVED: Words = Words { en: "no observation", zh: "无观测数据", fr: "aucune observation" };
const UNLIKE: Words = Words {
    en: "the target has another indicator, unit, year or form than the one above",
    zh: "指标、单位、年份或形式与上级目标不同",
    fr: "indicateur, unité, année ou forme différents de l’objectif supérieur",
};
const UNREAD: Words = Words {
    en: "no target of this territory is in the study",
    zh: "研究中没有该地区的目标",
    fr: "aucun objectif de ce territoire n’est dans l’étude",
};

/// Compares a target with the observations of its indicator, territory, unit and year.
///
/// # Errors
/// Why it cannot be compared.
pub fn attainment(study: &Study, target: &Target) -> Result<Attainment, Words> {
    let goal = match &target.value {
        Planned::Number(goal) => *goal,
        Planned::Words(_) => return Err(WORDS),
        Planned::Blank => return Err(BLANK),
    };
    if !is_value_of_a_year(target) {
        return Err(FORM);
    }
    let year = target.year.ok_or(YEAR)?;
    let (Some(territory), Some(indicator)) = (target.territory, &target.indicator) else { return Err(UNOBSERVED) };
    let all = observations(study, territory, indicator);
    let same_year: Vec<&Observed> = all.iter().filter(|o| o.year == Some(year)).collect();
    let found: Vec<&Observed> =
        same_year.iter().copied().filter(|o| o.unit.is_some() && o.unit == target.unit).collect();
    let values: Vec<f64> = found.iter().map(|o| o.value).collect();
    let Some(observed) = estimate::hull(&values) else {
        return Err(if !same_year.is_empty() {
            OTHER_UNIT
        } else if all.is_empty() {
            UNOBSERVED
        } else {
            OTHER_YEAR
        });
    };
    let id = &study.entity(target.entity).id;
    let facts = || target.fact.into_iter().chain(found.iter().map(|o| o.fact));
    let between = |interval: [f64; 2]| (interval[0] < interval[1]).then_some(interval);

    let at = [middle(observed); 2];
    let mut gap = Estimate::new(format!("plans.gap.{id}"), METHOD, middle(estimate::gap(goal, at)));
    gap.interval = between(estimate::gap(goal, observed));
    gap.facts = facts().collect();
    gap.entities = vec![target.entity];

    let share = target.baseline.and_then(|(baseline, fact)| {
        let interval = estimate::share(baseline, goal, observed)?;
        let value = middle(estimate::share(baseline, [middle(goal); 2], at)?);
        let mut share = Estimate::new(format!("plans.share.{id}"), METHOD, value);
        share.interval = between(interval);
        share.facts = facts().chain([fact]).collect();
        share.entities = vec![target.entity];
        Some(share)
    });
    Ok(Attainment { gap, share })
}

/// Whether a target says what its indicator should be in a year.
fn is_value_of_a_year(target: &Target) -> bool {
    matches!(target.form.as_deref(), None | Some("level" | "range"))
}

/// What each level adds to `parent`: its child targets by the level of their territories, the
/// highest first.
#[must_use]
pub fn amplification(study: &Study, targets: &[Target], parent: &Target) -> Vec<Level> {
    let children: Vec<&Target> = targets.iter().filter(|t| t.parent == Some(parent.entity)).collect();
    let level_of = |target: &Target| target.territory.and_then(|t| level(study, t));
    levels()
        .iter()
        .filter_map(|&name| {
            let here: Vec<&Target> =
                children.iter().copied().filter(|t| level_of(t).as_deref() == Some(name)).collect();
            (!here.is_empty()).then(|| of_level(study, parent, name, &here))
        })
        .collect()
}

fn of_level(study: &Study, parent: &Target, level: &str, children: &[&Target]) -> Level {
    let id = &study.entity(parent.entity).id;
    let mut differences = vec![];
    let (mut in_words, mut unlike) = (vec![], vec![]);
    for child in children {
        match (child.value.number(), parent.value.number()) {
            (Some(below), Some(above)) if alike(child, parent) => {
                differences.push(difference(study, child, parent, below, above))
            }
            (Some(_), Some(_)) => unlike.push(child.entity),
            _ => in_words.push(child.entity),
        }
    }
    let mut left_out = vec![
        LeftOut::entities(WORDS, in_words),
        LeftOut::entities(UNLIKE, unlike),
        LeftOut::entities(UNREAD, without_target(study, parent, level, children)),
    ];
    left_out.retain(|l| !l.is_empty());
    let values: Vec<f64> = differences.iter().map(|d| d.value).collect();
    let mean = estimate::mean(&values).map(|value| {
        let mut mean = Estimate::new(format!("plans.amplification.{id}.{level}"), METHOD, value);
        mean.interval = estimate::hull(&values);
        let facts: BTreeSet<_> = differences.iter().flat_map(|d| d.facts.iter().copied()).collect();
        mean.facts = facts.into_iter().collect();
        mean.entities = differences.iter().flat_map(|d| d.entities.iter().copied()).collect();
        mean.left_out.clone_from(&left_out);
        mean
    });
    Level { level: level.to_owned(), mean, children: differences, left_out }
}

/// Whether two targets can be subtracted: the same indicator, unit and year, and both values of a year or both of one form.
fn alike(a: &Target, b: &Target) -> bool {
    let forms = (is_value_of_a_year(a) && is_value_of_a_year(b)) || a.form == b.form;
    forms && a.indicator == b.indicator && a.unit.is_some() && a.unit == b.unit && a.year.is_some() && a.year == b.year
}

fn difference(study: &Study, child: &Target, parent: &Target, below: [f64; 2], above: [f64; 2]) -> Estimate {
    let id = format!("plans.difference.{}", study.entity(child.entity).id);
    let mut estimate = Estimate::new(id, METHOD, middle(below) - middle(above));
    let interval = estimate::difference(below, above);
    estimate.interval = (interval[0] < interval[1]).then_some(interval);
    estimate.facts = parent.fact.into_iter().chain(child.fact).collect();
    estimate.entities = vec![child.entity];
    estimate
}

/// Territories of a level within the parent's territory that none of the children is about.
fn without_target(study: &Study, parent: &Target, of_level: &str, children: &[&Target]) -> Vec<EntityIx> {
    let Some(within) = parent.territory else { return vec![] };
    let covered: BTreeSet<EntityIx> = children.iter().filter_map(|t| t.territory).collect();
    study
        .entities_of(Table::Territories)
        .filter(|t| !covered.contains(t) && level(study, *t).as_deref() == Some(of_level))
        .filter(|&t| study.territories_of(t).contains(&within))
        .collect()
}

/// The level of a territory, as written.
#[must_use]
pub fn level(study: &Study, territory: EntityIx) -> Option<String> {
    let e = study.entity(territory);
    study.row_cell(e.table, e.row, "level").map(std::borrow::Cow::into_owned)
}

/// Levels of territories in the contract's order, the highest first.
#[must_use]
pub fn levels() -> &'static [&'static str] {
    match Table::Territories.spec().column("level").map(|c| c.ty) {
        Some(ColumnType::Word(words)) => words,
        _ => &[],
    }
}

/// The estimate of this name: `plans.gap.<target>`, `plans.share.<target>`, `plans.difference.<target>`,
/// `plans.amplification.<target>.<level>`.
#[must_use]
pub fn find(study: &Study, id: &str) -> Option<Estimate> {
    let (kind, rest) = id.strip_prefix("plans.")?.split_once('.')?;
    let targets = targets(study);
    let of = |id: &str| study.find(id).and_then(|e| targets.iter().find(|t| t.entity == e));
    let parents = || targets.iter().filter(|p| targets.iter().any(|t| t.parent == Some(p.entity)));
    let levels = |parent: &Target| amplification(study, &targets, parent);
    match kind {
        "gap" => Some(attainment(study, of(rest)?).ok()?.gap),
        "share" => attainment(study, of(rest)?).ok()?.share,
        "difference" => parents().flat_map(levels).flat_map(|l| l.children).find(|e| e.id == id),
        "amplification" => {
            levels(of(rest.rsplit_once('.')?.0)?).into_iter().filter_map(|l| l.mean).find(|e| e.id == id)
        }
        _ => None,
    }
}

/// What an estimate of this method says, in one sentence, by its name.
#[must_use]
pub fn definition(id: &str) -> Option<&'static str> {
    match id.strip_prefix("plans.")?.split_once('.')?.0 {
        "gap" => {
            Some("What was observed minus the target, in its unit; for a range, the distance to its nearer bound.")
        }
        "share" => {
            Some("How much of the way from the baseline to the target was covered: 0 is the baseline, 1 the target.")
        }
        "difference" => Some("The target minus the target it carries out, in the unit of both."),
        "amplification" => Some(
            "What a level adds: the mean of its targets minus the target above, with the lowest and the highest; \
             all in the same indicator, unit and year.",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
