//! Places on the map.

use milieu_method::space::{Convention, Points, Weights, conditional, hdbscan, local_moran};

use crate::case::{Answer, Data};

pub fn answer(case: &str, data: &Data) -> Option<Answer> {
    Some(match case {
        "lisa" => lisa(data),
        "hdbscan" => clusters(data),
        _ => return None,
    })
}

fn points(data: &Data) -> Points {
    let xy: Vec<[f64; 2]> = data.column("x").into_iter().zip(data.column("y")).map(|(x, y)| [x, y]).collect();
    Points::plane(&xy).expect("points")
}

/// The weights are made before, as the peer's.
fn lisa(data: &Data) -> Answer {
    let value = data.column("value");
    let weights =
        Weights::nearest(&points(data), data.number("neighbours") as usize).expect("weights").row_standardised();
    let permutations = data.number("permutations") as usize;
    let both = || {
        let observed = local_moran(&value, &weights, Convention::Esda).expect("statistics");
        (observed, conditional(&value, &weights, Convention::Esda, permutations, 1).expect("permutations"))
    };
    Answer::timed(1.0, both, |(observed, permuted)| {
        // The sum of all is small beside them; squares do not cancel out.
        let squares = observed.iter().map(|l| l.value * l.value).sum();
        let below = permuted.iter().flatten().filter(|c| c.p <= 0.05).count();
        [("sum of squared statistics", squares), ("places with p up to 0.05", below as f64)]
    })
}

fn clusters(data: &Data) -> Answer {
    let points = points(data);
    let [least, near] = ["least", "near"].map(|option| data.number(option) as usize);
    Answer::timed(
        1.0,
        || hdbscan(&points, least, near).expect("clusters"),
        |of| {
            let clusters = of.iter().flatten().max().map_or(0, |last| last + 1);
            let inside = of.iter().flatten().count();
            [("clusters", clusters as f64), ("points in clusters", inside as f64)]
        },
    )
}
