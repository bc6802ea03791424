//! Flocking birds (boids): keep apart, fly with the others, fly towards them.
//!
//! C. W. Reynolds (1987), *Flocks, herds and schools*, <https://doi.org/10.1145/37402.37406>. As frameworks are compared
//! with it: a periodic square; each bird averages over the neighbours within its sight
//!
//! v ← (v + c·Σ(x_j − x)/n − s·Σ_{near}(x_j − x)/n + m·Σ v_j/n)/2, brought to length 1; x ← x + speed·v.
//!
//! All birds look at the same moment. They are sorted into cells as wide as their sight, so that neighbours lie side
//! by side in memory.

use crate::kernel::{self, Groups};
use crate::random::{Chance, Stream};
use crate::real;
use crate::uid::{Kind, Uid};

/// What a run is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Length of a side.
    pub side: f64,
    /// Birds.
    pub birds: usize,
    /// How far they see.
    pub sight: f64,
    /// Distance they keep.
    pub apart: f64,
    /// Length of a step.
    pub speed: f64,
    /// Weight of flying towards the others, of keeping apart, of flying with them.
    pub weights: [f64; 3],
}

impl Settings {
    /// The usual weights, speed and distance.
    #[must_use]
    pub fn usual(side: f64, birds: usize, sight: f64) -> Self {
        Self { side, birds, sight, apart: 1.0, speed: 1.0, weights: [0.03, 0.015, 0.05] }
    }
}

/// A bird: where it is and where it flies.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Bird {
    x: f64,
    y: f64,
    vx: f64,
    vy: f64,
}

/// The model.
#[derive(Clone, Debug)]
pub struct Flocking {
    settings: Settings,
    /// Cells of a side.
    cells: usize,
    birds: Vec<Bird>,
}

impl Flocking {
    /// Birds at places and in directions drawn evenly.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a side are few")]
    pub fn new(settings: Settings, seed: u64) -> Self {
        let chance = Chance::new(seed).at(u16::MAX);
        let birds = kernel::map(settings.birds, |n| {
            let uid = Uid::of(Kind::Person, [Uid::default(); 2], 0, n as u32);
            let [x, y] = chance.pair(Stream::Start, uid, 0);
            let (vy, vx) = real::sin_cos(2.0 * std::f64::consts::PI * chance.unit(Stream::Start, uid, 1));
            Bird { x: settings.side * x, y: settings.side * y, vx, vy }
        });
        let cells = ((settings.side / settings.sight) as usize).clamp(1, 4_096);
        Self { settings, cells, birds }
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the square")]
    fn cell_of(&self, at: f64) -> usize {
        ((at / self.settings.side * self.cells as f64) as usize).min(self.cells - 1)
    }

    /// One step.
    pub fn step(&mut self) {
        let model = &*self;
        let cells = model.cells;
        let sorted = Groups::by(model.birds.len(), cells * cells, |n| {
            let bird = &model.birds[n];
            Some(model.cell_of(bird.y) * cells + model.cell_of(bird.x))
        });
        // Birds cell by cell, side by side.
        let near: Vec<Bird> = sorted.all().iter().map(|&n| model.birds[n as usize]).collect();
        let moved = kernel::map(near.len(), |n| model.moved(near[n], &near, &sorted));
        let mut next = vec![Bird::default(); moved.len()];
        for (&n, bird) in sorted.all().iter().zip(moved) {
            next[n as usize] = bird;
        }
        self.birds = next;
    }

    /// Cells of one direction that lie within sight of a cell, without any twice, and what leads to their nearest image.
    #[inline]
    fn around(&self, cell: usize) -> ([(usize, f64); 3], usize) {
        let (cells, side) = (self.cells, self.settings.side);
        match cells {
            1 => ([(0, 0.0); 3], 1),
            2 => ([(0, 0.0), (1, 0.0), (0, 0.0)], 2),
            _ => {
                let before = if cell == 0 { (cells - 1, -side) } else { (cell - 1, 0.0) };
                let after = if cell + 1 == cells { (0, side) } else { (cell + 1, 0.0) };
                ([before, (cell, 0.0), after], 3)
            }
        }
    }

    #[inline]
    fn moved(&self, bird: Bird, birds: &[Bird], sorted: &Groups) -> Bird {
        let Settings { side, sight, apart, speed, weights, .. } = self.settings;
        let half = side / 2.0;
        // Where a side has fewer than three cells, the shortest way around the square is looked for bird by bird.
        let is_small = self.cells < 3;
        let way = |d: f64, shift: f64| match d {
            d if is_small && d > half => d - side,
            d if is_small && d < -half => d + side,
            d => d + shift,
        };
        let (mut n, mut towards, mut away, mut with) = (0.0, [0.0; 2], [0.0; 2], [0.0; 2]);
        let (columns, across) = self.around(self.cell_of(bird.x));
        let (rows, down) = self.around(self.cell_of(bird.y));
        for &(row, up) in &rows[..down] {
            for &(column, right) in &columns[..across] {
                for other in &birds[sorted.range(row * self.cells + column)] {
                    let (dx, dy) = (way(other.x - bird.x, right), way(other.y - bird.y, up));
                    let far = dx * dx + dy * dy;
                    if far > sight * sight {
                        continue;
                    }
                    n += 1.0;
                    towards = [towards[0] + dx, towards[1] + dy];
                    with = [with[0] + other.vx, with[1] + other.vy];
                    if far < apart * apart {
                        away = [away[0] - dx, away[1] - dy];
                    }
                }
            }
        }
        // The bird itself was among them, with no way and its own direction.
        n -= 1.0;
        with = [with[0] - bird.vx, with[1] - bird.vy];
        let share = 1.0 / f64::max(n, 1.0);
        let turn = |v: f64, i: usize| {
            (v + (weights[0] * towards[i] + weights[1] * away[i] + weights[2] * with[i]) * share) / 2.0
        };
        let (vx, vy) = (turn(bird.vx, 0), turn(bird.vy, 1));
        let length = (vx * vx + vy * vy).sqrt();
        let (vx, vy) = if length > 0.0 { (vx / length, vy / length) } else { (bird.vx, bird.vy) };
        let wrap = |x: f64| {
            if x < 0.0 {
                x + side
            } else if x >= side {
                x - side
            } else {
                x
            }
        };
        Bird { x: wrap(bird.x + speed * vx), y: wrap(bird.y + speed * vy), vx, vy }
    }

    /// How much birds fly one way: the length of their mean direction, 0 to 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "birds are few")]
    pub fn order(&self) -> f64 {
        let [x, y] = [|b: &Bird| b.vx, |b: &Bird| b.vy].map(|of| kernel::sum(self.birds.len(), |n| of(&self.birds[n])));
        (x * x + y * y).sqrt() / self.birds.len().max(1) as f64
    }

    /// Hash of the state.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let rows: Vec<[f64; 4]> = self.birds.iter().map(|b| [b.x, b.y, b.vx, b.vy]).collect();
        let mut digest = crate::digest::Digest::default();
        digest.column(&rows);
        digest.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birds_come_to_fly_one_way() {
        let mut model = Flocking::new(Settings::usual(100.0, 200, 15.0), 1);
        let before = model.order();
        (0..300).for_each(|_| model.step());
        assert!(before < 0.1 && model.order() > 0.4, "{before} {}", model.order());
        assert!(model.birds.iter().all(|b| (0.0..100.0).contains(&b.x) && (0.0..100.0).contains(&b.y)));
        assert!(model.birds.iter().all(|b| (b.vx * b.vx + b.vy * b.vy - 1.0).abs() < 1e-12));
    }

    /// The rule as it is written, over all pairs.
    fn by_all_pairs(model: &Flocking) -> Vec<Bird> {
        let s = model.settings;
        let way = |d: f64| d - s.side * (d / s.side).round();
        let each = |bird: &Bird| {
            let mut sum = [0.0; 7];
            for other in model.birds.iter().filter(|o| *o != bird) {
                let (dx, dy) = (way(other.x - bird.x), way(other.y - bird.y));
                let far = dx.hypot(dy);
                if far <= s.sight {
                    let near = if far < s.apart { 1.0 } else { 0.0 };
                    for (sum, x) in sum.iter_mut().zip([1.0, dx, dy, near * dx, near * dy, other.vx, other.vy]) {
                        *sum += x;
                    }
                }
            }
            let n = sum[0].max(1.0);
            let v = |v: f64, i: usize| {
                (v + s.weights[0] * sum[1 + i] / n - s.weights[1] * sum[3 + i] / n + s.weights[2] * sum[5 + i] / n)
                    / 2.0
            };
            let (vx, vy) = (v(bird.vx, 0), v(bird.vy, 1));
            let length = vx.hypot(vy);
            let (vx, vy) = (vx / length, vy / length);
            Bird { x: (bird.x + vx).rem_euclid(s.side), y: (bird.y + vy).rem_euclid(s.side), vx, vy }
        };
        model.birds.iter().map(each).collect()
    }

    #[test]
    fn cells_find_the_neighbours_that_all_pairs_find() {
        for (side, sight) in [(100.0, 15.0), (30.0, 12.0), (20.0, 15.0), (100.0, 5.0)] {
            let mut model = Flocking::new(Settings::usual(side, 150, sight), 3);
            for _ in 0..5 {
                let expected = by_all_pairs(&model);
                model.step();
                for (found, expected) in model.birds.iter().zip(&expected) {
                    let same = |a: f64, b: f64| (a - b).abs() < 1e-9 || (a - b).abs() > side - 1e-9;
                    assert!(same(found.x, expected.x) && same(found.y, expected.y), "{found:?} {expected:?}");
                }
            }
        }
    }

    #[test]
    fn threads_cannot_be_told_apart() {
        let after = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| {
                let mut model = Flocking::new(Settings::usual(200.0, 3_000, 5.0), 1);
                (0..10).for_each(|_| model.step());
                model.digest()
            })
        };
        assert_eq!(after(1), after(2));
        assert_eq!(after(1), after(4));
    }
}
