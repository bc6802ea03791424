//! The rules, one file each: mechanism, equation, parameters, evidence.
//!
//! The order here is that of the schedule ([`crate::step`]) and of the documentation.

pub mod accounts;
pub mod attendance;
pub mod birth;
pub mod budget;
pub mod campaign;
pub mod clock;
pub mod closure;
pub mod conversion;
pub mod effort;
pub mod entry_exit;
pub mod events;
pub mod finance;
pub mod founding;
pub mod jobs;
pub mod kinds;
pub mod land;
pub mod learning;
pub mod lease;
pub mod market;
pub mod meeting;
pub mod misreport;
pub mod moving;
pub mod pipelines;
pub mod premises;
pub mod production;
pub mod projects;
pub mod promotion;
pub mod results;
pub mod search;
pub mod services;
pub mod startups;
pub mod targets;
#[cfg(test)]
pub mod testing;
pub mod ties;
pub mod wages;
pub mod zones;

use crate::parameter::{Parameter, ROWS, Status};

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
pub const RULES: &[Rule] = &[
    Rule { name: "campaign", phase: 0, parameters: campaign::PARAMETERS, text: include_str!("campaign.rs") },
    Rule { name: "targets", phase: 1, parameters: targets::PARAMETERS, text: include_str!("targets.rs") },
    Rule { name: "promotion", phase: 1, parameters: promotion::PARAMETERS, text: include_str!("promotion.rs") },
    Rule { name: "effort", phase: 2, parameters: effort::PARAMETERS, text: include_str!("effort.rs") },
    Rule { name: "budget", phase: 2, parameters: budget::PARAMETERS, text: include_str!("budget.rs") },
    Rule { name: "zones", phase: 3, parameters: zones::PARAMETERS, text: include_str!("zones.rs") },
    Rule { name: "pipelines", phase: 3, parameters: pipelines::PARAMETERS, text: include_str!("pipelines.rs") },
    Rule { name: "services", phase: 3, parameters: services::PARAMETERS, text: include_str!("services.rs") },
    Rule { name: "search", phase: 4, parameters: search::PARAMETERS, text: include_str!("search.rs") },
    Rule { name: "production", phase: 4, parameters: production::PARAMETERS, text: include_str!("production.rs") },
    Rule { name: "market", phase: 5, parameters: market::PARAMETERS, text: include_str!("market.rs") },
    Rule { name: "entry_exit", phase: 6, parameters: entry_exit::PARAMETERS, text: include_str!("entry_exit.rs") },
    Rule { name: "moving", phase: 7, parameters: moving::PARAMETERS, text: include_str!("moving.rs") },
    Rule { name: "jobs", phase: 7, parameters: jobs::PARAMETERS, text: include_str!("jobs.rs") },
    Rule { name: "attendance", phase: 7, parameters: attendance::PARAMETERS, text: include_str!("attendance.rs") },
    Rule { name: "meeting", phase: 9, parameters: meeting::PARAMETERS, text: include_str!("meeting.rs") },
    Rule { name: "ties", phase: 9, parameters: ties::PARAMETERS, text: include_str!("ties.rs") },
    Rule { name: "projects", phase: 9, parameters: projects::PARAMETERS, text: include_str!("projects.rs") },
    Rule { name: "learning", phase: 9, parameters: learning::PARAMETERS, text: include_str!("learning.rs") },
    Rule { name: "startups", phase: 9, parameters: startups::PARAMETERS, text: include_str!("startups.rs") },
    Rule { name: "events", phase: 10, parameters: events::PARAMETERS, text: include_str!("events.rs") },
    Rule { name: "finance", phase: 10, parameters: finance::PARAMETERS, text: include_str!("finance.rs") },
    Rule { name: "conversion", phase: 10, parameters: conversion::PARAMETERS, text: include_str!("conversion.rs") },
    Rule { name: "lease", phase: 10, parameters: lease::PARAMETERS, text: include_str!("lease.rs") },
    Rule { name: "closure", phase: 10, parameters: closure::PARAMETERS, text: include_str!("closure.rs") },
    Rule { name: "birth", phase: 11, parameters: birth::PARAMETERS, text: include_str!("birth.rs") },
    Rule { name: "land", phase: 12, parameters: land::PARAMETERS, text: include_str!("land.rs") },
    Rule { name: "wages", phase: 12, parameters: wages::PARAMETERS, text: include_str!("wages.rs") },
    Rule { name: "accounts", phase: 13, parameters: accounts::PARAMETERS, text: include_str!("accounts.rs") },
    Rule { name: "misreport", phase: 13, parameters: misreport::PARAMETERS, text: include_str!("misreport.rs") },
    Rule { name: "results", phase: 13, parameters: results::PARAMETERS, text: include_str!("results.rs") },
];

/// Every parameter of every rule, in the order of the rules.
#[must_use]
pub fn parameters() -> Vec<&'static Parameter> {
    RULES.iter().flat_map(|rule| rule.parameters).collect()
}

/// How many rows of the register are assumed, and how many there are.
#[must_use]
pub fn assumed() -> (usize, usize) {
    let mut rows: Vec<u8> =
        parameters().into_iter().filter(|p| p.status == Status::Assumed).map(|p| p.number).collect();
    rows.sort_unstable();
    rows.dedup();
    (rows.len(), ROWS)
}

/// The parameter of this name.
#[must_use]
pub fn parameter(name: &str) -> Option<&'static Parameter> {
    parameters().into_iter().find(|p| p.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::PARTS;

    #[test]
    fn every_row_of_the_register_has_one_home() {
        for number in 1..=ROWS {
            let homes: Vec<&Rule> =
                RULES.iter().filter(|r| r.parameters.iter().any(|p| usize::from(p.number) == number)).collect();
            assert_eq!(homes.len(), 1, "row {number}: {:?}", homes.iter().map(|r| r.name).collect::<Vec<_>>());
            let parts: Vec<usize> = homes[0]
                .parameters
                .iter()
                .filter(|p| usize::from(p.number) == number)
                .map(|p| usize::from(p.part))
                .collect();
            assert_eq!(parts, (0..parts.len()).collect::<Vec<_>>(), "parts of row {number}");
            assert!(parts.len() <= PARTS);
        }
        assert!(parameters().iter().all(|p| (1..=ROWS).contains(&usize::from(p.number))));
    }

    #[test]
    fn names_are_told_apart_and_defaults_lie_in_their_priors() {
        let all = parameters();
        let mut names: Vec<&str> = all.iter().map(|p| p.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all.len());
        for p in all {
            assert!(p.prior[0] <= p.default && p.default <= p.prior[1], "{}", p.name);
            assert!(p.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", p.name);
            assert_eq!(parameter(p.name), Some(p));
        }
    }

    #[test]
    fn the_evidence_is_as_thin_as_it_is() {
        let rows = |status| {
            (1..=ROWS)
                .filter(|n| parameters().iter().any(|p| usize::from(p.number) == *n && p.status == status))
                .count()
        };
        // Measured, anchored in sign, fitted, textbook, assumed: a row has one status.
        assert_eq!(Status::ALL.map(rows), [8, 6, 10, 2, 34]);
        assert_eq!(assumed(), (34, 60));
    }

    #[test]
    fn rules_stand_in_the_order_of_the_schedule() {
        assert!(RULES.is_sorted_by_key(|r| r.phase));
        for rule in RULES {
            assert!(rule.text.starts_with("//! "), "{} says what it does", rule.name);
        }
    }
}
