//! All experiments of a study, checked with what they name.

use milieu_study::Study;
use milieu_study::diagnostic::{Diagnostic, FileIx, Severity, Span};
use milieu_study::evidence::Runnable;
use milieu_study::lint::choose;
use milieu_study::schema::Table;

use super::{Experiment, KEPT, lint, read};
use crate::fingerprint;
use crate::scenario::FOLDER;

/// The experiments of a study, by the order of its files, each with its file.
#[must_use]
pub fn all(study: &Study) -> Vec<(FileIx, Experiment, Vec<Diagnostic>)> {
    let arguments = arguments(study);
    let mut found = vec![];
    for (ix, file) in study.files.iter().enumerate() {
        let Some(id) = Runnable::Experiment.saved_in(&file.path) else { continue };
        let Ok(ix) = u32::try_from(ix) else { continue };
        let scenario = |name: &str| {
            let path = format!("scenarios/{name}.toml");
            study.files.iter().find(|f| f.path == path).map(|f| f.text.clone())
        };
        let read = read(id, &file.text, FileIx(ix), &scenario);
        let mut diagnostics = read.diagnostics;
        for (argument, at) in &read.value.speaks_to {
            if !arguments.contains(&argument.as_str()) {
                let message = format!("the study has no argument `{argument}`");
                diagnostics.push(lint::UNKNOWN_ARGUMENT.at(*at, message).help(choose(argument, &arguments)));
            }
        }
        found.push((FileIx(ix), read.value, diagnostics));
    }
    found
}

/// What is wrong with the experiments of a study, and with the results kept beside them.
#[must_use]
pub fn check(study: &Study) -> Vec<Diagnostic> {
    let mut out = vec![];
    for (file, experiment, diagnostics) in all(study) {
        let is_sound = !diagnostics.iter().any(|d| d.severity == Severity::Error);
        out.extend(diagnostics);
        let path = format!("experiments/{}{KEPT}", experiment.id);
        let Some(kept) = study.files.iter().find(|f| f.path == path) else { continue };
        let made = serde_json::from_str::<Made>(&kept.text).unwrap_or_default();
        let made_otherwise = if made.experiment != experiment.digest {
            "before this experiment was changed"
        } else if made.model != fingerprint::of_model() {
            "by other rules of the lab than these"
        } else {
            continue;
        };
        if is_sound {
            let help = format!("run `milieu lab experiment experiments/{}.toml --keep`", experiment.id);
            let message = format!("the result in {path} was made {made_otherwise}");
            out.push(lint::STALE.at(Span::file(file), message).help(help));
        }
    }
    out.extend(runs(study));
    out
}

/// Kept runs of scenarios that other rules made.
fn runs(study: &Study) -> impl Iterator<Item = Diagnostic> {
    let kept = (0..).map(FileIx).zip(&study.files);
    let kept = kept.filter(|(_, file)| file.path.starts_with(FOLDER) && file.path.ends_with(KEPT));
    kept.filter_map(|(ix, file)| {
        let made = serde_json::from_str::<Made>(&file.text).unwrap_or_default();
        let message = "this run was made by other rules of the lab than these";
        let found = lint::STALE.at(Span::file(ix), message).help("run `milieu lab keep` on the study");
        (made.model != fingerprint::of_model()).then_some(found)
    })
}

/// What a kept result says of how it was made; blank where it says nothing.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Made {
    experiment: String,
    model: String,
}

fn arguments(study: &Study) -> Vec<&str> {
    study.entities_of(Table::Arguments).map(|ix| &*study.entity(ix).id).collect()
}
