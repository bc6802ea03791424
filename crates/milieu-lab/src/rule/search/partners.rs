//! Partners: firms whose people know each other well, and firms that have learnt from each other.
//!
//! A twelfth of the employed each month (by identity) make their firm a partner of the firms their strong physical ties work
//! for, while both have room (5 at most, as in SKIN v5.32). A recombination that succeeds makes partners too. A
//! partnership ends with either firm.

use crate::context::Context;
use crate::kernel;
use crate::rule::ties;
use crate::state::firm::PARTNERS as SLOTS;
use crate::state::tie::Fading;
use crate::state::{NONE, World};

/// Months between looks at a person's ties; assumed.
const LOOKS: u64 = 12;

/// Makes partners of firms whose people have strong ties. Commits only.
pub(super) fn meet(world: &mut World, ctx: &Context, most: usize) {
    let (p, f) = (&world.persons, &world.firms);
    let fading = Fading::new(ctx.get(&ties::FADE_PHYSICAL));
    // Whose identity leaves this rest looks this month.
    let turn = (LOOKS - u64::from(world.month.0) % LOOKS) % LOOKS;
    // Most often no first: few look in a month.
    let turns = kernel::gather(p.len(), |i, out| {
        if p.uid(i).0 % LOOKS == turn && p.employer[i] != NONE {
            out.push(i);
        }
    });
    let tied = |n: usize, out: &mut Vec<usize>| {
        if p.card[turns[n]].is_tied(ctx.step) {
            out.push(turns[n]);
        }
    };
    let looking = kernel::gather_near(turns.len(), |n| p.card[turns[n]].near(), tied);
    let mut pairs = kernel::gather_near(
        looking.len(),
        |n| p.physical[looking[n]].near(),
        |n, out| {
            let i = looking[n];
            let own = p.employer[i];
            if !p.is_alive(i) || !f.is_alive(own as usize) {
                return;
            }
            for tie in p.physical[i].living(ctx.step) {
                let other = tie.other as usize;
                if fading.strength(&tie, ctx.step) >= ties::STRONG && p.is_alive(other) {
                    let theirs = p.employer[other];
                    if theirs != own && f.is_alive(theirs as usize) {
                        out.push((f.uid(own as usize), f.uid(theirs as usize), own as usize, theirs as usize));
                    }
                }
            }
        },
    );
    pairs.sort_unstable();
    for (_, _, own, theirs) in pairs {
        befriend(world, own, theirs, most);
    }
}

/// Makes two firms partners of each other, if both have room. Commits only.
#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
pub(super) fn befriend(world: &mut World, a: usize, b: usize, most: usize) {
    let partners = &mut world.firms.partners;
    if a == b || partners[a].contains(&(b as u32)) {
        return;
    }
    let room = |of: &[u32; SLOTS]| of[..most.min(SLOTS)].iter().position(|p| *p == NONE);
    if let (Some(of_a), Some(of_b)) = (room(&partners[a]), room(&partners[b])) {
        partners[a][of_a] = b as u32;
        partners[b][of_b] = a as u32;
    }
}

/// Drops partners that are no more.
pub(super) fn part(world: &mut World) {
    let crate::state::Firms { rows, partners, .. } = &mut world.firms;
    let alive = &rows.alive;
    kernel::update(partners, |_, partners| {
        for partner in partners {
            if *partner != NONE && !alive[*partner as usize] {
                *partner = NONE;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;
    use crate::state::tie::Tie;

    /// A world where two people of different firms have a tie of this strength, after a year of looks.
    fn after_a_year(strength: u8) -> (World, usize, usize) {
        let mut world = testing::world();
        let works = |world: &World, i: usize| world.persons.employer[i] != NONE;
        let a = (0..world.persons.len()).find(|&i| works(&world, i)).expect("someone works");
        let firm = world.persons.employer[a];
        let other = |i: &usize| works(&world, *i) && world.persons.employer[*i] != firm;
        let b = (0..world.persons.len()).find(other).expect("someone works elsewhere");
        let tie = Tie { other: b as u32, place: NONE, last: 0, ends: 600, strength, marks: 0 };
        world.persons.hold(a, 0, tie, 0);
        let theirs = world.persons.employer[b] as usize;
        for _ in 0..12 {
            testing::at(&world.clone(), |ctx| meet(&mut world, ctx, 5));
            world.month = world.month.plus(1);
        }
        (world, firm as usize, theirs)
    }

    #[test]
    fn strong_ties_make_partners_and_weak_ones_do_not() {
        let (world, own, theirs) = after_a_year(255);
        assert!(world.firms.partners[own].contains(&(theirs as u32)));
        assert!(world.firms.partners[theirs].contains(&(own as u32)));
        let (world, own, _) = after_a_year(60);
        assert_eq!(world.firms.partners[own], [NONE; 5]);
    }

    #[test]
    fn nobody_has_more_partners_than_room_and_partnership_is_mutual() {
        let mut world = testing::world();
        for other in 1..9 {
            befriend(&mut world, 0, other, 5);
            befriend(&mut world, other, 0, 5);
        }
        befriend(&mut world, 3, 3, 5);
        assert_eq!(world.firms.partners[0], [1, 2, 3, 4, 5]);
        assert_eq!((world.firms.partners[5][0], world.firms.partners[6]), (0, [NONE; 5]));
        world.firms.rows.leave(2, 1);
        part(&mut world);
        assert_eq!(world.firms.partners[0], [1, NONE, 3, 4, 5]);
    }
}
