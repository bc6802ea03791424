//! From a study's ties to rows.

use std::collections::{BTreeMap, BTreeSet};

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, TableIx};
use milieu_study::schema::Table as Of;

use crate::analysis::{Extract, Refusal, Row, Table};
use crate::{LeftOut, Words};

/// The ties of a study, one row each.
pub static TIES: Extract = Extract {
    name: "ties",
    title: Words { en: "Ties, one row each", zh: "关系（每行一条）", fr: "Liens, un par ligne" },
    columns: &[
        ("from", "where the tie starts"),
        ("to", "where it ends"),
        ("relation", "what relates them"),
        ("layer", "layer of the tie, else of its relation"),
        ("weight", "strength, in the relation’s unit"),
        ("valid", "when it held, as written"),
    ],
    options: &[("layer", "only ties of this layer"), ("relation", "only ties of this relation")],
    make: ties,
};

/// What stands at the ends of these ties.
pub static NODES_OF: Extract = Extract {
    name: "nodes",
    title: Words {
        en: "What ties join, one row each",
        zh: "关系两端（每行一个）",
        fr: "Ce que les liens joignent, un par ligne",
    },
    columns: &[
        ("id", "the place, body or territory"),
        ("table", "table of the study it stands in"),
        ("kind", "its kind, from the codebook"),
        ("territory", "the territory it lies in"),
    ],
    options: &[("layer", "only ends of ties of this layer"), ("relation", "only ends of ties of this relation")],
    make: nodes,
};

pub(crate) const PERSON: Words = Words {
    en: "a tie of a person: positions of persons are not measured",
    zh: "涉及个人的关系：不测量个人的网络位置",
    fr: "un lien d’une personne : la position des personnes n’est pas mesurée",
};
const UNNAMED: Words = Words {
    en: "an end of the tie is not in the study",
    zh: "关系的一端不在研究之中",
    fr: "une extrémité du lien n’est pas dans l’étude",
};

/// A tie as it is used.
struct Tie {
    from: EntityIx,
    to: EntityIx,
    at: (TableIx, u32),
    facts: Vec<FactIx>,
    relation: Option<String>,
    layer: Option<String>,
}

fn read(study: &Study, options: &BTreeMap<String, String>) -> Result<(Vec<Tie>, Vec<LeftOut>), Refusal> {
    let mut facts: BTreeMap<(TableIx, u32), Vec<FactIx>> = BTreeMap::new();
    for (fact, at) in study.facts.iter().zip(0..).map(|(fact, at)| (fact, FactIx(at))) {
        if study.table(fact.at.table).table == Of::Ties {
            facts.entry((fact.at.table, fact.at.row)).or_default().push(at);
        }
    }
    let is = |option: &str, value: &Option<String>| {
        options.get(option).is_none_or(|wanted| value.as_deref() == Some(wanted.as_str()))
    };
    let (mut used, mut persons, mut unnamed) = (vec![], vec![], vec![]);
    for (table, row) in study.rows(Of::Ties) {
        let behind = facts.get(&(table, row)).cloned().unwrap_or_default();
        let relation = study.row_cell(table, row, "relation").map(std::borrow::Cow::into_owned);
        let of_relation = || study.codebook.relation(relation.as_deref()?)?.layer.clone();
        let layer = study.row_cell(table, row, "layer").map(std::borrow::Cow::into_owned).or_else(of_relation);
        if !is("layer", &layer) || !is("relation", &relation) {
            continue;
        }
        let ends = ["from", "to"].map(|end| study.row_entity(table, row, end));
        let [Some(from), Some(to)] = ends else {
            unnamed.extend(behind);
            continue;
        };
        if [from, to].iter().any(|&end| is_person(study, end)) {
            persons.extend(behind);
            continue;
        }
        used.push(Tie { from, to, at: (table, row), facts: behind, relation, layer });
    }
    if used.is_empty() {
        return Err(Refusal::new("no-ties", "the study has no ties of this kind between places and bodies")
            .why("a network is made of ties; those of persons are not measured")
            .help("add rows to ties.csv, or ask without `layer` and `relation`"));
    }
    let left = [(PERSON, persons), (UNNAMED, unnamed)];
    let left =
        left.into_iter().filter(|(_, facts)| !facts.is_empty()).map(|(words, facts)| LeftOut::facts(words, facts));
    Ok((used, left.collect()))
}

/// Whether this is a person.
pub(crate) fn is_person(study: &Study, of: EntityIx) -> bool {
    let entity = study.entity(of);
    let kind = study.row_cell(entity.table, entity.row, "kind");
    study.table(entity.table).table == Of::Actors && kind.as_deref() == Some("person")
}

fn ties(study: &Study, options: &BTreeMap<String, String>) -> Result<Table, Refusal> {
    let (ties, left_out) = read(study, options)?;
    let mut table = Table { name: "ties".into(), left_out, ..Table::default() };
    let mut texts: [Vec<Option<String>>; 5] = Default::default();
    let mut weights = vec![];
    for tie in ties {
        let id = |entity| study.entity(entity).id.to_string();
        let cell = |column| study.row_cell(tie.at.0, tie.at.1, column).map(std::borrow::Cow::into_owned);
        let cells = [Some(id(tie.from)), Some(id(tie.to)), tie.relation.clone(), tie.layer.clone(), cell("valid")];
        texts.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
        weights.push(cell("weight").and_then(|w| w.parse::<f64>().ok()).filter(|w| w.is_finite()));
        let label = format!("{} → {}", id(tie.from), id(tie.to));
        table.rows.push(Row { label, line: 0, entity: Some(tie.from), facts: tie.facts });
    }
    let [from, to, relation, layer, valid] = texts;
    table.push_text("from", from);
    table.push_text("to", to);
    table.push_text("relation", relation);
    table.push_text("layer", layer);
    table.push_numbers("weight", weights);
    table.push_text("valid", valid);
    Ok(table)
}

fn nodes(study: &Study, options: &BTreeMap<String, String>) -> Result<Table, Refusal> {
    let (ties, left_out) = read(study, options)?;
    let ends: BTreeSet<EntityIx> = ties.iter().flat_map(|t| [t.from, t.to]).collect();
    let mut table = Table { name: "nodes".into(), left_out, ..Table::default() };
    let mut texts: [Vec<Option<String>>; 4] = Default::default();
    for end in ends {
        let entity = study.entity(end);
        let cell = |column| study.row_cell(entity.table, entity.row, column).map(std::borrow::Cow::into_owned);
        let own = study.table(entity.table).table;
        let cells =
            [Some(entity.id.to_string()), Some(format!("{own:?}").to_lowercase()), cell("kind"), cell("territory")];
        texts.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
        let facts = ["kind", "territory"].iter().filter_map(|column| study.own(end, column)).collect();
        table.rows.push(Row { label: entity.id.to_string(), line: 0, entity: Some(end), facts });
    }
    for ((name, _), cells) in NODES_OF.columns.iter().zip(texts) {
        table.push_text(name, cells);
    }
    Ok(table)
}
