//! Regression of a relation on others, with permutations.

use milieu_method::qap::{Null, Relation, regress};

use crate::case::{Answer, Data};

pub fn answer(case: &str, data: &Data) -> Option<Answer> {
    (case == "mrqap").then(|| semi_partialling(data))
}

/// Time is of one permutation; what is done once for all of them is shared out among them.
fn semi_partialling(data: &Data) -> Answer {
    const PERMUTATIONS: usize = 1_000;
    let values = data.column("y");
    let actors = values.len().isqrt();
    let relation = |values: &[f64]| Relation::from_rows(actors, true, values).expect("every pair has a value");
    let (outcome, all) = (relation(&values), data.columns("x"));
    let predictors: Vec<Relation> = all.iter().map(|values| relation(values)).collect();
    let predictors: Vec<&Relation> = predictors.iter().collect();
    Answer::timed(
        PERMUTATIONS as f64,
        || regress(&outcome, &predictors, Null::SemiPartialling, PERMUTATIONS, 7).expect("a fit"),
        |fit| {
            let last = fit.predictors.last().expect("predictors");
            [("last coefficient", last.estimate), ("its t", last.t)]
        },
    )
}
