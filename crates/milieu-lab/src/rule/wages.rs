//! Wages follow the demand for labour; people come and go.
//!
//! w* = w_0·(y/y_0)·(c_0/c)^0.3, y output a head of the town and c the class's share of its people; ln w closes a twentieth
//! of the distance to ln w* a month (assumed). Scarce classes so earn more, and a town whose firms make more pays more.
//!
//! Decisions: wages start to follow after twelve months, when firms have settled; what holds then is w_0, y_0, c_0. People
//! of a territory are those who live there now, times what a row stands for; dwellings in use change with them. Wages and
//! rents above the town are means by people.

use crate::context::Context;
use crate::kernel;
use crate::parameter::Parameter;
use crate::real;
use crate::state::territory::{CLASSES, FLOORS, RESIDENTIAL};
use crate::state::{NONE, World};

/// Share of the distance to the wage that demand warrants, closed in a month; assumed.
const SPEED: f64 = 0.05;
/// Elasticity of a class's wage to its share of people; assumed.
const SCARCITY: f64 = -0.3;
/// Months before wages follow output; assumed.
const SETTLING: u32 = 12;
/// Bounds of output a head relative to what it was: beyond them a town's few firms say nothing about its wages; assumed.
const BOUNDS: (f64, f64) = (0.05, 50.0);

/// Parameters of this rule: none in the register.
pub const PARAMETERS: &[Parameter] = &[];

/// Counts people, moves wages, and sums up.
pub fn run(world: &mut World, ctx: &Context) {
    let (persons, weight) = (&world.persons, world.weight);
    let counted = kernel::sum_by(persons.len(), world.territories.len() * CLASSES, |i| {
        let lives = persons.is_alive(i) && persons.town[i] != NONE;
        lives.then(|| (persons.town[i] as usize * CLASSES + persons.class[i] as usize, 1.0))
    });
    let first = world.territories.governed().end;
    for (town, counted) in counted.chunks_exact(CLASSES).enumerate().skip(first) {
        let t = &mut world.territories;
        let before: f64 = t.people[town].iter().sum();
        t.people[town] = std::array::from_fn(|class| counted[class] * weight);
        let now: f64 = t.people[town].iter().sum();
        if before > 0.0 {
            let dwellings = t.occupied[town][RESIDENTIAL] * now / before;
            t.occupied[town][RESIDENTIAL] = dwellings.min(t.stock[town][RESIDENTIAL]);
        }
        t.wage_before[town] = t.wage[town];
        let a_head = if now > 0.0 { t.output[town].iter().sum::<f64>() / now } else { 0.0 };
        if ctx.step >= SETTLING && t.output_at_start[town] <= 0.0 && a_head > 0.0 {
            t.output_at_start[town] = a_head;
            t.wage_at_start[town] = t.wage[town];
            t.people_at_start[town] = t.people[town];
        }
        if t.output_at_start[town] > 0.0 && a_head > 0.0 {
            let wages = std::array::from_fn(|class| next(world, town, class, a_head));
            world.territories.wage[town] = wages;
        }
    }
    sum_up(world);
}

/// The wage of a class a month on.
fn next(world: &World, town: usize, class: usize, a_head: f64) -> f64 {
    let t = &world.territories;
    let share = |people: &[f64; CLASSES]| people[class] / people.iter().sum::<f64>().max(1e-9);
    let (now, then) = (share(&t.people[town]), share(&t.people_at_start[town]));
    let scarce = if now > 0.0 && then > 0.0 { real::pow(now / then, SCARCITY) } else { 1.0 };
    let warranted =
        t.wage_at_start[town][class] * scarce * (a_head / t.output_at_start[town]).clamp(BOUNDS.0, BOUNDS.1);
    let wage = t.wage[town][class].max(1e-9);
    wage * real::pow(warranted / wage, SPEED)
}

/// People above the town are sums, wages and rents means by people.
fn sum_up(world: &mut World) {
    const WIDTH: usize = 2 * CLASSES + FLOORS;
    let t = &world.territories;
    let first = t.governed().end;
    let own = (0..t.len())
        .map(|row| {
            let mut of = [0.0; WIDTH];
            if row >= first {
                let people: f64 = t.people[row].iter().sum();
                for class in 0..CLASSES {
                    of[class] = t.people[row][class];
                    of[CLASSES + class] = people * t.wage[row][class];
                }
                for floor in 0..FLOORS {
                    of[2 * CLASSES + floor] = people * t.rent[row][floor];
                }
            }
            of
        })
        .collect();
    let sums = super::accounts::summed_up(world, own);
    let t = &mut world.territories;
    for (row, of) in sums.iter().enumerate().take(first) {
        let people: f64 = of[..CLASSES].iter().sum();
        t.people[row] = std::array::from_fn(|class| of[class]);
        if people > 0.0 {
            t.wage_before[row] = t.wage[row];
            t.wage[row] = std::array::from_fn(|class| of[CLASSES + class] / people);
            t.rent[row] = std::array::from_fn(|floor| of[2 * CLASSES + floor] / people);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::Levers;
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};
    use crate::state::person::Class;

    fn run_from(world: &mut World, steps: std::ops::Range<u32>) {
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        for step in steps {
            run(world, &plan.context(step, Month::new(2010, 1).plus(step), &none));
        }
    }

    fn fresh() -> World {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2010, 1));
        world.territories.output.fill([1e8; 8]);
        world
    }

    #[test]
    fn nobody_is_lost_or_made() {
        let mut world = fresh();
        run_from(&mut world, 0..1);
        let nation: f64 = world.territories.people[0].iter().sum();
        assert!((nation - 12_000.0 * world.weight).abs() < 1e-3, "{nation}");
        let (from, to) = (world.persons.town[0], world.persons.town[11_999]);
        let people = |w: &World, z: u32| w.territories.people[z as usize].iter().sum::<f64>();
        let before = (people(&world, from), people(&world, to));
        world.persons.town[0] = to;
        run_from(&mut world, 1..2);
        assert!((before.0 - people(&world, from) - world.weight).abs() < 1e-6);
        assert!((people(&world, to) - before.1 - world.weight).abs() < 1e-6);
        assert!((world.territories.people[0].iter().sum::<f64>() - nation).abs() < 1e-3);
    }

    #[test]
    fn wages_follow_output_a_head() {
        let mut world = fresh();
        run_from(&mut world, 0..14);
        let before = world.territories.wage.clone();
        run_from(&mut world, 14..20);
        let town = world.territories.governed().end;
        let same = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-12;
        assert!((0..CLASSES).all(|c| same(world.territories.wage[town][c], before[town][c])), "nothing changed");
        world.territories.output[town] = [2e8; 8];
        run_from(&mut world, 20..200);
        assert!((world.territories.wage[town][1] / before[town][1] - 2.0).abs() < 1e-3);
        assert!(same(world.territories.wage[town + 1][1], before[town + 1][1]));
        assert!(world.territories.wage[0][1] > before[0][1], "the nation's mean has risen");
    }

    #[test]
    fn the_scarce_earn_more() {
        let mut world = fresh();
        run_from(&mut world, 0..14);
        let town = world.territories.governed().end;
        let before = world.territories.wage[town];
        for i in 0..world.persons.len() {
            if world.persons.town[i] as usize == town && world.persons.class[i] == Class::Maker {
                world.persons.class[i] = Class::Worker;
                break;
            }
        }
        run_from(&mut world, 14..60);
        let now = world.territories.wage[town];
        assert!(now[Class::Maker as usize] > before[Class::Maker as usize]);
        assert!(now[Class::Worker as usize] < before[Class::Worker as usize]);
    }
}
