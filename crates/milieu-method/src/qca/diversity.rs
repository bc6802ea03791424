//! How many conditions so many cases can bear.
//!
//! QCA on random crisp data with too many conditions gives tidy solutions without contradiction; these mean
//! nothing. Marx (2006) and Marx & Dusa (2011), doi:10.4256/mio.2010.0037, found by simulation how many are too
//! many. The rule here is the same thought, computed instead of looked up: cases thrown at random into the 2^k
//! (or more) configurations, with an outcome that is a coin, must contradict themselves with a probability of at
//! least [`LEAST`]: 10 cases for three conditions, 13 for four, 18 for five, 25 for six, 35 for seven.

use super::problem::Problem;

/// The least probability that random data contradict themselves.
pub const LEAST: f64 = 0.9;

/// Probability that `cases` random cases in so many equally likely configurations, with a random outcome,
/// show no contradiction: Σ over outcomes of the chance that positive and negative cases never share one.
///
/// With m positive cases among n, C(n, m)/2^n likely: the chance that the negative ones avoid the d configurations
/// the positive ones occupy, ((N − d)/N)^(n−m), over the distribution of d.
#[must_use]
pub fn free_of_contradiction(cases: usize, configurations: f64) -> f64 {
    // occupied[d]: chance that the positive cases so far occupy d configurations.
    let mut occupied = vec![0.0; cases + 1];
    occupied[0] = 1.0;
    let mut binomial = 0.5f64.powi(i32::try_from(cases).unwrap_or(i32::MAX));
    let mut free = 0.0;
    for positive in 0..=cases {
        let avoid = |d: usize| ((configurations - as_f64(d)) / configurations).max(0.0);
        let negative = i32::try_from(cases - positive).unwrap_or(i32::MAX);
        let chance: f64 = occupied.iter().enumerate().map(|(d, p)| p * avoid(d).powi(negative)).sum();
        free += binomial * chance;
        binomial *= as_f64(cases - positive) / as_f64(positive + 1);
        for d in (1..=cases).rev() {
            let stays = (as_f64(d) / configurations).min(1.0);
            occupied[d] = occupied[d] * stays + occupied[d - 1] * avoid(d - 1);
        }
        occupied[0] = 0.0;
    }
    free
}

fn as_f64(count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of cases")]
    let real = count as f64;
    real
}

/// Cases beyond which the rule is surely met for any number of conditions allowed here.
const ENOUGH: usize = 1000;

fn borne(cases: usize, configurations: f64, least: f64) -> bool {
    cases >= ENOUGH || 1.0 - free_of_contradiction(cases, configurations) >= least
}

/// Checks that the cases can bear the conditions, which have these numbers of values: that random data of this
/// size contradict themselves with a probability of at least `least` ([`LEAST`] unless there is a reason).
///
/// # Errors
/// [`Problem::LimitedDiversity`], with how many conditions or cases would do.
pub fn check(cases: usize, levels: &[u8], least: f64) -> Result<(), Problem> {
    let size = |levels: &[u8]| levels.iter().map(|&l| f64::from(l)).product::<f64>();
    if borne(cases, size(levels), least) {
        return Ok(());
    }
    let two_valued = |k: &usize| 2f64.powi(i32::try_from(*k).unwrap_or(i32::MAX));
    let most = (1..levels.len()).rev().find(|k| borne(cases, two_valued(k), least));
    let fewest = (cases..=ENOUGH).find(|&n| borne(n, size(levels), least)).unwrap_or(ENOUGH);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a product of small whole numbers")]
    let configurations = size(levels) as u64;
    Err(Problem::LimitedDiversity { cases, conditions: levels.len(), configurations, most: most.unwrap_or(0), fewest })
}
