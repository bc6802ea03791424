//! What everything else is built of: `cargo bench -p milieu-lab --bench kernel`. Items are draws, numbers or rows.

use divan::Bencher;
use divan::counter::ItemsCount;
use milieu_lab::kernel::{self, Groups};
use milieu_lab::month::Month;
use milieu_lab::random::{Chance, Stream};
use milieu_lab::real;
use milieu_lab::start::{self, Size};
use milieu_lab::uid::Uid;

const MANY: usize = 1_000_000;

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(divan::main);
}

#[divan::bench(sample_count = 10)]
fn draws(bencher: Bencher) {
    let chance = Chance::new(1);
    bencher
        .counter(ItemsCount::new(MANY))
        .bench_local(|| (0..MANY as u64).map(|n| chance.unit(Stream::Join, Uid(n), 0)).sum::<f64>());
}

#[divan::bench(sample_count = 10)]
fn exponentials(bencher: Bencher) {
    bencher.counter(ItemsCount::new(MANY)).bench_local(|| (0..MANY).map(|n| real::exp(-1e-5 * n as f64)).sum::<f64>());
}

#[divan::bench(sample_count = 10)]
fn logarithms(bencher: Bencher) {
    bencher.counter(ItemsCount::new(MANY)).bench_local(|| (1..=MANY).map(|n| real::ln(n as f64)).sum::<f64>());
}

#[divan::bench(sample_count = 10)]
fn rows_grouped(bencher: Bencher) {
    bencher.counter(ItemsCount::new(MANY)).bench_local(|| Groups::by(MANY, 600, |row| Some(row * 7 % 600)));
}

#[divan::bench(sample_count = 10)]
fn rows_summed_by_group(bencher: Bencher) {
    bencher.counter(ItemsCount::new(MANY)).bench_local(|| kernel::sum_by(MANY, 600, |row| Some((row * 7 % 600, 1.0))));
}

/// Items are persons.
#[divan::bench(sample_count = 5)]
fn hash_of_a_region(bencher: Bencher) {
    let world = start::synthetic(&Size::REGION, 1, Month::new(2008, 1));
    bencher.counter(ItemsCount::new(Size::REGION.persons)).bench_local(|| world.digest());
}
