//! Clocks: who does something this month, without asking everybody.
//!
//! Instead of a draw for each person and month, the month in which somebody next does something is drawn when they
//! last did. For a hazard that stays the same the two are equal in distribution, and a month costs a comparison for each
//! person. The times follow from identity and chance alone, so they are the same in every scenario.

use rayon::prelude::*;

use crate::context::Context;
use crate::kernel;
use crate::random::{self, Stream};
use crate::state::rows::Rows;
use crate::uid::Uid;

/// Rows whose clock strikes this month, in order; sets their clocks anew. `hazard` a month is asked for those only.
/// A clock at 0 was never set: it is set and does not strike.
#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows, a run fewer than 2¹⁶ steps")]
pub fn struck(
    clock: &mut [u16],
    rows: &Rows,
    ctx: &Context,
    stream: Stream,
    hazard: impl Fn(usize) -> f64 + Sync,
) -> Vec<u32> {
    let size = kernel::chunk_of(clock.len());
    let chance = ctx.chance.family(stream, Uid(0), 0);
    let now = ctx.step as u16;
    let parts: Vec<Vec<u32>> = clock
        .par_chunks_mut(size)
        .enumerate()
        .map(|(chunk, clock)| {
            let mut part = Vec::new();
            for (offset, at) in clock.iter_mut().enumerate().filter(|(_, at)| **at <= now) {
                let row = chunk * size + offset;
                if !rows.alive[row] {
                    continue;
                }
                if std::mem::replace(at, next(ctx, chance.unit(rows.uid[row]), hazard(row))) > 0 {
                    part.push(row as u32);
                }
            }
            part
        })
        .collect();
    parts.concat()
}

#[expect(clippy::cast_possible_truncation, reason = "a run has fewer than 2¹⁶ steps")]
fn next(ctx: &Context, u: f64, hazard: f64) -> u16 {
    (ctx.step as u16).saturating_add(random::wait(u, hazard))
}

/// The hazard of an event of this probability a month: −ln(1 − p).
#[must_use]
pub fn hazard_of(probability: f64) -> f64 {
    -crate::real::ln_1p(-probability.clamp(0.0, 0.999))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;

    #[test]
    fn as_many_strike_as_if_everybody_were_asked() {
        let mut world = testing::world();
        let hazard = hazard_of(0.1);
        let mut struck_in_all = 0;
        for _ in 0..40 {
            testing::at(&world.clone(), |ctx| {
                let p = &mut world.persons;
                struck_in_all += struck(&mut p.thinks_at, &p.rows, ctx, Stream::Reconsider, |_| hazard).len();
            });
            world.step += 1;
        }
        let expected = 0.1 * 39.0 * world.persons.len() as f64;
        assert!((struck_in_all as f64 / expected - 1.0).abs() < 0.02, "{struck_in_all} of {expected}");
    }

    #[test]
    fn the_dead_do_nothing_and_never_is_never() {
        let mut world = testing::world();
        world.persons.rows.leave(7, 0);
        world.persons.thinks_at.fill(1);
        world.step = 1;
        let rows = testing::at(&world.clone(), |ctx| {
            let p = &mut world.persons;
            struck(&mut p.thinks_at, &p.rows, ctx, Stream::Reconsider, |_| 0.0)
        });
        assert_eq!(rows.len(), world.persons.len() - 1);
        assert!(!rows.contains(&7) && world.persons.thinks_at[8] > 50_000);
    }
}
