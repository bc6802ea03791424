//! Agreement on the cases that are not ours to ship: `cargo xtask test shared`.

use std::fs;
use std::path::Path;

use milieu_method::agreement::{Chance, Ratings, Weights, agreement, cohen, fleiss_complete};
use serde_json::Value;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/reliability").join(file);
    fs::read_to_string(path).expect("a reference file")
}

fn close(found: f64, expected: &Value, relative: f64, what: &str) {
    let expected = expected.as_f64().expect("a number");
    assert!((found - expected).abs() <= relative * expected.abs(), "{what}: {found} is not {expected}");
}

#[test]
#[ignore = "needs ../shared"]
fn fleiss_1971_psychiatric_diagnoses() {
    let text = read("diagnoses.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let words: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
    let mut scheme: Vec<&String> = words.iter().flatten().collect();
    scheme.sort();
    scheme.dedup();
    let code = |word: &String| scheme.iter().position(|held| *held == word);
    let rows: Vec<Vec<Option<usize>>> = words.iter().map(|row| row.iter().map(code).collect()).collect();
    let values: Vec<f64> = (1..=5u8).map(f64::from).collect();
    let ratings = Ratings::of_codes(&rows, values.clone()).expect("ratings");
    let expected: Value = serde_json::from_str(&read("diagnoses.expected.json")).expect("JSON");

    let fleiss = fleiss_complete(&ratings).expect("Fleiss");
    close(fleiss.kappa, &expected["fleiss"]["kappa"], 1e-9, "kappa");
    close(fleiss.z, &expected["fleiss"]["z"], 1e-9, "z");
    let detail = &expected["fleiss_detail"];
    for (at, printed) in detail["Freq"].as_array().expect("numbers").iter().enumerate() {
        let kappa = fleiss.of_category[at % 5].expect("used and not by all");
        let z = kappa / fleiss.se_of_category;
        let found = match detail["Var2"][at].as_str() {
            Some("Kappa") => kappa,
            Some("z") => z,
            // Printed as zero: below half a thousandth.
            _ if z > 3.3 => 0.0,
            _ => 1.0,
        };
        let printed = printed.as_f64().expect("a number");
        assert!((found - printed).abs() <= 5.001e-4, "category {at}: {found} is not {printed}");
    }
    let conger = agreement(&ratings, Chance::Conger, Weights::Identity, 0.95).expect("Conger");
    close(conger.value, &expected["conger_exact"], 1e-9, "Conger");
    let same = agreement(&ratings, Chance::Fleiss, Weights::Identity, 0.95).expect("Fleiss with blanks allowed");
    close(same.value, &expected["fleiss"]["kappa"], 1e-9, "kappa, form for blanks");

    let coder = |at: usize| ratings.of_coder(at).collect::<Vec<_>>();
    let pair = |a: usize, b: usize| cohen(&coder(a), &coder(b), &values, Weights::Identity, 0.95).expect("Cohen");
    for (name, a, b) in [("cohen_12", 0, 1), ("cohen_23", 1, 2)] {
        let found = pair(a, b);
        close(found.kappa, &expected[name]["kappa"], 1e-9, name);
        close(found.z, &expected[name]["z"], 1e-9, name);
        // The peer subtracts from 1, so that its p is known to within the rounding of 1 only.
        let p = expected[name]["p"].as_f64().expect("a number");
        assert!((found.p - p).abs() < 4.0 * f64::EPSILON, "{name}: {} is not {p}", found.p);
    }
    let pairs: Vec<f64> = (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b))).map(|(a, b)| pair(a, b).kappa).collect();
    close(pairs.iter().sum::<f64>() / pairs.len() as f64, &expected["light"], 1e-9, "Light: mean of the pairs");
    let unanimous = ratings.rows().filter(|row| row.windows(2).all(|two| two[0] == two[1])).count();
    close(unanimous as f64 * 100.0 / ratings.units() as f64, &expected["agreement_pct"], 1e-9, "unanimous");
}
