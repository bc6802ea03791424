//! `data/words.json`: the terms in which the study and its sources speak of places.

use serde::Serialize;
use ts_rs::TS;

use super::{EntityLink, EvidenceList};

/// Terms, who says them and what stands beside them. Indices are into the lists of this page.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WordsPage {
    /// Terms, those of most passages first.
    pub terms: Vec<Term>,
    /// Passages in which a term of this page stands.
    pub passages: Vec<Passage>,
    /// Sources cited for the passages, by key.
    pub voices: Vec<Voice>,
    /// Social groups that the study states for passages, in the order of first use.
    pub groups: Vec<String>,
    /// Terms that stand together in passages.
    pub links: Vec<TermLink>,
    /// Terms found that are not on the page: words of a single passage, and what exceeds its length.
    pub left_out: Vec<String>,
    /// Runs of Chinese characters that no word of the study divides, and too long to be one word.
    pub uncut: Vec<String>,
    /// Statements; [`Passage::evidence`] indexes it.
    pub evidence: EvidenceList,
}

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TermKind {
    /// An entry of the glossary.
    Concept,
    /// A kind of the codebook.
    Kind,
    /// The name of an entity.
    Name,
    /// A word that the study does not define.
    Word,
}

/// A term in the languages the study joins; a word of one language has one.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Term {
    /// Stable within the study: an id, a code, or the word.
    pub id: String,
    /// What it is.
    pub kind: TermKind,
    /// Chinese.
    pub zh: Option<String>,
    /// English.
    pub en: Option<String>,
    /// French.
    pub fr: Option<String>,
    /// The entity it names.
    pub entity: Option<EntityLink>,
    /// Passages in which it stands, in order.
    pub passages: Vec<u32>,
    /// Where it stands in the drawing; the unit is the length of a link at rest. None if it is not drawn.
    pub at: Option<[f64; 2]>,
}

/// A text in words, or a paragraph; what is repeated word by word is one passage.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Passage {
    /// Its statements: every place in which it stands word by word.
    pub evidence: Vec<u32>,
    /// `quote`, `definition`, `statement` (an argument), `notes` (a remark) or `note` (a field note).
    pub form: String,
    /// Sources cited; none where the study itself speaks.
    pub voices: Vec<u32>,
    /// Social group, where the study states one in a column `group`.
    pub group: Option<u32>,
}

/// A source as somebody who speaks.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Voice {
    /// Key.
    pub key: String,
    /// Type of the source, in the words of CSL.
    pub kind: String,
    /// Authors; none where the source names none.
    pub author: Option<String>,
    /// First year it may have been issued; none if it is not known.
    pub year: Option<i32>,
}

/// Two terms of the same passages.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TermLink {
    /// A term.
    pub a: u32,
    /// Another, later in the list.
    pub b: u32,
    /// Passages that hold both.
    pub passages: Vec<u32>,
}
