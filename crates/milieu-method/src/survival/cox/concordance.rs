//! Harrell's concordance: of two rows, does the one with the higher risk end first?
//!
//! A pair counts when one ends in an event while the other is at risk and outlives it. Its standard error is the
//! infinitesimal jackknife: how the share would move with the weight of each row.

use std::ops::{Add, Range, Sub};

use rayon::prelude::*;

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
        length("rows", self.layout.input_rows, n)?;
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
        let weight = |row: u32| input.weight.map_or(1.0, |w| w[row as usize]);
        let mut of_row = Vec::with_capacity(n);
        for rows in self.by_stratum(input) {
            of_row.extend(pairs(input, &eta, rows));
        }
        let mut total = Pairs::default();
        for (&row, own) in self.layout.by_exit.iter().zip(&of_row) {
            total.add(own, weight(row));
        }
        // Every pair was seen from both of its rows.
        let [concordant, discordant, tied] = [total.concordant, total.discordant, total.tied].map(|t| t / 2.0);
        let all = concordant + discordant + tied;
        if all <= 0.0 {
            return Err(Error::TooFewEvents { events: self.events, needed: 2 });
        }
        let share = (concordant + tied / 2.0) / all;
        let influence = |(&row, own): (&u32, &Pairs)| {
            let pairs = own.concordant + own.discordant + own.tied;
            weight(row) * (own.concordant + own.tied / 2.0 - share * pairs) / all
        };
        let influences = self.layout.by_exit.iter().zip(&of_row).map(influence);
        let variance: f64 = match cluster {
            None => influences.map(|own| own.powi(2)).sum(),
            Some(cluster) => {
                let rows = self.layout.by_exit.iter();
                let mut of_cluster: Vec<(usize, u32, f64)> =
                    rows.zip(influences).map(|(&row, own)| (cluster[row as usize], row, own)).collect();
                of_cluster.par_sort_unstable_by_key(|&(cluster, row, _)| (cluster, row));
                let groups = of_cluster.chunk_by(|a, b| a.0 == b.0);
                groups.map(|group| group.iter().map(|own| own.2).sum::<f64>().powi(2)).sum()
            }
        };
        Ok(Concordance { share, std_err: variance.sqrt(), concordant, discordant, tied })
    }

    /// Rows of each stratum by exit, events before censored rows.
    fn by_stratum<'f>(&'f self, input: &'f Input) -> impl Iterator<Item = &'f [u32]> {
        let stratum = |row: u32| input.strata.map_or(0, |s| s[row as usize]);
        self.layout.by_exit.chunk_by(move |a, b| stratum(*a) == stratum(*b))
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

/// The partners of each row of a stratum, in the order of `rows`.
fn pairs(input: &Input, eta: &[f64], rows: &[u32]) -> Vec<Pairs> {
    let sample = &input.sample;
    let keys: Vec<u64> = rows.par_iter().map(|&r| order::bits(eta[r as usize])).collect();
    let (rank, ranks) = order::ranks(&keys);
    let entry: Vec<f64> = sample.entry.map_or_else(Vec::new, |e| rows.par_iter().map(|&r| e[r as usize]).collect());
    let keys: Vec<u64> = entry.par_iter().map(|&age| order::bits(age)).collect();
    let stratum = Stratum {
        rank,
        ranks,
        time: rows.par_iter().map(|&r| sample.exit[r as usize]).collect(),
        event: rows.par_iter().map(|&r| sample.event[r as usize]).collect(),
        entries: order::ascending(&keys),
        entry,
    };
    match input.weight {
        // Whole numbers are added twice as fast.
        None => stratum.pairs(|_| 1_i32, STRETCH),
        Some(weight) => stratum.pairs(|at| weight[rows[at] as usize], STRETCH),
    }
}

/// A weight, or a count of rows.
trait Amount: Copy + Default + Send + Sync + Add<Output = Self> + Sub<Output = Self> {
    fn number(self) -> f64;
}

impl Amount for f64 {
    fn number(self) -> f64 {
        self
    }
}

impl Amount for i32 {
    fn number(self) -> f64 {
        f64::from(self)
    }
}

/// The rows of one stratum by exit.
struct Stratum {
    rank: Vec<u32>,
    ranks: usize,
    time: Vec<f64>,
    event: Vec<bool>,
    /// Ages of entry; empty when all are at risk from the start.
    entry: Vec<f64>,
    /// Rows by entry.
    entries: Vec<u32>,
}

/// Rows, about, that one task walks along. It says where sums are cut, so it does not depend on how many tasks there may be.
const STRETCH: usize = 1 << 17;

impl Stratum {
    fn pairs<T: Amount>(&self, weight: impl Fn(usize) -> T + Sync, stretch: usize) -> Vec<Pairs> {
        let stretches = self.stretches(stretch);
        let (mut found, outliving): (Vec<Vec<Pairs>>, Vec<Outliving>) = rayon::join(
            || stretches.par_iter().map(|rows| self.outlived(rows.clone(), &weight)).collect(),
            || stretches.par_iter().map(|rows| self.outliving(rows.clone(), &weight)).collect(),
        );
        found.par_iter_mut().zip(&outliving).for_each(|(own, other)| {
            own.iter_mut().zip(&other.at_exit).for_each(|(own, other)| own.add(other, 1.0));
        });
        let mut found = found.concat();
        for stretch in &outliving {
            for (&at, own) in self.entries[stretch.entries.clone()].iter().zip(&stretch.at_entry) {
                found[at as usize].add(own, -1.0);
            }
        }
        found
    }

    /// Parts of the rows that begin with an exit time of their own.
    fn stretches(&self, stretch: usize) -> Vec<Range<usize>> {
        let mut cuts: Vec<usize> = (0..self.time.len())
            .step_by(stretch)
            .map(|at| self.time[..at].partition_point(|&t| t < self.time[at]))
            .chain([self.time.len()])
            .collect();
        cuts.dedup();
        cuts.windows(2).map(|w| w[0]..w[1]).collect()
    }

    /// How many entries lie before an age.
    fn entered(&self, age: f64) -> usize {
        self.entries.partition_point(|&at| self.entry[at as usize] < age)
    }

    /// For each event of a stretch, the rows at risk that outlive it.
    fn outlived<T: Amount>(&self, rows: Range<usize>, weight: &impl Fn(usize) -> T) -> Vec<Pairs> {
        let mut found = vec![Pairs::default(); rows.len()];
        let latest = self.time[rows.end - 1];
        let at_risk = |&at: &usize| self.entry.get(at).is_none_or(|&age| age < latest);
        let after = (rows.end..self.time.len()).filter(at_risk);
        let mut present = Counter::new(self.ranks, after.map(|at| (self.rank[at], weight(at))));
        let mut entries = self.entered(latest);
        let mut end = rows.end;
        while end > rows.start {
            let time = self.time[end - 1];
            // Few rows share an age: looking for the first of them from afar would take longer.
            let start = end - self.time[..end].iter().rev().take_while(|&&t| t == time).count();
            let censored = start + self.event[start..end].partition_point(|&e| e);
            for at in censored..end {
                present.add(self.rank[at], weight(at));
            }
            while entries > 0 && self.entry[self.entries[entries - 1] as usize] >= time {
                entries -= 1;
                let at = self.entries[entries] as usize;
                present.add(self.rank[at], T::default() - weight(at));
            }
            for at in start..censored {
                let (below, tied, above) = present.around(self.rank[at]);
                found[at - rows.start] = Pairs { concordant: below, discordant: above, tied };
            }
            for at in start..censored {
                present.add(self.rank[at], weight(at));
            }
            end = start;
        }
        found
    }

    /// For each row of a stretch, the events it outlives, and for each row that enters meanwhile those before its entry.
    fn outliving<T: Amount>(&self, rows: Range<usize>, weight: &impl Fn(usize) -> T) -> Outliving {
        let before = (0..rows.start).filter(|&at| self.event[at]);
        let mut ended = Counter::new(self.ranks, before.map(|at| (self.rank[at], weight(at))));
        let seen = |ended: &Counter<T>, rank: u32| {
            let (below, tied, above) = ended.around(rank);
            Pairs { concordant: above, discordant: below, tied }
        };
        let first = if rows.start == 0 { 0 } else { self.entered(self.time[rows.start - 1]) };
        let mut found = Outliving { at_exit: Vec::with_capacity(rows.len()), entries: first..first, at_entry: vec![] };
        let mut start = rows.start;
        while start < rows.end {
            let time = self.time[start];
            while let Some(&at) = self.entries.get(found.entries.end)
                && self.entry[at as usize] < time
            {
                found.at_entry.push(seen(&ended, self.rank[at as usize]));
                found.entries.end += 1;
            }
            let end = start + self.time[start..].iter().take_while(|&&t| t == time).count();
            let censored = start + self.event[start..end].partition_point(|&e| e);
            found.at_exit.extend(self.rank[start..censored].iter().map(|&rank| seen(&ended, rank)));
            for at in start..censored {
                ended.add(self.rank[at], weight(at));
            }
            found.at_exit.extend(self.rank[censored..end].iter().map(|&rank| seen(&ended, rank)));
            start = end;
        }
        found
    }
}

/// What a stretch of rows outlives.
struct Outliving {
    /// Events before the exit of each of its rows.
    at_exit: Vec<Pairs>,
    /// Which rows enter meanwhile, in the order of entries.
    entries: Range<usize>,
    /// Events before the entry of each of these.
    at_entry: Vec<Pairs>,
}

/// Weights by rank, with quick sums below a rank: a tree of small prefix sums, wide because sums are asked for as often as
/// weights are added. All children of a node are passed through at an addition, which is faster than to begin in their midst.
struct Counter<T> {
    levels: Vec<Vec<[T; WIDE]>>,
    total: T,
}

/// Children of a node.
const WIDE: usize = 32;

impl<T: Amount> Counter<T> {
    /// Holds these at once.
    fn new(ranks: usize, held: impl Iterator<Item = (u32, T)>) -> Self {
        let mut leaves = vec![[T::default(); WIDE]; ranks.div_ceil(WIDE)];
        for (rank, weight) in held {
            let own = &mut leaves[rank as usize / WIDE][rank as usize % WIDE];
            *own = *own + weight;
        }
        let mut levels = vec![leaves];
        loop {
            let below = levels.last_mut().expect("the leaves");
            let mut sums = Vec::with_capacity(below.len());
            for node in below.iter_mut() {
                let mut sum = T::default();
                for own in node.iter_mut() {
                    sum = sum + *own;
                    *own = sum;
                }
                sums.push(sum);
            }
            if sums.len() <= 1 {
                return Self { levels, total: sums.first().copied().unwrap_or_default() };
            }
            let mut next = vec![[T::default(); WIDE]; sums.len().div_ceil(WIDE)];
            next.iter_mut().zip(sums.chunks(WIDE)).for_each(|(node, sums)| node[..sums.len()].copy_from_slice(sums));
            levels.push(next);
        }
    }

    fn add(&mut self, rank: u32, weight: T) {
        self.total = self.total + weight;
        let mut at = rank as usize;
        for level in &mut self.levels {
            let child = (at % WIDE) as u32;
            for (k, own) in (0_u32..).zip(&mut level[at / WIDE]) {
                *own = *own + if k < child { T::default() } else { weight };
            }
            at /= WIDE;
        }
    }

    /// The weight of ranks below this one, of the rank itself and of those above.
    fn around(&self, rank: u32) -> (f64, f64, f64) {
        let rank = rank as usize;
        let leaf = &self.levels[0][rank / WIDE];
        let before = if rank.is_multiple_of(WIDE) { T::default() } else { leaf[rank % WIDE - 1] };
        let tied = leaf[rank % WIDE] - before;
        let mut below = before;
        let mut at = rank / WIDE;
        for level in &self.levels[1..] {
            if !at.is_multiple_of(WIDE) {
                below = below + level[at / WIDE][at % WIDE - 1];
            }
            at /= WIDE;
        }
        (below.number(), tied.number(), (self.total - below - tied).number())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_pair_is_seen_from_both_sides_however_the_rows_are_cut(
            rows in proptest::collection::vec((0..12_u32, 0..9_u32, 0..6_u32, any::<bool>(), 1..4_u32), 1..90),
            stretch in 1..100_usize, is_late in any::<bool>(),
        ) {
            let mut rows = rows;
            // By exit, events before censored rows.
            rows.sort_by_key(|row| (row.0, !row.3));
            let keys: Vec<u64> = rows.iter().map(|row| u64::from(row.1)).collect();
            let (rank, ranks) = order::ranks(&keys);
            let time: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let entry: Vec<f64> =
                if is_late { time.iter().zip(&rows).map(|(t, row)| t - 0.5 * f64::from(row.2 + 1)).collect() } else { vec![] };
            let keys: Vec<u64> = entry.iter().map(|age| order::bits(*age)).collect();
            let event: Vec<bool> = rows.iter().map(|row| row.3).collect();
            let stratum = Stratum { rank, ranks, time, event, entries: order::ascending(&keys), entry };
            let weight = |at: usize| f64::from(rows[at].4);
            let mut expected = vec![Pairs::default(); rows.len()];
            for a in 0..rows.len() {
                for b in 0..rows.len() {
                    let outlives = stratum.time[b] > stratum.time[a] || (stratum.time[b] == stratum.time[a] && !stratum.event[b]);
                    let is_at_risk = stratum.entry.get(b).is_none_or(|&age| age < stratum.time[a]);
                    if a == b || !stratum.event[a] || !outlives || !is_at_risk {
                        continue;
                    }
                    for (own, other) in [(a, b), (b, a)] {
                        let pairs = &mut expected[own];
                        let to = match rows[a].1.cmp(&rows[b].1) {
                            std::cmp::Ordering::Greater => &mut pairs.concordant,
                            std::cmp::Ordering::Less => &mut pairs.discordant,
                            std::cmp::Ordering::Equal => &mut pairs.tied,
                        };
                        *to += weight(other);
                    }
                }
            }
            let found = stratum.pairs(weight, stretch);
            let plain = |pairs: &Pairs| [pairs.concordant, pairs.discordant, pairs.tied];
            prop_assert_eq!(found.iter().map(plain).collect::<Vec<_>>(), expected.iter().map(plain).collect::<Vec<_>>());
        }
    }
}
