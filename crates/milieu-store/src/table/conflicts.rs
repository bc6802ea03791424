//! `conflicts`: contradictions and what became of them.

use milieu_study::Study;
use milieu_study::fact::{FactIx, Value};

use super::{Column, Sink, day};
use crate::cell::Cell;

#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("id", "integer primary key", "Number of the contradiction; `facts.conflict` points here."),
    ("entity", "text", "What the statements are about."),
    ("property", "text", "What they state."),
    ("period", "text", "Of measured values: the period they are for."),
    ("statements", "integer", "How many statements."),
    ("said", "text", "What is said, each value once, joined by `; `."),
    ("rule", "text", "Rule that decides: interval or ranking."),
    ("used", "text", "What analyses use; null where it is a date or a range."),
    ("used_earliest", "text", "Of a date used: its first day."),
    ("used_latest", "text", "Of a date used: its last day."),
    ("used_least", "real", "Of a number used: the least it may be."),
    ("used_greatest", "real", "Of a number used: the greatest."),
];

pub fn fill(study: &Study, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    for (i, conflict) in study.conflicts.iter().enumerate() {
        let written = |fact: FactIx| study.written(fact).into_owned();
        let said: Vec<String> = conflict.values.iter().map(|group| written(group[0])).collect();
        let said = said.join("; ");
        let (mut used, mut days, mut range) = (None, [None, None], conflict.range);
        match conflict.used {
            Value::Date(d) => days = [d.bounds.earliest_start, d.bounds.latest_end].map(day),
            Value::Number(n) => range = range.or(Some([n, n])),
            Value::Bool(b) => used = Some(if b { "yes" } else { "no" }.to_owned()),
            Value::Entity(e) => used = Some(study.entity(e).id.to_string()),
            Value::Text | Value::Broken => used = Some(written(conflict.ranked)),
        }
        sink.row(&[
            Cell::whole(i + 1),
            Cell::Text(&study.entity(conflict.entity).id),
            Cell::Text(&study.property(conflict.property).name),
            Cell::text(Some(conflict.period.as_str()).filter(|p| !p.is_empty())),
            Cell::whole(conflict.facts.len()),
            Cell::Text(&said),
            Cell::Text(conflict.rule.word()),
            Cell::text(used.as_deref()),
            Cell::text(days[0].as_deref()),
            Cell::text(days[1].as_deref()),
            Cell::real(range.map(|r| r[0])),
            Cell::real(range.map(|r| r[1])),
        ])?;
    }
    Ok(())
}
