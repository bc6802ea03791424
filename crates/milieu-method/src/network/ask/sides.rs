//! Two-sided networks and their projections.

use super::super::{Bipartite, Graph, Weighing, node_betweenness, reach};
use super::{FROM, TO, WHOLE, named, read};
use crate::Words;
use crate::analysis::figure::{Graph as Drawing, Node};
use crate::analysis::{At, Datum, Figure, Input, Kind, Method, Number, Opt, Outcome, Refusal, Sheet};

/// Two-sided centralities and projection.
pub static PROJECTION: Method = Method {
    name: "projection",
    title: Words {
        en: "Two-sided network and its projection",
        zh: "二模网络及其投影",
        fr: "Réseau biparti et sa projection",
    },
    question: Words {
        en: "Who comes to the same places, and how much does that tie them to each other?",
        zh: "谁到访相同的场所？这使他们之间联系有多紧？",
        fr: "Qui vient dans les mêmes lieux, et à quel point cela les lie-t-il ?",
    },
    assumptions: &[
        WHOLE,
        Words {
            en: "The two columns name different things: no id stands in both.",
            zh: "两列所指为不同事物：同一编号不得出现在两列。",
            fr: "Les deux colonnes nomment des choses différentes : aucun identifiant n’est dans les deux.",
        },
    ],
    not_for: &[Words {
        en: "To read a shared place as an acquaintance: a projection makes everyone at a crowded event each other’s neighbour. Newman’s weights say less of crowds.",
        zh: "不可将同处一地视为相识：投影会使拥挤活动中的所有人互为邻居。Newman 权重可减弱此效应。",
        fr: "Pour lire un lieu partagé comme une connaissance : la projection rend voisins tous ceux d’un événement bondé. Les poids de Newman en disent moins des foules.",
    }],
    peer: "networkx: bipartite.weighted_projected_graph, overlap_weighted_projected_graph, collaboration_weighted_projected_graph, degree_centrality, betweenness_centrality, closeness_centrality, latapy_clustering, robins_alexander_clustering",
    references: &[
        "Borgatti & Everett (1997), doi:10.1016/S0378-8733(96)00301-2",
        "Newman (2001), doi:10.1103/PhysRevE.64.016132",
        "Latapy, Magnien & Del Vecchio (2008), doi:10.1016/j.socnet.2007.04.006",
        "Robins & Alexander (2004), doi:10.1023/B:CMOT.0000032580.12184.c0",
    ],
    options: &[
        FROM,
        TO,
        Opt::default("onto", Kind::Word(&["from", "to"]), "from", "side whose nodes are tied in the projection"),
        Opt::default(
            "weighing",
            Kind::Word(&["count", "jaccard", "newman"]),
            "count",
            "weight of a projected tie: shared neighbours, their share of all, or Newman’s",
        ),
    ],
    example_table: "from,to\nann,e1\nbo,e1\nbo,e2\ncy,e2\ndi,e2\ndi,e3\nann,e3\n",
    example: "--weighing newman",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let net = read(input, |_| true)?;
    let (from, to) = (named(input, "from")?, named(input, "to")?);
    let mut side: Vec<Option<bool>> = vec![None; net.names.len()];
    for &row in &net.used {
        for (column, second) in [(from, false), (to, true)] {
            let name = column.cells.text(row).unwrap_or_default();
            let at = net.names.iter().position(|n| *n == name).unwrap_or_default();
            if *side[at].get_or_insert(second) != second {
                return Err(Refusal::new("on-both-sides", format!("`{name}` stands in both columns"))
                    .why("the two sides of a two-sided network hold different things")
                    .help("give the two sides different ids")
                    .at(At::Cell(column.name.clone(), row)));
            }
        }
    }
    let second: Vec<bool> = side.into_iter().map(|s| s.unwrap_or(false)).collect();
    let two = Bipartite::new(&net.graph, &second)?;
    let onto = input.settings.text("onto") == Some("to");
    let weighing = match input.settings.text("weighing") {
        Some("jaccard") => Weighing::Jaccard,
        Some("newman") => Weighing::Newman,
        _ => Weighing::Count,
    };
    let ties = two.project(onto, weighing);
    let (degree, clustering) = (two.degree(), two.clustering());
    let between = two.betweenness(&node_betweenness(&net.graph, None)?);
    let close = two.closeness(&reach(&net.graph, None)?);
    let row = |v: usize| -> Vec<Datum> {
        vec![
            net.names[v].as_str().into(),
            (if second[v] { "to" } else { "from" }).into(),
            net.graph.out().count(v).into(),
            degree[v].into(),
            between[v].into(),
            close[v].into(),
            clustering[v].into(),
        ]
    };
    let names = [
        "node",
        "side",
        "degree",
        "degree_centrality",
        "betweenness_centrality",
        "closeness_centrality",
        "latapy_clustering",
    ];
    let nodes = Sheet {
        id: "nodes",
        title: Words { en: "Every node of both sides", zh: "两侧各节点", fr: "Chaque nœud des deux côtés" },
        columns: names.map(str::to_owned).to_vec(),
        rows: (0..net.names.len()).map(row).collect(),
        evidence: net.rows_of_nodes(),
    };
    let rows_of_node = net.rows_of_nodes();
    // A projected tie rests on the rows that lead from its two ends to the neighbours they share.
    let behind = |a: usize, b: usize| -> Vec<usize> {
        let other = |row: usize, own: usize| {
            let ends = [from, to].map(|c| c.cells.text(row).unwrap_or_default());
            ends.into_iter().find(|e| *e != net.names[own])
        };
        let of_b: Vec<_> = rows_of_node[b].iter().map(|&row| (other(row, b), row)).collect();
        let mut rows = vec![];
        for &row in &rows_of_node[a] {
            let shared = other(row, a);
            let matching = of_b.iter().filter(|(end, _)| *end == shared).map(|(_, row)| *row);
            let before = rows.len();
            rows.extend(matching);
            if rows.len() > before {
                rows.push(row);
            }
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    };
    let evidence: Vec<Vec<usize>> = ties.keys().map(|&(a, b)| behind(a, b)).collect();
    let projected = Sheet {
        id: "projection",
        title: Words {
            en: "Every tie of the projection", zh: "投影中的各关系", fr: "Chaque lien de la projection"
        },
        columns: ["from", "to", "weight"].map(str::to_owned).to_vec(),
        rows: ties
            .iter()
            .map(|(&(a, b), &w)| vec![net.names[a].as_str().into(), net.names[b].as_str().into(), w.into()])
            .collect(),
        evidence: evidence.clone(),
    };
    let figure = drawing(&net.names, &net.graph, &second, onto, &ties, &evidence);
    let counts = [second.iter().filter(|s| !**s).count(), second.iter().filter(|s| **s).count()];
    let mut numbers = vec![
        Number::new(
            "from_nodes",
            Words { en: "nodes of the first side", zh: "第一侧节点数", fr: "nœuds du premier côté" },
            counts[0] as f64,
        ),
        Number::new(
            "to_nodes",
            Words { en: "nodes of the second side", zh: "第二侧节点数", fr: "nœuds du second côté" },
            counts[1] as f64,
        ),
        Number::new(
            "density",
            Words { en: "two-sided density", zh: "二模密度", fr: "densité bipartie" },
            two.density(),
        ),
        Number::new(
            "projected_ties",
            Words { en: "ties of the projection", zh: "投影关系数", fr: "liens de la projection" },
            ties.len() as f64,
        ),
    ];
    let label = Words {
        en: "paths of three ties closed to squares",
        zh: "三步路径闭合为四边形的比例",
        fr: "chemins de trois liens fermés en carrés",
    };
    numbers.extend(two.squares_closed().map(|c| Number::new("robins_alexander", label, c)));
    Ok(Outcome {
        numbers,
        sheets: vec![nodes, projected],
        figures: vec![Figure::Graph(figure)],
        notes: net.notes.clone(),
        used: net.used.clone(),
        left_out: net.left_out.clone(),
        seed: None,
    })
}

fn drawing(
    names: &[String],
    graph: &Graph,
    second: &[bool],
    onto: bool,
    ties: &std::collections::BTreeMap<(usize, usize), f64>,
    evidence: &[Vec<usize>],
) -> Drawing {
    let shown: Vec<usize> = (0..names.len()).filter(|&v| second[v] == onto).collect();
    let at = |v: usize| shown.binary_search(&v).unwrap_or_default();
    let node = |&v: &usize| Node { name: names[v].clone(), value: graph.out().count(v) as f64, class: String::new() };
    let row = |rows: &Vec<usize>| rows.first().copied().unwrap_or_default();
    Drawing {
        directed: false,
        nodes: shown.iter().map(node).collect(),
        ties: ties.iter().zip(evidence).map(|((&(a, b), &w), rows)| (at(a), at(b), w, row(rows))).collect(),
    }
}
