//! `milieu lab explain`: what happened to a place and why.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use milieu_lab::ensemble;
use milieu_lab::scenario::territory_name;
use milieu_lab::trace::{Event, Happening};

use super::{read, told};
use crate::failure::Failure;
use crate::terminal::{self, Colour};

/// Say why places opened, moved, changed and closed in a run
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The scenario's file
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    /// A place: its number in the run, as listed without one
    #[arg(value_name = "PLACE")]
    place: Option<u32>,
}

const OF_PLACES: [Happening; 4] =
    [Happening::PlaceOpened, Happening::PlaceMoved, Happening::PlaceConverted, Happening::PlaceClosed];

pub fn run(args: &Args, colour: Colour) -> Result<ExitCode, Failure> {
    let Some(read) = read::scenario(&args.scenario, colour)? else { return Ok(ExitCode::from(1)) };
    let done = ensemble::finish(&read.scenario, true);
    read.say(&done.diagnostics, colour);
    let Some(finished) = done.value else { return Ok(ExitCode::from(1)) };
    let world = &finished.world;
    let first = finished.record.months.first().copied().unwrap_or_default();
    let told = |event: &Event| {
        let terms: Vec<String> = event
            .terms
            .iter()
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, value)| format!("{name} {}", told::amount(*value)))
            .collect();
        let detail = if event.detail.is_empty() { String::new() } else { format!(", {}", event.detail) };
        let town = territory_name(world, event.territory as usize);
        let because = if terms.is_empty() { String::new() } else { format!(": {}", terms.join(", ")) };
        format!("{} place {} {}{detail} in {town}{because}", first.plus(event.step), event.row, event.what.word())
    };
    let of_places = || world.trace.events.iter().filter(|e| OF_PLACES.contains(&e.what));
    let mut out = terminal::stdout();
    told::title(&mut out, &read.scenario)?;
    match args.place {
        Some(place) => {
            let mine: Vec<&Event> = of_places().filter(|e| e.row == place).collect();
            if mine.is_empty() {
                let count = world.places.len();
                return Err(Failure::new(format!(
                    "nothing happened to place {place}; places are numbered 0 to {}",
                    count.saturating_sub(1)
                )));
            }
            mine.into_iter().try_for_each(|event| writeln!(out, "{}", told(event)))?;
        }
        None => {
            let mut causes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
            of_places().for_each(|e| *causes.entry((e.what.word(), e.detail)).or_default() += 1);
            let rows: Vec<Vec<String>> = causes
                .iter()
                .map(|((what, detail), n)| vec![(*what).to_owned(), (*detail).to_owned(), n.to_string()])
                .collect();
            told::columns(&mut out, &["what happened", "kind or cause", "places"], &rows)?;
            writeln!(out, "\nThe last closures:")?;
            let closed: Vec<&Event> = of_places().filter(|e| e.what == Happening::PlaceClosed).collect();
            for event in closed.iter().rev().take(10).rev() {
                writeln!(out, "{}", told(event))?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
