//! The lab's kernel beside agent-based frameworks: two classic models, one thread each, by processor time.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::programs::{python_with, scripts};
use crate::command::{command, output_of};
use crate::repository;
use crate::run::built;

/// Times each program runs; they take turns, so that a busy moment of the machine meets all.
const TURNS: usize = 3;
/// Mesa, in the version compared with.
const MESA: &str = "mesa==3.3.1";
/// krABMaga as a project of its own: none of it is a dependency of ours.
const MANIFEST: &str = "[package]\nname = \"krabmaga-models\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
                        [dependencies]\nkrabmaga = \"=0.6.2\"\n\n[profile.release]\nlto = \"fat\"\ncodegen-units = 1\n";
const SOURCES: [(&str, &str); 3] = [
    ("main.rs", include_str!("krabmaga/main.rs")),
    ("schelling.rs", include_str!("krabmaga/schelling.rs")),
    ("flocking.rs", include_str!("krabmaga/flocking.rs")),
];

/// A model at a size.
struct Model {
    what: &'static str,
    name: &'static str,
    agents: u32,
    side: u32,
    radius: u32,
    wanted: u32,
    /// Steps of ours, of krABMaga and of Mesa: few where one takes long.
    steps: [u32; 3],
    /// How often ours and krABMaga's run from the start, so that the time can be told.
    runs: [u32; 3],
    /// How many times faster than krABMaga and than Mesa it is to be.
    goals: [f64; 2],
}

const MODELS: &[Model] = &[
    Model {
        what: "Schelling, 1,000 agents, radius 1",
        name: "schelling",
        agents: 1_000,
        side: 40,
        radius: 1,
        wanted: 3,
        steps: [20, 20, 20],
        runs: [200, 20, 1],
        goals: [10.0, 100.0],
    },
    Model {
        what: "Schelling, 8,000 agents, radius 2",
        name: "schelling",
        agents: 8_000,
        side: 100,
        radius: 2,
        wanted: 8,
        steps: [20, 20, 20],
        runs: [30, 1, 1],
        goals: [10.0, 100.0],
    },
    Model {
        what: "Schelling, 80,000 agents, radius 2",
        name: "schelling",
        agents: 80_000,
        side: 316,
        radius: 2,
        wanted: 8,
        steps: [20, 20, 3],
        runs: [3, 1, 1],
        goals: [10.0, 100.0],
    },
    Model {
        what: "Flocking, 200 birds, sight 5",
        name: "flocking",
        agents: 200,
        side: 100,
        radius: 5,
        wanted: 0,
        steps: [100, 100, 100],
        runs: [60, 15, 1],
        goals: [2.0, 100.0],
    },
    Model {
        what: "Flocking, 400 birds, sight 15",
        name: "flocking",
        agents: 400,
        side: 150,
        radius: 15,
        wanted: 0,
        steps: [100, 100, 100],
        runs: [20, 6, 1],
        goals: [2.0, 100.0],
    },
    Model {
        what: "Flocking, 10,000 birds, sight 5",
        name: "flocking",
        agents: 10_000,
        side: 707,
        radius: 5,
        wanted: 0,
        steps: [100, 100, 2],
        runs: [1, 1, 1],
        goals: [2.0, 100.0],
    },
];

/// What a program printed.
#[derive(Clone, Debug, Deserialize)]
struct Answer {
    agent_steps: f64,
    cpu: f64,
    found: f64,
    version: String,
}

impl Answer {
    /// Agent-steps by second of the processor.
    fn rate(&self) -> f64 {
        self.agent_steps / self.cpu.max(1e-9)
    }
}

/// A model's answers: ours, krABMaga's, Mesa's.
struct Row {
    model: &'static Model,
    answers: [Answer; 3],
}

/// Runs all models on all three and returns the table.
///
/// # Errors
/// When a program cannot be had or fails, or when a model does not do what it is known for.
pub fn compare(folder: &Path, is_quick: bool) -> Result<String, String> {
    let ours = built("--example", "models")?;
    let krabmaga = krabmaga(&folder.join("krabmaga"))?;
    let python = PathBuf::from(python_with(&[MESA])?);
    let script = scripts().join("lab.py").to_string_lossy().into_owned();
    let programs = [(&ours, ""), (&krabmaga, ""), (&python, script.as_str())];
    let mut rows = Vec::new();
    for model in MODELS.iter().filter(|m| !is_quick || m.agents <= 1_000) {
        eprintln!("{} …", model.what);
        let mut answers: [Vec<Answer>; 3] = Default::default();
        for _ in 0..if is_quick { 1 } else { TURNS } {
            for (((program, script), steps), answers) in
                programs.iter().zip(model.steps.into_iter().zip(model.runs)).zip(&mut answers)
            {
                answers.push(ask(program, script, model, steps, folder)?);
            }
        }
        let answers = answers.map(median);
        if let Some(other) = answers.iter().find(|a| (a.found - answers[0].found).abs() > TOLERANCE) {
            return Err(format!("{}: {} of ours, {} of a peer", model.what, answers[0].found, other.found));
        }
        rows.push(Row { model, answers });
    }
    eprintln!("pairs of runs a local intervention needs …");
    Ok(format!("{}\n{}", table(&rows), variance(is_quick)?))
}

/// How many pairs of runs it takes to tell what a local intervention does, as the lab's own bench says.
fn variance(is_quick: bool) -> Result<String, String> {
    let pairs = if is_quick { "4" } else { "100" };
    let arguments = ["bench", "--quiet", "-p", "milieu-lab", "--bench", "variance", "--", pairs];
    let printed = output_of(command("cargo", &arguments, &repository::root()))?;
    String::from_utf8(printed).map_err(|e| format!("the table of variances is not UTF-8: {e}"))
}

/// Likeness and order are shares; draws differ, so they agree roughly. Few birds differ most.
const TOLERANCE: f64 = 0.35;

fn ask(
    program: &Path,
    script: &str,
    model: &Model,
    (steps, runs): (u32, u32),
    folder: &Path,
) -> Result<Answer, String> {
    let numbers = [model.agents, steps, model.side, model.radius, model.wanted, runs].map(|n| n.to_string());
    let arguments: Vec<&str> =
        [script, model.name].into_iter().chain(numbers.iter().map(String::as_str)).filter(|a| !a.is_empty()).collect();
    let mut asked = command(&program.to_string_lossy(), &arguments, folder);
    // Nothing is written beside the scripts, and no library under Python takes a second thread.
    asked.env("PYTHONDONTWRITEBYTECODE", "1").env("OMP_NUM_THREADS", "1").env("OPENBLAS_NUM_THREADS", "1");
    let printed = output_of(asked)?;
    serde_json::from_slice(&printed).map_err(|e| format!("{}: {e}", program.display()))
}

/// Writes and builds krABMaga's project.
fn krabmaga(folder: &Path) -> Result<PathBuf, String> {
    let source = folder.join("src");
    std::fs::create_dir_all(&source).map_err(|e| format!("{}: {e}", source.display()))?;
    let files = SOURCES.iter().map(|(name, text)| (source.join(name), *text));
    for (path, text) in files.chain([(folder.join("Cargo.toml"), MANIFEST)]) {
        // An unchanged file keeps its time, so that nothing is built again.
        if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let mut build = command("cargo", &["build", "--release", "--quiet"], folder);
    build.env("CARGO_TARGET_DIR", folder.join("target"));
    output_of(build)?;
    Ok(folder.join(format!("target/release/krabmaga-models{}", std::env::consts::EXE_SUFFIX)))
}

/// The answer of the middle rate.
fn median(mut answers: Vec<Answer>) -> Answer {
    answers.sort_by(|a, b| a.rate().total_cmp(&b.rate()));
    answers.swap_remove(answers.len() / 2)
}

fn table(rows: &[Row]) -> String {
    let version = |at: usize| rows.first().map_or("", |r| r.answers[at].version.as_str());
    let mut out = format!(
        "## lab: agent-steps by second of the processor, one thread\n\nMedians of {TURNS} runs taking turns ({}, {}). \
         Building the world is not timed.\n\n| model | lab | krABMaga {} | Mesa {} | × krABMaga | × Mesa | goals |\n\
         |---|---:|---:|---:|---:|---:|---|\n",
        std::env::consts::OS,
        std::env::consts::ARCH,
        version(1),
        version(2),
    );
    for Row { model, answers } in rows {
        let rates = [0, 1, 2].map(|n: usize| answers[n].rate());
        let ratios = [rates[0] / rates[1], rates[0] / rates[2]];
        let goals = [("krABMaga", 0), ("Mesa", 1)].map(|(peer, n): (&str, usize)| {
            let is = if ratios[n] >= model.goals[n] { "reached" } else { "missed" };
            format!("{} × {peer} {is}", model.goals[n])
        });
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {:.1} | {:.0} | {} |",
            model.what,
            shown(rates[0]),
            shown(rates[1]),
            shown(rates[2]),
            ratios[0],
            ratios[1],
            goals.join(", ")
        );
    }
    out.push_str(
        "\nThe same rules in each framework's own manner (`crates/xtask/src/peers`). The lab and krABMaga look at the step \
         before, Mesa's agents act one after another; krABMaga computes in single precision, the other two in double. \
         Every draw of the lab is addressed by its event, and its state has the same hash at any number of threads.\n",
    );
    out
}

fn shown(rate: f64) -> String {
    if rate >= 1e6 { format!("{:.2} M", rate / 1e6) } else { format!("{:.1} k", rate / 1e3) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_whether_the_goals_are_reached() {
        let answer = |cpu| Answer { agent_steps: 2e4, cpu, found: 0.8, version: "1".to_owned() };
        let row = |theirs: [f64; 2]| Row {
            model: &MODELS[0],
            answers: [answer(0.001), answer(theirs[0]), answer(theirs[1])],
        };
        let text = table(&[row([0.02, 0.2])]);
        assert!(
            text.contains("| 20.00 M | 1.00 M | 100.0 k | 20.0 | 200 | 10 × krABMaga reached, 100 × Mesa reached |"),
            "{text}"
        );
        assert!(table(&[row([0.005, 0.05])]).contains("10 × krABMaga missed, 100 × Mesa missed"));
    }
}
