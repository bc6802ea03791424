//! Harrell's concordance: of two rows, does the one with the higher risk end first?
//!
//! A pair counts when one ends in an event while the other is at risk and outlives it. Its standard error is the
//! infinitesimal jackknife: how the share would move with the weight of each row.

use rayon::prelude::*;

use super::layout::by_exit;
use super::{Error, Fit, Input};
use crate::survival::order;
use crate::survival::sample::length;

/// Shares and counts of pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Concordance {
    /// `(concordant + tied/2) / all`.
    pub share: f64,
    /// Its standard error.
    pub std_err: f64,
    /// Pairs in which the higher risk ends first.
    pub concordant: f64,
    /// Pairs in which it ends last.
    pub discordant: f64,
    /// Pairs of equal risk.
    pub tied: f64,
}

impl Fit {
    /// Concordance of the fitted risks with the rows the model was fitted to. With clusters, the standard error allows
    /// rows of a cluster to go together.
    ///
    /// # Errors
    /// When no pair can be compared, or the clusters have another length.
    pub fn concordance(&self, input: &Input, cluster: Option<&[usize]>) -> Result<Concordance, Error> {
        let n = input.sample.len();
        if let Some(cluster) = cluster {
            length("cluster", n, cluster.len())?;
        }
        let eta: Vec<f64> = (0..n)
            .into_par_iter()
            .map(|i| {
                let x = input.covariates.iter().zip(&self.layout.centre).map(|(c, m)| c[i] - m);
                let own: f64 = x.zip(&self.coefficients).map(|(x, b)| x * b).sum();
                own + input.offset.map_or(0.0, |o| o[i])
            })
            .collect();
        let strata = rows_by_stratum(input);
        let parts: Vec<Vec<Pairs>> = strata.par_iter().map(|rows| pairs(input, &eta, rows)).collect();
        let weight = |i: usize| input.weight.map_or(1.0, |w| w[i]);
        let mut of_row = vec![Pairs::default(); n];
        let mut total = Pairs::default();
        for (rows, part) in strata.iter().zip(&parts) {
            for (&row, own) in rows.iter().zip(part) {
                of_row[row as usize] = *own;
                total.add(own, weight(row as usize));
            }
        }
        // Every pair was seen from both of its rows.
        let [concordant, discordant, tied] = [total.concordant, total.discordant, total.tied].map(|t| t / 2.0);
        let all = concordant + discordant + tied;
        if all <= 0.0 {
            return Err(Error::TooFewEvents { events: self.events, needed: 2 });
        }
        let share = (concordant + tied / 2.0) / all;
        let influence = |i: usize| {
            let own = &of_row[i];
            let pairs = own.concordant + own.discordant + own.tied;
            weight(i) * (own.concordant + own.tied / 2.0 - share * pairs) / all
        };
        let variance: f64 = match cluster {
            None => (0..n).map(|i| influence(i).powi(2)).sum(),
            Some(cluster) => {
                let mut order: Vec<(usize, usize)> = cluster.iter().copied().zip(0..n).collect();
                order.par_sort_unstable();
                order
                    .chunk_by(|a, b| a.0 == b.0)
                    .map(|c| c.iter().map(|&(_, i)| influence(i)).sum::<f64>().powi(2))
                    .sum()
            }
        };
        Ok(Concordance { share, std_err: variance.sqrt(), concordant, discordant, tied })
    }
}

/// Weighted partners of a row.
#[derive(Clone, Copy, Debug, Default)]
struct Pairs {
    concordant: f64,
    discordant: f64,
    tied: f64,
}

impl Pairs {
    fn add(&mut self, other: &Self, factor: f64) {
        self.concordant += factor * other.concordant;
        self.discordant += factor * other.discordant;
        self.tied += factor * other.tied;
    }
}

/// Rows of each stratum by exit, events before censored rows.
fn rows_by_stratum(input: &Input) -> Vec<Vec<u32>> {
    let stratum = |row: u32| input.strata.map_or(0, |s| s[row as usize]);
    by_exit(input).chunk_by(|a, b| stratum(*a) == stratum(*b)).map(<[u32]>::to_vec).collect()
}

/// The partners of each row of a stratum, in the order of `rows`.
fn pairs(input: &Input, eta: &[f64], rows: &[u32]) -> Vec<Pairs> {
    let sample = &input.sample;
    let keys: Vec<u64> = rows.iter().map(|&r| order::bits(eta[r as usize])).collect();
    let by_eta = order::ascending(&keys);
    let mut rank = vec![0; rows.len()];
    let mut ranks = 0;
    for (i, &at) in by_eta.iter().enumerate() {
        if i > 0 && keys[by_eta[i - 1] as usize] < keys[at as usize] {
            ranks += 1;
        }
        rank[at as usize] = ranks;
    }
    let weight: Vec<f64> = rows.iter().map(|&r| input.weight.map_or(1.0, |w| w[r as usize])).collect();
    let time: Vec<f64> = rows.iter().map(|&r| sample.exit[r as usize]).collect();
    let event: Vec<bool> = rows.iter().map(|&r| sample.event[r as usize]).collect();
    let entries: Vec<(f64, u32)> = match sample.entry {
        Some(entry) => {
            let keys: Vec<u64> = rows.iter().map(|&r| order::bits(entry[r as usize])).collect();
            order::ascending(&keys).into_iter().map(|at| (entry[rows[at as usize] as usize], at)).collect()
        }
        None => vec![],
    };
    let stratum = Stratum { rank, weight, time, event, entries, ranks: ranks + 1 };
    let (mut backward, forward) = rayon::join(|| stratum.outlived(), || stratum.outliving());
    for (own, other) in backward.iter_mut().zip(&forward) {
        own.add(other, 1.0);
    }
    backward
}

/// The rows of one stratum by exit.
struct Stratum {
    rank: Vec<usize>,
    weight: Vec<f64>,
    time: Vec<f64>,
    event: Vec<bool>,
    /// Entries, ascending, with their rows; empty when all are at risk from the start.
    entries: Vec<(f64, u32)>,
    ranks: usize,
}

impl Stratum {
    /// For each event, the rows at risk that outlive it.
    fn outlived(&self) -> Vec<Pairs> {
        let n = self.time.len();
        let mut found = vec![Pairs::default(); n];
        let mut present = Counter::new(self.ranks);
        let mut entries = self.entries.len();
        let mut end = n;
        while end > 0 {
            let time = self.time[end - 1];
            let start = self.time[..end].partition_point(|&t| t < time);
            let censored = start + self.event[start..end].partition_point(|&e| e);
            for at in censored..end {
                present.add(self.rank[at], self.weight[at]);
            }
            while entries > 0 && self.entries[entries - 1].0 >= time {
                entries -= 1;
                let at = self.entries[entries].1 as usize;
                present.add(self.rank[at], -self.weight[at]);
            }
            for at in start..censored {
                let (below, tied) = present.below(self.rank[at]);
                found[at] = Pairs { concordant: below, discordant: present.total - below - tied, tied };
            }
            for at in start..censored {
                present.add(self.rank[at], self.weight[at]);
            }
            end = start;
        }
        found
    }

    /// For each row, the events it outlives while at risk.
    fn outliving(&self) -> Vec<Pairs> {
        let n = self.time.len();
        let mut found = vec![Pairs::default(); n];
        let mut ended = Counter::new(self.ranks);
        let add = |found: &mut Pairs, ended: &Counter, rank: usize, sign: f64| {
            let (below, tied) = ended.below(rank);
            found.concordant += sign * (ended.total - below - tied);
            found.discordant += sign * below;
            found.tied += sign * tied;
        };
        let mut entries = 0;
        let mut start = 0;
        while start < n {
            let time = self.time[start];
            while entries < self.entries.len() && self.entries[entries].0 < time {
                let at = self.entries[entries].1 as usize;
                add(&mut found[at], &ended, self.rank[at], -1.0);
                entries += 1;
            }
            let end = start + self.time[start..].iter().take_while(|&&t| t == time).count();
            let censored = start + self.event[start..end].partition_point(|&e| e);
            for at in start..censored {
                add(&mut found[at], &ended, self.rank[at], 1.0);
            }
            for at in start..censored {
                ended.add(self.rank[at], self.weight[at]);
            }
            for at in censored..end {
                add(&mut found[at], &ended, self.rank[at], 1.0);
            }
            start = end;
        }
        found
    }
}

/// Weights by rank, with quick sums below a rank: a tree of small prefix sums, wide because sums are asked for twice as
/// often as weights are added.
struct Counter {
    levels: Vec<Vec<f64>>,
    total: f64,
}

/// Children of a node.
const WIDE: usize = 32;

impl Counter {
    fn new(ranks: usize) -> Self {
        let mut levels = vec![];
        let mut size = ranks;
        loop {
            let nodes = size.div_ceil(WIDE);
            levels.push(vec![0.0; nodes * WIDE]);
            if nodes <= 1 {
                return Self { levels, total: 0.0 };
            }
            size = nodes;
        }
    }

    fn add(&mut self, rank: usize, weight: f64) {
        self.total += weight;
        let mut at = rank;
        for level in &mut self.levels {
            let node = at / WIDE;
            for value in &mut level[node * WIDE..][..WIDE][at % WIDE..] {
                *value += weight;
            }
            at = node;
        }
    }

    /// The weight of ranks below this one, and of the rank itself.
    fn below(&self, rank: usize) -> (f64, f64) {
        let held = self.levels[0][rank];
        let before = if rank.is_multiple_of(WIDE) { 0.0 } else { self.levels[0][rank - 1] };
        let mut sum = before;
        let mut at = rank / WIDE;
        for level in &self.levels[1..] {
            if !at.is_multiple_of(WIDE) {
                sum += level[at - 1];
            }
            at /= WIDE;
        }
        (sum, held - before)
    }
}
