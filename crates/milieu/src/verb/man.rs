//! `milieu man [VERB]`: the manual page of the program or of one verb, in roff.

use std::io::Write as _;
use std::process::ExitCode;

use clap::CommandFactory as _;

use crate::failure::Failure;
use crate::terminal;

/// Print the manual page
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Verb whose page is meant; without it, the program's own
    verb: Option<String>,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut command = crate::Cli::command();
    command.build();
    let page = match &args.verb {
        None => command,
        Some(name) => {
            let verb = command.find_subcommand(name).cloned();
            verb.ok_or_else(|| Failure::new(format!("there is no verb `{name}`; see `milieu --help`")))?
        }
    };
    let mut roff = vec![];
    clap_mangen::Man::new(page).render(&mut roff)?;
    let mut out = terminal::stdout();
    out.write_all(&roff)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
