//! Parameters of fit. With X a term or solution, Y the outcome, sums over cases and ∧ the lesser of two:
//!
//! | name | formula | source |
//! |---|---|---|
//! | inclS, covN | Σ X∧Y / Σ X | Ragin 2006, doi:10.1093/pan/mpj019 |
//! | covS, inclN | Σ X∧Y / Σ Y | Ragin 2006 |
//! | PRI | (Σ X∧Y − Σ X∧Y∧¬Y) / (Σ X − Σ X∧Y∧¬Y) | Ragin 2008; Schneider & Wagemann 2012, doi:10.1017/CBO9781139004244 |
//! | RoN | Σ (1 − X) / Σ (1 − X∧Y) | Schneider & Wagemann 2012 |
//! | covU | covS of the solution − covS of the solution without the term | Ragin 2006 |

/// How well X is sufficient for Y. A value is none when its denominator is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sufficiency {
    /// Consistency: how far X lies within Y.
    pub inclusion: Option<f64>,
    /// Proportional reduction in inconsistency: inclusion once what X shares with Y *and* not-Y is taken out.
    pub pri: Option<f64>,
    /// Raw coverage: how much of Y is X.
    pub coverage: Option<f64>,
    /// Unique coverage: how much of Y no other term covers; none outside a solution.
    pub unique: Option<f64>,
}

/// How well X is necessary for Y. A value is none when its denominator is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Necessity {
    /// Consistency: how far Y lies within X.
    pub inclusion: Option<f64>,
    /// Relevance of necessity: low when X is nearly always present.
    pub relevance: Option<f64>,
    /// Coverage: how much of X is Y.
    pub coverage: Option<f64>,
}

fn quotient(over: f64, under: f64) -> Option<f64> {
    (under > 0.0).then_some(over / under)
}

/// Sufficiency of memberships `x` for the outcome `y`.
#[must_use]
pub fn sufficiency(x: &[f64], y: &[f64]) -> Sufficiency {
    let (mut in_x, mut in_y, mut in_both, mut in_neither) = (0.0, 0.0, 0.0, 0.0);
    for (&x, &y) in x.iter().zip(y) {
        in_x += x;
        in_y += y;
        in_both += x.min(y);
        in_neither += x.min(y).min(1.0 - y);
    }
    Sufficiency {
        inclusion: quotient(in_both, in_x),
        pri: quotient(in_both - in_neither, in_x - in_neither),
        coverage: quotient(in_both, in_y),
        unique: None,
    }
}

/// Necessity of memberships `x` for the outcome `y`.
#[must_use]
pub fn necessity(x: &[f64], y: &[f64]) -> Necessity {
    let (mut in_x, mut in_y, mut in_both) = (0.0, 0.0, 0.0);
    for (&x, &y) in x.iter().zip(y) {
        in_x += x;
        in_y += y;
        in_both += x.min(y);
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of cases")]
    let n = x.len() as f64;
    Necessity {
        inclusion: quotient(in_both, in_y),
        relevance: quotient(n - in_x, n - in_both),
        coverage: quotient(in_both, in_x),
    }
}

/// Sufficiency of each term of a solution, with its unique coverage, and of the solution as a whole.
#[must_use]
pub fn solution(terms: &[Vec<f64>], y: &[f64]) -> (Vec<Sufficiency>, Sufficiency) {
    let union = |without: Option<usize>| {
        let mut greatest = vec![0.0; y.len()];
        for (_, term) in terms.iter().enumerate().filter(|(i, _)| Some(*i) != without) {
            super::sets::join(&mut greatest, term);
        }
        greatest
    };
    let whole = sufficiency(&union(None), y);
    let each = terms.iter().enumerate().map(|(i, term)| {
        let others = sufficiency(&union(Some(i)), y).coverage;
        let unique = whole.coverage.zip(others).map(|(all, rest)| all - rest);
        Sufficiency { unique, ..sufficiency(term, y) }
    });
    (each.collect(), whole)
}
