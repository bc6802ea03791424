//! The country's reforms and institutions in order of time.
//!
//! The rule: policies and events of level `national` or `international` whose territory is a country
//! and that name no place. It follows from the tables alone: no kind or id is singled out.

use milieu_study::Study;
use milieu_study::fact::EntityIx;
use milieu_study::schema::Table;

use super::{links, used};
use crate::date::decimal;
use crate::evidence::Statements;
use crate::label;
use crate::page::{EntityLink, Milestone};

/// Dated milestones, the earliest first, and what has no date.
pub(super) fn fill(study: &Study, out: &mut Statements<'_>) -> (Vec<Milestone>, Vec<EntityLink>) {
    let all = study.entities_of(Table::Policies).chain(study.entities_of(Table::Events));
    let mut dated = vec![];
    let mut undated = vec![];
    for entity in all.filter(|&e| of_the_country(study, e)) {
        match milestone(study, entity, out) {
            Some(milestone) => dated.push(milestone),
            None => undated.push(label::link(study, entity)),
        }
    }
    dated.sort_by(|a, b| a.bounds[0].total_cmp(&b.bounds[0]).then(a.bounds[1].total_cmp(&b.bounds[1])));
    (dated, undated)
}

fn of_the_country(study: &Study, entity: EntityIx) -> bool {
    let e = study.entity(entity);
    let cell = |column| study.row_cell(e.table, e.row, column);
    let country = study.row_entity(e.table, e.row, "territory").is_some_and(|territory| {
        let t = study.entity(territory);
        study.row_cell(t.table, t.row, "level").as_deref() == Some("country")
    });
    country && cell("place").is_none() && matches!(cell("level").as_deref(), Some("national" | "international"))
}

fn milestone(study: &Study, entity: EntityIx, out: &mut Statements<'_>) -> Option<Milestone> {
    let e = study.entity(entity);
    let (columns, actors): (&[&str], &str) = match e.kind {
        Table::Events => (&["when"], "actors"),
        _ => (&["issued", "effective", "valid"], "issuer"),
    };
    let (column, date) = columns.iter().find_map(|c| Some((*c, study.row_date(e.table, e.row, c)?)))?;
    let bounds = date.bounds;
    let first = bounds.earliest_start.day().or(bounds.latest_start.day())?;
    let last = bounds.latest_end.day().or(bounds.latest_start.day()).unwrap_or(first);
    Some(Milestone {
        what: label::link(study, entity),
        kind: study.used_words(entity, "kind").map(|(kind, _)| {
            let known = study.codebook.kind(&kind).map(|k| label::entry(study, k));
            known.or_else(|| label::word(&kind)).unwrap_or_else(|| label::plain(study, &kind))
        }),
        bounds: [decimal(first.year_fraction()), decimal(last.plus_days(1).year_fraction())],
        open: bounds.is_open_ended(),
        when: used(study, entity, column, out)?,
        institutions: links(study, (e.table, e.row), actors),
        notes: used(study, entity, "notes", out),
    })
}
