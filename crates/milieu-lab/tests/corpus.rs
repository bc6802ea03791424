//! What is said of scenarios: literate Markdown under `tests/scenarios/` at the repository's root, as the corpus of the
//! compiler. A block `text` holds what is said of the scenarios among the files before it, inside a study with a nation unless
//! it has territories of its own.
//!
//! `MILIEU_BLESS=1 cargo test --release -p milieu-lab --test corpus` writes what is said anew.

#[path = "../../../tests/literate.rs"]
mod literate;

use milieu_lab::scenario::{check, lint};
use milieu_study::compile;
use milieu_study::world::Memory;

fn said(files: &[(&str, String)]) -> String {
    let plain = [("study.toml", "title = \"T\"\n"), ("territories.csv", "id,name,level,source\ncn,China,country,k\n")];
    // A later file of the same path stands in place of an earlier one.
    let files: Vec<(&str, &str)> =
        plain.into_iter().chain(files.iter().map(|(path, content)| (*path, content.as_str()))).collect();
    let study = compile(&Memory::of(&files)).value;
    literate::shown(&study, &check(&study))
}

#[test]
fn every_finding_has_a_document_that_shows_it_and_says_what_is_said() {
    let documents = literate::check("scenarios", said);
    for lint in lint::ALL {
        let name = format!("{}-{}.md", lint.code, lint.name);
        let shows = format!("{}[{}]: ", lint.severity.word(), lint.code);
        let document = documents.iter().find(|(path, _)| path.ends_with(&name)).map(|(_, document)| document);
        let document = document.unwrap_or_else(|| panic!("no document {name}"));
        assert!(document.contains(&shows) && document.contains("```text\nnothing\n"), "{name}");
    }
}
