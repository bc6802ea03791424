//! Agreement against the field's programs, on free cases (`tests/reference/reliability/ORIGIN.md`).

use std::fs;
use std::path::Path;

use milieu_method::agreement::{Chance, Level, Ratings, Weights, agreement, alpha, bootstrap, fleiss_complete};
use serde_json::Value;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/reliability").join(file);
    fs::read_to_string(path).expect("a reference file")
}

fn expected(file: &str) -> Value {
    serde_json::from_str(&read(file)).expect("JSON")
}

fn ratings(file: &str) -> Ratings {
    let text = read(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let cell = |cell: &str| (!cell.is_empty()).then(|| cell.parse().expect("a number"));
    let rows: Vec<Vec<Option<f64>>> =
        reader.records().map(|row| row.expect("a row").iter().skip(1).map(cell).collect()).collect();
    Ratings::of_numbers(&rows).expect("ratings")
}

fn close(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs().max(1e-300), "{what}: {found} is not {expected}");
}

/// The peer prints this many decimals.
fn printed(found: f64, expected: f64, decimals: i32, what: &str) {
    assert!((found - expected).abs() <= 0.5001 * 10f64.powi(-decimals), "{what}: {found} is not {expected}");
}

fn alphas(ratings: &Ratings, values: &Value, case: &str) {
    for (name, value) in values.as_object().expect("levels") {
        let level = Level::parse(name).expect("a level");
        let found = alpha(ratings, level).expect("alpha").alpha;
        close(found, value.as_f64().expect("a number"), 1e-9, &format!("{case} {name}"));
    }
}

fn coefficients(ratings: &Ratings, values: &Value, weights: Weights, case: &str) {
    for (name, value) in values.as_object().expect("coefficients") {
        let chance = match name.as_str() {
            "alpha" => Chance::Krippendorff,
            "gwet" => Chance::Gwet,
            "fleiss" => Chance::Fleiss,
            "conger" => Chance::Conger,
            "bp" => Chance::BrennanPrediger,
            "pa" => Chance::None,
            other => panic!("unknown coefficient {other}"),
        };
        let what = |part: &str| format!("{case} {name} {part}");
        let number = |key: &str| value[key].as_f64().unwrap_or_else(|| panic!("{}", what(key)));
        let found = agreement(ratings, chance, weights, 0.95).expect("agreement");
        close(found.observed, number("pa"), 1e-9, &what("observed"));
        assert!((found.expected - number("pe")).abs() <= 1e-9, "{}", what("expected"));
        if chance == Chance::None {
            close(found.value, number("coeff.val"), 1e-9, &what("value"));
        } else {
            printed(found.value, number("coeff.val"), 5, &what("value"));
        }
        printed(found.se, number("coeff.se"), 5, &what("se"));
        assert!((found.p - number("p.value")).abs() <= 1e-9 * number("p.value") + 1e-15, "{} {}", what("p"), found.p);
        let ends = value["conf.int"].as_str().expect("an interval");
        let ends: Vec<f64> = ends.trim_matches(['(', ')']).split(',').map(|e| e.parse().expect("an end")).collect();
        printed(found.interval[0], ends[0], 3, &what("lower end"));
        printed(found.interval[1], ends[1], 3, &what("upper end"));
    }
}

#[test]
fn krippendorff_2011_example_d_and_e() {
    let ratings = ratings("krippendorff2011.csv");
    alphas(&ratings, &expected("krippendorff2011.expected.json")["alpha"], "python");
    let r = expected("krippendorff2011.R.expected.json");
    alphas(&ratings, &r["irr_kripp_alpha"], "irr");
    coefficients(&ratings, &r["irrCAC_unweighted"], Weights::Identity, "unweighted");
    coefficients(&ratings, &r["irrCAC_ordinal"], Weights::Ordinal, "ordinal");
}

#[test]
fn five_coders_with_blanks() {
    let ratings = ratings("own_forms.csv");
    let python = expected("own_forms.expected.json");
    alphas(&ratings, &python["alpha"], "python");
    let r = expected("own_forms.R.expected.json");
    alphas(&ratings, &r["irr_kripp_alpha"], "irr");
    coefficients(&ratings, &r["irrCAC_unweighted"], Weights::Identity, "unweighted");
    coefficients(&ratings, &r["irrCAC_quadratic"], Weights::Quadratic, "quadratic");

    let found = bootstrap(&ratings, Level::Nominal, 2_000, 0.95, 1).expect("a bootstrap");
    let quantile = |name: &str| python["nominal_unit_bootstrap"][name].as_f64().expect("a quantile");
    assert!((found.interval[0] - quantile("q025")).abs() < 0.01, "{found:?}");
    assert!((found.median - quantile("q50")).abs() < 0.01, "{found:?}");
    assert!((found.interval[1] - quantile("q975")).abs() < 0.01, "{found:?}");
    assert_eq!((found.replicates, found.undefined), (2_000, 0));
    assert_eq!(fleiss_complete(&ratings).expect_err("blanks").name, "blank-cells");
}
