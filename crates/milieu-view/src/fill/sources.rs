//! `data/sources.json` and `data/source/<key>.json`.

use milieu_study::Study;
use milieu_study::fact::{EntityIx, SourceIx};

use crate::evidence::source_url;
use crate::page::{SourcePage, SourceRow, Sources};

/// The bibliography by author and year; equals by key.
pub(crate) fn list(study: &Study) -> Sources {
    let mut sources: Vec<SourceRow> = (0..study.sources.len() as u32).map(|i| row(study, SourceIx(i))).collect();
    sources.sort_by_cached_key(|s| (milieu_study::name::fold(&s.short), s.year, s.key.clone()));
    Sources { sources }
}

fn row(study: &Study, ix: SourceIx) -> SourceRow {
    let item = &study.sources[ix.0 as usize].item;
    let facts = study.facts_citing(ix);
    let mut entities: Vec<EntityIx> = facts.iter().filter_map(|&f| study.fact(f).subject).collect();
    entities.sort_unstable();
    entities.dedup();
    SourceRow {
        key: item.key.clone(),
        kind: item.kind.clone(),
        title: item.title.clone(),
        short: item.short(),
        reference: item.reference(),
        year: item.year(),
        language: item.language.as_deref().map(tag),
        url: source_url(item),
        note: item.note.clone(),
        statements: facts.len() as u32,
        entities: entities.len() as u32,
    }
}

/// The language tag of a language as bibliographies name it: BibLaTeX writes `english`, CSL `en`.
fn tag(language: &str) -> String {
    const NAMES: &[(&str, &[&str])] = &[
        ("en", &["english", "american", "usenglish", "british", "ukenglish"]),
        ("zh", &["chinese", "chinese-simplified", "chinese-traditional", "mandarin"]),
        ("fr", &["french", "francais", "français"]),
        ("de", &["german", "ngerman"]),
        ("es", &["spanish"]),
        ("it", &["italian"]),
        ("ja", &["japanese"]),
        ("ko", &["korean"]),
        ("pt", &["portuguese", "brazilian"]),
    ];
    let lower = language.to_lowercase();
    let known = NAMES.iter().find(|(_, names)| names.contains(&lower.as_str()));
    known.map_or_else(|| language.to_owned(), |(tag, _)| (*tag).to_owned())
}

/// A source and every statement that cites it, by entity in the study's order.
pub(crate) fn page(study: &Study, ix: SourceIx) -> SourcePage {
    let mut facts = study.facts_citing(ix).to_vec();
    // Rows of no entity come last.
    facts.sort_by_key(|&fact| {
        let subject = study.fact(fact).subject;
        (subject.is_none(), subject)
    });
    SourcePage { source: row(study, ix), statements: facts.iter().map(|fact| fact.0).collect() }
}
