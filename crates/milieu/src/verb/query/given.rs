//! Tables that are given with the question: CSV, Parquet, or folders of them.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use milieu_method::analysis::Refusal;
use milieu_store::{Cell, Store};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;

use crate::failure::Failure;
use crate::verb::analyze::{direct, outside};

/// Endings of the files of a folder that are read; a file given by itself may be called anything.
const ENDINGS: [&str; 2] = ["csv", "parquet"];
/// First bytes of a Parquet file.
const PARQUET: &[u8] = b"PAR1";

/// Adds the table of `NAME=PATH`, or of `PATH` under its own name.
pub fn add(store: &mut Store<'_>, given: &str) -> Result<(), Failure> {
    // A path that is there is one, whatever signs it has.
    let (name, path) = match given.split_once('=') {
        Some((name, path)) if !Path::new(given).exists() => (name.to_owned(), PathBuf::from(path)),
        _ => {
            let path = PathBuf::from(given);
            let stem = if path.is_dir() { path.file_name() } else { path.file_stem() };
            (stem.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()), path)
        }
    };
    if name.is_empty() {
        return Err(Failure::new(format!("`{given}` gives the table no name; say --table NAME=PATH")));
    }
    let is_there = store.tables().iter().any(|table| table.name.eq_ignore_ascii_case(&name));
    if is_there {
        let why =
            format!("there is a table `{name}` already; give this one another name: --table NAME={}", path.display());
        return Err(Failure::new(why));
    }
    let mut columns: Option<(Vec<String>, PathBuf)> = None;
    for file in files(&path)? {
        let table = held(&file)?;
        match &columns {
            None => {
                let names: Vec<&str> = table.columns.iter().map(String::as_str).collect();
                store.add(&name, &names).map_err(|trouble| wrong(&file, &trouble.to_string()))?;
                columns = Some((table.columns.clone(), file.clone()));
            }
            Some((known, first)) if *known != table.columns => {
                let why = format!(
                    "its columns are {}, those of {} are {}; files of one folder are one table and have the same columns",
                    table.columns.join(", "),
                    first.display(),
                    known.join(", "),
                );
                return Err(wrong(&file, &why));
            }
            Some(_) => {}
        }
        let rows = table.rows.iter().map(|row| row.iter().map(Value::cell).collect::<Vec<Cell<'_>>>());
        store.append(&name, rows).map_err(|trouble| wrong(&file, &trouble.to_string()))?;
    }
    Ok(())
}

/// The file, or those of the folder by name. What is being written beside its place begins with a dot.
fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = vec![];
    for entry in fs::read_dir(path).map_err(|error| Failure::at(path, &error))? {
        let file = entry.map_err(|error| Failure::at(path, &error))?.path();
        let is_hidden = file.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if !is_hidden && file.is_file() && file.extension().is_some_and(|e| ENDINGS.iter().any(|known| e == *known)) {
            found.push(file);
        }
    }
    if found.is_empty() {
        return Err(wrong(
            path,
            "the folder holds no .csv and no .parquet file; name a table, or a folder of tables of the same columns",
        ));
    }
    found.sort();
    Ok(found)
}

/// What a file holds.
struct Held {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
}

impl Value {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Null => Cell::Null,
            Self::Integer(n) => Cell::Integer(*n),
            Self::Real(x) => Cell::Real(*x),
            Self::Text(text) => Cell::Text(text),
        }
    }
}

fn held(path: &Path) -> Result<Held, Failure> {
    let failed = |error: io::Error| Failure::at(path, &error);
    let mut file = File::open(path).map_err(failed)?;
    let mut first = vec![];
    (&mut file).take(PARQUET.len() as u64).read_to_end(&mut first).map_err(failed)?;
    if first == PARQUET {
        return of_parquet(path, file);
    }
    file.read_to_end(&mut first).map_err(failed)?;
    of_csv(path, &first)
}

fn of_csv(file: &Path, bytes: &[u8]) -> Result<Held, Failure> {
    let table = direct::read(&file.to_string_lossy(), bytes).map_err(|refusal| {
        let Refusal { what, why, help, .. } = refusal;
        wrong(file, &format!("it is no Parquet, and no table as CSV: {what}: {why}; {help}"))
    })?;
    let value = |cell: Cell<'_>| match cell {
        Cell::Integer(n) => Value::Integer(n),
        Cell::Real(x) => Value::Real(x),
        Cell::Text(text) => Value::Text(text.to_owned()),
        Cell::Null | Cell::Blob(_) => Value::Null,
    };
    let row = |at| table.columns.iter().map(|column| value(outside::cell(column, at))).collect();
    let rows = (0..table.len()).map(row).collect();
    Ok(Held { columns: table.columns.into_iter().map(|column| column.name).collect(), rows })
}

fn of_parquet(path: &Path, file: File) -> Result<Held, Failure> {
    let told = |error: parquet::errors::ParquetError| {
        let why = format!("it begins as Parquet does and cannot be read: {error}; write it again, uncompressed");
        wrong(path, &why)
    };
    let reader = SerializedFileReader::new(file).map_err(told)?;
    let schema = reader.metadata().file_metadata().schema();
    let columns = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    let mut rows = vec![];
    for row in reader.get_row_iter(None).map_err(told)? {
        rows.push(row.map_err(told)?.get_column_iter().map(|(_, field)| value(field)).collect());
    }
    Ok(Held { columns, rows })
}

fn value(field: &Field) -> Value {
    match *field {
        Field::Null => Value::Null,
        Field::Bool(is) => Value::Integer(is.into()),
        Field::Byte(n) => Value::Integer(n.into()),
        Field::Short(n) => Value::Integer(n.into()),
        Field::Int(n) => Value::Integer(n.into()),
        Field::Long(n) => Value::Integer(n),
        Field::UByte(n) => Value::Integer(n.into()),
        Field::UShort(n) => Value::Integer(n.into()),
        Field::UInt(n) => Value::Integer(n.into()),
        // What is beyond SQLite's whole numbers is told as near as a real number comes.
        Field::ULong(n) => i64::try_from(n).map_or(Value::Real(n as f64), Value::Integer),
        Field::Float(x) => Value::Real(x.into()),
        Field::Double(x) => Value::Real(x),
        Field::Str(ref text) => Value::Text(text.clone()),
        // Dates, decimals and nested values, as they are written.
        ref other => Value::Text(other.to_string()),
    }
}

fn wrong(path: &Path, why: &str) -> Failure {
    Failure::new(format!("{}: {why}", path.display()))
}
