//! Truth tables and their solutions.

use milieu_method::qca::calibrate::Anchors;
use milieu_method::qca::robust::{self, Decision, Raw, Setup};
use milieu_method::qca::sets::{Condition, Sets};
use milieu_method::qca::solve::{self, Kind, Options};
use milieu_method::qca::truth::{Cutoffs, TruthTable};

use crate::case::{Answer, Data};

/// At the anchors R's `calibrate` has a membership of 0.95 and 0.05.
const ODDS: f64 = 2.944_438_979_166_440_3;

pub fn answer(case: &str, data: &Data) -> Option<Answer> {
    Some(match case {
        "parsimonious-16" | "parsimonious-17" => parsimonious(data),
        "sweep" => sweep(data),
        _ => return None,
    })
}

fn condition(name: String, values: Vec<f64>) -> Condition {
    Condition { name, multi_value: false, values }
}

fn numbered(count: usize) -> Vec<String> {
    (0..count).map(|i| i.to_string()).collect()
}

fn parsimonious(data: &Data) -> Answer {
    let columns = data.columns("c").into_iter().enumerate();
    let conditions: Vec<Condition> = columns.map(|(k, values)| condition(format!("C{k}"), values)).collect();
    let outcome = condition("Y".to_owned(), data.column("y"));
    let sets = Sets::new(numbered(outcome.values.len()), conditions, outcome).expect("sound sets");
    let solve = || {
        let table = TruthTable::new(&sets, Cutoffs { inclusion: 1.0, ..Cutoffs::default() }).expect("sound cutoffs");
        solve::parsimonious(&sets, &table, Options::default()).expect("a solution")
    };
    Answer::timed(1.0, solve, |solution| {
        let terms = solution.models.first().map_or(0, Vec::len);
        let models = solution.total.map_or(f64::NAN, |total| total as f64);
        [
            ("prime implicants", solution.chart.primes.len() as f64),
            ("terms of a model", terms as f64),
            ("models", models),
        ]
    })
}

/// How far the inclusion cutoff and every anchor can move, one at a time, before the solution changes: at most twenty steps each way.
fn sweep(data: &Data) -> Answer {
    let [low, middle, high] = ["low", "middle", "high"].map(|anchor| data.number(anchor));
    let set = |name: String, values: Vec<f64>| {
        let raw = Raw { values, anchors: Anchors::new(&name, low, middle, high).expect("rising anchors"), odds: ODDS };
        (condition(name, raw.memberships()), Some(raw))
    };
    let raw = data.columns("c");
    let count = raw.len();
    let outcome = set("Y".to_owned(), data.column("y"));
    let setup = Setup {
        cases: numbered(outcome.0.values.len()),
        conditions: raw.into_iter().enumerate().map(|(k, values)| set(format!("C{k}"), values)).collect(),
        outcome,
        negate: false,
        cutoffs: Cutoffs { inclusion: data.number("inclusion"), ..Cutoffs::default() },
        kind: Kind::Parsimonious,
        expected: vec![vec![]; count],
        options: Options::default(),
    };
    let anchors = || {
        (0..count).map(Some).chain([None]).flat_map(|of| {
            [low, middle, high].into_iter().enumerate().map(move |(which, v)| Decision::Anchor(of, which, v))
        })
    };
    let steps = [data.number("step"), data.number("inclusion_step")];
    let ranges = || {
        let initial = setup.answer().expect("a solution");
        let inclusion = robust::range(&setup, &initial, &Decision::Inclusion(setup.cutoffs.inclusion), steps[1], 20);
        let moved: usize = anchors().filter(|d| robust::range(&setup, &initial, d, steps[0], 20).is_ok()).count();
        (initial, inclusion.expect("a range"), moved)
    };
    Answer::timed(1.0, ranges, |(initial, inclusion, moved)| {
        [
            ("terms of the first model", initial.listed[0].len() as f64),
            ("last inclusion cutoff below that keeps it", inclusion.down.last),
            ("anchors moved", moved as f64),
        ]
    })
}
