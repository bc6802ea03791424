//! The budget, spread over ten instruments by what an official believes they bring before the term is over.
//!
//! x_k ∝ exp(β_x·Ê_k·δ^lag_k), δ the probability a month to be still in office; Ê ← (1 − ρ)Ê + ρ·(own or observed peers'
//! Δy per spending). Lags: 12, 6, 6, 4, 60, 48, 24, 18, 12, 6 months (assumed). Short tenure so favours what can be
//! counted soon. Style ψ shifts priors: 0 raises zones, land and networking, 1 raises service centres and rent relief.
//! A growth target that is missed adds debt-financed spending ξ·(T − g)·Y.
//!
//! Decisions: counties collect ([`super::market`] taxes, [`super::land`] land sales). Each month a quarter of a treasury is
//! there to be spent, after interest of 5 % a year of which what cannot be paid is owed as well. A county passes 35 % of that
//! to its prefecture, 20 % to its province. What levels above spend reaches counties by inhabitants. Infrastructure paid
//! by debt is borrowed, not taken from the treasury; levels share the gap's borrowing by the same 20, 35 and 45 %. A gap counts
//! up to five points. A tax holiday costs no cash, only revenue. Money for maker places and rent relief stays in the
//! county's treasury until [`super::services`] orders places and [`super::finance`] pays subsidies and relief.
//! Beliefs: each January Δy of the score, times ten times the share an instrument had, so that an even budget believes Δy of
//! each; whose Δy was larger, one's own or the best rival's, is learnt from (cut at ±2). Style shifts beliefs by up to 0.5.
//! During a campaign maker places pay in the score at once: twice their weight, unless outcomes are what counts.
//!
//! Evidence: infrastructure, land sales and debt answer to targets (Chang, Wang & Xiong 2025). Earmarks of a
//! scenario come first ([`crate::lever::Levers::earmark`]).

use crate::context::Context;
use crate::kernel;
use crate::lever::{DEBT, LAND, MAKER_PLACES, NETWORKING, RELIEF, SERVICE, TAX, ZONE};
use crate::parameter::{Parameter, Status};
use crate::real;
use crate::state::World;
use crate::state::indicator::{GROWTH, PLACES};
use crate::state::ledger::{Account, Flow};
use crate::state::territory::{COUNTY, INSTRUMENTS, LEVELS, NATION, PREFECTURE, PROVINCE};

/// How sharply beliefs decide the budget, β_x.
pub const SHARPNESS: Parameter = Parameter {
    number: 19,
    part: 0,
    name: "beta-budget",
    what: "how sharply beliefs decide the budget, β_x",
    default: 2.0,
    prior: [0.5, 5.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of the newest experience in a belief, ρ.
pub const LEARNING: Parameter = Parameter {
    number: 20,
    part: 0,
    name: "rho-belief",
    what: "weight of the newest experience in a belief, ρ",
    default: 0.2,
    prior: [0.05, 0.5],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Debt-financed spending per point of growth missed and unit of output, ξ.
pub const GAP_DEBT: Parameter = Parameter {
    number: 21,
    part: 0,
    name: "xi-debt",
    what: "debt-financed spending per point of growth missed and unit of output, ξ",
    default: 1.2,
    prior: [0.5, 5.0],
    unit: "",
    status: Status::Fitted,
    source: "fitted to debt from optimistic targets (P6)",
};

/// Months until an instrument shows in the score (assumed), in the order of the instruments.
const LAGS: [f64; INSTRUMENTS] = [12.0, 6.0, 6.0, 4.0, 60.0, 48.0, 24.0, 18.0, 12.0, 6.0];
/// What each level spends of what counties collect (assumed).
const SHARES: [f64; LEVELS] = [0.0, 0.2, 0.35, 0.45, 0.0];
/// Share of a treasury that can be spent in a month (assumed).
const SPENDABLE: f64 = 0.25;
/// Interest on public debt a year (assumed).
const INTEREST: f64 = 0.05;
/// Most a style shifts a belief (assumed).
const STYLE: f64 = 0.5;
/// Belief in maker places by a unit of their weight in the contest (assumed).
const COUNTABLE: f64 = 2.0;
/// Bound of what a year teaches, points.
const LESSON: f64 = 2.0;
/// Bound of the gap that is filled by debt, points.
const GAP: f64 = 5.0;

/// Output of a year: of the last full one, or twelve times the month's before one is closed; yuan.
#[must_use]
pub fn yearly_output(world: &World, row: usize) -> f64 {
    let t = &world.territories;
    if t.output_year[row] > 0.0 { t.output_year[row] } else { 12.0 * t.output[row].iter().sum::<f64>() }
}

/// Learns in January, decides shares, collects, borrows, and spends.
pub fn run(world: &mut World, ctx: &Context) {
    if ctx.month.is_january() && ctx.step > 0 {
        learn(world, ctx);
    }
    let w = &*world;
    let shares = kernel::map(w.officials.len(), |row| shares(w, ctx, row));
    world.officials.share = shares;
    pay_interest(world);
    pass_on_revenue(world);
    spend(world, ctx);
    hand_down(world);
}

/// Beliefs after a year, own or the best rival's.
fn learn(world: &mut World, ctx: &Context) {
    let groups = super::targets::rivals(world);
    let o = &world.officials;
    let gained = |row: usize| o.score[row] - o.score_before[row];
    let mut believed = o.belief.clone();
    for superior in 0..groups.len() {
        let field = groups.of(superior);
        let Some(&best) =
            field.iter().max_by(|a, b| gained(**a as usize).total_cmp(&gained(**b as usize)).then(b.cmp(a)))
        else {
            continue;
        };
        for &j in field {
            // An official new in office has no year to learn from but the rival's.
            let own_year = o.tenure[j as usize] >= 12;
            let from = if own_year && gained(j as usize) >= gained(best as usize) { j } else { best } as usize;
            for (k, belief) in believed[j as usize].iter_mut().enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "ten instruments")]
                let lesson = gained(from) * o.share[from][k] * INSTRUMENTS as f64;
                *belief += ctx.get(&LEARNING) * (lesson.clamp(-LESSON, LESSON) - *belief);
            }
        }
    }
    world.officials.belief = believed;
}

/// Share of the budget for each instrument: what is earmarked first, the rest by belief.
fn shares(world: &World, ctx: &Context, row: usize) -> [f64; INSTRUMENTS] {
    let (o, style) = (&world.officials, world.officials.style[row]);
    let mut belief = o.belief[row];
    for k in [ZONE, LAND, NETWORKING] {
        belief[k] += STYLE * (1.0 - style);
    }
    for k in [SERVICE, RELIEF] {
        belief[k] += STYLE * style;
    }
    if !ctx.switches.outcome_targets {
        let level = usize::from(world.territories.level[row]);
        belief[MAKER_PLACES] += COUNTABLE * world.agenda.weight[level][PLACES];
    }
    let stays = 1.0 - 1.0 / ctx.get(&super::promotion::TERM).max(1.0);
    let weights: [f64; INSTRUMENTS] = std::array::from_fn(|k| {
        real::exp(ctx.get(&SHARPNESS) * belief[k].clamp(-10.0, 10.0) * real::pow(stays, LAGS[k]))
    });
    let total: f64 = weights.iter().sum();
    let earmarked: [f64; INSTRUMENTS] = std::array::from_fn(|k| ctx.levers.earmark[k].at(row).max(0.0));
    let fixed: f64 = earmarked.iter().sum();
    std::array::from_fn(|k| {
        if fixed >= 1.0 { earmarked[k] / fixed } else { earmarked[k] + (1.0 - fixed) * weights[k] / total }
    })
}

fn pay_interest(world: &mut World) {
    let (t, mut paid, mut owed) = (&mut world.territories, 0.0, 0.0);
    for row in t.governed() {
        let due = t.debt[row] * INTEREST / 12.0;
        let pays = due.min(0.5 * t.treasury[row].max(0.0));
        t.treasury[row] -= pays;
        t.debt[row] += due - pays;
        paid += pays;
        owed += due - pays;
    }
    world.ledger.book(Account::Treasury, Flow::Borrowing, -paid);
    world.ledger.book(Account::Debt, Flow::Borrowing, owed);
}

/// Counties pass on what is due to prefecture and province; the sum of treasuries stays.
fn pass_on_revenue(world: &mut World) {
    let t = &mut world.territories;
    for county in t.of_level(COUNTY) {
        let there = SPENDABLE * t.treasury[county].max(0.0);
        for level in [PROVINCE, PREFECTURE] {
            let above = t.at_level(county, level);
            if t.level[above] == level {
                t.treasury[county] -= SHARES[usize::from(level)] * there;
                t.treasury[above] += SHARES[usize::from(level)] * there;
            }
        }
    }
}

/// Whether money for an instrument stays in the treasury until it is used.
fn stays(instrument: usize) -> bool {
    matches!(instrument, MAKER_PLACES | RELIEF)
}

fn spend(world: &mut World, ctx: &Context) {
    let (mut spent, mut borrowed) = (0.0, 0.0);
    for row in world.territories.governed() {
        let level = usize::from(world.territories.level[row]);
        let year = yearly_output(world, row);
        let i = &world.indicators;
        let gap = (i.target[row][GROWTH] - i.reached[row][GROWTH]).clamp(0.0, GAP) / 100.0;
        let fills = SHARES[level] * ctx.get(&GAP_DEBT) * gap * year / 12.0;
        let (t, share) = (&mut world.territories, &world.officials.share[row]);
        // A county has its own 45 % of what it had before the rest was passed on.
        let kept = if t.level[row] == COUNTY { SHARES[level] / (1.0 - SPENDABLE * (1.0 - SHARES[level])) } else { 1.0 };
        let budget = SPENDABLE * kept * t.treasury[row].max(0.0);
        let spend: [f64; INSTRUMENTS] =
            std::array::from_fn(|k| share[k] * budget + if k == DEBT { fills } else { 0.0 });
        let cash: f64 = (0..INSTRUMENTS).filter(|&k| !stays(k) && k != DEBT && k != TAX).map(|k| spend[k]).sum();
        t.treasury[row] -= cash;
        t.debt[row] += spend[DEBT];
        spent += cash + spend[DEBT];
        borrowed += spend[DEBT];
        t.spend[row] = spend;
        t.reach[row] = spend;
    }
    let ledger = &mut world.ledger;
    ledger.book(Account::Debt, Flow::Borrowing, borrowed);
    ledger.book(Account::Treasury, Flow::Borrowing, borrowed);
    ledger.book(Account::Treasury, Flow::Spending, -spent);
}

/// Lets spending reach the territories below by inhabitants, and moves the money that stays down with it.
fn hand_down(world: &mut World) {
    let t = &mut world.territories;
    for row in t.governed() {
        if t.level[row] != NATION {
            let parent = t.parent[row] as usize;
            let (here, there) = (t.people[row].iter().sum::<f64>(), t.people[parent].iter().sum::<f64>());
            let share = if there > 0.0 { here / there } else { 0.0 };
            for k in 0..INSTRUMENTS {
                let part = share * t.reach[parent][k];
                t.reach[row][k] += part;
                if stays(k) {
                    t.treasury[parent] -= part;
                    t.treasury[row] += part;
                }
            }
        }
        for k in 0..INSTRUMENTS {
            // What stays is booked as spent where and when it is used.
            if stays(k) {
                t.spend[row][k] = 0.0;
            }
            t.spent[row][k] += t.spend[row][k];
        }
    }
}

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[SHARPNESS, LEARNING, GAP_DEBT];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{INSTRUMENTS as NAMES, Lever, Levers};
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};
    use crate::state::ledger::balance;

    fn spent(plan: &Plan, levers: &Levers, prepare: impl FnOnce(&mut World)) -> World {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2010, 3));
        for county in world.territories.of_level(COUNTY) {
            world.territories.treasury[county] = 1e9;
        }
        world.territories.output_year.fill(1e10);
        prepare(&mut world);
        run(&mut world, &Context { levers, ..plan.context(2, Month::new(2010, 3), levers) });
        world
    }

    #[test]
    fn money_is_accounted_for() {
        let levers = Levers::default();
        let world = spent(&Plan::baseline(1, 1), &levers, |w| {
            w.territories.debt.fill(1e8);
            for target in &mut w.indicators.target {
                target[GROWTH] = 12.0;
            }
        });
        let before = 8.0 * 1e9;
        let (treasury, ledger) = (balance(&world, Account::Treasury), &world.ledger);
        assert!((treasury - before - ledger.change(Account::Treasury)).abs() < 1.0, "{treasury}");
        let debt = balance(&world, Account::Debt) - 1e8 * world.territories.len() as f64;
        assert!(debt > 0.0 && (debt - ledger.change(Account::Debt)).abs() < 1.0, "{debt}");
        assert!(world.territories.treasury.iter().all(|x| *x >= 0.0));
        // A gap of two points, ξ = 2: four percent of output a year between the levels, and what the budget borrows.
        let t = &world.territories;
        let county = t.of_level(COUNTY).start;
        let gap = 0.45 * 2.0 * 0.02 * 1e10 / 12.0;
        assert!(t.spend[county][DEBT] > gap && t.spend[county][DEBT] < 2.0 * gap, "{}", t.spend[county][DEBT]);
    }

    #[test]
    fn earmarks_come_first_and_shares_add_up() {
        let mut levers = Levers::default();
        levers.earmark[MAKER_PLACES] = Lever::everywhere(0.4);
        let world = spent(&Plan::baseline(1, 1), &levers, |_| ());
        for share in &world.officials.share {
            assert!((share.iter().sum::<f64>() - 1.0).abs() < 1e-12 && share[MAKER_PLACES] > 0.4);
        }
        levers.earmark[RELIEF] = Lever::everywhere(1.2);
        let world = spent(&Plan::baseline(1, 1), &levers, |_| ());
        assert!(world.officials.share.iter().all(|s| (s[RELIEF] - 0.75).abs() < 1e-12 && s[ZONE] == 0.0));
    }

    #[test]
    fn style_and_campaign_move_the_budget() {
        let levers = Levers::default();
        let of = |style: f64, weight: f64, instrument: usize| {
            let world = spent(&Plan::baseline(1, 1), &levers, |w| {
                w.officials.style.fill(style);
                w.agenda.weight[usize::from(COUNTY)][PLACES] = weight;
            });
            world.officials.share[world.officials.len() - 1][instrument]
        };
        assert!(of(0.0, 0.0, ZONE) > of(1.0, 0.0, ZONE) && of(0.0, 0.0, SERVICE) < of(1.0, 0.0, SERVICE));
        assert!(of(0.5, 0.3, MAKER_PLACES) > 2.0 * of(0.5, 0.0, MAKER_PLACES));
        assert!(of(0.5, 0.0, SERVICE) < of(0.5, 0.0, RELIEF), "what shows late is put off: {}", NAMES[SERVICE]);
    }

    #[test]
    fn what_is_spent_above_reaches_all_counties() {
        let levers = Levers::default();
        let world = spent(&Plan::baseline(1, 1), &levers, |_| ());
        let t = &world.territories;
        let sum = |k: usize| t.of_level(COUNTY).map(|z| t.reach[z][k]).sum::<f64>();
        let by_all = |k: usize| t.governed().map(|z| t.spend[z][k]).sum::<f64>();
        assert!(by_all(ZONE) > 0.0 && (sum(ZONE) / by_all(ZONE) - 1.0).abs() < 1e-9);
        assert!(sum(RELIEF) > 0.0 && by_all(RELIEF) == 0.0);
    }

    #[test]
    fn what_paid_is_believed() {
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let mut world = spent(&plan, &none, |_| ());
        let row = world.officials.len() - 1;
        world.officials.tenure.fill(24);
        world.officials.share.fill([0.0; INSTRUMENTS]);
        world.officials.share[row][NETWORKING] = 0.2;
        world.officials.score[row] = world.officials.score_before[row] + 0.5;
        learn(&mut world, &plan.context(12, Month::new(2011, 1), &none));
        assert!((world.officials.belief[row][NETWORKING] - 0.2).abs() < 1e-12, "ρ·0.5·0.2·10");
        let rival = row - 1;
        assert_eq!(
            world.officials.belief[rival][NETWORKING], world.officials.belief[row][NETWORKING],
            "seen by rivals"
        );
        assert_eq!(world.officials.belief[1][NETWORKING], 0.0);
    }
}
