//! The whole model on one thread, timed by rule: `whole [SIZE [MONTHS [SEED]]]`. SIZE is small, region or national.
//!
//! Prints seconds of the processor of each phase and of the record, the largest first, and the state's hash after the last month.

use std::time::Duration;

use milieu_lab::lever::Levers;
use milieu_lab::record::Record;
use milieu_lab::scenario::Scenario;
use milieu_lab::start::Size;
use milieu_lab::state::territory::PREFECTURE;
use milieu_lab::step::{self, SCHEDULE};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let named = arguments.first().map_or("region", String::as_str);
    let number = |at: usize| arguments.get(at).and_then(|a| a.parse::<u32>().ok());
    let Some((_, size)) = Size::NAMED.into_iter().find(|(name, _)| *name == named) else {
        eprintln!("whole [SIZE [MONTHS [SEED]]]; SIZE is small, region or national");
        std::process::exit(2);
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| timed(size, number(1).unwrap_or(216), number(2).unwrap_or(1)));
}

fn timed(size: Size, months: u32, seed: u32) {
    let began = processor();
    let scenario = Scenario { size, months, seed: u64::from(seed), ..Scenario::default() };
    let mut world = scenario.world();
    let (plan, none) = (scenario.plan(&world).value, Levers::default());
    let mut record = Record::new(&world, &(0..world.territories.of_level(PREFECTURE).end).collect::<Vec<_>>());
    let mut spent = vec![("start", processor().saturating_sub(began))];
    spent.extend(SCHEDULE.iter().map(|(_, name, _)| (*name, Duration::ZERO)));
    spent.push(("record", Duration::ZERO));
    for _ in 0..plan.months {
        let context = plan.context(world.step, world.month, &none);
        for ((_, _, phase), (_, spent)) in SCHEDULE.iter().zip(&mut spent[1..]) {
            let from = processor();
            phase(&mut world, &context);
            *spent += processor().saturating_sub(from);
        }
        step::on(&mut world);
        let from = processor();
        record.after(&world);
        if let Some((_, spent)) = spent.last_mut() {
            *spent += processor().saturating_sub(from);
        }
    }
    spent.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
    let all: Duration = spent.iter().map(|(_, time)| *time).sum();
    for (name, time) in &spent {
        println!("{name:<12} {:7.3} s", time.as_secs_f64());
    }
    println!("{:<12} {:7.3} s", "all", all.as_secs_f64());
    let (firms, places) = (world.firms.rows.living(), world.places.rows.living());
    println!("state {:016x}; {firms} firms and {places} places at the end", world.digest());
}

/// What this thread has had of the processor.
fn processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0))
}
