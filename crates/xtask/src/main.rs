//! The house's tasks, run as `cargo xtask TASK`; `cargo xtask` alone lists them.
//!
//! This crate leans on no other crate of the house, so that it still builds when they do not.

mod browser;
mod command;
mod generate;
mod peers;
mod repository;
mod run;
mod study;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask TASK

  test [STEP …]             everything: Rust, generated files, web, real browser; or the steps named
       [--fail-fast] [--verbose]
  tidy                      the house's rules, as findings with file and line
  generate                  writes every generated file anew
  browser                   finds or installs a browser and prints its path
  bench-peers [GROUP …]     this program beside the field's own tools; tables of times and of what both find
       [--quick] [--patience SECONDS]
  generate-study            an invented study of any size
       --places N --out DIR [--lean]
";

/// Runs the task named; success is whether what it ran went well.
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let done = |()| true;
    let outcome = match arguments.first().map(String::as_str) {
        Some("test") => run::run(rest),
        Some("generate") => generate::run_task().map(done),
        Some("browser") => browser::print().map(done),
        Some("generate-study") => study::run(rest).map(done),
        Some("bench-peers") => peers::run(rest).map(done),
        Some("tidy") => tidy::run(rest).map(done),
        None | Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(true)
        }
        Some(other) => Err(format!("there is no task `{other}`\n\n{HELP}")),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
