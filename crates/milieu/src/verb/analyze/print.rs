//! An answer for reading: the numbers first, what was left out, then the sheets, long ones cut.

use std::io::{self, Write};
use std::process::ExitCode;

use milieu_method::registry;
use milieu_view::page::{DatumShown, Label, NumberShown, SheetShown};
use unicode_width::UnicodeWidthStr as _;

use super::write::Answer;
use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// Rows of a sheet that are printed before the rest is only counted.
const ROWS: usize = 12;
/// Significant digits of a number for reading; JSON, CSV and Parquet have all.
const DIGITS: i32 = 5;

/// `milieu analyze --methods`.
pub fn methods() -> Result<ExitCode, Failure> {
    let mut out = terminal::stdout();
    let width = registry::METHODS.iter().map(|method| method.name.width()).max().unwrap_or(0);
    for method in registry::METHODS {
        writeln!(out, "{:width$}  {}", method.name, method.question.en)?;
    }
    writeln!(out, "\nInputs that a study makes for them (from = \"…\" in analyses/*.toml):")?;
    let width = registry::EXTRACTS.iter().map(|extract| extract.name.width()).max().unwrap_or(0);
    for extract in registry::EXTRACTS {
        writeln!(out, "{:width$}  {}", extract.name, extract.title.en)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// An answer as a whole.
pub fn answer(out: &mut impl Write, answer: &Answer<'_>, colour: Colour) -> io::Result<()> {
    let (asked, result) = (answer.asked, answer.result);
    let bold = |text: &str| if colour.on_stdout() { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() };
    let head = bold(answer.id.unwrap_or(asked.method.title.en));
    let seed = result.seed.map_or(String::new(), |seed| format!(", seed {seed}"));
    writeln!(out, "{head}: {}, {} of {} rows used{seed}", asked.table.name, result.used_count, asked.table.len())?;
    let name = |n: &NumberShown| {
        let of = if n.of.is_empty() { String::new() } else { format!(" ({})", clean(&n.of)) };
        format!("{}{of}", english(&n.label))
    };
    let width = result.numbers.iter().map(|n| name(n).width()).max().unwrap_or(0);
    for number in &result.numbers {
        let name = name(number);
        let gap = " ".repeat(width.saturating_sub(name.width()));
        writeln!(out, "  {name}{gap}  {}", value(number))?;
    }
    for note in &result.notes {
        let detail = if note.detail.is_empty() { String::new() } else { format!(" ({})", clean(&note.detail)) };
        writeln!(out, "{}: {}{detail}", if note.warns { "warning" } else { "note" }, english(&note.words))?;
    }
    for left in &result.left_out {
        let detail = if left.detail.is_empty() { String::new() } else { format!(" ({})", clean(&left.detail)) };
        writeln!(out, "left out: {}, {}{detail}", left.count, english(&left.reason))?;
    }
    for one in &result.sheets {
        writeln!(out, "\n{}", bold(&format!("{} ({})", english(&one.title), one.id)))?;
        sheet(out, one, ROWS)?;
    }
    writeln!(out)
}

/// A number with its interval and probability, short.
pub fn value(number: &NumberShown) -> String {
    let finite = |value: Option<f64>, none: &str| value.map_or_else(|| none.to_owned(), short);
    let mut text = match (number.value, number.word.as_str()) {
        (Some(value), _) => short(value),
        (None, "Inf") => "never reached".to_owned(),
        (None, "") => "none".to_owned(),
        (None, word) => word.to_owned(),
    };
    if let Some([lower, upper]) = number.interval {
        text.push_str(&format!("  [{}, {}]", finite(lower, "-∞"), finite(upper, "∞")));
    }
    if let Some(p) = number.p {
        text.push_str(&format!("  p {}", short(p)));
    }
    text
}

/// The first rows of a sheet, in columns.
pub fn sheet(out: &mut impl Write, sheet: &SheetShown, rows: usize) -> io::Result<()> {
    let shown: Vec<Vec<String>> = sheet.rows.iter().take(rows).map(|row| row.iter().map(text).collect()).collect();
    let widths: Vec<usize> = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(at, name)| shown.iter().map(|row| row[at].width()).chain([clean(name).width()]).max().unwrap_or(0))
        .collect();
    let is_number =
        |at: usize| sheet.rows.iter().all(|row| !matches!(row[at], DatumShown::Text(_) | DatumShown::Flag(_)));
    let right: Vec<bool> = (0..widths.len()).map(is_number).collect();
    let mut line = |cells: &[String]| {
        let mut text = String::new();
        for ((cell, &width), &right) in cells.iter().zip(&widths).zip(&right) {
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            let (before, after) = if right { (gap.as_str(), "") } else { ("", gap.as_str()) };
            text.extend(["  ", before, cell, after]);
        }
        writeln!(out, "{}", text.trim_end())
    };
    line(&sheet.columns.iter().map(|name| clean(name)).collect::<Vec<_>>())?;
    for row in &shown {
        line(row)?;
    }
    match sheet.rows.len().saturating_sub(rows) {
        0 => Ok(()),
        more => writeln!(out, "  … and {more} more: --sheet {} prints all", sheet.id),
    }
}

fn text(datum: &DatumShown) -> String {
    match datum {
        DatumShown::Missing(()) => "·".to_owned(),
        DatumShown::Number(n) => short(*n),
        DatumShown::Count(n) => n.to_string(),
        DatumShown::Text(text) => clean(text),
        DatumShown::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
    }
}

pub fn english(label: &Label) -> &str {
    label.get("en").or_else(|| label.values().next()).map_or("", String::as_str)
}

/// Without control characters: no cell speaks to a terminal.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Whole numbers as such, others with a few significant digits.
fn short(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value}");
    }
    let size = value.abs().log10().floor() as i32;
    if !(-5..15).contains(&size) {
        return format!("{value:.*e}", (DIGITS - 1) as usize);
    }
    let places = (DIGITS - 1 - size).max(0) as usize;
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_are_short() {
        let cases = [
            (310.0, "310"),
            (0.123_456_78, "0.12346"),
            (1_234.567_8, "1234.6"),
            (1e-9, "1.0000e-9"),
            (-2.5, "-2.5"),
            (0.0, "0"),
            (99_999.96, "100000"),
        ];
        for (value, text) in cases {
            assert_eq!(short(value), text);
        }
    }
}
