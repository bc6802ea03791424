//! The partial likelihood, its score and information, in one pass over the rows and one over the event times.
//!
//! With `r = w·exp(xβ)`, the risk-set sums `S₀ = Σ r`, `S = Σ r x` are suffix sums over the sorted rows. For Efron's
//! correction the k-th of d tied deaths has the denominator `S₀ − (k/d) D₀`, `D` summed over the deaths. Instead of
//! summing `Σ r x xᵀ` at every event time, each row gets its expected events `e = r·(H(last) − H(before first))`:
//!
//! - score `U = Σ x (wδ − e)`,
//! - information `I = Σ e x xᵀ − Σ_k (S − f D)(S − f D)ᵀ w̄/den²`.
//!
//! Both are exact, and both cost one pass whatever the number of ties (Cox 1972; Efron 1977; Therneau & Grambsch 2000, 3.3).

use rayon::prelude::*;
use std::ops::Range;

use super::Ties;
use super::layout::{Block, Columns, Group, Layout};
use crate::survival::linear::{Symmetric, dot};

/// Risk-set sums at the groups of one block, after the suffix sums: column 0 holds `S₀`, column `a + 1` holds `S_a`.
#[derive(Default)]
struct Sums {
    risk: Vec<f64>,
    /// The same over the deaths of each group.
    dead: Vec<f64>,
    /// The last group, within the block, to whose stratum what follows the block does not belong, plus one.
    carry_from: usize,
    /// What the blocks after it hold of its last stratum, column by column.
    ahead: Vec<f64>,
}

/// What an event time contributes, apart from covariates.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::survival) struct Terms {
    /// `Σ_k w̄/den`: the increment of the baseline hazard.
    pub hazard: f64,
    /// `Σ_k f w̄/den`: what the deaths themselves are spared of it.
    pub spared: f64,
    /// `Σ_k w̄ f^j/den²` for j = 0, 1, 2.
    pub square: [f64; 3],
    /// `Σ_k w̄ ln den`.
    pub log: f64,
}

impl Terms {
    pub fn of(total: f64, dead: f64, weight: f64, deaths: usize, ties: Ties) -> Self {
        if deaths == 1 || ties == Ties::Breslow {
            let inverse = 1.0 / total;
            return Self {
                hazard: weight * inverse,
                spared: 0.0,
                square: [weight * inverse * inverse, 0.0, 0.0],
                log: weight * total.ln(),
            };
        }
        let mean = weight / deaths as f64;
        let mut terms = Self::default();
        for k in 0..deaths {
            let f = k as f64 / deaths as f64;
            let den = total - f * dead;
            let inverse = mean / den;
            terms.hazard += inverse;
            terms.spared += f * inverse;
            terms.square[0] += inverse / den;
            terms.square[1] += f * inverse / den;
            terms.square[2] += f * f * inverse / den;
            terms.log += mean * den.ln();
        }
        terms
    }
}

/// Everything known at one value of the coefficients.
#[derive(Default)]
pub(super) struct State {
    pub log_likelihood: f64,
    /// `w·exp(xβ)` of each sorted row.
    pub risk: Vec<f64>,
    pub terms: Vec<Terms>,
    /// Cumulative baseline hazard after each group, from zero in each stratum.
    pub hazard: Vec<f64>,
    sums: Vec<Sums>,
}

impl State {
    /// Sums the risk sets at these coefficients, in the memory of another state of the same layout if there is one.
    pub fn at(layout: &Layout, beta: &[f64], ties: Ties, spent: Option<Self>) -> Self {
        let mut state = spent.unwrap_or_default();
        state.risk.resize(layout.row.len(), 0.0);
        state.terms.resize(layout.groups.len(), Terms::default());
        state.sums.resize_with(layout.blocks.len(), Sums::default);
        let risk = slices(&mut state.risk, layout.blocks.iter().map(|block| block.rows.len()));
        let mut events_eta = vec![];
        (risk, &mut state.sums, &layout.blocks)
            .into_par_iter()
            .map(|(own, sums, block)| block_sums(layout, block, beta, own, sums))
            .collect_into_vec(&mut events_eta);
        carry(layout, &mut state.sums);
        state.hazard.resize(layout.groups.len(), 0.0);
        let groups = || layout.blocks.iter().map(|block| block.groups.len());
        let (terms, hazard) = (slices(&mut state.terms, groups()), slices(&mut state.hazard, groups()));
        let mut logs = vec![];
        (terms, hazard, &mut state.sums, &layout.blocks)
            .into_par_iter()
            .map(|(own, hazard, sums, block)| {
                take_ahead(block, sums);
                block_terms(layout, block, sums, ties, own);
                cumulate(layout, block, hazard, |k| own[k].hazard);
                own.iter().map(|t| t.log).sum::<f64>()
            })
            .collect_into_vec(&mut logs);
        add_before(layout, &mut state.hazard);
        state.log_likelihood = events_eta.iter().sum::<f64>() - logs.iter().sum::<f64>();
        state
    }

    /// The hazard of each group times a factor, summed from zero in each stratum.
    fn cumulative(&self, layout: &Layout, by: &[f64]) -> Vec<f64> {
        let mut hazard = vec![0.0; layout.groups.len()];
        let parts = slices(&mut hazard, layout.blocks.iter().map(|block| block.groups.len()));
        (parts, &layout.blocks).into_par_iter().for_each(|(own, block)| {
            let first = block.groups.start;
            cumulate(layout, block, own, |k| by[first + k] * self.terms[first + k].hazard);
        });
        add_before(layout, &mut hazard);
        hazard
    }

    /// Expected events of a sorted row, with the hazard of each group times its `factor` summed in `cumulative`.
    fn expected(&self, layout: &Layout, at: usize, cumulative: &[f64], factor: &impl Fn(usize) -> f64) -> f64 {
        let last = layout.last[at] as usize;
        let before = if layout.late.rows == 0 { 0.0 } else { before(layout, at, cumulative) };
        let own = if layout.event[at] { factor(last) * self.terms[last].spared } else { 0.0 };
        self.risk[at] * (cumulative[last] - before - own)
    }

    /// Expected events of every sorted row.
    pub fn expected_events(&self, layout: &Layout) -> Vec<f64> {
        let expected = |at| self.expected(layout, at, &self.hazard, &|_| 1.0);
        (0..layout.row.len()).into_par_iter().map(expected).collect()
    }

    /// Score and information; with `by`, each event time counts with that factor.
    pub fn derivatives(&self, layout: &Layout, by: Option<&[f64]>) -> (Vec<f64>, Symmetric) {
        let p = layout.width;
        let factor = |g: usize| by.map_or(1.0, |f| f[g]);
        let weighted = by.map(|by| self.cumulative(layout, by));
        let cumulative = weighted.as_deref().unwrap_or(&self.hazard);
        let parts: Vec<(Vec<f64>, Symmetric)> = layout
            .blocks
            .par_iter()
            .zip(&self.sums)
            .map(|(block, sums)| {
                let expected: Vec<f64> =
                    block.rows.clone().map(|at| self.expected(layout, at, cumulative, &factor)).collect();
                let net: Vec<f64> = block
                    .rows
                    .clone()
                    .zip(&expected)
                    .map(|(at, e)| {
                        let own = if layout.event[at] { factor(layout.last[at] as usize) } else { 0.0 };
                        own * layout.columns.weight_of(at) - e
                    })
                    .collect();
                let score = (0..p).map(|a| dot(&net, &layout.columns.column(a)[block.rows.clone()])).collect();
                let mut information = Symmetric::zero(p);
                cross_products(&mut information, &expected, |a| &layout.columns.column(a)[block.rows.clone()], 1.0);
                self.take_means_off(&mut information, block, sums, &factor);
                (score, information)
            })
            .collect();
        let mut score = vec![0.0; p];
        let mut information = Symmetric::zero(p);
        for (part_score, part) in &parts {
            for (own, value) in score.iter_mut().zip(part_score) {
                *own += value;
            }
            information.add_scaled(part, 1.0);
        }
        information.mirror();
        (score, information)
    }

    fn take_means_off(&self, information: &mut Symmetric, block: &Block, sums: &Sums, factor: &impl Fn(usize) -> f64) {
        let n = block.groups.len();
        let square =
            |j: usize| -> Vec<f64> { block.groups.clone().map(|g| factor(g) * self.terms[g].square[j]).collect() };
        let risk = |a: usize| &sums.risk[(a + 1) * n..(a + 2) * n];
        cross_products(information, &square(0), risk, -1.0);
        if sums.dead.is_empty() {
            return;
        }
        let dead = |a: usize| &sums.dead[(a + 1) * n..(a + 2) * n];
        cross_products(information, &square(2), dead, -1.0);
        let mixed = square(1);
        for a in 0..information.size {
            let of_risk: Vec<f64> = mixed.iter().zip(risk(a)).map(|(m, s)| m * s).collect();
            let of_dead: Vec<f64> = mixed.iter().zip(dead(a)).map(|(m, d)| m * d).collect();
            for b in 0..=a {
                information.add(a, b, dot(&of_risk, dead(b)) + dot(&of_dead, risk(b)));
            }
        }
    }

    /// `S_a` and `D_a` at every group, column by column.
    pub fn moments(&self, layout: &Layout, a: usize) -> (Vec<f64>, Vec<f64>) {
        let mut risk = Vec::with_capacity(self.terms.len());
        let mut dead = Vec::with_capacity(self.terms.len());
        for (block, sums) in layout.blocks.iter().zip(&self.sums) {
            let n = block.groups.len();
            risk.extend_from_slice(&sums.risk[(a + 1) * n..(a + 2) * n]);
            if sums.dead.is_empty() {
                dead.resize(risk.len(), 0.0);
            } else {
                dead.extend_from_slice(&sums.dead[(a + 1) * n..(a + 2) * n]);
            }
        }
        (risk, dead)
    }
}

/// Adds `sign · Σ w x_a x_b` to the lower half.
fn cross_products<'a>(to: &mut Symmetric, weight: &[f64], column: impl Fn(usize) -> &'a [f64], sign: f64) {
    let mut weighted = vec![0.0; weight.len()];
    for a in 0..to.size {
        for ((own, w), x) in weighted.iter_mut().zip(weight).zip(column(a)) {
            *own = w * x;
        }
        let mut b = 0;
        while b + 4 <= a + 1 {
            let four = dots(&weighted, std::array::from_fn(|k| column(b + k)));
            (0..4).for_each(|k| to.add(a, b + k, sign * four[k]));
            b += 4;
        }
        for b in b..=a {
            to.add(a, b, sign * dot(&weighted, column(b)));
        }
    }
}

/// The sums of products of one list with four of its length: read once, four additions at a time. Their order is fixed.
fn dots(one: &[f64], four: [&[f64]; 4]) -> [f64; 4] {
    let (chunks, rest) = one.as_chunks::<4>();
    let [a, b, c, d] = four.map(|list| list[..one.len()].as_chunks::<4>().0);
    let mut lanes = [[0.0; 4]; 4];
    for ((((one, a), b), c), d) in chunks.iter().zip(a).zip(b).zip(c).zip(d) {
        for lane in 0..4 {
            lanes[0][lane] += one[lane] * a[lane];
            lanes[1][lane] += one[lane] * b[lane];
            lanes[2][lane] += one[lane] * c[lane];
            lanes[3][lane] += one[lane] * d[lane];
        }
    }
    let start = one.len() - rest.len();
    std::array::from_fn(|k| {
        let [p, q, r, s] = lanes[k];
        let last: f64 = rest.iter().zip(&four[k][start..]).map(|(x, y)| x * y).sum();
        (p + q) + (r + s) + last
    })
}

/// `w·exp(xβ)` of a stretch of rows, and `xβ` itself.
fn risks(columns: &Columns, rows: Range<usize>, beta: &[f64], eta: &mut Vec<f64>, risk: &mut [f64]) {
    eta.clear();
    match &columns.offset {
        Some(offset) => eta.extend_from_slice(&offset[rows.clone()]),
        None => eta.resize(rows.len(), 0.0),
    }
    for (a, b) in beta.iter().enumerate() {
        for (own, x) in eta.iter_mut().zip(&columns.column(a)[rows.clone()]) {
            *own += b * x;
        }
    }
    for (own, e) in risk.iter_mut().zip(&*eta) {
        *own = e.exp();
    }
    if let Some(weight) = &columns.weight {
        for (own, w) in risk.iter_mut().zip(&weight[rows]) {
            *own *= w;
        }
    }
}

/// Sums of `r` (column 0) and `r x_a` (column a + 1) over each row of a stretch and those after it, for up to four columns.
fn suffix_sums(
    columns: &Columns,
    offset: usize,
    risk: &[f64],
    which: Range<usize>,
    rows: Range<usize>,
    ahead: &mut [[f64; 4]],
) {
    let ones;
    let column = |which: usize| &columns.column(which - 1)[offset + rows.start..offset + rows.end];
    let slices: [&[f64]; 4] = {
        ones = vec![1.0; if which.start == 0 { rows.len() } else { 0 }];
        // Columns beyond the last repeat it; their sums are not read.
        std::array::from_fn(|k| match (which.start + k).min(which.end - 1) {
            0 => ones.as_slice(),
            a => column(a),
        })
    };
    let (risk, ahead) = (&risk[rows.clone()], &mut ahead[rows.clone()]);
    let n = rows.len();
    let [a, b, c, d] = slices.map(|s| &s[..n]);
    let mut total = [0.0; 4];
    for at in (0..n).rev() {
        let r = risk[at];
        total[0] += r * a[at];
        total[1] += r * b[at];
        total[2] += r * c[at];
        total[3] += r * d[at];
        ahead[at] = total;
    }
}

/// The risks of a block's rows, `Σ w xβ` of its deaths, and its sums up to where its strata or it end, written to `sums`.
fn block_sums(layout: &Layout, block: &Block, beta: &[f64], risk: &mut [f64], sums: &mut Sums) -> f64 {
    let (n, p) = (block.groups.len(), layout.width);
    let mut eta = vec![];
    risks(&layout.columns, block.rows.clone(), beta, &mut eta, risk);
    let first = block.rows.start;
    let events_eta = block
        .rows
        .clone()
        .filter(|&at| layout.event[at])
        .map(|at| layout.columns.weight_of(at) * eta[at - first])
        .sum();
    let mut late_risk = vec![0.0; block.late.len()];
    risks(&layout.late, block.late.clone(), beta, &mut vec![], &mut late_risk);

    let groups = &layout.groups[block.groups.clone()];
    let has_ties = groups.iter().any(|g| g.deaths > 1);
    sums.risk.resize((p + 1) * n, 0.0);
    sums.dead.resize(if has_ties { (p + 1) * n } else { 0 }, 0.0);
    // Up to four columns at a time are summed from the end of each stratum's stretch of the block, row by row, and the
    // sums taken where groups begin: the work does not branch with how many rows an event time has.
    let rows_of = |g: &Group| g.rows.start - first..g.rows.end - first;
    let late_of = |g: &Group| g.late.start - block.late.start..g.late.end - block.late.start;
    let mut ahead = vec![[0.0; 4]; risk.len()];
    let mut late_ahead = vec![[0.0; 4]; late_risk.len()];
    for from in (0..=p).step_by(4) {
        let columns = from..(p + 1).min(from + 4);
        let mut stretch_end = n;
        while stretch_end > 0 {
            let stratum = groups[stretch_end - 1].stratum_start;
            let stretch = groups[..stretch_end].partition_point(|g| g.stratum_start < stratum)..stretch_end;
            let (low, high) = (&groups[stretch.start], &groups[stretch.end - 1]);
            suffix_sums(
                &layout.columns,
                block.rows.start,
                risk,
                columns.clone(),
                rows_of(low).start..rows_of(high).end,
                &mut ahead,
            );
            suffix_sums(
                &layout.late,
                block.late.start,
                &late_risk,
                columns.clone(),
                late_of(low).start..late_of(high).end,
                &mut late_ahead,
            );
            let sum = |ahead: &[[f64; 4]], at: usize, end: usize| if at < end { ahead[at] } else { [0.0; 4] };
            for k in stretch.clone() {
                let own = sum(&ahead, rows_of(&groups[k]).start, rows_of(high).end);
                let gone = sum(&late_ahead, late_of(&groups[k]).start, late_of(high).end);
                for column in columns.clone() {
                    sums.risk[column * n + k] = own[column - from] - gone[column - from];
                }
            }
            stretch_end = stretch.start;
        }
    }
    if has_ties {
        for column in 0..=p {
            for (k, group) in groups.iter().enumerate() {
                let deaths = group.rows.start..group.rows.start + group.deaths;
                sums.dead[column * n + k] = match column {
                    0 => risk[rows_of(group).start..][..group.deaths].iter().sum(),
                    _ => {
                        let x = &layout.columns.column(column - 1)[deaths];
                        risk[rows_of(group).start..].iter().zip(x).map(|(r, x)| r * x).sum()
                    }
                };
            }
        }
    }
    let last = groups.last().map_or(0, |g| g.stratum_start);
    sums.carry_from = groups.iter().position(|g| g.stratum_start == last).unwrap_or(0);
    events_eta
}

/// Parts of a list, one after the other, of these lengths.
fn slices<T>(mut rest: &mut [T], lengths: impl Iterator<Item = usize>) -> Vec<&mut [T]> {
    let part = |length| rest.split_off_mut(..length).unwrap_or_default();
    lengths.map(part).collect()
}

/// Tells each block what the blocks after it hold of its last stratum.
fn carry(layout: &Layout, sums: &mut [Sums]) {
    let width = layout.width + 1;
    let mut ahead: Vec<f64> = vec![0.0; width];
    for b in (0..sums.len()).rev() {
        let block = &layout.blocks[b];
        let n = block.groups.len();
        let stratum = layout.groups[block.groups.end - 1].stratum_start;
        let goes_on = layout.groups.get(block.groups.end).is_some_and(|g| g.stratum_start == stratum);
        let own = &mut sums[b];
        own.ahead.clear();
        if goes_on {
            own.ahead.extend_from_slice(&ahead);
        }
        for (column, total) in ahead.iter_mut().enumerate() {
            let before = if goes_on && own.carry_from == 0 { *total } else { 0.0 };
            *total = own.risk[column * n] + before;
        }
    }
}

/// Adds what the blocks after it hold of its last stratum to a block's sums.
fn take_ahead(block: &Block, sums: &mut Sums) {
    let n = block.groups.len();
    for (column, total) in sums.ahead.iter().enumerate() {
        for value in &mut sums.risk[column * n + sums.carry_from..(column + 1) * n] {
            *value += *total;
        }
    }
}

/// Sums over the groups of a block, from zero at its start and in each stratum.
fn cumulate(layout: &Layout, block: &Block, sums: &mut [f64], of: impl Fn(usize) -> f64) {
    let mut total = 0.0;
    for (k, (own, g)) in sums.iter_mut().zip(block.groups.clone()).enumerate() {
        if layout.groups[g].stratum_start as usize == g {
            total = 0.0;
        }
        total += of(k);
        *own = total;
    }
}

/// Adds to the sums of each block what the blocks before it hold of its first stratum.
fn add_before(layout: &Layout, sums: &mut [f64]) {
    let mut before = Vec::with_capacity(layout.blocks.len());
    let mut total = 0.0;
    for block in &layout.blocks {
        let (start, last) = (block.groups.start, block.groups.end - 1);
        let goes_on = (layout.groups[start].stratum_start as usize) < start;
        let own = if goes_on { total } else { 0.0 };
        before.push(own);
        // The stratum of its last group may begin within the block.
        let is_whole = (layout.groups[last].stratum_start as usize) <= start;
        total = sums[last] + if is_whole { own } else { 0.0 };
    }
    let parts = slices(sums, layout.blocks.iter().map(|block| block.groups.len()));
    (parts, before, &layout.blocks).into_par_iter().for_each(|(own, before, block)| {
        let stratum = layout.groups[block.groups.start].stratum_start;
        let groups = &layout.groups[block.groups.clone()];
        let end = groups.partition_point(|g| g.stratum_start == stratum);
        own[..end].iter_mut().for_each(|sum| *sum += before);
    });
}

/// What was summed of a row's stratum before it entered.
fn before(layout: &Layout, at: usize, cumulative: &[f64]) -> f64 {
    let (first, last) = (layout.first[at] as usize, layout.last[at] as usize);
    if first > layout.groups[last].stratum_start as usize { cumulative[first - 1] } else { 0.0 }
}

fn block_terms(layout: &Layout, block: &Block, sums: &Sums, ties: Ties, terms: &mut [Terms]) {
    for (k, (own, group)) in terms.iter_mut().zip(&layout.groups[block.groups.clone()]).enumerate() {
        let deaths = group.rows.start..group.rows.start + group.deaths;
        let weight = match &layout.columns.weight {
            Some(w) => w[deaths].iter().sum(),
            None => group.deaths as f64,
        };
        let dead = sums.dead.get(k).copied().unwrap_or(0.0);
        *own = Terms::of(sums.risk[k], dead, weight, group.deaths, ties);
    }
}
