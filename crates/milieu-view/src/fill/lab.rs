//! The pages of the lab: from scenarios, the register and what is kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use milieu_lab::experiment::{self, Experiment};
use milieu_lab::fingerprint;
use milieu_lab::ground::Ground;
use milieu_lab::kept::{self, Stale};
use milieu_lab::lever::Levers;
use milieu_lab::odd;
use milieu_lab::parameter::Status;
use milieu_lab::rule::{self, RULES};
use milieu_lab::scenario::lever::{CAMPAIGN, LEVERS, Unit};
use milieu_lab::scenario::{self, Moved, Scenario};
use milieu_study::Study;
use milieu_study::diagnostic::{FileIx, Style, render};
use milieu_study::evidence::Runnable;
use milieu_study::file::StudyFile;
use serde_json::Value;

use crate::fill::screened;
use crate::lab::{self, BASELINE};
use crate::markdown;
use crate::page::{
    ExperimentInShort, ExperimentPage, Lab, LabIndicator, LabParameter, LabRun, LeverShown, ModelPage, ParametersPage,
    PatternBoard, PatternsPage, PlacedShown, ScenarioInShort, ScenarioPage,
};
use crate::site::Site;

/// The scenarios of a study: id and file, the baseline first.
pub(crate) fn scenarios(study: &Study) -> Vec<(&str, &StudyFile)> {
    let saved = study.files.iter().filter_map(|file| Some((Runnable::Scenario.saved_in(&file.path)?, file)));
    let mut found: Vec<(&str, &StudyFile)> = saved.collect();
    found.sort_by_key(|(id, _)| (*id != BASELINE, *id));
    found
}

/// The text of a scenario.
pub(crate) fn text<'s>(study: &'s Study, id: &str) -> Option<&'s str> {
    scenarios(study).into_iter().find(|(known, _)| *known == id).map(|(_, file)| file.text.as_str())
}

/// What is kept of a scenario.
#[derive(Debug)]
pub(crate) struct Kept {
    run: LabRun,
    stale: Option<Stale>,
}

/// What is kept of the scenarios, by id.
pub(crate) fn all_kept(study: &Study, ground: &Arc<Ground>) -> BTreeMap<String, Kept> {
    let one = |(id, _): (&str, &StudyFile)| {
        let kept = kept::of_scenario(study, id, ground)?;
        let run = serde_json::from_str(&kept.file.text).ok()?;
        Some((id.to_owned(), Kept { run, stale: kept.stale }))
    };
    scenarios(study).into_iter().filter_map(one).collect()
}

/// The pattern board that is kept, and whether it no longer holds.
fn board(study: &Study) -> Option<(PatternBoard, bool)> {
    let kept = kept::of_patterns(study)?;
    Some((serde_json::from_str(&kept.file.text).ok()?, kept.stale.is_some()))
}

/// `data/lab.json`
pub(crate) fn page(site: &Site) -> Lab {
    let study = site.study();
    let count = |board: &PatternBoard, met| board.patterns.iter().filter(|p| p.met == met).count() as u32;
    let short = |(id, file): (&str, &StudyFile)| {
        let scenario = scenario::read(&file.text, FileIx(0)).value;
        let kept = site.kept_runs().get(id);
        ScenarioInShort {
            id: id.to_owned(),
            title: titled(&scenario, id),
            question: scenario.question,
            kept: kept.is_some(),
            stale: kept.is_some_and(|kept| kept.stale.is_some()),
        }
    };
    Lab {
        model: fingerprint::of_model().to_owned(),
        assumed: assumed(),
        patterns: board(study).map(|(b, _)| [Some(true), Some(false), None].map(|met| count(&b, met))),
        scenarios: scenarios(study).into_iter().map(short).collect(),
        experiments: site.experiments().iter().map(Asked::in_short).collect(),
        indicators: lab::indicators()
            .map(|i| LabIndicator { name: i.name.to_owned(), what: i.what.to_owned(), unit: i.unit.to_owned() })
            .collect(),
    }
}

/// An experiment and what is kept of it.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) experiment: Experiment,
    outcome: Option<Value>,
    stale: Option<Stale>,
}

impl Asked {
    pub(crate) fn in_short(&self) -> ExperimentInShort {
        let verdict = self.outcome.as_ref().and_then(|kept| kept["verdict"].as_str());
        ExperimentInShort {
            id: self.experiment.id.clone(),
            title: self.experiment.title.clone(),
            question: self.experiment.question.clone(),
            verdict: verdict.unwrap_or_default().to_owned(),
            stale: self.stale.is_some(),
        }
    }
}

/// The experiments of a study with what is kept of each, by id.
pub(crate) fn experiments(study: &Study) -> Vec<Asked> {
    let asked = |experiment: Experiment| {
        let kept = kept::of_experiment(study, &experiment);
        let outcome = kept.and_then(|kept| serde_json::from_str(&kept.file.text).ok());
        Asked { outcome, stale: kept.and_then(|kept| kept.stale), experiment }
    };
    experiment::check::all(study).into_iter().map(|(_, experiment, _)| asked(experiment)).collect()
}

/// `data/lab/experiment/ID.json`
pub(crate) fn experiment(site: &Site, id: &str) -> Option<ExperimentPage> {
    let asked = site.experiments().iter().find(|asked| asked.experiment.id == id)?;
    let ExperimentInShort { id, title, question, .. } = asked.in_short();
    let command = format!("milieu lab experiment experiments/{id}.toml --keep");
    let (stale, outcome) = (asked.stale.map(Stale::word), asked.outcome.clone());
    Some(ExperimentPage { id, title, question, stale, command, outcome })
}

fn titled(scenario: &Scenario, id: &str) -> String {
    if scenario.title.is_empty() { id.to_owned() } else { scenario.title.clone() }
}

fn assumed() -> [u32; 2] {
    let (assumed, all) = rule::assumed();
    [assumed as u32, all as u32]
}

/// `data/lab/scenario/ID.json`
pub(crate) fn scenario(site: &Site, id: &str) -> Option<ScenarioPage> {
    let study = site.study();
    let text = text(study, id)?;
    let read = scenario::read(text, FileIx(0));
    let mut file = Study::default();
    file.files.push(StudyFile::new(format!("scenarios/{id}.toml"), text));
    let style = Style { colour: false, width: 80 };
    let scenario = read.value;
    let kept = site.kept_runs().get(id);
    let has_base = id != BASELINE && self::text(study, BASELINE).is_some();
    Some(ScenarioPage {
        id: id.to_owned(),
        title: titled(&scenario, id),
        question: scenario.question.clone(),
        text: text.to_owned(),
        window: [scenario.window.start(), scenario.window.start().plus(scenario.months.saturating_sub(1))]
            .map(|month| month.to_string()),
        base: has_base.then(|| BASELINE.to_owned()),
        levers: levers(&scenario),
        placed: placed(site, &scenario, kept.map(|kept| kept.run.size.as_str())),
        wrong: read.diagnostics.iter().map(|d| render(&file, d, style)).collect(),
        command: format!("milieu lab run scenarios/{id}.toml"),
        kept: kept.map(|kept| kept.run.clone()),
        stale: kept.and_then(|kept| kept.stale).map(Stale::word),
    })
}

/// What of the study stands in the world of this size, or of the scenario's.
fn placed(site: &Site, scenario: &Scenario, size: Option<&str>) -> Vec<PlacedShown> {
    let scenario = kept::sized(scenario.clone().inside(site.ground()), size.unwrap_or_default());
    let shown = |count: &milieu_lab::ground::Count| PlacedShown {
        what: count.what.to_owned(),
        grounded: count.grounded as u32,
        synthetic: count.synthetic as u32,
        facts: count.facts as u32,
    };
    scenario.placed().map_or_else(Vec::new, |placed| placed.counts.iter().map(shown).collect())
}

fn levers(scenario: &Scenario) -> Vec<LeverShown> {
    let pulled = |name: &str| scenario.changes.iter().find(|change| lab::moved(change) == name);
    let mut neutral = Levers::default();
    let shown = |name: &str, what: &str, unit: &str, bounds, neutral: String| {
        let change = pulled(name);
        let month = |of: Option<milieu_lab::month::Month>| of.map_or_else(String::new, |month| month.to_string());
        LeverShown {
            name: name.to_owned(),
            what: what.to_owned(),
            unit: unit.to_owned(),
            bounds,
            neutral,
            value: change.map_or_else(String::new, |change| match &change.moved {
                Moved::Number(lever, x) if lever.unit == Unit::Flag => (*x > 0.0).to_string(),
                Moved::Number(_, x) => x.to_string(),
                Moved::Campaign(word) => word.clone(),
            }),
            from: month(change.and_then(|c| c.from)),
            until: month(change.and_then(|c| c.until)),
            within: change.and_then(|c| c.territory.clone()).unwrap_or_default(),
        }
    };
    let campaign = shown(CAMPAIGN, "when the campaign for places begins", "campaign", None, "baseline".to_owned());
    let rest = LEVERS.iter().map(|lever| {
        let at = (lever.field)(&mut neutral).at(0);
        let (unit, at) = match lever.unit {
            Unit::Share => ("share", at.to_string()),
            Unit::Shift => ("shift", at.to_string()),
            Unit::Factor => ("factor", at.to_string()),
            Unit::Months => ("months", at.to_string()),
            Unit::Yuan => ("yuan", at.to_string()),
            Unit::Flag => ("flag", "false".to_owned()),
        };
        shown(lever.name, lever.what, unit, Some(lever.unit.bounds()), at)
    });
    [campaign].into_iter().chain(rest).collect()
}

/// `data/lab/patterns.json`
pub(crate) fn patterns(study: &Study) -> PatternsPage {
    let (board, stale) = board(study).unzip();
    PatternsPage { board, stale: stale.unwrap_or(false), command: "milieu lab patterns".to_owned() }
}

/// `data/lab/model.json`
pub(crate) fn model(study: &Study) -> ModelPage {
    ModelPage { html: markdown::html(study, &odd::markdown()) }
}

/// `data/lab/parameters.json`
pub(crate) fn parameters(study: &Study) -> ParametersPage {
    let screened = screened::kept(study);
    let mut all: Vec<_> = RULES.iter().flat_map(|rule| rule.parameters.iter().map(move |p| (rule.name, p))).collect();
    all.sort_by_key(|(_, p)| (p.number, p.part));
    let status = |status| match status {
        Status::Measured => "measured",
        Status::Anchored => "anchored",
        Status::Fitted => "fitted",
        Status::Textbook => "textbook",
        Status::Assumed => "assumed",
    };
    let moves = |name: &str| {
        screened.as_ref().map_or_else(Vec::new, |(kept, _)| {
            let at = kept.parameters.iter().position(|known| known == name);
            at.map_or_else(Vec::new, |at| screened::moves(kept, at))
        })
    };
    let shown = |(rule, p): (&str, &milieu_lab::parameter::Parameter)| LabParameter {
        row: u32::from(p.number),
        name: p.name.to_owned(),
        rule: rule.to_owned(),
        what: p.what.to_owned(),
        default: p.default,
        prior: (!p.is_fixed()).then_some(p.prior),
        unit: p.unit.to_owned(),
        status: status(p.status).to_owned(),
        source: p.source.to_owned(),
        moves: moves(p.name),
    };
    let parameters = all.into_iter().map(shown).collect();
    ParametersPage {
        assumed: assumed(),
        parameters,
        screened: screened.as_ref().map(|(kept, stale)| screened::made(kept, *stale)),
    }
}
