//! The description of the model (ODD+D: overview, design concepts, details, and decisions), taken from what the sources of
//! the lab say of themselves, so that it cannot say anything else than the code does.
//!
//! Order and headings follow Grimm et al. 2020 (*JASSS* 23(2)7) and, for decisions, Müller et al. 2013 (*Environ. Model.
//! Softw.* 48:37).

mod markdown;
mod text;

use serde::Serialize;

use crate::lever::Campaign;
use crate::parameter::Parameter;
use crate::pattern::PATTERNS;
use crate::preset::City;
use crate::rule::{self, RULES};
use crate::scenario::lever::{CAMPAIGN, LEVERS};
use crate::scenario::switch::SWITCHES;
use crate::scenario::{WORLDS, Window};
use crate::start::Size;
use crate::state::territory::ORIGIN_NAMES;
use crate::step::SCHEDULE;

pub use markdown::markdown;

/// The whole description.
#[derive(Clone, Debug, Serialize)]
pub struct Odd {
    /// What every page of the lab says: explains, does not forecast, and how much is assumed.
    pub caution: String,
    /// What it is for.
    pub purpose: Vec<String>,
    /// Kinds of agents with their state variables.
    pub entities: Vec<Entity>,
    /// Time and space.
    pub scales: Vec<Line>,
    /// What happens in a month, in its order.
    pub schedule: Vec<Phase>,
    /// Design concepts.
    pub concepts: Vec<Line>,
    /// How a world begins: synthetic, and from a study.
    pub start: Vec<String>,
    /// Each rule: the submodels.
    pub rules: Vec<Rule>,
    /// Kinds of places, as they open.
    pub kinds: Vec<Kind>,
    /// Patterns with the bands in which they are met.
    pub patterns: Vec<Pattern>,
    /// Starting conditions of cities.
    pub presets: Vec<Preset>,
    /// What a scenario may pull.
    pub levers: Vec<Line>,
    /// Rival hypotheses.
    pub switches: Vec<Line>,
}

/// A name and what is said of it.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Name.
    pub name: String,
    /// What it is.
    pub what: String,
    /// Unit, bounds or choices; may be blank.
    pub choices: String,
}

/// A kind of agent.
#[derive(Clone, Debug, Serialize)]
pub struct Entity {
    /// Name of its table.
    pub name: String,
    /// What it is.
    pub what: String,
    /// State variables.
    pub columns: Vec<Column>,
}

/// A state variable.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Name.
    pub name: String,
    /// What it says, in which unit.
    pub what: String,
}

/// A phase of the month.
#[derive(Clone, Debug, Serialize)]
pub struct Phase {
    /// Number, 0 to 13.
    pub number: u8,
    /// What happens.
    pub what: String,
    /// Rules of the phase, in their order.
    pub rules: Vec<&'static str>,
}

/// A rule.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Name of its file.
    pub name: &'static str,
    /// Phase.
    pub phase: u8,
    /// Mechanism and equations, paragraph by paragraph.
    pub mechanism: Vec<String>,
    /// What was decided where the specification is silent.
    pub decisions: Vec<String>,
    /// What bears it out.
    pub evidence: Vec<String>,
    /// Its parameters.
    pub parameters: Vec<Shown>,
    /// Numbers in its code that are assumed and not varied.
    pub constants: Vec<Constant>,
}

/// A parameter as tables show it.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// Row of the register.
    pub number: u8,
    /// Name, as scenarios write it.
    pub name: &'static str,
    /// Rule it belongs to.
    pub rule: &'static str,
    /// What it says.
    pub what: &'static str,
    /// Default.
    pub default: f64,
    /// Prior range; none where it is fixed.
    pub prior: Option<[f64; 2]>,
    /// Unit; may be blank.
    pub unit: &'static str,
    /// How well it is known.
    pub status: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// A constant that is assumed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Constant {
    /// What it says.
    pub what: String,
    /// Its value as the code writes it.
    pub value: String,
}

/// A kind of place.
#[derive(Clone, Debug, Serialize)]
pub struct Kind {
    /// Name.
    pub name: &'static str,
    /// Floor in m², desks, fee in yuan per member and month, formality, permeability.
    pub numbers: [f64; 5],
    /// How well it is known, and by whom.
    pub source: &'static str,
}

/// A pattern.
#[derive(Clone, Debug, Serialize)]
pub struct Pattern {
    /// P1 to P23.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Fitted or held out.
    pub used: &'static str,
    /// What is known, and by whom.
    pub anchor: &'static str,
    /// Its parts.
    pub parts: Vec<Band>,
}

/// A number of a pattern and the band in which it is met.
#[derive(Clone, Debug, Serialize)]
pub struct Band {
    /// What it is.
    pub what: &'static str,
    /// Unit; may be blank.
    pub unit: &'static str,
    /// Least and greatest; none where there is no limit.
    pub accept: [Option<f64>; 2],
}

/// A city's starting conditions.
#[derive(Clone, Debug, Serialize)]
pub struct Preset {
    /// The word scenarios write.
    pub name: &'static str,
    /// Shares of collectives, state, foreign, household, start-up and other private firms.
    pub kinds: [f64; 6],
    /// Wage, rent and capital of firms relative to the region; style of officials; openness; local linkage.
    pub numbers: [f64; 6],
    /// Pipelines by origin.
    pub pipelines: Vec<(&'static str, f64)>,
}

const PURPOSE: [&str; 2] = [
    "To explain how territories, officials, firms, people and places make and unmake places of innovation together, and to \
     compare scenarios: what differs, how surely, and which assumption drives it.",
    "It answers differences between scenarios on the same chance. It is shown with the patterns of what is known that it meets \
     and misses; no number of it is a forecast, and no individual is modelled from personal data.",
];

const CONCEPTS: [(&str, &str); 8] = [
    (
        "Theory",
        "innovative milieu and cluster (local buzz, outside pipelines), organisational search (aspiration, exploitation and \
     exploration), kenes and recombination, rank-order contests, land rent and displacement, ties that form and decay",
    ),
    (
        "Individual decisions",
        "random utility (logit) for towns, memberships and modes of search; closed-form responses of officials to \
     the contest; thresholds of firms and founders that are content with enough",
    ),
    (
        "Learning",
        "officials' beliefs in instruments by their own and their peers' results; firms' expertise; persons' skills",
    ),
    ("Sensing", "late, noisy and open to falsification: officials see what was reported"),
    (
        "Heterogeneity",
        "classes of persons, types of firms, kinds of places, styles and competence of officials, levels of territories",
    ),
    (
        "Stochasticity",
        "every draw is a function of seed, step, stream and who it happens to: scenarios of one seed meet the same events",
    ),
    (
        "Emergence",
        "amplification and bunching of targets, lives of places, occupancy, survival of ties, specialisation, gaps of output",
    ),
    ("Structural uncertainty", "rival hypotheses are switches, one or the other, never averaged"),
];

/// Files that say what belongs to a rule beside its own.
const PARTS: &[(&str, &str)] = &[
    ("birth", include_str!("../rule/birth/grassroots.rs")),
    ("birth", include_str!("../rule/birth/commercial.rs")),
    ("birth", include_str!("../rule/birth/state.rs")),
    ("search", include_str!("../rule/search/mode.rs")),
    ("search", include_str!("../rule/search/partners.rs")),
    ("search", include_str!("../rule/search/knowledge.rs")),
    ("startups", include_str!("../rule/founding.rs")),
    ("entry_exit", include_str!("../rule/premises.rs")),
];

const TABLES: &[&str] = &[
    include_str!("../state/territory.rs"),
    include_str!("../state/official.rs"),
    include_str!("../state/indicator.rs"),
    include_str!("../state/firm.rs"),
    include_str!("../state/person.rs"),
    include_str!("../state/place.rs"),
];

/// What every page of the lab says.
#[must_use]
pub fn caution() -> String {
    let (assumed, all) = rule::assumed();
    format!("Explains, does not forecast; {assumed} of {all} parameters are assumed.")
}

/// The register, by row and part.
#[must_use]
pub fn parameters() -> Vec<Shown> {
    let mut all: Vec<(&'static str, &Parameter)> =
        RULES.iter().flat_map(|rule| rule.parameters.iter().map(move |p| (rule.name, p))).collect();
    all.sort_by_key(|(_, p)| (p.number, p.part));
    all.into_iter().map(|(rule, p)| shown(rule, p)).collect()
}

fn shown(rule: &'static str, p: &Parameter) -> Shown {
    Shown {
        number: p.number,
        name: p.name,
        rule,
        what: p.what,
        default: p.default,
        prior: (!p.is_fixed()).then_some(p.prior),
        unit: p.unit,
        status: p.status.word(),
        source: p.source,
    }
}

/// The description, made from the sources.
#[must_use]
pub fn odd() -> Odd {
    Odd {
        caution: caution(),
        purpose: PURPOSE.map(str::to_owned).to_vec(),
        entities: TABLES.iter().flat_map(|table| text::entities(table)).collect(),
        scales: scales(),
        schedule: schedule(),
        concepts: CONCEPTS.iter().map(|(name, what)| line(*name, *what, "")).collect(),
        start: [include_str!("../start.rs"), include_str!("../ground/mod.rs")]
            .iter()
            .flat_map(|file| text::paragraphs(file))
            .collect(),
        rules: RULES.iter().map(of_rule).collect(),
        kinds: rule::kinds::MODELS
            .iter()
            .map(|m| Kind {
                name: m.name,
                numbers: [m.area, m.desks, m.fee, m.formality, m.permeability],
                source: m.source,
            })
            .collect(),
        patterns: PATTERNS.iter().map(|p| of_pattern(p)).collect(),
        presets: City::ALL.map(of_city).to_vec(),
        levers: levers(),
        switches: SWITCHES.iter().map(|s| line(s.name, s.what, &s.choices.words())).collect(),
    }
}

fn line(name: impl Into<String>, what: impl Into<String>, choices: &str) -> Line {
    Line { name: name.into(), what: what.into(), choices: choices.to_owned() }
}

fn scales() -> Vec<Line> {
    let windows = Window::ALL.iter().map(|w| {
        let what = format!("{} to {}, {} months", w.start(), w.end().before(), w.months());
        line(format!("window = \"{}\"", w.word()), what, "")
    });
    let sizes = Size::NAMED.iter().map(|(name, size)| {
        let [nation, provinces, prefectures, counties, towns] = size.territories;
        let what = format!(
            "{nation} nation, {provinces} provinces, {prefectures} prefectures, {counties} counties, {towns} towns; {} firms, \
             {} persons for {} million people, {} places at the start",
            size.firms,
            size.persons,
            size.population / 1e6,
            size.places
        );
        line(format!("size = \"{name}\""), what, "")
    });
    let worlds: Vec<String> = WORLDS.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let world = line("world", "whether a scenario inside a study starts from it", &worlds.join(", "));
    windows.chain(sizes).chain([world]).collect()
}

fn schedule() -> Vec<Phase> {
    text::phases(include_str!("../step.rs"))
        .into_iter()
        .map(|(number, what)| {
            let rules = SCHEDULE.iter().filter(|(phase, ..)| *phase == number).map(|(_, name, _)| *name).collect();
            Phase { number, what, rules }
        })
        .collect()
}

fn of_rule(rule: &rule::Rule) -> Rule {
    let texts = || std::iter::once(rule.text).chain(PARTS.iter().filter(|(of, _)| *of == rule.name).map(|(_, t)| *t));
    let mut found = Rule {
        name: rule.name,
        phase: rule.phase,
        mechanism: vec![],
        decisions: vec![],
        evidence: vec![],
        parameters: rule.parameters.iter().map(|p| shown(rule.name, p)).collect(),
        constants: texts().flat_map(text::assumed).collect(),
    };
    for paragraph in texts().flat_map(text::paragraphs) {
        let kind = if paragraph.starts_with("Decision") {
            &mut found.decisions
        } else if paragraph.starts_with("Evidence") {
            &mut found.evidence
        } else {
            &mut found.mechanism
        };
        kind.push(paragraph);
    }
    found
}

fn of_pattern(pattern: &crate::pattern::Pattern) -> Pattern {
    let finite = |x: f64| x.is_finite().then_some(x);
    let parts = pattern.parts.iter();
    let parts = parts.map(|p| Band { what: p.what, unit: p.unit, accept: p.accept.map(finite) }).collect();
    let crate::pattern::Pattern { id, name, anchor, .. } = *pattern;
    Pattern { id, name, used: pattern.used.word(), anchor, parts }
}

fn of_city(city: City) -> Preset {
    let (assets, governing, pipelines) = (city.assets(), city.governance(), city.pipelines());
    let numbers = [assets.wage, assets.rent, assets.capital, governing.style, governing.openness, pipelines.linkage];
    let pipelines = ORIGIN_NAMES.into_iter().zip(pipelines.stock).collect();
    Preset { name: city.word(), kinds: assets.kinds, numbers, pipelines }
}

fn levers() -> Vec<Line> {
    let words: Vec<&str> = Campaign::WORDS.iter().map(|(word, _)| *word).collect();
    let campaign = line(CAMPAIGN, "when a campaign for places begins", &format!("{}, or a month", words.join(", ")));
    let numbers = LEVERS.iter().map(|lever| {
        let [low, high] = lever.unit.bounds();
        let choices = match lever.unit {
            crate::scenario::lever::Unit::Flag => lever.unit.words().to_owned(),
            unit => format!("{}; {low} to {high}", unit.words()),
        };
        line(lever.name, lever.what, &choices)
    });
    std::iter::once(campaign).chain(numbers).collect()
}

#[cfg(test)]
mod tests;
