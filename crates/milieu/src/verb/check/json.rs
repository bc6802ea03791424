//! Findings as one JSON object; its fields are documented in `milieu check --help`.

use std::io::{self, Write};

use milieu_study::{Checked, Diagnostic, Span, Study, diagnostic};
use serde::Serialize;

/// Longest marked text that is quoted, in characters.
const LONGEST: usize = 200;

#[derive(Serialize)]
struct Report<'a> {
    study: &'a str,
    facts: usize,
    entities: usize,
    sources: usize,
    contradictions: usize,
    counts: Counts,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    label: &'a str,
    also: Vec<Also<'a>>,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Also<'a> {
    #[serde(flatten)]
    at: Place<'a>,
    label: &'a str,
}

#[derive(Default, Serialize)]
struct Place<'a> {
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
    text: Option<String>,
}

/// Writes the object, indented, with a line end.
pub fn write(out: &mut impl Write, name: &str, checked: &Checked<Study>) -> io::Result<()> {
    let study = &checked.value;
    let [error, warning, note] = checked.counts();
    let report = Report {
        study: name,
        facts: study.facts.len(),
        entities: study.entities.len(),
        sources: study.sources.len(),
        contradictions: study.conflicts.len(),
        counts: Counts { error, warning, note },
        diagnostics: checked.diagnostics.iter().map(|d| finding(study, d)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    out.write_all(b"\n")
}

fn finding<'a>(study: &'a Study, d: &'a Diagnostic) -> Finding<'a> {
    Finding {
        code: d.lint.code,
        name: d.lint.name,
        severity: d.severity.word(),
        message: &d.message,
        at: d.at.map(|at| place(study, at)).unwrap_or_default(),
        label: &d.label,
        also: d.also.iter().map(|(at, label)| Also { at: place(study, *at), label }).collect(),
        help: d.help.as_deref(),
    }
}

fn place(study: &Study, at: Span) -> Place<'_> {
    let file = study.file(at.file);
    let path = Some(file.path.as_str());
    let Some([start, end]) = diagnostic::extent(study, at) else { return Place { file: path, ..Place::default() } };
    let marked = file.slice(at);
    let mut text: String = marked.chars().take(LONGEST).collect();
    if text.len() < marked.len() {
        text.push('…');
    }
    Place {
        file: path,
        line: Some(start.line),
        column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
        text: Some(text),
    }
}
