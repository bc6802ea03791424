//! Virtual projects: people of skills that go together work together, wherever they are.
//!
//! Who is not a worker thinks of projects now and then (2 % a month): who is in none joins one with probability 0.15, who is in
//! one leaves it with probability 0.5. A project is of a domain of skill, one's strongest, and there is one for every 2,000 persons in
//! each domain. In a project one meets Poisson(1) others a month, at any distance; ties are of the virtual layer. All of
//! these numbers are assumed.
//!
//! Decision taken, switch H-V: under "complement" meeting in a project also renews the tie the two have face to face, as if they had
//! met; under "substitute" it does not, and projects take time from places ([`super::meeting`]).

use crate::context::Context;
use crate::kernel::{self, Groups};
use crate::lever::Virtual;
use crate::parameter::Parameter;
use crate::random::{Stream, within};
use crate::rule::clock;
use crate::rule::meeting::{Circle, Guest, turned};
use crate::rule::ties::{self, Layer};
use crate::state::person::{Class, DOMAINS};
use crate::state::{Meeting, NONE, World};
use crate::uid::Uid;

/// Share who think of projects a month; assumed.
const THINKS: f64 = 0.02;
/// Share of those who join; assumed.
const JOINS: f64 = 0.15;
/// Share of those in a project who leave it; assumed.
const LEAVES: f64 = 0.5;
/// Persons for each project of a domain; assumed.
const PERSONS_A_PROJECT: usize = 2_000;
/// Others met in a project a month; assumed.
const ENCOUNTERS: f64 = 1.0;

/// Parameters of this rule: none of the register.
pub const PARAMETERS: &[Parameter] = &[];

/// Lets people join and leave projects, and meet in them.
pub fn run(world: &mut World, ctx: &Context) {
    join(world, ctx);
    let met = encounters(world, ctx);
    let made = ties::of_meetings(world, ctx, &met, Layer::Virtual);
    if ctx.switches.ties == Virtual::Complement {
        let w = &*world;
        let tied = |m: &&Meeting| w.persons.tie(m.a as usize, 0, m.b, ctx.step).is_some();
        let known: Vec<Meeting> = met.iter().filter(tied).copied().collect();
        let renewed = ties::of_meetings(w, ctx, &known, Layer::Physical);
        ties::commit(world, ctx, &renewed, Layer::Physical);
    }
    ties::commit(world, ctx, &made, Layer::Virtual);
    world.met.extend(met);
}

fn join(world: &mut World, ctx: &Context) {
    let hazard = clock::hazard_of(THINKS);
    let projects = projects(world);
    let persons = &mut world.persons;
    let class = &persons.class;
    let thinking = clock::struck(&mut persons.projects_at, &persons.rows, ctx, Stream::Project, |i| {
        if class[i] == Class::Worker { 0.0 } else { hazard }
    });
    for i in thinking {
        let i = i as usize;
        let uid = persons.uid(i);
        let [u, which] = ctx.chance.pair(Stream::Project, uid, 1);
        if persons.project[i] != 0 {
            if u < LEAVES {
                persons.project[i] = 0;
            }
        } else if u < JOINS {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of few projects")]
            let slot = within((which * 4_294_967_296.0) as u32, projects);
            let strongest = (0..DOMAINS).rev().max_by_key(|&d| persons.card[i].domain[d]).unwrap_or(0);
            #[expect(clippy::cast_possible_truncation, reason = "few projects")]
            let project = (1 + strongest * projects + slot) as u32;
            persons.project[i] = project;
        }
    }
}

/// Projects of each domain.
fn projects(world: &World) -> usize {
    (world.persons.len() / PERSONS_A_PROJECT).max(1)
}

#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
fn encounters(world: &World, ctx: &Context) -> Vec<Meeting> {
    let p = &world.persons;
    let groups = 1 + DOMAINS * projects(world);
    let members = kernel::gather(p.len(), |i, out| {
        if p.project[i] != 0 && p.is_alive(i) {
            out.push(i as u32);
        }
    });
    let teams =
        Groups::of_pairs(members.len(), groups, |n, put| put(p.project[members[n] as usize] as usize, members[n]));
    let parts = kernel::chunks(groups, |range| {
        let (mut met, mut circle) = (Vec::new(), Circle::default());
        for team in range {
            circle.people.clear();
            let here = ctx.chance.family(Stream::Project, Uid(team as u64), 2);
            circle.people.extend(teams.of(team).iter().map(|&i| {
                let bits = here.bits(p.uid(i as usize));
                Guest { point: bits as u32, person: i, count: (bits >> 32) as u32 }
            }));
            let talk = ctx.chance.family(Stream::Project, Uid(team as u64), 3);
            let draw = |i: u32, turn: u32| (talk.bits(turned(p.uid(i as usize), turn)) >> 32) as u32;
            circle.meet(ENCOUNTERS, draw, |a, b| met.push(Meeting { a, b, place: NONE }));
        }
        met
    });
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::Switches;
    use crate::rule::testing;
    use crate::state::tie::Tie;

    fn months(world: &mut World, months: u32, switches: Switches) {
        for _ in 0..months {
            let before = world.clone();
            testing::with(&before, &testing::defaults(), &Default::default(), switches, |ctx| run(world, ctx));
            world.met.clear();
            world.step += 1;
        }
    }

    #[test]
    fn projects_tie_people_of_different_towns() {
        let mut world = testing::world();
        months(&mut world, 60, Switches::default());
        let p = &world.persons;
        let (mut ties, mut apart) = (0, 0);
        for i in 0..p.len() {
            assert!(p.class[i] != Class::Worker || p.project[i] == 0);
            for tie in p.remote[i].living(60) {
                ties += 1;
                apart += usize::from(p.town[tie.other as usize] != p.town[i]);
                assert_eq!(tie.place, NONE);
            }
            assert_eq!(p.physical[i].count(60), 0);
        }
        assert!(ties > 200 && apart * 10 > ties * 8, "{apart} of {ties}");
    }

    #[test]
    fn projects_keep_up_ties_face_to_face_or_do_not() {
        let renewed = |ties| {
            let mut world = testing::world();
            world.persons.project.fill(0);
            for i in 0..40_u32 {
                world.persons.project[i as usize] = 1;
                for j in (0..40).filter(|j| *j != i).take(16) {
                    world.persons.hold(i as usize, 0, Tie { other: j, ends: 100, strength: 50, ..Tie::EMPTY }, 0);
                }
            }
            months(&mut world, 3, Switches { ties, ..Switches::default() });
            world.persons.physical[..40].iter().flat_map(|r| r.living(2)).filter(|t| t.last > 0).count()
        };
        assert!(renewed(Virtual::Complement) > 0);
        assert_eq!(renewed(Virtual::Substitute), 0);
    }
}
