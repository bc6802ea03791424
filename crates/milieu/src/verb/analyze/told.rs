//! A refusal as it is told: the option or the cell it is about, what, why, how to mend it.

use std::io::Write as _;

use milieu_method::analysis::{At, LINTS, Method, Refusal, Table};
use milieu_study::diagnostic::{FileIx, Style, render};
use milieu_study::file::StudyFile;
use milieu_study::{Severity, Span, Study, table};
use serde::Serialize;

use super::direct::{self, Trouble};
use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// The command line and the tables read so far, as texts in which a place can be marked.
pub struct Told {
    study: Study,
    method: Span,
    options: Vec<(&'static str, Span)>,
}

impl Told {
    /// The command line of a method put to a table.
    pub fn new(method: &Method, table: &str, said: &[(&'static str, String)]) -> Self {
        let mut text = "milieu analyze ".to_owned();
        let file = FileIx(0);
        let start = text.len();
        text.push_str(method.name);
        let method = Span::new(file, start..text.len());
        text.push_str(&format!(" --table {table}"));
        let mut options = vec![];
        for (name, value) in said {
            text.push(' ');
            let start = text.len();
            text.push_str(&format!("--{name} {value}"));
            options.push((*name, Span::new(file, start..text.len())));
        }
        let mut study = Study::default();
        study.files.push(StudyFile::new("command line", text));
        Self { study, method, options }
    }

    /// Reads a table and remembers its text.
    pub fn table(&mut self, path: &str) -> Result<Table, Trouble> {
        let bytes = direct::bytes(path).map_err(Trouble::Failed)?;
        let table = direct::read(path, &bytes).map_err(Trouble::Refused);
        // Kept for its places only; what is not UTF-8 was refused.
        self.study.files.push(StudyFile::new(path, String::from_utf8_lossy(&bytes)));
        table
    }

    /// Says it on standard error.
    pub fn say(&self, refusal: &Refusal, colour: Colour) -> Result<(), Failure> {
        let lint = LINTS[usize::from(!matches!(refusal.at, At::Option(_)))];
        let mut found = lint.at(self.place(&refusal.at), &refusal.what).label(&refusal.why);
        found.severity = Severity::Error;
        if !refusal.help.is_empty() {
            found = found.help(&refusal.help);
        }
        let style = Style { colour: colour.on_stderr(), width: terminal::width() };
        Ok(writeln!(std::io::stderr().lock(), "{}", render(&self.study, &found, style))?)
    }

    fn place(&self, at: &At) -> Span {
        let cell = |column: &str, row: Option<usize>| {
            let file = self.study.files.get(1)?;
            // Lines of rows are those the reader counted; a blank line is no row.
            let line = match row {
                None => 1,
                Some(row) => Table::read("", file.text.as_bytes()).ok()?.rows.get(row)?.line,
            };
            Some(Span::new(FileIx(1), table::cell_at(&file.text, line, column)?))
        };
        let option = |name: &str| self.options.iter().find(|(option, _)| *option == name).map(|(_, at)| *at);
        match at {
            At::Whole => None,
            At::Option(name) => option(name),
            At::Column(column) => cell(column, None),
            At::Cell(column, row) => cell(column, Some(*row)),
        }
        .unwrap_or(self.method)
    }
}

#[derive(Serialize)]
struct Refused<'a> {
    version: &'a str,
    analysis: Option<&'a str>,
    method: &'a str,
    refusal: Why<'a>,
}

#[derive(Serialize)]
struct Why<'a> {
    name: &'a str,
    what: &'a str,
    why: &'a str,
    help: &'a str,
}

/// A refusal as one JSON object on standard output.
pub fn json(analysis: Option<&str>, method: &str, refusal: &Refusal) -> Result<(), Failure> {
    let mut out = terminal::stdout();
    out.write_all(&object(analysis, method, refusal))?;
    Ok(out.flush()?)
}

/// A refusal as one JSON object.
pub fn object(analysis: Option<&str>, method: &str, refusal: &Refusal) -> Vec<u8> {
    let refusal = Why { name: refusal.name, what: &refusal.what, why: &refusal.why, help: &refusal.help };
    let refused = Refused { version: env!("CARGO_PKG_VERSION"), analysis, method, refusal };
    let mut bytes = serde_json::to_vec_pretty(&refused).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
