//! COD003: the codebook has a code twice.

use rustc_hash::FxHashMap;

use super::Lint;
use crate::codebook::Entry;
use crate::diagnostic::{Diagnostic, Severity};
use crate::study::Study;

/// Documentation of COD003.
pub static LINT: Lint = Lint {
    code: "COD003",
    name: "duplicate-code",
    severity: Severity::Error,
    what: r#"The codebook has a code twice."#,
    why: r#"A code has one meaning; of two entries only the first is used."#,
    bad: r#"--- codebook.toml
[[kinds]]
code = "lab"
[[kinds]]
code = "lab"
"#,
    good: r#"--- codebook.toml
[[kinds]]
code = "lab"
[[kinds]]
code = "fablab"
"#,
};

/// One finding for each second entry. Kinds and variables of different tables may share a code.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let book = &study.codebook;
    list("kinds", book.kinds.iter(), out);
    list("schemes", book.schemes.iter().map(|s| &s.entry), out);
    for scheme in &book.schemes {
        list(&format!("the codes of `{}`", scheme.entry.code), scheme.codes.iter(), out);
    }
    list("variables", book.variables.iter().map(|v| &v.entry), out);
    list("relations", book.relations.iter().map(|r| &r.entry), out);
    list("indicators", book.indicators.iter().map(|i| &i.entry), out);
}

fn list<'s>(name: &str, entries: impl Iterator<Item = &'s Entry>, out: &mut Vec<Diagnostic>) {
    let mut seen: FxHashMap<_, &Entry> = FxHashMap::default();
    for entry in entries.filter(|e| !e.code.is_empty()) {
        let first = *seen.entry((&entry.code, entry.table)).or_insert(entry);
        if std::ptr::eq(first, entry) {
            continue;
        }
        let message = format!("`{}` stands twice among {name}", entry.code);
        let mut found = entry.at.map_or_else(|| LINT.study(&message), |at| LINT.at(at, &message)).label("not used");
        if let Some(at) = first.at {
            found = found.also(at, "first here");
        }
        out.push(found.help("give one of them another code, or join their definitions"));
    }
}
