//! `milieu lab`: runs inside and outside a study, and their tables read by `milieu analyze`.

mod running;

use std::fs;

use running::{milieu, run, text};

const SMALL: &str = "title = \"Small\"\nsize = \"small\"\nmonths = 216\n";

/// What the help of `lab run` shows, run as it stands on tables of a run.
#[test]
fn the_estimators_of_observed_data_read_simulated_data() {
    let temp = tempfile::tempdir().unwrap();
    let scenario = temp.path().join("small.toml");
    fs::write(&scenario, SMALL).unwrap();
    let made = milieu(&["lab", "run", "small.toml", "--tables", "FOLDER"]).current_dir(temp.path()).output().unwrap();
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(text(&made.stdout).contains("The world is synthetic: the scenario is inside no study."));
    // As a shell joins lines.
    let help = text(&run(&["lab", "run", "--help"]).stdout).replace(" \\\n", " ");
    let asked: Vec<Vec<&str>> = help
        .lines()
        .filter_map(|line| line.trim().strip_prefix("milieu analyze "))
        .map(|line| line.split_whitespace().collect())
        .collect();
    let methods: Vec<&str> = asked.iter().map(|words| words[0]).collect();
    assert_eq!(methods, ["kaplan-meier", "kaplan-meier", "amplification", "bunching", "moran", "describe"]);
    for words in asked {
        let arguments: Vec<&str> = ["analyze"].into_iter().chain(words.iter().copied()).collect();
        let done = milieu(&arguments).current_dir(temp.path()).output().unwrap();
        assert!(done.status.success(), "{words:?}\n{}{}", text(&done.stdout), text(&done.stderr));
        assert!(text(&done.stdout).lines().count() > 3, "{words:?}\n{}", text(&done.stdout));
    }
}

#[test]
fn a_run_inside_a_study_says_what_comes_from_it() {
    let temp = tempfile::tempdir().unwrap();
    for (path, content) in [
        ("study.toml", "title = \"T\"\n"),
        ("territories.csv", "id,name,level,source\ncn,China,country,k\nzz,Delta,region,k\n"),
        ("sources.bib", "@misc{k, title={T}, date={2016}}\n"),
        ("scenarios/s.toml", "size = \"small\"\nmonths = 1\n"),
        ("scenarios/bad.toml", "[levers]\nrents = 1.1\n"),
    ] {
        let at = temp.path().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, content).unwrap();
    }
    let here = |arguments: &[&str]| milieu(arguments).current_dir(temp.path()).output().unwrap();
    let done = here(&["lab", "run", "scenarios/s.toml", "--indicator", "places", "--grounding", "g.csv"]);
    let said = text(&done.stdout);
    let counted = |line: &&str| line.split_whitespace().take(3).eq(["territories", "1", "38"]);
    assert!(said.lines().any(|line| counted(&line)), "{said}");
    assert!(said.contains("Not placed: 1 row of the study."), "{said}");
    assert!(said.contains("1 territories: territories of the level `region` are not simulated (zz)"), "{said}");
    let rows = fs::read_to_string(temp.path().join("g.csv")).unwrap();
    assert_eq!(
        rows,
        "table,id,at,stands_as,not_placed_because\r\n\
         territories,cn,territories.csv:2,nation,\r\n\
         territories,zz,territories.csv:3,,territories of the level `region` are not simulated\r\n"
            .replace("\r\n", if rows.contains("\r\n") { "\r\n" } else { "\n" })
    );
    let checked = here(&["check", "--format", "short"]);
    assert!(!checked.status.success());
    assert!(text(&checked.stdout).contains("scenarios/bad.toml:2:1: error[LAB001]: there is no lever `rents`"));
}
