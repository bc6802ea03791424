//! `data/problems.json`.

use milieu_study::diagnostic::{Style, extent, render};
use milieu_study::{Checked, Study};

use crate::page::{Problem, Problems};

pub(crate) fn page(checked: &Checked<Study>) -> Problems {
    let study = &checked.value;
    let problems = checked.diagnostics.iter().map(|d| {
        let start = d.at.and_then(|at| extent(study, at)).map(|[start, _]| start);
        Problem {
            code: d.lint.code.to_owned(),
            severity: d.severity.word().to_owned(),
            message: d.message.clone(),
            file: d.at.and_then(|at| study.files.get(at.file.0 as usize)).map(|f| f.path.clone()),
            line: start.map(|s| s.line),
            column: start.map(|s| s.column),
            rendered: render(study, d, Style::PLAIN),
            help: d.help.clone(),
        }
    });
    Problems { problems: problems.collect() }
}
