//! `milieu analyze`: the saved analyses of a study, or one method straight on a table.

mod command;
pub(super) mod direct;
pub(super) mod outside;
pub(super) mod parquet;
pub(super) mod print;
mod saved;
mod told;
pub(super) mod write;

use std::process::ExitCode;

use clap::{ArgMatches, Command, FromArgMatches};
use milieu_method::registry;

use crate::failure::Failure;
use crate::terminal::Colour;

/// No honest number can be given.
const REFUSED: u8 = 4;

/// What was said on the command line. Methods and their options are those of the registry, so that the
/// arguments are read from the matches and not derived.
#[derive(Debug)]
pub struct Args {
    matches: ArgMatches,
}

impl FromArgMatches for Args {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self { matches: matches.clone() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.matches = matches.clone();
        Ok(())
    }
}

impl clap::Args for Args {
    fn augment_args(verb: Command) -> Command {
        command::verb(verb)
    }

    fn augment_args_for_update(verb: Command) -> Command {
        command::verb(verb)
    }
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let matches = &args.matches;
    if matches.get_flag("methods") {
        return print::methods();
    }
    match matches.subcommand().and_then(|(name, matches)| Some((registry::method(name)?, matches))) {
        Some((method, matches)) => direct::run(method, matches, colour),
        None => saved::run(matches, colour),
    }
}
