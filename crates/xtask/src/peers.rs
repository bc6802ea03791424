//! `cargo xtask bench-peers`: this program beside the field's own tools, on the same data, machine and run.

mod check;
mod measure;

use std::path::Path;

use crate::command::{command, output_of};
use crate::repository;

/// A comparison: its name, what is compared, and what runs it in a folder of its own and returns Markdown.
struct Group {
    name: &'static str,
    what: &'static str,
    run: fn(&Path) -> Result<String, String>,
}

/// Every comparison, in the order of the documentation.
const GROUPS: &[Group] =
    &[Group { name: "check", what: "`milieu check` and `frictionless validate`", run: check::compare }];

/// Runs the groups named, or all; prints each table and writes it to `bench-peers/GROUP.md` in the target folder.
///
/// # Errors
/// On an unknown group, or when a program cannot be had or fails.
pub fn run(arguments: &[String]) -> Result<(), String> {
    if let Some(unknown) = arguments.iter().find(|a| GROUPS.iter().all(|g| g.name != a.as_str())) {
        let known: Vec<String> = GROUPS.iter().map(|g| format!("{} ({})", g.name, g.what)).collect();
        return Err(format!("there is no group `{unknown}`; there are: {}", known.join(", ")));
    }
    let folder = repository::target().join("bench-peers");
    for group in GROUPS.iter().filter(|g| arguments.is_empty() || arguments.iter().any(|a| a == g.name)) {
        let own = folder.join(group.name);
        std::fs::create_dir_all(&own).map_err(|e| format!("{}: {e}", own.display()))?;
        let table = (group.run)(&own)?;
        println!("{table}");
        let file = folder.join(format!("{}.md", group.name));
        std::fs::write(&file, &table).map_err(|e| format!("{}: {e}", file.display()))?;
    }
    Ok(())
}

/// The Python of a virtual environment under the target folder that has this package, installed if need be.
///
/// # Errors
/// When there is no Python 3 with venv, or the package cannot be installed.
fn python_with(package: &str) -> Result<String, String> {
    let venv = repository::target().join("bench-peers/venv");
    let python = venv.join("bin/python");
    let shown = python.to_str().ok_or("the target folder's path is not UTF-8")?.to_owned();
    let root = repository::root();
    if !python.is_file() {
        output_of(command("python3", &["-m", "venv", &venv.to_string_lossy()], &root))?;
    }
    output_of(command(&shown, &["-m", "pip", "install", "--quiet", package], &root))?;
    Ok(shown)
}
