//! A scenario's file read with the place of every key, so that all mistakes are shown where they stand.

use milieu_study::diagnostic::{Checked, Diagnostic, FileIx, Span};
use milieu_study::lint::{not_a_word, toml_syntax, unknown_key, wrong_type};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::lever::{CAMPAIGN, Known, Unit, known, names};
use super::{Change, Moved, Scenario, Window, lint};
use crate::lever::{Siting, Timing, Virtual};
use crate::month::Month;
use crate::parameter::Parameter;
use crate::preset::City;
use crate::rule;
use crate::start::Size;
use crate::state::territory::LEVELS;

type Item<'a> = Spanned<DeValue<'a>>;

/// Reads a scenario. Whatever the text holds, a scenario comes out; what is wrong keeps its default.
#[must_use]
pub fn read(text: &str, file: FileIx) -> Checked<Scenario> {
    let mut out = vec![];
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(Span::file(file), |r| Span::new(file, r));
        out.push(toml_syntax::found(at, error.message()));
    }
    let mut scenario = Scenario::default();
    Keys::over(root.get_ref(), file, &mut out, |keys| scenario_of(keys, &mut scenario));
    out.sort_by_key(|d| (d.at.map(|s| s.start), d.severity));
    Checked { value: scenario, diagnostics: out }
}

fn scenario_of(keys: &mut Keys<'_, '_>, s: &mut Scenario) {
    s.title = keys.text("title").unwrap_or_default();
    s.question = keys.text("question").unwrap_or_default();
    if let Some(window) = keys.word("window", &["maker", "upgrade"]) {
        s.window = if window == "upgrade" { Window::Upgrade } else { Window::Maker };
    }
    s.seed = keys.whole("seed").unwrap_or(s.seed);
    s.months = keys.whole("months").and_then(|n| u32::try_from(n).ok()).unwrap_or(s.window.months());
    if s.months == 0 || s.months > s.window.months() {
        let longest = s.window.months();
        keys.impossible("months", &format!("`months` is from 1 to {longest} in this window"));
        s.months = longest;
    }
    size(keys, s);
    preset(keys, s);
    keys.table("switches", |keys| switches(keys, s));
    keys.free("parameters", |keys, name, item| parameter(keys, name, item, s));
    keys.free("levers", |keys, name, item| lever(keys, name, item, s));
}

fn size(keys: &mut Keys<'_, '_>, s: &mut Scenario) {
    let Some(item) = keys.table.get("size") else { return };
    if !matches!(item.get_ref(), DeValue::Table(_)) {
        let words: Vec<&str> = Size::NAMED.iter().map(|(name, _)| *name).collect();
        if let Some(word) = keys.word("size", &words) {
            s.size = Size::NAMED.iter().find(|(name, _)| *name == word).map_or(s.size, |(_, size)| *size);
        }
        return;
    }
    keys.table("size", |keys| {
        let many = |keys: &mut Keys<'_, '_>, key, default: usize| {
            let found = keys.whole(key).map_or(default, |n| usize::try_from(n).unwrap_or(usize::MAX));
            if found > MOST_ROWS {
                keys.impossible(key, &format!("at most {MOST_ROWS} are simulated"));
                return default;
            }
            found
        };
        s.size.persons = many(keys, "persons", s.size.persons);
        s.size.firms = many(keys, "firms", s.size.firms);
        s.size.places = many(keys, "places", s.size.places);
        if let Some(population) = keys.number("population") {
            s.size.population = population;
            if !(1.0..=1e10).contains(&population) {
                keys.impossible("population", "a population is from 1 to 10,000,000,000");
                s.size.population = Size::REGION.population;
            }
        }
        if let Some(levels) = keys.list("territories") {
            s.size_at = keys.at("territories");
            let mut counts = [0; LEVELS];
            let is_whole = levels.len() == LEVELS
                && levels.iter().zip(&mut counts).all(|(x, count)| {
                    *count = *x as usize;
                    (0.0..=1e5).contains(x) && x.fract() == 0.0
                });
            if is_whole {
                s.size.territories = counts;
            } else {
                keys.impossible("territories", "five whole numbers: nation, provinces, prefectures, counties, towns");
            }
        }
    });
}

/// Persons, firms or places that a world may have.
const MOST_ROWS: usize = 20_000_000;

fn preset(keys: &mut Keys<'_, '_>, s: &mut Scenario) {
    let cities: Vec<&str> = City::ALL.iter().map(|c| c.word()).collect();
    let Some(item) = keys.table.get("preset") else { return };
    if !matches!(item.get_ref(), DeValue::Table(_)) {
        let city = keys.word("preset", &cities).and_then(|w| City::of(&w));
        (s.preset.assets, s.preset.governance, s.preset.pipelines) = (city, city, city);
        return;
    }
    keys.table("preset", |keys| {
        s.preset.assets = keys.word("assets", &cities).and_then(|w| City::of(&w));
        s.preset.governance = keys.word("governance", &cities).and_then(|w| City::of(&w));
        s.preset.pipelines = keys.word("pipelines", &cities).and_then(|w| City::of(&w));
    });
}

fn switches(keys: &mut Keys<'_, '_>, s: &mut Scenario) {
    let of = &mut s.switches;
    if let Some(item) = keys.item("tournament") {
        match item.get_ref() {
            DeValue::Boolean(on) => of.tournament = [if *on { 1.0 } else { 0.0 }; LEVELS],
            DeValue::Array(_) => match keys.list("tournament") {
                Some(levels) if levels.len() == LEVELS && levels.iter().all(|x| (0.0..=5.0).contains(x)) => {
                    of.tournament.copy_from_slice(&levels);
                }
                Some(_) => keys.impossible("tournament", "five strengths from 0 (off) to 5: nation to town"),
                None => {}
            },
            _ => keys.wrong(item, "tournament", "true, false or five strengths, nation to town"),
        }
    }
    if let Some(word) = keys.word("misreport-timing", &["late", "early", "even"]) {
        of.timing = [Timing::Late, Timing::Early, Timing::Even][place_of(&word, &["late", "early", "even"])];
    }
    of.monitoring_costs = keys.flag("monitoring-costs").unwrap_or(of.monitoring_costs);
    if let Some(word) = keys.word("siting", &["cheapest-floor", "maker-density"]) {
        of.siting = if word == "maker-density" { Siting::MakerDensity } else { Siting::CheapestFloor };
    }
    if let Some(word) = keys.word("virtual-ties", &["complement", "substitute"]) {
        of.ties = if word == "substitute" { Virtual::Substitute } else { Virtual::Complement };
    }
    of.connections_only = keys.flag("connections-only").unwrap_or(of.connections_only);
    of.outcome_targets = keys.flag("outcome-targets").unwrap_or(of.outcome_targets);
}

fn place_of(word: &str, words: &[&str]) -> usize {
    words.iter().position(|w| *w == word).unwrap_or(0)
}

fn parameter(keys: &mut Keys<'_, '_>, name: &str, item: &Item<'_>, s: &mut Scenario) {
    let at = keys.span_of_key(name);
    let Some(parameter) = rule::parameter(name) else {
        let all: Vec<&str> = rule::parameters().iter().map(|p| p.name).collect();
        keys.out.push(lint::unknown_parameter(at, name, &all));
        return;
    };
    let value_at = keys.span(item);
    if parameter.is_fixed() {
        let message = format!("`{name}` is fixed: {}", parameter.what);
        keys.out.push(lint::UNKNOWN_PARAMETER.at(value_at, message).help("leave it out"));
        return;
    }
    let Some(value) = number_of(item) else {
        if !keys.is_percent(item, name, percent_of_parameter(parameter)) {
            keys.wrong(item, name, "a number");
        }
        return;
    };
    let [low, high] = parameter.prior;
    if !value.is_finite() {
        keys.out.push(lint::IMPOSSIBLE.at(value_at, format!("`{name}` is no number")).help(prior(parameter)));
        return;
    }
    if !(low..=high).contains(&value) {
        let hundredth = value / 100.0;
        if parameter.unit != "months" && (low..=high).contains(&hundredth) && value.abs() >= 1.0 {
            let message = format!("`{name}` looks like percent");
            keys.out.push(
                lint::UNIT_MISTAKE.at(value_at, message).help(format!("write {hundredth}; {}", prior(parameter))),
            );
            return;
        }
        if value < 0.0 {
            keys.out.push(lint::IMPOSSIBLE.at(value_at, format!("`{name}` is negative")).help(prior(parameter)));
            return;
        }
        keys.out.push(
            lint::OUTSIDE_PRIOR.at(value_at, format!("`{name}` is outside its prior range")).help(prior(parameter)),
        );
    }
    s.parameters.push((parameter, value));
}

fn prior(p: &Parameter) -> String {
    let unit = if p.unit.is_empty() { String::new() } else { format!(" {}", p.unit) };
    format!("its prior range is {} to {}{unit}", p.prior[0], p.prior[1])
}

fn percent_of_parameter(p: &Parameter) -> Unit {
    if p.unit.contains("points") { Unit::Yuan } else { Unit::Share }
}

fn lever(keys: &mut Keys<'_, '_>, name: &str, item: &Item<'_>, s: &mut Scenario) {
    let known_as = known(name);
    if known_as.is_none() && name != CAMPAIGN {
        let at = keys.span_of_key(name);
        keys.out.push(lint::unknown_lever(at, name, &names()));
        return;
    }
    match item.get_ref() {
        DeValue::Array(items) => {
            for item in items {
                change(keys, name, known_as, item, s);
            }
        }
        _ => change(keys, name, known_as, item, s),
    }
}

/// One change: a value, or a table with the value and when and where it holds.
fn change(keys: &mut Keys<'_, '_>, name: &str, lever: Option<&'static Known>, item: &Item<'_>, s: &mut Scenario) {
    let mut change =
        Change { moved: Moved::Campaign(String::new()), from: None, until: None, territory: None, at: keys.span(item) };
    let value = match item.get_ref() {
        DeValue::Table(table) => {
            let mut value = None;
            let (file, window) = (keys.file, s.window);
            Keys::over(table, file, keys.out, |keys| {
                value = keys.item("value");
                change.from = keys.month("from");
                change.until = keys.month("until");
                change.territory = keys.text("in");
                if value.is_none() {
                    let missing = lint::IMPOSSIBLE.at(change.at, format!("`{name}` has no value"));
                    keys.out.push(missing.help("write { value = …, from = \"2015-03\" }"));
                }
                let (from, until) = (change.from.unwrap_or(window.start()), change.until.unwrap_or(window.end()));
                if from >= until && change.until.is_some() {
                    keys.impossible("until", "it ends before it begins");
                    value = None;
                } else if from >= window.end() || until <= window.start() {
                    let message = format!("{from} to {until} is not simulated");
                    let help = format!("the window is {} to {}", window.start(), window.end());
                    keys.out.push(lint::OUTSIDE_WINDOW.at(change.at, message).help(help));
                }
            });
            value
        }
        _ => Some(item),
    };
    let Some(value) = value else { return };
    let moved = match lever {
        Some(lever) => keys.amount(value, lever).map(|x| Moved::Number(lever, x)),
        None => keys.campaign(value).map(Moved::Campaign),
    };
    if let Some(moved) = moved {
        s.changes.push(Change { moved, ..change });
    }
}

fn number_of(item: &Item<'_>) -> Option<f64> {
    match item.get_ref() {
        DeValue::Integer(i) => i.as_str().parse().ok(),
        DeValue::Float(f) => f.as_str().parse().ok(),
        _ => None,
    }
}

/// Keys of one table; those nobody asked for are reported when it is left.
struct Keys<'a, 'o> {
    table: &'a DeTable<'a>,
    file: FileIx,
    asked: Vec<&'static str>,
    out: &'o mut Vec<Diagnostic>,
}

impl<'a, 'o> Keys<'a, 'o> {
    fn over(table: &'a DeTable<'a>, file: FileIx, out: &'o mut Vec<Diagnostic>, each: impl FnOnce(&mut Keys<'a, '_>)) {
        let mut keys = Keys { table, file, asked: vec![], out };
        each(&mut keys);
        let Keys { asked, out, .. } = keys;
        for (key, _) in table.iter().filter(|(k, _)| !asked.contains(&k.get_ref().as_ref())) {
            out.push(unknown_key::found(Span::new(file, key.span()), key.get_ref(), &asked));
        }
    }

    fn item(&mut self, key: &'static str) -> Option<&'a Item<'a>> {
        self.asked.push(key);
        self.table.get(key)
    }

    fn span(&self, item: &Item<'_>) -> Span {
        Span::new(self.file, item.span())
    }

    fn at(&self, key: &str) -> Option<Span> {
        self.table.get(key).map(|item| self.span(item))
    }

    fn span_of_key(&self, key: &str) -> Span {
        let key = self.table.get_key_value(key).map(|(key, _)| key.span());
        key.map_or(Span::file(self.file), |at| Span::new(self.file, at))
    }

    fn wrong(&mut self, item: &Item<'_>, key: &str, wanted: &str) {
        let at = self.span(item);
        self.out.push(wrong_type::found(at, key, wanted));
    }

    fn impossible(&mut self, key: &str, why: &str) {
        let at = self.at(key).unwrap_or(Span::file(self.file));
        self.out.push(lint::IMPOSSIBLE.at(at, format!("`{key}` cannot be this")).help(why));
    }

    fn text(&mut self, key: &'static str) -> Option<String> {
        let item = self.item(key)?;
        match item.get_ref() {
            DeValue::String(s) => Some(s.to_string()),
            _ => {
                self.wrong(item, key, "text in quotes");
                None
            }
        }
    }

    fn word(&mut self, key: &'static str, choices: &[&str]) -> Option<String> {
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

    fn number(&mut self, key: &'static str) -> Option<f64> {
        let item = self.item(key)?;
        let found = number_of(item);
        if found.is_none() {
            self.wrong(item, key, "a number");
        }
        found
    }

    fn whole(&mut self, key: &'static str) -> Option<u64> {
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

    fn flag(&mut self, key: &'static str) -> Option<bool> {
        let item = self.item(key)?;
        match item.get_ref() {
            DeValue::Boolean(b) => Some(*b),
            _ => {
                self.wrong(item, key, "true or false");
                None
            }
        }
    }

    fn list(&mut self, key: &'static str) -> Option<Vec<f64>> {
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

    fn month(&mut self, key: &'static str) -> Option<Month> {
        let text = self.text(key)?;
        let month = Month::parse(&text);
        if month.is_none() {
            self.impossible(key, "write a month such as \"2015-03\", or a year for its January");
        }
        month
    }

    fn table(&mut self, key: &'static str, each: impl FnOnce(&mut Keys<'a, '_>)) {
        let Some(item) = self.item(key) else { return };
        match item.get_ref() {
            DeValue::Table(table) => Keys::over(table, self.file, self.out, each),
            _ => self.wrong(item, key, &format!("a table, written [{key}]")),
        }
    }

    /// A table whose keys the caller knows.
    fn free(&mut self, key: &'static str, mut each: impl FnMut(&mut Keys<'a, '_>, &str, &'a Item<'a>)) {
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
    fn amount(&mut self, item: &Item<'_>, lever: &Known) -> Option<f64> {
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
    fn is_percent(&mut self, item: &Item<'_>, name: &str, unit: Unit) -> bool {
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
    fn campaign(&mut self, item: &Item<'_>) -> Option<String> {
        const WORDS: &[&str] = &["baseline", "endogenous", "off"];
        if let DeValue::String(text) = item.get_ref() {
            if WORDS.contains(&text.as_ref()) || Month::parse(text).is_some() {
                return Some(text.to_string());
            }
            let at = self.span(item);
            let help = "write \"baseline\", \"endogenous\", \"off\" or the month it begins, such as \"2015-03\"";
            self.out.push(lint::IMPOSSIBLE.at(at, format!("`{text}` is no campaign")).help(help));
            return None;
        }
        self.wrong(item, CAMPAIGN, "\"baseline\", \"endogenous\", \"off\" or a month in quotes");
        None
    }
}
