//! What is said of saved analyses by those who know the methods: literate Markdown under `tests/analyses/` at the repository's
//! root, as the corpus of the compiler. A block `text` holds what the compiler says of the files before it, and what comes of
//! each analysis that gives no number.
//!
//! `MILIEU_BLESS=1 cargo test --release -p milieu-method --test corpus` writes what is said anew.

#[path = "../../../tests/literate.rs"]
mod literate;

use milieu_method::analysis::{LINTS, saved};
use milieu_study::compile;
use milieu_study::world::Memory;

fn said(files: &[(&str, String)]) -> String {
    let plain = [("study.toml", "title = \"T\"\n")];
    let files: Vec<(&str, &str)> =
        plain.into_iter().chain(files.iter().map(|(path, content)| (*path, content.as_str()))).collect();
    let checked = compile(&Memory::of(&files));
    let study = &checked.value;
    let troubles = study.analyses.iter().filter_map(|asked| saved::answer(study, asked, &saved::nothing_outside).err());
    let found: Vec<_> = checked.diagnostics.into_iter().chain(troubles.map(|trouble| trouble.diagnostic())).collect();
    literate::shown(study, &found)
}

#[test]
fn every_lint_of_analyses_has_a_document_that_shows_it_and_says_what_is_said() {
    let documents = literate::check("analyses", said);
    for lint in LINTS {
        let name = format!("{}-{}.md", lint.code, lint.name);
        let shows = format!("{}[{}]: ", lint.severity.word(), lint.code);
        let document = documents.iter().find(|(path, _)| path.ends_with(&name)).map(|(_, document)| document);
        let document = document.unwrap_or_else(|| panic!("no document {name}"));
        assert!(document.contains(&shows) && document.contains("```text\nnothing\n"), "{name}");
    }
}
