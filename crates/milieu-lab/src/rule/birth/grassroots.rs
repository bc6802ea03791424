//! Places founded by people who know each other and have none.

use super::{GRASSROOTS, Proposal, highest_rent};
use crate::context::Context;
use crate::kernel;
use crate::random::Stream;
use crate::rule::kinds::model;
use crate::rule::lease;
use crate::rule::ties::{FADE_PHYSICAL, FADE_VIRTUAL};
use crate::state::person::Class;
use crate::state::place::{CORE, Governance, PlaceKind};
use crate::state::territory::{MARGINAL, PREFECTURE};
use crate::state::{NONE, World};
use crate::uid::{Kind, Uid};

/// Ties a founder must have; § 7.7 of the specification, assumed.
const TIES: usize = 3;
/// What an exemplar known through ties adds to the hazard, β; assumed.
const EXEMPLAR: f64 = 0.5;
/// Grant that doubles the hazard, G, yuan; assumed.
const GRANT: f64 = 20_000.0;
/// Exemplars that count at most.
const MOST: f64 = 8.0;
/// Kinds a group founds, and how likely; assumed.
const KINDS: [(PlaceKind, f64); 3] =
    [(PlaceKind::Hackerspace, 0.35), (PlaceKind::Makerspace, 0.5), (PlaceKind::FabLab, 0.15)];

/// Groups that found a place this month.
pub fn proposals(w: &World, ctx: &Context) -> Vec<Proposal> {
    let (h, bearable) = (ctx.get(&GRASSROOTS), highest_rent(w, ctx));
    let p = &w.persons;
    let luck = ctx.chance.family(Stream::Birth, Uid(0), 0);
    let chance = |grant: f32, exemplars: f64| {
        1.0 - crate::real::exp(-h * (1.0 + f64::from(grant) / GRANT) * (1.0 + EXEMPLAR * exemplars))
    };
    let without_grant = chance(0.0, MOST);
    kernel::gather(p.len(), |i, out| {
        // Most often no first: few are so lucky that anything could come of it.
        let (u, grant) = (luck.unit(p.uid(i)), p.grant[i]);
        if u >= if grant > 0.0 { chance(grant, MOST) } else { without_grant } {
            return;
        }
        if !p.card[i].is_tied(ctx.step) || p.member[i][0] != NONE || p.member[i][1] != NONE {
            return;
        }
        if !matches!(p.class[i], Class::Maker | Class::Artist | Class::Student) || !p.is_alive(i) {
            return;
        }
        let Some(group) = Group::of(w, ctx, i) else { return };
        if u < chance(grant, group.exemplars.min(MOST)) {
            out.extend(group.proposal(w, ctx, i, bearable));
        }
    })
}

/// A founder's contacts.
struct Group {
    core: [u32; CORE],
    parents: [u32; 2],
    exemplars: f64,
    ties: f64,
    grant: f64,
}

impl Group {
    fn of(w: &World, ctx: &Context, i: usize) -> Option<Self> {
        let p = &w.persons;
        let home = w.territories.at_level(p.town[i] as usize, PREFECTURE);
        let rates = [ctx.get(&FADE_PHYSICAL), ctx.get(&FADE_VIRTUAL)];
        let mut contacts: Vec<(f64, u32, u32)> = Vec::new();
        let mut exemplars: Vec<u32> = Vec::new();
        for (rings, rate) in [&p.physical, &p.remote].into_iter().zip(rates) {
            for tie in rings[i].living(ctx.step) {
                if contacts.iter().all(|c| c.1 != tie.other) {
                    contacts.push((tie.strength_at(ctx.step, rate), tie.other, tie.place));
                }
                exemplars.extend(p.member[tie.other as usize].iter().filter(|m| is_exemplar(w, **m as usize)));
            }
        }
        if contacts.len() < TIES {
            return None;
        }
        exemplars.sort_unstable();
        exemplars.dedup();
        // Strongest first; rows tell equals apart.
        contacts.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let (mut core, mut count, mut grant) = ([NONE; CORE], 1, f64::from(p.grant[i]));
        #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
        let founder = i as u32;
        core[0] = founder;
        let mut met: Vec<u32> = Vec::new();
        for &(_, other, place) in &contacts {
            let j = other as usize;
            let near = w.territories.at_level(p.town[j] as usize, PREFECTURE) == home;
            if count < CORE && near && p.is_alive(j) && p.member[j].contains(&NONE) {
                core[count] = other;
                count += 1;
                grant += f64::from(p.grant[j]);
                if place != NONE {
                    met.push(place);
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a person has few ties")]
        Some(Self {
            core,
            parents: most_frequent(&met),
            exemplars: exemplars.len() as f64,
            ties: contacts.len() as f64,
            grant,
        })
    }

    fn proposal(&self, w: &World, ctx: &Context, i: usize, bearable: f64) -> Option<Proposal> {
        let founder = w.persons.uid(i);
        let town = w.persons.town[i] as usize;
        let uid = Uid::of(Kind::Place, [founder, founder], ctx.step, 0);
        let kind = KINDS[ctx.chance.choice(Stream::Found, uid, 1, &KINDS.map(|(_, share)| share))?].0;
        let rent = w.territories.rent[town][MARGINAL];
        if rent > bearable || lease::vacant(w, town, MARGINAL) < model(kind).area {
            return None;
        }
        // Whoever founds it runs it: a fab lab without a university is a community's.
        Some(Proposal {
            uid,
            kind,
            governance: Governance::Community,
            town,
            scale: 1.0,
            core: self.core,
            parents: self.parents,
            grant: self.grant,
            ordered_by: NONE,
            origin: "grassroots",
            terms: [
                ("ties of the founder", self.ties),
                ("exemplars known", self.exemplars),
                ("rent below bearable", bearable - rent),
            ],
        })
    }
}

/// Whether a place shows makers what they could do themselves.
fn is_exemplar(w: &World, p: usize) -> bool {
    w.places.is_alive(p)
        && matches!(w.places.kind[p], PlaceKind::Hackerspace | PlaceKind::Makerspace | PlaceKind::FabLab)
}

/// The two places most often named, most often first, lower rows before higher.
fn most_frequent(places: &[u32]) -> [u32; 2] {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    let mut counted: Vec<(usize, u32)> = sorted.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
    counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    std::array::from_fn(|n| counted.get(n).map_or(NONE, |(_, place)| *place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;
    use crate::state::tie::Tie;

    /// Makers of one town tied to their neighbours, first met in places 4 and 5, without a place.
    fn makers(ties: u32) -> World {
        let mut world = testing::world();
        let town = world.persons.town[0];
        let here: Vec<u32> = world.residents.of(town as usize)[..200].to_vec();
        for &i in &here {
            let p = &mut world.persons;
            p.class[i as usize] = Class::Maker;
            p.member[i as usize] = [NONE; 2];
            p.card[i as usize].tied_until = 200;
            for n in 1..=ties {
                let other = here[(i as usize + n as usize) % here.len()];
                let place = if n < 3 { 4 } else { 5 };
                p.physical[i as usize].put(Tie { other, place, last: 0, ends: 200, strength: 200, marks: 0 }, 0);
            }
        }
        world.list_members();
        world
    }

    fn founded(world: &World, h: f64, rent: f64) -> Vec<Proposal> {
        let mut values = testing::defaults();
        values.set(&GRASSROOTS, h);
        values.set(&super::super::HIGHEST_RENT, rent);
        testing::with(world, &values, &Default::default(), Default::default(), |ctx| proposals(world, ctx))
    }

    #[test]
    fn three_ties_and_cheap_floor_found_places() {
        let all = founded(&makers(3), 0.2, 100.0);
        let expected = 200.0 * (1.0 - (-0.2_f64).exp());
        assert!((all.len() as f64 - expected).abs() < 20.0, "{} for {expected}", all.len());
        for proposal in &all {
            assert_eq!((proposal.parents, proposal.governance), ([4, 5], Governance::Community));
            assert_eq!(proposal.core.iter().filter(|i| **i != NONE).count(), 4);
        }
        assert!(founded(&makers(2), 0.2, 100.0).is_empty(), "two ties are too few");
        assert!(founded(&makers(3), 0.2, 0.0).is_empty(), "too dear");
        assert!(founded(&makers(3), 0.0, 100.0).is_empty());
    }

    #[test]
    fn grants_and_exemplars_raise_the_hazard() {
        let plain = founded(&makers(3), 0.05, 100.0).len();
        let mut granted = makers(3);
        granted.persons.grant.fill(40_000.0);
        assert!(founded(&granted, 0.05, 100.0).len() > plain + 8);
        let mut known = makers(3);
        known.places.kind[7] = PlaceKind::Hackerspace;
        // Every second has a place: the others know it through them.
        for i in (0..known.persons.len()).step_by(2) {
            known.persons.member[i] = [7, NONE];
        }
        let found = founded(&known, 0.05, 100.0);
        assert!(found.iter().all(|f| f.terms.iter().any(|(name, n)| *name == "exemplars known" && *n == 1.0)));
    }

    #[test]
    fn parents_are_where_most_met() {
        assert_eq!(most_frequent(&[9, 3, 9, 2, 3, 9]), [9, 3]);
        assert_eq!(most_frequent(&[]), [NONE; 2]);
    }
}
