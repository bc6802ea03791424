//! The steps of the whole test run, in their order.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use super::Outcome;
use super::count::Count;
use crate::command::{self, Done, command};
use crate::{browser, generate, repository, study, tidy};

/// A step of the run.
pub struct Step {
    pub name: &'static str,
    pub what: &'static str,
    /// Does it; `live` also prints at once what its programs print.
    pub run: fn(live: bool) -> Outcome,
}

/// Every step, in the order of the run.
pub const STEPS: &[Step] = &[
    Step { name: "fmt", what: "the format of Rust code", run: fmt },
    Step { name: "clippy", what: "lints, warnings are errors", run: clippy },
    Step { name: "doc", what: "the documentation of every crate", run: doc },
    Step { name: "tidy", what: "the house's rules", run: tidy },
    Step { name: "rust", what: "unit, integration and documentation tests", run: rust },
    Step { name: "shared", what: "tests on the evidence beside the repository", run: shared },
    Step { name: "generated", what: "generated files are up to date", run: generated },
    Step { name: "web", what: "types and tests of the pages", run: web },
    Step { name: "browser", what: "the pages in a real browser", run: in_browser },
];

fn fmt(live: bool) -> Outcome {
    all_of(live, [cargo(&["fmt", "--all", "--check"])])
}

fn clippy(live: bool) -> Outcome {
    all_of(live, [cargo(&["clippy", "--workspace", "--all-targets", "--release", "--", "-D", "warnings"])])
}

fn doc(live: bool) -> Outcome {
    let mut doc = cargo(&["doc", "--no-deps", "--workspace", "--release"]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    all_of(live, [doc])
}

fn tidy(_: bool) -> Outcome {
    match tidy::report() {
        Ok(_) => passed("", 1),
        Err(findings) => failed(findings),
    }
}

fn rust(live: bool) -> Outcome {
    let has_nextest = cargo(&["nextest", "--version"]).output().is_ok_and(|o| o.status.success());
    if has_nextest {
        let nextest =
            cargo(&["nextest", "run", "--release", "--workspace", "--no-fail-fast", "--status-level", "fail"]);
        return all_of(live, [nextest, cargo(&["test", "--doc", "--release", "--workspace"])]);
    }
    all_of(live, [cargo(&["test", "--release", "--workspace", "--no-fail-fast"])])
}

/// The suites that read `../shared`, which is not part of the repository.
fn shared(live: bool) -> Outcome {
    let root = repository::root();
    if !root.join("../shared").is_dir() {
        return passed(": ../shared is not present beside the repository, suite not run", 0);
    }
    match shared_suites(&root) {
        Ok(suites) if suites.is_empty() => passed(": no `shared_*.rs` suite exists", 0),
        Ok(suites) => {
            // With the whole workspace's features, as before, so that nothing is compiled anew.
            let mut arguments = vec!["test", "--release", "--workspace", "--no-fail-fast"];
            arguments.extend(suites.iter().flat_map(|suite| ["--test", suite]));
            arguments.extend(["--", "--ignored"]);
            all_of(live, [cargo(&arguments)])
        }
        Err(why) => failed(why),
    }
}

/// Names of the integration tests `shared_*.rs`, sorted.
fn shared_suites(root: &Path) -> Result<Vec<String>, String> {
    let files = repository::files(root)?;
    let suite = |path: &str| {
        let (_, inside) = path.strip_prefix("crates/")?.split_once('/')?;
        let name = inside.strip_prefix("tests/")?.strip_suffix(".rs")?;
        name.starts_with("shared_").then(|| name.to_owned())
    };
    Ok(files.iter().filter_map(|f| suite(&f.path)).collect())
}

fn generated(_: bool) -> Outcome {
    match generate::write_all() {
        Ok(changed) if changed.is_empty() => passed("", generate::count()),
        Ok(changed) => failed(format!("out of date, now written anew: {}\nmend: commit them", changed.join(", "))),
        Err(why) => failed(why),
    }
}

fn web(live: bool) -> Outcome {
    let steps = npm_ci_if_needed().into_iter().chain([npm(&["run", "check"]), npm(&["run", "test"])]);
    all_of(live, steps)
}

fn in_browser(live: bool) -> Outcome {
    let chrome = match browser::find_or_install() {
        Ok(path) => path,
        Err(why) => return failed(why),
    };
    let milieu = match built("--bin", "milieu") {
        Ok(path) => path,
        Err(why) => return failed(why),
    };
    // What the goal of fluid pages is measured on.
    let big = repository::target().join("studies/10000-places");
    if let Err(why) = study::write(&study::Size::lean(10_000), &big) {
        return failed(why);
    }
    let mut tests = npm(&["run", "browser"]);
    tests.env("MILIEU_CHROME", &chrome).env("MILIEU_BIN", &milieu).env("MILIEU_BIG_STUDY", &big);
    let mut outcome = all_of(live, npm_ci_if_needed().into_iter().chain([tests]));
    outcome.note = format!(" with {}", chrome.display());
    outcome
}

/// The path of a program of the workspace, built first: `--bin` or `--example` and its name. It is built
/// with the whole workspace's features, as the tests are, so that dependencies build once.
///
/// # Errors
/// When it cannot be built; what the compiler said.
pub fn built(kind: &str, name: &str) -> Result<PathBuf, String> {
    let build = command::run(cargo(&["build", "--release", "--workspace", kind, name]), false);
    if !build.success {
        return Err(build.output);
    }
    let folder = repository::target().join("release");
    let folder = if kind == "--example" { folder.join("examples") } else { folder };
    Ok(folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Web dependencies, unless they are as new as their lock file.
fn npm_ci_if_needed() -> Option<Command> {
    let web = repository::root().join("web");
    let changed = |path: &str| -> Option<SystemTime> { web.join(path).metadata().ok()?.modified().ok() };
    let is_current = changed("node_modules/.package-lock.json") >= changed("package-lock.json");
    (!is_current).then(|| npm(&["ci", "--ignore-scripts"]))
}

fn cargo(arguments: &[&str]) -> Command {
    command("cargo", arguments, &repository::root())
}

fn npm(arguments: &[&str]) -> Command {
    command("npm", arguments, &repository::root().join("web"))
}

/// Runs the commands until one fails.
fn all_of(live: bool, commands: impl IntoIterator<Item = Command>) -> Outcome {
    let mut all = Done { success: true, output: String::new() };
    for command in commands {
        let done = command::run(command, live);
        all.output.push_str(&done.output);
        all.success &= done.success;
        if !done.success {
            break;
        }
    }
    let count = Count::of_step(&all.output, all.success);
    // What was printed at once need not be printed again.
    Outcome { count, note: format!(" ({count})"), output: if live { String::new() } else { all.output } }
}

fn passed(note: &str, passed: usize) -> Outcome {
    Outcome { count: Count { passed, failed: 0 }, note: note.to_owned(), output: String::new() }
}

fn failed(why: String) -> Outcome {
    Outcome { count: Count { passed: 0, failed: 1 }, note: String::new(), output: why }
}
