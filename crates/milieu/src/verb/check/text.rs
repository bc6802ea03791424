//! Findings for people: each with its place, many alike only once said, a summary at the end.

use std::collections::BTreeMap;
use std::io::{self, Write};

use milieu_study::diagnostic::{self, FileIx};
use milieu_study::{Checked, Diagnostic, Severity, Span, Study};

/// How a finding is printed.
#[derive(Clone, Copy, Debug)]
pub enum Style {
    /// With the lines it stands in.
    Long {
        /// Whether coloured.
        colour: bool,
        /// Columns to stay within.
        width: usize,
    },
    /// On one line.
    Short,
}

/// Findings of one code in one file that are shown before the rest is only counted.
const SHOWN: usize = 20;

/// Writes the findings and the summary.
pub fn write(out: &mut impl Write, name: &str, checked: &Checked<Study>, style: Style, all: bool) -> io::Result<()> {
    let study = &checked.value;
    let alike = |d: &Diagnostic| (d.lint.code, d.at.map(|at| at.file));
    let mut totals: BTreeMap<(&str, Option<FileIx>), usize> = BTreeMap::new();
    for d in &checked.diagnostics {
        *totals.entry(alike(d)).or_default() += 1;
    }
    let mut seen: BTreeMap<(&str, Option<FileIx>), usize> = BTreeMap::new();
    for d in &checked.diagnostics {
        let seen = seen.entry(alike(d)).or_default();
        *seen += 1;
        if all || *seen <= SHOWN {
            finding(out, study, d, style)?;
        }
        let total = totals[&alike(d)];
        if !all && *seen == SHOWN && total > SHOWN {
            let (n, file) = (grouped(total - SHOWN), d.at.map_or("the study", |at| &study.file(at.file).path));
            write!(out, "… and {n} more of {} in {file}: --all shows them\n{}", d.lint.code, style.gap())?;
        }
    }
    writeln!(out, "{}", summary(name, checked, style))
}

impl Style {
    fn gap(self) -> &'static str {
        if matches!(self, Self::Short) { "" } else { "\n" }
    }
}

fn finding(out: &mut impl Write, study: &Study, d: &Diagnostic, style: Style) -> io::Result<()> {
    match style {
        Style::Short => {
            writeln!(out, "{}{}[{}]: {}", place(study, d.at), d.severity.word(), d.lint.code, line(&d.message))
        }
        Style::Long { colour, width } => {
            writeln!(out, "{}\n", diagnostic::render(study, d, diagnostic::Style { colour, width }))
        }
    }
}

/// `places.csv:3:8: `, without numbers where the file as a whole is meant, blank for the study.
fn place(study: &Study, at: Option<Span>) -> String {
    let Some(at) = at else { return String::new() };
    let file = study.file(at.file);
    if at.is_file() {
        return format!("{}: ", line(&file.path));
    }
    let start = file.line_column(at.start);
    format!("{}:{}:{}: ", line(&file.path), start.line, start.column)
}

/// Without control characters: no cell speaks to a terminal, and one line stays one.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// `checked maker-cities: 12,345 facts, 412 entities, 298 sources; 1 warning, 37 notes (16 contradictions kept)`.
fn summary(name: &str, checked: &Checked<Study>, style: Style) -> String {
    let study = &checked.value;
    let counts = checked.counts();
    let found: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|s| counts[*s as usize] > 0)
        .map(|s| number_of(counts[s as usize], s.word(), &format!("{}s", s.word())))
        .collect();
    let found = if found.is_empty() { "nothing to mend".to_owned() } else { found.join(", ") };
    let kept = match study.conflicts.len() {
        0 => String::new(),
        n => format!(" ({} kept)", number_of(n, "contradiction", "contradictions")),
    };
    let word = match style {
        Style::Long { colour: true, .. } if counts[0] > 0 => "\x1b[1;31mchecked\x1b[0m",
        Style::Long { colour: true, .. } => "\x1b[1;32mchecked\x1b[0m",
        _ => "checked",
    };
    format!(
        "{word} {}: {}, {}, {}; {found}{kept}",
        line(name),
        number_of(study.facts.len(), "fact", "facts"),
        number_of(study.entities.len(), "entity", "entities"),
        number_of(study.sources.len(), "source", "sources"),
    )
}

fn number_of(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// A number with commas between its thousands.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut shown = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
