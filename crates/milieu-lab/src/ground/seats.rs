//! Which row of the world each territory of the study takes.

use super::{Area, Ground};
use crate::start::Size;
use crate::state::territory::{LEVELS, NATION};

/// The territories of a world of some size: rows by level, and what lies in what.
pub(super) struct Tree {
    first: [usize; LEVELS + 1],
}

impl Tree {
    pub(super) fn new(size: &Size) -> Self {
        let mut first = [0; LEVELS + 1];
        let whole = size.territories.iter().take_while(|count| **count > 0).count();
        for level in 0..LEVELS {
            first[level + 1] = first[level] + if level < whole { size.territories[level] } else { 0 };
        }
        Self { first }
    }

    pub(super) fn rows(&self) -> usize {
        self.first[LEVELS]
    }

    pub(super) fn level(&self, row: usize) -> usize {
        (0..LEVELS).rev().find(|&level| row >= self.first[level] && row < self.first[level + 1]).unwrap_or(0)
    }

    /// Rows directly below one.
    pub(super) fn below(&self, row: usize) -> std::ops::Range<usize> {
        let level = self.level(row);
        if level + 1 >= LEVELS {
            return 0..0;
        }
        let (here, there) = (self.first[level + 1] - self.first[level], self.first[level + 2] - self.first[level + 1]);
        let n = row - self.first[level];
        // As the start shares them out: the n-th of `there` lies in the n·here/there-th.
        let from = |n: usize| (n * there).div_ceil(here);
        self.first[level + 1] + from(n)..self.first[level + 1] + from(n + 1)
    }

    /// Rows of a level at or below a row.
    pub(super) fn at_level_below(&self, row: usize, level: usize) -> Vec<usize> {
        match self.level(row) {
            own if own == level => vec![row],
            own if own > level => vec![],
            _ => self.below(row).flat_map(|child| self.at_level_below(child, level)).collect(),
        }
    }
}

/// The area of the study in each row of the world.
pub(super) fn seated(ground: &Ground, tree: &Tree) -> Vec<Option<usize>> {
    let mut seats = vec![None; tree.rows()];
    let nation = (0..ground.areas.len()).filter(|&a| ground.areas[a].level == NATION);
    let nation = nation.max_by_key(|&a| (ground.areas[a].weight, std::cmp::Reverse(a)));
    if tree.rows() == 0 {
        return seats;
    }
    seats[0] = nation;
    // Without a nation those that lie in nothing lie in it.
    let mut inside = vec![vec![]; ground.areas.len()];
    let mut top = vec![];
    for (a, area) in ground.areas.iter().enumerate() {
        match area.parent {
            Some(parent) => inside[parent].push(a),
            None if nation.is_none() => top.push(a),
            None => {}
        }
    }
    let of_nation = nation.map_or(top, |n| inside[n].clone());
    fill(&ground.areas, &inside, tree, 0, of_nation, &mut seats);
    seats
}

/// Seats what lies in a row: those of the next level first, then, under a row the study does not know, deeper ones.
fn fill(
    areas: &[Area],
    inside: &[Vec<usize>],
    tree: &Tree,
    row: usize,
    mut waiting: Vec<usize>,
    seats: &mut [Option<usize>],
) {
    waiting.sort_by_key(|&a| (std::cmp::Reverse(areas[a].weight), a));
    let next = tree.level(row) + 1;
    let (direct, deeper): (Vec<usize>, Vec<usize>) = waiting
        .into_iter()
        .filter(|&a| usize::from(areas[a].level) >= next)
        .partition(|&a| usize::from(areas[a].level) == next);
    let mut free = tree.below(row);
    for (seat, a) in free.by_ref().take(direct.len()).collect::<Vec<_>>().into_iter().zip(direct) {
        seats[seat] = Some(a);
        fill(areas, inside, tree, seat, inside[a].clone(), seats);
    }
    if let (Some(seat), false) = (free.next(), deeper.is_empty()) {
        fill(areas, inside, tree, seat, deeper, seats);
    }
}
