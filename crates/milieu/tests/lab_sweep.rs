//! `milieu lab sweep`: killed and taken up again, it is what an unbroken one is.

mod running;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use running::{milieu, run, text};

const SWEEP: &str = r#"
title = "Rents and churn"
months = 24
points = 10
seeds = 4
indicators = ["places", "firms", "legacy"]
[size]
territories = [1, 1, 2, 2, 4]
persons = 1500
firms = 150
places = 20
[vary.parameters]
churn = true
[vary.levers]
rent = [1.0, 1.3]
"#;

/// Every file of a folder with its bytes, by name; what is written beside its place is not counted.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    let mut found: Vec<(String, Vec<u8>)> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap_or_default()))
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    found.sort();
    found
}

#[test]
fn a_killed_and_resumed_sweep_is_an_unbroken_one() {
    let temp = tempfile::tempdir().unwrap();
    let file = temp.path().join("rents.toml");
    fs::write(&file, SWEEP).unwrap();
    let [broken, whole] = ["broken", "whole"].map(|name| temp.path().join(name));
    let arguments = |out: &Path| {
        ["lab", "sweep", file.to_str().unwrap(), "--out", out.to_str().unwrap(), "--format", "csv"].map(str::to_owned)
    };

    let mut child = {
        let arguments = arguments(&broken);
        let mut command = milieu(&arguments.each_ref().map(String::as_str));
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        command.spawn().unwrap()
    };
    // Killed once some runs are done and others are not.
    while files(&broken.join("metrics")).len() < 3 && child.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let finished = files(&broken.join("metrics"));
    assert!((3..40).contains(&finished.len()), "{} of 40 runs were done when it was killed", finished.len());

    let resumed = run(&arguments(&broken).each_ref().map(String::as_str));
    assert!(resumed.status.success(), "{}", text(&resumed.stderr));
    let said = text(&resumed.stderr);
    assert!(said.contains(&format!("{} of 40 runs are done already", finished.len())), "{said}");
    let unbroken = run(&arguments(&whole).each_ref().map(String::as_str));
    assert!(unbroken.status.success(), "{}", text(&unbroken.stderr));

    assert_eq!(files(&broken.join("metrics")), files(&whole.join("metrics")));
    assert_eq!(files(&broken), files(&whole));
    assert_eq!(text(&resumed.stdout), text(&unbroken.stdout));
    let rows = text(&unbroken.stdout);
    assert_eq!(rows.lines().next(), Some("run_id,month,scope,indicator,value"));
    // Two Decembers of forty runs; the second is the last month.
    assert_eq!(rows.lines().count(), 1 + 40 * 2 * 3);
}

#[test]
fn a_screening_of_patterns_is_kept_and_told_when_its_sweep_changes() {
    let study = tempfile::tempdir().unwrap();
    let folder = study.path().join("sweeps");
    fs::create_dir(&folder).unwrap();
    fs::write(study.path().join("study.toml"), "title = \"T\"\n").unwrap();
    fs::write(study.path().join("territories.csv"), "id,name,level,source\ncn,China,country,k\n").unwrap();
    let sweep = "title = \"S\"\nseeds = 1\n[size]\nterritories = [1, 1, 1, 1, 2]\npersons = 200\nfirms = 40\nplaces = 8\n\
                 [vary.parameters]\nchurn = true\nlambda-veto = true\n";
    let file = folder.join("s.toml");
    fs::write(&file, sweep).unwrap();
    let file_name = file.to_str().unwrap();
    let out = run(&["lab", "screen", file_name, "--of", "patterns", "--trajectories", "2", "--keep"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let kept = fs::read_to_string(folder.join("s.result.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(
        kept["command"],
        "milieu lab screen sweeps/s.toml --of patterns --settings maker --trajectories 2 --keep"
    );
    assert_eq!((&kept["points"], &kept["runs"]), (&6.into(), &6.into()));

    let check = || text(&run(&["check", study.path().to_str().unwrap()]).stdout).to_owned();
    assert!(!check().contains("LAB023"), "{}", check());
    fs::write(&file, sweep.replace("churn", "lease")).unwrap();
    assert!(check().contains("LAB023"), "{}", check());
}
