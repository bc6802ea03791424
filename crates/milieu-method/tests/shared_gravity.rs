//! A Poisson regression of doctor visits, large for the repository: `cargo xtask test shared`.

mod cases;

use cases::{expected, folder, near, rows};
use milieu_method::gravity::{Errors, Flows, ppml};

#[test]
#[ignore = "needs ../shared"]
fn rand_health_insurance_experiment_as_by_statsmodels() {
    let family = folder("../../../shared/reference", "gravity");
    let rows = rows(&family, "randhie4000.csv");
    let column = |name: &str| rows.iter().map(|r| r[name].parse::<f64>().expect("a number")).collect::<Vec<f64>>();
    let names = ["lncoins", "idp", "lpi", "fmde", "physlm", "disea"];
    let columns: Vec<Vec<f64>> = names.iter().map(|name| column(name)).collect();
    let predictors: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let visits = column("mdvis");
    let flows = Flows { flow: &visits, predictors: &predictors, effects: &[] };
    let fit = |errors| ppml(&flows, errors).expect("a fit");
    let (model, robust) = (fit(Errors::Model), fit(Errors::Robust));
    let with_const = |first: f64, rest: &[f64]| [&[first], rest].concat();
    for (part, want) in expected(&family, "randhie4000").as_object().expect("parts") {
        let each = |got: &[f64]| {
            for (name, got) in ["const"].iter().chain(&names).zip(got) {
                near(*got, &want[name], 1e-8, &format!("{part} {name}"));
            }
        };
        match part.as_str() {
            "case" => {}
            "coef" => each(&with_const(model.intercept.expect("an intercept"), &model.coefficients)),
            "se" => each(&model.errors),
            // For this model the peer's HC1 is HC0: N / (N − K) = 4000 / 3993 is not in its numbers.
            "se_hc1" => each(&robust.errors),
            "loglik" => near(model.log_likelihood, want, 1e-11, part),
            "deviance" => near(model.deviance, want, 1e-11, part),
            other => panic!("{other} is not compared"),
        }
    }
}
