//! What places show of themselves, and who carries them.
//!
//! A place with at least five people at its nights holds 4·O public events a month. Visibility follows attendance:
//! v ← 0.9·v + 0.1·n/(n + 50), n who came (assumed). The profile is the mean level of its members in each domain.
//! The core group loses those who are no longer members; while it is smaller than four and there are others, one member a month
//! may be asked, and says yes with probability 0.3 (assumed). Each January ties first made in a place and still alive are
//! counted: its legacy, also after its end.

use crate::context::Context;
use crate::kernel;
use crate::parameter::Parameter;
use crate::random::Stream;
use crate::rule::ties;
use crate::state::person::DOMAINS;
use crate::state::place::CORE;
use crate::state::{NONE, World};

/// Who must come for a night to be an event; assumed.
const ENOUGH: u32 = 5;
/// Public events a month of a place of full permeability; assumed.
const NIGHTS: f64 = 4.0;
/// Carriers a place wants; assumed.
pub const CARRIERS: usize = 4;
/// Probability that a member asked joins the core; assumed.
const AGREES: f64 = 0.3;

/// Parameters of this rule: none of the register.
pub const PARAMETERS: &[Parameter] = &[];

/// Brings what places show up to date.
pub fn run(world: &mut World, ctx: &Context) {
    let w = &*world;
    let shown = kernel::map(w.places.len(), |p| Shown::of(w, ctx, p));
    for (p, shown) in shown.into_iter().enumerate().filter(|(p, _)| w.places.is_alive(*p)).collect::<Vec<_>>() {
        world.places.events[p] = shown.events;
        world.places.visibility[p] = shown.visibility;
        world.places.profile[p] = shown.profile;
        world.places.core[p] = shown.core;
    }
    if ctx.month.is_january() {
        world.places.legacy = ties::legacy(world, ctx.step);
    }
}

/// What a place shows this month.
struct Shown {
    events: u32,
    visibility: f64,
    profile: [f32; DOMAINS],
    core: [u32; CORE],
}

impl Shown {
    fn of(w: &World, ctx: &Context, p: usize) -> Self {
        let places = &w.places;
        let came = places.attendance[p];
        let open = (places.permeability[p] + ctx.levers.permeability.at(places.town[p] as usize)).clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most four")]
        let events = if came >= ENOUGH { (NIGHTS * open).round() as u32 } else { 0 };
        let n = f64::from(came);
        Self {
            events,
            visibility: 0.9 * places.visibility[p] + 0.1 * n / (n + 50.0),
            profile: profile(w, p),
            core: core(w, ctx, p),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "shares of a few hundred members")]
fn profile(w: &World, p: usize) -> [f32; DOMAINS] {
    let members = w.members.of(p);
    let mut sums = [0_u32; DOMAINS];
    // Four levels of 16 bits to a word: 256 members can be added before one overflows.
    const EVERY_OTHER: u64 = 0x00FF_00FF_00FF_00FF;
    for some in members.chunks(256) {
        let (mut even, mut odd) = (0_u64, 0_u64);
        for &i in kernel::nearing(some, |i| w.persons.card[*i as usize].near()) {
            let levels = u64::from_le_bytes(w.persons.card[i as usize].domain);
            even += levels & EVERY_OTHER;
            odd += (levels >> 8) & EVERY_OTHER;
        }
        for (d, sum) in sums.iter_mut().enumerate() {
            let word = if d % 2 == 0 { even } else { odd };
            *sum += u32::from((word >> (16 * (d / 2))) as u16);
        }
    }
    sums.map(|sum| sum as f32 / (255 * members.len().max(1)) as f32)
}

/// The core group without those who left, with a member more if one is wanted and agrees.
#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
fn core(w: &World, ctx: &Context, p: usize) -> [u32; CORE] {
    let mut core = [NONE; CORE];
    let mut count = 0;
    for &i in w.places.core[p].iter().filter(|i| w.persons.is_alive(**i as usize)) {
        if w.persons.member[i as usize].contains(&(p as u32)) {
            core[count] = i;
            count += 1;
        }
    }
    if count >= CARRIERS || w.members.of(p).len() <= count {
        return core;
    }
    // Asked in an order that is the place's own and does not change as others come and go.
    let place = w.places.uid(p);
    let order = ctx.chance_of_run().family(Stream::Burnout, place, 0);
    let order = |i: u32| order.bits(w.persons.uid(i as usize));
    let asked = kernel::nearing(w.members.of(p), |&i| w.persons.uid(i as usize).0);
    let asked = asked.copied().filter(|i| !core.contains(i)).min_by_key(|&i| (order(i), i));
    let agrees = |i: u32| ctx.chance.happens(Stream::Burnout, w.persons.uid(i as usize), place.folded(), AGREES);
    if let Some(i) = asked.filter(|&i| agrees(i)) {
        core[count] = i;
    }
    core
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;

    #[test]
    fn visibility_follows_who_comes() {
        let mut world = testing::world();
        world.places.attendance[0] = 150;
        world.places.permeability[0] = 1.0;
        for _ in 0..60 {
            testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        }
        assert!((world.places.visibility[0] - 0.75).abs() < 0.01);
        assert_eq!((world.places.events[0], world.places.events[1]), (4, 0));
        assert!(world.places.visibility[1] < 1e-9, "nobody comes");
    }

    #[test]
    fn the_core_is_of_members_and_grows_from_them() {
        let mut world = testing::world();
        let first = world.places.core[0][0] as usize;
        world.persons.member[first] = [NONE; 2];
        for &i in &world.residents.of(world.places.town[0] as usize)[..40] {
            if i as usize != first {
                world.persons.member[i as usize][0] = 0;
            }
        }
        world.list_members();
        for _ in 0..40 {
            testing::at(&world.clone(), |ctx| run(&mut world, ctx));
            world.step += 1;
        }
        let core: Vec<u32> = world.places.core[0].into_iter().filter(|i| *i != NONE).collect();
        assert_eq!(core.len(), CARRIERS);
        assert!(core.iter().all(|&i| i as usize != first && world.persons.member[i as usize].contains(&0)));
    }
}
