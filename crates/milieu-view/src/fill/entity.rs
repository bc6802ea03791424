//! `data/entity/<id>.json`.

use std::collections::BTreeMap;

use milieu_method::place::{Place, cited, statements};
use milieu_study::fact::{EntityIx, FactIx, PropertyIx};
use milieu_study::name::{has_han, pinyin};
use milieu_study::schema::{ColumnType, Table};
use milieu_study::{Study, unit_of};

use super::{contradictions, life, mentions, sites};
use crate::evidence::Statements;
use crate::page::{CodingShown, EntityPage, NameShown, Note, ObservationShown, Property, SourceCount, TieShown};
use crate::site::Site;
use crate::{date, label, markdown};

/// Columns shown among the names rather than the properties.
const NAMES: &[&str] = &["name", "name_zh", "title", "title_zh"];

pub(crate) fn page(site: &Site, ix: EntityIx) -> EntityPage {
    let study = site.study();
    let e = study.entity(ix);
    let mut out = Statements::new(study);
    let place = (e.kind == Table::Places).then(|| Place::read(study, ix));
    EntityPage {
        id: e.id.to_string(),
        table: e.kind.name().to_owned(),
        title: label::entity(study, ix),
        kind: kind(study, ix),
        names: names(study, ix, &mut out),
        life: place.as_ref().map(|p| life::line(site, p, &mut out)),
        properties: properties(study, ix, &mut out),
        sites: place.as_ref().map_or_else(Vec::new, |p| sites::shown(study, p, &mut out)),
        ties: ties(study, ix, &mut out),
        codings: codings(study, ix, &mut out),
        observations: observations(study, ix, &mut out),
        mentions: mentions::of(site, ix, &mut out),
        contradictions: study.conflicts_of(ix).iter().map(|c| contradictions::shown(study, c, &mut out)).collect(),
        notes: notes(study, ix),
        sources: sources(study, ix, &mut out),
        evidence: out.into_list(),
    }
}

fn kind(study: &Study, ix: EntityIx) -> Option<crate::page::Label> {
    let (kind, facts) = study.used_words(ix, "kind")?;
    let property = study.fact(*facts.first()?).property;
    Some(label::value(study, property, &kind).unwrap_or_else(|| label::plain(study, &kind)))
}

fn table_of(study: &Study, fact: FactIx) -> Table {
    study.table(study.fact(fact).at.table).table
}

/// Properties in the contract's order, then codebook variables in theirs, then columns nobody
/// declared, then what a comparison says of it.
fn properties(study: &Study, ix: EntityIx, out: &mut Statements<'_>) -> Vec<Property> {
    let kind = study.entity(ix).kind;
    let mut found: BTreeMap<(usize, usize, PropertyIx), ()> = BTreeMap::new();
    for &fact in study.facts_about(ix) {
        let property = study.fact(fact).property;
        let p = study.property(property);
        if p.table == Table::Cases {
            found.insert((3, 0, property), ());
        } else if p.table == kind && !NAMES.contains(&&*p.name) {
            let contract = kind.spec().columns.iter().position(|c| c.name == &*p.name);
            let variable = || study.codebook.variables.iter().position(|v| v.entry.code == *p.name);
            let order = contract.map(|i| (0, i)).or_else(|| variable().map(|i| (1, i))).unwrap_or((2, 0));
            found.insert((order.0, order.1, property), ());
        }
    }
    found.into_keys().filter_map(|(_, _, property)| shown(study, ix, property, out)).collect()
}

fn shown(study: &Study, ix: EntityIx, property: PropertyIx, out: &mut Statements<'_>) -> Option<Property> {
    let p = study.property(property);
    let all = || study.facts_about(ix).iter().copied().filter(|&f| study.fact(f).property == property);
    let conflict = study.conflicts_of(ix).iter().find(|c| c.property == property);
    let (text, facts) = match conflict {
        Some(c) => (contradictions::used(study, c), c.facts.clone()),
        None => {
            let facts: Vec<FactIx> = match study.used_words(ix, &p.name).filter(|_| p.table != Table::Cases) {
                Some((_, facts)) => facts,
                None => all().collect(),
            };
            (study.written(*facts.first()?).into_owned(), facts)
        }
    };
    let refers = refers(study, property, &text);
    let link = match refers.as_deref() {
        Some([(_, Some(one))]) => Some(label::link(study, *one)),
        _ => None,
    };
    let words = refers.map(|ids| {
        let name = |(id, e): &(&str, Option<EntityIx>)| e.map_or_else(|| (*id).to_owned(), |e| label::name(study, e));
        ids.iter().map(name).collect::<Vec<_>>().join("; ")
    });
    // Rejected statements are not used, but they stay in sight.
    let mut behind = facts.clone();
    behind.extend(all().filter(|f| !facts.contains(f)));
    if p.table == Table::Arguments && &*p.name == "evidence" {
        behind.extend(argued(study, &text));
    }
    Some(Property {
        property: p.name.to_string(),
        label: property.0,
        unit: unit_of(study, property).map(str::to_owned),
        code_label: label::value(study, property, &text),
        value: out.shown(words.unwrap_or(text), &behind),
        link,
    })
}

/// The ids in a cell that names entities, with those that are known.
fn refers<'t>(study: &Study, property: PropertyIx, text: &'t str) -> Option<Vec<(&'t str, Option<EntityIx>)>> {
    let p = study.property(property);
    let ids: Vec<&str> = match p.table.spec().column(&p.name)?.ty {
        ColumnType::Ref(_) => vec![text],
        ColumnType::Refs(_) => text.split(';').map(str::trim).filter(|id| !id.is_empty()).collect(),
        _ => return None,
    };
    Some(ids.into_iter().map(|id| (id, study.find(id))).collect())
}

/// The statements an argument names as `entity.property; entity.property`.
fn argued(study: &Study, text: &str) -> Vec<FactIx> {
    text.split(';')
        .filter_map(|part| part.trim().rsplit_once('.'))
        .filter_map(|(id, property)| Some(study.statements(study.find(id)?, property)))
        .flatten()
        .collect()
}

/// The names in the entity's own row, then those of names.csv.
fn names(study: &Study, ix: EntityIx, out: &mut Statements<'_>) -> Vec<NameShown> {
    let main = study.settings.languages.first().cloned();
    let mut found = vec![];
    for &column in NAMES {
        let facts = study.statements(ix, column);
        for fact in facts {
            let zh = column.ends_with("_zh");
            found.push(NameShown {
                text: out.written(fact),
                lang: if zh { Some("zh".to_owned()) } else { main.clone() },
                script: None,
                kind: None,
                pinyin: None,
                valid: study.qualifier_of_claim(fact, "valid").map(std::borrow::Cow::into_owned),
            });
        }
    }
    for &fact in study.facts_about(ix).iter().filter(|&&f| table_of(study, f) == Table::Names) {
        let cell = |column| study.qualifier(fact, column).map(std::borrow::Cow::into_owned);
        found.push(NameShown {
            text: out.written(fact),
            lang: cell("lang"),
            script: cell("script"),
            kind: cell("type"),
            pinyin: None,
            valid: cell("valid"),
        });
    }
    let given = found.iter().any(|n| n.kind.as_deref() == Some("pinyin"));
    for name in &mut found {
        if !given && has_han(&name.text.text) {
            name.pinyin = Some(pinyin(&name.text.text).marked);
        }
    }
    found
}

fn ties(study: &Study, ix: EntityIx, out: &mut Statements<'_>) -> Vec<TieShown> {
    let mut found = vec![];
    for &(_, at) in study.mentions_of(ix) {
        if study.table(at.table).table != Table::Ties {
            continue;
        }
        let outgoing = study.table(at.table).columns[at.column as usize].name == "from";
        let other = if outgoing { "to" } else { "from" };
        let Some(other) = study.row_entity(at.table, at.row, other) else { continue };
        let cell = |column: &str| study.row_cell(at.table, at.row, column);
        let relation = cell("relation");
        let book = relation.as_deref().and_then(|code| study.codebook.relation(code));
        let facts: Vec<FactIx> = statements_of_row(study, at.table, at.row);
        let valid = study.row_date(at.table, at.row, "valid").map(|d| d.bounds);
        let bounds = valid.map(|b| b.year_fractions());
        found.push(TieShown {
            other: label::link(study, other),
            outgoing,
            relation: match (&book, &relation) {
                (Some(r), _) => label::entry(study, &r.entry),
                (None, Some(code)) => label::plain(study, code),
                (None, None) => label::table(Table::Ties),
            },
            layer: cell("layer").map(std::borrow::Cow::into_owned).or_else(|| book.and_then(|r| r.layer.clone())),
            valid: out.shown(cell("valid").unwrap_or_default().into_owned(), &facts),
            bounds: bounds.and_then(|[from, _, _, to]| Some([date::decimal(from?), date::decimal(to?)])),
            remark: cell("notes").map(std::borrow::Cow::into_owned),
        });
    }
    found
}

/// What a tie rests on: its other end, relation, dates and strength.
fn statements_of_row(study: &Study, table: milieu_study::fact::TableIx, row: u32) -> Vec<FactIx> {
    let from = study.facts.partition_point(|f| (f.at.table, f.at.row) < (table, row));
    let here = study.facts[from..].iter().take_while(|f| f.at.table == table && f.at.row == row);
    here.enumerate()
        .filter(|(_, f)| matches!(&*study.property(f.property).name, "to" | "relation" | "valid" | "weight"))
        .map(|(i, _)| FactIx((from + i) as u32))
        .collect()
}

fn codings(study: &Study, ix: EntityIx, out: &mut Statements<'_>) -> Vec<CodingShown> {
    let facts = study.facts_about(ix).iter().copied().filter(|&f| table_of(study, f) == Table::Codings);
    facts
        .map(|fact| {
            let property = study.fact(fact).property;
            let code = out.written(fact);
            let cell = |column| study.qualifier(fact, column).map(std::borrow::Cow::into_owned);
            CodingShown {
                scheme: property.0,
                label: label::value(study, property, &code.text).unwrap_or_else(|| label::plain(study, &code.text)),
                code,
                certainty: cell("certainty"),
                coder: cell("coder"),
            }
        })
        .collect()
}

fn observations(study: &Study, ix: EntityIx, out: &mut Statements<'_>) -> Vec<ObservationShown> {
    let facts = study.facts_about(ix).iter().copied().filter(|&f| table_of(study, f) == Table::Observations);
    facts
        .map(|fact| {
            let property = study.fact(fact).property;
            let cell = |column| study.qualifier(fact, column).map(std::borrow::Cow::into_owned);
            ObservationShown {
                indicator: property.0,
                code: study.property(property).name.to_string(),
                period: cell("period"),
                value: out.written(fact),
                unit: cell("unit").or_else(|| unit_of(study, property).map(str::to_owned)),
            }
        })
        .collect()
}

fn notes(study: &Study, ix: EntityIx) -> Vec<Note> {
    let of = study.notes.iter().filter(|n| n.entities.contains(&ix));
    of.map(|note| {
        let file = study.file(note.file);
        Note { file: file.path.clone(), title: note.title.clone(), html: markdown::html(study, &file.text) }
    })
    .collect()
}

/// Sources of what is said of the entity (of a place: also of its sites), in order of first citation.
fn sources(study: &Study, ix: EntityIx, out: &mut Statements<'_>) -> Vec<SourceCount> {
    let mut found: Vec<SourceCount> = vec![];
    for source in statements(study, ix).into_iter().flat_map(|f| cited(study, f)) {
        let source = out.source(source);
        match found.iter_mut().find(|s| s.source == source) {
            Some(known) => known.statements += 1,
            None => found.push(SourceCount { source, statements: 1 }),
        }
    }
    found
}
