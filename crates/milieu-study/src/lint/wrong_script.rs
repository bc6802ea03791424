//! NAM002: a name is written in another script than said.

use rayon::prelude::*;

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::name;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of NAM002.
pub static LINT: Lint = Lint {
    code: "NAM002",
    name: "wrong-script",
    severity: Severity::Warning,
    what: r#"A name is written in another script than said."#,
    why: r#"Simplified (Hans) and Traditional (Hant) forms of a name are kept apart, so that a text can be searched for the form its sources use."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
--- names.csv
entity,text,lang,script,source
a,新車間,zh,Hans,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
--- names.csv
entity,text,lang,script,source
a,新車間,zh,Hant,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each name.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for sheet in sheets(study, Table::Names) {
        let (Some(text), Some(script)) = (sheet.column("text"), sheet.column("script")) else { continue };
        let found: Vec<Diagnostic> = sheet
            .rows()
            .into_par_iter()
            .filter_map(|row| {
                let name = sheet.cell(row, Some(text));
                let said = sheet.cell(row, Some(script));
                let (is, problem) = other(&said, &name)?;
                let found =
                    LINT.at(sheet.span(row, Some(text)), format!("`{name}` {problem}, but `script` says `{said}`"));
                Some(
                    found
                        .also(sheet.span(row, Some(script)), "")
                        .help(format!("write `{is}` in `script`, or give the name in `{said}`")),
                )
            })
            .collect();
        out.extend(found);
    }
}

/// The script a name is in if it is not in the one said. Characters common to both fit either.
fn other(said: &str, name: &str) -> Option<(&'static str, &'static str)> {
    match said {
        "Hans" if !name::has_han(name) => Some(("Latn", "has no Chinese character")),
        "Hant" if !name::has_han(name) => Some(("Latn", "has no Chinese character")),
        "Latn" if name::has_han(name) => Some(("Hans", "has Chinese characters")),
        "Hans" if name::simplified(name) != name => Some(("Hant", "has Traditional characters")),
        "Hant" if name::traditional(name) != name && name::simplified(name) == name => {
            Some(("Hans", "has Simplified characters"))
        }
        _ => None,
    }
}
