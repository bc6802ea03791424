//! `milieu lab compare`: two scenarios on the same chance.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use milieu_lab::ensemble::{self, Band, Comparison};
use milieu_lab::record::INDICATORS;

use super::{read, told};
use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// Compare two scenarios, run by run on the same chance
///
/// The difference is the second less the first, with its mean, 95 % interval of the mean (Student's t), and spread over the
/// pairs.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The scenario to compare with
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// The scenario that is asked about
    #[arg(value_name = "OTHER")]
    other: PathBuf,
    /// Pairs of runs
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..))]
    pairs: u32,
    /// Indicators to compare; all without it
    #[arg(long = "indicator", value_name = "NAME")]
    indicators: Vec<String>,
    /// Write every month of these indicators into a .csv or .parquet file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let indicators = told::indicators(&args.indicators)?;
    let base = read::scenario(&args.base, colour)?;
    let other = read::scenario(&args.other, colour)?;
    let (Some(base), Some(other)) = (base, other) else { return Ok(ExitCode::from(1)) };
    let seeds: Vec<u64> = (0..u64::from(args.pairs)).map(|n| base.scenario.seed + n).collect();
    let asked: Vec<usize> = indicators.iter().map(|(at, _)| *at).collect();
    let compared = match ensemble::compare(&base.scenario, &other.scenario, &seeds, &[0], &asked) {
        Ok(compared) => compared,
        Err(findings) => {
            other.say(&findings, colour);
            return Ok(ExitCode::from(1));
        }
    };
    if let Some(path) = &args.out {
        told::file(path, &months(&compared))?;
    }
    let mut out = terminal::stdout();
    told::title(&mut out, &other.scenario)?;
    let rows: Vec<Vec<String>> = indicators
        .iter()
        .filter_map(|(at, i)| {
            let one = compared.differences.iter().find(|d| d.indicator == *at)?;
            let last = |bands: &[Option<Band>]| bands.iter().rev().flatten().next().copied();
            let difference = last(&one.difference)?;
            let amount = |x: f64| told::amount(x);
            let ends = |[low, high]: [f64; 2]| format!("[{}, {}]", amount(low), amount(high));
            let interval = difference.interval().map_or("–".to_owned(), ends);
            let fewer = one.variance_ratio.filter(|r| *r > 0.0).map_or("–".to_owned(), |r| told::amount(1.0 / r));
            Some(vec![
                i.name.to_owned(),
                i.unit.to_owned(),
                last(&one.base).map_or("–".to_owned(), |b| amount(b.mean)),
                amount(difference.mean),
                interval,
                format!("{} to {}", amount(difference.spread[0]), amount(difference.spread[1])),
                fewer,
            ])
        })
        .collect();
    let head =
        ["indicator at the end", "unit", "base", "difference", "95 % of the mean", "pairs, 5 to 95 %", "fewer runs"];
    told::columns(&mut out, &head, &rows)?;
    writeln!(
        out,
        "\n{} pairs on the same chance. \"fewer runs\": how many times as many runs of unlike seeds would be needed.",
        seeds.len()
    )?;
    writeln!(out, "{}", told::caution())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Every month of every indicator asked for.
fn months(compared: &Comparison) -> milieu_view::page::SheetShown {
    let mut rows = vec![];
    for one in &compared.differences {
        for (m, month) in compared.months.iter().enumerate() {
            let Some(difference) = &one.difference[m] else { continue };
            let mean = |bands: &[Option<Band>]| told::number(bands[m].as_ref().map(|b| b.mean));
            rows.push(vec![
                told::text(month.to_string()),
                told::text(INDICATORS[one.indicator].name),
                mean(&one.base),
                mean(&one.other),
                told::number(Some(difference.mean)),
                told::number(difference.interval().map(|ends| ends[0])),
                told::number(difference.interval().map(|ends| ends[1])),
                told::number(Some(difference.spread[0])),
                told::number(Some(difference.spread[1])),
            ]);
        }
    }
    let columns = ["month", "indicator", "base", "other", "difference", "interval_low", "interval_high", "low", "high"];
    told::sheet("differences", "Differences by month", &columns, rows)
}
