//! The survival curve of interval-censored rows without any shape assumed (Peto 1973; Turnbull 1976).
//!
//! All likelihood sits on the innermost intervals, those that start with a left and end with the next right. Their masses
//! are found by steps of self-consistency and of iterative convex minorants in turn (Wellner & Zhan 1997): each costs one
//! pass over rows and masses. The maximum is recognised by its gradient, not by small steps.

use super::Intervals;
use crate::survival::Error;

/// The estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Turnbull {
    /// Innermost intervals `(left, right]` in which ends may lie, ascending; `left = right` for an exact age.
    pub intervals: Vec<[f64; 2]>,
    /// Probability of each; nothing is said of where in the interval it lies.
    pub mass: Vec<f64>,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// How far the largest gradient is from its bound, per row: zero at the maximum.
    pub gap: f64,
    /// Steps made.
    pub iterations: usize,
    /// For each row the first of the intervals it covers, and one past the last.
    pub covered: Vec<[usize; 2]>,
}

/// The gradient's distance from the maximum that counts as none.
const GAP: f64 = 1e-10;

/// What two sums of logarithms of the same probabilities may differ by, as a share: near the maximum a step gains no more than that.
const NOISE: f64 = 1e-13;

/// Estimates the masses.
///
/// # Errors
/// When rows cannot be used, or the steps do not settle.
///
/// ```
/// use milieu_method::survival::interval::{Intervals, turnbull};
/// let rows = Intervals { left: &[0.0, 1.0, 2.0], right: &[2.0, 3.0, f64::INFINITY] };
/// let found = turnbull(&rows)?;
/// assert_eq!(found.intervals, [[1.0, 2.0], [2.0, 3.0]]);
/// # Ok::<(), milieu_method::survival::Error>(())
/// ```
pub fn turnbull(rows: &Intervals) -> Result<Turnbull, Error> {
    rows.check()?;
    let (intervals, covered) = innermost(rows);
    let n = rows.len() as f64;
    let count = intervals.len();
    let mut mass = vec![1.0 / count as f64; count];
    let mut work = Work::new(&covered, count);
    for iteration in 0..20_000 {
        work.probabilities(&mass);
        let gradient = work.gradient();
        let gap = gradient.iter().fold(0.0_f64, |m, g| m.max(*g)) / n - 1.0;
        // Mass on an interval whose gradient falls short is still on its way out.
        let late = mass.iter().zip(&gradient).map(|(m, g)| m * (1.0 - g / n)).fold(0.0_f64, f64::max);
        if gap.max(late) <= GAP {
            let log_likelihood = work.log_likelihood();
            return Ok(Turnbull { intervals, mass, log_likelihood, gap, iterations: iteration, covered });
        }
        for (m, g) in mass.iter_mut().zip(&gradient) {
            *m *= g / n;
        }
        normalise(&mut mass);
        work.minorant(&mut mass);
    }
    Err(Error::NotConverged { iterations: 20_000 })
}

fn normalise(mass: &mut [f64]) {
    let total: f64 = mass.iter().sum();
    mass.iter_mut().for_each(|m| *m /= total);
}

/// The innermost intervals and which of them each row covers.
pub(super) fn innermost(rows: &Intervals) -> (Vec<[f64; 2]>, Vec<[usize; 2]>) {
    // At one age: a right end, then the two ends of an exact age (which lies after a right end that includes it only
    // where it shares the point), then a left end.
    let mut ends: Vec<(f64, u8)> = vec![];
    for (&left, &right) in rows.left.iter().zip(rows.right) {
        if left == right {
            ends.push((left, 0));
            ends.push((right, 1));
        } else {
            ends.push((left, 2));
            ends.push((right, 1));
        }
    }
    ends.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    ends.dedup();
    let mut intervals: Vec<[f64; 2]> = vec![];
    let mut exact: Vec<bool> = vec![];
    for pair in ends.windows(2) {
        if pair[0].1 != 1 && pair[1].1 == 1 {
            intervals.push([pair[0].0, pair[1].0]);
            exact.push(pair[0].1 == 0);
        }
    }
    let covered = rows
        .left
        .iter()
        .zip(rows.right)
        .map(|(&left, &right)| {
            // A half-open row starts after an exact interval at its left end.
            let starts = |at: usize| {
                let [from, _] = intervals[at];
                if left == right { from < left } else { from < left || (from == left && exact[at]) }
            };
            let mut first = partition(intervals.len(), starts);
            if left == right && first < intervals.len() && intervals[first][1] != right {
                first += 1;
            }
            [first, partition(intervals.len(), |at| intervals[at][1] <= right)]
        })
        .collect();
    (intervals, covered)
}

/// How many of the first indices hold true, when none does after the first that does not.
fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// What is reused from step to step.
struct Work<'a> {
    covered: &'a [[usize; 2]],
    count: usize,
    probability: Vec<f64>,
}

impl<'a> Work<'a> {
    fn new(covered: &'a [[usize; 2]], count: usize) -> Self {
        Self { covered, count, probability: vec![0.0; covered.len()] }
    }

    fn probabilities(&mut self, mass: &[f64]) {
        let below = cumulative(mass);
        for (own, [first, last]) in self.probability.iter_mut().zip(self.covered) {
            *own = below[*last] - below[*first];
        }
    }

    /// `Σ ln P`. Logarithms are taken of products, before these come near the least number there is.
    fn log_likelihood(&self) -> f64 {
        const SMALL: f64 = 1e-100;
        let (mut sum, mut product) = (0.0, 1.0);
        for &p in &self.probability {
            if p < SMALL {
                sum += p.ln();
                continue;
            }
            product *= p;
            if product < SMALL {
                sum += product.ln();
                product = 1.0;
            }
        }
        sum + product.ln()
    }

    /// `Σ 1/P` over the rows that cover each interval.
    fn gradient(&self) -> Vec<f64> {
        let mut change = vec![0.0; self.count + 1];
        for (p, [first, last]) in self.probability.iter().zip(self.covered) {
            change[*first] += 1.0 / p;
            change[*last] -= 1.0 / p;
        }
        let mut total = 0.0;
        change[..self.count]
            .iter()
            .map(|c| {
                total += c;
                total
            })
            .collect()
    }

    /// One step of the iterative convex minorant on the distribution function, halved until it does not lose.
    fn minorant(&mut self, mass: &mut Vec<f64>) {
        let count = self.count;
        if count < 2 {
            return;
        }
        self.probabilities(mass);
        let before = self.log_likelihood();
        // Derivatives by F after each interval but the last.
        let mut first = vec![0.0; count + 1];
        let mut second = vec![0.0; count + 1];
        for (p, [from, to]) in self.probability.iter().zip(self.covered) {
            let inverse = 1.0 / p;
            first[*to] += inverse;
            first[*from] -= inverse;
            second[*to] += inverse * inverse;
            second[*from] += inverse * inverse;
        }
        let f = cumulative(mass);
        let target: Vec<(f64, f64)> = (1..count)
            .map(|i| {
                let weight = second[i].max(1e-12);
                (f[i] + first[i] / weight, weight)
            })
            .collect();
        let to = isotonic(&target);
        let mut share = 1.0;
        while share > 1e-4 {
            let mut next = Vec::with_capacity(count);
            let mut last = 0.0;
            for (i, to) in to.iter().enumerate() {
                let value = f[i + 1] + share * (to.clamp(0.0, 1.0) - f[i + 1]);
                next.push((value - last).max(0.0));
                last = value;
            }
            next.push((1.0 - last).max(0.0));
            self.probabilities(&next);
            if self.probability.iter().all(|p| *p > 0.0) && self.log_likelihood() >= before - NOISE * before.abs() {
                *mass = next;
                return;
            }
            share /= 2.0;
        }
    }
}

/// Sums of the first masses: index i holds those before i.
fn cumulative(mass: &[f64]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(mass.len() + 1);
    let mut total = 0.0;
    sums.push(0.0);
    for m in mass {
        total += m;
        sums.push(total);
    }
    sums
}

/// The nearest ascending values, by weighted squares: neighbours that go down are pooled.
pub(super) fn isotonic(values: &[(f64, f64)]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = vec![];
    for &(value, weight) in values {
        pools.push((value, weight, 1));
        while let [.., (a, wa, na), (b, wb, nb)] = pools[..] {
            if a <= b {
                break;
            }
            pools.pop();
            let at = pools.len() - 1;
            pools[at] = ((a * wa + b * wb) / (wa + wb), wa + wb, na + nb);
        }
    }
    pools.into_iter().flat_map(|(value, _, n)| std::iter::repeat_n(value, n)).collect()
}

impl Turnbull {
    /// Share still alive after an age, and just where the curve is known: within an interval with mass it is between the
    /// two bounds (upper first).
    #[must_use]
    pub fn survival_at(&self, age: f64) -> [f64; 2] {
        let sum = |holds: &dyn Fn(&[f64; 2]) -> bool| -> f64 {
            self.intervals.iter().zip(&self.mass).filter(|(i, _)| holds(i)).map(|(_, m)| m).sum()
        };
        [1.0 - sum(&|i| i[1] <= age), 1.0 - sum(&|i| i[0] < age || i[1] <= age)]
    }

    /// The interval in which a share has ended; its end is infinite when the curve does not fall so low.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<[f64; 2]> {
        let mut total = 0.0;
        self.intervals
            .iter()
            .zip(&self.mass)
            .find(|(_, m)| {
                total += *m;
                total >= share - 1e-12
            })
            .map(|(interval, _)| *interval)
    }
}
