//! Every method and every way from a study to a table. The order is that of help and documentation.

use crate::analysis::{Extract, Method};
use crate::{agreement, community, comparison, describe, gravity, network, qap, qca, space, survival, target, ties};

/// Every method, one line each.
pub static METHODS: &[&Method] = &[
    &describe::DESCRIBE,
    &survival::KAPLAN_MEIER,
    &survival::LOG_RANK,
    &survival::COX,
    &survival::COMPETING_RISKS,
    &survival::FINE_GRAY,
    &survival::TURNBULL,
    &survival::INTERVAL_HAZARDS,
    &survival::WEIBULL,
    &survival::MI_KAPLAN_MEIER,
    &survival::MI_COX,
    &qca::CALIBRATE,
    &qca::NECESSITY,
    &qca::QCA,
    &qca::ROBUSTNESS,
    &qca::CASES,
    &target::ATTAINMENT,
    &target::AMPLIFICATION,
    &target::BUNCHING,
    &space::MORAN,
    &space::LISA,
    &space::GETIS_ORD,
    &space::GEARY,
    &space::KERNEL_DENSITY,
    &space::DBSCAN,
    &space::HDBSCAN,
    &space::RIPLEY,
    &space::COLOCATION,
    &space::CATCHMENT,
    &space::ISOCHRONES,
    &comparison::GOWER,
    &comparison::ANALOGUES,
    &comparison::MSDO,
    &comparison::SYNTHETIC_CONTROL,
    &comparison::TRANSFER,
    &agreement::KAPPA,
    &agreement::FLEISS,
    &agreement::KRIPPENDORFF,
    &network::CENTRALITY,
    &network::BROKERAGE,
    &community::COMMUNITIES,
    &network::PROJECTION,
    &network::ASSORTATIVITY,
    &network::TRIADS_CENSUS,
    &network::LAYERS,
    &qap::QAP,
    &qap::MRQAP,
    &gravity::GRAVITY,
    &gravity::POISSON,
    &ties::TIE_SURVIVAL,
    &ties::TIE_WAVES,
];

/// Every extract, one line each.
pub static EXTRACTS: &[&Extract] = &[
    &survival::LIFESPANS,
    &target::TARGETS,
    &target::CASCADE,
    &qca::SETS,
    &space::POSITIONS,
    &comparison::CASES,
    &comparison::PANEL,
    &comparison::INDICATORS,
    &agreement::CODINGS,
    &network::TIES,
    &network::NODES_OF,
    &ties::TIE_LIVES,
];

/// The method of a name.
#[must_use]
pub fn method(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name).copied()
}

/// The extract of a name.
#[must_use]
pub fn extract(name: &str) -> Option<&'static Extract> {
    EXTRACTS.iter().find(|extract| extract.name == name).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::analysis::{Input, Settings, Table};

    #[test]
    fn names_are_given_once() {
        let names: BTreeSet<&str> = METHODS.iter().map(|m| m.name).collect();
        assert_eq!(names.len(), METHODS.len());
        for method in METHODS {
            let options: BTreeSet<&str> = method.options.iter().map(|o| o.name).collect();
            assert_eq!(options.len(), method.options.len(), "{}", method.name);
        }
        let names: BTreeSet<&str> = EXTRACTS.iter().map(|e| e.name).collect();
        assert_eq!(names.len(), EXTRACTS.len());
    }

    #[test]
    fn every_example_runs_and_tells_what_it_rests_on() {
        for method in METHODS {
            let table = Table::read("example.csv", method.example_table.as_bytes()).unwrap();
            let more: BTreeMap<String, Table> = method
                .example_more
                .iter()
                .map(|(option, csv)| ((*option).to_owned(), Table::read(option, csv.as_bytes()).unwrap()))
                .collect();
            let settings = Settings::read(method, spoken(method.example)).unwrap();
            let outcome = (method.run)(Input { table: &table, more: &more, settings: &settings })
                .unwrap_or_else(|refusal| panic!("{}: {refusal:?}", method.name));
            assert!(!outcome.numbers.is_empty() || !outcome.sheets.is_empty(), "{} says nothing", method.name);
            assert!(!outcome.used.is_empty(), "{} rests on nothing", method.name);
            for sheet in &outcome.sheets {
                assert!(sheet.rows.iter().all(|row| row.len() == sheet.columns.len()), "{}", method.name);
                assert!(sheet.evidence.is_empty() || sheet.evidence.len() == sheet.rows.len(), "{}", method.name);
            }
        }
    }

    /// `--a b --flag` as pairs.
    fn spoken(example: &str) -> Vec<(&str, &str)> {
        let words: Vec<&str> = example.split_whitespace().collect();
        let mut pairs = vec![];
        let mut at = 0;
        while let Some(name) = words.get(at).and_then(|word| word.strip_prefix("--")) {
            let value = words.get(at + 1).filter(|word| !word.starts_with("--"));
            pairs.push((name, value.copied().unwrap_or("true")));
            at += 1 + usize::from(value.is_some());
        }
        assert_eq!(at, words.len(), "{example}");
        pairs
    }
}
