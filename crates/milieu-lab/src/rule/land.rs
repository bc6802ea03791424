//! Rents, construction and change of use.
//!
//! R(t+1) = R·exp(η_R·(U/S − u*) + 0.3·Δln w + 0.01·ε). New floor ι·S·max(0, ln R/R_c), ready after the time to build;
//! R_c is the rent at which building begins to pay. Marginal floor becomes office floor where
//! R_office/R_marginal > 2: the channel of displacement.
//!
//! Decisions: rents are a town's. R_c is the rent at the start, times the square root of how much wages have risen since (half
//! of the cost is labour). Marginal floor is not built, it is what is left over; a hundredth of it is converted a month where
//! office rents are four times its own, less in between; nobody converts into a market where offices stand emptier than u*. Where its stock falls below what is in use, users lose it.
//! Vacant floor falls to the marginal class at the same pace where that rents for twice as much as factories, or for more than
//! offices: old factories are where cheap space comes from. No rent is below 0.3·R_c, what running a building costs.
//! Dwellings, and marginal floor that is not used by places, are taken up with elasticity −0.3 to rent relative to wages,
//! dwellings also as people come and go ([`super::wages`]); firms and places book the floor they use. Land for new floor is sold by the county for 60 months of its
//! rent, industrial land at the county's discount.
//!
//! Evidence: η_R = 0.14 a month gives +18 % a year at full occupancy, as grade-A offices of Shenzhen 2014–15.
//!
//! Limits: the prefecture where office rents rise most sees 3 % a year at most in 2014–15, not the 17 % of grade-A offices in
//! Shenzhen (P18, missed): a synthetic region has no city of that pull, and people come to none of it from outside.

use crate::context::Context;
use crate::kernel;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::state::ledger::{Account, Flow};
use crate::state::person::Class;
use crate::state::territory::{BUILDING, COUNTY, FLOORS, INDUSTRIAL, MARGINAL, OFFICE, RESIDENTIAL};
use crate::state::{NONE, World};
use crate::trace::{Event, Happening};

/// Monthly growth of rent by a unit of excess occupancy, η_R (a month).
pub const SPEED: Parameter = Parameter {
    number: 59,
    part: 0,
    name: "eta-rent",
    what: "monthly growth of rent by a unit of excess occupancy, η_R",
    default: 0.14,
    prior: [0.05, 0.3],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to rents of Shenzhen 2014–15 (P18)",
};

/// Occupancy at which rents stand still, u*.
pub const NATURAL: Parameter = Parameter {
    number: 59,
    part: 1,
    name: "natural-occupancy",
    what: "occupancy at which rents stand still, u*",
    default: 0.9,
    prior: [0.85, 0.95],
    unit: "",
    status: Status::Fitted,
    source: "fitted to rents of Shenzhen 2014–15 (P18)",
};

/// Share of the stock begun a month by a unit of ln R/R_c, ι (a month).
pub const CONSTRUCTION: Parameter = Parameter {
    number: 60,
    part: 0,
    name: "iota-construction",
    what: "share of the stock begun a month by a unit of ln R/R_c, ι",
    default: 0.02,
    prior: [0.005, 0.08],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Time to build (months).
pub const BUILD_LAG: Parameter = Parameter {
    number: 60,
    part: 1,
    name: "build-lag",
    what: "time to build",
    default: 24.0,
    prior: [18.0, 36.0],
    unit: "months",
    status: Status::Assumed,
    source: "assumed",
};

/// What wages add to rents, and the standard deviation of what else moves them; § 7.8 of the specification, assumed.
const OTHERS: [f64; 2] = [0.3, 0.01];
/// Ratio of office to marginal rent above which marginal floor is converted; § 7.8, assumed.
const RATIO: f64 = 2.0;
/// Share of marginal floor converted a month at most (assumed).
const CONVERSION: f64 = 0.01;
/// Ratio of marginal rent to that of factories and of offices above which their vacant floor becomes marginal (assumed).
const DECLINE: [(usize, f64); 2] = [(INDUSTRIAL, 2.0), (OFFICE, 1.0)];
/// Lowest rent relative to R_c (assumed).
const LOWEST: f64 = 0.3;
/// Elasticity of the use of dwellings and of marginal floor to rent over wages (assumed).
const ELASTICITY: f64 = -0.3;
/// Months of rent that land for a m² of floor is sold for (assumed).
const LAND_PRICE: f64 = 60.0;

/// A town's floor next month.
#[derive(Clone, Copy, Debug)]
struct Floor {
    rent: [f64; FLOORS],
    stock: [f64; FLOORS],
    occupied: [f64; FLOORS],
    begun: [f64; FLOORS],
    converted: f64,
    sales: f64,
}

/// Moves rents, finishes and begins buildings, converts marginal floor.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a lag of a few months; single precision")]
pub fn run(world: &mut World, ctx: &Context) {
    let w = &*world;
    let first = w.territories.governed().end;
    let p = &w.places;
    let of_places = kernel::sum_by(p.len(), w.territories.len(), |row| {
        let here = p.is_alive(row) && p.town[row] != NONE && usize::from(p.floor[row]) == MARGINAL;
        here.then(|| (p.town[row] as usize, p.area[row]))
    });
    let floors = kernel::map(w.territories.len() - first, |n| next(w, ctx, first + n, of_places[first + n]));
    let lag = (ctx.get(&BUILD_LAG).round() as usize).clamp(1, BUILDING);
    let now = ctx.step as usize % BUILDING;
    let mut sales = 0.0;
    for (n, floor) in floors.into_iter().enumerate() {
        let town = first + n;
        let t = &mut world.territories;
        let ratio = t.rent[town][OFFICE] / t.rent[town][MARGINAL].max(1e-9);
        t.rent[town] = floor.rent;
        t.stock[town] = floor.stock;
        t.occupied[town] = floor.occupied;
        t.building[town][now] = [0.0; FLOORS];
        t.building[town][(now + lag) % BUILDING] = floor.begun.map(|x| x as f32);
        let county = t.at_level(town, COUNTY);
        t.treasury[county] += floor.sales;
        sales += floor.sales;
        if floor.converted > 0.0 && ctx.month.is_january() {
            let (who, row) = (t.uid(town), town as u32);
            world.trace.record(|| Event {
                step: ctx.step,
                what: Happening::FloorConverted,
                who,
                row,
                territory: row,
                detail: "marginal to office",
                terms: [("m² this month", floor.converted), ("ratio of rents", ratio), ("", 0.0)],
            });
        }
    }
    world.ledger.book(Account::Treasury, Flow::Taxes, sales);
}

/// The floor of a town a month on, where places use so much of the marginal one.
fn next(world: &World, ctx: &Context, town: usize, of_places: f64) -> Floor {
    let t = &world.territories;
    let wages = |of: &[f64]| of[Class::Worker as usize].max(1e-9);
    let wage_growth = real::ln(wages(&t.wage[town]) / wages(&t.wage_before[town]));
    let risen = if t.output_at_start[town] > 0.0 { wages(&t.wage[town]) / wages(&t.wage_at_start[town]) } else { 1.0 };
    let noise = ctx.chance.four(Stream::Rent, t.uid(town), 0).map(real::normal_quantile);
    let (mut rent, mut stock, mut occupied) = (t.rent[town], t.stock[town], t.occupied[town]);
    let (mut begun, mut sales) = ([0.0; FLOORS], 0.0);
    let finished = t.building[town][ctx.step as usize % BUILDING];
    for c in 0..FLOORS {
        let used = if stock[c] > 0.0 { (occupied[c] / stock[c]).clamp(0.0, 1.0) } else { 1.0 };
        let excess = used - ctx.get(&NATURAL);
        let growth = ctx.get(&SPEED) * excess + OTHERS[0] * wage_growth + OTHERS[1] * noise[c];
        let pays_from = t.rent_at_start[town][c].max(1e-9) * risen.sqrt();
        rent[c] = (rent[c] * real::exp(growth)).max(LOWEST * pays_from);
        if c != MARGINAL {
            begun[c] = ctx.get(&CONSTRUCTION) * stock[c] * real::ln(rent[c] / pays_from).max(0.0);
            let discount = if c == INDUSTRIAL { t.discount[town] } else { 0.0 };
            sales += begun[c] * rent[c] * LAND_PRICE * (1.0 - discount);
        }
        let fixed = match c {
            RESIDENTIAL => 0.0,
            MARGINAL => of_places.min(occupied[c]),
            _ => occupied[c],
        };
        occupied[c] = fixed + (occupied[c] - fixed) * real::exp(ELASTICITY * (growth - wage_growth));
        stock[c] += f64::from(finished[c]);
    }
    let ratio = rent[OFFICE] / rent[MARGINAL].max(1e-9);
    let frozen = ctx.levers.freeze_marginal.at(town) > 0.0;
    let full = stock[OFFICE] <= 0.0 || occupied[OFFICE] >= ctx.get(&NATURAL) * stock[OFFICE];
    let converted =
        if frozen || !full { 0.0 } else { CONVERSION * stock[MARGINAL] * (ratio / RATIO - 1.0).clamp(0.0, 1.0) };
    stock[MARGINAL] -= converted;
    stock[OFFICE] += converted;
    for (c, threshold) in DECLINE {
        let over = (rent[MARGINAL] / rent[c].max(1e-9) / threshold - 1.0).clamp(0.0, 1.0);
        let falls = (CONVERSION * stock[c] * over).min((stock[c] - occupied[c]).max(0.0));
        stock[c] -= falls;
        stock[MARGINAL] += falls;
    }
    for c in 0..FLOORS {
        occupied[c] = occupied[c].min(stock[c]);
    }
    Floor { rent, stock, occupied, begun, converted, sales }
}

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[SPEED, NATURAL, CONSTRUCTION, BUILD_LAG];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Lever, Levers};
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};
    use crate::state::ledger::balance;

    /// Runs land alone; use of floor stays this share of the stock.
    fn after(months: u32, used: f64, levers: &Levers, prepare: impl FnOnce(&mut World)) -> World {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2010, 1));
        let plan = Plan::baseline(1, 1);
        prepare(&mut world);
        for step in 0..months {
            for town in world.territories.governed().end..world.territories.len() {
                world.territories.occupied[town] = world.territories.stock[town].map(|s| s * used);
            }
            run(&mut world, &Context { levers, ..plan.context(step, Month::new(2010, 1).plus(step), levers) });
        }
        world
    }

    /// Mean growth of rents of a class over towns, ln.
    fn growth(world: &World, class: usize) -> f64 {
        let t = &world.territories;
        let towns = t.governed().end..t.len();
        let n = towns.len() as f64;
        towns.map(|z| (t.rent[z][class] / t.rent_at_start[z][class]).ln()).sum::<f64>() / n
    }

    #[test]
    fn rents_stand_still_without_a_gap() {
        let world = after(24, 0.9, &Levers::default(), |_| ());
        // 24 towns, 24 months of noise 0.01: the mean's standard error is 0.01.
        assert!(growth(&world, OFFICE).abs() < 0.03, "{}", growth(&world, OFFICE));
    }

    #[test]
    fn full_occupancy_gives_eighteen_percent_a_year() {
        let world = after(12, 1.0, &Levers::default(), |_| ());
        let yearly = growth(&world, OFFICE).exp() - 1.0;
        assert!((yearly - 0.18).abs() < 0.02, "grade-A offices of Shenzhen, 2014–15: {yearly}");
    }

    #[test]
    fn floor_is_neither_lost_nor_made_by_conversion() {
        let total = |w: &World| -> f64 { w.territories.stock.iter().map(|s| s[OFFICE] + s[MARGINAL]).sum() };
        let before = start::synthetic(&Size::SMALL, 1, Month::new(2010, 1));
        // Offices rent for three times marginal floor at the start, and are full; what is begun is not ready yet.
        let (world, frozen) = (
            after(24, 0.98, &Levers::default(), |_| ()),
            Levers { freeze_marginal: Lever::everywhere(1.0), ..Levers::default() },
        );
        assert!((total(&world) / total(&before) - 1.0).abs() < 1e-12);
        let marginal = |w: &World| w.territories.stock.iter().map(|s| s[MARGINAL]).sum::<f64>();
        assert!(marginal(&world) < 0.95 * marginal(&before));
        assert_eq!(marginal(&after(24, 0.98, &frozen, |_| ())), marginal(&before));
        let empty = marginal(&after(24, 0.5, &Levers::default(), |_| ()));
        assert_eq!(empty, marginal(&before), "nobody converts where offices stand empty");
    }

    #[test]
    fn what_is_begun_is_ready_when_the_time_to_build_is_over() {
        let dear = |w: &mut World| {
            for rent in &mut w.territories.rent {
                rent[RESIDENTIAL] *= 1.2;
            }
        };
        let stock = |w: &World| w.territories.stock.iter().map(|s| s[RESIDENTIAL]).sum::<f64>();
        let none = Levers::default();
        let (before, world) = (after(24, 0.9, &none, dear), after(25, 0.9, &none, dear));
        assert_eq!(stock(&before), stock(&after(0, 0.9, &none, |_| ())), "two years later nothing is ready");
        let share = stock(&world) / stock(&before) - 1.0;
        assert!((share - 0.02 * 1.2_f64.ln()).abs() < 0.001, "{share}");
        let (treasury, booked) =
            (balance(&world, Account::Treasury), world.ledger.booked(Account::Treasury, Flow::Taxes));
        assert!(treasury > 0.0 && (booked / treasury - 1.0).abs() < 1e-9, "sales of all months are booked: {booked}");
    }

    #[test]
    fn empty_factories_become_cheap_space_where_that_is_dear() {
        let dear = |w: &mut World| {
            for rent in &mut w.territories.rent {
                rent[MARGINAL] = 4.0 * rent[INDUSTRIAL];
            }
        };
        let sum = |w: &World, c: usize| w.territories.stock.iter().map(|s| s[c]).sum::<f64>();
        let before = after(0, 0.5, &Levers::default(), |_| ());
        let world = after(6, 0.5, &Levers::default(), dear);
        assert!(sum(&world, INDUSTRIAL) < 0.97 * sum(&before, INDUSTRIAL));
        let all = |w: &World| sum(w, INDUSTRIAL) + sum(w, OFFICE) + sum(w, MARGINAL);
        assert!((all(&world) / all(&before) - 1.0).abs() < 1e-12);
        let full = after(6, 1.0, &Levers::default(), dear);
        assert_eq!(sum(&full, INDUSTRIAL), sum(&before, INDUSTRIAL), "nothing is vacant");
        let years = after(200, 0.5, &Levers::default(), |_| ());
        let t = &years.territories;
        let kept = |z: usize| (0..FLOORS).all(|c| t.rent[z][c] >= 0.3 * t.rent_at_start[z][c] - 1e-9);
        assert!((t.governed().end..t.len()).all(kept), "rents have a floor");
    }

    #[test]
    fn never_more_in_use_than_there_is() {
        let world = after(60, 1.0, &Levers::default(), |_| ());
        let t = &world.territories;
        assert!((0..t.len()).all(|z| (0..FLOORS).all(|c| t.occupied[z][c] <= t.stock[z][c] && t.rent[z][c] > 0.0)));
    }
}
