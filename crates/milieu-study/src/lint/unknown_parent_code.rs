//! COD002: a code of the codebook has a parent that is not there.

use rustc_hash::FxHashSet;

use super::Lint;
use crate::codebook::Entry;
use crate::diagnostic::{Diagnostic, Severity};
use crate::study::Study;

/// Documentation of COD002.
pub static LINT: Lint = Lint {
    code: "COD002",
    name: "unknown-parent-code",
    severity: Severity::Error,
    what: r#"A code of the codebook has a parent, or is a ratio of indicators, that is not there."#,
    why: r#"The typology cannot be drawn or counted by its broader codes."#,
    bad: r#"--- codebook.toml
[[schemes]]
code = "form"
[[schemes.codes]]
code = "lab"
parent = "workshp"
[[schemes.codes]]
code = "workshop"
"#,
    good: r#"--- codebook.toml
[[schemes]]
code = "form"
[[schemes.codes]]
code = "lab"
parent = "workshop"
[[schemes.codes]]
code = "workshop"
"#,
};

/// One finding for each entry of a list whose parent the list does not have.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let book = &study.codebook;
    let schemes: Vec<&Entry> = book.schemes.iter().map(|s| &s.entry).collect();
    list(&book.kinds.iter().collect::<Vec<_>>(), out);
    list(&schemes, out);
    for scheme in &book.schemes {
        list(&scheme.codes.iter().collect::<Vec<_>>(), out);
    }
    list(&book.variables.iter().map(|v| &v.entry).collect::<Vec<_>>(), out);
    list(&book.relations.iter().map(|r| &r.entry).collect::<Vec<_>>(), out);
    list(&book.indicators.iter().map(|i| &i.entry).collect::<Vec<_>>(), out);
    for indicator in &book.indicators {
        let (Some(codes), Some(at)) = (&indicator.ratio, indicator.ratio_at) else { continue };
        for code in codes.iter().filter(|code| book.indicator(code).is_none()) {
            let message = format!("`{}` is a ratio of `{code}`, which is no indicator", indicator.entry.code);
            out.push(LINT.at(at, message).help("declare it under [[indicators]], or name another"));
        }
    }
}

fn list(entries: &[&Entry], out: &mut Vec<Diagnostic>) {
    let codes: FxHashSet<&str> = entries.iter().map(|e| e.code.as_str()).collect();
    let mut told = 0;
    for entry in entries {
        let Some(parent) = entry.parent.as_deref().filter(|p| !codes.contains(p)) else { continue };
        let message = format!("`{}` has the parent `{parent}`, which its list does not have", entry.code);
        let suggest = told < super::SUGGESTED;
        told += 1;
        let all = entries.iter().take(if suggest { entries.len() } else { 0 }).map(|e| e.code.as_str());
        let others: Vec<&str> = all.filter(|c| *c != entry.code).collect();
        let found = entry.at.map_or_else(|| LINT.study(&message), |at| LINT.at(at, &message));
        out.push(found.help(super::choose(parent, &others)));
    }
}

#[cfg(test)]
mod tests {
    use crate::world::Memory;

    fn codes(ratio: &str) -> Vec<&'static str> {
        let book = format!("[[indicators]]\ncode = \"gdp\"\n[[indicators]]\ncode = \"head\"\nratio = {ratio}\n");
        let checked = crate::compile(&Memory::of(&[("study.toml", "title = \"T\"\n"), ("codebook.toml", &book)]));
        checked.diagnostics.iter().map(|d| d.lint.name).collect()
    }

    #[test]
    fn a_ratio_is_of_two_indicators_of_the_codebook() {
        let told = |ratio: &str, name: &str| codes(ratio).iter().filter(|n| **n == name).count();
        assert_eq!(told("[\"gdp\", \"gdp\"]", "unknown-parent-code"), 0);
        assert_eq!(told("[\"gdp\", \"people\"]", "unknown-parent-code"), 1);
        assert_eq!(told("[\"peo\", \"ple\"]", "unknown-parent-code"), 2);
        assert_eq!(told("[\"gdp\"]", "wrong-type"), 1);
        assert_eq!(told("[\"gdp\", \"gdp\"]", "wrong-type"), 0);
    }
}
