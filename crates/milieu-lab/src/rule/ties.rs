//! Meetings become ties, and ties last or do not.
//!
//! A meeting of two who have no tie becomes one with a probability of inverted-U shape in how unlike their skills are
//! ([`super::meeting::probability`]), 0.1 higher with a common contact (triadic closure). It begins with strength 0.2, and each
//! further meeting adds 0.2, up to 1. Strength fades by exp(−d) a month, slower in the virtual layer.
//! At each meeting the time a tie lasts without another is drawn: geometric, so that a share survives a year, small for
//! bridges (no common contact) and larger for embedded ties. Ties of both layers, or of colleagues in one firm, fade at the
//! slower rate: hazards are multiplied by the ratio of the rates, as they are for ties of the virtual layer.
//! The place of the first meeting stays with the tie when the place is gone.
//!
//! Decisions taken: both ends decide alike, the draw is the pair's. Ties are never visited to make them fade: they know when
//! they end. What the study calls survival includes ties kept up by a shared firm or place in ways that nobody simulates, so
//! that only meetings here renew them.
//!
//! Evidence: nine in ten bridges this year are gone next year (Burt 2002, *Bridge decay*).
//!
//! Limits: of places closed for a year or more a quarter still have a tie that was made there, not half (P17, missed): ties
//! that nobody renews by meeting end here within a few years.

use rayon::prelude::*;

use crate::context::Context;
use crate::kernel::{self, Groups};
use crate::parameter::{Parameter, Status};
use crate::random::{Family, Stream};
use crate::real;
use crate::rule::meeting::{self, TIE, probability};
use crate::state::person::{Card, mark};
use crate::state::tie::{BRIDGE, CROSS_CLASS, Fading, Ring, Tie};
use crate::state::{Meeting, NONE, World};
use crate::uid::{self, Uid};

/// What a common contact adds to the probability of a tie; § 7.6 of the specification, assumed.
const TRIAD: f64 = 0.1;
/// What a meeting adds to strength; § 7.6, assumed.
const MEETING: f64 = 0.2;
/// Marks of contacts from which on they are taken anew, without those of ended ties.
const FULL: u32 = 24;
/// Strength from which a tie is strong; assumed.
pub const STRONG: f64 = 0.4;

/// Rate at which strength fades face to face (a month).
pub const FADE_PHYSICAL: Parameter = Parameter {
    number: 48,
    part: 0,
    name: "fade-physical",
    what: "rate at which strength fades face to face",
    default: 0.06,
    prior: [0.02, 0.12],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Rate at which strength fades in the virtual layer (a month).
pub const FADE_VIRTUAL: Parameter = Parameter {
    number: 48,
    part: 1,
    name: "fade-virtual",
    what: "rate at which strength fades in the virtual layer",
    default: 0.04,
    prior: [0.02, 0.12],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of bridges that survive a year (a year).
pub const BRIDGE_SURVIVAL: Parameter = Parameter {
    number: 49,
    part: 0,
    name: "bridge-survival",
    what: "share of bridges that survive a year",
    default: 0.1,
    prior: [0.05, 0.2],
    unit: "a year",
    status: Status::Measured,
    source: "Burt 2002",
};

/// Share of embedded ties that survive a year (a year).
pub const EMBEDDED_SURVIVAL: Parameter = Parameter {
    number: 50,
    part: 0,
    name: "embedded-survival",
    what: "share of embedded ties that survive a year",
    default: 0.6,
    prior: [0.4, 0.85],
    unit: "a year",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[FADE_PHYSICAL, FADE_VIRTUAL, BRIDGE_SURVIVAL, EMBEDDED_SURVIVAL];

/// The layers of ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Face to face.
    Physical,
    /// In virtual projects.
    Virtual,
}

/// Makes and renews ties of those who met at places this month.
pub fn run(world: &mut World, ctx: &Context) {
    let made = of_meetings(world, ctx, &world.met, Layer::Physical);
    commit(world, ctx, &made, Layer::Physical);
}

/// A tie made or renewed, for one of its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Made {
    /// Row of the person it is for.
    pub person: u32,
    /// The tie as that person holds it.
    pub tie: Tie,
    /// Whether it is new.
    pub new: bool,
}

/// The ties that come of these meetings, both ends of each.
#[must_use]
pub fn of_meetings(world: &World, ctx: &Context, met: &[Meeting], layer: Layer) -> Vec<Made> {
    let rates = Rates::of(ctx);
    let p = &world.persons;
    let near = |n: usize| {
        let rings = if layer == Layer::Physical { &p.physical } else { &p.remote };
        [met[n].a, met[n].b].into_iter().fold(0, |seen, i| {
            let i = i as usize;
            seen ^ p.card[i].near() ^ p.uid(i).0 ^ rings[i].near()
        })
    };
    kernel::gather_near(met.len(), near, |n, out| {
        let Meeting { a, b, place } = met[n];
        if let Some((tie, new)) = rates.judge(world, ctx, (a, b), place, layer) {
            out.push(Made { person: a, tie: Tie { other: b, ..tie }, new });
            out.push(Made { person: b, tie: Tie { other: a, ..tie }, new });
        }
    })
}

/// Writes ties into the rings of their ends, and counts new ones with the place they were made in.
pub fn commit(world: &mut World, ctx: &Context, made: &[Made], layer: Layer) {
    for Made { tie, .. } in made.iter().step_by(2).filter(|m| m.new && m.tie.place != NONE) {
        world.places.ties_made[tie.place as usize] += 1;
    }
    let persons = &mut world.persons;
    let rings = if layer == Layer::Physical { &mut persons.physical } else { &mut persons.remote };
    let size = kernel::chunk_of(rings.len());
    let layer = layer as usize;
    // By chunk of persons, and so that what a person is told stays in the order of the places.
    let of_chunk = Groups::by(made.len(), rings.len().div_ceil(size), |n| Some(made[n].person as usize / size));
    let cards = persons.card.par_chunks_mut(size);
    rings.par_chunks_mut(size).zip(cards).enumerate().for_each(|(chunk, (rings, cards))| {
        for &n in of_chunk.of(chunk) {
            let Made { person, tie, .. } = made[n as usize];
            let at = person as usize - chunk * size;
            rings[at].put(tie, ctx.step);
            let Card { known, tied_until, .. } = &mut cards[at];
            *tied_until = tie.ends.max(*tied_until);
            let marks = &mut known[layer];
            *marks |= mark(tie.other);
            if marks.count_ones() > FULL {
                *marks = rings[at].others(ctx.step).fold(0, |marks, other| marks | mark(other));
            }
        }
    });
}

/// What the rule needs of the parameters.
struct Rates {
    luck: Family,
    peak: f64,
    fade: [f64; 2],
    fading: [Fading; 2],
    /// Hazard a month of a bridge and of an embedded tie, face to face.
    ends: [f64; 2],
}

impl Rates {
    fn of(ctx: &Context) -> Self {
        Self {
            luck: ctx.chance.family(Stream::Tie, Uid(0), 0),
            peak: ctx.get(&TIE),
            fade: [ctx.get(&FADE_PHYSICAL), ctx.get(&FADE_VIRTUAL)],
            fading: [&FADE_PHYSICAL, &FADE_VIRTUAL].map(|rate| Fading::new(ctx.get(rate))),
            ends: [&BRIDGE_SURVIVAL, &EMBEDDED_SURVIVAL].map(|s| -real::ln(ctx.get(s).clamp(1e-9, 1.0)) / 12.0),
        }
    }

    /// The tie between two who met, and whether it is new; none if nothing comes of it.
    fn judge(&self, w: &World, ctx: &Context, (a, b): (u32, u32), place: u32, layer: Layer) -> Option<(Tie, bool)> {
        let p = &w.persons;
        let (i, j) = (a as usize, b as usize);
        let rings = if layer == Layer::Physical { &p.physical } else { &p.remote };
        let have = |i: usize| p.card[i].is_tied(ctx.step);
        let both = have(i) && have(j);
        let marks = |i: usize| p.card[i].known[layer as usize];
        let tie = |layer: usize| if both { p.tie(i, layer, b, ctx.step) } else { None };
        let old = tie(layer as usize);
        let (first, second) = uid::ordered(p.uid(i), p.uid(j));
        let u = if old.is_none() { self.luck.unit(Uid(first.0 ^ second.0.rotate_left(32))) } else { 0.0 };
        let common = |chance_left: bool| {
            chance_left && both && marks(i) & marks(j) != 0 && share_contact(&rings[i], &rings[j], ctx.step)
        };
        let (embedded, strength, place) = match old {
            Some(old) => (common(true), self.fading[layer as usize].strength(&old, ctx.step) + MEETING, old.place),
            // More than anything could make of it: most meetings come to nothing, and need no further look.
            None if u >= self.peak + TRIAD => return None,
            None => {
                let base = probability(self.peak, meeting::unlike(p.card[i].skills, p.card[j].skills));
                let embedded = common(u < base + TRIAD);
                if u >= if embedded { base + TRIAD } else { base } {
                    return None;
                }
                (embedded, MEETING, place)
            }
        };
        let multiplex = tie(1 - layer as usize).is_some() || (p.employer[i] != NONE && p.employer[i] == p.employer[j]);
        let lasts = self.lasts(ctx, (first, second), embedded, multiplex, layer);
        let cross = if p.class[i] == p.class[j] { 0 } else { CROSS_CLASS };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "255 steps; few months")]
        let tie = Tie {
            other: b,
            place,
            last: ctx.step as u16,
            ends: (ctx.step as u16).saturating_add(lasts).max(old.map_or(0, |old| old.ends)),
            strength: (strength.min(1.0) * 255.0).round() as u8,
            marks: cross | if embedded { 0 } else { BRIDGE },
        };
        Some((tie, old.is_none()))
    }

    /// Months a tie lasts unless they meet again.
    fn lasts(&self, ctx: &Context, pair: (uid::Uid, uid::Uid), embedded: bool, multiplex: bool, layer: Layer) -> u16 {
        let [physical, remote] = self.fade;
        let fade = if multiplex { physical.min(remote) } else { self.fade[layer as usize] };
        let slower = if physical > 0.0 { fade / physical } else { 1.0 };
        let index = pair.1.folded() ^ (layer as u32);
        ctx.chance.waits(Stream::Decay, pair.0, index, self.ends[usize::from(embedded)] * slower)
    }
}

/// Whether two have a tie to the same third person.
fn share_contact(a: &Ring, b: &Ring, step: u32) -> bool {
    a.others(step).any(|other| b.has(other, step))
}

/// How many ties first made in each place are alive: the place's legacy, also after its end.
///
/// A tie stands in two rings and may have been crowded out of one: it counts if the one of lower row holds it, or if that one
/// has it no more and the other does.
#[must_use]
pub fn legacy(world: &World, step: u32) -> Vec<u32> {
    let p = &world.persons;
    let parts = kernel::chunks(p.len(), |rows| {
        let mut made = Vec::new();
        for i in rows.filter(|&i| p.card[i].is_tied(step)) {
            for (rings, tie) in
                [&p.physical, &p.remote].into_iter().flat_map(|r| r[i].living(step).map(move |t| (r, t)))
            {
                let other = tie.other as usize;
                #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
                let first = i < other || !rings[other].has(i as u32, step);
                if tie.place != NONE && first {
                    made.push(tie.place);
                }
            }
        }
        made
    });
    let mut legacy = vec![0; world.places.len()];
    parts.concat().into_iter().for_each(|place| legacy[place as usize] += 1);
    legacy
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;

    /// Strangers who met in place 3: persons 2n and 2n + 1.
    fn pairs(count: u32) -> Vec<Meeting> {
        (0..count).map(|n| Meeting { a: 2 * n, b: 2 * n + 1, place: 3 }).collect()
    }

    /// A world where skills are as unlike as ties like them most, and every meeting of them a tie.
    fn eager() -> (World, crate::parameter::Values) {
        let mut world = testing::world();
        for i in 0..world.persons.len() {
            world.persons.card[i].skills = if i % 2 == 0 { 0b011 } else { 0b111 } | ((i as u64 & 1) << 3);
        }
        let mut values = testing::defaults();
        values.set(&TIE, 1.0);
        (world, values)
    }

    fn meet(world: &mut World, values: &crate::parameter::Values, met: Vec<Meeting>) {
        world.met = met;
        let before = world.clone();
        testing::with(&before, values, &Default::default(), Default::default(), |ctx| run(world, ctx));
    }

    /// Share of person 2n's ties to 2n + 1 that are alive some months later.
    fn alive(world: &World, count: u32, months: u32) -> f64 {
        let living = (0..count).filter(|&n| world.persons.physical[2 * n as usize].with(2 * n + 1, months).is_some());
        living.count() as f64 / f64::from(count)
    }

    #[test]
    fn without_meetings_there_are_no_ties() {
        let (mut world, values) = eager();
        meet(&mut world, &values, vec![]);
        assert!(world.persons.physical.iter().all(|ring| ring.count(0) == 0));
        assert_eq!(legacy(&world, 0).iter().sum::<u32>(), 0);
    }

    #[test]
    fn one_bridge_in_ten_survives_a_year() {
        let (mut world, values) = eager();
        world.persons.employer.fill(NONE);
        meet(&mut world, &values, pairs(6_000));
        assert_eq!(alive(&world, 6_000, 0), 1.0);
        assert!((alive(&world, 6_000, 12) - 0.1).abs() < 0.012, "{}", alive(&world, 6_000, 12));
        assert_eq!(world.places.ties_made[3], 6_000);
        let (now, later) = (legacy(&world, 0)[3], legacy(&world, 12)[3]);
        assert_eq!(now, 6_000);
        assert!((f64::from(later) - 600.0).abs() < 80.0, "the place's legacy a year on: {later}");
    }

    #[test]
    fn six_embedded_ties_in_ten_survive_a_year() {
        let (mut world, values) = eager();
        world.persons.employer.fill(NONE);
        // A common contact each, who does not go away.
        let count = 5_000;
        for n in 0..count {
            for i in [2 * n, 2 * n + 1] {
                let tie = Tie { other: 11_999, ends: 500, strength: 255, ..Tie::EMPTY };
                world.persons.hold(i as usize, 0, tie, 0);
            }
        }
        meet(&mut world, &values, pairs(count));
        assert!((alive(&world, count, 12) - 0.6).abs() < 0.02, "{}", alive(&world, count, 12));
        let tie = world.persons.physical[0].with(1, 0).expect("a tie");
        assert_eq!((tie.marks & BRIDGE, tie.place), (0, 3));
    }

    #[test]
    fn a_common_contact_makes_the_alike_tie() {
        let mut world = testing::world();
        world.persons.card.iter_mut().for_each(|card| card.skills = 0b1111);
        let values = testing::defaults();
        meet(&mut world, &values, pairs(3_000));
        assert_eq!(alive(&world, 3_000, 0), 0.0, "nothing to tell each other");
        for i in 0..6_000 {
            world.persons.hold(i, 0, Tie { other: 11_999, ends: 500, ..Tie::EMPTY }, 0);
        }
        meet(&mut world, &values, pairs(3_000));
        assert!((alive(&world, 3_000, 0) - TRIAD).abs() < 0.02);
    }

    #[test]
    fn meeting_again_strengthens_both_ends_alike_and_the_first_place_stays() {
        let (mut world, values) = eager();
        meet(&mut world, &values, pairs(1));
        meet(&mut world, &values, vec![Meeting { a: 0, b: 1, place: 5 }]);
        let (here, there) = (world.persons.physical[0].with(1, 0), world.persons.physical[1].with(0, 0));
        let (here, there) = (here.expect("a tie"), there.expect("a tie"));
        assert_eq!(Tie { other: 0, ..here }, there);
        assert_eq!((here.place, here.strength, world.places.ties_made[5]), (3, 102, 0));
        assert_eq!(u32::from(world.persons.card[0].tied_until), u32::from(here.ends));
    }
}
