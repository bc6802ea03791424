//! Which cases are worth a look from within: single ones and pairs, by their place between a solution and the outcome.
//!
//! Schneider & Rohlfing 2013, doi:10.1177/0049124112464866 and 2016, doi:10.1177/0049124114532446; Oana & Schneider 2018,
//! doi:10.32614/RJ-2018-031. With T membership in a term, Y in the outcome, F in the *focal conjunct* whose part is looked at, C the least of the
//! term's other conjuncts, R in the case's own configuration. The lower `best`, the better the choice:
//!
//! | choice | who | best |
//! |---|---|---|
//! | typical | T > 0.5, Y > 0.5, T ≤ Y | (Y − T) + (1 − T) |
//! | typical for a conjunct | the same | 2·\|Y − F\| + \|F − T\| + (1 − F) |
//! | deviant in consistency | T > 0.5, Y < 0.5 | 1 − (T − Y) + (1 − T) |
//! | deviant in coverage | solution < 0.5, Y > 0.5 | \|R − Y\| + (1 − R) |
//! | two typical, for a conjunct | typical | (½ − (F₁ − F₂)) + (½ − (Y₁ − Y₂)) + 2·\|Y₁ − F₁\| + 2·\|Y₂ − F₂\| + \|C₁ − C₂\| |
//! | typical and deviant in consistency | both | \|T₁ − T₂\| + 1 − (Y₁ − Y₂) + (1 − T₁) + (1 − T₂) |

use std::cmp::Reverse;

use super::sets::Sets;
use super::space::Term;

/// Memberships closer than this are the same.
const SAME: f64 = 1e-9;

/// A model of a solution and the cases beside it.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    sets: &'a Sets,
    terms: Vec<Term>,
    memberships: Vec<Vec<f64>>,
}

/// A case in or beside a term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Single {
    /// The case.
    pub case: usize,
    /// Its membership: in the term, or in its own configuration for a deviant in coverage.
    pub membership: f64,
    /// Whether no other term has it.
    pub unique: bool,
    /// How good a choice it is; lower is better.
    pub best: f64,
    /// Whether none is better.
    pub most: bool,
}

/// A typical case, looked at for one conjunct of its term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Focal {
    /// The case, in its term.
    pub single: Single,
    /// Membership in the focal conjunct.
    pub focal: f64,
    /// The least membership in the other conjuncts; none in a term of one.
    pub others: Option<f64>,
    /// 1 where the focal conjunct is what sets the membership in the term, 2 where another is.
    pub rank: u8,
    /// Whether the conjunct, taken alone, is consistent with the outcome.
    pub within: bool,
    /// How good a choice the case is for this conjunct.
    pub best: f64,
    /// Whether none is better for this conjunct.
    pub most: bool,
}

/// Two cases to compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair<T> {
    /// The first: typical, the more typical of two.
    pub first: T,
    /// The second: typical or deviant.
    pub second: T,
    /// 1 to 4: both of rank 1, the first only, the second only, none.
    pub rank: u8,
    /// How good a comparison it is; lower is better.
    pub best: f64,
}

/// Numbers that differ by no more than rounding fall in the same place.
fn key(best: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 10")]
    let key = (best / SAME).round() as i64;
    key
}

fn is_least(best: f64, of: impl Iterator<Item = f64>) -> bool {
    best <= of.fold(f64::INFINITY, f64::min) + SAME
}

impl<'a> Choice<'a> {
    /// Memberships of all cases in the terms of a model.
    #[must_use]
    pub fn new(sets: &'a Sets, terms: Vec<Term>) -> Self {
        let memberships = terms.iter().map(|&term| sets.term(term)).collect();
        Self { sets, terms, memberships }
    }

    /// The terms, in the order of the model.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// A term's conjuncts: condition and value.
    #[must_use]
    pub fn conjuncts(&self, term: usize) -> Vec<(usize, u8)> {
        self.sets.space().literals(self.terms[term]).collect()
    }

    fn outcome(&self, case: usize) -> f64 {
        self.sets.outcome()[case]
    }

    /// Cases in a list, the best marked.
    fn singles(&self, term: usize, keep: impl Fn(f64, f64) -> bool, best: impl Fn(f64, f64) -> f64) -> Vec<Single> {
        let single = |case: usize| {
            let membership = self.memberships[term][case];
            let unique = (0..self.terms.len()).all(|other| other == term || self.memberships[other][case] <= 0.5);
            Single { case, membership, unique, best: best(membership, self.outcome(case)), most: false }
        };
        let kept = |&case: &usize| keep(self.memberships[term][case], self.outcome(case));
        marked((0..self.sets.cases().len()).filter(kept).map(single).collect())
    }

    /// Typical cases of a term: those no other term has first, then the best.
    #[must_use]
    pub fn typical(&self, term: usize) -> Vec<Single> {
        let mut found = self.typical_as_given(term);
        found.sort_by_key(|s| (Reverse(s.unique), key(s.best)));
        found
    }

    fn typical_as_given(&self, term: usize) -> Vec<Single> {
        self.singles(term, |t, y| t > 0.5 && y > 0.5 && t <= y + SAME, |t, y| (y - t) + (1.0 - t))
    }

    /// Cases in a term and not in the outcome, the best first.
    #[must_use]
    pub fn deviant_consistency(&self, term: usize) -> Vec<Single> {
        let mut found = self.deviant_as_given(term);
        found.sort_by_key(|s| (key(s.best), key(s.membership)));
        found
    }

    fn deviant_as_given(&self, term: usize) -> Vec<Single> {
        self.singles(term, |t, y| t > 0.5 && y < 0.5, |t, y| 1.0 - (t - y) + (1.0 - t))
    }

    /// Cases in the outcome that no term has, with the configuration they lie in (none for a membership of 0.5): configuration by configuration,
    /// the best of each first and marked.
    #[must_use]
    pub fn deviant_coverage(&self) -> Vec<(Option<u32>, Single)> {
        let solution = self.sets.solution(&self.terms);
        let missed = (0..solution.len()).filter(|&case| solution[case] < 0.5 && self.outcome(case) > 0.5);
        let mut rows: Vec<(Option<u32>, Vec<Single>)> = vec![];
        for case in missed {
            let greatest =
                |c: usize| (0..self.sets.space().levels(c)).map(|v| self.sets.literal(case, c, v)).fold(0.0, f64::max);
            let membership = (0..self.sets.conditions().len()).map(greatest).fold(1.0, f64::min);
            let best = (membership - self.outcome(case)).abs() + (1.0 - membership);
            let single = Single { case, membership, unique: false, best, most: false };
            let row = self.sets.configuration(case);
            match rows.iter_mut().find(|(known, _)| *known == row) {
                Some((_, singles)) => singles.push(single),
                None => rows.push((row, vec![single])),
            }
        }
        rows.sort_by_key(|(row, _)| *row);
        let sorted = |(row, singles): (Option<u32>, Vec<Single>)| {
            let mut singles = marked(singles);
            singles.sort_by_key(|s| key(s.best));
            singles.into_iter().map(move |s| (row, s))
        };
        rows.into_iter().flat_map(sorted).collect()
    }

    /// Typical cases of a term for one of its conjuncts: rank, cases no other term has, consistent conjuncts, then the best.
    #[must_use]
    pub fn typical_for(&self, term: usize, conjunct: usize) -> Vec<Focal> {
        let mut found = self.focal(term, conjunct);
        found.sort_by_key(|f| (f.rank, Reverse(f.single.unique), Reverse(f.within), key(f.best)));
        found
    }

    fn focal(&self, term: usize, conjunct: usize) -> Vec<Focal> {
        let conjuncts = self.conjuncts(term);
        let looked = |single: Single| {
            let of = |(c, v): (usize, u8)| self.sets.literal(single.case, c, v);
            let focal = conjuncts.get(conjunct).copied().map_or(single.membership, of);
            let others = conjuncts.iter().enumerate().filter(|(at, _)| *at != conjunct);
            let others = others.map(|(_, &c)| of(c)).min_by(f64::total_cmp);
            let y = self.outcome(single.case);
            let rank = if others.is_none_or(|least| focal <= least + SAME) { 1 } else { 2 };
            let best = 2.0 * (y - focal).abs() + (focal - single.membership).abs() + (1.0 - focal);
            Focal { single, focal, others, rank, within: focal <= y + SAME, best, most: false }
        };
        let mut found: Vec<Focal> = self.typical_as_given(term).into_iter().map(looked).collect();
        let all = found.clone();
        for one in &mut found {
            one.most = is_least(one.best, all.iter().map(|f| f.best));
        }
        found
    }

    /// Two typical cases each that differ in a conjunct and in the outcome but not otherwise: by rank, cases no other term has, consistent
    /// conjuncts, then the best.
    #[must_use]
    pub fn typical_pairs(&self, term: usize, conjunct: usize) -> Vec<Pair<Focal>> {
        let typical = self.focal(term, conjunct);
        let mut pairs = vec![];
        for (at, &a) in typical.iter().enumerate() {
            for &b in &typical[at + 1..] {
                let (first, second) = if key(b.single.best) < key(a.single.best) { (b, a) } else { (a, b) };
                let y = |f: &Focal| self.outcome(f.single.case);
                let apart = |f: &Focal| 2.0 * (y(f) - f.focal).abs();
                let others = first.others.zip(second.others).map_or(0.0, |(a, b)| (a - b).abs());
                let best = (0.5 - (first.focal - second.focal))
                    + (0.5 - (y(&first) - y(&second)))
                    + apart(&first)
                    + apart(&second)
                    + others;
                pairs.push(Pair { first, second, rank: 2 * (first.rank - 1) + second.rank, best });
            }
        }
        pairs.sort_by_key(|p| {
            let unique = [p.first, p.second].map(|f| Reverse(f.single.unique));
            let within = [p.first, p.second].map(|f| Reverse(f.within));
            (p.rank, unique, within, key(p.best))
        });
        pairs
    }

    /// A typical case beside one deviant in consistency: alike in the term, apart in the outcome; the best first, of equals those of the most typical case,
    /// then of the most deviant one.
    #[must_use]
    pub fn contrasts(&self, term: usize) -> Vec<Pair<Single>> {
        let deviant = self.deviant_as_given(term);
        let mut pairs = vec![];
        for &second in &deviant {
            for &first in &self.typical_as_given(term) {
                let (a, b) = (first.membership, second.membership);
                let apart = self.outcome(first.case) - self.outcome(second.case);
                let best = (a - b).abs() + (1.0 - apart) + (1.0 - a) + (1.0 - b);
                pairs.push(Pair { first, second, rank: 1, best });
            }
        }
        pairs.sort_by_key(|p| (key(p.best), Reverse(p.first.most), Reverse(p.second.most)));
        pairs
    }
}

fn marked(mut singles: Vec<Single>) -> Vec<Single> {
    let all = singles.clone();
    for single in &mut singles {
        single.most = is_least(single.best, all.iter().map(|s| s.best));
    }
    singles
}
