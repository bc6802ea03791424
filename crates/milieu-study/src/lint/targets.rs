//! Rows of targets.csv with what the checks of plans compare.

use std::borrow::Cow;

use super::sheet::{Sheet, sheets};
use crate::diagnostic::Span;
use crate::fact::EntityIx;
use crate::schema::Table;
use crate::study::Study;

/// A target; blank words where nothing is written.
pub struct Target<'s> {
    /// The target.
    pub entity: EntityIx,
    /// What it carries out.
    pub parent: Option<EntityIx>,
    /// Indicator's code.
    pub indicator: Cow<'s, str>,
    /// Form: `level`, `change` …
    pub form: Cow<'s, str>,
    /// Unit.
    pub unit: Cow<'s, str>,
    /// Year to reach it, as written.
    pub year: Cow<'s, str>,
    /// Value, if it is a number.
    pub value: Option<f64>,
    /// Its cell.
    pub value_at: Span,
    /// Its sheet.
    pub sheet: Sheet<'s>,
    /// Its row.
    pub row: usize,
}

impl<'s> Target<'s> {
    /// Another cell of its row.
    pub fn cell(&self, column: &str) -> Cow<'s, str> {
        self.sheet.cell(self.row, self.sheet.column(column))
    }

    /// Where another cell of its row stands.
    pub fn span(&self, column: &str) -> Span {
        self.sheet.span(self.row, self.sheet.column(column))
    }
}

/// All targets, in file order.
pub fn targets(study: &Study) -> Vec<Target<'_>> {
    let mut found = vec![];
    for sheet in sheets(study, Table::Targets) {
        let column = |name| sheet.column(name);
        let (id, parent, indicator, form) =
            (column("id"), column("parent_target"), column("indicator"), column("form"));
        let (unit, year, value) = (column("unit"), column("year"), column("value"));
        for row in sheet.rows() {
            let Some(entity) = sheet.entity(row, id) else { continue };
            found.push(Target {
                entity,
                parent: sheet.entity(row, parent),
                indicator: sheet.cell(row, indicator),
                form: sheet.cell(row, form),
                unit: sheet.cell(row, unit),
                year: sheet.cell(row, year),
                value: sheet.number(row, value),
                value_at: sheet.span(row, value),
                sheet,
                row,
            });
        }
    }
    found
}
