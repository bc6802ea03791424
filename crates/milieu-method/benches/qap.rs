//! MRQAP on 500 actors and 5 predictors, the peer's case: `cargo bench -p milieu-method --bench qap`.

use divan::Bencher;
use milieu_method::qap::{Null, Relation, correlate, regress};
use milieu_method::random::Stream;

fn main() {
    divan::main();
}

/// Relations that mean nothing, one per stream.
fn relation(n: usize, number: u64) -> Relation {
    let mut stream = Stream::new(1, number);
    let values: Vec<f64> = (0..n * n).map(|_| stream.unit()).collect();
    Relation::from_rows(n, true, &values).expect("every pair has a value")
}

#[divan::bench(args = [100, 500], sample_count = 5)]
fn a_hundred_permutations_by_double_semi_partialling(bencher: Bencher, n: usize) {
    let all: Vec<Relation> = (0..6).map(|i| relation(n, i)).collect();
    let predictors: Vec<&Relation> = all[1..].iter().collect();
    bencher.bench(|| regress(&all[0], &predictors, Null::SemiPartialling, 100, 7));
}

#[divan::bench(args = [100, 500], sample_count = 5)]
fn a_thousand_permutations_of_a_correlation(bencher: Bencher, n: usize) {
    let (y, x) = (relation(n, 0), relation(n, 1));
    bencher.bench(|| correlate(&y, &x, 1000, 7));
}
