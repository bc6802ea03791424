//! All experiments of a study, checked with what they name.

use std::sync::Arc;

use milieu_study::Study;
use milieu_study::diagnostic::{Checked, Diagnostic, FileIx};
use milieu_study::evidence::Runnable;
use milieu_study::lint::choose;
use milieu_study::schema::Table;

use super::{Experiment, lint, read};
use crate::ensemble::sweep::{self, Sweep};
use crate::ground::{self, Ground};
use crate::kept;
use crate::scenario::planned;

/// The experiments of a study, by the order of its files, each with its file; inside the study where they ask for it.
#[must_use]
pub fn all(study: &Study) -> Vec<(FileIx, Experiment, Vec<Diagnostic>)> {
    let arguments = arguments(study);
    let mut ground: Option<Arc<Ground>> = None;
    let mut found = vec![];
    for (ix, file) in study.files.iter().enumerate() {
        let Some(id) = Runnable::Experiment.saved_in(&file.path) else { continue };
        let Ok(ix) = u32::try_from(ix) else { continue };
        let read = read(id, &file.text, FileIx(ix), &|name| scenario(study, name));
        let mut diagnostics = read.diagnostics;
        for (argument, at) in &read.value.speaks_to {
            if !arguments.contains(&argument.as_str()) {
                let message = format!("the study has no argument `{argument}`");
                diagnostics.push(lint::UNKNOWN_ARGUMENT.at(*at, message).help(choose(argument, &arguments)));
            }
        }
        let mut experiment = read.value;
        if experiment.wants_study() {
            experiment = experiment.inside(ground.get_or_insert_with(|| Arc::new(ground::read(study))));
            for scenario in experiment.scenarios().filter(|scenario| scenario.ground.is_some()) {
                // What is wrong with the study is told once, not of each arm.
                let new = |d: &Diagnostic| !diagnostics.iter().any(|known| is_same(known, d));
                let wrong: Vec<Diagnostic> = planned(scenario).into_iter().filter(new).collect();
                diagnostics.extend(wrong);
            }
        }
        found.push((FileIx(ix), experiment, diagnostics));
    }
    found
}

fn is_same(a: &Diagnostic, b: &Diagnostic) -> bool {
    (a.lint.code, &a.message, a.at) == (b.lint.code, &b.message, b.at)
}

/// What is wrong with the experiments and the sweeps of a study.
#[must_use]
pub fn check(study: &Study) -> Vec<Diagnostic> {
    let experiments = all(study).into_iter().flat_map(|(_, _, diagnostics)| diagnostics);
    experiments.chain(sweeps(study).into_iter().flat_map(|(_, _, read)| read.diagnostics)).collect()
}

/// The sweeps of a study, by the order of its files: the file, the name without ending, and what was read.
#[must_use]
pub fn sweeps(study: &Study) -> Vec<(FileIx, &str, Checked<Sweep>)> {
    let files = (0..).map(FileIx).zip(&study.files);
    files
        .filter_map(|(ix, file)| {
            let id = file.path.strip_prefix(sweep::FOLDER)?.strip_suffix(".toml")?;
            Some((ix, id, sweep::read(&file.text, ix, &|name| scenario(study, name))))
        })
        .collect()
}

/// The text of a scenario of the study.
fn scenario(study: &Study, name: &str) -> Option<String> {
    kept::scenario_text(study, name).map(str::to_owned)
}

fn arguments(study: &Study) -> Vec<&str> {
    study.entities_of(Table::Arguments).map(|ix| &*study.entity(ix).id).collect()
}
