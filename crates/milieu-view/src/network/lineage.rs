//! Which ties tell what came from what.

use milieu_study::Study;
use milieu_study::fact::{EntityIx, Value};
use milieu_study::schema::Table;

/// That one thing came from another; the words are those of [`crate::page::LineageTie`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lineage {
    /// `offspring`, `became`, `absorbed` or `moved`.
    pub kind: &'static str,
    /// Whether time runs from the start of the tie to its end.
    pub forward: bool,
}

/// Relations that are lineage whatever they join: code, kind, whether the start is the earlier.
const RELATIONS: &[(&str, &str, bool)] = &[
    ("spawned", "offspring", true),
    ("offspring_of", "offspring", false),
    ("founded_by_member_of", "offspring", false),
    ("became", "became", true),
    ("converted_to", "became", true),
    ("successor_of", "became", false),
    ("absorbed_by", "absorbed", true),
    ("merged_into", "absorbed", true),
    ("acquires", "absorbed", false),
    ("moved_to", "moved", true),
];

/// The lineage that a relation tells of. That a place `founded` another place is lineage, that a
/// person founded it is not.
pub(crate) fn of_relation(study: &Study, relation: &str, from: EntityIx, to: EntityIx) -> Option<Lineage> {
    if relation == "founded" {
        let both_places = [from, to].iter().all(|&e| study.entity(e).kind == Table::Places);
        return both_places.then_some(Lineage { kind: "offspring", forward: true });
    }
    let &(_, kind, forward) = RELATIONS.iter().find(|(code, ..)| *code == relation)?;
    Some(Lineage { kind, forward })
}

/// The lineage of a place and its successor, by the word for how the place ended; where the state
/// does not say, the place's own status does.
pub(crate) fn of_exit(study: &Study, place: EntityIx, exit: &str) -> Lineage {
    let own = study.used_words(place, "status").map_or_else(String::new, |(word, _)| word.into_owned());
    let kind = [exit, &own].into_iter().find_map(|word| match word {
        "absorbed" => Some("absorbed"),
        "relocated" => Some("moved"),
        "converted" | "closed" => Some("became"),
        _ => None,
    });
    Lineage { kind: kind.unwrap_or("became"), forward: true }
}

/// Whether the first surely opened before the second could have.
pub(crate) fn opened_before(study: &Study, first: EntityIx, second: EntityIx) -> bool {
    let opened = |e| match study.used(e, "opened") {
        Some((Value::Date(date), _)) => Some(date.bounds),
        _ => None,
    };
    let (Some(first), Some(second)) = (opened(first), opened(second)) else { return false };
    matches!((first.latest_end.day(), second.earliest_start.day()), (Some(a), Some(b)) if a < b)
}
