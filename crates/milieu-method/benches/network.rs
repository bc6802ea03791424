//! Centralities on the peers' cases: `cargo bench -p milieu-method --bench network`.

use divan::Bencher;
use milieu_method::network::{Graph, clustering, coreness, node_betweenness, pagerank, sampled, triads};
use milieu_method::random::Stream;

fn main() {
    divan::main();
}

/// Ties drawn evenly.
fn random(nodes: usize, ties: usize, directed: bool) -> Graph {
    let mut stream = Stream::new(1, 0);
    let ties: Vec<(usize, usize, f64)> = (0..ties).map(|_| (stream.below(nodes), stream.below(nodes), 1.0)).collect();
    Graph::new(nodes, directed, &ties).expect("a network")
}

#[divan::bench(sample_count = 1)]
fn betweenness_of_10k_nodes_100k_ties(bencher: Bencher) {
    let g = random(10_000, 100_000, false);
    bencher.bench(|| node_betweenness(&g, None));
}

#[divan::bench(sample_count = 3)]
fn sampled_betweenness_of_100k_nodes_1m_ties_within_a_hundredth(bencher: Bencher) {
    let g = random(100_000, 1_000_000, false);
    bencher.bench(|| sampled(&g, 0.01, 0.1, 1));
}

#[divan::bench(sample_count = 3)]
fn build_of_100k_nodes_1m_ties() -> Graph {
    random(100_000, 1_000_000, false)
}

#[divan::bench(sample_count = 3)]
fn pagerank_cores_triangles_triads_of_100k_nodes_1m_ties(bencher: Bencher) {
    let g = random(100_000, 1_000_000, true);
    bencher.bench(|| (pagerank(&g, None, 0.85), coreness(&g), clustering(&g).triangles, triads(&g)));
}
