//! COD009: a relation tells what came from what, but says that its direction does not matter.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::study::Study;

/// Documentation of COD009.
pub static LINT: Lint = Lint {
    code: "COD009",
    name: "undirected-lineage",
    severity: Severity::Warning,
    what: r#"A relation tells what came from what (`lineage`), but is not directed."#,
    why: r#"Descent runs from the earlier to the later: `lineage` is `offspring`, `became`, `absorbed` or `moved`, or `none` to deny what the code says; `earlier` is the end that was there first, `from` unless said; `lineage_among` names a table of which both ends must be rows. Without direction the order of the two columns decides by chance."#,
    bad: r#"--- codebook.toml
[[relations]]
code = "sister-of"
label = "Sister of"
lineage = "offspring"
directed = false
"#,
    good: r#"--- codebook.toml
[[relations]]
code = "daughter-of"
label = "Daughter of"
lineage = "offspring"
earlier = "to"
"#,
};

/// One finding for each relation that says both itself.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for relation in &study.codebook.relations {
        let (Some(lineage), Some(at), false) = (relation.lineage, relation.lineage_at, relation.directed) else {
            continue;
        };
        let (code, word) = (&relation.entry.code, lineage.descent.word());
        out.push(
            LINT.at(at, format!("`{code}` tells of descent (`{word}`) but is not directed"))
                .label("the end in the column `from` counts as the earlier")
                .help("clear `directed = false`, name the `earlier` end, or write lineage = \"none\""),
        );
    }
}
