//! What is said of scenarios: literate Markdown under `tests/scenarios/` at the repository's root, as the corpus of the
//! compiler. A block `text` holds what is said of the scenarios among the files before it, inside a study with a nation unless
//! it has territories of its own.
//!
//! `MILIEU_BLESS=1 cargo test --release -p milieu-lab --test corpus` writes what is said anew.

#[path = "../../../tests/literate.rs"]
mod literate;

use std::path::{Path, PathBuf};

use milieu_lab::scenario::{check, lint};
use milieu_study::compile;
use milieu_study::diagnostic::{Style, render};
use milieu_study::world::Memory;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios")
}

fn said(files: &[(&str, String)]) -> String {
    let plain = [("study.toml", "title = \"T\"\n"), ("territories.csv", "id,name,level,source\ncn,China,country,k\n")];
    // A later file of the same path stands in place of an earlier one.
    let files: Vec<(&str, &str)> =
        plain.into_iter().chain(files.iter().map(|(path, content)| (*path, content.as_str()))).collect();
    let study = compile(&Memory::of(&files)).value;
    let shown: Vec<String> = check(&study).iter().map(|found| render(&study, found, Style::PLAIN) + "\n").collect();
    if shown.is_empty() { "nothing\n".to_owned() } else { shown.join("\n") }
}

#[test]
fn every_finding_has_a_document_that_shows_it_and_says_what_is_said() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .expect("a folder of the corpus")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let wanted: Vec<String> = lint::ALL.iter().map(|l| format!("{}-{}.md", l.code, l.name)).collect();
    assert_eq!(names, wanted);
    for (lint, name) in lint::ALL.iter().zip(&names) {
        let path = folder().join(name);
        let written = std::fs::read_to_string(&path).expect("a document");
        let (told, blocks) = literate::told(&written, said);
        if literate::blessing() {
            std::fs::write(&path, &told).expect("a document that can be written");
        } else {
            assert_eq!(told, written, "other words than written (bless if they are better)");
        }
        let shows = format!("{}[{}]: ", lint.severity.word(), lint.code);
        assert!(blocks > 1 && told.contains(&shows) && told.contains("```text\nnothing\n"), "{name}");
    }
}
