//! Lives of firms: at what age they end, and what became of start-ups.

use crate::state::firm::FirmKind;
use crate::state::place::PlaceKind;
use crate::state::{NONE, World};
use crate::uid::Uid;

/// Years of life that are told apart; the last holds all beyond.
const YEARS: usize = 31;

/// Ends by year of life: how long firms were at risk in it, and how many ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ages {
    /// Firm-months lived in each year of life.
    pub months: Vec<f64>,
    /// Firms that ended in each year of life.
    pub ends: Vec<f64>,
    /// Sum of the ages at the end, in years.
    pub age_at_end: f64,
}

impl Default for Ages {
    fn default() -> Self {
        Self { months: vec![0.0; YEARS], ends: vec![0.0; YEARS], age_at_end: 0.0 }
    }
}

impl Ages {
    /// Share that ends within a year of life (1 is the first) of those who reach it: 1 − exp(−ends/years at risk).
    /// None where nobody was at risk.
    #[must_use]
    pub fn hazard(&self, year: usize) -> Option<f64> {
        let at = year.checked_sub(1)?;
        let years = self.months.get(at)? / 12.0;
        (years > 0.0).then(|| 1.0 - crate::real::exp(-self.ends[at] / years))
    }

    /// Share that outlives so many years.
    #[must_use]
    pub fn survival(&self, years: usize) -> Option<f64> {
        (1..=years).try_fold(1.0, |s, year| Some(s * (1.0 - self.hazard(year)?)))
    }

    /// Mean age at the end, years.
    #[must_use]
    pub fn mean_age_at_end(&self) -> Option<f64> {
        let ends: f64 = self.ends.iter().sum();
        (ends > 0.0).then(|| self.age_at_end / ends)
    }
}

/// A start-up whose founding was seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entrant {
    /// Who.
    pub uid: Uid,
    /// Step of its founding.
    pub since: u32,
    /// Step in which it ended; none while it exists.
    pub until: Option<u32>,
    /// Kind of the place where its founders met or that it works in; none if neither.
    pub place: Option<PlaceKind>,
}

/// Lives of the firms founded while the run was watched. Those there at the start are left out: their age is made up.
#[derive(Clone, Debug, Default)]
pub struct Lives {
    /// All firms but those from outside.
    pub firms: Ages,
    /// Start-ups, in the order of founding.
    pub start_ups: Vec<Entrant>,
    /// For each row of firms the position of its start-up.
    seated: Vec<u32>,
    first: u32,
}

impl Lives {
    /// No lives yet.
    pub(super) fn new(world: &World) -> Self {
        Self { first: world.step, ..Self::default() }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
    pub(super) fn after(&mut self, world: &World, step: u32) {
        let firms = &world.firms;
        self.seated.resize(firms.len(), NONE);
        for row in firms.rows.gone(step) {
            if self.is_seen(firms.rows.since[row]) && firms.kind[row] != FirmKind::Foreign {
                let age = step - firms.rows.since[row];
                self.firms.ends[year(age)] += 1.0;
                self.firms.age_at_end += f64::from(age) / 12.0;
            }
            if let Some(entrant) = self.start_ups.get_mut(self.seated[row] as usize) {
                entrant.until = Some(step);
            }
            self.seated[row] = NONE;
        }
        for row in (0..firms.len()).filter(|&row| firms.is_alive(row)) {
            let since = firms.rows.since[row];
            if self.is_seen(since) && firms.kind[row] != FirmKind::Foreign {
                self.firms.months[year(step - since)] += 1.0;
            }
            if since == step && firms.kind[row] == FirmKind::StartUp {
                let place = [firms.origin[row], firms.place[row]].into_iter().find(|p| *p != NONE);
                let place = place.and_then(|p| world.places.kind.get(p as usize).copied());
                self.seated[row] = self.start_ups.len() as u32;
                self.start_ups.push(Entrant { uid: firms.uid(row), since, until: None, place });
            }
        }
    }

    fn is_seen(&self, since: u32) -> bool {
        since > self.first
    }
}

fn year(months: u32) -> usize {
    (months as usize / 12).min(YEARS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hazards_make_survival() {
        let mut ages = Ages::default();
        assert_eq!((ages.hazard(1), ages.survival(1), ages.mean_age_at_end()), (None, None, None));
        (ages.months[0], ages.ends[0]) = (1_200.0, 10.0);
        (ages.months[1], ages.ends[1]) = (600.0, 0.0);
        ages.age_at_end = 5.0;
        let first = 1.0 - (-0.1_f64).exp();
        assert!((ages.hazard(1).expect("at risk") - first).abs() < 1e-12);
        assert!((ages.survival(2).expect("at risk") - (1.0 - first)).abs() < 1e-12);
        assert_eq!((ages.survival(3), ages.mean_age_at_end()), (None, Some(0.5)));
    }

    #[test]
    fn a_start_up_is_followed_to_its_end() {
        let mut world = World { step: 5, ..World::default() };
        let mut lives = Lives::new(&world);
        let row = world.firms.add(Uid(7), 6);
        world.firms.kind[row] = FirmKind::StartUp;
        lives.after(&world, 6);
        lives.after(&world, 7);
        world.firms.rows.leave(row, 8);
        lives.after(&world, 8);
        let seen = Entrant { uid: Uid(7), since: 6, until: Some(8), place: None };
        assert_eq!((lives.start_ups.as_slice(), lives.firms.months[0], lives.firms.ends[0]), (&[seen][..], 2.0, 1.0));
    }
}
