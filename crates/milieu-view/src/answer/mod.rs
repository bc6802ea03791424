//! The answer of a method outside the pages: as JSON, as CSV, and as a result kept with its analysis.
//!
//! `milieu analyze` prints these, and the pages of an analysis link to the same bytes.

mod kept;
mod plain;

pub use kept::{keep, kept};
pub use plain::{csv, json};

use milieu_method::Words;
use milieu_method::analysis::saved::Asked;
use milieu_method::analysis::{Datum, Left, Outcome};
use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx};
use milieu_study::saved::Saved;

use crate::evidence::Statements;
use crate::fill::analysis::figure;
use crate::label;
use crate::page::{DatumShown, NoteShown, NumberShown, ResultShown, RowsLeftOut, SheetShown};

/// The answer as plain data. `study` is the study the cases are of; an empty one for a table of one's own.
#[must_use]
pub fn of(study: &Study, asked: &Asked, outcome: &Outcome) -> ResultShown {
    shown(study, asked, outcome, &mut Statements::new(study))
}

/// The number of an answer that its analysis puts first.
#[must_use]
pub fn headline<'r>(saved: &Saved, result: &'r ResultShown) -> Option<&'r NumberShown> {
    let said = saved.headline.as_ref().and_then(|said| result.numbers.iter().find(|number| number.id == said.text));
    said.or_else(|| result.numbers.first())
}

/// The answer, what it leaves out with its statements.
pub(crate) fn shown(study: &Study, asked: &Asked, outcome: &Outcome, out: &mut Statements<'_>) -> ResultShown {
    let numbers = outcome.numbers.iter().map(|number| NumberShown {
        id: number.id.clone(),
        label: label::of(&number.label),
        of: number.of.clone(),
        value: finite(number.value),
        word: word(number.value).to_owned(),
        interval: number.interval.map(|bounds| bounds.map(finite)),
        p: number.p.and_then(finite),
        rows: number.rows.as_deref().map(indices),
    });
    let sheets = outcome.sheets.iter().map(|sheet| SheetShown {
        id: sheet.id.to_owned(),
        title: label::of(&sheet.title),
        columns: sheet.columns.clone(),
        rows: sheet.rows.iter().map(|row| row.iter().map(datum).collect()).collect(),
        total: sheet.rows.len() as u32,
        evidence: sheet.evidence.iter().map(|rows| indices(rows)).collect(),
    });
    let notes = outcome.notes.iter().map(|note| NoteShown {
        warns: note.warns,
        words: label::of(&note.words),
        detail: note.detail.clone(),
    });
    ResultShown {
        numbers: numbers.collect(),
        sheets: sheets.collect(),
        figures: outcome.figures.iter().map(figure::shown).collect(),
        notes: notes.collect(),
        used: indices(&outcome.used),
        used_count: outcome.used.len() as u32,
        left_out: left_out(study, asked, &outcome.left_out, out),
        seed: outcome.seed,
    }
}

/// What the answer does not cover: what never became a case, cases that were not asked for, cases the
/// method could not use.
fn left_out(study: &Study, asked: &Asked, left: &[Left], out: &mut Statements<'_>) -> Vec<RowsLeftOut> {
    let mut told = |reason: &Words, detail: &str, count: usize, entities: &[EntityIx], facts: &[FactIx]| RowsLeftOut {
        reason: label::of(reason),
        detail: detail.to_owned(),
        count: count as u32,
        rows: vec![],
        entities: entities.iter().map(|&entity| label::link(study, entity)).collect(),
        evidence: facts.iter().map(|&fact| out.add(fact)).collect(),
    };
    let mut all = vec![];
    for left in asked.table.left_out.iter().filter(|left| !left.is_empty()) {
        all.push(told(&left.reason, "", left.len(), &left.entities, &left.facts));
    }
    for dropped in asked.dropped.iter().filter(|dropped| dropped.rows > 0) {
        all.push(told(&dropped.reason, &dropped.column, dropped.rows, &dropped.entities, &dropped.facts));
    }
    for left in left {
        all.push(RowsLeftOut {
            rows: indices(&left.rows),
            ..told(&left.reason, &left.detail, left.rows.len(), &[], &[])
        });
    }
    all
}

pub(crate) fn datum(datum: &Datum) -> DatumShown {
    match datum {
        Datum::Missing => DatumShown::Missing(()),
        Datum::Number(n) if n.is_finite() => DatumShown::Number(*n),
        Datum::Number(n) => match word(*n) {
            "" => DatumShown::Missing(()),
            word => DatumShown::Text(word.to_owned()),
        },
        Datum::Count(n) => DatumShown::Count(*n),
        Datum::Text(text) => DatumShown::Text(text.clone()),
        Datum::Flag(flag) => DatumShown::Flag(*flag),
    }
}

/// A number where it is finite.
pub(crate) fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// How a number that is not finite is written; blank where nothing can be said.
fn word(value: f64) -> &'static str {
    match value {
        f64::INFINITY => "Inf",
        f64::NEG_INFINITY => "-Inf",
        _ => "",
    }
}

pub(crate) fn indices(rows: &[usize]) -> Vec<u32> {
    rows.iter().map(|&row| row as u32).collect()
}
