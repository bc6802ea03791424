//! The house's rules as code: each rule reads the repository's files and returns findings.

mod chance;
mod floors;
mod hosts;
mod leftovers;
mod length;
mod lexer;
mod manifests;
mod names;
mod papers;
mod paths;
mod skipped;
mod world;

use std::fmt;

use crate::repository::{self, File};

/// A broken rule: where, which rule, why it exists, how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub file: String,
    /// 1-based.
    pub line: usize,
    pub rule: &'static str,
    pub why: String,
    pub mend: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, rule, why, mend } = self;
        write!(f, "{file}:{line}: [{rule}] {why}\n    mend: {mend}")
    }
}

/// A rule: the repository's files in, findings out.
type Rule = fn(&[File]) -> Vec<Finding>;

/// Every rule with its name; the order of the documentation and of the run.
const RULES: &[(&str, Rule)] = &[
    ("floors", floors::check),
    ("manifests", manifests::check),
    ("world", world::check),
    ("length", length::check),
    ("names", names::check),
    ("chance", chance::check),
    ("leftovers", leftovers::check),
    ("skipped", skipped::check),
    ("hosts", hosts::check),
    ("paths", paths::check),
    ("papers", papers::check),
];

/// All findings of all rules, sorted by file and line.
fn findings(files: &[File]) -> Vec<Finding> {
    let mut found: Vec<Finding> = RULES.iter().flat_map(|(_, rule)| rule(files)).collect();
    found.sort();
    found
}

/// `cargo xtask tidy`: prints what [`report`] says.
///
/// # Errors
/// When there are findings.
pub fn run(arguments: &[String]) -> Result<(), String> {
    if let Some(unknown) = arguments.first() {
        return Err(format!("tidy takes no argument, but got `{unknown}`"));
    }
    println!("{}", report()?);
    Ok(())
}

/// One line when all rules hold.
///
/// # Errors
/// When there are findings: one paragraph each, and their number.
pub fn report() -> Result<String, String> {
    let files = repository::files(&repository::root())?;
    let found: Vec<String> = findings(&files).iter().map(Finding::to_string).collect();
    if found.is_empty() {
        return Ok(format!("tidy: {} rules hold in {} files", RULES.len(), files.len()));
    }
    Err(format!("{}\ntidy: {} findings", found.join("\n"), found.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file for a rule's tests.
    pub fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn the_house_is_tidy() {
        let files = repository::files(&repository::root()).expect("git lists the files");
        assert!(files.len() > 10, "the listing is not empty");
        let found: Vec<String> = findings(&files).iter().map(Finding::to_string).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn a_finding_names_file_line_rule_reason_and_mend() {
        let found = names::check(&[file("crates/milieu/src/utils.rs", "")]);
        assert_eq!(found.len(), 1);
        let text = found[0].to_string();
        assert!(text.starts_with("crates/milieu/src/utils.rs:1: [names] "), "{text}");
        assert!(text.contains("mend: "), "{text}");
    }
}
