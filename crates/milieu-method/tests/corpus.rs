//! What is said of saved analyses by those who know the methods: literate Markdown under `tests/analyses/` at the repository's
//! root, as the corpus of the compiler. A block `text` holds what the compiler says of the files before it, and what comes of
//! each analysis that gives no number.
//!
//! `MILIEU_BLESS=1 cargo test --release -p milieu-method --test corpus` writes what is said anew.

#[path = "../../../tests/literate.rs"]
mod literate;

use std::path::{Path, PathBuf};

use milieu_method::analysis::{LINTS, saved};
use milieu_study::compile;
use milieu_study::diagnostic::{Style, render};
use milieu_study::world::Memory;

fn document(code: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/analyses/{code}-{name}.md"))
}

fn said(files: &[(&str, String)]) -> String {
    let plain = [("study.toml", "title = \"T\"\n")];
    let files: Vec<(&str, &str)> =
        plain.into_iter().chain(files.iter().map(|(path, content)| (*path, content.as_str()))).collect();
    let checked = compile(&Memory::of(&files));
    let study = &checked.value;
    let troubles = study.analyses.iter().filter_map(|asked| saved::answer(study, asked, &saved::nothing_outside).err());
    let all = checked.diagnostics.into_iter().chain(troubles.map(|trouble| trouble.diagnostic()));
    let shown: Vec<String> = all.map(|found| render(study, &found, Style::PLAIN) + "\n").collect();
    if shown.is_empty() { "nothing\n".to_owned() } else { shown.join("\n") }
}

#[test]
fn every_lint_of_analyses_has_a_document_that_shows_it_and_says_what_is_said() {
    for lint in LINTS {
        let path = document(lint.code, lint.name);
        let written = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (told, blocks) = literate::told(&written, said);
        if literate::blessing() {
            std::fs::write(&path, &told).expect("a document that can be written");
        } else {
            assert_eq!(told, written, "other words than written (bless if they are better)");
        }
        let shows = format!("{}[{}]: ", lint.severity.word(), lint.code);
        assert!(blocks > 1 && told.contains(&shows) && told.contains("```text\nnothing\n"), "{}", path.display());
    }
}
