//! `milieu`: where innovation takes root. The only crate that touches disk, network and terminal.

mod bundled;
mod disk;
mod failure;
mod locate;
mod publish;
mod server;
mod terminal;
mod verb;

use std::process::ExitCode;

use clap::Parser;

use terminal::Colour;
use verb::Verb;

/// A workbench for evidence on innovation places: a folder of text becomes checked facts, a map and answers.
#[derive(Debug, Parser)]
#[command(name = "milieu", version, disable_help_subcommand = true)]
#[command(after_long_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    verb: Verb,
    /// When to colour what is printed: auto, always or never
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", hide_possible_values = true)]
    color: Colour,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done; a checked study has no errors
  1  the study has errors
  2  the command could not be carried out: wrong usage, no study, a file that cannot be written
  3  no errors, but findings that --deny forbids
  4  a method refuses: no honest number can be given with its input";

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.verb.run(cli.color) {
        Ok(code) => code,
        Err(failure) if failure.is_broken_pipe => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::say("error", cli.color, &failure.to_string());
            ExitCode::from(2)
        }
    }
}
