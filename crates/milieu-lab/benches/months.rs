//! The whole model: `cargo bench -p milieu-lab --bench months`. Items are person-months, on one thread.

use divan::Bencher;
use divan::counter::ItemsCount;
use milieu_lab::month::Month;
use milieu_lab::run::{Plan, month, run};
use milieu_lab::start::{self, Size};

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(divan::main);
}

/// A month once campaign, leases and ties are under way.
#[divan::bench(sample_count = 24, sample_size = 1)]
fn region_month(bencher: Bencher) {
    let mut world = start::synthetic(&Size::REGION, 1, Month::new(2008, 1));
    let plan = Plan::baseline(1, 96);
    run(&mut world, &plan, |_| true);
    bencher.counter(ItemsCount::new(Size::REGION.persons)).bench_local(|| month(&mut world, &plan));
}

/// The maker window from its beginning.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn region_216_months(bencher: Bencher) {
    let plan = Plan::baseline(1, 216);
    let new = || start::synthetic(&Size::REGION, 1, Month::new(2008, 1));
    bencher.counter(ItemsCount::new(216 * Size::REGION.persons)).with_inputs(new).bench_local_values(|mut world| {
        run(&mut world, &plan, |_| true);
        world.step
    });
}
