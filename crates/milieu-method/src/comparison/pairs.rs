//! Most similar cases with different outcomes, most different cases with the same outcome.

use crate::analysis::Refusal;

/// Two cases and what makes them a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// First case.
    pub first: usize,
    /// Second case.
    pub second: usize,
    /// Conditions in which they differ.
    pub differ: Vec<usize>,
    /// Conditions they share.
    pub share: Vec<usize>,
}

/// Pairs of cases to be looked at more closely.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    /// Pairs compared.
    pub pairs: usize,
    /// Sum of their distances.
    pub distance_sum: usize,
    /// Least distance of a pair with different outcomes, and the pairs at it: what sets them apart may be what matters.
    pub most_similar: Option<(usize, Vec<Pair>)>,
    /// For each outcome, the greatest distance of a pair that has it, and the pairs at it: what they share may be what matters.
    pub most_different: Vec<(usize, usize, Vec<Pair>)>,
    /// Cases left out: a condition or the outcome is unknown.
    pub left_out: Vec<usize>,
}

/// MSDO and MDSO pairs: De Meur & Berg-Schlosser (1994), <https://doi.org/10.1111/j.1475-6765.1994.tb00422.x>; distance is the number of conditions in
/// which two cases differ. Cases with an unknown condition are left out: unknown is neither shared nor different.
///
/// # Errors
/// No conditions, unequal lengths, fewer than two complete cases.
pub fn select(conditions: &[Vec<Option<usize>>], outcome: &[Option<usize>]) -> Result<Selected, Refusal> {
    let n = outcome.len();
    if conditions.is_empty() || conditions.iter().any(|c| c.len() != n) {
        return Err(Refusal::new("ragged", "there are no conditions, or they are not of one length with the outcome")
            .why("cases are compared condition by condition")
            .help("name at least one condition, with a value or a blank for every case"));
    }
    let known = |case: &usize| outcome[*case].is_some() && conditions.iter().all(|c| c[*case].is_some());
    let (complete, left_out): (Vec<usize>, Vec<usize>) = (0..n).partition(known);
    if complete.len() < 2 {
        return Err(Refusal::new(
            "too-few-cases",
            format!("{} of {n} cases are known in all conditions", complete.len()),
        )
        .why("a pair needs two")
        .help("compare in fewer or better documented conditions"));
    }
    let mut all = vec![];
    for (at, &first) in complete.iter().enumerate() {
        for &second in &complete[at + 1..] {
            let (share, differ) = (0..conditions.len()).partition(|&c| conditions[c][first] == conditions[c][second]);
            all.push(Pair { first, second, differ, share });
        }
    }
    let same = |pair: &&Pair| outcome[pair.first] == outcome[pair.second];
    let at = |pairs: &[&Pair], distance: usize| -> Vec<Pair> {
        pairs.iter().filter(|p| p.differ.len() == distance).map(|p| (*p).clone()).collect()
    };
    let apart: Vec<&Pair> = all.iter().filter(|pair| !same(pair)).collect();
    let least = apart.iter().map(|pair| pair.differ.len()).min();
    let mut outcomes: Vec<usize> = complete.iter().filter_map(|&case| outcome[case]).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let of_outcome = |&value: &usize| {
        let with: Vec<&Pair> = all.iter().filter(same).filter(|pair| outcome[pair.first] == Some(value)).collect();
        let most = with.iter().map(|pair| pair.differ.len()).max()?;
        Some((value, most, at(&with, most)))
    };
    Ok(Selected {
        pairs: all.len(),
        distance_sum: all.iter().map(|pair| pair.differ.len()).sum(),
        most_similar: least.map(|least| (least, at(&apart, least))),
        most_different: outcomes.iter().filter_map(of_outcome).collect(),
        left_out,
    })
}
