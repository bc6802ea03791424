//! The tables of a study explained, from the contract.

use milieu_study::schema::{CodeList, Column, ColumnType, SOURCE, TABLES, Table, TableSpec};
use serde::Serialize;

use super::Explained;
use super::page::Block;

#[derive(Serialize)]
struct Described {
    table: &'static str,
    file: &'static str,
    doc: &'static str,
    columns: Vec<DescribedColumn>,
}

#[derive(Serialize)]
struct DescribedColumn {
    name: &'static str,
    #[serde(rename = "type")]
    ty: String,
    required: bool,
    doc: &'static str,
}

#[derive(Serialize)]
struct Tables {
    tables: Vec<Described>,
}

pub fn one(spec: &'static TableSpec) -> Explained {
    let mut page = page(spec);
    page.push(Block::Text(
        "Any column may be cited by itself in a column `<column>.source`. Columns of your own are described in codebook.toml \
         (`[[variables]]`)."
            .to_owned(),
    ));
    Explained::new("table", &described(spec), page)
}

pub fn all() -> Explained {
    let tables = Tables { tables: TABLES.iter().map(described).collect() };
    let mut page = vec![
        Block::Title("The tables of a study".to_owned()),
        Block::Text(
            "All are optional CSV files in the study's folder. Blank cells are *not known*. Beside them stand study.toml \
             (title, languages, rules), codebook.toml (what words mean), sources.bib or sources.json (the bibliography), notes/*.md \
             (field notes) and geo/*.geojson (shapes of territories)."
                .to_owned(),
        ),
    ];
    page.extend(TABLES.iter().flat_map(self::page));
    Explained::new("tables", &tables, page)
}

fn described(spec: &'static TableSpec) -> Described {
    let column =
        |c: &Column| DescribedColumn { name: c.name, ty: type_in_words(c.ty), required: c.required, doc: c.doc };
    Described {
        table: spec.table.name(),
        file: spec.file,
        doc: spec.doc,
        columns: spec.columns.iter().chain([&SOURCE]).map(column).collect(),
    }
}

fn page(spec: &'static TableSpec) -> Vec<Block> {
    let mut rows = vec![["column", "holds", "meaning"].map(str::to_owned).to_vec()];
    for c in described(spec).columns {
        let doc = if c.required { format!("{} Required.", c.doc) } else { c.doc.to_owned() };
        rows.push(vec![c.name.to_owned(), short_type(spec, c.name).unwrap_or(c.ty), doc]);
    }
    let mut page = vec![Block::Title(spec.file.to_owned()), Block::Text(spec.doc.to_owned()), Block::Table(rows)];
    let words = spec.columns.iter().filter_map(|c| match c.ty {
        ColumnType::Word(words) => Some(format!("{}: {}", c.name, in_code(words))),
        _ => None,
    });
    let words: Vec<String> = words.collect();
    if !words.is_empty() {
        page.push(Block::Items(words));
    }
    page
}

/// Lists of words stand below the table.
fn short_type(spec: &TableSpec, column: &str) -> Option<String> {
    matches!(spec.column(column)?.ty, ColumnType::Word(_)).then(|| "a word".to_owned())
}

fn type_in_words(ty: ColumnType) -> String {
    match ty {
        ColumnType::Id => "id".to_owned(),
        ColumnType::Text => "text".to_owned(),
        ColumnType::Number => "number".to_owned(),
        ColumnType::Edtf => "date (EDTF)".to_owned(),
        ColumnType::Ref(tables) => format!("id of {}", of(tables)),
        ColumnType::Refs(tables) => format!("ids of {}, by `;`", of(tables)),
        ColumnType::Word(words) => format!("one of {}", in_code(words)),
        ColumnType::Code(list) => match list {
            CodeList::Kinds => "code of [[kinds]]".to_owned(),
            CodeList::Relations => "code of [[relations]]".to_owned(),
            CodeList::Indicators => "code of [[indicators]]".to_owned(),
            CodeList::Schemes => "code of [[schemes]]".to_owned(),
        },
        ColumnType::Latitude | ColumnType::Longitude => "degrees".to_owned(),
        ColumnType::Url => "web address".to_owned(),
        ColumnType::Source => "citation".to_owned(),
        ColumnType::Dependent => "number, date or text".to_owned(),
    }
}

fn of(tables: &[Table]) -> String {
    if tables.is_empty() {
        return "anything".to_owned();
    }
    tables.iter().map(|t| t.name()).collect::<Vec<_>>().join(" or ")
}

fn in_code(words: &[&str]) -> String {
    words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ")
}
