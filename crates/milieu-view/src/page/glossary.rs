//! `data/glossary.json`.

use serde::Serialize;
use ts_rs::TS;

use super::{EvidenceList, Shown};

/// The glossary, in table order.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Glossary {
    /// Entries.
    pub concepts: Vec<Concept>,
    /// Characters shown large: entries whose `character_of_the_week` is true, a boolean variable that
    /// the study's codebook declares for concepts.
    pub week: Vec<CharacterOfTheWeek>,
    /// Statements; [`Shown::evidence`] indexes it.
    pub evidence: EvidenceList,
}

/// A character and the words that hold it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CharacterOfTheWeek {
    /// The entry: an index into [`Glossary::concepts`].
    pub concept: u32,
    /// The statement that chooses it.
    pub chosen: Shown,
    /// Other entries whose Chinese holds it: indices into [`Glossary::concepts`].
    pub words: Vec<u32>,
}

/// A term in its languages; absent means the study does not give it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Concept {
    /// Id.
    pub id: String,
    /// Chinese.
    pub zh: Option<Shown>,
    /// Pinyin as the study gives it.
    pub pinyin: Option<Shown>,
    /// Pinyin suggested by the program when the study gives none.
    pub pinyin_suggested: Option<String>,
    /// English.
    pub en: Option<Shown>,
    /// French.
    pub fr: Option<Shown>,
    /// Definition.
    pub definition: Option<Shown>,
    /// Remarks.
    pub notes: Option<Shown>,
}
