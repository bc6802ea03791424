//! Levers moved on a page: a scenario with some of its levers changed.

use std::sync::Arc;

use milieu_lab::ground::Ground;
use milieu_lab::kept;
use milieu_lab::scenario::{self, Scenario};
use milieu_lab::start::Size;
use milieu_study::diagnostic::{Diagnostic, FileIx, Severity};
use serde::Deserialize;

use super::Named;
use crate::page::LabAnswer;

/// What a page asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Id of the scenario it begins with.
    pub scenario: String,
    /// Size of the world: `small`, `region` or `national`; blank for the scenario's.
    #[serde(default)]
    pub size: String,
    /// Pairs of runs.
    pub pairs: u32,
    /// Levers whose setting differs from the scenario's.
    #[serde(default)]
    pub levers: Vec<Pulled>,
}

/// A lever moved on a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pulled {
    /// Name, as scenarios write it.
    pub name: String,
    /// The value as typed; blank to leave the lever alone.
    pub value: String,
    /// From which month on; blank for the first.
    #[serde(default)]
    pub from: String,
}

/// Pairs a page may ask for.
const PAIRS: std::ops::RangeInclusive<u32> = 1..=50;
/// Longest text of a lever that is read.
const LONGEST: usize = 200;

/// The scenario `text` inside its study with what was asked, and its seeds; what is wrong is told lever by lever.
///
/// # Errors
/// What is wrong.
pub fn asked(text: &str, ground: Option<&Arc<Ground>>, asked: &Asked) -> Result<(Named, Vec<u64>), Vec<LabAnswer>> {
    let read = scenario::read(text, FileIx(0));
    let mut wrong: Vec<LabAnswer> = errors(&read.diagnostics).map(|d| told("", d)).collect();
    let mut scenario = match ground {
        Some(ground) => read.value.inside(ground),
        None => read.value,
    };
    // The digest of what is run: text and all that was changed in it.
    let mut run = format!("{text}\n{}", asked.size);
    if !asked.size.is_empty() {
        match Size::NAMED.iter().find(|(name, _)| *name == asked.size) {
            Some((_, size)) => scenario.size = *size,
            None => wrong.push(plain("size", "there is no such size", "take small, region or national")),
        }
    }
    if !PAIRS.contains(&asked.pairs) {
        let help = format!("take {} to {}", PAIRS.start(), PAIRS.end());
        wrong.push(plain("pairs", "too many or too few pairs of runs", &help));
    }
    for lever in &asked.levers {
        let written = written(&scenario, lever);
        run.push_str(&written);
        let one = scenario::read(&written, FileIx(0));
        let found: Vec<LabAnswer> = one.diagnostics.iter().map(|d| told(&lever.name, d)).collect();
        scenario.changes.retain(|change| moved(change) != lever.name);
        scenario.changes.extend(one.value.changes);
        // A finding of any gravity about a lever just moved is worth stopping for.
        wrong.extend(found);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let seeds = (0..u64::from(asked.pairs)).map(|n| scenario.seed + n).collect();
    Ok((Named { scenario, digest: kept::of_text(&run) }, seeds))
}

/// A scenario of the same window that pulls this lever alone: its diagnostics are those of the lever.
fn written(scenario: &Scenario, lever: &Pulled) -> String {
    let window = match scenario.window {
        scenario::Window::Maker => "maker",
        scenario::Window::Upgrade => "upgrade",
    };
    let head = format!("window = \"{window}\"\n[levers]\n");
    let value: String = lever.value.trim().chars().take(LONGEST).collect();
    if value.is_empty() {
        return head;
    }
    // What is neither a number nor yes or no is a text, and told as one.
    let is_bare = value.parse::<f64>().is_ok_and(f64::is_finite) || matches!(value.as_str(), "true" | "false");
    // `.5` and `+1` are numbers to a person and none to TOML.
    let value = if let (true, Ok(number)) = (is_bare, value.parse::<f64>()) {
        format!("{number:?}")
    } else if is_bare {
        value
    } else {
        quoted(&value)
    };
    let from: String = lever.from.trim().chars().take(LONGEST).collect();
    let from = if from.is_empty() { String::new() } else { format!(", from = {}", quoted(&from)) };
    format!("{head}{} = {{ value = {value}{from} }}\n", quoted(&lever.name))
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The name of the lever a change moves.
pub(crate) fn moved(change: &scenario::Change) -> &str {
    match &change.moved {
        scenario::Moved::Number(lever, _) => lever.name,
        scenario::Moved::Campaign(_) => scenario::lever::CAMPAIGN,
    }
}

fn errors(found: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    found.iter().filter(|d| d.severity == Severity::Error)
}

/// A finding as a page shows it at its lever.
pub fn told(lever: &str, found: &Diagnostic) -> LabAnswer {
    LabAnswer::Wrong {
        lever: lever.to_owned(),
        code: found.lint.code.to_owned(),
        message: found.message.clone(),
        help: found.help.clone().unwrap_or_default(),
    }
}

fn plain(what: &str, message: &str, help: &str) -> LabAnswer {
    LabAnswer::Wrong {
        lever: what.to_owned(),
        code: "LAB003".to_owned(),
        message: message.to_owned(),
        help: help.to_owned(),
    }
}
