//! What the tables of scenarios and experiments hold beyond plain values: months, amounts of levers, campaigns. What is not
//! understood is told where it stands.

use milieu_study::diagnostic::{Diagnostic, FileIx, Span};
pub(crate) use milieu_study::keys::{Item, Keys, number};
use toml::de::DeValue;

use super::lever::{CAMPAIGN, Known, Unit};
use super::lint;
use crate::lever::Campaign;
use crate::month::Month;

/// Parses a text and hands its root to `each`; syntax errors are reported, the rest is read. Findings are sorted by place.
pub(crate) fn root(text: &str, file: FileIx, each: impl FnOnce(&mut Keys<'_, '_>)) -> Vec<Diagnostic> {
    let mut out = vec![];
    milieu_study::keys::root(text, file, &mut out, each);
    out.sort_by_key(|d| (d.at.map(|s| s.start), d.severity));
    out
}

/// Values of the lab.
pub(crate) trait Values {
    /// Tells that a value cannot be, and why.
    fn impossible(&mut self, key: &str, why: &str);

    /// A month, or a year for its January.
    fn month(&mut self, key: &'static str) -> Option<Month>;

    /// A lever's number in its unit.
    fn amount(&mut self, item: &Item<'_>, lever: &Known) -> Option<f64>;

    /// Tells a text that is a number with a unit; whether it was one.
    fn is_percent(&mut self, item: &Item<'_>, name: &str, unit: Unit) -> bool;

    /// The campaign: a word or a month.
    fn campaign(&mut self, item: &Item<'_>) -> Option<String>;
}

impl Values for Keys<'_, '_> {
    fn impossible(&mut self, key: &str, why: &str) {
        let at = self.at(key).unwrap_or(Span::file(self.file()));
        self.out.push(lint::IMPOSSIBLE.at(at, format!("`{key}` cannot be this")).help(why));
    }

    fn month(&mut self, key: &'static str) -> Option<Month> {
        let text = self.string(key)?;
        let month = Month::parse(&text);
        if month.is_none() {
            self.impossible(key, "write a month such as \"2015-03\", or a year for its January");
        }
        month
    }

    fn amount(&mut self, item: &Item<'_>, lever: &Known) -> Option<f64> {
        let at = self.span(item);
        let wanted = format!("{}: {}", lever.what, lever.unit.words());
        if let (DeValue::Boolean(b), Unit::Flag) = (item.get_ref(), lever.unit) {
            return Some(if *b { 1.0 } else { 0.0 });
        }
        let Some(value) = number(item) else {
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

    fn is_percent(&mut self, item: &Item<'_>, name: &str, unit: Unit) -> bool {
        let DeValue::String(text) = item.get_ref() else { return false };
        let read = |part: &str| part.trim().replace(',', "").parse::<f64>().ok().filter(|x| x.is_finite());
        let help = if let Some(x) = text.trim().strip_suffix(['%', '％']).and_then(read) {
            match unit {
                Unit::Factor => format!("write {} for {x} % more, {} for {x} % less", 1.0 + x / 100.0, 1.0 - x / 100.0),
                Unit::Share | Unit::Shift => format!("write {}", x / 100.0),
                _ => format!("write {x}"),
            }
        } else if let Some(x) = text.split_once(' ').and_then(|(n, u)| read(n).filter(|_| u.starts_with("year"))) {
            format!("months are counted: write {}", 12.0 * x)
        } else if let Some(x) = read(text.split(' ').next().unwrap_or_default()) {
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

    fn campaign(&mut self, item: &Item<'_>) -> Option<String> {
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
