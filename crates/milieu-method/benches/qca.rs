//! QCA on the peer's case, many conditions over 60 cases: `cargo bench -p milieu-method --bench qca`.

use divan::{Bencher, black_box};
use milieu_method::qca::calibrate::{self, Anchors};
use milieu_method::qca::robust::{self, Decision, Raw, Setup};
use milieu_method::qca::sets::{Condition, Sets};
use milieu_method::qca::solve::{self, Kind, Options};
use milieu_method::qca::truth::{Cutoffs, TruthTable};
use milieu_method::random::Stream;

fn main() {
    divan::main();
}

/// Random cases in or out of each set, the same on every machine: nothing is told apart by few conditions,
/// so that prime implicants are many and covers hard.
fn sets(conditions: usize, cases: usize) -> Sets {
    let mut stream = Stream::new(1, 0);
    let mut column = |name: String| {
        let values = (0..cases).map(|_| if stream.unit() < 0.5 { 0.0 } else { 1.0 }).collect();
        Condition { name, multi_value: false, values }
    };
    let all = (0..conditions).map(|i| column(format!("C{i}"))).collect();
    let outcome = column("Y".to_owned());
    Sets::new((0..cases).map(|i| i.to_string()).collect(), all, outcome).expect("sound sets")
}

#[divan::bench(args = [8, 10, 12, 14, 16, 17])]
fn parsimonious_over_60_cases(bencher: Bencher, conditions: usize) {
    let sets = sets(conditions, 60);
    bencher.bench(|| {
        let table = TruthTable::new(black_box(&sets), Cutoffs::default()).expect("sound cutoffs");
        solve::parsimonious(&sets, &table, Options::default()).expect("a solution")
    });
}

#[divan::bench(args = [8, 10, 12, 14, 16, 17])]
fn conservative_over_60_cases(bencher: Bencher, conditions: usize) {
    let sets = sets(conditions, 60);
    bencher.bench(|| {
        let table = TruthTable::new(black_box(&sets), Cutoffs::default()).expect("sound cutoffs");
        solve::conservative(&sets, &table, Options::default()).expect("a solution")
    });
}

/// 45 cases by six raw conditions, each with anchors; nothing in it exists.
fn setup() -> Setup {
    let mut stream = Stream::new(2, 0);
    let mut column = |name: String| {
        let values: Vec<f64> = (0..45).map(|_| stream.unit() * 100.0).collect();
        let anchors = Anchors::new(&name, 15.0, 48.5, 85.0).expect("rising anchors");
        let raw = Raw { values, anchors, odds: calibrate::RAGIN };
        (Condition { name, multi_value: false, values: raw.memberships() }, Some(raw))
    };
    Setup {
        conditions: (0..6).map(|i| column(format!("C{i}"))).collect(),
        outcome: column("Y".to_owned()),
        cases: (0..45).map(|i| i.to_string()).collect(),
        negate: false,
        cutoffs: Cutoffs::default(),
        kind: Kind::Parsimonious,
        expected: vec![vec![]; 6],
        options: Options::default(),
    }
}

/// The range of the inclusion cutoff and of all 21 anchors, twenty steps each way.
#[divan::bench]
fn robustness_sweep() -> usize {
    let setup = setup();
    let initial = setup.answer().expect("a solution");
    let anchors = (0..6).map(Some).chain([None]).flat_map(|of| {
        [15.0, 48.5, 85.0].into_iter().enumerate().map(move |(which, v)| (Decision::Anchor(of, which, v), 1.4))
    });
    let decisions = [(Decision::Inclusion(0.8), 0.01)].into_iter().chain(anchors);
    let range = |(decision, step): (Decision, f64)| robust::range(&setup, &initial, &decision, step, 20);
    decisions.map(range).filter(Result::is_ok).count()
}
