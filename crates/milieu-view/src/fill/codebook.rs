//! `data/codebook.json`.

use std::collections::BTreeMap;

use milieu_method::Words;
use milieu_study::Study;
use milieu_study::codebook::{Entry, Variable, VariableType};
use milieu_study::fact::PropertyIx;
use milieu_study::schema::Table;

use crate::label;
use crate::page::{CodebookEntry, CodebookPage, CodebookSection};

/// Statements that use each code, by list or scheme, then code.
type Uses = BTreeMap<(String, String), Vec<u32>>;

pub(crate) fn page(study: &Study) -> CodebookPage {
    let book = &study.codebook;
    let uses = uses(study);
    let make = |list: &str, e: &Entry, details| entry(study, &uses, list, e, details);
    let mut sections = vec![section("kinds", book.kinds.iter().map(|e| make("kinds", e, for_table(e))).collect())];
    for scheme in &book.schemes {
        let list = format!("scheme:{}", scheme.entry.code);
        sections.push(CodebookSection {
            label: label::entry(study, &scheme.entry),
            definition: label::study(study, &scheme.entry.definition),
            entries: scheme.codes.iter().map(|e| make(&list, e, vec![])).collect(),
            id: list,
        });
    }
    let variables = book.variables.iter().map(|v| make("variables", &v.entry, of_variable(v)));
    sections.push(section("variables", variables.collect()));
    let relations = book.relations.iter().map(|r| {
        let tables = |tables: &[Table]| tables.iter().map(|t| t.name()).collect::<Vec<_>>().join(", ");
        let details = details(&[
            ("from", tables(&r.from)),
            ("to", tables(&r.to)),
            ("layer", r.layer.clone().unwrap_or_default()),
            ("directed", if r.directed { "yes" } else { "no" }.to_owned()),
            ("lineage", r.lineage.map_or("", |l| l.descent.word()).to_owned()),
            ("earlier", r.lineage.map_or("", |l| if l.forward { "from" } else { "to" }).to_owned()),
            ("among", r.lineage.and_then(|l| l.among).map_or("", Table::name).to_owned()),
        ]);
        make("relations", &r.entry, details)
    });
    sections.push(section("relations", relations.collect()));
    let indicators = book.indicators.iter().map(|i| {
        let unit = details(&[("unit", i.unit.clone().unwrap_or_default())]);
        make("indicators", &i.entry, unit)
    });
    sections.push(section("indicators", indicators.collect()));
    sections.retain(|s| !s.entries.is_empty());
    CodebookPage { sections }
}

fn section(id: &str, entries: Vec<CodebookEntry>) -> CodebookSection {
    let (label, definition) = heading(id);
    CodebookSection { id: id.to_owned(), label: label::of(&label), definition: label::of(&definition), entries }
}

fn heading(id: &str) -> (Words, Words) {
    let (a, b) = match id {
        "kinds" => (
            ["Kinds", "类型", "Types"],
            [
                "Kinds of places, actors and events.",
                "地点、行动者与事件的类型。",
                "Types de lieux, d’acteurs et d’événements.",
            ],
        ),
        "variables" => (
            ["Variables", "变量", "Variables"],
            [
                "Columns the study adds to the tables.",
                "本研究为各表增设的栏目。",
                "Colonnes que l’étude ajoute aux tables.",
            ],
        ),
        "relations" => (
            ["Relations", "关系", "Relations"],
            ["What ties mean.", "各种联系的含义。", "Ce que veulent dire les liens."],
        ),
        _ => (
            ["Indicators", "指标", "Indicateurs"],
            ["What is measured or planned.", "所测量或规划的指标。", "Ce qui est mesuré ou planifié."],
        ),
    };
    let words = |[en, zh, fr]: [&'static str; 3]| Words { en, zh, fr };
    (words(a), words(b))
}

fn entry(study: &Study, uses: &Uses, list: &str, e: &Entry, details: Vec<[String; 2]>) -> CodebookEntry {
    CodebookEntry {
        code: e.code.clone(),
        label: label::entry(study, e),
        definition: label::study(study, &e.definition),
        parent: e.parent.clone(),
        details,
        source: e.source.clone(),
        uses: uses.get(&(list.to_owned(), e.code.clone())).cloned().unwrap_or_default(),
        line: e.at.map_or(1, |at| study.file(at.file).line_column(at.start).line),
    }
}

fn details(all: &[(&str, String)]) -> Vec<[String; 2]> {
    all.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| [(*name).to_owned(), text.clone()]).collect()
}

fn for_table(e: &Entry) -> Vec<[String; 2]> {
    details(&[("table", e.table.map_or("", Table::name).to_owned())])
}

fn of_variable(v: &Variable) -> Vec<[String; 2]> {
    let ty = match &v.ty {
        VariableType::Text => "text",
        VariableType::Number => "number",
        VariableType::Integer => "integer",
        VariableType::Edtf => "edtf",
        VariableType::Bool => "bool",
        VariableType::Values(_) | VariableType::Scheme(_) => "code",
    };
    let values = if let VariableType::Values(values) = &v.ty { values.join(", ") } else { String::new() };
    let scheme = if let VariableType::Scheme(scheme) = &v.ty { scheme.clone() } else { String::new() };
    let mut found = for_table(&v.entry);
    found.extend(details(&[
        ("type", ty.to_owned()),
        ("unit", v.unit.clone().unwrap_or_default()),
        ("scale", v.scale.clone().unwrap_or_default()),
        ("values", values),
        ("scheme", scheme),
    ]));
    found
}

/// The statements that use each code, in the study's order.
fn uses(study: &Study) -> Uses {
    let mut uses = Uses::new();
    for (i, p) in study.properties.iter().enumerate() {
        let facts = study.facts_of(PropertyIx(i as u32));
        let mut words = |list: &str| {
            for &fact in facts {
                uses.entry((list.to_owned(), study.written(fact).into_owned())).or_default().push(fact.0);
            }
        };
        let variable = study.codebook.variable(p.table, &p.name);
        match (p.table, &*p.name) {
            (_, "kind") => words("kinds"),
            (Table::Ties, "relation") => words("relations"),
            (Table::Targets, "indicator") => words("indicators"),
            (Table::Codings, scheme) => words(&format!("scheme:{scheme}")),
            _ => {}
        }
        if let Some(VariableType::Scheme(scheme)) = variable.map(|v| &v.ty) {
            words(&format!("scheme:{scheme}"));
        }
        let mut rows = |list: &str, code: &str| {
            uses.entry((list.to_owned(), code.to_owned())).or_default().extend(facts.iter().map(|f| f.0));
        };
        if p.table == Table::Observations {
            rows("indicators", &p.name);
        }
        if variable.is_some() || matches!(p.table, Table::Cases | Table::Codings) {
            rows("variables", &p.name);
        }
    }
    for facts in uses.values_mut() {
        facts.sort_unstable();
        facts.dedup();
    }
    uses
}
