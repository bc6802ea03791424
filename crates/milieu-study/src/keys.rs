//! The keys of a TOML table, each asked for by name; what is not understood is told where it stands.
//!
//! Every file of a study in TOML is read through [`Keys`], those of the lab too: all mistakes are told at once, and keys that
//! nobody asked for beside those they were perhaps meant for.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, FileIx, Span};
use crate::lint;
use crate::settings::Label;
use crate::time::{self, Tolerance};

/// A value and where it stands.
pub type Item<'a> = Spanned<DeValue<'a>>;

/// The number an item is, written whole or with a point.
#[must_use]
pub fn number(item: &Item<'_>) -> Option<f64> {
    match item.get_ref() {
        DeValue::Integer(i) => i.as_str().parse().ok(),
        DeValue::Float(f) => f.as_str().parse().ok(),
        _ => None,
    }
}

/// Keys of one table; those nobody asked for are told when it is left.
pub struct Keys<'a, 'o> {
    /// The table.
    pub table: &'a DeTable<'a>,
    at: Range<usize>,
    file: FileIx,
    asked: Vec<&'static str>,
    any_key: bool,
    /// What is told of the file.
    pub out: &'o mut Vec<Diagnostic>,
}

impl<'a> Keys<'a, '_> {
    /// The file they stand in.
    #[must_use]
    pub fn file(&self) -> FileIx {
        self.file
    }

    /// Where the table stands.
    #[must_use]
    pub fn here(&self) -> Span {
        Span::new(self.file, self.at.clone())
    }

    /// Where a key or a value stands.
    #[must_use]
    pub fn span<T>(&self, of: &Spanned<T>) -> Span {
        Span::new(self.file, of.span())
    }

    /// Where the value under a key stands.
    #[must_use]
    pub fn at(&self, key: &str) -> Option<Span> {
        self.table.get(key).map(|item| self.span(item))
    }

    /// Where a key itself stands; the table without it.
    #[must_use]
    pub fn span_of_key(&self, key: &str) -> Span {
        self.table.get_key_value(key).map_or_else(|| self.here(), |(key, _)| self.span(key))
    }

    /// Where the text under a key stands, without its quotes.
    #[must_use]
    pub fn within_quotes(&self, key: &str) -> Span {
        let at = self.table.get(key).map_or(self.at.clone(), Spanned::span);
        let inner = at.start + 1..at.end.saturating_sub(1);
        Span::new(self.file, if inner.start <= inner.end { inner } else { at })
    }

    /// Keys are names of the author's own, such as properties: none of them is unknown.
    pub fn any_key(&mut self) {
        self.any_key = true;
    }

    /// What stands under a key.
    pub fn item(&mut self, key: &'static str) -> Option<&'a Item<'a>> {
        self.asked.push(key);
        self.table.get(key)
    }

    /// Tells that a value is of another kind than wanted.
    pub fn wrong(&mut self, item: &Item<'_>, key: &str, wanted: &str) {
        let at = self.span(item);
        self.out.push(lint::wrong_type::found(at, key, wanted));
    }

    /// A text; a whole number is one by its digits.
    pub fn string(&mut self, key: &'static str) -> Option<String> {
        self.text(key, "text in quotes")
    }

    fn text(&mut self, key: &'static str, wanted: &str) -> Option<String> {
        let item = self.item(key)?;
        match item.get_ref() {
            DeValue::String(s) => Some(s.to_string()),
            DeValue::Integer(i) => Some(i.as_str().to_owned()),
            _ => {
                self.wrong(item, key, wanted);
                None
            }
        }
    }

    /// One of these words.
    pub fn word(&mut self, key: &'static str, choices: &[&str]) -> Option<String> {
        let found = self.text(key, &format!("one of {}", choices.join(", ")))?;
        if choices.contains(&found.as_str()) {
            return Some(found);
        }
        let at = self.at(key).unwrap_or_else(|| self.here());
        self.out.push(lint::not_a_word::found(at, key, &found, choices));
        None
    }

    /// The value of one of these words.
    pub fn chosen<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let found = self.word(key, &words)?;
        choices.iter().find(|(word, _)| *word == found).map(|(_, value)| *value)
    }

    /// Whether a text is EDTF; told if not.
    pub fn is_date(&mut self, key: &str, text: &str) -> bool {
        let Err(error) = time::parse(text, Tolerance::default()) else { return true };
        let at = self.within_quotes(key);
        self.out.push(lint::not_edtf::found(at, text, &error));
        false
    }

    /// A number.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let item = self.item(key)?;
        let found = number(item);
        if found.is_none() {
            self.wrong(item, key, "a number");
        }
        found
    }

    /// A whole number from 0 to `most`.
    pub fn whole(&mut self, key: &'static str, most: u64) -> Option<u64> {
        let item = self.item(key)?;
        let found = match item.get_ref() {
            DeValue::Integer(i) => i.as_str().parse().ok().filter(|n| *n <= most),
            _ => None,
        };
        if found.is_none() {
            let to = if most == u64::MAX { "on".to_owned() } else { format!("to {most}") };
            self.wrong(item, key, &format!("a whole number from 0 {to}"));
        }
        found
    }

    /// True or false.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let item = self.item(key)?;
        match item.get_ref() {
            DeValue::Boolean(b) => Some(*b),
            _ => {
                self.wrong(item, key, "true or false");
                None
            }
        }
    }

    /// A list of numbers.
    pub fn numbers(&mut self, key: &'static str) -> Option<Vec<f64>> {
        let item = self.item(key)?;
        let found = match item.get_ref() {
            DeValue::Array(items) => items.iter().map(number).collect(),
            _ => None,
        };
        if found.is_none() {
            self.wrong(item, key, "a list of numbers");
        }
        found
    }

    /// The texts of a list.
    pub fn strings(&mut self, key: &'static str) -> Vec<String> {
        self.strings_at(key).into_iter().map(|(text, _)| text).collect()
    }

    /// The texts of a list and where each stands.
    pub fn strings_at(&mut self, key: &'static str) -> Vec<(String, Span)> {
        let Some(item) = self.item(key) else { return vec![] };
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong(item, key, "a list of texts");
            return vec![];
        };
        let mut found = vec![];
        for item in items {
            match item.get_ref() {
                DeValue::String(s) => found.push((s.to_string(), self.span(item))),
                _ => self.wrong(item, key, "a list of texts"),
            }
        }
        found
    }

    /// A text, or texts by language.
    pub fn label(&mut self, key: &'static str) -> Label {
        self.item(key).map(|item| self.label_of(item, key)).unwrap_or_default()
    }

    /// A list of texts, each in one or more languages.
    pub fn labels(&mut self, key: &'static str) -> Vec<Label> {
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

    /// The tables of a list `[[key]]`, or of a list of inline tables.
    pub fn tables(&mut self, key: &'static str, mut each: impl FnMut(&mut Keys<'a, '_>)) {
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

    /// A table `[key]`.
    pub fn table(&mut self, key: &'static str, each: impl FnOnce(&mut Keys<'a, '_>)) {
        let Some(item) = self.item(key) else { return };
        match item.get_ref() {
            DeValue::Table(table) => self.within(table, item.span(), each),
            _ => self.wrong(item, key, &format!("a table, written [{key}]")),
        }
    }

    /// A table `[key]` whose keys the caller knows.
    pub fn free(&mut self, key: &'static str, mut each: impl FnMut(&mut Keys<'a, '_>, &str, &'a Item<'a>)) {
        self.table(key, |keys| {
            keys.any_key();
            for (key, item) in keys.table {
                each(keys, key.get_ref(), item);
            }
        });
    }

    /// A table found otherwise, and where it stands.
    pub fn within(&mut self, table: &'a DeTable<'a>, at: Range<usize>, each: impl FnOnce(&mut Keys<'a, '_>)) {
        let mut inner = Keys { table, at, file: self.file, asked: vec![], any_key: false, out: self.out };
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
            let at = self.span(key);
            self.out.push(lint::unknown_key::found(at, key.get_ref(), &self.asked));
        }
    }
}

/// Parses a TOML text and hands its root to `each`; syntax errors are reported, the rest is read.
pub fn root(text: &str, file: FileIx, out: &mut Vec<Diagnostic>, each: impl FnOnce(&mut Keys<'_, '_>)) {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(Span::file(file), |r| Span::new(file, r));
        out.push(lint::toml_syntax::found(at, error.message()));
    }
    let mut reader = Keys { at: table.span(), table: table.get_ref(), file, asked: vec![], any_key: false, out };
    each(&mut reader);
    reader.close();
}
