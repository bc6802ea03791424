//! Scenarios read from files, with what is wrong in them said as of a study's file.

use std::fs;
use std::path::Path;

use milieu_lab::scenario::{self, Scenario};
use milieu_study::diagnostic::{FileIx, Style, render};
use milieu_study::file::StudyFile;
use milieu_study::{Diagnostic, Severity, Study};

use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// A scenario and the text it was read from.
pub struct Read {
    /// The scenario.
    pub scenario: Scenario,
    file: Study,
}

/// Reads a scenario. Says what is wrong; none if it cannot be used as it stands.
pub fn scenario(path: &Path, colour: Colour) -> Result<Option<Read>, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::at(path, &error))?;
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(Failure::new(format!("{} is not UTF-8 text", path.display())));
    };
    let checked = scenario::read(&text, FileIx(0));
    let mut file = Study::default();
    file.files.push(StudyFile::new(path.display().to_string(), text));
    let read = Read { scenario: checked.value, file };
    read.say(&checked.diagnostics, colour);
    let is_bad = checked.diagnostics.iter().any(|d| d.severity == Severity::Error);
    Ok((!is_bad).then_some(read))
}

impl Read {
    /// Says findings on standard error.
    pub fn say(&self, findings: &[Diagnostic], colour: Colour) {
        let style = Style { colour: colour.on_stderr(), width: terminal::width() };
        for found in findings {
            eprintln!("{}\n", render(&self.file, found, style));
        }
    }
}
