//! `milieu explain`: what a code, a table, a value or a number means and rests on.

mod entity;
mod kept;
mod method;
mod number;
mod page;
mod rule;
mod statement;
mod table;
mod topic;
mod value;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// Explain a diagnostic, a table, or the whole way of a value back to its cells and sources
///
/// Values and numbers are those of the study the current folder lies in, else of the bundled one.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
What can be explained:
  TIM001, not-edtf       a diagnostic: what, why, a bad and a good example
  kaplan-meier, methods  a method of analysis, or all with what a study makes for them
  tables, places.csv     the tables of a study, or the columns of one
  xinchejian             anything with an id; of a place also its life and how it ends
  xinchejian.opened      a value: the statements, the rule that chose, cells, sources
  sh2016                 a source and what cites it
  overview               the counts of a study
  overview.places        one of them: definition, what is counted, what is left out and why
  plans.gap.ID           a number of the page of plans: gap, share, difference of a target;
                         amplification.ID.LEVEL what a level adds to it
  network.outlived.certain   ties that outlived a place; possible, undated, moment, ended,
                         no_ended_place; network.outlived_by.ID those of one place
  ANALYSIS.NUMBER        a number of a saved analysis, also of a kept result, as
                         directory-listings.survival.5")]
pub struct Args {
    /// What to explain; without it, a list of what can be explained
    topic: Option<String>,
    /// Explain every diagnostic
    #[arg(long, conflicts_with = "topic")]
    all: bool,
    /// The study's folder; without it, the one the current folder lies in
    #[arg(long, value_name = "FOLDER")]
    study: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How an explanation is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    #[default]
    Text,
    /// One JSON object; its field `kind` says what is explained
    Json,
    /// Markdown
    Markdown,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let explained = match (&args.topic, args.all) {
        (Some(topic), _) => topic::explain(topic, args.study.as_deref(), colour)?,
        (None, true) => rule::all(),
        (None, false) => topic::list(),
    };
    let mut out = terminal::stdout();
    match args.format {
        Format::Text => page::text(&mut out, &explained.page, colour.on_stdout(), terminal::width())?,
        Format::Markdown => page::markdown(&mut out, &explained.page)?,
        Format::Json => writeln!(out, "{}", explained.json)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Something explained: for people and for scripts.
struct Explained {
    page: Vec<page::Block>,
    json: String,
}

impl Explained {
    /// `kind` names what is explained; `data` serialises to an object.
    fn new(kind: &str, data: &impl serde::Serialize, page: Vec<page::Block>) -> Self {
        #[derive(serde::Serialize)]
        struct Tagged<'a, T> {
            kind: &'a str,
            #[serde(flatten)]
            data: &'a T,
        }
        // Plain structs with text for keys: serialising them cannot fail.
        Self { page, json: serde_json::to_string_pretty(&Tagged { kind, data }).unwrap_or_default() }
    }
}
