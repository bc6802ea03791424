//! A million flows with a thousand origins and destinations, the peer's case: `cargo bench -p milieu-method --bench gravity`.

use divan::Bencher;
use milieu_method::gravity::{Errors, Flows, ppml};
use milieu_method::random::Stream;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 3)]
fn ppml_of_a_million_flows_with_two_effects(bencher: Bencher) {
    let mut stream = Stream::new(1, 0);
    let size: Vec<f64> = (0..1000).map(|_| stream.unit()).collect();
    let (mut from, mut to, mut distance, mut tie, mut flow) = (vec![], vec![], vec![], vec![], vec![]);
    for a in 0..1000 {
        for b in 0..1000 {
            let (d, t) = (4.0 * stream.unit(), f64::from(stream.unit() < 0.2));
            let mean = (0.5 + size[a] + size[b] - 0.8 * d + 0.5 * t).exp();
            from.push(a);
            to.push(b);
            distance.push(d);
            tie.push(t);
            flow.push((mean * 2.0 * stream.unit()).floor());
        }
    }
    bencher.bench(|| {
        let flows = Flows { flow: &flow, predictors: &[&distance, &tie], effects: &[&from, &to] };
        ppml(&flows, Errors::Cluster(&from))
    });
}
