//! Something with an id explained; of a place also its life and how it ends.

use std::collections::BTreeMap;

use milieu_study::fact::{EntityIx, FactIx};
use milieu_study::life::{self, Basis, EXITS, End, Life};
use milieu_study::schema::Table;
use milieu_study::settings::Label;
use milieu_study::time::Bound;
use milieu_study::{Study, unit_of};
use serde::Serialize;

use super::Explained;
use super::page::Block;
use super::statement::{self, Statement};

#[derive(Serialize)]
struct Explanation {
    id: String,
    table: &'static str,
    names: Label,
    file: String,
    line: u32,
    /// Ids, the nearest first.
    territories: Vec<String>,
    life: Option<LifeInWords>,
    /// In the order of tables and columns.
    properties: Vec<Stated>,
    /// How many rows of other tables name it.
    mentions: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct LifeInWords {
    opened: String,
    end: String,
    why: String,
    status: String,
    statements: Vec<Statement>,
}

/// A property of which something is stated.
#[derive(Serialize)]
struct Stated {
    property: String,
    written: Vec<String>,
    contradicting: bool,
    sources: Vec<String>,
}

pub fn of(study: &Study, entity: EntityIx) -> Explained {
    let e = study.entity(entity);
    let table = study.table(e.table);
    let mut mentions: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (_, at) in study.mentions_of(entity) {
        *mentions.entry(study.table(at.table).table.name()).or_default() += 1;
    }
    let explanation = Explanation {
        id: e.id.to_string(),
        table: e.kind.name(),
        names: study.label(entity),
        file: study.file(table.file).path.clone(),
        line: table.line(e.row as usize),
        territories: study.territories_of(entity).iter().map(|&t| study.entity(t).id.to_string()).collect(),
        life: (e.kind == Table::Places).then(|| life_in_words(study, entity)),
        properties: properties(study, entity),
        mentions,
    };
    let page = page(&explanation, &statement::name(study, entity));
    Explained::new("entity", &explanation, page)
}

fn properties(study: &Study, entity: EntityIx) -> Vec<Stated> {
    let mut order: Vec<&str> = vec![];
    let mut facts: BTreeMap<&str, Vec<FactIx>> = BTreeMap::new();
    for &fact in study.facts_about(entity) {
        let property = &*study.property(study.fact(fact).property).name;
        let list = facts.entry(property).or_default();
        if list.is_empty() {
            order.push(property);
        }
        list.push(fact);
    }
    let contradicting = |property: &str| {
        study.conflicts.iter().any(|c| c.entity == entity && &*study.property(c.property).name == property)
    };
    order
        .into_iter()
        .map(|property| {
            let mut sources: Vec<String> = vec![];
            let mut written = vec![];
            for &fact in &facts[property] {
                let unit = unit_of(study, study.fact(fact).property).map_or(String::new(), |unit| format!(" {unit}"));
                written.push(format!("{}{unit}", study.written(fact)));
                for citation in study.cited(study.fact(fact).citations) {
                    if !sources.iter().any(|s| **s == *citation.key) {
                        sources.push(citation.key.to_string());
                    }
                }
            }
            Stated { property: property.to_owned(), written, contradicting: contradicting(property), sources }
        })
        .collect()
}

fn life_in_words(study: &Study, place: EntityIx) -> LifeInWords {
    let life = life::of(study, place);
    let opened = life.opened.map_or_else(|| "not known".to_owned(), between);
    let (end, why) = end(study, &life);
    let mut facts = life.opened_by.clone();
    facts.extend(&life.end_by);
    let statements = facts.into_iter().map(|f| statement::statement(study, f)).collect();
    LifeInWords { opened, end, why, status: life.status, statements }
}

/// How a life ends, and what that rests on.
fn end(study: &Study, life: &Life) -> (String, String) {
    match &life.end {
        End::Event { when, exit } => (format!("{exit}, {}", between(*when)), "an end is stated".to_owned()),
        End::Censored { at, basis: Basis::LastConfirmed } => (
            format!("not known to have ended; last confirmed on {at}"),
            "no end is stated, so the place is followed until its `last_confirmed` and no further (right-censored)"
                .to_owned(),
        ),
        End::Censored { at, basis: Basis::LastSource(source) } => (
            format!("not known to have ended; last heard of on {at}"),
            format!(
                "neither an end nor a `last_confirmed` is stated, so the place is followed until the date of its last source, `{}`, \
                 and no further (right-censored)",
                study.sources[source.0 as usize].item.key
            ),
        ),
        End::Unknown if EXITS.contains(&life.status.as_str()) => (
            "not known".to_owned(),
            format!(
                "its status is `{}`, but nothing says when it ended; analyses leave it out and say so",
                life.status
            ),
        ),
        End::Unknown => (
            "not known".to_owned(),
            "no end, no `last_confirmed` and no dated source; analyses leave it out and say so".to_owned(),
        ),
    }
}

fn between([first, last]: [Bound; 2]) -> String {
    match (first.day(), last.day()) {
        (Some(a), Some(b)) if a == b => format!("on {a}"),
        (Some(a), Some(b)) => format!("between {a} and {b}"),
        (Some(a), None) => format!("on {a} or after"),
        (None, Some(b)) => format!("on {b} or before"),
        (None, None) => "at an unknown time".to_owned(),
    }
}

fn page(e: &Explanation, name: &str) -> Vec<Block> {
    let mut fields = vec![("row", format!("{}:{}", e.file, e.line))];
    let names: Vec<String> = e.names.iter().filter(|(_, text)| *text != name).map(|(_, text)| text.clone()).collect();
    if !names.is_empty() {
        fields.push(("also", names.join(", ")));
    }
    if !e.territories.is_empty() {
        fields.push(("lies in", e.territories.join(" < ")));
    }
    if !e.mentions.is_empty() {
        let rows = |n: usize| if n == 1 { "cell" } else { "cells" };
        let named: Vec<String> = e.mentions.iter().map(|(table, n)| format!("{n} {} of {table}", rows(*n))).collect();
        fields.push(("named in", named.join(", ")));
    }
    let mut page = vec![Block::Title(format!("{}: {name}", e.id)), Block::Fields(fields)];
    if let Some(life) = &e.life {
        page.push(Block::Heading("Life".to_owned()));
        page.push(Block::Fields(vec![
            ("opened", life.opened.clone()),
            ("end", life.end.clone()),
            ("why", life.why.clone()),
            ("status", life.status.clone()),
        ]));
        page.push(Block::Items(life.statements.iter().map(|s| format!("{} in {}", s.quoted(), s.place())).collect()));
    }
    page.push(Block::Heading("What is stated".to_owned()));
    let mut rows = vec![["property", "sources", "as written"].map(str::to_owned).to_vec()];
    for stated in &e.properties {
        let mark = if stated.contradicting { " (contradicting)" } else { "" };
        let sources = if stated.sources.is_empty() { "–".to_owned() } else { stated.sources.join(", ") };
        rows.push(vec![
            stated.property.clone(),
            short(&sources, 40),
            format!("{}{mark}", short(&stated.written.join(" | "), 200)),
        ]);
    }
    page.push(Block::Table(rows));
    page.push(Block::Text(format!(
        "`milieu explain {}.PROPERTY` shows the cells, rules and sources of one of them.",
        e.id
    )));
    page
}

fn short(text: &str, longest: usize) -> String {
    let mut shown: String = text.chars().take(longest).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
