//! Structural holes.

use super::super::{brokerage, node_betweenness};
use super::{DIRECTED, FROM, ID, NODES, NOT_PERSONS, TO, WEIGHT, WHOLE, read};
use crate::Words;
use crate::analysis::{Datum, Figure, Input, Method, Number, Outcome, Refusal, Sheet};

/// Burt's measures.
pub static BROKERAGE: Method = Method {
    name: "brokerage",
    title: Words {
        en: "Brokerage: constraint and effective size",
        zh: "结构洞：约束与有效规模",
        fr: "Courtage : contrainte et taille effective",
    },
    question: Words {
        en: "Who is tied to parts of the network that are not tied to each other?",
        zh: "谁连接了彼此不相连的部分？",
        fr: "Qui est lié à des parties du réseau qui ne le sont pas entre elles ?",
    },
    assumptions: &[
        WHOLE,
        Words {
            en: "Both directions of a tie count together; strengths count where they are given.",
            zh: "关系的两个方向合并计算；给出强度者按强度计。",
            fr: "Les deux sens d’un lien comptent ensemble ; les forces comptent là où elles sont données.",
        },
    ],
    not_for: &[NOT_PERSONS],
    peer: "igraph: constraint; networkx: effective_size",
    references: &["Burt, Structural Holes, Harvard University Press 1992"],
    options: &[FROM, TO, WEIGHT, DIRECTED, NODES, ID],
    example_table: "from,to\na,b\na,c\na,d\nb,c\nd,e\nd,f\n",
    example: "",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let net = read(input, |_| true)?;
    let found = brokerage(&net.graph, net.weights());
    let plain = brokerage(&net.graph, None);
    let between = node_betweenness(&net.graph, None)?;
    let degrees = net.graph.degrees();
    let row = |v: usize| -> Vec<Datum> {
        vec![
            net.names[v].as_str().into(),
            degrees[v].into(),
            found.constraint[v].into(),
            plain.constraint[v].into(),
            found.effective_size[v].into(),
            plain.effective_size[v].into(),
            found.efficiency[v].into(),
            between[v].into(),
        ]
    };
    let names = [
        "node",
        "degree",
        "constraint",
        "constraint_unweighted",
        "effective_size",
        "effective_size_unweighted",
        "efficiency",
        "betweenness",
    ];
    let with_ties: Vec<f64> = found.constraint.iter().flatten().copied().collect();
    let mean = with_ties.iter().sum::<f64>() / with_ties.len() as f64;
    let numbers = [
        Number::new(
            "nodes",
            Words { en: "nodes with ties", zh: "有关系的节点数", fr: "nœuds avec des liens" },
            with_ties.len() as f64,
        ),
        Number::new("constraint", Words { en: "mean constraint", zh: "平均约束", fr: "contrainte moyenne" }, mean),
    ];
    Ok(Outcome {
        numbers: numbers.into_iter().filter(|n| n.value.is_finite()).collect(),
        sheets: vec![Sheet {
            id: "nodes",
            title: Words { en: "Every node", zh: "各节点", fr: "Chaque nœud" },
            columns: names.map(str::to_owned).to_vec(),
            rows: (0..net.names.len()).map(row).collect(),
            evidence: net.rows_of_nodes(),
        }],
        figures: vec![Figure::Graph(net.drawing(|v| found.effective_size[v].unwrap_or(0.0), |_| String::new()))],
        notes: net.notes.clone(),
        used: net.used,
        left_out: net.left_out,
        seed: None,
    })
}
