//! ANA005: an analysis of a table outside the study has no result kept with it.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::saved::Origin;
use crate::study::Study;

/// Documentation of ANA005.
pub static LINT: Lint = Lint {
    code: "ANA005",
    name: "missing-result",
    severity: Severity::Warning,
    what: r#"An analysis of a table outside the study has no result kept with it, or one that cannot be read."#,
    why: r#"Whoever has the study does not have the table, so that the analysis shows nothing."#,
    bad: r#"--- analyses/posts.toml
title = "Posts a year"
method = "describe"
[input]
outside = "posts.csv"
source = "k"
command = "download the posts of the blog"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- analyses/posts.toml
title = "Posts a year"
method = "describe"
[input]
outside = "posts.csv"
source = "k"
command = "download the posts of the blog"
--- analyses/posts.result.json
{"version": "0.1.0", "settings": "0b5c844fc50c086d", "input": "0000000000000000"}
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each such analysis.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for saved in &study.analyses {
        let outside = saved.inputs().find_map(|input| match &input.origin {
            Some(origin @ Origin::Outside(_)) => Some(origin.at()),
            _ => None,
        });
        let Some(at) = outside else { continue };
        let help = format!("run `milieu analyze {} --keep` where the table is", saved.id);
        match &saved.kept {
            None => out
                .push(LINT.at(at, "the result of this analysis is not kept").label("not part of the study").help(help)),
            Some(kept) if kept.made.is_none() => {
                let at = crate::diagnostic::Span::file(kept.file);
                out.push(LINT.at(at, "this is not a result that `milieu analyze --keep` wrote").help(help));
            }
            Some(_) => {}
        }
    }
}
