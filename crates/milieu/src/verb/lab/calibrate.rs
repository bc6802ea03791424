//! `milieu lab calibrate`: what parameters can be ruled out by what is known, and what is left.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use milieu_lab::calibrate::model::{self, Calibrated, Tried, Unused};
use milieu_lab::calibrate::{Budget, abc};
use milieu_lab::ensemble::sweep::Sweep;
use milieu_lab::pattern::{PATTERNS, Setting, Use};

use super::{read, told};
use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// Rule out parameters by what is known of the system, then draw from what is left
///
/// History matching in waves (an emulator, implausibility below 3 with the bands of the patterns as discrepancy; of a band with one
/// end the wrong side only), then approximate Bayesian computation. Only patterns that may be fitted to are used; the others stay
/// held out, and how the nearest run does on them is told at the end. With a budget that is too small it says what was ruled out
/// and that nothing is fitted.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file of a sweep: what varies is calibrated
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Waves of history matching
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..))]
    waves: u32,
    /// Runs in a wave
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = clap::value_parser!(u32).range(4..))]
    points: u32,
    /// Most runs of what is drawn afterwards
    #[arg(long, value_name = "N", default_value_t = 100)]
    runs: u32,
    /// Particles that are drawn
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..))]
    particles: u32,
    /// Parts of patterns that a point may miss without being ruled out
    #[arg(long, value_name = "N", default_value_t = 0)]
    allow: u32,
    /// Also run the upgrade of 1984 to 2014, and Kunshan's and Shunde's: more patterns, and four times the work
    #[arg(long)]
    all_settings: bool,
}

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let Some((sweep, text)) = read::sweep(&args.file, colour)? else { return Ok(ExitCode::from(1)) };
    if sweep.vary.is_empty() {
        return Err(Failure::new("nothing varies; write [vary.parameters] with NAME = true"));
    }
    let budget = Budget {
        waves: args.waves as usize,
        points: args.points as usize,
        allowed: args.allow as usize,
        particles: args.particles as usize,
        runs: args.runs as usize,
        seed: sweep.base.seed,
        ..Budget::default()
    };
    let settings: &[Setting] = if args.all_settings { &Setting::ALL } else { &[Setting::Maker] };
    match model::calibrate(&sweep, settings, budget) {
        Ok(found) => {
            let mut out = terminal::stdout();
            tell(&mut out, &sweep, &found)?;
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
        Err(findings) => {
            read::say(&args.file, &text, &findings, colour);
            Ok(ExitCode::from(1))
        }
    }
}

fn tell(out: &mut impl std::io::Write, sweep: &Sweep, found: &Calibrated) -> Result<(), Failure> {
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    for (n, wave) in found.matched.waves.iter().enumerate() {
        writeln!(out, "wave {}: {} points, {} of the space is left", n + 1, wave.runs, percent(wave.left))?;
        for (one, share) in found.observables.iter().zip(&wave.by_observable) {
            match share {
                Some(share) if *share > 0.0 => writeln!(out, "   {} rules out {}", one.observed.name, percent(*share))?,
                Some(_) => {}
                None => writeln!(out, "   {} could not be read from enough runs", one.observed.name)?,
            }
        }
    }
    not_used(out, found)?;
    let rows: Vec<Vec<String>> = sweep
        .vary
        .iter()
        .enumerate()
        .map(|(d, vary)| {
            let [low, high] = vary.range.map(told::amount);
            let left = found.matched.ranges[d]
                .map_or("nothing".to_owned(), |ends| ends.map(|share| told::amount(vary.at(share))).join(" to "));
            let drawn = found.posterior.as_ref().filter(|_| found.not_fitted().is_none()).map(|posterior| {
                let (mean, sd) = posterior.moments(d);
                format!("{} ± {}", told::amount(vary.at(mean)), told::amount(sd * (vary.range[1] - vary.range[0])))
            });
            vec![vary.name().to_owned(), format!("{low} to {high}"), left, drawn.unwrap_or("–".to_owned())]
        })
        .collect();
    told::columns(out, &["what varies", "asked", "not ruled out", "drawn"], &rows)?;
    match found.not_fitted() {
        Some(why) => writeln!(out, "\nNot fitted: {why}.")?,
        None => {
            let effective = found.posterior.as_ref().map_or(0.0, abc::Posterior::effective);
            writeln!(
                out,
                "\nFitted to {} observables, {} effective draws.",
                found.observables.len(),
                told::amount(effective)
            )?;
        }
    }
    nearest(out, sweep, found)?;
    writeln!(out, "{}", told::caution())?;
    Ok(())
}

/// What it was not held to, and why.
fn not_used(out: &mut impl std::io::Write, found: &Calibrated) -> Result<(), Failure> {
    writeln!(out)?;
    for (why, words) in [(Unused::HeldOut, "held out"), (Unused::NotRun, "not run with these settings")] {
        let which: Vec<&str> = found.unused.iter().filter(|(_, w)| *w == why).map(|(n, _)| PATTERNS[*n].id).collect();
        if !which.is_empty() {
            writeln!(out, "not fitted to, {words}: {}", which.join(", "))?;
        }
    }
    Ok(writeln!(out)?)
}

/// How many patterns runs met together, and where most were met.
fn nearest(out: &mut impl std::io::Write, sweep: &Sweep, found: &Calibrated) -> Result<(), Failure> {
    let fitted = PATTERNS.len() - found.unused.len();
    let held = PATTERNS.iter().filter(|p| p.used == Use::Validate).count();
    writeln!(out, "\nPatterns to fit that a point meets together, of {fitted}:")?;
    for (met, points) in found.met.iter().enumerate().filter(|(_, points)| **points > 0) {
        writeln!(out, "   {met}: {points} points")?;
    }
    let ids = |of: &Tried| {
        let met = PATTERNS.iter().zip(&of.board).filter(|(_, score)| score.met() == Some(true));
        met.map(|(p, _)| if p.used == Use::Fit { p.id.to_owned() } else { format!("({})", p.id) })
            .collect::<Vec<_>>()
            .join(", ")
    };
    for (name, of) in [("the defaults", &found.defaults), ("the point with most", &found.best)] {
        let distance = told::amount(of.distance);
        writeln!(out, "{name}: {} met, distance {distance}; of {held} held out {} met", of.met, of.held_out())?;
        writeln!(out, "   {} (held out in brackets)", ids(of))?;
    }
    let values = sweep.vary.iter().zip(&found.best.values);
    let values: Vec<String> = values.map(|(vary, x)| format!("{} = {}", vary.name(), told::amount(*x))).collect();
    Ok(writeln!(out, "   {}", values.join(", "))?)
}
