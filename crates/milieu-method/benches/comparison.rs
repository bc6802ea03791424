//! Gower distances of 5,000 cases: `cargo bench -p milieu-method --bench comparison`.

use divan::{Bencher, black_box};
use milieu_method::comparison::{Gower, Variable};
use milieu_method::random::Stream;

fn main() {
    divan::main();
}

/// Ten variables, numbers and categories, a tenth blank.
fn gower(cases: u64) -> Gower {
    let column = |k: u64| {
        let mut stream = Stream::new(3, k);
        let mut cell = || (stream.unit() > 0.1).then(|| stream.unit());
        let cells: Vec<Option<f64>> = (0..cases).map(|_| cell()).collect();
        if k.is_multiple_of(2) {
            Variable::Number(cells)
        } else {
            Variable::Category(cells.iter().map(|c| c.map(|c| (c * 5.0) as usize)).collect())
        }
    };
    Gower::new(&(0..10).map(column).collect::<Vec<_>>(), &[1.0; 10]).expect("variables")
}

#[divan::bench(args = [500, 5_000])]
fn all_distances(bencher: Bencher, cases: u64) {
    let gower = gower(cases);
    bencher.bench(|| black_box(&gower).matrix());
}
