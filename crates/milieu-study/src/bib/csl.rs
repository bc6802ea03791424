//! CSL-JSON, item by item.

use super::split::{self, Cut};
use super::{BibProblem, Shelf, Source, bare_doi, tidy};
use serde_json::Value;
use std::ops::Range;

/// Reads a CSL-JSON file: an array of items, or one item alone.
///
/// Editors stand in for missing authors. Dates are `edtf`, `date-parts` (two make an interval,
/// `circa` an approximation), `raw` or `literal`, and are kept only if they are EDTF.
#[must_use]
pub fn parse_csl_json(text: &str) -> (Vec<Source>, Vec<BibProblem>) {
    let mut shelf = Shelf::default();
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return shelf.finish();
    }
    let whole = || {
        let start = text.len() - text.trim_start_matches('\u{feff}').trim_start().len();
        start..start + text[start..].trim_end().len()
    };
    // An object without an array around it is taken for a single item.
    for at in split::json_items(text, Cut::AtCommas).unwrap_or_else(|| vec![whole()]) {
        read(text, at, &mut shelf);
    }
    shelf.finish()
}

fn read(text: &str, at: Range<usize>, shelf: &mut Shelf) {
    let slice = text.get(at.clone()).unwrap_or("");
    match serde_json::from_str::<Value>(slice) {
        Ok(Value::Object(item)) => {
            let source = source(&item, at.clone(), shelf);
            shelf.add(source, at);
        }
        Ok(_) => shelf.report(
            at,
            "this is not an item of a bibliography",
            "an item is an object: `{\"id\": …, \"title\": …}`",
        ),
        Err(error) => {
            let fault = position(slice, error.line(), error.column()) + at.start;
            let problem = format!("this item is not JSON: {}", without_position(&error.to_string()));
            shelf.report(character_at(text, fault), problem, "the other items are read; mend this one");
            salvage(text, at, shelf);
        }
    }
}

/// Reads the whole items that a missing brace made part of a broken one.
fn salvage(text: &str, broken: Range<usize>, shelf: &mut Shelf) {
    // The line the element begins on is kept, for its indentation.
    let line = text[..broken.start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let blank = text[line..broken.start].trim_matches([' ', '\t']).is_empty();
    let before = if blank { &text[line..broken.start] } else { "" };
    let array = format!("[\n{before}{}", &text[broken.clone()]);
    let offset = broken.start - before.len();
    let pieces = split::json_items(&array, Cut::AtIndentation).unwrap_or_default();
    for piece in pieces.into_iter().skip(1) {
        if let Ok(Value::Object(item)) = serde_json::from_str::<Value>(&array[piece.clone()])
            && item.contains_key("id")
        {
            // The two bytes are the bracket and the line's end put before.
            let at = offset + piece.start - 2..offset + piece.end - 2;
            let source = source(&item, at.clone(), shelf);
            shelf.add(source, at);
        }
    }
}

/// Byte of a line and column, both counted from 1; columns are bytes.
fn position(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

fn character_at(text: &str, at: usize) -> Range<usize> {
    let start = (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    start..start + text[start..].chars().next().map_or(0, char::len_utf8)
}

/// The message without `at line 1 column 2`, which counts from the item.
fn without_position(message: &str) -> &str {
    message.rsplit_once(" at line ").map_or(message, |(words, _)| words)
}

type Item = serde_json::Map<String, Value>;

fn source(item: &Item, at: Range<usize>, shelf: &mut Shelf) -> Source {
    let field = |name: &str| item.get(name).and_then(text_of);
    let authors = names(item.get("author"));
    let authors = if authors.is_empty() { names(item.get("editor")) } else { authors };
    Source {
        key: field("id").or_else(|| field("citation-key")).unwrap_or_default(),
        kind: field("type").unwrap_or_else(|| "document".to_owned()),
        title: field("title").unwrap_or_default(),
        authors,
        issued: item.get("issued").and_then(|issued| date(issued, &at, shelf)),
        container: field("container-title"),
        publisher: field("publisher"),
        pages: field("page"),
        volume: field("volume"),
        issue: field("issue").or_else(|| field("number")),
        url: field("URL"),
        doi: field("DOI").map(bare_doi),
        language: field("language"),
        note: field("note"),
        at,
    }
}

/// A text or number.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => tidy(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn names(value: Option<&Value>) -> Vec<String> {
    let Some(Value::Array(names)) = value else { return Vec::new() };
    names.iter().filter_map(name).collect()
}

fn name(value: &Value) -> Option<String> {
    if let Some(text) = text_of(value) {
        return Some(text);
    }
    let part = |part: &str| value.get(part).and_then(text_of);
    if let Some(literal) = part("literal") {
        return Some(literal);
    }
    let particles = [part("dropping-particle"), part("non-dropping-particle"), part("family")];
    let family = particles.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [Some(family).filter(|f| !f.is_empty()), part("given"), part("suffix")];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!name.is_empty()).then_some(name)
}

fn date(value: &Value, at: &Range<usize>, shelf: &mut Shelf) -> Option<String> {
    if let Some(text) = text_of(value) {
        return shelf.date(&text, at.clone());
    }
    if let Some(Value::Array(parts)) = value.get("date-parts") {
        let circa = match value.get("circa") {
            None | Some(Value::Null | Value::Bool(false)) => "",
            Some(_) => "~",
        };
        let season = value.get("season").and_then(text_of);
        let sides = parts.iter().filter_map(|side| date_parts(side, season.as_deref()));
        let dates: Vec<String> = sides.map(|date| date + circa).collect();
        return if dates.is_empty() { None } else { shelf.date(&dates.join("/"), at.clone()) };
    }
    let text = ["edtf", "raw", "literal"].iter().find_map(|name| value.get(name).and_then(text_of))?;
    shelf.date(&text, at.clone())
}

/// `[2010, 6, 15]` as EDTF; figures may be texts, and a season takes the place of the month.
fn date_parts(value: &Value, season: Option<&str>) -> Option<String> {
    let Value::Array(parts) = value else { return None };
    let mut figures = parts.iter().filter_map(text_of);
    let year = figures.next()?;
    let mut date = match year.strip_prefix('-') {
        Some(year) => format!("-{year:0>4}"),
        None => format!("{year:0>4}"),
    };
    let season =
        season.and_then(|s| s.parse::<u8>().ok()).filter(|s| (1..=4).contains(s)).map(|s| (s + 20).to_string());
    let rest: Vec<String> = figures.collect();
    for figure in if rest.is_empty() { season.into_iter().collect() } else { rest } {
        date.push_str(&format!("-{figure:0>2}"));
    }
    Some(date)
}
