//! The keys of the tables of scenarios and experiments, each asked for by name; what is not understood is told where it
//! stands.

use milieu_study::diagnostic::{Diagnostic, FileIx, Span};
use milieu_study::lint::{not_a_word, toml_syntax, unknown_key, wrong_type};
use milieu_study::settings::Label;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::lever::{CAMPAIGN, Known, Unit};
use super::lint;
use crate::lever::Campaign;
use crate::month::Month;

pub(crate) type Item<'a> = Spanned<DeValue<'a>>;

/// Parses a text and hands its root to `each`; syntax errors are reported, the rest is read. Findings are sorted by place.
pub(crate) fn root(text: &str, file: FileIx, each: impl FnOnce(&mut Keys<'_, '_>)) -> Vec<Diagnostic> {
    let mut out = vec![];
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(Span::file(file), |r| Span::new(file, r));
        out.push(toml_syntax::found(at, error.message()));
    }
    Keys::over(root.get_ref(), file, &mut out, each);
    out.sort_by_key(|d| (d.at.map(|s| s.start), d.severity));
    out
}

pub(crate) fn number_of(item: &Item<'_>) -> Option<f64> {
    match item.get_ref() {
        DeValue::Integer(i) => i.as_str().parse().ok(),
        DeValue::Float(f) => f.as_str().parse().ok(),
        _ => None,
    }
}

/// Keys of one table; those nobody asked for are reported when it is left.
pub(crate) struct Keys<'a, 'o> {
    pub(crate) table: &'a DeTable<'a>,
    pub(crate) file: FileIx,
    asked: Vec<&'static str>,
    pub(crate) out: &'o mut Vec<Diagnostic>,
}

impl<'a, 'o> Keys<'a, 'o> {
    pub(crate) fn over(
        table: &'a DeTable<'a>,
        file: FileIx,
        out: &'o mut Vec<Diagnostic>,
        each: impl FnOnce(&mut Keys<'a, '_>),
    ) {
        let mut keys = Keys { table, file, asked: vec![], out };
        each(&mut keys);
        let Keys { asked, out, .. } = keys;
        for (key, _) in table.iter().filter(|(k, _)| !asked.contains(&k.get_ref().as_ref())) {
            out.push(unknown_key::found(Span::new(file, key.span()), key.get_ref(), &asked));
        }
    }

    pub(crate) fn item(&mut self, key: &'static str) -> Option<&'a Item<'a>> {
        self.asked.push(key);
        self.table.get(key)
    }

    pub(crate) fn span(&self, item: &Item<'_>) -> Span {
        Span::new(self.file, item.span())
    }

    pub(crate) fn at(&self, key: &str) -> Option<Span> {
        self.table.get(key).map(|item| self.span(item))
    }

    pub(crate) fn span_of_key(&self, key: &str) -> Span {
        let key = self.table.get_key_value(key).map(|(key, _)| key.span());
        key.map_or(Span::file(self.file), |at| Span::new(self.file, at))
    }

    pub(crate) fn wrong(&mut self, item: &Item<'_>, key: &str, wanted: &str) {
        let at = self.span(item);
        self.out.push(wrong_type::found(at, key, wanted));
    }

    pub(crate) fn impossible(&mut self, key: &str, why: &str) {
        let at = self.at(key).unwrap_or(Span::file(self.file));
        self.out.push(lint::IMPOSSIBLE.at(at, format!("`{key}` cannot be this")).help(why));
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Option<String> {
        let item = self.item(key)?;
        match item.get_ref() {
            DeValue::String(s) => Some(s.to_string()),
            _ => {
                self.wrong(item, key, "text in quotes");
                None
            }
        }
    }

    pub(crate) fn word(&mut self, key: &'static str, choices: &[&str]) -> Option<String> {
        let item = self.item(key)?;
        let DeValue::String(text) = item.get_ref() else {
            self.wrong(item, key, &format!("one of {}", choices.join(", ")));
            return None;
        };
        if !choices.contains(&text.as_ref()) {
            let at = self.span(item);
            self.out.push(not_a_word::found(at, key, text, choices));
            return None;
        }
        Some(text.to_string())
    }

    /// The value of one of these words.
    pub(crate) fn chosen<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let found = self.word(key, &words)?;
        choices.iter().find(|(word, _)| *word == found).map(|(_, value)| *value)
    }

    pub(crate) fn number(&mut self, key: &'static str) -> Option<f64> {
        let item = self.item(key)?;
        let found = number_of(item);
        if found.is_none() {
            self.wrong(item, key, "a number");
        }
        found
    }

    pub(crate) fn whole(&mut self, key: &'static str) -> Option<u64> {
        let item = self.item(key)?;
        let found = match item.get_ref() {
            DeValue::Integer(i) => i.as_str().parse().ok(),
            _ => None,
        };
        if found.is_none() {
            self.wrong(item, key, "a whole number from 0 on");
        }
        found
    }

    pub(crate) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let item = self.item(key)?;
        match item.get_ref() {
            DeValue::Boolean(b) => Some(*b),
            _ => {
                self.wrong(item, key, "true or false");
                None
            }
        }
    }

    pub(crate) fn list(&mut self, key: &'static str) -> Option<Vec<f64>> {
        let item = self.item(key)?;
        let numbers = match item.get_ref() {
            DeValue::Array(items) => items.iter().map(number_of).collect(),
            _ => None,
        };
        if numbers.is_none() {
            self.wrong(item, key, "a list of numbers");
        }
        numbers
    }

    pub(crate) fn month(&mut self, key: &'static str) -> Option<Month> {
        let text = self.text(key)?;
        let month = Month::parse(&text);
        if month.is_none() {
            self.impossible(key, "write a month such as \"2015-03\", or a year for its January");
        }
        month
    }

    pub(crate) fn table(&mut self, key: &'static str, each: impl FnOnce(&mut Keys<'a, '_>)) {
        let Some(item) = self.item(key) else { return };
        match item.get_ref() {
            DeValue::Table(table) => Keys::over(table, self.file, self.out, each),
            _ => self.wrong(item, key, &format!("a table, written [{key}]")),
        }
    }

    /// The tables of a list `[[key]]`, or of a list of inline tables.
    pub(crate) fn tables(&mut self, key: &'static str, mut each: impl FnMut(&mut Keys<'a, '_>)) {
        let Some(item) = self.item(key) else { return };
        let wanted = format!("a list of tables, written [[{key}]]");
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong(item, key, &wanted);
            return;
        };
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => Keys::over(table, self.file, self.out, &mut each),
                _ => self.wrong(item, key, &wanted),
            }
        }
    }

    /// A list of texts, each with its place.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<(String, Span)> {
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

    fn label_of(&mut self, item: &Item<'_>, key: &str) -> Label {
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

    /// A table whose keys the caller knows.
    pub(crate) fn free(&mut self, key: &'static str, mut each: impl FnMut(&mut Keys<'a, '_>, &str, &'a Item<'a>)) {
        let Some(item) = self.item(key) else { return };
        let DeValue::Table(table) = item.get_ref() else {
            self.wrong(item, key, &format!("a table, written [{key}]"));
            return;
        };
        let mut inner = Keys { table, file: self.file, asked: vec![], out: self.out };
        for (key, item) in table.iter() {
            each(&mut inner, key.get_ref(), item);
        }
    }

    /// A lever's number in its unit.
    pub(crate) fn amount(&mut self, item: &Item<'_>, lever: &Known) -> Option<f64> {
        let at = self.span(item);
        let wanted = format!("{}: {}", lever.what, lever.unit.words());
        if let (DeValue::Boolean(b), Unit::Flag) = (item.get_ref(), lever.unit) {
            return Some(if *b { 1.0 } else { 0.0 });
        }
        let Some(value) = number_of(item) else {
            if !self.is_percent(item, lever.name, lever.unit) {
                self.wrong(item, lever.name, &wanted);
            }
            return None;
        };
        let [low, high] = lever.unit.bounds();
        if (low..=high).contains(&value) {
            return Some(value);
        }
        let looks_like_percent = matches!(lever.unit, Unit::Share | Unit::Shift | Unit::Factor);
        if looks_like_percent && value.is_finite() && value.abs() > high && value.abs() <= 200.0 {
            let help = match lever.unit {
                Unit::Factor => format!(
                    "write {} for {value} % of what is, {} for {value} % more",
                    value / 100.0,
                    1.0 + value / 100.0
                ),
                _ => format!("write {} for {value} %", value / 100.0),
            };
            self.out.push(
                lint::UNIT_MISTAKE.at(at, format!("`{}` looks like percent", lever.name)).label(wanted).help(help),
            );
            return None;
        }
        let help = format!("write a value from {low} to {high} ({})", lever.unit.words());
        self.out.push(lint::IMPOSSIBLE.at(at, format!("`{}` cannot be {value}", lever.name)).help(help));
        None
    }

    /// Tells a text that is a number with a unit; whether it was one.
    pub(crate) fn is_percent(&mut self, item: &Item<'_>, name: &str, unit: Unit) -> bool {
        let DeValue::String(text) = item.get_ref() else { return false };
        let number = |part: &str| part.trim().replace(',', "").parse::<f64>().ok().filter(|x| x.is_finite());
        let help = if let Some(x) = text.trim().strip_suffix(['%', '％']).and_then(number) {
            match unit {
                Unit::Factor => format!("write {} for {x} % more, {} for {x} % less", 1.0 + x / 100.0, 1.0 - x / 100.0),
                Unit::Share | Unit::Shift => format!("write {}", x / 100.0),
                _ => format!("write {x}"),
            }
        } else if let Some(x) = text.split_once(' ').and_then(|(n, u)| number(n).filter(|_| u.starts_with("year"))) {
            format!("months are counted: write {}", 12.0 * x)
        } else if let Some(x) = number(text.split(' ').next().unwrap_or_default()) {
            format!("write the number alone: {x}")
        } else {
            return false;
        };
        let at = self.span(item);
        self.out.push(
            lint::UNIT_MISTAKE.at(at, format!("`{name}` is a number without a unit")).label(unit.words()).help(help),
        );
        true
    }

    /// The campaign: a word or a month.
    pub(crate) fn campaign(&mut self, item: &Item<'_>) -> Option<String> {
        let words: Vec<String> = Campaign::WORDS.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        if let DeValue::String(text) = item.get_ref() {
            if Campaign::WORDS.iter().any(|(word, _)| *word == text.as_ref()) || Month::parse(text).is_some() {
                return Some(text.to_string());
            }
            let at = self.span(item);
            let help = format!("write {} or the month it begins, such as \"2015-03\"", words.join(", "));
            self.out.push(lint::IMPOSSIBLE.at(at, format!("`{text}` is no campaign")).help(help));
            return None;
        }
        self.wrong(item, CAMPAIGN, &format!("{} or a month in quotes", words.join(", ")));
        None
    }
}
