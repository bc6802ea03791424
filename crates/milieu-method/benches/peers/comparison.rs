//! Distances between cases.

use milieu_method::comparison::{Gower, Variable};

use crate::case::{Answer, Data};

pub fn answer(case: &str, data: &Data) -> Option<Answer> {
    (case == "gower").then(|| all_distances(data))
}

/// A blank is written as what is not a number.
fn cells(column: &[f64]) -> impl Iterator<Item = Option<f64>> {
    column.iter().map(|x| (!x.is_nan()).then_some(*x))
}

fn all_distances(data: &Data) -> Answer {
    let (numbers, categories) = (data.columns("number"), data.columns("category"));
    let numbers = numbers.iter().map(|column| Variable::Number(cells(column).collect()));
    let categories = categories.iter().map(|c| Variable::Category(cells(c).map(|x| x.map(|x| x as usize)).collect()));
    let variables: Vec<Variable> = numbers.chain(categories).collect();
    let weights = vec![1.0; variables.len()];
    Answer::timed(
        1.0,
        || Gower::new(&variables, &weights).expect("variables").matrix(),
        |rows| {
            let sum = rows.iter().flatten().filter(|d| !d.is_nan()).sum::<f64>();
            [("sum of distances", sum)]
        },
    )
}
