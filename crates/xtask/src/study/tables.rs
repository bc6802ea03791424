//! The tables of a generated study: their columns, described once for the files and for the data package.

use super::Size;
use super::rows;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cells {
    /// The row's own id, unique.
    Id,
    /// The id of a row of this file.
    Key(&'static str),
    Text,
    /// A date in EDTF.
    Date,
    /// A number within these bounds.
    Number(f64, f64),
    /// One of these words.
    Words(&'static [&'static str]),
    /// A web address.
    Address,
    /// A citation, which is no fact of its own.
    Source,
}

/// A column: header, cells, whether a row must have it.
pub type Column = (&'static str, Cells, bool);

/// Cells of a row, in the order of the columns.
pub type Row = Vec<String>;

/// A table of the generated study.
pub struct Table {
    pub file: &'static str,
    /// Whether the lean study has it.
    pub lean: bool,
    pub columns: &'static [Column],
    pub rows: fn(&Size) -> Vec<Row>,
}

use Cells::{Address, Date, Id, Key, Number, Source, Text, Words};

const CRS: Cells = Words(&["wgs84", "gcj02", "bd09", "unknown"]);
const STATUS: Cells =
    Words(&["planned", "active", "paused", "relocated", "absorbed", "converted", "closed", "unknown"]);
const LATITUDE: Cells = Number(-90.0, 90.0);
const LONGITUDE: Cells = Number(-180.0, 180.0);
const COUNT: Cells = Number(0.0, 1e9);

/// Columns of the places; the lean study leaves most of them blank.
pub const PLACES: &[Column] = &[
    ("id", Id, true),
    ("kind", Words(&["makerspace", "coworking", "fablab", "incubator", "park"]), false),
    ("name", Text, false),
    ("name_zh", Text, false),
    ("opened", Date, false),
    ("closed", Date, false),
    ("status", STATUS, false),
    ("last_confirmed", Date, false),
    ("territory", Key("territories.csv"), false),
    ("lat", LATITUDE, false),
    ("lon", LONGITUDE, false),
    ("crs", CRS, false),
    ("precision_m", COUNT, false),
    ("address", Text, false),
    ("website", Address, false),
    ("governance", Words(&["bottom-up", "top-down", "mixed"]), false),
    ("area_m2", COUNT, false),
    ("members", COUNT, false),
    ("source", Source, false),
    ("opened.source", Source, false),
];

/// Every table, in the order in which they are written.
pub const TABLES: &[Table] = &[
    Table {
        file: "territories.csv",
        lean: true,
        columns: &[
            ("id", Id, true),
            ("name", Text, false),
            ("name_zh", Text, false),
            ("level", Words(&["country", "province", "county"]), false),
            ("parent", Key("territories.csv"), false),
            ("lat", LATITUDE, false),
            ("lon", LONGITUDE, false),
            ("crs", CRS, false),
            ("source", Source, false),
        ],
        rows: rows::territories,
    },
    Table { file: "places.csv", lean: true, columns: PLACES, rows: rows::places },
    Table {
        file: "names.csv",
        lean: false,
        columns: &[
            ("entity", Key("places.csv"), true),
            ("text", Text, true),
            ("lang", Text, false),
            ("script", Words(&["Hans", "Hant", "Latn"]), false),
            ("type", Words(&["official", "short", "former", "pinyin", "alias"]), false),
            ("valid", Date, false),
            ("source", Source, false),
        ],
        rows: rows::names,
    },
    Table {
        file: "sites.csv",
        lean: false,
        columns: &[
            ("id", Id, true),
            ("place", Key("places.csv"), true),
            ("address", Text, false),
            ("lat", LATITUDE, false),
            ("lon", LONGITUDE, false),
            ("crs", CRS, false),
            ("precision_m", COUNT, false),
            ("valid", Date, false),
            ("source", Source, false),
        ],
        rows: rows::sites,
    },
    Table {
        file: "spells.csv",
        lean: false,
        columns: &[
            ("place", Key("places.csv"), true),
            ("status", STATUS, false),
            ("from", Date, false),
            ("to", Date, false),
            ("last_confirmed", Date, false),
            ("exit_reason", Text, false),
            ("source", Source, false),
        ],
        rows: rows::spells,
    },
    Table {
        file: "actors.csv",
        lean: false,
        columns: &[
            ("id", Id, true),
            ("kind", Words(&["organisation", "community"]), false),
            ("name", Text, false),
            ("name_zh", Text, false),
            ("territory", Key("territories.csv"), false),
            ("source", Source, false),
        ],
        rows: rows::actors,
    },
    Table {
        file: "ties.csv",
        lean: false,
        columns: &[
            ("from", Key("actors.csv"), true),
            ("to", Key("places.csv"), true),
            ("relation", Words(&["supports", "meets-at"]), false),
            ("layer", Words(&["physical", "virtual", "organisational", "economic"]), false),
            ("weight", COUNT, false),
            ("valid", Date, false),
            ("source", Source, false),
        ],
        rows: rows::ties,
    },
    Table {
        file: "observations.csv",
        lean: false,
        columns: &[
            ("entity", Key("places.csv"), true),
            ("indicator", Words(&["events_held", "firms_hosted"]), true),
            ("period", Date, false),
            ("value", COUNT, true),
            ("unit", Text, false),
            ("source", Source, false),
        ],
        rows: rows::observations,
    },
    Table {
        file: "claims.csv",
        lean: false,
        columns: &[
            ("entity", Key("places.csv"), true),
            ("property", Text, true),
            ("value", Text, true),
            ("status", Words(&["accepted", "conflict", "rejected"]), false),
            ("certainty", Words(&["stated", "inferred", "approximate", "doubtful"]), false),
            ("source", Source, false),
        ],
        rows: rows::claims,
    },
];

impl Table {
    /// The file's text: header and rows.
    pub fn csv(&self, rows: &[Row]) -> String {
        let header: Row = self.columns.iter().map(|(name, _, _)| (*name).to_owned()).collect();
        let mut out = String::new();
        for row in std::iter::once(&header).chain(rows) {
            let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
            out.push_str(&cells.join(","));
            out.push('\n');
        }
        out
    }

    /// Cells of the row that say something of its subject: not its id, the key it hangs on, or a citation.
    pub fn facts_in(&self, row: &[String]) -> usize {
        let says = |((_, cells, _), at): (&Column, usize)| !matches!(cells, Id | Source) && at != 0;
        self.columns.iter().zip(0..).zip(row).filter(|(column, cell)| says(*column) && !cell.is_empty()).count()
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_names_a_row() {
        let size = Size::full(300);
        let ids = |file: &str| -> BTreeSet<String> {
            let table = TABLES.iter().find(|t| t.file == file).expect("a table");
            (table.rows)(&size).into_iter().map(|row| row[0].clone()).collect()
        };
        for table in TABLES {
            let rows = (table.rows)(&size);
            for (at, (header, cells, required)) in table.columns.iter().enumerate() {
                let known = if let Key(file) = cells { ids(file) } else { BTreeSet::new() };
                for row in &rows {
                    assert_eq!(row.len(), table.columns.len(), "{}", table.file);
                    let cell = &row[at];
                    assert!(!(*required && cell.is_empty()), "{} {header}", table.file);
                    match cells {
                        Key(_) if !cell.is_empty() => assert!(known.contains(cell), "{} {header} {cell}", table.file),
                        Words(words) if !cell.is_empty() => assert!(words.contains(&cell.as_str()), "{cell}"),
                        Number(least, most) if !cell.is_empty() => {
                            let value: f64 = cell.parse().expect("a number");
                            assert!((*least..=*most).contains(&value), "{cell}");
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    #[test]
    fn cells_with_commas_and_quotes_are_quoted() {
        assert_eq!(quoted("[2009,2010]"), "\"[2009,2010]\"");
        assert_eq!(quoted("a \"b\""), "\"a \"\"b\"\"\"");
    }
}
