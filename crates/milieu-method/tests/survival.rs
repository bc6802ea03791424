//! Lifespans against R, on the places made for this project: every number of the case.

mod expected;

use expected::{Case, close, own};
use milieu_method::survival::competing::{Causes, incidence};
use milieu_method::survival::cox::{self, Ties, Transform};
use milieu_method::survival::curve::{self, Curve, Scale};
use milieu_method::survival::interval::{Intervals, turnbull};
use milieu_method::survival::log_rank::{self, Weight};
use milieu_method::survival::{Sample, summary};

struct Places {
    case: Case,
    entry: Vec<f64>,
    stop: Vec<f64>,
    cause: Vec<usize>,
    ended: Vec<bool>,
}

fn places() -> Places {
    let case = Case::read(&own("survival"), "own_places");
    let cause: Vec<usize> = case.numbers("ev").into_iter().map(|c| c as usize).collect();
    let ended = cause.iter().map(|&c| c > 0).collect();
    Places { entry: case.numbers("entry"), stop: case.numbers("stop"), cause, ended, case }
}

/// The values of the steps that hold at some ages.
fn at(curve: &Curve, ages: &[f64], of: impl Fn(usize) -> f64, before: f64) -> Vec<f64> {
    ages.iter().map(|&a| curve.step(a).map_or(before, &of)).collect()
}

#[test]
fn kaplan_meier_with_and_without_late_discovery() {
    let Places { case, entry, stop, ended, .. } = places();
    let sample = Sample { entry: Some(&entry), exit: &stop, event: &ended };
    let curve = curve::estimate(&sample, &curve::Options::default()).expect("a curve");
    let name = "km_left_truncated";
    // The case lists ages with events only.
    let steps: Vec<usize> = (0..curve.table.time.len()).filter(|&i| curve.table.events[i] > 0).collect();
    let same = |key: &str, of: &dyn Fn(usize) -> f64| {
        case.same(&format!("{name}/{key}"), &steps.iter().map(|&i| of(i)).collect::<Vec<_>>(), 1e-9);
    };
    same("time", &|i| curve.table.time[i]);
    same("n_risk", &|i| curve.table.at_risk[i] as f64);
    same("n_event", &|i| curve.table.events[i] as f64);
    same("surv", &|i| curve.survival[i]);
    same("std_err", &|i| curve.std_err[i].unwrap_or(f64::NAN));
    same("lower_log", &|i| curve.interval[i].map_or(f64::NAN, |b| b[0]));
    same("upper_log", &|i| curve.interval[i].map_or(f64::NAN, |b| b[1]));
    let naive = Sample { entry: None, ..sample };
    let naive = curve::estimate(&naive, &curve::Options::default()).expect("a curve");
    for (name, curve) in [("km_naive_ignoring_entry_table", &naive), ("km_left_truncated_table", &curve)] {
        let mean = summary::restricted_mean(curve, None);
        let median = summary::quantile(curve, 0.5).expect("a median");
        let keys = ["rmean", "se(rmean)", "median", "0.95LCL", "0.95UCL"];
        let found =
            [mean.mean, mean.std_err].into_iter().chain([median.age, median.lower, median.upper].map(Option::unwrap));
        for (key, found) in keys.iter().zip(found) {
            close(key, case.expect(&format!("{name}/{key}"))[0], found, 1e-9);
        }
        let counts = |keys: [&str; 2]| keys.map(|key| case.expect(&format!("{name}/{key}"))[0]);
        assert_eq!(counts(["records", "events"]), [curve.rows as f64, ended.iter().filter(|e| **e).count() as f64]);
        let most = curve.table.at_risk.iter().max().map_or(0.0, |n| *n as f64);
        assert_eq!(counts(["n.max", "n.start"]), [most, curve.table.at_risk[0] as f64]);
    }
    let from = curve::Options { from: Some(1.0), ..Default::default() };
    let later = curve::estimate(&sample, &from).expect("a curve");
    let ages = case.expect("km_conditional_on_1y/time");
    case.same("km_conditional_on_1y/surv", &at(&later, &ages, |i| later.survival[i], 1.0), 1e-9);
    case.same("km_conditional_on_1y/std_err", &at(&later, &ages, |i| later.std_err[i].unwrap_or(0.0), 0.0), 1e-9);
}

#[test]
fn closed_and_absorbed() {
    let Places { case, entry, stop, cause, .. } = places();
    let gov = case.numbers("gov");
    let name = "aalen_johansen_gov";
    let ages = case.expect(&format!("{name}/time"));
    let mut found: [Vec<f64>; 4] = Default::default();
    for (g, ages) in [0.0, 1.0].into_iter().zip(ages.chunks(6)) {
        let rows: Vec<usize> = (0..stop.len()).filter(|&i| gov[i] == g).collect();
        let pick = |v: &[f64]| rows.iter().map(|&i| v[i]).collect::<Vec<_>>();
        let (entry, exit) = (pick(&entry), pick(&stop));
        let cause: Vec<usize> = rows.iter().map(|&i| cause[i]).collect();
        let causes = Causes { entry: Some(&entry), exit: &exit, cause: &cause };
        let shares = incidence(&causes, 0.95, Scale::Log).expect("shares");
        for &age in ages {
            let step = shares.time.partition_point(|&t| t <= age) - 1;
            let values = [&shares.share[0], &shares.share[1], &shares.std_err[0], &shares.std_err[1]];
            found.iter_mut().zip(values).for_each(|(own, v)| own.push(v[step]));
        }
    }
    for (key, values) in ["closed", "absorbed", "se_closed", "se_absorbed"].iter().zip(&found) {
        case.same(&format!("{name}/{key}"), values, 1e-9);
    }
}

#[test]
fn cause_specific_hazards_with_late_discovery() {
    let Places { case, entry, stop, cause, .. } = places();
    let forms = ["cluster", "coworking", "fablab", "hackerspace"];
    let mut x: Vec<Vec<f64>> = forms.iter().map(|f| case.indicator("form", f)).collect();
    x.extend(["gov", "rent", "ties"].map(|c| case.numbers(c)));
    let names: Vec<String> =
        forms.iter().map(|f| format!("form{f}")).chain(["gov", "rent", "ties"].map(str::to_owned)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (c, ties, name) in [
        (1, Ties::Efron, "cox_cause1_efron"),
        (1, Ties::Breslow, "cox_cause1_breslow"),
        (2, Ties::Efron, "cox_cause2_efron"),
        (2, Ties::Breslow, "cox_cause2_breslow"),
    ] {
        let event: Vec<bool> = cause.iter().map(|&e| e == c).collect();
        let input = cox::Input::new(Sample { entry: Some(&entry), exit: &stop, event: &event }, &x);
        let fit = cox::fit(&input, &cox::Options { ties, ..Default::default() }).expect("a fit");
        case.same_keys(&format!("{name}/coef"), &names, &fit.coefficients, 1e-7);
        case.same_keys(&format!("{name}/se"), &names, &fit.std_err(), 1e-7);
        case.same(&format!("{name}/loglik"), &[fit.log_likelihood_null, fit.log_likelihood], 1e-9);
        let concordance = fit.concordance(&input, None).expect("pairs");
        case.same(&format!("{name}/concordance"), &[concordance.share, concordance.std_err], 1e-9);
        let terms = [vec![0, 1, 2, 3], vec![4], vec![5], vec![6]];
        let test = fit.proportionality(&input, &terms, Transform::KaplanMeier).expect("a test");
        let all = || test.terms.iter().map(|t| t.test).chain([test.global]);
        case.same(&format!("{name}/zph_km/chisq"), &all().map(|t| t.statistic).collect::<Vec<_>>(), 1e-7);
        case.same(&format!("{name}/zph_km/df"), &all().map(|t| t.df as f64).collect::<Vec<_>>(), 0.0);
        case.same(&format!("{name}/zph_km/p"), &all().map(|t| t.p).collect::<Vec<_>>(), 1e-7);
    }
}

#[test]
fn log_rank_with_and_without_late_discovery() {
    let Places { case, entry, stop, cause, .. } = places();
    let closed: Vec<bool> = cause.iter().map(|&c| c == 1).collect();
    let gov = case.codes("gov");
    let naive = Sample { entry: None, exit: &stop, event: &closed };
    let name = "logrank_gov_ignoring_entry";
    let found = log_rank::compare(&naive, &gov, 2, None, Weight::LogRank).expect("a comparison");
    case.same(&format!("{name}/chisq"), &[found.test.statistic], 1e-9);
    case.same(&format!("{name}/obs"), &found.observed, 1e-9);
    case.same(&format!("{name}/exp"), &found.expected, 1e-9);
    let sample = Sample { entry: Some(&entry), ..naive };
    let name = "logrank_gov_left_truncated_score_test_exact_ties";
    let found = log_rank::compare(&sample, &gov, 2, None, Weight::LogRank).expect("a comparison");
    case.same_keys(name, &["test", "df"], &[found.test.statistic, found.test.df as f64], 1e-9);
    // The same as the score test of the exact likelihood.
    let x = [case.numbers("gov")];
    let options = cox::Options { ties: Ties::Exact, ..Default::default() };
    let fit = cox::fit(&cox::Input::new(sample, &x), &options).expect("a fit");
    close("score test", found.test.statistic, fit.score.statistic, 1e-9);
}

#[test]
fn masses_of_interval_censored_exits() {
    let Places { case, .. } = places();
    let (left, right) = (case.numbers("left"), case.numbers("right"));
    let found = turnbull(&Intervals { left: &left, right: &right }).expect("masses");
    let name = "turnbull_no_truncation";
    case.same(&format!("{name}/loglik"), &[found.log_likelihood], 1e-9);
    let expected = case.expect(&format!("{name}/mass"));
    let massed: Vec<usize> = (0..expected.len()).filter(|&i| expected[i] > 1e-8).collect();
    let own: Vec<usize> = (0..found.mass.len()).filter(|&i| found.mass[i] > 1e-8).collect();
    assert_eq!(massed.len(), own.len());
    for (&theirs, &ours) in massed.iter().zip(&own) {
        let side = |key: &str| {
            let end = case.expect(&format!("{name}/{key}"))[theirs];
            if end.is_nan() { f64::INFINITY } else { end }
        };
        // The peer writes an open left end as the number just above it.
        close("left", side("left"), found.intervals[ours][0], 1e-8);
        close("right", side("right"), found.intervals[ours][1], 1e-8);
        assert!((expected[theirs] - found.mass[ours]).abs() < 1e-6);
    }
}
