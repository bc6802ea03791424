//! `milieu query --table`: tables of one's own beside the study, those of a sweep among them.

mod running;

use std::fs;
use std::path::Path;

use running::{run, text, write_study};

const SWEEP: &str = r#"
months = 12
points = 3
seeds = 2
indicators = ["places", "firms"]
[size]
territories = [1, 1, 1, 2, 3]
persons = 300
firms = 40
places = 8
[vary.levers]
rent = [1.0, 1.3]
"#;

/// The answer to a question to a study, as CSV.
fn ask(study: &Path, more: &[&str]) -> String {
    let output = run(&[&["query", "--study", study.to_str().unwrap(), "--format", "csv"], more].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Why a question gets no answer.
fn refused(study: &Path, tables: &[&Path]) -> String {
    let tables: Vec<&str> = tables.iter().flat_map(|path| ["--table", path.to_str().unwrap()]).collect();
    let output = run(&[&["query", "--study", study.to_str().unwrap(), "select 1"], &tables[..]].concat());
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""));
    text(&output.stderr)
}

#[test]
fn a_sweep_is_asked_by_its_design_and_its_numbers() {
    let temp = tempfile::tempdir().unwrap();
    let [study, runs, file] = ["study", "runs", "rents.toml"].map(|name| temp.path().join(name));
    write_study(&study);
    fs::write(&file, SWEEP).unwrap();
    let swept = ["lab", "sweep", file.to_str().unwrap(), "--out", runs.to_str().unwrap(), "--format", "csv"];
    let output = run(&swept);
    assert!(output.status.success(), "{}", text(&output.stderr));
    // The same mean from the same numbers as the sweep itself prints them.
    let printed = text(&output.stdout);
    let places: Vec<f64> = printed
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|row| row[2] == "nation" && row[3] == "places")
        .map(|row| row[4].parse().unwrap())
        .collect();
    assert_eq!(places.len(), 6);

    let [design, metrics] = ["design.parquet", "metrics"].map(|name| runs.join(name).to_str().unwrap().to_owned());
    let tables = ["--table", &design, "--table", &format!("m={metrics}")];
    let by_point = "select point, count(*) as n, sum(value) as places, min(rent) = max(rent) as one_rent
        from design join m using (run_id) where indicator = 'places' and scope = 'nation' group by point order by point";
    let answer = ask(&study, &[&tables[..], &[by_point]].concat());
    let rows: Vec<Vec<&str>> = answer.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 3, "{answer}");
    assert!(rows.iter().all(|row| row[1] == "2" && row[3] == "1"), "{answer}");
    let sum: f64 = rows.iter().map(|row| row[2].parse::<f64>().unwrap()).sum();
    assert!((sum - places.iter().sum::<f64>()).abs() < 1e-9, "{answer}");

    let types = "select distinct typeof(run_id), typeof(seed), typeof(rent) from design";
    assert_eq!(ask(&study, &[&tables[..2], &[types]].concat()).lines().nth(1), Some("text,integer,real"));
    assert!(ask(&study, &[&tables[..2], &["--schema"]].concat()).contains("## design\n"));
}

#[test]
fn a_csv_is_joined_with_the_study() {
    let temp = tempfile::tempdir().unwrap();
    let study = temp.path().join("study");
    write_study(&study);
    let visits = temp.path().join("my visits.csv");
    fs::write(&visits, "place,people,fee\nxinchejian,12,1.5\nxinchejian,NA,\n").unwrap();
    let sql = "select p.name, count(*), sum(people), max(fee) from places p join \"my visits\" v on v.place = p.id";
    let answer = ask(&study, &["--table", visits.to_str().unwrap(), sql]);
    assert_eq!(answer.lines().nth(1), Some("Xinchejian,2,12,1.5"));
}

#[test]
fn what_is_no_table_is_told() {
    let temp = tempfile::tempdir().unwrap();
    let study = temp.path().join("study");
    write_study(&study);
    let at = |name: &str, bytes: &[u8]| {
        let path = temp.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    };
    let says = |tables: &[&Path], words: &[&str]| {
        let said = refused(&study, tables);
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
    };
    says(
        &[&at("photo.png", b"\x89PNG\r\n\x1a\n\xff\xfe,\n\xff\n")],
        &["photo.png: it is no Parquet, and no table as CSV"],
    );
    says(&[&at("cut.parquet", b"PAR1\0\0")], &["cut.parquet: it begins as Parquet does and cannot be read"]);
    says(&[&temp.path().join("absent.csv")], &["absent.csv: "]);
    let folder = at("none/notes.txt", b"a,b\n1,2\n");
    says(&[folder.parent().unwrap()], &["none: the folder holds no .csv and no .parquet file"]);
    at("parts/1.csv", b"a,b\n1,2\n");
    let part = at("parts/2.csv", b"a,c\n1,2\n");
    says(&[part.parent().unwrap()], &["2.csv: its columns are a, c, those of ", "1.csv are a, b"]);
    says(&[&at("Places.csv", b"a\n1\n")], &["there is a table `Places` already", "--table NAME="]);
    says(&[Path::new("=x.csv")], &["`=x.csv` gives the table no name"]);
}
