//! Facts: sourced statements, each pointing at its cell.

use crate::diagnostic::FileIx;
use crate::schema::Table;
use crate::time::Edtf;

/// Index of an entity in [`crate::Study::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIx(pub u32);

/// Index of a property in [`crate::Study::properties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PropertyIx(pub u32);

/// Index of a fact in [`crate::Study::facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactIx(pub u32);

/// Index of a table in [`crate::Study::tables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableIx(pub u16);

/// Index of a source in [`crate::Study::sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceIx(pub u32);

/// Index of a set of citations in [`crate::Study::citations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CitationsIx(pub u32);

/// Something with an id: a place, an actor, a territory, a policy …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its id.
    pub id: Box<str>,
    /// The contract's table it is a row of.
    pub kind: Table,
    /// The table that introduces it.
    pub table: TableIx,
    /// Row of that table, from 0.
    pub row: u32,
}

/// What is stated: a column of the contract, a codebook variable, an indicator or a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Table whose rows state it.
    pub table: Table,
    /// Header, or the indicator's, scheme's or dimension's code.
    pub name: Box<str>,
}

/// Where a fact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Table.
    pub table: TableIx,
    /// Column.
    pub column: u16,
    /// Row, from 0, the header not counted.
    pub row: u32,
}

/// A sourced statement. Its words are in its cell ([`crate::Study::written`]); its unit, validity,
/// status and coder are in the other cells of its row ([`crate::Study::qualifier`]).
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// What it is about; none in rows whose subject is missing or unknown.
    pub subject: Option<EntityIx>,
    /// What it states.
    pub property: PropertyIx,
    /// What it says, as understood.
    pub value: Value,
    /// Who says so.
    pub citations: CitationsIx,
    /// Where it stands.
    pub at: CellRef,
}

/// A cell's content as understood.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// Words, to be read in the cell.
    Text,
    /// A number.
    Number(f64),
    /// A date or interval.
    Date(Edtf),
    /// Yes or no.
    Bool(bool),
    /// An entity.
    Entity(EntityIx),
    /// Something that could not be understood; the reason is among the diagnostics.
    Broken,
}

/// A source cited for a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Key as written.
    pub key: Box<str>,
    /// The source, if the bibliography has it.
    pub source: Option<SourceIx>,
    /// Page, section or date.
    pub locator: Option<Box<str>>,
    /// Entity of `citations.csv` it came through, if any: it may hold a quotation.
    pub through: Option<EntityIx>,
}

/// A source of the bibliography and the file it stands in.
#[derive(Clone, Debug)]
pub struct StudySource {
    /// The item.
    pub item: crate::bib::Source,
    /// The file.
    pub file: FileIx,
}
