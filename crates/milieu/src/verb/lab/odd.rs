//! `milieu lab odd`: the description of the model.

use std::io::Write as _;
use std::process::ExitCode;

use milieu_lab::odd;

use crate::failure::Failure;
use crate::terminal;

/// Print the description of the model (ODD+D): purpose, entities, schedule, rules, patterns, parameters
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print: markdown or json
    #[arg(long, value_name = "FORMAT", default_value = "markdown", value_parser = ["markdown", "json"])]
    format: String,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut out = terminal::stdout();
    if args.format == "json" {
        // Plain structs with text for keys: serialising them cannot fail.
        writeln!(out, "{}", serde_json::to_string_pretty(&odd::odd()).unwrap_or_default())?;
    } else {
        out.write_all(odd::markdown().as_bytes())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
