//! All scenarios of a study, checked as a run of each would read them.

use std::sync::Arc;

use milieu_study::Study;
use milieu_study::diagnostic::{Diagnostic, FileIx};
use milieu_study::evidence::Runnable;

use super::{Scenario, read};
use crate::ground::{self, Ground};
use crate::state::territory::LEVELS;

/// Folder of a study in which its scenarios are.
pub const FOLDER: &str = "scenarios/";

/// The scenarios of a study, each with its file, in the order of the files.
pub fn files(study: &Study) -> impl Iterator<Item = (FileIx, &str)> {
    let numbered = (0..).map(FileIx).zip(&study.files);
    numbered
        .filter(|(_, file)| Runnable::Scenario.saved_in(&file.path).is_some())
        .map(|(ix, file)| (ix, file.text.as_str()))
}

/// What is wrong with the scenarios of a study: what is said of each when it is read and when it is planned.
#[must_use]
pub fn check(study: &Study) -> Vec<Diagnostic> {
    let mut ground: Option<Arc<Ground>> = None;
    let mut out = vec![];
    for (file, text) in files(study) {
        let ground = ground.get_or_insert_with(|| Arc::new(ground::read(study)));
        let read = read(text, file);
        out.extend(read.diagnostics);
        let mut scenario = read.value.inside(ground);
        if scenario.changes.iter().all(|change| change.territory.is_none()) {
            // Nothing is asked of single territories: one of each level is as good as all.
            scenario.size.territories = std::array::from_fn::<_, LEVELS, _>(|l| scenario.size.territories[l].min(1));
        }
        out.extend(planned(&scenario));
    }
    out
}

/// What is said of a scenario when it is planned in its own world.
pub(crate) fn planned(scenario: &Scenario) -> Vec<Diagnostic> {
    scenario.plan(&scenario.map()).diagnostics
}
