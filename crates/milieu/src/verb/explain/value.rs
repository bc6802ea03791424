//! A value explained: what is used, the rule that chose it, every statement behind it.

use milieu_study::Study;
use milieu_study::conflict::Conflict;
use milieu_study::fact::{EntityIx, FactIx, Value};
use milieu_study::settings::ConflictRule;
use serde::Serialize;

use super::Explained;
use super::page::Block;
use super::statement::{self, Statement};

#[derive(Serialize)]
struct Explanation {
    entity: String,
    name: String,
    property: String,
    /// One for each period or place of the statements; most properties have one.
    values: Vec<OneValue>,
}

/// A value that analyses may use.
#[derive(Serialize)]
struct OneValue {
    /// Period of a measured value, as written.
    period: Option<String>,
    used: String,
    rule: &'static str,
    why: String,
    statements: Vec<Statement>,
}

/// Statements that answer one question.
struct Group<'s> {
    period: Option<String>,
    facts: Vec<FactIx>,
    conflict: Option<&'s Conflict>,
}

/// Explains a property of an entity; none if nothing is stated.
pub fn of(study: &Study, entity: EntityIx, property: &str) -> Option<Explained> {
    let values: Vec<OneValue> =
        groups(study, entity, property).into_iter().map(|group| value(study, entity, property, &group)).collect();
    if values.is_empty() {
        return None;
    }
    let id = study.entity(entity).id.to_string();
    let explanation =
        Explanation { name: statement::name(study, entity), entity: id, property: property.to_owned(), values };
    let mut page = vec![Block::Title(format!("{}.{property}: {}", explanation.entity, explanation.name))];
    let mut number = 0;
    for value in &explanation.values {
        page.extend(value.period.iter().map(|period| Block::Heading(format!("For {period}"))));
        page.push(Block::Fields(vec![("used", value.used.clone()), ("why", value.why.clone())]));
        for statement in &value.statements {
            number += 1;
            page.extend(statement.blocks(number, ""));
        }
    }
    Some(Explained::new("value", &explanation, page))
}

/// Statements of a property: those of the entity's own row and of claims together, measured values
/// by period, rows of other tables (a name, a spell) each by itself.
fn groups<'s>(study: &'s Study, entity: EntityIx, property: &str) -> Vec<Group<'s>> {
    let own = study.statements(entity, property);
    let others = study
        .facts_about(entity)
        .iter()
        .copied()
        .filter(|f| &*study.property(study.fact(*f).property).name == property && !own.contains(f));
    let conflict = |fact: FactIx| {
        study
            .conflicts
            .iter()
            .find(|c| c.entity == entity && c.property == study.fact(fact).property && c.facts.contains(&fact))
    };
    let mut found: Vec<Group<'s>> = vec![];
    if !own.is_empty() {
        let conflict = own.iter().find_map(|&f| conflict(f));
        found.push(Group { period: None, facts: own.clone(), conflict });
    }
    for fact in others {
        let conflict = conflict(fact);
        match found
            .iter_mut()
            .find(|g| conflict.is_some() && g.conflict.map(std::ptr::from_ref) == conflict.map(std::ptr::from_ref))
        {
            Some(group) => group.facts.push(fact),
            None => {
                let period = study.qualifier(fact, "period").map(std::borrow::Cow::into_owned);
                found.push(Group { period, facts: vec![fact], conflict });
            }
        }
    }
    found
}

fn value(study: &Study, entity: EntityIx, property: &str, group: &Group<'_>) -> OneValue {
    let (used, rule, why) = match group.conflict {
        Some(conflict) => of_conflict(study, conflict, &group.facts),
        None => agreed(study, entity, property, &group.facts),
    };
    let statements = group.facts.iter().map(|&f| statement::statement(study, f)).collect();
    OneValue { period: group.period.clone(), used, rule, why, statements }
}

/// What the declared rule makes of a contradiction.
fn of_conflict(study: &Study, conflict: &Conflict, facts: &[FactIx]) -> (String, &'static str, String) {
    let used = match conflict.range {
        Some([least, greatest]) => format!("from {least} to {greatest}"),
        None => in_words(study, conflict.used, conflict.ranked),
    };
    let number = facts.iter().position(|f| *f == conflict.ranked).map_or(0, |i| i + 1);
    let spans = conflict.range.is_some() || matches!(conflict.used, Value::Date(_));
    let why = match conflict.rule {
        ConflictRule::Interval if spans => {
            "the statements contradict each other; the rule `interval` takes everything from the least to the greatest"
                .to_owned()
        }
        ConflictRule::Interval => format!(
            "the statements contradict each other and no interval joins them, so statement {number} is used: {}",
            standing(study, conflict.ranked)
        ),
        ConflictRule::Ranking => format!(
            "the statements contradict each other; the rule `ranking` takes statement {number}: {}",
            standing(study, conflict.ranked)
        ),
    };
    (used, conflict.rule.word(), format!("{why} ([conflicts] in study.toml)"))
}

/// Why a statement is the best-ranked one.
fn standing(study: &Study, fact: FactIx) -> String {
    let ranking = &study.settings.conflicts.ranking;
    let rank = |key: &str| ranking.iter().position(|r| r == key);
    let cited = study.cited(study.fact(fact).citations);
    match cited.iter().filter_map(|c| rank(&c.key).map(|n| (n, &c.key))).min() {
        Some((n, key)) => format!("its source `{key}` is number {} of {} in the ranking", n + 1, ranking.len()),
        None => "no source is ranked, so the first statement stands".to_owned(),
    }
}

/// What is used where nothing is contradicted.
fn agreed(study: &Study, entity: EntityIx, property: &str, facts: &[FactIx]) -> (String, &'static str, String) {
    let kept: Vec<FactIx> = facts
        .iter()
        .copied()
        .filter(|&f| study.qualifier_of_claim(f, "status").as_deref() != Some("rejected"))
        .collect();
    let Some(&first) = kept.first() else {
        let why = "every statement is marked as rejected".to_owned();
        return ("nothing".to_owned(), "rejected", why);
    };
    let used = match study.used(entity, property) {
        Some((value, by)) if by == kept => in_words(study, value, first),
        _ => in_words(study, study.fact(first).value, first),
    };
    let why = match (kept.len(), facts.len() - kept.len()) {
        (1, 0) => "it is the only statement".to_owned(),
        (1, _) => "it is the only statement that is not rejected".to_owned(),
        (n, _) => format!("{n} statements agree; the most precise of them is used"),
    };
    (used, if kept.len() == 1 { "only" } else { "agreement" }, why)
}

fn in_words(study: &Study, value: Value, written: FactIx) -> String {
    match value {
        Value::Date(date) => date.bounds.to_string(),
        Value::Number(n) => n.to_string(),
        Value::Bool(yes) => if yes { "yes" } else { "no" }.to_owned(),
        Value::Entity(e) => format!("{} ({})", study.entity(e).id, statement::name(study, e)),
        Value::Text => statement::statement(study, written).quoted(),
        Value::Broken => "nothing: the cell was not understood; `milieu check` says why".to_owned(),
    }
}
