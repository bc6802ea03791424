//! A table of cases: what every method reads.

use milieu_study::fact::{EntityIx, FactIx};

use super::{At, Refusal};
use crate::LeftOut;

/// Rows of cases with typed columns of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it is called: a file's name or an extract's.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its rows, in order.
    pub rows: Vec<Row>,
    /// What an extract left out before there were rows, and why.
    pub left_out: Vec<LeftOut>,
}

/// One row: what it is of, and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What a reader calls it: an id or a row's number.
    pub label: String,
    /// Line of the file, counted from 1; 0 when it comes from a study.
    pub line: usize,
    /// The entity it describes.
    pub entity: Option<EntityIx>,
    /// The statements it was made of, in the study's order.
    pub facts: Vec<FactIx>,
}

/// A named column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name, as the header says it.
    pub name: String,
    /// Its cells.
    pub cells: Cells,
}

/// Cells of one type; a blank is `None`.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Numbers, all finite.
    Number(Vec<Option<f64>>),
    /// Words.
    Text(Vec<Option<String>>),
}

impl Table {
    /// Reads CSV with a header. A column whose every filled cell is a number is a column of
    /// numbers; blank cells and `NA` are missing.
    ///
    /// # Errors
    /// Bytes that are not UTF-8, rows of unequal length, a header that names a column twice, no
    /// header, no rows.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
        let names: Vec<String> =
            reader.headers().map_err(|e| unreadable(name, &e))?.iter().map(str::to_owned).collect();
        if names.iter().all(String::is_empty) {
            return Err(Refusal::new("empty-table", format!("`{name}` has no header"))
                .why("columns are found by the names in the first row")
                .help("put a row of column names first"));
        }
        let mut cells: Vec<Vec<Option<String>>> = vec![vec![]; names.len()];
        let mut lines = vec![];
        for record in reader.records() {
            let record = record.map_err(|e| unreadable(name, &e))?;
            lines.push(record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0)));
            for (column, cell) in cells.iter_mut().zip(record.iter()) {
                column.push((!cell.is_empty() && cell != "NA").then(|| cell.to_owned()));
            }
        }
        let mut table = Self::of(name, names.into_iter().zip(cells))?;
        table.rows.iter_mut().zip(lines).for_each(|(row, line)| row.line = line);
        Ok(table)
    }

    /// A table of named columns of one length. A column whose every filled cell is a number is a column of numbers.
    ///
    /// # Errors
    /// A column is named twice, or there are no rows.
    pub fn of(name: &str, columns: impl IntoIterator<Item = (String, Vec<Option<String>>)>) -> Result<Self, Refusal> {
        let columns: Vec<(String, Vec<Option<String>>)> = columns.into_iter().collect();
        let named = |i: usize| columns[..i].iter().any(|(n, _)| *n == columns[i].0);
        if let Some((twice, _)) = (0..columns.len()).find(|&i| named(i)).map(|i| &columns[i]) {
            return Err(Refusal::new("column-twice", format!("the header of `{name}` names `{twice}` twice"))
                .why("an option that names the column could mean either")
                .help("rename one of them")
                .at(At::Column(twice.clone())));
        }
        let count = columns.first().map_or(0, |(_, cells)| cells.len());
        if count == 0 {
            return Err(Refusal::new("empty-table", format!("`{name}` has no rows below its header"))
                .why("there is nothing to count")
                .help("give a table with at least one case"));
        }
        let rows = (0..count).map(|row| Row { label: (row + 1).to_string(), ..Row::default() }).collect();
        let columns = columns.into_iter().map(|(name, cells)| Column { name, cells: typed(cells) }).collect();
        Ok(Self { name: name.to_owned(), columns, rows, left_out: vec![] })
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The column of a name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Adds a column of numbers.
    pub fn push_numbers(&mut self, name: &str, cells: Vec<Option<f64>>) {
        self.columns.push(Column { name: name.to_owned(), cells: Cells::Number(cells) });
    }

    /// Adds a column of words.
    pub fn push_text(&mut self, name: &str, cells: Vec<Option<String>>) {
        self.columns.push(Column { name: name.to_owned(), cells: Cells::Text(cells) });
    }

    /// Keeps the rows that `keep` holds true, given by their index.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        fn kept<T>(all: &mut Vec<T>, keep: impl Fn(usize) -> bool) {
            let mut index = 0;
            all.retain(|_| {
                index += 1;
                keep(index - 1)
            });
        }
        kept(&mut self.rows, &keep);
        for column in &mut self.columns {
            match &mut column.cells {
                Cells::Number(cells) => kept(cells, &keep),
                Cells::Text(cells) => kept(cells, &keep),
            }
        }
    }
}

impl Cells {
    /// A cell in words, as a group or a category; whole numbers without a point.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<String> {
        match self {
            Self::Number(cells) => cells.get(row)?.map(|n| n.to_string()),
            Self::Text(cells) => cells.get(row)?.clone(),
        }
    }

    /// Whether a cell is blank.
    #[must_use]
    pub fn is_blank(&self, row: usize) -> bool {
        match self {
            Self::Number(cells) => cells.get(row).is_none_or(Option::is_none),
            Self::Text(cells) => cells.get(row).is_none_or(Option::is_none),
        }
    }
}

fn unreadable(name: &str, error: &csv::Error) -> Refusal {
    let line = error.position().map_or(String::new(), |p| format!(" at line {}", p.line()));
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("a row of `{name}`{line} has {len} cells, the header {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => format!("`{name}`{line} is not UTF-8"),
        _ => format!("`{name}`{line} cannot be read as CSV"),
    };
    Refusal::new("unreadable-table", what)
        .why("a cell could stand under the wrong name")
        .help("save the table as CSV in UTF-8, every row as long as the header")
}

/// A column's cells as numbers where every filled one is a number.
pub(super) fn typed(cells: Vec<Option<String>>) -> Cells {
    let read = |cell: &Option<String>| match cell {
        None => Some(None),
        Some(text) => text.parse::<f64>().ok().filter(|n| n.is_finite()).map(Some),
    };
    match cells.iter().map(read).collect::<Option<Vec<_>>>() {
        Some(numbers) if numbers.iter().any(Option::is_some) => Cells::Number(numbers),
        _ => Cells::Text(cells),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_numbers_where_all_filled_cells_are() {
        let table = Table::read("t", "a,b,c\n1,x,\nNA,2,\n3.5,,\n".as_bytes()).unwrap();
        assert_eq!(table.column("a").unwrap().cells, Cells::Number(vec![Some(1.0), None, Some(3.5)]));
        assert_eq!(table.column("b").unwrap().cells, Cells::Text(vec![Some("x".into()), Some("2".into()), None]));
        assert_eq!(table.column("c").unwrap().cells, Cells::Text(vec![None, None, None]));
        assert_eq!(table.rows[2].line, 4);
    }

    #[test]
    fn broken_tables_are_named() {
        let named = |text: &[u8]| Table::read("t", text).unwrap_err().name;
        assert_eq!(named(b""), "empty-table");
        assert_eq!(named(b"a,b\n"), "empty-table");
        assert_eq!(named(b"a,a\n1,2\n"), "column-twice");
        assert_eq!(named(b"a,b\n1\n"), "unreadable-table");
        assert_eq!(named(b"a,b\n1,\xff\n"), "unreadable-table");
    }

    #[test]
    fn infinite_numbers_are_words() {
        let table = Table::read("t", b"a\ninf\n1\n").unwrap();
        assert!(matches!(table.columns[0].cells, Cells::Text(_)));
    }
}
