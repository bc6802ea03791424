//! The `evidence` column of arguments: what a piece of it names.

use crate::fact::{EntityIx, FactIx};
use crate::study::Study;

/// What a piece of evidence names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// `analysis:id`, and whether the study has it.
    Analysis(&'a str, bool),
    /// `scenario:id`, and whether the study has it.
    Scenario(&'a str, bool),
    /// An entity as a whole.
    Entity(EntityIx),
    /// `entity.property`: every statement of it; none if nothing is stated.
    Facts(EntityIx, &'a str, Vec<FactIx>),
    /// Nothing that the study knows.
    Unknown,
}

/// The pieces of an `evidence` cell, as written.
pub fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|piece| !piece.is_empty())
}

/// What a piece names.
#[must_use]
pub fn read<'a>(study: &Study, piece: &'a str) -> Piece<'a> {
    let saved = |folder: &str, id: &str| {
        let path = format!("{folder}/{id}.toml");
        study.files.iter().any(|f| f.path == path)
    };
    let named = |kind: &str| Some(piece.strip_prefix(kind)?.strip_prefix(':')?.trim());
    if let Some(id) = named("analysis") {
        return Piece::Analysis(id, saved("analyses", id));
    }
    if let Some(id) = named("scenario") {
        return Piece::Scenario(id, saved("scenarios", id));
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
