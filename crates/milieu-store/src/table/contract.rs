//! The contract's tables as they stand in the study: cells as written, numbers as numbers, dates
//! with their first and last day.

use milieu_study::codebook::{Variable, VariableType};
use milieu_study::fact::{CellRef, FactIx, TableIx, Value};
use milieu_study::schema::{ColumnType, Table, TableSpec};
use milieu_study::settings;
use milieu_study::space::{self, Crs, LatLon};
use milieu_study::table::{Role, TableData};
use milieu_study::{Study, time};

use super::{ColumnDoc, Sink, TableDoc, column, day};
use crate::cell::Cell;

/// How a column's cells go into the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Yes,
    Date,
    /// A number where the compiler read one, else words.
    Dependent,
}

/// A column of a table before its companions are added.
struct Own {
    name: String,
    kind: Kind,
    doc: String,
}

impl Kind {
    fn sql(self) -> &'static str {
        match self {
            Self::Text | Self::Date => "text",
            Self::Number => "real",
            Self::Yes => "integer",
            Self::Dependent => "",
        }
    }

    fn of(ty: ColumnType) -> Self {
        match ty {
            ColumnType::Number | ColumnType::Latitude | ColumnType::Longitude => Self::Number,
            ColumnType::Edtf => Self::Date,
            ColumnType::Dependent => Self::Dependent,
            _ => Self::Text,
        }
    }

    fn of_variable(variable: &Variable) -> Self {
        match variable.ty {
            VariableType::Number | VariableType::Integer => Self::Number,
            VariableType::Bool => Self::Yes,
            VariableType::Edtf => Self::Date,
            VariableType::Text | VariableType::Values(_) | VariableType::Scheme(_) => Self::Text,
        }
    }
}

/// Columns of a table: the contract's, then what the study's files have beyond them, then where
/// the row stands.
pub fn columns(spec: &TableSpec, study: Option<&Study>) -> Vec<ColumnDoc> {
    let mut found = vec![];
    for own in own(spec, study) {
        found.push(column(&own.name, own.kind.sql(), own.doc));
        if own.kind == Kind::Date {
            found.push(column(
                format!("{}_earliest", own.name),
                "text",
                "Its first day; null where not known or open.",
            ));
            found.push(column(format!("{}_latest", own.name), "text", "Its last day; null where not known or open."));
        }
    }
    if has_position(spec) {
        found.push(column("lat_wgs84", "real", "Latitude in WGS84, degrees; as given for an unknown datum."));
        found.push(column("lon_wgs84", "real", "Longitude in WGS84, degrees."));
    }
    found.push(column("file", "text", "File the row stands in."));
    found.push(column("line", "integer", "Its line."));
    // A name that stands twice (a header `opened_latest`, say) is kept once.
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|c| seen.insert(c.name.to_lowercase()));
    found
}

fn has_position(spec: &TableSpec) -> bool {
    spec.column("lat").is_some() && spec.column("lon").is_some()
}

fn own(spec: &TableSpec, study: Option<&Study>) -> Vec<Own> {
    let mut found: Vec<Own> = spec
        .columns
        .iter()
        .map(|c| Own { name: c.name.to_owned(), kind: Kind::of(c.ty), doc: c.doc.to_owned() })
        .collect();
    let source = "Citation of the row, as written.".to_owned();
    found.push(Own { name: "source".to_owned(), kind: Kind::Text, doc: source });
    let Some(study) = study else { return found };
    let languages: Vec<&str> = study.settings.languages.iter().map(String::as_str).collect();
    for table in study.tables.iter().filter(|t| t.table == spec.table) {
        for c in &table.columns {
            if c.name.is_empty() || found.iter().any(|o| o.name == c.name) {
                continue;
            }
            let (kind, doc) = match c.role {
                Role::Variable(v) => {
                    let variable = &study.codebook.variables[v];
                    (Kind::of_variable(variable), settings::pick(&variable.entry.label, &languages).to_owned())
                }
                Role::CellSource(cited) => {
                    (Kind::Text, format!("Citation of `{}`, as written.", table.columns[cited].name))
                }
                Role::Unknown => (Kind::Text, "Not in the contract nor the codebook.".to_owned()),
                Role::Contract(_) | Role::RowSource | Role::Duplicate => continue,
            };
            found.push(Own { name: c.name.clone(), kind, doc });
        }
    }
    found
}

/// Puts the rows of all files of a table into the database.
pub fn fill(study: &Study, of: Table, doc: &TableDoc, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    let own = own(of.spec(), Some(study));
    for (t, table) in study.tables.iter().enumerate().filter(|(_, t)| t.table == of) {
        let at: Vec<Option<usize>> = own.iter().map(|o| table.column(&o.name)).collect();
        let rows = Rows { study, ix: TableIx(t as u16), table, own: &own, at: &at, doc };
        for row in 0..table.len() {
            rows.write(row, sink)?;
        }
    }
    Ok(())
}

struct Rows<'a> {
    study: &'a Study,
    ix: TableIx,
    table: &'a TableData,
    own: &'a [Own],
    /// Where each of `own` stands in this file.
    at: &'a [Option<usize>],
    doc: &'a TableDoc,
}

/// A cell that owns its words.
enum Kept {
    Null,
    Number(f64),
    Text(String),
}

impl Kept {
    fn text(text: Option<String>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Null => Cell::Null,
            Self::Number(n) => Cell::Real(*n),
            Self::Text(text) => Cell::Text(text),
        }
    }
}

impl Rows<'_> {
    fn write(&self, row: usize, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
        let mut named: Vec<(String, Kept)> = vec![];
        for (own, &at) in self.own.iter().zip(self.at) {
            let text = at.map(|column| self.cell(row, column)).filter(|t| !t.is_empty());
            if own.kind == Kind::Date {
                let date = text.as_deref().and_then(|t| time::parse(t, self.study.settings.tolerance).ok());
                let bounds = date.map(|d| [d.bounds.earliest_start, d.bounds.latest_end].map(day));
                let [earliest, latest] = bounds.unwrap_or_default();
                named.push((format!("{}_earliest", own.name), Kept::text(earliest)));
                named.push((format!("{}_latest", own.name), Kept::text(latest)));
            }
            let kept = match (own.kind, text, at) {
                (_, None, _) | (_, _, None) => Kept::Null,
                (Kind::Text | Kind::Date, Some(text), _) => Kept::Text(text),
                (Kind::Number, Some(text), _) => text.parse().map_or(Kept::Null, Kept::Number),
                (Kind::Yes, Some(text), _) => match text.as_str() {
                    "yes" | "true" => Kept::Number(1.0),
                    "no" | "false" => Kept::Number(0.0),
                    _ => Kept::Null,
                },
                (Kind::Dependent, Some(text), Some(column)) => self.dependent(row, column, text),
            };
            named.push((own.name.clone(), kept));
        }
        if has_position(self.table.table.spec()) {
            let [lat, lon] = self.wgs84(row).map_or([Kept::Null, Kept::Null], |p| [p.lat, p.lon].map(Kept::Number));
            named.extend([("lat_wgs84".to_owned(), lat), ("lon_wgs84".to_owned(), lon)]);
        }
        let file = &self.study.file(self.table.file).path;
        let line = self.table.line(row);
        let cells: Vec<Cell<'_>> = self
            .doc
            .columns
            .iter()
            .map(|c| match c.name.as_str() {
                "file" => Cell::Text(file),
                "line" => Cell::Integer(i64::from(line)),
                name => named.iter().find(|(n, _)| n == name).map_or(Cell::Null, |(_, kept)| kept.cell()),
            })
            .collect();
        sink.row(&cells)
    }

    fn cell(&self, row: usize, column: usize) -> String {
        self.study.cell(CellRef { table: self.ix, row: row as u32, column: column as u16 }).into_owned()
    }

    /// What the compiler read, for cells whose type another cell decides.
    fn dependent(&self, row: usize, column: usize, text: String) -> Kept {
        let key = (self.ix, row as u32, column as u16);
        let at = self.study.facts.partition_point(|f| (f.at.table, f.at.row, f.at.column) < key);
        let fact = self.study.facts.get(at).filter(|f| (f.at.table, f.at.row, f.at.column) == key);
        match fact.map(|_| self.study.fact(FactIx(at as u32)).value) {
            Some(Value::Number(n)) => Kept::Number(n),
            _ => Kept::Text(text),
        }
    }

    fn wgs84(&self, row: usize) -> Option<LatLon> {
        let number = |name| self.table.column(name).and_then(|c| self.cell(row, c).parse::<f64>().ok());
        let given = LatLon { lat: number("lat")?, lon: number("lon")? };
        let crs = self.table.column("crs").and_then(|c| Crs::parse(&self.cell(row, c)));
        given.is_valid().then(|| space::to_wgs84(given, crs.unwrap_or(self.study.settings.crs)))
    }
}
