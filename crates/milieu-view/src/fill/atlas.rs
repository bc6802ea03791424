//! `data/atlas.json` and the boundaries under `geo/`.

use std::collections::{BTreeMap, BTreeSet};

use milieu_method::place::{Ending, Place};
use milieu_study::Study;
use milieu_study::codebook::{Entry, VariableType};
use milieu_study::diagnostic::FileIx;
use milieu_study::fact::{EntityIx, FactIx};
use milieu_study::schema::Table;
use milieu_study::settings::pick;
use rayon::prelude::*;

use super::{life, sites};
use crate::evidence::languages;
use crate::page::{Atlas, AtlasPlace, AtlasTerritory, Code, Filter};
use crate::site::Site;
use crate::{address, label};

pub(crate) fn page(site: &Site) -> Atlas {
    let study = site.study();
    let named: BTreeSet<EntityIx> = site.places().iter().flat_map(|p| p.territories.iter().copied()).collect();
    let territories: Vec<EntityIx> = named.into_iter().collect();
    let filters = filters(study);
    let mut places: Vec<AtlasPlace> =
        site.places().par_iter().map(|p| place(site, p, &territories, &filters)).collect();
    places.sort_by(|a, b| a.id.cmp(&b.id));
    Atlas {
        places,
        territories: territories.iter().map(|&t| territory(study, t, &territories)).collect(),
        filters: filters.into_iter().map(|f| f.filter).collect(),
        years: site.years(),
        // A file's address is its name encoded once more.
        areas: areas(study).into_iter().map(|(path, _)| parts(&path)).collect(),
    }
}

fn place(site: &Site, place: &Place, territories: &[EntityIx], filters: &[Asked]) -> AtlasPlace {
    let study = site.study();
    let names = label::entity(study, place.entity);
    let kind = study.used_words(place.entity, "kind").map(|(kind, _)| kind.into_owned());
    AtlasPlace {
        id: study.entity(place.entity).id.to_string(),
        name: pick(&names, &languages(study)).to_owned(),
        zh: names.get("zh").cloned(),
        kind: kind.and_then(|kind| site.kinds().iter().position(|k| k.code == kind)).map(|i| i as u32),
        territory: place.territories.first().and_then(|t| territories.binary_search(t).ok()).map(|i| i as u32),
        positions: sites::positions(study, place),
        life: life::of(place, || site.years()),
        codes: filters.iter().map(|f| f.codes(study, place)).collect(),
        sources: place.sources.len() as u32,
        contradictions: study.conflicts_of(place.entity).len() as u32,
        successor: life::successor(study, place.entity).map(|s| study.entity(s).id.to_string()),
    }
}

/// A territory among others, by its index.
pub(crate) fn territory(study: &Study, ix: EntityIx, all: &[EntityIx]) -> AtlasTerritory {
    let e = study.entity(ix);
    let parent = study.row_entity(e.table, e.row, "parent");
    AtlasTerritory {
        id: e.id.to_string(),
        label: label::entity(study, ix),
        level: study.row_cell(e.table, e.row, "level").map(std::borrow::Cow::into_owned),
        parent: parent.filter(|p| *p != ix).and_then(|p| all.binary_search(&p).ok()).map(|i| i as u32),
    }
}

/// A filter and where its codes are found.
struct Asked {
    filter: Filter,
    column: Option<String>,
    scheme: Option<String>,
}

impl Asked {
    /// Codes of a place, in the filter's order; several where coders disagree.
    fn codes(&self, study: &Study, place: &Place) -> Vec<u32> {
        let mut found: BTreeSet<u32> = BTreeSet::new();
        let mut add = |code: &str| {
            // The words a yes or no may be written in.
            let code = match code {
                "true" if self.scheme.is_none() => "yes",
                "false" if self.scheme.is_none() => "no",
                code => code,
            };
            found.extend(self.filter.values.iter().position(|v| v.code == code).map(|i| i as u32));
        };
        match (&self.column, &self.scheme) {
            (None, None) => add(place.ending().word()),
            (column, scheme) => {
                if let Some((code, _)) = column.as_ref().and_then(|c| study.used_words(place.entity, c)) {
                    add(&code);
                }
                if let Some(scheme) = scheme {
                    for fact in codings(study, place.entity) {
                        if *study.property(study.fact(fact).property).name == **scheme {
                            add(&study.written(fact));
                        }
                    }
                }
            }
        }
        found.into_iter().collect()
    }
}

fn codings(study: &Study, entity: EntityIx) -> impl Iterator<Item = FactIx> {
    let facts = study.facts_about(entity).iter().copied();
    facts.filter(|&f| study.table(study.fact(f).at.table).table == Table::Codings)
}

/// Filters in the order of the page: what is known of the end, the study's primary scheme, other
/// schemes in which places are coded (those of most places first), closed variables of places.
fn filters(study: &Study) -> Vec<Asked> {
    let book = &study.codebook;
    let mut found = vec![Asked { filter: ending(), column: None, scheme: None }];
    // Places coded in each scheme.
    let mut used: BTreeMap<String, BTreeSet<EntityIx>> = BTreeMap::new();
    for (t, row) in study.rows(Table::Codings) {
        let place = study.row_entity(t, row, "entity").filter(|&e| study.entity(e).kind == Table::Places);
        if let (Some(place), Some(scheme)) = (place, study.row_cell(t, row, "scheme")) {
            used.entry(scheme.into_owned()).or_default().insert(place);
        }
    }
    let codes = |entries: &[Entry]| entries.iter().map(|e| label::code(study, e)).collect::<Vec<Code>>();
    for scheme in book.schemes.iter().filter(|s| used.contains_key(&s.entry.code)) {
        let filter = filter(study, &scheme.entry, codes(&scheme.codes));
        found.push(Asked { filter, column: None, scheme: Some(scheme.entry.code.clone()) });
    }
    let primary = study.settings.primary_scheme.as_deref();
    found[1..].sort_by_cached_key(|f| {
        let code = f.filter.code.as_str();
        (primary != Some(code), std::cmp::Reverse(used.get(code).map_or(0, BTreeSet::len)))
    });
    let states: BTreeSet<&str> = study
        .tables
        .iter()
        .filter(|t| t.table == Table::Places)
        .flat_map(|t| t.columns.iter().map(|c| c.name.as_str()))
        .collect();
    for variable in book.variables.iter().filter(|v| v.entry.table.is_none_or(|t| t == Table::Places)) {
        let code = &variable.entry.code;
        if !states.contains(code.as_str()) {
            continue;
        }
        let word =
            |w: &str| Code { code: w.to_owned(), label: label::word(w).unwrap_or_else(|| label::plain(study, w)) };
        let values = match &variable.ty {
            VariableType::Values(values) => values.iter().map(|v| word(v)).collect(),
            VariableType::Bool => ["yes", "no"].map(word).into(),
            VariableType::Scheme(scheme) => book.scheme(scheme).map_or_else(Vec::new, |s| codes(&s.codes)),
            _ => continue,
        };
        // A scheme of the same name is the same question: asked once, answered by cell and coders.
        match found.iter_mut().find(|f| f.filter.code == *code) {
            Some(same) => same.column = Some(code.clone()),
            None => {
                let filter = filter(study, &variable.entry, values);
                found.push(Asked { filter, column: Some(code.clone()), scheme: None });
            }
        }
    }
    found
}

fn filter(study: &Study, entry: &Entry, values: Vec<Code>) -> Filter {
    Filter { code: entry.code.clone(), label: label::entry(study, entry), values }
}

/// What is known of the end: the filter behind the counts of the overview.
fn ending() -> Filter {
    let words = |en, zh, fr| label::of(&milieu_method::Words { en, zh, fr });
    Filter {
        code: "end".to_owned(),
        label: words("What is known of the end", "终止情况", "Ce qu’on sait de la fin"),
        values: Ending::ALL
            .into_iter()
            .map(|ending| {
                let label = match ending {
                    Ending::Event => words("dated end", "有终止时间", "fin datée"),
                    Ending::Confirmed => {
                        words("alive when last confirmed", "最后确认时仍在", "en vie à la dernière confirmation")
                    }
                    Ending::LastSource => {
                        words("alive at its last dated source", "最后来源时仍在", "en vie à sa dernière source datée")
                    }
                    Ending::Unknown => words("unknown", "不详", "inconnue"),
                };
                Code { code: ending.word().to_owned(), label }
            })
            .collect(),
    }
}

/// Boundaries of the study that are GeoJSON: path of the data file and the study's file.
pub(crate) fn areas(study: &Study) -> Vec<(String, FileIx)> {
    let mut taken: BTreeMap<String, FileIx> = BTreeMap::new();
    for &file in &study.geo {
        let Some(name) = study.file(file).path.strip_prefix("geo/") else { continue };
        let flat = address::file_name(name.strip_suffix(".geojson").unwrap_or(name));
        if address::fits_disk(&flat) && parsed(study, file).is_some() {
            taken.entry(format!("geo/{flat}.geojson")).or_insert(file);
        }
    }
    taken.into_iter().collect()
}

/// A boundary file written anew from what was understood of it; none if it is not GeoJSON.
pub(crate) fn area(study: &Study, file: FileIx) -> Option<Vec<u8>> {
    parsed(study, file).map(|geo| geo.to_string().into_bytes())
}

fn parsed(study: &Study, file: FileIx) -> Option<geojson::GeoJson> {
    study.file(file).text.parse().ok()
}

/// The address of a data file relative to the site: each part of its name encoded.
fn parts(path: &str) -> String {
    path.split('/').map(address::component).collect::<Vec<_>>().join("/")
}
