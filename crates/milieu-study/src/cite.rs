//! Citations: who says what a row or a cell states.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::bib;
use crate::diagnostic::Diagnostic;
use crate::fact::{Citation, CitationsIx};
use crate::lint;
use crate::schema::Table;
use crate::study::Study;
use crate::table::{Role, TableData};

/// Who each row of a table is cited to, and each cell with a citation of its own.
pub struct TableCitations {
    rows: Vec<CitationsIx>,
    /// Cited column and, by row, its citation; none where the cell has none of its own.
    cells: Vec<(usize, Vec<Option<CitationsIx>>)>,
}

impl TableCitations {
    /// Who a cell is cited to: its own citation, else the row's.
    pub fn of(&self, row: usize, column: usize) -> CitationsIx {
        let own = self.cells.iter().find(|(c, _)| *c == column).and_then(|(_, rows)| rows[row]);
        own.unwrap_or(self.rows[row])
    }

    /// The same where the table's sets begin at `first` in the study's list.
    fn beginning_at(mut self, first: usize) -> Self {
        let of_cells = self.cells.iter_mut().flat_map(|(_, rows)| rows.iter_mut().flatten());
        for set in self.rows.iter_mut().chain(of_cells).filter(|set| **set != NOBODY) {
            set.0 += first as u32 - 1;
        }
        self
    }
}

/// Reads the citations of all tables: who each is cited to, and the sets of citations, of which the
/// first is empty and each table has every text once. Reports unknown keys and rows without a source.
pub fn read(study: &Study, out: &mut Vec<Diagnostic>) -> (Vec<TableCitations>, Vec<Vec<Citation>>) {
    let of_tables: Vec<(TableCitations, Vec<Vec<Citation>>, Vec<Diagnostic>)> = study
        .tables
        .par_iter()
        .map(|table| {
            let (mut citations, mut found) = (Citations::new(study), vec![]);
            let cited = citations.table(table, &mut found);
            (cited, citations.sets, found)
        })
        .collect();
    let mut sets = vec![vec![]];
    let cited = of_tables
        .into_iter()
        .map(|(cited, own, found)| {
            out.extend(found);
            let cited = cited.beginning_at(sets.len());
            sets.extend(own.into_iter().skip(1));
            cited
        })
        .collect();
    (cited, sets)
}

/// Sets of citations of a table, each distinct text once; the first set is empty.
struct Citations<'s> {
    study: &'s Study,
    sets: Vec<Vec<Citation>>,
    /// Keys a set names that nobody knows.
    unknown: Vec<Vec<(String, std::ops::Range<usize>)>>,
    known: FxHashMap<String, CitationsIx>,
    /// How many unknown keys were told.
    told: usize,
}

/// The set that cites nobody.
pub const NOBODY: CitationsIx = CitationsIx(0);

impl<'s> Citations<'s> {
    /// No citation yet.
    fn new(study: &'s Study) -> Self {
        Self { study, sets: vec![vec![]], unknown: vec![vec![]], known: FxHashMap::default(), told: 0 }
    }

    /// Reads the citations of a table and reports unknown keys and rows without a source.
    fn table(&mut self, table: &TableData, out: &mut Vec<Diagnostic>) -> TableCitations {
        let text = &self.study.files[table.file.0 as usize].text;
        let mut rows = vec![NOBODY; table.len()];
        let mut cells = vec![];
        for (c, column) in table.columns.iter().enumerate() {
            match column.role {
                Role::RowSource => {
                    for (row, set) in rows.iter_mut().enumerate() {
                        *set = self.cell(table, text, row, c, out);
                    }
                }
                Role::CellSource(cited) => {
                    let own = (0..table.len())
                        .map(|row| Some(self.cell(table, text, row, c, out)).filter(|&set| set != NOBODY))
                        .collect();
                    cells.push((cited, own));
                }
                _ => {}
            }
        }
        let found = TableCitations { rows, cells };
        if !matches!(table.table, Table::Citations | Table::Matches) {
            missing(table, &found, out);
        }
        found
    }

    fn cell(
        &mut self,
        table: &TableData,
        text: &str,
        row: usize,
        column: usize,
        out: &mut Vec<Diagnostic>,
    ) -> CitationsIx {
        let written = table.cell(text, row, column);
        if written.is_empty() {
            return NOBODY;
        }
        let ix = match self.known.get(&*written) {
            Some(&ix) => ix,
            None => self.read(&written),
        };
        for (key, at) in &self.unknown[ix.0 as usize] {
            let at = table.words_span(text, row, column).part(at.clone());
            out.push(lint::unknown_source::found(at, key, self.study, self.told < lint::SUGGESTED));
            self.told += 1;
        }
        ix
    }

    fn read(&mut self, written: &str) -> CitationsIx {
        let mut set = vec![];
        let mut unknown = vec![];
        for cited in bib::parse_citations(written) {
            let mut citation = Citation {
                key: cited.key.into(),
                source: self.study.source(cited.key),
                locator: cited.locator.map(Into::into),
                through: None,
            };
            if citation.source.is_none() && !self.through(&mut citation) {
                unknown.push((cited.key.to_owned(), cited.at.start..cited.at.start + cited.key.len()));
            }
            set.push(citation);
        }
        let ix = CitationsIx(self.sets.len() as u32);
        self.sets.push(set);
        self.unknown.push(unknown);
        self.known.insert(written.to_owned(), ix);
        ix
    }

    /// Looks a key up in citations.csv; the row's own source and locator are taken over.
    fn through(&self, citation: &mut Citation) -> bool {
        let Some(entity) = self.study.find(&citation.key) else { return false };
        let e = self.study.entity(entity);
        if e.kind != Table::Citations {
            return false;
        }
        let cell = |column| self.study.row_cell(e.table, e.row, column);
        citation.through = Some(entity);
        if let Some(source) = cell("source") {
            citation.source = bib::parse_citations(&source).first().and_then(|c| self.study.source(c.key));
        }
        if citation.locator.is_none() {
            citation.locator = cell("locator").map(|l| (&*l).into());
        }
        true
    }
}

/// Reports rows that state something and cite nobody.
fn missing(table: &TableData, found: &TableCitations, out: &mut Vec<Diagnostic>) {
    let cites = |role: &Role| matches!(role, Role::RowSource | Role::CellSource(_));
    if !table.columns.iter().any(|c| cites(&c.role)) {
        if !table.is_empty() {
            out.push(lint::no_source::table(table.file, table.len()));
        }
        return;
    }
    let cited = |row: usize| found.rows[row] != NOBODY || found.cells.iter().any(|(_, rows)| rows[row].is_some());
    let bare: Vec<usize> = (0..table.len()).filter(|&row| !cited(row)).collect();
    out.extend(lint::no_source::rows(&bare.iter().map(|&row| table.lead_span(row)).collect::<Vec<_>>()));
}
