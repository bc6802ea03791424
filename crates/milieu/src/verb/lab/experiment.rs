//! `milieu lab experiment`: a question put to the model, and what may be said of the answer.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use milieu_lab::experiment::{self, Estimated, Experiment, Made, Outcome, Stands};
use milieu_lab::fingerprint;
use milieu_lab::scenario::lint;
use milieu_study::diagnostic::FileIx;
use milieu_study::saved::KEPT;
use milieu_study::settings::Label;

use super::{read, told};
use crate::failure::Failure;
use crate::terminal::{self, Colour};
use crate::verb::analyze::{print, write};

/// Perform experiments: arms that meet the same events, and a verdict on what is claimed of them
///
/// A claim is borne out where the 95 % interval over pairs of runs lies where it is claimed to and four fifths of the parameter sets
/// agree; contradicted where both say the opposite; open otherwise. The verdict is on the model, not on a place.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The experiments' files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Keep each result beside its file, as ID.result.json
    #[arg(long)]
    keep: bool,
    /// How to print: table or json
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = ["table", "json"])]
    format: String,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let mut code = ExitCode::SUCCESS;
    let model = fingerprint::of_model();
    // A shell's pattern may also catch kept results.
    let files = args.files.iter().filter(|path| args.files.len() == 1 || path.extension().is_some_and(|e| e == "toml"));
    for path in files {
        let Some(experiment) = one(path, colour)? else {
            code = ExitCode::from(1);
            continue;
        };
        let outcome = match performed(&experiment, model, colour) {
            Ok(outcome) => outcome,
            Err(read) => {
                let file = read::text(path)?;
                read::say(path, &file, &read, colour);
                code = ExitCode::from(1);
                continue;
            }
        };
        let mut out = terminal::stdout();
        if args.format == "json" {
            out.write_all(&json(&outcome)?)?;
        } else {
            tell(&mut out, &outcome)?;
        }
        out.flush()?;
        if args.keep {
            let kept = path.with_extension(&KEPT[1..]);
            write::beside(&kept, &json(&outcome)?)?;
            terminal::say("note", colour, &format!("the result is kept in {}", kept.display()));
        }
    }
    Ok(code)
}

/// Reads an experiment with the scenarios of the study it lies in; says what is wrong and of a kept result whether it still holds.
fn one(path: &Path, colour: Colour) -> Result<Option<Experiment>, Failure> {
    let text = read::text(path)?;
    let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let checked = experiment::read(&id, &text, FileIx(0), &read::scenarios_beside(path));
    read::say(path, &text, &checked.diagnostics, colour);
    if read::is_bad(&checked.diagnostics) {
        return Ok(None);
    }
    if !checked.value.wants_study() {
        return Ok(Some(checked.value));
    }
    let Some(study) = read::study_around(path)? else {
        let message = "its worlds start from a study, but the file is inside none";
        let at = checked.value.scenarios().find_map(|scenario| scenario.world_at);
        let found = at.map_or_else(|| lint::NO_TERRITORIES.study(message), |at| lint::NO_TERRITORIES.at(at, message));
        let help = "move it into the experiments/ of a folder with a study.toml, or leave `world = \"study\"` away";
        read::say(path, &text, &[found.help(help)], colour);
        return Ok(None);
    };
    Ok(Some(checked.value.inside(&study)))
}

fn performed(e: &Experiment, model: &str, colour: Colour) -> Result<Outcome, Vec<milieu_study::Diagnostic>> {
    let made = Made { version: env!("CARGO_PKG_VERSION"), model };
    let done = AtomicUsize::new(0);
    let progress = || {
        let n = done.fetch_add(1, Ordering::Relaxed) + 1;
        if n.is_multiple_of(250) {
            terminal::say("note", colour, &format!("{}: {n} runs", e.id));
        }
    };
    experiment::perform(e, &made, &progress)
}

/// As it is kept.
fn json(outcome: &Outcome) -> Result<Vec<u8>, Failure> {
    let mut text = serde_json::to_string_pretty(outcome).map_err(|error| Failure::new(error.to_string()))?;
    text.push('\n');
    Ok(text.into_bytes())
}

/// What of the study stands at the start, in a line.
fn stands(of: &[Stands]) -> String {
    let some = of.iter().filter(|one| one.grounded > 0);
    let words = some.map(|one| format!("{} of {} {}", one.grounded, one.grounded + one.synthetic, one.what));
    words.collect::<Vec<_>>().join(", ")
}

fn english(label: &Label) -> &str {
    milieu_study::settings::pick(label, &["en"])
}

fn tell(out: &mut impl std::io::Write, o: &Outcome) -> Result<(), Failure> {
    writeln!(out, "{}", print::clean(english(&o.title)))?;
    writeln!(out, "{}\n", print::clean(english(&o.question)))?;
    let amount = |x: Option<f64>| x.map_or("–".to_owned(), told::amount);
    let ends = |ends: Option<[f64; 2]>| {
        ends.map_or("–".to_owned(), |[low, high]| format!("[{}, {}]", told::amount(low), told::amount(high)))
    };
    let row = |one: &Estimated| {
        let claim =
            one.expect.as_deref().map_or("nothing claimed".to_owned(), |expect| format!("{expect}: {}", one.verdict));
        let sets = one.agreement.as_ref().map_or("–".to_owned(), |a| format!("{}/{}", a.agree, a.sets));
        vec![
            format!("{} ({} − {}, {})", one.id, one.arm, one.against, one.when),
            amount(one.base),
            amount(one.difference.mean),
            ends(one.difference.interval),
            sets,
            claim,
        ]
    };
    let rows: Vec<Vec<String>> = o.estimands.iter().map(row).collect();
    told::columns(out, &["what", "base", "difference", "95 % of the mean", "sets", "claim"], &rows)?;
    writeln!(out, "\n{}: {}", o.verdict, o.says)?;
    for one in o.estimands.iter().filter(|one| one.expect.is_some()) {
        writeln!(out, "  {}: {}", one.id, one.why)?;
    }
    for one in o.estimands.iter().filter(|one| !one.tornado.is_empty()) {
        let bars = one.tornado.iter().take(5);
        let bars: Vec<String> =
            bars.map(|b| format!("{} ({} to {})", b.parameter, amount(b.at_low), amount(b.at_high))).collect();
        writeln!(out, "  {} is moved most by {}", one.id, bars.join(", "))?;
    }
    for split in &o.shapley {
        let parts: Vec<String> =
            split.parts.iter().map(|p| format!("{} {} {}", p.factor, amount(p.mean), ends(p.interval))).collect();
        writeln!(out, "  {}: {} = {}", split.estimand, amount(split.whole.mean), parts.join(" + "))?;
    }
    if let Some(carried) = &o.transplant {
        writeln!(
            out,
            "  from {}: {} of the runs elsewhere reach its median of {} ({} territories). {}",
            carried.source,
            amount(carried.reached),
            amount(carried.median),
            carried.cases.len(),
            carried.says
        )?;
    }
    for limit in &o.limits {
        writeln!(out, "  limit: {}", print::clean(english(limit)))?;
    }
    if !o.stands.is_empty() {
        writeln!(out, "  from the study, the rest synthetic: {}", stands(&o.stands))?;
    }
    writeln!(out, "{} runs. {}\n", o.runs, told::caution())?;
    Ok(())
}
