//! The places of a run as a replay: where each was, when it opened and closed, and why.

use std::collections::BTreeMap;

use milieu_lab::scenario::territory_name;
use milieu_lab::state::place::PlaceKind;
use milieu_lab::state::{NONE, World};
use milieu_lab::trace::{Event, Happening};
use milieu_lab::uid::Uid;

use super::short;
use crate::page::ReplayShown;

/// Words met so far; each is spelled once.
#[derive(Default)]
struct Words(Vec<String>);

impl Words {
    fn at(&mut self, word: &str) -> u32 {
        let at = self.0.iter().position(|known| known == word).unwrap_or_else(|| {
            self.0.push(word.to_owned());
            self.0.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}

/// Who the places of a world are, by row.
pub(super) fn who(world: &World) -> Vec<Uid> {
    (0..world.places.len()).map(|p| world.places.uid(p)).collect()
}

/// Rows of the same places in another run of the same chance.
pub(super) fn twins(own: &[Uid], others: &[Uid]) -> Vec<Option<u32>> {
    let rows: BTreeMap<Uid, u32> = others.iter().copied().zip(0..).collect();
    own.iter().map(|uid| rows.get(uid).copied()).collect()
}

/// The places of a world whose run was traced.
pub(super) fn of(world: &World) -> ReplayShown {
    let (places, territories) = (&world.places, &world.territories);
    let closings: BTreeMap<u32, &Event> =
        world.trace.events.iter().filter(|e| e.what == Happening::PlaceClosed).map(|e| (e.row, e)).collect();
    let mut out = ReplayShown::default();
    let [mut causes, mut words, mut towns] = [const { Words(vec![]) }; 3];
    out.kinds = PlaceKind::ALL.map(|kind| kind.word().to_owned()).to_vec();
    for p in 0..places.len() {
        let town = places.town[p] as usize;
        let [east, north] = territories.position.get(town).copied().unwrap_or_default();
        let [x, y] = places.local[p].map(f64::from);
        // Metres to degrees; a degree east is shorter away from the equator.
        let degree = 111_320.0;
        let shrink = (1.0 - (north / 90.0).powi(2)).max(0.1).sqrt();
        out.x.push(hundredths(east + x / degree / shrink));
        out.y.push(hundredths(north + y / degree));
        out.name.push(world.names.get(places.name[p] as usize).cloned().unwrap_or_default());
        out.kind.push(places.kind[p] as u32);
        out.town.push(if town < territories.len() { towns.at(&territory_name(world, town)) } else { 0 });
        out.opened.push(places.rows.since[p]);
        out.closed.push(Some(places.closed[p]).filter(|step| *step != NONE));
        let closing = u32::try_from(p).ok().and_then(|row| closings.get(&row));
        out.cause.push(closing.map(|event| causes.at(event.detail)));
        let terms = closing.map_or_else(Vec::new, |event| {
            let told = event.terms.iter().filter(|(name, _)| !name.is_empty());
            told.map(|(name, weight)| (words.at(name), short(*weight))).collect()
        });
        out.terms.push(terms);
    }
    if out.name.iter().all(String::is_empty) {
        out.name.clear();
    }
    (out.causes, out.words, out.towns) = (causes.0, words.0, towns.0);
    out
}

/// A hundredth of a degree is what a map of a region shows.
fn hundredths(x: f64) -> f64 {
    (x * 1e2).round() / 1e2
}
