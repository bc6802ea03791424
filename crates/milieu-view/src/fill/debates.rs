//! `data/debates.json`.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::evidence::{Piece, pieces, read};
use milieu_study::fact::{EntityIx, FactIx, Value};
use milieu_study::schema::Table;
use milieu_study::settings::pick;

use crate::evidence::Statements;
use crate::label;
use crate::page::{ArgumentShown, Code, Debates, EntityLink, Label, PieceShown, Thesis};

pub(crate) fn page(study: &Study) -> Debates {
    let mut out = Statements::new(study);
    let mut theses: Vec<(String, Vec<EntityIx>)> = vec![];
    // A study may hold thousands of arguments: theses are found by name, listed by first use.
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for argument in study.entities_of(Table::Arguments) {
        let e = study.entity(argument);
        let thesis = study.row_cell(e.table, e.row, "thesis").unwrap_or_default().into_owned();
        let number = *at.entry(thesis.clone()).or_insert(theses.len());
        if number == theses.len() {
            theses.push((thesis, vec![]));
        }
        theses[number].1.push(argument);
    }
    let theses = theses.into_iter().map(|(words, arguments)| thesis(study, words, &arguments, &mut out)).collect();
    Debates { theses, evidence: out.into_list() }
}

fn thesis(study: &Study, words: String, arguments: &[EntityIx], out: &mut Statements<'_>) -> Thesis {
    let stated: Vec<FactIx> = arguments.iter().filter_map(|&a| study.own(a, "thesis")).collect();
    let shown: Vec<ArgumentShown> = arguments.iter().map(|&a| argument(study, a, out)).collect();
    let mut about: Vec<EntityLink> = vec![];
    for subject in shown.iter().flat_map(|a| &a.rests_on).filter_map(|p| p.subject.as_ref()) {
        if about.iter().all(|known| known.id != subject.id) {
            about.push(subject.clone());
        }
    }
    Thesis {
        id: arguments.first().map_or_else(String::new, |&a| study.entity(a).id.to_string()),
        thesis: out.shown(words, &stated),
        arguments: shown,
        about,
    }
}

fn argument(study: &Study, ix: EntityIx, out: &mut Statements<'_>) -> ArgumentShown {
    let e = study.entity(ix);
    let cell = |column| study.row_cell(e.table, e.row, column);
    let evidence = cell("evidence").unwrap_or_default();
    let rests_on: Vec<PieceShown> = pieces(&evidence).map(|text| piece(study, text, out)).collect();
    let statement = study.own(ix, "statement");
    ArgumentShown {
        id: e.id.to_string(),
        side: cell("side").map(|side| Code {
            label: label::word(&side).unwrap_or_else(|| label::plain(study, &side)),
            code: side.into_owned(),
        }),
        statement: out.shown(cell("statement").unwrap_or_default(), statement.as_slice()),
        notes: study.own(ix, "notes").map(|fact| out.written(fact)),
        supported: rests_on.iter().any(|piece| piece.there),
        rests_on,
    }
}

fn piece(study: &Study, text: &str, out: &mut Statements<'_>) -> PieceShown {
    let mut shown = PieceShown {
        written: text.to_owned(),
        kind: String::new(),
        subject: None,
        property: None,
        value: None,
        words: None,
        there: true,
    };
    shown.kind = match read(study, text) {
        Piece::Analysis(_, there) => {
            shown.there = there;
            "analysis"
        }
        Piece::Scenario(_, there) => {
            shown.there = there;
            "scenario"
        }
        Piece::Entity(entity) => {
            shown.subject = Some(label::link(study, entity));
            "entity"
        }
        Piece::Facts(entity, property, facts) => {
            shown.subject = Some(label::link(study, entity));
            match facts.first() {
                None => shown.there = false,
                Some(&first) => {
                    shown.property = Some(label::property(study, study.fact(first).property));
                    let (words, facts) = stated(study, entity, property, facts);
                    shown.words = reading(study, first, &words);
                    shown.value = Some(out.shown(words, &facts));
                }
            }
            "fact"
        }
        Piece::Unknown => {
            shown.there = false;
            "unknown"
        }
    }
    .to_owned();
    shown
}

/// What analyses use of a property; for rows that state it several times (sites, spells, ties), all of it.
fn stated(study: &Study, entity: EntityIx, property: &str, facts: Vec<FactIx>) -> (String, Vec<FactIx>) {
    if let Some((words, used)) = study.used_words(entity, property) {
        return (words.into_owned(), used);
    }
    let mut words: Vec<String> = vec![];
    for &fact in &facts {
        let written = study.written(fact).into_owned();
        if !words.contains(&written) {
            words.push(written);
        }
    }
    (words.join("; "), facts)
}

/// A value in words: the label of a code, the names of entities; none where it is words already.
fn reading(study: &Study, fact: FactIx, written: &str) -> Option<Label> {
    let f = study.fact(fact);
    if let Some(label) = label::value(study, f.property, written) {
        return Some(label);
    }
    let names_entities = matches!(f.value, Value::Entity(_)) || written.contains(';');
    let ids: Option<Vec<EntityIx>> = written.split(';').map(|id| study.find(id.trim())).collect();
    let labels: Vec<Label> = ids.filter(|_| names_entities)?.into_iter().map(|e| label::entity(study, e)).collect();
    let languages: Vec<&String> = labels.iter().flat_map(|l| l.keys()).collect();
    let named = |lang: &str| labels.iter().map(|l| pick(l, &[lang])).collect::<Vec<_>>().join(", ");
    Some(languages.into_iter().map(|lang| (lang.clone(), named(lang))).collect())
}
