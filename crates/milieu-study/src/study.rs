//! The compiled study: facts, and the ways to find them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::codebook::Codebook;
use crate::conflict::Conflict;
use crate::diagnostic::{FileIx, Span};
use crate::fact::{
    CellRef, Citation, CitationsIx, Entity, EntityIx, Fact, FactIx, Property, PropertyIx, SourceIx, StudySource,
    TableIx, Value,
};
use crate::file::StudyFile;
use crate::index::Index;
use crate::saved::Saved;
use crate::schema::Table;
use crate::settings::{Label, Settings};
use crate::table::TableData;
use crate::time::{self, Edtf};

/// A checked study. All lists are in a fixed order: files, tables and rows as they stand.
#[derive(Debug, Default)]
pub struct Study {
    /// `study.toml`.
    pub settings: Settings,
    /// `codebook.toml`.
    pub codebook: Codebook,
    /// Every file that was read.
    pub files: Vec<StudyFile>,
    /// Tables in the contract's order.
    pub tables: Vec<TableData>,
    /// The bibliography, sorted by key.
    pub sources: Vec<StudySource>,
    /// Everything with an id, in table and row order.
    pub entities: Vec<Entity>,
    /// What can be stated.
    pub properties: Vec<Property>,
    /// Every statement, in table, row and column order.
    pub facts: Vec<Fact>,
    /// Sets of citations that facts point at; the first is empty.
    pub citations: Vec<Vec<Citation>>,
    /// Statements that cannot all be true, by entity and property.
    pub conflicts: Vec<Conflict>,
    /// Field notes.
    pub notes: Vec<Note>,
    /// Shapes of territories: files under `geo/`.
    pub geo: Vec<FileIx>,
    /// Saved analyses, by id.
    pub analyses: Vec<Saved>,
    pub(crate) entity_by_id: FxHashMap<Box<str>, EntityIx>,
    pub(crate) source_by_key: FxHashMap<Box<str>, SourceIx>,
    pub(crate) property_by_name: FxHashMap<(Table, Box<str>), PropertyIx>,
    pub(crate) by_subject: Index,
    pub(crate) by_source: Index,
    pub(crate) by_property: OnceLock<Index>,
    pub(crate) by_territory: OnceLock<Index>,
    pub(crate) by_time: OnceLock<Vec<(i32, i32, FactIx)>>,
    pub(crate) mentions: Vec<(EntityIx, CellRef)>,
}

/// A field note.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its file.
    pub file: FileIx,
    /// First heading, else the file's name.
    pub title: String,
    /// Entities it links to, in order of first link.
    pub entities: Vec<EntityIx>,
    /// Sources it cites, in order of first citation.
    pub sources: Vec<SourceIx>,
}

impl Study {
    /// The entity of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<EntityIx> {
        self.entity_by_id.get(id).copied()
    }

    /// An entity.
    #[must_use]
    pub fn entity(&self, ix: EntityIx) -> &Entity {
        &self.entities[ix.0 as usize]
    }

    /// Entities of a kind, in file order.
    pub fn entities_of(&self, kind: Table) -> impl Iterator<Item = EntityIx> + '_ {
        self.entities.iter().enumerate().filter(move |(_, e)| e.kind == kind).map(|(i, _)| EntityIx(i as u32))
    }

    /// A fact.
    #[must_use]
    pub fn fact(&self, ix: FactIx) -> &Fact {
        &self.facts[ix.0 as usize]
    }

    /// A property.
    #[must_use]
    pub fn property(&self, ix: PropertyIx) -> &Property {
        &self.properties[ix.0 as usize]
    }

    /// A table.
    #[must_use]
    pub fn table(&self, ix: TableIx) -> &TableData {
        &self.tables[ix.0 as usize]
    }

    /// A file.
    #[must_use]
    pub fn file(&self, ix: FileIx) -> &StudyFile {
        &self.files[ix.0 as usize]
    }

    /// The source of this key.
    #[must_use]
    pub fn source(&self, key: &str) -> Option<SourceIx> {
        self.source_by_key.get(key).copied()
    }

    /// Who a fact is cited to; empty when nobody is named.
    #[must_use]
    pub fn cited(&self, ix: CitationsIx) -> &[Citation] {
        &self.citations[ix.0 as usize]
    }

    /// All facts whose subject is this entity, of whatever table, in table and row order.
    #[must_use]
    pub fn facts_about(&self, entity: EntityIx) -> &[FactIx] {
        self.by_subject.get(entity.0)
    }

    /// All facts that cite a source.
    #[must_use]
    pub fn facts_citing(&self, source: SourceIx) -> &[FactIx] {
        self.by_source.get(source.0)
    }

    /// Cells of other rows that name this entity (`ties.to`, `events.actors`, `places.territory` …).
    #[must_use]
    pub fn mentions_of(&self, entity: EntityIx) -> &[(EntityIx, CellRef)] {
        let from = self.mentions.partition_point(|(e, _)| *e < entity);
        let to = self.mentions.partition_point(|(e, _)| *e <= entity);
        &self.mentions[from..to]
    }

    /// The fact in the entity's own row, in the column of this name. Other statements of the same
    /// property stand in [`Study::statements`].
    #[must_use]
    pub fn own(&self, entity: EntityIx, column: &str) -> Option<FactIx> {
        let e = self.entity(entity);
        self.facts_about(entity).iter().copied().find(|&f| {
            let fact = self.fact(f);
            fact.at.table == e.table && fact.at.row == e.row && &*self.property(fact.property).name == column
        })
    }

    /// Every statement of a property of an entity: its own cell and all claims, in that order.
    #[must_use]
    pub fn statements(&self, entity: EntityIx, property: &str) -> Vec<FactIx> {
        let kind = self.entity(entity).kind;
        let Some(&property) = self.property_by_name.get(&(kind, Box::from(property))) else { return vec![] };
        self.facts_about(entity).iter().copied().filter(|&f| self.fact(f).property == property).collect()
    }

    /// The conflict over a property of an entity, if its statements contradict each other.
    #[must_use]
    pub fn conflict(&self, entity: EntityIx, property: &str) -> Option<&Conflict> {
        self.conflicts_of(entity).iter().find(|c| &*self.property(c.property).name == property)
    }

    /// All conflicts over properties of an entity.
    #[must_use]
    pub fn conflicts_of(&self, entity: EntityIx) -> &[Conflict] {
        let from = self.conflicts.partition_point(|c| c.entity < entity);
        let to = self.conflicts.partition_point(|c| c.entity <= entity);
        &self.conflicts[from..to]
    }

    /// A cell's words, without quotes and surrounding space.
    #[must_use]
    pub fn cell(&self, at: CellRef) -> Cow<'_, str> {
        let table = self.table(at.table);
        table.cell(&self.file(table.file).text, at.row as usize, at.column as usize)
    }

    /// A fact's words as written.
    #[must_use]
    pub fn written(&self, fact: FactIx) -> Cow<'_, str> {
        self.cell(self.fact(fact).at)
    }

    /// Where a cell stands.
    #[must_use]
    pub fn span(&self, at: CellRef) -> Span {
        self.table(at.table).span(at.row as usize, at.column as usize)
    }

    /// A cell of a row by column name; none when the column is missing or the cell is blank.
    #[must_use]
    pub fn row_cell(&self, table: TableIx, row: u32, column: &str) -> Option<Cow<'_, str>> {
        let column = self.table(table).column(column)? as u16;
        Some(self.cell(CellRef { table, row, column })).filter(|text| !text.is_empty())
    }

    /// Another cell of a fact's row: its `unit`, `valid`, `status`, `coder` …
    #[must_use]
    pub fn qualifier(&self, fact: FactIx, column: &str) -> Option<Cow<'_, str>> {
        let at = self.fact(fact).at;
        self.row_cell(at.table, at.row, column)
    }

    /// When a fact holds: its row's `valid` or `period`.
    #[must_use]
    pub fn valid(&self, fact: FactIx) -> Option<Edtf> {
        ["valid", "period"]
            .iter()
            .find_map(|c| self.qualifier(fact, c))
            .and_then(|text| time::parse(&text, self.settings.tolerance).ok())
    }

    /// A date in a row, if it is one.
    #[must_use]
    pub fn row_date(&self, table: TableIx, row: u32, column: &str) -> Option<Edtf> {
        time::parse(&self.row_cell(table, row, column)?, self.settings.tolerance).ok()
    }

    /// An entity named in a row.
    #[must_use]
    pub fn row_entity(&self, table: TableIx, row: u32, column: &str) -> Option<EntityIx> {
        self.find(&self.row_cell(table, row, column)?)
    }

    /// Rows of a table, with the table's index.
    pub fn rows(&self, table: Table) -> impl Iterator<Item = (TableIx, u32)> + '_ {
        self.tables
            .iter()
            .enumerate()
            .filter(move |(_, t)| t.table == table)
            .flat_map(|(i, t)| (0..t.len() as u32).map(move |row| (TableIx(i as u16), row)))
    }

    /// The value analyses use for a property: what the declared rule makes of contradicting
    /// statements, else the first statement that is not rejected.
    #[must_use]
    pub fn used(&self, entity: EntityIx, property: &str) -> Option<(Value, Vec<FactIx>)> {
        if let Some(conflict) = self.conflict(entity, property) {
            return Some((conflict.used, conflict.facts.clone()));
        }
        let statements: Vec<FactIx> = self
            .statements(entity, property)
            .into_iter()
            .filter(|&f| self.qualifier_of_claim(f, "status").as_deref() != Some("rejected"))
            .collect();
        let first = *statements.first()?;
        // Statements that agree support each other; the most precise date of them is used.
        let best = statements.iter().copied().min_by_key(|&f| match self.fact(f).value {
            Value::Date(d) => (width_days(&d), f),
            _ => (i64::MAX, f),
        });
        Some((self.fact(best.unwrap_or(first)).value, statements))
    }

    /// The words of the statement analyses use for a property, as written, and all statements of it.
    /// Of contradicting statements it is the best-ranked one.
    #[must_use]
    pub fn used_words(&self, entity: EntityIx, property: &str) -> Option<(Cow<'_, str>, Vec<FactIx>)> {
        if let Some(conflict) = self.conflict(entity, property) {
            return Some((self.written(conflict.ranked), conflict.facts.clone()));
        }
        let (_, facts) = self.used(entity, property)?;
        Some((self.written(*facts.first()?), facts))
    }

    /// A qualifier of a row of claims.csv; none for facts of other tables, whose `status` means another thing.
    #[must_use]
    pub fn qualifier_of_claim(&self, fact: FactIx, column: &str) -> Option<Cow<'_, str>> {
        (self.table(self.fact(fact).at.table).table == Table::Claims).then(|| self.qualifier(fact, column)).flatten()
    }

    /// Main names of an entity by language tag (`""` when the language is not said): `name`, `title`,
    /// `name_zh`, names.csv. The id when it has none.
    #[must_use]
    pub fn label(&self, entity: EntityIx) -> Label {
        let e = self.entity(entity);
        let mut label = BTreeMap::new();
        let columns = [
            ("name", ""),
            ("title", ""),
            ("en", "en"),
            ("statement", ""),
            ("address", ""),
            ("name_zh", "zh"),
            ("title_zh", "zh"),
            ("zh", "zh"),
            ("fr", "fr"),
        ];
        for (column, lang) in columns {
            if let Some(text) = self.row_cell(e.table, e.row, column) {
                label.entry(lang.to_owned()).or_insert_with(|| text.into_owned());
            }
        }
        for &fact in self.facts_about(entity) {
            if self.table(self.fact(fact).at.table).table == Table::Names
                && self.qualifier(fact, "type").is_none_or(|t| t == "official")
                && let Some(lang) = self.qualifier(fact, "lang")
            {
                label.entry(lang.into_owned()).or_insert_with(|| self.written(fact).into_owned());
            }
        }
        if label.is_empty() {
            label.insert(String::new(), e.id.to_string());
        }
        label
    }

    /// Territories an entity lies in, the nearest first.
    #[must_use]
    pub fn territories_of(&self, entity: EntityIx) -> Vec<EntityIx> {
        let mut found = vec![];
        let up = if self.entity(entity).kind == Table::Territories { "parent" } else { "territory" };
        let mut next = self.row_entity(self.entity(entity).table, self.entity(entity).row, up);
        while let Some(territory) = next.filter(|t| !found.contains(t) && *t != entity) {
            found.push(territory);
            let t = self.entity(territory);
            next = self.row_entity(t.table, t.row, "parent");
        }
        found
    }

    /// The saved analysis of this id.
    #[must_use]
    pub fn analysis(&self, id: &str) -> Option<&Saved> {
        self.analyses.iter().find(|saved| saved.id == id)
    }

    /// The file at this path.
    #[must_use]
    pub fn file_at(&self, path: &str) -> Option<FileIx> {
        self.files.iter().position(|file| file.path == path).map(|i| FileIx(i as u32))
    }

    /// Digest of all files (64 bits, hexadecimal): equal for equal studies.
    #[must_use]
    pub fn digest(&self) -> String {
        let all: Vec<u8> =
            self.files.iter().flat_map(|f| f.path.bytes().chain([0]).chain(f.digest.to_be_bytes())).collect();
        format!("{:016x}", crate::file::digest(&all))
    }
}

/// Days a date may span; the greatest number when a side is not limited.
fn width_days(date: &Edtf) -> i64 {
    match (date.bounds.earliest_start.day(), date.bounds.latest_end.day()) {
        (Some(from), Some(to)) => i64::from(to.0) - i64::from(from.0),
        _ => i64::MAX,
    }
}
