//! A scenario's file read with the place of every key, so that all mistakes are shown where they stand.

use milieu_study::diagnostic::{Checked, FileIx, Span};
use toml::de::DeValue;

use super::keys::{self, Item, Keys, Values as _, number};
use super::lever::{CAMPAIGN, Known, Unit, known, names};
use super::switch::{Choices, SWITCHES};
use super::{Change, Moved, Scenario, Window, lint};
use crate::lever::Switches;
use crate::parameter::Parameter;
use crate::preset::City;
use crate::rule;
use crate::start::Size;
use crate::state::territory::LEVELS;

/// Reads a scenario. Whatever the text holds, a scenario comes out; what is wrong keeps its default.
#[must_use]
pub fn read(text: &str, file: FileIx) -> Checked<Scenario> {
    let mut scenario = Scenario::default();
    let diagnostics = keys::root(text, file, |keys| scenario_of(keys, &mut scenario));
    Checked { value: scenario, diagnostics }
}

fn scenario_of(keys: &mut Keys<'_, '_>, s: &mut Scenario) {
    s.title = keys.string("title").unwrap_or_default();
    s.question = keys.string("question").unwrap_or_default();
    s.window = keys.chosen("window", &Window::ALL.map(|w| (w.word(), w))).unwrap_or(s.window);
    s.seed = keys.whole("seed", u64::MAX).unwrap_or(s.seed);
    s.months = keys.whole("months", u64::MAX).and_then(|n| u32::try_from(n).ok()).unwrap_or(s.window.months());
    if s.months == 0 || s.months > s.window.months() {
        let longest = s.window.months();
        keys.impossible("months", &format!("`months` is from 1 to {longest} in this window"));
        s.months = longest;
    }
    s.is_synthetic = keys.chosen("world", WORLDS).unwrap_or(s.is_synthetic);
    // Unsaid, it is meant by the scenario as a whole: by the first thing it says.
    let first = keys.table.iter().map(|(key, _)| key.span()).min_by_key(|span| span.start);
    let whole = first.map_or(Span::file(keys.file()), |span| Span::new(keys.file(), span));
    s.world_at = Some(keys.at("world").unwrap_or(whole));
    size(keys, s);
    changes(keys, s);
}

/// What a scenario does to the rules as they stand, and what an arm of an experiment does to its scenario: starting
/// conditions, hypotheses, parameters and levers. What is said later holds.
pub(crate) fn changes(keys: &mut Keys<'_, '_>, s: &mut Scenario) {
    preset(keys, s);
    keys.table("switches", |keys| switches(keys, s));
    keys.free("parameters", |keys, name, item| parameter(keys, name, item, s));
    keys.free("levers", |keys, name, item| lever(keys, name, item, s));
}

/// Where the world of a scenario comes from, and whether that is nowhere.
pub const WORLDS: &[(&str, bool)] = &[("study", false), ("synthetic", true)];

pub(crate) fn size(keys: &mut Keys<'_, '_>, s: &mut Scenario) {
    let Some(item) = keys.table.get("size") else { return };
    if !matches!(item.get_ref(), DeValue::Table(_)) {
        s.size = keys.chosen("size", &Size::NAMED).unwrap_or(s.size);
        return;
    }
    keys.table("size", |keys| {
        let many = |keys: &mut Keys<'_, '_>, key, default: usize| {
            let found = keys.whole(key, u64::MAX).map_or(default, |n| usize::try_from(n).unwrap_or(usize::MAX));
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
        if let Some(levels) = keys.numbers("territories") {
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
    let cities = City::ALL.map(|city| (city.word(), city));
    let Some(item) = keys.table.get("preset") else { return };
    if !matches!(item.get_ref(), DeValue::Table(_)) {
        let city = keys.chosen("preset", &cities);
        (s.preset.assets, s.preset.governance, s.preset.pipelines) = (city, city, city);
        return;
    }
    keys.table("preset", |keys| {
        s.preset.assets = keys.chosen("assets", &cities).or(s.preset.assets);
        s.preset.governance = keys.chosen("governance", &cities).or(s.preset.governance);
        s.preset.pipelines = keys.chosen("pipelines", &cities).or(s.preset.pipelines);
    });
}

fn switches(keys: &mut Keys<'_, '_>, s: &mut Scenario) {
    for switch in SWITCHES {
        match switch.choices {
            Choices::Flag(field) => {
                if let Some(on) = keys.flag(switch.name) {
                    *field(&mut s.switches) = on;
                }
            }
            Choices::Words(words, choose) => {
                let numbered: Vec<(&str, usize)> = words.iter().copied().zip(0..).collect();
                if let Some(n) = keys.chosen(switch.name, &numbered) {
                    choose(&mut s.switches, n);
                }
            }
            Choices::Strengths => tournament(keys, switch.name, &mut s.switches),
        }
    }
}

fn tournament(keys: &mut Keys<'_, '_>, name: &'static str, of: &mut Switches) {
    let Some(item) = keys.item(name) else { return };
    match item.get_ref() {
        DeValue::Boolean(on) => of.tournament = [if *on { 1.0 } else { 0.0 }; LEVELS],
        DeValue::Array(_) => match keys.numbers(name) {
            Some(levels) if levels.len() == LEVELS && levels.iter().all(|x| (0.0..=5.0).contains(x)) => {
                of.tournament.copy_from_slice(&levels);
            }
            Some(_) => keys.impossible(name, "five strengths from 0 (off) to 5: nation to town"),
            None => {}
        },
        _ => keys.wrong(item, name, "true, false or five strengths, nation to town"),
    }
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
    let Some(value) = number(item) else {
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

fn lever<'a>(keys: &mut Keys<'a, '_>, name: &str, item: &'a Item<'a>, s: &mut Scenario) {
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
fn change<'a>(
    keys: &mut Keys<'a, '_>,
    name: &str,
    lever: Option<&'static Known>,
    item: &'a Item<'a>,
    s: &mut Scenario,
) {
    let mut change =
        Change { moved: Moved::Campaign(String::new()), from: None, until: None, territory: None, at: keys.span(item) };
    let value = match item.get_ref() {
        DeValue::Table(table) => {
            let mut value = None;
            let window = s.window;
            keys.within(table, item.span(), |keys| {
                value = keys.item("value");
                change.from = keys.month("from");
                change.until = keys.month("until");
                change.territory = keys.string("in");
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
