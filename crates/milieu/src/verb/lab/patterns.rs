//! `milieu lab patterns`: what is known of the system, and whether the lab shows it.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use milieu_lab::ensemble;
use milieu_lab::parameter::Parameter;
use milieu_lab::pattern::{PATTERNS, Part, Pattern, Reading, Score};
use milieu_lab::rule;
use milieu_lab::start::Size;

use super::told;
use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// Score the 23 patterns: met or missed, with the numbers
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Seeds; the median over them is judged
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    seeds: u32,
    /// Take a small world: for a first look, not for judging
    #[arg(long)]
    small: bool,
    /// Set a parameter, as NAME=VALUE within its prior range; may be given several times
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Write the board into a .csv or .parquet file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let seeds: Vec<u64> = (1..=u64::from(args.seeds)).collect();
    let size = if args.small { Size::SMALL } else { Size::REGION };
    let parameters = args.set.iter().map(|said| set(said)).collect::<Result<Vec<_>, Failure>>()?;
    let board = ensemble::board(&size, &seeds, &parameters).map_err(|findings| {
        let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
        Failure::new(messages.join("; "))
    })?;
    if let Some(path) = &args.out {
        told::file(path, &sheet(&board))?;
    }
    if args.small {
        terminal::say("note", colour, "a small world: its board is no judgement of the rules");
    }
    let mut out = terminal::stdout();
    for (pattern, score) in PATTERNS.iter().zip(&board) {
        writeln!(out, "{} {} ({}): {}", pattern.id, pattern.name, pattern.used.word(), word(score.met()))?;
        writeln!(out, "   known: {}", pattern.anchor)?;
        for (part, reading) in pattern.parts.iter().zip(&score.parts) {
            writeln!(out, "   {}: {}", part.what, read(part, reading))?;
        }
    }
    let count = |met| board.iter().filter(|s| s.met() == met).count();
    writeln!(
        out,
        "\n{} met, {} missed, {} not read, of {} patterns; {} seeds",
        count(Some(true)),
        count(Some(false)),
        count(None),
        board.len(),
        seeds.len()
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A parameter and its value, as they are said.
fn set(said: &str) -> Result<(&'static Parameter, f64), Failure> {
    let wrong = |why: &str| Failure::new(format!("--set {said}: {why}"));
    let (name, value) = said.split_once('=').ok_or_else(|| wrong("write NAME=VALUE"))?;
    let parameter = rule::parameter(name)
        .filter(|p| !p.is_fixed())
        .ok_or_else(|| wrong("no such parameter; `milieu lab parameters` lists them"))?;
    let [low, high] = parameter.prior;
    let value: f64 = value.parse().map_err(|_| wrong("the value is no number"))?;
    if !(low..=high).contains(&value) {
        return Err(wrong(&format!("its prior range is {low} to {high}")));
    }
    Ok((parameter, value))
}

fn word(met: Option<bool>) -> &'static str {
    match met {
        Some(true) => "met",
        Some(false) => "missed",
        None => "not read",
    }
}

fn read(part: &Part, reading: &Reading) -> String {
    let accepted = match part.accept {
        [low, high] if high.is_infinite() => format!("at least {}", told::amount(low)),
        [low, high] => format!("{} to {}", told::amount(low), told::amount(high)),
    };
    let unit = if part.unit.is_empty() { String::new() } else { format!(" {}", part.unit) };
    match (reading.median, reading.band) {
        (Some(median), Some([low, high])) => format!(
            "{}{unit} [{}, {}], accepted {accepted}: {}",
            told::amount(median),
            told::amount(low),
            told::amount(high),
            word(reading.met)
        ),
        _ => format!("no number could be read, accepted {accepted}"),
    }
}

/// A row for each part.
fn sheet(board: &[Score]) -> milieu_view::page::SheetShown {
    let row = |pattern: &Pattern, part: &Part, reading: &Reading| {
        vec![
            told::text(pattern.id),
            told::text(pattern.name),
            told::text(pattern.used.word()),
            told::text(part.what),
            told::text(part.unit),
            told::number(Some(part.accept[0])),
            told::number(Some(part.accept[1])),
            told::number(reading.median),
            told::number(reading.band.map(|b| b[0])),
            told::number(reading.band.map(|b| b[1])),
            told::text(word(reading.met)),
        ]
    };
    let parts = PATTERNS.iter().zip(board).flat_map(|(pattern, score)| {
        pattern.parts.iter().zip(&score.parts).map(move |(part, reading)| row(pattern, part, reading))
    });
    let columns =
        ["pattern", "name", "use", "part", "unit", "accept_low", "accept_high", "median", "low", "high", "met"];
    told::sheet("patterns", "Pattern board", &columns, parts.collect())
}
