//! How long a drawing takes: `cargo bench -p milieu-view --bench layout`.

fn main() {
    divan::main();
}

/// Ties of a study of the goal's size: ten thousand nodes, twenty thousand ties, most of them to a
/// few popular nodes, as in real networks.
#[divan::bench(args = [250, 2_500, 10_000], sample_count = 3)]
fn positions(bencher: divan::Bencher, nodes: u32) {
    let names: Vec<String> = (0..nodes).map(|i| format!("node-{i}")).collect();
    let ids: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut state = 1_u32;
    let mut next = move |below: u32| {
        // The "minimal standard" generator of Park and Miller (1988).
        state = (u64::from(state) * 48_271 % 0x7fff_ffff) as u32;
        state % below
    };
    let ties: Vec<(u32, u32)> = (0..2 * nodes)
        .map(|_| {
            let near = next(nodes);
            (next(nodes), next(near + 1))
        })
        .collect();
    bencher.bench(|| milieu_view::layout::positions(&ids, &ties));
}
