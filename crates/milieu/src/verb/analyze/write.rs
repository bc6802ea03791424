//! Answers printed, or written as files: each beside its place, then renamed.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use milieu_method::analysis::saved::Asked;
use milieu_view::answer;
use milieu_view::page::{DatumShown, ResultShown, SheetShown};

use super::print;
use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// How an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading.
    Table,
    /// One JSON object.
    Json,
    /// One CSV file a sheet.
    Csv,
    /// One Parquet file a sheet.
    Parquet,
}

impl Format {
    /// Their words; the first is the default.
    pub const WORDS: [&str; 4] = ["table", "json", "csv", "parquet"];

    fn of(word: &str) -> Self {
        match word {
            "json" => Self::Json,
            "csv" => Self::Csv,
            "parquet" => Self::Parquet,
            _ => Self::Table,
        }
    }
}

/// What was asked of the output.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// How.
    pub format: Format,
    /// The folder to write into; none to print.
    pub out: Option<PathBuf>,
    /// The one sheet that is wanted.
    pub sheet: Option<String>,
}

impl Wanted {
    /// As said on the command line.
    pub fn of(matches: &ArgMatches) -> Self {
        Self {
            format: Format::of(matches.get_one::<String>("format").map_or("", String::as_str)),
            out: matches.get_one::<PathBuf>("out").cloned(),
            sheet: matches.get_one::<String>("sheet").cloned(),
        }
    }
}

/// An answer and what it answers.
pub struct Answer<'a> {
    /// Id of the saved analysis.
    pub id: Option<&'a str>,
    /// The question.
    pub asked: &'a Asked,
    /// The answer.
    pub result: &'a ResultShown,
}

impl Answer<'_> {
    fn name(&self) -> &str {
        self.id.unwrap_or(self.asked.method.name)
    }

    /// As one JSON object.
    pub fn json(&self) -> Vec<u8> {
        answer::json(env!("CARGO_PKG_VERSION"), self.id, self.asked, self.result)
    }

    /// Its sheets, or the one that is wanted; its numbers are one too.
    fn sheets(&self, wanted: Option<&str>) -> Result<Vec<SheetShown>, Failure> {
        let mut all = vec![numbers(self.result)];
        all.extend(self.result.sheets.iter().cloned());
        let Some(name) = wanted else { return Ok(all) };
        let names: Vec<String> = all.iter().map(|sheet| format!("`{}`", sheet.id)).collect();
        all.retain(|sheet| sheet.id == name);
        if all.is_empty() {
            return Err(Failure::new(format!("there is no sheet `{name}`; the sheets are {}", names.join(", "))));
        }
        Ok(all)
    }
}

/// Prints or writes answers. Of several, each has a folder of its own.
pub fn all(answers: &[Answer<'_>], wanted: &Wanted, colour: Colour) -> Result<(), Failure> {
    match &wanted.out {
        Some(folder) => {
            let mut written = 0;
            for answer in answers {
                let folder = if answers.len() > 1 { folder.join(answer.name()) } else { folder.clone() };
                written += files(answer, &folder, wanted)?;
            }
            let mut out = terminal::stdout();
            writeln!(out, "wrote {written} {} to {}", if written == 1 { "file" } else { "files" }, folder.display())?;
            Ok(out.flush()?)
        }
        None => print(answers, wanted, colour),
    }
}

fn print(answers: &[Answer<'_>], wanted: &Wanted, colour: Colour) -> Result<(), Failure> {
    let mut out = terminal::stdout();
    match wanted.format {
        Format::Parquet => return Err(Failure::new("Parquet is not for printing; say --out FOLDER")),
        Format::Json => answers.iter().try_for_each(|answer| out.write_all(&answer.json()))?,
        Format::Csv => {
            for answer in answers {
                let sheets = answer.sheets(wanted.sheet.as_deref())?;
                match &sheets[..] {
                    [sheet] => out.write_all(&answer::csv(sheet))?,
                    // Of the sheets, one alone is worth printing; the numbers stand in it too.
                    [_, sheet] => out.write_all(&answer::csv(sheet))?,
                    several => {
                        let names: Vec<&str> = several.iter().map(|sheet| sheet.id.as_str()).collect();
                        return Err(Failure::new(format!(
                            "the answer has several sheets: say --sheet NAME ({}), or --out FOLDER for all",
                            names.join(", ")
                        )));
                    }
                }
            }
        }
        Format::Table => {
            for answer in answers {
                match &wanted.sheet {
                    Some(name) => print::sheet(&mut out, &answer.sheets(Some(name))?[0], usize::MAX)?,
                    None => print::answer(&mut out, answer, colour)?,
                }
            }
        }
    }
    Ok(out.flush()?)
}

/// Writes the files of an answer; how many.
fn files(answer: &Answer<'_>, folder: &Path, wanted: &Wanted) -> Result<usize, Failure> {
    let encode: fn(&SheetShown) -> Result<Vec<u8>, Failure> = match wanted.format {
        Format::Table => return Err(Failure::new("--out writes files: say --format json, csv or parquet")),
        Format::Json => {
            beside(&folder.join(format!("{}.json", answer.name())), &answer.json())?;
            return Ok(1);
        }
        Format::Csv => |sheet| Ok(answer::csv(sheet)),
        Format::Parquet => super::parquet::encode,
    };
    let ending = Format::WORDS[wanted.format as usize];
    let sheets = answer.sheets(wanted.sheet.as_deref())?;
    for sheet in &sheets {
        beside(&folder.join(format!("{}.{ending}", sheet.id)), &encode(sheet)?)?;
    }
    Ok(sheets.len())
}

/// Writes a file beside its place and renames it: whoever reads it sees the old one or the new one.
pub fn beside(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Failure::at(folder, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = path.with_file_name(format!(".{name}.milieu-new"));
    let written = fs::write(&new, bytes).and_then(|()| fs::rename(&new, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&new);
        Failure::at(path, &error)
    })
}

/// The numbers of an answer as a sheet.
fn numbers(result: &ResultShown) -> SheetShown {
    let number = |value: Option<f64>| value.map_or(DatumShown::Missing(()), DatumShown::Number);
    let rows: Vec<Vec<DatumShown>> = result
        .numbers
        .iter()
        .map(|n| {
            let [lower, upper] = n.interval.unwrap_or([None, None]);
            let value = if n.value.is_none() && !n.word.is_empty() {
                DatumShown::Text(n.word.clone())
            } else {
                number(n.value)
            };
            let label = n.label.get("en").cloned().unwrap_or_default();
            let text = |text: &str| DatumShown::Text(text.to_owned());
            vec![text(&n.id), DatumShown::Text(label), text(&n.of), value, number(lower), number(upper), number(n.p)]
        })
        .collect();
    SheetShown {
        id: "numbers".to_owned(),
        title: milieu_view::page::Label::from([("en".to_owned(), "Numbers".to_owned())]),
        columns: ["number", "label", "of", "value", "lower", "upper", "p"].map(str::to_owned).to_vec(),
        total: rows.len() as u32,
        rows,
        evidence: vec![],
    }
}
