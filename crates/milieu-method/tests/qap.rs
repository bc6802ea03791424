//! QAP and MRQAP against R's sna and asnipe, and against all relabellings of seven actors.

mod cases;
#[path = "cases/qap.rs"]
mod peers;

use cases::{expected, folder, near, rows};
use milieu_method::qap::{Error, Null, Relation, correlate, logistic, regress, skewness};
use milieu_method::random::Stream;
use proptest::prelude::*;

#[test]
fn own_multilayer_as_by_sna_and_asnipe() {
    peers::compare(&folder("tests/reference", "qap"), "own_multilayer");
}

#[test]
fn all_5040_relabellings_of_seven_actors() {
    let (rows, want) =
        (rows(&folder("tests/reference", "qap"), "exact7.csv"), expected(&folder("tests/reference", "qap"), "exact7"));
    let [y, x1, x2, x3] = ["y", "x1", "x2", "x3"].map(|column| peers::relation(&rows, column, false));
    let got = correlate(&y, &x1, 1, 0).expect("a correlation");
    let of = &want["qap_y_x1"];
    near(got.r, &of["r"], 1e-12, "r");
    let tails = got.tails;
    for (got, name) in [(tails.ge, "p_ge"), (tails.le, "p_le"), (tails.two, "p_abs"), (tails.sd, "null_sd")] {
        near(got, &of[name], 1e-12, name);
    }
    // Zero but for rounding, on either side.
    assert!(tails.mean.abs() < 1e-15 && of["null_mean"].as_f64().expect("a mean").abs() < 1e-15);

    let fit = regress(&y, &[&x1, &x2, &x3], Null::SemiPartialling, 1, 0).expect("a fit");
    assert!(fit.permutations.exact && fit.permutations.count == 5040);
    for (i, c) in std::iter::once(&fit.intercept).chain(&fit.predictors).enumerate() {
        near(c.estimate, &want["coef"][i], 1e-12, "coef");
        near(c.t, &want["tstat"][i], 1e-11, "t");
    }
    assert_eq!(fit.intercept.tails, None);
    for (c, name) in fit.predictors.iter().zip(["x1", "x2", "x3"]) {
        let (tails, of) = (c.tails.expect("tails"), &want["dsp"][name]);
        near(c.t, &of["t"], 1e-11, name);
        near(tails.ge, &of["p_ge"], 1e-12, name);
        near(tails.le, &of["p_le"], 1e-12, name);
        near(tails.two, &of["p_abs"], 1e-12, name);
    }
    let parts = want.as_object().expect("parts").keys().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(parts.len(), 5, "{parts:?} are compared above, but for `case`");
}

fn random(n: usize, number: u64, directed: bool) -> Relation {
    let mut stream = Stream::new(5, number);
    let values: Vec<f64> = (0..n * n).map(|_| stream.unit()).collect();
    let at = |i: usize, j: usize| values[if directed { i * n + j } else { i.max(j) * n + i.min(j) }];
    Relation::from_rows(n, directed, &(0..n * n).map(|c| at(c / n, c % n)).collect::<Vec<_>>()).expect("values")
}

#[test]
fn what_cannot_be_compared_is_named() {
    let (a, b) = (random(9, 0, true), random(9, 1, true));
    let flat = Relation::from_rows(9, true, &[2.0; 81]).expect("values");
    assert_eq!(correlate(&a, &flat, 9, 0), Err(Error::Constant(1)));
    assert_eq!(correlate(&flat, &a, 9, 0), Err(Error::Constant(0)));
    assert_eq!(correlate(&a, &random(8, 1, true), 9, 0), Err(Error::SizesDiffer(9, 8)));
    assert_eq!(correlate(&a, &random(9, 1, false), 9, 0), Err(Error::DirectionsDiffer));
    assert_eq!(correlate(&a, &b, 0, 0), Err(Error::NoPermutation));
    assert_eq!(regress(&a, &[], Null::Outcome, 9, 0), Err(Error::NoPredictor));
    assert_eq!(regress(&a, &[&b, &b], Null::SemiPartialling, 9, 0), Err(Error::Collinear(2)));
    assert_eq!(correlate(&random(2, 0, true), &random(2, 1, true), 9, 0), Err(Error::TooFewActors(2)));
    let few = random(3, 0, false);
    assert_eq!(
        regress(&few, &[&random(3, 1, false), &random(3, 2, false)], Null::Outcome, 9, 0),
        Err(Error::TooManyPredictors(3, 2))
    );
    assert!(matches!(logistic(&a, &[&b], 9, 0), Err(Error::NotBinary(0, 1))));
    let missing = Relation::from_pairs(3, false, &[(0, 1, 1.0), (1, 2, 0.0)]);
    assert_eq!(missing, Err(Error::Unknown { from: 0, to: 2, missing: 2 }));
    assert_eq!(Relation::from_pairs(3, false, &[(0, 1, 1.0), (1, 0, 0.0)]), Err(Error::Twice(1, 0)));
    assert_eq!(Relation::from_pairs(3, false, &[(1, 1, 1.0)]), Err(Error::NoSuchPair(1, 1)));
}

#[test]
fn a_predictor_that_tells_zeros_from_ones_without_fault_is_refused() {
    let x = random(9, 0, true);
    let above = |limit: f64| {
        let values: Vec<f64> = x.rows().iter().map(|v| f64::from(*v > limit)).collect();
        Relation::from_rows(9, true, &values).expect("values")
    };
    assert_eq!(logistic(&above(0.5), &[&x], 9, 0), Err(Error::Separated));
    // Separated on one side only: every 1 has the predictor, not every 0 lacks it.
    assert_eq!(logistic(&above(0.5), &[&above(0.3)], 9, 0), Err(Error::Separated));
}

#[test]
fn the_same_seed_gives_the_same_answer_on_one_thread_and_on_many() {
    let (y, x, z) = (random(12, 0, true), random(12, 1, true), random(12, 2, true));
    let run = || regress(&y, &[&x, &z], Null::SemiPartialling, 200, 3).expect("a fit");
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool").install(run);
    assert_eq!(one, run());
    assert_ne!(one, regress(&y, &[&x, &z], Null::SemiPartialling, 200, 4).expect("a fit"));
}

#[test]
fn more_predictors_than_are_multiplied_at_a_time() {
    let y = random(12, 0, true);
    let xs: Vec<Relation> = (1..=10).map(|i| random(12, i, true)).collect();
    let many: Vec<&Relation> = xs.iter().collect();
    for null in [Null::SemiPartialling, Null::Outcome] {
        let fit = regress(&y, &many, null, 500, 3).expect("a fit");
        for c in &fit.predictors {
            // Under nothing but noise t is spread like a normal variable, whatever lane it fell in.
            let tails = c.tails.expect("tails");
            assert!(tails.mean.abs() < 0.25 && (tails.sd - 1.0).abs() < 0.2, "{null:?} {tails:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn t_and_p_do_not_change_with_units(scale in 0.01..100.0_f64, shift in -50.0..50.0_f64, seed in 0..99_u64) {
        let (y, x, z) = (random(10, seed, true), random(10, seed + 1, true), random(10, seed + 2, true));
        let rows: Vec<f64> = x.rows().iter().map(|v| scale * v + shift).collect();
        let scaled = Relation::from_rows(10, true, &rows).expect("values");
        let (a, b) = (
            regress(&y, &[&x, &z], Null::SemiPartialling, 50, seed).expect("a fit"),
            regress(&y, &[&scaled, &z], Null::SemiPartialling, 50, seed).expect("a fit"),
        );
        for (a, b) in a.predictors.iter().zip(&b.predictors) {
            prop_assert!((a.t - b.t).abs() < 1e-8 * a.t.abs().max(1.0));
            prop_assert_eq!(a.tails.map(|t| t.two), b.tails.map(|t| t.two));
        }
        prop_assert!((a.predictors[0].estimate - b.predictors[0].estimate * scale).abs() < 1e-9);
    }

    #[test]
    fn correlation_knows_no_order_and_p_no_zero(seed in 0..99_u64, directed: bool) {
        let (y, x) = (random(9, seed, directed), random(9, seed + 1, directed));
        let (a, b) = (correlate(&y, &x, 40, 1).expect("r"), correlate(&x, &y, 40, 1).expect("r"));
        prop_assert!((a.r - b.r).abs() < 1e-12 && a.r.abs() <= 1.0);
        prop_assert!(a.tails.ge >= 1.0 / 41.0 && a.tails.two >= 1.0 / 41.0 && a.tails.ge + a.tails.le >= 1.0);
        let own = correlate(&y, &y, 40, 1).expect("r");
        prop_assert!((own.r - 1.0).abs() < 1e-12);
        prop_assert!((own.tails.ge - 1.0 / 41.0).abs() < 1e-15);
    }

    #[test]
    fn one_predictor_semi_partialled_is_a_correlation(seed in 0..99_u64) {
        let (y, x) = (random(7, seed, true), random(7, seed + 1, true));
        let fit = regress(&y, &[&x], Null::SemiPartialling, 1, 0).expect("a fit");
        let r = correlate(&y, &x, 1, 0).expect("r");
        prop_assert!((fit.r2 - r.r * r.r).abs() < 1e-12);
        prop_assert_eq!(fit.predictors[0].tails.map(|t| t.ge), Some(r.tails.ge));
    }
}

#[test]
fn skewness_of_a_sparse_relation() {
    // One tie in ten pairs: (1 − 2p) / √(p (1 − p)) = 0.8 / 0.3.
    let mut rows = [0.0; 25];
    (rows[1], rows[5]) = (1.0, 1.0);
    let sparse = Relation::from_rows(5, false, &rows).expect("values");
    assert!((skewness(&sparse) - 0.8 / 0.3).abs() < 1e-12);
    let fit = regress(&sparse, &[&random(5, 1, false)], Null::Outcome, 1, 0).expect("a fit");
    assert_eq!(fit.skewed.len(), 1);
}
