//! The triad census against two programs, and against digraphs whose census can be proved.

use std::collections::BTreeMap;
use std::path::Path;

use milieu_method::analysis::{Datum, Input, Settings, Table};
use milieu_method::network::{Graph, TRIADS, triads};
use milieu_method::random::Stream;
use milieu_method::registry::method;
use proptest::prelude::*;

/// A digraph's census by name, without what does not occur.
fn census(nodes: usize, ties: &[(usize, usize)]) -> BTreeMap<&'static str, u64> {
    let ties: Vec<(usize, usize, f64)> = ties.iter().map(|&(a, b)| (a, b, 1.0)).collect();
    let graph = Graph::new(nodes, true, &ties).expect("a network");
    TRIADS.into_iter().zip(triads(&graph)).filter(|(_, n)| *n > 0).collect()
}

/// Pairs of `n` things.
fn pairs(n: usize) -> u64 {
    (n * n.saturating_sub(1) / 2) as u64
}

fn triples(n: usize) -> u64 {
    (n * n.saturating_sub(1) * n.saturating_sub(2) / 6) as u64
}

/// The sixteen as they are drawn by Davis & Leinhardt (1972) and Holland & Leinhardt (1976, figure 1).
#[test]
fn davis_leinhardt_1972_each_of_the_sixteen() {
    let drawn: [(&str, &[(usize, usize)]); 16] = [
        ("003", &[]),
        ("012", &[(0, 1)]),
        ("102", &[(0, 1), (1, 0)]),
        // Down: one sends to two. Up: two send to one. Chain.
        ("021D", &[(1, 0), (1, 2)]),
        ("021U", &[(0, 1), (2, 1)]),
        ("021C", &[(0, 1), (1, 2)]),
        // A third sends down to the pair tied both ways; the pair sends up to a third.
        ("111D", &[(0, 2), (2, 0), (1, 2)]),
        ("111U", &[(0, 2), (2, 0), (2, 1)]),
        ("030T", &[(0, 1), (2, 1), (0, 2)]),
        ("030C", &[(1, 0), (2, 1), (0, 2)]),
        ("201", &[(0, 1), (1, 0), (0, 2), (2, 0)]),
        ("120D", &[(1, 2), (1, 0), (0, 2), (2, 0)]),
        ("120U", &[(0, 1), (2, 1), (0, 2), (2, 0)]),
        ("120C", &[(0, 1), (1, 2), (0, 2), (2, 0)]),
        ("210", &[(0, 1), (1, 2), (2, 1), (0, 2), (2, 0)]),
        ("300", &[(0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0)]),
    ];
    for (name, ties) in drawn {
        assert_eq!(census(3, ties), BTreeMap::from([(name, 1)]));
    }
}

#[test]
fn digraphs_whose_census_can_be_proved() {
    for n in 5..9 {
        // A circle one way: n chains, and each tie with the n − 4 nodes away from it.
        let circle: Vec<(usize, usize)> = (0..n).map(|v| (v, (v + 1) % n)).collect();
        let (chains, alone) = (n as u64, (n * (n - 4)) as u64);
        let rest = triples(n) - chains - alone;
        let found = census(n, &circle);
        assert_eq!((found["021C"], found["012"]), (chains, alone));
        assert_eq!(found.get("003").copied().unwrap_or(0), rest);
        // A star that sends, one that receives: every two of its points.
        let out: Vec<(usize, usize)> = (1..n).map(|v| (0, v)).collect();
        let into: Vec<(usize, usize)> = (1..n).map(|v| (v, 0)).collect();
        for (ties, name) in [(&out, "021D"), (&into, "021U")] {
            assert_eq!(census(n, ties), BTreeMap::from([(name, pairs(n - 1)), ("003", triples(n - 1))]));
        }
        // A ranking: every triple is transitive. All tied both ways: every triple is full.
        let order: Vec<(usize, usize)> = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
        assert_eq!(census(n, &order), BTreeMap::from([("030T", triples(n))]));
        let full: Vec<(usize, usize)> = order.iter().flat_map(|&(a, b)| [(a, b), (b, a)]).collect();
        assert_eq!(census(n, &full), BTreeMap::from([("300", triples(n))]));
        // Two groups, the first all tied to the second: two of one group with one of the other.
        let half = n / 2;
        let groups: Vec<(usize, usize)> = (0..half).flat_map(|a| (half..n).map(move |b| (a, b))).collect();
        let found = census(n, &groups);
        assert_eq!(found["021D"], half as u64 * pairs(n - half));
        assert_eq!(found["021U"], pairs(half) * (n - half) as u64);
        assert_eq!(found.len(), 2 + usize::from(triples(half) + triples(n - half) > 0));
    }
}

proptest! {
    /// Kendall & Babington Smith (1940): a tournament has C(n, 3) − Σ C(wins, 2) circular triples, all others are transitive.
    #[test]
    fn kendall_babington_smith_1940_circular_triples_of_a_tournament(nodes in 3..16_usize, seed in 0..999_u64) {
        let mut stream = Stream::new(seed, 0);
        let ties: Vec<(usize, usize)> = (0..nodes)
            .flat_map(|a| (a + 1..nodes).map(move |b| (a, b)))
            .map(|(a, b)| if stream.below(2) == 0 { (a, b) } else { (b, a) })
            .collect();
        let transitive: u64 = (0..nodes).map(|v| pairs(ties.iter().filter(|tie| tie.0 == v).count())).sum();
        let found = census(nodes, &ties);
        prop_assert_eq!(found.get("030T").copied().unwrap_or(0), transitive);
        prop_assert_eq!(found.get("030C").copied().unwrap_or(0), triples(nodes) - transitive);
        prop_assert!(found.keys().all(|name| name.starts_with("030")));
    }

    /// Every tie turned round: down is up, and the pair that received now sends.
    #[test]
    fn turned_round_down_is_up(nodes in 3..14_usize, count in 0..90_usize, seed in 0..999_u64) {
        let mut stream = Stream::new(seed, 1);
        let mut ties: Vec<(usize, usize)> = (0..count).map(|_| (stream.below(nodes), stream.below(nodes))).filter(|(a, b)| a != b).collect();
        ties.sort_unstable();
        ties.dedup();
        let turned: Vec<(usize, usize)> = ties.iter().map(|&(a, b)| (b, a)).collect();
        let swap = |name: &'static str| match name {
            "021D" => "021U", "021U" => "021D", "111D" => "111U", "111U" => "111D", "120D" => "120U", "120U" => "120D", other => other,
        };
        let expected: BTreeMap<&str, u64> = census(nodes, &ties).into_iter().map(|(name, n)| (swap(name), n)).collect();
        prop_assert_eq!(census(nodes, &turned), expected);
    }
}

/// networkx and igraph, through the method as it is asked; without direction a tie counts both ways.
#[test]
fn own_digraph_as_two_programs_count_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/network");
    let read = |file: &str| std::fs::read(folder.join(file)).expect(file);
    let expected: serde_json::Value = serde_json::from_slice(&read("own_digraph.expected.json")).expect("JSON");
    let table = Table::read("ties", &read("own_digraph_edges.csv")).expect("a table");
    let more =
        BTreeMap::from([("nodes".to_owned(), Table::read("nodes", &read("own_digraph_nodes.csv")).expect("a table"))]);
    for (directed, part) in [("true", "triads"), ("false", "triads_without_direction")] {
        let census = method("triads").expect("a method");
        let options = [("nodes", "nodes"), ("directed", directed)];
        let settings = Settings::read(census, options).expect("options");
        let outcome = (census.run)(Input { table: &table, more: &more, settings: &settings }).expect("an answer");
        let rows = &outcome.sheets[0].rows;
        assert_eq!(rows.len(), expected[part].as_object().expect("counts").len());
        for row in rows {
            let Datum::Text(name) = &row[0] else { panic!("a name") };
            assert_eq!(row[1], Datum::Count(expected[part][name].as_u64().expect("a count")), "{part} {name}");
        }
        let reciprocity = outcome.numbers.iter().find(|n| n.id == "reciprocity").map(|n| n.value);
        match (directed, reciprocity) {
            ("true", Some(found)) => {
                assert!((found - expected["reciprocity"].as_f64().expect("a share")).abs() < 1e-12, "{found}");
            }
            (_, found) => assert!(directed == "false" && found.is_none_or(|share| share == 1.0), "{found:?}"),
        }
    }
}
