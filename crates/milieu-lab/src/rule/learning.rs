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
/// Domains, as a factor.
const LAST: i16 = DOMAINS as i16;
/// Levels that bring a skill.
const EIGHTH: u8 = 32;

/// Parameters of this rule: none of the register.
pub const PARAMETERS: &[Parameter] = &[];

/// Lets everybody learn from this month's meetings, at places and in projects.
pub fn run(world: &mut World, _ctx: &Context) {
    let w = &*world;
    let p = &w.persons;
    let near = |n: usize| {
        let (a, b) = (w.met[n].a as usize, w.met[n].b as usize);
        p.card[a].near() ^ p.card[b].near()
    };
    let lessons = kernel::gather_near(w.met.len(), near, |n, out| {
        let (a, b) = (w.met[n].a, w.met[n].b);
        out.extend(lesson(w, a, b));
        out.extend(lesson(w, b, a));
    });
    // Capped sums and unions: the order of one's lessons does not matter.
    let persons = &mut world.persons;
    for Lesson { who, domain, gain, skill } in lessons {
        let level = &mut persons.card[who as usize].domain[usize::from(domain)];
        *level = level.saturating_add(gain);
        persons.card[who as usize].skills |= skill;
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
    let (mine, theirs) = (&p.card[who as usize].domain, &p.card[of as usize].domain);
    // All domains at once, without a branch: the largest lead, and of equal ones the first, are the largest number of both.
    let leads: [i16; DOMAINS] =
        std::array::from_fn(|d| i16::from(theirs[d].saturating_sub(mine[d])) * LAST + (LAST - 1 - d as i16));
    let most = leads.iter().fold(0, |most, lead| most.max(*lead));
    let (lead, domain) = ((most / LAST) as u8, (LAST - 1 - most % LAST) as usize);
    if lead == 0 {
        return None;
    }
    let gain = (lead / SHARE).max(1);
    let passes = (mine[domain] + gain) / EIGHTH > mine[domain] / EIGHTH;
    let new = p.card[of as usize].skills & !p.card[who as usize].skills & (0xFF << (8 * domain));
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
        (p.card[0].domain, p.card[1].domain) = ([30, 0, 0, 0, 0, 0, 0, 0], [130, 0, 0, 0, 0, 0, 0, 50]);
        (p.card[0].skills, p.card[1].skills) = (0, 0b110);
        world.met = vec![Meeting { a: 0, b: 1, place: NONE }];
        testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        assert_eq!((world.persons.card[0].domain, world.persons.card[0].skills), ([40, 0, 0, 0, 0, 0, 0, 0], 0b10));
        assert_eq!(world.persons.card[1].domain, [130, 0, 0, 0, 0, 0, 0, 50], "there was nothing to learn");
        for _ in 0..200 {
            testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        }
        assert_eq!((world.persons.card[0].domain[0], world.persons.card[0].domain[7]), (130, 50));
        assert_eq!(world.persons.card[0].skills & 0xFF, 0b110);
    }

    #[test]
    fn who_meets_nobody_learns_nothing() {
        let mut world = testing::world();
        let before = world.persons.card.clone();
        testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        assert_eq!(world.persons.card, before);
    }
}
