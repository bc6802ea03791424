//! A month of the people of a region (phases 7 to 9), one core: `cargo bench -p milieu-lab --bench people`.
//!
//! Rows are person-steps a second. The world goes on from month to month, after two years of running in.

use divan::Bencher;
use divan::counter::ItemsCount;
use milieu_lab::context::Context;
use milieu_lab::lever::{Levers, Switches};
use milieu_lab::month::Month;
use milieu_lab::random::Chance;
use milieu_lab::run::{Plan, run};
use milieu_lab::start::{self, Size};
use milieu_lab::state::World;
use milieu_lab::step::{self, Phase, SCHEDULE};

fn main() {
    // One core for everybody: what is measured is a person's cost.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("nobody asked for threads yet");
    divan::main();
}

/// The phases of people: moving, jobs, attendance, lists of members, meeting, ties, projects, learning, start-ups.
fn phases() -> impl Iterator<Item = &'static Phase> {
    SCHEDULE.iter().filter(|(phase, ..)| (7..=9).contains(phase))
}

/// A region after two years, and its plan.
fn grown() -> (World, Plan) {
    let plan = Plan::baseline(1, 24);
    let mut world = start::synthetic(&Size::REGION, 1, Month::new(2008, 1));
    run(&mut world, &plan, |_| true);
    (world, plan)
}

fn months(bencher: Bencher, first: usize) {
    let (mut world, plan) = grown();
    let (persons, levers) = (world.persons.len(), Levers::default());
    bencher.counter(ItemsCount::new(persons)).bench_local(|| {
        let step = world.step;
        let chance = Chance::new(plan.seed).at(u16::try_from(step).expect("few months"));
        let (month, switches) = (world.month, Switches::default());
        let ctx = Context { chance, step, month, values: &plan.values, switches, levers: &levers };
        for (_, _, phase) in phases().take(first) {
            phase(&mut world, &ctx);
        }
        step::on(&mut world);
        world.met.len()
    });
}

#[divan::bench(sample_count = 40)]
fn people(bencher: Bencher) {
    months(bencher, usize::MAX);
}

/// Shares of the whole: each adds one rule to those before it.
#[divan::bench(args = [1, 2, 3, 4, 5, 6, 7, 8], sample_count = 12)]
fn people_up_to(bencher: Bencher, first: usize) {
    months(bencher, first);
}
