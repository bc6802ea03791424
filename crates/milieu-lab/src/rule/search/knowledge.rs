//! What firms know and what it is worth: distance, payoff, quality, learning and forgetting.
//!
//! A kene holds each capability once. Expertise grows by one each time its triple is used in the hypothesis and shrinks
//! by one when it is not; at 0 the triple is forgotten. Written from the published description of kenes (Ahrweiler, Pyka &
//! Gilbert 2011, *J. Product Innovation Management* 28:218).

use crate::random::{Chance, Stream};
use crate::real;
use crate::state::firm::{HYPOTHESIS, KENE, Triple};
use crate::uid::Uid;

/// No position.
pub const FREE: u8 = 255;
/// Highest expertise; as kenes are described.
pub const DEEPEST: u8 = 10;
/// Highest ability; as kenes are described.
pub const ABLEST: f32 = 10.0;
/// What a unit of payoff multiplies quality by: e to it (assumed). The mean over many pairs varies little by itself.
const SLOPE: f64 = 4.0;

/// What a firm knows.
pub type Kene = [Triple; KENE];
/// Positions of a hypothesis in a kene.
pub type Hypothesis = [u8; HYPOTHESIS];

/// How knowledge is worth something: the same for everybody, the whole run through.
#[derive(Clone, Debug)]
pub struct Landscape {
    chance: Chance,
    neighbours: usize,
    /// 1 − e^{−expertise}.
    depth: [f64; DEEPEST as usize + 1],
}

impl Landscape {
    /// The landscape of a run's chance, where each capability depends on so many others.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number")]
    pub fn new(chance_of_run: Chance, ruggedness: f64) -> Self {
        let mut expertise = -1.0;
        let depth = std::array::from_fn(|_| {
            expertise += 1.0;
            1.0 - real::exp(-expertise)
        });
        Self { chance: chance_of_run, neighbours: ruggedness.round().max(1.0) as usize, depth }
    }

    /// Payoff of capabilities together, 0 to 1: the mean over each and the K that follow it in the ring of their
    /// sorted numbers of the pair's own number. ½ for less than two.
    #[must_use]
    pub fn payoff(&self, kene: &Kene, hypothesis: &Hypothesis) -> f64 {
        let mut capabilities = [u16::MAX; HYPOTHESIS];
        let mut n = 0;
        for &at in hypothesis.iter().filter(|at| **at != FREE) {
            capabilities[n] = kene[usize::from(at)].capability;
            n += 1;
        }
        if n < 2 {
            return 0.5;
        }
        capabilities[..n].sort_unstable();
        let reach = self.neighbours.min(n - 1);
        let (mut sum, mut pairs) = (0.0, 0.0);
        for i in 0..n {
            for step in 1..=reach {
                let (a, b) = (capabilities[i], capabilities[(i + step) % n]);
                sum += self.chance.unit(Stream::Landscape, Uid(u64::from(a.min(b))), u32::from(a.max(b)));
                pairs += 1.0;
            }
        }
        sum / pairs
    }

    /// What the payoff multiplies quality by: exp(4·(payoff − ½)).
    #[must_use]
    pub fn fit(&self, kene: &Kene, hypothesis: &Hypothesis) -> f64 {
        real::exp(SLOPE * (self.payoff(kene, hypothesis) - 0.5))
    }

    /// Quality: the mean over the hypothesis of ability·(1 − e^{−expertise}), times the fit.
    #[must_use]
    pub fn quality(&self, kene: &Kene, hypothesis: &Hypothesis, fit: f64) -> f64 {
        let (mut sum, mut n) = (0.0, 0.0);
        for &at in hypothesis.iter().filter(|at| **at != FREE) {
            let triple = kene[usize::from(at)];
            sum += f64::from(triple.ability) * self.depth[usize::from(triple.expertise.min(DEEPEST))];
            n += 1.0;
        }
        if n > 0.0 { fit * sum / n } else { 0.0 }
    }
}

/// Hamming distance of two sets of capabilities: how many are in one but not in the other.
#[must_use]
pub fn distance(a: &Kene, b: &Kene) -> u32 {
    let numbers = |kene: &Kene, none: u16| kene.map(|t| if t.expertise > 0 { t.capability } else { none });
    let (x, y) = (numbers(a, u16::MAX), numbers(b, u16::MAX - 1));
    let mut common = 0_u32;
    for one in x {
        let mut found = 0_u32;
        for other in y {
            found += u32::from(one == other);
        }
        common += found;
    }
    size(a) + size(b) - 2 * common
}

/// How many triples there are.
#[must_use]
pub fn size(kene: &Kene) -> u32 {
    kene.iter().map(|t| u32::from(t.expertise > 0)).sum()
}

/// How many triples a firm of this capital can keep: max(floor, ln(1 + capital/20)), at most the ring.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the ring")]
pub fn capacity(capital: f64, floor: f64) -> u32 {
    real::ln_1p(capital.max(0.0) / 20.0).max(floor).min(KENE as f64) as u32
}

/// Keeps the ablest triple of each capability and drops the others.
pub fn merge(kene: &mut Kene) {
    for at in 0..KENE {
        for other in at + 1..KENE {
            if kene[at].expertise > 0 && kene[other].expertise > 0 && kene[at].capability == kene[other].capability {
                if kene[other].ability > kene[at].ability {
                    kene[at] = kene[other];
                }
                kene[other] = Triple::default();
            }
        }
    }
}

/// The largest hypothesis there can be: the ablest triples, in the order of the kene.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "positions are below 16")]
pub fn best_hypothesis(kene: &Kene, most: usize) -> Hypothesis {
    let mut known: Vec<u8> = (0..KENE as u8).filter(|at| kene[usize::from(*at)].expertise > 0).collect();
    known.sort_by(|a, b| kene[usize::from(*b)].ability.total_cmp(&kene[usize::from(*a)].ability).then(a.cmp(b)));
    known.truncate(most.min(HYPOTHESIS));
    known.sort_unstable();
    let mut hypothesis = [FREE; HYPOTHESIS];
    for (slot, at) in hypothesis.iter_mut().zip(known) {
        *slot = at;
    }
    hypothesis
}

/// A quarter of use: triples of the hypothesis deepen, others fade and are forgotten at last.
pub fn practise(kene: &mut Kene, hypothesis: &Hypothesis) {
    let mut used = [false; KENE];
    for &at in hypothesis.iter().filter(|at| **at != FREE) {
        used[usize::from(at)] = true;
    }
    for (triple, used) in kene.iter_mut().zip(used) {
        if triple.expertise > 0 {
            triple.expertise = if used { (triple.expertise + 1).min(DEEPEST) } else { triple.expertise - 1 };
        }
        if triple.expertise == 0 {
            *triple = Triple::default();
        }
    }
}

/// Takes in a triple and returns where it stands: over the same capability if it is abler there, in a free place while
/// there is room, else over the least able that is not in use. None if there is no use for it.
#[must_use]
pub fn take_in(kene: &mut Kene, hypothesis: &Hypothesis, room: u32, triple: Triple) -> Option<usize> {
    let known = |t: &Triple| t.expertise > 0;
    if let Some(at) = kene.iter().position(|t| known(t) && t.capability == triple.capability) {
        if triple.ability <= kene[at].ability {
            return None;
        }
        kene[at].ability = triple.ability;
        return Some(at);
    }
    let at = if size(kene) < room { kene.iter().position(|t| !known(t)) } else { None };
    let idle = |at: &usize| known(&kene[*at]) && hypothesis.iter().all(|h| usize::from(*h) != *at);
    let least = || (0..KENE).filter(idle).min_by(|a, b| kene[*a].ability.total_cmp(&kene[*b].ability));
    let at = at.or_else(least)?;
    kene[at] = triple;
    Some(at)
}

/// The hypothesis that uses the triple at a position as well: added, or in place of the least able; whichever is worth
/// more. Returns it with its fit and quality.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "positions are below 16")]
pub fn with_triple(
    land: &Landscape,
    kene: &Kene,
    hypothesis: &Hypothesis,
    most: usize,
    at: usize,
) -> (Hypothesis, f64, f64) {
    let judged = |h: Hypothesis| {
        let fit = land.fit(kene, &h);
        (h, fit, land.quality(kene, &h, fit))
    };
    if hypothesis.iter().any(|h| usize::from(*h) == at) {
        return judged(*hypothesis);
    }
    let used = hypothesis.iter().filter(|h| **h != FREE).count();
    let ability = |slot: &usize| kene[usize::from(hypothesis[*slot])].ability;
    let weakest =
        (0..HYPOTHESIS).filter(|slot| hypothesis[*slot] != FREE).min_by(|a, b| ability(a).total_cmp(&ability(b)));
    let put = |slot: usize| {
        let mut h = *hypothesis;
        h[slot] = at as u8;
        judged(h)
    };
    let free = hypothesis.iter().position(|h| *h == FREE).filter(|_| used < most.min(HYPOTHESIS));
    match (free, weakest) {
        (Some(free), Some(weakest)) => {
            let (added, swapped) = (put(free), put(weakest));
            if added.2 >= swapped.2 { added } else { swapped }
        }
        (Some(slot), None) | (None, Some(slot)) => put(slot),
        (None, None) => judged(*hypothesis),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn land() -> Landscape {
        Landscape::new(Chance::new(1).at(u16::MAX), 4.0)
    }

    fn kene(capabilities: &[u16]) -> Kene {
        let mut kene = Kene::default();
        for (triple, &capability) in kene.iter_mut().zip(capabilities) {
            *triple = Triple { capability, expertise: 5, ability: f32::from(capability % 10) };
        }
        kene
    }

    #[test]
    fn distance_is_a_metric_of_sets() {
        let (a, b, c) = (kene(&[1, 2, 3]), kene(&[3, 2, 9, 8]), kene(&[9]));
        assert_eq!((distance(&a, &b), distance(&b, &a), distance(&a, &a)), (3, 3, 0));
        assert!(distance(&a, &c) <= distance(&a, &b) + distance(&b, &c));
        assert_eq!(distance(&Kene::default(), &a), 3);
    }

    #[test]
    fn payoff_does_not_depend_on_the_order_of_positions() {
        let k = kene(&[10, 700, 33, 90, 5, 6, 7]);
        let mut h = best_hypothesis(&k, 9);
        let payoff = land().payoff(&k, &h);
        assert!(payoff > 0.0 && payoff < 1.0);
        h[..7].reverse();
        assert_eq!(land().payoff(&k, &h), payoff);
        assert_ne!(Landscape::new(Chance::new(2).at(u16::MAX), 4.0).payoff(&k, &h), payoff);
        assert_eq!(land().payoff(&k, &[FREE; 9]), 0.5);
    }

    #[test]
    fn quality_is_ability_by_depth() {
        let mut k = kene(&[4]);
        let h = best_hypothesis(&k, 9);
        assert!((land().quality(&k, &h, 1.0) - 4.0 * (1.0 - (-5.0_f64).exp())).abs() < 1e-12);
        k[0].expertise = 1;
        assert!((land().quality(&k, &h, 2.0) - 8.0 * (1.0 - (-1.0_f64).exp())).abs() < 1e-12);
        assert_eq!(land().quality(&k, &[FREE; 9], 1.0), 0.0);
    }

    #[test]
    fn what_is_not_used_is_forgotten() {
        let mut k = kene(&[8, 9, 1]);
        let h = best_hypothesis(&k, 2);
        assert_eq!(h[..3], [0, 1, FREE]);
        for _ in 0..5 {
            practise(&mut k, &h);
        }
        assert_eq!((size(&k), k[0].expertise, k[2]), (2, 10, Triple::default()));
    }

    #[test]
    fn a_kene_keeps_to_its_room_and_to_single_capabilities() {
        let mut k = kene(&[1, 2, 3, 4, 5]);
        let h = best_hypothesis(&k, 4);
        let better = Triple { capability: 5, expertise: 1, ability: 9.0 };
        assert_eq!(take_in(&mut k, &h, 5, better), Some(4));
        assert_eq!(take_in(&mut k, &h, 5, better), None, "no abler than what is known");
        let new = Triple { capability: 77, expertise: 1, ability: 1.0 };
        assert_eq!((take_in(&mut k, &h, 5, new), size(&k)), (Some(0), 5), "the idle one makes room");
        assert_eq!((take_in(&mut k, &h, 6, Triple { capability: 78, ..new }), size(&k)), (Some(5), 6));
        let mut twice = kene(&[7, 7, 3]);
        twice[1].ability = 9.5;
        merge(&mut twice);
        assert_eq!((size(&twice), twice[0].ability), (2, 9.5));
        assert_eq!((capacity(0.0, 5.0), capacity(1e6, 5.0), capacity(1e12, 5.0)), (5, 10, 16));
    }

    #[test]
    fn a_triple_comes_in_where_it_is_worth_most() {
        let k = kene(&[1, 9, 8, 7]);
        let mut h = best_hypothesis(&k, 9);
        h[..4].copy_from_slice(&[0, 1, 2, FREE]);
        let (found, fit, quality) = with_triple(&land(), &k, &h, 9, 3);
        assert!(found.contains(&3));
        assert_eq!(fit, land().fit(&k, &found));
        assert_eq!(quality, land().quality(&k, &found, fit));
        let (full, ..) = with_triple(&land(), &k, &h, 3, 3);
        assert_eq!(full[..4], [3, 1, 2, FREE], "only in place of the least able");
    }
}
