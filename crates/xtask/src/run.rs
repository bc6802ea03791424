//! `cargo xtask test`: everything, one line per step, and at the end what failed.

mod count;
mod steps;

use std::io::Write;
use std::time::{Duration, Instant};

use count::Count;
use steps::STEPS;
pub use steps::built;

/// What a step did.
pub struct Outcome {
    /// Tests passed and failed; a step without tests counts as one.
    pub count: Count,
    /// Said on the step's line.
    pub note: String,
    /// Printed when the step failed; of a step that went well only the measurements.
    pub output: String,
}

/// How the run was asked for.
struct Options {
    names: Vec<String>,
    fail_fast: bool,
    live: bool,
}

/// Runs the steps named in the arguments, or all, and says whether all went well.
///
/// # Errors
/// When the arguments name no step.
pub fn run(arguments: &[String]) -> Result<bool, String> {
    let options = options(arguments)?;
    let mut total = Count::default();
    let mut failed = Vec::new();
    for step in STEPS.iter().filter(|s| options.names.is_empty() || options.names.iter().any(|n| n == s.name)) {
        print!("{:<10} {} … ", step.name, step.what);
        let _ = std::io::stdout().flush();
        let start = Instant::now();
        let outcome = (step.run)(options.live);
        let is_good = outcome.count.failed == 0;
        let word = match outcome.count {
            Count { failed: 0, passed: 0 } => "not run",
            Count { failed: 0, .. } => "ok",
            _ => "FAILED",
        };
        println!("{word} in {}{}", seconds(start.elapsed()), outcome.note);
        total.add(outcome.count);
        if is_good {
            for line in measurements(&outcome.output) {
                println!("{:<10} {line}", "");
            }
        } else {
            println!("{}", outcome.output);
            failed.push(step.name);
            if options.fail_fast {
                break;
            }
        }
    }
    if !failed.is_empty() {
        println!("failed: {} (these alone: cargo xtask test {})", failed.join(", "), failed.join(" "));
    }
    println!("{total}");
    Ok(failed.is_empty())
}

fn options(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options { names: Vec::new(), fail_fast: false, live: false };
    for argument in arguments {
        match argument.as_str() {
            "--fail-fast" => options.fail_fast = true,
            "--verbose" => options.live = true,
            name if STEPS.iter().any(|s| s.name == name) => options.names.push(name.to_owned()),
            other => {
                let names: Vec<&str> = STEPS.iter().map(|s| s.name).collect();
                return Err(format!("there is no step `{other}`; the steps are {}", names.join(", ")));
            }
        }
    }
    Ok(options)
}

/// Lines such as `phone: atlas loads: 812 ms`, which tests print for the reader, and the names of tests that
/// passed only when tried again.
fn measurements(output: &str) -> impl Iterator<Item = &str> {
    let is_measurement = |line: &&str| line.ends_with(" ms") && line.contains(": ");
    let is_retried = |line: &&str| line.starts_with("tried again: ");
    output.lines().map(str::trim).filter(move |line| is_measurement(line) || is_retried(line))
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(arguments: &[&str]) -> Result<Options, String> {
        options(&arguments.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn measurements_are_picked_out() {
        let output =
            "stdout | large\nphone: atlas loads: 812 ms\n ✓ large.test.ts (2 tests) 9120ms\ntried again: a > b\n";
        assert_eq!(measurements(output).collect::<Vec<_>>(), ["phone: atlas loads: 812 ms", "tried again: a > b"]);
    }

    #[test]
    fn steps_are_chosen_by_name() {
        let chosen = given(&["rust", "--fail-fast", "web"]).expect("both exist");
        assert_eq!((chosen.names, chosen.fail_fast), (vec!["rust".to_owned(), "web".to_owned()], true));
        let Err(wrong) = given(&["rusty"]) else { panic!("no such step") };
        assert!(wrong.contains("`rusty`") && wrong.contains("browser"), "{wrong}");
    }
}
