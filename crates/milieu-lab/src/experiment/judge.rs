//! From differences to a verdict.
//!
//! A claim is *borne out* where the 95 % interval of the mean difference over pairs (Student's t, parameters at their
//! defaults) lies on the side that is claimed and at least four fifths of the parameter sets agree in sign. It is
//! *contradicted* where the interval lies on the other side and at most a fifth agree. All else is *open*: chance has not
//! been averaged out, or the sign depends on parameters that are assumed. That two arms are the *same* is borne out
//! where the whole interval lies within the margin that is named, contradicted where it lies wholly outside; the margin is a
//! share of the base, for each parameter set of its own base. A number that is the same in every run of both arms, whatever the
//! parameters, says nothing: nothing in the model leads to it from what the arms change.

use milieu_method::{order, student};

use super::Expect;
use super::outcome::{Agreement, Difference, shown, six};

/// Share of parameter sets from which a sign counts as agreed.
pub const AGREED: f64 = 0.8;
/// Share up to which it counts as denied.
pub const DENIED: f64 = 0.2;

/// A verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The model does what is claimed.
    BorneOut,
    /// Neither.
    Open,
    /// It does the opposite.
    Contradicted,
}

impl Verdict {
    /// The word in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::BorneOut => "borne-out",
            Self::Open => "open",
            Self::Contradicted => "contradicted",
        }
    }

    /// Of several claims together: contradicted if one is, borne out if all are.
    #[must_use]
    pub fn together(all: &[Self]) -> Self {
        if all.contains(&Self::Contradicted) {
            Self::Contradicted
        } else if !all.is_empty() && all.iter().all(|v| *v == Self::BorneOut) {
            Self::BorneOut
        } else {
            Self::Open
        }
    }
}

/// Mean, standard deviation and how many; numbers that are none are left out.
#[must_use]
pub fn moments(numbers: &[f64]) -> Option<(f64, Option<f64>, usize)> {
    let known: Vec<f64> = numbers.iter().copied().filter(|x| x.is_finite()).collect();
    if known.is_empty() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "runs are few")]
    let n = known.len() as f64;
    let mean = known.iter().sum::<f64>() / n;
    let squares: f64 = known.iter().map(|x| (x - mean) * (x - mean)).sum();
    Some((mean, (n > 1.0).then(|| (squares / (n - 1.0)).sqrt()), known.len()))
}

/// A 95 % interval of the mean by Student's t; none of fewer than two numbers.
#[must_use]
pub fn interval(numbers: &[f64]) -> Option<[f64; 2]> {
    let (mean, sd, n) = moments(numbers)?;
    #[expect(clippy::cast_precision_loss, reason = "runs are few")]
    let n = n as f64;
    let reach = student::critical(0.95, n - 1.0) * sd? / n.sqrt();
    Some([mean - reach, mean + reach])
}

fn spread(numbers: &[f64]) -> Option<[f64; 2]> {
    let mut sorted: Vec<f64> = numbers.iter().copied().filter(|x| x.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    Some([order::quantile(&sorted, 0.05)?, order::quantile(&sorted, 0.95)?])
}

/// Differences with their bands.
#[must_use]
pub fn difference(numbers: &[f64]) -> Difference {
    let known = moments(numbers);
    Difference {
        mean: known.and_then(|(mean, ..)| shown(mean)),
        interval: interval(numbers).map(|ends| ends.map(six)),
        spread: spread(numbers).map(|ends| ends.map(six)),
        pairs: known.map_or(0, |(.., n)| n),
    }
}

/// What a parameter set says of two arms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfSet {
    /// Mean difference over its seeds.
    pub difference: f64,
    /// Mean of the base over its seeds.
    pub base: f64,
}

/// What parameter sets say; agreement is with what is claimed, else with the sign of the mean. `within` is the share of
/// a set's own base that counts as no difference.
#[must_use]
pub fn agreement(of_sets: &[OfSet], expect: Option<Expect>, mean: f64, within: f64) -> Option<Agreement> {
    let known: Vec<OfSet> = of_sets.iter().copied().filter(|set| set.difference.is_finite()).collect();
    let agrees = |set: &&OfSet| match expect {
        Some(Expect::More) => set.difference > 0.0,
        Some(Expect::Less) => set.difference < 0.0,
        Some(Expect::Same) => set.difference.abs() <= within * set.base.abs(),
        None => set.difference * mean > 0.0,
    };
    let agree = known.iter().filter(agrees).count();
    let mut sorted: Vec<f64> = known.iter().map(|set| set.difference).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, reason = "sets are few")]
    let share = agree as f64 / sorted.len() as f64;
    let band = [order::quantile(&sorted, 0.05)?, order::quantile(&sorted, 0.95)?];
    Some(Agreement {
        sets: sorted.len(),
        agree,
        share: six(share),
        median: six(order::quantile(&sorted, 0.5)?),
        spread: band.map(six),
    })
}

/// Whether a number differs between the arms in any pair of runs, or under any parameter set. None known counts as moved: of that
/// nothing can be said either way.
#[must_use]
pub fn is_moved(differences: &[f64], of_sets: &[OfSet]) -> bool {
    let all = differences.iter().copied().chain(of_sets.iter().map(|set| set.difference));
    let mut known = all.filter(|x| x.is_finite()).peekable();
    known.peek().is_none() || known.any(|x| x != 0.0)
}

/// The reason of a claim about a number that is not moved, in a word.
pub const UNMOVED: &str = "unmoved";

/// The verdict on a claim about a number that is not moved ([`is_moved`]), with its reason in a word and in a sentence.
#[must_use]
pub fn unmoved(value: Option<f64>) -> (Verdict, &'static str, String) {
    let why = if value == Some(0.0) {
        "Says nothing: the number is 0 in every run of both arms."
    } else {
        "Says nothing: the number is the same in both arms in every run."
    };
    (Verdict::Open, UNMOVED, format!("{why} What the arms change does not lead to it in this model."))
}

/// A verdict with its reason in a word and in a sentence. `margin` counts for [`Expect::Same`] only.
#[must_use]
pub fn verdict(
    difference: &Difference,
    agreement: Option<&Agreement>,
    expect: Option<Expect>,
    margin: f64,
) -> (Verdict, &'static str, String) {
    let Some(expect) = expect else {
        return (Verdict::Open, "unclaimed", "Nothing is claimed of it.".to_owned());
    };
    let Some([low, high]) = difference.interval else {
        return (Verdict::Open, "nothing", "Too few runs have this number.".to_owned());
    };
    let sets = agreement.map_or_else(String::new, |a| format!("; {} of {} parameter sets agree", a.agree, a.sets));
    let (inside, outside) = match expect {
        Expect::More => (low > 0.0, high < 0.0),
        Expect::Less => (high < 0.0, low > 0.0),
        Expect::Same => (low >= -margin && high <= margin, low > margin || high < -margin),
    };
    let share = agreement.map(|a| a.share);
    if inside && share.is_none_or(|s| s >= AGREED) {
        (Verdict::BorneOut, "clear", format!("The interval lies where it is claimed to{sets}."))
    } else if outside && share.is_none_or(|s| s <= DENIED) {
        (Verdict::Contradicted, "clear", format!("The interval lies on the other side{sets}."))
    } else if inside || outside {
        let side = if inside { "where it is claimed to" } else { "on the other side" };
        (
            Verdict::Open,
            "parameters",
            format!("At the defaults the interval lies {side}, but it depends on parameters{sets}."),
        )
    } else {
        let limit = if expect == Expect::Same { "the margin" } else { "zero" };
        (Verdict::Open, "chance", format!("The interval holds {limit}{sets}."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[f64], sets: &[f64], expect: Expect) -> (Verdict, &'static str) {
        let difference = difference(numbers);
        let sets: Vec<OfSet> = sets.iter().map(|x| OfSet { difference: *x, base: 1.0 }).collect();
        let agreement = agreement(&sets, Some(expect), difference.mean.unwrap_or(0.0), 0.5);
        let (verdict, reason, _) = verdict(&difference, agreement.as_ref(), Some(expect), 0.5);
        (verdict, reason)
    }

    #[test]
    fn an_interval_is_that_of_the_textbook() {
        // Five numbers of mean 3 and standard deviation √2.5: 3 ± 2.776·√0.5.
        let [low, high] = interval(&[1.0, 2.0, 3.0, 4.0, 5.0]).expect("five numbers");
        assert!((low - 1.036_756_838_522_439_4).abs() < 1e-9 && (high - 4.963_243_161_477_561).abs() < 1e-9);
        assert_eq!((interval(&[1.0]), interval(&[])), (None, None));
        assert_eq!(difference(&[f64::NAN, 1.0, 3.0]).pairs, 2);
    }

    #[test]
    fn both_chance_and_parameters_must_agree() {
        let (up, down, mixed) = ([1.0, 1.2, 0.9, 1.1], [-1.0, -1.2, -0.9], [3.0, -3.0, 1.0, -1.0]);
        let most = [1.0, 1.0, 1.0, 1.0, -1.0];
        let half = [1.0, -1.0];
        assert_eq!(of(&up, &most, Expect::More), (Verdict::BorneOut, "clear"));
        assert_eq!(of(&up, &half, Expect::More), (Verdict::Open, "parameters"));
        assert_eq!(of(&up, &[], Expect::More), (Verdict::BorneOut, "clear"));
        assert_eq!(of(&up, &most, Expect::Less), (Verdict::Contradicted, "clear"));
        assert_eq!(of(&down, &half, Expect::More), (Verdict::Open, "parameters"));
        assert_eq!(of(&mixed, &most, Expect::More), (Verdict::Open, "chance"));
        assert_eq!(of(&[0.1, 0.0, -0.1], &[0.0, 0.1], Expect::Same), (Verdict::BorneOut, "clear"));
        assert_eq!(of(&up, &[0.9, 1.0], Expect::Same), (Verdict::Contradicted, "clear"));
        assert_eq!(of(&[f64::NAN], &[], Expect::More), (Verdict::Open, "nothing"));
    }

    #[test]
    fn a_set_is_the_same_by_the_margin_of_its_own_base() {
        let set = |difference, base| OfSet { difference, base };
        let agree = |sets: &[OfSet]| agreement(sets, Some(Expect::Same), 0.0, 0.1).map(|a| (a.agree, a.sets));
        assert_eq!(agree(&[set(5.0, 100.0), set(5.0, 10.0), set(-0.5, -10.0), set(f64::NAN, 10.0)]), Some((2, 3)));
        assert_eq!(agree(&[set(0.0, 0.0), set(1e-9, 0.0)]), Some((1, 2)));
    }

    #[test]
    fn what_no_run_moves_says_nothing() {
        let set = |difference| OfSet { difference, base: 1.0 };
        assert!(!is_moved(&[0.0, 0.0, f64::NAN], &[set(0.0)]));
        assert!(is_moved(&[0.0, 1e-9], &[]) && is_moved(&[0.0], &[set(-0.1)]) && is_moved(&[f64::NAN], &[]));
        assert!(unmoved(Some(0.0)).2.starts_with("Says nothing: the number is 0 in every run"));
        assert_eq!((unmoved(Some(7.3)).0, unmoved(Some(7.3)).1), (Verdict::Open, "unmoved"));
    }

    #[test]
    fn one_contradiction_contradicts_the_whole() {
        use Verdict::{BorneOut, Contradicted, Open};
        assert_eq!(Verdict::together(&[BorneOut, Contradicted, Open]), Contradicted);
        assert_eq!(Verdict::together(&[BorneOut, BorneOut]), BorneOut);
        assert_eq!(Verdict::together(&[BorneOut, Open]), Open);
        assert_eq!(Verdict::together(&[]), Open);
    }
}
