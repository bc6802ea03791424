//! Betweenness and communities.

use milieu_method::community::{Settings, communities};
use milieu_method::network::{Graph, node_betweenness, sampled};

use crate::case::{Answer, Data};

pub fn answer(case: &str, data: &Data) -> Option<Answer> {
    Some(match case {
        "betweenness" => exact(data),
        "betweenness-sampled" | "betweenness-pivots" => within_a_hundredth(data),
        "leiden" => leiden(data),
        _ => return None,
    })
}

fn graph(data: &Data) -> Graph {
    let ties: Vec<(usize, usize, f64)> =
        data.whole("from").into_iter().zip(data.whole("to")).map(|(from, to)| (from, to, 1.0)).collect();
    Graph::new(data.number("nodes") as usize, false, &ties).expect("a network")
}

fn exact(data: &Data) -> Answer {
    let graph = graph(data);
    Answer::timed(
        1.0,
        || node_betweenness(&graph, None).expect("no lengths"),
        |nodes| [("sum", nodes.iter().sum()), ("largest", nodes.iter().copied().fold(0.0, f64::max))],
    )
}

fn within_a_hundredth(data: &Data) -> Answer {
    let graph = graph(data);
    Answer::timed(
        1.0,
        || sampled(&graph, data.number("error"), data.number("risk"), 1).expect("shares"),
        |found| {
            let largest = found.shares.iter().copied().fold(0.0, f64::max);
            [("sum of shares", found.shares.iter().sum()), ("largest share", largest)]
        },
    )
}

/// One search of two rounds, as the peer's.
fn leiden(data: &Data) -> Answer {
    let graph = graph(data);
    let settings = Settings { runs: 1, rounds: 2, ..Settings::default() };
    Answer::timed(
        1.0,
        || communities(&graph, None, &settings).expect("communities"),
        |found| [("modularity", found.quality), ("communities", found.count as f64)],
    )
}
