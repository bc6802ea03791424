//! Teams become start-ups.
//!
//! A member of a place with tools who is an artist, student or maker thinks of founding a firm with a hazard of 0.6 % a
//! month, and does so if the tools are good enough (probability: the place's equipment) and at least one strong tie (strength 0.4
//! and more, of either layer) comes along. The team is the founder and up to three strong ties of the same prefecture who are
//! free to: not entrepreneurs. The firm stands in the open place where founder and team met first, if there is one, else in the
//! founder's; it knows what its founders know. All numbers are assumed.
//!
//! Decision taken: a person's strongest domain gives the firm's sector; each skill held by the team is a triple of the kene
//! until it is full, its capability drawn among the 16 that belong to that skill, its expertise from the level of the domain.
//! The firm itself begins like all others ([`super::founding`]).
//!
//! Limits: few teams found firms in hubs within three years, and those live on their founders' savings: all of them exist at the
//! end of 2017, not a third (P23, missed).

use crate::context::Context;
use crate::kernel;
use crate::parameter::Parameter;
use crate::random::{Stream, within};
use crate::rule::clock;
use crate::rule::founding::{self, FOUNDERS, Founding, Team};
use crate::rule::ties::{FADE_PHYSICAL, FADE_VIRTUAL, STRONG};
use crate::state::firm::{FirmKind, KENE, Triple};
use crate::state::person::{Class, DOMAINS};
use crate::state::territory::{CAPABILITIES, PREFECTURE};
use crate::state::{NONE, World};
use crate::uid::{Kind, Uid, ordered};

/// Hazard of thinking of a firm a month; assumed.
const THINKS: f64 = 0.006;
/// What each founder brings, months of wages of the class; assumed.
const SAVINGS: f64 = 18.0;

/// Parameters of this rule: none of the register.
pub const PARAMETERS: &[Parameter] = &[];

/// Founds start-ups.
pub fn run(world: &mut World, ctx: &Context) {
    let hazard = clock::hazard_of(THINKS);
    let persons = &mut world.persons;
    let class = &persons.class;
    let thinking = clock::struck(&mut persons.founds_at, &persons.rows, ctx, Stream::Startup, |i| {
        if matches!(class[i], Class::Artist | Class::Student | Class::Maker) { hazard } else { 0.0 }
    });
    let w = &*world;
    let mut teams = kernel::gather(thinking.len(), |n, out| out.extend(team(w, ctx, thinking[n] as usize)));
    teams.sort_by_key(|team| team.uid);
    // Somebody may be in two teams: the first takes all.
    let mut taken: Vec<u32> = vec![];
    teams.retain(|team| {
        let founders = || team.founders.iter().copied().filter(|i| *i != NONE);
        let free = founders().all(|i| !taken.contains(&i));
        if free {
            taken.extend(founders());
        }
        free
    });
    founding::found(world, ctx, teams);
}

/// The firm a person and those of strong ties would found, if they would.
fn team(w: &World, ctx: &Context, i: usize) -> Option<Founding> {
    let p = &w.persons;
    let own = *p.member[i].iter().find(|m| w.places.is_alive(**m as usize))?;
    if !p.card[i].is_tied(ctx.step)
        || !ctx.chance.happens(Stream::Startup, p.uid(i), 1, w.places.equipment[own as usize])
    {
        return None;
    }
    let home = w.territories.at_level(p.town[i] as usize, PREFECTURE);
    let mut founders = [NONE; FOUNDERS];
    #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
    let founder = i as u32;
    founders[0] = founder;
    let (mut count, mut met, mut strengths) = (1, NONE, 0.0);
    for (rings, rate) in [(&p.physical, ctx.get(&FADE_PHYSICAL)), (&p.remote, ctx.get(&FADE_VIRTUAL))] {
        for tie in rings[i].living(ctx.step) {
            let other = tie.other as usize;
            let strength = tie.strength_at(ctx.step, rate);
            if count == FOUNDERS
                || strength < STRONG
                || p.class[other] == Class::Entrepreneur
                || founders.contains(&tie.other)
                || w.territories.at_level(p.town[other] as usize, PREFECTURE) != home
            {
                continue;
            }
            founders[count] = tie.other;
            count += 1;
            strengths += strength;
            if met == NONE {
                met = tie.place;
            }
        }
    }
    if count == 1 {
        return None;
    }
    let people = || founders[..count].iter().map(|i| *i as usize);
    let level = |d: usize| people().map(|i| u32::from(p.card[i].domain[d])).sum::<u32>();
    let savings = |i: usize| SAVINGS * w.territories.wage[p.town[i] as usize][p.class[i] as usize];
    let (a, b) = ordered(p.uid(i), p.uid(founders[1] as usize));
    let place = if w.places.is_alive(met as usize) { met } else { own };
    #[expect(clippy::cast_possible_truncation, reason = "eight domains, eight sectors")]
    let sector = (0..DOMAINS).rev().max_by_key(|&d| level(d)).unwrap_or(0) as u8;
    #[expect(clippy::cast_precision_loss, reason = "a team is small")]
    let staff = count as f64;
    Some(Founding {
        uid: Uid::of(Kind::Firm, [a, b], ctx.step, 0),
        kind: FirmKind::StartUp,
        sector,
        town: w.places.town[place as usize],
        place,
        origin: met,
        founders,
        parent: NONE,
        export: 0,
        detail: "start-up of people who met",
        team: Some(Team {
            kene: knowledge(w, ctx, &founders),
            staff,
            capital: people().map(savings).sum(),
            strength: strengths,
        }),
    })
}

/// What a team knows, as a kene.
fn knowledge(world: &World, ctx: &Context, founders: &[u32; FOUNDERS]) -> [Triple; KENE] {
    const EACH: usize = CAPABILITIES / 64;
    let p = &world.persons;
    let (mut kene, mut count) = ([Triple::default(); KENE], 0);
    let mut seen = 0_u64;
    // Turn by turn, so that every founder's skills find room.
    for bit in 0..64_u32 {
        for &i in founders.iter().filter(|i| **i != NONE) {
            let i = i as usize;
            // Every person begins at another skill: the team's are a mixture.
            let bit = (bit + p.uid(i).folded()) % 64;
            if count == KENE || p.card[i].skills >> bit & 1 == 0 || seen >> bit & 1 == 1 {
                continue;
            }
            seen |= 1 << bit;
            let [which, how, ..] = ctx.chance.block(Stream::Startup, p.uid(i), 2 + bit);
            let level = p.card[i].domain[bit as usize / 8];
            #[expect(clippy::cast_possible_truncation, reason = "below 1,024")]
            let capability = (bit as usize * EACH + within(which, EACH)) as u16;
            #[expect(clippy::cast_precision_loss, reason = "below a thousand")]
            let ability = within(how, 1_000) as f32 / 100.0;
            kene[count] = Triple { capability, expertise: (1 + level / 28).min(10), ability };
            count += 1;
        }
    }
    kene
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;
    use crate::state::ledger::{Account, balance};
    use crate::state::tie::Tie;

    /// Everybody in place 0 with one strong tie to the neighbour of the same town, about to think of a firm.
    fn eager(strength: u8) -> World {
        let mut world = testing::world();
        world.step = 1;
        world.places.equipment[0] = 1.0;
        world.places.equipment[1] = 0.0;
        for i in 0..400_u32 {
            let p = &mut world.persons;
            p.class[i as usize] = Class::Maker;
            p.member[i as usize] = [0, NONE];
            p.founds_at[i as usize] = 1;
            p.card[i as usize].tied_until = 100;
            let tie = Tie { other: i ^ 1, place: 0, last: 1, ends: 100, strength, marks: 0 };
            p.physical[i as usize].put(tie, 1);
        }
        world
    }

    fn run_once(world: &mut World) -> usize {
        let before = world.firms.rows.living();
        testing::at(&world.clone(), |ctx| run(world, ctx));
        world.firms.rows.living() - before
    }

    #[test]
    fn strong_ties_and_tools_make_firms_that_know_what_their_founders_know() {
        let mut world = eager(255);
        let before = balance(&world, Account::Firms);
        let founded = run_once(&mut world);
        assert!(founded > 150, "{founded}: one for each pair of a prefecture");
        let money = balance(&world, Account::Firms) - before;
        assert!((money - world.ledger.change(Account::Firms)).abs() < 1e-3 * money && money > 0.0);
        assert_eq!(world.places.start_ups[0] as usize, founded);
        for f in 1_500..world.firms.len() {
            let firms = &world.firms;
            assert_eq!((firms.kind[f], firms.place[f], firms.origin[f]), (FirmKind::StartUp, 0, 0));
            let founders: Vec<usize> = (0..400).filter(|&i| world.persons.employer[i] as usize == f).collect();
            assert_eq!(
                (founders.len() as f64, firms.hypothesis_of(f).count()),
                (firms.staff[f], firms.knowledge(f).count().min(9))
            );
            let skills = founders.iter().fold(0, |s, &i| s | world.persons.card[i].skills);
            assert!(firms.knowledge(f).all(|t| skills >> (t.capability / 16) & 1 == 1));
        }
    }

    #[test]
    fn weak_ties_and_empty_workshops_make_none() {
        assert_eq!(run_once(&mut eager(50)), 0);
        let mut world = eager(255);
        world.places.equipment[0] = 0.0;
        assert_eq!(run_once(&mut world), 0);
        let mut world = eager(255);
        world.persons.member.fill([NONE; 2]);
        assert_eq!(run_once(&mut world), 0);
    }
}
