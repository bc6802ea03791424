//! SRC001: a citation names a source that the bibliography does not have.

use super::Lint;
use crate::bib;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::name;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of SRC001.
pub static LINT: Lint = Lint {
    code: "SRC001",
    name: "unknown-source",
    severity: Severity::Error,
    what: r#"A citation names a source that the bibliography does not have."#,
    why: r#"The statement cannot be traced back."#,
    bad: r#"--- places.csv
id,name,source
a,A,shh2016 p. 7
--- sources.bib
@misc{sh2016, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,sh2016 p. 7
--- sources.bib
@misc{sh2016, title={T}, date={2016}}
"#,
};

/// The citations of the codebook and of saved analyses; those of tables are checked where they are read.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for saved in &study.analyses {
        let inputs = saved.inputs().filter_map(|input| input.source.as_ref());
        for said in saved.sources.iter().chain(inputs).filter(|said| study.source(&said.text).is_none()) {
            out.push(found(said.at, &said.text, study, out.len() < super::SUGGESTED));
        }
    }
    for entry in study.codebook.entries() {
        let (Some(source), Some(at)) = (&entry.source, entry.source_at) else { continue };
        for cited in bib::parse_citations(source) {
            let through = study.find(cited.key).is_some_and(|e| study.entity(e).kind == Table::Citations);
            if study.source(cited.key).is_none() && !through {
                out.push(found(
                    at.part(cited.at.start..cited.at.start + cited.key.len()),
                    cited.key,
                    study,
                    out.len() < super::SUGGESTED,
                ));
            }
        }
    }
}

/// With the nearest key, if one is to be suggested.
pub fn found(at: Span, key: &str, study: &Study, suggest: bool) -> Diagnostic {
    let keys = study.sources.iter().filter(|_| suggest).map(|s| s.item.key.as_str());
    let help = match name::nearest(key, keys) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add an item with the key `{key}` to sources.bib"),
    };
    LINT.at(at, format!("the bibliography has no `{key}`")).help(help)
}
