//! The share that has ended by each cause (Aalen & Johansen 1978).

use rayon::prelude::*;

use super::Causes;
use crate::survival::curve::{Scale, interval};
use crate::survival::{Error, critical};

/// Cumulative incidence of each cause; all inner lists have the length of `time`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incidence {
    /// Ages of exit, each once, ascending.
    pub time: Vec<f64>,
    /// Rows at risk just before.
    pub at_risk: Vec<u64>,
    /// Events of each cause.
    pub events: Vec<Vec<u64>>,
    /// Rows censored.
    pub censored: Vec<u64>,
    /// Share not ended.
    pub survival: Vec<f64>,
    /// Share ended by each cause.
    pub share: Vec<Vec<f64>>,
    /// Standard error of each share: the infinitesimal jackknife over rows, as R's survival gives it.
    pub std_err: Vec<Vec<f64>>,
    /// Interval of each share; `[0, 0]` while nothing has ended by the cause.
    pub interval: Vec<Vec<[f64; 2]>>,
}

/// Estimates all causes at once, in `O(n log n)`.
///
/// With `A = ∫ dN/(Y(Y−dN))` and `R_k = ∫ S dN_k/Y²`, a row's influence on the share `F_k(t)` is linear in `F_k(t)` once it
/// has left, and of one form for all rows still at risk; the sum of squares needs running sums only.
///
/// # Errors
/// When the rows or the level cannot be used.
///
/// ```
/// use milieu_method::survival::{competing::{Causes, incidence}, curve::Scale};
/// let causes = Causes { entry: None, exit: &[1.0, 2.0, 3.0, 4.0], cause: &[1, 2, 0, 1] };
/// let found = incidence(&causes, 0.95, Scale::Log)?;
/// assert_eq!(found.share[0], [0.25, 0.25, 0.25, 0.75]);
/// assert_eq!(found.share[1][3], 0.25);
/// # Ok::<(), milieu_method::survival::Error>(())
/// ```
pub fn incidence(causes: &Causes, level: f64, scale: Scale) -> Result<Incidence, Error> {
    causes.check()?;
    let z = critical(level)?;
    let count = causes.count();
    let steps = Steps::of(causes, count);
    let mut found = Incidence { survival: steps.after(), ..Incidence::default() };
    for k in 0..count {
        let (share, std_err) = steps.cause(causes, k);
        let bounds = share.iter().zip(&std_err);
        found
            .interval
            .push(bounds.map(|(&f, &se)| if f > 0.0 { interval(f, se / f, z, scale) } else { [0.0, 0.0] }).collect());
        found.share.push(share);
        found.std_err.push(std_err);
    }
    let Steps { time, at_risk, events, censored, .. } = steps;
    (found.time, found.at_risk, found.events, found.censored) = (time, at_risk, events, censored);
    Ok(found)
}

/// Counts at each age of exit, and what all causes share.
struct Steps {
    time: Vec<f64>,
    at_risk: Vec<u64>,
    events: Vec<Vec<u64>>,
    censored: Vec<u64>,
    /// Survival just before each age.
    before: Vec<f64>,
    /// `A` just before each age.
    drift: Vec<f64>,
    /// Step of the exit of each row.
    exit: Vec<u32>,
    /// Steps at or before the entry of each row.
    entry: Vec<u32>,
}

impl Steps {
    fn of(causes: &Causes, count: usize) -> Self {
        let mut time = causes.exit.to_vec();
        time.par_sort_unstable_by(f64::total_cmp);
        time.dedup();
        let n = time.len();
        let exit: Vec<u32> = causes.exit.par_iter().map(|t| time.partition_point(|s| s < t) as u32).collect();
        let entry: Vec<u32> = match causes.entry {
            Some(entry) => entry.par_iter().map(|t| time.partition_point(|s| s <= t) as u32).collect(),
            None => vec![0; exit.len()],
        };
        let mut events = vec![vec![0; n]; count];
        let mut censored = vec![0; n];
        let mut at_risk = vec![0_u64; n + 1];
        for ((&exit, &entry), &cause) in exit.iter().zip(&entry).zip(causes.cause) {
            match cause.checked_sub(1) {
                Some(k) => events[k][exit as usize] += 1,
                None => censored[exit as usize] += 1,
            }
            at_risk[entry as usize] += 1;
        }
        let mut present = 0;
        for i in 0..n {
            present += at_risk[i];
            at_risk[i] = present;
            present -= censored[i] + events.iter().map(|e| e[i]).sum::<u64>();
        }
        at_risk.truncate(n);
        let (mut survival, mut sum) = (1.0, 0.0);
        let (mut before, mut drift) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for i in 0..n {
            before.push(survival);
            drift.push(sum);
            let (d, y) = (events.iter().map(|e| e[i]).sum::<u64>() as f64, at_risk[i] as f64);
            if d > 0.0 {
                survival *= (y - d) / y;
                // Where the last ones end together nothing follows that could drift.
                sum += if y > d { d / (y * (y - d)) } else { 0.0 };
            }
        }
        Self { time, at_risk, events, censored, before, drift, exit, entry }
    }

    /// Survival after each age.
    fn after(&self) -> Vec<f64> {
        (0..self.time.len())
            .map(|i| {
                let (d, y) = (self.ended(i) as f64, self.at_risk[i] as f64);
                self.before[i] * (y - d) / y
            })
            .collect()
    }

    fn ended(&self, i: usize) -> u64 {
        self.events.iter().map(|e| e[i]).sum()
    }

    /// Share and standard error of one cause.
    fn cause(&self, causes: &Causes, k: usize) -> (Vec<f64>, Vec<f64>) {
        let n = self.time.len();
        // Share, ∫ A dF and R up to and with each age; index 0 is before the first.
        let mut sums = vec![[0.0; 3]; n + 1];
        for i in 0..n {
            let (d, y) = (self.events[k][i] as f64, self.at_risk[i] as f64);
            let step = self.before[i] * d / y;
            let [f, p, r] = sums[i];
            sums[i + 1] = [f + step, p + self.drift[i] * step, r + step / y];
        }
        // A row at risk has the influence c(t) + a + b F(t), with c = ∫ A dF − R; one that has left has a + b F(t).
        let mut present = Squares::default();
        let mut gone = Squares::default();
        let of_row = |row: usize| -> ([f64; 2], [f64; 2]) {
            let e = self.entry[row] as usize;
            let [f, p, r] = sums[e];
            let drift = self.drift.get(e).copied().unwrap_or(0.0);
            let inside = [-p + drift * f + r, -drift];
            let x = self.exit[row] as usize;
            let y = self.at_risk[x] as f64;
            let [f, p, r] = sums[x + 1];
            let cause = causes.cause[row];
            let d = self.ended(x) as f64;
            let own = if cause == k + 1 { self.before[x] / y } else { 0.0 };
            let jump = if d > 0.0 && y > d { d / (y * (y - d)) } else { 0.0 };
            let lost = if cause > 0 && y > d { 1.0 / (y - d) } else { 0.0 };
            let after = self.drift[x] + jump - drift - lost;
            let outside = [p - r + inside[0] + inside[1] * f + own - after * f, after];
            (inside, outside)
        };
        let rows: Vec<([f64; 2], [f64; 2])> = (0..causes.exit.len()).into_par_iter().map(of_row).collect();
        let mut by_entry: Vec<(u32, [f64; 2])> =
            self.entry.iter().zip(&rows).map(|(&e, (inside, _))| (e, *inside)).collect();
        by_entry.sort_by_key(|(e, _)| *e);
        let mut by_exit: Vec<u32> = (0..rows.len() as u32).collect();
        by_exit.sort_by_key(|&row| self.exit[row as usize]);
        let (mut entered, mut left) = (0, 0);
        let mut std_err = Vec::with_capacity(n);
        for i in 0..n {
            while entered < by_entry.len() && by_entry[entered].0 as usize <= i {
                present.add(by_entry[entered].1, 1.0);
                entered += 1;
            }
            while left < by_exit.len() && self.exit[by_exit[left] as usize] as usize == i {
                let (inside, outside) = rows[by_exit[left] as usize];
                present.add(inside, -1.0);
                gone.add(outside, 1.0);
                left += 1;
            }
            let [f, p, r] = sums[i + 1];
            std_err.push((present.at(p - r, f) + gone.at(0.0, f)).max(0.0).sqrt());
        }
        (sums[1..].iter().map(|s| s[0]).collect(), std_err)
    }
}

/// Running sums for `Σ (c + a + b F)²`.
#[derive(Clone, Copy, Debug, Default)]
struct Squares {
    n: f64,
    a: f64,
    b: f64,
    aa: f64,
    ab: f64,
    bb: f64,
}

impl Squares {
    fn add(&mut self, [a, b]: [f64; 2], sign: f64) {
        self.n += sign;
        self.a += sign * a;
        self.b += sign * b;
        self.aa += sign * a * a;
        self.ab += sign * a * b;
        self.bb += sign * b * b;
    }

    fn at(&self, c: f64, f: f64) -> f64 {
        self.n * c * c + 2.0 * c * (self.a + self.b * f) + self.aa + 2.0 * self.ab * f + self.bb * f * f
    }
}
