//! The corpus: literate Markdown under `tests/` at the repository's root, studies with mistakes and
//! what is said about them. A file's blocks are the files of a study (the info string is the path and
//! what is odd about it, see `miniature`); a block `text` holds what is said of those before it.
//!
//! `MILIEU_BLESS=1 cargo test --release -p milieu-study --test corpus` writes what is said anew.

#[path = "../../../tests/literate.rs"]
mod literate;
mod miniature;

use std::path::{Path, PathBuf};

use literate::{FENCE, blessing};
use milieu_study::diagnostic::{Style, render};
use milieu_study::{compile, lint};
use miniature::Miniature;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

fn files(folder: &str) -> Vec<PathBuf> {
    let found = std::fs::read_dir(root().join(folder)).expect("a folder of the corpus");
    let mut found: Vec<PathBuf> = found.map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

/// What is said of a study, all of it.
fn said(study: &Miniature) -> String {
    let checked = compile(study);
    let shown: Vec<String> =
        checked.diagnostics.iter().map(|d| render(&checked.value, d, Style::PLAIN) + "\n").collect();
    if shown.is_empty() { "nothing\n".to_owned() } else { shown.join("\n") }
}

fn check(folder: &str) {
    let mut wrong = vec![];
    for path in files(folder) {
        let document = std::fs::read_to_string(&path).expect("a document");
        let (told, blocks) = literate::told(&document, |files| {
            said(&Miniature::of(files.iter().map(|(head, content)| (*head, content.as_str()))))
        });
        if blessing() {
            std::fs::write(&path, &told).expect("a document that can be written");
        } else if told != document || blocks == 0 {
            wrong.push(format!("{}\n{told}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "other words than written (bless if they are better):\n{}", wrong.join("\n"));
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
    if blessing() {
        for lint in lint::ALL {
            let path = root().join(format!("diagnostics/{}-{}.md", lint.code, lint.name));
            if !path.exists() {
                std::fs::write(path, written_from(lint)).expect("a document that can be written");
            }
        }
    }
    check("diagnostics");
    let names: Vec<String> =
        files("diagnostics").iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect();
    let mut wanted: Vec<String> = lint::ALL.iter().map(|l| format!("{}-{}.md", l.code, l.name)).collect();
    wanted.sort();
    assert_eq!(names, wanted);
    for lint in lint::ALL {
        let document = std::fs::read_to_string(root().join(format!("diagnostics/{}-{}.md", lint.code, lint.name)));
        let shows = format!("{}[{}]: ", lint.severity.word(), lint.code);
        assert!(document.expect("a document").contains(&shows), "{} is not shown", lint.code);
    }
}

#[test]
fn broken_input_of_any_kind_is_told_clearly() {
    check("broken");
}

#[test]
fn what_only_looks_wrong_is_not_told() {
    check("quiet");
    for path in files("quiet") {
        let document = std::fs::read_to_string(&path).expect("a document");
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
