//! Results kept with a study: what each says of how it was made, and why it may no longer hold.
//!
//! A kept result is a JSON file beside what it answers. It holds while three things are as they were: the text that asks,
//! what of the study its worlds start from, and the rules ([`fingerprint`]). All three are digests, so that nothing has to
//! be simulated to know. `milieu check` and the pages ask here, and nowhere else.

use std::sync::Arc;

use milieu_study::diagnostic::{Diagnostic, FileIx, Severity, Span};
use milieu_study::evidence::Runnable;
use milieu_study::file::StudyFile;
use milieu_study::{Study, saved};
use serde::Deserialize;

use crate::ensemble::sweep::{self, Sweep};
use crate::experiment::{self, Experiment, lint};
use crate::fingerprint;
use crate::ground::{self, Ground};
use crate::scenario::{self, Scenario};
use crate::start::Size;

pub use milieu_study::saved::KEPT;

/// Id of the scenario the others are compared with.
pub const BASELINE: &str = "baseline";
/// Name of the kept pattern board among the scenarios.
pub const PATTERNS: &str = "patterns";

/// Why a kept result no longer holds; where several are true, the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// It does not say what it was made of: an older program kept it, or it is no result.
    Unsaid,
    /// The text that asks was changed.
    Text,
    /// The baseline it is compared with was changed.
    Baseline,
    /// The study states another start.
    Start,
    /// The rules are others.
    Rules,
}

impl Stale {
    /// The word pages know it by.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unsaid => "unsaid",
            Self::Text => "text",
            Self::Baseline => "baseline",
            Self::Start => "start",
            Self::Rules => "rules",
        }
    }
}

/// What a kept result says of how it was made; blank or none where it says nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Made {
    /// Fingerprint of the rules.
    model: String,
    /// Digest of the text that asks.
    #[serde(alias = "experiment", alias = "scenario", alias = "sweep")]
    text: String,
    /// Digest of the baseline's text; blank where it is compared with none.
    base: String,
    /// Digest of what of the study its world starts from ([`of_start`], [`of_worlds`]).
    #[serde(alias = "study")]
    ground: Option<String>,
    /// A scenario's: the name of the size its worlds had. An experiment tells its size otherwise.
    size: serde_json::Value,
}

/// The same of what would be made now; none is not asked.
#[derive(Default)]
struct Now {
    text: Option<String>,
    base: Option<String>,
    ground: Option<String>,
}

impl Made {
    fn read(file: &StudyFile) -> Self {
        serde_json::from_str(&file.text).unwrap_or_default()
    }

    /// The one place where it is decided whether a kept result holds.
    fn stale(&self, now: &Now) -> Option<Stale> {
        let is_unsaid = (now.text.is_some() && self.text.is_empty()) || (now.ground.is_some() && self.ground.is_none());
        if is_unsaid {
            Some(Stale::Unsaid)
        } else if now.text.as_ref().is_some_and(|text| *text != self.text) {
            Some(Stale::Text)
        } else if !self.base.is_empty() && now.base.as_ref() != Some(&self.base) {
            Some(Stale::Baseline)
        } else if now.ground.is_some() && now.ground != self.ground {
            Some(Stale::Start)
        } else {
            (self.model != fingerprint::of_model()).then_some(Stale::Rules)
        }
    }
}

/// A result kept with a study.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'s> {
    /// Its file.
    pub file: &'s StudyFile,
    /// Why it no longer holds; none if it does.
    pub stale: Option<Stale>,
}

/// What is kept of a scenario; none if nothing is. `ground` is what of the study a world starts from.
#[must_use]
pub fn of_scenario<'s>(study: &'s Study, id: &str, ground: &Arc<Ground>) -> Option<Kept<'s>> {
    let file = file(study, Runnable::Scenario, id, KEPT)?;
    let text = |id: &str| scenario_text(study, id);
    let asked = text(id)?;
    let made = Made::read(file);
    let scenario = sized(scenario::read(asked, FileIx(0)).value.inside(ground), made.size.as_str().unwrap_or_default());
    let now = Now { text: Some(of_text(asked)), base: text(BASELINE).map(of_text), ground: Some(of_start(&scenario)) };
    Some(Kept { file, stale: made.stale(&now) })
}

/// What is kept of an experiment that is inside its study where it asks for it; none if nothing is.
#[must_use]
pub fn of_experiment<'s>(study: &'s Study, experiment: &Experiment) -> Option<Kept<'s>> {
    let file = file(study, Runnable::Experiment, &experiment.id, KEPT)?;
    let now = Now { text: Some(experiment.digest.clone()), ground: Some(of_worlds(experiment)), ..Now::default() };
    Some(Kept { file, stale: Made::read(file).stale(&now) })
}

/// What is kept of a sweep: a screening; none if nothing is.
#[must_use]
pub fn of_sweep<'s>(study: &'s Study, id: &str, sweep: &Sweep) -> Option<Kept<'s>> {
    let path = format!("{}{id}{KEPT}", sweep::FOLDER);
    let file = study.files.iter().find(|file| file.path == path)?;
    // Its worlds are synthetic, as an experiment's.
    let now = Now { text: Some(sweep.digest.clone()), ..Now::default() };
    Some(Kept { file, stale: Made::read(file).stale(&now) })
}

/// The pattern board that is kept; none if none is. The patterns are part of the program: only its rules can be others.
#[must_use]
pub fn of_patterns(study: &Study) -> Option<Kept<'_>> {
    let file = file(study, Runnable::Scenario, PATTERNS, KEPT)?;
    Some(Kept { file, stale: Made::read(file).stale(&Now::default()) })
}

/// Digest of a text that asks, as it is kept.
#[must_use]
pub fn of_text(text: &str) -> String {
    saved::digest(text.as_bytes())
}

/// Digest of what of the study a scenario's world starts from, as it is kept; blank where the world is synthetic. No world
/// is made for it.
#[must_use]
pub fn of_start(scenario: &Scenario) -> String {
    let placed = scenario.ground.as_ref().zip(scenario.placed());
    placed.map_or_else(String::new, |(ground, placed)| ground.digest(&placed))
}

/// Digest of what of the study an experiment's worlds start from, as it is kept; blank where all are synthetic.
#[must_use]
pub fn of_worlds(experiment: &Experiment) -> String {
    let mut starts: Vec<String> = experiment.scenarios().map(of_start).collect();
    starts.dedup();
    if starts.len() > 1 { of_text(&starts.join("\n")) } else { starts.pop().unwrap_or_default() }
}

/// A scenario in a world of this name, or in its own where there is no such name.
#[must_use]
pub fn sized(mut scenario: Scenario, size: &str) -> Scenario {
    if let Some((_, known)) = Size::NAMED.iter().find(|(name, _)| *name == size) {
        scenario.size = *known;
    }
    scenario
}

fn file<'s>(study: &'s Study, kind: Runnable, id: &str, ending: &str) -> Option<&'s StudyFile> {
    let path = format!("{}/{id}{ending}", kind.folder());
    study.files.iter().find(|file| file.path == path)
}

/// The text of a scenario of the study.
pub(crate) fn scenario_text<'s>(study: &'s Study, scenario: &str) -> Option<&'s str> {
    Some(&file(study, Runnable::Scenario, scenario, ".toml")?.text)
}

/// Kept results that no longer hold, with why and what makes them again. What cannot be run or performed is told as that.
#[must_use]
pub fn check(study: &Study) -> Vec<Diagnostic> {
    let sound = |found: &[Diagnostic]| !found.iter().any(|d| d.severity == Severity::Error);
    let mut out = vec![];
    for (at, experiment, found) in experiment::check::all(study) {
        if let (true, Some(kept)) = (sound(&found), of_experiment(study, &experiment)) {
            let again = format!("run `milieu lab experiment experiments/{}.toml --keep`", experiment.id);
            out.extend(told(at, &kept, "experiment", again));
        }
    }
    for (at, id, read) in experiment::check::sweeps(study) {
        if let (true, Some(kept)) = (sound(&read.diagnostics), of_sweep(study, id, &read.value)) {
            let again = format!("run `milieu lab screen sweeps/{id}.toml --of patterns --keep`");
            out.extend(told(at, &kept, "sweep", again));
        }
    }
    let mut ground: Option<Arc<Ground>> = None;
    for (at, text) in scenario::files(study) {
        let Some(id) = Runnable::Scenario.saved_in(&study.file(at).path) else { continue };
        if file(study, Runnable::Scenario, id, KEPT).is_none() || !sound(&scenario::read(text, at).diagnostics) {
            continue;
        }
        let ground = ground.get_or_insert_with(|| Arc::new(ground::read(study)));
        let kept = of_scenario(study, id, ground);
        out.extend(kept.and_then(|kept| told(at, &kept, "scenario", "run `milieu lab keep` on the study".to_owned())));
    }
    let board = of_patterns(study).and_then(|kept| {
        let at = study.files.iter().position(|file| file.path == kept.file.path)?;
        let again = "run `milieu lab keep --patterns 3` on the study".to_owned();
        told(FileIx(u32::try_from(at).ok()?), &kept, "board", again)
    });
    out.extend(board);
    out
}

fn told(at: FileIx, kept: &Kept<'_>, what: &str, again: String) -> Option<Diagnostic> {
    let how = match kept.stale? {
        Stale::Unsaid => "does not say what it was made of".to_owned(),
        Stale::Text => format!("was made before this {what} was changed"),
        Stale::Baseline => "was made beside another baseline than the study has now".to_owned(),
        Stale::Start => "was made from another start than the study states now".to_owned(),
        Stale::Rules => "was made by other rules of the lab than these".to_owned(),
    };
    Some(lint::STALE.at(Span::file(at), format!("the result in {} {how}", kept.file.path)).help(again))
}

#[cfg(test)]
mod tests {
    use milieu_study::compile;
    use milieu_study::world::Memory;

    use super::*;

    const TERRITORIES: &str = "id,name,level,parent,source\ncn,China,country,,k\njs,Jiangsu,province,cn,k\n";
    const PLACES: &str = "id,kind,name,opened,status,territory,source\na,fablab,A,2005,active,js,k\n";
    const TEXT: &str = "title = \"B\"\nsize = \"small\"\n";

    /// What is said of a result made from the study as it is written here, once the study is `files`.
    fn stale(files: &[(&str, &str)]) -> Option<Stale> {
        let plain = [
            ("study.toml", "title = \"T\"\n"),
            ("territories.csv", TERRITORIES),
            ("places.csv", PLACES),
            ("scenarios/baseline.toml", TEXT),
            ("scenarios/b.toml", TEXT),
        ];
        let then = compile(&Memory::of(&plain)).value;
        let start = of_start(&scenario::read(TEXT, FileIx(0)).value.inside(&Arc::new(ground::read(&then))));
        let digest = of_text(TEXT);
        let kept = serde_json::json!({
            "model": fingerprint::of_model(), "scenario": digest, "base": digest, "ground": start, "size": "small",
        });
        let kept = kept.to_string();
        let all: Vec<(&str, &str)> = plain
            .into_iter()
            .chain([("scenarios/b.result.json", kept.as_str())])
            .chain(files.iter().copied())
            .collect();
        let now = compile(&Memory::of(&all)).value;
        of_scenario(&now, "b", &Arc::new(ground::read(&now))).expect("it is kept").stale
    }

    #[test]
    fn a_result_holds_while_text_start_and_rules_do() {
        assert_eq!(stale(&[]), None);
        assert_eq!(stale(&[("scenarios/b.toml", "title = \"C\"\nsize = \"small\"\n")]), Some(Stale::Text));
        assert_eq!(stale(&[("scenarios/baseline.toml", "title = \"C\"\n")]), Some(Stale::Baseline));
        let another = PLACES.replace("fablab", "hackerspace");
        assert_eq!(stale(&[("places.csv", &another)]), Some(Stale::Start));
        assert_eq!(stale(&[("scenarios/b.result.json", "[]")]), Some(Stale::Unsaid));
    }

    #[test]
    fn a_screening_holds_while_its_sweep_and_the_rules_do() {
        let text = "title = \"S\"\n[vary.parameters]\nchurn = true\n";
        let digest = sweep::read(text, FileIx(0), &|_| None).value.digest;
        let stale = |text: &str, model: &str| {
            let kept = serde_json::json!({ "model": model, "sweep": digest, "size": [1, 2, 3] }).to_string();
            let files = [("sweeps/s.toml", text), ("sweeps/s.result.json", kept.as_str())];
            let study = compile(&Memory::of(&files)).value;
            let found = experiment::check::sweeps(&study);
            let stale = of_sweep(&study, found[0].1, &found[0].2.value).expect("it is kept").stale;
            assert_eq!(check(&study).len(), usize::from(stale.is_some()));
            stale
        };
        assert_eq!(stale(text, fingerprint::of_model()), None);
        assert_eq!(stale(&text.replace("churn", "lease"), fingerprint::of_model()), Some(Stale::Text));
        assert_eq!(stale(text, "0"), Some(Stale::Rules));
    }

    #[test]
    fn what_says_nothing_of_the_start_leaves_a_result_as_it_is() {
        // On another line, under another name, opened in another year before the start, beside a place that came later.
        let moved = "id,kind,name,opened,status,territory,source\nb,fablab,B,2012,active,js,k\na,fablab,Another,2004,active,js,k\n";
        assert_eq!(stale(&[("places.csv", moved)]), None);
        let synthetic = Scenario::default();
        assert_eq!(of_start(&synthetic), "");
    }
}
