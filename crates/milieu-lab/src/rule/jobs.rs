//! People lose and find work.
//!
//! A job ends with its firm or with a move. Who has none and is of a class that works finds one with probability 0.3 a
//! month in a firm of the town, in proportion to staff (assumed). Income is the wage of class and town times a
//! personal factor of 0.7 to 1.3, and 0.4 of it without a job; it is taken up to date with each change and each January.
//!
//! Decision taken: which firm is a race of exponential times, one of person and firm, rates in proportion to staff. A firm
//! that comes or goes changes only those who would have gone to it.

use crate::context::Context;
use crate::kernel;
use crate::parameter::Parameter;
use crate::random::Stream;
use crate::real;
use crate::state::person::Class;
use crate::state::{NONE, World};
use crate::uid::Uid;

/// Share of those without a job who find one a month; assumed.
const FIND: f64 = 0.3;
/// Income without a job, of the wage; assumed.
const JOBLESS: f64 = 0.4;

/// Parameters of this rule: none of the register.
pub const PARAMETERS: &[Parameter] = &[];

/// Ends jobs of firms that are gone, finds new ones, and pays.
pub fn run(world: &mut World, ctx: &Context) {
    let w = &*world;
    // Firms in the order of their towns, side by side: who looks for work looks at all of a town's.
    let of_towns = w.firms_of.all();
    let offers = kernel::map(of_towns.len(), |n| {
        let f = of_towns[n] as usize;
        Offer { uid: w.firms.uid(f), staff: if w.firms.is_alive(f) { w.firms.staff[f] } else { 0.0 } }
    });
    // Nobody's firm stands behind the last, and is not alive: one look tells, and is seldom a surprise.
    let firms = [&w.firms.rows.alive[..], &[false]].concat();
    let luck = ctx.chance.family(Stream::Job, Uid(0), 0);
    let changes = kernel::gather(w.persons.len(), |i, out: &mut Vec<(usize, u32)>| {
        let employer = w.persons.employer[i];
        let employed = firms[(employer as usize).min(firms.len() - 1)];
        if employed | (employer == NONE) & !works(w.persons.class[i]) || !w.persons.is_alive(i) {
            return;
        }
        let finds = works(w.persons.class[i]) && luck.unit(w.persons.uid(i)) < FIND;
        let found = if finds { find(w, ctx, &offers, i) } else { NONE };
        if found != employer {
            out.push((i, found));
        }
    });
    for &(i, employer) in &changes {
        world.persons.employer[i] = employer;
    }
    let w = &*world;
    let everybody = ctx.month.is_january();
    let count = if everybody { w.persons.len() } else { changes.len() };
    let who = |n: usize| if everybody { n } else { changes[n].0 };
    let income = kernel::map(count, |n| income(w, ctx, who(n)));
    for (n, income) in income.into_iter().enumerate() {
        world.persons.income[who(n)] = income;
    }
}

/// Whether a class looks for employment.
const fn works(class: Class) -> bool {
    matches!(class, Class::Worker | Class::Maker | Class::Artist)
}

/// What is asked of a firm by those who look for work.
struct Offer {
    uid: Uid,
    /// Staff; none if the firm is gone.
    staff: f64,
}

/// The firm of the town that is first in the race for somebody.
fn find(w: &World, ctx: &Context, offers: &[Offer], i: usize) -> u32 {
    let race = ctx.chance.family(Stream::Job, w.persons.uid(i), 1);
    let here = w.firms_of.range(w.persons.town[i] as usize);
    let mut first = (f64::INFINITY, NONE);
    for (offer, &f) in offers[here.clone()].iter().zip(&w.firms_of.all()[here]) {
        let u = race.unit(offer.uid);
        // −ln u is at least 1 − u: most are too late without a logarithm, and a firm without staff always is.
        if 1.0 - u < first.0 * offer.staff {
            let time = -real::ln(u) / offer.staff;
            if time < first.0 {
                first = (time, f);
            }
        }
    }
    first.1
}

#[expect(clippy::cast_possible_truncation, reason = "incomes are kept in single precision")]
fn income(w: &World, ctx: &Context, i: usize) -> f32 {
    let p = &w.persons;
    let [.., personal] = ctx.chance_of_run().four(Stream::Start, p.uid(i), 4);
    let wage = w.territories.wage[p.town[i] as usize][p.class[i] as usize];
    let share = if works(p.class[i]) && p.employer[i] == NONE { JOBLESS } else { 1.0 };
    (wage * (0.7 + 0.6 * personal) * share) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;

    #[test]
    fn who_lost_a_firm_finds_another_in_town() {
        let mut world = testing::world();
        let gone = world.persons.employer.iter().copied().find(|f| *f != NONE).expect("somebody works");
        world.firms.rows.leave(gone as usize, 0);
        let lost: Vec<usize> = (0..world.persons.len()).filter(|&i| world.persons.employer[i] == gone).collect();
        for _ in 0..24 {
            testing::at(&world.clone(), |ctx| run(&mut world, ctx));
            world.step += 1;
            assert!(!world.persons.employer.contains(&gone));
        }
        let p = &world.persons;
        for i in lost {
            assert_eq!(world.firms.town[p.employer[i] as usize], p.town[i]);
        }
    }

    #[test]
    fn large_firms_employ_in_proportion() {
        let mut world = testing::world();
        let town = world.persons.town[0] as usize;
        let firms = world.firms_of.of(town).to_vec();
        world.firms.staff[firms[0] as usize] = 5_000.0;
        world.persons.employer.fill(NONE);
        for _ in 0..24 {
            testing::at(&world.clone(), |ctx| run(&mut world, ctx));
            world.step += 1;
        }
        let staff: f64 = firms.iter().map(|f| world.firms.staff[*f as usize]).sum();
        let of = |f: u32| world.persons.employer.iter().filter(|e| **e == f).count() as f64;
        let employed: f64 = firms.iter().map(|f| of(*f)).sum();
        assert!((of(firms[0]) / employed - 5_000.0 / staff).abs() < 0.05, "{} of {employed}", of(firms[0]));
    }

    #[test]
    fn no_work_pays_less() {
        let mut world = testing::world();
        let i = (0..world.persons.len()).find(|&i| world.persons.class[i] == Class::Worker).expect("workers");
        let paid = testing::at(&world, |ctx| income(&world, ctx, i));
        world.persons.employer[i] = NONE;
        let unpaid = testing::at(&world, |ctx| income(&world, ctx, i));
        assert!((f64::from(unpaid / paid) - JOBLESS).abs() < 1e-6);
        assert_eq!(paid, world.persons.income[i], "the start pays alike");
    }
}
