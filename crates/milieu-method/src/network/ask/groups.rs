//! Do ties stay within groups?

use super::super::{assortativity, assortativity_by_value, external_internal};
use super::{DIRECTED, FROM, ID, NODES, TO, WHOLE, of_nodes, read};
use crate::Words;
use crate::analysis::numbers_of;
use crate::analysis::{At, Datum, Figure, Input, Kind, Method, Number, Opt, Outcome, Refusal, Sheet};

/// E-I index and assortativity.
pub static ASSORTATIVITY: Method = Method {
    name: "assortativity",
    title: Words {
        en: "E-I index and assortativity", zh: "E-I 指数与同配性", fr: "Indice E-I et assortativité"
    },
    question: Words {
        en: "Are ties within groups or between them, beside what the sizes of the groups alone would give?",
        zh: "与仅由群体规模决定的情形相比，关系多在群体之内还是之间？",
        fr: "Les liens sont-ils dans les groupes ou entre eux, à côté de ce que donneraient leurs seules tailles ?",
    },
    assumptions: &[
        WHOLE,
        Words {
            en: "Every node is of one group.",
            zh: "每个节点只属一个群体。",
            fr: "Chaque nœud est d’un seul groupe.",
        },
    ],
    not_for: &[Words {
        en: "To say why: ties may follow the group, or the group the ties.",
        zh: "不能说明原因：可能是关系随群体，也可能是群体随关系。",
        fr: "Pour dire pourquoi : les liens peuvent suivre le groupe, ou le groupe les liens.",
    }],
    peer: "networkx: attribute_assortativity_coefficient, numeric_assortativity_coefficient; E-I of Krackhardt & Stern",
    references: &["Krackhardt & Stern (1988), doi:10.2307/2786835", "Newman (2003), doi:10.1103/PhysRevE.67.026126"],
    options: &[
        FROM,
        TO,
        DIRECTED,
        NODES,
        ID,
        Opt::required("group", Kind::Column, "column of the table of nodes: the group of each"),
        Opt::optional("value", Kind::Column, "column of the table of nodes: a number, for assortativity by it"),
    ],
    example_table: "from,to\na,b\nb,c\na,c\nc,d\nd,e\ne,f\n",
    example: "--nodes nodes.csv --group kind",
    example_more: &[("nodes", "id,kind\na,worker\nb,worker\nc,worker\nd,firm\ne,firm\nf,firm\n")],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let net = read(input, |_| true)?;
    let column = of_nodes(input, "group")?;
    if let Some(row) = (0..net.names.len()).find(|&row| column.cells.is_blank(row)) {
        return Err(Refusal::new("no-group", format!("`{}` has no group", net.names[row]))
            .why("an unknown group is neither the same nor another one")
            .help("give its group, or leave the node and its ties out")
            .at(At::Option("group".into())));
    }
    let groups: Vec<String> = (0..net.names.len()).map(|v| column.cells.text(v).unwrap_or_default()).collect();
    let mut known = groups.clone();
    known.sort_unstable();
    known.dedup();
    let group: Vec<usize> = groups.iter().map(|g| known.binary_search(g).unwrap_or_default()).collect();
    let found = external_internal(&net.graph, &group)?;
    let mut numbers = vec![
        Number::new("ei", Words { en: "E-I index", zh: "E-I 指数", fr: "indice E-I" }, found.index),
        Number::new(
            "expected_ei",
            Words {
                en: "E-I index by group sizes alone",
                zh: "仅由群体规模决定的 E-I 指数",
                fr: "indice E-I dû aux seules tailles",
            },
            found.expected,
        ),
        Number::new(
            "external",
            Words { en: "ties between groups", zh: "群体之间的关系", fr: "liens entre groupes" },
            found.external as f64,
        ),
        Number::new(
            "internal",
            Words { en: "ties within groups", zh: "群体之内的关系", fr: "liens dans les groupes" },
            found.internal as f64,
        ),
    ];
    let label = Words { en: "assortativity by group", zh: "按群体的同配性", fr: "assortativité par groupe" };
    numbers.extend(assortativity(&net.graph, &group)?.map(|r| Number::new("assortativity", label, r)));
    if input.settings.text("value").is_some() {
        let column = of_nodes(input, "value")?;
        let values: Option<Vec<f64>> = numbers_of(column)?.iter().copied().collect();
        let values = values.ok_or_else(|| {
            Refusal::new("no-value", format!("column `{}` has blanks", column.name))
                .why("an unknown value has no correlation")
                .help("give it, or leave the node and its ties out")
                .at(At::Option("value".into()))
        })?;
        let label =
            Words { en: "assortativity by value", zh: "按数值的同配性", fr: "assortativité par valeur" };
        let r = assortativity_by_value(&net.graph, &values, &values)?;
        numbers.extend(r.map(|r| Number::new("assortativity_by_value", label, r).of(column.name.clone())));
    }
    let mut mixing = vec![vec![0_usize; known.len()]; known.len()];
    for &(a, b) in net.graph.ties() {
        let (a, b) = (group[a as usize], group[b as usize]);
        mixing[a][b] += 1;
        if !net.graph.is_directed() && a != b {
            mixing[b][a] += 1;
        }
    }
    let mixing = Sheet {
        id: "mixing",
        title: Words { en: "Ties between groups", zh: "群体之间的关系数", fr: "Liens entre groupes" },
        columns: std::iter::once("group".to_owned()).chain(known.iter().cloned()).collect(),
        rows: known
            .iter()
            .zip(&mixing)
            .map(|(name, row)| std::iter::once(name.as_str().into()).chain(row.iter().map(|&n| n.into())).collect())
            .collect(),
        evidence: vec![],
    };
    let degrees = net.graph.degrees();
    let row = |v: usize| -> Vec<Datum> {
        vec![net.names[v].as_str().into(), groups[v].as_str().into(), degrees[v].into(), found.nodes[v].into()]
    };
    let nodes = Sheet {
        id: "nodes",
        title: Words { en: "Every node", zh: "各节点", fr: "Chaque nœud" },
        columns: ["node", "group", "degree", "ei"].map(str::to_owned).to_vec(),
        rows: (0..net.names.len()).map(row).collect(),
        evidence: net.rows_of_nodes(),
    };
    Ok(Outcome {
        numbers,
        sheets: vec![nodes, mixing],
        figures: vec![Figure::Graph(net.drawing(|v| degrees[v] as f64, |v| groups[v].clone()))],
        notes: net.notes.clone(),
        used: net.used,
        left_out: net.left_out,
        seed: None,
    })
}
