//! Rows of other tables that name an entity.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::{CellRef, EntityIx, FactIx, TableIx};
use milieu_study::schema::{ColumnType, Table};

use crate::evidence::Statements;
use crate::label;
use crate::page::Mention;
use crate::site::Site;

/// Longest text of a row in short, in characters.
const LONGEST: usize = 200;

/// Rows that name the entity and are not shown elsewhere on its page.
pub(crate) fn of(site: &Site, entity: EntityIx, out: &mut Statements<'_>) -> Vec<Mention> {
    let study = site.study();
    let e = study.entity(entity);
    let mut found = vec![];
    for &(_, at) in study.mentions_of(entity) {
        let table = study.table(at.table).table;
        let column = &*study.table(at.table).columns[at.column as usize].name;
        let shown_elsewhere = match table {
            // Its own statements, ties and sites have their sections.
            Table::Ties | Table::Traces => true,
            Table::Names | Table::Claims | Table::Codings | Table::Observations | Table::Cases => {
                table.spec().subject == Some(column)
            }
            Table::Sites | Table::Spells => column == "place" && e.kind == Table::Places,
            _ => false,
        };
        let own_row = at.table == e.table && at.row == e.row;
        if !shown_elsewhere && !own_row {
            found.push(mention(study, at, table, column, out));
        }
    }
    found.extend(site.decisions(entity).iter().map(|&d| decision(study, d, out)));
    found
}

fn mention(study: &Study, at: CellRef, table: Table, column: &str, out: &mut Statements<'_>) -> Mention {
    let row_entity = table.spec().has_id().then(|| study.row_entity(at.table, at.row, "id")).flatten();
    let text = match row_entity {
        Some(e) => label::name(study, e),
        None => in_short(study, at.table, at.row, table, column),
    };
    Mention {
        table: table.name().to_owned(),
        property: column.to_owned(),
        label: label::column(table, column).unwrap_or_else(|| label::plain(study, column)),
        link: row_entity.map(|e| label::link(study, e)),
        text: out.shown(text, &fact_at(study, at)),
        when: when(study, at.table, at.row),
    }
}

/// The statement of a cell, else the first of its row.
fn fact_at(study: &Study, at: CellRef) -> Vec<FactIx> {
    let key = |c: CellRef| (c.table, c.row, c.column);
    let from = study.facts.partition_point(|f| key(f.at) < (at.table, at.row, 0));
    let row = study.facts[from..].iter().take_while(|f| f.at.table == at.table && f.at.row == at.row);
    let found = row.clone().position(|f| f.at.column == at.column).or_else(|| row.clone().next().map(|_| 0));
    found.map(|i| FactIx((from + i) as u32)).into_iter().collect()
}

/// What a row without an id says, its words joined, without the remarks and the entity it is shown on.
fn in_short(study: &Study, t: TableIx, row: u32, table: Table, but: &str) -> String {
    let mut parts: Vec<String> = vec![];
    for column in table.spec().columns {
        let Some(text) = study.row_cell(t, row, column.name).filter(|_| column.name != but && column.name != "notes")
        else {
            continue;
        };
        match column.ty {
            ColumnType::Ref(_) => parts.extend(study.find(&text).map(|e| label::name(study, e))),
            // Dates stand beside the text.
            ColumnType::Refs(_) | ColumnType::Source | ColumnType::Url | ColumnType::Edtf => {}
            ColumnType::Word(_) => parts.push(word(study, &text)),
            _ if column.name == "unit" => {
                if let Some(last) = parts.last_mut() {
                    *last = format!("{last} {text}");
                }
            }
            _ => parts.push(text.into_owned()),
        }
    }
    let text = parts.join(" · ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A word of the contract in the study's first language.
fn word(study: &Study, text: &str) -> String {
    let first = study.settings.languages.first().map_or("en", String::as_str);
    label::word(text).and_then(|l| l.get(first).cloned()).unwrap_or_else(|| text.to_owned())
}

fn when(study: &Study, table: TableIx, row: u32) -> Option<String> {
    const DATES: &[&str] = &["when", "issued", "year", "period", "valid", "opened"];
    let cell = |column: &str| study.row_cell(table, row, column).map(std::borrow::Cow::into_owned);
    DATES.iter().find_map(|c| cell(c)).or_else(|| match (cell("from"), cell("to")) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} – {to}")),
        (Some(from), Some(_)) => Some(from),
        (Some(from), None) => Some(format!("{from} – ?")),
        (None, to) => to.map(|to| format!("? – {to}")),
    })
}

/// A row of matches.csv and the column in which it names an entity of the study.
pub(crate) type Decision = (TableIx, u32, &'static str);

/// Decisions on whether an entity is the same as another record, by entity.
pub(crate) fn decisions(study: &Study) -> BTreeMap<EntityIx, Vec<Decision>> {
    let mut found: BTreeMap<EntityIx, Vec<Decision>> = BTreeMap::new();
    for (t, row) in study.rows(Table::Matches) {
        for column in ["record_a", "record_b"] {
            if let Some(entity) = study.row_entity(t, row, column) {
                found.entry(entity).or_default().push((t, row, column));
            }
        }
    }
    found
}

fn decision(study: &Study, (t, row, own): Decision, out: &mut Statements<'_>) -> Mention {
    let cell = |column: &str| study.row_cell(t, row, column).unwrap_or_default();
    let other = cell(if own == "record_a" { "record_b" } else { "record_a" });
    let parts = [other.to_string(), word(study, &cell("decision")), cell("reason").into_owned()];
    let text = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
    let column = study.table(t).column(own).unwrap_or(0) as u16;
    Mention {
        table: Table::Matches.name().to_owned(),
        property: own.to_owned(),
        label: label::table(Table::Matches),
        link: study.find(&other).map(|e| label::link(study, e)),
        text: out.shown(text, &fact_at(study, CellRef { table: t, column, row })),
        when: None,
    }
}
