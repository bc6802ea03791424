//! Fixed effects taken out of columns: weighted means of their levels subtracted in turn.

use rayon::prelude::*;

/// Rounds before giving up.
const ROUNDS: usize = 50_000;

/// Fixed effects with the weights of the present step.
#[derive(Clone, Debug)]
pub(super) struct Absorber {
    /// Level of each row, by effect.
    of: Vec<Vec<u32>>,
    /// Levels of each effect.
    pub levels: Vec<usize>,
    weight: Vec<f64>,
    /// Sum of weights of each level, by effect.
    total: Vec<Vec<f64>>,
}

impl Absorber {
    /// Levels are renumbered without gaps. Without effects, one level of all rows stands for the intercept.
    pub fn new(effects: &[&[usize]], rows: usize) -> Self {
        let mut of: Vec<Vec<u32>> = vec![];
        let mut levels = vec![];
        for effect in effects {
            let mut known = effect.to_vec();
            known.sort_unstable();
            known.dedup();
            of.push(effect.iter().map(|l| known.binary_search(l).unwrap_or_default() as u32).collect());
            levels.push(known.len());
        }
        if effects.is_empty() {
            of.push(vec![0; rows]);
            levels.push(1);
        }
        let total = levels.iter().map(|&l| vec![0.0; l]).collect();
        Self { of, levels, weight: vec![1.0; rows], total }
    }

    /// The level of a row in an effect.
    pub fn level(&self, effect: usize, row: usize) -> usize {
        self.of[effect][row] as usize
    }

    /// Coefficients that the effects take: their levels, less one for each effect but the first in each
    /// connected set of levels (two effects), or less one for each further effect (more).
    pub fn coefficients(&self) -> usize {
        let all: usize = self.levels.iter().sum();
        match self.of.as_slice() {
            [first, second] => {
                // Levels tied by a row share what is taken twice: as many as there are components.
                let mut root: Vec<usize> = (0..all).collect();
                fn find(root: &mut [usize], mut v: usize) -> usize {
                    while root[v] != v {
                        root[v] = root[root[v]];
                        v = root[v];
                    }
                    v
                }
                let mut joined = 0;
                for (&a, &b) in first.iter().zip(second) {
                    let (a, b) = (find(&mut root, a as usize), find(&mut root, self.levels[0] + b as usize));
                    joined += usize::from(a != b);
                    root[a] = b;
                }
                joined
            }
            effects => all - (effects.len() - 1),
        }
    }

    /// Sets the weights, all above zero.
    pub fn weigh(&mut self, weight: &[f64]) {
        self.weight.copy_from_slice(weight);
        for (of, total) in self.of.iter().zip(&mut self.total) {
            total.fill(0.0);
            of.iter().zip(weight).for_each(|(&l, w)| total[l as usize] += w);
        }
    }

    /// Takes the effects out of each column, until no level's mean is farther from zero than `tolerance`
    /// times the column's own size. False where that was not reached.
    pub fn absorb(&self, columns: &mut [Vec<f64>], tolerance: f64) -> bool {
        columns
            .par_iter_mut()
            .map(|column| self.absorb_one(column, tolerance))
            .collect::<Vec<_>>()
            .into_iter()
            .all(|ok| ok)
    }

    fn absorb_one(&self, column: &mut [f64], tolerance: f64) -> bool {
        let all: f64 = self.weight.iter().sum();
        let size = (column.iter().zip(&self.weight).map(|(v, w)| w * v * v).sum::<f64>() / all).sqrt();
        let near = tolerance * size;
        if size == 0.0 {
            return true;
        }
        let (mut before, mut once) = (vec![], vec![]);
        for round in 0..ROUNDS {
            let moved = self.sweep(column);
            if moved <= near || (self.of.len() == 1 && round > 0) {
                return true;
            }
            // Of every three rounds the last is followed by a step along the direction in which they go on.
            match round % 3 {
                0 => before = column.to_vec(),
                1 => once = column.to_vec(),
                _ => extrapolate(&before, &once, column),
            }
        }
        false
    }

    /// Subtracts the mean of every level of every effect in turn; the largest mean subtracted.
    fn sweep(&self, column: &mut [f64]) -> f64 {
        let mut moved = 0.0_f64;
        for (of, total) in self.of.iter().zip(&self.total) {
            let mut mean = vec![0.0; total.len()];
            for ((&l, v), w) in of.iter().zip(column.iter()).zip(&self.weight) {
                mean[l as usize] += w * v;
            }
            mean.iter_mut().zip(total).for_each(|(m, t)| *m /= t);
            moved = mean.iter().fold(moved, |a, m| a.max(m.abs()));
            column.iter_mut().zip(of).for_each(|(v, &l)| *v -= mean[l as usize]);
        }
        moved
    }
}

/// From three points of a sequence x₀, x₁, x₂ that nears its limit in a line: x₂ − ⟨Δ₂, Δ²⟩ / ⟨Δ², Δ²⟩ · Δ₂, written to x₂.
/// Irons & Tuck (1969), <https://doi.org/10.1002/nme.1620010306>.
fn extrapolate(x0: &[f64], x1: &[f64], x2: &mut [f64]) {
    let (mut across, mut square) = (0.0, 0.0);
    for ((a, b), c) in x0.iter().zip(x1).zip(x2.iter()) {
        let (last, second) = (c - b, c - 2.0 * b + a);
        across += last * second;
        square += second * second;
    }
    if square > 0.0 {
        let step = across / square;
        x2.iter_mut().zip(x1).for_each(|(c, b)| *c -= step * (*c - b));
    }
}
