//! What a method works on: a table, its settings, and other tables they name.

use std::collections::BTreeMap;

use super::{At, Cells, Column, Left, Refusal, Settings, Table};
use crate::Words;

/// The question put to a method.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The cases.
    pub table: &'a Table,
    /// Other tables, by the option that names them.
    pub more: &'a BTreeMap<String, Table>,
    /// What it is told.
    pub settings: &'a Settings,
}

impl<'a> Input<'a> {
    /// The column an option names, if it is said.
    ///
    /// # Errors
    /// The table has no such column.
    pub fn column(&self, option: &str) -> Result<Option<&'a Column>, Refusal> {
        self.settings.text(option).map(|name| self.found(option, name)).transpose()
    }

    /// The columns an option names, in its order; none if it is unsaid.
    ///
    /// # Errors
    /// The table lacks one of them.
    pub fn columns(&self, option: &str) -> Result<Vec<&'a Column>, Refusal> {
        self.settings.list(option).map(|name| self.found(option, name)).collect()
    }

    /// The numbers of the column an option names.
    ///
    /// # Errors
    /// The option is unsaid, the table has no such column, or a cell of it is not a number.
    pub fn numbers(&self, option: &str) -> Result<&'a [Option<f64>], Refusal> {
        let column = self.column(option)?.ok_or_else(|| {
            Refusal::new("option-missing", format!("option `{option}` is needed"))
                .why("it names the column of numbers to work on")
                .help(format!("say --{option} COLUMN"))
                .at(At::Option(option.to_owned()))
        })?;
        numbers_of(column)
    }

    /// The rows in which none of these columns is blank, and the others with the column that is.
    #[must_use]
    pub fn complete(&self, columns: &[&Column]) -> (Vec<usize>, Vec<Left>) {
        const BLANK: Words =
            Words { en: "no value in this column", zh: "该列无值", fr: "aucune valeur dans cette colonne" };
        let mut used = vec![];
        let mut left: Vec<Left> = vec![];
        for row in 0..self.table.len() {
            match columns.iter().find(|column| column.cells.is_blank(row)) {
                None => used.push(row),
                Some(column) => match left.iter_mut().find(|one| one.detail == column.name) {
                    Some(one) => one.rows.push(row),
                    None => left.push(Left { reason: BLANK, detail: column.name.clone(), rows: vec![row] }),
                },
            }
        }
        (used, left)
    }

    fn found(&self, option: &str, name: &str) -> Result<&'a Column, Refusal> {
        self.table.column(name).ok_or_else(|| Refusal::no_column(option, name, self.table))
    }
}

/// The cells of a column of numbers.
///
/// # Errors
/// A cell that is not a number.
pub fn numbers_of(column: &Column) -> Result<&[Option<f64>], Refusal> {
    match &column.cells {
        Cells::Number(cells) => Ok(cells),
        // A column without any value has no type of its own.
        Cells::Text(cells) => {
            let row = cells.iter().position(|cell| cell.as_ref().is_some_and(|text| text.parse::<f64>().is_err()));
            let shown = row.and_then(|row| cells[row].as_deref()).unwrap_or("");
            let what = if shown.is_empty() {
                format!("column `{}` has no numbers", column.name)
            } else {
                format!("column `{}` holds `{shown}`, which is not a number", column.name)
            };
            let at = row.map_or(At::Column(column.name.clone()), |row| At::Cell(column.name.clone(), row));
            Err(Refusal::new("not-a-number", what)
                .why("the method computes with the values of this column")
                .help("mend the cell, leave it blank if the value is not known, or name another column")
                .at(at))
        }
    }
}
