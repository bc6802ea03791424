//! ANA004: a saved analysis reads a file that the study does not have.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::name;
use crate::saved::Origin;
use crate::study::Study;

/// Documentation of ANA004.
pub static LINT: Lint = Lint {
    code: "ANA004",
    name: "missing-input",
    severity: Severity::Error,
    what: r#"A saved analysis reads a file that the study does not have."#,
    why: r#"It cannot be run. A table that may not be passed on is named as `outside`, with its source and the command that makes it."#,
    bad: r#"--- analyses/ages.toml
title = "Ages of places"
method = "describe"
[input]
file = "place.csv"
--- places.csv
id,name,source
a,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- analyses/ages.toml
title = "Ages of places"
method = "describe"
[input]
file = "places.csv"
--- places.csv
id,name,source
a,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each such file.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for input in study.analyses.iter().flat_map(|saved| saved.inputs()) {
        let Some(Origin::File(path)) = &input.origin else { continue };
        if study.file_at(&path.text).is_some() {
            continue;
        }
        let tables = study.files.iter().map(|f| f.path.as_str()).filter(|p| p.ends_with(".csv"));
        let help = match name::nearest(&path.text, tables) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write its path within the study, as \"traces/posts.csv\"".to_owned(),
        };
        out.push(LINT.at(path.at, format!("the study has no file `{}`", path.text)).label("not there").help(help));
    }
}
