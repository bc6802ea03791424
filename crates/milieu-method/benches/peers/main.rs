//! Our side of `cargo xtask bench-peers`: one estimation on a case written by it, timed, with the numbers that
//! its peer must give as well. `peers CASE FOLDER` prints them as JSON; without a case it says so and ends.

mod agreement;
mod case;
mod comparison;
mod gravity;
mod network;
mod qap;
mod qca;
mod space;
mod survival;

use std::path::PathBuf;
use std::process::ExitCode;

use case::{Answer, Data};

/// A family's cases by name; nothing if the case is another's.
type Family = fn(&str, &Data) -> Option<Answer>;

const FAMILIES: &[Family] = &[
    survival::answer,
    qca::answer,
    qap::answer,
    network::answer,
    gravity::answer,
    space::answer,
    comparison::answer,
    agreement::answer,
];

fn main() -> ExitCode {
    // `cargo bench` adds `--bench`, which means nothing here.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let [case, folder] = arguments.as_slice() else {
        println!("the cases are written by `cargo xtask bench-peers`, which runs this beside each peer");
        return ExitCode::SUCCESS;
    };
    let data = Data { folder: PathBuf::from(folder) };
    if let Some(answer) = FAMILIES.iter().find_map(|family| family(case, &data)) {
        println!("{}", answer.json());
        return ExitCode::SUCCESS;
    }
    eprintln!("there is no case `{case}`");
    ExitCode::FAILURE
}
