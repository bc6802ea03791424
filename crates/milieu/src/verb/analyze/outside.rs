//! Tables outside the study: where they lie, and what a query makes of them.

use std::path::{Path, PathBuf};

use milieu_method::analysis::{Cells, Column, Refusal, Table};
use milieu_store::{Cell, Tables, Trouble};
use milieu_study::saved::{Input, Origin, Saved};

use super::direct;
use crate::failure::Failure;
use crate::locate::Located;

/// The tables that an analysis reads outside its study.
pub struct Files(Vec<File>);

struct File {
    /// As the analysis names it.
    name: String,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Files {
    /// Reads them all: in `given`, a folder that holds them or the one file there is, else where the analysis names them.
    /// None when the analysis reads nothing outside, or nothing is given and they are not there.
    pub fn read(
        located: &Located,
        saved: &Saved,
        given: Option<&Path>,
        is_needed: bool,
    ) -> Result<Option<Self>, Failure> {
        let names = names(saved);
        let mut paths = vec![];
        for name in &names {
            paths.push(match given {
                Some(folder) if folder.is_dir() => within(folder, name),
                Some(file) if names.len() == 1 => file.to_owned(),
                Some(_) => {
                    return Err(Failure::new(format!(
                        "`{}` reads several tables ({}): name the folder that holds them with --input",
                        saved.id,
                        names.join(", ")
                    )));
                }
                None => match &located.folder {
                    Some(folder) if is_needed || folder.join(name).is_file() => folder.join(name),
                    _ => return Ok(None),
                },
            });
        }
        let read = |(name, path): (&String, PathBuf)| {
            let bytes = direct::bytes(&path.to_string_lossy())?;
            Ok(File { name: name.clone(), path, bytes })
        };
        let files = names.iter().zip(paths).map(read).collect::<Result<Vec<File>, Failure>>()?;
        Ok((!files.is_empty()).then_some(Self(files)))
    }

    /// Digest of all of them, one after the other.
    pub fn digest(&self) -> String {
        milieu_study::saved::digest(&self.0.iter().flat_map(|file| file.bytes.iter().copied()).collect::<Vec<u8>>())
    }

    /// The cases of an input: the one file as it is, or what the query makes of the files.
    pub fn cases(&self, input: &Input) -> Result<Table, Refusal> {
        let Some(Origin::Outside(named)) = &input.origin else {
            return milieu_method::analysis::saved::nothing_outside(input);
        };
        let files = named.iter().filter_map(|said| self.0.iter().find(|file| file.name == said.text));
        let read = |file: &File| direct::read(&file.path.to_string_lossy(), &file.bytes);
        let Some(query) = &input.query else {
            return files.map(read).next().unwrap_or_else(|| milieu_method::analysis::saved::nothing_outside(input));
        };
        let mut tables = Tables::new().map_err(|trouble| refused(&trouble))?;
        for file in files {
            add(&mut tables, file, &read(file)?).map_err(|trouble| refused(&trouble))?;
        }
        asked(&tables, &query.text).map_err(|trouble| refused(&trouble))?.table()
    }
}

/// The files outside the study that an analysis names, each once.
fn names(saved: &Saved) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    for input in saved.inputs() {
        let Some(Origin::Outside(all)) = &input.origin else { continue };
        for said in all {
            if !names.contains(&said.text) {
                names.push(said.text.clone());
            }
        }
    }
    names
}

/// A file in a folder by the path it is named with, else by its name alone.
fn within(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    match Path::new(name).file_name() {
        Some(last) if !path.is_file() => folder.join(last),
        _ => path,
    }
}

fn add(tables: &mut Tables, file: &File, table: &Table) -> Result<(), Trouble> {
    let name = Path::new(&file.name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let rows = (0..table.len()).map(|row| table.columns.iter().map(|column| cell(column, row)).collect::<Vec<_>>());
    tables.add(&name, &columns, rows)
}

/// A cell with the type its whole column has.
pub fn cell(column: &Column, row: usize) -> Cell<'_> {
    match &column.cells {
        // Whole numbers come out as they went in, so that an id is still one.
        Cells::Number(cells) => cells[row].map_or(Cell::Null, |n| {
            if n.fract() == 0.0 && n.abs() < 9e15 { Cell::Integer(n as i64) } else { Cell::Real(n) }
        }),
        Cells::Text(cells) => Cell::text(cells[row].as_deref()),
    }
}

/// What a query answered, column by column.
struct Answer(Vec<(String, Vec<Option<String>>)>);

impl Answer {
    fn table(self) -> Result<Table, Refusal> {
        Table::of("the answer of the query", self.0)
    }
}

fn asked(tables: &Tables, sql: &str) -> Result<Answer, Trouble> {
    let mut query = tables.query(sql)?;
    let mut columns: Vec<(String, Vec<Option<String>>)> =
        query.columns().into_iter().map(|name| (name, vec![])).collect();
    query.each(|row| {
        for ((_, cells), cell) in columns.iter_mut().zip(row) {
            cells.push((*cell != Cell::Null).then(|| cell.to_string()));
        }
        Ok::<(), Trouble>(())
    })?;
    Ok(Answer(columns))
}

fn refused(trouble: &Trouble) -> Refusal {
    let refusal = Refusal::new("query", format!("the query gives no cases: {}", trouble.message))
        .why("the cases are what it selects from the tables outside the study");
    match &trouble.help {
        Some(help) => refusal.help(help.as_str()),
        None => refusal,
    }
}
