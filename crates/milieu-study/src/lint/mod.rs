//! Diagnostics: one file each, with its documentation, its check or the places that raise it, and its words.
//!
//! The order of [`ALL`] is the order of the documentation. The same documentation feeds
//! `milieu explain CODE`, the guide and JSON; the examples `bad` and `good` are compiled by a test.

pub mod after_quote;
pub mod argument_without_evidence;
pub mod bibliography;
pub mod blank_required;
pub mod byte_order_mark;
pub mod closed_before_opened;
pub mod coders_disagree;
pub mod contradiction;
pub mod coordinate_range;
pub mod cycle;
pub mod delimiter;
pub mod derived_ids;
pub mod duplicate_code;
pub mod duplicate_header;
pub mod duplicate_id;
pub mod duplicate_key;
pub mod empty_header;
pub mod empty_table;
pub mod far_from_territory;
pub mod geojson;
pub mod half_position;
pub mod header_alias;
pub mod incomplete_analysis;
pub mod lone_cr;
pub mod long_cell;
pub mod malformed_id;
pub mod missing_baseline;
pub mod missing_column;
pub mod missing_input;
pub mod missing_label;
pub mod missing_result;
pub mod name_language;
pub mod no_contradiction;
pub mod no_source;
pub mod no_study;
pub mod not_a_number;
pub mod not_a_url;
pub mod not_a_word;
pub mod not_edtf;
pub mod not_utf8;
pub mod null_island;
pub mod observation_unit;
pub mod outside_window;
pub mod overlapping_spells;
pub mod own_table;
pub mod ragged_row;
pub mod relation_ends;
pub mod same_name;
mod sheet;
pub mod stale_result;
pub mod swapped_coordinates;
pub mod target_before_baseline;
pub mod target_sum;
pub mod target_unit;
mod targets;
pub mod tie_layer;
pub mod toml_syntax;
pub mod uncited_source;
pub mod unclosed_quote;
pub mod undated;
pub mod undirected_lineage;
pub mod unknown_code;
pub mod unknown_column;
pub mod unknown_datum;
pub mod unknown_entity;
pub mod unknown_evidence;
pub mod unknown_file;
pub mod unknown_key;
pub mod unknown_parent_code;
pub mod unknown_primary_scheme;
pub mod unknown_property;
pub mod unknown_ranking;
pub mod unknown_record;
pub mod unknown_scheme_code;
pub mod unknown_shape;
pub mod unknown_source;
pub mod unreadable;
pub mod utf16;
mod whereabouts;
pub mod words_for_number;
pub mod wrong_script;
pub mod wrong_table;
pub mod wrong_type;

use rayon::prelude::*;

use crate::diagnostic::{self, Diagnostic, Severity, Span};
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
            message: diagnostic::brief(message.into()),
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
    &cycle::LINT,
    &unknown_record::LINT,
    &not_edtf::LINT,
    &closed_before_opened::LINT,
    &overlapping_spells::LINT,
    &outside_window::LINT,
    &undated::LINT,
    &coordinate_range::LINT,
    &half_position::LINT,
    &swapped_coordinates::LINT,
    &null_island::LINT,
    &unknown_datum::LINT,
    &far_from_territory::LINT,
    &geojson::LINT,
    &unknown_shape::LINT,
    &name_language::LINT,
    &wrong_script::LINT,
    &same_name::LINT,
    &unknown_source::LINT,
    &no_source::LINT,
    &duplicate_key::LINT,
    &uncited_source::LINT,
    &contradiction::LINT,
    &no_contradiction::LINT,
    &unknown_ranking::LINT,
    &target_sum::LINT,
    &target_unit::LINT,
    &missing_baseline::LINT,
    &words_for_number::LINT,
    &target_before_baseline::LINT,
    &observation_unit::LINT,
    &unknown_scheme_code::LINT,
    &unknown_parent_code::LINT,
    &duplicate_code::LINT,
    &missing_label::LINT,
    &relation_ends::LINT,
    &tie_layer::LINT,
    &coders_disagree::LINT,
    &unknown_primary_scheme::LINT,
    &undirected_lineage::LINT,
    &unknown_evidence::LINT,
    &argument_without_evidence::LINT,
    &incomplete_analysis::LINT,
    &missing_input::LINT,
    &missing_result::LINT,
    &stale_result::LINT,
];

/// The lint of this code or name.
#[must_use]
pub fn find(code: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|l| l.code.eq_ignore_ascii_case(code) || l.name == code)
}

/// A suggestion costs a look at every id of the study; of many findings the first few get one.
pub const SUGGESTED: usize = 5;

/// Checks that need the whole study.
const CHECKS: &[fn(&Study, &mut Vec<Diagnostic>)] = &[
    cycle::check,
    unknown_record::check,
    closed_before_opened::check,
    overlapping_spells::check,
    outside_window::check,
    undated::check,
    half_position::check,
    whereabouts::check,
    geojson::check,
    name_language::check,
    wrong_script::check,
    same_name::check,
    unknown_source::check,
    uncited_source::check,
    contradiction::check,
    no_contradiction::check,
    unknown_ranking::check,
    target_sum::check,
    target_unit::check,
    missing_baseline::check,
    words_for_number::check,
    target_before_baseline::check,
    observation_unit::check,
    unknown_scheme_code::check,
    unknown_parent_code::check,
    duplicate_code::check,
    missing_label::check,
    relation_ends::check,
    tie_layer::check,
    coders_disagree::check,
    unknown_primary_scheme::check,
    undirected_lineage::check,
    unknown_evidence::check,
    argument_without_evidence::check,
    incomplete_analysis::check,
    missing_input::check,
    missing_result::check,
    stale_result::check,
];

/// Runs all checks, at the same time; their findings stand in the order of `CHECKS`.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let found = CHECKS.par_iter().map(|check| {
        let mut found = vec![];
        check(study, &mut found);
        found
    });
    out.extend(found.collect::<Vec<_>>().into_iter().flatten());
}

/// Help for a word that is not among its choices: the nearest one, then all (shortened when many).
#[must_use]
pub fn choose(text: &str, choices: &[&str]) -> String {
    const SHOWN: usize = 12;
    let near = name::nearest(text, choices.iter().copied());
    let mut all = choices.iter().take(SHOWN).map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
    if choices.len() > SHOWN {
        all.push_str(&format!(" and {} more", choices.len() - SHOWN));
    }
    match (near, choices.len()) {
        (Some(near), 1) => format!("did you mean `{near}`?"),
        (Some(near), _) => format!("did you mean `{near}`? The choices are {all}"),
        (None, 0) => "leave it blank".to_owned(),
        (None, 1) => format!("write {all}"),
        (None, _) => format!("write one of {all}"),
    }
}
