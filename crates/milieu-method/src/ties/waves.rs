//! A network looked at twice.

use std::collections::BTreeSet;

/// What two waves share. Shares are none where there is nothing to share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waves {
    /// Ties in both.
    pub stable: usize,
    /// Ties of the first that are gone.
    pub lost: usize,
    /// Ties of the second that are new.
    pub gained: usize,
    /// stable / (stable + lost + gained): below 0.2 or so the waves are too far apart to speak of change
    /// step by step (Snijders, van de Bunt & Steglich 2010, <https://doi.org/10.1016/j.socnet.2009.02.004>).
    pub jaccard: Option<f64>,
    /// lost + gained.
    pub hamming: usize,
    /// Ties of the first that are still there, as a share.
    pub persistence: Option<f64>,
}

/// Compares two waves of ties; a tie without direction counts once whichever end is named first.
#[must_use]
pub fn waves(directed: bool, first: &[(usize, usize)], second: &[(usize, usize)]) -> Waves {
    let tie = |&(a, b): &(usize, usize)| if directed || a <= b { (a, b) } else { (b, a) };
    let before: BTreeSet<(usize, usize)> = first.iter().map(tie).collect();
    let after: BTreeSet<(usize, usize)> = second.iter().map(tie).collect();
    let stable = before.intersection(&after).count();
    let (lost, gained) = (before.len() - stable, after.len() - stable);
    let share = |whole: usize| (whole > 0).then(|| stable as f64 / whole as f64);
    Waves {
        stable,
        lost,
        gained,
        jaccard: share(stable + lost + gained),
        hamming: lost + gained,
        persistence: share(before.len()),
    }
}
