//! Flows against statsmodels and pyfixest.

mod cases;

use std::collections::BTreeMap;

use cases::{expected, folder, near, rows};
use milieu_method::gravity::*;
use milieu_method::random::Stream;
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn own_flows_with_and_without_fixed_effects() {
    let free = folder("tests/reference", "gravity");
    let rows = rows(&free, "own_flows.csv");
    let column = |name: &str| rows.iter().map(|r| r[name].parse::<f64>().expect("a number")).collect::<Vec<f64>>();
    let log = |name: &str| column(name).into_iter().map(f64::ln).collect::<Vec<f64>>();
    let (flow, lo, ld, ldist, tie) = (column("flow"), log("mass_o"), log("mass_d"), log("dist"), column("virtual_tie"));
    let mut names: Vec<&str> = rows.iter().map(|r| r["orig"].as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let level = |r: &BTreeMap<String, String>, c: &str| names.binary_search(&&*r[c]).expect("a city");
    let from: Vec<usize> = rows.iter().map(|r| level(r, "orig")).collect();
    let to: Vec<usize> = rows.iter().map(|r| level(r, "dest")).collect();
    let predictors = [&lo[..], &ld, &ldist, &tie];
    let plain = Flows { flow: &flow, predictors: &predictors, effects: &[] };
    let (two, effects) = ([&ldist[..], &tie], [&from[..], &to]);
    let two_way = Flows { flow: &flow, predictors: &two, effects: &effects };

    let names = ["Intercept", "lo", "ld", "ldist", "virtual_tie"];
    let all =
        |fit: &Fit| std::iter::once(fit.intercept.expect("an intercept")).chain(fit.coefficients.clone()).collect();
    let each = |names: &[&str], got: &[f64], want: &Value, what: &str| {
        assert_eq!(want.as_object().map(|o| o.len()), Some(names.len()), "{what}");
        for (name, got) in names.iter().zip(got) {
            near(*got, &want[name], 1e-8, &format!("{what} {name}"));
        }
    };
    for (part, want) in expected(&free, "own_flows").as_object().expect("parts") {
        match part.as_str() {
            "case" | "versions" => {}
            "ppml_no_fe" => {
                let fit = ppml(&plain, Errors::Model).expect("a fit");
                let robust = ppml(&plain, Errors::Robust).expect("a fit");
                let coefficients: Vec<f64> = all(&fit);
                each(&names, &coefficients, &want["coef"], "coef");
                each(&names, &fit.errors, &want["se_model"], "se_model");
                each(&names, &robust.errors, &want["se_hc0"], "se_hc0");
                near(fit.log_likelihood, &want["loglik"], 1e-10, "loglik");
                near(fit.deviance, &want["deviance"], 1e-10, "deviance");
                near(fit.pearson, &want["pearson"], 1e-9, "pearson");
                assert!(fit.separated.is_empty());
            }
            "ppml_two_way_fe" => {
                let names = ["ldist", "virtual_tie"];
                let fit = ppml(&two_way, Errors::Model).expect("a fit");
                each(&names, &fit.coefficients, &want["coef_pyfixest"], "coef_pyfixest");
                each(&names, &fit.coefficients, &want["coef_dummies_glm"], "coef_dummies_glm");
                each(&names, &fit.errors, &want["se_model_dummies_glm"], "se_model_dummies_glm");
                near(fit.deviance, &want["deviance"], 1e-10, "deviance");
                let robust = ppml(&two_way, Errors::RobustSmall).expect("a fit");
                each(&names, &robust.errors, &want["se_hetero_pyfixest"], "se_hetero_pyfixest");
                let cluster = ppml(&two_way, Errors::Cluster(&from)).expect("a fit");
                each(&names, &cluster.errors, &want["se_crv1_orig_pyfixest"], "se_crv1_orig_pyfixest");
            }
            "negbin2" => {
                let fit = negative_binomial(&plain).expect("a fit");
                let names = ["Intercept", "lo", "ld", "ldist", "virtual_tie", "alpha"];
                let got: Vec<f64> = std::iter::once(fit.intercept).chain(fit.coefficients).chain([fit.alpha]).collect();
                for (name, got) in names.iter().zip(&got) {
                    // The peer stops when its gradient is below 1e-5 or so.
                    near(*got, &want["params"][name], 1e-5, name);
                }
                near(fit.log_likelihood, &want["loglik"], 1e-8, "loglik");
            }
            other => panic!("{other} is not compared"),
        }
    }
}

/// Flows between cities that do not exist: level of each end, log distance, flow.
struct Made {
    from: Vec<usize>,
    to: Vec<usize>,
    distance: Vec<f64>,
    other: Vec<f64>,
    flow: Vec<f64>,
}

fn made(cities: usize, seed: u64) -> Made {
    let mut stream = Stream::new(seed, 0);
    let size: Vec<f64> = (0..cities).map(|_| stream.unit() * 2.0).collect();
    let mut m = Made { from: vec![], to: vec![], distance: vec![], other: vec![], flow: vec![] };
    for a in 0..cities {
        for b in (0..cities).filter(|&b| b != a) {
            let (distance, other) = (1.0 + 3.0 * stream.unit(), stream.unit());
            m.from.push(a);
            m.to.push(b);
            m.distance.push(distance);
            m.other.push(other);
            let mean = (1.0 + size[a] + size[b] - 0.8 * distance + 0.5 * other).exp();
            m.flow.push((mean * 2.0 * stream.unit()).floor());
        }
    }
    m
}

impl Made {
    fn fit(&self, errors: Errors<'_>) -> Result<Fit, Error> {
        let flows =
            Flows { flow: &self.flow, predictors: &[&self.distance, &self.other], effects: &[&self.from, &self.to] };
        ppml(&flows, errors)
    }
}

#[test]
fn what_cannot_be_fitted_is_named() {
    let ones = [1.0; 4];
    let x = [1.0, 2.0, 4.0, 3.0];
    let with = |flow: &[f64], predictors: &[&[f64]], effects: &[&[usize]]| {
        ppml(&Flows { flow, predictors, effects }, Errors::Model).expect_err("a refusal")
    };
    assert_eq!(with(&[], &[], &[]), Error::Empty);
    assert_eq!(with(&[1.0, -1.0, 0.0, 2.0], &[&x], &[]), Error::BadFlow(1));
    assert_eq!(with(&[1.0, f64::NAN, 0.0, 2.0], &[&x], &[]), Error::BadFlow(1));
    assert_eq!(with(&[0.0; 4], &[&x], &[]), Error::AllZero);
    assert_eq!(with(&ones, &[&[1.0, f64::INFINITY, 1.0, 1.0]], &[]), Error::BadValue(0, 1));
    assert_eq!(with(&ones, &[&x[..3]], &[]), Error::WrongLength(4, 3));
    assert_eq!(with(&x, &[&ones], &[]), Error::Absorbed(0));
    assert_eq!(with(&x, &[&x, &ones], &[&[0, 0, 1, 1]]), Error::TooFew(4, 4));
    let m = made(8, 1);
    let fit = |predictors: &[&[f64]]| {
        ppml(&Flows { flow: &m.flow, predictors, effects: &[&m.from, &m.to] }, Errors::Model).expect_err("a refusal")
    };
    let mass: Vec<f64> = m.from.iter().map(|&a| a as f64).collect();
    let twice: Vec<f64> = m.distance.iter().zip(&mass).map(|(d, a)| 2.0 * d - a).collect();
    assert_eq!(fit(&[&m.distance, &mass]), Error::Absorbed(1));
    assert_eq!(fit(&[&m.distance, &twice]), Error::Collinear(1));
    assert_eq!(m.fit(Errors::Cluster(&vec![3; m.flow.len()])), Err(Error::FewClusters(1)));
    assert_eq!(m.fit(Errors::Cluster(&[1])), Err(Error::WrongLength(m.flow.len(), 1)));
}

#[test]
fn a_place_that_sends_nothing_is_left_out_and_named() {
    let mut m = made(10, 2);
    let whole = m.fit(Errors::Robust).expect("a fit");
    assert!(whole.separated.is_empty());
    // A city that sends nothing says nothing about distance: its rows are separated.
    for row in 0..m.flow.len() {
        if m.from[row] == 3 {
            m.flow[row] = 0.0;
        }
    }
    let fit = m.fit(Errors::Robust).expect("a fit");
    let rows: Vec<usize> = (0..m.flow.len()).filter(|&r| m.from[r] == 3).collect();
    assert_eq!(fit.separated, rows);
    assert_eq!(fit.used, m.flow.len() - rows.len());
    assert!(rows.iter().all(|&r| fit.expected[r] == 0.0));
}

#[test]
fn correia_2019_zeros_that_a_predictor_tells_are_found() {
    let mut m = made(10, 3);
    // The predictor is above zero only where the flow is zero (and nowhere else), as a border nothing crosses.
    for row in 0..m.flow.len() {
        let is_border = m.from[row] < 2 && m.to[row] > 6;
        m.other[row] = f64::from(is_border);
        m.flow[row] = if is_border { 0.0 } else { m.flow[row] + 1.0 };
    }
    // Without those rows the predictor does not vary: the fit says so rather than print a huge coefficient.
    assert_eq!(m.fit(Errors::Robust), Err(Error::Absorbed(1)));
    // One such row with a flow, and the coefficient is finite.
    let border = m.other.iter().position(|o| *o == 1.0).expect("a border");
    m.flow[border] = 1.0;
    assert!(m.fit(Errors::Robust).expect("a fit").coefficients[1] < 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn flows_in_another_unit_give_the_same_coefficients(seed in 0..999_u64, unit in 0.01..100.0_f64) {
        let m = made(9, seed);
        let scaled = Made { flow: m.flow.iter().map(|f| f * unit).collect(), ..made(9, seed) };
        let (a, b) = (m.fit(Errors::Cluster(&m.from)).expect("a fit"), scaled.fit(Errors::Cluster(&m.from)).expect("a fit"));
        for (x, y) in a.coefficients.iter().chain(&a.errors).zip(b.coefficients.iter().chain(&b.errors)) {
            prop_assert!((x - y).abs() < 1e-8 * x.abs().max(1e-2), "{x} {y}");
        }
    }

    #[test]
    fn expected_flows_add_up_to_the_flows_of_every_origin_and_destination(seed in 0..999_u64) {
        // Fally (2015): PPML with effects of both ends keeps their totals.
        let m = made(9, seed);
        let fit = m.fit(Errors::Model).expect("a fit");
        for of in [&m.from, &m.to] {
            for city in 0..9 {
                let rows = || (0..m.flow.len()).filter(|&r| of[r] == city);
                let (got, want): (f64, f64) = (rows().map(|r| fit.expected[r]).sum(), rows().map(|r| m.flow[r]).sum());
                prop_assert!((got - want).abs() < 1e-7 * want.max(1.0), "{got} {want}");
            }
        }
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
        prop_assert_eq!(one.install(|| m.fit(Errors::Model)), Ok(fit));
    }
}
