//! `milieu lab run`: a scenario, once or over seeds.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use milieu_lab::ensemble::{self, Band, Finished};
use milieu_lab::record::{INDICATORS, Record};
use milieu_lab::scenario::territory_name;
use milieu_lab::tables::{self, Cell};
use milieu_view::page::DatumShown;

use super::{grounded, read, told};
use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// Run a scenario and say what became of the world
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
The tables of --tables are read by `milieu analyze` as they are, as a study's own:
  milieu analyze kaplan-meier --table FOLDER/places.csv --time age --event end \\
      --event-value closed --group kind
  milieu analyze kaplan-meier --table FOLDER/start_ups.csv --time age --event end \\
      --event-value ended
  milieu analyze amplification --table FOLDER/targets.csv --target target --unit unit \\
      --parent parent --level level --year year
  milieu analyze bunching --table FOLDER/reports.csv --value gap --binwidth 0.25
  milieu analyze moran --table FOLDER/towns.csv --value places --id town --lat lat --lon lon \\
      --knn 6
  milieu analyze describe --table FOLDER/firms.csv --columns staff,quality --group kind")]
pub struct Args {
    /// The scenario's file
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    /// Runs of different chance; their middle and spread are told
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    seeds: u32,
    /// Indicators to print; all without it
    #[arg(long = "indicator", value_name = "NAME")]
    indicators: Vec<String>,
    /// Write every month of every territory down to prefectures into a .csv or .parquet file (one run only)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write lives of places and start-ups, firms, targets, reports and towns as .csv tables into this folder (one run only)
    #[arg(long, value_name = "FOLDER")]
    tables: Option<PathBuf>,
    /// Write what of the study stands at the start, and why the rest does not, into a .csv or .parquet file
    #[arg(long, value_name = "FILE")]
    grounding: Option<PathBuf>,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let indicators = told::indicators(&args.indicators)?;
    let Some(read) = read::scenario(&args.scenario, colour)? else { return Ok(ExitCode::from(1)) };
    if let Some(path) = &args.grounding {
        let (Some(ground), Some(placed)) = (&read.scenario.ground, read.scenario.placed()) else {
            return Err(Failure::new("--grounding needs a scenario inside a study, with world = \"study\""));
        };
        told::file(path, &grounded::rows(ground, &placed))?;
    }
    if args.seeds > 1 {
        if args.out.is_some() || args.tables.is_some() {
            return Err(Failure::new("--out and --tables write one run; leave --seeds away, or sweep"));
        }
        return over_seeds(args, &read, &indicators, colour);
    }
    let done = ensemble::finish(&read.scenario, false);
    read.say(&done.diagnostics, colour);
    let Some(finished) = done.value else { return Ok(ExitCode::from(1)) };
    let record = &finished.record;
    if let Some(path) = &args.out {
        told::file(path, &months(record, &finished.world))?;
    }
    if let Some(folder) = &args.tables {
        write_tables(folder, &finished)?;
    }
    let mut out = terminal::stdout();
    let years: Vec<usize> = ends_of_years(record);
    let names: Vec<String> = years.iter().map(|&m| record.months[m].year().to_string()).collect();
    let head: Vec<&str> = ["indicator", "unit"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let rows: Vec<Vec<String>> = indicators
        .iter()
        .map(|(at, i)| {
            let series: Vec<f64> = record.series(*at, 0).collect();
            let cells = years.iter().map(|&m| told::amount(series[m]));
            [i.name.to_owned(), i.unit.to_owned()].into_iter().chain(cells).collect()
        })
        .collect();
    told::title(&mut out, &read.scenario)?;
    told::columns(&mut out, &head, &rows)?;
    writeln!(
        out,
        "\nstate {:016x} after {} months, seed {}",
        finished.world.digest(),
        record.months.len(),
        read.scenario.seed
    )?;
    grounded::tell(&mut out, &read.scenario)?;
    writeln!(out, "\n{}", told::caution())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a run's tables into a folder.
fn write_tables(folder: &Path, run: &Finished) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::at(folder, &error))?;
    for table in tables::of(run) {
        let cell = |cell| match cell {
            Cell::Text(words) => told::text(words),
            Cell::Number(number) => told::number(Some(number)),
            Cell::Blank => told::number(None),
        };
        let rows = table.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
        told::file(
            &folder.join(format!("{}.csv", table.name)),
            &told::sheet(table.name, table.what, table.columns, rows),
        )?;
    }
    Ok(())
}

/// Positions of a few Decembers, the last among them.
fn ends_of_years(record: &Record) -> Vec<usize> {
    const SHOWN: usize = 6;
    let decembers: Vec<usize> = (0..record.months.len()).filter(|&m| record.months[m].of_year() == 12).collect();
    let step = decembers.len().div_ceil(SHOWN).max(1);
    let mut few: Vec<usize> = decembers.iter().rev().step_by(step).copied().collect();
    few.reverse();
    if few.is_empty() { record.months.len().checked_sub(1).into_iter().collect() } else { few }
}

/// Every number of a run: month, territory, indicator, value.
fn months(record: &Record, world: &milieu_lab::World) -> milieu_view::page::SheetShown {
    let mut rows = vec![];
    for (scope, &territory) in record.scopes.iter().enumerate() {
        let name = territory_name(world, territory as usize);
        for (at, indicator) in INDICATORS.iter().enumerate() {
            for (month, value) in record.months.iter().zip(record.series(at, scope)) {
                if value.is_finite() {
                    let cells = [told::text(month.to_string()), told::text(&name), told::text(indicator.name)];
                    rows.push(cells.into_iter().chain([DatumShown::Number(value)]).collect());
                }
            }
        }
    }
    told::sheet("months", "Indicators by month", &["month", "territory", "indicator", "value"], rows)
}

fn over_seeds(
    args: &Args,
    read: &read::Read,
    indicators: &[(usize, &milieu_lab::record::Indicator)],
    colour: Colour,
) -> Result<ExitCode, Failure> {
    let seeds: Vec<u64> = (0..u64::from(args.seeds)).map(|n| read.scenario.seed + n).collect();
    let records = match ensemble::each(&read.scenario, &seeds, |run| run.record) {
        Ok(records) => records,
        Err(findings) => {
            read.say(&findings, colour);
            return Ok(ExitCode::from(1));
        }
    };
    let mut out = terminal::stdout();
    told::title(&mut out, &read.scenario)?;
    let rows: Vec<Vec<String>> = indicators
        .iter()
        .map(|(at, i)| {
            let last = records.iter().map(|r| r.series(*at, 0).filter(|x| x.is_finite()).last().unwrap_or(f64::NAN));
            let band = Band::of(last);
            let cell = |of: fn(&Band) -> f64| band.as_ref().map_or("–".to_owned(), |b| told::amount(of(b)));
            vec![i.name.to_owned(), i.unit.to_owned(), cell(|b| b.median), cell(|b| b.spread[0]), cell(|b| b.spread[1])]
        })
        .collect();
    told::columns(&mut out, &["indicator at the end", "unit", "median", "5 %", "95 %"], &rows)?;
    writeln!(out, "\n{} runs, seeds {} to {}", seeds.len(), read.scenario.seed, seeds[seeds.len() - 1])?;
    grounded::tell(&mut out, &read.scenario)?;
    writeln!(out, "{}", told::caution())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
