//! An answer as JSON and its sheets as CSV, numbers in full precision.

use milieu_method::analysis::saved::Asked;
use serde::Serialize;

use crate::page::{DatumShown, Label, NumberShown, ResultShown, SheetShown};

#[derive(Serialize)]
struct Answer<'a> {
    version: &'a str,
    analysis: Option<&'a str>,
    method: &'a str,
    peer: &'a str,
    parameters: serde_json::Map<String, serde_json::Value>,
    seed: Option<u64>,
    input: Input<'a>,
    numbers: Vec<Number<'a>>,
    notes: Vec<Note<'a>>,
    left_out: Vec<Left<'a>>,
    sheets: Vec<Sheet<'a>>,
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    rows: usize,
    used: u32,
}

#[derive(Serialize)]
struct Number<'a> {
    id: &'a str,
    label: &'a str,
    of: &'a str,
    value: DatumShown,
    interval: Option<[DatumShown; 2]>,
    p: Option<f64>,
}

#[derive(Serialize)]
struct Note<'a> {
    warns: bool,
    words: &'a str,
    detail: &'a str,
}

#[derive(Serialize)]
struct Left<'a> {
    reason: &'a str,
    detail: &'a str,
    count: u32,
    rows: Vec<&'a str>,
}

#[derive(Serialize)]
struct Sheet<'a> {
    id: &'a str,
    title: &'a str,
    columns: &'a [String],
    rows: &'a [Vec<DatumShown>],
}

/// One JSON object, its fields documented in `milieu analyze --help`. `analysis` is the id of a saved one.
#[must_use]
pub fn json(version: &str, analysis: Option<&str>, asked: &Asked, result: &ResultShown) -> Vec<u8> {
    let names = |rows: &[u32]| {
        let rows = rows.iter().filter_map(|&row| asked.table.rows.get(row as usize));
        rows.map(|row| row.label.as_str()).collect()
    };
    let answer = Answer {
        version,
        analysis,
        method: asked.method.name,
        peer: asked.method.peer,
        parameters: asked
            .settings
            .all()
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone().into()))
            .collect(),
        seed: result.seed,
        input: Input { name: &asked.table.name, rows: asked.table.len(), used: result.used_count },
        numbers: result.numbers.iter().map(number).collect(),
        notes: result
            .notes
            .iter()
            .map(|note| Note { warns: note.warns, words: english(&note.words), detail: &note.detail })
            .collect(),
        left_out: result
            .left_out
            .iter()
            .map(|left| Left {
                reason: english(&left.reason),
                detail: &left.detail,
                count: left.count,
                rows: names(&left.rows),
            })
            .collect(),
        sheets: result
            .sheets
            .iter()
            .map(|s| Sheet { id: &s.id, title: english(&s.title), columns: &s.columns, rows: &s.rows })
            .collect(),
    };
    // Plain structs with text for keys: serialising them cannot fail.
    let mut bytes = serde_json::to_vec_pretty(&answer).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn english(label: &Label) -> &str {
    label.get("en").map_or("", String::as_str)
}

fn number(number: &NumberShown) -> Number<'_> {
    let bound = |bound: Option<f64>, word: &str| bound.map_or(DatumShown::Text(word.to_owned()), DatumShown::Number);
    Number {
        id: &number.id,
        label: english(&number.label),
        of: &number.of,
        value: match (number.value, number.word.as_str()) {
            (Some(value), _) => DatumShown::Number(value),
            (None, "") => DatumShown::Missing(()),
            (None, word) => DatumShown::Text(word.to_owned()),
        },
        interval: number.interval.map(|[low, high]| [bound(low, "-Inf"), bound(high, "Inf")]),
        p: number.p,
    }
}

/// A sheet as CSV with a header; what is missing is blank.
#[must_use]
pub fn csv(sheet: &SheetShown) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(vec![]);
    // Writing to memory cannot fail, and every row is as long as the header.
    let _ = out.write_record(&sheet.columns);
    for row in &sheet.rows {
        let _ = out.write_record(row.iter().map(text));
    }
    out.into_inner().unwrap_or_default()
}

fn text(datum: &DatumShown) -> String {
    match datum {
        DatumShown::Missing(()) => String::new(),
        DatumShown::Number(n) => n.to_string(),
        DatumShown::Count(n) => n.to_string(),
        DatumShown::Text(text) => text.clone(),
        DatumShown::Flag(flag) => flag.to_string(),
    }
}
