//! Reads a reference case (a table and its expected numbers) and compares.

#![allow(dead_code, reason = "each suite uses its part")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A table with its expected numbers.
pub struct Case {
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
    expected: Value,
}

/// The folder of a family beside the repository.
pub fn shared(family: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference").join(family)
}

/// The folder of a family in the repository.
pub fn own(family: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(family)
}

impl Case {
    pub fn read(folder: &Path, name: &str) -> Self {
        let mut reader = csv::Reader::from_path(folder.join(format!("{name}.csv"))).expect("a table");
        let headers = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let rows = reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect();
        let text = fs::read_to_string(folder.join(format!("{name}.expected.json"))).expect("expected numbers");
        Self { headers, rows, expected: serde_json::from_str(&text).expect("JSON") }
    }

    fn index(&self, column: &str) -> usize {
        self.headers.iter().position(|h| h == column).expect(column)
    }

    /// Leaves out rows with a blank in one of these columns.
    pub fn complete(mut self, columns: &[&str]) -> Self {
        let wanted: Vec<usize> = columns.iter().map(|c| self.index(c)).collect();
        self.rows.retain(|row| wanted.iter().all(|&c| !["", "NA"].contains(&row[c].as_str())));
        self
    }

    /// Leaves out rows a condition does not hold for.
    pub fn only(mut self, column: &str, value: &str) -> Self {
        let at = self.index(column);
        self.rows.retain(|row| row[at] == value);
        self
    }

    pub fn text(&self, column: &str) -> Vec<&str> {
        let at = self.index(column);
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    /// Numbers of a column; a blank is infinite.
    pub fn numbers(&self, column: &str) -> Vec<f64> {
        let number = |cell: &str| if ["", "NA"].contains(&cell) { f64::INFINITY } else { cell.parse().expect(cell) };
        self.text(column).into_iter().map(number).collect()
    }

    pub fn equals(&self, column: &str, value: &str) -> Vec<bool> {
        self.text(column).into_iter().map(|cell| cell == value).collect()
    }

    /// A column as 0 and 1.
    pub fn indicator(&self, column: &str, value: &str) -> Vec<f64> {
        self.equals(column, value).into_iter().map(|b| f64::from(u8::from(b))).collect()
    }

    /// Codes by the sorted values of a column.
    pub fn codes(&self, column: &str) -> Vec<usize> {
        let cells = self.text(column);
        let mut values = cells.clone();
        values.sort_unstable_by(|a, b| match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(a), Ok(b)) => a.total_cmp(&b),
            _ => a.cmp(b),
        });
        values.dedup();
        cells.iter().map(|c| values.iter().position(|v| v == c).expect("a value")).collect()
    }

    /// An expected value by its path: `cox_efron/zph/km/chisq`.
    pub fn value(&self, path: &str) -> &Value {
        path.split('/').fold(&self.expected, |v, key| {
            let next = if let Ok(i) = key.parse::<usize>() { v.get(i).or_else(|| v.get(key)) } else { v.get(key) };
            next.unwrap_or_else(|| panic!("no expected value {path}"))
        })
    }

    pub fn has(&self, path: &str) -> bool {
        self.expected.pointer(&format!("/{path}")).is_some()
    }

    /// Expected numbers: a list, a list of lists row by row, or the values of a map.
    pub fn expect(&self, path: &str) -> Vec<f64> {
        fn flat(value: &Value, to: &mut Vec<f64>) {
            match value {
                Value::Array(values) => values.iter().for_each(|v| flat(v, to)),
                Value::Object(values) => values.values().for_each(|v| flat(v, to)),
                Value::Number(n) => to.push(n.as_f64().expect("a number")),
                Value::Null => to.push(f64::NAN),
                Value::String(s) if s == "Inf" => to.push(f64::INFINITY),
                other => panic!("not a number: {other}"),
            }
        }
        let mut found = vec![];
        flat(self.value(path), &mut found);
        found
    }

    /// Compares a whole list, relatively; values below 1e-12 absolutely.
    #[track_caller]
    pub fn same(&self, path: &str, found: &[f64], tolerance: f64) {
        let expected = self.expect(path);
        assert_eq!(expected.len(), found.len(), "{path}: how many");
        for (i, (e, f)) in expected.iter().zip(found).enumerate() {
            close(&format!("{path}[{i}]"), *e, *f, tolerance);
        }
    }

    /// Compares the values of a map, key by key.
    #[track_caller]
    pub fn same_keys(&self, path: &str, keys: &[&str], found: &[f64], tolerance: f64) {
        assert_eq!(self.value(path).as_object().map(serde_json::Map::len), Some(keys.len()), "{path}: how many");
        assert_eq!(keys.len(), found.len(), "{path}: how many");
        for (key, f) in keys.iter().zip(found) {
            let expected = self.value(path)[key].as_f64().unwrap_or_else(|| panic!("{path}: no {key}"));
            close(&format!("{path}/{key}"), expected, *f, tolerance);
        }
    }

    /// Compares the first values of a list.
    #[track_caller]
    pub fn same_start(&self, path: &str, found: &[f64], tolerance: f64) {
        let expected = self.expect(path);
        self.same(path, &found[..expected.len()], tolerance);
    }
}

/// Whether two numbers are the same but for a relative tolerance.
#[track_caller]
pub fn close(what: &str, expected: f64, found: f64, tolerance: f64) {
    let near = (expected - found).abs() <= tolerance * expected.abs().max(found.abs()) + tolerance * 1e-3;
    assert!(
        near || expected == found || (expected.is_nan() && found.is_nan()),
        "{what}: expected {expected}, found {found}"
    );
}
