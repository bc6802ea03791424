//! ANA006: a kept result answers another question than the analysis asks now.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::study::Study;

/// Documentation of ANA006.
pub static LINT: Lint = Lint {
    code: "ANA006",
    name: "stale-result",
    severity: Severity::Warning,
    what: r#"A kept result answers another question than its analysis asks now."#,
    why: r#"Method, input or options were changed after the result was kept: its page shows numbers that do not belong to what stands beside them, and says so."#,
    bad: r#"--- analyses/posts.toml
title = "Posts a year"
method = "describe"
[input]
outside = "posts.csv"
source = "k"
command = "download the posts of the blog"
--- analyses/posts.result.json
{"version": "0.1.0", "settings": "0000000000000000", "input": "0000000000000000"}
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

/// One finding for each such result.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for saved in &study.analyses {
        let Some(kept) = saved.kept.as_ref().filter(|_| saved.is_stale()) else { continue };
        let path = &study.file(kept.file).path;
        out.push(
            LINT.at(Span::file(saved.file), format!("the result in {path} was made before this analysis was changed"))
                .help(format!("run `milieu analyze {} --keep` where the table is", saved.id)),
        );
    }
}
