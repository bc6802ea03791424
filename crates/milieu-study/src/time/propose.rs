//! What was probably meant by a text that is not EDTF.

use super::day::days_in_month;
use super::edtf::parse_grammar;
use super::words::{BLANKS, NOW};
use super::{EdtfError, Tolerance, vague};
use std::ops::Range;

/// Longer texts are prose, not dates in need of rewriting.
const LONGEST: usize = 80;

/// A way to write the same in EDTF, and why the text as it stands will not do.
pub(super) struct Reading {
    pub(super) problem: &'static str,
    pub(super) edtf: String,
}

/// Puts a grammar's error into the words of the field and adds a proposal where the text is a
/// common way of writing dates.
pub(super) fn improve(text: &str, error: EdtfError) -> EdtfError {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let whole = start..start + trimmed.len();
    if trimmed.is_empty() {
        return EdtfError { at: 0..text.len(), problem: "there is no date here", proposal: None };
    }
    if trimmed.len() > LONGEST {
        return EdtfError { at: 0..text.len(), problem: "this is too long to be a date", proposal: None };
    }
    let plain = normalise(trimmed);
    if BLANKS.contains(&plain.as_str()) {
        let problem = "this is not a date; leave the cell blank where the date is not known";
        return EdtfError { at: whole, problem, proposal: None };
    }
    if NOW.contains(&plain.as_str()) {
        let problem = "this means another day whenever it is read; an end that has not come is written `..` \
                       (`2010/..`), and the day of the last evidence goes to `last_confirmed`";
        return EdtfError { at: whole, problem, proposal: None };
    }
    let reading = vague::read(&plain).filter(|reading| is_edtf(&reading.edtf));
    if let Some((at, problem)) = impossible_day(text, &error) {
        return EdtfError { at, problem, proposal: reading.map(|r| r.edtf).or_else(|| month_only(text, &error)) };
    }
    match reading {
        None if !plain.contains(|c: char| c.is_ascii_digit()) => {
            EdtfError { at: whole, problem: NO_FIGURE, proposal: None }
        }
        Some(reading) => EdtfError { at: whole, problem: reading.problem, proposal: Some(reading.edtf) },
        None => EdtfError { problem: in_plain_words(error.problem), proposal: None, ..error },
    }
}

/// Whether a text is EDTF already.
pub(super) fn is_edtf(text: &str) -> bool {
    parse_grammar(text, Tolerance::default()).is_ok()
}

/// Lower case, ASCII digits, hyphens and blanks, single spaces.
fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            '〜' | '∼' => '~',
            '’' | '‘' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && out.ends_with(' ') {
            continue;
        }
        out.extend(c.to_lowercase());
    }
    out.trim().to_owned()
}

/// What is said of text that has no figure in it.
pub(super) const NO_FIGURE: &str = "this is not a date; a date is written in figures: 2010, 2010-06 or 2010-06-15";

const BAD_MONTH: &str = "month must be 01-12 or a sub-year code 21-41";
const BAD_DAY: &str = "day is out of range for the month";

/// Whether the error is a month or a day the calendar does not have, and which.
fn impossible_day(text: &str, error: &EdtfError) -> Option<(Range<usize>, &'static str)> {
    let two = error.at.start..error.at.start + 2;
    text.get(two.clone())?;
    match error.problem {
        BAD_MONTH => Some((two, "there is no such month: months go from 01 to 12, seasons from 21 to 24")),
        BAD_DAY => Some((two, month_length(text, error.at.start))),
        _ => None,
    }
}

/// How long the month is whose day stands at `day`.
fn month_length(text: &str, day: usize) -> &'static str {
    let number = |range: Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    let field = |before: usize, width: usize| day.checked_sub(before).and_then(|at| number(at..at + width));
    match (field(8, 4), field(3, 2)) {
        (Some(year), Some(month)) if (1..=12).contains(&month) => match days_in_month(year as i32, month) {
            28 => "there is no such day: February of this year has 28 days",
            29 => "there is no such day: February of this year has 29 days",
            30 => "there is no such day: this month has 30 days",
            _ => "there is no such day: days go from 01 to 31",
        },
        _ => "there is no such day in any month it may be",
    }
}

/// For an impossible day, the month is what remains.
fn month_only(text: &str, error: &EdtfError) -> Option<String> {
    if error.problem != BAD_DAY {
        return None;
    }
    let month = text.get(..error.at.start)?.strip_suffix('-')?;
    is_edtf(month).then(|| month.to_owned())
}

fn in_plain_words(problem: &'static str) -> &'static str {
    match problem {
        "year must have exactly four digits (or X)" => "this does not begin with a year of four digits",
        "expected '-' before month" => "after the year comes a hyphen and the month, or nothing",
        "expected '-' before day" => "after the month comes a hyphen and the day, or nothing",
        "interval end precedes interval start" => "the interval ends before it begins",
        "whitespace is not allowed" => "there is a blank inside the date",
        other => other,
    }
}
