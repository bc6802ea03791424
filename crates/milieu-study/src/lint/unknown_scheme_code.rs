//! COD001: a coding uses a code that its scheme does not have.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::Table;
use crate::study::Study;

/// Documentation of COD001.
pub static LINT: Lint = Lint {
    code: "COD001",
    name: "unknown-scheme-code",
    severity: Severity::Error,
    what: r#"A coding uses a code that its scheme does not have."#,
    why: r#"Coders can only agree or disagree over codes that both could have chosen."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
--- codings.csv
entity,scheme,code,coder,source
a,form,opn,x,k
--- codebook.toml
[[schemes]]
code = "form"
[[schemes.codes]]
code = "open"
[[schemes.codes]]
code = "closed"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
--- codings.csv
entity,scheme,code,coder,source
a,form,open,x,k
--- codebook.toml
[[schemes]]
code = "form"
[[schemes.codes]]
code = "open"
[[schemes.codes]]
code = "closed"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each coding.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let schemes: FxHashMap<&str, FxHashSet<&str>> = study
        .codebook
        .schemes
        .iter()
        .map(|s| (s.entry.code.as_str(), s.codes.iter().map(|c| c.code.as_str()).collect()))
        .collect();
    for sheet in sheets(study, Table::Codings) {
        let (scheme, code) = (sheet.column("scheme"), sheet.column("code"));
        for row in sheet.rows() {
            let (scheme, text) = (sheet.cell(row, scheme), sheet.cell(row, code));
            let Some(codes) = schemes.get(&*scheme).filter(|codes| !codes.is_empty()) else { continue };
            if text.is_empty() || codes.contains(&*text) {
                continue;
            }
            // In the codebook's order.
            let choices =
                study.codebook.scheme(&scheme).map_or(vec![], |s| s.codes.iter().map(|c| c.code.as_str()).collect());
            out.push(
                LINT.at(sheet.span(row, code), format!("the scheme `{scheme}` has no code `{text}`"))
                    .help(super::choose(&text, &choices)),
            );
        }
    }
}
