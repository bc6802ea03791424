//! Policies: what they carry out, when, by whom, through which stages.

use milieu_study::Study;
use milieu_study::fact::{EntityIx, TableIx};
use milieu_study::schema::{ColumnType, Table};
use milieu_study::time::Edtf;

use super::{Numbers, cell, links, row, span, used, word};
use crate::date::decimal;
use crate::evidence::Statements;
use crate::label;
use crate::page::{PolicyParent, PolicyShown, Shown, StageShown};

pub(super) fn fill(study: &Study, policies: &Numbers, out: &mut Statements<'_>) -> Vec<PolicyShown> {
    study.entities_of(Table::Policies).map(|policy| shown(study, policy, policies, out)).collect()
}

fn shown(study: &Study, policy: EntityIx, policies: &Numbers, out: &mut Statements<'_>) -> PolicyShown {
    let e = study.entity(policy);
    let code = |column| study.used_words(policy, column).map(|(w, _)| word(study, &w));
    let date = |column| study.row_date(e.table, e.row, column);
    let dated = date("valid").or_else(|| date("issued")).or_else(|| date("effective"));
    let names = ["title", "title_zh"].map(|column| study.own(policy, column));
    PolicyShown {
        id: e.id.to_string(),
        title: label::entity(study, policy),
        kind: code("kind"),
        level: code("level"),
        parents: parents(study, policy, policies, out),
        issued: used(study, policy, "issued", out).or_else(|| used(study, policy, "effective", out)),
        valid: used(study, policy, "valid", out),
        bounds: dated.and_then(|d| span(&d.bounds)),
        number: used(study, policy, "doc_number", out),
        issuers: links(study, (e.table, e.row), "issuer"),
        notes: used(study, policy, "notes", out),
        stages: stages(study, policy, out),
        stated: out.shown(e.id.to_string(), &names.into_iter().flatten().collect::<Vec<_>>()),
    }
}

/// What a policy carries out: its `parent`, and every policy that a tie leads it to. A row has room
/// for one parent; a plan may rest on several doctrines.
fn parents(study: &Study, policy: EntityIx, policies: &Numbers, out: &mut Statements<'_>) -> Vec<PolicyParent> {
    let e = study.entity(policy);
    let mut found = vec![];
    if let Some(parent) = policies.get(study.row_entity(e.table, e.row, "parent").filter(|&p| p != policy)) {
        let facts: Vec<_> = study.own(policy, "parent").into_iter().collect();
        found.push(PolicyParent { policy: parent, stated: out.shown("parent", &facts) });
    }
    for at in study.rows(Table::Ties).filter(|&(t, r)| study.row_entity(t, r, "from") == Some(policy)) {
        let to = study.row_entity(at.0, at.1, "to").filter(|&to| to != policy);
        let Some(parent) = policies.get(to) else { continue };
        if found.iter().all(|p| p.policy != parent) {
            let relation = study.row_cell(at.0, at.1, "relation").unwrap_or_default().into_owned();
            found.push(PolicyParent { policy: parent, stated: out.shown(relation, &row(study, policy, at)) });
        }
    }
    found
}

fn stages(study: &Study, policy: EntityIx, out: &mut Statements<'_>) -> Vec<StageShown> {
    let order = match Table::Stages.spec().column("stage").map(|c| c.ty) {
        Some(ColumnType::Word(words)) => words,
        _ => &[],
    };
    let of_policy = study.rows(Table::Stages).filter(|&(t, r)| study.row_entity(t, r, "policy") == Some(policy));
    let name = |(t, r): (TableIx, u32)| study.row_cell(t, r, "stage").unwrap_or_default().into_owned();
    let mut rows: Vec<(TableIx, u32)> = of_policy.collect();
    rows.sort_by_key(|&at| order.iter().position(|w| *w == name(at)));
    rows.into_iter().map(|at| stage(study, policy, at, &name(at), out)).collect()
}

fn stage(study: &Study, policy: EntityIx, at: (TableIx, u32), name: &str, out: &mut Statements<'_>) -> StageShown {
    let facts = row(study, policy, at);
    let [from, to] = ["from", "to"].map(|column| study.row_cell(at.0, at.1, column));
    let text = match (&from, &to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (Some(from), None) => format!("{from} → ?"),
        (None, Some(to)) => format!("? → {to}"),
        (None, None) => String::new(),
    };
    let [start, end] = ["from", "to"].map(|column| study.row_date(at.0, at.1, column).and_then(|d| moments(&d)));
    let said = Shown { text, evidence: facts.iter().map(|&f| out.add(f)).collect() };
    StageShown {
        stage: word(study, name),
        start,
        end,
        text: said,
        actors: links(study, at, "actors"),
        notes: cell(study, &facts, "notes", out),
    }
}

/// Earliest and latest moment of one side of a stage.
fn moments(date: &Edtf) -> Option<[f64; 2]> {
    let [first, _, _, last] = date.bounds.year_fractions();
    Some([decimal(first.or(last)?), decimal(last.or(first)?)])
}
