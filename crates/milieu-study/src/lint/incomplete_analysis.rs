//! ANA003: a saved analysis does not say what it asks, of which method, on what input.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::saved::{Input, Origin};
use crate::study::Study;

/// Documentation of ANA003.
pub static LINT: Lint = Lint {
    code: "ANA003",
    name: "incomplete-analysis",
    severity: Severity::Error,
    what: r#"A saved analysis does not say what it asks, of which method, on what input."#,
    why: r#"It cannot be run, and its page could not say what its numbers mean. It needs a `title`, a `method` and an `[input]` with `from` (an extract of the study), `file` (a table of the study) or `outside` (a table that may not be passed on, with the key of its `source` and the `command` that makes it)."#,
    bad: r#"--- analyses/ages.toml
title = "Ages of places"
[input]
file = "places.csv"
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

/// One finding for each thing that is not said.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for saved in &study.analyses {
        let file = Span::file(saved.file);
        // A file whose TOML is broken is told as such; what is missing in it may stand after the break.
        if study.file(saved.file).text.trim().is_empty() {
            out.push(LINT.at(file, "the file is empty").help("write a `title`, a `method` and an `[input]`"));
            continue;
        }
        if saved.title.values().all(|text| text.trim().is_empty()) {
            out.push(
                LINT.at(file, "the analysis has no `title`").help("write title = \"…\", or { en = \"…\", zh = \"…\" }"),
            );
        }
        if saved.method.is_none() {
            let help = "write method = \"…\"; `milieu analyze --methods` lists them";
            out.push(LINT.at(file, "the analysis names no `method`").help(help));
        }
        if saved.input.is_none() {
            let help = "write [input] and below it from = \"…\", file = \"…\" or outside = \"…\"";
            out.push(LINT.at(file, "the analysis has no `[input]`").help(help));
        }
        for input in saved.inputs() {
            wanting(input, out);
        }
    }
}

fn wanting(input: &Input, out: &mut Vec<Diagnostic>) {
    if let (Some(query), Some(Origin::Extract(_) | Origin::File(_))) = (&input.query, &input.origin) {
        out.push(
            LINT.at(query.at, "a `query` reads tables outside the study only")
                .help("leave it out; an extract and a table of the study give their rows as they are"),
        );
    }
    match &input.origin {
        None => out.push(
            LINT.at(input.at, "this input does not say where its cases come from")
                .help("write from = \"…\" (an extract), file = \"…\" (a table of the study) or outside = \"…\""),
        ),
        Some(origin @ Origin::Outside(all)) => {
            if all.len() > 1 && input.query.is_none() {
                out.push(
                    LINT.at(origin.at(), "several tables outside the study need a `query` that makes one of them")
                        .help("write query = \"select … from … join …\"; a table is called by its file, without .csv"),
                );
            }
            if input.source.is_none() {
                out.push(
                    LINT.at(origin.at(), "a table outside the study needs the key of its `source`")
                        .label("nobody is cited for it")
                        .help("write source = \"KEY\", a key of the bibliography"),
                );
            }
            if input.command.is_none() {
                out.push(
                    LINT.at(origin.at(), "a table outside the study needs the `command` that makes it")
                        .label("a reader cannot make it")
                        .help("write command = \"…\": how it is made from its public source"),
                );
            }
        }
        Some(Origin::Extract(_) | Origin::File(_)) => {}
    }
}

/// An input with two origins; `at` is the second.
pub fn two_origins(at: Span) -> Diagnostic {
    LINT.at(at, "an input comes from one place only")
        .label("a second one")
        .help("keep one of `from`, `file`, `outside`")
}
