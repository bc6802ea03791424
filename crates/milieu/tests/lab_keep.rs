//! `milieu lab keep`: what is kept is the same each time, shown on the pages, and told where it is stale.

mod running;

use std::fs;
use std::path::Path;

use running::{run, text};

const SIZE: &str = "[size]\nterritories = [1, 1, 1, 2, 3]\npersons = 300\nfirms = 40\nplaces = 8\n";

fn write(study: &Path, path: &str, text: &str) {
    let at = study.join(path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, text).unwrap();
}

/// Keeps the results of a study; what was said.
fn keep(study: &Path, more: &[&str]) -> String {
    let arguments = ["lab", "keep", study.to_str().unwrap(), "--pairs", "2", "--size", "as-written"];
    let output = run(&[&arguments[..], more].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// A data file of the study's site.
fn page(study: &Path, path: &str) -> serde_json::Value {
    let out = study.with_extension("site");
    let output = run(&["build", study.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&fs::read(out.join(path)).unwrap()).unwrap()
}

#[test]
fn results_are_kept_shown_and_told_when_they_are_stale() {
    let temp = tempfile::tempdir().unwrap();
    let study = temp.path().join("study");
    write(&study, "study.toml", "title = \"Two futures\"\n");
    write(&study, "scenarios/baseline.toml", &format!("months = 18\nworld = \"synthetic\"\n{SIZE}"));
    write(
        &study,
        "scenarios/dearer.toml",
        &format!("title = \"Dearer\"\nmonths = 18\nworld = \"synthetic\"\n{SIZE}[levers]\nrent = 1.5\n"),
    );

    let said = keep(&study, &[]);
    assert!(said.contains("scenarios/baseline.result.json") && said.contains("scenarios/dearer.result.json"), "{said}");
    let kept = |id: &str| fs::read(study.join(format!("scenarios/{id}.result.json"))).unwrap();
    let before = [kept("baseline"), kept("dearer")];
    keep(&study, &["--scenario", "dearer"]);
    assert!(before == [kept("baseline"), kept("dearer")], "the same study gives the same bytes");

    let stale =
        || page(&study, "data/lab.json")["scenarios"].as_array().unwrap().iter().map(|s| s["stale"] == true).collect();
    let none: Vec<bool> = stale();
    assert_eq!(none, [false, false]);
    let shown = page(&study, "data/lab/scenario/dearer.json");
    assert_eq!(shown["kept"]["seeds"].as_array().unwrap().len(), 2);
    assert_eq!((shown["base"].as_str(), shown["levers"][1]["value"].as_str()), (Some("baseline"), Some("1.5")));
    assert!(!shown["kept"]["differences"].as_array().unwrap().is_empty());

    // A scenario that is changed is stale by itself; a changed baseline, all that are compared with it.
    write(
        &study,
        "scenarios/dearer.toml",
        &format!("months = 18\nworld = \"synthetic\"\n{SIZE}[levers]\nrent = 1.4\n"),
    );
    let one: Vec<bool> = stale();
    assert_eq!(one, [false, true]);
    assert_eq!(page(&study, "data/lab/scenario/dearer.json")["stale"], "text");
    let checked = text(&run(&["check", study.to_str().unwrap()]).stdout);
    let told = "LAB023]: the result in scenarios/dearer.result.json was made before this scenario was changed";
    assert_eq!((checked.matches("LAB023").count(), checked.contains(told)), (1, true), "{checked}");
    write(
        &study,
        "scenarios/dearer.toml",
        &format!("title = \"Dearer\"\nmonths = 18\nworld = \"synthetic\"\n{SIZE}[levers]\nrent = 1.5\n"),
    );
    write(&study, "scenarios/baseline.toml", &format!("months = 17\nworld = \"synthetic\"\n{SIZE}"));
    let all: Vec<bool> = stale();
    assert_eq!(all, [true, true]);
    assert_eq!(page(&study, "data/lab/scenario/dearer.json")["stale"], "baseline");
}

#[test]
fn an_unknown_scenario_is_told_with_those_there_are() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), "study.toml", "title = \"One\"\n");
    write(temp.path(), "scenarios/baseline.toml", "months = 6\n");
    let output = run(&["lab", "keep", temp.path().to_str().unwrap(), "--scenario", "bseline"]);
    assert!(!output.status.success());
    assert!(
        text(&output.stderr).contains("there is no scenario `bseline`; there are baseline"),
        "{}",
        text(&output.stderr)
    );
}
