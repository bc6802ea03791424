//! Cells to facts: each checked against what its column may hold.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::cite::{self, TableCitations};
use crate::codebook::VariableType;
use crate::diagnostic::{Diagnostic, Span};
use crate::fact::{CellRef, EntityIx, Fact, Property, PropertyIx, TableIx, Value};
use crate::lint;
use crate::schema::{self, CodeList, ColumnType, Table};
use crate::study::Study;
use crate::table::{Role, TableData};
use crate::time;

/// Rows handled by one task.
const CHUNK: usize = 4096;

/// Tables whose rows are one statement each: the column that holds the value and the one that
/// names the property. Other tables state something in every cell.
fn statement(table: Table) -> Option<(&'static str, Option<&'static str>)> {
    match table {
        Table::Names => Some(("text", None)),
        Table::Observations => Some(("value", Some("indicator"))),
        Table::Cases => Some(("value", Some("dimension"))),
        Table::Claims => Some(("value", Some("property"))),
        Table::Codings => Some(("code", Some("scheme"))),
        _ => None,
    }
}

/// Reads every cell of every table.
pub fn collect(study: &mut Study, out: &mut Vec<Diagnostic>) {
    let (cited, sets) = cite::read(study, out);
    let mut properties = Properties::default();
    let layouts: Vec<Layout> =
        study.tables.iter().enumerate().map(|(t, table)| layout(study, t, table, &mut properties, out)).collect();

    let chunks: Vec<(usize, usize)> = study
        .tables
        .iter()
        .enumerate()
        .flat_map(|(t, table)| (0..table.len()).step_by(CHUNK).map(move |from| (t, from)))
        .collect();
    let read: Vec<Chunk> = chunks
        .par_iter()
        .map(|&(t, from)| {
            let table = &study.tables[t];
            let rows = Rows {
                study,
                table,
                ix: TableIx(t as u16),
                text: &study.files[table.file.0 as usize].text,
                layout: &layouts[t],
                cited: &cited[t],
            };
            let mut chunk = Chunk::default();
            for row in from..(from + CHUNK).min(table.len()) {
                rows.read(row, &mut chunk);
            }
            chunk
        })
        .collect();

    study.facts = joined(&read);
    for chunk in read {
        study.mentions.extend(chunk.mentions);
        out.extend(chunk.diagnostics);
    }
    study.citations = sets;
    study.properties = properties.list;
    study.property_by_name = properties.by_name;
}

/// All facts, in the chunks' order. Copied by several tasks: most of the time goes into touching new memory.
fn joined(chunks: &[Chunk]) -> Vec<Fact> {
    let mut starts = Vec::with_capacity(chunks.len());
    let mut total = 0;
    for chunk in chunks {
        starts.push(total);
        total += chunk.facts.len();
    }
    let fact = |i| {
        let chunk = starts.partition_point(|&start| start <= i) - 1;
        chunks[chunk].facts[i - starts[chunk]]
    };
    (0..total).into_par_iter().with_min_len(CHUNK).map(fact).collect()
}

/// What a task read.
#[derive(Default)]
struct Chunk {
    facts: Vec<Fact>,
    mentions: Vec<(EntityIx, CellRef)>,
    diagnostics: Vec<Diagnostic>,
    /// Ids that lead nowhere.
    unknown: usize,
}

#[derive(Default)]
struct Properties {
    list: Vec<Property>,
    by_name: FxHashMap<(Table, Box<str>), PropertyIx>,
}

impl Properties {
    fn of(&mut self, table: Table, name: &str) -> PropertyIx {
        let key = (table, Box::from(name));
        *self.by_name.entry(key).or_insert_with(|| {
            self.list.push(Property { table, name: name.into() });
            PropertyIx(self.list.len() as u32 - 1)
        })
    }
}

/// What is known of a table before its rows are read.
struct Layout {
    /// Column of the value in tables of one statement a row.
    value: Option<usize>,
    /// Column that names the subject in tables whose rows have no id.
    subject: Option<usize>,
    /// Whether rows have ids.
    has_id: bool,
    /// By row: the entity it introduces.
    entities: Vec<Option<EntityIx>>,
    /// By column, or by row in tables of one statement a row.
    properties: Vec<PropertyIx>,
    /// Contract columns that every row must fill.
    required: Vec<usize>,
}

fn layout(
    study: &Study,
    t: usize,
    table: &TableData,
    properties: &mut Properties,
    out: &mut Vec<Diagnostic>,
) -> Layout {
    let spec = table.table.spec();
    let text = &study.files[table.file.0 as usize].text;
    for column in spec.columns.iter().filter(|c| c.required) {
        // A table of one's own may derive its ids; identity told so.
        if !table.columns.is_empty() && table.column(column.name).is_none() && column.ty != ColumnType::Id {
            out.push(lint::missing_column::found(table.columns[0].at, spec, column));
        }
    }
    let mut entities = vec![None; table.len()];
    let from = study.entities.partition_point(|e| (e.table.0 as usize) < t);
    for (i, e) in study.entities[from..].iter().enumerate().take_while(|(_, e)| e.table.0 as usize == t) {
        entities[e.row as usize] = Some(EntityIx((from + i) as u32));
    }
    let (value, named_by) = match statement(table.table) {
        Some((value, by)) => (table.column(value), by.map(|by| (by, table.column(by)))),
        None => (None, None),
    };
    let properties = match (value, named_by) {
        (Some(_), Some((_, Some(by)))) => (0..table.len())
            .map(|row| {
                let name = table.cell(text, row, by);
                let of = if table.table == Table::Claims {
                    let entity = table.column("entity").and_then(|c| study.find(&table.cell(text, row, c)));
                    entity.map_or(Table::Claims, |e| study.entity(e).kind)
                } else {
                    table.table
                };
                properties.of(of, &name)
            })
            .collect(),
        (Some(_), _) => vec![properties.of(table.table, statement(table.table).map_or("", |s| s.0)); table.len()],
        (None, _) => table.columns.iter().map(|c| properties.of(table.table, &c.name)).collect(),
    };
    Layout {
        value,
        subject: spec.subject.and_then(|s| table.column(s)),
        has_id: spec.has_id(),
        entities,
        properties,
        required: (0..table.columns.len())
            .filter(|&c| matches!(table.columns[c].role, Role::Contract(c) if c.required && c.ty != ColumnType::Id))
            .collect(),
    }
}

struct Rows<'a> {
    study: &'a Study,
    table: &'a TableData,
    ix: TableIx,
    text: &'a str,
    layout: &'a Layout,
    cited: &'a TableCitations,
}

impl Rows<'_> {
    fn read(&self, row: usize, chunk: &mut Chunk) {
        for &c in &self.layout.required {
            if self.table.cell(self.text, row, c).is_empty() {
                chunk.diagnostics.push(lint::blank_required::cell(self.table, row, c));
            }
        }
        let subject = if self.layout.has_id {
            self.layout.entities[row]
        } else {
            self.layout.subject.and_then(|c| self.study.find(&self.table.cell(self.text, row, c)))
        };
        for (c, column) in self.table.columns.iter().enumerate() {
            let states = match column.role {
                Role::Contract(_) | Role::Variable(_) | Role::Unknown => self.layout.value.is_none_or(|v| v == c),
                Role::RowSource | Role::CellSource(_) | Role::Duplicate => continue,
            };
            let text = self.table.cell(self.text, row, c);
            if text.is_empty() {
                continue;
            }
            let at = CellRef { table: self.ix, column: c as u16, row: row as u32 };
            let value = self.value(column.role, &text, row, c, at, chunk);
            if states && !matches!(column.role, Role::Contract(col) if col.ty == ColumnType::Id) {
                let property = self.layout.properties[if self.layout.value.is_some() { row } else { c }];
                chunk.facts.push(Fact { subject, property, value, citations: self.cited.of(row, c), at });
            }
        }
    }

    fn value(&self, role: Role, text: &str, row: usize, c: usize, at: CellRef, chunk: &mut Chunk) -> Value {
        let span = || self.table.words_span(self.text, row, c);
        match role {
            Role::Contract(column) => match column.ty {
                ColumnType::Dependent => self.dependent(text, row, span, chunk),
                ColumnType::Ref(tables) => self.reference(text, tables, span, at, chunk),
                ColumnType::Refs(tables) => {
                    let mut from = 0;
                    for piece in text.split(';') {
                        let start = from + piece.len() - piece.trim_start().len();
                        from += piece.len() + 1;
                        let id = piece.trim();
                        if !id.is_empty() {
                            self.reference(id, tables, || span().part(start..start + id.len()), at, chunk);
                        }
                    }
                    Value::Text
                }
                ColumnType::Code(list) => self.code(list, text, column.name, span, chunk),
                ty => simple(self.study, ty, column.name, text, span, &mut chunk.diagnostics),
            },
            Role::Variable(v) => {
                let variable = &self.study.codebook.variables[v];
                self.variable(&variable.ty, &variable.entry.code, text, span, chunk)
            }
            _ => Value::Text,
        }
    }

    /// The value of a claim has the type of the property it speaks of; that of a target is a number
    /// where it can be.
    fn dependent(&self, text: &str, row: usize, span: impl Fn() -> Span, chunk: &mut Chunk) -> Value {
        if self.table.table != Table::Claims {
            return text.parse().map_or(Value::Text, Value::Number);
        }
        let cell = |name| self.table.column(name).map(|c| self.table.cell(self.text, row, c));
        let entity = cell("entity").and_then(|id| self.study.find(&id));
        let (Some(entity), Some(property)) = (entity, cell("property")) else { return Value::Text };
        let kind = self.study.entity(entity).kind;
        let property_at = || self.table.column("property").map_or_else(&span, |c| self.table.span(row, c));
        if let Some(column) = kind.spec().column(&property) {
            return match column.ty {
                ColumnType::Ref(_) => self.study.find(text).map_or(Value::Text, Value::Entity),
                ColumnType::Id | ColumnType::Refs(_) | ColumnType::Code(_) | ColumnType::Dependent => Value::Text,
                ty => simple(self.study, ty, column.name, text, span, &mut chunk.diagnostics),
            };
        }
        if let Some(variable) = self.study.codebook.variable(kind, &property) {
            return self.variable(&variable.ty, &property, text, span, chunk);
        }
        chunk.diagnostics.push(lint::unknown_property::found(property_at(), &property, kind, &self.study.codebook));
        Value::Text
    }

    fn variable(&self, ty: &VariableType, name: &str, text: &str, span: impl Fn() -> Span, chunk: &mut Chunk) -> Value {
        match ty {
            VariableType::Text => Value::Text,
            VariableType::Number => simple(self.study, ColumnType::Number, name, text, span, &mut chunk.diagnostics),
            VariableType::Edtf => simple(self.study, ColumnType::Edtf, name, text, span, &mut chunk.diagnostics),
            VariableType::Integer => match text.parse::<i64>() {
                Ok(n) => Value::Number(n as f64),
                Err(_) => {
                    chunk.diagnostics.push(lint::not_a_number::found(span(), name, text));
                    Value::Broken
                }
            },
            VariableType::Bool => match text {
                "yes" | "true" => Value::Bool(true),
                "no" | "false" => Value::Bool(false),
                _ => {
                    chunk.diagnostics.push(lint::not_a_word::found(span(), name, text, &["yes", "no"]));
                    Value::Broken
                }
            },
            VariableType::Values(values) => {
                if !values.iter().any(|v| v == text) {
                    let choices: Vec<&str> = values.iter().map(String::as_str).collect();
                    chunk.diagnostics.push(lint::not_a_word::found(span(), name, text, &choices));
                }
                Value::Text
            }
            VariableType::Scheme(scheme) => {
                if let Some(scheme) = self.study.codebook.scheme(scheme)
                    && !scheme.codes.iter().any(|c| c.code == text)
                {
                    let choices: Vec<&str> = scheme.codes.iter().map(|c| c.code.as_str()).collect();
                    chunk.diagnostics.push(lint::not_a_word::found(span(), name, text, &choices));
                }
                Value::Text
            }
        }
    }

    fn reference(&self, id: &str, tables: &[Table], span: impl Fn() -> Span, at: CellRef, chunk: &mut Chunk) -> Value {
        let Some(entity) = self.study.find(id) else {
            let suggest = chunk.unknown < lint::SUGGESTED;
            chunk.unknown += 1;
            chunk.diagnostics.push(lint::unknown_entity::found(span(), id, tables, self.study, suggest));
            return Value::Broken;
        };
        chunk.mentions.push((entity, at));
        let kind = self.study.entity(entity).kind;
        if !tables.is_empty() && !tables.contains(&kind) {
            chunk.diagnostics.push(lint::wrong_table::found(span(), id, kind, tables));
        }
        Value::Entity(entity)
    }

    /// A code of the codebook. A list the codebook leaves empty holds everything to be open.
    fn code(&self, list: CodeList, text: &str, name: &str, span: impl Fn() -> Span, chunk: &mut Chunk) -> Value {
        let book = &self.study.codebook;
        let choices: Vec<&str> = match list {
            CodeList::Kinds => {
                let fits = |t: Option<Table>| t.is_none_or(|t| t == self.table.table);
                book.kinds.iter().filter(|k| fits(k.table)).map(|k| k.code.as_str()).collect()
            }
            CodeList::Relations => book.relations.iter().map(|r| r.entry.code.as_str()).collect(),
            CodeList::Indicators => book.indicators.iter().map(|i| i.entry.code.as_str()).collect(),
            CodeList::Schemes => {
                // A scheme may also be a variable of the codebook.
                let variables = book.variables.iter().map(|v| v.entry.code.as_str());
                book.schemes.iter().map(|s| s.entry.code.as_str()).chain(variables).collect()
            }
        };
        if !choices.is_empty() && !choices.contains(&text) {
            chunk.diagnostics.push(lint::unknown_code::found(span(), name, text, &choices));
        }
        Value::Text
    }
}

/// A cell whose meaning depends on nothing but its column's type.
fn simple(
    study: &Study,
    ty: ColumnType,
    name: &str,
    text: &str,
    span: impl Fn() -> Span,
    out: &mut Vec<Diagnostic>,
) -> Value {
    match ty {
        ColumnType::Edtf => match time::parse(text, study.settings.tolerance) {
            Ok(date) => Value::Date(date),
            Err(error) => {
                out.push(lint::not_edtf::found(span(), text, &error));
                Value::Broken
            }
        },
        ColumnType::Number | ColumnType::Latitude | ColumnType::Longitude => match text.parse::<f64>() {
            Ok(n) if n.is_finite() => {
                let limit = match ty {
                    ColumnType::Latitude => 90.0,
                    ColumnType::Longitude => 180.0,
                    _ => f64::INFINITY,
                };
                if n.abs() > limit {
                    out.push(lint::coordinate_range::found(span(), name, n, limit));
                    return Value::Broken;
                }
                Value::Number(n)
            }
            _ => {
                out.push(lint::not_a_number::found(span(), name, text));
                Value::Broken
            }
        },
        ColumnType::Word(words) => {
            if !words.contains(&text) {
                out.push(lint::not_a_word::found(span(), name, text, words));
                return Value::Broken;
            }
            Value::Text
        }
        ColumnType::Url => {
            if !(text.starts_with("http://") || text.starts_with("https://")) {
                out.push(lint::not_a_url::found(span(), text));
            }
            Value::Text
        }
        _ => Value::Text,
    }
}

/// The unit, datum or other words a property's statements are read with; for pages and SQL.
#[must_use]
pub fn unit_of(study: &Study, property: PropertyIx) -> Option<&str> {
    let p = study.property(property);
    match p.table {
        Table::Observations => study.codebook.indicator(&p.name)?.unit.as_deref(),
        table => match schema::Table::spec(table).column(&p.name) {
            Some(column) if matches!(column.ty, ColumnType::Latitude | ColumnType::Longitude) => Some("°"),
            _ => study.codebook.variable(table, &p.name)?.unit.as_deref(),
        },
    }
}
