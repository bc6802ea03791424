//! The ties of a study with what they tell of descent: rows of `ties.csv`, successors, matches.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, TableIx};
use milieu_study::life;
use milieu_study::lineage::Descent;
use milieu_study::schema::Table;
use milieu_study::time::Edtf;

use super::descent::{self, Came};

/// A tie.
#[derive(Clone, Debug)]
pub struct Strand {
    /// Start.
    pub from: EntityIx,
    /// End.
    pub to: EntityIx,
    /// Code of the relation.
    pub relation: String,
    /// Its own layer, else its relation's.
    pub layer: Option<String>,
    /// When it held.
    pub valid: Option<Edtf>,
    /// If it tells what came from what.
    pub lineage: Option<Came>,
    /// Whether it is a row of `ties.csv`; else a successor or a match.
    pub is_tie: bool,
    /// The statement to show as its evidence.
    pub fact: FactIx,
}

/// All ties: rows of `ties.csv`, then successors, then matches. Rows that name the same entity twice
/// or an unknown one are left to the diagnostics.
#[must_use]
pub fn read(study: &Study) -> Vec<Strand> {
    let facts = statements(study);
    let mut out = vec![];
    for (table, row) in study.rows(Table::Ties) {
        let (Some(from), Some(to)) = (study.row_entity(table, row, "from"), study.row_entity(table, row, "to")) else {
            continue;
        };
        let Some(&fact) = facts.get(&(table, row)).filter(|_| from != to) else { continue };
        let relation = study.row_cell(table, row, "relation").unwrap_or_default().into_owned();
        let book = study.codebook.relation(&relation);
        let own = study.row_cell(table, row, "layer").map(|l| l.into_owned());
        out.push(Strand {
            from,
            to,
            layer: own.or_else(|| book?.layer.clone()),
            valid: study.row_date(table, row, "valid"),
            lineage: descent::of_relation(study, &relation, from, to),
            is_tie: true,
            fact,
            relation,
        });
    }
    for place in study.entities_of(Table::Places) {
        for spell in life::spells(study, place) {
            let (Some(to), Some(fact)) = (spell.successor.filter(|s| *s != place), spell.fact) else { continue };
            let at = study.fact(fact).at;
            let exit = study.row_cell(at.table, at.row, "exit").map_or(spell.status, |e| e.into_owned());
            out.push(Strand {
                from: place,
                to,
                relation: "successor".to_owned(),
                layer: None,
                valid: spell.to.map(|(_, date)| date),
                lineage: Some(descent::of_exit(study, place, &exit)),
                is_tie: false,
                fact: facts.get(&(at.table, at.row)).copied().unwrap_or(fact),
            });
        }
    }
    for (table, row) in study.rows(Table::Matches) {
        let (Some(a), Some(b)) = (study.row_entity(table, row, "record_a"), study.row_entity(table, row, "record_b"))
        else {
            continue;
        };
        let is_lineage = study.row_cell(table, row, "decision").as_deref() == Some("lineage");
        let Some(&fact) = facts.get(&(table, row)).filter(|_| is_lineage && a != b) else { continue };
        let (from, to) = if descent::opened_before(study, b, a) { (b, a) } else { (a, b) };
        out.push(Strand {
            from,
            to,
            relation: "lineage".to_owned(),
            layer: None,
            valid: None,
            lineage: Some(Came { descent: Descent::Became, forward: true }),
            is_tie: false,
            fact,
        });
    }
    out
}

/// By row of the tables that hold ties: the statement that names the relation, else the row's first.
fn statements(study: &Study) -> BTreeMap<(TableIx, u32), FactIx> {
    let mut found: BTreeMap<(TableIx, u32), FactIx> = BTreeMap::new();
    for (i, fact) in study.facts.iter().enumerate() {
        let table = study.table(fact.at.table).table;
        if !matches!(table, Table::Ties | Table::Spells | Table::Matches) {
            continue;
        }
        let (row, ix) = ((fact.at.table, fact.at.row), FactIx(i as u32));
        let names_it = matches!(&*study.property(fact.property).name, "relation" | "successor" | "decision");
        if names_it {
            found.insert(row, ix);
        } else {
            found.entry(row).or_insert(ix);
        }
    }
    found
}
