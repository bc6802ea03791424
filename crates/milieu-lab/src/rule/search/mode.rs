//! One firm's search: what it sees, which way it chooses, what it finds.

use super::knowledge::{self, FREE, Hypothesis, Kene, Landscape};
use super::{
    ABILITY_LOSS, BEST_DISTANCE, FADING, Field, IMITATION_DISTANCE, IPR_EARLY, IPR_LATE, KENE_FLOOR, RADIUS, RECOMBINE,
    rate,
};
use crate::context::Context;
use crate::random::{Stream, within};
use crate::real;
use crate::rule::{production, services};
use crate::state::firm::{FirmKind, KENE, Search, Triple};
use crate::state::territory::{CAPABILITIES, SECTORS};
use crate::state::{NONE, World};
use crate::uid::Uid;

/// What a unit of quality is expected to be worth, in wage bills of a month (assumed).
const WORTH: f64 = 5.0;
/// Cost of each way to search, in wage bills of a month: none, imitate, incremental, recombine, external (assumed).
const COST: [f64; 5] = [0.0, 0.05, 0.05, 0.08, 0.2];
/// Gain in quality expected of a recombination or of outside knowledge (assumed).
const EXPECTED: f64 = 0.6;
/// Temperature of the choice at the aspiration, and how much a full shortfall adds to it, as a factor (assumed).
const TEMPERATURE: f64 = 0.05;
const RESTLESSNESS: f64 = 2.0;
/// How open a sector's designs are; with a turnkey platform; share of the cost left then (assumed).
const OPEN: f64 = 0.3;
const OPEN_ON_PLATFORM: f64 = 0.9;
const COST_ON_PLATFORM: f64 = 1.0 / 3.0;
/// Sector of the turnkey platform: electronics.
pub const ELECTRONICS: u8 = 4;
/// Years of the platform.
const PLATFORM: std::ops::RangeInclusive<u32> = 2004..=2011;
/// Last year of the early protection against imitation.
const LAST_EARLY: u32 = 2008;
/// Step of ability of incremental search, and its chance of success without a service centre (assumed).
const STEP: f32 = 0.5;
const LUCK: f64 = 0.5;
/// Rate of absorption by a unit of pipelines, absorptive capacity and link (assumed).
const ABSORPTION: f64 = 0.1;
/// Expertise in what is new to a firm.
const NEW: u8 = 3;

/// What is the same for all firms this month.
pub(super) struct Terms {
    land: Landscape,
    most: usize,
    floor: f64,
    loss: f32,
    unprotected: f64,
    radius: f64,
    platform: bool,
    /// exp(−d/d_0) and the probability of a recombination by distance.
    nearness: [f64; DISTANCES],
    recombination: [f64; DISTANCES],
}

/// Distances of kenes: 0 to 32.
const DISTANCES: usize = 33;

impl Terms {
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "abilities are single precision")]
    pub(super) fn new(ctx: &Context) -> Self {
        let (land, most) = super::landscape(ctx);
        let protection = if ctx.month.year() <= LAST_EARLY { &IPR_EARLY } else { &IPR_LATE };
        let (d0, p0, d_star) = (ctx.get(&IMITATION_DISTANCE), ctx.get(&RECOMBINE), ctx.get(&BEST_DISTANCE));
        Self {
            land,
            most,
            floor: ctx.get(&KENE_FLOOR),
            loss: ctx.get(&ABILITY_LOSS) as f32,
            unprotected: 1.0 - ctx.get(protection),
            radius: ctx.get(&RADIUS),
            platform: PLATFORM.contains(&ctx.month.year()),
            nearness: std::array::from_fn(|d| real::exp(-(d as f64) / d0)),
            recombination: std::array::from_fn(|d| recombines(p0, d_star, d as f64)),
        }
    }

    fn imitates(&self, sector: u8, distance: u32) -> f64 {
        let open = if self.platform && sector == ELECTRONICS { OPEN_ON_PLATFORM } else { OPEN };
        open * self.nearness[distance as usize] * self.unprotected
    }
}

/// Probability that a recombination at a distance succeeds: P_0·(d/d*)·exp(1 − d/d*).
fn recombines(p0: f64, d_star: f64, distance: f64) -> f64 {
    let x = distance / d_star;
    p0 * x * real::exp(1.0 - x)
}

/// What a firm has after its search.
pub(super) struct Found {
    pub(super) row: usize,
    pub(super) kene: Kene,
    pub(super) hypothesis: Hypothesis,
    pub(super) fit: f64,
    pub(super) quality: f64,
    pub(super) aspiration: f64,
    pub(super) mode: Search,
    pub(super) success: bool,
    pub(super) novel: bool,
    pub(super) cost: f64,
    /// Row of whom it learnt from.
    pub(super) with: u32,
}

/// Probabilities of the five ways: softmax of utilities at a temperature.
fn softmax(utilities: [f64; 5], temperature: f64) -> [f64; 5] {
    let top = utilities.iter().copied().fold(f64::MIN, f64::max);
    let weights = utilities.map(|u| real::exp((u - top) / temperature));
    let total: f64 = weights.iter().sum();
    weights.map(|w| w / total)
}

const WAYS: [Search; 5] = [Search::None, Search::Imitate, Search::Incremental, Search::Recombine, Search::External];

/// Whom a firm sees: the best model, and whom it may recombine with.
#[derive(Clone, Copy)]
pub(super) struct Sight {
    row: usize,
    model: u32,
    mate: u32,
}

impl Sight {
    pub(super) fn of(world: &World, ctx: &Context, terms: &Terms, field: &Field, row: usize) -> Self {
        let words = ctx.chance.block(Stream::Search, world.firms.uid(row), 0);
        let model = visible(world, field, row, production::group(world, row), words);
        Self { row, model, mate: mate(world, ctx, terms, field, row, words[3]) }
    }

    /// Looks at what the three know: see [`crate::kernel::gather_near`].
    pub(super) fn near(&self, world: &World) -> u64 {
        let f = &world.firms;
        let both = |row: usize| f.kene.get(row).map_or(0, |k| k[0].capability ^ k[KENE - 1].capability);
        u64::from(both(self.row) ^ both(self.model as usize) ^ both(self.mate as usize))
    }
}

pub(super) fn search(world: &World, ctx: &Context, terms: &Terms, field: &Field, sight: &Sight) -> Found {
    let f = &world.firms;
    let &Sight { row, model, mate } = sight;
    let uid = f.uid(row);
    let sector = f.sector[row];
    let group = production::group(world, row);
    let mut kene = f.kene[row];
    let hypothesis = f.hypothesis[row];
    knowledge::practise(&mut kene, &hypothesis);
    // Nothing of the hypothesis is forgotten while in use, so its fit stays.
    let fit = f.fit[row];
    let quality = terms.land.quality(&kene, &hypothesis, fit);

    let own = rate(world, row);
    let aspiration = own.max(field.rate[group]).max(FADING * f.aspiration[row]);
    let shortfall = ((aspiration - own) / (aspiration.abs() + 0.005)).clamp(0.0, 1.0);

    let gap = if model == NONE { 0.0 } else { (f.quality[model as usize] - quality).max(0.0) };
    let chance_of = |with: u32, of: &dyn Fn(u32) -> f64| {
        if with == NONE { 0.0 } else { of(knowledge::distance(&kene, &f.kene[with as usize])) }
    };
    let p_imitate = if gap > 0.0 { chance_of(model, &|d| terms.imitates(sector, d)) } else { 0.0 };
    let p_recombine = chance_of(mate, &|d| terms.recombination[d as usize]);
    let county = field.county[f.town[row] as usize] as usize;
    let p_improve = (LUCK + services::help(world, ctx, row)).min(1.0);
    let p_absorb = absorbs(world, row, county, &kene, &hypothesis);
    let used = hypothesis.iter().filter(|h| **h != FREE).count().max(1);
    #[expect(clippy::cast_precision_loss, reason = "at most nine")]
    let each = 1.0 / used as f64;
    let platform = terms.platform && sector == ELECTRONICS;
    let mut cost = COST;
    if platform {
        cost[1] *= COST_ON_PLATFORM;
    }
    let gains = [
        0.0,
        p_imitate * gap * each,
        p_improve * f64::from(STEP) * fit * each,
        p_recombine * EXPECTED,
        p_absorb * EXPECTED,
    ];
    let utilities = std::array::from_fn(|way| WORTH * gains[way] - cost[way]);
    let odds = softmax(utilities, TEMPERATURE * (1.0 + RESTLESSNESS * shortfall));
    let mut left = ctx.chance.unit(Stream::Search, uid, 1);
    let way = odds.iter().position(|p| {
        left -= p;
        left < 0.0
    });
    let mode = WAYS[way.unwrap_or(0)];

    let wages = world.territories.wage[f.town[row] as usize][1] * f.staff[row];
    let mut found = Found {
        row,
        kene,
        hypothesis,
        fit,
        quality,
        aspiration,
        mode,
        success: false,
        novel: false,
        cost: cost[mode as usize] * wages,
        with: NONE,
    };
    let room = knowledge::capacity(f.capital[row], terms.floor);
    let offered = match mode {
        Search::None => None,
        Search::Imitate => {
            found.with = model;
            let [u, v] = ctx.chance.pair(Stream::Imitate, uid, 0);
            (u < p_imitate).then(|| copied(world, model, &kene, v, 1.0 - terms.loss)).flatten()
        }
        Search::Incremental => {
            let [u, v] = ctx.chance.pair(Stream::Search, uid, 2);
            if u < p_improve {
                improve(&mut found.kene, &hypothesis, v);
                found.success = true;
                found.quality = terms.land.quality(&found.kene, &hypothesis, fit);
            }
            None
        }
        Search::Recombine => {
            found.with = mate;
            let [u, v] = ctx.chance.pair(Stream::Recombine, uid, 0);
            (u < p_recombine).then(|| copied(world, mate, &kene, v, 1.0)).flatten()
        }
        Search::External => (ctx.chance.unit(Stream::Absorb, uid, 0) < p_absorb).then(|| outside(ctx, uid, sector)),
    };
    if let Some(triple) = offered
        && let Some(at) = knowledge::take_in(&mut found.kene, &hypothesis, room, triple)
    {
        found.success = true;
        let tried = knowledge::with_triple(&terms.land, &found.kene, &hypothesis, terms.most, at);
        if tried.2 > found.quality {
            let counts = &world.territories.capability[f.town[row] as usize];
            found.novel = counts[usize::from(triple.capability) % CAPABILITIES] == 0;
            (found.hypothesis, found.fit, found.quality) = tried;
        }
    }
    found
}

/// The best model in sight: two firms of the sector in the town, a place-mate, the reference design. Not itself.
fn visible(world: &World, field: &Field, row: usize, group: usize, words: [u32; 4]) -> u32 {
    let f = &world.firms;
    let pick = |list: &[u32], word: u32| if list.is_empty() { NONE } else { list[within(word, list.len())] };
    let here = field.groups.of(group);
    let mates = field.mates.of(f.place[row] as usize);
    let mut best = NONE;
    for seen in
        [pick(here, words[0]), pick(here, words[1]), pick(mates, words[2]), field.reference[usize::from(f.sector[row])]]
    {
        if seen != NONE && seen as usize != row && (best == NONE || f.quality[seen as usize] > f.quality[best as usize])
        {
            best = seen;
        }
    }
    best
}

/// Whom a firm may recombine with: a partner, or a place-mate near enough; drawn among them. A place-mate that is too
/// far away is nobody.
fn mate(world: &World, ctx: &Context, terms: &Terms, field: &Field, row: usize, word: u32) -> u32 {
    let f = &world.firms;
    let place = f.place[row] as usize;
    let mates = field.mates.of(place);
    let partners = f.partners[row].iter().filter(|p| f.is_alive(**p as usize));
    let known = partners.clone().count();
    let n = known + mates.len();
    if n == 0 {
        return NONE;
    }
    let at = within(word, n);
    if at < known {
        return partners.copied().nth(at).unwrap_or(NONE);
    }
    let other = mates[at - known];
    let near = other as usize != row && metres(world, ctx, place, row, other as usize) <= terms.radius;
    if near { other } else { NONE }
}

/// Metres between two firms in a place: each stands at random in a square of its area.
fn metres(world: &World, ctx: &Context, place: usize, a: usize, b: usize) -> f64 {
    let side = world.places.area[place].max(0.0).sqrt();
    let at =
        |firm: usize| ctx.chance_of_run().pair(Stream::Found, world.firms.uid(firm), world.places.uid(place).folded());
    let ([x, y], [u, v]) = (at(a), at(b));
    side * ((x - u) * (x - u) + (y - v) * (y - v)).sqrt()
}

/// Probability a quarter to absorb something from the county's pipelines.
fn absorbs(world: &World, row: usize, county: usize, kene: &Kene, hypothesis: &Hypothesis) -> f64 {
    let pipelines: f64 = world.territories.pipeline[county].iter().sum();
    if pipelines <= 0.0 {
        return 0.0;
    }
    let link = match world.firms.kind[row] {
        FirmKind::Foreign | FirmKind::State => 1.0,
        _ => world.territories.linkage[county].clamp(0.0, 1.0),
    };
    let used = hypothesis.iter().filter(|h| **h != FREE);
    let (deep, n) = used.fold((0.0, 0.0), |(sum, n), h| (sum + f64::from(kene[usize::from(*h)].expertise), n + 1.0));
    let absorptive = if n > 0.0 { deep / (10.0 * n) } else { 0.0 };
    1.0 - real::exp(-ABSORPTION * pipelines * absorptive * link)
}

/// A triple of another's hypothesis that is new or abler, drawn; with a share of its ability.
fn copied(world: &World, from: u32, kene: &Kene, u: f64, share: f32) -> Option<Triple> {
    let better = |t: &&Triple| {
        let own = kene.iter().find(|o| o.expertise > 0 && o.capability == t.capability);
        own.is_none_or(|own| own.ability < t.ability * share)
    };
    let candidates = || world.firms.hypothesis_of(from as usize).filter(better);
    let n = candidates().count();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position among nine")]
    let triple = candidates().nth(((u * n as f64) as usize).min(n.saturating_sub(1)))?;
    Some(Triple { ability: triple.ability * share, expertise: NEW.min(triple.expertise.max(1)), ..*triple })
}

/// Raises the ability of one triple of the hypothesis.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position among nine")]
fn improve(kene: &mut Kene, hypothesis: &Hypothesis, u: f64) {
    let used = hypothesis.iter().filter(|h| **h != FREE).count();
    let slot = ((u * used as f64) as usize).min(used.saturating_sub(1));
    if let Some(&at) = hypothesis.iter().filter(|h| **h != FREE).nth(slot) {
        let ability = &mut kene[usize::from(at)].ability;
        *ability = (*ability + STEP).min(knowledge::ABLEST);
    }
}

/// Outside knowledge: able, and in a third of cases outside the sector's stretch.
#[expect(clippy::cast_possible_truncation, reason = "capabilities are below 1,024")]
fn outside(ctx: &Context, uid: Uid, sector: u8) -> Triple {
    let stretch = CAPABILITIES / SECTORS;
    let [far, which, able, _] = ctx.chance.block(Stream::Absorb, uid, 1);
    let capability = if within(far, 3) == 0 {
        within(which, CAPABILITIES)
    } else {
        usize::from(sector) % SECTORS * stretch + within(which, stretch)
    };
    let ability = 6.0 + within(able, 300) as f32 / 100.0;
    Triple { capability: capability as u16, expertise: NEW, ability }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::month::Month;
    use crate::rule::testing;
    use crate::state::place::PlaceKind;

    /// A settled world in a year, with firms 0 and 1 of one sector and town.
    fn settled(year: u32) -> World {
        let mut world = testing::world();
        world.month = Month::new(year, 1);
        world.firms.sector[1] = world.firms.sector[0];
        world.firms.town[1] = world.firms.town[0];
        testing::at(&world.clone(), |ctx| production::run(&mut world, ctx));
        world
    }

    fn terms(world: &World) -> Terms {
        testing::at(world, Terms::new)
    }

    #[test]
    fn imitation_falls_with_distance_and_protection_and_rises_on_a_platform() {
        let [early, late, platform] = [2003, 2012, 2005].map(|year| terms(&settled(year)));
        assert!(early.imitates(0, 3) > early.imitates(0, 9));
        assert!((early.imitates(0, 6) / early.imitates(0, 0) - (-1.0_f64).exp()).abs() < 1e-12);
        assert!((late.imitates(0, 6) / early.imitates(0, 6) - 0.6 / 0.9).abs() < 1e-12);
        assert!((platform.imitates(ELECTRONICS, 6) / early.imitates(ELECTRONICS, 6) - 3.0).abs() < 1e-12);
        assert_eq!(platform.imitates(ELECTRONICS - 1, 6), early.imitates(0, 6));
    }

    #[test]
    fn recombination_is_best_between_the_moderately_different() {
        let terms = terms(&settled(2008));
        let p = terms.recombination;
        assert_eq!((p[0], p[8]), (0.0, 0.05));
        assert!((0..8).all(|d| p[d] < p[d + 1]) && (8..32).all(|d| p[d] > p[d + 1]));
    }

    #[test]
    fn nothing_spills_over_beyond_the_radius_but_between_partners() {
        let mut world = settled(2008);
        for row in 0..40 {
            world.firms.place[row] = 0;
        }
        let mates = |world: &World| {
            testing::at(world, |ctx| {
                let (terms, field) = (Terms::new(ctx), super::super::field(world));
                let words = (0..200).map(|n| n * 21_474_836);
                let found: Vec<u32> = words.map(|word| mate(world, ctx, &terms, &field, 0, word)).collect();
                let near = |m: &u32| metres(world, ctx, 0, 0, *m as usize) <= 20.0;
                (found.iter().filter(|m| **m != NONE).count(), found.iter().filter(|m| **m != NONE).all(near))
            })
        };
        world.places.kind[0] = PlaceKind::Makerspace;
        world.places.area[0] = 100.0;
        let (small, _) = mates(&world);
        assert!(small > 180, "everybody but itself: {small}");
        world.places.area[0] = 40_000.0;
        let (large, all_near) = mates(&world);
        assert!(large < 40 && all_near, "{large}");
        world.firms.place[0] = NONE;
        assert_eq!(mates(&world).0, 0, "without a place nobody");
        super::super::partners::befriend(&mut world, 0, 700, 5);
        assert_eq!(mates(&world).0, 200, "a partner wherever it is");
    }

    #[test]
    fn without_pipelines_nothing_comes_from_outside_and_linkage_opens_them_to_locals() {
        let mut world = settled(2008);
        let county = world.territories.at_level(world.firms.town[0] as usize, 3);
        let of = |world: &World| absorbs(world, 0, county, &world.firms.kene[0], &world.firms.hypothesis[0]);
        world.firms.kind[0] = FirmKind::Private;
        world.territories.linkage[county] = 0.5;
        assert_eq!(of(&world), 0.0);
        world.territories.pipeline[county][0] = 3.0;
        let tight = of(&world);
        world.territories.linkage[county] = 0.1;
        let loose = of(&world);
        world.firms.kind[0] = FirmKind::Foreign;
        assert!(0.0 < loose && loose < tight && tight < of(&world));
    }

    #[test]
    fn who_falls_short_explores() {
        let calm = softmax([0.0, 0.3, 0.1, 0.0, -0.1], 0.05);
        let restless = softmax([0.0, 0.3, 0.1, 0.0, -0.1], 0.15);
        assert!((calm.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(calm[1] > restless[1] && calm[3] < restless[3]);
    }

    #[test]
    fn search_never_makes_a_product_worse_than_practice_does_and_keeps_kenes_whole() {
        let mut world = settled(2008);
        for _ in 0..12 {
            let before = world.firms.quality.clone();
            testing::at(&world.clone(), |ctx| super::super::run(&mut world, ctx));
            world.month = world.month.plus(1);
            world.step += 1;
            for (row, before) in before.iter().enumerate() {
                let f = &world.firms;
                assert!(f.quality[row] >= before - 1e-12, "{row}");
                let (kene, hypothesis) = (&f.kene[row], &f.hypothesis[row]);
                for &at in hypothesis.iter().filter(|h| **h != FREE) {
                    assert!(kene[usize::from(at)].expertise > 0, "a hypothesis uses what is known");
                }
                let land = testing::at(&world, |ctx| super::super::landscape(ctx).0);
                assert_eq!(f.fit[row], land.fit(kene, hypothesis));
            }
        }
        let found: u32 = world.firms.searched.iter().flatten().map(|n| u32::from(*n)).sum();
        assert!(found > 500, "{found}");
    }
}
