//! Which ties tell what came from what, and which end came first.

use milieu_study::Study;
use milieu_study::fact::{EntityIx, Value};
use milieu_study::lineage::Descent;

/// That the one end of a tie came from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came {
    /// How.
    pub descent: Descent,
    /// Whether time runs from the start of the tie to its end.
    pub forward: bool,
}

/// The descent that a tie of this relation tells, as the codebook says.
pub(super) fn of_relation(study: &Study, relation: &str, from: EntityIx, to: EntityIx) -> Option<Came> {
    let lineage = study.codebook.lineage(relation)?;
    let told = lineage.among.is_none_or(|table| [from, to].iter().all(|&e| study.entity(e).kind == table));
    told.then_some(Came { descent: lineage.descent, forward: lineage.forward })
}

/// The descent of a place's successor, by the word for how the place ended; where the state does not
/// say, the place's own status does.
pub(super) fn of_exit(study: &Study, place: EntityIx, exit: &str) -> Came {
    let own = study.used_words(place, "status").map_or_else(String::new, |(word, _)| word.into_owned());
    let descent = [exit, &own].into_iter().find_map(|word| match word {
        "absorbed" => Some(Descent::Absorbed),
        "relocated" => Some(Descent::Moved),
        "converted" | "closed" => Some(Descent::Became),
        _ => None,
    });
    Came { descent: descent.unwrap_or(Descent::Became), forward: true }
}

/// Whether the first surely opened before the second could have.
pub(super) fn opened_before(study: &Study, first: EntityIx, second: EntityIx) -> bool {
    let opened = |e| match study.used(e, "opened") {
        Some((Value::Date(date), _)) => Some(date.bounds),
        _ => None,
    };
    let (Some(first), Some(second)) = (opened(first), opened(second)) else { return false };
    matches!((first.latest_end.day(), second.earliest_start.day()), (Some(a), Some(b)) if a < b)
}
