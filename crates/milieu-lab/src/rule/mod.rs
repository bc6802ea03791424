//! The rules, one file each: mechanism, equation, parameters, evidence.
//!
//! The order here is that of the schedule ([`crate::step`]) and of the documentation.

use crate::parameter::Parameter;

/// A rule's file: its name and its parameters.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Name of its file.
    pub name: &'static str,
    /// Phase of the schedule it belongs to, 0 to 13.
    pub phase: u8,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// Text of its file, from which the documentation takes the mechanism.
    pub text: &'static str,
}

/// Every rule, in the order of the schedule.
pub const RULES: &[Rule] = &[];

/// Every parameter of every rule, in the order of the rules.
#[must_use]
pub fn parameters() -> Vec<&'static Parameter> {
    RULES.iter().flat_map(|rule| rule.parameters).collect()
}

/// The parameter of this name.
#[must_use]
pub fn parameter(name: &str) -> Option<&'static Parameter> {
    parameters().into_iter().find(|p| p.name == name)
}
