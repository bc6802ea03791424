//! Every lint's own examples: the bad study raises it, the good one raises nothing.

#[allow(dead_code, reason = "each test uses one of its two ways in")]
mod miniature;

use std::collections::BTreeSet;

use milieu_study::diagnostic::{Style, render};
use milieu_study::{Checked, Severity, Study, compile, lint};
use miniature::Miniature;

fn shown(checked: &Checked<Study>) -> String {
    checked.diagnostics.iter().map(|d| render(&checked.value, d, Style::PLAIN) + "\n\n").collect()
}

#[test]
fn a_bad_study_raises_its_lint_and_a_good_one_does_not() {
    let mut wrong = String::new();
    for lint in lint::ALL {
        let bad = compile(&Miniature::parse(lint.bad));
        if !bad.diagnostics.iter().any(|d| d.lint.code == lint.code && d.severity == lint.severity) {
            wrong += &format!("{}: the bad study does not raise it\n{}\n", lint.code, shown(&bad));
        }
        let good = compile(&Miniature::parse(lint.good));
        let raised = |d: &&milieu_study::Diagnostic| d.lint.code == lint.code || d.severity != Severity::Note;
        if good.diagnostics.iter().any(|d| raised(&d)) {
            wrong += &format!("{}: the good study is not good\n{}\n", lint.code, shown(&good));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn codes_and_names_are_unique_and_codes_count_up_within_their_family() {
    let codes: BTreeSet<&str> = lint::ALL.iter().map(|l| l.code).collect();
    let names: BTreeSet<&str> = lint::ALL.iter().map(|l| l.name).collect();
    assert_eq!((codes.len(), names.len()), (lint::ALL.len(), lint::ALL.len()));
    let mut last = ("", 0);
    for lint in lint::ALL {
        let (family, number) = lint.code.split_at(3);
        let number: u32 = number.parse().expect("a family of three letters and a number");
        assert_eq!(number, if last.0 == family { last.1 + 1 } else { 1 }, "{}", lint.code);
        last = (family, number);
    }
}

#[test]
fn every_lint_says_what_and_why_in_sentences() {
    for lint in lint::ALL {
        assert!(lint.what.ends_with('.') && lint.why.ends_with('.'), "{}", lint.code);
        assert!(lint::find(lint.code).is_some() && lint::find(lint.name).is_some(), "{}", lint.code);
    }
}
