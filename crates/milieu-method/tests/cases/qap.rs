//! Every number of a QAP case of R's sna and asnipe.

use std::collections::BTreeMap;
use std::path::Path;

use milieu_method::qap::{Logistic, Null, Regression, Relation, Tails, correlate, logistic, regress};
use serde_json::Value;

use crate::cases::{expected, near, rows};

/// The relation in a column of a table of pairs, actors in the order of their names.
pub fn relation(rows: &[BTreeMap<String, String>], column: &str, directed: bool) -> Relation {
    let mut actors: Vec<&str> = rows.iter().flat_map(|r| [r["i"].as_str(), r["j"].as_str()]).collect();
    actors.sort_unstable();
    actors.dedup();
    let at = |name: &str| actors.binary_search(&name).expect("a known actor");
    let pairs: Vec<(usize, usize, f64)> =
        rows.iter().map(|r| (at(&r["i"]), at(&r["j"]), r[column].parse().expect("a number"))).collect();
    Relation::from_pairs(actors.len(), directed, &pairs).expect("a whole relation")
}

/// Compares a whole expected file; fails on a part it does not know.
pub fn compare(folder: &Path, case: &str) {
    let (rows, want) = (rows(folder, &format!("{case}.csv")), expected(folder, case));
    let directed = want["mode"] == "digraph";
    let names: Vec<&str> = want["predictors"].as_array().expect("names").iter().filter_map(Value::as_str).collect();
    let y = relation(&rows, "y", directed);
    let predictors: Vec<Relation> = names.iter().map(|name| relation(&rows, name, directed)).collect();
    let xs: Vec<&Relation> = predictors.iter().collect();
    let draws = 4000;
    for (part, want) in want.as_object().expect("parts") {
        match part.as_str() {
            "case" | "versions" | "mode" | "predictors" | "note" => {}
            "n" => near(y.actors() as f64, want, 0.0, part),
            "qap_correlation" => {
                for (name, x) in names.iter().zip(&xs) {
                    let got = correlate(&y, x, draws, 11).expect("a correlation");
                    let want = &want[name];
                    near(got.r, &want["r"], 1e-9, name);
                    let reps = want["reps"].as_f64().expect("reps");
                    near_by_chance(got.tails.ge, draws, &want["p_ge"], reps, name);
                    near_by_chance(got.tails.le, draws, &want["p_le"], reps, name);
                    // Five standard errors of a mean and of a standard deviation, both sides drawn.
                    let error = got.tails.sd * (1.0 / draws as f64 + 1.0 / reps).sqrt();
                    near(got.tails.mean, &want["null_mean"], 5.0 * error, name);
                    near(got.tails.sd, &want["null_sd"], 5.0 * error, name);
                }
            }
            "netlm_qapspp" | "asnipe_dsp" => {
                linear(&regress(&y, &xs, Null::SemiPartialling, draws, 12).expect("a fit"), want, part);
            }
            "netlm_qapy" => linear(&regress(&y, &xs, Null::Outcome, draws, 13).expect("a fit"), want, part),
            "netlm_qapallx" => linear(&regress(&y, &xs, Null::Predictors, 2000, 14).expect("a fit"), want, part),
            "netlogit_qapspp" => by_odds(&logistic(&y, &xs, 300, 15).expect("a fit"), want, part),
            other => panic!("{other} is not compared"),
        }
    }
}

fn linear(got: &Regression, want: &Value, part: &str) {
    let draws = got.permutations.count;
    for (i, c) in std::iter::once(&got.intercept).chain(&got.predictors).enumerate() {
        near(c.estimate, &want["coef"][i], 1e-9, part);
        near(c.t, &want["tstat"][i], 1e-9, part);
        compare_tails(c.tails, draws, want, i, part);
    }
    if let Some(r2) = want["r2"].as_f64() {
        near(got.r2, &r2.into(), 1e-9, part);
    }
}

fn by_odds(got: &Logistic, want: &Value, part: &str) {
    for (i, c) in std::iter::once(&got.intercept).chain(&got.predictors).enumerate() {
        near(c.estimate, &want["coef"][i], 1e-7, part);
        near(c.se, &want["se"][i], 1e-7, part);
        near(c.t, &want["tstat"][i], 1e-7, part);
        compare_tails(c.tails, got.permutations.count, want, i, part);
    }
    near(got.deviance, &want["deviance"], 1e-7 / got.deviance, part);
    near(got.null_deviance, &want["null_deviance"], 1e-12, part);
}

fn compare_tails(tails: Option<Tails>, draws: usize, want: &Value, i: usize, part: &str) {
    // Where we give none, the peer prints one for the intercept that has no meaning.
    let Some(tails) = tails else { return assert_eq!(i, 0, "{part}") };
    let reps = want["reps"].as_f64().expect("reps");
    let of =
        |name: &str, other: &str| if want[name].is_null() { want[other][i].clone() } else { want[name][i].clone() };
    near_by_chance(tails.ge, draws, &of("p_ge", "p_right"), reps, &format!("{part} {i} ge"));
    near_by_chance(tails.le, draws, &of("p_le", "p_left"), reps, &format!("{part} {i} le"));
    near_by_chance(tails.two, draws, &want["p_two"][i], reps, &format!("{part} {i} two"));
}

/// Fails unless a p-value by chance agrees with another by chance, within four standard errors of both.
#[track_caller]
fn near_by_chance(got: f64, draws: usize, want: &Value, draws_of_peer: f64, what: &str) {
    let want = want.as_f64().unwrap_or_else(|| panic!("{what}: {want} is no number"));
    let draws = draws as f64;
    let allowed =
        4.0 * (got * (1.0 - got) * (1.0 / draws + 1.0 / draws_of_peer)).sqrt() + 1.0 / draws.min(draws_of_peer);
    assert!((got - want).abs() <= allowed, "{what}: {got} instead of {want}, allowed {allowed}");
}
