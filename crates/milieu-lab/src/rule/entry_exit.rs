//! Firms come, change owners and go.
//!
//! Spin-offs: hazard h_s·o_s·e·(1 + founders among strong ties) for the employed, o_s the sector's opportunity; e = 1 with at
//! least two strong ties in at least two domains (entry depends on contacts' behaviour), ½ without. Outside firms are seated as
//! [`super::pipelines`] has them arrive, and counted as the firms their rows stand for. Exit: capital below 0 for three months. Collectives have a soft budget until the share
//! of distressed ones in a county reaches θ_D; then a wave of privatisation.
//!
//! Decisions: ties made outside the places of this model are not in it, so those without two strong ties found firms
//! too, half as often. Opportunity is the sector's profit rate over 0.4 % a month, held between 0.2 and 3. A third of
//! the employed think of it each month (by identity), with three times the hazard. A soft budget is the county's debt: it covers what capital is
//! below 0. Distressed is a collective covered three months in a row. What a firm owes when it ends is written off; its floor
//! is free, its people look for work ([`super::moving`]). A new firm stays in the place where its founder is a member
//! with probability ½, else it has premises of its own.
//!
//! Evidence: Shunde about 1992: 259 of some 1,000 collectives in distress. Hazards of firms by year of life (P7, State
//! Administration for Industry and Commerce 2013): 1.6, 6.3, 9.5 %, at least 8 % to the seventh year, then lower.

use crate::context::Context;
use crate::kernel;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::rule::founding::{FOUNDERS, Founding, found};
use crate::rule::{premises, ties};
use crate::state::firm::FirmKind;
use crate::state::ledger::{Account, Flow};
use crate::state::person::{Class, DOMAINS};
use crate::state::territory::{COUNTY, ORIGINS, SECTORS};
use crate::state::tie::{Fading, RING};
use crate::state::{NONE, World};
use crate::trace::{Event, Happening, largest};
use crate::uid::{Kind, Uid};

/// Hazard of those without two strong ties in two domains, as a share of the others' (assumed).
const UNSEEN: f64 = 0.5;
/// Profit rate a month at which a sector's opportunity is 1, and the range of opportunity (assumed).
const USUAL_RATE: f64 = 0.004;
const OPPORTUNITY: [f64; 2] = [0.2, 3.0];
/// Months of negative capital at which a firm ends; § 7.5 of the specification, assumed.
const BROKE: u8 = 3;
/// Months between thoughts of founding.
const THOUGHTS: u64 = 3;

/// Hazard of a spin-off, h_s (a month).
pub const SPIN_OFF: Parameter = Parameter {
    number: 40,
    part: 0,
    name: "h-spinoff",
    what: "hazard of a spin-off, h_s",
    default: 0.002,
    prior: [0.0005, 0.01],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to the life table of firms (P7)",
};

/// Share of distressed collectives at which they are privatised, θ_D.
pub const DISTRESS: Parameter = Parameter {
    number: 41,
    part: 0,
    name: "theta-distress",
    what: "share of distressed collectives at which they are privatised, θ_D",
    default: 0.25,
    prior: [0.1, 0.5],
    unit: "",
    status: Status::Measured,
    source: "Shunde about 1992: 259 of some 1,000",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[SPIN_OFF, DISTRESS];

/// Lets firms change owners, end and enter.
pub fn run(world: &mut World, ctx: &Context) {
    cover_and_reform(world, ctx);
    exits(world, ctx);
    let mut list = spin_offs(world, ctx);
    list.extend(arrivals(world, ctx));
    found(world, ctx, list);
}

/// Counts months of negative capital, covers those of collectives, and privatises where too many are in distress.
fn cover_and_reform(world: &mut World, ctx: &Context) {
    let crate::state::Firms { rows, capital, broke, .. } = &mut world.firms;
    kernel::update(broke, |row, broke| {
        *broke = if rows.alive[row] && capital[row] < 0.0 { broke.saturating_add(1) } else { 0 };
    });
    let mut count = vec![[0_u32; 2]; world.territories.len()];
    let mut covered = 0.0;
    for row in 0..world.firms.len() {
        let f = &mut world.firms;
        if !f.is_alive(row) || f.kind[row] != FirmKind::Collective || f.town[row] == NONE {
            continue;
        }
        let county = world.territories.at_level(f.town[row] as usize, COUNTY);
        count[county][0] += 1;
        count[county][1] += u32::from(f.broke[row] >= BROKE);
        if f.capital[row] < 0.0 {
            let short = -f.capital[row];
            f.capital[row] = 0.0;
            covered += short;
            world.territories.debt[county] += short * world.firm_weight;
        }
    }
    world.ledger.book(Account::Firms, Flow::Subsidies, covered);
    world.ledger.book(Account::Debt, Flow::Borrowing, covered * world.firm_weight);
    let limit = ctx.get(&DISTRESS);
    let reformed = |[all, distressed]: [u32; 2]| all > 0 && f64::from(distressed) >= limit * f64::from(all);
    if count.iter().any(|c| reformed(*c)) {
        privatise(world, ctx, |county| reformed(count[county]));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
fn privatise(world: &mut World, ctx: &Context, in_county: impl Fn(usize) -> bool) {
    for row in 0..world.firms.len() {
        let f = &mut world.firms;
        if !f.is_alive(row) || f.kind[row] != FirmKind::Collective || f.town[row] == NONE {
            continue;
        }
        if !in_county(world.territories.at_level(f.town[row] as usize, COUNTY)) {
            continue;
        }
        f.kind[row] = FirmKind::Private;
        f.owned_since[row] = ctx.month.0;
        f.broke[row] = 0;
        let (who, territory) = (f.uid(row), f.town[row]);
        let terms = [("profit", f.profit[row]), ("capital", f.capital[row])];
        world.trace.record(|| Event {
            step: ctx.step,
            what: Happening::FirmReformed,
            who,
            row: row as u32,
            territory,
            detail: "privatised",
            terms: largest(&terms),
        });
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
fn exits(world: &mut World, ctx: &Context) {
    let ended: Vec<usize> =
        (0..world.firms.len()).filter(|&row| world.firms.is_alive(row) && world.firms.broke[row] >= BROKE).collect();
    if ended.is_empty() {
        return;
    }
    let mut owed = 0.0;
    for row in ended {
        premises::free(world, row);
        let f = &mut world.firms;
        owed -= f.capital[row];
        let (who, territory) = (f.uid(row), f.town[row]);
        let terms = [("profit", f.profit[row]), ("capital", f.capital[row]), ("sales", f.sales[row])];
        f.rows.leave(row, ctx.step);
        world.trace.record(|| Event {
            step: ctx.step,
            what: Happening::FirmExited,
            who,
            row: row as u32,
            territory,
            detail: "capital below 0",
            terms: largest(&terms),
        });
    }
    world.ledger.book(Account::Firms, Flow::Winding, owed);
    let firms = &world.firms;
    kernel::update(&mut world.persons.employer, |_, employer| {
        if *employer != NONE && !firms.is_alive(*employer as usize) {
            *employer = NONE;
        }
    });
}

/// Opportunity of each sector.
fn opportunities(world: &World) -> [f64; SECTORS] {
    let f = &world.firms;
    let sums = kernel::sums_by::<2>(f.len(), SECTORS, |row| {
        f.is_alive(row).then(|| (usize::from(f.sector[row]) % SECTORS, [f.profit[row], f.capital[row].max(0.0)]))
    });
    std::array::from_fn(|s| {
        let [profit, capital] = sums[s];
        let rate = if capital > 0.0 { profit / capital } else { 0.0 };
        (rate / USUAL_RATE).clamp(OPPORTUNITY[0], OPPORTUNITY[1])
    })
}

/// Strong ties of a person: whether there are two in two domains, and how many of them are with founders.
fn strong_ties(world: &World, ctx: &Context, fading: &[Fading; 2], i: usize) -> (bool, u32) {
    let p = &world.persons;
    let (mut ties, mut domains, mut founders) = (0_u32, 0_u32, 0_u32);
    if !p.card[i].is_tied(ctx.step) {
        return (false, 0);
    }
    for (ring, fading) in [&p.physical[i], &p.remote[i]].into_iter().zip(fading) {
        for tie in ring.living(ctx.step).filter(|t| fading.strength(t, ctx.step) >= ties::STRONG) {
            let other = tie.other as usize;
            if p.is_alive(other) {
                ties += 1;
                domains |= 1 << strongest_domain(&p.card[other].domain);
                founders += u32::from(p.class[other] == Class::Entrepreneur);
            }
        }
    }
    (ties >= 2 && domains.count_ones() >= 2, founders)
}

fn strongest_domain(levels: &[u8; DOMAINS]) -> usize {
    (1..DOMAINS).fold(0, |best, d| if levels[d] > levels[best] { d } else { best })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a table has fewer than 2³² rows")]
fn spin_offs(world: &World, ctx: &Context) -> Vec<Founding> {
    let (p, f) = (&world.persons, &world.firms);
    let opportunity = opportunities(world);
    let hazard = THOUGHTS as f64 * ctx.get(&SPIN_OFF);
    let fading = [&ties::FADE_PHYSICAL, &ties::FADE_VIRTUAL].map(|rate| Fading::new(ctx.get(rate)));
    // Whose identity leaves this rest thinks of it this month.
    let turn = (THOUGHTS - u64::from(world.month.0) % THOUGHTS) % THOUGHTS;
    // Nobody's hazard is above this, by ties: who draws more need not be looked at.
    let most = opportunity.iter().copied().fold(0.0, f64::max);
    let bound: Vec<f64> = (0..=2 * RING)
        .map(|ties| {
            let eased = if ties < 2 { UNSEEN } else { 1.0 } * (1.0 + ties as f64);
            1.0 - real::exp(-hazard * most * eased)
        })
        .collect();
    let luck = ctx.chance.family(Stream::Entry, Uid(0), 0);
    // Fewer and fewer, so that the dear looks are for those of whom something could come.
    let lucky = kernel::gather(p.len(), |i, out| {
        if luck.unit(p.uid(i)) < bound[2 * RING] && p.uid(i).0 % THOUGHTS == turn {
            out.push(i);
        }
    });
    let able = |n: usize, out: &mut Vec<usize>| {
        let (i, uid) = (lucky[n], p.uid(lucky[n]));
        let most = if p.card[i].is_tied(ctx.step) { 2 * RING } else { 0 };
        if luck.unit(uid) < bound[most] && p.is_alive(i) && p.class[i] != Class::Entrepreneur {
            out.push(i);
        }
    };
    let able = kernel::gather_near(lucky.len(), |n| p.card[lucky[n]].near(), able);
    let near = |n: usize| p.physical[able[n]].near() ^ p.remote[able[n]].near();
    kernel::gather_near(able.len(), near, |n, out| {
        let i = able[n];
        let (uid, employer) = (p.uid(i), p.employer[i] as usize);
        if !f.is_alive(employer) {
            return;
        }
        let (u, tied) = (luck.unit(uid), p.card[i].is_tied(ctx.step));
        let ties = if tied { p.physical[i].count(ctx.step) + p.remote[i].count(ctx.step) } else { 0 };
        if u >= bound[ties] {
            return;
        }
        let (connected, founders) = strong_ties(world, ctx, &fading, i);
        let eased = if connected { 1.0 } else { UNSEEN } * (1.0 + f64::from(founders));
        let sector = f.sector[employer];
        if u >= 1.0 - real::exp(-hazard * opportunity[usize::from(sector) % SECTORS] * eased) {
            return;
        }
        let [own, small] = ctx.chance.pair(Stream::Entry, uid, 1);
        let place = p.member[i].iter().copied().find(|m| world.places.is_alive(*m as usize)).unwrap_or(NONE);
        let mut founders = [NONE; FOUNDERS];
        founders[0] = i as u32;
        let worker = p.class[i] == Class::Worker;
        out.push(Founding {
            uid: Uid::of(Kind::Firm, [uid, uid], ctx.step, 0),
            kind: if worker && small < 0.5 { FirmKind::Household } else { FirmKind::Private },
            sector,
            town: p.town[i],
            place: if own < 0.5 { place } else { NONE },
            origin: NONE,
            founders,
            parent: employer as u32,
            export: 0,
            detail: "spin-off",
            team: None,
        });
    })
}

/// Seats what arrives from outside.
#[expect(clippy::cast_possible_truncation, reason = "sectors and origins are few")]
fn arrivals(world: &mut World, ctx: &Context) -> Vec<Founding> {
    let t = &mut world.territories;
    let mut list = vec![];
    for town in 0..t.len() {
        for origin in 0..ORIGINS {
            let count = std::mem::take(&mut t.arriving[town][origin]);
            let mut above = town;
            while above < t.len() {
                t.arrived[above][origin] += f64::from(count) * world.firm_weight;
                above = t.parent[above] as usize;
            }
            for ordinal in 0..u32::from(count) {
                let uid = Uid::of(Kind::Firm, [t.uid(town), Uid(1 + origin as u64)], ctx.step, ordinal);
                list.push(Founding {
                    uid,
                    kind: FirmKind::Foreign,
                    sector: ctx.chance.below(Stream::Entry, uid, 40, SECTORS) as u8,
                    town: town as u32,
                    place: NONE,
                    origin: NONE,
                    founders: [NONE; FOUNDERS],
                    parent: NONE,
                    export: 1 + origin as u8,
                    detail: "arrival",
                    team: None,
                });
            }
        }
    }
    list
}
