//! Reading of reference cases: a table, the numbers expected of it, and how near they must be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A folder of cases: `tests/reference` holds those that are free, `../../../shared/reference` all.
pub fn folder(within: &str, family: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(within).join(family)
}

/// Rows of a table, by header.
pub fn rows(folder: &Path, file: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join(file)).expect("a table");
    let headers = reader.headers().expect("a header").clone();
    reader
        .records()
        .map(|row| headers.iter().zip(&row.expect("a row")).map(|(h, c)| (h.to_owned(), c.to_owned())).collect())
        .collect()
}

/// What a case must give.
pub fn expected(folder: &Path, case: &str) -> Value {
    let text = fs::read_to_string(folder.join(format!("{case}.expected.json"))).expect("expected numbers");
    serde_json::from_str(&text).expect("JSON")
}

/// Fails unless two numbers agree to a relative tolerance (absolute below 1).
#[track_caller]
pub fn near(got: f64, want: &Value, tolerance: f64, what: &str) {
    let want = want.as_f64().unwrap_or_else(|| panic!("{what}: {want} is no number"));
    let error = (got - want).abs() / want.abs().max(if tolerance < 1e-8 { 1e-3 } else { 1.0 });
    assert!(error <= tolerance, "{what}: {got} instead of {want}, {error:.1e} off");
}
