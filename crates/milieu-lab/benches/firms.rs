//! A month of all firms: search, production, market, entry and exit, at the size of a region. The goal is two million
//! firm-steps a second on one core.

use divan::Bencher;
use divan::counter::ItemsCount;
use milieu_lab::Context;
use milieu_lab::World;
use milieu_lab::month::Month;
use milieu_lab::random::Chance;
use milieu_lab::rule;
use milieu_lab::run::Plan;
use milieu_lab::start::{self, Size};

fn main() {
    divan::main();
}

/// A year of the firms' four phases.
fn year(world: &mut World, plan: &Plan) {
    for _ in 0..12 {
        let context = Context {
            chance: Chance::new(plan.seed).at(u16::try_from(world.step).expect("few steps")),
            step: world.step,
            month: world.month,
            values: &plan.values,
            switches: plan.switches,
            levers: &plan.levers[0].1,
        };
        rule::search::run(world, &context);
        rule::production::run(world, &context);
        rule::market::run(world, &context);
        rule::entry_exit::run(world, &context);
        world.step += 1;
        world.month = world.month.plus(1);
    }
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn region_on_one_core(bencher: Bencher) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one thread");
    let plan = Plan::baseline(1, 12);
    let mut world = start::synthetic(&Size::REGION, 1, Month::new(2008, 1));
    pool.install(|| year(&mut world, &plan));
    bencher
        .counter(ItemsCount::new(12 * world.firms.rows.living()))
        .with_inputs(|| world.clone())
        .bench_local_refs(|world| pool.install(|| year(world, &plan)));
}
