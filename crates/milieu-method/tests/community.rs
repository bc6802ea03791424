//! Communities of the karate club against its exact optimum, and what holds of all.

mod cases;

use std::collections::BTreeMap;

use cases::{expected, folder, near, rows};
use milieu_method::community::*;
use milieu_method::network::{Error, Graph};
use milieu_method::random::Stream;
use proptest::prelude::*;

fn karate() -> (Graph, Vec<usize>) {
    let free = folder("tests/reference", "network");
    let number = |r: &BTreeMap<String, String>, c: &str| r[c].parse::<usize>().expect("a number");
    let ties: Vec<(usize, usize, f64)> = rows(&free, "karate_edges.csv")
        .iter()
        .map(|r| (number(r, "source"), number(r, "target"), r["weight"].parse().expect("a weight")))
        .collect();
    let clubs = rows(&free, "karate_nodes.csv").iter().map(|r| usize::from(r["club"] != "Mr. Hi")).collect();
    (Graph::new(34, false, &ties).expect("a network"), clubs)
}

#[test]
fn zachary_karate_club_at_its_exact_optimum() {
    let want = expected(&folder("tests/reference", "network"), "karate");
    let (g, clubs) = karate();
    near(modularity(&g, None, &clubs).expect("q").expect("ties"), &want["modularity_of_club"], 1e-12, "clubs");
    let found =
        communities(&g, Some(g.weights()), &Settings { runs: 200, ..Settings::default() }).expect("a partition");
    for name in ["optimal_modularity_exact", "leiden_best_of_200_seeds"] {
        near(found.quality, &want[name]["modularity"], 1e-9, name);
        near(found.count as f64, &want[name]["communities"], 0.0, name);
    }
    let members = want["leiden_best_of_200_seeds"]["membership"].as_object().expect("members");
    let theirs: Vec<usize> = (0..34).map(|v| members[&v.to_string()].as_u64().expect("a number") as usize).collect();
    assert_eq!(adjusted_rand(&found.of, &theirs), 1.0);
    let rated = modularity(&g, Some(g.weights()), &found.of).expect("q").expect("ties");
    assert!((rated - found.quality).abs() < 1e-15);
}

#[test]
fn two_cliques_and_a_bridge_are_two_communities() {
    let clique = |at: usize| (0..5).flat_map(move |a| (0..a).map(move |b| (at + a, at + b, 1.0)));
    let ties: Vec<(usize, usize, f64)> = clique(0).chain(clique(5)).chain([(0, 5, 1.0)]).collect();
    let g = Graph::new(10, false, &ties).expect("a network");
    for quality in [Quality::Modularity, Quality::Cpm] {
        let resolution = if quality == Quality::Cpm { 0.5 } else { 1.0 };
        let found =
            communities(&g, None, &Settings { quality, resolution, ..Settings::default() }).expect("a partition");
        assert_eq!(found.of, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
        assert!(found.agreement.iter().all(|a| *a == 1.0) && found.stability.iter().all(|s| (*s - 1.0).abs() < 1e-12));
    }
    // 20 ties within, half of 10 · 9 / 2 pairs less: 20 − 0.5 · 20.
    let of: Vec<usize> = (0..10).map(|v| v / 5).collect();
    assert_eq!(quality(&g, None, &of, Quality::Cpm, 0.5), Ok(Some(10.0)));
    // A resolution above 1 leaves every node alone: no part is as dense.
    let found = communities(&g, None, &Settings { quality: Quality::Cpm, resolution: 1.5, ..Settings::default() });
    assert_eq!(found.expect("a partition").count, 10);
}

#[test]
fn what_cannot_be_asked_is_named() {
    let (g, _) = karate();
    let with = |settings: Settings| communities(&g, None, &settings).expect_err("a refusal");
    assert!(matches!(with(Settings { runs: 0, ..Settings::default() }), Error::OutOfRange(..)));
    assert!(matches!(with(Settings { resolution: f64::NAN, ..Settings::default() }), Error::OutOfRange(..)));
    let alone = Graph::new(3, false, &[]).expect("nodes");
    assert_eq!(communities(&alone, None, &Settings::default()), Err(Error::NoTie));
    assert_eq!(modularity(&alone, None, &[0, 0, 1]), Ok(None));
    let directed = Graph::new(2, true, &[(0, 1, 1.0)]).expect("a tie");
    assert_eq!(communities(&directed, None, &Settings::default()), Err(Error::Directed));
    assert_eq!(modularity(&g, None, &[0]), Err(Error::WrongLength(34, 1)));
    assert_eq!(modularity(&g, Some(&[1.0]), &[0; 34]), Err(Error::WrongLength(78, 1)));
}

#[test]
fn hubert_and_arabie_1985_index() {
    assert_eq!(adjusted_rand(&[0, 0, 1, 1], &[5, 5, 2, 2]), 1.0);
    assert_eq!(adjusted_rand(&[0; 4], &[0; 4]), 1.0);
    // Pairs together in both 1, in a 2, in b 3 of 6: (1 − 1) / (2.5 − 1).
    assert_eq!(adjusted_rand(&[0, 0, 1, 1], &[0, 0, 0, 1]), 0.0);
}

fn random(nodes: usize, ties: usize, seed: u64) -> Graph {
    let mut stream = Stream::new(seed, 0);
    let ties: Vec<(usize, usize, f64)> =
        (0..ties).map(|_| (stream.below(nodes), stream.below(nodes), 0.5 + stream.unit())).collect();
    Graph::new(nodes, false, &ties).expect("a network")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn communities_are_connected_and_no_worse_than_one_or_all(nodes in 2..40_usize, ties in 1..90_usize, seed in 0..999_u64, cpm: bool) {
        let g = random(nodes, ties, seed);
        prop_assume!(!g.ties().is_empty());
        let kind = if cpm { Quality::Cpm } else { Quality::Modularity };
        let settings = Settings { quality: kind, resolution: if cpm { 0.2 } else { 1.0 }, runs: 5, rounds: 0, seed };
        let found = communities(&g, Some(g.weights()), &settings).expect("a partition");
        for c in 0..found.count {
            let members: Vec<usize> = (0..nodes).filter(|&v| found.of[v] == c).collect();
            let (mut seen, mut stack) = (vec![members[0]], vec![members[0]]);
            while let Some(v) = stack.pop() {
                for &w in g.out().of(v) {
                    let w = w as usize;
                    if found.of[w] == c && !seen.contains(&w) {
                        seen.push(w);
                        stack.push(w);
                    }
                }
            }
            prop_assert_eq!(seen.len(), members.len());
        }
        let rate = |of: &[usize]| quality(&g, Some(g.weights()), of, kind, settings.resolution).expect("q").expect("ties");
        let alone: Vec<usize> = (0..nodes).collect();
        prop_assert!(found.quality >= rate(&alone) - 1e-12);
        prop_assert!((rate(&found.of) - found.quality).abs() < 1e-12);
        // No single node gains by moving.
        for v in 0..nodes {
            for c in 0..=found.count {
                let mut moved = found.of.clone();
                moved[v] = c;
                prop_assert!(rate(&moved) <= found.quality + 1e-9);
            }
        }
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
        prop_assert_eq!(one.install(|| communities(&g, Some(g.weights()), &settings)), Ok(found));
    }

    #[test]
    fn weights_of_another_unit_give_the_same_communities(nodes in 2..30_usize, ties in 1..90_usize, seed in 0..999_u64) {
        let g = random(nodes, ties, seed);
        prop_assume!(!g.ties().is_empty());
        let scaled: Vec<f64> = g.weights().iter().map(|w| w * 1024.0).collect();
        let (a, b) = (communities(&g, Some(g.weights()), &Settings::default()), communities(&g, Some(&scaled), &Settings::default()));
        prop_assert_eq!(a.expect("a partition").of, b.expect("a partition").of);
    }
}
