//! COD004: entries of the codebook lack a label in a language of the study.

use super::Lint;
use crate::codebook::Entry;
use crate::diagnostic::{Diagnostic, Severity};
use crate::study::Study;

/// Documentation of COD004.
pub static LINT: Lint = Lint {
    code: "COD004",
    name: "missing-label",
    severity: Severity::Note,
    what: r#"Entries of the codebook lack a label in a language of the study."#,
    why: r#"Pages in that language show another language's label instead."#,
    bad: r#"--- study.toml
title = "T"
languages = ["en", "zh"]
--- codebook.toml
[[kinds]]
code = "lab"
label = { en = "Lab" }
"#,
    good: r#"--- study.toml
title = "T"
languages = ["en", "zh"]
--- codebook.toml
[[kinds]]
code = "lab"
label = { en = "Lab", zh = "实验室" }
"#,
};

/// One finding for each language, with the number of entries and the first few.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    const SHOWN: usize = 5;
    // A study in one language has labels without one.
    for language in study.settings.languages.iter().filter(|_| study.settings.languages.len() > 1) {
        let lacking: Vec<&Entry> = study.codebook.entries().filter(|e| !e.label.contains_key(language)).collect();
        let Some(first) = lacking.first() else { continue };
        let mut codes: Vec<String> = lacking.iter().take(SHOWN).map(|e| format!("`{}`", e.code)).collect();
        if lacking.len() > SHOWN {
            codes.push(format!("and {} more", lacking.len() - SHOWN));
        }
        let entries =
            if lacking.len() == 1 { "an entry has".to_owned() } else { format!("{} entries have", lacking.len()) };
        let message = format!("{entries} no label in `{language}`: {}", codes.join(", "));
        let found = first.at.map_or_else(|| LINT.study(&message), |at| LINT.at(at, &message));
        out.push(found.help(format!("write it beside the others: label = {{ …, {language} = \"…\" }}")));
    }
}
