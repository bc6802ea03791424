//! `study.toml` and `codebook.toml` read with every key's place known, so that a mistake is shown
//! where it stands and all mistakes at once.

use toml::de::DeValue;

use crate::codebook::{Codebook, Entry, Indicator, Relation, Scheme, Variable, VariableType};
use crate::diagnostic::{Diagnostic, FileIx, Span};
use crate::keys::{self, Item, Keys};
use crate::lineage::{self, Descent, Lineage};
use crate::lint;
use crate::schema::{CRS, Table};
use crate::settings::{Author, ConflictRule, Settings, Template};
use crate::space::Crs;

/// Reads `study.toml`.
pub fn settings(text: &str, file: FileIx, out: &mut Vec<Diagnostic>) -> Settings {
    let mut s = Settings::default();
    keys::root(text, file, out, |r| {
        s.title = r.label("title");
        s.summary = r.label("abstract");
        r.tables("authors", |r| {
            s.authors.push(Author {
                name: r.string("name").unwrap_or_default(),
                orcid: r.string("orcid"),
                affiliation: r.string("affiliation"),
            });
        });
        s.licence = r.string("licence");
        s.languages = r.strings("languages");
        s.window = r.string("window").filter(|window| r.is_date("window", window));
        s.crs = r.word("crs", CRS).and_then(|w| Crs::parse(&w)).unwrap_or_default();
        s.primary_scheme = r.string("primary_scheme");
        s.primary_scheme_at = s.primary_scheme.is_some().then(|| r.within_quotes("primary_scheme"));
        s.template = r.word("template", Template::WORDS).and_then(|w| Template::of(&w));
        r.table("dates", |r| {
            s.tolerance.approximate_years = small(r, "approximate_years").unwrap_or(s.tolerance.approximate_years);
            s.tolerance.approximate_months = small(r, "approximate_months").unwrap_or(s.tolerance.approximate_months);
            s.tolerance.approximate_days = small(r, "approximate_days").unwrap_or(s.tolerance.approximate_days);
        });
        r.table("conflicts", |r| {
            const RULES: &[&str] = &["interval", "ranking"];
            s.conflicts.rule = r.word("rule", RULES).and_then(|w| ConflictRule::of(&w)).unwrap_or_default();
            (s.conflicts.ranking, s.conflicts.ranking_at) = r.strings_at("ranking").into_iter().unzip();
            r.table("properties", |r| {
                let table = r.table;
                for (key, item) in table {
                    match item.get_ref() {
                        DeValue::String(word) if ConflictRule::of(word).is_some() => {
                            let rule = ConflictRule::of(word).unwrap_or_default();
                            s.conflicts.properties.insert(key.get_ref().to_string(), rule);
                        }
                        _ => r.wrong(item, key.get_ref(), "\"interval\" or \"ranking\""),
                    }
                }
                r.any_key();
            });
        });
    });
    if s.languages.is_empty() {
        s.languages.push("en".to_owned());
    }
    s
}

/// Reads `codebook.toml`.
pub fn codebook(text: &str, file: FileIx, out: &mut Vec<Diagnostic>) -> Codebook {
    let mut book = Codebook::default();
    keys::root(text, file, out, |r| {
        r.tables("kinds", |r| book.kinds.push(entry(r)));
        r.tables("schemes", |r| {
            let mut scheme = Scheme { entry: entry(r), codes: vec![] };
            r.tables("codes", |r| scheme.codes.push(entry(r)));
            book.schemes.push(scheme);
        });
        r.tables("variables", |r| {
            let entry = entry(r);
            let values = r.strings("values");
            let scheme = r.string("scheme");
            let ty = r.word("type", &["text", "number", "integer", "year", "edtf", "bool", "code"]);
            let ty = match (ty.as_deref(), scheme) {
                (_, Some(scheme)) => VariableType::Scheme(scheme),
                _ if !values.is_empty() => VariableType::Values(values),
                (Some("number"), _) => VariableType::Number,
                (Some("integer"), _) => VariableType::Integer,
                (Some("edtf" | "year"), _) => VariableType::Edtf,
                (Some("bool"), _) => VariableType::Bool,
                _ => VariableType::Text,
            };
            book.variables.push(Variable { entry, ty, unit: r.string("unit"), scale: r.string("scale") });
        });
        r.tables("relations", |r| {
            let entry = entry(r);
            let lineage = lineage(r, &entry.code);
            book.relations.push(Relation {
                entry,
                from: tables(r, "from"),
                to: tables(r, "to"),
                layer: r.string("layer"),
                directed: r.flag("directed").unwrap_or(true),
                lineage_at: r.table.get("lineage").map(|item| r.span(item)),
                lineage,
            });
        });
        r.tables("indicators", |r| {
            let (ratio, ratio_at) = ratio(r).unzip();
            book.indicators.push(Indicator { entry: entry(r), unit: r.string("unit"), ratio, ratio_at });
        });
    });
    book
}

/// What a relation tells of descent: as it says, else as its code is read.
fn lineage(r: &mut Keys<'_, '_>, code: &str) -> Option<Lineage> {
    const WORDS: &[&str] = &["offspring", "became", "absorbed", "moved", "none"];
    if r.item("lineage").is_none() {
        return lineage::well_known(code);
    }
    let word = r.word("lineage", WORDS);
    let forward = r.word("earlier", &["from", "to"]).is_none_or(|end| end == "from");
    let among = tables(r, "lineage_among").first().copied();
    match word.as_deref() {
        None => lineage::well_known(code),
        Some(word) => Descent::of(word).map(|descent| Lineage { descent, forward, among }),
    }
}

fn small(r: &mut Keys<'_, '_>, key: &'static str) -> Option<u16> {
    r.whole(key, u64::from(u16::MAX)).and_then(|n| u16::try_from(n).ok())
}

/// The two indicators that an indicator is the ratio of.
fn ratio(r: &mut Keys<'_, '_>) -> Option<([String; 2], Span)> {
    let item = r.item("ratio")?;
    let codes = r.strings("ratio");
    let at = r.span(item);
    if let Ok(two) = <[String; 2]>::try_from(codes) {
        return Some((two, at));
    }
    r.wrong(item, "ratio", "two indicators, the one above the line first");
    None
}

fn entry(r: &mut Keys<'_, '_>) -> Entry {
    let at = Some(r.here());
    let code = r.string("code").unwrap_or_default();
    if code.is_empty() {
        r.out.push(lint::blank_required::found(r.here(), "code"));
    }
    Entry {
        code,
        label: r.label("label"),
        definition: r.label("definition"),
        parent: r.string("parent"),
        table: tables(r, "table").first().copied(),
        source: r.string("source"),
        source_at: r.table.contains_key("source").then(|| r.within_quotes("source")),
        at,
    }
}

/// Tables named under a key, as a text or a list of texts.
fn tables(r: &mut Keys<'_, '_>, key: &'static str) -> Vec<Table> {
    let Some(item) = r.item(key) else { return vec![] };
    let items: Vec<&Item<'_>> = match item.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![item],
    };
    let mut found = vec![];
    for item in items {
        match item.get_ref() {
            DeValue::String(name) => match Table::of_name(name) {
                Some(table) => found.push(table),
                None => {
                    let names: Vec<&'static str> = crate::schema::TABLES.iter().map(|t| t.table.name()).collect();
                    let at = r.span(item);
                    r.out.push(lint::not_a_word::found(at, key, name, &names));
                }
            },
            _ => r.wrong(item, key, "the name of a table, such as \"places\""),
        }
    }
    found
}
