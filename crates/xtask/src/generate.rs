//! `cargo xtask generate`: every generated file of the repository, written anew from its source.

use crate::command::{command, output_of, run};
use crate::repository;

/// What prints a generated file.
enum Printer {
    /// An example of a crate.
    Example { package: &'static str, example: &'static str },
}

/// Every generated file and what prints it.
const GENERATED: &[(&str, Printer)] =
    &[("web/src/page.gen.ts", Printer::Example { package: "milieu-view", example: "typescript" })];

/// Writes every generated file; prints the paths of those that changed.
///
/// # Errors
/// When one cannot be printed or written.
pub fn run_task() -> Result<(), String> {
    for path in write_all()? {
        println!("generate: {path} changed");
    }
    println!("generate: {} files are up to date", GENERATED.len());
    Ok(())
}

/// Writes every generated file and returns the paths of those that changed.
///
/// # Errors
/// When one cannot be printed or written.
pub fn write_all() -> Result<Vec<&'static str>, String> {
    let root = repository::root();
    let mut changed = Vec::new();
    for (path, printer) in GENERATED {
        let text = printer.text()?;
        let file = root.join(path);
        if std::fs::read(&file).is_ok_and(|old| old == text) {
            continue;
        }
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|e| format!("{path}: {e}"))?;
        }
        std::fs::write(&file, text).map_err(|e| format!("{path}: {e}"))?;
        changed.push(*path);
    }
    Ok(changed)
}

/// How many files are generated.
pub fn count() -> usize {
    GENERATED.len()
}

impl Printer {
    fn text(&self) -> Result<Vec<u8>, String> {
        let root = repository::root();
        match self {
            Self::Example { package, example } => {
                let select = ["--release", "--package", package, "--example", example];
                let build = run(command("cargo", &[&["build"], &select[..]].concat(), &root), false);
                if !build.success {
                    return Err(build.output);
                }
                output_of(command("cargo", &[&["run", "--quiet"], &select[..]].concat(), &root))
            }
        }
    }
}
