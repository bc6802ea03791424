//! CON003: the ranking of sources names one that is not there.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::name;
use crate::study::Study;

/// Documentation of CON003.
pub static LINT: Lint = Lint {
    code: "CON003",
    name: "unknown-ranking",
    severity: Severity::Warning,
    what: r#"The ranking of sources names one that is not there."#,
    why: r#"It decides nothing: contradictions fall to the next source of the ranking."#,
    bad: r#"--- study.toml
title = "T"
[conflicts]
rule = "ranking"
ranking = ["kk"]
--- places.csv
id,name,source
a,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- study.toml
title = "T"
[conflicts]
rule = "ranking"
ranking = ["k"]
--- places.csv
id,name,source
a,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each key.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let rules = &study.settings.conflicts;
    for (key, at) in rules.ranking.iter().zip(&rules.ranking_at) {
        if study.source(key).is_some() || study.find(key).is_some() {
            continue;
        }
        let help = match name::nearest(key, study.sources.iter().map(|s| s.item.key.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write a key of the bibliography".to_owned(),
        };
        out.push(LINT.at(*at, format!("the bibliography has no `{key}`")).label("ranks nothing").help(help));
    }
}
