//! Agreement of five coders on 10,000 units: `cargo bench -p milieu-method --bench agreement`.

use divan::{Bencher, black_box};
use milieu_method::agreement::{Chance, Level, Ratings, Weights, agreement, alpha, bootstrap};
use milieu_method::random::Stream;

fn main() {
    divan::main();
}

/// Nine codes; each coder errs in a fifth of the units and leaves a tenth blank.
fn ratings() -> Ratings {
    let row = |unit: u64| -> Vec<Option<f64>> {
        let mut stream = Stream::new(11, unit);
        let truth = stream.below(9) as f64;
        let mut one = || {
            let blank = stream.unit() < 0.1;
            let code = if stream.unit() < 0.2 { stream.below(9) as f64 } else { truth };
            (!blank).then_some(code)
        };
        (0..5).map(|_| one()).collect()
    };
    Ratings::of_numbers(&(0..10_000).map(row).collect::<Vec<_>>()).expect("five coders")
}

#[divan::bench(args = ["nominal", "ordinal", "interval"])]
fn alpha_once(bencher: Bencher, level: &str) {
    let (ratings, level) = (ratings(), Level::parse(level).expect("a level"));
    bencher.bench(|| alpha(black_box(&ratings), level));
}

/// A thousand replicates: divide by a thousand to compare.
#[divan::bench(args = ["nominal", "ordinal"], sample_count = 5)]
fn a_thousand_replicates(bencher: Bencher, level: &str) {
    let (ratings, level) = (ratings(), Level::parse(level).expect("a level"));
    bencher.bench(|| bootstrap(black_box(&ratings), level, 1_000, 0.95, 1));
}

#[divan::bench]
fn gwet_with_its_standard_error(bencher: Bencher) {
    let ratings = ratings();
    bencher.bench(|| agreement(black_box(&ratings), Chance::Gwet, Weights::Identity, 0.95));
}
