//! From a study's codings to rows.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::FactIx;
use milieu_study::schema::Table as Of;

use crate::analysis::{At, Extract, Refusal, Row, Table};
use crate::{LeftOut, Words};

/// The codings of a study, one row each.
pub static CODINGS: Extract = Extract {
    name: "codings",
    title: Words { en: "Codings, one row each", zh: "编码（每行一条）", fr: "Codages, un par ligne" },
    columns: &[
        ("unit", "what was coded under which scheme"),
        ("entity", "what was coded"),
        ("scheme", "scheme of the codebook"),
        ("coder", "who coded"),
        ("code", "the code given"),
        ("certainty", "how sure the coder was"),
    ],
    options: &[("scheme", "only codings of this scheme")],
    make: codings,
};

fn codings(study: &Study, options: &BTreeMap<String, String>) -> Result<Table, Refusal> {
    const NOBODY: Words =
        Words {
            en: "the coding names no coder", zh: "编码未注明编码员", fr: "le codage ne nomme pas de codeur"
        };
    let wanted = options.get("scheme");
    let mut columns: [Vec<Option<String>>; 6] = Default::default();
    let mut table = Table { name: "codings".into(), ..Table::default() };
    let mut anonymous = vec![];
    for (fact, at) in study.facts.iter().zip(0..).map(|(fact, at)| (fact, FactIx(at))) {
        let property = study.property(fact.property);
        if property.table != Of::Codings || wanted.is_some_and(|scheme| **scheme != *property.name) {
            continue;
        }
        let (Some(entity), Some(coder)) = (fact.subject, study.qualifier(at, "coder")) else {
            anonymous.push(at);
            continue;
        };
        let (id, scheme) = (study.entity(entity).id.to_string(), property.name.to_string());
        let cells = [
            Some(format!("{id} {scheme}")),
            Some(id.clone()),
            Some(scheme),
            Some(coder.into_owned()),
            Some(study.written(at).into_owned()),
            study.qualifier(at, "certainty").map(std::borrow::Cow::into_owned),
        ];
        columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
        table.rows.push(Row { label: id, line: 0, entity: Some(entity), facts: vec![at] });
    }
    if table.rows.is_empty() {
        let of = wanted.map_or(String::new(), |scheme| format!(" of scheme `{scheme}`"));
        return Err(Refusal::new("no-codings", format!("the study has no codings{of} with a coder"))
            .why("agreement is between coders")
            .help("add rows to codings.csv, each with its coder")
            .at(At::Option("scheme".into())));
    }
    if !anonymous.is_empty() {
        table.left_out.push(LeftOut::facts(NOBODY, anonymous));
    }
    for ((name, _), cells) in CODINGS.columns.iter().zip(columns) {
        table.push_text(name, cells);
    }
    Ok(table)
}
