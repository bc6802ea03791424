//! The house's tasks, run as `cargo xtask TASK`; `cargo xtask` alone lists them.
//!
//! This crate leans on no other crate of the house, so that it still builds when they do not.

mod repository;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask TASK

  tidy                      the house's rules, as findings with file and line
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let outcome = match arguments.first().map(String::as_str) {
        Some("tidy") => tidy::run(rest),
        None | Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no task `{other}`\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
