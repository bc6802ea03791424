use std::collections::BTreeSet;

use proptest::prelude::*;

use super::cover::{self, Wanted};
use super::implicant::{self, Forbidden};
use super::necessity::{self, Least};
use super::problem::Problem;
use super::sets::{Condition, Sets};
use super::solve::{self, Options};
use super::space::{Space, Term};
use super::truth::{Cutoffs, Output, TruthTable};
use super::{calibrate, diversity, fit};

fn fuzzy(name: &str, values: &[f64]) -> Condition {
    Condition { name: name.to_owned(), multi_value: false, values: values.to_vec() }
}

fn sets(columns: &[Vec<f64>], outcome: &[f64]) -> Result<Sets, Problem> {
    let cases = (0..outcome.len()).map(|i| format!("case{i}")).collect();
    let conditions = columns.iter().enumerate().map(|(i, v)| fuzzy(&format!("C{i}"), v)).collect();
    Sets::new(cases, conditions, fuzzy("Y", outcome))
}

#[test]
fn ragins_direct_method_gives_his_memberships_at_the_anchors() {
    let anchors = calibrate::Anchors::new("GNP", 2500.0, 5000.0, 20000.0).unwrap();
    let at = |x| calibrate::direct(x, anchors, calibrate::RAGIN);
    assert!((at(20000.0) - 0.952_574_126_822_433).abs() < 1e-12);
    assert!((at(5000.0) - 0.5).abs() < 1e-15);
    assert!((at(2500.0) - 0.047_425_873_177_567).abs() < 1e-12);
    let low = calibrate::Anchors::new("not rich", 20000.0, 5000.0, 2500.0).unwrap();
    assert!((calibrate::direct(20000.0, low, 3.0) - (1.0 - at(20000.0))).abs() < 1e-12);
}

#[test]
fn the_rule_of_limited_diversity_has_the_numbers_of_its_documentation() {
    let fewest = |k: i32| (1..).find(|&n| 1.0 - diversity::free_of_contradiction(n, 2f64.powi(k)) >= diversity::LEAST);
    assert_eq!([3, 4, 5, 6, 7].map(fewest), [10, 13, 18, 25, 35].map(Some));
    // Two cases in one configuration contradict each other half the time.
    assert!((diversity::free_of_contradiction(2, 1.0) - 0.5).abs() < 1e-15);
    let refused = diversity::check(4, &[2; 9], diversity::LEAST);
    assert_eq!(
        refused,
        Err(Problem::LimitedDiversity { cases: 4, conditions: 9, configurations: 512, most: 0, fewest: 70 })
    );
    assert_eq!(diversity::check(45, &[2; 6], diversity::LEAST), Ok(()));
}

#[test]
fn degenerate_inputs_are_named() {
    let column = |v: &[f64]| vec![v.to_vec()];
    let y = [0.0, 1.0, 1.0];
    assert_eq!(sets(&[], &y), Err(Problem::NoConditions));
    assert_eq!(sets(&column(&[]), &[]), Err(Problem::NoCases));
    assert!(matches!(sets(&column(&[0.0, 1.0]), &y), Err(Problem::Unequal { .. })));
    assert!(matches!(sets(&column(&[0.0, 1.0, f64::NAN]), &y), Err(Problem::NotANumber { .. })));
    assert!(matches!(sets(&column(&[0.0, 1.0, 1.2]), &y), Err(Problem::OutsideZeroOne { .. })));
    assert_eq!(sets(&column(&[0.3; 3]), &y), Err(Problem::ConstantCondition("C0".into())));
    assert_eq!(sets(&column(&[0.0, 1.0, 1.0]), &[1.0; 3]), Err(Problem::ConstantOutcome("Y".into())));
    let levels = Condition { name: "M".into(), multi_value: true, values: vec![0.0, 1.5, 2.0] };
    let found = Sets::new(vec!["a".into(), "b".into(), "c".into()], vec![levels], fuzzy("Y", &y));
    assert!(matches!(found, Err(Problem::NotALevel { levels: 3, .. })));
    let found = sets(&column(&[0.5, 1.0, 0.0]), &y).unwrap();
    assert_eq!(found.crossovers().len(), 1);
    let table = TruthTable::new(&found, Cutoffs::default()).unwrap();
    assert_eq!(table.unassigned, [0]);
    let none = TruthTable::new(&found, Cutoffs { frequency: 9, ..Cutoffs::default() }).unwrap();
    assert_eq!(solve::conservative(&found, &none, Options::default()), Err(Problem::NothingPositive));
    let wrong = Cutoffs { inclusion: 0.0, ..Cutoffs::default() };
    assert!(matches!(TruthTable::new(&found, wrong), Err(Problem::Cutoff { .. })));
    let all = sets(&column(&[0.0, 1.0, 1.0]), &[0.9, 1.0, 0.8]).unwrap();
    let table = TruthTable::new(&all, Cutoffs::default()).unwrap();
    assert_eq!(solve::parsimonious(&all, &table, Options::default()), Err(Problem::NothingNegative));
}

/// Every term, by trying all of them.
fn all_terms(space: &Space) -> Vec<Term> {
    let mut terms: BTreeSet<Term> = BTreeSet::new();
    for mask in 0..=space.all() {
        terms.extend((0..space.size()).map(|row| space.term(row, mask)));
    }
    terms.into_iter().collect()
}

/// A space of two to four conditions with a random output for each configuration: 1, 0 or remainder.
fn outputs() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    prop::collection::vec(2u8..4, 2..5).prop_flat_map(|levels| {
        let size = levels.iter().map(|&l| usize::from(l)).product::<usize>();
        (Just(levels), prop::collection::vec(0u8..3, size))
    })
}

fn of(outputs: &[u8], which: u8) -> Vec<u32> {
    (0u32..).zip(outputs).filter(|(_, o)| **o == which).map(|(row, _)| row).collect()
}

/// A chart of up to seven rows: each row covered by at least one of up to ten prime implicants.
fn charts() -> impl Strategy<Value = (usize, Vec<Vec<u64>>)> {
    (1usize..8).prop_flat_map(|rows| {
        let one = (1u64..1 << rows).prop_map(|word| vec![word]);
        (Just(rows), prop::collection::vec(one, 1..10)).prop_map(|(rows, mut coverage)| {
            let all = coverage.iter().fold(0, |all, c| all | c[0]);
            if all != (1 << rows) - 1 {
                coverage.push(vec![((1 << rows) - 1) & !all]);
            }
            (rows, coverage)
        })
    })
}

/// A fuzzy case table: conditions and outcome in hundredths, none at the crossover.
fn case_table() -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<f64>)> {
    (2usize..5, 4usize..16).prop_flat_map(|(conditions, cases)| {
        let membership = (0u32..=100).prop_map(|m| f64::from(if m == 50 { 51 } else { m }) / 100.0);
        let column = prop::collection::vec(membership, cases);
        (prop::collection::vec(column.clone(), conditions), column)
    })
}

/// A model as the set of its terms, each a list of conditions and values.
type Model = BTreeSet<Vec<(String, u8)>>;

fn written(sets: &Sets, cutoffs: Cutoffs) -> Option<Vec<Model>> {
    let table = TruthTable::new(sets, cutoffs).unwrap();
    let solution = solve::parsimonious(sets, &table, Options::default()).ok()?;
    let names = sets.names();
    let term = |t: Term| {
        let mut literals: Vec<(String, u8)> = sets.space().literals(t).map(|(c, v)| (names[c].clone(), v)).collect();
        literals.sort();
        literals
    };
    let mut models: Vec<_> =
        (0..solution.models.len()).map(|m| solution.terms(m).into_iter().map(term).collect()).collect();
    models.sort();
    Some(models)
}

proptest! {
    #[test]
    fn prime_implicants_are_those_of_trying_every_term((levels, outputs) in outputs()) {
        let space = Space::new(&levels).unwrap();
        let (positive, negative) = (of(&outputs, 1), of(&outputs, 0));
        let mut but_negative: Vec<u32> = of(&outputs, 1);
        but_negative.extend(of(&outputs, 2));
        let ours = implicant::chart(&space, &positive, Forbidden::Only(&negative));
        prop_assert_eq!(&ours, &implicant::chart(&space, &positive, Forbidden::AllBut(&but_negative)));
        let terms = all_terms(&space);
        let implicant = |t: &Term| {
            positive.iter().any(|&r| space.covers(*t, r)) && !negative.iter().any(|&r| space.covers(*t, r))
        };
        let implicants: Vec<Term> = terms.into_iter().filter(implicant).collect();
        let prime = |t: &&Term| !implicants.iter().any(|w| w != *t && space.implies(**t, *w));
        let expected: BTreeSet<Term> = implicants.iter().filter(prime).copied().collect();
        prop_assert_eq!(ours.primes.iter().copied().collect::<BTreeSet<Term>>(), expected);
        for (p, &term) in ours.primes.iter().enumerate() {
            for (c, &row) in positive.iter().enumerate() {
                prop_assert_eq!(ours.covers(p, c), space.covers(term, row));
            }
        }
    }

    #[test]
    fn covers_are_those_of_trying_every_choice((rows, coverage) in charts()) {
        let full = (1u64 << rows) - 1;
        let union = |choice: usize| (0..coverage.len()).filter(|p| choice >> p & 1 == 1)
            .fold(0, |all, p| all | coverage[p][0]);
        let members = |choice: usize| (0..coverage.len()).filter(|p| choice >> p & 1 == 1).collect::<Vec<usize>>();
        let covers: Vec<usize> = (1..1 << coverage.len()).filter(|&choice| union(choice) == full).collect();
        let least = covers.iter().map(|c| c.count_ones()).min().unwrap();
        let minimum: BTreeSet<Vec<usize>> =
            covers.iter().filter(|c| c.count_ones() == least).map(|&c| members(c)).collect();
        let redundant = |c: usize| members(c).into_iter().any(|p| union(c & !(1 << p)) == full);
        let irredundant: BTreeSet<Vec<usize>> =
            covers.iter().filter(|&&c| !redundant(c)).map(|&c| members(c)).collect();
        for (wanted, expected) in [(Wanted::Minimum, minimum), (Wanted::Irredundant, irredundant)] {
            let ours = cover::covers(rows, &coverage, wanted, 100_000).unwrap();
            prop_assert_eq!(ours.total, Some(expected.len() as u64));
            prop_assert_eq!(ours.listed.len(), expected.len());
            prop_assert_eq!(ours.listed.into_iter().collect::<BTreeSet<_>>(), expected);
        }
    }

    #[test]
    fn every_model_covers_all_positive_rows_and_no_negative_one((columns, outcome) in case_table()) {
        let Ok(sets) = sets(&columns, &outcome) else { return Ok(()) };
        let table = TruthTable::new(&sets, Cutoffs { inclusion: 0.7, ..Cutoffs::default() }).unwrap();
        let options = Options { limit: 50, ..Options::default() };
        let Ok(conservative) = solve::conservative(&sets, &table, options) else { return Ok(()) };
        let Ok(parsimonious) = solve::parsimonious(&sets, &table, options) else { return Ok(()) };
        let expected = vec![vec![1]; columns.len()];
        let both = [&conservative, &parsimonious];
        let pairs = solve::intermediate(&sets, &table, both, &expected, options).unwrap();
        let between = pairs.iter().map(|i| &i.solution);
        for solution in [&conservative, &parsimonious].into_iter().chain(between) {
            for m in 0..solution.models.len() {
                let terms = solution.terms(m);
                let covered = |row: u32| terms.iter().any(|&t| sets.space().covers(t, row));
                for row in &table.rows {
                    prop_assert_eq!(covered(row.configuration), row.output == Output::Positive);
                }
                let used = solve::remainders_used(sets.space(), &table, &terms);
                let free = |&row: &u32| table.rows.iter().all(|r| r.configuration != row);
                prop_assert!(used.iter().all(free));
                if solution.kind == solve::Kind::Conservative {
                    prop_assert!(used.is_empty());
                }
            }
        }
        // What the intermediate solution assumes, the parsimonious one assumes too.
        for pair in &pairs {
            let assumed = solve::remainders_used(sets.space(), &table, &parsimonious.terms(pair.parsimonious));
            prop_assert!(pair.easy.iter().chain(&pair.difficult).all(|row| assumed.contains(row)));
            prop_assert_eq!(pair.easy.len() + pair.difficult.len(), assumed.len());
        }
    }

    #[test]
    fn neither_the_order_of_cases_nor_of_conditions_matters((columns, outcome) in case_table(), turn in 1usize..4) {
        let Ok(first) = sets(&columns, &outcome) else { return Ok(()) };
        let cutoffs = Cutoffs { inclusion: 0.75, ..Cutoffs::default() };
        let turned = |values: &[f64]| { let mut v = values.to_vec(); v.rotate_left(turn); v };
        let cases: Vec<Vec<f64>> = columns.iter().map(|c| turned(c)).collect();
        prop_assert_eq!(written(&first, cutoffs), written(&sets(&cases, &turned(&outcome)).unwrap(), cutoffs));
        let mut conditions: Vec<Condition> = first.conditions().to_vec();
        conditions.rotate_left(turn % columns.len());
        let other = Sets::new(first.cases().to_vec(), conditions, fuzzy("Y", &outcome)).unwrap();
        prop_assert_eq!(written(&first, cutoffs), written(&other, cutoffs));
    }

    #[test]
    fn a_negated_condition_is_negated_in_every_term((columns, outcome) in case_table()) {
        let Ok(plain) = sets(&columns, &outcome) else { return Ok(()) };
        let mut other = columns.clone();
        other[0].iter_mut().for_each(|x| *x = 1.0 - *x);
        let cutoffs = Cutoffs { inclusion: 0.75, ..Cutoffs::default() };
        let flip = |model: &Model| -> Model {
            let literal = |(n, v): &(String, u8)| (n.clone(), if n == "C0" { 1 - v } else { *v });
            model.iter().map(|t| t.iter().map(literal).collect()).collect()
        };
        let mut ours: Option<Vec<_>> = written(&plain, cutoffs).map(|m| m.iter().map(flip).collect());
        if let Some(models) = &mut ours { models.sort(); }
        prop_assert_eq!(ours, written(&sets(&other, &outcome).unwrap(), cutoffs));
    }

    #[test]
    fn de_morgan_and_the_duality_of_necessity_and_sufficiency((columns, outcome) in case_table()) {
        let Ok(sets) = sets(&columns, &outcome) else { return Ok(()) };
        let (a, b) = (&columns[0], &columns[1]);
        let both: Vec<f64> = a.iter().zip(b).map(|(a, b)| a.min(*b)).collect();
        let either: Vec<f64> = a.iter().zip(b).map(|(a, b)| 1.0 - (1.0 - a).max(1.0 - b)).collect();
        prop_assert!(both.iter().zip(&either).all(|(a, b)| (a - b).abs() < 1e-12));
        // X sufficient for Y is ¬X necessary for ¬Y; and inclN is covS, covN is inclS.
        let not = |v: &[f64]| v.iter().map(|x| 1.0 - x).collect::<Vec<f64>>();
        let sufficiency = fit::sufficiency(a, &outcome);
        let necessity = fit::necessity(a, &outcome);
        prop_assert_eq!(sufficiency.inclusion, necessity.coverage);
        prop_assert_eq!(sufficiency.coverage, necessity.inclusion);
        let dual = fit::necessity(&not(a), &not(&outcome)).inclusion;
        let shared: f64 = not(a).iter().zip(not(&outcome)).map(|(a, b)| a.min(b)).sum();
        let whole: f64 = not(&outcome).iter().sum();
        prop_assert!(dual.is_none_or(|d| (d - shared / whole).abs() < 1e-12));
        for value in [sufficiency.inclusion, sufficiency.coverage, sufficiency.pri, necessity.relevance] {
            prop_assert!(value.is_none_or(|v| (-1e-12..=1.0 + 1e-12).contains(&v)));
        }
        let twice = sets.negated().negated();
        prop_assert_eq!(twice.outcome_name(), "Y");
        for found in necessity::supersets(&sets, Least { literals: 3, ..Least::default() }) {
            let terms: Vec<Vec<f64>> = found.literals.iter()
                .map(|&(c, v)| (0..outcome.len()).map(|i| sets.literal(i, c, v)).collect()).collect();
            let pick: fn(f64, f64) -> f64 = if found.together { f64::min } else { f64::max };
            let x: Vec<f64> = (0..outcome.len()).map(|i| terms.iter().map(|t| t[i]).reduce(pick).unwrap()).collect();
            prop_assert_eq!(fit::necessity(&x, &outcome), found.fit);
            prop_assert!(found.fit.inclusion.unwrap() > 0.9 - 1e-9);
        }
    }

    #[test]
    fn calibration_rises_between_the_anchors_and_stays_in_0_1(
        e in -50f64..50.0, up in 0.1f64..50.0, more in 0.1f64..50.0, x in -300f64..300.0, step in 0f64..50.0
    ) {
        let anchors = calibrate::Anchors::new("x", e, e + up, e + up + more).unwrap();
        for shape in [
            |x, a| calibrate::direct(x, a, calibrate::RAGIN),
            |x, a| calibrate::power(x, a, 1.0, 1.0),
            |x, a| calibrate::power(x, a, 2.0, 0.5),
        ] {
            let (low, high): (f64, f64) = (shape(x, anchors), shape(x + step, anchors));
            prop_assert!((0.0..=1.0).contains(&low) && low <= high + 1e-12);
            let falling = calibrate::Anchors::new("x", e + up + more, e + up, e).unwrap();
            prop_assert!(shape(x + step, falling) <= shape(x, falling) + 1e-12);
            prop_assert!((shape(e + up, anchors) - 0.5).abs() < 1e-12);
        }
    }
}
