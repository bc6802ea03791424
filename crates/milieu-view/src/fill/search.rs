//! `data/search.json`.

use std::collections::BTreeSet;

use milieu_study::Study;
use milieu_study::fact::EntityIx;
use milieu_study::name::{search_keys, simplified};
use milieu_study::schema::Table;
use milieu_study::settings::pick;
use rayon::prelude::*;

use crate::evidence::languages;
use crate::page::{Label, SearchEntry, SearchIndex};
use crate::{address, label};

/// Entities in the study's order, then sources, then codes.
pub(crate) fn page(study: &Study) -> SearchIndex {
    let entities: Vec<EntityIx> = (0..study.entities.len() as u32).map(EntityIx).collect();
    let wanted = entities.into_par_iter().filter(|&e| study.entity(e).kind != Table::Citations);
    let mut entries: Vec<SearchEntry> = wanted.map(|e| entity(study, e)).collect();
    entries.extend(study.sources.par_iter().map(|s| source(&s.item)).collect::<Vec<_>>());
    entries.extend(codes(study));
    let variants = variants(&entries);
    SearchIndex { entries, variants }
}

/// Characters that fold to one of the keys' characters. A browser has no dictionary of them, and a
/// reader may write any: 眾 in Taiwan and 衆 in Hong Kong are both 众.
fn variants(entries: &[SearchEntry]) -> String {
    let used: BTreeSet<char> = entries.iter().flat_map(|e| e.keys.chars()).filter(|c| !c.is_ascii()).collect();
    let mut out = String::new();
    for written in '\u{4E00}'..='\u{9FFF}' {
        let folded = simplified(written.encode_utf8(&mut [0; 4]));
        let mut characters = folded.chars();
        if let (Some(folded), None) = (characters.next(), characters.next())
            && folded != written
            && used.contains(&folded)
        {
            out.extend([written, folded]);
        }
    }
    out
}

fn entity(study: &Study, ix: EntityIx) -> SearchEntry {
    let e = study.entity(ix);
    let title = label::entity(study, ix);
    let mut names: BTreeSet<String> = title.values().cloned().collect();
    names.insert(e.id.to_string());
    for column in ["name", "name_zh", "title", "title_zh", "pinyin"] {
        names.extend(study.statements(ix, column).into_iter().map(|f| study.written(f).into_owned()));
    }
    for &fact in study.facts_about(ix) {
        if study.table(study.fact(fact).at.table).table == Table::Names {
            names.insert(study.written(fact).into_owned());
        }
    }
    entry(study, address::entity(e.kind, &e.id), e.kind.name(), &title, &names)
}

fn entry(study: &Study, route: String, table: &str, title: &Label, names: &BTreeSet<String>) -> SearchEntry {
    SearchEntry {
        route,
        table: table.to_owned(),
        name: pick(title, &languages(study)).to_owned(),
        zh: title.get("zh").cloned(),
        keys: keys(names),
    }
}

fn keys(names: &BTreeSet<String>) -> String {
    let keys: BTreeSet<String> = names.iter().flat_map(|n| search_keys(n)).filter(|k| !k.is_empty()).collect();
    keys.into_iter().collect::<Vec<_>>().join("\n")
}

fn source(item: &milieu_study::bib::Source) -> SearchEntry {
    let names: BTreeSet<String> =
        [item.key.clone(), item.short(), item.title.clone()].into_iter().chain(item.authors.iter().cloned()).collect();
    let name = if item.title.is_empty() { item.short() } else { format!("{}: {}", item.short(), item.title) };
    SearchEntry { route: address::source(&item.key), table: "source".to_owned(), name, zh: None, keys: keys(&names) }
}

fn codes(study: &Study) -> Vec<SearchEntry> {
    let book = &study.codebook;
    let schemes = book.schemes.iter().flat_map(|s| std::iter::once(&s.entry).chain(&s.codes));
    let variables = book.variables.iter().map(|v| &v.entry);
    let relations = book.relations.iter().map(|r| &r.entry);
    let indicators = book.indicators.iter().map(|i| &i.entry);
    let all = book.kinds.iter().chain(schemes).chain(variables).chain(relations).chain(indicators);
    all.map(|e| {
        let title = label::entry(study, e);
        let names: BTreeSet<String> = title.values().cloned().chain([e.code.clone()]).collect();
        entry(study, format!("#/codebook?code={}", address::component(&e.code)), "code", &title, &names)
    })
    .collect()
}
