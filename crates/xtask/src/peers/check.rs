//! A study of a million facts: `milieu check` beside `frictionless validate` on the same tables.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use super::measure::{Cost, best_and_median, measure};
use super::programs::python_with;
use crate::command::{command, output_of};
use crate::run::built;
use crate::study::{self, Size, package};

/// Times each program runs; they take turns, so that a busy moment of the machine meets both.
const RUNS: usize = 3;
/// Places of a full run and of a quick one.
const PLACES: [usize; 2] = [56_000, 1_000];
/// The goals: so many times faster, below so much memory.
const GOAL_RATIO: f64 = 50.0;
const GOAL_BYTES: f64 = 1.5e9;

/// A program, its command and what it cost.
struct Peer {
    name: String,
    program: Vec<String>,
    stdout: PathBuf,
    costs: Vec<Cost>,
}

/// Writes the study and its data package, runs both programs, returns the table.
///
/// # Errors
/// When a program cannot be had, or finds the study broken.
pub fn compare(folder: &Path, is_quick: bool) -> Result<String, String> {
    let milieu = built("--bin", "milieu")?.to_string_lossy().into_owned();
    let python = python_with(&["frictionless"])?;
    let study = folder.join("study");
    let size = Size::full(PLACES[usize::from(is_quick)]);
    let written = study::write(&size, &study)?;
    // Beside the study, not in it: it is no file of a study.
    let tables = folder.join("package");
    study::write(&size, &tables)?;
    let descriptor = tables.join("datapackage.json");
    std::fs::write(&descriptor, package::descriptor()).map_err(|e| format!("{}: {e}", descriptor.display()))?;

    let mut peers = [
        peer(folder, &milieu, &["--version"], &["check", &study.to_string_lossy(), "--format", "json"])?,
        peer(
            folder,
            &python,
            &["-c", "import frictionless; print('frictionless', frictionless.__version__)"],
            &["-m", "frictionless", "validate", "datapackage.json", "--json"],
        )?,
    ];
    for _ in 0..RUNS {
        for peer in &mut peers {
            let program: Vec<&str> = peer.program.iter().map(String::as_str).collect();
            let cost = measure(&python, &program, &tables, &peer.stdout)?;
            if cost.exit != 0 {
                let said = std::fs::read_to_string(&peer.stdout).unwrap_or_default();
                let start: String = said.chars().take(4_000).collect();
                return Err(format!("{} ended with {}:\n{start}", peer.name, cost.exit));
            }
            peer.costs.push(cost);
        }
    }
    Ok(table(&peers, written.rows, written.facts))
}

fn peer(folder: &Path, program: &str, version: &[&str], arguments: &[&str]) -> Result<Peer, String> {
    let printed = output_of(command(program, version, folder))?;
    let name = String::from_utf8_lossy(&printed).trim().to_owned();
    let stdout = folder.join(format!("{}.json", name.split(' ').next().unwrap_or("peer")));
    let program = [program].iter().chain(arguments).map(|a| (*a).to_owned()).collect();
    Ok(Peer { name, program, stdout, costs: Vec::new() })
}

/// The comparison as Markdown.
fn table(peers: &[Peer; 2], rows: usize, facts: usize) -> String {
    let cores = available_parallelism().map_or(1, usize::from);
    let mut out = format!(
        "## check: {facts} facts in {rows} rows\n\n{RUNS} runs each, taking turns, on a machine with {cores} cores \
         ({}, {}).\n\n| program | wall, best | wall, median | CPU, median | peak memory |\n|---|---:|---:|---:|---:|\n",
        std::env::consts::OS,
        std::env::consts::ARCH,
    );
    for peer in peers {
        let ((best, median), (_, cpu)) =
            (best_and_median(&peer.costs, |c| c.wall), best_and_median(&peer.costs, |c| c.cpu));
        let peak = worst(peer);
        let _ = writeln!(out, "| {} | {best:.2} s | {median:.2} s | {cpu:.2} s | {:.0} MB |", peer.name, peak / 1e6);
    }
    let [milieu, frictionless] = peers;
    let ratio = |part: fn(&Cost) -> f64| {
        let (of_peer, of_milieu) = (best_and_median(&frictionless.costs, part), best_and_median(&milieu.costs, part));
        (of_peer.0 / of_milieu.0, of_peer.1 / of_milieu.1)
    };
    let ((wall_best, wall), (_, cpu)) = (ratio(|c| c.wall), ratio(|c| c.cpu));
    let memory = worst(frictionless) / worst(milieu);
    let _ = writeln!(out, "| ratio | {wall_best:.0} × | {wall:.0} × | {cpu:.0} × | {memory:.1} × |");
    let reached = |is: bool| if is { "reached" } else { "missed" };
    let _ = writeln!(
        out,
        "\nGoals: {GOAL_RATIO} × faster by the median wall time: {}; below {:.1} GB: {}.\n\n\
         Both read every cell and check types, required cells, allowed words, unique ids and references between \
         tables. `milieu check` also reads dates, datums, citations, names, contradictions and the codebook.",
        reached(wall >= GOAL_RATIO),
        GOAL_BYTES / 1e9,
        reached(worst(milieu) < GOAL_BYTES),
    );
    out
}

fn worst(peer: &Peer) -> f64 {
    peer.costs.iter().map(|c| c.peak).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_ratios_and_says_whether_the_goals_are_reached() {
        let peer = |name: &str, wall: f64, peak: f64| Peer {
            name: name.to_owned(),
            program: Vec::new(),
            stdout: PathBuf::new(),
            costs: vec![Cost { wall, cpu: wall, peak, exit: 0 }],
        };
        let fast = table(&[peer("milieu 1", 1.0, 1e8), peer("frictionless 5", 80.0, 4e8)], 10, 100);
        assert!(fast.contains("| ratio | 80 × | 80 × | 80 × | 4.0 × |"), "{fast}");
        assert!(fast.contains("median wall time: reached; below 1.5 GB: reached"), "{fast}");
        let slow = table(&[peer("milieu 1", 2.0, 2e9), peer("frictionless 5", 80.0, 4e8)], 10, 100);
        assert!(slow.contains("median wall time: missed; below 1.5 GB: missed"), "{slow}");
    }
}
