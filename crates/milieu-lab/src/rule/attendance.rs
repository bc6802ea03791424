//! Which places people join and come to.
//!
//! V_ip = a·ln(1 + M_p) − b·max(0, M/desks − 1)² + c·overlap(skill_i, profile_p) + f·ln(1 + friends_p) − g·fee/w − h·d_ip
//! − j·F_p·autonomy_i + visibility_p + attention + Gumbel(uid_i, uid_p, t), against not joining, which is worth a constant of
//! the class and has a Gumbel number too. A tenth thinks memberships over a month; apart from that some leave.
//!
//! Decisions taken: friends count by ln(1 + n), as members do; one by one, ten friends would outweigh all else by e⁶.
//! Distance is in tens of kilometres between towns. Known are the places of one's own town (eight at most), of two other
//! towns of the county, those one belongs to, and those of friends. A second membership must be worth `SECOND` more.
//! Who likes a place almost enough to join looks in at an open night as a guest: so campaigns, which add attention, fill
//! nights before they fill lists, and nights empty first.
//!
//! Evidence: 8–11 % of coworkers planned to leave within three months (2017–19), some 3–4 % a month; one operator reports 5–8 %.

use crate::context::Context;
use crate::kernel::{self, Groups};
use crate::parameter::{Parameter, Status};
use crate::random::{Family, Gumbel, Stream, within};
use crate::real;
use crate::rule::clock;
use crate::state::indicator::PLACES;
use crate::state::person::MEMBERSHIPS;
use crate::state::territory::{CLASSES, COUNTY, TOWN};
use crate::state::{NONE, World};
use crate::uid::Uid;

/// What not joining is worth to artists, workers, students, makers, entrepreneurs; assumed, set so that places of a
/// county fill as the study's do.
const OUTSIDE: [f64; CLASSES] = [1.5, 5.0, 2.0, 1.0, 1.2];
/// What a second membership costs in time; assumed.
const SECOND: f64 = 2.0;
/// How much less than joining looking in takes; assumed.
const LOOK_IN: f64 = 1.0;
/// What attention of a campaign adds to every place's draw, times the attention; assumed.
const ATTENTION: f64 = 0.5;
/// Most places one knows of.
const KNOWN: usize = 16;
/// Most places of the own town among them.
const OWN: usize = 8;
/// Second parties that are no place: not joining, and two more words of chance.
const NOTHING: Uid = Uid(0);
const WORDS: [Uid; 2] = [Uid(1), Uid(2)];
/// Unit of distance, km.
pub const UNIT: f64 = 10.0;

/// Weight of ln(1 + members), a.
pub const JOIN_MEMBERS: Parameter = Parameter {
    number: 44,
    part: 0,
    name: "join-members",
    what: "weight of ln(1 + members), a",
    default: 0.35,
    prior: [0.175, 0.7],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of crowding squared, b.
pub const JOIN_CROWDING: Parameter = Parameter {
    number: 44,
    part: 1,
    name: "join-crowding",
    what: "weight of crowding squared, b",
    default: 0.5,
    prior: [0.25, 1.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of the overlap of skills, c.
pub const JOIN_OVERLAP: Parameter = Parameter {
    number: 44,
    part: 2,
    name: "join-overlap",
    what: "weight of the overlap of skills, c",
    default: 0.4,
    prior: [0.2, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of friends who are members, f.
pub const JOIN_FRIENDS: Parameter = Parameter {
    number: 44,
    part: 3,
    name: "join-friends",
    what: "weight of friends who are members, f",
    default: 0.6,
    prior: [0.3, 1.2],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of the fee relative to income, g.
pub const JOIN_FEE: Parameter = Parameter {
    number: 44,
    part: 4,
    name: "join-fee",
    what: "weight of the fee relative to income, g",
    default: 0.4,
    prior: [0.2, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of distance, h.
pub const JOIN_DISTANCE: Parameter = Parameter {
    number: 44,
    part: 5,
    name: "join-distance",
    what: "weight of distance, h",
    default: 0.3,
    prior: [0.15, 0.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of formality for the autonomous, j.
pub const JOIN_FORMALITY: Parameter = Parameter {
    number: 44,
    part: 6,
    name: "join-formality",
    what: "weight of formality for the autonomous, j",
    default: 0.5,
    prior: [0.25, 1.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of people who think memberships over (a month).
pub const RECONSIDER: Parameter = Parameter {
    number: 45,
    part: 0,
    name: "reconsider",
    what: "share of people who think memberships over",
    default: 0.1,
    prior: [0.05, 0.2],
    unit: "a month",
    status: Status::Measured,
    source: "Deskmag surveys 2017–19, computed",
};

/// Share of members who leave (a month).
pub const CHURN: Parameter = Parameter {
    number: 45,
    part: 1,
    name: "churn",
    what: "share of members who leave",
    default: 0.04,
    prior: [0.02, 0.08],
    unit: "a month",
    status: Status::Measured,
    source: "Deskmag surveys 2017–19, computed; one operator reports 5–8 %",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[
    JOIN_MEMBERS,
    JOIN_CROWDING,
    JOIN_OVERLAP,
    JOIN_FRIENDS,
    JOIN_FEE,
    JOIN_DISTANCE,
    JOIN_FORMALITY,
    RECONSIDER,
    CHURN,
];

/// Lets people leave, join and look in.
pub fn run(world: &mut World, ctx: &Context) {
    leave(world, ctx);
    let hazard = clock::hazard_of(ctx.get(&RECONSIDER));
    let persons = &mut world.persons;
    let thinking = clock::struck(&mut persons.thinks_at, &persons.rows, ctx, Stream::Reconsider, |_| hazard);
    let w = &*world;
    let draws = Draws::of(w, ctx);
    let near = |n: usize| {
        let (p, i) = (&w.persons, thinking[n] as usize);
        p.friends(i, ctx.step).fold(p.uid(i).0, |seen, friend| seen ^ u64::from(p.member[friend as usize][0]))
    };
    let choose = |n: usize| draws.choose(w, ctx, thinking[n] as usize);
    let choices = kernel::gather_near(thinking.len(), near, |n, out| out.push(choose(n)));
    for (&i, choice) in thinking.iter().zip(&choices) {
        world.persons.member[i as usize] = choice.member;
    }
    world.guests = Groups::of_pairs(thinking.len(), world.places.len(), |n, put| {
        if choices[n].guest != NONE {
            put(choices[n].guest as usize, thinking[n]);
        }
    });
}

/// Ends memberships of places that are gone and of those who leave for reasons of their own.
fn leave(world: &mut World, ctx: &Context) {
    let hazard = clock::hazard_of(ctx.get(&CHURN));
    let persons = &mut world.persons;
    let leaving = clock::struck(&mut persons.leaves_at, &persons.rows, ctx, Stream::Leave, |_| hazard);
    for i in leaving {
        persons.member[i as usize] = [NONE; MEMBERSHIPS];
    }
}

/// What somebody decided.
struct Choice {
    member: [u32; MEMBERSHIPS],
    guest: u32,
}

/// What a place is worth apart from who looks at it, and what all need to know.
struct Draws {
    /// a·ln(1 + M) − b·crowding² + visibility, by place.
    place: Vec<f64>,
    /// Identity of each place and the most it can be worth to anybody without friends there: to one with all the skills
    /// it is about, for nothing, next door. Nothing if it is closed.
    card: Vec<(Uid, f64)>,
    formality: Vec<f64>,
    /// f·ln(1 + n) by number of friends.
    company: Vec<f64>,
    gumbel: Gumbel,
    /// Kilometres of a degree of longitude, by territory.
    degree: Vec<f64>,
    county: Vec<u32>,
    towns_of: Groups,
    overlap: f64,
    fee: f64,
    distance: f64,
    formal: f64,
    attention: f64,
}

impl Draws {
    #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
    fn of(world: &World, ctx: &Context) -> Self {
        let (p, t) = (&world.places, &world.territories);
        let (members, crowding) = (ctx.get(&JOIN_MEMBERS), ctx.get(&JOIN_CROWDING));
        let county: Vec<u32> = (0..t.len()).map(|z| t.at_level(z, COUNTY) as u32).collect();
        let towns = t.of_level(TOWN);
        let place = kernel::map(p.len(), |p_| {
            let m = f64::from(p.members[p_]);
            let over = if p.desks[p_] > 0.0 { (m / p.desks[p_] - 1.0).max(0.0) } else { 0.0 };
            members * real::ln(1.0 + m) - crowding * over * over + p.visibility[p_]
        });
        let attention = ATTENTION * world.agenda.attention[PLACES].clamp(0.0, 3.0);
        let (overlap, friends) = (ctx.get(&JOIN_OVERLAP), ctx.get(&JOIN_FRIENDS));
        let skills = |p_: usize| p.profile[p_].iter().map(|share| f64::from(*share)).sum::<f64>();
        Self {
            card: kernel::map(p.len(), |p_| {
                let most = place[p_] + attention + overlap * skills(p_);
                (p.uid(p_), if p.is_alive(p_) { most } else { f64::NEG_INFINITY })
            }),
            place,
            company: (0..=u8::MAX).map(|n| friends * real::ln(1.0 + f64::from(n))).collect(),
            gumbel: Gumbel::new(),
            degree: kernel::map(t.len(), |z| KM_A_DEGREE * narrow(t.position[z][1])),
            formality: kernel::map(p.len(), |p_| {
                (p.formality[p_] + ctx.levers.formality.at(p.town[p_] as usize)).clamp(0.0, 1.0)
            }),
            towns_of: Groups::by(towns.len(), t.len(), |n| Some(county[towns.start + n] as usize)),
            county,
            overlap,
            fee: ctx.get(&JOIN_FEE),
            distance: ctx.get(&JOIN_DISTANCE),
            formal: ctx.get(&JOIN_FORMALITY),
            attention,
        }
    }

    fn choose(&self, w: &World, ctx: &Context, i: usize) -> Choice {
        let uid = w.persons.uid(i);
        // One block for the whole decision: opinions of places by their identity, of nothing, and which places are known.
        let likes = ctx.chance.family(Stream::Join, uid, 0);
        let known = Known::of(self, w, ctx, likes, i);
        let outside = OUTSIDE[w.persons.class[i] as usize] + self.gumbel.of(likes.bits(NOTHING));
        // What is not worth a look in changes nothing, nor does what can neither be first nor worth a second membership.
        let floor = outside - LOOK_IN;
        let mut best = [(f64::NEG_INFINITY, NONE); MEMBERSHIPS];
        for n in 0..known.count {
            let (p, company) = (known.places[n], self.company[usize::from(known.friends[n])]);
            let (place, most) = self.card[p as usize];
            let useless = |bound: f64| {
                let second = bound <= best[0].0 && bound <= outside + SECOND;
                bound <= floor || bound <= best[1].0 || second
            };
            let luck = self.gumbel.of(likes.bits(place));
            if useless(most + company + luck) {
                continue;
            }
            let value = self.value(w, i, p as usize, company) + luck;
            if useless(value) {
                continue;
            }
            if value > best[0].0 {
                best = [(value, p), best[0]];
            } else {
                best[1] = (value, p);
            }
        }
        let joins = |(value, p): (f64, u32), than: f64| if value > than { p } else { NONE };
        let member = [joins(best[0], outside), joins(best[1], outside + SECOND)];
        let guest = if member[0] == NONE { joins(best[0], outside - LOOK_IN) } else { NONE };
        Choice { member, guest }
    }

    /// V without its Gumbel number.
    fn value(&self, w: &World, i: usize, p: usize, company: f64) -> f64 {
        let (persons, places) = (&w.persons, &w.places);
        let town = persons.town[i] as usize;
        let levels = persons.card[i].domain.iter().zip(&places.profile[p]);
        let overlap = levels.map(|(level, share)| f64::from(*level) * f64::from(*share)).sum::<f64>() / 255.0;
        let wage = w.territories.wage[town][persons.class[i] as usize].max(1.0);
        let there = places.town[p] as usize;
        let far = if there == town { 0.0 } else { apart(w, self.degree[town], town, there) };
        self.place[p] + self.attention + self.overlap * overlap + company
            - self.fee * places.fee[p] / wage
            - self.distance * far / UNIT
            - self.formal * self.formality[p] * f64::from(persons.card[i].motive[0])
    }
}

/// Kilometres of a degree of latitude; geometry.
const KM_A_DEGREE: f64 = 111.2;

/// How much narrower degrees of longitude are at a latitude.
fn narrow(latitude: f64) -> f64 {
    real::sin_cos(latitude * std::f64::consts::PI / 180.0).1
}

/// Distance of two towns, km, as on a plane: places one considers are near.
pub fn distance(w: &World, a: usize, b: usize) -> f64 {
    apart(w, KM_A_DEGREE * narrow(w.territories.position[a][1]), a, b)
}

fn apart(w: &World, degree: f64, a: usize, b: usize) -> f64 {
    let ([x, y], [u, v]) = (w.territories.position[a], w.territories.position[b]);
    let (dx, dy) = ((x - u) * degree, (y - v) * KM_A_DEGREE);
    (dx * dx + dy * dy).sqrt()
}

/// The places a person considers, and how many friends are members of each.
struct Known {
    places: [u32; KNOWN],
    friends: [u8; KNOWN],
    count: usize,
}

impl Known {
    #[expect(clippy::cast_possible_truncation, reason = "the two halves of 64 bits")]
    fn of(draws: &Draws, w: &World, ctx: &Context, likes: Family, i: usize) -> Self {
        let mut known = Self { places: [NONE; KNOWN], friends: [0; KNOWN], count: 0 };
        let persons = &w.persons;
        for &p in &persons.member[i] {
            known.add(draws, p, 0);
        }
        let town = persons.town[i] as usize;
        let [[start, other], [another, which]] = WORDS.map(|word| {
            let bits = likes.bits(word);
            [bits as u32, (bits >> 32) as u32]
        });
        let here = w.places_of.of(town);
        // Where one lives in town, and so which places one passes, stays the same.
        let from = if here.len() > OWN { within(start, here.len()) } else { 0 };
        let (before, after) = here.split_at(from);
        let own = known.count;
        for &p in after.iter().chain(before).take(OWN) {
            // A town's list names each place once.
            if !known.places[..own].contains(&p) {
                known.push(draws, p, 0);
            }
        }
        let first = w.territories.of_level(TOWN).start;
        let towns = draws.towns_of.of(draws.county[town] as usize);
        for (word, pick) in [(other, which), (another, which.rotate_left(16))] {
            let there = first + towns[within(word, towns.len())] as usize;
            let places = w.places_of.of(there);
            if there != town && !places.is_empty() {
                known.add(draws, places[within(pick, places.len())], 0);
            }
        }
        for friend in persons.friends(i, ctx.step) {
            for &p in persons.member[friend as usize].iter().filter(|p| **p != NONE) {
                known.add(draws, p, 1);
            }
        }
        known
    }

    fn add(&mut self, draws: &Draws, place: u32, friends: u8) {
        if let Some(at) = self.places[..self.count].iter().position(|p| *p == place) {
            self.friends[at] = self.friends[at].saturating_add(friends);
        } else {
            self.push(draws, place, friends);
        }
    }

    fn push(&mut self, draws: &Draws, place: u32, friends: u8) {
        let open = draws.card.get(place as usize).is_some_and(|(_, most)| *most > f64::NEG_INFINITY);
        if self.count < KNOWN && open {
            self.places[self.count] = place;
            self.friends[self.count] = friends;
            self.count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Lever, Levers, Switches};
    use crate::rule::testing;
    use crate::state::person::Class;
    use crate::state::tie::Tie;

    fn months(world: &mut World, months: u32) {
        for _ in 0..months {
            testing::at(&world.clone(), |ctx| run(world, ctx));
            world.list_members();
            world.step += 1;
        }
    }

    #[test]
    fn places_fill_with_makers_and_empty_when_people_leave() {
        let mut world = testing::world();
        months(&mut world, 24);
        let p = &world.persons;
        let share = |class| {
            let of: Vec<usize> = (0..p.len()).filter(|&i| p.class[i] == class).collect();
            of.iter().filter(|&&i| p.member[i][0] != NONE).count() as f64 / of.len() as f64
        };
        let (makers, workers) = (share(Class::Maker), share(Class::Worker));
        assert!(makers > 0.2 && workers < 0.06, "{makers} {workers}");
        let members: usize = (0..world.places.len()).map(|p| world.members.of(p).len()).sum();
        let memberships: usize = p.member.iter().flatten().filter(|m| **m != NONE).count();
        assert_eq!(members, memberships, "every membership is of an open place");
    }

    #[test]
    fn a_membership_lasts_as_churn_says_when_nobody_reconsiders() {
        let mut world = testing::world();
        let mut values = testing::defaults();
        values.set(&RECONSIDER, 0.0);
        world.persons.member.fill([0, NONE]);
        for _ in 0..13 {
            let before = world.clone();
            testing::with(&before, &values, &Levers::default(), Switches::default(), |ctx| run(&mut world, ctx));
            world.step += 1;
        }
        let left = world.persons.member.iter().filter(|m| m[0] == NONE).count() as f64 / world.persons.len() as f64;
        assert!((left - (1.0 - 0.96_f64.powi(12))).abs() < 0.02, "{left}");
    }

    #[test]
    fn friends_draw_and_formality_repels() {
        let mut world = testing::world();
        let i = (0..world.persons.len()).find(|&i| world.persons.class[i] == Class::Maker).expect("a maker");
        let value = |w: &World, levers: &Levers, friends: usize| {
            testing::with(w, &testing::defaults(), levers, Switches::default(), |ctx| {
                let draws = Draws::of(w, ctx);
                draws.value(w, i, 0, draws.company[friends])
            })
        };
        let plain = Levers::default();
        let formal = Levers { formality: Lever::everywhere(0.3), ..Levers::default() };
        assert!((value(&world, &plain, 1) - value(&world, &plain, 0) - 0.6 * 2.0_f64.ln()).abs() < 1e-12);
        assert!(value(&world, &formal, 0) < value(&world, &plain, 0));
        world.places.members[0] = 1_000;
        world.places.desks[0] = 20.0;
        assert!(value(&world, &plain, 0) < -100.0, "crowded out");
    }

    #[test]
    fn friends_places_are_known_wherever_they_are() {
        let mut world = testing::world();
        let far = world.places.len() - 1;
        let friend = world.persons.len() - 1;
        world.persons.member[friend][0] = u32::try_from(far).expect("small");
        let tie = Tie { other: u32::try_from(friend).expect("small"), ends: 9, ..Tie::EMPTY };
        world.persons.physical[0].put(tie, 0);
        let known = |w: &World| {
            testing::at(w, |ctx| {
                let likes = ctx.chance.family(Stream::Join, w.persons.uid(0), 0);
                let known = Known::of(&Draws::of(w, ctx), w, ctx, likes, 0);
                known.places[..known.count].iter().position(|p| *p as usize == far).map(|at| known.friends[at])
            })
        };
        assert_eq!(known(&world), None, "who has no tie that lives is not asked");
        world.persons.card[0].tied_until = 9;
        assert_eq!(known(&world), Some(1));
    }
}
