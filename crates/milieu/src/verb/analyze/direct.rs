//! A method straight on a table.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::ArgMatches;
use milieu_method::analysis::saved::Asked;
use milieu_method::analysis::{Input, Kind, Method, Refusal, Settings, Table};
use milieu_study::Study;
use milieu_view::answer;

use super::told::Told;
use super::write::{Answer, Format, Wanted};
use super::{REFUSED, command, saved, told, write};
use crate::failure::Failure;
use crate::terminal::{self, Colour};

pub fn run(method: &'static Method, matches: &ArgMatches, colour: Colour) -> Result<ExitCode, Failure> {
    if let Some(which) = matches.get_one::<String>("example-table") {
        return example(method, which);
    }
    let said = command::said(method, matches);
    let Some(path) = matches.get_one::<String>("table") else {
        // A saved analysis may be called like a method.
        return if said.is_empty() { saved::named(method.name, matches, colour) } else { Err(no_table(method)) };
    };
    let wanted = Wanted::of(matches);
    let mut told = Told::new(method, path, &said);
    let mut tables = BTreeMap::new();
    for opt in method.options.iter().filter(|opt| opt.kind == Kind::Table) {
        if let Some((_, path)) = said.iter().find(|(name, _)| *name == opt.name) {
            tables.insert(opt.name.to_owned(), path.clone());
        }
    }
    let answered = (|| {
        let table = told.table(path)?;
        let mut more = BTreeMap::new();
        for (option, path) in tables {
            more.insert(option, told.table(&path)?);
        }
        let pairs = said.iter().map(|(name, value)| (*name, value.as_str()));
        let settings = Settings::read(method, pairs).map_err(Trouble::Refused)?;
        let asked = Asked { method, settings, table, more, extract: None, dropped: vec![] };
        let input = Input { table: &asked.table, more: &asked.more, settings: &asked.settings };
        let outcome = (method.run)(input).map_err(Trouble::Refused)?;
        Ok((asked, outcome))
    })();
    match answered {
        Ok((asked, outcome)) => {
            let result = answer::of(&Study::default(), &asked, &outcome);
            write::all(&[Answer { id: None, asked: &asked, result: &result }], &wanted, colour)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(Trouble::Failed(failure)) => Err(failure),
        Err(Trouble::Refused(refusal)) => {
            told.say(&refusal, colour)?;
            if wanted.format == Format::Json {
                told::json(None, method.name, &refusal)?;
            }
            Ok(ExitCode::from(REFUSED))
        }
    }
}

/// Why there is no answer.
pub enum Trouble {
    /// The method or the table says why.
    Refused(Refusal),
    /// The disk says why.
    Failed(Failure),
}

/// The bytes of a table; `-` is standard input.
pub fn bytes(path: &str) -> Result<Vec<u8>, Failure> {
    if path == "-" {
        let mut bytes = vec![];
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    fs::read(path).map_err(|error| Failure::at(Path::new(path), &error))
}

/// A table as the method names it: by its file, without folders.
pub fn read(path: &str, bytes: &[u8]) -> Result<Table, Refusal> {
    let name = Path::new(path).file_name().map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned());
    Table::read(if path == "-" { "standard input" } else { &name }, bytes)
}

fn example(method: &Method, which: &str) -> Result<ExitCode, Failure> {
    let more = method.example_more.iter().find(|(option, _)| *option == which).map(|(_, csv)| *csv);
    let Some(csv) = more.or_else(|| (which == "table").then_some(method.example_table)) else {
        return Err(Failure::new(format!("{} has no other table `{which}`", method.name)));
    };
    let mut out = terminal::stdout();
    out.write_all(csv.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn no_table(method: &Method) -> Failure {
    Failure::new(format!(
        "{0} needs a table: say --table FILE, or --table - to read standard input; `milieu analyze {0} --example-table` prints one",
        method.name
    ))
}
