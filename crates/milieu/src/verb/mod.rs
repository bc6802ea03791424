//! The verbs, one thin file each, in the order of `milieu --help`.

mod analyze;
mod build;
mod check;
mod completions;
mod explain;
mod lab;
mod man;
mod new;
mod query;
mod serve;

use std::process::ExitCode;

use clap::Subcommand;
use milieu_study::Study;

use crate::bundled;
use crate::failure::Failure;
use crate::locate::Located;
use crate::terminal::{self, Colour};

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Verb {
    New(new::Args),
    Check(check::Args),
    Serve(serve::Args),
    Build(build::Args),
    Query(query::Args),
    Analyze(analyze::Args),
    Lab(lab::Args),
    Explain(explain::Args),
    #[command(hide = true)]
    Completions(completions::Args),
    #[command(hide = true)]
    Man(man::Args),
}

impl Verb {
    /// Does it. The exit code is for what was found; failures are for what could not be done.
    pub fn run(self, colour: Colour) -> Result<ExitCode, Failure> {
        match self {
            Self::New(args) => new::run(&args),
            Self::Check(args) => check::run(&args, colour),
            Self::Serve(args) => serve::run(&args, colour),
            Self::Build(args) => build::run(&args, colour),
            Self::Query(args) => query::run(&args, colour),
            Self::Analyze(args) => analyze::run(&args, colour),
            Self::Lab(args) => lab::run(&args, colour),
            Self::Explain(args) => explain::run(&args, colour),
            Self::Completions(args) => completions::run(&args),
            Self::Man(args) => man::run(&args),
        }
    }
}

/// The study a question is about. Says which one if nobody named it, and that it has errors.
fn asked(located: &Located, colour: Colour) -> Study {
    if located.folder.is_none() {
        terminal::say("note", colour, &format!("no study here: asking the bundled one, {}", bundled::NAME));
    }
    let checked = milieu_study::compile(&*located.world);
    let [errors, ..] = checked.counts();
    if errors > 0 {
        let them = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
        terminal::say("note", colour, &format!("{} has {them}; `milieu check` says which", located.name));
    }
    checked.value
}
