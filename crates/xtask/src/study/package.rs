//! The same tables described for Frictionless: types, required cells, allowed words, unique ids, foreign keys.

use serde_json::{Value, json};

use super::tables::{Cells, Column, TABLES, Table};

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
        }
        Cells::Text | Cells::Key(_) | Cells::Source => {}
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
