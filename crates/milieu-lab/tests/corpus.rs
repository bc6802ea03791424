//! What is said of scenarios, experiments and what is kept of them: literate Markdown under `tests/scenarios/` and `tests/experiments/` at the repository's root, as the corpus of the
//! compiler. A block `text` holds what is said of the scenarios among the files before it, inside a study with a nation unless
//! it has territories of its own.
//!
//! `MILIEU_BLESS=1 cargo test --release -p milieu-lab --test corpus` writes what is said anew.

#[path = "../../../tests/literate.rs"]
mod literate;

use literate::FENCE;
use milieu_lab::{experiment, kept, scenario};
use milieu_study::compile;
use milieu_study::lint::Lint;
use milieu_study::world::Memory;

fn said(files: &[(&str, String)]) -> String {
    let plain = [("study.toml", "title = \"T\"\n"), ("territories.csv", "id,name,level,source\ncn,China,country,k\n")];
    // A later file of the same path stands in place of an earlier one.
    let files: Vec<(&str, &str)> =
        plain.into_iter().chain(files.iter().map(|(path, content)| (*path, content.as_str()))).collect();
    let study = compile(&Memory::of(&files)).value;
    let found = [scenario::check(&study), experiment::check(&study), kept::check(&study)].concat();
    literate::shown(&study, &found)
}

/// Holds the documents of a folder to what is said, and wants one of each finding that shows it and how it is mended.
fn shown(folder: &str, lints: &[&Lint]) {
    let name = |lint: &Lint| format!("{}-{}.md", lint.code, lint.name);
    if literate::blessing() {
        for lint in lints {
            let path = literate::folder(folder).join(name(lint));
            if !path.exists() {
                std::fs::write(path, written_from(lint)).expect("a document that can be written");
            }
        }
    }
    let documents = literate::check(folder, said);
    for lint in lints {
        let shows = format!("{}[{}]: ", lint.severity.word(), lint.code);
        let document = documents.iter().find(|(path, _)| path.ends_with(name(lint))).map(|(_, document)| document);
        let document = document.unwrap_or_else(|| panic!("no document {}", name(lint)));
        assert!(document.contains(&shows) && document.contains("```text\nnothing\n"), "{}", name(lint));
    }
}

/// The document of a finding, from its own documentation.
fn written_from(lint: &Lint) -> String {
    let block = |files: &str| {
        let blocks = files.split("--- ").skip(1).filter_map(|part| part.split_once('\n'));
        let blocks: String = blocks.map(|(head, content)| format!("\n{FENCE}{head}\n{content}{FENCE}\n")).collect();
        format!("{blocks}\n{FENCE}text\n{FENCE}\n")
    };
    let (bad, good) = (block(lint.bad), block(lint.good));
    format!("# {} {}\n\n{} {}\n{bad}\nMended:\n{good}", lint.code, lint.name, lint.what, lint.why)
}

#[test]
fn every_finding_of_scenarios_has_a_document_that_shows_it_and_says_what_is_said() {
    shown("scenarios", scenario::lint::ALL);
}

#[test]
fn every_finding_of_experiments_has_a_document_that_shows_it_and_says_what_is_said() {
    shown("experiments", experiment::lint::ALL);
}
