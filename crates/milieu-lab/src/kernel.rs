//! Work shared among threads so that nobody can tell how many there were.
//!
//! Every function here cuts its rows into chunks whose size depends on the number of rows only, and puts
//! the parts together in the order of the chunks. A rule first *reads* the whole world, unchanged, with
//! [`map`] or [`gather`], and only then writes what came out: the borrow checker keeps anybody from
//! seeing a half-written month, so no second copy of the state is needed.

use rayon::prelude::*;

/// Rows of a chunk of a large table.
pub const CHUNK: usize = 4_096;
/// Rows of a chunk of a small table, whose rows are usually dear.
pub const FINE: usize = 128;

/// Rows of a chunk of a table of this size.
#[must_use]
pub const fn chunk_of(rows: usize) -> usize {
    if rows > 16 * CHUNK { CHUNK } else { FINE }
}

/// One value a row, in the order of the rows.
pub fn map<T: Send>(rows: usize, of: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    if rows <= FINE {
        // Not worth asking other threads.
        return (0..rows).map(of).collect();
    }
    (0..rows).into_par_iter().with_min_len(chunk_of(rows)).map(of).collect()
}

/// What rows have to say, in the order of the rows: each may push any number of items.
pub fn gather<T: Send>(rows: usize, of: impl Fn(usize, &mut Vec<T>) + Sync) -> Vec<T> {
    joined(chunks(rows, |rows| {
        let mut part = Vec::new();
        rows.for_each(|row| of(row, &mut part));
        part
    }))
}

/// Rows looked at together by [`gather_near`] and [`nearing`]: about as many as a processor waits for at once.
const NEAR: usize = 32;

/// [`gather`] for rows whose data lie scattered: `near` looks at what `of` will need, and does so for several rows before
/// the first of them is worked on. Memory is then fetched for all of them at once, where one after the other would
/// wait for each. What `near` returns is of no consequence.
pub fn gather_near<T: Send>(
    rows: usize,
    near: impl Fn(usize) -> u64 + Sync,
    of: impl Fn(usize, &mut Vec<T>) + Sync,
) -> Vec<T> {
    joined(chunks(rows, |rows| {
        let mut part = Vec::new();
        for first in rows.clone().step_by(NEAR) {
            let block = first..(first + NEAR).min(rows.end);
            look(block.clone().map(&near));
            block.for_each(|row| of(row, &mut part));
        }
        part
    }))
}

/// The items of a list, in order; `near` looks at what each will need, as in [`gather_near`].
pub fn nearing<'a, T>(items: &'a [T], near: impl Fn(&T) -> u64 + 'a) -> impl Iterator<Item = &'a T> {
    items.chunks(NEAR).flat_map(move |block| {
        look(block.iter().map(&near));
        block
    })
}

/// Looks at things for no other sake than having looked: nothing waits for what is found.
#[inline]
fn look(things: impl Iterator<Item = u64>) {
    std::hint::black_box(things.fold(0, |seen, thing| seen ^ thing));
}

fn joined<T>(mut parts: Vec<Vec<T>>) -> Vec<T> {
    if parts.len() == 1 {
        return parts.pop().unwrap_or_default();
    }
    let mut all = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    for part in &mut parts {
        all.append(part);
    }
    all
}

/// One value a chunk of rows, in the order of the chunks: for work that wants scratch space of its own.
pub fn chunks<T: Send>(rows: usize, of: impl Fn(std::ops::Range<usize>) -> T + Sync + Send) -> Vec<T> {
    let size = chunk_of(rows);
    if (1..=size).contains(&rows) {
        // Not worth asking other threads.
        return vec![of(0..rows)];
    }
    (0..rows.div_ceil(size)).into_par_iter().map(|chunk| of(chunk * size..((chunk + 1) * size).min(rows))).collect()
}

/// Changes each row of a column; a row knows nothing of the others.
pub fn update<T: Send>(column: &mut [T], change: impl Fn(usize, &mut T) + Sync) {
    let size = chunk_of(column.len());
    column.par_chunks_mut(size).enumerate().for_each(|(chunk, rows)| {
        for (offset, row) in rows.iter_mut().enumerate() {
            change(chunk * size + offset, row);
        }
    });
}

/// Changes two columns of the same length row by row.
pub fn update2<A: Send, B: Send>(a: &mut [A], b: &mut [B], change: impl Fn(usize, &mut A, &mut B) + Sync) {
    let size = chunk_of(a.len());
    a.par_chunks_mut(size).zip(b.par_chunks_mut(size)).enumerate().for_each(|(chunk, (a, b))| {
        for (offset, (a, b)) in a.iter_mut().zip(b).enumerate() {
            change(chunk * size + offset, a, b);
        }
    });
}

/// Sum over rows: within chunks from the first row on, then over chunks as a binary tree of fixed shape.
#[must_use]
pub fn sum(rows: usize, of: impl Fn(usize) -> f64 + Sync) -> f64 {
    let size = chunk_of(rows);
    let parts: Vec<f64> = (0..rows.div_ceil(size))
        .into_par_iter()
        .map(|chunk| (chunk * size..((chunk + 1) * size).min(rows)).map(&of).sum())
        .collect();
    pairwise(&parts)
}

/// Sum as a binary tree whose shape depends on the number of terms only.
#[must_use]
pub fn pairwise(terms: &[f64]) -> f64 {
    match terms {
        [] => 0.0,
        [one] => *one,
        _ => {
            let (left, right) = terms.split_at(terms.len().div_ceil(2));
            pairwise(left) + pairwise(right)
        }
    }
}

/// How many rows satisfy a condition.
#[must_use]
pub fn count(rows: usize, is: impl Fn(usize) -> bool + Sync) -> usize {
    (0..rows).into_par_iter().with_min_len(chunk_of(rows)).filter(|&row| is(row)).count()
}

/// Sums by group: `of` names a row's group and what it adds there. Groups are added up chunk by chunk, in
/// the order of the chunks.
#[must_use]
pub fn sum_by(rows: usize, groups: usize, of: impl Fn(usize) -> Option<(usize, f64)> + Sync) -> Vec<f64> {
    sums_by(rows, groups, |row| of(row).map(|(group, x)| (group, [x]))).into_iter().map(|[x]| x).collect()
}

/// Several sums by group at once.
#[must_use]
pub fn sums_by<const N: usize>(
    rows: usize,
    groups: usize,
    of: impl Fn(usize) -> Option<(usize, [f64; N])> + Sync,
) -> Vec<[f64; N]> {
    let size = CHUNK.max(rows.div_ceil(64));
    let parts = (0..rows.div_ceil(size)).into_par_iter();
    let of_part = |part: usize| (part * size..((part + 1) * size).min(rows)).filter_map(&of);
    let mut total = vec![[0.0; N]; groups];
    if groups <= size {
        let all = |part| {
            let mut sums = vec![[0.0; N]; groups];
            of_part(part).for_each(|(group, x)| add(&mut sums[group], x));
            sums
        };
        for part in parts.map(all).collect::<Vec<_>>() {
            total.iter_mut().zip(part).for_each(|(total, part)| add(total, part));
        }
        return total;
    }
    // More groups than rows in a part: each tells those it met only.
    let fresh = || Sums { of: vec![[0.0; N]; groups], met_in: vec![usize::MAX; groups] };
    let met: Vec<Vec<(usize, [f64; N])>> = parts.map_init(fresh, |sums, part| sums.part(part, of_part(part))).collect();
    met.into_iter().flatten().for_each(|(group, part)| add(&mut total[group], part));
    total
}

fn add<const N: usize>(sums: &mut [f64; N], x: [f64; N]) {
    for (sum, x) in sums.iter_mut().zip(x) {
        *sum += x;
    }
}

/// Sums by group of one part after another: a table that need not be emptied between them.
struct Sums<const N: usize> {
    of: Vec<[f64; N]>,
    /// The last part that met the group.
    met_in: Vec<usize>,
}

impl<const N: usize> Sums<N> {
    /// The groups a part meets, each with its sums.
    fn part(&mut self, part: usize, rows: impl Iterator<Item = (usize, [f64; N])>) -> Vec<(usize, [f64; N])> {
        let mut met = Vec::new();
        for (group, x) in rows {
            if self.met_in[group] != part {
                self.met_in[group] = part;
                self.of[group] = [0.0; N];
                met.push(group);
            }
            add(&mut self.of[group], x);
        }
        met.into_iter().map(|group| (group, self.of[group])).collect()
    }
}

/// The group of a row that is in none.
const NOWHERE: u32 = u32::MAX;

/// Rows by group, within a group in the order of the rows: a stable counting sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    start: Vec<u32>,
    rows: Vec<u32>,
}

impl Groups {
    /// Sorts rows by the group each is in; rows without one are left out.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
    pub fn by(rows: usize, groups: usize, of: impl Fn(usize) -> Option<usize> + Sync + Send) -> Self {
        // No pairs here: where nearly all rows are in a group, a column of groups is smaller.
        let group = map(rows, |row| of(row).map_or(NOWHERE, |group| group as u32));
        let in_groups = || group.iter().enumerate().filter(|(_, group)| **group != NOWHERE);
        Self::sorted(groups, || in_groups().map(|(row, &group)| (group, row as u32)))
    }

    /// The same where a row may be in several groups or in none: `put(group, member)` for each.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "fewer than 2³² groups")]
    pub fn of_pairs(rows: usize, groups: usize, each: impl Fn(usize, &mut dyn FnMut(usize, u32)) + Sync) -> Self {
        let pairs = gather(rows, |row, out| each(row, &mut |group, member| out.push((group as u32, member))));
        Self::sorted(groups, || pairs.iter().copied())
    }

    /// Counts, then puts each member behind those of its group that came before.
    fn sorted<I: Iterator<Item = (u32, u32)>>(groups: usize, pairs: impl Fn() -> I) -> Self {
        let mut start = vec![0_u32; groups + 1];
        for (group, _) in pairs() {
            start[group as usize + 1] += 1;
        }
        for group in 0..groups {
            start[group + 1] += start[group];
        }
        let mut next = start.clone();
        let mut rows = vec![0; start[groups] as usize];
        for (group, member) in pairs() {
            let at = &mut next[group as usize];
            rows[*at as usize] = member;
            *at += 1;
        }
        Self { start, rows }
    }

    /// The rows of a group.
    #[inline]
    #[must_use]
    pub fn of(&self, group: usize) -> &[u32] {
        &self.rows[self.range(group)]
    }

    /// Where a group's rows stand in [`Self::all`].
    #[inline]
    #[must_use]
    pub fn range(&self, group: usize) -> std::ops::Range<usize> {
        match (self.start.get(group), self.start.get(group + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        }
    }

    /// All rows, group after group.
    #[must_use]
    pub fn all(&self) -> &[u32] {
        &self.rows
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// Whether there are no groups.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool").install(work)
    }

    /// Terms whose sum depends on the order of adding.
    fn awkward(row: usize) -> f64 {
        let sign = if row.is_multiple_of(2) { 1.0 } else { -1.0 };
        sign * f64::from(u32::try_from(row % 977).expect("small")) * 1e10 / 3.0 + 1e-7
    }

    #[test]
    fn sums_do_not_depend_on_threads() {
        for rows in [0, 1, 5_000, 300_000] {
            let of = |threads| {
                with_threads(threads, || {
                    let by = sum_by(rows, 7, |row| (row % 3 != 0).then_some((row % 7, awkward(row))));
                    (sum(rows, awkward).to_bits(), by.iter().map(|x| x.to_bits()).collect::<Vec<_>>())
                })
            };
            assert_eq!(of(1), of(2));
            assert_eq!(of(1), of(4));
        }
    }

    #[test]
    fn sums_do_not_depend_on_how_many_groups_there_are() {
        let of = |row: usize| (!row.is_multiple_of(5)).then(|| (row * row % 6_007, [awkward(row), 1.0]));
        let few = sums_by(60_000, 4_000, |row| of(row).filter(|(group, _)| *group < 4_000));
        let many = sums_by(60_000, 6_007, of);
        let bits = |sums: &[[f64; 2]]| sums.iter().map(|sum| sum.map(f64::to_bits)).collect::<Vec<_>>();
        assert_eq!(bits(&few), bits(&many[..4_000]), "with a table for each part and without");
    }

    #[test]
    fn rows_stay_in_order() {
        let found = with_threads(4, || {
            gather(100_000, |row, out| {
                if row % 1_000 == 0 {
                    out.extend([row, row + 1]);
                }
            })
        });
        assert!(found.is_sorted() && found.len() == 200);
        let again = gather_near(
            100_000,
            |row| row as u64,
            |row, out| {
                if row % 1_000 == 0 {
                    out.extend([row, row + 1]);
                }
            },
        );
        assert_eq!(again, found, "to look ahead changes nothing");
        assert!(nearing(&found, |row| *row as u64).eq(found.iter()));
        let parts = with_threads(4, || chunks(70_000, |rows| (rows.start, rows.len())));
        assert_eq!((parts.len(), parts.iter().map(|(_, n)| n).sum::<usize>()), (70_000_usize.div_ceil(CHUNK), 70_000));
        assert!(parts.is_sorted());
        let mut column = vec![0; 70_000];
        update(&mut column, |row, x| *x = row);
        assert_eq!(column, map(70_000, |row| row));
    }

    #[test]
    fn groups_are_stable() {
        let groups = Groups::by(10, 3, |row| (row != 4).then_some(row % 3));
        assert_eq!((groups.of(0), groups.of(1), groups.of(2)), (&[0, 3, 6, 9][..], &[1, 7][..], &[2, 5, 8][..]));
        assert_eq!((groups.of(9), groups.len()), (&[][..], 3));
        let twice = Groups::of_pairs(4, 2, |row, put| {
            put(0, u32::try_from(row).expect("small"));
            put(row % 2, 9);
        });
        assert_eq!(twice.of(0), [0, 9, 1, 2, 9, 3]);
    }
}
