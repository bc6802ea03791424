//! What an argument of `milieu explain` means.

use std::path::Path;

use milieu_method::analysis::saved;
use milieu_method::{count, legacy, ratio, registry, target};
use milieu_study::fact::{EntityIx, SourceIx};
use milieu_study::schema::{TABLES, Table, TableSpec};
use milieu_study::{Study, name};
use milieu_view::answer;
use serde::Serialize;

use super::page::Block;
use super::{Explained, entity, kept, method, number, rule, table, value};
use crate::failure::Failure;
use crate::locate;
use crate::terminal::Colour;

#[derive(Serialize)]
struct Topics {
    diagnostics: Vec<[&'static str; 2]>,
    tables: Vec<&'static str>,
}

#[derive(Serialize)]
struct SourceInWords {
    key: String,
    reference: String,
    file: String,
    line: u32,
    facts: usize,
}

/// Explains what an argument names: first what every study has, then what this study has.
pub fn explain(topic: &str, study: Option<&Path>, colour: Colour) -> Result<Explained, Failure> {
    if let Some(lint) = rule::find(topic) {
        return Ok(rule::one(lint));
    }
    if topic == "methods" {
        return Ok(method::all());
    }
    if let Some(found) = registry::method(topic) {
        return Ok(method::one(found));
    }
    if topic == "tables" {
        return Ok(table::all());
    }
    if let Some(spec) = spec(topic) {
        return Ok(table::one(spec));
    }
    let located = locate::study_or_bundled(study)?;
    let study = crate::verb::asked(&located, colour);
    if topic == "overview" {
        return Ok(number::all(&study));
    }
    if let Some(estimate) = count::find(&study, topic)
        .or_else(|| target::find(&study, topic))
        .or_else(|| ratio::find(&study, topic))
        .or_else(|| legacy::find(&study, topic))
    {
        return Ok(number::of(&study, &estimate));
    }
    if let Some(entity) = study.find(topic) {
        return Ok(entity::of(&study, entity));
    }
    if let Some(explained) = of_analysis(&study, topic) {
        return explained;
    }
    // An id may hold a dot, so every dot may be the one before the property.
    let split = |(at, _): (usize, &str)| Some((study.find(&topic[..at])?, &topic[at + 1..]));
    let parts: Vec<(EntityIx, &str)> = topic.match_indices('.').filter_map(split).collect();
    if let Some(explained) = parts.iter().find_map(|&(entity, property)| value::of(&study, entity, property)) {
        return Ok(explained);
    }
    if let Some(source) = study.source(topic) {
        return Ok(of_source(&study, source));
    }
    let hint = match parts.first() {
        Some(&(entity, property)) => no_property(&study, entity, property),
        None => no_topic(&study, topic),
    };
    Err(Failure::new(hint))
}

/// A number of a saved analysis, as `ANALYSIS.NUMBER`.
fn of_analysis(study: &Study, topic: &str) -> Option<Result<Explained, Failure>> {
    let split = |(at, _): (usize, &str)| Some((study.analysis(&topic[..at])?, &topic[at + 1..]));
    let (asked, wanted) = topic.match_indices('.').find_map(split)?;
    let no_number = |ids: &[&str]| {
        let near = name::nearest(wanted, ids.iter().copied());
        let near = near.map(|near| format!("did you mean `{}.{near}`?", asked.id));
        let help = near.unwrap_or_else(|| format!("its numbers are {}", ids.join(", ")));
        Failure::new(format!("the analysis `{}` has no number `{wanted}`; {help}", asked.id))
    };
    // Cases that may not be passed on give no number here, but their result may be kept.
    if let Some((made, result)) = asked.is_outside().then(|| answer::kept(study, asked)).flatten() {
        let found = result.numbers.iter().find(|number| number.id == wanted);
        let ids: Vec<&str> = result.numbers.iter().map(|number| number.id.as_str()).collect();
        return Some(found.map(|number| kept::of(study, asked, &made, &result, number)).ok_or_else(|| no_number(&ids)));
    }
    let answered = match saved::answer(study, asked, &saved::nothing_outside) {
        Ok(answered) => answered,
        Err(trouble) => {
            return Some(Err(Failure::new(format!(
                "`{}` gives no number: {}; `milieu analyze {}` says why",
                asked.id, trouble.refusal.what, asked.id
            ))));
        }
    };
    if let Some((number, estimate)) =
        (answered.outcome.numbers.iter().zip(&answered.estimates)).find(|(n, _)| n.id == wanted)
    {
        return Some(Ok(number::named(study, estimate, number.label.en)));
    }
    Some(Err(no_number(&answered.outcome.numbers.iter().map(|number| number.id.as_str()).collect::<Vec<_>>())))
}

/// A table by name or file.
fn spec(topic: &str) -> Option<&'static TableSpec> {
    TABLES
        .iter()
        .find(|spec| spec.table.name() == topic || spec.file == topic || Table::of_file(topic) == Some(spec.table))
}

fn of_source(study: &Study, ix: SourceIx) -> Explained {
    let source = &study.sources[ix.0 as usize];
    let file = study.file(source.file);
    let at = u32::try_from(source.item.at.start).unwrap_or(u32::MAX);
    let words = SourceInWords {
        key: source.item.key.clone(),
        reference: source.item.reference(),
        file: file.path.clone(),
        line: file.line_column(at).line,
        facts: study.facts_citing(ix).len(),
    };
    let query = format!(
        "milieu query \"select file, line, subject, property, text from facts join cited on fact = facts.id where key = '{}'\"",
        words.key
    );
    let page = vec![
        Block::Title(words.key.clone()),
        Block::Text(words.reference.clone()),
        Block::Fields(vec![
            ("entry", format!("{}:{}", words.file, words.line)),
            ("cited by", format!("{} statements", words.facts)),
        ]),
        Block::Text("The statements that cite it:".to_owned()),
        Block::Code(query),
    ];
    Explained::new("source", &words, page)
}

fn no_property(study: &Study, entity: EntityIx, property: &str) -> String {
    let id = &study.entity(entity).id;
    let stated = || study.facts_about(entity).iter().map(|&f| &*study.property(study.fact(f).property).name);
    if study.entity(entity).kind == Table::Places && ["opened", "closed"].contains(&property) {
        return format!(
            "no statement of `{id}` is its `{property}`; `milieu explain {id}` says what is known of its life"
        );
    }
    match name::nearest(property, stated()) {
        Some(near) => format!("nothing is stated of `{id}` as `{property}`; did you mean `{id}.{near}`?"),
        None => format!("nothing is stated of `{id}` as `{property}`; `milieu explain {id}` lists what is"),
    }
}

fn no_topic(study: &Study, topic: &str) -> String {
    let counts: Vec<String> = count::ALL.iter().map(|c| format!("overview.{}", c.id)).collect();
    let codes = rule::lints().flat_map(|l| [l.code, l.name]);
    let tables = TABLES.iter().flat_map(|t| [t.table.name(), t.file]);
    let ids = study.entities.iter().map(|e| &*e.id);
    let keys = study.sources.iter().map(|s| s.item.key.as_str());
    // An id before a dot is corrected with its property.
    let (head, tail) = topic.split_once('.').map_or((topic, String::new()), |(head, tail)| (head, format!(".{tail}")));
    let known = codes.chain(tables).chain(counts.iter().map(String::as_str)).chain(ids.clone()).chain(keys);
    let whole = name::nearest(topic, known);
    let near = whole.map(str::to_owned).or_else(|| Some(format!("{}{tail}", name::nearest(head, ids)?)));
    match near {
        Some(near) => format!("there is no `{topic}`; did you mean `{near}`?"),
        None => format!(
            "there is no `{topic}`: no diagnostic, table, id, source or number; `milieu explain` lists what can be explained"
        ),
    }
}

/// What can be explained.
pub fn list() -> Explained {
    let topics = Topics {
        diagnostics: rule::lints().map(|l| [l.code, l.name]).collect(),
        tables: TABLES.iter().map(|t| t.file).collect(),
    };
    let mut codes = vec![["code", "name", "what"].map(str::to_owned).to_vec()];
    codes.extend(rule::lints().map(|l| [l.code, l.name, l.what].map(str::to_owned).to_vec()));
    let mut tables = vec![["table", "what"].map(str::to_owned).to_vec()];
    tables.extend(TABLES.iter().map(|t| [t.file, t.doc].map(str::to_owned).to_vec()));
    let page = vec![
        Block::Title("What can be explained".to_owned()),
        Block::Text("A diagnostic, by code or name:".to_owned()),
        Block::Table(codes),
        Block::Text("A table, by name or file; `tables` for all:".to_owned()),
        Block::Table(tables),
        Block::Text(
            "Of a study: anything with an id (`xinchejian`), a value (`xinchejian.opened`), a source by its key, a number (`overview`)."
                .to_owned(),
        ),
    ];
    Explained::new("topics", &topics, page)
}
