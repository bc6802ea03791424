//! `milieu check`: compiles a study and tells everything that is to be said about it.

mod json;
mod text;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use milieu_lab::{experiment, kept, scenario};
use milieu_method::analysis::saved;
use milieu_study::{Checked, Study};

use crate::failure::Failure;
use crate::locate;
use crate::terminal::{self, Colour};

/// Check a study: every error at once, with its place and how to mend it
///
/// Reads all tables, the codebook, the bibliography, the notes, saved analyses, scenarios and experiments, and changes nothing.
/// `milieu explain CODE` says more about a finding.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Exit codes:
  0  no errors (warnings and notes are allowed)
  1  the study has errors
  2  the study could not be found or read
  3  no errors, but findings that --deny forbids

JSON (--format json), one object:
  study        name of the study's folder
  facts, entities, sources, contradictions
               how many there are
  counts       {error, warning, note}: how many findings of each
  diagnostics  every finding, by file and place:
    code, name, severity, message
    file, line, column, end_line, end_column
               where; lines and columns in characters count from 1, the end is one past the last;
               null where the file or the study as a whole is meant
    text       what is marked, as written, cut after 200 characters; null likewise
    label      what the marked text is; may be blank
    also       other places that matter: [{file, line, column, end_line, end_column, text, label}]
    help       how to mend it, or null")]
pub struct Args {
    /// The study's folder; without it, the one the current folder lies in
    study: Option<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Print every finding, also those of which there are many alike
    #[arg(long)]
    all: bool,
    /// Fail (exit code 3) on warnings, or on warnings and notes
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines they stand in
    #[default]
    Text,
    /// One line each: `file:line:column: severity[CODE]: message`
    Short,
    /// One JSON object, for scripts
    Json,
}

/// What is not let pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
    /// Warnings and notes
    Notes,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let located = locate::study(args.study.as_deref())?;
    let mut checked = milieu_study::compile(&*located.world);
    // What only the methods and the lab know is said after what the compiler knows.
    let misasked = saved::check(&checked.value);
    checked.diagnostics.extend(misasked);
    let unrunnable = scenario::check(&checked.value);
    checked.diagnostics.extend(unrunnable);
    let unperformable = experiment::check(&checked.value);
    checked.diagnostics.extend(unperformable);
    let stale = kept::check(&checked.value);
    checked.diagnostics.extend(stale);
    let mut out = terminal::stdout();
    match args.format {
        Format::Json => json::write(&mut out, &located.name, &checked)?,
        Format::Text => {
            let style = text::Style::Long { colour: colour.on_stdout(), width: terminal::width() };
            text::write(&mut out, &located.name, &checked, style, args.all)?;
        }
        Format::Short => text::write(&mut out, &located.name, &checked, text::Style::Short, args.all)?,
    }
    out.flush()?;
    let code = exit_code(&checked, args.deny);
    // The program ends here: giving back a million facts one by one would only take time.
    std::mem::forget(checked);
    Ok(code)
}

fn exit_code(checked: &Checked<Study>, deny: Option<Deny>) -> ExitCode {
    let [errors, warnings, notes] = checked.counts();
    let denied = match deny {
        None => 0,
        Some(Deny::Warnings) => warnings,
        Some(Deny::Notes) => warnings + notes,
    };
    match (errors, denied) {
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(3),
        _ => ExitCode::from(1),
    }
}
