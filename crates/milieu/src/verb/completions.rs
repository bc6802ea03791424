//! `milieu completions SHELL`: completions for a shell, on standard output.

use std::io::Write as _;
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::failure::Failure;
use crate::terminal;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    // Written to memory first: the generator panics when its writer fails.
    let mut script = vec![];
    clap_complete::generate(args.shell, &mut crate::Cli::command(), "milieu", &mut script);
    let mut out = terminal::stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
