//! People move to other towns.
//!
//! With probability μ_class a month a person thinks of moving, to z by logit: w_1·ln w_z − w_2·ln R_z − w_3·ln d_z
//! and w_4·ties_z/(1 + ties) + w_5·amenity_z − closedness_z to people registered elsewhere. The present town is among the
//! options, at the mean distance within it. Employment and memberships end with the move.
//!
//! Decision taken: nobody compares all towns. The options are the present town, the town of registration, up to
//! four towns where contacts live, and sampled ones: four of the prefecture, four of the province, six of all. Each has
//! ln q taken off, q being how often the sample holds it, so that choices are those of the logit over all towns in the
//! limit (McFadden 1978, *Modelling the choice of residential location*). Each option has its own Gumbel number, of
//! person and town, so that a change in one town leaves the comparison of all others alone.

use crate::context::Context;
use crate::kernel::{self, Groups};
use crate::parameter::{Parameter, Status};
use crate::random::{Gumbel, Stream, within};
use crate::real;
use crate::rule::clock;
use crate::state::person::MEMBERSHIPS;
use crate::state::territory::{CLASSES, PREFECTURE, PROVINCE, RESIDENTIAL, TOWN};
use crate::state::{NONE, World};

/// Weight of closedness (1 − openness) to people registered elsewhere; assumed.
const CLOSEDNESS: f64 = 1.0;
/// Sampled options: of the prefecture, of the province, of all towns.
const SAMPLED: [usize; 3] = [4, 4, 6];
/// Most towns of contacts among the options.
const CONTACTS: usize = 4;
/// Radius of the earth, km.
const EARTH: f64 = 6_371.0;

/// Share of artists who think of moving a month (a month).
pub const RATE_ARTIST: Parameter = Parameter {
    number: 42,
    part: 0,
    name: "move-artist",
    what: "share of artists who think of moving a month",
    default: 0.012,
    prior: [0.006, 0.024],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of workers who think of moving a month (a month).
pub const RATE_WORKER: Parameter = Parameter {
    number: 42,
    part: 1,
    name: "move-worker",
    what: "share of workers who think of moving a month",
    default: 0.015,
    prior: [0.0075, 0.03],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of students who think of moving a month (a month).
pub const RATE_STUDENT: Parameter = Parameter {
    number: 42,
    part: 2,
    name: "move-student",
    what: "share of students who think of moving a month",
    default: 0.02,
    prior: [0.01, 0.04],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of makers who think of moving a month (a month).
pub const RATE_MAKER: Parameter = Parameter {
    number: 42,
    part: 3,
    name: "move-maker",
    what: "share of makers who think of moving a month",
    default: 0.008,
    prior: [0.004, 0.016],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of entrepreneurs who think of moving a month (a month).
pub const RATE_ENTREPRENEUR: Parameter = Parameter {
    number: 42,
    part: 4,
    name: "move-entrepreneur",
    what: "share of entrepreneurs who think of moving a month",
    default: 0.008,
    prior: [0.004, 0.016],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of ln wage in where to move.
pub const WEIGHT_WAGE: Parameter = Parameter {
    number: 43,
    part: 0,
    name: "move-weight-wage",
    what: "weight of ln wage in where to move",
    default: 1.0,
    prior: [0.5, 2.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of ln rent in where to move.
pub const WEIGHT_RENT: Parameter = Parameter {
    number: 43,
    part: 1,
    name: "move-weight-rent",
    what: "weight of ln rent in where to move",
    default: 0.6,
    prior: [0.3, 1.2],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of ln distance in where to move.
pub const WEIGHT_DISTANCE: Parameter = Parameter {
    number: 43,
    part: 2,
    name: "move-weight-distance",
    what: "weight of ln distance in where to move",
    default: 0.8,
    prior: [0.4, 1.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of ties there in where to move.
pub const WEIGHT_TIES: Parameter = Parameter {
    number: 43,
    part: 3,
    name: "move-weight-ties",
    what: "weight of ties there in where to move",
    default: 0.5,
    prior: [0.25, 1.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of amenity in where to move.
pub const WEIGHT_AMENITY: Parameter = Parameter {
    number: 43,
    part: 4,
    name: "move-weight-amenity",
    what: "weight of amenity in where to move",
    default: 0.3,
    prior: [0.15, 0.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[
    RATE_ARTIST,
    RATE_WORKER,
    RATE_STUDENT,
    RATE_MAKER,
    RATE_ENTREPRENEUR,
    WEIGHT_WAGE,
    WEIGHT_RENT,
    WEIGHT_DISTANCE,
    WEIGHT_TIES,
    WEIGHT_AMENITY,
];

/// Rates of thinking about it, by class.
const RATES: [Parameter; CLASSES] = [RATE_ARTIST, RATE_WORKER, RATE_STUDENT, RATE_MAKER, RATE_ENTREPRENEUR];

/// Moves those who want to.
pub fn run(world: &mut World, ctx: &Context) {
    moves(world, ctx);
}

/// Moves those who want to. Returns how many moved.
fn moves(world: &mut World, ctx: &Context) -> usize {
    let hazard = RATES.map(|rate| clock::hazard_of(ctx.get(&rate)));
    let persons = &mut world.persons;
    let class = &persons.class;
    let thinking =
        clock::struck(&mut persons.moves_at, &persons.rows, ctx, Stream::Move, |i| hazard[class[i] as usize]);
    let map = Map::of(world, ctx);
    let w = &*world;
    let near = |n: usize| {
        let (p, i) = (&w.persons, thinking[n] as usize);
        p.physical[i].near() ^ p.remote[i].near() ^ p.uid(i).0 ^ u64::from(p.town[i]) ^ u64::from(p.hukou[i])
    };
    let to = kernel::gather_near(thinking.len(), near, |n, out| out.push(map.best(w, ctx, thinking[n] as usize)));
    let mut moved = 0;
    for (&i, to) in thinking.iter().zip(to) {
        let i = i as usize;
        if to != world.persons.town[i] {
            world.persons.town[i] = to;
            world.persons.employer[i] = NONE;
            world.persons.member[i] = [NONE; MEMBERSHIPS];
            moved += 1;
        }
    }
    moved
}

/// What is the same for all who choose this month.
struct Map {
    first: usize,
    /// Unit vector of each town: the square of a chord is cheaper than an arc and as good at these distances.
    at: Vec<[f64; 3]>,
    /// ln of the mean distance within each town.
    inside: Vec<f64>,
    /// What speaks for a town, by class, distance, ties and registration apart.
    pull: Vec<[f64; CLASSES]>,
    prefecture: Vec<u32>,
    province: Vec<u32>,
    of_prefecture: Groups,
    of_province: Groups,
    /// ln of how often a sampled option is held, from each town: elsewhere, in the province, in the prefecture alone, in both.
    often: Vec<[f64; 4]>,
    gumbel: Gumbel,
    weight_distance: f64,
    weight_ties: f64,
}

impl Map {
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "counts of towns are small")]
    fn of(world: &World, ctx: &Context) -> Self {
        let t = &world.territories;
        let towns = t.of_level(TOWN);
        let (first, count) = (towns.start, towns.len());
        let (wage, rent, amenity) = (ctx.get(&WEIGHT_WAGE), ctx.get(&WEIGHT_RENT), ctx.get(&WEIGHT_AMENITY));
        let above = |level| towns.clone().map(|z| t.at_level(z, level) as u32).collect::<Vec<_>>();
        let (prefecture, province) = (above(PREFECTURE), above(PROVINCE));
        let groups = |above: &[u32]| Groups::by(count, t.len(), |n| Some(above[n] as usize));
        let radians = std::f64::consts::PI / 180.0;
        let (of_prefecture, of_province) = (groups(&prefecture), groups(&province));
        Self {
            often: kernel::map(count, |n| {
                let share = |sampled: usize, all: usize| sampled as f64 / all as f64;
                let all = share(SAMPLED[2], count);
                let around = share(SAMPLED[1], of_province.of(province[n] as usize).len());
                let nearby = share(SAMPLED[0], of_prefecture.of(prefecture[n] as usize).len());
                [all, all + around, all + nearby, all + around + nearby].map(|q| real::ln(q.min(1.0)))
            }),
            gumbel: Gumbel::new(),
            at: kernel::map(count, |n| {
                let [longitude, latitude] = t.position[first + n].map(|degrees| degrees * radians);
                let ((sine, cosine), (up, level)) = (real::sin_cos(longitude), real::sin_cos(latitude));
                [level * cosine, level * sine, up]
            }),
            inside: kernel::map(count, |n| {
                // Mean distance of a point of a disc from its centre: two thirds of the radius.
                let radius = (t.area[first + n].max(0.0) / std::f64::consts::PI).sqrt();
                real::ln((2.0 / 3.0 * radius).max(1.0))
            }),
            pull: kernel::map(count, |n| {
                let z = first + n;
                let same = amenity * t.amenity[z] - rent * real::ln(t.rent[z][RESIDENTIAL].max(0.01));
                std::array::from_fn(|class| same + wage * real::ln(t.wage[z][class].max(1.0)))
            }),
            of_prefecture,
            of_province,
            prefecture,
            province,
            first,
            weight_distance: ctx.get(&WEIGHT_DISTANCE),
            weight_ties: ctx.get(&WEIGHT_TIES),
        }
    }

    /// ln of the distance between two towns, km.
    fn ln_distance(&self, from: usize, to: usize) -> f64 {
        let ([a, b, c], [x, y, z]) = (self.at[from], self.at[to]);
        let square = (a - x) * (a - x) + (b - y) * (b - y) + (c - z) * (c - z);
        0.5 * real::ln((square * EARTH * EARTH).max(1.0))
    }

    /// The town a person likes best among those considered.
    #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
    fn best(&self, world: &World, ctx: &Context, i: usize) -> u32 {
        let persons = &world.persons;
        let (uid, class) = (persons.uid(i), persons.class[i] as usize);
        let here = persons.town[i] as usize - self.first;
        let (nearby, around) =
            (self.of_prefecture.of(self.prefecture[here] as usize), self.of_province.of(self.province[here] as usize));
        let contacts = Contacts::of(world, ctx, i);
        let mut options = [u32::MAX; 2 + CONTACTS + 14];
        let mut known = 0;
        let mut consider = |town: usize, options: &mut [u32]| {
            if !options[..known].contains(&(town as u32)) {
                options[known] = town as u32;
                known += 1;
            }
            known
        };
        consider(here, &mut options);
        let registered = persons.hukou[i];
        if registered != NONE {
            consider(registered as usize - self.first, &mut options);
        }
        for &(town, _) in &contacts.towns[..contacts.count] {
            consider(town as usize - self.first, &mut options);
        }
        let certain = consider(here, &mut options);
        let mut words = (1..=4).flat_map(|index| ctx.chance.block(Stream::Move, uid, index));
        let mut drawn = |n: usize| within(words.next().unwrap_or(0), n);
        for _ in 0..SAMPLED[0] {
            consider(nearby[drawn(nearby.len())] as usize, &mut options);
        }
        for _ in 0..SAMPLED[1] {
            consider(around[drawn(around.len())] as usize, &mut options);
        }
        let mut options_all = certain;
        for _ in 0..SAMPLED[2] {
            options_all = consider(drawn(self.at.len()), &mut options);
        }
        let likes = ctx.chance.family(Stream::Destination, uid, 0);
        let mut best = (f64::NEG_INFINITY, here);
        for (n, &town) in options[..options_all].iter().enumerate() {
            let z = town as usize;
            let mut value = self.pull[z][class] + self.weight_ties * contacts.share(self.first + z);
            if (self.first + z) as u32 != registered {
                value -= CLOSEDNESS * (1.0 - world.territories.openness[self.first + z]);
            }
            if n >= certain {
                let same = |of: &[u32]| usize::from(of[z] == of[here]);
                value -= self.often[here][same(&self.province) + 2 * same(&self.prefecture)];
            }
            // Distance only takes away: no town is nearer than a kilometre.
            let uid = world.territories.uid(self.first + z);
            value += self.gumbel.of(likes.bits(uid));
            if value <= best.0 {
                continue;
            }
            let distance = if z == here { self.inside[here] } else { self.ln_distance(here, z) };
            value -= self.weight_distance * distance;
            if value > best.0 {
                best = (value, z);
            }
        }
        (self.first + best.1) as u32
    }
}

/// Where the contacts of a person live.
struct Contacts {
    towns: [(u32, u32); CONTACTS],
    count: usize,
    ties: f64,
}

impl Contacts {
    fn of(world: &World, ctx: &Context, i: usize) -> Self {
        let persons = &world.persons;
        let mut found = Self { towns: [(NONE, 0); CONTACTS], count: 0, ties: 0.0 };
        for other in persons.friends(i, ctx.step) {
            found.ties += 1.0;
            let town = persons.town[other as usize];
            let count = found.count;
            if let Some(known) = found.towns[..count].iter_mut().find(|(z, _)| *z == town) {
                known.1 += 1;
            } else if count < CONTACTS {
                found.towns[count] = (town, 1);
                found.count += 1;
            }
        }
        found
    }

    /// ties there / (1 + ties).
    fn share(&self, town: usize) -> f64 {
        let here = self.towns[..self.count].iter().find(|(z, _)| *z as usize == town);
        here.map_or(0.0, |(_, n)| f64::from(*n) / (1.0 + self.ties))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;

    /// Who moved where after some months.
    fn after(world: &mut World, months: u32) -> usize {
        (0..months)
            .map(|_| {
                let moved = testing::at(&world.clone(), |ctx| moves(world, ctx));
                world.step += 1;
                moved
            })
            .sum()
    }

    #[test]
    fn people_move_and_nobody_is_lost() {
        let mut world = testing::world();
        let living = world.persons.rows.living();
        let moved = after(&mut world, 13);
        assert_eq!(world.persons.rows.living(), living);
        world.regroup();
        let residents: usize = world.territories.of_level(TOWN).map(|z| world.residents.of(z).len()).sum();
        assert_eq!(residents, living, "everybody lives in a town");
        // 12 months at about 1.5 % a month, of whom some think and, towns being few here, stay.
        assert!((0.05..0.18).contains(&(moved as f64 / living as f64)), "{moved} of {living}");
    }

    #[test]
    fn without_rates_nobody_moves() {
        let mut world = testing::world();
        let mut values = testing::defaults();
        RATES.iter().for_each(|rate| values.set(rate, 0.0));
        let towns = world.persons.town.clone();
        for _ in 0..6 {
            let before = world.clone();
            testing::with(&before, &values, &Default::default(), Default::default(), |ctx| run(&mut world, ctx));
            world.step += 1;
        }
        assert_eq!(world.persons.town, towns);
    }

    #[test]
    fn higher_wages_draw_people_and_leave_the_other_comparisons_alone() {
        let rich = testing::world().territories.of_level(TOWN).start + 3;
        let (mut plain, mut raised) = (testing::world(), testing::world());
        raised.territories.wage[rich].iter_mut().for_each(|wage| *wage *= 3.0);
        after(&mut plain, 13);
        after(&mut raised, 13);
        let living = |w: &World| w.persons.town.iter().filter(|z| **z as usize == rich).count();
        assert!(living(&raised) > living(&plain) + 50, "{} and {}", living(&raised), living(&plain));
        // Who did not choose the rich town in either world chose the same: first moves only, later ones differ.
        let elsewhere = (0..plain.persons.len())
            .filter(|&i| plain.persons.town[i] != raised.persons.town[i] && raised.persons.town[i] as usize != rich)
            .count();
        assert!(elsewhere < plain.persons.len() / 200, "{elsewhere}");
    }
}
