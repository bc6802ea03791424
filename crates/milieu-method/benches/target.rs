//! Bunching and the density test: `cargo bench -p milieu-method --bench target`.

use divan::{Bencher, black_box};
use milieu_method::random::Stream;
use milieu_method::target::bunching::{Window, bunching, spread};
use milieu_method::target::density::{Settings, jump};

fn main() {
    divan::main();
}

/// Sums of four uniform numbers about zero.
fn gaps(n: u64) -> Vec<f64> {
    (0..n).map(|i| Stream::new(5, i)).map(|mut s| (0..4).map(|_| s.unit()).sum::<f64>() - 2.0).collect()
}

fn window() -> Window {
    Window {
        at: 0.0,
        width: 0.05,
        below: 20,
        above: 20,
        bunch_below: 0,
        bunch_above: 0,
        degree: 7,
        round: vec![0.5],
        corrections: 200,
    }
}

#[divan::bench]
fn bunching_of_26_000(bencher: Bencher) {
    let values: Vec<(f64, f64)> = gaps(26_000).into_iter().map(|v| (v, 1.0)).collect();
    bencher.bench(|| bunching(black_box(&values), &window()));
}

#[divan::bench]
fn a_hundred_draws(bencher: Bencher) {
    let values: Vec<(f64, f64)> = gaps(26_000).into_iter().map(|v| (v, 1.0)).collect();
    bencher.bench(|| spread(black_box(&values), &window(), 100, 1));
}

#[divan::bench]
fn density_test_of_3_000(bencher: Bencher) {
    let values = gaps(3_000);
    let settings = Settings { at: 0.0, bandwidths: [0.8, 0.8], order: 2, mass_points: true };
    bencher.bench(|| jump(black_box(&values), &settings));
}
