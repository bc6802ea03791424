//! How many pairs of runs it takes to tell what a local intervention does: `cargo bench -p milieu-lab --bench variance -- PAIRS`.
//!
//! Rents are a tenth higher in one of eight counties from the third year on. Three ways to pair a run with and one without:
//! draws addressed by event, as the lab has them; the same seed of a generator whose state moves on; unlike seeds. The
//! pairs needed for an answer of the same precision are in proportion to the variance of the difference.
//!
//! The generator with a state lives here alone. It is as kind to itself as can be: within a month draws are still addressed by
//! event, what is drawn once a year or once a run stays as it is, and only from month to month does its state move on, by as
//! many draws as were made. Two runs of one seed meet the same chance until they make unlike numbers of draws.

use milieu_lab::context::Context;
use milieu_lab::lever::Levers;
use milieu_lab::month::Month;
use milieu_lab::random::Chance;
use milieu_lab::run::Plan;
use milieu_lab::start::{self, Size};
use milieu_lab::state::World;
use milieu_lab::state::territory::COUNTY;
use milieu_lab::step;
use milieu_lab::uid::mix;
use rayon::prelude::*;

const MONTHS: u32 = 120;
const FROM: u32 = 24;
const RENT: f64 = 1.1;
const START: Month = Month::new(2008, 1);
/// Seeds of runs that share nothing with those of the other arm.
const UNLIKE: u64 = 1_000_000;
/// Pairs of event-keyed runs that the field's way must need for one, at least.
const GOAL: f64 = 20.0;
const READ: [&str; 3] = ["open places", "mean skills", "ties per person"];

#[derive(Clone, Copy, PartialEq)]
enum Draws {
    /// By event.
    Keyed,
    /// From a generator whose state moves on.
    Stateful,
}

fn main() {
    // `cargo bench` passes options of its own.
    let pairs = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(40_u64).max(2);
    let pair = |seed: u64| {
        let base = [Draws::Keyed, Draws::Stateful].map(|draws| run(seed, false, draws));
        let other = [Draws::Keyed, Draws::Stateful].map(|draws| run(seed, true, draws));
        let unlike = run(seed + UNLIKE, true, Draws::Keyed);
        [unlike, other[1], other[0]].into_iter().zip([base[0], base[1], base[0]]).map(less).collect::<Vec<_>>()
    };
    let found: Vec<Vec<[f64; 3]>> = (1..=pairs).into_par_iter().map(pair).collect();
    let of = |way: usize, what: usize| -> Vec<f64> { found.iter().map(|pair| pair[way][what]).collect() };
    println!("## variance of what {RENT} × the rent in one of eight counties does, {pairs} pairs of {MONTHS} months\n");
    println!("| draws | {} |\n|---|---:|---:|---:|", READ.join(" | "));
    for (way, name) in ["unlike seeds", "same seed, a state that moves on", "addressed by event"].iter().enumerate() {
        println!("| {name} | {} |", [0, 1, 2].map(|what| format!("{:.3e}", variance(&of(way, what)))).join(" | "));
    }
    let ratio = |what: usize| variance(&of(1, what)) / variance(&of(2, what));
    println!("| **times fewer pairs** | {} |", [0, 1, 2].map(|what| format!("**{:.0}**", ratio(what))).join(" | "));
    let effect = |way: usize, what: usize| {
        let (mean, se) = (mean(&of(way, what)), (variance(&of(way, what)) / count(&found)).sqrt());
        format!("{mean:+.3e} ± {se:.1e}")
    };
    println!("| effect, a state that moves on | {} |", [0, 1, 2].map(|what| effect(1, what)).join(" | "));
    println!("| effect, addressed by event | {} |", [0, 1, 2].map(|what| effect(2, what)).join(" | "));
    let least = (0..3).map(ratio).fold(f64::INFINITY, f64::min);
    println!("\nGoal {GOAL} × fewer pairs: {}.", if least >= GOAL { "reached" } else { "missed" });
}

fn run(seed: u64, is_dearer: bool, draws: Draws) -> [f64; 3] {
    let mut world = start::synthetic(&Size::SMALL, seed, START);
    let mut dearer = Levers::default();
    let t = &world.territories;
    dearer.rent.set_in(t.len(), &t.within(t.of_level(COUNTY).start), RENT);
    let levers = if is_dearer { vec![(0, Levers::default()), (FROM, dearer)] } else { vec![(0, Levers::default())] };
    let plan = Plan { levers, ..Plan::baseline(seed, MONTHS) };
    let none = Levers::default();
    let mut state = mix(seed);
    for _ in 0..MONTHS {
        let context = plan.context(world.step, world.month, &none);
        let chance = match draws {
            Draws::Keyed => context.chance,
            // The last of the 2¹⁶ is for what holds for the whole run; years are kept apart too.
            Draws::Stateful => Chance::new(seed).at(4_096 + u16::try_from(mix(state) % 60_000).unwrap_or(0)),
        };
        step::step(&mut world, &Context { chance, ..context });
        // So far has the state moved on.
        state = state.wrapping_add(drawn(&world));
    }
    read(&world)
}

/// How many draws a month makes, as far as it can be told from outside: some for whoever is there and whatever happened.
fn drawn(world: &World) -> u64 {
    let there = world.persons.rows.living() + world.firms.rows.living() + world.places.rows.living();
    let happened = world.met.len() + world.members.all().len() + world.guests.all().len();
    (there + happened) as u64
}

fn read(world: &World) -> [f64; 3] {
    let p = &world.persons;
    let people: Vec<usize> = (0..p.len()).filter(|&i| p.is_alive(i)).collect();
    let skills: u64 = people.iter().map(|&i| p.card[i].domain.iter().map(|&level| u64::from(level)).sum::<u64>()).sum();
    let ties: usize = people.iter().map(|&i| p.physical[i].count(world.step) + p.remote[i].count(world.step)).sum();
    let n = people.len() as f64;
    [world.places.rows.living() as f64, skills as f64 / n, ties as f64 / n]
}

fn less((with, without): ([f64; 3], [f64; 3])) -> [f64; 3] {
    [0, 1, 2].map(|what| with[what] - without[what])
}

fn count<T>(of: &[T]) -> f64 {
    of.len() as f64
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / count(x)
}

fn variance(x: &[f64]) -> f64 {
    let middle = mean(x);
    x.iter().map(|x| (x - middle) * (x - middle)).sum::<f64>() / (count(x) - 1.0)
}
