//! Demand: shares by quality and price within a sector, cost-plus prices, sales, profit, taxes, staff.
//!
//! share_f = exp(θ·ln Q_f − σ·ln p_f + ν·ln y_f)/Σ over the sector, y what it can make; p = (1 + m)·unit cost, moved a
//! fifth of the way a month. Profit = sales − wages − rent − wear of capital − hire of tools; what is left after tax stays in the firm.
//!
//! Decisions: a share is what customers who choose anew give; a tenth of them do a month, the others stay, so that
//! demand_f ← 0.9·M_s·demand_f/Σ demand + 0.1·M_s·share_f. Quality counts by its logarithm, as the price does, so that its
//! scale does not decide how unequal firms are; larger firms are seen by more (ν = 0.7), or the smallest would have as many
//! customers as the largest. Customers also come and go by chance. A newcomer begins with 0.7 of what it can make. A firm sells what it can
//! make and no more, and customers beyond one and a half times that go to others. Sector demand M_s is exogenous but for
//! income: it grows by a trend (8 % a year, assumed) and closes a tenth of its gap to what the sector can make each
//! month, so that output is made by those who can make more and not by demand alone. Staff follows demand by at most
//! 3 % up (only with a profit) and 5 % down a month, and a county's firms share the labour of its workers, makers
//! and artists if they want more than there is (people commute within a county). Profit tax 25 % (the national rate since 2008), less the county's holiday.

use crate::context::Context;
use crate::kernel;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::rule::{premises, production};
use crate::state::ledger::{Account, Flow};
use crate::state::person::Class;
use crate::state::territory::{COUNTY, FLOORS, INDUSTRIAL, SECTORS};
use crate::state::{NONE, World};
use crate::uid::Uid;

/// Trend of demand a year (assumed).
const TREND: f64 = 0.08;
/// Share of demand's gap to capacity closed a month (assumed).
const INCOME: f64 = 0.1;
/// Share of customers who choose anew a month (assumed).
const RECONSIDER: f64 = 0.1;
/// What a newcomer sells at first, share of what it can make (assumed).
const NEWCOMER: f64 = 0.7;
/// Least quality that counts.
const LEAST_QUALITY: f64 = 0.01;
/// Demand a firm can hold, as a multiple of what it can make (assumed).
const QUEUE: f64 = 1.5;
/// Mark-up m (assumed).
const MARKUP: f64 = 0.2;
/// Share of the way to its new price a price moves a month, and the range of prices (assumed).
const PRICE_SPEED: f64 = 0.2;
const PRICES: [f64; 2] = [0.3, 3.0];
/// Wear of capital a year (textbook order of magnitude).
const WEAR: f64 = 0.05;
/// Tax on profits.
const TAX: f64 = 0.25;
/// Most that staff grows or shrinks a month (assumed).
const HIRE: f64 = 0.03;
const FIRE: f64 = 0.05;
/// Share of staff with a maker's wage; the others have a worker's (assumed).
const SKILLED: f64 = 0.2;
/// How much larger firms are seen by more, ν (assumed).
const SEEN: f64 = 0.7;
/// Standard deviation of the logarithm of demand's chance a month (assumed).
const CUSTOM: f64 = 0.06;
/// Bits of a draw that do not count there: 4,096 steps are left.
const CUSTOM_BITS: u32 = 52;
/// Cost of tools hired, share of their worth a month (assumed).
const HIRE_OF_TOOLS: f64 = 0.01;

/// Weight of quality in demand, θ.
pub const QUALITY_WEIGHT: Parameter = Parameter {
    number: 39,
    part: 0,
    name: "theta-demand",
    what: "weight of quality in demand, θ",
    default: 1.0,
    prior: [0.3, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of the logarithm of price in demand, σ.
pub const PRICE_WEIGHT: Parameter = Parameter {
    number: 39,
    part: 1,
    name: "sigma-demand",
    what: "weight of the logarithm of price in demand, σ",
    default: 4.0,
    prior: [2.0, 8.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[QUALITY_WEIGHT, PRICE_WEIGHT];

/// What a firm pays this month, yuan.
#[derive(Clone, Copy)]
struct Costs {
    wages: f64,
    rent: f64,
    wear: f64,
}

impl Costs {
    const NONE: Self = Self { wages: 0.0, rent: 0.0, wear: 0.0 };

    fn sum(&self) -> f64 {
        self.wages + self.rent + self.wear
    }
}

/// Prices by town: wage a head, rent by class.
struct Prices {
    wage: Vec<f64>,
    rent: Vec<[f64; FLOORS]>,
}

fn prices(world: &World, ctx: &Context) -> Prices {
    let t = &world.territories;
    let rent = |z: usize| {
        let county = t.at_level(z, COUNTY);
        let discount = 1.0 - t.discount[county].clamp(0.0, 1.0);
        std::array::from_fn(|class| {
            ctx.levers.rent.at(z) * t.rent[z][class] * if class == INDUSTRIAL { discount } else { 1.0 }
        })
    };
    let wage =
        |z: usize| (1.0 - SKILLED) * t.wage[z][Class::Worker as usize] + SKILLED * t.wage[z][Class::Maker as usize];
    Prices { wage: (0..t.len()).map(wage).collect(), rent: (0..t.len()).map(rent).collect() }
}

/// Lets the month's market clear.
pub fn run(world: &mut World, ctx: &Context) {
    let prices = prices(world, ctx);
    let costs = costs(world, &prices);
    set_prices(world, &costs);
    meet_demand(world, ctx);
    take_profit(world, &costs);
    book_output(world);
    hire(world);
    premises::adjust(world);
}

fn costs(world: &World, prices: &Prices) -> Vec<Costs> {
    let f = &world.firms;
    kernel::map(f.len(), |row| {
        if !f.is_alive(row) || f.town[row] == NONE {
            return Costs::NONE;
        }
        let town = f.town[row] as usize;
        Costs {
            wages: prices.wage[town] * f.staff[row],
            rent: prices.rent[town][premises::floor_of(f.sector[row])] * f.area[row],
            wear: WEAR / 12.0 * f.capital[row].max(0.0) + HIRE_OF_TOOLS * production::hired(world, row),
        }
    })
}

fn set_prices(world: &mut World, costs: &[Costs]) {
    let crate::state::Firms { rows, price, output, .. } = &mut world.firms;
    kernel::update(price, |row, price| {
        if rows.alive[row] && output[row] > 0.0 {
            let wanted = (1.0 + MARKUP) * costs[row].sum() / output[row];
            *price = (*price + PRICE_SPEED * (wanted - *price)).clamp(PRICES[0], PRICES[1]);
        }
    });
}

/// Weight of each firm in its sector's demand; by sector the sums of weights, of what can be made and of demand held.
fn shares(world: &World, ctx: &Context) -> (Vec<f64>, Vec<[f64; 3]>) {
    let f = &world.firms;
    let (theta, sigma) = (ctx.get(&QUALITY_WEIGHT), ctx.get(&PRICE_WEIGHT));
    let weight = kernel::map(f.len(), |row| {
        if !f.is_alive(row) {
            return 0.0;
        }
        let (q, p) = (real::ln(f.quality[row].max(LEAST_QUALITY)), real::ln(f.price[row]));
        real::exp(theta * q - sigma * p + SEEN * real::ln(f.output[row].max(1.0)))
    });
    let sums = kernel::sums_by::<3>(f.len(), SECTORS, |row| {
        f.is_alive(row).then(|| {
            let able = f.output[row] * f.price[row];
            let held = if f.demand[row] > 0.0 { f.demand[row] } else { NEWCOMER * able };
            (usize::from(f.sector[row]) % SECTORS, [weight[row], able, held])
        })
    });
    (weight, sums)
}

/// What chance multiplies a firm's custom by, in steps of equal probability.
fn customs() -> Vec<f64> {
    const STEPS: u32 = 1 << (64 - CUSTOM_BITS);
    let normal = |step: u32| real::normal_quantile((f64::from(step) + 0.5) / f64::from(STEPS));
    (0..STEPS).map(|step| real::exp(CUSTOM * normal(step) - 0.5 * CUSTOM * CUSTOM)).collect()
}

fn meet_demand(world: &mut World, ctx: &Context) {
    let (weight, sums) = shares(world, ctx);
    for (demand, [_, able, _]) in world.demand.iter_mut().zip(&sums) {
        if *demand <= 0.0 {
            *demand = *able;
        } else if *able > 0.0 {
            *demand *= real::exp(TREND / 12.0) * real::pow(able / *demand, INCOME);
        }
    }
    let total = world.demand;
    let (chance, custom) = (ctx.chance.family(Stream::Event, Uid(0), 0), customs());
    let crate::state::Firms { rows, sector, output, price, demand, sales, .. } = &mut world.firms;
    kernel::update2(demand, sales, |row, demand, sales| {
        if !rows.alive[row] {
            return;
        }
        let s = usize::from(sector[row]) % SECTORS;
        let [all_weights, _, all_held] = sums[s];
        let able = output[row] * price[row];
        let held = if *demand > 0.0 { *demand } else { NEWCOMER * able };
        let part = |of: f64, sum: f64| if sum > 0.0 { total[s] * of / sum } else { 0.0 };
        let luck = custom[(chance.bits(rows.uid[row]) >> CUSTOM_BITS) as usize];
        let wanted = (1.0 - RECONSIDER) * part(held * luck, all_held) + RECONSIDER * part(weight[row], all_weights);
        *demand = wanted.min(QUEUE * able);
        *sales = demand.min(able);
    });
}

fn take_profit(world: &mut World, costs: &[Costs]) {
    let w = &*world;
    let (f, t) = (&w.firms, &w.territories);
    let county: Vec<usize> = (0..t.len()).map(|z| t.at_level(z, COUNTY)).collect();
    let profit = kernel::map(f.len(), |row| {
        if !f.is_alive(row) || f.town[row] == NONE {
            return [0.0; 2];
        }
        let profit = f.sales[row] - costs[row].sum();
        let rate = TAX * (1.0 - t.holiday[county[f.town[row] as usize]].clamp(0.0, 1.0));
        [profit, rate * profit.max(0.0)]
    });
    let rows = f.len();
    let tax = kernel::sum_by(rows, t.len(), |row| {
        (profit[row][1] > 0.0).then(|| (county[f.town[row] as usize], profit[row][1]))
    });
    let alive = |row: usize| f.is_alive(row) && f.town[row] != NONE;
    let sales = kernel::sum(rows, |row| if alive(row) { f.sales[row] } else { 0.0 });
    let wages = kernel::sum(rows, |row| costs[row].wages);
    let rent = kernel::sum(rows, |row| costs[row].rent);
    let wear = kernel::sum(rows, |row| costs[row].wear);
    let crate::state::Firms { capital, profit: of_firm, .. } = &mut world.firms;
    kernel::update2(capital, of_firm, |row, capital, of_firm| {
        let [before_tax, tax] = profit[row];
        *capital += before_tax - tax;
        *of_firm = before_tax - tax;
    });
    let paid: f64 = kernel::pairwise(&tax);
    let real = world.firm_weight;
    for (z, tax) in tax.iter().enumerate() {
        world.territories.treasury[z] += tax * real;
    }
    let ledger = &mut world.ledger;
    ledger.book(Account::Firms, Flow::Sales, sales);
    ledger.book(Account::Firms, Flow::Wages, -wages);
    ledger.book(Account::Firms, Flow::Rent, -rent);
    ledger.book(Account::Firms, Flow::Costs, -wear);
    ledger.book(Account::Firms, Flow::Taxes, -paid);
    ledger.book(Account::Treasury, Flow::Taxes, paid * real);
}

/// Output of territories by sector: what was sold, at prices of 1, of the real economy; summed upwards.
fn book_output(world: &mut World) {
    let (f, t) = (&world.firms, &world.territories);
    let sold = kernel::sum_by(f.len(), t.len() * SECTORS, |row| {
        (f.is_alive(row) && f.town[row] != NONE && f.price[row] > 0.0)
            .then(|| (production::group(world, row), f.sales[row] / f.price[row]))
    });
    let mut output = vec![[0.0; SECTORS]; t.len()];
    for z in (0..t.len()).rev() {
        for sector in 0..SECTORS {
            output[z][sector] += sold[z * SECTORS + sector] * world.firm_weight;
        }
        if t.parent[z] != NONE {
            let below = output[z];
            for (above, below) in output[t.parent[z] as usize].iter_mut().zip(below) {
                *above += below;
            }
        }
    }
    world.territories.output = output;
}

/// Staff follows demand, within the labour a county has.
fn hire(world: &mut World) {
    let w = &*world;
    let (f, t) = (&w.firms, &w.territories);
    let wanted = kernel::map(f.len(), |row| {
        let able = f.output[row] * f.price[row];
        if !f.is_alive(row) || able <= 0.0 {
            return f.staff[row];
        }
        let most = if f.profit[row] > 0.0 { 1.0 + HIRE } else { 1.0 };
        (f.staff[row] * (f.demand[row] / able).clamp(1.0 - FIRE, most)).max(1.0)
    });
    let county: Vec<usize> = (0..t.len()).map(|z| t.at_level(z, COUNTY)).collect();
    let sums = kernel::sums_by::<2>(f.len(), t.len(), |row| {
        (f.is_alive(row) && f.town[row] != NONE).then(|| {
            let kept = f.staff[row].min(wanted[row]);
            (county[f.town[row] as usize], [kept, wanted[row] - kept])
        })
    });
    let share: Vec<f64> = (0..t.len())
        .map(|z| {
            let [kept, asked] = sums[z];
            let people = &t.people[z];
            let there = [Class::Worker, Class::Maker, Class::Artist].map(|c| people[c as usize]).iter().sum::<f64>();
            let free = (there / w.firm_weight - kept).max(0.0);
            if asked > free { free / asked } else { 1.0 }
        })
        .collect();
    let staff = kernel::map(f.len(), |row| {
        let more = wanted[row] - f.staff[row];
        if more > 0.0 && f.is_alive(row) && f.town[row] != NONE {
            f.staff[row] + more * share[county[f.town[row] as usize]]
        } else {
            wanted[row]
        }
    });
    world.firms.staff = staff;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;
    use crate::state::ledger::balance;
    use crate::state::territory::TOWN;

    fn month(world: &mut World) {
        testing::at(&world.clone(), |ctx| {
            production::run(world, ctx);
            run(world, ctx);
        });
        world.step += 1;
    }

    #[test]
    fn shares_of_a_sector_sum_to_one_and_follow_quality_and_price() {
        let mut world = testing::world();
        month(&mut world);
        let (a, b) = (0, (1..world.firms.len()).find(|b| world.firms.sector[*b] == world.firms.sector[0]));
        let b = b.expect("another of the sector");
        world.firms.quality[b] = world.firms.quality[a] * 1.3;
        world.firms.price[b] = world.firms.price[a] * 1.1;
        let (weight, sums) = testing::at(&world, |ctx| shares(&world, ctx));
        for (sector, sum) in sums.iter().enumerate() {
            let of = (0..world.firms.len()).filter(|f| usize::from(world.firms.sector[*f]) == sector);
            let total: f64 = of.map(|f| weight[f] / sum[0]).sum();
            assert!((total - 1.0).abs() < 1e-9, "{sector}: {total}");
        }
        let ratio = weight[b] / weight[a];
        let size = world.firms.output[b] / world.firms.output[a];
        assert!((ratio / (1.3 / 1.1_f64.powi(4) * size.powf(0.7)) - 1.0).abs() < 1e-9, "{ratio}");
    }

    #[test]
    fn money_is_booked_and_nobody_sells_what_it_cannot_make() {
        let mut world = testing::world();
        for _ in 0..24 {
            world.ledger = Default::default();
            let before = [Account::Firms, Account::Treasury].map(|a| balance(&world, a));
            month(&mut world);
            for (account, before) in [Account::Firms, Account::Treasury].into_iter().zip(before) {
                let (now, booked) = (balance(&world, account), world.ledger.change(account));
                assert!((now - before - booked).abs() < 1e-8 * now.abs().max(1.0), "{account:?}");
            }
            let f = &world.firms;
            assert!((0..f.len()).all(|r| f.sales[r] <= f.output[r] * f.price[r] * (1.0 + 1e-12)));
            assert!((0..f.len()).all(|r| f.staff[r] > 0.0 && f.price[r].is_finite()));
        }
    }

    #[test]
    fn firms_employ_no_more_people_than_there_are() {
        let mut world = testing::world();
        month(&mut world);
        world.demand = world.demand.map(|d| 3.0 * d);
        for people in &mut world.territories.people {
            people[Class::Worker as usize] *= 0.9;
        }
        let staff = |world: &World, county: usize| -> f64 {
            let here = |f: &usize| world.territories.at_level(world.firms.town[*f] as usize, COUNTY) == county;
            (0..world.firms.len()).filter(here).map(|f| world.firms.staff[f]).sum()
        };
        let counties = world.territories.of_level(COUNTY);
        for _ in 0..24 {
            let before: Vec<f64> = counties.clone().map(|z| staff(&world, z)).collect();
            month(&mut world);
            for (county, before) in counties.clone().zip(before) {
                let people = &world.territories.people[county];
                let there: f64 = [Class::Worker, Class::Maker, Class::Artist].map(|c| people[c as usize]).iter().sum();
                let most = (there / world.firm_weight).max(before);
                assert!(staff(&world, county) <= most * (1.0 + 1e-9), "county {county}");
            }
        }
    }

    #[test]
    fn output_sums_upwards_and_a_holiday_leaves_the_treasury_without() {
        let mut world = testing::world();
        world.territories.holiday.fill(1.0);
        month(&mut world);
        let t = &world.territories;
        let towns: f64 = t.of_level(TOWN).map(|z| t.output[z].iter().sum::<f64>()).sum();
        let nation: f64 = t.output[0].iter().sum();
        assert!((towns / nation - 1.0).abs() < 1e-12 && nation > 0.0);
        assert_eq!(t.treasury.iter().sum::<f64>(), 0.0);
    }
}
