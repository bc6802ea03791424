//! From a study's places and their spells to lifespans.
//!
//! Dates are spans of days. An age at the end lies between `earliest end − latest opening` and `latest end − earliest
//! opening`: these are `left` and `right`; `time` is the middle of what is possible. A missing end is censored at the
//! last confirmation, else at the last dated source; else the place is left out, as is one whose opening has no date.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx};
use milieu_study::life::{self, Basis, End};
use milieu_study::schema::Table as Of;
use milieu_study::time::{self, Bound, Day};

use crate::analysis::{Extract, Refusal, Row, Table};
use crate::{LeftOut, Words, place};

/// Days of a year, so that ages of many years keep step with the calendar.
const YEAR: f64 = 365.25;

/// The lives of a study's places, one row each.
pub static LIFESPANS: Extract = Extract {
    name: "lifespans",
    title: Words {
        en: "Lifespans of places, one row each",
        zh: "场所寿命（每行一处）",
        fr: "Durées de vie des lieux, un par ligne",
    },
    columns: &[
        ("place", "the place"),
        ("kind", "its kind"),
        ("territory", "the nearest territory it lies in"),
        ("opened", "middle of the possible openings, in years of the calendar"),
        (
            "entry",
            "age in years at which its first dated source appeared: late discovery; 0 when that was before it opened",
        ),
        ("time", "age in years at the end, or when last heard of: the middle of what the dates allow"),
        ("end", "closed, absorbed, converted; 0 when it is not known to have ended (censored)"),
        ("left", "age in years it certainly reached"),
        ("right", "age in years by which it had certainly ended; blank when censored"),
        ("basis", "what the last age rests on: event, last_confirmed, last_source"),
        ("opened_from", "earliest possible opening, in years of the calendar"),
        ("opened_to", "latest possible opening"),
        ("ended_from", "earliest possible end, or when last heard of"),
        ("ended_to", "latest possible end; blank when censored"),
        ("found", "when its first dated source appeared; the earliest opening when none is dated"),
    ],
    options: &[
        ("kind", "only places of this kind"),
        ("columns", "columns of places.csv, or variables, to add, with commas between"),
    ],
    make: lifespans,
};

/// Columns of numbers, in their order.
const NUMBERS: [&str; 10] =
    ["opened", "entry", "time", "left", "right", "opened_from", "opened_to", "ended_from", "ended_to", "found"];

const NO_OPENING: Words = Words {
    en: "its opening has no date, or one on one side only",
    zh: "开放日期缺失，或仅有一侧",
    fr: "son ouverture n’a pas de date, ou d’un seul côté",
};
const NO_END: Words = Words {
    en: "it has ended, or may have, but nothing dates that",
    zh: "已经或可能结束，但无日期",
    fr: "il a pris fin, ou peut-être, mais rien ne date cela",
};
const BACKWARDS: Words = Words {
    en: "by its dates it ended, or was last heard of, before it opened",
    zh: "按日期，其结束或最后消息早于开放",
    fr: "selon ses dates, il a fini, ou fut vu pour la dernière fois, avant d’ouvrir",
};

/// The dates of one life, in years of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Dates {
    opened: [f64; 2],
    ended: [Option<f64>; 2],
    found: f64,
}

/// The ages of one life, in years.
#[derive(Clone, Debug, PartialEq)]
struct Ages {
    opened: f64,
    entry: f64,
    time: f64,
    left: f64,
    right: Option<f64>,
    end: String,
    basis: &'static str,
    dates: Dates,
    facts: Vec<FactIx>,
}

fn lifespans(study: &Study, options: &BTreeMap<String, String>) -> Result<Table, Refusal> {
    let extra: Vec<&str> = options
        .get("columns")
        .map_or_else(Vec::new, |c| c.split(',').map(str::trim).filter(|part| !part.is_empty()).collect());
    let mut table = Table { name: LIFESPANS.name.into(), ..Table::default() };
    let mut words: Vec<Vec<Option<String>>> = vec![vec![]; 5 + extra.len()];
    let mut numbers: Vec<Vec<Option<f64>>> = vec![vec![]; NUMBERS.len()];
    let mut left_out: [(Words, Vec<EntityIx>); 3] = [NO_OPENING, NO_END, BACKWARDS].map(|reason| (reason, vec![]));
    for entity in study.entities_of(Of::Places) {
        let said = |property: &str| study.used_words(entity, property).map(|(text, facts)| (text.into_owned(), facts));
        let kind = said("kind");
        if options.get("kind").is_some_and(|wanted| kind.as_ref().is_none_or(|(kind, _)| kind != wanted)) {
            continue;
        }
        let mut ages = match ages(study, entity) {
            Ok(ages) => ages,
            Err(reason) => {
                if let Some((_, entities)) = left_out.iter_mut().find(|(own, _)| *own == reason) {
                    entities.push(entity);
                }
                continue;
            }
        };
        let territory = study.territories_of(entity).first().map(|&t| study.entity(t).id.to_string());
        let mut cells = vec![
            Some(study.entity(entity).id.to_string()),
            None,
            territory,
            Some(ages.end),
            Some(ages.basis.to_owned()),
        ];
        for (at, property) in std::iter::once("kind").chain(extra.iter().copied()).enumerate() {
            let cell = said(property).map(|(text, facts)| {
                ages.facts.extend(facts);
                text
            });
            if at == 0 { cells[1] = cell } else { cells.push(cell) }
        }
        words.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
        let Dates { opened: [first, last], ended: [from, to], found } = ages.dates;
        let ages_told = [Some(ages.opened), Some(ages.entry), Some(ages.time), Some(ages.left), ages.right];
        let values = ages_told.into_iter().chain([Some(first), Some(last), from, to, Some(found)]);
        numbers.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
        ages.facts.sort_unstable();
        ages.facts.dedup();
        let label = study.entity(entity).id.to_string();
        table.rows.push(Row { label, line: 0, entity: Some(entity), facts: ages.facts });
    }
    if table.rows.is_empty() {
        return Err(Refusal::new("no-lifespans", "no place of the study has both an opening and a last date")
            .why("a life is told between two dates")
            .help("fill `opened` and `closed` or `last_confirmed` in places.csv or spells.csv, each with its source"));
    }
    let left = left_out.into_iter().filter(|(_, entities)| !entities.is_empty());
    table.left_out.extend(left.map(|(reason, entities)| LeftOut::entities(reason, entities)));
    let mut words = words.into_iter();
    let mut numbers = numbers.into_iter();
    for (name, _) in LIFESPANS.columns {
        if NUMBERS.contains(name) {
            table.push_numbers(name, numbers.next().unwrap_or_default());
        } else {
            table.push_text(name, words.next().unwrap_or_default());
        }
    }
    for (name, cells) in extra.iter().zip(words) {
        let read: Option<Vec<Option<f64>>> = cells
            .iter()
            .map(|cell| match cell {
                None => Some(None),
                Some(text) => text.parse().ok().filter(|n: &f64| n.is_finite()).map(Some),
            })
            .collect();
        match read {
            Some(values) if values.iter().any(Option::is_some) => table.push_numbers(name, values),
            _ => table.push_text(name, cells),
        }
    }
    Ok(table)
}

/// The ages of one place, or why it has none.
fn ages(study: &Study, entity: EntityIx) -> Result<Ages, Words> {
    let life = life::of(study, entity);
    let [Some(opens), Some(opened)] = life.opened.map(|bounds| bounds.map(Bound::day)).unwrap_or_default() else {
        return Err(NO_OPENING);
    };
    let between = |later: Day, earlier: Day| f64::from(later.0 - earlier.0) / YEAR;
    let (left, right, ended, end, basis) = match life.end {
        End::Event { when, exit } => {
            let [Some(first), Some(last)] = when.map(Bound::day) else { return Err(NO_END) };
            (between(first, opened), Some(between(last, opens)), [first, last], exit, "event")
        }
        End::Censored { at, basis } => {
            let word = if basis == Basis::LastConfirmed { "last_confirmed" } else { "last_source" };
            // The latest age possible when last heard of; it bounds the middle only.
            return censored(study, entity, [opens, opened], at, word, [life.opened_by, life.end_by].concat());
        }
        End::Unknown => return Err(NO_END),
    };
    let most = right.unwrap_or(left);
    if most < 0.0 {
        return Err(BACKWARDS);
    }
    let left = left.max(0.0);
    let (entry, found, first) = entry(study, entity, [opens, opened]);
    let facts = life.opened_by.into_iter().chain(life.end_by).chain(first).collect();
    let time = f64::midpoint(left, most);
    let dates = Dates {
        opened: [opens, opened].map(Day::year_fraction),
        ended: ended.map(|day| Some(day.year_fraction())),
        found: found.year_fraction(),
    };
    Ok(Ages { opened: middle([opens, opened]), entry, time, left, right, end, basis, dates, facts })
}

fn censored(
    study: &Study,
    entity: EntityIx,
    [opens, opened]: [Day; 2],
    at: Day,
    basis: &'static str,
    mut facts: Vec<FactIx>,
) -> Result<Ages, Words> {
    let age = |opening: Day| f64::from(at.0 - opening.0) / YEAR;
    if age(opens) < 0.0 {
        return Err(BACKWARDS);
    }
    let left = age(opened).max(0.0);
    let (entry, found, first) = entry(study, entity, [opens, opened]);
    facts.extend(first);
    let time = f64::midpoint(left, age(opens));
    let end = "0".to_owned();
    let dates = Dates {
        opened: [opens, opened].map(Day::year_fraction),
        ended: [Some(at.year_fraction()), None],
        found: found.year_fraction(),
    };
    Ok(Ages { opened: middle([opens, opened]), entry, time, left, right: None, end, basis, dates, facts })
}

fn middle([first, last]: [Day; 2]) -> f64 {
    f64::midpoint(first.year_fraction(), last.year_fraction())
}

/// The age at which the first dated source that speaks of the place appeared, the day it did, and its statement; zero when that was
/// before the middle of the possible openings, or, on the first of these, when no source is dated.
fn entry(study: &Study, entity: EntityIx, [opens, opened]: [Day; 2]) -> (f64, Day, Option<FactIx>) {
    let first = place::statements(study, entity)
        .into_iter()
        .filter_map(|fact| Some((place::cited(study, fact).filter_map(|s| appeared(study, s)).min()?, fact)))
        .min();
    let Some((day, fact)) = first else { return (0.0, opens, None) };
    let middle = f64::midpoint(f64::from(opens.0), f64::from(opened.0));
    (((f64::from(day.0) - middle) / YEAR).max(0.0), day, Some(fact))
}

/// The earliest day on which a source can have appeared.
fn appeared(study: &Study, source: milieu_study::fact::SourceIx) -> Option<Day> {
    let issued = study.sources[source.0 as usize].item.issued.as_deref()?;
    time::parse(issued, study.settings.tolerance).ok()?.bounds.earliest_start.day()
}

#[cfg(test)]
mod tests {
    use milieu_study::compile;
    use milieu_study::world::Memory;

    use super::*;
    use crate::analysis::Cells;

    const SOURCES: &str = "@misc{a1, title = {A}, date = {2011}}\n@misc{b1, title = {B}, date = {2012-01-01}}\n\
                           @misc{c1, title = {C}, date = {2020-06-30}}\n";
    const PLACES: &str = "id,kind,name,opened,closed,status,last_confirmed,source\n\
        alpha,hackerspace,Alpha,2010,2013-07-01,closed,,a1\n\
        beta,fablab,Beta,2012-01-01,,active,2016-01-01,b1\n\
        gamma,fablab,Gamma,2014-01-01,,,,c1\n\
        delta,fablab,Delta,2014,,closed,,c1\n\
        epsilon,hackerspace,Epsilon,,2015,closed,,c1\n\
        zeta,hackerspace,Zeta,2015,2012,absorbed,,c1\n";

    fn made(options: &[(&str, &str)]) -> Table {
        let files = [("study.toml", "title = \"Lives\"\n"), ("sources.bib", SOURCES), ("places.csv", PLACES)];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let study = compile(&Memory(BTreeMap::from(files))).value;
        let options = options.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        lifespans(&study, &options).expect("lives")
    }

    fn numbers(table: &Table, name: &str) -> Vec<Option<f64>> {
        match &table.column(name).expect(name).cells {
            Cells::Number(cells) => cells.iter().map(|c| c.map(|v| (v * 100.0).round() / 100.0)).collect(),
            Cells::Text(_) => panic!("{name} is text"),
        }
    }

    #[test]
    fn dates_become_intervals_late_sources_entries_and_missing_ends_censoring() {
        let table = made(&[]);
        let labels: Vec<&str> = table.rows.iter().map(|r| r.label.as_str()).collect();
        assert_eq!(labels, ["alpha", "beta", "gamma"]);
        // Opened on some day of 2010, closed on 2013-07-01.
        assert_eq!(numbers(&table, "left"), [Some(2.5), Some(4.0), Some(6.49)]);
        assert_eq!(numbers(&table, "right"), [Some(3.5), None, None]);
        assert_eq!(numbers(&table, "time"), [Some(3.0), Some(4.0), Some(6.49)]);
        // First told of in 2011; on the day it opened; when it was last heard of.
        assert_eq!(numbers(&table, "entry"), [Some(0.5), Some(0.0), Some(6.49)]);
        // Both dates of opening and end, to the day; a censored place has no latest end.
        assert_eq!(numbers(&table, "opened_from"), [Some(2010.0), Some(2012.0), Some(2014.0)]);
        assert_eq!(numbers(&table, "opened_to"), [Some(2011.0), Some(2012.0), Some(2014.0)]);
        assert_eq!(numbers(&table, "ended_from"), [Some(2013.5), Some(2016.0), Some(2020.49)]);
        assert_eq!(numbers(&table, "ended_to"), [Some(2013.5), None, None]);
        assert_eq!(numbers(&table, "found"), [Some(2011.0), Some(2012.0), Some(2020.49)]);
        let Cells::Text(ends) = &table.column("end").expect("end").cells else { panic!("words") };
        assert_eq!(ends, &["closed", "0", "0"].map(|e| Some(e.to_owned())));
        assert!(table.rows.iter().all(|r| !r.facts.is_empty()));
    }

    #[test]
    fn what_has_no_dates_is_left_out_with_its_reason() {
        let table = made(&[]);
        let reasons: Vec<(&str, usize)> = table.left_out.iter().map(|l| (l.reason.en, l.entities.len())).collect();
        assert_eq!(reasons, [(NO_OPENING.en, 1), (NO_END.en, 1), (BACKWARDS.en, 1)]);
        assert_eq!(made(&[("kind", "hackerspace")]).rows.len(), 1);
        assert_eq!(
            made(&[("columns", "status")]).column("status").expect("added").cells.text(1),
            Some("active".into())
        );
    }
}
