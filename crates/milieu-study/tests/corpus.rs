//! The corpus: literate Markdown under `tests/` at the repository's root, studies with mistakes and
//! what is said about them. A file's blocks are the files of a study (the info string is the path and
//! what is odd about it, see `miniature`); a block `text` holds what is said of those before it.
//!
//! `MILIEU_BLESS=1 cargo test --release -p milieu-study --test corpus` writes what is said anew.

#[path = "../../../tests/literate.rs"]
mod literate;
mod miniature;

use std::path::PathBuf;

use literate::{FENCE, blessing};
use milieu_study::{compile, lint};
use miniature::Miniature;

/// What is said of a study, all of it.
fn said(study: &Miniature) -> String {
    let checked = compile(study);
    literate::shown(&checked.value, &checked.diagnostics)
}

fn check(folder: &str) -> Vec<(PathBuf, String)> {
    literate::check(folder, |files| said(&Miniature::of(files.iter().map(|(head, content)| (*head, content.as_str())))))
}

/// The document of a lint, from its own documentation.
fn written_from(lint: &lint::Lint) -> String {
    let mut out = format!("# {} {}\n\n{} {}\n", lint.code, lint.name, lint.what, lint.why);
    for part in lint.bad.split("--- ").skip(1) {
        let (head, content) = part.split_once('\n').unwrap_or((part, ""));
        out += &format!("\n{FENCE}{head}\n{content}{FENCE}\n");
    }
    out + &format!("\n{FENCE}text\n{FENCE}\n")
}

#[test]
fn every_lint_has_a_document_that_shows_it_and_says_what_is_said() {
    let name = |lint: &lint::Lint| format!("{}-{}.md", lint.code, lint.name);
    if blessing() {
        for lint in lint::ALL {
            let path = literate::folder("diagnostics").join(name(lint));
            if !path.exists() {
                std::fs::write(path, written_from(lint)).expect("a document that can be written");
            }
        }
    }
    let documents = check("diagnostics");
    let names: Vec<_> = documents.iter().map(|(path, _)| path.file_name().unwrap().to_string_lossy()).collect();
    let mut lints = lint::ALL.to_vec();
    lints.sort_by_key(|lint| name(lint));
    assert_eq!(names, lints.iter().map(|lint| name(lint)).collect::<Vec<_>>());
    for (lint, (_, document)) in lints.iter().zip(&documents) {
        let shows = format!("{}[{}]: ", lint.severity.word(), lint.code);
        assert!(document.contains(&shows), "{} is not shown", lint.code);
    }
}

#[test]
fn broken_input_of_any_kind_is_told_clearly() {
    check("broken");
}

#[test]
fn what_only_looks_wrong_is_not_told() {
    for (path, document) in check("quiet") {
        for told in document.split("```text\n").skip(1) {
            assert!(told.starts_with("nothing\n"), "{}\n{told}", path.display());
        }
    }
}

#[test]
fn a_cell_of_a_hundred_megabytes_is_told_in_a_few_lines() {
    let table = format!("--- places.csv\nid,name,opened,source\na,{},c. 2010,k\n", "新".repeat(35_000_000));
    let told = said(&Miniature::parse(&table));
    assert!(told.contains("error[SYN010]: a cell of 105000000 bytes is not read"), "{told}");
    assert!(told.contains("places.csv:2:35000004\n") && told.contains(",c. 2010,k"), "{told}");
    assert!(told.len() < 4000, "{told}");
}
