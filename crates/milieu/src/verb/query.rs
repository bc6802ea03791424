//! `milieu query`: SQL over a compiled study.

mod given;
mod table;

use std::fs;
use std::io::{self, Read as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use milieu_store::{Cell, Query, Store, Trouble, markdown};

use crate::failure::Failure;
use crate::locate;
use crate::terminal::{self, Colour};

/// Ask a study in SQL: one row per fact in `facts`, one table per table of the study
///
/// The database lives in memory and may only be read. Outside any study the bundled one is asked.
/// `milieu query --schema` describes every table, column and function.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  milieu query \"select name, opened from places order by opened_earliest\"
  milieu query \"select property, count(*) from facts where sources is null group by 1\"
  milieu query --format csv --file openings.sql > openings.csv
  milieu query --table runs/design.parquet --table m=runs/metrics \"select count(*) from design join m using (run_id)\"

A column that is also a word of SQL is quoted: select \\\"from\\\", \\\"to\\\" from ties")]
pub struct Args {
    /// The question; `-` reads it from standard input
    #[arg(required_unless_present_any = ["file", "schema"], conflicts_with_all = ["file", "schema"])]
    sql: Option<String>,
    /// A file that holds the question
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    file: Option<PathBuf>,
    /// Describe every table, column and function instead
    #[arg(long)]
    schema: bool,
    /// The study's folder; without it, the one the current folder lies in
    #[arg(long, value_name = "FOLDER")]
    study: Option<PathBuf>,
    /// A table beside the study's: CSV with a header, Parquet, or a folder of such files; may be given several times
    #[arg(long = "table", value_name = "[NAME=]PATH")]
    tables: Vec<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns side by side, for reading
    #[default]
    Table,
    /// CSV with a header; nulls are blank
    Csv,
    /// An array of objects; columns of one name get numbers
    Json,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let located = locate::study_or_bundled(args.study.as_deref())?;
    let study = super::asked(&located, colour);
    let mut store = Store::new(&study)?;
    args.tables.iter().try_for_each(|table| given::add(&mut store, table))?;
    let mut out = terminal::stdout();
    if args.schema {
        write!(out, "{}", markdown(store.tables()))?;
    } else {
        let sql = question(args)?;
        let mut query = store.query(&sql).map_err(|trouble| pointed(&sql, &trouble))?;
        match args.format {
            Format::Table => table::write(&mut out, &mut query)?,
            Format::Csv => csv(&mut out, &mut query)?,
            Format::Json => json(&mut out, &mut query)?,
        }
    }
    out.flush()?;
    // The program ends here: giving back a million facts one by one would only take time.
    std::mem::forget(store);
    std::mem::forget(study);
    Ok(ExitCode::SUCCESS)
}

fn question(args: &Args) -> Result<String, Failure> {
    match (&args.file, args.sql.as_deref()) {
        (Some(path), _) => fs::read_to_string(path).map_err(|error| Failure::at(path, &error)),
        (None, Some("-")) => {
            let mut sql = String::new();
            io::stdin().lock().read_to_string(&mut sql)?;
            Ok(sql)
        }
        (None, sql) => Ok(sql.unwrap_or_default().to_owned()),
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::new(trouble.to_string())
    }
}

/// What is wrong, with the line of the question and a mark under the place.
fn pointed(sql: &str, trouble: &Trouble) -> Failure {
    let Some(at) = trouble.at.filter(|&at| sql.is_char_boundary(at)) else { return trouble.clone().into() };
    let start = sql[..at].rfind('\n').map_or(0, |n| n + 1);
    let line = sql[start..].lines().next().unwrap_or("");
    let number = sql[..at].matches('\n').count() + 1;
    let column = sql[start..at].chars().count();
    let gutter = " ".repeat(number.to_string().len());
    Failure::new(format!("{trouble}\n{gutter} |\n{number} | {line}\n{gutter} | {}^", " ".repeat(column)))
}

fn csv(out: &mut impl Write, query: &mut Query<'_>) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(out);
    let told = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::from(error),
        other => Failure::new(format!("{other:?}")),
    };
    writer.write_record(query.columns()).map_err(told)?;
    query.each(|row| writer.write_record(row.iter().map(ToString::to_string)).map_err(told))?;
    Ok(writer.flush()?)
}

fn json(out: &mut impl Write, query: &mut Query<'_>) -> Result<(), Failure> {
    let names: Vec<String> =
        unique(query.columns()).into_iter().map(|name| serde_json::Value::from(name).to_string()).collect();
    let mut separator = "[\n  ";
    query.each(|row| {
        write!(out, "{separator}{{")?;
        separator = ",\n  ";
        for (i, (name, cell)) in names.iter().zip(row).enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            write!(out, "{comma}{name}: {}", value(cell))?;
        }
        Ok::<(), Failure>(write!(out, "}}")?)
    })?;
    Ok(out.write_all(if separator == "[\n  " { b"[]\n" } else { b"\n]\n" })?)
}

/// Numbers that JSON lacks (infinities) become null.
fn value(cell: &Cell<'_>) -> serde_json::Value {
    match *cell {
        Cell::Null => serde_json::Value::Null,
        Cell::Integer(n) => n.into(),
        Cell::Real(x) => x.into(),
        Cell::Text(text) => text.into(),
        Cell::Blob(_) => cell.to_string().into(),
    }
}

/// Names in which each stands once: `n`, `n_2`, `n_3`.
fn unique(names: Vec<String>) -> Vec<String> {
    let mut found: Vec<String> = vec![];
    for name in names {
        let taken = |n: &String| found.contains(n);
        let free = if taken(&name) { (2..).map(|i| format!("{name}_{i}")).find(|n| !taken(n)) } else { None };
        found.push(free.unwrap_or(name));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_one_name_get_numbers() {
        let names = ["n", "n", "n_2", "n"].map(str::to_owned).to_vec();
        assert_eq!(unique(names), ["n", "n_2", "n_2_2", "n_3"]);
    }

    #[test]
    fn the_place_of_an_error_is_marked() {
        let trouble = Trouble { message: "m".to_owned(), at: Some("select '新'\nfrom x".len() - 1), help: None };
        assert_eq!(pointed("select '新'\nfrom x", &trouble).to_string(), "m\n  |\n2 | from x\n  |      ^");
    }
}
