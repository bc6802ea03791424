//! `data/headings.json`.

use milieu_study::Study;
use milieu_study::fact::PropertyIx;

use crate::label;
use crate::page::{Headings, TableHeaders};

/// Tables and properties in the study's order.
pub(crate) fn page(study: &Study) -> Headings {
    let tables = study.tables.iter().map(|table| {
        let file = study.file(table.file);
        let headers = table.columns.iter().map(|column| file.slice(column.at).trim().to_owned());
        TableHeaders { file: file.path.clone(), headers: headers.collect() }
    });
    let properties = (0..study.properties.len() as u32).map(|property| label::property(study, PropertyIx(property)));
    Headings { tables: tables.collect(), properties: properties.collect() }
}
