//! `data/analyses.json` and `data/analysis/<id>.json`: what was asked of the study by a method, and
//! what it answers; a question that has no honest answer shows why.
//!
//! Rows are cases of the input, by index into [`AnalysisInput::rows`]. A number, a row of a sheet or a
//! point of a figure rests on the statements of its rows: [`CaseShown::evidence`].

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EntityLink, EvidenceList, FigureShown, Label};

/// Every saved analysis, by id.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Analyses {
    /// The analyses.
    pub analyses: Vec<AnalysisInShort>,
}

/// An analysis in a list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AnalysisInShort {
    /// Id; its page is `#/analyses/<id>`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// What it asks; may be empty.
    pub question: Label,
    /// What the field calls its method; empty if it names none that is known.
    pub method: Label,
    /// `answered`, `refused` (no honest number), `misasked` (the question is at fault), `kept` (the result
    /// of an input that may not be passed on) or `absent` (such an input, and no result kept).
    pub status: String,
    /// The number to be read first.
    pub headline: Option<NumberShown>,
    /// Why there is none.
    pub refusal: Option<RefusalShown>,
    /// Whether a kept result answers another question than is asked now.
    pub stale: bool,
    /// What its first figure is, as [`FigureShown`] tags it; blank if it has none.
    pub figure: String,
    /// Cases used.
    pub used: u32,
}

/// The page of an analysis.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AnalysisPage {
    /// Id; a number of it is `milieu explain <id>.<number>`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// What it asks; may be empty.
    pub question: Label,
    /// As in the list.
    pub status: String,
    /// The method in plain words; none if it is not known.
    pub method: Option<MethodShown>,
    /// What the method was told, in the order of its help; unsaid options with their defaults.
    pub parameters: Vec<ParameterShown>,
    /// Why there is no answer.
    pub refusal: Option<RefusalShown>,
    /// How a kept result was made; none where the study makes the result itself.
    pub kept: Option<KeptShown>,
    /// The answer.
    pub result: Option<ResultShown>,
    /// What the answer cannot say.
    pub limits: Vec<Label>,
    /// Sources it rests on besides those of its cases.
    pub sources: Vec<SourceNamed>,
    /// The cases.
    pub input: Option<AnalysisInput>,
    /// Arguments that rest on it.
    pub arguments: Vec<EntityLink>,
    /// Files to take along.
    pub downloads: Vec<Download>,
    /// Every statement behind the cases and what was left out.
    pub evidence: EvidenceList,
}

/// A method in plain words.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MethodShown {
    /// Its name, as in `milieu analyze <name>`.
    pub name: String,
    /// What the field calls it.
    pub title: Label,
    /// What it answers.
    pub question: Label,
    /// What must hold for the answer to mean what it says.
    pub assumptions: Vec<Label>,
    /// When not to use it.
    pub not_for: Vec<Label>,
    /// The function of the field's reference package it equals.
    pub peer: String,
    /// Works it follows, each with DOI or address.
    pub references: Vec<String>,
}

/// An option of the method.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ParameterShown {
    /// Its name.
    pub name: String,
    /// What it says.
    pub value: String,
    /// Whether the analysis says it; else it is the method's default.
    pub said: bool,
    /// What it does, in English.
    pub help: String,
}

/// Why no number is given, in English.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RefusalShown {
    /// Its stable name, as `too-few-events`.
    pub name: String,
    /// What is wrong.
    pub what: String,
    /// Why no number is given all the same.
    pub why: String,
    /// What would be needed.
    pub help: String,
    /// File and line of the analysis, as `analyses/x.toml:7`.
    pub at: String,
}

/// A source with its reference.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourceNamed {
    /// Key in the bibliography.
    pub key: String,
    /// Author and year.
    pub short: String,
    /// Full reference; the key itself when the bibliography lacks it.
    pub reference: String,
    /// Address, if http(s).
    pub url: Option<String>,
}

/// How a kept result was made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct KeptShown {
    /// The table it was made from; several with commas between.
    pub file: String,
    /// The SQL that makes the cases of them, if they are not the table as it is.
    pub query: Option<String>,
    /// Who made that table.
    pub source: Option<SourceNamed>,
    /// The command that makes it from its public source.
    pub command: String,
    /// Version of the program that made the result.
    pub version: String,
    /// Digest of the table.
    pub digest: String,
    /// Whether the analysis was changed since.
    pub stale: bool,
}

/// The answer of a method. Kept results are stored in this form, without rows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct ResultShown {
    /// Numbers to be read first, in the order of reading.
    pub numbers: Vec<NumberShown>,
    /// All results.
    pub sheets: Vec<SheetShown>,
    /// What is drawn.
    pub figures: Vec<FigureShown>,
    /// What a reader must know, warnings first.
    pub notes: Vec<NoteShown>,
    /// Rows of the input it rests on.
    pub used: Vec<u32>,
    /// How many those are, also where the rows themselves are not shown.
    pub used_count: u32,
    /// What it does not cover, and why.
    pub left_out: Vec<RowsLeftOut>,
    /// Seed, if chance took part.
    #[ts(type = "number | null")]
    pub seed: Option<u64>,
}

/// A number of an answer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NumberShown {
    /// Stable name within the analysis.
    pub id: String,
    /// What it is.
    pub label: Label,
    /// Of what, in the study's own words; blank for all.
    pub of: String,
    /// The number; none where it has no finite value.
    pub value: Option<f64>,
    /// Where it has no finite value: `Inf`, `-Inf`, or blank where nothing can be said.
    pub word: String,
    /// Interval; a bound that is not finite is none.
    pub interval: Option<[Option<f64>; 2]>,
    /// Probability of a result at least as extreme.
    pub p: Option<f64>,
    /// Rows it rests on; none for all rows used.
    pub rows: Option<Vec<u32>>,
}

/// A table of results.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SheetShown {
    /// Stable name; `data/analysis/<analysis>.<id>.csv` holds it.
    pub id: String,
    /// What it holds.
    pub title: Label,
    /// Names of its columns in the field's terms.
    pub columns: Vec<String>,
    /// Its rows, the first of [`SheetShown::total`].
    pub rows: Vec<Vec<DatumShown>>,
    /// How many rows the file holds.
    pub total: u32,
    /// For each row the rows of the input it rests on; empty where that is not told.
    pub evidence: Vec<Vec<u32>>,
}

/// A cell of results: missing, a number, words (`Inf`, `-Inf` for numbers that are not finite), or yes and no.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum DatumShown {
    /// Yes or no.
    Flag(bool),
    /// A count.
    // Also a number to the web side, which has one kind of number.
    #[ts(skip)]
    Count(u64),
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// Nothing can be said.
    Missing(()),
}

/// Something a reader must know.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NoteShown {
    /// Whether it may change what is concluded.
    pub warns: bool,
    /// What is to be known.
    pub words: Label,
    /// Names or figures it is about; blank for none.
    pub detail: String,
}

/// Cases, entities or statements that an answer does not cover.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RowsLeftOut {
    /// Why.
    pub reason: Label,
    /// What of it, as the name of a column; blank for none.
    pub detail: String,
    /// How many.
    pub count: u32,
    /// Rows of the input, if they are rows.
    pub rows: Vec<u32>,
    /// Entities that never became rows.
    pub entities: Vec<EntityLink>,
    /// Statements that never became rows, or show why.
    pub evidence: Vec<u32>,
}

/// The cases.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AnalysisInput {
    /// The extract or the file.
    pub name: String,
    /// What its rows are; empty for a file.
    pub title: Label,
    /// File of the study its rows are lines of; blank for an extract.
    pub file: String,
    /// What the extract was told.
    pub options: Vec<Told>,
    /// Columns and the values whose rows were kept.
    pub keep: Vec<Told>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Its cases.
    pub rows: Vec<CaseShown>,
}

/// A name and what is said of it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Told {
    /// The name.
    pub name: String,
    /// What is said.
    pub values: Vec<String>,
}

/// A case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CaseShown {
    /// What it is called.
    pub label: String,
    /// Line of the file; 0 for an extract.
    pub line: u32,
    /// The entity it describes.
    pub entity: Option<EntityLink>,
    /// Its cells, one for each column.
    pub cells: Vec<DatumShown>,
    /// Statements it was made of.
    pub evidence: Vec<u32>,
}

/// A file to take along, relative to the site.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Download {
    /// Its path.
    pub path: String,
    /// `csv` or `json`.
    pub format: String,
    /// Which sheet it holds; blank for the whole answer.
    pub sheet: String,
}
