//! From EDTF text to bounds.

use super::day::{Day, YEARS};
use super::propose;
use super::{Bound, Bounds};
use edtf_core::{Date, IntervalEndpoint, SetElement, SetKind, YearKind};
use std::ops::Range;

/// How finely a date is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A season or another part of a year larger than a month (EDTF codes 21–41).
    Season,
    /// A year.
    Year,
    /// Ten years (`201X`).
    Decade,
    /// A hundred years or more (`20XX`).
    Century,
    /// An interval, whatever the precision of its sides.
    Interval,
    /// A set, whatever the precision of its elements.
    Set,
}

/// By how much `~` and `%` widen a date on either side, at the date's own precision: years for a
/// year or coarser, months for a month or season, days for a day.
///
/// EDTF leaves open how near *approximately* is; a study declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tolerance {
    /// Years, for an approximate year, decade or century.
    pub approximate_years: u16,
    /// Months, for an approximate month or season.
    pub approximate_months: u16,
    /// Days, for an approximate day.
    pub approximate_days: u16,
}

impl Default for Tolerance {
    /// One year, three months, fifteen days.
    fn default() -> Self {
        Self { approximate_years: 1, approximate_months: 3, approximate_days: 15 }
    }
}

/// A date as compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edtf {
    /// The four bounds, already widened where approximate.
    pub bounds: Bounds,
    /// Whether any part is marked `~` or `%`.
    pub approximate: bool,
    /// Whether any part is marked `?` or `%`: the source is doubtful. Bounds are not widened.
    pub uncertain: bool,
    /// How finely it is given.
    pub precision: Precision,
}

/// Why a text is not EDTF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    /// Bytes of the text at fault; never splits a character.
    pub at: Range<usize>,
    /// What is wrong, in plain words.
    pub problem: &'static str,
    /// EDTF to write instead, which [`parse`] accepts. `None` if there is nothing to propose, for
    /// instance because the cell should be left blank.
    pub proposal: Option<String>,
}

/// Compiles EDTF levels 0 to 2 (Library of Congress, 2019; ISO 8601-2 annex A).
///
/// - `?` flags and does not widen; `~` and `%` widen by `tolerance`, at the finest component they
///   mark (`2004-06~-11`: months).
/// - Unspecified digits are every date that fits: `201X` is some day from 2010 to 2019.
/// - Seasons are those of the northern hemisphere in whole months: spring (21) March to May, summer
///   (22) June to August, autumn (23) September to November, winter (24) December to February of the
///   following year.
/// - A time of day is read and dropped.
///
/// # Errors
/// What is not EDTF, with a proposal for the common ways in which people write dates otherwise.
///
/// ```
/// use milieu_study::time::{Tolerance, parse};
/// let founded = parse("2010~", Tolerance::default()).unwrap();
/// assert_eq!(founded.bounds.to_string(), "between 2009-01-01 and 2011-12-31");
/// let error = parse("juin 2010", Tolerance::default()).unwrap_err();
/// assert_eq!(error.proposal.as_deref(), Some("2010-06"));
/// ```
pub fn parse(text: &str, tolerance: Tolerance) -> Result<Edtf, EdtfError> {
    if let Some(edtf) = parse_plain(text.as_bytes()) {
        return Ok(edtf);
    }
    parse_grammar(text, tolerance).map_err(|error| propose::improve(text, error))
}

/// The dates nearly every cell holds, read without the grammar: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`.
fn parse_plain(text: &[u8]) -> Option<Edtf> {
    let number = |range: Range<usize>| {
        text[range].iter().try_fold(0, |n: u32, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    if !matches!(text.len(), 4 | 7 | 10) {
        return None;
    }
    let year = number(0..4)? as i32;
    let (first, last, precision) = match text.len() {
        4 => (Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?, Precision::Year),
        7 if text[4] == b'-' => {
            let first = Day::from_ymd(year, number(5..7)?, 1)?;
            (first, first.plus_months(1).plus_days(-1), Precision::Month)
        }
        10 if text[4] == b'-' && text[7] == b'-' => {
            let day = Day::from_ymd(year, number(5..7)?, number(8..10)?)?;
            (day, day, Precision::Day)
        }
        _ => return None,
    };
    let bounds = Bounds::instant(Bound::Day(first), Bound::Day(last));
    Some(Edtf { bounds, approximate: false, uncertain: false, precision })
}

/// Any EDTF, read with the grammar of `edtf-core`; the error is bare, without proposal.
pub(super) fn parse_grammar(text: &str, tolerance: Tolerance) -> Result<Edtf, EdtfError> {
    let parsed = edtf_core::Edtf::parse(text).map_err(|error| EdtfError {
        at: char_at(text, error.offset),
        problem: error.message,
        proposal: None,
    })?;
    let whole = |problem| EdtfError { at: 0..text.len(), problem, proposal: None };
    let span = |date: &Date| span_of(date, tolerance).ok_or_else(|| whole(TOO_FAR));
    let (bounds, precision) = match &parsed {
        edtf_core::Edtf::Date(date) => {
            let (first, last) = span(date)?;
            (Bounds::instant(Bound::Day(first), Bound::Day(last)), precision_of(date))
        }
        edtf_core::Edtf::DateTime(moment) => {
            let (first, last) = span(&moment.date)?;
            (Bounds::instant(Bound::Day(first), Bound::Day(last)), Precision::Day)
        }
        edtf_core::Edtf::Interval(interval) => {
            let (earliest_start, latest_start) = interval_side(&interval.start, &span)?;
            let (earliest_end, latest_end) = interval_side(&interval.end, &span)?;
            let bounds = Bounds { earliest_start, latest_start, earliest_end, latest_end };
            (in_order(bounds), Precision::Interval)
        }
        edtf_core::Edtf::Set(set) => {
            let spans = set.elements.iter().map(|e| set_element(e, &span)).collect::<Result<Vec<_>, _>>()?;
            let bounds = match set.kind {
                SetKind::OneMember => one_of(&spans),
                SetKind::AllMembers => all_of(&spans),
            };
            (bounds.ok_or_else(|| whole("the set has no elements"))?, Precision::Set)
        }
    };
    Ok(Edtf { bounds, approximate: parsed.is_approximate(), uncertain: parsed.is_uncertain(), precision })
}

const TOO_FAR: &str = "the year is too far away: years from -999999 to 999999 can be computed with";

/// Byte range of the character at or around `offset`; empty at the end.
fn char_at(text: &str, offset: usize) -> Range<usize> {
    let start = (0..=offset.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let width = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + width
}

type Side = (Bound, Bound);

fn interval_side(
    endpoint: &IntervalEndpoint,
    span: &impl Fn(&Date) -> Result<(Day, Day), EdtfError>,
) -> Result<Side, EdtfError> {
    Ok(match endpoint {
        IntervalEndpoint::Open => (Bound::Open, Bound::Open),
        IntervalEndpoint::Unknown => (Bound::Unknown, Bound::Unknown),
        IntervalEndpoint::Date(date) => days(span(date)?),
        IntervalEndpoint::OnOrBefore(date) => (Bound::Open, Bound::Day(span(date)?.1)),
        IntervalEndpoint::OnOrAfter(date) => (Bound::Day(span(date)?.0), Bound::Open),
    })
}

fn days((first, last): (Day, Day)) -> Side {
    (Bound::Day(first), Bound::Day(last))
}

/// What begins cannot do so after its end: `2009/2009-06` begins by June.
fn in_order(mut bounds: Bounds) -> Bounds {
    if let (Bound::Day(start), Bound::Day(end)) = (bounds.latest_start, bounds.latest_end) {
        bounds.latest_start = Bound::Day(start.min(end));
    }
    if let (Bound::Day(start), Bound::Day(end)) = (bounds.earliest_start, bounds.earliest_end) {
        bounds.earliest_end = Bound::Day(start.max(end));
    }
    bounds
}

/// Bounds of the start and of the end of one element of a set.
fn set_element(
    element: &SetElement,
    span: &impl Fn(&Date) -> Result<(Day, Day), EdtfError>,
) -> Result<(Side, Side), EdtfError> {
    let open = (Bound::Open, Bound::Open);
    Ok(match element {
        SetElement::Date(date) => (days(span(date)?), days(span(date)?)),
        SetElement::Range(from, to) => (days(span(from)?), days(span(to)?)),
        SetElement::OnOrBefore(date) => (open, days(span(date)?)),
        SetElement::OnOrAfter(date) => (days(span(date)?), open),
    })
}

/// `[…]`: one unspecified day of any element.
fn one_of(elements: &[(Side, Side)]) -> Option<Bounds> {
    let first = elements.iter().map(|(start, _)| start.0).reduce(|a, b| outer(a, b, Day::min))?;
    let last = elements.iter().map(|(_, end)| end.1).reduce(|a, b| outer(a, b, Day::max))?;
    Some(Bounds::instant(first, last))
}

/// `{…}`: from the start of the first element to the end of the last.
fn all_of(elements: &[(Side, Side)]) -> Option<Bounds> {
    let starts = elements.iter().map(|(start, _)| *start);
    let (earliest_start, latest_start) =
        starts.reduce(|a, b| (outer(a.0, b.0, Day::min), outer(a.1, b.1, Day::min)))?;
    let ends = elements.iter().map(|(_, end)| *end);
    let (earliest_end, latest_end) = ends.reduce(|a, b| (outer(a.0, b.0, Day::max), outer(a.1, b.1, Day::max)))?;
    Some(Bounds { earliest_start, latest_start, earliest_end, latest_end })
}

fn outer(a: Bound, b: Bound, pick: fn(Day, Day) -> Day) -> Bound {
    match (a, b) {
        (Bound::Day(a), Bound::Day(b)) => Bound::Day(pick(a, b)),
        _ => Bound::Open,
    }
}

/// First and last day a date may be, widened where approximate; `None` beyond computable years.
fn span_of(date: &Date, tolerance: Tolerance) -> Option<(Day, Day)> {
    let bounds = edtf_core::Edtf::Date(*date).bounds();
    let (first, last) = (day_of(bounds.earliest)?, day_of(bounds.latest)?);
    Some(match approximate_component(date) {
        None => (first, last),
        Some(Precision::Day) => {
            let days = i32::from(tolerance.approximate_days);
            (first.plus_days(-days), last.plus_days(days))
        }
        Some(Precision::Month) => widen_months(first, last, i32::from(tolerance.approximate_months)),
        Some(_) => widen_months(first, last, i32::from(tolerance.approximate_years) * 12),
    })
}

/// Widens by whole months; a span that ends with its month still does so afterwards.
fn widen_months(first: Day, last: Day, months: i32) -> (Day, Day) {
    let next = last.plus_days(1);
    let last = if next.to_ymd().2 == 1 { next.plus_months(months).plus_days(-1) } else { last.plus_months(months) };
    (first.plus_months(-months), last)
}

fn day_of(bound: edtf_core::Bound) -> Option<Day> {
    match bound {
        edtf_core::Bound::Date(date) if YEARS.contains(&date.year) => {
            Day::from_ymd(date.year as i32, date.month.into(), date.day.into())
        }
        _ => None,
    }
}

/// The finest component marked approximate, as day, month (or season) or year.
fn approximate_component(date: &Date) -> Option<Precision> {
    let marked =
        |field: Option<edtf_core::DateField>| field.is_some_and(|f| f.qualifier.approximate && !f.has_unspecified());
    if marked(date.day) {
        Some(Precision::Day)
    } else if marked(date.month) {
        Some(Precision::Month)
    } else if date.is_approximate() {
        Some(Precision::Year)
    } else {
        None
    }
}

fn precision_of(date: &Date) -> Precision {
    let specified = |field: Option<edtf_core::DateField>| field.filter(|f| !f.has_unspecified());
    let year = match (date.year.kind, date.year.significant_digits) {
        (YearKind::Standard { digits, .. }, None) => match digits.iter().rev().take_while(|d| d.is_none()).count() {
            0 => Precision::Year,
            1 => Precision::Decade,
            _ => Precision::Century,
        },
        (YearKind::Standard { .. }, Some(4)) | (_, None) => Precision::Year,
        (YearKind::Standard { .. }, Some(3)) => Precision::Decade,
        (_, Some(_)) => Precision::Century,
    };
    match (specified(date.month), specified(date.day)) {
        (Some(_), Some(_)) => Precision::Day,
        (Some(month), None) if month.value().is_some_and(|code| code > 12) => Precision::Season,
        (Some(_), None) => Precision::Month,
        (None, _) => year,
    }
}
