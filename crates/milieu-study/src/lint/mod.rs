//! Diagnostics: one file each, with its documentation, its check or the places that raise it, and its words.
//!
//! The order of [`ALL`] is the order of the documentation. The same documentation feeds
//! `milieu explain CODE`, the guide and JSON; the examples `bad` and `good` are compiled by a test.

pub mod after_quote;
pub mod bibliography;
pub mod blank_required;
pub mod byte_order_mark;
pub mod contradiction;
pub mod coordinate_range;
pub mod delimiter;
pub mod derived_ids;
pub mod duplicate_header;
pub mod duplicate_id;
pub mod duplicate_key;
pub mod empty_header;
pub mod empty_table;
pub mod header_alias;
pub mod lone_cr;
pub mod long_cell;
pub mod malformed_id;
pub mod missing_column;
pub mod no_source;
pub mod no_study;
pub mod not_a_number;
pub mod not_a_url;
pub mod not_a_word;
pub mod not_edtf;
pub mod not_utf8;
pub mod own_table;
pub mod ragged_row;
pub mod toml_syntax;
pub mod unclosed_quote;
pub mod unknown_code;
pub mod unknown_column;
pub mod unknown_entity;
pub mod unknown_file;
pub mod unknown_key;
pub mod unknown_property;
pub mod unknown_source;
pub mod unreadable;
pub mod utf16;
pub mod wrong_table;
pub mod wrong_type;

use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::name;
use crate::study::Study;

/// A rule of the compiler and its documentation.
#[derive(Debug)]
pub struct Lint {
    /// Stable code: a family of three letters and a number.
    pub code: &'static str,
    /// Readable name.
    pub name: &'static str,
    /// How grave it is as a rule.
    pub severity: Severity,
    /// What is wrong.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// A small study that raises it: files, each after a line `--- path`.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
}

impl Lint {
    /// A finding at a place.
    #[must_use]
    pub fn at(&'static self, at: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { at: Some(at), ..self.study(message) }
    }

    /// A finding about the study as a whole.
    #[must_use]
    pub fn study(&'static self, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            lint: self,
            severity: self.severity,
            message: message.into(),
            at: None,
            label: String::new(),
            also: vec![],
            help: None,
        }
    }
}

/// Every lint, by family and number.
pub static ALL: &[&Lint] = &[
    &not_utf8::LINT,
    &utf16::LINT,
    &byte_order_mark::LINT,
    &lone_cr::LINT,
    &ragged_row::LINT,
    &unclosed_quote::LINT,
    &after_quote::LINT,
    &duplicate_header::LINT,
    &empty_header::LINT,
    &long_cell::LINT,
    &unreadable::LINT,
    &toml_syntax::LINT,
    &delimiter::LINT,
    &bibliography::LINT,
    &empty_table::LINT,
    &no_study::LINT,
    &unknown_file::LINT,
    &unknown_column::LINT,
    &missing_column::LINT,
    &blank_required::LINT,
    &duplicate_id::LINT,
    &malformed_id::LINT,
    &not_a_number::LINT,
    &not_a_word::LINT,
    &unknown_key::LINT,
    &wrong_type::LINT,
    &unknown_code::LINT,
    &header_alias::LINT,
    &own_table::LINT,
    &derived_ids::LINT,
    &not_a_url::LINT,
    &unknown_entity::LINT,
    &wrong_table::LINT,
    &unknown_property::LINT,
    &not_edtf::LINT,
    &coordinate_range::LINT,
    &unknown_source::LINT,
    &no_source::LINT,
    &duplicate_key::LINT,
    &contradiction::LINT,
];

/// The lint of this code or name.
#[must_use]
pub fn find(code: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|l| l.code.eq_ignore_ascii_case(code) || l.name == code)
}

/// Checks that need the whole study.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    contradiction::check(study, out);
}

/// Help for a word that is not among its choices: the nearest one, then all (shortened when many).
fn choose(text: &str, choices: &[&str]) -> String {
    const SHOWN: usize = 12;
    let near = name::nearest(text, choices.iter().copied());
    let mut all = choices.iter().take(SHOWN).map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
    if choices.len() > SHOWN {
        all.push_str(&format!(" and {} more", choices.len() - SHOWN));
    }
    match near {
        Some(near) => format!("did you mean `{near}`? It is one of {all}"),
        None => format!("write one of {all}"),
    }
}
