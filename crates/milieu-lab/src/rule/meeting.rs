//! Who meets whom at a place's events.
//!
//! Of a place's members some come to its nights, more of the sociable, and with them guests. Each meets
//! Poisson(ρ·O_p) others who came. What becomes of a meeting is the matter of [`super::ties`].
//!
//! Decisions taken: nights of a month count as one. A member comes with probability 0.3 + 0.6·sociality (0.6 on average;
//! assumed). Whom one meets is not drawn by number in a list: everybody who comes has a point on a circle and one meets
//! whoever's point follows one's own draw, so that a person more or less at a night changes one meeting in many and leaves
//! the rest (consistent hashing); every pair is as likely as any other before the points are drawn. Under switch H-V
//! "substitute" who takes part in a virtual project comes half as often.
//!
//! Limits: attendance of community places falls by some 40 % after a campaign, less than the half to three quarters that
//! was told of one place (P15, missed).

use std::ops::Range;

use crate::context::Context;
use crate::kernel;
use crate::lever::Virtual;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::state::{Meeting, World};
use crate::uid::Uid;

/// Attendance without and by sociality; assumed.
const COMES: [f64; 2] = [0.3, 0.6];
/// Factor on attendance of those in a virtual project, under H-V "substitute"; assumed.
const ELSEWHERE: f64 = 0.5;
/// Most others one meets in a month.
const MOST: usize = 8;

/// Others met at an event of full permeability, ρ (an event).
pub const ENCOUNTERS: Parameter = Parameter {
    number: 46,
    part: 0,
    name: "rho-meet",
    what: "others met at an event of full permeability, ρ",
    default: 3.0,
    prior: [1.0, 8.0],
    unit: "an event",
    status: Status::Assumed,
    source: "assumed",
};

/// Highest probability that a meeting becomes a tie.
pub const TIE: Parameter = Parameter {
    number: 47,
    part: 0,
    name: "tie-peak",
    what: "highest probability that a meeting becomes a tie",
    default: 0.15,
    prior: [0.05, 0.4],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[ENCOUNTERS, TIE];

/// Holds the open nights: counts who came and notes who met whom.
pub fn run(world: &mut World, ctx: &Context) {
    let w = &*world;
    let parts = kernel::chunks(w.places.len(), |places| nights(w, ctx, places));
    world.met.clear();
    let mut place = 0;
    for (came, met) in parts {
        world.met.extend_from_slice(&met);
        for (members, guests) in came {
            world.places.attendance[place] = members + guests;
            world.places.guests[place] = guests;
            place += 1;
        }
    }
}

/// Who came (members, guests) and who met at each of some places.
#[expect(clippy::cast_possible_truncation, reason = "halves of 64 bits; a table has fewer than 2³² rows")]
fn nights(w: &World, ctx: &Context, places: Range<usize>) -> (Vec<(u32, u32)>, Vec<Meeting>) {
    let rate = ctx.get(&ENCOUNTERS);
    let half = ctx.switches.ties == Virtual::Substitute;
    let (mut came, mut met, mut circle) = (Vec::with_capacity(places.len()), Vec::new(), Circle::default());
    for p in places {
        circle.people.clear();
        if !w.places.is_alive(p) {
            came.push((0, 0));
            continue;
        }
        let place = w.places.uid(p);
        let (night, talk) = (ctx.chance.family(Stream::Attend, place, 0), ctx.chance.family(Stream::Meet, place, 0));
        let halves = |bits: u64| (bits as u32, (bits >> 32) as u32);
        let guest = |person: u32, point: u32| {
            let count = talk.bits(w.persons.uid(person as usize)) as u32;
            Guest { point, person, count }
        };
        let persons = &w.persons;
        let near = |i: &u32| persons.uid(*i as usize).0 ^ persons.card[*i as usize].near();
        for &i in kernel::nearing(w.members.of(p), near) {
            let (comes, point) = halves(night.bits(persons.uid(i as usize)));
            let mut share = COMES[0] + COMES[1] * f64::from(persons.card[i as usize].motive[1]);
            if half && persons.project[i as usize] != 0 {
                share *= ELSEWHERE;
            }
            if f64::from(comes) < share * 4_294_967_296.0 {
                circle.people.push(guest(i, point));
            }
        }
        let members = circle.people.len();
        for &i in w.guests.of(p) {
            circle.people.push(guest(i, halves(night.bits(w.persons.uid(i as usize))).1));
        }
        came.push((members as u32, (circle.people.len() - members) as u32));
        let open = w.places.permeability[p] + ctx.levers.permeability.at(w.places.town[p] as usize);
        let draw = |i: u32, turn: u32| halves(talk.bits(turned(w.persons.uid(i as usize), turn))).1;
        circle.meet(rate * open.clamp(0.0, 1.0), draw, |a, b| {
            met.push(Meeting { a, b, place: p as u32 });
        });
    }
    (came, met)
}

/// An identity in the n-th of a person's draws of one night: another one for each.
#[must_use]
pub fn turned(who: Uid, turn: u32) -> Uid {
    Uid(who.0 ^ (u64::from(turn) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// Somebody who came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Point on the circle.
    pub point: u32,
    /// Row of the person.
    pub person: u32,
    /// Bits that say how many this person meets.
    pub count: u32,
}

/// People who may meet, each at a point of a circle of 2³².
#[derive(Clone, Debug, Default)]
pub struct Circle {
    /// Those who came.
    pub people: Vec<Guest>,
    /// Pairs, the lower row in the upper half.
    pairs: Vec<u64>,
}

impl Circle {
    /// Lets everybody meet Poisson(mean) others; each pair is told once, the lower row first, in their order.
    /// `draw(person, turn)` gives the points a person looks at.
    #[expect(clippy::cast_possible_truncation, reason = "the two halves of 64 bits")]
    pub fn meet(&mut self, mean: f64, draw: impl Fn(u32, u32) -> u32, mut told: impl FnMut(u32, u32)) {
        if self.people.len() < 2 || mean <= 0.0 {
            return;
        }
        let joined = |high: u32, low: u32| (u64::from(high) << 32) | u64::from(low);
        self.people.sort_unstable_by_key(|guest| joined(guest.point, guest.person));
        self.pairs.clear();
        let below = cumulated(mean);
        for at in 0..self.people.len() {
            let Guest { person, count, .. } = self.people[at];
            let meets = below.iter().take_while(|&&u| count >= u).count();
            for n in 0..meets {
                let other = self.after(draw(person, n as u32), person);
                if other != person {
                    self.pairs.push(joined(person.min(other), person.max(other)));
                }
            }
        }
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.pairs.iter().for_each(|pair| told((pair >> 32) as u32, *pair as u32));
    }

    /// The person whose point follows this one; the next if that is oneself.
    fn after(&self, point: u32, oneself: u32) -> u32 {
        let count = self.people.len();
        let at = self.people.partition_point(|g| g.point < point);
        let found = self.people[at % count].person;
        if found == oneself { self.people[(at + 1) % count].person } else { found }
    }
}

/// Poisson probabilities of at most 0, 1, … others, in 2⁻³².
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares of 2³², clamped")]
fn cumulated(mean: f64) -> [u32; MOST] {
    let mut term = real::exp(-mean);
    let mut sum = 0.0;
    let mut n = 0.0;
    [(); MOST].map(|()| {
        sum += term;
        n += 1.0;
        term *= mean / n;
        (sum * 4_294_967_296.0).min(4_294_967_295.0) as u32
    })
}

/// The share of skills held by either of two that only one of them holds, 0 (alike) to 1 (nothing in common);
/// 0 where neither has any.
#[must_use]
pub fn unlike(a: u64, b: u64) -> f64 {
    let either = (a | b).count_ones();
    if either == 0 { 0.0 } else { f64::from((a ^ b).count_ones()) / f64::from(either) }
}

/// Probability that a meeting of two of this distance becomes a tie, without common contacts: an inverted U with its
/// peak half way.
#[must_use]
pub fn probability(peak: f64, distance: f64) -> f64 {
    peak * 4.0 * distance * (1.0 - distance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;
    use crate::state::NONE;

    fn met(world: &World, change: impl FnOnce(&mut World)) -> World {
        let mut world = world.clone();
        change(&mut world);
        world.list_members();
        testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        world
    }

    /// A place whose members are the first persons of its town.
    fn full(members: usize) -> World {
        let mut world = testing::world();
        world.places.permeability[0] = 1.0;
        let town = world.places.town[0] as usize;
        for &i in &world.residents.of(town)[..members] {
            world.persons.member[i as usize] = [0, NONE];
        }
        world.list_members();
        world
    }

    #[test]
    fn who_comes_meets_as_many_as_the_place_is_open_for() {
        let world = full(250);
        let open = met(&world, |_| ());
        let came = f64::from(open.places.attendance[0]);
        assert!((came / 250.0 - 0.6).abs() < 0.08, "{came}");
        let pairs = |w: &World| w.met.iter().filter(|m| m.place == 0).count() as f64;
        // Poisson(3) each; pairs that meet from both sides count once.
        assert!((pairs(&open) / (3.0 * came) - 1.0).abs() < 0.1, "{}", pairs(&open) / came);
        let half = met(&world, |w| w.places.permeability[0] = 0.5);
        assert!((pairs(&half) / pairs(&open) - 0.5).abs() < 0.1);
        let shut = met(&world, |w| w.places.permeability[0] = 0.0);
        assert_eq!((pairs(&shut), shut.places.attendance[0]), (0.0, open.places.attendance[0]));
        assert!(open.met.iter().all(|m| m.a < m.b));
    }

    #[test]
    fn a_few_more_leave_other_meetings_alone() {
        let world = full(200);
        let newcomers = world.residents.of(world.places.town[0] as usize)[240..247].to_vec();
        let plain = met(&world, |_| ());
        let more = met(&world, |w| newcomers.iter().for_each(|i| w.persons.member[*i as usize] = [0, NONE]));
        let here = |w: &World| w.met.iter().filter(|m| m.place == 0).copied().collect::<Vec<_>>();
        let (plain, more) = (here(&plain), here(&more));
        let changed = plain.iter().filter(|m| !more.contains(m)).count();
        assert!(changed * 12 < plain.len(), "{changed} of {}", plain.len());
        assert!(more.len() > plain.len(), "they meet somebody");
    }

    #[test]
    fn a_virtual_project_takes_time_under_substitution() {
        let mut world = full(250);
        world.persons.project.fill(1);
        let plain = met(&world, |_| ()).places.attendance[0];
        let switches = crate::lever::Switches { ties: Virtual::Substitute, ..Default::default() };
        let before = world.clone();
        testing::with(&before, &testing::defaults(), &Default::default(), switches, |ctx| run(&mut world, ctx));
        let share = f64::from(world.places.attendance[0]) / f64::from(plain);
        assert!((share - 0.5).abs() < 0.1, "{share}");
    }

    #[test]
    fn neither_the_alike_nor_strangers_tie_most() {
        assert_eq!((unlike(0, 0), unlike(0b11, 0b11), unlike(0b01, 0b10)), (0.0, 0.0, 1.0));
        assert_eq!((probability(0.15, 0.0), probability(0.15, 0.5), probability(0.15, 1.0)), (0.0, 0.15, 0.0));
        assert!(probability(0.15, 0.8) < probability(0.15, 0.6));
    }
}
