//! Networks against igraph and networkx.

mod cases;

use std::collections::BTreeMap;
use std::path::PathBuf;

use cases::{expected, folder, near, rows};
use milieu_method::network::*;
use serde_json::Value;

fn free() -> PathBuf {
    folder("tests/reference", "network")
}

/// Nodes in the order of a file, and their numbers by id.
fn nodes(file: &str) -> (Vec<BTreeMap<String, String>>, BTreeMap<String, usize>) {
    let rows = rows(&free(), file);
    let of = rows.iter().enumerate().map(|(i, r)| (r["id"].clone(), i)).collect();
    (rows, of)
}

fn graph(of: &BTreeMap<String, usize>, ties: &[BTreeMap<String, String>]) -> Graph {
    let weight = |r: &BTreeMap<String, String>| r.get("weight").map_or(1.0, |w| w.parse().expect("a weight"));
    let ties: Vec<(usize, usize, f64)> = ties.iter().map(|r| (of[&r["source"]], of[&r["target"]], weight(r))).collect();
    Graph::new(of.len(), false, &ties).expect("a network")
}

/// Compares one value per node.
#[track_caller]
fn each(of: &BTreeMap<String, usize>, got: impl Fn(usize) -> f64, want: &Value, tolerance: f64, what: &str) {
    let want = want.as_object().expect("a value per node");
    assert_eq!(want.len(), of.len(), "{what}");
    for (id, want) in want {
        near(got(of[id]), want, tolerance, &format!("{what} of {id}"));
    }
}

/// Compares one value per tie, named `a|b`.
#[track_caller]
fn each_tie(of: &BTreeMap<String, usize>, got: &BTreeMap<(usize, usize), f64>, want: &Value, what: &str) {
    let want = want.as_object().expect("a value per tie");
    assert_eq!(want.len(), got.len(), "{what}");
    for (name, want) in want {
        let (a, b) = name.split_once('|').expect("two ends");
        let (a, b) = (of[a].min(of[b]), of[a].max(of[b]));
        near(got[&(a, b)], want, 1e-9, &format!("{what} of {name}"));
    }
}

#[test]
fn zachary_karate_club() {
    let (members, of) = nodes("karate_nodes.csv");
    let g = graph(&of, &rows(&free(), "karate_edges.csv"));
    let clubs: Vec<usize> = members.iter().map(|r| usize::from(r["club"] != "Mr. Hi")).collect();
    let weights = Some(g.weights());
    let reach = reach(&g, None).expect("distances");
    let between = betweenness(&g, None).expect("betweenness");
    let clustering = clustering(&g);
    let (plain, weighted) = (brokerage(&g, None), brokerage(&g, weights));
    let some = |v: Option<f64>| v.expect("a value");
    let per_node: [(&str, Vec<f64>); 15] = [
        ("degree", g.degrees().iter().map(|&d| d as f64).collect()),
        ("strength", g.strengths()),
        ("closeness_igraph_normalized", reach.iter().map(|r| some(r.closeness())).collect()),
        ("harmonic_mean_igraph", reach.iter().map(|r| some(r.harmonic(34))).collect()),
        ("harmonic_sum_networkx", reach.iter().map(|r| r.inverse).collect()),
        ("betweenness_raw", between.nodes.clone()),
        ("eigenvector_max1", eigenvector(&g, None).expect("a centrality")),
        ("eigenvector_weighted_max1", eigenvector(&g, weights).expect("a centrality")),
        ("pagerank85", pagerank(&g, None, 0.85).expect("a centrality")),
        ("pagerank85_weighted", pagerank(&g, weights, 0.85).expect("a centrality")),
        ("coreness", coreness(&g).iter().map(|&c| c as f64).collect()),
        ("local_clustering_zero", clustering.local.iter().map(|c| c.unwrap_or(0.0)).collect()),
        ("burt_constraint_unweighted", plain.constraint.iter().map(|c| some(*c)).collect()),
        ("burt_constraint_weighted", weighted.constraint.iter().map(|c| some(*c)).collect()),
        ("burt_effective_size_networkx", plain.effective_size.iter().map(|c| some(*c)).collect()),
    ];
    let cuts = cuts(&g);
    let groups = external_internal(&g, &clubs).expect("an index");
    let mut one_by_one = 0;
    for (part, want) in expected(&free(), "karate").as_object().expect("parts") {
        let want_near = |got: f64| near(got, want, 1e-9, part);
        match part.as_str() {
            "versions" => {}
            // Compared in `tests/community.rs`.
            "modularity_of_club" | "leiden_best_of_200_seeds" | "optimal_modularity_exact" => {}
            "n" => want_near(g.nodes() as f64),
            "m" => want_near(g.ties().len() as f64),
            "density" => want_near(g.density()),
            "components" => {
                let of = components(&g);
                assert_eq!(of, [0; 34]);
                near(of.len() as f64, &want[0], 0.0, part);
            }
            "diameter_unweighted" => want_near(diameter_and_mean(&reach).expect("paths").0),
            "mean_path_unweighted" => want_near(diameter_and_mean(&reach).expect("paths").1),
            "edge_betweenness_raw" => {
                let got = g.ties().iter().zip(&between.ties).map(|(&(a, b), v)| ((a as usize, b as usize), *v));
                each_tie(&of, &got.collect(), want, part);
            }
            "transitivity_global" => want_near(some(clustering.transitivity)),
            "avg_local_clustering" => want_near(clustering.average),
            "degree_assortativity" => want_near(some(degree_assortativity(&g).expect("ties"))),
            "nominal_assortativity_club" => want_near(some(assortativity(&g, &clubs).expect("ties"))),
            "articulation_points" => {
                let got: Vec<String> = cuts.nodes.iter().map(|v| members[*v]["id"].clone()).collect();
                assert_eq!(serde_json::to_value(got).expect("JSON"), *want);
            }
            "bridges" => {
                let name = |v: usize| members[v]["id"].as_str();
                let got: Vec<String> = cuts.ties.iter().map(|&(a, b)| format!("{}|{}", name(a), name(b))).collect();
                assert_eq!(serde_json::to_value(got).expect("JSON"), *want);
            }
            "ei_club" => {
                near(groups.external as f64, &want["external"], 0.0, part);
                near(groups.internal as f64, &want["internal"], 0.0, part);
                near(groups.index, &want["ei"], 1e-12, part);
                near(groups.expected, &want["expected_ei_by_group_sizes"], 1e-12, part);
                each(&of, |v| some(groups.nodes[v]), &want["per_node"], 1e-12, part);
            }
            other => {
                let (_, got) = per_node.iter().find(|(name, _)| *name == other).expect("a part that is compared");
                each(&of, |v| got[v], want, 1e-9, part);
                one_by_one += 1;
            }
        }
    }
    assert_eq!(one_by_one, per_node.len());
}

#[test]
fn southern_women() {
    let (names, of) = nodes("southern_women_nodes.csv");
    let g = graph(&of, &rows(&free(), "southern_women_edges.csv"));
    let second: Vec<bool> = names.iter().map(|r| r["bipartite"] == "1").collect();
    let two = Bipartite::new(&g, &second).expect("two sides");
    let some = |v: &Option<f64>| v.expect("a value");
    for (part, want) in expected(&free(), "southern_women").as_object().expect("parts") {
        let per_node = |got: Vec<Option<f64>>| each(&of, |v| some(&got[v]), want, 1e-9, part);
        match part.as_str() {
            "versions" => {}
            "density" => near(two.density(), want, 1e-12, part),
            "degree_centrality" => per_node(two.degree()),
            "betweenness_centrality" => per_node(two.betweenness(&betweenness(&g, None).expect("b").nodes)),
            "closeness_centrality" => per_node(two.closeness(&reach(&g, None).expect("distances"))),
            // The peer computes it for the women only.
            "latapy_clustering" => {
                let got = two.clustering();
                for (id, want) in want.as_object().expect("values") {
                    near(some(&got[of[id]]), want, 1e-9, id);
                }
            }
            "robins_alexander_clustering" => near(some(&two.squares_closed()), want, 1e-12, part),
            "projection_women_counts" => each_tie(&of, &two.project(false, Weighing::Count), want, part),
            "projection_events_counts" => each_tie(&of, &two.project(true, Weighing::Count), want, part),
            "projection_women_jaccard" => each_tie(&of, &two.project(false, Weighing::Jaccard), want, part),
            "projection_women_newman" => each_tie(&of, &two.project(false, Weighing::Newman), want, part),
            other => panic!("{other} is not compared"),
        }
    }
}

#[test]
fn three_layers_of_the_same_actors() {
    let (actors, of) = nodes("own_multilayer_nodes.csv");
    let ties = rows(&free(), "own_multilayer_edges.csv");
    let mut groups: Vec<&str> = actors.iter().map(|r| r["group"].as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    let group: Vec<usize> = actors.iter().map(|r| groups.binary_search(&&*r["group"]).expect("a group")).collect();
    let names = ["physical", "virtual", "group"];
    let layers: Vec<Graph> = names
        .iter()
        .map(|l| graph(&of, &ties.iter().filter(|t| t["layer"] == *l).cloned().collect::<Vec<_>>()))
        .collect();
    let layer = |name: &str| &layers[names.iter().position(|n| *n == name).expect("a layer")];
    let across = participation(&layers.iter().collect::<Vec<_>>()).expect("layers");
    for (part, want) in expected(&free(), "own_multilayer").as_object().expect("parts") {
        match part.as_str() {
            "versions" | "definitions" => {}
            "edges" => {
                for name in names {
                    near(layer(name).ties().len() as f64, &want[name], 0.0, name);
                }
            }
            "overlap_degree" => each(&of, |v| across.overlap[v] as f64, want, 0.0, part),
            "participation" => each(&of, |v| across.participation[v].expect("ties"), want, 1e-12, part),
            other => match other.split_once('~') {
                Some((a, b)) => {
                    let got = overlap(layer(a), layer(b)).expect("layers of the same actors");
                    near(got.jaccard.expect("ties"), &want["edge_jaccard"], 1e-12, part);
                    near(got.pearson.expect("ties"), &want["pearson"], 1e-12, part);
                    near(got.degrees.expect("ties"), &want["degree_pearson"], 1e-12, part);
                    assert_eq!(want.as_object().map(|o| o.len()), Some(3));
                }
                None => match other.rsplit_once('_').expect("a layer's name") {
                    ("ei", name) => {
                        let got = external_internal(layer(name), &group).expect("an index");
                        near(got.external as f64, &want["external"], 0.0, part);
                        near(got.internal as f64, &want["internal"], 0.0, part);
                        near(got.index, &want["ei"], 1e-12, part);
                        near(got.expected, &want["expected_ei_by_group_sizes"], 1e-12, part);
                    }
                    ("nominal_assortativity", name) => {
                        let got = assortativity(layer(name), &group).expect("ties");
                        near(got.expect("groups"), want, 1e-12, part);
                    }
                    _ => panic!("{other} is not compared"),
                },
            },
        }
    }
}
