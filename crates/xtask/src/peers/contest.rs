//! Ours and each peer on one case, in turns.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::case::{self, Agree, Case, Goal, Peer};
use super::programs;
use crate::command::command;

/// Times each side runs; they take turns, so that a busy moment of the machine meets both.
const TURNS: usize = 3;
/// A peer that took so many seconds once is not asked again.
const LONG: f64 = 10.0;
/// Ours is stopped after so long: nothing can be told without it.
const LIMIT: Duration = Duration::from_mins(10);

/// What a side printed.
#[derive(Clone, Debug, Deserialize)]
pub struct Answer {
    pub version: String,
    /// Seconds by the clock.
    pub wall: f64,
    /// Seconds of processor time, on all threads.
    pub cpu: Option<f64>,
    pub found: BTreeMap<String, f64>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Without {
    /// It cannot be had, or failed.
    Absent(String),
    /// It was stopped after so many seconds, in which it also read its data.
    Stopped(f64),
}

/// Ours beside one peer.
pub struct Row {
    pub what: String,
    /// The peer's package, with its version where it ran.
    pub peer: String,
    /// Medians over the turns.
    pub ours: Answer,
    /// The peer's, or why there is none.
    pub theirs: Result<Answer, Without>,
    /// Seconds the peer took once, where it could be had.
    pub before: Option<f64>,
    pub goal: Goal,
    /// The numbers both found.
    pub keys: Vec<Compared>,
}

/// A number that both found.
pub struct Compared {
    pub name: &'static str,
    pub ours: f64,
    pub theirs: f64,
    pub agree: Agree,
}

impl Compared {
    pub fn holds(&self) -> bool {
        self.agree.holds(self.ours, self.theirs)
    }
}

impl Row {
    /// Whether the peer ran and found what ours did.
    pub fn agrees(&self) -> bool {
        !self.keys.is_empty() && self.keys.iter().all(Compared::holds)
    }
}

/// Writes the case and runs both sides on it; one row for each peer. A peer that is not done within `patience` is stopped.
///
/// # Errors
/// When the case cannot be written or our side fails.
pub fn contest(
    case: &Case,
    is_quick: bool,
    folder: &Path,
    bench: &str,
    patience: Duration,
) -> Result<Vec<Row>, String> {
    let size = case.size[usize::from(is_quick)];
    let folder = folder.join(case.name);
    case::write(&(case.columns)(size), &folder)?;
    let place = folder.to_string_lossy().into_owned();

    let mut ours = Vec::new();
    let programs: Vec<Result<String, String>> = case.peers.iter().map(program).collect();
    let mut theirs: Vec<Result<Vec<Answer>, Without>> =
        programs.iter().map(|p| p.as_ref().map(|_| Vec::new()).map_err(|why| Without::Absent(why.clone()))).collect();
    for _ in 0..TURNS {
        let answer = run(command(bench, &[case.name, &place], &folder), &folder, LIMIT);
        ours.push(answer.map_err(|why| match why {
            Without::Absent(why) => why,
            Without::Stopped(seconds) => format!("ours was stopped after {seconds} s"),
        })?);
        for ((peer, program), answers) in case.peers.iter().zip(&programs).zip(&mut theirs) {
            let (Ok(program), Ok(before)) = (program, &mut *answers) else { continue };
            if before.last().is_none_or(|last| last.wall < LONG) {
                let arguments = [peer.script, case.name, &place, peer.package];
                match run(asked(program, &arguments), &folder, patience) {
                    Ok(answer) => before.push(answer),
                    Err(why) => *answers = Err(why),
                }
            }
        }
    }
    let ours = median(ours);
    let mut rows: Vec<Row> = case
        .peers
        .iter()
        .zip(theirs)
        .map(|(peer, answers)| row(case, size, peer, &ours, answers.map(median)))
        .collect();
    if is_quick {
        // What a peer took on the whole case says nothing of a small one.
        rows.iter_mut().for_each(|row| row.before = None);
    }
    Ok(rows)
}

fn row(case: &Case, size: usize, peer: &Peer, ours: &Answer, theirs: Result<Answer, Without>) -> Row {
    let version = theirs.as_ref().map_or(String::new(), |answer| format!(" {}", answer.version));
    let found = theirs.as_ref().map_or(BTreeMap::new(), |answer| answer.found.clone());
    let compared = case.keys.iter().filter_map(|key| {
        let theirs = *found.get(key.name)?;
        let ours = ours.found.get(key.name).copied().unwrap_or(f64::NAN);
        Some(Compared { name: key.name, ours, theirs, agree: key.agree })
    });
    Row {
        what: case.what.replace("{n}", &thousands(size)),
        peer: format!("{}{version}", peer.package),
        keys: compared.collect(),
        ours: ours.clone(),
        theirs,
        before: peer.before,
        goal: peer.goal,
    }
}

/// What runs the peer's script, with the packages it needs.
fn program(peer: &Peer) -> Result<String, String> {
    let packages = [&[peer.package], peer.needs].concat();
    if peer.script.ends_with(".R") { programs::r_with(&packages) } else { programs::python_with(&packages) }
}

fn asked(program: &str, arguments: &[&str]) -> Command {
    let mut asked = command(program, arguments, &programs::scripts());
    // Nothing is written beside the scripts.
    asked.env("R_LIBS", programs::r_library()).env("PYTHONDONTWRITEBYTECODE", "1");
    asked
}

/// Runs a program that prints its answer as the last line; it is stopped where it takes longer than `most`.
fn run(mut program: Command, folder: &Path, most: Duration) -> Result<Answer, Without> {
    let [said, complained] = ["stdout", "stderr"].map(|name| folder.join(name));
    let file =
        |path: &Path| std::fs::File::create(path).map_err(|e| Without::Absent(format!("{}: {e}", path.display())));
    let spawned = program.stdout(Stdio::from(file(&said)?)).stderr(Stdio::from(file(&complained)?)).spawn();
    let mut child = spawned.map_err(|e| Without::Absent(format!("cannot run {program:?}: {e}")))?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|e| Without::Absent(e.to_string()))? {
            break status;
        }
        if start.elapsed() > most {
            let _ = child.kill();
            let _ = child.wait();
            return Err(Without::Stopped(most.as_secs_f64()));
        }
        sleep(Duration::from_millis(20));
    };
    let text = |path: &Path| std::fs::read_to_string(path).unwrap_or_default();
    let last = text(&said).lines().last().and_then(|line| serde_json::from_str(line).ok());
    last.filter(|_| status.success()).ok_or_else(|| {
        let said = text(&complained);
        let lines: Vec<&str> = said.trim().lines().rev().take(3).collect();
        Without::Absent(format!("failed: {}", lines.into_iter().rev().collect::<Vec<_>>().join(" ")))
    })
}

/// The answer with the median times; what is found is the same each time.
fn median(mut answers: Vec<Answer>) -> Answer {
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let wall = middle(answers.iter().map(|a| a.wall).collect());
    let cpu: Option<Vec<f64>> = answers.iter().map(|a| a.cpu).collect();
    let first = answers.swap_remove(0);
    Answer { wall, cpu: cpu.map(middle), ..first }
}

fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let (head, tail) = digits.split_at(digits.len() % 3);
    let groups = tail.as_bytes().chunks(3).map(|g| String::from_utf8_lossy(g).into_owned());
    let head = (!head.is_empty()).then(|| head.to_owned());
    head.into_iter().chain(groups).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_program_is_waited_for_no_longer_than_there_is_patience() {
        let folder = std::env::temp_dir().join("milieu-contest-patience");
        std::fs::create_dir_all(&folder).expect("a folder");
        let script = |text: &str| command("sh", &["-c", text], &folder);
        let slow = run(script("sleep 60"), &folder, Duration::from_millis(100));
        assert_eq!(slow.err(), Some(Without::Stopped(0.1)));
        let answer = "echo '{\"version\":\"1\",\"wall\":2.0,\"cpu\":null,\"found\":{\"mean\":1.0}}'";
        let found = run(script(answer), &folder, LIMIT).expect("an answer");
        assert_eq!((found.wall, found.found["mean"]), (2.0, 1.0));
        assert_eq!(
            run(script("echo no >&2; false"), &folder, LIMIT).err(),
            Some(Without::Absent("failed: no".to_owned()))
        );
        std::fs::remove_dir_all(&folder).expect("our folder");
    }

    #[test]
    fn the_median_of_each_time_is_told() {
        let answer = |wall, cpu| Answer { version: String::new(), wall, cpu, found: BTreeMap::new() };
        let middle = median(vec![answer(3.0, Some(1.0)), answer(1.0, Some(9.0)), answer(2.0, Some(5.0))]);
        assert_eq!((middle.wall, middle.cpu), (2.0, Some(5.0)));
        assert_eq!(median(vec![answer(3.0, None), answer(1.0, Some(9.0))]).cpu, None);
    }

    #[test]
    fn sizes_are_written_in_thousands() {
        assert_eq!([16, 500, 1_000, 1_000_000].map(thousands), ["16", "500", "1,000", "1,000,000"]);
    }
}
