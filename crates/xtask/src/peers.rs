//! `cargo xtask bench-peers`: this program beside the field's own tools, on the same data, machine and run.

mod agreement;
mod case;
mod check;
mod comparison;
mod contest;
mod gravity;
mod lab;
mod measure;
mod network;
mod programs;
mod qap;
mod qca;
mod space;
mod survival;
mod table;

use std::path::Path;
use std::time::Duration;

use case::Case;
use contest::{Row, contest};

use crate::repository;

/// How long a peer is waited for if nothing else is said; with the slowest of them stopped so, all groups take less than half an hour.
const PATIENCE: Duration = Duration::from_mins(2);

/// A comparison: its name, what is compared, and how.
struct Group {
    name: &'static str,
    what: &'static str,
    of: Of,
}

/// How a comparison is made.
enum Of {
    /// Whole programs, in a folder of their own; small if told so. It returns Markdown.
    Programs(fn(&Path, bool) -> Result<String, String>),
    /// Estimations.
    Methods(&'static [Case]),
}

/// Every comparison, in the order of the documentation.
const GROUPS: &[Group] = &[
    Group { name: "check", what: "`milieu check` and `frictionless validate`", of: Of::Programs(check::compare) },
    Group {
        name: "lab",
        what: "Schelling and flocking on the lab's kernel, krABMaga and Mesa",
        of: Of::Programs(lab::compare),
    },
    Group { name: "survival", what: "lifespans", of: Of::Methods(survival::CASES) },
    Group { name: "qca", what: "solutions of truth tables", of: Of::Methods(qca::CASES) },
    Group { name: "qap", what: "relations regressed on others", of: Of::Methods(qap::CASES) },
    Group { name: "network", what: "betweenness and communities", of: Of::Methods(network::CASES) },
    Group { name: "gravity", what: "flows", of: Of::Methods(gravity::CASES) },
    Group { name: "space", what: "places on the map", of: Of::Methods(space::CASES) },
    Group { name: "comparison", what: "distances between cases", of: Of::Methods(comparison::CASES) },
    Group { name: "agreement", what: "coders who agree or not", of: Of::Methods(agreement::CASES) },
];

/// Runs the groups named, or all; prints each table and writes it to `bench-peers/GROUP.md` in the target folder,
/// and one of all methods to `bench-peers/methods.md`. With `--quick` all sizes are small, to see that it works; a peer's
/// estimation is stopped after `--patience SECONDS` (120 if unsaid).
///
/// # Errors
/// On an unknown group, when a program of ours cannot be had or fails, or when a peer finds something else.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let Asked { names, is_quick, patience } = Asked::read(arguments)?;
    let folder = repository::target().join("bench-peers");
    let mut rows: Vec<Row> = Vec::new();
    let mut groups = 0;
    for group in GROUPS.iter().filter(|g| names.is_empty() || names.contains(&g.name)) {
        let own = folder.join(group.name);
        std::fs::create_dir_all(&own).map_err(|e| format!("{}: {e}", own.display()))?;
        let text = match group.of {
            Of::Programs(compare) => compare(&own, is_quick)?,
            Of::Methods(cases) => {
                let found = methods(cases, is_quick, patience, &own)?;
                let text = table::table(&format!("{}: {}", group.name, group.what), &found, is_quick);
                rows.extend(found);
                groups += 1;
                text
            }
        };
        show(&text, &folder.join(format!("{}.md", group.name)))?;
    }
    if groups > 1 {
        show(&table::table("all methods", &rows, is_quick), &folder.join("methods.md"))?;
    }
    let differ: Vec<String> =
        rows.iter().filter(|r| r.theirs.is_ok() && !r.agrees()).map(|r| format!("{} ({})", r.what, r.peer)).collect();
    if differ.is_empty() { Ok(()) } else { Err(format!("answers differ: {}", differ.join("; "))) }
}

/// What is asked for.
#[derive(Debug, PartialEq)]
struct Asked {
    names: Vec<&'static str>,
    is_quick: bool,
    patience: Duration,
}

impl Asked {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut asked = Self { names: vec![], is_quick: false, patience: PATIENCE };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--quick" => asked.is_quick = true,
                "--patience" => {
                    let seconds = arguments.next().and_then(|seconds| seconds.parse().ok()).filter(|&s| s > 0);
                    asked.patience = seconds.map(Duration::from_secs).ok_or("--patience needs whole seconds")?;
                }
                option if option.starts_with("--") => {
                    return Err(format!("there is no option `{option}`; there are --quick and --patience SECONDS"));
                }
                name => {
                    let group = GROUPS.iter().find(|g| g.name == name).ok_or_else(|| {
                        let known: Vec<String> = GROUPS.iter().map(|g| format!("{} ({})", g.name, g.what)).collect();
                        format!("there is no group `{name}`; there are: {}", known.join(", "))
                    })?;
                    asked.names.push(group.name);
                }
            }
        }
        Ok(asked)
    }
}

fn methods(cases: &[Case], is_quick: bool, patience: Duration, folder: &Path) -> Result<Vec<Row>, String> {
    let bench = programs::bench()?;
    let mut rows = Vec::new();
    for case in cases {
        eprintln!("{} …", case.name);
        rows.extend(contest(case, is_quick, folder, &bench, patience)?);
    }
    Ok(rows)
}

fn show(text: &str, file: &Path) -> Result<(), String> {
    println!("{text}");
    std::fs::write(file, text).map_err(|e| format!("{}: {e}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read_or_refused_by_name() {
        let read = |words: &[&str]| Asked::read(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        let asked = read(&["qca", "--patience", "7", "qap", "--quick"]).expect("known words");
        let expected = Asked { names: vec!["qca", "qap"], is_quick: true, patience: Duration::from_secs(7) };
        assert_eq!(asked, expected);
        assert_eq!(read(&[]).expect("nothing is enough").patience, PATIENCE);
        for (words, named) in [(&["--slow"][..], "--slow"), (&["--patience"], "seconds"), (&["qcaa"], "qcaa")] {
            assert!(read(words).is_err_and(|why| why.contains(named)), "{words:?}");
        }
    }

    #[test]
    fn every_case_is_small_when_quick_has_scripts_and_something_to_agree_on() {
        let cases = GROUPS.iter().flat_map(|g| if let Of::Methods(cases) = g.of { cases } else { &[] });
        let mut names = std::collections::BTreeSet::new();
        for case in cases {
            assert!(names.insert(case.name), "{} twice", case.name);
            assert!(case.size[1] <= case.size[0] && !case.keys.is_empty() && !case.peers.is_empty(), "{}", case.name);
            let (once, again) = ((case.columns)(case.size[1]), (case.columns)(case.size[1]));
            // A blank is no number, which is not equal to itself.
            assert_eq!(format!("{once:?}"), format!("{again:?}"), "{}: always the same data", case.name);
            for peer in case.peers {
                assert!(programs::scripts().join(peer.script).is_file(), "{}", peer.script);
            }
        }
    }
}
