//! Floor space of firms: kept in step with their staff, and true to what the town has.
//!
//! A firm in a place uses the place's floor and has none of its own. The others want so many m² a head, industrial floor in
//! the first five sectors and offices in the last three; what they take is limited by what is vacant. All that is added
//! here to a town's floor in use is the change of its firms' floor times the number of real firms a row stands for.

use crate::kernel;
use crate::state::person::Class;
use crate::state::territory::{FLOORS, INDUSTRIAL, OFFICE};
use crate::state::{NONE, World};

/// First sector that works in offices; assumed.
pub const FIRST_OFFICE_SECTOR: u8 = 5;
/// Floor a head, m²: industrial, office (orders of magnitude, assumed).
const A_HEAD: [f64; 2] = [12.0, 8.0];
/// Share of the gap between wanted and present floor closed a month (assumed).
const SPEED: f64 = 0.1;
/// Share of the floor in use that firms may take at the start; the rest is others'.
const AT_START: f64 = 0.95;

/// Class of floor a sector works in.
#[must_use]
pub const fn floor_of(sector: u8) -> usize {
    if sector < FIRST_OFFICE_SECTOR { INDUSTRIAL } else { OFFICE }
}

fn wanted(world: &World, row: usize) -> f64 {
    let f = &world.firms;
    let in_place = f.place[row] != NONE && world.places.is_alive(f.place[row] as usize);
    if in_place { 0.0 } else { A_HEAD[floor_of(f.sector[row])] * f.staff[row] * roomier(world, row) }
}

/// How much more floor a head a firm wants than at the start: as much as wages have risen in its town in offices, the square
/// root of it in factories, where machines take the place of hands.
fn roomier(world: &World, row: usize) -> f64 {
    let (t, town) = (&world.territories, world.firms.town[row] as usize);
    if town >= t.len() {
        return 1.0;
    }
    let (now, then) = (t.wage[town][Class::Worker as usize], t.wage_at_start[town][Class::Worker as usize]);
    let risen = if t.output_at_start[town] > 0.0 && then > 0.0 { (now / then).max(1.0) } else { 1.0 };
    if floor_of(world.firms.sector[row]) == OFFICE { risen } else { risen.sqrt() }
}

/// Gives firms at the start floor out of what is in use already.
pub fn settle(world: &mut World) {
    let w = &*world;
    let f = &w.firms;
    let real = kernel::sums_by::<FLOORS>(f.len(), w.territories.len(), |row| {
        (f.is_alive(row) && f.town[row] != NONE).then(|| {
            let mut by_class = [0.0; FLOORS];
            by_class[floor_of(f.sector[row])] = wanted(w, row) * w.firm_weight;
            (f.town[row] as usize, by_class)
        })
    });
    let area = kernel::map(f.len(), |row| {
        if !f.is_alive(row) || f.town[row] == NONE {
            return 0.0;
        }
        let (town, class) = (f.town[row] as usize, floor_of(f.sector[row]));
        let taken = real[town][class];
        let share = if taken > 0.0 { (AT_START * w.territories.occupied[town][class] / taken).min(1.0) } else { 1.0 };
        wanted(w, row) * share
    });
    world.firms.area = area;
}

/// Moves firms' floor towards what their staff wants.
pub fn adjust(world: &mut World) {
    let w = &*world;
    let (f, t) = (&w.firms, &w.territories);
    let change = kernel::map(f.len(), |row| {
        if !f.is_alive(row) || f.town[row] == NONE {
            return 0.0;
        }
        let gap = wanted(w, row) - f.area[row];
        // Who moves into a place gives all its floor back at once.
        if wanted(w, row) <= 0.0 { gap } else { SPEED * gap }
    });
    // Given back and asked for, by town and class, m² of the real economy.
    let flows = kernel::sums_by::<{ 2 * FLOORS }>(f.len(), t.len(), |row| {
        (change[row] != 0.0).then(|| {
            let mut flow = [0.0; 2 * FLOORS];
            let class = floor_of(f.sector[row]);
            flow[if change[row] > 0.0 { class } else { FLOORS + class }] = change[row] * w.firm_weight;
            (f.town[row] as usize, flow)
        })
    });
    let share = |town: usize, class: usize| {
        let asked = flows[town][class];
        let vacant = (t.stock[town][class] - t.occupied[town][class]).max(0.0);
        if asked > vacant { vacant / asked } else { 1.0 }
    };
    let shares: Vec<[f64; FLOORS]> = (0..t.len()).map(|town| std::array::from_fn(|class| share(town, class))).collect();
    let area = kernel::map(f.len(), |row| {
        let granted = if change[row] > 0.0 { shares[f.town[row] as usize][floor_of(f.sector[row])] } else { 1.0 };
        (f.area[row] + change[row] * granted).max(0.0)
    });
    world.firms.area = area;
    for (town, flow) in flows.iter().enumerate() {
        for class in 0..FLOORS {
            let used = &mut world.territories.occupied[town][class];
            let stock = world.territories.stock[town][class].max(*used);
            *used = (*used + shares[town][class] * flow[class] + flow[FLOORS + class]).clamp(0.0, stock);
        }
    }
}

/// Gives back the floor of a firm that ends. Commits only.
pub fn free(world: &mut World, row: usize) {
    let (town, class) = (world.firms.town[row] as usize, floor_of(world.firms.sector[row]));
    let area = std::mem::take(&mut world.firms.area[row]) * world.firm_weight;
    if town < world.territories.len() {
        let used = &mut world.territories.occupied[town][class];
        *used = (*used - area).max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::month::Month;
    use crate::start::{self, Size};
    use crate::state::territory::TOWN;

    fn settled() -> World {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2008, 1));
        world.firm_weight = 100.0;
        settle(&mut world);
        world
    }

    /// Floor of firms of a class in a town, m² of the real economy.
    fn of_firms(world: &World, town: usize, class: usize) -> f64 {
        let here = |row: &usize| {
            world.firms.is_alive(*row)
                && world.firms.town[*row] as usize == town
                && floor_of(world.firms.sector[*row]) == class
        };
        (0..world.firms.len()).filter(here).map(|row| world.firms.area[row]).sum::<f64>() * world.firm_weight
    }

    #[test]
    fn floor_in_use_changes_by_what_firms_take_and_give_back() {
        let mut world = settled();
        for row in 0..world.firms.len() {
            world.firms.staff[row] *= if row % 3 == 0 { 0.5 } else { 3.0 };
        }
        world.firms.place[5] = 0;
        for _ in 0..20 {
            let before = world.clone();
            adjust(&mut world);
            for town in world.territories.of_level(TOWN) {
                for class in [INDUSTRIAL, OFFICE] {
                    let (then, now) =
                        (before.territories.occupied[town][class], world.territories.occupied[town][class]);
                    let firms = of_firms(&world, town, class) - of_firms(&before, town, class);
                    assert!((now - then - firms).abs() < 1e-6 * now.max(1.0), "{now} {then} {firms}");
                    assert!(now <= world.territories.stock[town][class] * (1.0 + 1e-12));
                }
            }
        }
        assert_eq!(world.firms.area[5], 0.0, "a place has floor of its own");
    }

    #[test]
    fn who_ends_gives_everything_back() {
        let mut world = settled();
        let (town, class) = (world.firms.town[3] as usize, floor_of(world.firms.sector[3]));
        let (used, area) = (world.territories.occupied[town][class], world.firms.area[3]);
        assert!(area > 0.0);
        free(&mut world, 3);
        free(&mut world, 3);
        let freed = used - world.territories.occupied[town][class];
        assert!((freed - area * 100.0).abs() < 1e-6 * used, "{freed}");
    }

    #[test]
    fn firms_have_no_more_floor_than_is_in_use() {
        let world = settled();
        for town in world.territories.of_level(TOWN) {
            for class in [INDUSTRIAL, OFFICE] {
                assert!(of_firms(&world, town, class) <= world.territories.occupied[town][class]);
            }
        }
    }
}
