//! People learn from those they meet.
//!
//! Of two who met, each comes nearer to the other in the domain where the other is furthest ahead: by a tenth of the lead, at least one
//! step of 255 (assumed). Each eighth of the scale so passed brings a skill of that domain which the other has.
//! Nobody forgets, and nobody rises above the best of those met: meeting spreads skill, it does not invent it.

use crate::context::Context;
use crate::kernel;
use crate::parameter::Parameter;
use crate::state::World;
use crate::state::person::DOMAINS;

/// Share of a lead that a meeting takes off, in percent; assumed.
const SHARE: u8 = 10;
/// Levels that bring a skill.
const EIGHTH: u8 = 32;

/// Parameters of this rule: none of the register.
pub const PARAMETERS: &[Parameter] = &[];

/// Lets everybody learn from this month's meetings, at places and in projects.
pub fn run(world: &mut World, _ctx: &Context) {
    let w = &*world;
    let lessons = kernel::gather(w.met.len(), |n, out| {
        let (a, b) = (w.met[n].a, w.met[n].b);
        out.extend(lesson(w, a, b));
        out.extend(lesson(w, b, a));
    });
    // Capped sums and unions: the order of one's lessons does not matter.
    let persons = &mut world.persons;
    for Lesson { who, domain, gain, skill } in lessons {
        let level = &mut persons.domain[who as usize][usize::from(domain)];
        *level = level.saturating_add(gain);
        persons.skills[who as usize] |= skill;
    }
}

/// What one person learns of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lesson {
    who: u32,
    domain: u8,
    gain: u8,
    skill: u64,
}

fn lesson(w: &World, who: u32, of: u32) -> Option<Lesson> {
    let p = &w.persons;
    let (mine, theirs) = (&p.domain[who as usize], &p.domain[of as usize]);
    // All domains at once; the first of the largest leads.
    let leads: [u8; DOMAINS] = std::array::from_fn(|d| theirs[d].saturating_sub(mine[d]));
    let lead = leads.iter().fold(0, |most, lead| most.max(*lead));
    if lead == 0 {
        return None;
    }
    let domain = leads.iter().position(|one| *one == lead).unwrap_or(0);
    let gain = (lead / SHARE).max(1);
    let passes = (mine[domain] + gain) / EIGHTH > mine[domain] / EIGHTH;
    let new = p.skills[of as usize] & !p.skills[who as usize] & (0xFF << (8 * domain));
    // The lowest bit set of what is new.
    let skill = if passes { new & new.wrapping_neg() } else { 0 };
    #[expect(clippy::cast_possible_truncation, reason = "eight domains")]
    let domain = domain as u8;
    Some(Lesson { who, domain, gain, skill })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;
    use crate::state::{Meeting, NONE};

    #[test]
    fn one_comes_nearer_to_the_other_and_not_beyond() {
        let mut world = testing::world();
        let p = &mut world.persons;
        (p.domain[0], p.domain[1]) = ([30, 0, 0, 0, 0, 0, 0, 0], [130, 0, 0, 0, 0, 0, 0, 50]);
        (p.skills[0], p.skills[1]) = (0, 0b110);
        world.met = vec![Meeting { a: 0, b: 1, place: NONE }];
        testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        assert_eq!((world.persons.domain[0], world.persons.skills[0]), ([40, 0, 0, 0, 0, 0, 0, 0], 0b10));
        assert_eq!(world.persons.domain[1], [130, 0, 0, 0, 0, 0, 0, 50], "there was nothing to learn");
        for _ in 0..200 {
            testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        }
        assert_eq!((world.persons.domain[0][0], world.persons.domain[0][7]), (130, 50));
        assert_eq!(world.persons.skills[0] & 0xFF, 0b110);
    }

    #[test]
    fn who_meets_nobody_learns_nothing() {
        let mut world = testing::world();
        let before = world.persons.domain.clone();
        testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        assert_eq!(world.persons.domain, before);
    }
}
