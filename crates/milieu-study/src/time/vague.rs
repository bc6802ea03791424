//! Readers of the common ways to write dates that are not EDTF.
//!
//! Each takes text in lower case with ASCII digits and single spaces, and gives EDTF only if the
//! text means nothing else, or a set of all readings if it means one of several.

use super::Day;
use super::propose::{Reading, is_edtf};
use super::words::{
    ABOUT, ABOUT_AFTER, AFTER, AFTER_AFTER, BEFORE, BEFORE_AFTER, DOUBTFUL, DOUBTFUL_AFTER, NOW, PART_PREFIXES,
    PART_SUFFIXES, Part, month, season,
};

/// The first reader that understands the text.
pub(super) fn read(text: &str) -> Option<Reading> {
    simple(text)
        .or_else(|| range(text))
        .or_else(|| limit(text))
        .or_else(|| qualified(text))
        .or_else(|| alternatives(text))
        .or_else(|| reversed(text))
}

fn reading(problem: &'static str, edtf: impl Into<String>) -> Option<Reading> {
    let edtf = edtf.into();
    is_edtf(&edtf).then_some(Reading { problem, edtf })
}

/// A single date.
fn simple(text: &str) -> Option<Reading> {
    let valid = text.to_uppercase();
    if is_edtf(&valid) {
        return reading("figures, hyphens and `X` must be plain ones, without blanks around them", valid);
    }
    serial(text)
        .or_else(|| numeric(text))
        .or_else(|| with_time(text))
        .or_else(|| chinese(text))
        .or_else(|| decade(text))
        .or_else(|| part(text))
        .or_else(|| in_words(text))
        .or_else(|| masked(text))
}

/// A date that qualifiers or limits may be put on: not a set or an interval.
fn one_date(text: &str) -> Option<String> {
    let edtf = simple(text.trim())?.edtf;
    (!edtf.contains(['[', '{', '/'])).then_some(edtf)
}

/// `40179`: days since 1899-12-30, as spreadsheets of the 1900 system count from March 1900 on.
fn serial(text: &str) -> Option<Reading> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if days.len() != 5 || !all_digits(days) || !all_digits(fraction) {
        return None;
    }
    let days: i32 = days.parse().ok()?;
    // 25 569 is 1970-01-01. The serials taken seriously reach from 1927 to 2119.
    (10_000..=80_000).contains(&days).then_some(())?;
    let problem = "this looks like a spreadsheet's count of days (1900 system), not like a date";
    reading(problem, Day(days - 25_569).to_string())
}

/// Figures with dots, slashes, hyphens or blanks, or with nothing between.
fn numeric(text: &str) -> Option<Reading> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let parts: Vec<&str> = match separator {
        Some(c @ ('.' | '/' | '-' | '~' | ' ')) => text.split(c).map(str::trim).collect(),
        Some(_) => return None,
        None => vec![text],
    };
    if !parts.iter().all(|part| all_digits(part)) {
        return None;
    }
    const FORM: &str = "a date is written year first, with hyphens and two digits for month and day";
    match parts[..] {
        [run] if run.len() == 8 => reading(FORM, format!("{}-{}-{}", &run[..4], &run[4..6], &run[6..])),
        [run] if run.len() == 6 => reading(FORM, format!("{}-{}", &run[..4], &run[4..])),
        [year, "0" | "00"] if year.len() == 4 && separator == Some('.') => {
            reading("a year is written without decimals", year)
        }
        [year, month] if year.len() == 4 && separator == Some('~') => reading(
            "a month is joined with a hyphen, and `~` (approximately) stands last",
            year_month(year, month) + "~",
        ),
        [year, month] if year.len() == 4 && month.len() <= 2 => match separator {
            Some('/') => reading(
                "a month is joined with a hyphen; an interval between two years needs both in full",
                year_month(year, month),
            ),
            _ => reading(FORM, year_month(year, month)),
        }
        .or_else(|| short_range(year, month)),
        [month, year] if year.len() == 4 && month.len() <= 2 => reading(FORM, year_month(year, month)),
        [_, _, _, ..] if parts.iter().all(|p| p.len() == 4) && separator == Some('/') => {
            reading("one of several dates is written as a set in `[ ]`", format!("[{}]", parts.join(",")))
        }
        [year, a, b] if year.len() == 4 => reading(FORM, ymd(year, a, b)).or_else(|| reading(FORM, ymd(year, b, a))),
        [a, b, year] if a.len() <= 2 && b.len() <= 2 => day_month(a, b, year),
        _ => None,
    }
}

fn year_month(year: &str, month: &str) -> String {
    format!("{year}-{month:0>2}")
}

fn ymd(year: &str, month: &str, day: &str) -> String {
    format!("{year}-{month:0>2}-{day:0>2}")
}

/// `2009-13`: from 2009 to 2013.
fn short_range(year: &str, end: &str) -> Option<Reading> {
    let end = format!("{}{end}", year.get(..2)?);
    (end.len() == 4 && end.as_str() > year).then_some(())?;
    reading("an interval is written with `/` between two full years", format!("{year}/{end}"))
}

/// `15.06.2015`, `6/15/15`: day and month in either order.
fn day_month(a: &str, b: &str, year: &str) -> Option<Reading> {
    let short = year.len() == 2;
    let year = match year.len() {
        4 => year.to_owned(),
        // Two digits: the hundred years from 1950 to 2049.
        2 => format!("{}{year}", if year < "50" { "20" } else { "19" }),
        _ => return None,
    };
    let (one, other) = (ymd(&year, a, b), ymd(&year, b, a));
    match (is_edtf(&one), is_edtf(&other)) {
        (true, true) if one != other => reading(
            "day and month could be either way round; write the date the source means, or keep both readings as a set",
            format!("[{},{}]", (&one).min(&other), (&one).max(&other)),
        ),
        _ => reading(
            if short {
                "the year needs four digits, and a date is written year first, with hyphens"
            } else {
                "a date is written year first, with hyphens and two digits for month and day"
            },
            if is_edtf(&one) { one } else { other },
        ),
    }
}

/// `2010-06-15 00:00`: what spreadsheets and databases export.
fn with_time(text: &str) -> Option<Reading> {
    let (date, time) = text.split_once([' ', 't'])?;
    let clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'z' | ' ' | 'a' | 'p' | 'm');
    let is_time = time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit()) && time.chars().all(clock);
    let day = if is_time { one_date(date)? } else { return None };
    reading("the time of day is not used", day)
}

/// `2010年6月15日`, with or without blanks.
fn chinese(text: &str) -> Option<Reading> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    let (year, rest) = text.split_once('年')?;
    if year.len() != 4 || !all_digits(year) {
        return None;
    }
    const FORM: &str = "a date is written in figures with hyphens: year, month, day";
    if rest.is_empty() {
        return reading("a year is written as four digits alone", year);
    }
    if let Some(code) = season(rest) {
        return reading("a season is written as month 21 (spring) to 24 (winter)", format!("{year}-{code}"));
    }
    let (month, day) = rest.split_once(['月'])?;
    if !all_digits(month) {
        return None;
    }
    match day.strip_suffix(['日', '号', '號']) {
        Some(day) if all_digits(day) => reading(FORM, ymd(year, month, day)),
        None if day.is_empty() => reading(FORM, year_month(year, month)),
        _ => None,
    }
}

/// `2010s`, `the 1990's`, `années 2010`, `2010年代`, `21st century`.
fn decade(text: &str) -> Option<Reading> {
    const FORM: &str = "digits that are not known are written `X`";
    let bare = text.trim_start_matches("the ").trim_start_matches("les ").trim_start_matches("années ");
    let year = ["年代", "'s", "s"].iter().find_map(|s| bare.strip_suffix(s));
    let year = year.or_else(|| (bare != text && text.contains("années")).then_some(bare));
    if let Some(decade) = year.filter(|y| y.len() == 4 && all_digits(y)).and_then(|y| y.strip_suffix('0')) {
        return reading(FORM, format!("{decade}X"));
    }
    let century = bare.strip_suffix(" century")?;
    let century = ["st", "nd", "rd", "th"].iter().find_map(|s| century.strip_suffix(s))?;
    let century: u32 = if all_digits(century) { century.parse().ok()? } else { return None };
    reading(FORM, format!("{:02}XX", century.checked_sub(1)?))
}

/// `mid 2009`, `early 2010s`, `Q3 2010`, `2010年底`.
fn part(text: &str) -> Option<Reading> {
    let prefixed = PART_PREFIXES.iter().find_map(|(words, part)| Some((text.strip_prefix(words)?, *part)));
    let (rest, part) = prefixed.or_else(|| {
        let suffixed = |(words, part): &(&'static str, Part)| Some((text.strip_suffix(words)?, *part));
        PART_SUFFIXES.iter().find_map(suffixed)
    })?;
    let rest = rest.trim().trim_start_matches("de ").trim_start_matches("the ").trim_end_matches(['-', '年']);
    let whole = if all_digits(rest) && rest.len() == 4 { rest.to_owned() } else { one_date(rest)? };
    reading(
        "a part of a longer time is written as one of its months, years or days: a set in `[ ]`",
        part_of(&whole, part)?,
    )
}

/// The part of a year in months, of a decade in years or of a month in days, as a set.
fn part_of(whole: &str, part: Part) -> Option<String> {
    let thirds = |first: u32, second: u32, last: u32| match part {
        Part::Early => Some((1, first)),
        Part::Middle => Some((first + 1, second)),
        Part::Late => Some((second + 1, last)),
        _ => None,
    };
    if let Some(decade) = whole.strip_suffix('X').filter(|d| all_digits(d)) {
        let (from, to) = thirds(4, 7, 10)?;
        return Some(format!("[{decade}{}..{decade}{}]", from - 1, to - 1));
    }
    if whole.len() == 4 && all_digits(whole) {
        let (from, to) = match part {
            Part::FirstHalf => (1, 6),
            Part::SecondHalf => (7, 12),
            Part::Quarter(quarter) => (quarter * 3 + 1, quarter * 3 + 3),
            _ => thirds(4, 8, 12)?,
        };
        return Some(format!("[{whole}-{from:02}..{whole}-{to:02}]"));
    }
    if whole.len() == 7 {
        let (year, month) = whole.split_once('-')?;
        let length = super::day::days_in_month(year.parse().ok()?, month.parse().ok()?);
        let (from, to) = thirds(10, 20, length)?;
        return Some(format!("[{whole}-{from:02}..{whole}-{to:02}]"));
    }
    None
}

/// `June 2010`, `15 juin 2010`, `June 15th, 2010`, `spring 2011`, `Jun-10`.
fn in_words(text: &str) -> Option<Reading> {
    let mut month_or_season = None;
    let mut year = None;
    let mut numbers = Vec::new();
    for token in text.split([' ', ',', '-', '/', '.']) {
        let figure = ["st", "nd", "rd", "th", "er"].iter().find_map(|s| token.strip_suffix(s)).unwrap_or(token);
        if matches!(token, "" | "of" | "the" | "in" | "on" | "de" | "le" | "en" | "du") {
            continue;
        } else if let Some(code) = month(token).or_else(|| season(token)) {
            if month_or_season.replace(code).is_some() {
                return None;
            }
        } else if all_digits(token) && token.len() == 4 {
            if year.replace(token.to_owned()).is_some() {
                return None;
            }
        } else if all_digits(figure) && figure.len() <= 2 {
            numbers.push(figure);
        } else {
            return None;
        }
    }
    let code = month_or_season?;
    // `15-Jun-10`, `Jun-10`: with no other year, the last of the short numbers is it.
    let year = match year {
        Some(year) => year,
        None if numbers.last()?.len() == 2 && (text.contains('-') || numbers.len() == 2) => {
            let short = numbers.pop()?;
            format!("{}{short}", if short < "50" { "20" } else { "19" })
        }
        None => return None,
    };
    match numbers[..] {
        [] if code > 12 => reading("a season is written as month 21 (spring) to 24 (winter)", format!("{year}-{code}")),
        [] => reading("a month is written in figures after the year", format!("{year}-{code:02}")),
        [day] => reading("a date is written in figures: year, month, day", ymd(&year, &code.to_string(), day)),
        _ => None,
    }
}

/// `201?`, `20??`, `2011-??`, `201_`: unknown digits written otherwise.
fn masked(text: &str) -> Option<Reading> {
    let masks = text.replace(['?', '_', '*', 'u'], "X").to_uppercase();
    let shape = masks.len() >= 4 && masks.bytes().all(|b| b.is_ascii_digit() || b == b'X' || b == b'-');
    // `2011?` is a whole year in doubt, not one digit too many.
    (shape && masks != text.to_uppercase()).then_some(())?;
    reading("digits that are not known are written `X`", masks)
}

/// `c. 2010`, `2010年左右`, `maybe 2011`.
fn qualified(text: &str) -> Option<Reading> {
    if let Some(date) = affixed(text, ABOUT, ABOUT_AFTER).and_then(one_date) {
        return reading("*approximately* is written with `~` after the date", with_mark(&date, '~'));
    }
    let date = affixed(text, DOUBTFUL, DOUBTFUL_AFTER).and_then(|rest| {
        one_date(rest)
            .or_else(|| affixed(rest.trim(), ABOUT, ABOUT_AFTER).and_then(one_date).map(|d| with_mark(&d, '~')))
    })?;
    reading("doubt about a date is written with `?` after it", with_mark(&date, '?'))
}

/// Adds a mark, making `~` and `?` together `%`.
fn with_mark(date: &str, mark: char) -> String {
    match date.strip_suffix(['~', '?', '%']) {
        Some(bare) if !date.ends_with(mark) => format!("{bare}%"),
        Some(_) => date.to_owned(),
        None => format!("{date}{mark}"),
    }
}

/// A date with or without a qualifier.
fn side(text: &str) -> Option<String> {
    one_date(text).or_else(|| Some(qualified(text.trim())?.edtf).filter(|edtf| !edtf.contains(['[', '{', '/'])))
}

/// `before 2013`, `since 2010`, `2010年以后`, `2010-`.
fn limit(text: &str) -> Option<Reading> {
    if let Some(date) = affixed(text, BEFORE, BEFORE_AFTER).and_then(side) {
        return reading("*before* is an interval whose start is open (`..`)", format!("../{date}"));
    }
    let date = affixed(text, AFTER, AFTER_AFTER).and_then(side)?;
    reading("*after* is an interval whose end is open (`..`)", format!("{date}/.."))
}

/// `2009-2013`, `from 2009 to 2013`, `2009年至2013年`, `2010 to present`, `between 2009 and 2013`.
fn range(text: &str) -> Option<Reading> {
    for (open, joint) in [("between ", " and "), ("entre ", " et ")] {
        if let Some((a, b)) = text.strip_prefix(open).and_then(|rest| rest.split_once(joint)) {
            let set = format!("[{}..{}]", one_date(a)?, one_date(b)?);
            return reading("a time between two dates is written as a set in `[ ]`", set);
        }
    }
    const JOINTS: &[&str] =
        &[" to ", " until ", " till ", " through ", " thru ", " à ", " au ", " - ", "至", "到", "..", "~", "-", "/"];
    let bare = ["from ", "de ", "du ", "depuis ", "自", "从"].iter().find_map(|p| text.strip_prefix(p)).unwrap_or(text);
    JOINTS.iter().find_map(|joint| {
        bare.match_indices(joint).find_map(|(at, _)| {
            let (from, to) = (bare[..at].trim(), bare[at + joint.len()..].trim());
            let start = side(from).or_else(|| shared(from, to))?;
            if NOW.contains(&to) {
                let problem = "what has not ended is an interval whose end is open (`..`)";
                return reading(problem, format!("{start}/.."));
            }
            reading("an interval is written with `/` between its dates", format!("{start}/{}", side(to)?))
        })
    })
}

/// The start of `June to August 2010`, `5-7 June 2010`: what it lacks stands at the end.
fn shared(from: &str, to: &str) -> Option<String> {
    to.match_indices(' ').find_map(|(at, _)| side(&format!("{from}{}", &to[at..])))
}

/// `2011 or 2012`, `2009, 2010 and 2011`.
fn alternatives(text: &str) -> Option<Reading> {
    let or = text.replace(" ou ", " or ").replace('或', " or ");
    if or.contains(" or ") {
        let dates = or.split(" or ").flat_map(|p| p.split(',')).map(one_date).collect::<Option<Vec<_>>>()?;
        return reading("one of several dates is written as a set in `[ ]`", format!("[{}]", dates.join(",")));
    }
    let and = text.replace(" and ", ",").replace(" et ", ",").replace(['&', '和', '、', ';', '，'], ",");
    let dates = and.split(',').map(one_date).collect::<Option<Vec<_>>>()?;
    let problem = "all of several dates are written as a set in `{ }`; for one of them, not known which, use `[ ]`";
    (dates.len() > 1).then(|| reading(problem, format!("{{{}}}", dates.join(","))))?
}

/// `2013/2009`: the sides the other way round.
fn reversed(text: &str) -> Option<Reading> {
    let (a, b) = text.split_once('/')?;
    reading("the interval ends before it begins", format!("{}/{}", side(b)?, side(a)?))
}

/// The text without one of these words before it or after it.
fn affixed<'a>(text: &'a str, before: &[&str], after: &[&str]) -> Option<&'a str> {
    before
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .or_else(|| after.iter().find_map(|word| text.strip_suffix(word)))
        .map(str::trim)
        .filter(|rest| !rest.is_empty())
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
