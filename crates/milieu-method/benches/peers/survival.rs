//! Lifespans.

use milieu_method::survival::Sample;
use milieu_method::survival::competing::{Causes, fine_gray};
use milieu_method::survival::cox::{self, Ties};
use milieu_method::survival::curve::{self, Options};
use milieu_method::survival::interval::{Intervals, turnbull};

use crate::case::{Answer, Data};

pub fn answer(case: &str, data: &Data) -> Option<Answer> {
    Some(match case {
        "kaplan-meier" => kaplan_meier(data),
        "cox" => proportional_hazards(data, None),
        "cox-late-entry" => proportional_hazards(data, Some(data.column("entry"))),
        "fine-gray" => competing(data, Ties::Breslow),
        "fine-gray-large" => competing(data, Ties::Efron),
        "interval" | "interval-large" => interval(data),
        _ => return None,
    })
}

fn events(data: &Data) -> Vec<bool> {
    data.column("event").iter().map(|e| *e > 0.0).collect()
}

fn kaplan_meier(data: &Data) -> Answer {
    let (exit, event) = (data.column("exit"), events(data));
    let sample = Sample { entry: None, exit: &exit, event: &event };
    Answer::timed(
        1.0,
        || curve::estimate(&sample, &Options::default()).expect("a curve"),
        |curve| {
            let step = curve.step(0.5).expect("an event before");
            let error = curve.std_err[step].expect("some are at risk");
            [("S(0.5)", curve.survival[step]), ("standard error of S(0.5)", error)]
        },
    )
}

/// With the concordance, which R's `coxph` gives as well.
fn proportional_hazards(data: &Data, entry: Option<Vec<f64>>) -> Answer {
    let (exit, event, covariates) = (data.column("exit"), events(data), data.columns("x"));
    let input = cox::Input::new(Sample { entry: entry.as_deref(), exit: &exit, event: &event }, &covariates);
    let fit = || {
        let fit = cox::fit(&input, &cox::Options::default()).expect("a fit");
        let concordance = fit.concordance(&input, None).expect("pairs");
        (fit, concordance)
    };
    Answer::timed(1.0, fit, |(fit, concordance)| {
        let last = covariates.len() - 1;
        [
            ("log-likelihood", fit.log_likelihood),
            ("last coefficient", fit.coefficients[last]),
            ("standard error of the last", fit.std_err()[last]),
            ("concordance", concordance.share),
        ]
    })
}

fn competing(data: &Data, ties: Ties) -> Answer {
    let (exit, cause, covariates) = (data.column("exit"), data.whole("cause"), data.columns("x"));
    let causes = Causes { entry: None, exit: &exit, cause: &cause };
    Answer::timed(
        1.0,
        || fine_gray(&causes, 1, &covariates, ties).expect("a fit"),
        |fit| {
            [
                ("log-likelihood", fit.log_likelihood),
                ("last coefficient", *fit.coefficients.last().expect("covariates")),
            ]
        },
    )
}

fn interval(data: &Data) -> Answer {
    let (left, right) = (data.column("left"), data.column("right"));
    let rows = Intervals { left: &left, right: &right };
    Answer::timed(1.0, || turnbull(&rows).expect("masses"), |masses| [("log-likelihood", masses.log_likelihood)])
}
