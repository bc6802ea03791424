//! What stands is written into a world.

use super::{Ground, Measure, Placed, Site};
use crate::random::Chance;
use crate::start;
use crate::state::indicator::{GROWTH, Stated};
use crate::state::territory::{CLASSES, COUNTY, FLOORS, INDUSTRIAL, PREFECTURE, TOWN};
use crate::state::{NONE, World};
use crate::uid::{Kind, Uid};

/// Stock of a pipeline that a study states (assumed: as much as the strongest of the presets).
const PIPELINE: f64 = 2.0;

impl Ground {
    /// Names, positions and inhabitants of territories: before they are summed up and settled.
    pub(crate) fn settle(&self, placed: &Placed, world: &mut World) {
        // Upper levels first: what lies in a territory moves with it, until it has a position of its own.
        for &(row, area) in &placed.territories {
            let (row, area) = (row as usize, &self.areas[area]);
            let id = &self.rows[area.row].id;
            let name = name(world, id);
            let t = &mut world.territories;
            t.rows.uid[row] = Uid::named(Kind::Territory, id);
            t.name[row] = name;
            if let Some([lon, lat]) = area.position {
                let by = [lon - t.position[row][0], lat - t.position[row][1]];
                for below in world.territories.within(row) {
                    let p = &mut world.territories.position[below];
                    *p = [p[0] + by[0], p[1] + by[1]];
                }
                world.territories.position[row] = [lon, lat];
            }
        }
        for &(row, observed) in &placed.observed {
            let observed = &self.observed[observed];
            if observed.what == Measure::People {
                people(world, row as usize, observed.value);
            }
        }
    }

    /// Zones, places, lineages, pipelines, targets and reports: over a world that is settled.
    pub(crate) fn apply(&self, placed: &Placed, world: &mut World, chance: Chance) {
        if world.territories.of_level(TOWN).is_empty() {
            return;
        }
        self.zones(placed, world);
        let rows: Vec<usize> = placed
            .sites
            .iter()
            .zip(&placed.carriers)
            .map(|(&(row, site), &carriers)| self.open(world, row as usize, &self.sites[site], carriers, chance))
            .collect();
        for &(of, from) in &placed.lineages {
            if let Some(free) = world.places.parents[rows[of]].iter_mut().find(|p| **p == NONE) {
                *free = u32::try_from(rows[from]).unwrap_or(NONE);
            }
        }
        for &(row, origin) in &placed.pipelines {
            for z in world.territories.within(row as usize) {
                if world.territories.level[z] >= COUNTY {
                    let stock = &mut world.territories.pipeline[z][origin];
                    *stock = stock.max(PIPELINE);
                }
            }
            // A town's pipeline is its county's.
            if world.territories.level[row as usize] == TOWN {
                let county = world.territories.parent[row as usize] as usize;
                let stock = &mut world.territories.pipeline[county][origin];
                *stock = stock.max(PIPELINE);
            }
        }
        let mut stated: Vec<Stated> = placed
            .targets
            .iter()
            .map(|&(territory, target)| {
                let target = &self.targets[target];
                let indicator = u8::try_from(target.indicator).unwrap_or(0);
                Stated { year: target.year, territory, indicator, value: target.value }
            })
            .collect();
        stated.sort_by_key(|s| (s.year, s.territory, s.indicator));
        world.agenda.stated = stated;
        for &(row, observed) in &placed.observed {
            let observed = &self.observed[observed];
            if observed.what == Measure::Growth && world.territories.level[row as usize] < TOWN {
                let i = &mut world.indicators;
                for column in [&mut i.reached, &mut i.reported, &mut i.reported_before] {
                    column[row as usize][GROWTH] = observed.value;
                }
            }
        }
        if placed.observed.iter().any(|(_, o)| self.observed[*o].what == Measure::People) {
            // Persons stand for the inhabitants observed, not for as many as the size has.
            let t = &world.territories;
            let people: f64 = t.of_level(TOWN).map(|z| t.people[z].iter().sum::<f64>()).sum();
            let persons = u32::try_from(world.persons.len()).unwrap_or(u32::MAX);
            world.weight = people / f64::from(persons.max(1));
        }
        world.regroup();
        world.list_members();
    }

    fn zones(&self, placed: &Placed, world: &mut World) {
        for &(county, _) in &placed.zones {
            let county = county as usize;
            let t = &world.territories;
            let region = t.at_level(county, PREFECTURE);
            let before = t.of_level(COUNTY).filter(|z| t.zone[*z] > 0 && t.at_level(*z, PREFECTURE) == region).count();
            // As the rule does it: in the town with most vacant industrial floor.
            let vacant = |z: usize| t.stock[z][INDUSTRIAL] - t.occupied[z][INDUSTRIAL];
            let towns = t.within(county).into_iter().filter(|&z| t.level[z] == TOWN);
            let Some(town) = towns.max_by(|a, b| vacant(*a).total_cmp(&vacant(*b)).then(b.cmp(a))) else { continue };
            for row in [county, town] {
                world.territories.zone[row] = u16::try_from(before + 1).unwrap_or(u16::MAX);
                world.territories.zone_since[row] = 0;
            }
        }
    }

    /// Opens a place of the study in a town that its own identity picks.
    fn open(&self, world: &mut World, row: usize, site: &Site, carriers: usize, chance: Chance) -> usize {
        let id = &self.rows[site.row].id;
        let uid = Uid::named(Kind::Place, id);
        let towns: Vec<usize> =
            world.territories.within(row).into_iter().filter(|&z| world.territories.level[z] == TOWN).collect();
        let town = towns[uid.folded() as usize % towns.len()];
        let town = u32::try_from(town).unwrap_or(NONE);
        let carriers = if carriers == 0 { start::CARRIERS } else { carriers };
        let place = start::open(world, uid, site.kind, town, carriers, chance);
        world.places.name[place] = name(world, id);
        place
    }
}

/// A name in the world's list.
fn name(world: &mut World, id: &str) -> u32 {
    world.names.push(id.to_owned());
    u32::try_from(world.names.len() - 1).unwrap_or(NONE)
}

/// Scales the towns below a territory to its inhabitants; floor space follows.
fn people(world: &mut World, row: usize, inhabitants: f64) {
    let towns: Vec<usize> =
        world.territories.within(row).into_iter().filter(|&z| world.territories.level[z] == TOWN).collect();
    let t = &mut world.territories;
    let now: f64 = towns.iter().map(|&z| t.people[z].iter().sum::<f64>()).sum();
    if !(now > 0.0 && inhabitants > 0.0) {
        return;
    }
    let factor = inhabitants / now;
    for z in towns {
        for class in 0..CLASSES {
            t.people[z][class] *= factor;
        }
        for floor in 0..FLOORS {
            t.stock[z][floor] *= factor;
            t.occupied[z][floor] *= factor;
        }
    }
}
