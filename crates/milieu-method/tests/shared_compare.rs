//! Comparison against the field's programs, on cases that are not ours to ship: `cargo xtask test shared`.
//!
//! The solution of `schf` is compared in `shared_qca.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use milieu_method::analysis::{Datum, Figure, Input, Settings, Table};
use milieu_method::comparison::synthetic::{Before, given, mixed, searched};
use milieu_method::comparison::{Gower, MSDO, Variable, average_linkage, medoids, square};
use serde_json::Value;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference").join(file);
    fs::read_to_string(path).expect("a reference file")
}

fn expected(file: &str) -> Value {
    serde_json::from_str(&read(file)).expect("JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("numbers").iter().map(|v| v.as_f64().expect("a number")).collect()
}

fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance * expected.abs().max(1e-3), "{what}: {found} is not {expected}");
}

fn flower() -> Vec<Vec<f64>> {
    let text = read("compare/flower.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<Vec<f64>> = reader
        .records()
        .map(|row| row.expect("a row").iter().map(|cell| cell.parse().expect("a number")).collect())
        .collect();
    (0..8).map(|k| rows.iter().map(|row| row[k]).collect()).collect()
}

/// Variables as the peer takes them: four categories, two ranks, two numbers.
fn variables(columns: &[Vec<Option<f64>>]) -> Vec<Variable> {
    let category = |c: &[Option<f64>]| Variable::Category(c.iter().map(|v| v.map(|v| v as usize)).collect());
    columns
        .iter()
        .enumerate()
        .map(|(k, c)| match k {
            0..4 => category(c),
            4..6 => Variable::Rank(c.clone()),
            _ => Variable::Number(c.clone()),
        })
        .collect()
}

fn presence(column: &[Option<f64>]) -> Variable {
    Variable::Presence(column.iter().map(|v| v.map(|v| v == 1.0)).collect())
}

/// The peer lists the lower triangle column by column.
fn compare(variables: &[Variable], weights: &[f64], expected: &Value, what: &str) {
    let gower = Gower::new(variables, weights).expect("variables");
    let matrix = gower.matrix();
    let mut at = numbers(expected).into_iter();
    for column in 0..18 {
        for (row, distances) in matrix.iter().enumerate().skip(column + 1) {
            close(distances[column], at.next().expect("a distance"), 1e-9, &format!("{what} {row} {column}"));
        }
    }
    assert!(at.next().is_none());
}

#[test]
#[ignore = "needs ../shared"]
fn struyf_hubert_rousseeuw_1996_flowers() {
    let expected = expected("compare/flower.expected.json");
    let mut columns: Vec<Vec<Option<f64>>> = flower().into_iter().map(|c| c.into_iter().map(Some).collect()).collect();
    let plain = variables(&columns);
    let equal = [1.0; 8];
    compare(&plain, &equal, &expected["gower_default"], "default");
    let mut third = plain.clone();
    third[2] = presence(&columns[2]);
    compare(&third, &equal, &expected["gower_asymm3"], "asymm 3");
    let mut both = third.clone();
    both[0] = presence(&columns[0]);
    both[6] = Variable::Rank(columns[6].clone());
    compare(&both, &equal, &expected["gower_asymm13_ordratio7"], "asymm 1, 3, ordratio 7");
    compare(&plain, &[1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 0.5, 0.5], &expected["gower_weights"], "weights");

    let full = square(&Gower::new(&plain, &equal).expect("variables").matrix()).expect("all known");
    let groups = medoids(&full, 3).expect("three groups");
    let pam = &expected["pam_k3"];
    let whole = |value: &Value| numbers(value).iter().map(|v| *v as usize - 1).collect::<Vec<_>>();
    assert_eq!(groups.medoids, whole(&pam["medoids"]));
    assert_eq!(groups.group, whole(&pam["clustering"]));
    close(groups.build, pam["objective"]["build"].as_f64().expect("build"), 1e-9, "build");
    close(groups.swap, pam["objective"]["swap"].as_f64().expect("swap"), 1e-9, "swap");
    close(groups.silhouette.expect("a width"), pam["avg_silhouette"].as_f64().expect("width"), 1e-9, "silhouette");
    let heights: Vec<f64> = average_linkage(&full).iter().map(|merge| merge.height).collect();
    for (found, expected) in heights.iter().zip(numbers(&expected["hclust_average_heights"])) {
        close(*found, expected, 1e-9, "height");
    }

    columns[6][2] = None;
    columns[3][4] = None;
    compare(&variables(&columns), &equal, &expected["gower_missing_3_V7_and_5_V4"], "missing");
}

#[test]
#[ignore = "needs ../shared"]
fn lipset_pairs() {
    let table = Table::read("lipset", read("qca/lipset_crisp.csv").as_bytes()).expect("a table");
    let settings = vec![("outcome", "SURV"), ("conditions", "DEV,URB,LIT,IND,STB"), ("case", "case")];
    let settings = Settings::read(&MSDO, settings).expect("settings");
    let outcome = (MSDO.run)(Input { table: &table, more: &BTreeMap::new(), settings: &settings }).expect("pairs");
    let expected = expected("compare/msdo_lipset.expected.json");
    let number = |id: &str| outcome.numbers.iter().find(|n| n.id == id).map(|n| n.value);
    assert_eq!(number("msdo"), expected["MSDO_min_distance"].as_f64());
    assert_eq!(number("mdso.1"), expected["MDSO_outcome1_max_distance"].as_f64());
    assert_eq!(number("mdso.0"), expected["MDSO_outcome0_max_distance"].as_f64());
    let text = |datum: &Datum| match datum {
        Datum::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    for (kind, of, key, listed) in [
        ("MSDO", "different", "MSDO_pairs", 5),
        ("MDSO", "1", "MDSO_outcome1_pairs", 6),
        ("MDSO", "0", "MDSO_outcome0_pairs", 6),
    ] {
        let rows = outcome.sheets[0].rows.iter().filter(|row| text(&row[0]) == kind && text(&row[1]) == of);
        let mut found: Vec<([String; 2], String)> = rows
            .map(|row| {
                let mut pair = [text(&row[2]), text(&row[3])];
                pair.sort();
                (pair, text(&row[listed]))
            })
            .collect();
        found.sort();
        let mut wanted: Vec<([String; 2], String)> = expected[key]
            .as_array()
            .expect("pairs")
            .iter()
            .map(|pair| {
                let name = |at: usize| pair[at].as_str().expect("a case").to_owned();
                let list: Vec<&str> =
                    pair[2].as_array().expect("conditions").iter().filter_map(Value::as_str).collect();
                let mut names = [name(0), name(1)];
                names.sort();
                (names, list.join(", "))
            })
            .collect();
        wanted.sort();
        assert_eq!(found, wanted, "{key}");
    }
    let Figure::Matrix(matrix) = &outcome.figures[0] else { panic!("a matrix") };
    let sum: f64 = matrix.cells.iter().enumerate().flat_map(|(i, row)| row[..i].iter().flatten()).sum();
    assert_eq!(Some(sum), expected["distance_sum"].as_f64());
    let n = matrix.rows.len() as u64;
    assert_eq!(Some(n * (n - 1) / 2), expected["pairs"].as_u64());
}

#[test]
#[ignore = "needs ../shared"]
fn abadie_gardeazabal_2003_the_basque_country() {
    let expected = expected("compare/basque.expected.json");
    let table = Table::read("basque", read("compare/basque.csv").as_bytes()).expect("a table");
    let column = |name: &str| match &table.column(name).expect("a column").cells {
        milieu_method::analysis::Cells::Number(cells) => cells.clone(),
        milieu_method::analysis::Cells::Text(_) => panic!("{name} holds words"),
    };
    let (region, year, gdp) = (column("regionno"), column("year"), column("gdpcap"));
    let of = |unit: f64, when: f64| {
        let row = (0..table.len()).find(|&row| region[row] == Some(unit) && year[row] == Some(when));
        row.and_then(|row| gdp[row]).expect("a value")
    };
    let donors: Vec<f64> = expected["donors"]
        .as_array()
        .expect("donors")
        .iter()
        .map(|d| d.as_str().expect("a number").parse().unwrap())
        .collect();
    let years: Vec<f64> = (1960..=1969).map(f64::from).collect();
    let before = Before {
        treated: numbers(&expected["X1"]),
        donors: expected["X0"].as_array().expect("rows").iter().map(numbers).collect(),
        outcome: years.iter().map(|&y| of(17.0, y)).collect(),
        donors_outcome: years.iter().map(|&y| donors.iter().map(|&d| of(d, y)).collect()).collect(),
    };
    let importance: Vec<f64> = expected["predictor_names"]
        .as_array()
        .expect("names")
        .iter()
        .map(|name| expected["solution_v"][name.as_str().expect("a name")].as_f64().expect("a weight"))
        .collect();
    let found = given(&before, &importance).expect("a mixture");
    for (found, wanted) in found.weights.iter().zip(numbers(&expected["solution_w"])) {
        assert!((found - wanted).abs() < 1e-4, "{found} is not {wanted}");
    }
    close(found.loss, expected["loss_v"].as_f64().expect("a loss"), 1e-4, "loss_v");
    close(found.predictor_loss, expected["loss_w"].as_f64().expect("a loss"), 1e-4, "loss_w");
    for (&when, wanted) in numbers(&expected["gap_year"]).iter().zip(numbers(&expected["gap"])) {
        let values: Vec<f64> = donors.iter().map(|&d| of(d, when)).collect();
        let gap = of(17.0, when) - mixed(&values, &found.weights);
        assert!((gap - wanted).abs() < 1e-4, "{when}: {gap} is not {wanted}");
    }
    let free = searched(&before, 8, 1).expect("a mixture");
    let reference = expected["loss_v"].as_f64().expect("a loss");
    assert!(free.loss <= reference + 1e-6, "{} is above {reference}", free.loss);
}
