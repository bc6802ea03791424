//! SRC004: sources are never cited.

use rustc_hash::FxHashSet;

use super::Lint;
use crate::bib;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::fact::SourceIx;
use crate::study::Study;

/// Documentation of SRC004.
pub static LINT: Lint = Lint {
    code: "SRC004",
    name: "uncited-source",
    severity: Severity::Note,
    what: r#"Sources are never cited."#,
    why: r#"What was read and led to no statement is worth knowing; a source that was meant to be cited may be misspelt."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
@misc{l, title={U}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k; l
--- sources.bib
@misc{k, title={T}, date={2016}}
@misc{l, title={U}}
"#,
};

/// One finding for all of them, with the first few keys.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    const SHOWN: usize = 5;
    let cited = cited(study);
    let all = (0..study.sources.len() as u32).map(SourceIx);
    let uncited: Vec<SourceIx> = all.filter(|s| !cited.contains(s)).collect();
    let Some(first) = uncited.first() else { return };
    let source = |s: SourceIx| &study.sources[s.0 as usize];
    let mut keys: Vec<String> = uncited.iter().take(SHOWN).map(|&s| format!("`{}`", source(s).item.key)).collect();
    if uncited.len() > SHOWN {
        keys.push(format!("and {} more", uncited.len() - SHOWN));
    }
    let sources = if uncited.len() == 1 { "a source is".to_owned() } else { format!("{} sources are", uncited.len()) };
    let at = Span::new(source(*first).file, source(*first).item.at.clone());
    let found = LINT.at(at, format!("{sources} never cited: {}", keys.join(", ")));
    out.push(found.help("cite what a statement rests on; what was only read may stay"));
}

/// Sources some cell, note, entry of the codebook or analysis cites.
fn cited(study: &Study) -> FxHashSet<SourceIx> {
    let mut cited: FxHashSet<SourceIx> = study.citations.iter().flatten().filter_map(|c| c.source).collect();
    cited.extend(study.notes.iter().flat_map(|n| n.sources.iter().copied()));
    let codebook = study.codebook.entries().filter_map(|e| e.source.as_deref());
    cited.extend(codebook.flat_map(bib::parse_citations).filter_map(|c| study.source(c.key)));
    let analyses =
        study.analyses.iter().flat_map(|a| a.sources.iter().chain(a.inputs().filter_map(|i| i.source.as_ref())));
    cited.extend(analyses.filter_map(|said| study.source(&said.text)));
    cited
}
