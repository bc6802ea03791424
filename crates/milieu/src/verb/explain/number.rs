//! A count explained: its definition, what it counts, what it leaves out and why.

use std::collections::BTreeMap;

use milieu_method::{Estimate, count, legacy, target};
use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, SourceIx};
use serde::Serialize;

use super::Explained;
use super::page::Block;
use super::statement;

/// Things listed on a page before the rest is only counted; JSON lists all.
const SHOWN: usize = 30;

#[derive(Serialize)]
struct Explanation<'e> {
    id: &'e str,
    label: Option<&'static str>,
    definition: Option<&'static str>,
    value: f64,
    interval: Option<[f64; 2]>,
    method: &'static str,
    parameters: &'e BTreeMap<String, String>,
    seed: Option<u64>,
    #[serde(flatten)]
    counted: Things,
    left_out: Vec<Left>,
}

#[derive(Serialize)]
struct Left {
    reason: &'static str,
    #[serde(flatten)]
    things: Things,
}

/// What is counted or left out.
#[derive(Serialize)]
struct Things {
    entities: Vec<Row>,
    sources: Vec<String>,
    facts: Vec<Cell>,
}

/// An entity and where it stands.
#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    at: String,
}

/// A statement and where it stands.
#[derive(Serialize)]
struct Cell {
    /// Number of the fact, as in the table `facts` of `milieu query`.
    fact: usize,
    subject: Option<String>,
    property: String,
    written: String,
    at: String,
    sources: Vec<String>,
}

#[derive(Serialize)]
struct Counts {
    counts: Vec<CountInShort>,
}

#[derive(Serialize)]
struct CountInShort {
    id: String,
    value: f64,
    label: &'static str,
    definition: &'static str,
}

pub fn of(study: &Study, estimate: &Estimate) -> Explained {
    explained(study, estimate, count::definition(&estimate.id).map(|c| c.label.en))
}

/// A number of an analysis, which brings its own label.
pub fn named(study: &Study, estimate: &Estimate, label: &'static str) -> Explained {
    explained(study, estimate, Some(label))
}

fn explained(study: &Study, estimate: &Estimate, label: Option<&'static str>) -> Explained {
    let definition = count::definition(&estimate.id);
    let explanation = Explanation {
        id: &estimate.id,
        label,
        definition: definition
            .map(|c| c.how.en)
            .or_else(|| target::definition(&estimate.id))
            .or_else(|| legacy::definition(&estimate.id)),
        value: estimate.value,
        interval: estimate.interval,
        method: estimate.method,
        parameters: &estimate.parameters,
        seed: estimate.seed,
        counted: things(study, &estimate.entities, &estimate.sources, &estimate.facts),
        left_out: estimate
            .left_out
            .iter()
            .map(|l| Left { reason: l.reason.en, things: things(study, &l.entities, &l.sources, &l.facts) })
            .collect(),
    };
    let page = page(&explanation);
    Explained::new("number", &explanation, page)
}

/// All counts of a study in short.
pub fn all(study: &Study) -> Explained {
    let counts: Vec<CountInShort> = count::all(study)
        .into_iter()
        .filter_map(|e| {
            let definition = count::definition(&e.id)?;
            Some(CountInShort { id: e.id, value: e.value, label: definition.label.en, definition: definition.how.en })
        })
        .collect();
    let mut rows = vec![["number", "value", "definition"].map(str::to_owned).to_vec()];
    rows.extend(counts.iter().map(|c| vec![c.id.clone(), number(c.value), c.definition.to_owned()]));
    let page = vec![Block::Title("The counts of the study".to_owned()), Block::Table(rows)];
    Explained::new("numbers", &Counts { counts }, page)
}

fn things(study: &Study, entities: &[EntityIx], sources: &[SourceIx], facts: &[FactIx]) -> Things {
    Things {
        entities: entities.iter().map(|&e| row(study, e)).collect(),
        sources: sources.iter().map(|s| study.sources[s.0 as usize].item.key.clone()).collect(),
        facts: facts.iter().map(|&f| cell(study, f)).collect(),
    }
}

fn row(study: &Study, entity: EntityIx) -> Row {
    let e = study.entity(entity);
    let table = study.table(e.table);
    let at = format!("{}:{}", study.file(table.file).path, table.line(e.row as usize));
    Row { id: e.id.to_string(), name: statement::name(study, entity), at }
}

fn cell(study: &Study, ix: FactIx) -> Cell {
    let fact = study.fact(ix);
    let span = study.span(fact.at);
    let file = study.file(span.file);
    let here = file.line_column(span.start);
    Cell {
        fact: ix.0 as usize + 1,
        subject: fact.subject.map(|s| study.entity(s).id.to_string()),
        property: study.property(fact.property).name.to_string(),
        written: study.written(ix).into_owned(),
        at: format!("{}:{}:{}", file.path, here.line, here.column),
        sources: study.cited(fact.citations).iter().map(|c| c.key.to_string()).collect(),
    }
}

fn page(e: &Explanation<'_>) -> Vec<Block> {
    let mut fields = vec![("value", number(e.value))];
    if let Some([least, greatest]) = e.interval {
        fields.push(("interval", format!("{} to {}", number(least), number(greatest))));
    }
    fields.extend(e.definition.map(|how| ("definition", how.to_owned())));
    fields.push(("method", e.method.to_owned()));
    fields.extend(e.parameters.iter().map(|(name, value)| ("parameter", format!("{name}: {value}"))));
    fields.extend(e.seed.map(|seed| ("seed", seed.to_string())));
    let title = e.label.map_or_else(|| e.id.to_owned(), |label| format!("{}: {label}", e.id));
    let mut page = vec![Block::Title(title), Block::Fields(fields)];
    page.extend(listed("Counted", &e.counted));
    for left in &e.left_out {
        page.extend(listed(&format!("Left out: {}", left.reason), &left.things));
    }
    page
}

fn listed(heading: &str, things: &Things) -> Vec<Block> {
    let rows = things.entities.iter().map(|r| format!("{} ({}), {}", r.id, r.name, r.at)).collect();
    let cells = things.facts.iter().map(|c| {
        let subject = c.subject.as_deref().map_or(String::new(), |s| format!("{s}."));
        let written: String = c.written.chars().take(80).map(|c| if c == '`' { '\'' } else { c }).collect();
        let sources = if c.sources.is_empty() { "no source".to_owned() } else { c.sources.join(", ") };
        format!("{subject}{} `{written}` {}, {sources}", c.property, c.at)
    });
    let mut page = vec![];
    let lists: [([&str; 2], Vec<String>); 3] = [
        (["entity", "entities"], rows),
        (["source", "sources"], things.sources.clone()),
        (["statement", "statements"], cells.collect()),
    ];
    for ([one, many], lines) in lists {
        if lines.is_empty() {
            continue;
        }
        let total = lines.len();
        page.push(Block::Heading(format!("{heading} ({total} {})", if total == 1 { one } else { many })));
        let mut shown: Vec<String> = lines.into_iter().take(SHOWN).collect();
        if total > SHOWN {
            shown.push(format!("… and {} more: --format json lists all", total - SHOWN));
        }
        page.push(Block::Items(shown));
    }
    if page.is_empty() {
        page.push(Block::Heading(format!("{heading}: nothing")));
    }
    page
}

/// Whole numbers as such, others to two places.
fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.2}") }
}
