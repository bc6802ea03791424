//! Rows of a table: who stands in which, which are free, and the columns beside them.

use std::collections::VecDeque;

use crate::digest::Digest;
use crate::uid::Uid;

/// No row.
pub const NONE: u32 = u32::MAX;

/// Months a row rests after its agent is gone. Within one month every rule drops what points at a row
/// that is no longer alive; nothing points at it any more when somebody else moves in.
pub const REST: u32 = 2;

/// Which agent stands in which row.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Identity of the agent in each row.
    pub uid: Vec<Uid>,
    /// Whether the row holds an agent that exists now.
    pub alive: Vec<bool>,
    /// Step in which its agent came.
    pub since: Vec<u32>,
    /// Rows whose agent is gone, with the step it left; oldest first.
    left: VecDeque<(u32, u32)>,
    living: usize,
}

impl Rows {
    /// Rows, those of the dead included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.uid.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.uid.is_empty()
    }

    /// Agents that exist now.
    #[must_use]
    pub fn living(&self) -> usize {
        self.living
    }

    /// Seats an agent: in the row that has been free longest, else in a new one. Returns the row and whether it
    /// was used before. Only commits call this, in the order of the uids.
    pub(crate) fn seat(&mut self, uid: Uid, step: u32, recycled: bool) -> (usize, bool) {
        self.living += 1;
        if recycled && self.left.front().is_some_and(|&(_, left)| left + REST <= step) {
            let row = self.left.pop_front().map_or(0, |(row, _)| row) as usize;
            self.uid[row] = uid;
            self.alive[row] = true;
            self.since[row] = step;
            return (row, true);
        }
        self.uid.push(uid);
        self.alive.push(true);
        self.since.push(step);
        (self.uid.len() - 1, false)
    }

    /// Empties a row; nothing happens if it is empty. Only commits call this, in the order of the rows.
    #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
    pub fn leave(&mut self, row: usize, step: u32) {
        if std::mem::replace(&mut self.alive[row], false) {
            self.living -= 1;
            self.left.push_back((row as u32, step));
        }
    }

    /// Rows whose agent left in this step, the last first. Their columns can still be read.
    pub fn gone(&self, step: u32) -> impl Iterator<Item = usize> + '_ {
        self.left
            .iter()
            .rev()
            .take_while(move |(_, left)| *left >= step)
            .filter_map(move |&(row, left)| (left == step).then_some(row as usize))
    }

    /// Takes all of it into the hash.
    pub fn digest(&self, digest: &mut Digest) {
        digest.column(&self.uid);
        digest.column(&self.alive);
        digest.column(&self.since);
        for &(row, step) in &self.left {
            digest.word((u64::from(row) << 32) | u64::from(step));
        }
    }
}

/// A table as a struct of arrays: each column with its documentation, type and value in a fresh row. What is
/// not declared here cannot be forgotten in the hash, because everything declared is hashed in this order.
macro_rules! table {
    (
        $(#[$meta:meta])*
        pub struct $name:ident (recycled = $recycled:literal) {
            $($(#[$doc:meta])* $column:ident : $type:ty = $fresh:expr),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            /// Who stands in which row.
            pub rows: $crate::state::rows::Rows,
            $($(#[$doc])* pub $column: Vec<$type>,)*
        }

        impl $name {
            /// Names of the columns, in the order of the hash.
            pub const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),*];

            /// Rows, those of the dead included.
            #[must_use]
            pub fn len(&self) -> usize {
                self.rows.len()
            }

            /// Whether there are no rows.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.rows.is_empty()
            }

            /// Whether the row holds an agent that exists now; false for [`crate::state::rows::NONE`].
            #[inline]
            #[must_use]
            pub fn is_alive(&self, row: usize) -> bool {
                self.rows.alive.get(row).copied().unwrap_or(false)
            }

            /// Identity of the agent in a row.
            #[inline]
            #[must_use]
            pub fn uid(&self, row: usize) -> $crate::uid::Uid {
                self.rows.uid[row]
            }

            /// Seats an agent in a fresh row: every column at its first value. Commits only, sorted by uid.
            pub fn add(&mut self, uid: $crate::uid::Uid, step: u32) -> usize {
                let (row, used) = self.rows.seat(uid, step, $recycled);
                if used {
                    $(self.$column[row] = $fresh;)*
                } else {
                    $(self.$column.push($fresh);)*
                }
                row
            }

            /// Takes every column into the hash.
            pub fn digest(&self, digest: &mut $crate::digest::Digest) {
                self.rows.digest(digest);
                $(digest.column(&self.$column);)*
            }

            /// Bytes of a row over all columns.
            #[must_use]
            pub const fn bytes_of_row() -> usize {
                0 $(+ std::mem::size_of::<$type>())*
            }
        }
    };
}

pub(crate) use table;

#[cfg(test)]
mod tests {
    use super::*;

    table! {
        /// For the tests.
        pub struct Things (recycled = true) {
            /// A size.
            size: f64 = 1.5,
            /// Parts.
            parts: [u32; 2] = [NONE; 2],
        }
    }

    #[test]
    fn a_row_rests_before_it_is_used_again() {
        let mut things = Things::default();
        for n in 0..3 {
            things.add(Uid(n), 0);
        }
        things.size[1] = 9.0;
        things.rows.leave(1, 5);
        things.rows.leave(1, 5);
        assert_eq!((things.rows.living(), things.is_alive(1), things.is_alive(NONE as usize)), (2, false, false));
        assert_eq!(things.add(Uid(7), 6), 3, "still resting");
        assert_eq!(things.add(Uid(8), 7), 1);
        assert_eq!((things.size[1], things.parts[1], things.uid(1), things.rows.living()), (1.5, [NONE; 2], Uid(8), 4));
        assert_eq!((Things::COLUMNS, Things::bytes_of_row()), (&["size", "parts"][..], 16));
        assert_eq!((things.len(), things.is_empty()), (4, false));
    }

    #[test]
    fn every_column_is_hashed() {
        let of = |change: fn(&mut Things)| {
            let mut things = Things::default();
            things.add(Uid(1), 0);
            change(&mut things);
            let mut digest = Digest::default();
            things.digest(&mut digest);
            digest.0
        };
        let changes: [fn(&mut Things); 4] =
            [|_| (), |t| t.size[0] = 2.0, |t| t.parts[0][1] = 0, |t| t.rows.leave(0, 1)];
        let mut hashes: Vec<u64> = changes.into_iter().map(of).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), changes.len());
    }
}
