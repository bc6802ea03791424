//! LISA of 100,000 points and HDBSCAN: `cargo bench -p milieu-method --bench space`.

use divan::{Bencher, black_box};
use milieu_method::random::Stream;
use milieu_method::space::{Convention, Points, Weights, conditional, hdbscan, moran};
use milieu_study::space::LatLon;

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

/// Points in heaps of different width over a province, a tenth of them anywhere.
fn heaps(n: u64) -> Points {
    let at = |i: u64| {
        let mut own = Stream::new(4, i);
        let mut heap = Stream::new(5, own.below(200) as u64);
        let (lat, lon, width) = (heap.unit(), heap.unit(), 0.002 + 0.02 * heap.unit());
        let mut about = || (0..6).map(|_| own.unit() - 0.5).sum::<f64>();
        let (north, east) = (about(), about());
        let (lat, lon) =
            if own.unit() < 0.1 { (own.unit(), own.unit()) } else { (lat + width * north, lon + width * east) };
        LatLon { lat: 30.0 + 2.0 * lat, lon: 118.0 + 3.0 * lon }
    };
    Points::wgs84(&(0..n).map(at).collect::<Vec<_>>()).expect("points")
}

/// The peer's case.
#[divan::bench(args = [10_000, 100_000], sample_count = 3, sample_size = 1)]
fn hdbscan_of(bencher: Bencher, n: u64) {
    let points = points(n);
    bencher.bench(|| hdbscan(black_box(&points), 15, 5));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn hdbscan_of_100_000_geodesics(bencher: Bencher) {
    let points = heaps(100_000);
    bencher.bench(|| hdbscan(black_box(&points), 15, 5));
}
