//! Schelling's segregation: agents of two groups move until enough neighbours are like them.
//!
//! T. C. Schelling (1971), *Dynamic models of segregation*, <https://doi.org/10.1080/0022250X.1971.9989794>. As frameworks
//! are compared with it: a finite grid, one agent a cell, neighbours within a Chebyshev radius, agents with
//! fewer than `wanted` neighbours of their group move to a free cell drawn evenly. All look at the same grid; then
//! the unhappy move one after another, in the order of their numbers.

use crate::kernel;
use crate::random::{Chance, Stream};
use crate::uid::{Kind, Uid};

/// What a run is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Cells of a side.
    pub side: usize,
    /// Agents, half of each group.
    pub agents: usize,
    /// Chebyshev radius of the neighbourhood.
    pub radius: usize,
    /// Neighbours of the own group that make happy.
    pub wanted: u32,
}

/// The model.
#[derive(Clone, Debug)]
pub struct Schelling {
    settings: Settings,
    chance: Chance,
    step: u16,
    /// Cells of a row with a margin of `radius` on both sides, so that no neighbour is off the grid.
    width: usize,
    /// Group of the agent in each cell, 0 for none.
    grid: Vec<u8>,
    /// Cell of each agent.
    cell: Vec<u32>,
    /// Group of each agent, 1 or 2.
    group: Vec<u8>,
    uid: Vec<Uid>,
    free: Vec<u32>,
}

impl Schelling {
    /// Agents on cells drawn evenly; as many as there are cells at most.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a grid has fewer than 2³² cells")]
    pub fn new(settings: Settings, seed: u64) -> Self {
        let Settings { side, agents, radius, .. } = settings;
        let width = side + 2 * radius;
        let chance = Chance::new(seed);
        let mut free: Vec<u32> =
            (0..side * side).map(|n| ((n / side + radius) * width + n % side + radius) as u32).collect();
        let mut model = Self {
            settings,
            chance,
            step: 0,
            width,
            grid: vec![0; width * width],
            cell: vec![],
            group: vec![],
            uid: vec![],
            free: vec![],
        };
        for n in 0..agents.min(free.len()) {
            let uid = Uid::of(Kind::Person, [Uid::default(); 2], 0, n as u32);
            let cell = free.swap_remove(chance.at(u16::MAX).below(Stream::Start, uid, 0, free.len()));
            let group = 1 + (n % 2) as u8;
            model.grid[cell as usize] = group;
            model.cell.push(cell);
            model.group.push(group);
            model.uid.push(uid);
        }
        model.free = free;
        model
    }

    /// Neighbours of an agent's own group.
    #[inline]
    fn alike(&self, agent: usize) -> u32 {
        let (cell, group, radius) = (self.cell[agent] as usize, self.group[agent], self.settings.radius);
        let mut alike = 0;
        let mut row = cell - radius * self.width - radius;
        for _ in 0..=2 * radius {
            alike += self.grid[row..=row + 2 * radius].iter().map(|&g| u32::from(g == group)).sum::<u32>();
            row += self.width;
        }
        // The agent itself was counted.
        alike - 1
    }

    /// One step; how many moved.
    pub fn step(&mut self) -> usize {
        let unhappy = {
            let model = &*self;
            kernel::gather(model.cell.len(), |agent, out| {
                if model.alike(agent) < model.settings.wanted {
                    out.push(agent);
                }
            })
        };
        self.step += 1;
        let chance = self.chance.at(self.step);
        for &agent in &unhappy {
            let Some(last) = self.free.len().checked_sub(1) else { break };
            let at = chance.below(Stream::Move, self.uid[agent], 0, last + 1);
            let (from, to) = (self.cell[agent], self.free[at]);
            self.grid[from as usize] = 0;
            self.grid[to as usize] = self.group[agent];
            self.cell[agent] = to;
            self.free[at] = from;
        }
        unhappy.len()
    }

    /// Share of neighbours that are of the own group, over all agents.
    #[must_use]
    pub fn likeness(&self) -> f64 {
        let (mut alike, mut all) = (0, 0);
        for agent in 0..self.cell.len() {
            alike += self.alike(agent);
            let radius = self.settings.radius;
            let corner = self.cell[agent] as usize - radius * self.width - radius;
            let rows = (0..=2 * radius).map(|r| corner + r * self.width);
            all += rows
                .map(|row| self.grid[row..=row + 2 * radius].iter().map(|&g| u32::from(g > 0)).sum::<u32>())
                .sum::<u32>()
                - 1;
        }
        f64::from(alike) / f64::from(all.max(1))
    }

    /// Hash of the state.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = crate::digest::Digest::default();
        digest.column(&self.grid);
        digest.column(&self.cell);
        digest.column(&self.free);
        digest.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Settings = Settings { side: 40, agents: 1_000, radius: 1, wanted: 3 };

    #[test]
    fn neighbours_become_alike() {
        let mut model = Schelling::new(SMALL, 1);
        let before = model.likeness();
        assert!((0.4..0.6).contains(&before), "{before}");
        let moved: Vec<usize> = (0..60).map(|_| model.step()).collect();
        assert!(moved[0] > 200 && moved[59] < moved[0] / 10, "{moved:?}");
        assert!(model.likeness() > 0.7, "{}", model.likeness());
        assert_eq!(model.grid.iter().filter(|g| **g > 0).count(), 1_000, "one agent a cell");
        assert_eq!(model.free.len(), 600);
    }

    #[test]
    fn whoever_wants_nothing_stays() {
        let mut model = Schelling::new(Settings { wanted: 0, ..SMALL }, 1);
        assert_eq!(model.step(), 0);
        let mut full = Schelling::new(Settings { side: 5, agents: 99, radius: 2, wanted: 30 }, 1);
        assert_eq!(full.cell.len(), 25);
        full.step();
    }

    #[test]
    fn threads_cannot_be_told_apart() {
        let after = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| {
                let mut model = Schelling::new(Settings { side: 100, agents: 8_000, radius: 2, wanted: 8 }, 5);
                for _ in 0..20 {
                    model.step();
                }
                model.digest()
            })
        };
        assert_eq!(after(1), after(2));
        assert_eq!(after(1), after(4));
    }
}
