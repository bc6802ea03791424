//! Lifespans against R: every number of the reference cases that may not be shipped.
//! They lie beside the repository: `cargo xtask test shared` runs this suite where they are present.

mod expected;

use expected::{Case, close, shared};
use milieu_method::survival::aft::{Distribution, aft};
use milieu_method::survival::competing::{Causes, fine_gray, gray, incidence, weighted_rows};
use milieu_method::survival::cox::{self, Ties, Transform};
use milieu_method::survival::curve::{self, Curve, Estimator, Scale};
use milieu_method::survival::interval::{Intervals, Scores, compare, interval_hazards, turnbull};
use milieu_method::survival::log_rank::{self, Weight};
use milieu_method::survival::{Lives, Sample, critical, summary};

fn lung() -> Case {
    Case::read(&shared("survival"), "lung").complete(&["time", "status", "age", "sex", "ph.ecog", "inst"])
}

fn options(estimator: Estimator, scale: Scale) -> curve::Options {
    curve::Options { estimator, scale, ..Default::default() }
}

/// Curves of the groups of a column, by code; all rows are one group without one.
fn curves(
    exit: &[f64],
    event: &[bool],
    entry: Option<&[f64]>,
    codes: &[usize],
    options: &curve::Options,
) -> Vec<Curve> {
    let groups = codes.iter().max().map_or(0, |m| m + 1);
    (0..groups)
        .map(|g| {
            let pick =
                |v: &[f64]| -> Vec<f64> { v.iter().zip(codes).filter(|(_, c)| **c == g).map(|(v, _)| *v).collect() };
            let events: Vec<bool> = event.iter().zip(codes).filter(|(_, c)| **c == g).map(|(v, _)| *v).collect();
            let entry = entry.map(pick);
            let sample = Sample { entry: entry.as_deref(), exit: &pick(exit), event: &events };
            curve::estimate(&sample, options).expect("a curve")
        })
        .collect()
}

fn joined<T>(curves: &[Curve], of: impl Fn(&Curve) -> Vec<T>) -> Vec<T> {
    curves.iter().flat_map(of).collect()
}

#[track_caller]
fn same_curves(case: &Case, name: &str, curves: &[Curve]) {
    let floats = |v: &[u64]| v.iter().map(|&n| n as f64).collect::<Vec<_>>();
    let nan = |v: &[Option<f64>]| v.iter().map(|v| v.unwrap_or(f64::NAN)).collect::<Vec<_>>();
    let side = |c: &Curve, i: usize| c.interval.iter().map(|b| b.map_or(f64::NAN, |b| b[i])).collect::<Vec<_>>();
    let check = |key: &str, values: Vec<f64>| case.same(&format!("{name}/{key}"), &values, 1e-9);
    check("time", joined(curves, |c| c.table.time.clone()));
    check("n_risk", joined(curves, |c| floats(&c.table.at_risk)));
    check("n_event", joined(curves, |c| floats(&c.table.events)));
    check("n_censor", joined(curves, |c| floats(&c.table.censored)));
    check("surv", joined(curves, |c| c.survival.clone()));
    check("std_err", joined(curves, |c| nan(&c.std_err)));
    check("cumhaz", joined(curves, |c| c.hazard.clone()));
    check("std_chaz", joined(curves, |c| c.hazard_std_err.clone()));
    check("lower", joined(curves, |c| side(c, 0)));
    check("upper", joined(curves, |c| side(c, 1)));
}

#[test]
#[ignore = "needs ../shared"]
fn lung_curves() {
    let case = lung();
    let (exit, event) = (case.numbers("time"), case.equals("status", "2"));
    let (all, sex) = (vec![0; exit.len()], case.codes("sex"));
    let curves = |codes, estimator, scale| curves(&exit, &event, None, codes, &options(estimator, scale));
    same_curves(&case, "km_all_log", &curves(&all, Estimator::KaplanMeier, Scale::Log));
    same_curves(&case, "km_sex_plain", &curves(&sex, Estimator::KaplanMeier, Scale::Plain));
    same_curves(&case, "fleming_harrington", &curves(&all, Estimator::FlemingHarrington, Scale::Log));
    same_curves(&case, "nelson_aalen_breslow", &curves(&all, Estimator::NelsonAalen, Scale::Log));
    let loglog = curves(&sex, Estimator::KaplanMeier, Scale::LogLog);
    same_curves(&case, "km_sex_loglog", &loglog);
    for (name, at) in [("sex=1", 0), ("sex=2", 1)] {
        let c = &loglog[at];
        let mean = summary::restricted_mean(c, Some(365.0));
        let median = summary::quantile(c, 0.5).expect("a median");
        let n = c.rows as f64;
        let events: u64 = c.table.events.iter().sum();
        let found = [n, n, n, events as f64, mean.mean, mean.std_err]
            .into_iter()
            .chain([median.age, median.lower, median.upper].map(|v| v.expect("an age")));
        let keys = ["records", "n.max", "n.start", "events", "rmean", "se(rmean)", "median", "0.95LCL", "0.95UCL"];
        case.same_keys(&format!("table_sex_loglog_rmean365/{name}"), &keys, &found.collect::<Vec<_>>(), 1e-9);
    }
    for (key, pick) in [("quantile", 0), ("lower", 1), ("upper", 2)] {
        let found: Vec<f64> = loglog
            .iter()
            .flat_map(|c| [0.25, 0.5, 0.75].map(|p| summary::quantile(c, p).expect("a quantile")))
            .map(|q| [q.age, q.lower, q.upper][pick].unwrap_or(f64::NAN))
            .collect();
        case.same(&format!("quantile_sex_loglog/{key}"), &found, 1e-9);
    }
}

#[test]
#[ignore = "needs ../shared"]
fn lung_log_rank() {
    let case = lung();
    let (exit, event) = (case.numbers("time"), case.equals("status", "2"));
    let sample = Sample { entry: None, exit: &exit, event: &event };
    let peto = Weight::FlemingHarrington { rho: 1.0, gamma: 0.0 };
    let (sex, ecog, inst) = (case.codes("sex"), case.codes("ph.ecog"), case.codes("inst"));
    for (name, group, strata, weight) in [
        ("logrank_sex", &sex, None, Weight::LogRank),
        ("peto_peto_sex_rho1", &sex, None, peto),
        ("logrank_sex_strata_inst", &sex, Some(inst.as_slice()), Weight::LogRank),
        ("logrank_ecog", &ecog, None, Weight::LogRank),
    ] {
        let groups = group.iter().max().expect("a group") + 1;
        let found = log_rank::compare(&sample, group, groups, strata, weight).expect("a comparison");
        case.same(&format!("{name}/chisq"), &[found.test.statistic], 1e-9);
        case.same(&format!("{name}/df"), &[found.test.df as f64], 1e-9);
        case.same(&format!("{name}/p"), &[found.test.p], 1e-9);
        case.same(&format!("{name}/n"), &found.rows.iter().map(|&n| n as f64).collect::<Vec<_>>(), 1e-9);
        case.same(&format!("{name}/obs"), &found.observed, 1e-9);
        case.same(&format!("{name}/exp"), &found.expected, 1e-9);
        case.same(&format!("{name}/var"), &found.covariance.values, 1e-9);
    }
}

/// Coefficients and all that goes with a Cox fit in the reference files.
#[track_caller]
fn same_cox(case: &Case, name: &str, names: &[&str], input: &cox::Input, ties: Ties) -> cox::Fit {
    let fit = cox::fit(input, &cox::Options { ties, ..Default::default() }).expect("a fit");
    let same = |key: &str, found: &[f64]| case.same(&format!("{name}/{key}"), found, 1e-7);
    let has = |key: &str| case.has(&format!("{name}/{key}"));
    let same_keys = |key: &str, keys: &[&str], found: &[f64]| {
        case.same_keys(&format!("{name}/{key}"), keys, found, 1e-7);
    };
    same_keys("coef", names, &fit.coefficients);
    if has("se") {
        same_keys("se", names, &fit.std_err());
    }
    if has("loglik/0") {
        same("loglik", &[fit.log_likelihood_null, fit.log_likelihood]);
    }
    if has("var") {
        same("var", &fit.covariance.values);
        same("n", &[fit.rows as f64]);
        same("nevent", &[fit.events as f64]);
        same("loglik_null", &[fit.log_likelihood_null]);
        same("loglik", &[fit.log_likelihood]);
        for (key, test) in [("lrt", fit.likelihood_ratio), ("score", fit.score)] {
            same_keys(key, &["test", "df", "pvalue"], &[test.statistic, test.df as f64, test.p]);
        }
        // The peer prints Wald's statistic with two to four digits, its probability with all.
        close("wald", case.expect(&format!("{name}/wald/test"))[0], fit.wald.statistic, 1e-3);
        same("wald/df", &[fit.wald.df as f64]);
        same("wald/pvalue", &[fit.wald.p]);
        same("aic", &[fit.aic()]);
        same("bic", &[fit.bic()]);
        let z = critical(0.95).expect("a level");
        let hr = |sign: f64| -> Vec<f64> {
            fit.coefficients.iter().zip(fit.std_err()).map(|(b, se)| (b + sign * z * se).exp()).collect()
        };
        same("hr_ci/exp(coef)", &hr(0.0));
        same("hr_ci/lower .95", &hr(-1.0));
        same("hr_ci/upper .95", &hr(1.0));
        same("hr_ci/exp(-coef)", &fit.coefficients.iter().map(|b| (-b).exp()).collect::<Vec<_>>());
    }
    if has("concordance") {
        let concordance = fit.concordance(input, None).expect("pairs");
        same("concordance", &[concordance.share, concordance.std_err]);
    }
    if has("zph") {
        let terms: Vec<Vec<usize>> = (0..fit.coefficients.len()).map(|a| vec![a]).collect();
        for (key, transform) in
            [("km", Transform::KaplanMeier), ("identity", Transform::Identity), ("rank", Transform::Rank)]
        {
            let test = fit.proportionality(input, &terms, transform).expect("a test");
            let all = || test.terms.iter().map(|t| t.test).chain([test.global]);
            same(&format!("zph/{key}/chisq"), &all().map(|t| t.statistic).collect::<Vec<_>>());
            same(&format!("zph/{key}/df"), &all().map(|t| t.df as f64).collect::<Vec<_>>());
            same(&format!("zph/{key}/p"), &all().map(|t| t.p).collect::<Vec<_>>());
        }
    }
    if has("basehaz_uncentered") {
        let baseline = &fit.baseline()[0];
        let times = case.expect(&format!("{name}/basehaz_uncentered/time"));
        let at = |t: f64| match baseline.time.partition_point(|&b| b <= t) {
            0 => 0.0,
            after => baseline.hazard[after - 1],
        };
        same("basehaz_uncentered/hazard", &times.into_iter().map(at).collect::<Vec<_>>());
    }
    if has("resid_martingale_first10") {
        let start = |key: &str, found: &[f64]| case.same_start(&format!("{name}/{key}"), found, 2e-7);
        start("resid_martingale_first10", &fit.martingale().expect("residuals"));
        start("resid_deviance_first10", &fit.deviance().expect("residuals"));
        start("resid_schoenfeld_first5", &fit.schoenfeld().expect("residuals").values.concat());
        start("resid_dfbeta_first5", &fit.dfbeta().expect("residuals").concat());
    }
    fit
}

#[test]
#[ignore = "needs ../shared"]
fn lung_cox() {
    let case = lung();
    let (exit, event) = (case.numbers("time"), case.equals("status", "2"));
    let names = &["age", "sex", "ph.ecog"];
    let x = names.map(|c| case.numbers(c));
    let input = cox::Input::new(Sample { entry: None, exit: &exit, event: &event }, &x);
    let fit = same_cox(&case, "cox_efron", names, &input, Ties::Efron);
    same_cox(&case, "cox_breslow", names, &input, Ties::Breslow);
    same_cox(&case, "cox_exact", names, &input, Ties::Exact);
    let inst = case.codes("inst");
    let by_inst = cox::Input { strata: Some(&inst), ..input };
    same_cox(&case, "cox_efron_strata_inst", names, &by_inst, Ties::Efron);

    let robust = fit.robust(Some(&inst)).expect("a robust covariance");
    let se: Vec<f64> = (0..3).map(|a| robust.covariance.at(a, a).sqrt()).collect();
    case.same_keys("cox_efron_cluster_inst/robust_se", names, &se, 1e-7);
    case.same_keys("cox_efron_cluster_inst/coef", names, &fit.coefficients, 1e-7);
    case.same("cox_efron_cluster_inst/naive_var", &fit.covariance.values, 1e-7);

    let name = "cox_predicted_age60_sex2_ecog1";
    let predicted = &fit.predict(&[60.0, 2.0, 1.0]).expect("a prediction")[0];
    let bounds = predicted.interval(critical(0.95).expect("a level"));
    let steps: Vec<usize> =
        case.expect(&format!("{name}/time")).iter().map(|t| predicted.time.partition_point(|&b| b <= *t) - 1).collect();
    let at = |values: &dyn Fn(usize) -> f64| steps.iter().map(|&i| values(i)).collect::<Vec<_>>();
    case.same(&format!("{name}/surv"), &at(&|i| predicted.survival[i]), 1e-7);
    case.same(&format!("{name}/std_err_cumhaz"), &at(&|i| predicted.hazard_std_err[i]), 1e-7);
    case.same(&format!("{name}/lower"), &at(&|i| bounds[i][0]), 1e-7);
    case.same(&format!("{name}/upper"), &at(&|i| bounds[i][1]), 1e-7);
}

#[test]
#[ignore = "needs ../shared"]
fn heart_with_changing_covariates() {
    let case = Case::read(&shared("survival"), "heart");
    let (entry, exit, event) = (case.numbers("start"), case.numbers("stop"), case.equals("event", "1"));
    let sample = Sample { entry: Some(&entry), exit: &exit, event: &event };
    let whole = Lives::joined(&sample, &case.codes("id")).expect("lives");
    let all = vec![0; whole.exit.len()];
    same_curves(&case, "km", &curves(&whole.exit, &whole.event, Some(&whole.entry), &all, &curve::Options::default()));
    let names = &["age", "year", "surgery", "transplant"];
    let x = names.map(|c| case.numbers(c));
    let input = cox::Input::new(sample, &x);
    same_cox(&case, "cox_efron", names, &input, Ties::Efron);
    same_cox(&case, "cox_breslow", names, &input, Ties::Breslow);
}

#[test]
#[ignore = "needs ../shared"]
fn mgus2_competing_risks() {
    let case = Case::read(&shared("survival"), "mgus2").complete(&["mspike"]);
    let all = Case::read(&shared("survival"), "mgus2");
    let cause = |case: &Case| case.numbers("ev").into_iter().map(|c| c as usize).collect::<Vec<_>>();
    let (exit, ends, sex) = (all.numbers("etime"), cause(&all), all.codes("sex"));
    let causes = Causes { entry: None, exit: &exit, cause: &ends };
    let name = "aalen_johansen_at";
    let found = incidence(&causes, 0.95, Scale::Log).expect("shares");
    let times = all.expect(&format!("{name}/time"));
    let at = |time: &[f64], values: &[f64], before: f64, t: f64| match time.partition_point(|&s| s <= t) {
        0 => before,
        after => values[after - 1],
    };
    let read =
        |values: &[f64], before: f64| times.iter().map(|&t| at(&found.time, values, before, t)).collect::<Vec<_>>();
    all.same(&format!("{name}/p0"), &read(&found.survival, 1.0), 1e-9);
    for (k, key) in [(0, "pcm"), (1, "death")] {
        all.same(&format!("{name}/p_{key}"), &read(&found.share[k], 0.0), 1e-9);
        all.same(&format!("{name}/se_{key}"), &read(&found.std_err[k], 0.0), 1e-9);
    }
    let mut by_sex: [Vec<f64>; 2] = Default::default();
    for g in 0..2 {
        let pick = |i: &usize| sex[*i] == g;
        let rows: Vec<usize> = (0..exit.len()).filter(pick).collect();
        let exit: Vec<f64> = rows.iter().map(|&i| exit[i]).collect();
        let ends: Vec<usize> = rows.iter().map(|&i| ends[i]).collect();
        let found = incidence(&Causes { entry: None, exit: &exit, cause: &ends }, 0.95, Scale::Log).expect("shares");
        for (k, values) in by_sex.iter_mut().enumerate() {
            values.extend(times.iter().map(|&t| at(&found.time, &found.share[k], 0.0, t)));
        }
    }
    all.same("aalen_johansen_sex_at/p_pcm", &by_sex[0], 1e-9);
    all.same("aalen_johansen_sex_at/p_death", &by_sex[1], 1e-9);
    let tests = [1, 2].map(|c| gray(&causes, c, &sex, 2).expect("a test"));
    all.same("gray_test/stat", &tests.map(|t| t.statistic), 1e-9);
    all.same("gray_test/pv", &tests.map(|t| t.p), 1e-9);
    all.same("gray_test/df", &tests.map(|t| t.df as f64), 1e-9);

    let (exit, ends) = (case.numbers("etime"), cause(&case));
    let names = &["age", "sexM", "mspike"];
    let x = [case.numbers("age"), case.indicator("sex", "M"), case.numbers("mspike")];
    for (name, c) in [("cause_specific_pcm", 1), ("cause_specific_death", 2)] {
        let event: Vec<bool> = ends.iter().map(|&e| e == c).collect();
        let input = cox::Input::new(Sample { entry: None, exit: &exit, event: &event }, &x);
        same_cox(&case, name, names, &input, Ties::Efron);
    }
    let causes = Causes { entry: None, exit: &exit, cause: &ends };
    let efron = fine_gray(&causes, 1, &x, Ties::Efron).expect("a fit");
    let name = "fine_gray_pcm_finegray_efron";
    let se = |v: &milieu_method::survival::linear::Symmetric| (0..3).map(|a| v.at(a, a).sqrt()).collect::<Vec<_>>();
    case.same_keys(&format!("{name}/coef"), names, &efron.coefficients, 1e-7);
    // The peer's "naive" error is the robust one over pieces of rows, which it takes as soon as there are weights.
    let pieces = weighted_rows(&causes, 1).expect("rows");
    let columns = x.each_ref().map(|column| pieces.row.iter().map(|&r| column[r]).collect::<Vec<_>>());
    let sample = Sample { entry: Some(&pieces.entry), exit: &pieces.exit, event: &pieces.event };
    let input = cox::Input { weight: Some(&pieces.weight), ..cox::Input::new(sample, &columns) };
    let expanded = cox::fit(&input, &cox::Options::default()).expect("a fit");
    let robust = expanded.robust(None).expect("a robust covariance");
    case.same_keys(&format!("{name}/naive_se"), names, &se(&robust.covariance), 1e-7);
    case.same_keys(&format!("{name}/coef"), names, &expanded.coefficients, 1e-7);
    for (a, b) in expanded.covariance.values.iter().zip(&efron.naive.values) {
        close("information of the expanded and of the direct fit", *a, *b, 1e-9);
    }
    case.same(&format!("{name}/loglik"), &[efron.log_likelihood_null, efron.log_likelihood], 1e-9);
    let breslow = fine_gray(&causes, 1, &x, Ties::Breslow).expect("a fit");
    let name = "fine_gray_pcm_crr";
    case.same_keys(&format!("{name}/coef"), names, &breslow.coefficients, 1e-7);
    case.same(&format!("{name}/loglik_null"), &[breslow.log_likelihood_null], 1e-9);
    case.same(&format!("{name}/loglik"), &[breslow.log_likelihood], 1e-9);
    case.same_keys(&format!("{name}/se"), names, &se(&breslow.covariance), 1e-7);
}

#[track_caller]
fn same_aft(case: &Case, name: &str, names: &[&str], rows: &Intervals, x: &[Vec<f64>], distribution: Distribution) {
    let fit = aft(rows, None, x, distribution).expect("a fit");
    case.same_keys(&format!("{name}/coef"), names, &fit.coefficients, 1e-7);
    case.same(&format!("{name}/scale"), &[fit.scale], 1e-7);
    case.same(&format!("{name}/loglik"), &[fit.log_likelihood_null, fit.log_likelihood], 1e-9);
    case.same(&format!("{name}/var"), &fit.covariance.values, 1e-6);
}

#[test]
#[ignore = "needs ../shared"]
fn lung_accelerated() {
    let case = lung();
    let (exit, event) = (case.numbers("time"), case.equals("status", "2"));
    let right: Vec<f64> = exit.iter().zip(&event).map(|(t, e)| if *e { *t } else { f64::INFINITY }).collect();
    let rows = Intervals { left: &exit, right: &right };
    let x = ["age", "sex", "ph.ecog"].map(|c| case.numbers(c));
    let names = &["(Intercept)", "age", "sex", "ph.ecog"];
    same_aft(&case, "aft_weibull", names, &rows, &x, Distribution::Weibull);
    same_aft(&case, "aft_lognormal", names, &rows, &x, Distribution::LogNormal);
    same_aft(&case, "aft_loglogistic", names, &rows, &x, Distribution::LogLogistic);
    same_aft(&case, "aft_exponential", names, &rows, &x, Distribution::Exponential);
}

#[test]
#[ignore = "needs ../shared"]
fn breast_cosmesis() {
    let all = Case::read(&shared("survival"), "bcos");
    let (left, right, group) = (all.numbers("left"), all.numbers("right"), all.codes("treatment"));
    let rows = Intervals { left: &left, right: &right };
    for (treatment, name) in [("Rad", "turnbull_Rad"), ("RadChem", "turnbull_RadChem")] {
        let case = Case::read(&shared("survival"), "bcos").only("treatment", treatment);
        let (left, right) = (case.numbers("left"), case.numbers("right"));
        let found = turnbull(&Intervals { left: &left, right: &right }).expect("masses");
        let massed: Vec<usize> = (0..found.mass.len()).filter(|&i| found.mass[i] > 1e-8).collect();
        let side = |s: usize| massed.iter().map(|&i| found.intervals[i][s]).collect::<Vec<_>>();
        case.same(&format!("{name}/turnbull_left"), &side(0), 1e-12);
        case.same(&format!("{name}/turnbull_right"), &side(1), 1e-12);
        case.same(&format!("{name}/mass"), &massed.iter().map(|&i| found.mass[i]).collect::<Vec<_>>(), 1e-6);
        let map: Vec<f64> = [0, 1].iter().flat_map(|&s| found.intervals.iter().map(move |i| i[s])).collect();
        case.same(&format!("{name}/emicm_intmap"), &map, 1e-12);
        let rounded: Vec<f64> = found.mass.iter().map(|m| if *m < 1e-8 { 0.0 } else { *m }).collect();
        case.same(&format!("{name}/emicm_mass"), &rounded, 1e-6);
        case.same(&format!("{name}/loglik_icfit"), &[found.log_likelihood], 1e-9);
        case.same(&format!("{name}/loglik_emicm"), &[found.log_likelihood], 1e-9);
    }
    for (name, scores) in [
        ("ictest_pclt_logrank1", Scores::Sun),
        ("ictest_pclt_logrank2", Scores::Finkelstein),
        ("ictest_pclt_wmw", Scores::Wilcoxon),
    ] {
        let found = compare(&rows, &group, 2, scores).expect("a comparison");
        // The peer signs by its first group.
        all.same(&format!("{name}/Z"), &[-found.z.expect("two groups")], 1e-6);
        all.same(&format!("{name}/p"), &[found.test.p], 1e-6);
        all.same(&format!("{name}/U"), &found.sums, 1e-6);
    }
    let x = [all.indicator("treatment", "RadChem")];
    same_aft(&all, "aft_weibull", &["(Intercept)", "treatmentRadChem"], &rows, &x, Distribution::Weibull);
    let found = interval_hazards(&rows, &x).expect("a fit");
    let name = "semiparametric_ph_icenReg";
    case_close(&all, &format!("{name}/loglik"), found.log_likelihood, 1e-8);
    case_close(&all, &format!("{name}/coef/treatmentRadChem"), found.coefficients[0], 1e-5);
}

#[track_caller]
fn case_close(case: &Case, path: &str, found: f64, tolerance: f64) {
    close(path, case.expect(path)[0], found, tolerance);
}
