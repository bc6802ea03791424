//! The `evidence` column of arguments: what a piece of it names.

use crate::fact::{EntityIx, FactIx};
use crate::study::Study;

/// What a piece of evidence names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// `analysis:id`, `scenario:id` or `experiment:id`, and whether the study has it.
    Saved(Runnable, &'a str, bool),
    /// An entity as a whole.
    Entity(EntityIx),
    /// `entity.property`: every statement of it; none if nothing is stated.
    Facts(EntityIx, &'a str, Vec<FactIx>),
    /// Nothing that the study knows.
    Unknown,
}

/// What is saved in a file of its own and can be run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runnable {
    /// `analyses/ID.toml`.
    Analysis,
    /// `scenarios/ID.toml`.
    Scenario,
    /// `experiments/ID.toml`.
    Experiment,
}

impl Runnable {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Analysis, Self::Scenario, Self::Experiment];

    /// The word before the colon.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Analysis => "analysis",
            Self::Scenario => "scenario",
            Self::Experiment => "experiment",
        }
    }

    /// The folder its files are in.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Analysis => "analyses",
            Self::Scenario => "scenarios",
            Self::Experiment => "experiments",
        }
    }

    /// The id of what is saved in the file of this path; none if that is another kind of file.
    #[must_use]
    pub fn saved_in(self, path: &str) -> Option<&str> {
        path.strip_prefix(self.folder())?.strip_prefix('/')?.strip_suffix(".toml")
    }
}

/// The pieces of an `evidence` cell, as written.
pub fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|piece| !piece.is_empty())
}

/// What a piece names.
#[must_use]
pub fn read<'a>(study: &Study, piece: &'a str) -> Piece<'a> {
    for kind in Runnable::ALL {
        if let Some(id) = piece.strip_prefix(kind.word()).and_then(|rest| rest.strip_prefix(':')) {
            let path = format!("{}/{}.toml", kind.folder(), id.trim());
            return Piece::Saved(kind, id.trim(), study.files.iter().any(|f| f.path == path));
        }
    }
    if let Some(entity) = study.find(piece) {
        return Piece::Entity(entity);
    }
    // Ids may have dots, so that every dot may be the one before the property.
    let splits = piece.char_indices().filter(|(_, c)| *c == '.').map(|(i, _)| (&piece[..i], &piece[i + 1..]));
    let Some((entity, property)) = splits.filter_map(|(id, property)| Some((study.find(id)?, property))).last() else {
        return Piece::Unknown;
    };
    let stated = |f: &FactIx| *study.property(study.fact(*f).property).name == *property;
    Piece::Facts(entity, property, study.facts_about(entity).iter().copied().filter(stated).collect())
}
