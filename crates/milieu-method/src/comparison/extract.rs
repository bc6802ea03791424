//! From a study's cases, territories and observations to rows.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, Value};
use milieu_study::schema::Table as Of;

use crate::analysis::{At, Extract, Refusal, Row, Table};
use crate::{LeftOut, Words};

/// Cases of a comparison, a column for each dimension.
pub static CASES: Extract = Extract {
    name: "cases",
    title: Words { en: "Cases by dimension", zh: "个案（按维度）", fr: "Cas par dimension" },
    columns: &[
        ("case", "the case"),
        ("…", "a column for each dimension: what is said of the case, blank where sources disagree"),
    ],
    options: &[],
    make: |study, _| wide(study, Of::Cases, "case", &|_| true),
};

/// Observed indicators, a row for each thing and year.
pub static PANEL: Extract = Extract {
    name: "panel",
    title: Words { en: "Indicators by year", zh: "指标面板（按年）", fr: "Indicateurs par année" },
    columns: &[
        ("unit", "what was observed"),
        ("year", "calendar year in which the whole period lies"),
        ("…", "a column for each indicator: the value, blank where observations of the year disagree"),
    ],
    options: &[("indicator", "only this indicator"), ("kind", "only territories, places … (the table they stand in)")],
    make: panel,
};

/// The latest observed indicators, a row for each thing.
pub static INDICATORS: Extract = Extract {
    name: "indicators",
    title: Words { en: "Latest indicators", zh: "最新指标", fr: "Derniers indicateurs" },
    columns: &[("unit", "what was observed"), ("…", "a column for each indicator: its latest value")],
    options: &[("kind", "only territories, places … (the table they stand in)"), ("until", "last year that counts")],
    make: indicators,
};

const CONFLICT: Words = Words {
    en: "sources disagree on this value, and no rule decides",
    zh: "来源对该值说法不一，且无规则可裁定",
    fr: "les sources divergent sur cette valeur, sans règle pour trancher",
};

/// Statements of a table of statements as a wide table: a row for each subject, a column for each property.
fn wide(study: &Study, of: Of, key: &str, keep: &dyn Fn(&str) -> bool) -> Result<Table, Refusal> {
    let mut names: Vec<&str> = vec![];
    let mut cells: BTreeMap<EntityIx, BTreeMap<&str, Vec<FactIx>>> = BTreeMap::new();
    for (fact, at) in study.facts.iter().zip(0..).map(|(fact, at)| (fact, FactIx(at))) {
        let property = study.property(fact.property);
        let (true, Some(subject)) = (property.table == of && keep(&property.name), fact.subject) else { continue };
        if !names.contains(&&*property.name) {
            names.push(&property.name);
        }
        cells.entry(subject).or_default().entry(&property.name).or_default().push(at);
    }
    if cells.is_empty() {
        return Err(Refusal::new("no-cases", "the study has no such statements")
            .why("there is nothing to compare")
            .help("add rows to cases.csv"));
    }
    let mut table = Table { name: key.to_owned(), ..Table::default() };
    let mut columns: Vec<Vec<Option<String>>> = vec![vec![]; names.len()];
    let mut keys = vec![];
    let mut disagree = vec![];
    for (entity, of_entity) in &cells {
        let id = study.entity(*entity).id.to_string();
        let mut facts = vec![];
        for (column, name) in columns.iter_mut().zip(&names) {
            let stated = of_entity.get(name).map_or(&[][..], Vec::as_slice);
            let mut written: Vec<String> = stated.iter().map(|&f| study.written(f).into_owned()).collect();
            written.dedup();
            if written.len() > 1 {
                disagree.extend_from_slice(stated);
                column.push(None);
                continue;
            }
            facts.extend_from_slice(stated);
            column.push(written.pop());
        }
        facts.sort_unstable();
        keys.push(Some(id.clone()));
        table.rows.push(Row { label: id, line: 0, entity: Some(*entity), facts });
    }
    if !disagree.is_empty() {
        table.left_out.push(LeftOut::facts(CONFLICT, disagree));
    }
    table.push_text(key, keys);
    for (name, column) in names.iter().zip(columns) {
        push(&mut table, name, column);
    }
    Ok(table)
}

/// A column of numbers where all that is written are numbers, else of words.
fn push(table: &mut Table, name: &str, cells: Vec<Option<String>>) {
    let numbers: Option<Vec<Option<f64>>> = cells
        .iter()
        .map(|cell| match cell {
            None => Some(None),
            Some(text) => text.parse::<f64>().ok().filter(|n| n.is_finite()).map(Some),
        })
        .collect();
    match numbers {
        Some(numbers) if numbers.iter().any(Option::is_some) => table.push_numbers(name, numbers),
        _ => table.push_text(name, cells),
    }
}

/// A value observed of something in a year.
struct Seen {
    entity: EntityIx,
    indicator: String,
    year: i32,
    value: f64,
    fact: FactIx,
}

fn seen(study: &Study, options: &BTreeMap<String, String>) -> Vec<Seen> {
    let wanted = |name: &str, value: &str| options.get(name).is_none_or(|only| only == value);
    let mut all = vec![];
    for (fact, at) in study.facts.iter().zip(0..).map(|(fact, at)| (fact, FactIx(at))) {
        let property = study.property(fact.property);
        let (true, Some(entity), Value::Number(value)) = (property.table == Of::Observations, fact.subject, fact.value)
        else {
            continue;
        };
        let kind = study.table(study.entity(entity).table).table.spec().file.trim_end_matches(".csv");
        let year = study.valid(at).and_then(|period| {
            let first = period.bounds.earliest_start.day()?.year();
            (period.bounds.latest_end.day()?.year() == first).then_some(first)
        });
        if let (Some(year), true, true) = (year, wanted("indicator", &property.name), wanted("kind", kind)) {
            all.push(Seen { entity, indicator: property.name.to_string(), year, value, fact: at });
        }
    }
    all
}

fn none_seen() -> Refusal {
    Refusal::new("no-observations", "the study has no such numbers with a calendar year")
        .why("a value is of a year")
        .help("add rows to observations.csv, with their period")
        .at(At::Option("indicator".into()))
}

/// The values of each indicator, each with its statement.
type Values = BTreeMap<String, Vec<(f64, FactIx)>>;

fn panel(study: &Study, options: &BTreeMap<String, String>) -> Result<Table, Refusal> {
    let mut rows: BTreeMap<(EntityIx, i32), Values> = BTreeMap::new();
    for one in seen(study, options) {
        rows.entry((one.entity, one.year)).or_default().entry(one.indicator).or_default().push((one.value, one.fact));
    }
    numeric(study, rows.into_iter().map(|((entity, year), cells)| (entity, Some(year), cells)).collect(), "panel")
}

fn indicators(study: &Study, options: &BTreeMap<String, String>) -> Result<Table, Refusal> {
    let until = options.get("until").map(|text| text.parse::<i32>()).transpose().map_err(|_| {
        Refusal::new("bad-option", "`until` is not a year")
            .why("it is the last year that counts")
            .help("say 2019")
            .at(At::Option("until".into()))
    })?;
    let mut latest: BTreeMap<EntityIx, Values> = BTreeMap::new();
    let mut years: BTreeMap<(EntityIx, String), i32> = BTreeMap::new();
    for one in seen(study, options).into_iter().filter(|one| until.is_none_or(|until| one.year <= until)) {
        let year = years.entry((one.entity, one.indicator.clone())).or_insert(one.year);
        let values = latest.entry(one.entity).or_default().entry(one.indicator).or_default();
        if one.year > *year {
            *year = one.year;
            values.clear();
        }
        if one.year == *year {
            values.push((one.value, one.fact));
        }
    }
    let rows = latest.into_iter().map(|(entity, cells)| (entity, None, cells));
    numeric(study, rows.collect(), "indicators")
}

/// One row of a numeric table: entity, year, and the values of each indicator.
type NumericRow = (EntityIx, Option<i32>, Values);

fn numeric(study: &Study, rows: Vec<NumericRow>, name: &str) -> Result<Table, Refusal> {
    if rows.is_empty() {
        return Err(none_seen());
    }
    let mut names: Vec<String> = rows.iter().flat_map(|(_, _, cells)| cells.keys().cloned()).collect();
    names.sort();
    names.dedup();
    let mut table = Table { name: name.to_owned(), ..Table::default() };
    let mut columns: Vec<Vec<Option<f64>>> = vec![vec![]; names.len()];
    let (mut units, mut years) = (vec![], vec![]);
    let mut disagree = vec![];
    for (entity, year, cells) in rows {
        let id = study.entity(entity).id.to_string();
        let mut facts = vec![];
        for (column, name) in columns.iter_mut().zip(&names) {
            let values = cells.get(name).map_or(&[][..], Vec::as_slice);
            let agreed = values.first().filter(|first| values.iter().all(|v| v.0 == first.0));
            column.push(agreed.map(|v| v.0));
            let stated = values.iter().map(|v| v.1);
            if agreed.is_some() || values.is_empty() { facts.extend(stated) } else { disagree.extend(stated) }
        }
        facts.sort_unstable();
        let label = year.map_or(id.clone(), |year| format!("{id} {year}"));
        table.rows.push(Row { label, line: 0, entity: Some(entity), facts });
        units.push(Some(id));
        years.push(year.map(f64::from));
    }
    if !disagree.is_empty() {
        table.left_out.push(LeftOut::facts(CONFLICT, disagree));
    }
    table.push_text("unit", units);
    if years.iter().any(Option::is_some) {
        table.push_numbers("year", years);
    }
    for (name, column) in names.iter().zip(columns) {
        table.push_numbers(name, column);
    }
    Ok(table)
}
