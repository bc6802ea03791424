//! What is written down once a year, after December: reports of officials, output of territories, searches of
//! firms, and which bridges of a year ago still stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::rule::search::ELECTRONICS;
use crate::state::firm::FirmKind;
use crate::state::indicator::{GROWTH, PLACES};
use crate::state::{NONE, World};
use crate::uid::Uid;

/// What an official was told, reached and said in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfficialYear {
    /// Year.
    pub year: u32,
    /// Row of the territory.
    pub territory: u32,
    /// Its level.
    pub level: u8,
    /// Target of growth, %.
    pub target: f64,
    /// Growth, %.
    pub reached: f64,
    /// Growth reported, %.
    pub reported: f64,
    /// Value added as reported, yuan a year; 0 before the first report.
    pub level_reported: f64,
    /// Target for the number of places.
    pub places_target: f64,
    /// Their number.
    pub places: f64,
}

/// Output and rents of a territory in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Output {
    /// Year.
    pub year: u32,
    /// Row of the town.
    pub territory: u32,
    /// Value added of the year, yuan.
    pub output: f64,
    /// Rent of offices, yuan per m² and month.
    pub rent: f64,
    /// Ordinal of its zone; 0 for none.
    pub zone: u16,
    /// Step in which the zone began.
    pub zone_since: u32,
}

/// What firms did in a year, and how productive they were.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Searches {
    /// Year.
    pub year: u32,
    /// Imitations so far of firms of electronics, of those that have ended too, and how many of them exist.
    pub imitated: (f64, f64),
    /// By uid: logarithm of productivity, quality and value added; all but outside firms.
    pub firms: Vec<(Uid, f64, f64, f64)>,
    /// Recombinations so far and firms, of those in places with others and of those with premises of their own.
    pub recombined: [(f64, f64); 2],
    /// Diversity of each place with at least two firms, and recombinations a firm in it.
    pub diversity: Vec<(f64, f64)>,
}

/// Bridges of a year, followed into the next: how many there were and how many still stand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bridges {
    /// Year in which they stood.
    pub year: u32,
    /// Ends of bridges of the persons looked at.
    pub then: u32,
    /// Those still there a year later, bridge or not.
    pub later: u32,
}

/// All years of a run.
#[derive(Clone, Debug, Default)]
pub struct Years {
    /// Officials, by year and territory.
    pub officials: Vec<OfficialYear>,
    /// Towns, by year and row.
    pub towns: Vec<Output>,
    /// Firms, by year.
    pub searches: Vec<Searches>,
    /// Bridges, by year.
    pub bridges: Vec<Bridges>,
    standing: BTreeSet<(Uid, Uid)>,
    /// Imitations of firms of electronics that are no more.
    imitated_by_ended: f64,
}

/// Of so many persons one is looked at for bridges: enough for a share, cheap enough for every year.
const ONE_OF: usize = 16;

impl Years {
    /// Years recorded.
    #[must_use]
    pub fn years(&self) -> Vec<u32> {
        self.searches.iter().map(|s| s.year).collect()
    }

    #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
    pub(super) fn after(&mut self, world: &World, step: u32, year: u32) {
        let (t, i) = (&world.territories, &world.indicators);
        for row in t.governed() {
            self.officials.push(OfficialYear {
                year,
                territory: row as u32,
                level: t.level[row],
                target: i.target[row][GROWTH],
                reached: i.reached[row][GROWTH],
                reported: i.reported[row][GROWTH],
                level_reported: i.level[row],
                places_target: i.target[row][PLACES],
                places: i.reached[row][PLACES],
            });
        }
        for row in t.of_level(crate::state::territory::TOWN) {
            self.towns.push(Output {
                year,
                territory: row as u32,
                output: t.output_year[row],
                rent: t.rent[row][crate::state::territory::OFFICE],
                zone: t.zone[row],
                zone_since: t.zone_since[row],
            });
        }
        let mut searches = searches(world, year);
        searches.imitated.0 += self.imitated_by_ended;
        self.searches.push(searches);
        self.follow_bridges(world, step, year);
    }

    /// Keeps what firms that ended in this month take along.
    pub(super) fn every_month(&mut self, world: &World, step: u32) {
        let f = &world.firms;
        let of_sector = f.rows.gone(step).filter(|&row| f.sector[row] == ELECTRONICS);
        self.imitated_by_ended += of_sector.map(|row| f64::from(f.searched[row][0])).sum::<f64>();
    }

    fn follow_bridges(&mut self, world: &World, step: u32, year: u32) {
        let p = &world.persons;
        let mut standing = BTreeSet::new();
        let mut bridges = BTreeSet::new();
        for row in (0..p.len()).filter(|&row| row % ONE_OF == 0 && p.is_alive(row)) {
            for tie in p.physical[row].living(step) {
                let pair = (p.uid(row), p.uid(tie.other as usize));
                standing.insert(pair);
                if tie.marks & crate::state::tie::BRIDGE != 0 {
                    bridges.insert(pair);
                }
            }
        }
        if let Some(last) = self.bridges.last_mut() {
            let later = self.standing.intersection(&standing).count();
            last.later = u32::try_from(later).unwrap_or(u32::MAX);
        }
        let then = u32::try_from(bridges.len()).unwrap_or(u32::MAX);
        self.bridges.push(Bridges { year, then, later: 0 });
        self.standing = bridges;
    }
}

fn searches(world: &World, year: u32) -> Searches {
    let f = &world.firms;
    let mut found = Searches { year, ..Searches::default() };
    let mut by_place: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for row in (0..f.len()).filter(|&row| f.is_alive(row)) {
        if f.sector[row] == ELECTRONICS {
            found.imitated.0 += f64::from(f.searched[row][0]);
            found.imitated.1 += 1.0;
        }
        if f.kind[row] != FirmKind::Foreign {
            found.firms.push((f.uid(row), f.ln_productivity[row], f.quality[row], f.output[row]));
        }
        if f.place[row] != NONE && world.places.is_alive(f.place[row] as usize) {
            by_place.entry(f.place[row]).or_default().push(row);
        } else {
            found.recombined[1].0 += f64::from(f.searched[row][2]);
            found.recombined[1].1 += 1.0;
        }
    }
    found.firms.sort_by_key(|firm| firm.0);
    for rows in by_place.values() {
        let recombined: f64 = rows.iter().map(|&row| f64::from(f.searched[row][2])).sum();
        let firms = f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        if rows.len() < 2 {
            // Alone in a place is as far from others as premises of one's own.
            found.recombined[1].0 += recombined;
            found.recombined[1].1 += firms;
            continue;
        }
        found.recombined[0].0 += recombined;
        found.recombined[0].1 += firms;
        found.diversity.push((diversity(world, rows), recombined / firms));
    }
    found
}

/// Firms of a place whose pairs are compared: enough for a mean, few enough for a park of thousands.
const COMPARED: usize = 24;

/// Mean share of capabilities that two firms of a place do not have in common (Jaccard distance).
fn diversity(world: &World, rows: &[usize]) -> f64 {
    let known = |row: usize| -> Vec<u16> {
        let mut all: Vec<u16> = world.firms.knowledge(row).map(|t| t.capability).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let kenes: Vec<Vec<u16>> = rows.iter().take(COMPARED).map(|&row| known(row)).collect();
    let (mut sum, mut pairs) = (0.0, 0.0);
    for (n, a) in kenes.iter().enumerate() {
        for b in &kenes[..n] {
            let both = a.iter().filter(|c| b.binary_search(c).is_ok()).count();
            let either = a.len() + b.len() - both;
            if either > 0 {
                sum +=
                    1.0 - f64::from(u32::try_from(both).unwrap_or(0)) / f64::from(u32::try_from(either).unwrap_or(1));
                pairs += 1.0;
            }
        }
    }
    if pairs > 0.0 { sum / pairs } else { 0.0 }
}
