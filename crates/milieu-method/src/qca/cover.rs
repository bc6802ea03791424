//! Covers: the fewest prime implicants that together cover every positive row, and all ways to do so.
//!
//! Exact. Prime implicants that cover the same rows stand in for one another and are searched once. The least
//! size is found on undominated groups by deepening, with a Lagrangian bound that also rules out groups (see
//! `price.rs`) and what is known of rows left over remembered; the covers of this size are then listed over *all*
//! groups, dominated ones included, as R's QCA does.
//! Petrick 1956 (irredundant covers); Duşa & Thiem 2015, doi:10.1080/0022250X.2014.897949.

use rustc_hash::FxHashMap;

use super::price::{self, Prices};
use super::problem::Problem;

/// Steps after which a search is given up rather than answered in part.
const STEPS: u64 = 5_000_000;

/// Rounds in which prices are improved before rows left over are branched on.
const ROUNDS: usize = 20;

/// Models beyond which they are no longer counted.
const COUNTED: u64 = 10_000;

/// Which covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All with the fewest prime implicants: what the field calls the solution.
    Minimum,
    /// All from which no prime implicant can be taken away: more, and longer ones.
    Irredundant,
}

/// Covers, as numbers of prime implicants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covers {
    /// The covers that are listed, in order.
    pub listed: Vec<Vec<usize>>,
    /// How many there are, if all were counted.
    pub total: Option<u64>,
}

/// Finds covers of rows `0..rows` and lists at most `limit`. Every row must be covered by some prime implicant.
///
/// # Errors
/// [`Problem::CoverTooLarge`] if the search does not end in reasonable time.
pub fn covers(rows: usize, coverage: &[Vec<u64>], wanted: Wanted, limit: usize) -> Result<Covers, Problem> {
    let too_large = Problem::CoverTooLarge { primes: coverage.len(), rows };
    match rows.div_ceil(64) {
        0 => Some(Covers { listed: vec![vec![]], total: Some(1) }),
        1 => Search::<1>::new(rows, coverage).run(wanted, limit),
        2 => Search::<2>::new(rows, coverage).run(wanted, limit),
        3..=4 => Search::<4>::new(rows, coverage).run(wanted, limit),
        5..=16 => Search::<16>::new(rows, coverage).run(wanted, limit),
        17..=64 => Search::<64>::new(rows, coverage).run(wanted, limit),
        _ => None,
    }
    .ok_or(too_large)
}

/// A set of rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Rows<const W: usize>([u64; W]);

impl<const W: usize> Rows<W> {
    fn first(n: usize) -> Self {
        let word = |w: usize| match n.saturating_sub(w * 64) {
            0 => 0,
            left if left >= 64 => u64::MAX,
            left => (1 << left) - 1,
        };
        Self(std::array::from_fn(word))
    }

    fn of(words: &[u64]) -> Self {
        Self(std::array::from_fn(|w| words.get(w).copied().unwrap_or(0)))
    }

    fn has(&self, row: usize) -> bool {
        self.0[row / 64] >> (row % 64) & 1 == 1
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|&w| w == 0)
    }

    fn len(&self) -> u32 {
        self.0.iter().map(|w| w.count_ones()).sum()
    }

    fn within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    fn and(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|w| self.0[w] & other.0[w]))
    }

    fn or(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|w| self.0[w] | other.0[w]))
    }

    fn without(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|w| self.0[w] & !other.0[w]))
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(w, word)| {
            let next = |left: &u64| (*left & (*left - 1) != 0).then(|| *left & (*left - 1));
            std::iter::successors((word != 0).then_some(word), next).map(move |l| w * 64 + l.trailing_zeros() as usize)
        })
    }
}

struct Search<const W: usize> {
    all: Rows<W>,
    /// What each group covers; its prime implicants.
    groups: Vec<(Rows<W>, Vec<usize>)>,
    /// Groups over each row.
    over: Vec<Vec<usize>>,
    /// Undominated groups over each row, the greatest first.
    best_over: Vec<Vec<usize>>,
    /// Rows of each undominated group.
    members: Vec<Vec<u16>>,
    /// For rows left over: so many groups are known to be too few, so many to do.
    known: FxHashMap<Rows<W>, (usize, usize)>,
    steps: u64,
    listed: Vec<Vec<usize>>,
    /// Prime-implicant covers counted so far, and group covers kept; none once uncountable.
    total: Option<u64>,
    limit: usize,
}

impl<const W: usize> Search<W> {
    fn new(rows: usize, coverage: &[Vec<u64>]) -> Self {
        let mut order: Vec<(Rows<W>, usize)> = coverage.iter().map(|c| Rows::of(c)).zip(0..).collect();
        order.sort_unstable();
        let group = |same: &[(Rows<W>, usize)]| (same[0].0, same.iter().map(|s| s.1).collect());
        let groups: Vec<(Rows<W>, Vec<usize>)> = order.chunk_by(|a, b| a.0 == b.0).map(group).collect();
        let over = |row: usize| (0..groups.len()).filter(|&g| groups[g].0.has(row)).collect();
        let over: Vec<Vec<usize>> = (0..rows).map(over).collect();
        let undominated = |g: usize| {
            let rarest = groups[g].0.iter().map(|row| &over[row]).min_by_key(|o| o.len());
            rarest.is_some_and(|o| !o.iter().any(|&other| other != g && groups[g].0.within(&groups[other].0)))
        };
        let best: Vec<bool> = (0..groups.len()).map(undominated).collect();
        let best_of = |over: &Vec<usize>| {
            let mut best: Vec<usize> = over.iter().copied().filter(|&g| best[g]).collect();
            best.sort_by_key(|&g| std::cmp::Reverse(groups[g].0.len()));
            best
        };
        let best_over: Vec<Vec<usize>> = over.iter().map(best_of).collect();
        let row_number = |row: usize| u16::try_from(row).expect("few rows");
        let of = |g: usize| groups[g].0.iter().map(row_number).collect();
        let members = (0..groups.len()).filter(|&g| best[g]).map(of).collect();
        Self {
            all: Rows::first(rows),
            members,
            over,
            best_over,
            groups,
            known: FxHashMap::default(),
            steps: 0,
            listed: vec![],
            total: Some(0),
            limit: 0,
        }
    }
}

impl<const W: usize> Search<W> {
    /// None if the search was given up.
    fn run(mut self, wanted: Wanted, limit: usize) -> Option<Covers> {
        self.limit = limit;
        let mut chosen = vec![];
        let mut excluded = vec![false; self.groups.len()];
        match wanted {
            Wanted::Minimum => {
                let start = Prices::new(self.over.len());
                let prices = self.prices(self.all, self.over.len(), &start, 300);
                let mut size = 1;
                while prices.exceed(size, 0.0) || !self.coverable(self.all, size, &prices)? {
                    size += 1;
                }
                self.minimum(self.all, size, &prices, &mut chosen, &mut excluded);
            }
            Wanted::Irredundant => self.irredundant(self.all, &mut chosen, &mut excluded),
        }
        self.listed.sort_unstable();
        Some(Covers { listed: self.listed, total: self.total })
    }

    /// The row with the fewest groups to choose from.
    fn hardest(rows: Rows<W>, over: &[Vec<usize>]) -> usize {
        rows.iter().min_by_key(|&r| over[r].len()).expect("asked of rows that are left")
    }

    /// Whether so many undominated groups can cover the rows; none if given up.
    fn coverable(&mut self, rows: Rows<W>, with: usize, prices: &Prices) -> Option<bool> {
        if rows.is_empty() {
            return Some(true);
        }
        if with == 0 {
            return Some(false);
        }
        let row = Self::hardest(rows, &self.best_over);
        if with == 1 {
            return Some(self.best_over[row].iter().any(|&g| rows.within(&self.groups[g].0)));
        }
        let (too_few, enough) = self.known.get(&rows).copied().unwrap_or((0, usize::MAX));
        if with <= too_few || with >= enough {
            return Some(with >= enough);
        }
        self.steps += 1;
        if self.steps > STEPS {
            return None;
        }
        let found = self.branch(rows, row, with, prices)?;
        self.known.insert(rows, if found { (too_few, with) } else { (with, enough) });
        Some(found)
    }

    fn branch(&mut self, rows: Rows<W>, row: usize, with: usize, prices: &Prices) -> Option<bool> {
        // For two groups, trying is cheaper than bounding.
        let better = (with > 2).then(|| self.prices(rows, with, prices, ROUNDS));
        let prices = better.as_ref().unwrap_or(prices);
        if better.is_some() && prices.exceed(with, 0.0) {
            return Some(false);
        }
        let size = |g: usize| std::cmp::Reverse(self.groups[g].0.and(&rows).len());
        let mut order: Vec<_> = self.best_over[row].iter().map(|&g| (size(g), g)).collect();
        order.sort_unstable();
        for (_, g) in order {
            let group = self.groups[g].0;
            if with > 2 && prices.exceed(with, prices.cost(group.and(&rows).iter())) {
                continue;
            }
            if self.coverable(rows.without(&group), with - 1, prices)? {
                return Some(true);
            }
        }
        Some(false)
    }

    fn prices(&self, rows: Rows<W>, with: usize, from: &Prices, rounds: usize) -> Prices {
        let left: Vec<bool> = (0..from.of.len()).map(|row| rows.has(row)).collect();
        price::improve(&self.members, &left, with, from, rounds)
    }

    /// Lists covers of `rows` by exactly `with` groups, which is the fewest. Each cover is met once: a group
    /// that was tried for the hardest row is excluded from what is tried after it.
    fn minimum(&mut self, rows: Rows<W>, with: usize, prices: &Prices, chosen: &mut Vec<usize>, excluded: &mut [bool]) {
        if rows.is_empty() {
            return self.keep(chosen);
        }
        let row = Self::hardest(rows, &self.over);
        let better = (with > 2).then(|| self.prices(rows, with, prices, ROUNDS));
        let prices = better.as_ref().unwrap_or(prices);
        let mut tried = vec![];
        for i in 0..self.over[row].len() {
            let g = self.over[row][i];
            let group = self.groups[g].0;
            let left = rows.without(&group);
            let dear = with > 2 && prices.exceed(with, prices.cost(group.and(&rows).iter()));
            if excluded[g] || dear || (with == 1 && !left.is_empty()) {
                continue;
            }
            match self.coverable(left, with - 1, prices) {
                Some(true) => {}
                Some(false) => continue,
                None => self.total = None,
            }
            if self.total.is_none() && self.listed.len() >= self.limit {
                break;
            }
            chosen.push(g);
            self.minimum(left, with - 1, prices, chosen, excluded);
            chosen.pop();
            excluded[g] = true;
            tried.push(g);
        }
        for g in tried {
            excluded[g] = false;
        }
    }

    /// Lists covers in which every group covers some row alone.
    fn irredundant(&mut self, rows: Rows<W>, chosen: &mut Vec<usize>, excluded: &mut [bool]) {
        if rows.is_empty() {
            return self.keep(chosen);
        }
        self.steps += 1;
        if self.steps > STEPS {
            self.total = None;
        }
        let row = Self::hardest(rows, &self.over);
        let mut tried = vec![];
        for i in 0..self.over[row].len() {
            let g = self.over[row][i];
            if excluded[g] {
                continue;
            }
            if self.total.is_none() && self.listed.len() >= self.limit {
                break;
            }
            chosen.push(g);
            if self.each_has_its_own(chosen) {
                self.irredundant(rows.without(&self.groups[g].0), chosen, excluded);
            }
            chosen.pop();
            excluded[g] = true;
            tried.push(g);
        }
        for g in tried {
            excluded[g] = false;
        }
    }

    fn each_has_its_own(&self, chosen: &[usize]) -> bool {
        let (mut once, mut twice) = (Rows([0; W]), Rows([0; W]));
        for &g in chosen {
            twice = twice.or(&once.and(&self.groups[g].0));
            once = once.or(&self.groups[g].0);
        }
        chosen.iter().all(|&g| !self.groups[g].0.without(&twice).is_empty())
    }

    /// Counts a cover by groups and lists it in all prime implicants that can stand for each group.
    fn keep(&mut self, chosen: &[usize]) {
        let ways = chosen.iter().try_fold(1u64, |n, &g| n.checked_mul(self.groups[g].1.len() as u64));
        self.total = self.total.zip(ways).and_then(|(total, ways)| total.checked_add(ways));
        if self.total.is_some_and(|t| t > COUNTED) {
            self.total = None;
        }
        let mut covers: Vec<Vec<usize>> = vec![vec![]];
        for &g in chosen {
            let members = &self.groups[g].1;
            covers = (covers.iter())
                .flat_map(|cover| members.iter().map(move |&p| [cover.as_slice(), &[p]].concat()))
                .take(self.limit)
                .collect();
        }
        for mut cover in covers {
            if self.listed.len() < self.limit {
                cover.sort_unstable();
                self.listed.push(cover);
            }
        }
    }
}
