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
