//! Ties after their place closed, against R's survival; waves of a network.

mod cases;

use cases::{expected, folder, near, rows};
use milieu_method::survival::cox::{self, Transform};
use milieu_method::survival::{Error, Sample, curve};
use milieu_method::ties::{Tie, Waves, split, waves};
use proptest::prelude::*;

#[test]
fn own_ties_clustered_by_place() {
    let free = folder("tests/reference", "ties");
    let rows = rows(&free, "own_ties.csv");
    let column = |name: &str| rows.iter().map(|r| r[name].parse::<f64>().expect("a number")).collect::<Vec<f64>>();
    let (start, stop, closed, online) = (column("start"), column("stop"), column("place_closed"), column("virtual"));
    let event: Vec<bool> = column("end").iter().map(|e| *e == 1.0).collect();
    let place: Vec<usize> = column("place").iter().map(|p| *p as usize).collect();
    let both: Vec<f64> = closed.iter().zip(&online).map(|(c, v)| c * v).collect();
    let covariates = [closed, online.clone(), both];
    let sample = Sample { entry: Some(&start), exit: &stop, event: &event };
    let input = cox::Input::new(sample, &covariates);
    let fit = cox::fit(&input, &cox::Options::default()).expect("a fit");
    let robust = fit.robust(Some(&place)).expect("errors");
    let names = ["place_closed", "virtual", "place_closed:virtual"];
    for (part, want) in expected(&free, "own_ties").as_object().expect("parts") {
        let each = |of: &dyn Fn(usize) -> f64| {
            names.iter().enumerate().for_each(|(i, name)| near(of(i), &want[name], 1e-7, &format!("{part} {name}")));
        };
        match part.as_str() {
            "case" | "versions" => {}
            "n" => near(fit.rows as f64, want, 0.0, part),
            "coef" => each(&|i| fit.coefficients[i]),
            "robust_se" => each(&|i| robust.covariance.at(i, i).sqrt()),
            "naive_se" => each(&|i| fit.covariance.at(i, i).sqrt()),
            "loglik" => {
                near(fit.log_likelihood_null, &want[0], 1e-10, part);
                near(fit.log_likelihood, &want[1], 1e-10, part);
            }
            "zph_km" => {
                let terms: Vec<Vec<usize>> = (0..3).map(|i| vec![i]).collect();
                let test = fit.proportionality(&input, &terms, Transform::KaplanMeier).expect("a test");
                let tests = test.terms.iter().map(|t| &t.test).chain([&test.global]);
                for (i, t) in tests.enumerate() {
                    near(t.statistic, &want["chisq"][i], 1e-6, part);
                    near(t.df as f64, &want["df"][i], 0.0, part);
                    near(t.p, &want["p"][i], 1e-6, part);
                }
            }
            "km" => {
                for (i, stratum) in want["strata"].as_array().expect("strata").iter().enumerate() {
                    let of = if stratum == "virtual=1" { 1.0 } else { 0.0 };
                    let pick = |values: &[f64]| -> Vec<f64> {
                        values.iter().zip(&online).filter(|(_, v)| **v == of).map(|(t, _)| *t).collect()
                    };
                    let (start, stop) = (pick(&start), pick(&stop));
                    let event: Vec<bool> =
                        event.iter().zip(&online).filter(|(_, v)| **v == of).map(|(e, _)| *e).collect();
                    let sample = Sample { entry: Some(&start), exit: &stop, event: &event };
                    let curve = curve::estimate(&sample, &curve::Options::default()).expect("a curve");
                    let step = curve.step(want["time"][i].as_f64().expect("a time")).expect("a step");
                    near(curve.survival[step], &want["surv"][i], 1e-9, part);
                    near(curve.std_err[step].expect("an error"), &want["se"][i], 1e-9, part);
                }
            }
            other => panic!("{other} is not compared"),
        }
    }
}

#[test]
fn own_waves() {
    let free = folder("tests/reference", "ties");
    let rows = rows(&free, "own_waves.csv");
    let node = |name: &str| name.trim_start_matches('n').parse::<usize>().expect("a number");
    let of = |wave: &str| -> Vec<(usize, usize)> {
        rows.iter().filter(|r| r["wave"] == wave).map(|r| (node(&r["a"]), node(&r["b"]))).collect()
    };
    let found = waves(false, &of("1"), &of("2"));
    for (part, want) in expected(&free, "own_waves").as_object().expect("parts") {
        match part.as_str() {
            "case" | "n" => {}
            "jaccard" => near(found.jaccard.expect("ties"), want, 1e-12, part),
            "hamming" => near(found.hamming as f64, want, 0.0, part),
            "stable" => near(found.stable as f64, want, 0.0, part),
            "lost" => near(found.lost as f64, want, 0.0, part),
            "gained" => near(found.gained as f64, want, 0.0, part),
            "persistence" => near(found.persistence.expect("ties"), want, 1e-12, part),
            other => panic!("{other} is not compared"),
        }
    }
}

#[test]
fn a_tie_is_split_where_its_place_closes() {
    let tie = |closing| Tie { start: 1.0, stop: 4.0, ended: true, closing };
    let rows = split(&[tie(None), tie(Some(2.5)), tie(Some(1.0)), tie(Some(4.0))]).expect("rows");
    assert_eq!(rows.tie, [0, 1, 1, 2, 3]);
    assert_eq!(rows.start, [1.0, 1.0, 2.5, 1.0, 1.0]);
    assert_eq!(rows.stop, [4.0, 2.5, 4.0, 4.0, 4.0]);
    assert_eq!(rows.ended, [true, false, true, true, true]);
    // A closing at the very end is not yet behind the tie: rows are at risk in (start, stop].
    assert_eq!(rows.place_closed, [0.0, 0.0, 1.0, 1.0, 0.0]);
    let bad = |start, stop| split(&[Tie { start, stop, ended: true, closing: None }]);
    assert_eq!(bad(2.0, 2.0), Err(Error::EntryNotBeforeExit { row: 0 }));
    assert_eq!(bad(f64::NAN, 2.0), Err(Error::NotFinite { what: "age", row: 0 }));
}

#[test]
fn waves_without_ties_share_nothing() {
    let none = waves(false, &[], &[]);
    assert_eq!((none.jaccard, none.persistence, none.hamming), (None, None, 0));
    assert_eq!(waves(false, &[(0, 1)], &[(1, 0)]).jaccard, Some(1.0));
    assert_eq!(waves(true, &[(0, 1)], &[(1, 0)]).jaccard, Some(0.0));
}

proptest! {
    #[test]
    fn splitting_keeps_every_year_at_risk_and_every_end(
        lives in prop::collection::vec((0.0..5.0_f64, 0.1..5.0_f64, any::<bool>(), prop::option::of(0.0..12.0_f64)), 1..30),
    ) {
        let ties: Vec<Tie> =
            lives.iter().map(|&(start, long, ended, closing)| Tie { start, stop: start + long, ended, closing }).collect();
        let rows = split(&ties).expect("rows");
        let at_risk: f64 = rows.start.iter().zip(&rows.stop).map(|(a, b)| b - a).sum();
        prop_assert!((at_risk - lives.iter().map(|l| l.1).sum::<f64>()).abs() < 1e-9);
        prop_assert_eq!(rows.ended.iter().filter(|e| **e).count(), ties.iter().filter(|t| t.ended).count());
        prop_assert!(rows.start.iter().zip(&rows.stop).all(|(a, b)| a < b));
    }

    #[test]
    fn waves_the_other_way_round_swap_loss_and_gain(
        a in prop::collection::vec((0..6_usize, 0..6_usize), 0..20),
        b in prop::collection::vec((0..6_usize, 0..6_usize), 0..20),
    ) {
        let (x, y) = (waves(true, &a, &b), waves(true, &b, &a));
        prop_assert_eq!((x.lost, x.gained, x.stable), (y.gained, y.lost, y.stable));
        prop_assert_eq!(x.jaccard, y.jaccard);
        let same = waves(true, &a, &a);
        prop_assert_eq!((same.lost, same.gained, same.hamming), (0, 0, 0));
        let Waves { jaccard, .. } = same;
        prop_assert!(jaccard.is_none_or(|j| j == 1.0));
    }
}
