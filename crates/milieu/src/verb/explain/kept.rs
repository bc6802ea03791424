//! A number of a kept result explained: what was asked, what it leaves out, and the command that makes its input anew.

use milieu_study::Study;
use milieu_study::saved::{Made, Origin, Saved};
use milieu_view::page::{NumberShown, ResultShown};
use serde::Serialize;

use super::Explained;
use super::page::Block;
use crate::verb::analyze::print::{english, value};

#[derive(Serialize)]
struct Explanation<'e> {
    id: String,
    label: &'e str,
    of: &'e str,
    value: Option<f64>,
    /// Where it has no finite value.
    word: &'e str,
    interval: Option<[Option<f64>; 2]>,
    p: Option<f64>,
    method: &'e str,
    parameters: Vec<[&'e str; 2]>,
    seed: Option<u64>,
    cases_used: u32,
    left_out: Vec<Left<'e>>,
    notes: Vec<String>,
    /// Version of milieu that made it.
    made_by: &'e str,
    /// Digest of the tables it was made from.
    tables: &'e str,
    /// Whether the analysis was changed since.
    is_stale: bool,
    inputs: Vec<Input<'e>>,
}

#[derive(Serialize)]
struct Left<'e> {
    reason: &'e str,
    detail: &'e str,
    cases: u32,
}

/// A table that is not part of the study.
#[derive(Serialize)]
struct Input<'e> {
    tables: String,
    source: Option<&'e str>,
    reference: Option<String>,
    command: Option<&'e str>,
    query: Option<&'e str>,
}

pub fn of(study: &Study, saved: &Saved, made: &Made, result: &ResultShown, number: &NumberShown) -> Explained {
    let source = |key: &str| Some(study.sources[study.source(key)?.0 as usize].item.reference());
    let outside = saved.inputs().filter(|input| matches!(input.origin, Some(Origin::Outside(_))));
    let inputs = outside.map(|input| Input {
        tables: input.origin.as_ref().map_or_else(String::new, Origin::text),
        source: input.source.as_ref().map(|said| said.text.as_str()),
        reference: input.source.as_ref().and_then(|said| source(&said.text)),
        command: input.command.as_deref(),
        query: input.query.as_ref().map(|said| said.text.as_str()),
    });
    let left = result.left_out.iter();
    let left = left.map(|left| Left { reason: english(&left.reason), detail: &left.detail, cases: left.count });
    let notes = result.notes.iter().map(|note| format!("{} {}", english(&note.words), note.detail).trim().to_owned());
    let explanation = Explanation {
        id: format!("{}.{}", saved.id, number.id),
        label: english(&number.label),
        of: &number.of,
        value: number.value,
        word: &number.word,
        interval: number.interval,
        p: number.p,
        method: saved.method.as_ref().map_or("", |said| &said.text),
        parameters: saved.options.iter().map(|(name, value)| [name.text.as_str(), value.text.as_str()]).collect(),
        seed: result.seed,
        cases_used: result.used_count,
        left_out: left.collect(),
        notes: notes.collect(),
        made_by: &made.version,
        tables: &made.input,
        is_stale: saved.is_stale(),
        inputs: inputs.collect(),
    };
    let page = page(&explanation, &value(number));
    Explained::new("kept", &explanation, page)
}

fn page(e: &Explanation<'_>, value: &str) -> Vec<Block> {
    let mut fields = vec![("value", value.to_owned())];
    if !e.of.is_empty() {
        fields.push(("of", e.of.to_owned()));
    }
    fields.push(("method", e.method.to_owned()));
    fields.extend(e.parameters.iter().map(|[name, value]| ("parameter", format!("{name}: {value}"))));
    fields.extend(e.seed.map(|seed| ("seed", seed.to_string())));
    fields.push(("cases", e.cases_used.to_string()));
    let stale = if e.is_stale { "; the analysis was changed since" } else { "" };
    fields.push(("kept", format!("made by milieu {}{stale}", e.made_by)));
    let mut page = vec![Block::Title(format!("{}: {}", e.id, e.label)), Block::Fields(fields)];
    if !e.left_out.is_empty() {
        let line = |left: &Left<'_>| {
            let detail = if left.detail.is_empty() { String::new() } else { format!(" ({})", left.detail) };
            format!("{}{detail}: {}", left.reason, left.cases)
        };
        page.push(Block::Heading("Left out".to_owned()));
        page.push(Block::Items(e.left_out.iter().map(line).collect()));
    }
    if !e.notes.is_empty() {
        page.push(Block::Heading("To be known".to_owned()));
        page.push(Block::Items(e.notes.clone()));
    }
    for input in &e.inputs {
        page.push(Block::Heading(format!("Input, not part of the study: {}", input.tables)));
        let source = input.source.map(|key| match &input.reference {
            Some(reference) => format!("{key}: {reference}"),
            None => key.to_owned(),
        });
        page.extend(source.map(Block::Text));
        for (words, text) in
            [("The command that makes it:", input.command), ("The query that makes its cases:", input.query)]
        {
            if let Some(text) = text {
                page.extend([Block::Text(words.to_owned()), Block::Code(text.trim().to_owned())]);
            }
        }
    }
    page
}
