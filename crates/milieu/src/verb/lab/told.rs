//! How numbers of runs are told: as aligned text, or as a file by its ending.

use std::io::Write;
use std::path::Path;

use milieu_lab::record::{INDICATORS, Indicator, position};
use milieu_lab::scenario::Scenario;
use milieu_view::answer;
use milieu_view::page::{DatumShown, Label, SheetShown};

use crate::failure::Failure;
use crate::verb::analyze::{parquet, write};

/// A sheet of results under a title.
pub fn sheet(id: &str, title: &str, columns: &[&str], rows: Vec<Vec<DatumShown>>) -> SheetShown {
    SheetShown {
        id: id.to_owned(),
        title: Label::from([("en".to_owned(), title.to_owned())]),
        columns: columns.iter().map(|&c| c.to_owned()).collect(),
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows,
        evidence: vec![],
    }
}

/// A number, missing where there is none.
pub fn number(value: Option<f64>) -> DatumShown {
    value.filter(|x| x.is_finite()).map_or(DatumShown::Missing(()), DatumShown::Number)
}

/// Words.
pub fn text(words: impl Into<String>) -> DatumShown {
    DatumShown::Text(words.into())
}

/// Writes a sheet as the file's ending says: CSV or Parquet.
pub fn file(path: &Path, sheet: &SheetShown) -> Result<(), Failure> {
    let bytes = match path.extension().and_then(|e| e.to_str()) {
        Some("csv") => answer::csv(sheet),
        Some("parquet") => parquet::encode(sheet)?,
        _ => return Err(Failure::new(format!("{} ends in neither .csv nor .parquet", path.display()))),
    };
    write::beside(path, &bytes)
}

/// The scenario's title and question.
pub fn title(out: &mut impl Write, scenario: &Scenario) -> Result<(), Failure> {
    for line in [&scenario.title, &scenario.question].into_iter().filter(|line| !line.is_empty()) {
        writeln!(out, "{line}")?;
    }
    Ok(writeln!(out)?)
}

/// A number with four significant digits, grouped by thousands.
pub fn amount(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let size = value.abs();
    if size >= 1e15 || (size > 0.0 && size < 1e-3) {
        return format!("{value:.3e}");
    }
    let digits = if size >= 1_000.0 {
        0
    } else if size >= 100.0 {
        1
    } else if size >= 10.0 {
        2
    } else {
        3
    };
    let plain = format!("{size:.digits$}");
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let grouped: Vec<&str> = whole.as_bytes().rchunks(3).rev().filter_map(|c| std::str::from_utf8(c).ok()).collect();
    let sign = if value < 0.0 { "−" } else { "" };
    format!("{sign}{}{rest}", grouped.join(","))
}

/// The indicators of these names; all if none is named.
pub fn indicators(names: &[String]) -> Result<Vec<(usize, &'static Indicator)>, Failure> {
    if names.is_empty() {
        return Ok(INDICATORS.iter().enumerate().collect());
    }
    let of = |name: &String| {
        position(name).map(|at| (at, &INDICATORS[at])).ok_or_else(|| {
            let all: Vec<&str> = INDICATORS.iter().map(|i| i.name).collect();
            Failure::new(format!("there is no indicator `{name}`; there are {}", all.join(", ")))
        })
    };
    names.iter().map(of).collect()
}

/// Prints rows under a head, columns as wide as what stands in them; all but the first are set to the right.
pub fn columns(out: &mut impl Write, head: &[&str], rows: &[Vec<String>]) -> Result<(), Failure> {
    let width = |at: usize| {
        let cells = rows.iter().map(|row| row[at].chars().count());
        cells.chain([head[at].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        let set: Vec<String> = cells
            .zip(&widths)
            .enumerate()
            .map(|(at, (cell, &width))| if at == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") })
            .collect();
        writeln!(out, "{}", set.join("  ").trim_end())
    };
    line(&mut head.iter().copied())?;
    rows.iter().try_for_each(|row| line(&mut row.iter().map(String::as_str)))?;
    Ok(())
}

/// What every answer of the lab says.
pub fn caution() -> String {
    let assumed = parameters_by_status();
    format!("The lab explains, it does not forecast: {assumed}. A band over seeds shows chance, not what is unknown.")
}

/// Such as `34 of 60 parameters are assumed`.
fn parameters_by_status() -> String {
    let (assumed, all) = milieu_lab::rule::assumed();
    format!("{assumed} of {all} parameters are assumed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_digits_they_need() {
        let of = [0.0, 0.12345, 12.345, 123.45, 1_234_567.8, -9_876.7, 0.000_012, f64::NAN].map(amount);
        assert_eq!(of, ["0.000", "0.123", "12.35", "123.5", "1,234,568", "−9,877", "1.200e-5", "–"]);
    }

    #[test]
    fn an_unknown_indicator_is_told_with_the_known() {
        let wrong = indicators(&["rents".to_owned()]).expect_err("unknown").to_string();
        assert!(wrong.contains("`rents`") && wrong.contains("rent-office"), "{wrong}");
    }
}
