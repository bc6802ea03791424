//! When a place lived. A missing end is not *open*: what is not known stays unknown.

use crate::fact::{EntityIx, FactIx, SourceIx, Value};
use crate::study::Study;
use crate::time::{self, Bound, Day, Edtf};

/// States in which a place has ended. A relocated place goes on elsewhere.
pub const EXITS: &[&str] = &["closed", "absorbed", "converted"];

/// A place's life as far as the study knows it.
#[derive(Clone, Debug)]
pub struct Life {
    /// Earliest and latest day of opening.
    pub opened: Option<[Bound; 2]>,
    /// Statements it rests on.
    pub opened_by: Vec<FactIx>,
    /// How the life ends, or why that is not known.
    pub end: End,
    /// Statements the end rests on.
    pub end_by: Vec<FactIx>,
    /// State when last heard of: a status of the contract; `unknown` when none is given.
    pub status: String,
}

/// The end of a life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It ended, between these days, by closing, being absorbed or converted.
    Event {
        /// Earliest and latest day.
        when: [Bound; 2],
        /// `closed`, `absorbed` or `converted`; `relocated` for a row that is one address of a place.
        exit: String,
    },
    /// It was still there on this day; nothing is known afterwards (right-censored).
    Censored {
        /// The last day it is known to have been there.
        at: Day,
        /// What says so.
        basis: Basis,
    },
    /// It ended, or may have, but nothing dates it.
    Unknown,
}

/// What the date of censoring rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A `last_confirmed` of the place or of a spell.
    LastConfirmed,
    /// The earliest day on which the latest-dated cited source can have appeared.
    LastSource(SourceIx),
}

/// Reads a place's life: its own `opened` and `closed` (contradictions resolved by the declared
/// rule), else its spells; without an end it is censored at `last_confirmed`, else at the date of
/// its last cited source, else its end is unknown.
#[must_use]
pub fn of(study: &Study, place: EntityIx) -> Life {
    let e = study.entity(place);
    let spells = spells(study, place);
    let own = |column| study.used(place, column).and_then(|(value, facts)| as_date(value).map(|d| (d, facts)));

    let opened = own("opened").or_else(|| {
        let (fact, date) = spells.iter().filter_map(|s| s.from).min_by_key(|(_, d)| first_day(*d))?;
        Some((date, vec![fact]))
    });
    let mut status = study.row_cell(e.table, e.row, "status").map_or_else(String::new, |s| s.into_owned());
    let exit = spells.iter().rev().find(|s| EXITS.contains(&s.status.as_str()));
    if status.is_empty() {
        status = exit.or(spells.last()).map_or_else(|| "unknown".to_owned(), |s| s.status.clone());
    }
    let ended = own("closed").or_else(|| {
        let (fact, date) = exit.and_then(|s| s.to.or(s.from.filter(|_| s.to.is_none() && s.from_is_exit)))?;
        Some((date, vec![fact]))
    });
    let exit = exit.map(|s| s.status.clone()).filter(|s| !s.is_empty());
    let exit_word = || {
        if EXITS.contains(&status.as_str()) {
            status.clone()
        } else {
            exit.clone().unwrap_or_else(|| "closed".to_owned())
        }
    };
    let (end, end_by) = match ended {
        Some((date, facts)) => (End::Event { when: extent(date), exit: exit_word() }, facts),
        // It is said to have ended, but not when.
        None if EXITS.contains(&status.as_str()) => (End::Unknown, vec![]),
        None => censored(study, place, &spells),
    };
    let (opened, opened_by) = opened.map_or((None, vec![]), |(date, facts)| (Some(extent(date)), facts));
    Life { opened, opened_by, end, end_by, status }
}

fn censored(study: &Study, place: EntityIx, spells: &[Spell]) -> (End, Vec<FactIx>) {
    let own = study.used(place, "last_confirmed").and_then(|(value, facts)| as_date(value).map(|d| (d, facts)));
    let confirmed = spells
        .iter()
        .filter_map(|s| s.last_confirmed.map(|(fact, date)| (date, vec![fact])))
        .chain(own)
        .filter_map(|(date, facts)| first_day(date).map(|day| (day, facts)))
        .max_by_key(|(day, _)| *day);
    if let Some((at, facts)) = confirmed {
        return (End::Censored { at, basis: Basis::LastConfirmed }, facts);
    }
    let last = study
        .facts_about(place)
        .iter()
        .flat_map(|&f| study.cited(study.fact(f).citations).iter().map(move |c| (f, c)))
        .filter_map(|(fact, citation)| {
            let source = citation.source?;
            // A locator that is a full date (`xcjblog 2010-12-15`) dates the statement better than the source does.
            let dated = citation.locator.as_deref().filter(|l| l.len() == "2010-12-15".len());
            let text = dated.filter(|l| time::parse(l, study.settings.tolerance).is_ok()).or(study.sources
                [source.0 as usize]
                .item
                .issued
                .as_deref())?;
            let day = first_day(time::parse(text, study.settings.tolerance).ok()?)?;
            Some((day, source, fact))
        })
        .max_by_key(|&(day, source, fact)| (day, std::cmp::Reverse((source, fact))));
    match last {
        Some((at, source, fact)) => (End::Censored { at, basis: Basis::LastSource(source) }, vec![fact]),
        None => (End::Unknown, vec![]),
    }
}

/// A row of spells.csv.
#[derive(Clone, Debug)]
pub struct Spell {
    /// State during the spell; blank when not said.
    pub status: String,
    /// Start, with its statement.
    pub from: Option<(FactIx, Edtf)>,
    /// End, with its statement.
    pub to: Option<(FactIx, Edtf)>,
    /// Latest confirmation, with its statement.
    pub last_confirmed: Option<(FactIx, Edtf)>,
    /// Why it ended.
    pub exit_reason: Option<FactIx>,
    /// Site, by id.
    pub site: Option<EntityIx>,
    /// What it became.
    pub successor: Option<EntityIx>,
    /// A statement of the row, for evidence when no date is given.
    pub fact: Option<FactIx>,
    /// A spell in an end state (`closed` from 2013) whose start is the exit.
    pub from_is_exit: bool,
}

/// Spells of a place by their first date; undated ones last, in file order.
#[must_use]
pub fn spells(study: &Study, place: EntityIx) -> Vec<Spell> {
    let mut found: Vec<((crate::fact::TableIx, u32), Spell)> = vec![];
    for &fact in study.facts_about(place) {
        let f = study.fact(fact);
        if study.table(f.at.table).table != crate::schema::Table::Spells {
            continue;
        }
        let row = (f.at.table, f.at.row);
        if found.last().is_none_or(|(r, _)| *r != row) {
            let status = study.row_cell(row.0, row.1, "status").map_or_else(String::new, |s| s.into_owned());
            let spell = Spell {
                from_is_exit: EXITS.contains(&status.as_str()),
                status,
                from: None,
                to: None,
                last_confirmed: None,
                exit_reason: None,
                site: study.row_entity(row.0, row.1, "site"),
                successor: study.row_entity(row.0, row.1, "successor"),
                fact: Some(fact),
            };
            found.push((row, spell));
        }
        let Some((_, spell)) = found.last_mut() else { continue };
        match (&*study.property(f.property).name, f.value) {
            ("from", Value::Date(d)) => spell.from = Some((fact, d)),
            ("to", Value::Date(d)) => spell.to = Some((fact, d)),
            ("last_confirmed", Value::Date(d)) => spell.last_confirmed = Some((fact, d)),
            ("exit_reason", _) => spell.exit_reason = Some(fact),
            _ => {}
        }
    }
    let mut spells: Vec<Spell> = found.into_iter().map(|(_, s)| s).collect();
    spells.sort_by_key(|s| s.from.or(s.to).and_then(|(_, d)| first_day(d)).map_or(i64::MAX, |d| i64::from(d.0)));
    spells
}

fn as_date(value: Value) -> Option<Edtf> {
    if let Value::Date(d) = value { Some(d) } else { None }
}

/// From the first day a date admits to its last.
fn extent(date: Edtf) -> [Bound; 2] {
    [date.bounds.earliest_start, date.bounds.latest_end]
}

/// The first day a date admits.
fn first_day(date: Edtf) -> Option<Day> {
    date.bounds.earliest_start.day()
}
