//! `milieu lab`: scenarios run, compared and explained.

mod calibrate;
mod compare;
mod experiment;
mod explain;
mod grounded;
mod keep;
mod odd;
mod parameters;
mod patterns;
mod read;
mod run;
mod screen;
mod sweep;
mod told;

use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Failure;
use crate::terminal::Colour;

/// Run the lab: an agent-based model of territories, officials, firms, people and places
///
/// It explains, it does not forecast: most of its parameters are assumed (`milieu lab parameters`), and how far it shows
/// what is known is said by `milieu lab patterns`. Runs of one seed meet the same events, so that two
/// scenarios can be compared event by event.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  milieu lab run studies/maker-cities/scenarios/baseline.toml
  milieu lab compare baseline.toml dearer-rents.toml --pairs 20
  milieu lab experiment experiments/rents.toml
  milieu lab sweep sweep.toml --out runs
  milieu lab explain baseline.toml
  milieu lab parameters --format csv > parameters.csv")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Run(run::Args),
    Compare(compare::Args),
    Experiment(experiment::Args),
    Sweep(sweep::Args),
    Screen(screen::Args),
    Calibrate(calibrate::Args),
    Patterns(patterns::Args),
    Explain(explain::Args),
    Parameters(parameters::Args),
    Odd(odd::Args),
    Keep(keep::Args),
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Run(args) => run::run(args, colour),
        What::Compare(args) => compare::run(args, colour),
        What::Experiment(args) => experiment::run(args, colour),
        What::Sweep(args) => sweep::run(args, colour),
        What::Screen(args) => screen::run(args, colour),
        What::Calibrate(args) => calibrate::run(args, colour),
        What::Patterns(args) => patterns::run(args, colour),
        What::Explain(args) => explain::run(args, colour),
        What::Parameters(args) => parameters::run(args),
        What::Odd(args) => odd::run(args),
        What::Keep(args) => keep::run(args, colour),
    }
}
