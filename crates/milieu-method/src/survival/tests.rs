//! Textbook examples, invariances and limits.

use proptest::prelude::*;

use super::competing::{Causes, incidence};
use super::cox::{self, Ties};
use super::curve::{self, Options, Scale};
use super::interval::{Intervals, turnbull};
use super::log_rank::{self, Weight};
use super::{Error, Sample, summary};

/// Freireich et al. (1963): weeks of remission under 6-MP, then under placebo.
const REMISSION: [&[f64]; 2] = [
    &[6., 6., 6., 6., 7., 9., 10., 10., 11., 13., 16., 17., 19., 20., 22., 23., 25., 32., 32., 34., 35.],
    &[1., 1., 2., 2., 3., 4., 4., 5., 5., 8., 8., 8., 8., 11., 11., 12., 12., 15., 17., 22., 23.],
];
/// 1 for a relapse, in the same order.
const RELAPSED: &[u8] = &[1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0];

fn remission() -> (Vec<f64>, Vec<bool>, Vec<usize>) {
    let times = REMISSION.concat();
    let events = RELAPSED.iter().map(|&r| r == 1).chain([true; 21]).collect();
    let groups = [[0; 21], [1; 21]].concat();
    (times, events, groups)
}

#[test]
fn klein_moeschberger_table_4_1_remission_under_6_mp() {
    let event: Vec<bool> = RELAPSED.iter().map(|&r| r == 1).collect();
    let curve =
        curve::estimate(&Sample { entry: None, exit: REMISSION[0], event: &event }, &Options::default()).unwrap();
    let printed =
        [(6.0, 0.857), (7.0, 0.807), (10.0, 0.753), (13.0, 0.690), (16.0, 0.627), (22.0, 0.538), (23.0, 0.448)];
    for (age, survival) in printed {
        assert!((curve.survival_at(age) - survival).abs() < 6e-4, "{age}: {}", curve.survival_at(age));
    }
    assert_eq!(summary::quantile(&curve, 0.5).unwrap().age, Some(23.0));
}

#[test]
fn cox_1972_remission_hazard_ratio() {
    let (exit, event, group) = remission();
    let x = [group.iter().map(|&g| g as f64).collect::<Vec<_>>()];
    let input = cox::Input::new(Sample { entry: None, exit: &exit, event: &event }, &x);
    let of = |ties| cox::fit(&input, &cox::Options { ties, ..Default::default() }).unwrap();
    // Printed for Breslow, Efron and the exact likelihood.
    for (ties, printed) in [(Ties::Breslow, 1.509), (Ties::Efron, 1.572), (Ties::Exact, 1.628)] {
        assert!((of(ties).coefficients[0] - printed).abs() < 6e-4, "{:?}", of(ties).coefficients);
    }
    let log_rank =
        log_rank::compare(&Sample { entry: None, exit: &exit, event: &event }, &group, 2, None, Weight::LogRank)
            .unwrap();
    assert!((log_rank.test.statistic - 16.79).abs() < 6e-3);
}

#[test]
fn turnbull_of_exact_and_censored_ages_is_kaplan_meier() {
    let event: Vec<bool> = RELAPSED.iter().map(|&r| r == 1).collect();
    let right: Vec<f64> = REMISSION[0].iter().zip(&event).map(|(t, e)| if *e { *t } else { f64::INFINITY }).collect();
    let masses = turnbull(&Intervals { left: REMISSION[0], right: &right }).unwrap();
    let curve =
        curve::estimate(&Sample { entry: None, exit: REMISSION[0], event: &event }, &Options::default()).unwrap();
    for age in [6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0, 30.0] {
        let [survival, _] = masses.survival_at(age);
        assert!((survival - curve.survival_at(age)).abs() < 1e-8, "{age}: {survival}");
    }
}

#[test]
fn degenerate_samples_are_named() {
    let sample = |exit, event| Sample { entry: None, exit, event };
    let of = |s: &Sample| curve::estimate(s, &Options::default()).map(|_| ());
    assert_eq!(of(&sample(&[], &[])), Err(Error::Empty));
    assert_eq!(of(&sample(&[1.0], &[true, false])), Err(Error::Length { what: "event", expected: 1, found: 2 }));
    assert_eq!(of(&sample(&[f64::NAN], &[true])), Err(Error::NotFinite { what: "exit", row: 0 }));
    assert_eq!(of(&sample(&[1.0, -1.0], &[true, true])), Err(Error::Negative { row: 1 }));
    let late = Sample { entry: Some(&[1.0]), exit: &[1.0], event: &[true] };
    assert_eq!(of(&late), Err(Error::EntryNotBeforeExit { row: 0 }));
    assert_eq!(of(&sample(&[1.0], &[true])), Ok(()));
    let one = curve::estimate(&sample(&[2.0, 2.0], &[true, true]), &Options::default()).unwrap();
    assert_eq!((one.survival[0], one.std_err[0], one.interval[0]), (0.0, None, None));
    assert_eq!(
        log_rank::compare(&sample(&[1.0, 2.0], &[true, true]), &[0, 0], 1, None, Weight::LogRank),
        Err(Error::OneGroup)
    );
}

#[test]
fn models_without_an_answer_say_which_column() {
    let exit = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let event = [true, true, true, true, true, true, false, false];
    let fit = |x: &[Vec<f64>]| {
        let sample = Sample { entry: None, exit: &exit, event: &event };
        cox::fit(&cox::Input::new(sample, x), &cox::Options::default()).map(|f| f.coefficients).unwrap_err()
    };
    let a = vec![1.0, 3.0, 2.0, 5.0, 4.0, 1.0, 2.0, 2.0];
    assert_eq!(fit(&[vec![1.0; 8]]), Error::Constant { column: 0 });
    assert_eq!(fit(&[a.clone(), a.iter().map(|v| 2.0 * v + 1.0).collect()]), Error::Collinear { column: 1 });
    // The earlier the end, the larger: each event beats everyone after it.
    assert_eq!(fit(&[a, (0..8).map(|i| f64::from(8 - i)).collect()]), Error::Separated { column: 1 });
    assert!(matches!(fit(&[]), Error::Unsupported(_)));
}

/// A few rows with late entries and tied ages.
fn rows() -> impl Strategy<Value = Vec<(f64, f64, bool, f64, usize)>> {
    let row = (0_u8..4, 1_u8..12, any::<bool>(), -3_i8..4, 0_usize..3);
    prop::collection::vec(row, 8..60).prop_map(|rows| {
        rows.into_iter()
            .map(|(e, length, event, x, g)| {
                (f64::from(e), f64::from(e) + f64::from(length), event, f64::from(x) + f64::from(length % 3) / 7.0, g)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn survival_falls_from_one_to_no_less_than_zero(rows in rows()) {
        let (entry, exit): (Vec<f64>, Vec<f64>) = rows.iter().map(|r| (r.0, r.1)).unzip();
        let event: Vec<bool> = rows.iter().map(|r| r.2).collect();
        let sample = Sample { entry: Some(&entry), exit: &exit, event: &event };
        for scale in [Scale::Plain, Scale::Log, Scale::LogLog] {
            let curve = curve::estimate(&sample, &Options { scale, ..Options::default() }).unwrap();
            let mut last = 1.0;
            for (s, bounds) in curve.survival.iter().zip(&curve.interval) {
                prop_assert!(*s <= last && *s >= 0.0);
                last = *s;
                if let Some([low, high]) = bounds {
                    prop_assert!(*low <= s + 1e-12 && s - 1e-12 <= *high && *low >= 0.0 && *high <= 1.0);
                }
            }
        }
    }

    #[test]
    fn shares_of_all_causes_and_survival_add_up_to_one(rows in rows()) {
        let (entry, exit): (Vec<f64>, Vec<f64>) = rows.iter().map(|r| (r.0, r.1)).unzip();
        let cause: Vec<usize> = rows.iter().map(|r| if r.2 { 1 + r.4 } else { 0 }).collect();
        let found = incidence(&Causes { entry: Some(&entry), exit: &exit, cause: &cause }, 0.95, Scale::Log).unwrap();
        let event: Vec<bool> = rows.iter().map(|r| r.2).collect();
        let km = curve::estimate(&Sample { entry: Some(&entry), exit: &exit, event: &event }, &Options::default()).unwrap();
        for i in 0..found.time.len() {
            let total: f64 = found.share.iter().map(|s| s[i]).sum::<f64>() + found.survival[i];
            prop_assert!((total - 1.0).abs() < 1e-9);
            prop_assert!((found.survival[i] - km.survival[i]).abs() < 1e-12);
            prop_assert!(found.std_err.iter().all(|se| se[i].is_finite()));
        }
    }

    #[test]
    fn hazards_do_not_depend_on_the_order_the_unit_or_the_origin_of_rows(rows in rows(), by in 0.5_f64..20.0) {
        let fit = |rows: &[(f64, f64, bool, f64, usize)], unit: f64, scale: f64, shift: f64| {
            let (entry, exit): (Vec<f64>, Vec<f64>) = rows.iter().map(|r| (r.0 * unit, r.1 * unit)).unzip();
            let event: Vec<bool> = rows.iter().map(|r| r.2).collect();
            let strata: Vec<usize> = rows.iter().map(|r| r.4).collect();
            let x = [rows.iter().map(|r| r.3 * scale + shift).collect::<Vec<_>>()];
            let sample = Sample { entry: Some(&entry), exit: &exit, event: &event };
            let input = cox::Input { strata: Some(&strata), ..cox::Input::new(sample, &x) };
            cox::fit(&input, &cox::Options::default()).map(|f| (f.coefficients[0] * scale, f.log_likelihood))
        };
        let mut turned = rows.clone();
        turned.reverse();
        match (fit(&rows, 1.0, 1.0, 0.0), fit(&turned, 4.0, by, 5.0)) {
            (Ok((b, log)), Ok((c, other))) => {
                prop_assert!((b - c).abs() < 1e-5 * (1.0 + b.abs()), "{b} {c}");
                prop_assert!((log - other).abs() < 1e-7 * (1.0 + log.abs()));
            }
            (Err(_), Err(_)) => {}
            (one, other) => prop_assert!(false, "{one:?} {other:?}"),
        }
    }

    #[test]
    fn ties_of_one_event_are_no_ties(seed in 0_u64..1000) {
        // All ages differ: the three treatments are one.
        let n = 30;
        let value = |i: u64, k: u64| ((i * 7919 + seed * 104_729 + k * 1_299_709) % 1009) as f64 / 1009.0;
        let exit: Vec<f64> = (0..n).map(|i| value(i, 1) + i as f64 * 1e-6).collect();
        let event: Vec<bool> = (0..n).map(|i| value(i, 2) < 0.7).collect();
        let x = [(0..n).map(|i| value(i, 3)).collect::<Vec<_>>()];
        let input = cox::Input::new(Sample { entry: None, exit: &exit, event: &event }, &x);
        let of = |ties| cox::fit(&input, &cox::Options { ties, ..Default::default() }).map(|f| f.coefficients[0]);
        if let (Ok(a), Ok(b), Ok(c)) = (of(Ties::Efron), of(Ties::Breslow), of(Ties::Exact)) {
            prop_assert!((a - b).abs() < 1e-8 && (a - c).abs() < 1e-8);
        }
    }

    #[test]
    fn residuals_of_a_fit_sum_to_nothing(rows in rows()) {
        let (entry, exit): (Vec<f64>, Vec<f64>) = rows.iter().map(|r| (r.0, r.1)).unzip();
        let event: Vec<bool> = rows.iter().map(|r| r.2).collect();
        let x = [rows.iter().map(|r| r.3).collect::<Vec<_>>()];
        let input = cox::Input::new(Sample { entry: Some(&entry), exit: &exit, event: &event }, &x);
        if let Ok(fit) = cox::fit(&input, &cox::Options::default()) {
            prop_assert!(fit.martingale().unwrap().iter().sum::<f64>().abs() < 1e-8);
            prop_assert!(fit.schoenfeld().unwrap().values.iter().map(|v| v[0]).sum::<f64>().abs() < 1e-3);
            prop_assert!(fit.dfbeta().unwrap().iter().map(|v| v[0]).sum::<f64>().abs() < 1e-3);
        }
    }
}
