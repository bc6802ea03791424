//! The saved analyses of a study: all in short, or one as a whole.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ArgMatches;
use milieu_method::analysis::saved::{self, Answered, Trouble};
use milieu_method::analysis::{Refusal, Table};
use milieu_method::registry;
use milieu_study::diagnostic::{Style, render};
use milieu_study::saved::{Input, Saved};
use milieu_study::{Severity, Study, name};
use milieu_view::answer;
use milieu_view::page::ResultShown;
use rayon::prelude::*;

use super::outside::Files;
use super::write::{Answer, Format, Wanted};
use super::{REFUSED, print, told, write};
use crate::failure::Failure;
use crate::locate::{self, Located};
use crate::terminal::{self, Colour};

pub fn run(matches: &ArgMatches, colour: Colour) -> Result<ExitCode, Failure> {
    let located = locate::study_or_bundled(matches.get_one::<PathBuf>("study").map(PathBuf::as_path))?;
    let study = crate::verb::asked(&located, colour);
    match matches.get_one::<String>("id") {
        Some(id) => one(&located, &study, id, matches, colour),
        None => all(&located, &study, &Wanted::of(matches), colour),
    }
}

/// The saved analysis that is called like a method.
pub fn named(id: &str, matches: &ArgMatches, colour: Colour) -> Result<ExitCode, Failure> {
    let located = locate::study_or_bundled(matches.get_one::<PathBuf>("study").map(PathBuf::as_path))?;
    let study = milieu_study::compile(&*located.world).value;
    let saved = study.analysis(id).ok_or_else(|| {
        Failure::new(format!(
            "{id} needs a table: say --table FILE, or --table - to read standard input; `milieu analyze {id} --example-table` prints one"
        ))
    })?;
    answered(&study, saved, None, &Wanted::of(matches), colour).map(|(code, _)| code)
}

fn one(located: &Located, study: &Study, id: &str, matches: &ArgMatches, colour: Colour) -> Result<ExitCode, Failure> {
    let saved = study.analysis(id).ok_or_else(|| unknown(study, id))?;
    let wanted = Wanted::of(matches);
    let is_kept = matches.get_flag("keep");
    let given = matches.get_one::<PathBuf>("input").map(PathBuf::as_path);
    let files = Files::read(located, saved, given, is_kept)?;
    if saved.is_outside() && files.is_none() && !is_kept {
        return kept(study, saved, colour);
    }
    let (code, done) = answered(study, saved, files.as_ref(), &wanted, colour)?;
    if let (true, Some((result, digest))) = (is_kept, done) {
        let folder = located
            .folder
            .as_ref()
            .ok_or_else(|| Failure::new("the bundled study cannot be written; name a study with --study"))?;
        let file = folder.join(format!("analyses/{id}{}", milieu_study::saved::KEPT));
        write::beside(&file, &answer::keep(env!("CARGO_PKG_VERSION"), saved, &digest, &result))?;
        terminal::say("note", colour, &format!("the result is kept in {}", file.display()));
    }
    Ok(code)
}

/// Runs one and prints it. Gives back the answer and the digest of the tables outside the study.
fn answered(
    study: &Study,
    saved: &Saved,
    outside: Option<&Files>,
    wanted: &Wanted,
    colour: Colour,
) -> Result<(ExitCode, Option<(ResultShown, String)>), Failure> {
    let read = |input: &Input| -> Result<Table, Refusal> {
        outside.map_or_else(|| saved::nothing_outside(input), |files| files.cases(input))
    };
    match saved::answer(study, saved, &read) {
        Ok(Answered { asked, outcome, .. }) => {
            let result = answer::of(study, &asked, &outcome);
            write::all(&[Answer { id: Some(&saved.id), asked: &asked, result: &result }], wanted, colour)?;
            let digest = outside.map_or_else(String::new, Files::digest);
            Ok((ExitCode::SUCCESS, Some((result, digest))))
        }
        Err(trouble) => {
            say(study, &trouble, colour)?;
            if wanted.format == Format::Json {
                let method = saved.method.as_ref().map_or("", |said| &said.text);
                told::json(Some(&saved.id), method, &trouble.refusal)?;
            }
            Ok((ExitCode::from(if trouble.misasked { 1 } else { REFUSED }), None))
        }
    }
}

/// The kept result of an input outside the study.
fn kept(study: &Study, saved: &Saved, colour: Colour) -> Result<ExitCode, Failure> {
    let Some((made, result)) = answer::kept(study, saved) else {
        return Err(Failure::new(format!(
            "the table of `{0}` is not part of the study and no result is kept; `milieu analyze {0} --input PATH --keep` keeps one",
            saved.id
        )));
    };
    let stale = if saved.is_stale() { "; the analysis was changed since" } else { "" };
    terminal::say("note", colour, &format!("kept result, made by milieu {}{stale}", made.version));
    let mut out = terminal::stdout();
    for number in &result.numbers {
        let of = if number.of.is_empty() { String::new() } else { format!(" ({})", print::clean(&number.of)) };
        writeln!(out, "  {}{of}  {}", print::english(&number.label), print::value(number))?;
    }
    for sheet in &result.sheets {
        writeln!(out, "\n{} ({})", print::english(&sheet.title), sheet.id)?;
        print::sheet(&mut out, sheet, 12)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// All of them, one line each.
fn all(located: &Located, study: &Study, wanted: &Wanted, colour: Colour) -> Result<ExitCode, Failure> {
    if study.analyses.is_empty() {
        return Err(Failure::new(format!(
            "{} has no saved analyses; write analyses/ID.toml, or name a method: `milieu analyze --methods` lists them",
            located.name
        )));
    }
    let run = |saved: &Saved| {
        if saved.is_outside() { None } else { Some(saved::answer(study, saved, &saved::nothing_outside)) }
    };
    let done: Vec<Option<Result<Answered, Box<Trouble>>>> = study.analyses.par_iter().map(run).collect();
    let results: Vec<Option<ResultShown>> = done
        .iter()
        .map(|done| match done {
            Some(Ok(answered)) => Some(answer::of(study, &answered.asked, &answered.outcome)),
            _ => None,
        })
        .collect();
    let answers: Vec<Answer<'_>> = (study.analyses.iter().zip(&done).zip(&results))
        .filter_map(|((saved, done), result)| match (done, result) {
            (Some(Ok(answered)), Some(result)) => Some(Answer { id: Some(&saved.id), asked: &answered.asked, result }),
            _ => None,
        })
        .collect();
    let is_summary = wanted.out.is_none() && wanted.format == Format::Table;
    match wanted.format {
        Format::Json if wanted.out.is_none() => array(study, &done, &answers)?,
        _ if is_summary => {}
        _ => write::all(&answers, wanted, colour)?,
    }
    let mut out = terminal::stdout();
    let width = study.analyses.iter().map(|saved| saved.id.len()).max().unwrap_or(0);
    let mut counts = [0_usize; 4];
    for ((saved, done), result) in study.analyses.iter().zip(&done).zip(&results) {
        let (kind, line) = match (done, result) {
            (Some(Ok(_)), Some(result)) => (
                0,
                answer::headline(saved, result).map_or_else(String::new, |number| {
                    format!("{} {}", print::english(&number.label), print::value(number))
                }),
            ),
            (Some(Err(trouble)), _) if trouble.misasked => (3, format!("wrongly put: {}", trouble.refusal.what)),
            (Some(Err(trouble)), _) => (1, format!("refused: {}", trouble.refusal.what)),
            _ => match answer::kept(study, saved) {
                Some((_, kept)) => (
                    2,
                    answer::headline(saved, &kept).map_or_else(
                        || "kept".to_owned(),
                        |number| format!("{} {} (kept)", print::english(&number.label), print::value(number)),
                    ),
                ),
                None => (2, "its table is not part of the study, and no result is kept".to_owned()),
            },
        };
        counts[kind] += 1;
        if is_summary {
            writeln!(out, "{:width$}  {}", saved.id, print::clean(&line))?;
        }
    }
    if is_summary {
        let words = ["answered", "refused", "from outside", "wrongly put"];
        let told = counts.iter().zip(words).filter(|(n, _)| **n > 0).map(|(n, word)| format!("{n} {word}"));
        writeln!(out, "analyzed {}: {}", print::clean(&located.name), told.collect::<Vec<_>>().join(", "))?;
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(counts[3] > 0)))
}

/// One JSON object for each analysis that the study can put, answers and refusals in the study's order.
fn array(
    study: &Study,
    done: &[Option<Result<Answered, Box<Trouble>>>],
    answers: &[Answer<'_>],
) -> Result<(), Failure> {
    let mut objects: Vec<String> = vec![];
    for (saved, done) in study.analyses.iter().zip(done) {
        let bytes = match done {
            Some(Ok(_)) => answers.iter().find(|answer| answer.id == Some(&saved.id)).map(Answer::json),
            Some(Err(trouble)) => {
                let method = saved.method.as_ref().map_or("", |said| &said.text);
                Some(told::object(Some(&saved.id), method, &trouble.refusal))
            }
            None => None,
        };
        objects.extend(bytes.map(|bytes| String::from_utf8_lossy(&bytes).trim_end().to_owned()));
    }
    let mut out = terminal::stdout();
    writeln!(out, "[{}]", objects.join(",\n"))?;
    Ok(out.flush()?)
}

fn say(study: &Study, trouble: &Trouble, colour: Colour) -> Result<(), Failure> {
    let mut found = trouble.diagnostic();
    found.severity = Severity::Error;
    let style = Style { colour: colour.on_stderr(), width: terminal::width() };
    Ok(writeln!(std::io::stderr().lock(), "{}", render(study, &found, style))?)
}

fn unknown(study: &Study, id: &str) -> Failure {
    let ids = study.analyses.iter().map(|saved| saved.id.as_str());
    let methods = registry::METHODS.iter().map(|method| method.name);
    match name::nearest(id, ids.chain(methods)) {
        Some(near) => Failure::new(format!("there is no analysis or method `{id}`; did you mean `{near}`?")),
        None => Failure::new(format!(
            "there is no analysis or method `{id}`; `milieu analyze` lists the analyses of the study, --methods the methods"
        )),
    }
}
