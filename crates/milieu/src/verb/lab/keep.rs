//! `milieu lab keep`: results kept with a study, so that pages show them where nothing can be run.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use milieu_lab::ground::{self, Ground};
use milieu_lab::start::Size;
use milieu_lab::{kept, scenario};
use milieu_study::diagnostic::{Diagnostic, FileIx, Severity, Style, render};
use milieu_study::evidence::Runnable;
use milieu_study::file::StudyFile;
use milieu_study::{Study, World};
use milieu_view::lab::{self, BASELINE, KEPT, Named, Once, PATTERNS_ID, Stopped};
use serde::Serialize;

use crate::failure::Failure;
use crate::locate;
use crate::terminal::{self, Colour};
use crate::verb::analyze::write;

/// Run a study's scenarios beside its baseline and keep the results with it
///
/// Writes `scenarios/ID.result.json` for each scenario, which the pages show: bands by half year, differences on the same
/// chance, and a replay of the places of the first seed. Each file is written beside its place and renamed. The same study
/// and program give the same bytes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The study's folder; without it, the one the current folder lies in
    study: Option<PathBuf>,
    /// Runs of each scenario, each paired with the baseline's of the same seed
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=200))]
    pairs: u32,
    /// How large the worlds are
    #[arg(long, value_name = "SIZE", default_value = "small", value_parser = ["small", "region", "national", "as-written"])]
    size: String,
    /// Keep these scenarios only
    #[arg(long = "scenario", value_name = "ID")]
    scenarios: Vec<String>,
    /// Score the patterns too, in worlds of region size, on so many seeds
    #[arg(long, value_name = "SEEDS", value_parser = clap::value_parser!(u32).range(1..=100))]
    patterns: Option<u32>,
    /// Score the patterns in small worlds: for a first look, not for judging
    #[arg(long, requires = "patterns")]
    quick: bool,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let located = locate::study(args.study.as_deref())?;
    let Some(folder) = &located.folder else { return Err(Failure::new("name a study's folder")) };
    let mut out = terminal::stdout();
    let ground = Arc::new(ground::read(&milieu_study::compile(&*located.world).value));
    let mut all: Vec<(String, Named)> = vec![];
    for path in located.world.files() {
        let Some(id) = Runnable::Scenario.saved_in(&path) else { continue };
        match read(&*located.world, &path, &args.size, &ground, colour)? {
            Some(named) => all.push((id.to_owned(), named)),
            None => return Ok(ExitCode::from(1)),
        }
    }
    if let Some(unknown) = args.scenarios.iter().find(|id| !all.iter().any(|(known, _)| known == *id)) {
        let known: Vec<&str> = all.iter().map(|(id, _)| id.as_str()).collect();
        return Err(Failure::new(format!("there is no scenario `{unknown}`; there are {}", known.join(", "))));
    }
    let base = all.iter().find(|(id, _)| id == BASELINE).map(|(_, named)| named.clone());
    let first = base.as_ref().map_or(1, |named| named.scenario.seed);
    let seeds: Vec<u64> = (0..u64::from(args.pairs)).map(|n| first + n).collect();
    let base = match base {
        Some(named) => {
            let Some(runs) = runs(&named, &seeds, colour) else { return Ok(ExitCode::from(1)) };
            Some((named, runs))
        }
        None => None,
    };
    for (id, named) in all.iter().filter(|(id, _)| args.scenarios.is_empty() || args.scenarios.contains(id)) {
        let run = if let (true, Some((_, runs))) = (id == BASELINE, &base) {
            lab::beside(None, named, runs, &seeds, false)
        } else {
            let Some(runs) = runs(named, &seeds, colour) else { return Ok(ExitCode::from(1)) };
            // Another window has no month in common with the baseline.
            let base = base.as_ref().filter(|(base, _)| base.scenario.window == named.scenario.window);
            lab::beside(base.map(|(base, runs)| (base, runs.as_slice())), named, &runs, &seeds, false)
        };
        keep(&mut out, folder, id, &run)?;
    }
    if let Some(seeds) = args.patterns {
        let seeds: Vec<u64> = (1..=u64::from(seeds)).collect();
        let size = if args.quick { Size::SMALL } else { Size::REGION };
        let board = lab::board(&size, &seeds).map_err(|found| {
            let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
            Failure::new(messages.join("; "))
        })?;
        keep(&mut out, folder, PATTERNS_ID, &board)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a result and says so.
fn keep(out: &mut impl std::io::Write, folder: &Path, id: &str, result: &impl Serialize) -> Result<(), Failure> {
    let mut bytes = serde_json::to_vec(result).map_err(|error| Failure::new(error.to_string()))?;
    bytes.push(b'\n');
    let path = folder.join("scenarios").join(format!("{id}{KEPT}"));
    write::beside(&path, &bytes)?;
    writeln!(out, "kept scenarios/{id}{KEPT}: {} kB", bytes.len().div_ceil(1_000))?;
    Ok(out.flush()?)
}

/// A scenario of the study in a world of this size; none if it has errors, which are said.
fn read(
    world: &dyn World,
    path: &str,
    size: &str,
    ground: &Arc<Ground>,
    colour: Colour,
) -> Result<Option<Named>, Failure> {
    let bytes = world.read(path).map_err(|error| Failure::new(format!("{path}: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("{path} is not UTF-8 text")))?;
    let checked = scenario::read(&text, FileIx(0));
    let mut file = Study::default();
    file.files.push(StudyFile::new(path, text.clone()));
    say(&file, &checked.diagnostics, colour);
    if checked.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return Ok(None);
    }
    let scenario = kept::sized(checked.value.inside(ground), size);
    Ok(Some(Named { scenario, digest: kept::of_text(&text) }))
}

fn runs(named: &Named, seeds: &[u64], colour: Colour) -> Option<Vec<Once>> {
    match lab::each(&named.scenario, seeds, &|| true) {
        Ok(runs) => Some(runs),
        Err(Stopped::Wrong(found)) => {
            say(&Study::default(), &found, colour);
            None
        }
        Err(Stopped::Told) => None,
    }
}

fn say(file: &Study, found: &[Diagnostic], colour: Colour) {
    let style = Style { colour: colour.on_stderr(), width: terminal::width() };
    for one in found {
        eprintln!("{}\n", render(file, one, style));
    }
}
