//! What is summed over the towns, firms, places and people of a territory before ratios are taken.

use crate::kernel;
use crate::lever::INSTRUMENTS;
use crate::state::firm::{FirmKind, Search};
use crate::state::indicator::GROWTH;
use crate::state::place::{Governance, PlaceKind};
use crate::state::territory::{COUNTY, MARGINAL, OFFICE, SECTORS, TOWN};
use crate::state::tie::{BRIDGE, CROSS_CLASS};
use crate::state::{NONE, World};

/// Sums of one territory in one month.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// Towns.
    pub towns: f64,
    /// Inhabitants.
    pub people: f64,
    /// Area, km².
    pub area: f64,
    /// Value added of firms this month, yuan.
    pub output: f64,
    /// Value added of twelve months, yuan.
    pub output_year: f64,
    /// Value added of the twelve months before, yuan.
    pub output_year_before: f64,
    /// Value added by sector, yuan.
    pub sectors: [f64; SECTORS],
    /// Public debt, yuan.
    pub debt: f64,
    /// Local linkage, summed over towns.
    pub linkage: f64,
    /// Pipelines, summed over towns and origins.
    pub pipeline: f64,
    /// Outside firms of the real economy arrived so far.
    pub arrived: f64,
    /// Rent of all offices, yuan a month.
    pub rent_office: f64,
    /// Rent of all cheap floor, yuan a month.
    pub rent_marginal: f64,
    /// Offices, m².
    pub stock_office: f64,
    /// Cheap floor, m².
    pub stock_marginal: f64,
    /// Offices in use, m².
    pub occupied_office: f64,
    /// Growth reported, % times output of those who report.
    pub reported: f64,
    /// Target of growth, % times output of those who report.
    pub target: f64,
    /// Output of those who report, yuan.
    pub reporting: f64,
    /// Counties.
    pub counties: f64,
    /// Target of growth, %, summed over counties.
    pub target_counties: f64,
    /// Spent by instrument so far, yuan.
    pub spent: [f64; INSTRUMENTS.len()],
    /// Firms.
    pub firms: f64,
    /// Firms that came this month.
    pub entered: f64,
    /// Firms that went this month.
    pub exited: f64,
    /// Start-ups.
    pub start_ups: f64,
    /// New hypotheses of living firms.
    pub novelties: f64,
    /// Firms that search.
    pub searching: f64,
    /// Firms that imitate.
    pub imitating: f64,
    /// Logarithm of productivity times value added.
    pub productivity: f64,
    /// Open places by kind.
    pub places: [f64; PlaceKind::ALL.len()],
    /// Open places run by their community.
    pub community: f64,
    /// Places opened this month.
    pub opened: f64,
    /// Places closed this month.
    pub closed: f64,
    /// Places turned into hubs so far.
    pub converted: f64,
    /// Ways moved by open places, km.
    pub displaced: f64,
    /// Desks.
    pub desks: f64,
    /// Members of places with desks.
    pub seated: f64,
    /// Desks in places of the state.
    pub desks_state: f64,
    /// Members of those.
    pub seated_state: f64,
    /// Desks in commercial and community places.
    pub desks_private: f64,
    /// Members of those.
    pub seated_private: f64,
    /// Desks reported beyond the real ones.
    pub padded: f64,
    /// Subsidies to places this month, yuan.
    pub subsidy: f64,
    /// Other income of places this month, yuan.
    pub income: f64,
    /// People at open nights of community places this month.
    pub attendance: f64,
    /// Members of places.
    pub members: f64,
    /// Ties first made in places so far.
    pub ties_made: f64,
    /// Of those, alive.
    pub legacy: f64,
    /// Of those, made in places that have closed.
    pub legacy_closed: f64,
    /// Persons whose ties were counted; 0 but in December.
    pub persons: f64,
    /// Ends of ties face to face.
    pub physical: f64,
    /// Ends of virtual ties.
    pub remote: f64,
    /// Ends of ties face to face between classes.
    pub cross: f64,
    /// Ends of bridges.
    pub bridges: f64,
}

impl Sums {
    /// Σ of squared shares of the sectors; no number without output.
    pub(super) fn herfindahl(&self) -> f64 {
        let total: f64 = self.sectors.iter().sum();
        if total > 0.0 { self.sectors.iter().map(|x| (x / total) * (x / total)).sum() } else { f64::NAN }
    }
}

/// Sums of every scope; `within` says for which scopes a territory counts.
pub(super) fn of(world: &World, step: u32, scopes: &[u32], within: &[Vec<usize>]) -> Vec<Sums> {
    let mut sums = vec![Sums::default(); scopes.len()];
    territories(world, &mut sums, within);
    reports(world, scopes, &mut sums);
    firms(world, step, &mut sums, within);
    places(world, step, &mut sums, within);
    sums
}

/// Calls `add` with the sums of every scope a territory counts for.
fn each(sums: &mut [Sums], within: &[Vec<usize>], territory: u32, mut add: impl FnMut(&mut Sums)) {
    for &scope in within.get(territory as usize).map_or(&[][..], Vec::as_slice) {
        add(&mut sums[scope]);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
fn territories(world: &World, sums: &mut [Sums], within: &[Vec<usize>]) {
    let t = &world.territories;
    for row in t.of_level(TOWN) {
        each(sums, within, row as u32, |s| {
            s.towns += 1.0;
            s.people += t.people[row].iter().sum::<f64>();
            s.area += t.area[row];
            s.output_year += t.output_year[row];
            s.output_year_before += t.output_year_before[row];
            for (sum, x) in s.sectors.iter_mut().zip(&t.output[row]) {
                *sum += x;
            }
            s.linkage += t.linkage[row];
            s.pipeline += t.pipeline[row].iter().sum::<f64>();
            s.arrived += t.arrived[row].iter().sum::<f64>();
            s.rent_office += t.rent[row][OFFICE] * t.stock[row][OFFICE];
            s.rent_marginal += t.rent[row][MARGINAL] * t.stock[row][MARGINAL];
            s.stock_office += t.stock[row][OFFICE];
            s.stock_marginal += t.stock[row][MARGINAL];
            s.occupied_office += t.occupied[row][OFFICE];
        });
    }
    for row in t.of_level(COUNTY) {
        each(sums, within, row as u32, |s| {
            s.counties += 1.0;
            s.target_counties += world.indicators.target[row][GROWTH];
        });
    }
    for row in 0..t.len() {
        each(sums, within, row as u32, |s| {
            s.debt += t.debt[row];
            for (sum, x) in s.spent.iter_mut().zip(&t.spent[row]) {
                *sum += x;
            }
        });
    }
}

/// What the officials of the scopes themselves report: theirs covers all below.
fn reports(world: &World, scopes: &[u32], sums: &mut [Sums]) {
    for (sum, &row) in sums.iter_mut().zip(scopes) {
        let row = row as usize;
        if world.territories.governed().contains(&row) {
            sum.reporting = 1.0;
            sum.reported = world.indicators.reported[row][GROWTH];
            sum.target = world.indicators.target[row][GROWTH];
        }
    }
}

fn firms(world: &World, step: u32, sums: &mut [Sums], within: &[Vec<usize>]) {
    let f = &world.firms;
    for row in 0..f.len() {
        if !f.is_alive(row) {
            continue;
        }
        each(sums, within, f.town[row], |s| {
            s.firms += 1.0;
            s.entered += f64::from(u8::from(f.rows.since[row] == step));
            s.start_ups += f64::from(u8::from(f.kind[row] == FirmKind::StartUp));
            s.novelties += f64::from(f.novelties[row]);
            s.searching += f64::from(u8::from(f.search[row] != Search::None));
            s.imitating += f64::from(u8::from(f.search[row] == Search::Imitate));
            s.output += f.output[row];
            s.productivity += f.ln_productivity[row] * f.output[row];
        });
    }
    for row in f.rows.gone(step) {
        each(sums, within, f.town[row], |s| s.exited += 1.0);
    }
}

fn places(world: &World, step: u32, sums: &mut [Sums], within: &[Vec<usize>]) {
    let p = &world.places;
    for row in 0..p.len() {
        let is_open = p.is_alive(row);
        each(sums, within, p.town[row], |s| {
            s.ties_made += f64::from(p.ties_made[row]);
            s.legacy += f64::from(p.legacy[row]);
            s.converted += f64::from(u8::from(p.converted[row] != NONE));
            if !is_open {
                s.legacy_closed += f64::from(p.legacy[row]);
                s.closed += f64::from(u8::from(p.closed[row] == step));
                return;
            }
            let members = f64::from(p.members[row]);
            s.places[p.kind[row] as usize] += 1.0;
            s.opened += f64::from(u8::from(p.rows.since[row] == step));
            s.displaced += p.displaced[row];
            s.subsidy += p.subsidy[row];
            s.income += p.income[row];
            s.members += members;
            if p.governance[row] == Governance::Community {
                s.community += 1.0;
                s.attendance += f64::from(p.attendance[row]);
            }
            if p.desks[row] > 0.0 {
                s.desks += p.desks[row];
                s.seated += members;
                s.padded += p.pad[row];
                match p.governance[row] {
                    Governance::State => {
                        s.desks_state += p.desks[row];
                        s.seated_state += members;
                    }
                    Governance::Community | Governance::Commercial => {
                        s.desks_private += p.desks[row];
                        s.seated_private += members;
                    }
                    Governance::University | Governance::Firm => {}
                }
            }
        });
    }
}

/// Counts the ends of living ties, which costs a look at every ring.
pub(super) fn add_ties(world: &World, step: u32, sums: &mut [Sums], within: &[Vec<usize>]) {
    let p = &world.persons;
    let towns = world.territories.len();
    let of_town = kernel::sums_by::<5>(p.len(), towns, |row| {
        p.is_alive(row).then(|| {
            let near = |keep: fn(u8) -> bool| -> f64 {
                p.physical[row].living(step).map(|tie| f64::from(u8::from(keep(tie.marks)))).sum()
            };
            let remote = f64::from(u32::try_from(p.remote[row].count(step)).unwrap_or(0));
            let cross = near(|marks| marks & CROSS_CLASS != 0);
            (p.town[row] as usize, [1.0, near(|_| true), remote, cross, near(|marks| marks & BRIDGE != 0)])
        })
    });
    for (town, [persons, physical, remote, cross, bridges]) in of_town.into_iter().enumerate() {
        each(sums, within, u32::try_from(town).unwrap_or(NONE), |s| {
            s.persons += persons;
            s.physical += physical;
            s.remote += remote;
            s.cross += cross;
            s.bridges += bridges;
        });
    }
}
