//! Tables: lexed text under the contract's headers.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::codebook::Codebook;
use crate::diagnostic::{Diagnostic, FileIx, Span};
use crate::file::{self, StudyFile};
use crate::lex::{self, CellSpan, Trouble};
use crate::lint;
use crate::schema::{self, Column, Table};

/// Longest cell that is read, in bytes. Longer ones are kept in the file and reported.
pub const LONGEST_CELL: u32 = 1 << 20;

/// Most columns of a table: as many as spreadsheets have.
const MOST_COLUMNS: usize = 16_384;

/// A table of the study, its cells still in the file's text.
#[derive(Clone, Debug)]
pub struct TableData {
    /// Which table of the contract.
    pub table: Table,
    /// Its file.
    pub file: FileIx,
    /// Columns in file order.
    pub columns: Vec<ColumnData>,
    cells: Vec<CellSpan>,
    lines: Vec<u32>,
}

/// A column as the file has it.
#[derive(Clone, Debug)]
pub struct ColumnData {
    /// Name in the contract or codebook; the header as written for an unknown column.
    pub name: String,
    /// What it is.
    pub role: Role,
    /// Its header.
    pub at: Span,
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// A column of the contract.
    Contract(&'static Column),
    /// A variable of the codebook, by index.
    Variable(usize),
    /// The citation of the whole row.
    RowSource,
    /// The citation of one other column's cell, by that column's index.
    CellSource(usize),
    /// Neither in the contract nor in the codebook.
    Unknown,
    /// A header that stands twice; its cells are not read.
    Duplicate,
}

impl TableData {
    /// Number of rows, the header not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no row below the header.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Line of a row, from 1.
    #[must_use]
    pub fn line(&self, row: usize) -> u32 {
        self.lines[row]
    }

    /// Where a cell stands. Missing cells of short rows are empty cells at the row's end.
    #[must_use]
    pub fn span(&self, row: usize, column: usize) -> Span {
        let cell = self.cells[row * self.columns.len() + column];
        Span { file: self.file, start: cell.start, end: cell.end() }
    }

    /// Where a cell's words stand, without the space around them. `text` is the file's text.
    #[must_use]
    pub fn words_span(&self, text: &str, row: usize, column: usize) -> Span {
        let cell = self.span(row, column);
        let raw = text.get(cell.start as usize..cell.end as usize).unwrap_or("");
        let words = raw.trim();
        // A cell of nothing but space is marked as a whole.
        let lead = if words.is_empty() { 0 } else { raw.len() - raw.trim_start().len() };
        let length = if words.is_empty() { raw.len() } else { words.len() };
        cell.part(lead..lead + length)
    }

    /// Where a row stands, from its first cell to its last.
    #[must_use]
    pub fn row_span(&self, row: usize) -> Span {
        let n = self.columns.len();
        if n == 0 {
            return Span::file(self.file);
        }
        Span { file: self.file, start: self.span(row, 0).start, end: self.span(row, n - 1).end }
    }

    /// The cell a row is shown by: its first that is not blank.
    #[must_use]
    pub fn lead_span(&self, row: usize) -> Span {
        let mut spans = (0..self.columns.len()).map(|column| self.span(row, column));
        spans.find(|s| s.end > s.start).unwrap_or_else(|| self.row_span(row))
    }

    /// A cell's words: without quotes and surrounding space. `text` is the file's text.
    #[must_use]
    pub fn cell<'t>(&self, text: &'t str, row: usize, column: usize) -> Cow<'t, str> {
        let cell = self.cells[row * self.columns.len() + column];
        let raw = text.get(cell.start as usize..cell.end() as usize).unwrap_or("").trim();
        if cell.quoted() && raw.contains("\"\"") { Cow::Owned(raw.replace("\"\"", "\"")) } else { Cow::Borrowed(raw) }
    }

    /// Index of the column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name && c.role != Role::Duplicate)
    }
}

/// Reads a file's text as a table.
pub fn read(table: Table, file: &StudyFile, ix: FileIx, codebook: &Codebook, out: &mut Vec<Diagnostic>) -> TableData {
    let delimiter = lex::delimiter(&file.text);
    let lexed = lex::lex(&file.text, delimiter);
    if lexed.is_empty() {
        // A file that could not be read has no digest, and is told already.
        if !file.text.is_empty() || file.digest == file::digest(&[]) {
            out.push(lint::empty_table::found(ix));
        }
        return TableData { table, file: ix, columns: vec![], cells: vec![], lines: vec![] };
    }
    if lexed.row(0).len() > MOST_COLUMNS {
        out.push(lint::unreadable::found(
            ix,
            &format!("its first line has {} cells, more than any table", lexed.row(0).len()),
        ));
        return TableData { table, file: ix, columns: vec![], cells: vec![], lines: vec![] };
    }
    if delimiter != b',' {
        out.push(lint::delimiter::found(ix, delimiter));
    }
    if lexed.lone_cr {
        out.push(lint::lone_cr::found(ix));
    }
    for trouble in &lexed.troubles {
        out.push(match *trouble {
            Trouble::Unclosed { at } => lint::unclosed_quote::found(ix, at),
            Trouble::AfterQuote { at } => lint::after_quote::found(ix, at),
        });
    }
    let columns = header(table, file, ix, lexed.row(0), codebook, out);
    let mut cells = Vec::with_capacity(columns.len() * (lexed.len() - 1));
    for row in 1..lexed.len() {
        let found = lexed.row(row);
        if found.len() == columns.len() && found.iter().all(|c| c.end() - c.start <= LONGEST_CELL) {
            cells.extend_from_slice(found);
            continue;
        }
        let end = found.last().map_or(0, |c| c.end());
        let at = |from: usize| Span { file: ix, start: found.get(from).map_or(end, |c| c.start), end };
        // After a quote that is never closed the last row holds all the rest; that is told once.
        let cut_short = row + 1 == lexed.len() && lexed.troubles.iter().any(|t| matches!(t, Trouble::Unclosed { .. }));
        if found.len() > columns.len() {
            out.push(lint::ragged_row::too_many(at(columns.len()), at(0), found.len(), columns.len()));
        } else if found.len() < columns.len() && !cut_short {
            out.push(lint::ragged_row::too_few(at(0), found.len(), columns.len()));
        }
        for column in 0..columns.len() {
            let cell = found.get(column).copied().unwrap_or(CellSpan::empty(end));
            if cell.end() - cell.start > LONGEST_CELL {
                let head = Span { file: ix, start: cell.start, end: cell.start };
                out.push(lint::long_cell::found(head, cell.end() - cell.start));
                cells.push(CellSpan::empty(cell.start));
            } else {
                cells.push(cell);
            }
        }
    }
    TableData { table, file: ix, columns, cells, lines: lexed.lines[1..].to_vec() }
}

/// What each header means.
fn header(
    table: Table,
    file: &StudyFile,
    ix: FileIx,
    cells: &[CellSpan],
    codebook: &Codebook,
    out: &mut Vec<Diagnostic>,
) -> Vec<ColumnData> {
    let spec = table.spec();
    let written: Vec<(String, Span)> = cells
        .iter()
        .map(|c| {
            let at = Span { file: ix, start: c.start, end: c.end() };
            (file.slice(at).trim().replace("\"\"", "\""), at)
        })
        .collect();
    let mut columns: Vec<ColumnData> = Vec::with_capacity(written.len());
    let (mut aliases, mut nameless) = (vec![], vec![]);
    let mut seen: FxHashMap<String, Span> = FxHashMap::default();
    let headers: FxHashSet<&str> = written.iter().map(|(header, _)| header.as_str()).collect();
    for (header, at) in &written {
        let (name, role) = if let Some(column) = spec.column(header) {
            (header.clone(), Role::Contract(column))
        } else if header == schema::SOURCE.name {
            (header.clone(), Role::RowSource)
        } else if let Some(i) =
            codebook.variables.iter().position(|v| v.entry.code == *header && v.entry.table.is_none_or(|t| t == table))
        {
            (header.clone(), Role::Variable(i))
        } else if let Some(cited) = header.strip_suffix(".source").filter(|c| headers.contains(c)) {
            let cited = written.iter().position(|(h, _)| h == cited).unwrap_or(0);
            (header.clone(), Role::CellSource(cited))
        } else if let Some(name) = alias(table, header).filter(|name| !headers.contains(name)) {
            aliases.push((*at, header.as_str(), name));
            let role = spec.column(name).map_or(Role::RowSource, Role::Contract);
            (name.to_owned(), role)
        } else {
            (header.clone(), Role::Unknown)
        };
        let twice = seen.insert(name.clone(), *at).filter(|_| !name.is_empty());
        if let Some(first) = twice {
            seen.insert(name.clone(), first);
            out.push(lint::duplicate_header::found(*at, &name, first));
            columns.push(ColumnData { name, role: Role::Duplicate, at: *at });
            continue;
        }
        if role == Role::Unknown {
            if header.is_empty() {
                nameless.push((columns.len() + 1, *at));
            } else {
                out.push(lint::unknown_column::found(*at, header, spec, codebook));
            }
        }
        columns.push(ColumnData { name, role, at: *at });
    }
    out.extend(lint::header_alias::found(&aliases));
    out.extend(lint::empty_header::found(&nameless));
    columns
}

/// Bytes of the cell in a line of a table's text, counted from 1, under a header; the whole line where
/// no header is called so.
#[must_use]
pub fn cell_at(text: &str, line: usize, header: &str) -> Option<std::ops::Range<usize>> {
    let lexed = lex::lex(text, lex::delimiter(text));
    let row = lexed.lines.iter().position(|&at| at as usize == line)?;
    let words = |cell: &CellSpan| text.get(cell.start as usize..cell.end() as usize).unwrap_or("").trim();
    let column = lexed.row(0).iter().position(|cell| words(cell) == header);
    let cells = lexed.row(row);
    let whole = cells.first()?.start as usize..cells.last()?.end() as usize;
    Some(column.and_then(|column| cells.get(column)).map_or(whole, |cell| cell.start as usize..cell.end() as usize))
}

/// The contract's column a common header of other people's tables stands for.
#[must_use]
pub fn alias(table: Table, header: &str) -> Option<&'static str> {
    const ALIASES: &[(&str, &[&str])] = &[
        ("id", &["identifier", "编号", "ref"]),
        ("name", &["title", "label", "nom", "place", "space", "名称", "名字", "地点"]),
        ("name_zh", &["chinese name", "name (zh)", "name_cn", "中文名", "中文名称"]),
        ("lat", &["latitude", "y", "纬度"]),
        ("lon", &["lng", "long", "longitude", "x", "经度"]),
        ("opened", &["open", "opening", "founded", "established", "start", "start date", "ouverture", "成立", "开业"]),
        ("closed", &["close", "closing", "end", "end date", "fermeture", "关闭", "停业"]),
        ("kind", &["type", "category", "catégorie", "类型", "类别"]),
        ("address", &["adresse", "location", "地址"]),
        ("website", &["url", "web", "homepage", "site web", "网址", "网站"]),
        ("notes", &["note", "remarks", "comment", "comments", "remarques", "备注"]),
        ("source", &["sources", "reference", "citation", "来源"]),
    ];
    let folded = header.trim().to_lowercase().replace('_', " ");
    let spec = table.spec();
    ALIASES
        .iter()
        .find(|(name, words)| folded == *name || words.contains(&folded.as_str()))
        .map(|(name, _)| *name)
        .filter(|name| spec.column(name).is_some() || *name == schema::SOURCE.name)
}

/// Whether a table that is not of the contract can be read as a table of places: it has a position,
/// or a name and at least one more column of the contract.
#[must_use]
pub fn looks_like_places(text: &str) -> bool {
    let lexed = lex::lex(text.split_inclusive(['\n', '\r']).next().unwrap_or(""), lex::delimiter(text));
    if lexed.is_empty() {
        return false;
    }
    let known: Vec<&str> = lexed
        .row(0)
        .iter()
        .filter_map(|c| {
            let header = text[c.start as usize..c.end() as usize].trim();
            Table::Places.spec().column(header).map(|c| c.name).or_else(|| alias(Table::Places, header))
        })
        .collect();
    let has = |name| known.contains(&name);
    (has("lat") && has("lon")) || (has("name") && known.len() >= 3)
}
