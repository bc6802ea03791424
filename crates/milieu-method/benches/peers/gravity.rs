//! Flows.

use milieu_method::gravity::{Errors, Flows, ppml};

use crate::case::{Answer, Data};

pub fn answer(case: &str, data: &Data) -> Option<Answer> {
    (case == "ppml").then(|| two_effects(data))
}

fn two_effects(data: &Data) -> Answer {
    let (flow, distance, tie) = (data.column("flow"), data.column("distance"), data.column("tie"));
    let (from, to) = (data.whole("from"), data.whole("to"));
    let flows = Flows { flow: &flow, predictors: &[&distance, &tie], effects: &[&from, &to] };
    Answer::timed(
        1.0,
        || ppml(&flows, Errors::Cluster(&from)).expect("a fit"),
        |fit| {
            [
                ("coefficient of distance", fit.coefficients[0]),
                ("coefficient of tie", fit.coefficients[1]),
                ("standard error of distance", fit.errors[0]),
            ]
        },
    )
}
