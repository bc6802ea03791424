//! Bunching on the case that is not ours to ship: `cargo xtask test shared`.
//!
//! The reference's standard errors (`B_sd`, `b_sd`) are not compared: that program also draws from what the bunch leaves over, so that one bin's
//! excess is dealt to others; the published procedure, and ours, draws from what the fit leaves over.

use std::fs;
use std::path::Path;

use milieu_method::target::bunching::{Window, bunching, spread};
use serde_json::Value;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/targets").join(file);
    fs::read_to_string(path).expect("a reference file")
}

fn close(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{what}: {found} is not {expected}");
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("numbers").iter().map(|v| v.as_f64().expect("a number")).collect()
}

#[test]
#[ignore = "needs ../shared"]
fn examples_of_the_bunching_package() {
    let text = read("bunching_kink_counts.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let pairs: Vec<(f64, f64)> = reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            (row[0].parse().expect("a value"), row[1].parse().expect("a count"))
        })
        .collect();
    let expected: Value = serde_json::from_str(&read("bunching_kink.expected.json")).expect("JSON");
    let plain = Window {
        at: 10_000.0,
        width: 50.0,
        below: 19,
        above: 19,
        bunch_below: 0,
        bunch_above: 0,
        degree: 4,
        round: vec![],
        corrections: 0,
    };
    // The peer stops its correction when it moves by less than a thousandth: after two steps.
    let cases = [
        ("ex1_corrected", Window { corrections: 2, ..plain.clone() }),
        ("ex1_uncorrected", plain.clone()),
        ("ex2_diffuse", Window { bunch_below: 2, bunch_above: 2, ..plain.clone() }),
        ("ex4_round_numbers_250_500", Window { degree: 6, round: vec![250.0, 500.0], ..plain.clone() }),
    ];
    for (name, window) in cases {
        let reference = &expected[name];
        let number = |key: &str| reference[key].as_f64().expect("a number");
        // The package adds numbers for its second and fourth example; their counts are those it was given.
        let given: Vec<(f64, f64)> =
            numbers(&reference["data"]["bin"]).into_iter().zip(numbers(&reference["data"]["freq_orig"])).collect();
        let values = if name.starts_with("ex1") { &pairs } else { &given };
        let found = bunching(values, &window).expect("bunching");
        assert_eq!(found.bins, numbers(&reference["data"]["bin"]), "{name}");
        assert_eq!(found.counts, numbers(&reference["data"]["freq"]), "{name}");
        for (found, expected) in found.counterfactual.iter().zip(numbers(&reference["cf"])) {
            close(*found, expected, 1e-9, &format!("{name} counterfactual"));
        }
        // Printed to nine decimals.
        close(found.excess, number("B"), 2e-9, &format!("{name} B"));
        close(found.relative, number("b"), 2e-9, &format!("{name} b"));
        close(found.marginal, number("marginal_buncher"), 2e-9, &format!("{name} marginal"));
        // Elasticity at the kink of the package's example, whose tax rises from 0 to 0.2.
        close(found.relative * 50.0 / 10_000.0 / 0.2, number("e"), 2e-8, &format!("{name} e"));
    }
    let converged = bunching(&pairs, &Window { corrections: 200, ..plain.clone() }).expect("bunching");
    close(converged.excess, expected["ex1_corrected"]["B"].as_f64().expect("B"), 1e-4, "converged");
    assert!(converged.corrections < 30, "{}", converged.corrections);
    let spread = spread(&pairs, &plain, 500, 1).expect("a spread");
    assert!(spread.relative > 0.03 && spread.relative < 0.12, "{spread:?}");
}
