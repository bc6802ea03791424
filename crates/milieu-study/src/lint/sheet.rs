//! Tables read column by column, for checks that go over all their rows.

use std::borrow::Cow;

use crate::diagnostic::Span;
use crate::fact::{EntityIx, TableIx};
use crate::schema::Table;
use crate::study::Study;
use crate::table::TableData;
use crate::time::{self, Edtf};

/// A table and the text its cells stand in.
#[derive(Clone, Copy)]
pub struct Sheet<'s> {
    study: &'s Study,
    /// Which table of the study.
    pub ix: TableIx,
    /// Its rows and columns.
    pub data: &'s TableData,
    text: &'s str,
}

/// All sheets of a table of the contract; one of one's own may be read as places too.
pub fn sheets(study: &Study, table: Table) -> impl Iterator<Item = Sheet<'_>> {
    let all = study.tables.iter().enumerate().filter(move |(_, data)| data.table == table);
    all.map(|(i, data)| Sheet { study, ix: TableIx(i as u16), data, text: &study.file(data.file).text })
}

impl<'s> Sheet<'s> {
    /// Rows, from 0.
    pub fn rows(&self) -> std::ops::Range<usize> {
        0..self.data.len()
    }

    /// Index of a column, if the file has it.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.data.column(name)
    }

    /// A cell's words; blank where the file has no such column.
    pub fn cell(&self, row: usize, column: Option<usize>) -> Cow<'s, str> {
        column.map_or(Cow::Borrowed(""), |c| self.data.cell(self.text, row, c))
    }

    /// Where a cell stands; the row where the file has no such column.
    pub fn span(&self, row: usize, column: Option<usize>) -> Span {
        column.map_or_else(|| self.data.row_span(row), |c| self.data.words_span(self.text, row, c))
    }

    /// The entity a cell names.
    pub fn entity(&self, row: usize, column: Option<usize>) -> Option<EntityIx> {
        self.study.find(&self.cell(row, column))
    }

    /// A cell's number.
    pub fn number(&self, row: usize, column: Option<usize>) -> Option<f64> {
        self.cell(row, column).parse().ok().filter(|n: &f64| n.is_finite())
    }

    /// A cell's date.
    pub fn date(&self, row: usize, column: Option<usize>) -> Option<Edtf> {
        let text = self.cell(row, column);
        if text.is_empty() { None } else { time::parse(&text, self.study.settings.tolerance).ok() }
    }
}
