//! Instruments by family.

use milieu_study::Study;
use milieu_study::schema::Table;

use super::{Numbers, cell, links, row};
use crate::evidence::Statements;
use crate::page::{Family, InstrumentShown, Shown};

pub(super) fn fill(study: &Study, policies: &Numbers, out: &mut Statements<'_>) -> Vec<Family> {
    let mut families: Vec<Family> = vec![];
    for at in study.rows(Table::Instruments) {
        let policy = study.row_entity(at.0, at.1, "policy");
        let facts = policy.map_or_else(Vec::new, |p| row(study, p, at));
        let family = study.row_cell(at.0, at.1, "code").unwrap_or_default().into_owned();
        let whole = |text: &str, out: &mut Statements<'_>| out.shown(text, &facts);
        let name = study.row_cell(at.0, at.1, "name").unwrap_or_default();
        let instrument = InstrumentShown {
            policy: policies.get(policy),
            name: cell(study, &facts, "name", out).unwrap_or_else(|| whole(&name, out)),
            territory: links(study, at, "territory").into_iter().next(),
            groups: links(study, at, "target_group"),
            budget: cell(study, &facts, "budget", out),
            unit: study.row_cell(at.0, at.1, "unit").map(std::borrow::Cow::into_owned),
            valid: cell(study, &facts, "valid", out),
            notes: cell(study, &facts, "notes", out).filter(|notes: &Shown| !notes.text.is_empty()),
        };
        match families.iter_mut().find(|f| f.name == family) {
            Some(known) => known.instruments.push(instrument),
            None => families.push(Family { name: family, instruments: vec![instrument] }),
        }
    }
    families
}
