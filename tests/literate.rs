//! Literate Markdown, read alike by every corpus: blocks are files, a block `text` holds what is said of those before it.
//! Documents stand under `tests/` at the repository's root; with `MILIEU_BLESS=1` what is said is written anew.

use std::path::{Path, PathBuf};

use milieu_study::Study;
use milieu_study::diagnostic::{Diagnostic, Style, render};

/// What a block stands between.
pub const FENCE: &str = "```";

/// A document with every `text` block as it should be, and how many there are. `said` is what is said of files, each a
/// block's info string and content.
pub fn told(document: &str, said: impl Fn(&[(&str, String)]) -> String) -> (String, usize) {
    let mut out = String::new();
    let mut study: Vec<(&str, String)> = vec![];
    let mut blocks = 0;
    let mut lines = document.split_inclusive('\n');
    while let Some(line) = lines.next() {
        out.push_str(line);
        let Some(info) = line.strip_prefix(FENCE).map(str::trim) else { continue };
        let content: String = lines.by_ref().take_while(|line| line.trim_end() != FENCE).collect();
        if info == "text" {
            out.push_str(&said(&study));
            blocks += 1;
            study.clear();
        } else {
            out.push_str(&content);
            study.push((info, content));
        }
        out.push_str(FENCE);
        out.push('\n');
    }
    assert!(study.is_empty(), "files after the last `text` block");
    (out, blocks)
}

/// A folder of the corpus.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(name)
}

/// Documents of a folder of the corpus, in the order of their names.
fn files(name: &str) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder(name)).expect("a folder of the corpus");
    let mut found: Vec<PathBuf> = found.map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

/// Findings as a person reads them; `nothing` where there are none.
pub fn shown(study: &Study, found: &[Diagnostic]) -> String {
    let shown: Vec<String> = found.iter().map(|one| render(study, one, Style::PLAIN) + "\n").collect();
    if shown.is_empty() { "nothing\n".to_owned() } else { shown.join("\n") }
}

/// Holds every document of a folder to what is said of its files, and gives the documents back.
pub fn check(folder: &str, said: impl Fn(&[(&str, String)]) -> String) -> Vec<(PathBuf, String)> {
    let mut wrong = vec![];
    let mut documents = vec![];
    for path in files(folder) {
        let document = std::fs::read_to_string(&path).expect("a document");
        let (told, blocks) = told(&document, &said);
        if blessing() {
            std::fs::write(&path, &told).expect("a document that can be written");
        } else if told != document || blocks == 0 {
            wrong.push(format!("{}\n{told}", path.display()));
        }
        documents.push((path, told));
    }
    assert!(wrong.is_empty(), "other words than written (bless if they are better):\n{}", wrong.join("\n"));
    documents
}

/// Whether what is said is to be written instead of compared.
pub fn blessing() -> bool {
    std::env::var_os("MILIEU_BLESS").is_some()
}
