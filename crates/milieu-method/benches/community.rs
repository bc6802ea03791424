//! Leiden on the peer's case: `cargo bench -p milieu-method --bench community`.

use divan::Bencher;
use milieu_method::community::{Settings, communities};
use milieu_method::network::Graph;
use milieu_method::random::Stream;

fn main() {
    divan::main();
}

/// 100,000 nodes, a million ties, seven of ten within groups of about 100.
fn grouped() -> Graph {
    let (nodes, mut stream) = (100_000, Stream::new(1, 0));
    let mut tie = |_| {
        let from = stream.below(nodes);
        let to = if stream.unit() < 0.7 { from / 100 * 100 + stream.below(100) } else { stream.below(nodes) };
        (from, to, 1.0)
    };
    Graph::new(nodes, false, &(0..1_000_000).map(&mut tie).collect::<Vec<_>>()).expect("a network")
}

#[divan::bench(args = [1, 4], sample_count = 2)]
fn leiden_of_100k_nodes_1m_ties(bencher: Bencher, runs: usize) {
    let g = grouped();
    bencher.bench(|| communities(&g, None, &Settings { runs, ..Settings::default() }));
}
