//! QCA on the peer's case, many conditions over 60 cases: `cargo bench -p milieu-method --bench qca`.

use divan::{Bencher, black_box};
use milieu_method::qca::sets::{Condition, Sets};
use milieu_method::qca::solve::{self, Options};
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
