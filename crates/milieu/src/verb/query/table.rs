//! An answer for reading: columns side by side, numbers to the right, long words cut.

use std::io::Write;

use milieu_store::{Cell, Query};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::failure::Failure;

/// Widest column, in terminal columns; longer words are cut.
const WIDEST: usize = 60;
/// Rows that are held to find the widths; the widths of the first of them hold for all.
const MEASURED: usize = 1000;

struct Shown {
    text: String,
    is_number: bool,
}

/// Writes the answer and, below it, how many rows it has.
pub fn write(out: &mut impl Write, query: &mut Query<'_>) -> Result<(), Failure> {
    let names: Vec<Shown> = query.columns().iter().map(|name| Shown { text: clean(name), is_number: false }).collect();
    let mut held: Vec<Vec<Shown>> = vec![];
    let mut widths: Option<Vec<usize>> = None;
    let mut count = 0_usize;
    query.each(|row| {
        count += 1;
        let shown: Vec<Shown> = row.iter().map(shown).collect();
        match &widths {
            Some(widths) => line(out, &shown, widths)?,
            None => {
                held.push(shown);
                if held.len() == MEASURED {
                    widths = Some(head(out, &names, &held)?);
                    held.clear();
                }
            }
        }
        Ok::<(), Failure>(())
    })?;
    if widths.is_none() {
        head(out, &names, &held)?;
    }
    Ok(writeln!(out, "({count} {})", if count == 1 { "row" } else { "rows" })?)
}

/// Writes the names and the rows held; returns the widths.
fn head(out: &mut impl Write, names: &[Shown], held: &[Vec<Shown>]) -> Result<Vec<usize>, Failure> {
    let mut widths: Vec<usize> = names.iter().map(|n| n.text.width()).collect();
    for row in held {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.text.width());
        }
    }
    line(out, names, &widths)?;
    let rules: Vec<Shown> = widths.iter().map(|&w| Shown { text: "─".repeat(w), is_number: false }).collect();
    line(out, &rules, &widths)?;
    for row in held {
        line(out, row, &widths)?;
    }
    Ok(widths)
}

fn line(out: &mut impl Write, cells: &[Shown], widths: &[usize]) -> Result<(), Failure> {
    let mut text = String::new();
    for (cell, &width) in cells.iter().zip(widths) {
        let gap = " ".repeat(width.saturating_sub(cell.text.width()));
        let (before, after) = if cell.is_number { (gap.as_str(), "") } else { ("", gap.as_str()) };
        text.extend([before, &cell.text, after, "  "]);
    }
    Ok(writeln!(out, "{}", text.trim_end())?)
}

fn shown(cell: &Cell<'_>) -> Shown {
    Shown { text: clean(&cell.to_string()), is_number: matches!(cell, Cell::Integer(_) | Cell::Real(_)) }
}

/// On one line, without control characters, cut.
fn clean(text: &str) -> String {
    let mut kept = String::new();
    let mut width = 0;
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        width += c.width().unwrap_or(0);
        if width >= WIDEST {
            kept.push('…');
            break;
        }
        kept.push(c);
    }
    kept
}
