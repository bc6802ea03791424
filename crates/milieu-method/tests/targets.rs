//! Cascades and the density test against the field's programs, on free cases (`tests/reference/targets/ORIGIN.md`).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use milieu_method::analysis::{Input, Method, Outcome, Settings, Table};
use milieu_method::target::bandwidth;
use milieu_method::target::cascade::is_multiple;
use milieu_method::target::density::{self, jump};
use milieu_method::target::{AMPLIFICATION, ATTAINMENT};
use serde_json::Value;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/targets").join(file);
    fs::read_to_string(path).expect("a reference file")
}

fn expected(file: &str) -> Value {
    serde_json::from_str(&read(file)).expect("JSON")
}

fn close(found: f64, expected: &Value, relative: f64, what: &str) {
    let expected = expected.as_f64().unwrap_or_else(|| panic!("{what}: no number expected"));
    assert!((found - expected).abs() <= relative * expected.abs().max(1e-3), "{what}: {found} is not {expected}");
}

fn ask(method: &Method, table: &Table, said: &[(&str, &str)]) -> Outcome {
    let settings = Settings::read(method, said.to_vec()).expect("settings");
    (method.run)(Input { table, more: &BTreeMap::new(), settings: &settings }).expect("an outcome")
}

fn number(outcome: &Outcome, id: &str) -> f64 {
    outcome.numbers.iter().find(|n| n.id == id).unwrap_or_else(|| panic!("{id}")).value
}

#[test]
fn a_cascade_of_growth_targets() {
    let table = Table::read("own_cascade.csv", read("own_cascade.csv").as_bytes()).expect("a table");
    let expected = expected("own_cascade.expected.json");
    let said = [("target", "target"), ("actual", "actual"), ("unit", "unit"), ("by", "level"), ("round", "0.5")];
    let outcome = ask(&ATTAINMENT, &table, &said);
    for (id, key) in [
        ("attained", "attained_share_by_level"),
        ("gap", "mean_gap_actual_minus_target"),
        ("exact", "exact_hit_share"),
        ("round", "round_target_share_multiple_of_0.5"),
    ] {
        for (level, value) in expected[key].as_object().expect("levels") {
            close(number(&outcome, &format!("{id}.{level}")), value, 1e-9, &format!("{key} {level}"));
        }
    }
    let said = [("target", "target"), ("unit", "unit"), ("parent", "parent"), ("level", "level"), ("year", "year")];
    let outcome = ask(&AMPLIFICATION, &table, &said);
    for (level, values) in expected["amplification"].as_object().expect("levels") {
        for (id, key) in [
            ("difference", "mean_difference"),
            ("ratio", "mean_ratio"),
            ("above", "share_strictly_above_parent"),
            ("slope", "ols_slope_on_parent"),
            ("intercept", "ols_intercept"),
        ] {
            close(number(&outcome, &format!("{id}.{level}")), &values[key], 1e-9, &format!("{key} {level}"));
        }
        let rows = outcome.sheets[0].rows.iter().filter(|row| row[0] == level.as_str().into());
        assert!(
            rows.clone().count() == 5
                && rows.clone().all(|row| row[6] == (values["n"].as_u64().unwrap() as usize).into())
        );
    }
    let milieu_method::analysis::Figure::Lines(lines) = &outcome.figures[1] else { panic!("lines by level") };
    for line in &lines.lines {
        let by_year = expected["mean_target_by_level_year"][&line.name].as_object().expect("years");
        assert_eq!(line.points.len(), by_year.len());
        for [year, mean] in &line.points {
            close(*mean, &by_year[&year.to_string()], 1e-9, &format!("{} {year}", line.name));
        }
    }
}

#[test]
fn a_density_with_and_without_a_jump() {
    for case in ["own_gap_clean", "own_gap_manipulated"] {
        let text = read(&format!("{case}.csv"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let gaps: Vec<f64> = reader.records().map(|row| row.expect("a row")[1].parse().expect("a number")).collect();
        let expected = expected(&format!("{case}.expected.json"));
        for (name, mass_points) in
            [("rddensity_default", true), ("rddensity_no_masspoints", false), ("rddensity_fixed_h1_p2", false)]
        {
            let reference = &expected[name];
            let h = |side: &str| reference["h"][side].as_f64().expect("a bandwidth");
            let settings = density::Settings { at: 0.0, bandwidths: [h("left"), h("right")], order: 2, mass_points };
            let found = jump(&gaps, &settings).expect("a jump");
            let what = |part: &str| format!("{case} {name} {part}");
            if name != "rddensity_fixed_h1_p2" {
                let found = bandwidth::comb(&gaps, 0.0, 2, mass_points).expect("bandwidths");
                for (found, side) in found.into_iter().zip(["left", "right"]) {
                    close(found, &reference["h"][side], 1e-7, &format!("{case} {name} bandwidth {side}"));
                }
            }
            close(found.left.density, &reference["hat"]["left"], 1e-9, &what("left"));
            close(found.right.density, &reference["hat"]["right"], 1e-9, &what("right"));
            close(found.difference, &reference["hat"]["diff"], 1e-8, &what("difference"));
            close(found.left.se, &reference["sd_jk"]["left"], 1e-9, &what("left se"));
            close(found.right.se, &reference["sd_jk"]["right"], 1e-9, &what("right se"));
            close(found.se, &reference["sd_jk"]["diff"], 1e-9, &what("se"));
            close(found.t, &reference["test"]["t_jk"], 1e-8, &what("t"));
            close(found.p, &reference["test"]["p_jk"], 1e-7, &what("p"));
            let counts = [found.left.n + found.right.n, found.left.n, found.right.n, found.left.used, found.right.used];
            for (count, key) in counts.into_iter().zip(["full", "left", "right", "eff_left", "eff_right"]) {
                assert_eq!(Some(count as u64), reference["N"][key].as_u64(), "{}", what(key));
            }
        }
    }
}

#[test]
fn multiples_are_told_from_rounding() {
    assert!(is_multiple(7.5, 0.5) && is_multiple(-0.3, 0.1) && is_multiple(0.0, 0.5) && !is_multiple(7.4, 0.5));
}
