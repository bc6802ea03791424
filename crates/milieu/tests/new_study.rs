//! `milieu new`: from nothing to one's own table on the map, without overwriting anything.

mod running;

use std::fs;

use running::{run, text, tree};

fn told(folder: &std::path::Path) -> serde_json::Value {
    let output = run(&["check", folder.to_str().unwrap(), "--format", "json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_dropped_table_is_read_as_places_without_configuration() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("deep/my-study");
    let output = run(&["new", folder.to_str().unwrap(), "--title", "Workshops \"of\" 上海"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("milieu serve"));
    assert_eq!(told(&folder)["diagnostics"].as_array().unwrap().len(), 0);

    // As a spreadsheet exports it: other names for the columns, a semicolon, a byte order mark.
    let table =
        "\u{feff}Name;Latitude;Longitude;Opening\nXinchejian;31.2263;121.4485;2010\nChaihuo;22.54;113.95;2011-08\n";
    fs::write(folder.join("my places.csv"), table).unwrap();
    let report = told(&folder);
    assert_eq!(report["counts"]["error"], 0, "{report}");
    assert_eq!(report["entities"], 2);
    let output = run(&[
        "query",
        "--study",
        folder.to_str().unwrap(),
        "--format",
        "csv",
        "select place, opened_earliest, round(lat_wgs84, 2), round(lon_wgs84, 2) from lives join positions using (place)",
    ]);
    assert_eq!(
        text(&output.stdout),
        "place,opened_earliest,\"round(lat_wgs84, 2)\",\"round(lon_wgs84, 2)\"\n\
         xinchejian,2010-01-01,31.23,121.45\nchaihuo,2011-08-01,22.54,113.95\n"
    );
}

#[test]
fn nothing_is_overwritten() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("mine");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("thesis.txt"), "years of work").unwrap();
    let before = tree(temp.path());
    for arguments in [&["new"][..], &["new", "--example"]] {
        let output = run(&[arguments, &[folder.to_str().unwrap()]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("not empty"), "{}", text(&output.stderr));
    }
    let file = folder.join("thesis.txt");
    assert_eq!(run(&["new", file.to_str().unwrap()]).status.code(), Some(2));
    assert_eq!(tree(temp.path()), before);
}

#[test]
fn an_empty_folder_may_exist() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("empty");
    fs::create_dir(&folder).unwrap();
    assert!(run(&["new", folder.to_str().unwrap()]).status.success());
    assert!(folder.join("study.toml").is_file());
    // Nothing is left beside it.
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
}

#[test]
fn the_example_is_the_bundled_study() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("example");
    assert!(run(&["new", "--example", folder.to_str().unwrap()]).status.success());
    let bundled = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/maker-cities");
    assert!(tree(&folder) == tree(&bundled), "the copy differs");
    let report = told(&folder);
    assert_eq!(report["counts"]["error"], 0);
    assert!(report["contradictions"].as_u64().unwrap() >= 16);
}

#[test]
fn a_course_project_is_warned_until_its_argument_rests_on_evidence() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("course");
    let shown = folder.to_str().unwrap();
    let output = run(&["new", shown, "--template", "project", "--title", "Who pays, decides"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("milieu check"));
    let codes = |report: &serde_json::Value| -> Vec<String> {
        let all = report["diagnostics"].as_array().unwrap().iter();
        all.map(|d| format!("{} {}", d["severity"].as_str().unwrap(), d["code"].as_str().unwrap())).collect()
    };
    assert_eq!(codes(&told(&folder)), ["warning ANA002"]);

    // The student of the README: a source, a place, and the argument tied to it.
    let bib = fs::read_to_string(folder.join("sources.bib")).unwrap();
    fs::write(folder.join("sources.bib"), bib.replace("  book{smith2016", "@book{smith2016")).unwrap();
    fs::write(folder.join("places.csv"), "id,opened,closed,source\nours,2011,2015,smith2016 p. 7\n").unwrap();
    let arguments = fs::read_to_string(folder.join("arguments.csv")).unwrap();
    assert!(arguments.contains("\"Who pays, decides\""));
    let tied = arguments.replace(",,,this-project", ",ours.opened; ours.close,,this-project");
    fs::write(folder.join("arguments.csv"), &tied).unwrap();
    assert_eq!(codes(&told(&folder)), ["warning ANA001"]);
    fs::write(folder.join("arguments.csv"), tied.replace("ours.close,", "ours.closed,")).unwrap();
    assert!(codes(&told(&folder)).is_empty());
}
