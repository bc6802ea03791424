//! An experiment's file read with the place of every key.

use milieu_study::diagnostic::{Checked, FileIx, Severity, Span};
use milieu_study::saved;

use super::{Arm, Condition, Estimand, Expect, Experiment, Factor, Transplant, lint, transplant};
use crate::month::Month;
use crate::preset::City;
use crate::record::{INDICATORS, position};
use crate::scenario::keys::{self, Keys, Values as _};
use crate::scenario::read::{changes, size};
use crate::scenario::{self, Scenario, Window};
use crate::start::Size;

/// The text of a scenario of the study by its id, if there is one.
pub type Scenarios<'s> = &'s dyn Fn(&str) -> Option<String>;

/// Reads an experiment. Whatever the text holds, an experiment comes out; one with errors cannot be performed.
#[must_use]
pub fn read(id: &str, text: &str, file: FileIx, scenarios: Scenarios<'_>) -> Checked<Experiment> {
    let mut experiment = Experiment {
        id: id.to_owned(),
        title: Default::default(),
        question: Default::default(),
        speaks_to: vec![],
        arms: vec![],
        factors: vec![],
        estimands: vec![],
        pairs: 12,
        sets: 0,
        set_seeds: 2,
        tornado_seeds: 0,
        transplant: None,
        limits: vec![],
        digest: String::new(),
    };
    let mut reading = Reading { scenarios, texts: text.to_owned() };
    let diagnostics = keys::root(text, file, |keys| reading.experiment(keys, &mut experiment));
    experiment.digest = saved::digest(reading.texts.as_bytes());
    Checked { value: experiment, diagnostics }
}

/// The world of an experiment that does not say its size: small, so that many runs can be made.
const SIZE: Size = Size { territories: [1, 2, 4, 8, 24], firms: 600, persons: 4_000, places: 40, population: 4e6 };

/// Most pairs, sets and seeds.
const MOST: u64 = 10_000;

struct Reading<'s> {
    scenarios: Scenarios<'s>,
    /// What decides the numbers: the file, then every scenario it names.
    texts: String,
}

impl Reading<'_> {
    fn experiment(&mut self, keys: &mut Keys<'_, '_>, e: &mut Experiment) {
        e.title = keys.label("title");
        e.question = keys.label("question");
        e.speaks_to = keys.strings_at("speaks-to");
        e.limits = keys.labels("limits");
        e.pairs = count(keys, "pairs", 2, 12);
        e.sets = count(keys, "sets", 0, 0);
        e.set_seeds = count(keys, "set-seeds", 1, 2);
        e.tornado_seeds = count(keys, "tornado-seeds", 0, 0);
        let mut base = Scenario { size: SIZE, is_synthetic: true, ..Scenario::default() };
        world(keys, &mut base);
        self.named(keys, &mut base);
        if let Some(window) = keys.word("window", &["maker", "upgrade"]) {
            base.window = if window == "upgrade" { Window::Upgrade } else { Window::Maker };
        }
        base.seed = keys.whole("seed", u64::MAX).unwrap_or(base.seed);
        base.months =
            keys.whole("months", u64::MAX).and_then(|n| u32::try_from(n).ok()).unwrap_or(base.window.months());
        if base.months == 0 || base.months > base.window.months() {
            base.months = base.window.months();
            keys.impossible("months", &format!("`months` is from 1 to {} in this window", base.months));
        }
        size(keys, &mut base);
        changes(keys, &mut base);
        keys.tables("arms", |keys| {
            let id = id(keys);
            let label = keys.label("label");
            let mut scenario = base.clone();
            world(keys, &mut scenario);
            self.named(keys, &mut scenario);
            changes(keys, &mut scenario);
            e.arms.push(Arm { id, label, scenario });
        });
        self.factors(keys, &base, e);
        let is_transplant = keys.table.contains_key("transplant");
        if e.arms.is_empty() && is_transplant {
            e.arms.push(Arm { id: "bundle".to_owned(), label: Default::default(), scenario: base.clone() });
        }
        if e.arms.len() < 2 && !is_transplant {
            let found = lint::INCOMPLETE.at(Span::file(keys.file()), "there is nothing to compare");
            keys.out.push(found.help("write two [[arms]], or [[factors]] with a `first` and a `second` side"));
        }
        keys.tables("estimands", |keys| {
            if let Some(estimand) = estimand(keys, &e.arms, &base) {
                e.estimands.push(estimand);
            }
        });
        if e.estimands.is_empty() && !keys.out.iter().any(|d| d.severity == Severity::Error) {
            let found = lint::INCOMPLETE.at(Span::file(keys.file()), "nothing is read off the runs");
            keys.out.push(found.help("write [[estimands]] with an `indicator` and a `month`"));
        }
        keys.table("transplant", |keys| e.transplant = carried(keys, e, &base));
    }

    fn named(&mut self, keys: &mut Keys<'_, '_>, into: &mut Scenario) {
        named(keys, into, self.scenarios, &mut self.texts);
    }

    fn factors(&mut self, keys: &mut Keys<'_, '_>, base: &Scenario, e: &mut Experiment) {
        const MOST_FACTORS: usize = 6;
        if !keys.table.contains_key("factors") {
            keys.item("factors");
            return;
        }
        // A side is read onto every combination so far; the combinations are the arms, first sides first.
        let mut arms = vec![(String::new(), base.clone())];
        let mut factors = vec![];
        keys.tables("factors", |keys| {
            let factor = Factor { id: id(keys), label: keys.label("label") };
            let mut next = vec![];
            for (word, side) in [("1", "first"), ("2", "second")] {
                let mut sides: Vec<(String, Scenario)> = arms.clone();
                let mut is_there = false;
                for (n, (name, scenario)) in sides.iter_mut().enumerate() {
                    name.push_str(word);
                    let before = keys.out.len();
                    keys.table(side, |keys| {
                        is_there = true;
                        changes(keys, scenario);
                    });
                    if n > 0 {
                        // Said already of the first combination.
                        keys.out.truncate(before);
                    }
                }
                if !is_there {
                    let found =
                        lint::INCOMPLETE.at(Span::file(keys.file()), format!("`{}` has no `{side}` side", factor.id));
                    keys.out.push(found.help("write first = { … } and second = { … }"));
                }
                next.push(sides);
            }
            // The last factor changes slowest, so that an arm's position is the sum of 2ⁿ over factors at their second side.
            arms = next.concat();
            factors.push(factor);
        });
        if factors.len() > MOST_FACTORS {
            keys.impossible("factors", &format!("at most {MOST_FACTORS}: their combinations double with each"));
            return;
        }
        e.arms.extend(arms.into_iter().map(|(id, scenario)| Arm { id, label: Default::default(), scenario }));
        e.factors = factors;
    }
}

/// Takes over what a scenario of the study does, if one is named; when and how large is for the reader to say. Its text is added
/// to `texts`.
pub(crate) fn named(keys: &mut Keys<'_, '_>, into: &mut Scenario, scenarios: Scenarios<'_>, texts: &mut String) {
    let Some(name) = keys.string("scenario") else { return };
    let at = keys.at("scenario").unwrap_or(Span::file(keys.file()));
    let Some(text) = scenarios(&name) else {
        let found = lint::UNKNOWN_NAME.at(at, format!("the study has no scenarios/{name}.toml"));
        keys.out.push(found.help("write the name of a file in scenarios/ without its ending"));
        return;
    };
    let read = scenario::read(&text, FileIx(0));
    if read.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        let found = lint::UNKNOWN_NAME.at(at, format!("scenarios/{name}.toml cannot be run as it stands"));
        keys.out.push(found.help(format!("see `milieu lab run scenarios/{name}.toml`")));
        return;
    }
    texts.push('\0');
    texts.push_str(&text);
    let Scenario { preset, switches, parameters, changes, .. } = read.value;
    (into.preset, into.switches) = (preset, switches);
    into.parameters.extend(parameters);
    into.changes.extend(changes);
}

/// Where worlds come from, if it is said.
fn world(keys: &mut Keys<'_, '_>, s: &mut Scenario) {
    if let Some(is_synthetic) = keys.chosen("world", scenario::WORLDS) {
        (s.is_synthetic, s.world_at) = (is_synthetic, keys.at("world"));
    }
}

fn id(keys: &mut Keys<'_, '_>) -> String {
    let id = keys.string("id").unwrap_or_default();
    if id.is_empty() {
        let at = keys.at("id").unwrap_or(Span::file(keys.file()));
        keys.out.push(lint::INCOMPLETE.at(at, "something has no name").help("write id = \"…\""));
    }
    id
}

fn count(keys: &mut Keys<'_, '_>, key: &'static str, least: u64, default: usize) -> usize {
    let Some(found) = keys.whole(key, u64::MAX) else { return default };
    if !(least..=MOST).contains(&found) {
        keys.impossible(key, &format!("from {least} to {MOST}"));
        return default;
    }
    usize::try_from(found).unwrap_or(default)
}

fn named_position(keys: &mut Keys<'_, '_>, key: &'static str, what: &str, known: &[&str]) -> Option<usize> {
    let name = keys.string(key)?;
    let found = known.iter().position(|k| *k == name);
    if found.is_none() {
        let at = keys.at(key).unwrap_or(Span::file(keys.file()));
        keys.out.push(lint::unknown(at, what, &name, known));
    }
    found
}

fn estimand(keys: &mut Keys<'_, '_>, arms: &[Arm], base: &Scenario) -> Option<Estimand> {
    let id = id(keys);
    let what = keys.label("what");
    let lesson = keys.label("lesson");
    let names: Vec<&str> = INDICATORS.iter().map(|i| i.name).collect();
    let known_arms: Vec<&str> = arms.iter().map(|arm| arm.id.as_str()).collect();
    let indicator = keys.string("indicator").map(|name| (position(&name), name));
    let per = named_position(keys, "per", "indicator", &names);
    let arm = named_position(keys, "arm", "arm", &known_arms);
    let against = named_position(keys, "against", "arm", &known_arms);
    let months = months(keys, base);
    let spread = keys.flag("spread").unwrap_or(false);
    let expect = keys.word("expect", &Expect::WORDS).map(|word| match word.as_str() {
        "more" => Expect::More,
        "less" => Expect::Less,
        _ => Expect::Same,
    });
    let within = keys.number("within").unwrap_or(0.05);
    let at = keys.at("indicator").unwrap_or(Span::file(keys.file()));
    let indicator = match indicator {
        Some((Some(indicator), _)) => indicator,
        Some((None, name)) => {
            keys.out.push(lint::unknown(at, "indicator", &name, &names));
            return None;
        }
        None => {
            keys.out.push(
                lint::INCOMPLETE.at(at, format!("`{id}` names no indicator")).help("write indicator = \"places\""),
            );
            return None;
        }
    };
    let last = arms.len().checked_sub(1)?;
    let is_named = |key: &str| keys.table.contains_key(key);
    if arms.len() > 2 && !is_named("arm") && arms[0].id != "1".repeat(arms[0].id.len()) {
        let help = format!("write arm = \"{}\"", known_arms[last]);
        keys.out.push(lint::INCOMPLETE.at(at, format!("of which arm is `{id}`?")).help(help));
    }
    Some(Estimand {
        id,
        what,
        indicator,
        per,
        months,
        spread,
        arm: arm.unwrap_or(last),
        against: against.unwrap_or(0),
        expect,
        within,
        lesson,
    })
}

/// The month, or the months from one to another, of an estimand; the last of the run unless said.
fn months(keys: &mut Keys<'_, '_>, base: &Scenario) -> [Month; 2] {
    let (start, end) = (base.window.start(), base.window.start().plus(base.months - 1));
    let one = keys.month("month");
    let (from, until) = (keys.month("from"), keys.month("until"));
    let found = match (one, from, until) {
        (Some(month), ..) => [month, month],
        (None, None, None) => [end, end],
        (None, from, until) => [from.unwrap_or(start), until.unwrap_or(end)],
    };
    if found[0] < start || found[1] > end || found[0] > found[1] {
        let at = ["month", "from", "until"].iter().find_map(|key| keys.at(key)).unwrap_or(Span::file(keys.file()));
        let message = format!("{} to {} is not simulated", found[0], found[1]);
        keys.out.push(lint::OUTSIDE_MONTHS.at(at, message).help(format!("the runs are of {start} to {end}")));
        return [end, end];
    }
    found
}

fn carried(keys: &mut Keys<'_, '_>, e: &Experiment, base: &Scenario) -> Option<Transplant> {
    let cities: Vec<&str> = City::ALL.iter().map(|c| c.word()).collect();
    let source = keys.word("source", &cities).and_then(|w| City::of(&w));
    let mut carry = [false; 3];
    for (part, at) in keys.strings_at("carry") {
        match transplant::PARTS.iter().position(|p| *p == part) {
            Some(n) => carry[n] = true,
            None => keys.out.push(lint::unknown(at, "part of starting conditions", &part, &transplant::PARTS)),
        }
    }
    let mut bundle = base.clone();
    keys.table("bundle", |keys| changes(keys, &mut bundle));
    let estimands: Vec<&str> = e.estimands.iter().map(|one| one.id.as_str()).collect();
    let outcome = named_position(keys, "outcome", "estimand", &estimands);
    let seeds = count(keys, "seeds", 1, 5);
    let measures: Vec<&str> = transplant::MEASURES.iter().map(|(name, _)| *name).collect();
    let mut conditions = vec![];
    keys.tables("conditions", |keys| {
        let id = id(keys);
        let label = keys.label("label");
        let measure = named_position(keys, "measure", "measure", &measures);
        let anchors = keys.numbers("thresholds").and_then(|list| <[f64; 3]>::try_from(list).ok());
        match (measure, anchors) {
            (Some(measure), Some(anchors)) => conditions.push(Condition { id, label, measure, anchors }),
            (_, None) => keys.impossible("thresholds", "three numbers: full exclusion, crossover, full inclusion"),
            _ => {}
        }
    });
    if source.is_none() || conditions.is_empty() {
        let found = lint::INCOMPLETE.at(Span::file(keys.file()), "a transplant needs its source and conditions");
        keys.out.push(found.help("write source = \"shenzhen\" and [[transplant.conditions]]"));
    }
    Some(Transplant { source: source?, carry, bundle, outcome: outcome?, seeds, conditions })
}
