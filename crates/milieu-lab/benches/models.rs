//! The classic models on the kernel: `cargo bench -p milieu-lab --bench models`. Items are agent-steps.

use divan::Bencher;
use divan::counter::ItemsCount;
use milieu_lab::model::flocking::{self, Flocking};
use milieu_lab::model::schelling::{self, Schelling};

fn main() {
    // One thread: what is compared is the work, not the number of cores.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(divan::main);
}

#[divan::bench(sample_count = 10, args = [(1_000, 40, 1, 3), (8_000, 100, 2, 8), (80_000, 316, 2, 8)])]
fn schelling_20_steps(bencher: Bencher, (agents, side, radius, wanted): (usize, usize, usize, u32)) {
    let settings = schelling::Settings { side, agents, radius, wanted };
    let new = || Schelling::new(settings, 1);
    bencher
        .counter(ItemsCount::new(20 * agents))
        .with_inputs(new)
        .bench_local_values(|mut model| (0..20).map(|_| model.step()).sum::<usize>());
}

#[divan::bench(sample_count = 5, args = [(200, 100, 5), (400, 150, 15), (10_000, 707, 5)])]
fn flocking_100_steps(bencher: Bencher, (birds, side, sight): (usize, u32, u32)) {
    let settings = flocking::Settings::usual(f64::from(side), birds, f64::from(sight));
    let new = || Flocking::new(settings, 1);
    bencher.counter(ItemsCount::new(100 * birds)).with_inputs(new).bench_local_values(|mut model| {
        (0..100).for_each(|_| model.step());
        model.order()
    });
}
