//! What the methods read of each place: its life, its positions, who speaks of it.

use std::collections::BTreeSet;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, SourceIx};
use milieu_study::life::{self, Basis, End, Life};
use milieu_study::position::{self, Position};
use milieu_study::schema::Table;
use milieu_study::time::Bound;

/// A place as methods see it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which one.
    pub entity: EntityIx,
    /// When it lived.
    pub life: Life,
    /// Where it was; the label point of a territory when nothing better is known.
    pub positions: Vec<Position>,
    /// Every statement about it or one of its sites, in that order; logs of traces left out.
    pub facts: Vec<FactIx>,
    /// Sources of these statements, in order of first citation, each with its statements.
    pub sources: Vec<(SourceIx, u32)>,
    /// Territories it lies in, the nearest first.
    pub territories: Vec<EntityIx>,
}

/// How well the position of a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Located {
    /// It, or a site of it, has coordinates.
    Own,
    /// Only a territory it lies in has.
    Territory,
    /// Nothing has.
    Nowhere,
}

/// What is known of the end of a place; the words of [`Ending::word`] are those of pages and addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// An end with a date.
    Event,
    /// No end; followed until it was last confirmed.
    Confirmed,
    /// No end; followed until its last dated source.
    LastSource,
    /// No date to go by: left out of analyses of survival.
    Unknown,
}

impl Ending {
    /// All, in the order of pages.
    pub const ALL: [Self; 4] = [Self::Event, Self::Confirmed, Self::LastSource, Self::Unknown];

    /// A short name: `event`, `confirmed`, `last_source`, `unknown`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Confirmed => "confirmed",
            Self::LastSource => "last_source",
            Self::Unknown => "unknown",
        }
    }
}

impl Place {
    /// Reads one place.
    #[must_use]
    pub fn read(study: &Study, entity: EntityIx) -> Self {
        let facts = statements(study, entity);
        let mut sources: Vec<(SourceIx, u32)> = vec![];
        for &fact in &facts {
            for source in cited(study, fact) {
                match sources.iter_mut().find(|(s, _)| *s == source) {
                    Some((_, count)) => *count += 1,
                    None => sources.push((source, 1)),
                }
            }
        }
        Self {
            entity,
            life: life::of(study, entity),
            positions: position::of_place(study, entity),
            facts,
            sources,
            territories: study.territories_of(entity),
        }
    }

    /// All places of a study, in file order.
    #[must_use]
    pub fn all(study: &Study) -> Vec<Self> {
        study.entities_of(Table::Places).map(|p| Self::read(study, p)).collect()
    }

    /// Whether its opening is dated, if only on one side.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.life.opened.as_ref().is_some_and(dated)
    }

    /// What is known of its end.
    #[must_use]
    pub fn ending(&self) -> Ending {
        match &self.life.end {
            End::Event { when, .. } if dated(when) => Ending::Event,
            End::Censored { basis: Basis::LastConfirmed, .. } => Ending::Confirmed,
            End::Censored { basis: Basis::LastSource(_), .. } => Ending::LastSource,
            End::Event { .. } | End::Unknown => Ending::Unknown,
        }
    }

    /// How well its position is known.
    #[must_use]
    pub fn located(&self, study: &Study) -> Located {
        match self.positions.first() {
            None => Located::Nowhere,
            Some(p) if study.entity(p.of).kind == Table::Territories => Located::Territory,
            Some(_) => Located::Own,
        }
    }
}

/// Whether a side of a date names a day.
#[must_use]
pub fn dated(bounds: &[Bound; 2]) -> bool {
    bounds.iter().any(|b| b.day().is_some())
}

/// Every statement about a place or one of its sites; the rows of traces are left out.
#[must_use]
pub fn statements(study: &Study, place: EntityIx) -> Vec<FactIx> {
    let of = |entity| study.facts_about(entity).iter().copied();
    let sites = position::sites(study, place);
    of(place)
        .chain(sites.into_iter().flat_map(of))
        .filter(|&f| study.table(study.fact(f).at.table).table != Table::Traces)
        .collect()
}

/// Sources of the bibliography a statement cites, each once.
pub fn cited(study: &Study, fact: FactIx) -> impl Iterator<Item = SourceIx> {
    let found: BTreeSet<SourceIx> = study.cited(study.fact(fact).citations).iter().filter_map(|c| c.source).collect();
    found.into_iter()
}
