//! Scenarios read from files, with what is wrong in them said as of a study's file.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use milieu_lab::ensemble::sweep::{self, Sweep};
use milieu_lab::ground::{self, Ground};
use milieu_lab::scenario::{self, Scenario};
use milieu_study::diagnostic::{FileIx, Style, render};
use milieu_study::file::StudyFile;
use milieu_study::{Diagnostic, Severity, Study};

use crate::failure::Failure;
use crate::locate;
use crate::terminal::{self, Colour};

/// A scenario and the text it was read from.
pub struct Read {
    /// The scenario.
    pub scenario: Scenario,
    file: Study,
}

/// The text of a file.
pub fn text(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::at(path, &error))?;
    String::from_utf8(bytes).map_err(|_| Failure::new(format!("{} is not UTF-8 text", path.display())))
}

/// Whether something that was read cannot be used as it stands.
pub fn is_bad(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|d| d.severity == Severity::Error)
}

/// Says findings about a file on standard error.
pub fn say(path: &Path, text: &str, findings: &[Diagnostic], colour: Colour) {
    let mut file = Study::default();
    file.files.push(StudyFile::new(path.display().to_string(), text.to_owned()));
    say_of(&file, findings, colour);
}

fn say_of(file: &Study, findings: &[Diagnostic], colour: Colour) {
    let style = Style { colour: colour.on_stderr(), width: terminal::width() };
    for found in findings {
        eprintln!("{}\n", render(file, found, style));
    }
}

/// The scenarios of the study a file lies in a folder of, by their ids.
pub fn scenarios_beside(path: &Path) -> impl Fn(&str) -> Option<String> + use<> {
    let study = path.parent().and_then(Path::parent).map(Path::to_owned).unwrap_or_default();
    move |name| fs::read_to_string(study.join("scenarios").join(format!("{name}.toml"))).ok()
}

/// Reads a sweep, with its text. Says what is wrong; none if it cannot be used as it stands.
pub fn sweep(path: &Path, colour: Colour) -> Result<Option<(Sweep, String)>, Failure> {
    let text = text(path)?;
    let checked = sweep::read(&text, FileIx(0), &scenarios_beside(path));
    say(path, &text, &checked.diagnostics, colour);
    Ok((!is_bad(&checked.diagnostics)).then_some((checked.value, text)))
}

/// Reads a scenario. Says what is wrong; none if it cannot be used as it stands.
pub fn scenario(path: &Path, colour: Colour) -> Result<Option<Read>, Failure> {
    let text = text(path)?;
    let checked = scenario::read(&text, FileIx(0));
    let mut file = Study::default();
    file.files.push(StudyFile::new(path.display().to_string(), text));
    let scenario = match study_around(path)? {
        Some(study) => checked.value.inside(&study),
        None => checked.value,
    };
    let read = Read { scenario, file };
    read.say(&checked.diagnostics, colour);
    Ok((!is_bad(&checked.diagnostics)).then_some(read))
}

/// The study a scenario's file is inside of, as the lab understands it; a mistake in it is told by `milieu check`.
pub fn study_around(path: &Path) -> Result<Option<Arc<Ground>>, Failure> {
    let path = path.canonicalize().map_err(|error| Failure::at(path, &error))?;
    let Some(folder) = path.ancestors().skip(1).find(|folder| folder.join("study.toml").is_file()) else {
        return Ok(None);
    };
    let located = locate::study(Some(folder))?;
    Ok(Some(Arc::new(ground::read(&milieu_study::compile(&*located.world).value))))
}

impl Read {
    /// Says findings on standard error.
    pub fn say(&self, findings: &[Diagnostic], colour: Colour) {
        say_of(&self.file, findings, colour);
    }
}
