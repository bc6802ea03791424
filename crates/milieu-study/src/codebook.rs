//! `codebook.toml`: what the study's words mean.

use crate::diagnostic::Span;
use crate::lineage::{self, Lineage};
use crate::schema::Table;
use crate::settings::Label;

/// The codebook, each list in file order.
#[derive(Clone, Debug, Default)]
pub struct Codebook {
    /// Kinds of places, actors, events.
    pub kinds: Vec<Entry>,
    /// Typologies.
    pub schemes: Vec<Scheme>,
    /// Columns beyond the contract.
    pub variables: Vec<Variable>,
    /// Kinds of ties.
    pub relations: Vec<Relation>,
    /// What is measured or targeted.
    pub indicators: Vec<Indicator>,
}

/// What every entry of the codebook has.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Code.
    pub code: String,
    /// Label by language.
    pub label: Label,
    /// Definition by language.
    pub definition: Label,
    /// Broader code.
    pub parent: Option<String>,
    /// Table it is meant for, if one.
    pub table: Option<Table>,
    /// Citation as written.
    pub source: Option<String>,
    /// Where the citation stands in `codebook.toml`.
    pub source_at: Option<Span>,
    /// Where it stands in `codebook.toml`.
    pub at: Option<Span>,
}

/// A typology.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    /// Code, label, definition.
    pub entry: Entry,
    /// Its codes.
    pub codes: Vec<Entry>,
}

/// A column beyond the contract.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Code (the column's header), label, definition, table.
    pub entry: Entry,
    /// Type of its cells.
    pub ty: VariableType,
    /// Unit.
    pub unit: Option<String>,
    /// Scale of measurement, as written.
    pub scale: Option<String>,
}

/// Type of a codebook variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableType {
    /// Free text.
    Text,
    /// A decimal number.
    Number,
    /// A whole number.
    Integer,
    /// A date.
    Edtf,
    /// yes or no.
    Bool,
    /// One of these words.
    Values(Vec<String>),
    /// A code of this scheme.
    Scheme(String),
}

/// A kind of tie.
#[derive(Clone, Debug, Default)]
pub struct Relation {
    /// Code, label, definition.
    pub entry: Entry,
    /// Tables it may start from; empty: any.
    pub from: Vec<Table>,
    /// Tables it may lead to; empty: any.
    pub to: Vec<Table>,
    /// Layer of its ties unless the tie says otherwise.
    pub layer: Option<String>,
    /// Whether its direction matters.
    pub directed: bool,
    /// What its ties tell of descent, if they do: as the entry says, else as its code is read.
    pub lineage: Option<Lineage>,
    /// Where the entry says so in `codebook.toml`.
    pub lineage_at: Option<Span>,
}

/// Something measured or targeted.
#[derive(Clone, Debug, Default)]
pub struct Indicator {
    /// Code, label, definition.
    pub entry: Entry,
    /// Unit.
    pub unit: Option<String>,
    /// The indicators it is the ratio of: above and below the line.
    pub ratio: Option<[String; 2]>,
    /// Where that ratio stands in `codebook.toml`.
    pub ratio_at: Option<Span>,
}

impl Codebook {
    /// Every entry, list by list.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        let schemes = self.schemes.iter().flat_map(|s| std::iter::once(&s.entry).chain(&s.codes));
        self.kinds
            .iter()
            .chain(schemes)
            .chain(self.variables.iter().map(|v| &v.entry))
            .chain(self.relations.iter().map(|r| &r.entry))
            .chain(self.indicators.iter().map(|i| &i.entry))
    }

    /// Scheme by code.
    #[must_use]
    pub fn scheme(&self, code: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|s| s.entry.code == code)
    }

    /// Variable by table and code; a variable without a table fits all.
    #[must_use]
    pub fn variable(&self, table: Table, code: &str) -> Option<&Variable> {
        self.variables.iter().find(|v| v.entry.code == code && v.entry.table.is_none_or(|t| t == table))
    }

    /// Kind by code.
    #[must_use]
    pub fn kind(&self, code: &str) -> Option<&Entry> {
        self.kinds.iter().find(|k| k.code == code)
    }

    /// Relation by code.
    #[must_use]
    pub fn relation(&self, code: &str) -> Option<&Relation> {
        self.relations.iter().find(|r| r.entry.code == code)
    }

    /// What a relation tells of descent, whether or not the codebook lists it.
    #[must_use]
    pub fn lineage(&self, code: &str) -> Option<Lineage> {
        self.relation(code).map_or_else(|| lineage::well_known(code), |r| r.lineage)
    }

    /// Indicator by code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|i| i.entry.code == code)
    }
}
