//! `milieu lab sweep`: many runs of a scenario into a folder of Parquet files, to be stopped and taken up again at will.
//!
//! `design.parquet` says which runs there are; each run that is done is one file `metrics/part-RUN.parquet`, written beside its
//! place and renamed: it is there whole or not at all. A sweep that is killed loses the runs under way and no other.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use milieu_lab::ensemble::Band;
use milieu_lab::ensemble::sweep::{Planned, Row, Sweep};
use milieu_lab::fingerprint;
use milieu_view::answer;
use milieu_view::page::{DatumShown, SheetShown};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use rayon::prelude::*;

use super::{read, told};
use crate::failure::Failure;
use crate::terminal::{self, Colour};
use crate::verb::analyze::{parquet as encoded, write};

/// Run a scenario over a design of parameters, levers and seeds, into Parquet files
///
/// The file has the keys of a scenario, and what varies: `points`, `seeds`, `design` (latin-hypercube, sobol, factorial),
/// `[vary.parameters]` and `[vary.levers]` with two ends each, `indicators`, `every` so many months. Runs that are done are skipped:
/// a sweep can be stopped, taken up again, made longer, and shared among machines by copying files.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The sweep's file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder the runs are kept in
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// How to print: the summary as a table, or every number of every run as csv
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = ["table", "csv"])]
    format: String,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let Some((sweep, text)) = read::sweep(&args.file, colour)? else { return Ok(ExitCode::from(1)) };
    let runs = sweep.runs(fingerprint::of_model(), "");
    write::beside(&args.out.join("design.parquet"), &encoded::encode(&design(&sweep, &runs))?)?;
    let parts = args.out.join("metrics");
    let wanted: Vec<&Planned> = runs.iter().filter(|run| !part(&parts, run).exists()).collect();
    let skipped = runs.len() - wanted.len();
    if skipped > 0 {
        terminal::say("note", colour, &format!("{skipped} of {} runs are done already", runs.len()));
    }
    let done = AtomicUsize::new(0);
    let made = wanted.par_iter().map(|planned| -> Result<(), Told> {
        let rows = sweep.run(planned).map_err(Told::Findings)?;
        let bytes = encoded::encode(&metrics(planned, &rows)).map_err(Told::Failure)?;
        write::beside(&part(&parts, planned), &bytes).map_err(Told::Failure)?;
        let n = done.fetch_add(1, Ordering::Relaxed) + 1;
        if n.is_multiple_of(100) {
            terminal::say("note", colour, &format!("{} of {} runs", skipped + n, runs.len()));
        }
        Ok(())
    });
    match made.collect::<Result<(), Told>>() {
        Ok(()) => {}
        Err(Told::Failure(failure)) => return Err(failure),
        Err(Told::Findings(findings)) => {
            read::say(&args.file, &text, &findings, colour);
            return Ok(ExitCode::from(1));
        }
    }
    let mut out = terminal::stdout();
    if args.format == "csv" {
        out.write_all(&answer::csv(&merged(&parts, &runs)?))?;
    } else {
        summary(&mut out, &sweep, &runs, &parts)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Why a run was not made.
enum Told {
    Findings(Vec<milieu_study::Diagnostic>),
    Failure(Failure),
}

fn part(folder: &Path, run: &Planned) -> PathBuf {
    folder.join(format!("part-{}.parquet", run.id))
}

/// Which runs there are: id, point, seed, and the values of what varies.
fn design(sweep: &Sweep, runs: &[Planned]) -> SheetShown {
    let columns: Vec<&str> =
        ["run_id", "point", "seed"].into_iter().chain(sweep.vary.iter().map(|v| v.name())).collect();
    let row = |run: &Planned| {
        let first = [told::text(&run.id), DatumShown::Count(run.point as u64), DatumShown::Count(run.scenario.seed)];
        first.into_iter().chain(run.values.iter().map(|x| told::number(Some(*x)))).collect()
    };
    told::sheet("design", "Runs", &columns, runs.iter().map(row).collect())
}

const METRICS: [&str; 5] = ["run_id", "month", "scope", "indicator", "value"];

fn metrics(run: &Planned, rows: &[Row]) -> SheetShown {
    let row = |row: &Row| {
        vec![
            told::text(&run.id),
            told::text(row.month.to_string()),
            told::text(&row.scope),
            told::text(row.indicator),
            told::number(Some(row.value)),
        ]
    };
    told::sheet("metrics", "Numbers of runs", &METRICS, rows.iter().map(row).collect())
}

/// The rows of a part, as they were written.
fn rows(path: &Path) -> Result<Vec<Vec<DatumShown>>, Failure> {
    let file = fs::File::open(path).map_err(|error| Failure::at(path, &error))?;
    let reader = SerializedFileReader::new(file)?;
    let mut found = vec![];
    for row in reader.get_row_iter(None)? {
        let cell = |(_, field): (&String, &Field)| match field {
            Field::Str(text) => told::text(text),
            Field::Double(number) => told::number(Some(*number)),
            _ => DatumShown::Missing(()),
        };
        found.push(row?.get_column_iter().map(cell).collect());
    }
    Ok(found)
}

/// Every number of every run, in the order of the design.
fn merged(parts: &Path, runs: &[Planned]) -> Result<SheetShown, Failure> {
    let mut all = vec![];
    for run in runs {
        all.extend(rows(&part(parts, run))?);
    }
    Ok(told::sheet("metrics", "Numbers of runs", &METRICS, all))
}

/// The last month of the nation: what chance does at a point, and what the points do.
fn summary(out: &mut impl std::io::Write, sweep: &Sweep, runs: &[Planned], parts: &Path) -> Result<(), Failure> {
    let last = |run: &Planned| -> Result<Vec<Vec<DatumShown>>, Failure> { rows(&part(parts, run)) };
    let by_run = runs.iter().map(last).collect::<Result<Vec<_>, Failure>>()?;
    let value = |rows: &[Vec<DatumShown>], indicator: &str| {
        let of = rows.iter().rev().find(|row| {
            matches!((&row[2], &row[3]), (DatumShown::Text(s), DatumShown::Text(i)) if s == "nation" && i == indicator)
        });
        match of.map(|row| &row[4]) {
            Some(DatumShown::Number(x)) => *x,
            _ => f64::NAN,
        }
    };
    if !sweep.title.is_empty() {
        writeln!(out, "{}\n", sweep.title)?;
    }
    let mut shown = vec![];
    for &indicator in &sweep.indicators {
        let indicator = &milieu_lab::record::INDICATORS[indicator];
        let by_point: Vec<Band> = by_run
            .chunks(sweep.seeds)
            .filter_map(|runs| Band::of(runs.iter().map(|rows| value(rows, indicator.name))))
            .collect();
        let Some(points) = Band::of(by_point.iter().map(|band| band.mean)) else { continue };
        let chance = Band::of(by_point.iter().map(|band| band.spread[1] - band.spread[0]));
        shown.push(vec![
            indicator.name.to_owned(),
            indicator.unit.to_owned(),
            told::amount(points.median),
            format!("{} to {}", told::amount(points.spread[0]), told::amount(points.spread[1])),
            chance.map_or("–".to_owned(), |band| told::amount(band.median)),
        ]);
    }
    let head = ["indicator at the end", "unit", "median of points", "points, 5 to 95 %", "width of chance at a point"];
    told::columns(out, &head, &shown)?;
    writeln!(out, "\n{} runs: {} points of {} seeds", runs.len(), runs.len() / sweep.seeds.max(1), sweep.seeds)?;
    writeln!(out, "{}", told::caution())?;
    Ok(())
}
