//! Centralities of every node and tie.

use super::super::{
    Betweenness, Error, Reach, betweenness, clustering, components, coreness, cuts, degree_assortativity,
    diameter_and_mean, eigenvector, pagerank, reach, sampled,
};
use super::{DIRECTED, FROM, ID, NODES, NOT_PERSONS, Net, TO, WEIGHT, WHOLE, read};
use crate::Words;
use crate::analysis::{Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

/// Centralities.
pub static CENTRALITY: Method = Method {
    name: "centrality",
    title: Words { en: "Centralities of a network", zh: "网络中心性", fr: "Centralités d’un réseau" },
    question: Words {
        en: "Who is tied to many, who stands between, who is near to all, what holds the network together?",
        zh: "谁关系最多，谁居中介，谁离众人最近，何者维系整个网络？",
        fr: "Qui a beaucoup de liens, qui est entre les autres, qui est proche de tous, qu’est-ce qui tient le réseau ?",
    },
    assumptions: &[
        WHOLE,
        Words {
            en: "Every tie is 1 long for betweenness and closeness, unless `length` says otherwise: a strength is no distance.",
            zh: "计算中介与接近中心性时每条关系长度为 1，除非 `length` 另有说明：强度并非距离。",
            fr: "Pour l’intermédiarité et la proximité, chaque lien a la longueur 1, sauf si `length` dit autre chose : une force n’est pas une distance.",
        },
    ],
    not_for: &[NOT_PERSONS],
    peer: "igraph: degree, betweenness, closeness, harmonic_centrality, eigenvector_centrality, pagerank, coreness, transitivity",
    references: &[
        "Freeman (1978), doi:10.1016/0378-8733(78)90021-7",
        "Brandes (2001), doi:10.1080/0022250X.2001.9990249",
        "Riondato & Kornaropoulos (2016), doi:10.1007/s10618-015-0423-0",
        "Bonacich (1987), doi:10.1086/228631",
        "Brin & Page (1998), doi:10.1016/S0169-7552(98)00110-X",
    ],
    options: &[
        FROM,
        TO,
        WEIGHT,
        DIRECTED,
        NODES,
        ID,
        Opt::default(
            "length",
            Kind::Word(&["one", "weight", "inverse"]),
            "one",
            "length of a tie on a path: 1, its weight, or 1 / weight",
        ),
        Opt::default("damping", Kind::Number(0.0, 0.999_999), "0.85", "chance that PageRank’s walker follows a tie"),
        Opt::optional(
            "sample-error",
            Kind::Number(1e-4, 0.5),
            "estimate betweenness from sampled paths, each node’s share of pairs within this error",
        ),
        Opt::default("sample-risk", Kind::Number(1e-6, 0.5), "0.1", "probability that some node is farther off"),
        Opt::default("seed", Kind::Count(0, u64::MAX), "1", "seed of the sampled paths"),
    ],
    example_table: "from,to,weight\na,b,1\na,c,2\nb,c,1\nc,d,3\nd,e,1\nd,f,1\ne,f,2\n",
    example: "--weight weight",
    example_more: &[],
    run,
};

/// Betweenness as it was had: of nodes, of ties where all paths were counted, and the seed of a sample.
struct Between {
    nodes: Vec<f64>,
    ties: Option<Vec<f64>>,
    seed: Option<u64>,
    note: Option<Note>,
}

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let net = read(input, |_| true)?;
    let graph = &net.graph;
    let lengths: Option<Vec<f64>> = match (input.settings.text("length"), net.weights()) {
        (Some("weight"), Some(w)) => Some(w.to_vec()),
        (Some("inverse"), Some(w)) => Some(w.iter().map(|w| 1.0 / w).collect()),
        (Some("weight" | "inverse"), None) => {
            return Err(Refusal::new("no-weight", "lengths are asked of weights, and no weight is given")
                .why("a length is not guessed")
                .help("say --weight COLUMN, or leave out --length"));
        }
        _ => None,
    };
    let reach = reach(graph, lengths.as_deref())?;
    let between = between(input, &net, lengths.as_deref())?;
    let mut notes = net.notes.clone();
    notes.extend(between.note.clone());
    let mut flowing = |weights: Option<&[f64]>| match eigenvector(graph, weights) {
        Ok(values) => Ok(Some(values)),
        // The other measures stand; this one is told as missing.
        Err(error @ (Error::NoCycle | Error::NoTie | Error::NotConverged(_))) => {
            const NONE: Words = Words {
                en: "there is no eigenvector centrality",
                zh: "无法给出特征向量中心性",
                fr: "il n’y a pas de centralité de vecteur propre",
            };
            let note = Note { warns: true, words: NONE, detail: error.to_string() };
            if !notes.contains(&note) {
                notes.push(note);
            }
            Ok(None)
        }
        Err(error) => Err(Refusal::from(error)),
    };
    let flow = [flowing(None)?, if net.weighted { flowing(net.weights())? } else { None }];
    let damping = input.settings.number("damping").unwrap_or(0.85);
    let walk =
        [Some(pagerank(graph, None, damping)?), net.weights().map(|w| pagerank(graph, Some(w), damping)).transpose()?];
    let component = components(graph);
    if component.iter().any(|&c| c > 0) {
        notes.push(Note {
            warns: true,
            words: Words {
                en: "the network is in several parts: closeness is among what can be reached, and eigenvector centrality lives in one part only",
                zh: "网络分为若干部分：接近中心性仅限可达范围，特征向量中心性仅存于其中一部分",
                fr: "le réseau est en plusieurs parties : la proximité vaut parmi ce qui est atteignable, la centralité de vecteur propre dans une seule partie",
            },
            detail: String::new(),
        });
    }
    let triangles = clustering(graph);
    let cuts = cuts(graph);
    let nodes = node_sheet(&net, &reach, &between, &flow, &walk, &triangles.local, &component, &cuts.nodes);
    let pairs = Betweenness::pairs(graph);
    Ok(Outcome {
        numbers: numbers(&net, &reach, &component, triangles.transitivity, triangles.average),
        figures: vec![Figure::Graph(
            net.drawing(|v| if pairs > 0.0 { between.nodes[v] / pairs } else { 0.0 }, |v| component[v].to_string()),
        )],
        sheets: [Some(nodes), between.ties.as_ref().map(|ties| tie_sheet(&net, ties, &cuts.ties))]
            .into_iter()
            .flatten()
            .collect(),
        seed: between.seed,
        notes,
        used: net.used,
        left_out: net.left_out,
    })
}

fn between(input: Input<'_>, net: &Net, lengths: Option<&[f64]>) -> Result<Between, Refusal> {
    let Some(error) = input.settings.number("sample-error") else {
        let all = betweenness(&net.graph, lengths)?;
        return Ok(Between { nodes: all.nodes, ties: Some(all.ties), seed: None, note: None });
    };
    if lengths.is_some() {
        return Err(Refusal::new("sample-of-lengths", "paths are sampled only where every tie is 1 long")
            .why("the bound on the error is proved for those")
            .help("leave out --length or --sample-error"));
    }
    let seed = input.settings.seed();
    let found = sampled(&net.graph, error, input.settings.number("sample-risk").unwrap_or(0.1), seed)?;
    let n = net.names.len() as f64;
    let pairs = n * (n - 1.0) / if net.graph.is_directed() { 1.0 } else { 2.0 };
    let note = Note {
        warns: true,
        words: Words {
            en: "betweenness is estimated from sampled paths; paths drawn, and the error in pairs that no node exceeds with the probability asked for",
            zh: "中介中心性由抽样路径估计；抽取路径数，以及在给定概率下各节点均不超过的误差（对数）",
            fr: "l’intermédiarité est estimée sur des chemins tirés ; chemins tirés, et erreur en paires qu’aucun nœud ne dépasse avec la probabilité demandée",
        },
        detail: format!("{}, ± {:.1}", found.paths, error * pairs),
    };
    let nodes = found.shares.iter().map(|s| s * pairs).collect();
    Ok(Between { nodes, ties: None, seed: Some(seed), note: Some(note) })
}

fn numbers(net: &Net, reach: &[Reach], component: &[usize], transitivity: Option<f64>, average: f64) -> Vec<Number> {
    let graph = &net.graph;
    let parts = component.iter().max().map_or(0, |c| c + 1);
    let largest = component.iter().filter(|&&c| c == 0).count();
    let paths = diameter_and_mean(reach);
    let all: [(&str, Words, Option<f64>); 11] = [
        ("nodes", Words { en: "nodes", zh: "节点数", fr: "nœuds" }, Some(net.names.len() as f64)),
        ("ties", Words { en: "ties", zh: "关系数", fr: "liens" }, Some(graph.ties().len() as f64)),
        ("density", Words { en: "density", zh: "密度", fr: "densité" }, Some(graph.density())),
        ("components", Words { en: "components", zh: "连通分量数", fr: "composantes" }, Some(parts as f64)),
        (
            "largest",
            Words {
                en: "nodes of the largest component",
                zh: "最大分量的节点数",
                fr: "nœuds de la plus grande composante",
            },
            Some(largest as f64),
        ),
        ("diameter", Words { en: "longest distance", zh: "直径", fr: "diamètre" }, paths.map(|p| p.0)),
        (
            "mean_path",
            Words {
                en: "mean distance of pairs that can be reached",
                zh: "可达节点对的平均距离",
                fr: "distance moyenne des paires atteignables",
            },
            paths.map(|p| p.1),
        ),
        ("transitivity", Words { en: "transitivity", zh: "传递性", fr: "transitivité" }, transitivity),
        (
            "clustering",
            Words {
                en: "mean local clustering", zh: "平均局部聚类系数", fr: "coefficient d’agrégation moyen"
            },
            Some(average),
        ),
        (
            "degree_assortativity",
            Words { en: "degree assortativity", zh: "度同配性", fr: "assortativité des degrés" },
            degree_assortativity(graph).ok().flatten(),
        ),
        ("reciprocity", Words { en: "ties returned", zh: "互惠比例", fr: "liens rendus" }, graph.reciprocity()),
    ];
    all.into_iter().filter_map(|(id, label, value)| Some(Number::new(id, label, value?))).collect()
}

#[expect(clippy::too_many_arguments, reason = "one column group of the sheet each")]
fn node_sheet(
    net: &Net,
    reach: &[Reach],
    between: &Between,
    flow: &[Option<Vec<f64>>; 2],
    walk: &[Option<Vec<f64>>; 2],
    local: &[Option<f64>],
    component: &[usize],
    cuts: &[usize],
) -> Sheet {
    let graph = &net.graph;
    let n = net.names.len();
    let (degrees, sent, received) = (graph.degrees(), graph.out_degrees(), graph.in_degrees());
    let (strengths, core) = (graph.strengths(), coreness(graph));
    let pairs = Betweenness::pairs(graph);
    let names = [
        "node",
        "degree",
        "out_degree",
        "in_degree",
        "strength",
        "betweenness",
        "betweenness_normalized",
        "closeness",
        "closeness_in_network",
        "harmonic",
        "harmonic_sum",
        "eigenvector",
        "eigenvector_weighted",
        "pagerank",
        "pagerank_weighted",
        "coreness",
        "clustering",
        "component",
        "articulation_point",
    ];
    let row = |v: usize| -> Vec<Datum> {
        vec![
            net.names[v].as_str().into(),
            degrees[v].into(),
            sent[v].into(),
            received[v].into(),
            strengths[v].into(),
            between.nodes[v].into(),
            (pairs > 0.0).then(|| between.nodes[v] / pairs).into(),
            reach[v].closeness().into(),
            reach[v].closeness_in_network(n).into(),
            reach[v].harmonic(n).into(),
            reach[v].inverse.into(),
            flow[0].as_ref().map(|f| f[v]).into(),
            flow[1].as_ref().map(|f| f[v]).into(),
            walk[0].as_ref().map(|f| f[v]).into(),
            walk[1].as_ref().map(|f| f[v]).into(),
            core[v].into(),
            local[v].into(),
            component[v].into(),
            cuts.binary_search(&v).is_ok().into(),
        ]
    };
    Sheet {
        id: "nodes",
        title: Words { en: "Every node", zh: "各节点", fr: "Chaque nœud" },
        columns: names.map(str::to_owned).to_vec(),
        rows: (0..n).map(row).collect(),
        evidence: net.rows_of_nodes(),
    }
}

fn tie_sheet(net: &Net, between: &[f64], bridges: &[(usize, usize)]) -> Sheet {
    let ties = net.graph.ties().iter().zip(net.graph.weights()).zip(between);
    let row = |((&(a, b), &weight), &between): ((&(u32, u32), &f64), &f64)| -> Vec<Datum> {
        let (a, b) = (a as usize, b as usize);
        let is_bridge = bridges.binary_search(&(a.min(b), a.max(b))).is_ok();
        vec![
            net.names[a].as_str().into(),
            net.names[b].as_str().into(),
            weight.into(),
            between.into(),
            is_bridge.into(),
        ]
    };
    Sheet {
        id: "ties",
        title: Words { en: "Every tie", zh: "各关系", fr: "Chaque lien" },
        columns: ["from", "to", "weight", "betweenness", "bridge"].map(str::to_owned).to_vec(),
        rows: ties.map(row).collect(),
        evidence: net.rows_of_tie.clone(),
    }
}
