//! The same tables described for Frictionless, as far as a table schema can say what a study's contract says:
//! types, required cells, allowed words, patterns, unique ids, foreign keys.

use serde_json::{Value, json};

use super::tables::{Cells, Column, TABLES, Table};

/// An id, as the contract of a study has it.
const ID: &str = "[A-Za-z0-9][A-Za-z0-9._@-]*";
/// Citations, `key locator; key locator`.
const SOURCE: &str = "[A-Za-z0-9][^ ;]*( [^;]+)?(; *[A-Za-z0-9][^ ;]*( [^;]+)?)*";
/// As much of EDTF as a pattern can say: digits, unknown parts, doubt, intervals, sets, but no calendar.
const DATE: &str = concat!(
    r"(\[[0-9X]{4}(-[0-9X]{2}){0,2}(, ?[0-9X]{4}(-[0-9X]{2}){0,2})*\]",
    r"|(\.\.|[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?)?(/(\.\.|[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?)?)?)"
);

/// The text of `datapackage.json`.
pub fn descriptor() -> String {
    let resources: Vec<Value> = TABLES.iter().map(resource).collect();
    let package = json!({ "name": "generated-study", "resources": resources });
    format!("{package:#}\n")
}

fn resource(table: &Table) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if let Some((id, _, _)) = table.columns.iter().find(|(_, cells, _)| *cells == Cells::Id) {
        schema["primaryKey"] = json!([id]);
    }
    let keys: Vec<Value> = table.columns.iter().filter_map(|column| foreign_key(table, column)).collect();
    if !keys.is_empty() {
        schema["foreignKeys"] = json!(keys);
    }
    json!({ "name": name(table.file), "type": "table", "path": table.file, "schema": schema })
}

/// The resource's name: the file's without its ending.
fn name(file: &str) -> &str {
    file.trim_end_matches(".csv")
}

fn field((header, cells, required): &Column) -> Value {
    let mut field = json!({ "name": header, "type": "string" });
    let mut constraints = serde_json::Map::new();
    match cells {
        Cells::Number(least, most) => {
            field["type"] = json!("number");
            constraints.insert("minimum".to_owned(), json!(least));
            constraints.insert("maximum".to_owned(), json!(most));
        }
        Cells::Words(words) => {
            constraints.insert("enum".to_owned(), json!(words));
        }
        Cells::Address => field["format"] = json!("uri"),
        Cells::Id => {
            constraints.insert("unique".to_owned(), json!(true));
            constraints.insert("pattern".to_owned(), json!(ID));
        }
        Cells::Date => {
            constraints.insert("pattern".to_owned(), json!(DATE));
        }
        Cells::Source => {
            constraints.insert("pattern".to_owned(), json!(SOURCE));
        }
        Cells::Text | Cells::Key(_) => {}
    }
    if *required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if !constraints.is_empty() {
        field["constraints"] = Value::Object(constraints);
    }
    field
}

fn foreign_key(table: &Table, (header, cells, _): &Column) -> Option<Value> {
    let Cells::Key(file) = cells else { return None };
    // A table refers to itself by an empty name.
    let resource = if *file == table.file { "" } else { name(file) };
    Some(json!({ "fields": [header], "reference": { "resource": resource, "fields": ["id"] } }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_descriptor_says_what_the_tables_are() {
        let package: Value = serde_json::from_str(&descriptor()).expect("JSON");
        let places = &package["resources"][1];
        assert_eq!(places["path"], "places.csv");
        assert_eq!(places["schema"]["primaryKey"], json!(["id"]));
        assert_eq!(places["schema"]["foreignKeys"][0]["reference"]["resource"], "territories");
        let latitude = &places["schema"]["fields"][9];
        assert_eq!((&latitude["name"], &latitude["constraints"]["maximum"]), (&json!("lat"), &json!(90.0)));
    }
}
