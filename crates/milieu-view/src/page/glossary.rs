//! `data/glossary.json`.

use serde::Serialize;
use ts_rs::TS;

use super::{EvidenceList, Shown};

/// The glossary, in table order.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Glossary {
    /// Entries.
    pub concepts: Vec<Concept>,
    /// Statements; [`Shown::evidence`] indexes it.
    pub evidence: EvidenceList,
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
