//! Networks: what holds whatever the ties, and what is refused.

use milieu_method::network::*;
use milieu_method::random::Stream;
use proptest::prelude::*;

fn random(nodes: usize, ties: usize, directed: bool, seed: u64) -> Graph {
    let mut stream = Stream::new(seed, 0);
    let ties: Vec<(usize, usize, f64)> =
        (0..ties).map(|_| (stream.below(nodes), stream.below(nodes), 0.5 + stream.unit())).collect();
    Graph::new(nodes, directed, &ties).expect("a network")
}

fn star(leaves: usize) -> Graph {
    Graph::new(leaves + 1, false, &(1..=leaves).map(|v| (0, v, 1.0)).collect::<Vec<_>>()).expect("a star")
}

#[test]
fn freeman_1978_star_is_as_central_as_can_be() {
    let g = star(9);
    let b = betweenness(&g, None).expect("betweenness");
    assert_eq!(b.nodes[0] / Betweenness::pairs(&g), 1.0);
    assert!(b.nodes[1..].iter().all(|v| *v == 0.0));
    let reach = reach(&g, None).expect("distances");
    assert_eq!(reach[0].closeness(), Some(1.0));
    assert_eq!(reach[1].closeness(), Some(9.0 / 17.0));
    // The largest eigenvalue of a star is √9; its leaves have a third of the centre's.
    let e = eigenvector(&g, None).expect("a centrality");
    assert!((e[1] - 1.0 / 3.0).abs() < 1e-12 && (e[0] - 1.0).abs() < 1e-15);
    assert_eq!(coreness(&g), [1; 10]);
    assert_eq!(clustering(&g).transitivity, Some(0.0));
    assert_eq!(cuts(&g).nodes, [0]);
    assert_eq!(degree_assortativity(&g), Ok(Some(-1.0)));
}

#[test]
fn burt_1992_contacts_that_know_each_other_constrain() {
    // Three contacts, none tied to another: no redundancy. All tied: no hole is left.
    let b = brokerage(&star(3), None);
    assert_eq!(b.effective_size[0], Some(3.0));
    assert!((b.constraint[0].expect("contacts") - 1.0 / 3.0).abs() < 1e-15);
    let all: Vec<(usize, usize, f64)> = (0..4).flat_map(|a| (0..a).map(move |b| (a, b, 1.0))).collect();
    let b = brokerage(&Graph::new(4, false, &all).expect("a clique"), None);
    assert!((b.effective_size[0].expect("contacts") - 1.0).abs() < 1e-15);
    assert!((b.constraint[0].expect("contacts") - 25.0 / 27.0).abs() < 1e-15);
    assert_eq!(brokerage(&Graph::new(1, false, &[]).expect("one node"), None).constraint, [None]);
}

#[test]
fn what_cannot_be_asked_is_named() {
    assert_eq!(Graph::new(0, false, &[]), Err(Error::Empty));
    assert_eq!(Graph::new(2, false, &[(0, 2, 1.0)]), Err(Error::NoSuchNode(0)));
    assert_eq!(Graph::new(2, false, &[(0, 1, f64::NAN)]), Err(Error::BadWeight(0)));
    assert_eq!(Graph::new(2, false, &[(0, 1, -1.0)]), Err(Error::BadWeight(0)));
    let alone = Graph::new(3, false, &[]).expect("nodes");
    assert_eq!(eigenvector(&alone, None), Err(Error::NoTie));
    assert_eq!(external_internal(&alone, &[0, 0, 1]), Err(Error::NoTie));
    assert_eq!(betweenness(&alone, None).expect("zeros").nodes, [0.0; 3]);
    assert_eq!(reach(&alone, None).expect("distances")[0].closeness(), None);
    assert_eq!(diameter_and_mean(&reach(&alone, None).expect("distances")), None);
    let chain = Graph::new(3, true, &[(0, 1, 1.0), (1, 2, 1.0)]).expect("a chain");
    assert_eq!(eigenvector(&chain, None), Err(Error::NoCycle));
    assert_eq!(betweenness(&chain, Some(&[1.0])), Err(Error::WrongLength(2, 1)));
    assert_eq!(betweenness(&chain, Some(&[1.0, 0.0])), Err(Error::BadWeight(1)));
    assert!(matches!(pagerank(&chain, None, 1.0), Err(Error::OutOfRange("damping", _))));
    assert!(matches!(sampled(&chain, 0.0, 0.1, 0), Err(Error::OutOfRange("error", _))));
    assert!(matches!(Bipartite::new(&chain, &[false, true, false]), Err(Error::Directed)));
    assert!(matches!(Bipartite::new(&star(2), &[false, true, false]), Err(Error::WithinSide(1))));
    assert_eq!(assortativity(&star(3), &[0; 4]), Ok(None));
    let twice = Graph::new(2, false, &[(0, 1, 1.0), (1, 0, 2.0), (1, 1, 1.0)]).expect("ties");
    assert_eq!((twice.loops(), twice.repeats(), twice.weights()), (1, 1, &[3.0][..]));
}

#[test]
fn a_walker_on_a_directed_chain() {
    // By hand: x₀ = a, x₁ = a + d·x₀, x₂ = a + d·x₁ with a = (1−d+d·x₂)/3.
    let chain = Graph::new(3, true, &[(0, 1, 1.0), (1, 2, 1.0)]).expect("a chain");
    let x = pagerank(&chain, None, 0.5).expect("a centrality");
    let total = 1.0 + 1.5 + 1.75;
    for (got, want) in x.iter().zip([1.0 / total, 1.5 / total, 1.75 / total]) {
        assert!((got - want).abs() < 1e-14);
    }
}

#[test]
fn sampling_keeps_its_promise() {
    let g = random(300, 900, false, 4);
    let exact = betweenness(&g, None).expect("betweenness").nodes;
    let pairs = 300.0 * 299.0 / 2.0;
    let got = sampled(&g, 0.02, 0.05, 9).expect("a sample");
    assert!(got.paths > 3000 && got.paths < 20_000, "{}", got.paths);
    for (share, exact) in got.shares.iter().zip(&exact) {
        assert!((share - exact / pairs).abs() <= got.error, "{share} {exact}");
    }
    // Far inside the bound on average: the draws are not biased.
    let bias: f64 = got.shares.iter().zip(&exact).map(|(s, e)| s - e / pairs).sum::<f64>() / 300.0;
    assert!(bias.abs() < 2e-4, "{bias}");
    let directed = random(120, 600, true, 5);
    let exact = betweenness(&directed, None).expect("betweenness").nodes;
    let got = sampled(&directed, 0.03, 0.05, 9).expect("a sample");
    for (share, exact) in got.shares.iter().zip(&exact) {
        assert!((share - exact / (120.0 * 119.0)).abs() <= got.error);
    }
}

#[test]
fn one_thread_and_many_give_the_same_bits() {
    let g = random(200, 800, true, 6);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    assert_eq!(one.install(|| betweenness(&g, None)), betweenness(&g, None));
    assert_eq!(one.install(|| betweenness(&g, Some(g.weights()))), betweenness(&g, Some(g.weights())));
    assert_eq!(one.install(|| sampled(&g, 0.1, 0.1, 1)), sampled(&g, 0.1, 0.1, 1));
}

/// Betweenness by its definition, from all distances and numbers of paths.
fn by_definition(g: &Graph) -> Vec<f64> {
    let n = g.nodes();
    let (mut d, mut paths) = (vec![vec![usize::MAX / 4; n]; n], vec![vec![0.0; n]; n]);
    for s in 0..n {
        (d[s][s], paths[s][s]) = (0, 1.0);
        let mut queue = std::collections::VecDeque::from([s]);
        while let Some(v) = queue.pop_front() {
            for &w in g.out().of(v) {
                let w = w as usize;
                if d[s][w] > n {
                    d[s][w] = d[s][v] + 1;
                    queue.push_back(w);
                }
                if d[s][w] == d[s][v] + 1 {
                    paths[s][w] += paths[s][v];
                }
            }
        }
    }
    let through = |v: usize, s: usize, t: usize| {
        let runs = s != v && t != v && s != t && d[s][t] < n && d[s][v] + d[v][t] == d[s][t];
        if runs { paths[s][v] * paths[v][t] / paths[s][t] } else { 0.0 }
    };
    let pairs = || (0..n).flat_map(|s| (0..n).map(move |t| (s, t)));
    let share = if g.is_directed() { 1.0 } else { 0.5 };
    (0..n).map(|v| share * pairs().map(|(s, t)| through(v, s, t)).sum::<f64>()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn betweenness_is_what_it_is_defined_to_be(nodes in 3..20_usize, ties in 0..60_usize, directed: bool, seed in 0..999_u64) {
        let g = random(nodes, ties, directed, seed);
        let (got, want) = (betweenness(&g, None).expect("b"), by_definition(&g));
        let same = betweenness(&g, Some(&vec![2.5; g.ties().len()])).expect("b");
        for ((got, want), same) in got.nodes.iter().zip(&want).zip(&same.nodes) {
            prop_assert!((got - want).abs() < 1e-9 && (got - same).abs() < 1e-9);
        }
        for (a, b) in got.ties.iter().zip(&same.ties) {
            prop_assert!((a - b).abs() < 1e-9);
        }
        // Every path of length l runs through l ties.
        prop_assert_eq!(node_betweenness(&g, None), Ok(got.nodes.clone()));
        let lengths: f64 = reach(&g, None).expect("d").iter().map(|r| r.sum).sum();
        let share = if directed { 1.0 } else { 0.5 };
        prop_assert!((got.ties.iter().sum::<f64>() - lengths * share).abs() < 1e-9);
    }

    #[test]
    fn names_of_nodes_do_not_matter(nodes in 3..20_usize, ties in 1..60_usize, directed: bool, seed in 0..999_u64) {
        let g = random(nodes, ties, directed, seed);
        let mut order: Vec<usize> = (0..nodes).collect();
        Stream::new(seed, 1).shuffle(&mut order);
        let moved: Vec<(usize, usize, f64)> =
            g.ties().iter().zip(g.weights()).map(|(&(a, b), &w)| (order[a as usize], order[b as usize], w)).collect();
        let h = Graph::new(nodes, directed, &moved).expect("a network");
        let (a, b) = (pagerank(&g, Some(g.weights()), 0.85).expect("p"), pagerank(&h, Some(h.weights()), 0.85).expect("p"));
        prop_assert!((a.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let (ca, cb) = (coreness(&g), coreness(&h));
        let (ba, bb) = (brokerage(&g, Some(g.weights())), brokerage(&h, Some(h.weights())));
        for v in 0..nodes {
            prop_assert!((a[v] - b[order[v]]).abs() < 1e-12);
            prop_assert_eq!(ca[v], cb[order[v]]);
            let (x, y) = (ba.constraint[v], bb.constraint[order[v]]);
            prop_assert_eq!(x.is_some(), y.is_some());
            prop_assert!((x.unwrap_or(0.0) - y.unwrap_or(0.0)).abs() < 1e-12);
        }
        prop_assert_eq!(triads(&g), triads(&h));
        prop_assert_eq!(cuts(&g).nodes.len(), cuts(&h).nodes.len());
    }

    #[test]
    fn a_core_holds_together(nodes in 2..20_usize, ties in 0..80_usize, seed in 0..999_u64) {
        let g = random(nodes, ties, false, seed);
        let core = coreness(&g);
        for v in 0..nodes {
            let within = g.out().of(v).iter().filter(|&&w| core[w as usize] >= core[v]).count();
            prop_assert!(within >= core[v]);
            // Not one more: else its core would be larger.
            prop_assert!(core[v] <= g.out().count(v));
        }
        let peeled = |k: usize| {
            let mut keep: Vec<bool> = vec![true; nodes];
            loop {
                let out = (0..nodes).find(|&v| keep[v] && g.out().of(v).iter().filter(|&&w| keep[w as usize]).count() < k);
                match out { Some(v) => keep[v] = false, None => return keep }
            }
        };
        for k in 0..=core.iter().copied().max().unwrap_or(0) + 1 {
            let keep = peeled(k);
            prop_assert!((0..nodes).all(|v| keep[v] == (core[v] >= k)));
        }
    }

    #[test]
    fn triads_are_all_triples(nodes in 3..14_usize, ties in 0..80_usize, seed in 0..999_u64) {
        let g = random(nodes, ties, true, seed);
        let sends = |a: usize, b: usize| g.out().of(a).contains(&(b as u32));
        let mut census = std::collections::BTreeMap::<String, u64>::new();
        for a in 0..nodes {
            for b in a + 1..nodes {
                for c in b + 1..nodes {
                    let pairs = [(a, b), (a, c), (b, c)];
                    let mutual = pairs.iter().filter(|&&(x, y)| sends(x, y) && sends(y, x)).count();
                    let none = pairs.iter().filter(|&&(x, y)| !sends(x, y) && !sends(y, x)).count();
                    *census.entry(format!("{mutual}{}{none}", 3 - mutual - none)).or_default() += 1;
                }
            }
        }
        let mut got = std::collections::BTreeMap::<String, u64>::new();
        TRIADS.iter().zip(triads(&g)).filter(|(_, n)| *n > 0).for_each(|(t, n)| *got.entry(t[..3].to_owned()).or_default() += n);
        prop_assert_eq!(got, census);
    }

    #[test]
    fn a_cut_is_what_leaves_more_components(nodes in 2..14_usize, ties in 0..30_usize, seed in 0..999_u64) {
        let g = random(nodes, ties, false, seed);
        let parts = |g: &Graph| components(g).iter().max().map_or(0, |c| c + 1);
        let found = cuts(&g);
        for cut in 0..nodes {
            // The node stays, without ties: one component more than without it.
            let left: Vec<(usize, usize, f64)> = g.ties().iter().map(|&(a, b)| (a as usize, b as usize, 1.0)).filter(|&(a, b, _)| a != cut && b != cut).collect();
            let alone = g.out().count(cut) == 0;
            let more = parts(&Graph::new(nodes, false, &left).expect("a network")) - usize::from(!alone) > parts(&g);
            prop_assert_eq!(more, found.nodes.contains(&cut));
        }
        for (i, &(a, b)) in g.ties().iter().enumerate() {
            let left: Vec<(usize, usize, f64)> = g.ties().iter().enumerate().filter(|(j, _)| *j != i).map(|(_, &(a, b))| (a as usize, b as usize, 1.0)).collect();
            let more = parts(&Graph::new(nodes, false, &left).expect("a network")) > parts(&g);
            prop_assert_eq!(more, found.ties.contains(&(a as usize, b as usize)));
        }
    }
}
