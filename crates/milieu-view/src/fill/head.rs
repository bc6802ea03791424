//! `data/head.json`.

use std::collections::BTreeSet;

use milieu_study::schema::{TABLES, Table};
use milieu_study::{Study, time};

use crate::date::decimal;
use crate::label;
use crate::page::{Author, Code, Head, TableCount};
use crate::site::Site;

pub(crate) fn page(site: &Site) -> Head {
    let study = site.study();
    let settings = &study.settings;
    Head {
        title: label::study(study, &settings.title),
        summary: label::study(study, &settings.summary),
        authors: settings
            .authors
            .iter()
            .map(|a| Author { name: a.name.clone(), orcid: a.orcid.clone(), affiliation: a.affiliation.clone() })
            .collect(),
        licence: settings.licence.clone(),
        languages: settings.languages.clone(),
        window: window(study),
        version: site.version.clone(),
        digest: study.digest(),
        kinds: site.kinds().to_vec(),
        tables: TABLES
            .iter()
            .map(|spec| {
                let tables = study.tables.iter().filter(|t| t.table == spec.table);
                TableCount { table: spec.table.name().to_owned(), rows: tables.map(|t| t.len() as u32).sum() }
            })
            .collect(),
        problems: site.checked().counts().map(|n| n as u32),
        live: site.live,
    }
}

/// The observation window, from the start of its first day to the end of its last.
fn window(study: &Study) -> Option<[f64; 2]> {
    let bounds = time::parse(study.settings.window.as_deref()?, study.settings.tolerance).ok()?.bounds;
    let [from, _, _, to] = bounds.year_fractions();
    Some([decimal(from?), decimal(to?)])
}

/// Kinds of places: those of the codebook in its order, then those that only cells name, sorted.
pub(crate) fn kinds(study: &Study) -> Vec<Code> {
    let book = study.codebook.kinds.iter().filter(|k| k.table.is_none_or(|t| t == Table::Places));
    let mut kinds: Vec<Code> = book.map(|k| label::code(study, k)).collect();
    let used: BTreeSet<String> = study
        .entities_of(Table::Places)
        .filter_map(|p| study.used_words(p, "kind").map(|(kind, _)| kind.into_owned()))
        .filter(|kind| kinds.iter().all(|k| k.code != *kind))
        .collect();
    kinds.extend(used.into_iter().map(|code| {
        // A kind meant for another table is still labelled.
        let label = study.codebook.kind(&code).map_or_else(|| label::plain(study, &code), |k| label::entry(study, k));
        Code { code, label }
    }));
    kinds
}
