//! From a study's targets and observations to rows.

use std::collections::BTreeMap;

use milieu_study::Study;

use super::read::{Target, observations, targets};
use super::{estimate, level};
use crate::analysis::{At, Extract, Refusal, Row, Table};
use crate::{LeftOut, Words};

/// The targets of a study that are numbers, one row each, beside what was observed and the target above.
pub static TARGETS: Extract = Extract {
    name: "targets",
    title: Words {
        en: "Targets with what was observed", zh: "目标及其观测值", fr: "Cibles et valeurs observées"
    },
    columns: &[
        ("target_id", "the target"),
        ("policy", "the plan that sets it"),
        ("indicator", "what is aimed at"),
        ("unit", "the territory it is for"),
        ("level", "level of the territory"),
        ("parent", "territory of the target above"),
        ("nature", "binding or anticipatory"),
        ("form", "what its number says, as level or change"),
        ("measured_in", "unit of measurement"),
        ("year", "year of the target"),
        ("target", "the target; middle of a range"),
        ("actual", "what was observed in that year, in the same unit; middle of several"),
        ("baseline", "value at the start"),
        ("baseline_year", "year of the start"),
        ("parent_target", "the target above, where it is of the same indicator, unit and year"),
    ],
    options: OPTIONS,
    make: |study, options| make(study, options, true),
};

/// The same without what was observed, for what levels add: a row rests on targets alone.
pub static CASCADE: Extract = Extract {
    name: "cascade",
    title: Words {
        en: "Targets with the target above", zh: "目标及其上级目标", fr: "Cibles et cible supérieure"
    },
    columns: &[
        ("target_id", "the target"),
        ("policy", "the plan that sets it"),
        ("indicator", "what is aimed at"),
        ("unit", "the territory it is for"),
        ("level", "level of the territory"),
        ("parent", "territory of the target above"),
        ("nature", "binding or anticipatory"),
        ("form", "what its number says, as level or change"),
        ("measured_in", "unit of measurement"),
        ("year", "year of the target"),
        ("target", "the target; middle of a range"),
        ("parent_target", "the target above, where it is of the same indicator, unit and year"),
    ],
    options: OPTIONS,
    make: |study, options| make(study, options, false),
};

const OPTIONS: &[(&str, &str)] = &[("indicator", "only targets of this indicator")];
const OBSERVED: [&str; 3] = ["actual", "baseline", "baseline_year"];

const TEXTS: usize = 9;

fn make(study: &Study, options: &BTreeMap<String, String>, observed: bool) -> Result<Table, Refusal> {
    const WORDS: Words = Words {
        en: "the target is in words, not a number",
        zh: "目标为文字表述，非数值",
        fr: "l’objectif est en mots, pas en chiffres",
    };
    let all = targets(study);
    let wanted = |t: &&Target| options.get("indicator").is_none_or(|only| t.indicator.as_deref() == Some(only));
    let mut table = Table { name: if observed { "targets" } else { "cascade" }.into(), ..Table::default() };
    let mut texts: [Vec<Option<String>>; TEXTS] = Default::default();
    let mut numbers: [Vec<Option<f64>>; 6] = Default::default();
    let mut in_words = vec![];
    for target in all.iter().filter(wanted) {
        let Some(goal) = target.value.number() else {
            in_words.push(target.entity);
            continue;
        };
        let entity = study.entity(target.entity);
        let cell = |column| study.row_cell(entity.table, entity.row, column).map(std::borrow::Cow::into_owned);
        let id = |ix| study.entity(ix).id.to_string();
        let parent = target.parent.and_then(|parent| all.iter().find(|t| t.entity == parent));
        let alike =
            parent.filter(|p| p.indicator == target.indicator && p.unit == target.unit && p.year == target.year);
        let above = alike.and_then(|p| p.value.number());
        let seen = actual(study, target).filter(|_| observed);
        let baseline = target.baseline.filter(|_| observed);
        let row_texts = [
            Some(entity.id.to_string()),
            target.policy.map(id),
            target.indicator.clone(),
            target.territory.map(id),
            target.territory.and_then(|t| level(study, t)),
            parent.and_then(|p| p.territory).map(id),
            cell("nature"),
            target.form.clone(),
            target.unit.clone(),
        ];
        let row_numbers = [
            target.year.map(f64::from),
            Some(estimate::middle(goal)),
            seen.as_ref().map(|(value, _)| *value),
            baseline.map(|(value, _)| value),
            cell("baseline_year").and_then(|year| year.parse().ok()),
            above.map(estimate::middle),
        ];
        texts.iter_mut().zip(row_texts).for_each(|(column, cell)| column.push(cell));
        numbers.iter_mut().zip(row_numbers).for_each(|(column, cell)| column.push(cell));
        let values = seen.into_iter().flat_map(|(_, facts)| facts);
        let parents = above.and(alike).and_then(|p| p.fact);
        let mut facts: Vec<_> =
            target.fact.into_iter().chain(baseline.map(|b| b.1)).chain(parents).chain(values).collect();
        facts.sort_unstable();
        facts.dedup();
        table.rows.push(Row { label: entity.id.to_string(), line: 0, entity: Some(target.entity), facts });
    }
    if table.rows.is_empty() {
        return Err(Refusal::new("no-targets", "the study has no target that is a number")
            .why("words cannot be subtracted")
            .help("add rows to targets.csv, or name another indicator")
            .at(At::Option("indicator".into())));
    }
    if !in_words.is_empty() {
        table.left_out.push(LeftOut::entities(WORDS, in_words));
    }
    let names = TARGETS.columns.iter().map(|(name, _)| *name);
    for (name, cells) in names.clone().zip(texts) {
        table.push_text(name, cells);
    }
    for (name, cells) in names.skip(TEXTS).zip(numbers) {
        if observed || !OBSERVED.contains(&name) {
            table.push_numbers(name, cells);
        }
    }
    Ok(table)
}

/// The middle of what was observed in the target's year and unit, with its statements; only targets that say what the indicator should be in a year.
fn actual(study: &Study, target: &Target) -> Option<(f64, Vec<milieu_study::fact::FactIx>)> {
    if !super::is_value_of_a_year(target) {
        return None;
    }
    let seen = observations(study, target.territory?, target.indicator.as_deref()?);
    let same = || {
        seen.iter().filter(|o| o.year.is_some() && o.year == target.year && o.unit.is_some() && o.unit == target.unit)
    };
    let values: Vec<f64> = same().map(|o| o.value).collect();
    Some((estimate::middle(estimate::hull(&values)?), same().map(|o| o.fact).collect()))
}
