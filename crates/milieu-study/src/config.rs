//! `study.toml` and `codebook.toml` read with every key's place known, so that a mistake is shown
//! where it stands and all mistakes at once.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::codebook::{Codebook, Entry, Indicator, Relation, Scheme, Variable, VariableType};
use crate::diagnostic::{Diagnostic, FileIx, Span};
use crate::lineage::{self, Descent, Lineage};
use crate::lint;
use crate::schema::{CRS, Table};
use crate::settings::{Author, ConflictRule, Label, Settings, Template};
use crate::space::Crs;
use crate::time::{self, Tolerance};

pub(crate) type Item<'a> = Spanned<DeValue<'a>>;

/// Reads the keys of one TOML table; those nobody asked for are reported when it is closed.
pub(crate) struct Reader<'a, 'o> {
    pub(crate) table: &'a DeTable<'a>,
    pub(crate) at: Range<usize>,
    file: FileIx,
    asked: Vec<&'static str>,
    /// Whether keys are names of the author's own, such as properties.
    pub(crate) any_key: bool,
    pub(crate) out: &'o mut Vec<Diagnostic>,
}

impl<'a> Reader<'a, '_> {
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    pub(crate) fn item(&mut self, key: &'static str) -> Option<&'a Item<'a>> {
        self.asked.push(key);
        self.table.get(key)
    }

    pub(crate) fn wrong(&mut self, item: &Item<'_>, key: &str, wanted: &str) {
        let at = self.span(item.span());
        self.out.push(lint::wrong_type::found(at, key, wanted));
    }

    pub(crate) fn string(&mut self, key: &'static str) -> Option<String> {
        let item = self.item(key)?;
        match item.get_ref() {
            DeValue::String(s) => Some(s.to_string()),
            DeValue::Integer(i) => Some(i.as_str().to_owned()),
            _ => {
                self.wrong(item, key, "text in quotes");
                None
            }
        }
    }

    /// One of these words.
    fn word(&mut self, key: &'static str, choices: &[&'static str]) -> Option<String> {
        let found = self.string(key)?;
        if choices.contains(&found.as_str()) {
            return Some(found);
        }
        let at = self.table.get(key).map_or(self.at.clone(), Spanned::span);
        self.out.push(lint::not_a_word::found(self.span(at), key, &found, choices));
        None
    }

    /// Whether a text is EDTF; told if not.
    fn is_date(&mut self, key: &str, text: &str) -> bool {
        let Err(error) = time::parse(text, Tolerance::default()) else { return true };
        let at = self.within_quotes(key);
        self.out.push(lint::not_edtf::found(at, text, &error));
        false
    }

    /// Where the text under a key stands, without its quotes.
    pub(crate) fn within_quotes(&self, key: &str) -> Span {
        let at = self.table.get(key).map_or(self.at.clone(), Spanned::span);
        let inner = at.start + 1..at.end.saturating_sub(1);
        self.span(if inner.start <= inner.end { inner } else { at })
    }

    fn number(&mut self, key: &'static str) -> Option<u16> {
        let item = self.item(key)?;
        let found = match item.get_ref() {
            DeValue::Integer(i) => i.as_str().parse().ok(),
            _ => None,
        };
        if found.is_none() {
            self.wrong(item, key, "a whole number from 0 to 65535");
        }
        found
    }

    fn bool(&mut self, key: &'static str) -> Option<bool> {
        let item = self.item(key)?;
        match item.get_ref() {
            DeValue::Boolean(b) => Some(*b),
            _ => {
                self.wrong(item, key, "true or false");
                None
            }
        }
    }

    fn strings(&mut self, key: &'static str) -> Vec<String> {
        self.strings_at(key).into_iter().map(|(text, _)| text).collect()
    }

    /// The texts of a list and where each stands.
    pub(crate) fn strings_at(&mut self, key: &'static str) -> Vec<(String, Span)> {
        let Some(item) = self.item(key) else { return vec![] };
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong(item, key, "a list of texts");
            return vec![];
        };
        let mut found = vec![];
        for item in items {
            match item.get_ref() {
                DeValue::String(s) => found.push((s.to_string(), self.span(item.span()))),
                _ => self.wrong(item, key, "a list of texts"),
            }
        }
        found
    }

    /// A text, or texts by language.
    pub(crate) fn label(&mut self, key: &'static str) -> Label {
        self.item(key).map(|item| self.label_of(item, key)).unwrap_or_default()
    }

    /// A list of texts, each in one or more languages.
    pub(crate) fn labels(&mut self, key: &'static str) -> Vec<Label> {
        let Some(item) = self.item(key) else { return vec![] };
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong(item, key, "a list of texts, or of texts by language");
            return vec![];
        };
        items.iter().map(|item| self.label_of(item, key)).collect()
    }

    fn label_of(&mut self, item: &'a Item<'a>, key: &'static str) -> Label {
        match item.get_ref() {
            DeValue::String(s) => Label::from([(String::new(), s.to_string())]),
            DeValue::Table(table) => {
                let mut label = Label::new();
                for (lang, text) in table {
                    match text.get_ref() {
                        DeValue::String(s) => {
                            label.insert(lang.get_ref().to_string(), s.to_string());
                        }
                        _ => self.wrong(text, key, "text by language, such as { en = \"…\", zh = \"…\" }"),
                    }
                }
                label
            }
            _ => {
                self.wrong(item, key, "a text, or texts by language");
                Label::new()
            }
        }
    }

    /// The tables of a list `[[key]]`.
    fn list(&mut self, key: &'static str, mut each: impl FnMut(&mut Reader<'a, '_>)) {
        let Some(item) = self.item(key) else { return };
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong(item, key, &format!("a list of tables, written [[{key}]]"));
            return;
        };
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => self.within(table, item.span(), &mut each),
                _ => self.wrong(item, key, &format!("a list of tables, written [[{key}]]")),
            }
        }
    }

    pub(crate) fn table(&mut self, key: &'static str, each: impl FnOnce(&mut Reader<'a, '_>)) {
        let Some(item) = self.item(key) else { return };
        match item.get_ref() {
            DeValue::Table(table) => self.within(table, item.span(), each),
            _ => self.wrong(item, key, &format!("a table, written [{key}]")),
        }
    }

    pub(crate) fn within(&mut self, table: &'a DeTable<'a>, at: Range<usize>, each: impl FnOnce(&mut Reader<'a, '_>)) {
        let mut inner = Reader { table, at, file: self.file, asked: vec![], any_key: false, out: self.out };
        each(&mut inner);
        inner.close();
    }

    /// Reports the keys nobody asked for, where they stand.
    fn close(self) {
        if self.any_key {
            return;
        }
        let mut rest: Vec<_> = self.table.iter().filter(|(k, _)| !self.asked.contains(&k.get_ref().as_ref())).collect();
        rest.sort_by_key(|(k, _)| k.span().start);
        for (key, _) in rest {
            let at = Span::new(self.file, key.span());
            self.out.push(lint::unknown_key::found(at, key.get_ref(), &self.asked));
        }
    }
}

/// Parses a TOML text and hands its root to `each`; syntax errors are reported, the rest is read.
pub(crate) fn root(text: &str, file: FileIx, out: &mut Vec<Diagnostic>, each: impl FnOnce(&mut Reader<'_, '_>)) {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(Span::file(file), |r| Span::new(file, r));
        out.push(lint::toml_syntax::found(at, error.message()));
    }
    let mut reader = Reader { at: table.span(), table: table.get_ref(), file, asked: vec![], any_key: false, out };
    each(&mut reader);
    reader.close();
}

/// Reads `study.toml`.
pub fn settings(text: &str, file: FileIx, out: &mut Vec<Diagnostic>) -> Settings {
    let mut s = Settings::default();
    root(text, file, out, |r| {
        s.title = r.label("title");
        s.summary = r.label("abstract");
        r.list("authors", |r| {
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
            s.tolerance.approximate_years = r.number("approximate_years").unwrap_or(s.tolerance.approximate_years);
            s.tolerance.approximate_months = r.number("approximate_months").unwrap_or(s.tolerance.approximate_months);
            s.tolerance.approximate_days = r.number("approximate_days").unwrap_or(s.tolerance.approximate_days);
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
                r.any_key = true;
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
    root(text, file, out, |r| {
        r.list("kinds", |r| book.kinds.push(entry(r)));
        r.list("schemes", |r| {
            let mut scheme = Scheme { entry: entry(r), codes: vec![] };
            r.list("codes", |r| scheme.codes.push(entry(r)));
            book.schemes.push(scheme);
        });
        r.list("variables", |r| {
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
        r.list("relations", |r| {
            let entry = entry(r);
            let lineage = lineage(r, &entry.code);
            book.relations.push(Relation {
                entry,
                from: tables(r, "from"),
                to: tables(r, "to"),
                layer: r.string("layer"),
                directed: r.bool("directed").unwrap_or(true),
                lineage_at: r.table.get("lineage").map(|item| r.span(item.span())),
                lineage,
            });
        });
        r.list("indicators", |r| {
            let (ratio, ratio_at) = ratio(r).unzip();
            book.indicators.push(Indicator { entry: entry(r), unit: r.string("unit"), ratio, ratio_at });
        });
    });
    book
}

/// What a relation tells of descent: as it says, else as its code is read.
fn lineage(r: &mut Reader<'_, '_>, code: &str) -> Option<Lineage> {
    const WORDS: &[&str] = &["offspring", "became", "absorbed", "moved", "none"];
    if !r.table.contains_key("lineage") {
        r.asked.push("lineage");
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

/// The two indicators that an indicator is the ratio of.
fn ratio(r: &mut Reader<'_, '_>) -> Option<([String; 2], Span)> {
    let item = r.item("ratio")?;
    let codes = r.strings("ratio");
    let at = r.span(item.span());
    if let Ok(two) = <[String; 2]>::try_from(codes) {
        return Some((two, at));
    }
    r.wrong(item, "ratio", "two indicators, the one above the line first");
    None
}

fn entry(r: &mut Reader<'_, '_>) -> Entry {
    let at = Some(r.span(r.at.clone()));
    let code = r.string("code").unwrap_or_default();
    if code.is_empty() {
        r.out.push(lint::blank_required::found(Span::new(r.file, r.at.clone()), "code"));
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
fn tables(r: &mut Reader<'_, '_>, key: &'static str) -> Vec<Table> {
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
                    let at = r.span(item.span());
                    r.out.push(lint::not_a_word::found(at, key, name, &names));
                }
            },
            _ => r.wrong(item, key, "the name of a table, such as \"places\""),
        }
    }
    found
}
