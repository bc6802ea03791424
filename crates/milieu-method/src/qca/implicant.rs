//! Prime implicants: the shortest terms that cover a positive row and no forbidden one.
//!
//! For a positive row, a term is the row with some conditions set free. It is an implicant when no forbidden
//! row differs from the positive row in free conditions only. The sets of conditions that differ are marked in
//! a table of 2^k bits, the marks are carried to all supersets (64 of them in one operation), and the greatest
//! unmarked sets are the prime implicants of this row. The cost is k · 2^k / 64 words for each positive row,
//! whatever the data; k = 17 takes milliseconds. Prime implicants: Quine 1952, doi:10.2307/2308219.

use super::space::{Space, Term};

/// Configurations a term must not cover.
#[derive(Clone, Copy, Debug)]
pub enum Forbidden<'a> {
    /// These.
    Only(&'a [u32]),
    /// All but these (which hold the positive rows too).
    AllBut(&'a [u32]),
}

/// Prime implicants and the positive rows each covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Positive rows, in order: the columns.
    pub rows: Vec<u32>,
    /// Prime implicants, shortest first, then by their conditions.
    pub primes: Vec<Term>,
    /// For each prime implicant the rows it covers, as bits.
    pub coverage: Vec<Vec<u64>>,
}

impl Chart {
    /// Whether a prime implicant covers a column.
    #[must_use]
    pub fn covers(&self, prime: usize, column: usize) -> bool {
        self.coverage[prime][column / 64] >> (column % 64) & 1 == 1
    }

    /// Prime implicants that alone cover some row.
    #[must_use]
    pub fn essential(&self) -> Vec<usize> {
        let mut once = vec![0u64; self.rows.len().div_ceil(64)];
        let mut twice = once.clone();
        for coverage in &self.coverage {
            for ((once, twice), &word) in once.iter_mut().zip(&mut twice).zip(coverage) {
                *twice |= *once & word;
                *once |= word;
            }
        }
        let alone = |p: &usize| self.coverage[*p].iter().zip(&twice).any(|(word, twice)| word & !twice != 0);
        (0..self.primes.len()).filter(alone).collect()
    }

    /// Without the prime implicants that cover less than another one (row dominance).
    #[must_use]
    pub fn undominated(&self) -> Self {
        let within = |a: &[u64], b: &[u64]| a != b && a.iter().zip(b).all(|(a, b)| a & !b == 0);
        let dominated = |p: usize| self.coverage.iter().any(|other| within(&self.coverage[p], other));
        let kept: Vec<usize> = (0..self.primes.len()).filter(|&p| !dominated(p)).collect();
        Self {
            rows: self.rows.clone(),
            primes: kept.iter().map(|&p| self.primes[p]).collect(),
            coverage: kept.iter().map(|&p| self.coverage[p].clone()).collect(),
        }
    }
}

/// All prime implicants that cover at least one positive row. `positive` must be in order and none of it forbidden.
#[must_use]
pub fn chart(space: &Space, positive: &[u32], forbidden: Forbidden) -> Chart {
    let mut found: Vec<(Term, usize)> = vec![];
    let mut marked = vec![0u64; (1usize << space.conditions()).div_ceil(64)];
    let mut extendable = marked.clone();
    for (column, &row) in positive.iter().enumerate() {
        mark(&mut marked, space, row, forbidden);
        carry_up(&mut marked, space.conditions());
        extensions(&mut extendable, &marked, space.conditions());
        for (i, (&marked, &extendable)) in marked.iter().zip(&extendable).enumerate() {
            let mut greatest = !marked & !extendable & word_of(space);
            while greatest != 0 {
                let free = u32::try_from(i * 64).expect("few conditions") + greatest.trailing_zeros();
                found.push((space.term(row, space.all() & !free), column));
                greatest &= greatest - 1;
            }
        }
    }
    collect(space, positive, found)
}

/// The bits of the first word that stand for a set of conditions: all of them from six conditions on.
fn word_of(space: &Space) -> u64 {
    if space.conditions() >= 6 { u64::MAX } else { (1 << (1 << space.conditions())) - 1 }
}

/// A prime implicant was found once for each row it covers.
fn collect(space: &Space, positive: &[u32], mut found: Vec<(Term, usize)>) -> Chart {
    let order = |t: Term| (t.literals(), std::cmp::Reverse(t.mask), std::cmp::Reverse(t.point));
    found.sort_unstable_by_key(|&(term, column)| (order(term), column));
    let mut chart = Chart { rows: positive.to_vec(), primes: vec![], coverage: vec![] };
    for same in found.chunk_by(|a, b| a.0 == b.0) {
        let mut coverage = vec![0; positive.len().div_ceil(64)];
        for &(_, column) in same {
            coverage[column / 64] |= 1 << (column % 64);
        }
        debug_assert!(same.iter().all(|&(t, c)| space.covers(t, positive[c])));
        chart.primes.push(same[0].0);
        chart.coverage.push(coverage);
    }
    chart
}

fn mark(marked: &mut [u64], space: &Space, row: u32, forbidden: Forbidden) {
    let set = |marked: &mut [u64], at: u32| marked[at as usize / 64] |= 1 << (at % 64);
    marked.fill(0);
    match forbidden {
        Forbidden::Only(rows) => {
            for &other in rows {
                set(marked, space.difference(row, other));
            }
        }
        Forbidden::AllBut(rows) if space.is_binary() => {
            for &other in rows {
                set(marked, space.difference(row, other));
            }
            for word in marked.iter_mut() {
                *word = !*word;
            }
        }
        // With more than two values, several configurations differ in the same conditions.
        Forbidden::AllBut(rows) => {
            let mut allowed = vec![0u32; 1 << space.conditions()];
            for &other in rows {
                allowed[space.difference(row, other) as usize] += 1;
            }
            for (at, allowed) in (0u32..).zip(allowed) {
                let all: u32 = space.named(at).map(|c| u32::from(space.levels(c)) - 1).product();
                if allowed < all {
                    set(marked, at);
                }
            }
        }
    }
}

/// Bits of a word whose position lacks bit `b`.
const LACKS: [u64; 6] = [
    0x5555_5555_5555_5555,
    0x3333_3333_3333_3333,
    0x0f0f_0f0f_0f0f_0f0f,
    0x00ff_00ff_00ff_00ff,
    0x0000_ffff_0000_ffff,
    0x0000_0000_ffff_ffff,
];

/// Marks every superset of a marked set.
fn carry_up(marked: &mut [u64], conditions: usize) {
    for (b, lacks) in LACKS.iter().enumerate().take(conditions) {
        for word in marked.iter_mut() {
            *word |= (*word & lacks) << (1 << b);
        }
    }
    for b in 6..conditions {
        let step = 1 << (b - 6);
        for block in marked.chunks_exact_mut(2 * step) {
            let (without, with) = block.split_at_mut(step);
            for (with, without) in with.iter_mut().zip(without) {
                *with |= *without;
            }
        }
    }
}

/// Sets to which one more condition can be added without meeting a mark.
fn extensions(extendable: &mut [u64], marked: &[u64], conditions: usize) {
    extendable.fill(0);
    for (b, lacks) in LACKS.iter().enumerate().take(conditions) {
        for (extendable, marked) in extendable.iter_mut().zip(marked) {
            *extendable |= (!*marked >> (1 << b)) & lacks;
        }
    }
    for b in 6..conditions {
        let step = 1 << (b - 6);
        for (extendable, marked) in extendable.chunks_exact_mut(2 * step).zip(marked.chunks_exact(2 * step)) {
            for (extendable, marked) in extendable[..step].iter_mut().zip(&marked[step..]) {
                *extendable |= !marked;
            }
        }
    }
}
