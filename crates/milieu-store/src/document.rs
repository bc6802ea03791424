//! The database described: for `milieu query --schema` and docs/sql.md.

use crate::table::TableDoc;

/// A function queries may use.
#[derive(Clone, Copy, Debug)]
pub struct FunctionDoc {
    /// Name.
    pub name: &'static str,
    /// How it is called.
    pub call: &'static str,
    /// What it gives.
    pub doc: &'static str,
}

/// Functions beyond SQLite's own.
pub const FUNCTIONS: &[FunctionDoc] = &[
    FunctionDoc { name: "median", call: "median(x)", doc: "The median; nulls are left out." },
    FunctionDoc {
        name: "quantile",
        call: "quantile(x, p)",
        doc: "The p-quantile, 0 ≤ p ≤ 1, between order statistics (type 7 of Hyndman & Fan, R's default).",
    },
    FunctionDoc {
        name: "stddev",
        call: "stddev(x)",
        doc: "The sample standard deviation (n − 1); null for fewer than two numbers.",
    },
    FunctionDoc {
        name: "fold",
        call: "fold(text)",
        doc: "The search form: lower case, without marks, Traditional characters made Simplified.",
    },
    FunctionDoc {
        name: "pinyin",
        call: "pinyin(text)",
        doc: "Han characters romanised, with tone marks; a suggestion.",
    },
    FunctionDoc {
        name: "distance_m",
        call: "distance_m(lat1, lon1, lat2, lon2)",
        doc: "Geodesic distance on WGS84, metres; null where a position is missing or impossible.",
    },
];

/// What is said of tables beside the study's.
const OWN: &str = "
## Tables of one's own

`milieu query --table PATH` puts a table beside those of the study, `--table NAME=PATH` under a name of your choice; else it is called as
its file or folder. It is a CSV file with a header, a Parquet file, or a folder of them whose columns are the same, which are read as one
table in the order of their names. Whole numbers are integers, other numbers real, blank cells null; true and false of Parquet are 1 and 0, dates text.
`rowid` counts the rows from 1. What `milieu lab sweep --out runs` writes is asked so:

```sh
milieu query --table runs/design.parquet --table runs/metrics \"
  select design.rent, avg(metrics.value) as places
  from design join metrics using (run_id)
  where metrics.indicator = 'places' and metrics.scope = 'nation'
  group by design.rent\"
```
";

/// Tables, columns and functions as Markdown.
#[must_use]
pub fn markdown(tables: &[TableDoc]) -> String {
    let mut out = String::new();
    for table in tables {
        out.push_str(&format!("## {}\n\n{}\n\n| column | type | meaning |\n|---|---|---|\n", table.name, table.doc));
        for column in &table.columns {
            let ty = if column.ty.is_empty() { "number or text" } else { column.ty };
            out.push_str(&format!("| `{}` | {ty} | {} |\n", column.name, column.doc.replace('|', "\\|")));
        }
        out.push('\n');
    }
    out.push_str("## Functions\n\nBeside SQLite's own.\n\n| call | gives |\n|---|---|\n");
    for function in FUNCTIONS {
        out.push_str(&format!("| `{}` | {} |\n", function.call, function.doc));
    }
    out.push_str(OWN);
    out
}
