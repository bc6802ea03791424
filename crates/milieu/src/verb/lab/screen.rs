//! `milieu lab screen`: which parameters the numbers depend on.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use milieu_lab::ensemble::sweep::Sweep;
use milieu_lab::pattern::Setting;
use milieu_lab::record::INDICATORS;
use milieu_lab::screen::patterns::{self, Screened};
use milieu_lab::screen::{morris, sobol};
use milieu_study::Diagnostic;
use milieu_study::saved::KEPT;

use super::{read, told};
use crate::failure::Failure;
use crate::terminal::{self, Colour};
use crate::verb::analyze::write;

/// Find what the numbers of a scenario depend on: Morris' elementary effects or Sobol' indices
///
/// The file is that of a sweep; what varies is screened, each point as the mean over its seeds. Morris needs few runs and finds what
/// matters; Sobol' indices need many and say how much of the variance each explains. With `--of patterns` the numbers are those of
/// the pattern board (Morris only); `--keep` writes them beside the file, where the page of the parameters reads them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The sweep's file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How: morris or sobol
    #[arg(long, value_name = "METHOD", default_value = "morris", value_parser = ["morris", "sobol"])]
    method: String,
    /// Trajectories of Morris, each of as many points as there are dimensions and one more
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..))]
    trajectories: u32,
    /// Rows of Sobol', each of as many points as there are dimensions and two more
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(8..))]
    rows: u32,
    /// What: indicators at the end, or the numbers of patterns
    #[arg(long, value_name = "WHAT", default_value = "indicators", value_parser = ["indicators", "patterns"])]
    of: String,
    /// Runs that patterns are read from; more give more patterns
    #[arg(long, value_name = "SETTING", value_delimiter = ',', default_value = "maker", value_parser = ["maker", "upgrade", "kunshan", "shunde"])]
    settings: Vec<String>,
    /// Keep the effects on patterns beside the file, as ID.result.json
    #[arg(long)]
    keep: bool,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let Some((sweep, text)) = read::sweep(&args.file, colour)? else { return Ok(ExitCode::from(1)) };
    if sweep.vary.is_empty() {
        return Err(Failure::new(
            "nothing varies; write [vary.parameters] with NAME = true, or [vary] with all-parameters = true",
        ));
    }
    let of_patterns = args.of == "patterns";
    if of_patterns && args.method == "sobol" {
        return Err(Failure::new("patterns are screened by `--method morris`"));
    }
    if args.keep && !of_patterns {
        return Err(Failure::new("`--keep` keeps effects on patterns; add `--of patterns`"));
    }
    let told = if of_patterns {
        by_patterns(args, &sweep, colour)
    } else if args.method == "sobol" {
        by_variance(args, &sweep)
    } else {
        by_effects(args, &sweep)
    };
    match told {
        Ok(told) => {
            let mut out = terminal::stdout();
            out.write_all(&told?)?;
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
        Err(findings) => {
            read::say(&args.file, &text, &findings, colour);
            Ok(ExitCode::from(1))
        }
    }
}

/// Heads of the columns of Morris' effects.
const EFFECTS: [&str; 5] = ["parameter", "mean size of effect (μ*)", "± s.e.", "mean effect", "spread (σ)"];

/// A number as it is told, if there is one.
fn some(x: Option<f64>) -> String {
    x.map_or("–".to_owned(), told::amount)
}

type Told = Result<Result<Vec<u8>, Failure>, Vec<Diagnostic>>;

/// Part of the largest effect from which a parameter is told.
const TOLD: f64 = 0.1;

fn by_patterns(args: &Args, sweep: &Sweep, colour: Colour) -> Told {
    let settings: Vec<Setting> =
        Setting::ALL.into_iter().filter(|s| args.settings.iter().any(|word| word == s.word())).collect();
    let words: Vec<&str> = settings.iter().map(|s| s.word()).collect();
    let mut screened = patterns::screened(sweep, &settings, args.trajectories as usize)?;
    screened.command = format!(
        "milieu lab screen {} --of patterns --settings {} --trajectories {} --keep",
        located(&args.file),
        words.join(","),
        args.trajectories
    );
    let said = || -> Result<Vec<u8>, Failure> {
        if args.keep {
            let kept = args.file.with_extension(&KEPT[1..]);
            let mut json = serde_json::to_vec(&screened).map_err(|error| Failure::new(error.to_string()))?;
            json.push(b'\n');
            write::beside(&kept, &json)?;
            terminal::say("note", colour, &format!("the effects are kept in {}", kept.display()));
        }
        strongest(&screened)
    };
    Ok(said())
}

/// The file as it is named from its study's folder.
fn located(file: &Path) -> String {
    let parts: Vec<_> = file.iter().rev().take(2).map(|part| part.to_string_lossy()).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}

/// What moves each number most.
fn strongest(screened: &Screened) -> Result<Vec<u8>, Failure> {
    let mut out = vec![];
    for number in &screened.numbers {
        let unit = if number.unit.is_empty() { String::new() } else { format!(", {}", number.unit) };
        writeln!(out, "{} {}{unit} ({})", number.pattern, number.what, number.used)?;
        let row = |(n, size): (usize, f64)| {
            let cells = [told::amount(size), some(number.error[n]), some(number.mean[n]), some(number.sd[n])];
            [screened.parameters[n].clone()].into_iter().chain(cells).collect()
        };
        let rows: Vec<Vec<String>> = screened.strongest(number, TOLD).into_iter().map(row).collect();
        if rows.is_empty() {
            writeln!(out, "  does not vary\n")?;
            continue;
        }
        told::columns(&mut out, &EFFECTS, &rows)?;
        let rest = screened.parameters.len() - rows.len();
        writeln!(out, "  {rest} others have less than a tenth of the largest\n")?;
    }
    writeln!(
        out,
        "{} trajectories, {} points of {} seeds, {} runs. Effects are per whole range of what varies.",
        screened.trajectories,
        screened.points,
        screened.seeds.len(),
        screened.runs
    )?;
    writeln!(out, "{}", told::caution())?;
    Ok(out)
}

fn by_effects(args: &Args, sweep: &Sweep) -> Told {
    let design = morris::design(args.trajectories as usize, sweep.vary.len(), 4, sweep.base.seed);
    let numbers = sweep.numbers(&design.points)?;
    let of_indicator = |column: &[f64]| {
        let mut rows: Vec<(f64, Vec<String>)> = morris::effects(&design, column)
            .into_iter()
            .zip(&sweep.vary)
            .filter_map(|(effect, vary)| {
                let effect = effect?;
                let cells =
                    [told::amount(effect.size), some(effect.size_err), told::amount(effect.mean), some(effect.sd)];
                Some((effect.size, [vary.name().to_owned()].into_iter().chain(cells).collect()))
            })
            .collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0));
        rows.into_iter().map(|(_, row)| row).collect()
    };
    let what = format!("{} trajectories, {} points of {} seeds", args.trajectories, design.points.len(), sweep.seeds);
    Ok(tables(sweep, &numbers, &EFFECTS, &of_indicator, &what))
}

fn by_variance(args: &Args, sweep: &Sweep) -> Told {
    let points = sobol::design(args.rows as usize, sweep.vary.len(), sweep.base.seed);
    let numbers = sweep.numbers(&points)?;
    let head = ["parameter", "alone (first)", "95 %", "with others (total)", "95 %"];
    let of_indicator = |column: &[f64]| {
        let Some(indices) = sobol::indices(column, sweep.vary.len(), sweep.base.seed) else { return vec![] };
        let mut rows: Vec<(f64, Vec<String>)> = indices
            .into_iter()
            .zip(&sweep.vary)
            .map(|(index, vary)| {
                let ends = |[low, high]: [f64; 2]| format!("[{}, {}]", told::amount(low), told::amount(high));
                let cells = [
                    told::amount(index.first),
                    ends(index.first_interval),
                    told::amount(index.total),
                    ends(index.total_interval),
                ];
                (index.total, [vary.name().to_owned()].into_iter().chain(cells).collect())
            })
            .collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0));
        rows.into_iter().map(|(_, row)| row).collect()
    };
    let what = format!("{} rows, {} points of {} seeds", args.rows, points.len(), sweep.seeds);
    Ok(tables(sweep, &numbers, &head, &of_indicator, &what))
}

/// A table for each indicator.
fn tables(
    sweep: &Sweep,
    numbers: &[Vec<f64>],
    head: &[&str],
    of_indicator: &dyn Fn(&[f64]) -> Vec<Vec<String>>,
    what: &str,
) -> Result<Vec<u8>, Failure> {
    let mut out = vec![];
    for (n, &indicator) in sweep.indicators.iter().enumerate() {
        let column: Vec<f64> = numbers.iter().map(|of_point| of_point[n]).collect();
        let rows = of_indicator(&column);
        writeln!(out, "{}, at the end ({})", INDICATORS[indicator].name, INDICATORS[indicator].what)?;
        if rows.is_empty() {
            writeln!(out, "  does not vary\n")?;
            continue;
        }
        told::columns(&mut out, head, &rows)?;
        writeln!(out)?;
    }
    writeln!(out, "{what}. Effects are per whole range of what varies.")?;
    writeln!(out, "{}", told::caution())?;
    Ok(out)
}
