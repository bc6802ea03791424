//! `data/debates.json`.

use std::collections::{BTreeMap, BTreeSet};

use milieu_study::evidence::{Piece, Runnable, pieces, read};
use milieu_study::fact::{EntityIx, FactIx, Value};
use milieu_study::schema::Table;
use milieu_study::settings::pick;
use milieu_study::{Study, unit_of};

use crate::evidence::Statements;
use crate::fill::analysis;
use crate::fill::lab::Asked;
use crate::label;
use crate::page::{ArgumentShown, Code, Debates, EntityLink, Label, PieceShown, Thesis};
use crate::site::Site;

pub(crate) fn page(site: &Site) -> Debates {
    let study = site.study();
    let mut out = Statements::new(study);
    let theses = by_thesis(study);
    let theses = theses.into_iter().map(|(words, arguments)| thesis(site, words, &arguments, &mut out)).collect();
    Debates { theses, evidence: out.into_list() }
}

/// Theses in the order of first use, with their arguments.
pub(crate) fn by_thesis(study: &Study) -> Vec<(String, Vec<EntityIx>)> {
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
    theses
}

/// Whether the study has what a piece of evidence names.
pub(crate) fn is_there(piece: &Piece<'_>) -> bool {
    match piece {
        Piece::Saved(_, _, there) => *there,
        Piece::Facts(_, _, facts) => !facts.is_empty(),
        Piece::Entity(_) => true,
        Piece::Unknown => false,
    }
}

fn thesis(site: &Site, words: String, arguments: &[EntityIx], out: &mut Statements<'_>) -> Thesis {
    let study = site.study();
    let stated: Vec<FactIx> = arguments.iter().filter_map(|&a| study.own(a, "thesis")).collect();
    let shown: Vec<ArgumentShown> = arguments.iter().map(|&a| argument(site, a, out)).collect();
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

fn argument(site: &Site, ix: EntityIx, out: &mut Statements<'_>) -> ArgumentShown {
    let study = site.study();
    let e = study.entity(ix);
    let cell = |column| study.row_cell(e.table, e.row, column);
    let evidence = cell("evidence").unwrap_or_default();
    let rests_on: Vec<PieceShown> = pieces(&evidence).map(|text| piece(site, text, out)).collect();
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

fn piece(site: &Site, text: &str, out: &mut Statements<'_>) -> PieceShown {
    let study = site.study();
    let named = read(study, text);
    let mut shown = PieceShown {
        written: text.to_owned(),
        kind: String::new(),
        subject: None,
        property: None,
        value: None,
        words: None,
        unit: None,
        analysis: None,
        experiment: None,
        there: is_there(&named),
    };
    shown.kind = match named {
        Piece::Saved(kind @ Runnable::Analysis, id, _) => {
            let all = study.analyses.iter().zip(site.analyses());
            let found = all.into_iter().find(|(saved, _)| saved.id == id);
            shown.analysis = found.map(|(saved, state)| analysis::short(study, saved, state));
            kind.word()
        }
        Piece::Saved(kind, id, _) => {
            let found =
                site.experiments().iter().find(|asked| kind == Runnable::Experiment && asked.experiment.id == id);
            shown.experiment = found.map(Asked::in_short);
            kind.word()
        }
        Piece::Entity(entity) => {
            shown.subject = Some(label::link(study, entity));
            "entity"
        }
        Piece::Facts(entity, property, facts) => {
            shown.subject = Some(label::link(study, entity));
            if let Some(&first) = facts.first() {
                shown.property = Some(label::property(study, study.fact(first).property));
                let (text, words) = stated(study, entity, property, &facts);
                shown.words = words;
                shown.unit = unit(study, first);
                shown.value = Some(out.shown(text, &facts));
            }
            "fact"
        }
        Piece::Unknown => "unknown",
    }
    .to_owned();
    shown
}

/// Everything stated of a property that is not rejected, each once; between statements that contradict
/// each other stands `≠`. In words where there are codes, entities or ties.
fn stated(study: &Study, entity: EntityIx, property: &str, facts: &[FactIx]) -> (String, Option<Label>) {
    let mut written: Vec<String> = vec![];
    let mut words: Vec<Label> = vec![];
    let mut worded = false;
    for &fact in facts {
        if study.qualifier_of_claim(fact, "status").as_deref() == Some("rejected") {
            continue;
        }
        let text = tie(study, fact).unwrap_or_else(|| study.written(fact).into_owned());
        if written.contains(&text) {
            continue;
        }
        let reading = reading(study, fact, &text);
        worded |= reading.is_some();
        words.push(reading.unwrap_or_else(|| label::plain(study, &text)));
        written.push(text);
    }
    let between = if study.conflict(entity, property).is_some() { " ≠ " } else { "; " };
    (written.join(between), worded.then(|| joined(&words, between)))
}

/// `spawned xinkafe` for a tie: its relation alone does not say to whom.
fn tie(study: &Study, fact: FactIx) -> Option<String> {
    let at = study.fact(fact).at;
    let is_relation = *study.property(study.fact(fact).property).name == *"relation";
    let to =
        (is_relation && study.table(at.table).table == Table::Ties).then(|| study.row_cell(at.table, at.row, "to"));
    Some(format!("{} {}", study.written(fact), to??))
}

/// Labels side by side, in every language that one of them has.
fn joined(labels: &[Label], between: &str) -> Label {
    let languages: BTreeSet<&String> = labels.iter().flat_map(|l| l.keys()).collect();
    let text = |lang: &str| labels.iter().map(|l| pick(l, &[lang])).collect::<Vec<_>>().join(between);
    languages.into_iter().map(|lang| (lang.clone(), text(lang))).collect()
}

/// A value in words: the label of a code, the names of entities; none where it is words already.
fn reading(study: &Study, fact: FactIx, written: &str) -> Option<Label> {
    let f = study.fact(fact);
    if study.table(f.at.table).table == Table::Ties && *study.property(f.property).name == *"relation" {
        let (relation, to) = written.split_once(' ')?;
        let to = label::entity(study, study.find(to)?);
        return Some(joined(&[label::value(study, f.property, relation)?, to], " "));
    }
    if let Some(label) = label::value(study, f.property, written) {
        return Some(label);
    }
    let names_entities = matches!(f.value, Value::Entity(_)) || written.contains(';');
    let ids: Option<Vec<EntityIx>> = written.split(';').map(|id| study.find(id.trim())).collect();
    let labels: Vec<Label> = ids.filter(|_| names_entities)?.into_iter().map(|e| label::entity(study, e)).collect();
    Some(joined(&labels, ", "))
}

/// Unit of a value, if its row or its property has one.
fn unit(study: &Study, fact: FactIx) -> Option<String> {
    let f = study.fact(fact);
    let name = &study.property(f.property).name;
    let in_row = match study.table(f.at.table).table {
        Table::Observations | Table::Claims => true,
        Table::Targets => matches!(&**name, "value" | "baseline"),
        _ => false,
    };
    let cell = study.qualifier(fact, "unit").filter(|_| in_row).map(std::borrow::Cow::into_owned);
    cell.or_else(|| unit_of(study, f.property).map(str::to_owned))
}
