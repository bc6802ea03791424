//! LISA of 100,000 points and HDBSCAN: `cargo bench -p milieu-method --bench space`.

use divan::{Bencher, black_box};
use milieu_method::random::Stream;
use milieu_method::space::{Convention, Points, Weights, conditional, hdbscan, moran};

fn main() {
    divan::main();
}

fn points(n: u64) -> Points {
    let at = |i: u64| Stream::new(2, i);
    let xy: Vec<[f64; 2]> = (0..n).map(at).map(|mut s| [s.unit() * 1e4, s.unit() * 1e4]).collect();
    Points::plane(&xy).expect("points")
}

fn values(n: u64) -> Vec<f64> {
    (0..n).map(|i| Stream::new(3, i).unit()).collect()
}

/// The peer's case: 999 conditional permutations, eight neighbours.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn lisa_of_100_000(bencher: Bencher) {
    let (x, w) = (values(100_000), Weights::nearest(&points(100_000), 8).expect("weights").row_standardised());
    bencher.bench(|| conditional(black_box(&x), &w, Convention::Esda, 999, 1));
}

#[divan::bench(sample_count = 5)]
fn eight_nearest_of_100_000(bencher: Bencher) {
    let points = points(100_000);
    bencher.bench(|| Weights::nearest(black_box(&points), 8));
}

#[divan::bench]
fn moran_of_100_000(bencher: Bencher) {
    let (x, w) = (values(100_000), Weights::nearest(&points(100_000), 8).expect("weights").row_standardised());
    bencher.bench(|| moran(black_box(&x), &w));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn hdbscan_of_10_000(bencher: Bencher) {
    let points = points(10_000);
    bencher.bench(|| hdbscan(black_box(&points), 15, 5));
}
