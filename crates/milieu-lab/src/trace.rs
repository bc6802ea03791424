//! What happened and why: an event with the three largest terms behind the decision.

use crate::uid::Uid;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happening {
    /// A place opened.
    PlaceOpened,
    /// A place closed.
    PlaceClosed,
    /// A place moved to cheaper floor.
    PlaceMoved,
    /// A community place became a hub.
    PlaceConverted,
    /// A firm was founded or arrived.
    FirmEntered,
    /// A firm ended.
    FirmExited,
    /// A firm changed its owners.
    FirmReformed,
    /// An official was promoted.
    Promoted,
    /// An official left office without promotion.
    Rotated,
    /// An official missed a binding target.
    Vetoed,
    /// A campaign began.
    CampaignBegan,
    /// A zone was founded.
    ZoneFounded,
    /// Floor space changed its class.
    FloorConverted,
}

impl Happening {
    /// The word in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::PlaceOpened => "place-opened",
            Self::PlaceClosed => "place-closed",
            Self::PlaceMoved => "place-moved",
            Self::PlaceConverted => "place-converted",
            Self::FirmEntered => "firm-entered",
            Self::FirmExited => "firm-exited",
            Self::FirmReformed => "firm-reformed",
            Self::Promoted => "promoted",
            Self::Rotated => "rotated",
            Self::Vetoed => "vetoed",
            Self::CampaignBegan => "campaign-began",
            Self::ZoneFounded => "zone-founded",
            Self::FloorConverted => "floor-converted",
        }
    }
}

/// A term behind a decision: what it is called, and how much it weighed in the decision's own unit.
pub type Term = (&'static str, f64);

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Step.
    pub step: u32,
    /// What.
    pub what: Happening,
    /// To whom.
    pub who: Uid,
    /// Row in the table of whom it happened to.
    pub row: u32,
    /// Row of the territory where.
    pub territory: u32,
    /// A word that says more: the cause of a closure, the kind of a place.
    pub detail: &'static str,
    /// The largest terms behind it, largest first; empty names fill up.
    pub terms: [Term; 3],
}

/// The events of a run, kept if asked for.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Whether events are kept.
    pub on: bool,
    /// Events in the order they were committed.
    pub events: Vec<Event>,
}

impl Trace {
    /// Keeps an event, made only if events are kept.
    pub fn record(&mut self, event: impl FnOnce() -> Event) {
        if self.on {
            self.events.push(event());
        }
    }
}

/// The three terms of the largest absolute value, largest first; the earlier of equals comes first.
#[must_use]
pub fn largest(terms: &[Term]) -> [Term; 3] {
    let mut sorted: Vec<&Term> = terms.iter().filter(|(_, x)| x.is_finite() && *x != 0.0).collect();
    sorted.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    std::array::from_fn(|n| sorted.get(n).map_or(("", 0.0), |term| **term))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_terms_come_first() {
        let terms = [("fees", 3.0), ("rent", -9.0), ("none", 0.0), ("staff", -3.0), ("events", 1.0)];
        assert_eq!(largest(&terms), [("rent", -9.0), ("fees", 3.0), ("staff", -3.0)]);
        assert_eq!(largest(&[("a", f64::NAN)]), [("", 0.0); 3]);
    }

    #[test]
    fn nothing_is_made_when_off() {
        let mut trace = Trace::default();
        trace.record(|| unreachable!("not asked for"));
        assert!(trace.events.is_empty());
    }
}
