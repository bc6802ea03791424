//! Labels in the interface's languages: the contract's own columns and words from tables here, the
//! study's from its codebook.

mod columns;
mod words;

use std::borrow::Cow;

use milieu_method::Words;
use milieu_study::Study;
use milieu_study::codebook::{Entry, VariableType};
use milieu_study::fact::{EntityIx, PropertyIx};
use milieu_study::schema::{CodeList, ColumnType, Table};
use milieu_study::settings::pick;

use crate::evidence::languages;
use crate::page::{Code, EntityLink, Label};

/// A row of a table of labels: word, English, Chinese, French.
type Row = (&'static str, &'static str, &'static str, &'static str);

fn find(rows: &[Row], word: &str) -> Option<Label> {
    rows.iter().find(|r| r.0 == word).map(|&(_, en, zh, fr)| of(&Words { en, zh, fr }))
}

/// Words of the program as a label.
#[must_use]
pub fn of(words: &Words) -> Label {
    [("en", words.en), ("zh", words.zh), ("fr", words.fr)].map(|(l, t)| (l.to_owned(), t.to_owned())).into()
}

/// A column of the contract; none if it has none of this name.
#[must_use]
pub fn column(table: Table, name: &str) -> Option<Label> {
    let known = table.spec().column(name).is_some() || name == "source";
    known.then(|| columns::special(table, name).or_else(|| find(columns::COLUMNS, name))).flatten()
}

/// A word of the contract: a status, layer, level, stage, kind of name …
#[must_use]
pub fn word(word: &str) -> Option<Label> {
    find(words::WORDS, word)
}

/// A table of the contract, in the singular as the heading of a row.
#[must_use]
pub fn table(table: Table) -> Label {
    find(words::TABLES, table.name()).unwrap_or_default()
}

/// A label of the study: text without a language is in the study's first.
#[must_use]
pub fn study(study: &Study, label: &Label) -> Label {
    let mut out = label.clone();
    if let Some(text) = out.remove("") {
        let first = study.settings.languages.first().map_or("en", String::as_str);
        out.entry(first.to_owned()).or_insert(text);
    }
    out
}

/// A text of no known language, or one that needs none: under the study's first language.
#[must_use]
pub fn plain(study: &Study, text: &str) -> Label {
    self::study(study, &Label::from([(String::new(), text.to_owned())]))
}

/// The label of a codebook entry; its code where it has none.
#[must_use]
pub fn entry(study: &Study, entry: &Entry) -> Label {
    if entry.label.is_empty() { plain(study, &entry.code) } else { self::study(study, &entry.label) }
}

/// The code and label of a codebook entry.
#[must_use]
pub fn code(study: &Study, entry: &Entry) -> Code {
    Code { code: entry.code.clone(), label: self::entry(study, entry) }
}

/// The names of an entity by language.
#[must_use]
pub fn entity(study: &Study, ix: EntityIx) -> Label {
    let e = study.entity(ix);
    let cell = |column| study.row_cell(e.table, e.row, column);
    match e.kind {
        // What has no name of its own is named by what it is about.
        Table::Targets if cell("name").is_none() => {
            let mut label = cell("indicator").map_or_else(|| plain(study, &e.id), |code| indicator(study, &code));
            let territory = study.row_entity(e.table, e.row, "territory").map(|t| entity(study, t));
            for (lang, text) in &mut label {
                let place = territory.as_ref().map(|t| pick(t, &[lang]));
                let details: Vec<Cow<'_, str>> = place.map(Cow::from).into_iter().chain(cell("year")).collect();
                if !details.is_empty() {
                    *text = format!("{text} ({})", details.join(", "));
                }
            }
            label
        }
        _ => self::study(study, &study.label(ix)),
    }
}

/// The name of an entity in the study's first language, else any.
#[must_use]
pub fn name(study: &Study, ix: EntityIx) -> String {
    pick(&entity(study, ix), &languages(study)).to_owned()
}

/// A link to an entity's page.
#[must_use]
pub fn link(study: &Study, ix: EntityIx) -> EntityLink {
    let e = study.entity(ix);
    EntityLink { id: e.id.to_string(), table: e.kind.name().to_owned(), title: entity(study, ix) }
}

/// An indicator of the codebook, else its code.
#[must_use]
pub fn indicator(study: &Study, code: &str) -> Label {
    study.codebook.indicator(code).map_or_else(|| plain(study, code), |i| entry(study, &i.entry))
}

/// What a property is called.
#[must_use]
pub fn property(study: &Study, ix: PropertyIx) -> Label {
    let p = study.property(ix);
    let book = &study.codebook;
    let found = match p.table {
        Table::Observations => book.indicator(&p.name).map(|i| entry(study, &i.entry)),
        Table::Codings => book.scheme(&p.name).map(|s| entry(study, &s.entry)),
        Table::Names => find(words::TABLES, Table::Names.name()),
        table => column(table, &p.name),
    };
    let variable = || {
        let fits = book.variable(p.table, &p.name);
        fits.or_else(|| book.variables.iter().find(|v| v.entry.code == *p.name)).map(|v| entry(study, &v.entry))
    };
    let scheme = || book.scheme(&p.name).map(|s| entry(study, &s.entry));
    found.or_else(variable).or_else(scheme).unwrap_or_else(|| plain(study, &p.name.replace('_', " ")))
}

/// What a coded value is called; none for values that are not codes or have no label.
#[must_use]
pub fn value(study: &Study, ix: PropertyIx, text: &str) -> Option<Label> {
    let p = study.property(ix);
    let book = &study.codebook;
    if p.table == Table::Codings {
        return scheme_code(study, &p.name, text);
    }
    if let Some(column) = p.table.spec().column(&p.name) {
        return match column.ty {
            ColumnType::Word(words) => words.contains(&text).then(|| word(text)).flatten(),
            ColumnType::Code(CodeList::Kinds) => book.kind(text).map(|k| entry(study, k)),
            ColumnType::Code(CodeList::Relations) => book.relation(text).map(|r| entry(study, &r.entry)),
            ColumnType::Code(CodeList::Indicators) => book.indicator(text).map(|i| entry(study, &i.entry)),
            ColumnType::Code(CodeList::Schemes) => book.scheme(text).map(|s| entry(study, &s.entry)),
            _ => None,
        };
    }
    match &book.variable(p.table, &p.name)?.ty {
        VariableType::Scheme(scheme) => scheme_code(study, scheme, text),
        VariableType::Bool => word(if matches!(text, "yes" | "true") { "yes" } else { "no" }),
        VariableType::Values(_) => word(text),
        _ => None,
    }
}

/// A code of a scheme, else of the values of a variable of that name.
#[must_use]
pub fn scheme_code(study: &Study, scheme: &str, code: &str) -> Option<Label> {
    let found = study.codebook.scheme(scheme)?.codes.iter().find(|c| c.code == code)?;
    Some(entry(study, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use milieu_study::schema::TABLES;

    /// Every column and every word of the contract has a label in each language.
    #[test]
    fn the_contract_is_labelled() {
        for spec in TABLES {
            assert_eq!(table(spec.table).len(), 3, "{}", spec.file);
            for c in spec.columns {
                assert_eq!(column(spec.table, c.name).map(|l| l.len()), Some(3), "{} {}", spec.file, c.name);
                if let ColumnType::Word(words) = c.ty {
                    for w in words {
                        assert_eq!(word(w).map(|l| l.len()), Some(3), "{} {} {w}", spec.file, c.name);
                    }
                }
            }
        }
    }

    /// No label stands for a column or a word that the contract no longer has.
    #[test]
    fn no_label_is_left_over() {
        let columns = || TABLES.iter().flat_map(|t| t.columns);
        for (name, ..) in columns::COLUMNS {
            assert!(*name == "source" || columns().any(|c| c.name == *name), "{name}");
        }
        for (name, ..) in words::WORDS {
            let known = columns().any(|c| matches!(c.ty, ColumnType::Word(words) if words.contains(name)));
            assert!(known || matches!(*name, "yes" | "no"), "{name}");
        }
    }
}
