//! Ties split at the closing of their place, and two waves: `cargo bench -p milieu-method --bench ties`.

use divan::{Bencher, black_box};
use milieu_method::random::Stream;
use milieu_method::ties::{Tie, split, waves};

fn main() {
    divan::main();
}

#[divan::bench(args = [1_000, 100_000])]
fn ties_split_at_closing(bencher: Bencher, ties: usize) {
    let mut stream = Stream::new(1, 0);
    let mut tie = |_| {
        let stop = 0.1 + 9.0 * stream.unit();
        let closing = (stream.unit() < 0.5).then(|| 10.0 * stream.unit());
        Tie { start: 0.0, stop, ended: stream.unit() < 0.7, closing }
    };
    let ties: Vec<Tie> = (0..ties).map(&mut tie).collect();
    bencher.bench(|| split(black_box(&ties)).map(|rows| rows.tie.len()));
}

#[divan::bench(args = [1_000, 100_000])]
fn two_waves(bencher: Bencher, ties: usize) {
    let mut stream = Stream::new(2, 0);
    let mut wave = || (0..ties).map(|_| (stream.below(ties), stream.below(100))).collect::<Vec<_>>();
    let (first, second) = (wave(), wave());
    bencher.bench(|| waves(true, black_box(&first), black_box(&second)));
}
