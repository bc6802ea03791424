//! Which ties reach beyond the end of a place: pure rules on dates and indices. `README.md` says why.
//!
//! # What is counted
//! A place *P* that has ended (closed, absorbed or converted; a relocated one goes on) and a tie *T*
//! that has to do with it in one of three ways, of which the first that applies is taken:
//!
//! - **own**: *P* is one end of *T* (but *T* does not itself tell how *P* ended, as a purchase does);
//! - **shared**: each end of *T* had a tie with *P* that may have held while *P* lived (an undated tie
//!   may have). It says that the two shared the place, not that they met there;
//! - **heir**: one end of *T* came from *P* (offspring, or what it became; not a buyer), directly or
//!   over at most [`GENERATIONS`] steps.
//!
//! # When a tie reaches beyond the end
//! *P* ended on some day from *e* to *E*; *T* began on some day from *a* to *A* and ended on some day
//! from *b* to *B*. Then *T* reaches beyond the end of *P*
//!
//! - **certainly** if *a > E* (it began afterwards), or *b > E*, or its end is declared open;
//! - **possibly** if not certainly, and *B > e*;
//! - it **ended before** if *B ≤ e*.
//!
//! It cannot be judged when a date it takes is missing: *T* undated, its end not known (`2009/` is not
//! open), or *P* known to have ended but not when. A tie dated by one moment (`2010`) that lies before
//! the end cannot be judged either: nothing says how long it lasted.

use std::collections::{BTreeMap, BTreeSet};

use milieu_study::time::{Bound, Bounds};

/// Steps of lineage over which ties still count as carried on: beyond them nearly everything in a
/// small world descends from everything.
pub const GENERATIONS: u32 = 3;

/// What a tie has to do with a place that has ended; the closest bond counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Through {
    /// The place is one of its ends.
    Own,
    /// Both its ends had ties with the place that may have held while the place lived.
    Shared,
    /// One of its ends came from the place, within [`GENERATIONS`].
    Heir,
}

/// Whether a tie reaches beyond the end of a place; the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// On every reading of the dates.
    Certain,
    /// On some reading of the dates.
    Possible,
    /// Cannot be judged: a date is missing, of the tie or of the place's end.
    Undated,
    /// Cannot be judged: the tie is dated by a moment before the end; how long it lasted is not said.
    Moment,
}

/// The strongest thing that can be said of a tie; every tie has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It reaches beyond the end of some place, or cannot be compared with it.
    Reaches(Reach),
    /// It ended with every place it has to do with, or before.
    Ended,
    /// It has to do with no place that is known to have ended.
    NoEndedPlace,
}

/// A place that has ended, and a tie that goes on or may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlived {
    /// Index of the member.
    pub place: u32,
    /// What the tie has to do with it.
    pub through: Through,
    /// Whether it reaches beyond its end.
    pub reach: Reach,
}

/// What is known of a tie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The strongest of all.
    pub verdict: Verdict,
    /// Places it outlived, or may have, or cannot be compared with, in the order of the members.
    pub outlived: Vec<Outlived>,
}

/// What is known of the end of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// No place, or a place not known to have ended.
    NotEnded,
    /// Ended, nobody says when.
    Undated,
    /// Ended between these days.
    Ended([Bound; 2]),
}

/// A node.
#[derive(Clone, Debug)]
pub struct Member {
    /// Earliest and latest opening, if dated.
    pub opened: Option<[Bound; 2]>,
    /// Its end.
    pub fate: Fate,
}

/// A tie to judge, by indices of members.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// Its ends.
    pub ends: [u32; 2],
    /// When it held.
    pub valid: Option<Bounds>,
    /// The member whose end it tells of (who became what, who was absorbed): it is no bond that
    /// could outlive that end.
    pub tells_end_of: Option<u32>,
}

/// What each tie outlived. `heirs` are pairs of a member and what came from it.
#[must_use]
pub fn judge(members: &[Member], ties: &[Judged], heirs: &[(u32, u32)]) -> Vec<Judgement> {
    let ancestors = ancestors(members.len(), heirs);
    let partners = partners(members, ties);
    let judged = ties.iter().map(|tie| {
        let mut verdict = Verdict::NoEndedPlace;
        let mut outlived = vec![];
        for (place, through) in places_of(members, tie, &partners, &ancestors) {
            let reach = reach(tie.valid, &members[place as usize].fate);
            verdict = verdict.min(reach.map_or(Verdict::Ended, Verdict::Reaches));
            outlived.extend(reach.map(|reach| Outlived { place, through, reach }));
        }
        Judgement { verdict, outlived }
    });
    judged.collect()
}

/// Ended places a tie has to do with, each once, in order.
fn places_of(
    members: &[Member],
    tie: &Judged,
    partners: &[BTreeSet<u32>],
    ancestors: &[BTreeSet<u32>],
) -> BTreeMap<u32, Through> {
    let [a, b] = tie.ends.map(|e| e as usize);
    let heirs = ancestors[a].iter().chain(&ancestors[b]).map(|&p| (p, Through::Heir));
    let shared = partners[a].intersection(&partners[b]).map(|&p| (p, Through::Shared));
    let own = tie.ends.into_iter().map(|p| (p, Through::Own));
    // Later entries replace earlier ones: the closest bond wins.
    let all = heirs.chain(shared).chain(own);
    all.filter(|&(p, _)| members[p as usize].fate != Fate::NotEnded && tie.tells_end_of != Some(p)).collect()
}

/// By member: the ended places it had a tie with that may have held while the place lived.
fn partners(members: &[Member], ties: &[Judged]) -> Vec<BTreeSet<u32>> {
    let mut out = vec![BTreeSet::new(); members.len()];
    for tie in ties {
        for [place, other] in [tie.ends, [tie.ends[1], tie.ends[0]]] {
            let member = &members[place as usize];
            if member.fate != Fate::NotEnded && tie.valid.is_none_or(|valid| may_hold_during(&valid, member)) {
                out[other as usize].insert(place);
            }
        }
    }
    out
}

fn may_hold_during(valid: &Bounds, member: &Member) -> bool {
    let unknown = [Bound::Unknown; 2];
    let opened = member.opened.unwrap_or(unknown);
    let ended = if let Fate::Ended(when) = member.fate { when } else { unknown };
    valid.overlaps(&Bounds {
        earliest_start: opened[0],
        latest_start: opened[1],
        earliest_end: ended[0],
        latest_end: ended[1],
    })
}

/// By member: what it came from, over at most [`GENERATIONS`] steps.
fn ancestors(members: usize, heirs: &[(u32, u32)]) -> Vec<BTreeSet<u32>> {
    let mut parents: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); members];
    for &(parent, child) in heirs {
        parents[child as usize].insert(parent);
    }
    let mut out = parents.clone();
    for _ in 1..GENERATIONS {
        let before = out.clone();
        for (child, above) in out.iter_mut().enumerate() {
            for &parent in &parents[child] {
                above.extend(before[parent as usize].iter().filter(|&&p| p as usize != child));
            }
        }
    }
    out
}

/// Whether a tie reaches beyond an end, as the module says; none if it ended before.
fn reach(valid: Option<Bounds>, fate: &Fate) -> Option<Reach> {
    let (Some(t), Fate::Ended([first, last])) = (valid, fate) else { return Some(Reach::Undated) };
    let after = |bound: Bound, end: &Bound| matches!((bound.day(), end.day()), (Some(t), Some(e)) if t > e);
    if last.day().is_some() && (after(t.earliest_start, last) || after(t.earliest_end, last) || t.is_open_ended()) {
        return Some(Reach::Certain);
    }
    if after(t.latest_end, first) || (t.latest_end == Bound::Open && first.day().is_some()) {
        return Some(Reach::Possible);
    }
    match (t.latest_end.day(), first.day()) {
        (Some(_), Some(_)) if t.is_instant() => Some(Reach::Moment),
        (Some(_), Some(_)) => None,
        _ => Some(Reach::Undated),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use milieu_study::time::{Tolerance, parse};

    fn dates(text: &str) -> Bounds {
        parse(text, Tolerance::default()).unwrap().bounds
    }

    fn ended(text: &str) -> Member {
        let bounds = dates(text);
        Member {
            opened: Some([dates("2009").earliest_start, dates("2009").latest_end]),
            fate: Fate::Ended([bounds.earliest_start, bounds.latest_end]),
        }
    }

    fn going_on() -> Member {
        Member { opened: None, fate: Fate::NotEnded }
    }

    fn tie(a: u32, b: u32, valid: &str) -> Judged {
        Judged { ends: [a, b], valid: (!valid.is_empty()).then(|| dates(valid)), tells_end_of: None }
    }

    #[test]
    fn dates_decide_whether_a_tie_reaches_beyond_the_end() {
        let Fate::Ended(end) = ended("2013").fate else { unreachable!() };
        let cases = [
            ("2014", Some(Reach::Certain)),
            ("2010/2014", Some(Reach::Certain)),
            ("2010/..", Some(Reach::Certain)),
            ("2014/", Some(Reach::Certain)),
            ("2010/2013", Some(Reach::Possible)),
            ("2013-06", Some(Reach::Possible)),
            ("[2012..2015]", Some(Reach::Possible)),
            ("2010/2012", None),
            ("2010", Some(Reach::Moment)),
            ("2010/", Some(Reach::Undated)),
        ];
        for (valid, expected) in cases {
            assert_eq!(reach(Some(dates(valid)), &Fate::Ended(end)), expected, "{valid}");
        }
        assert_eq!(reach(None, &Fate::Ended(end)), Some(Reach::Undated));
        assert_eq!(reach(Some(dates("2014")), &Fate::Undated), Some(Reach::Undated));
    }

    /// 0 a closed place, 1 and 2 its guests, 3 its offspring, 4 a stranger.
    #[test]
    fn a_tie_has_to_do_with_a_place_in_three_ways() {
        let members = [ended("2013"), going_on(), going_on(), going_on(), going_on()];
        let ties = [
            tie(0, 1, "2010/2015"),
            tie(2, 0, ""),
            tie(1, 2, "2015"),
            tie(3, 4, "2016"),
            tie(1, 4, "2016"),
            tie(3, 4, "2010/2011"),
        ];
        let judged = judge(&members, &ties, &[(0, 3)]);
        let outlived: Vec<_> = judged.iter().map(|j| j.outlived.clone()).collect();
        let certain = |through| vec![Outlived { place: 0, through, reach: Reach::Certain }];
        assert_eq!(outlived[0], certain(Through::Own));
        assert_eq!(outlived[1], [Outlived { place: 0, through: Through::Own, reach: Reach::Undated }]);
        assert_eq!(outlived[2], certain(Through::Shared));
        assert_eq!(outlived[3], certain(Through::Heir));
        assert!(outlived[4].is_empty() && outlived[5].is_empty());
        let verdicts: Vec<Verdict> = judged.iter().map(|j| j.verdict).collect();
        let [certain, undated] = [Reach::Certain, Reach::Undated].map(Verdict::Reaches);
        assert_eq!(verdicts, [certain, undated, certain, certain, Verdict::NoEndedPlace, Verdict::Ended]);
    }

    #[test]
    fn a_purchase_does_not_outlive_what_was_bought() {
        let members = [ended("2013"), going_on()];
        let bought = Judged { tells_end_of: Some(0), ..tie(1, 0, "2013/..") };
        assert!(judge(&members, &[bought], &[])[0].outlived.is_empty());
    }

    #[test]
    fn who_came_after_the_end_did_not_share_the_place() {
        let members = [ended("2013"), going_on(), going_on()];
        let ties = [tie(1, 0, "2010"), tie(2, 0, "2015"), tie(1, 2, "2016")];
        assert!(judge(&members, &ties, &[])[2].outlived.is_empty());
    }

    #[test]
    fn heirs_are_followed_for_three_generations_and_cycles_end() {
        let heirs = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)];
        let up: Vec<Vec<u32>> = ancestors(5, &heirs).iter().map(|s| s.iter().copied().collect()).collect();
        assert_eq!(up[3], [0, 1, 2]);
        assert_eq!(up[4], [1, 2, 3]);
    }
}
