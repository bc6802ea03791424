//! Layers of ties compared.

use super::super::{overlap, participation};
use super::{DIRECTED, FROM, ID, NODES, Net, TO, WHOLE, named, read};
use crate::Words;
use crate::analysis::figure::Matrix;
use crate::analysis::{At, Datum, Figure, Input, Kind, Method, Number, Opt, Outcome, Refusal, Sheet};

/// Overlap and participation.
pub static LAYERS: Method = Method {
    name: "layers",
    title: Words { en: "Layers of a network compared", zh: "网络层比较", fr: "Couches d’un réseau comparées" },
    question: Words {
        en: "Do those tied in one layer also tie in another, and who is active across layers?",
        zh: "在一层相连者是否也在另一层相连？谁跨层活跃？",
        fr: "Ceux qui sont liés dans une couche le sont-ils dans une autre, et qui est actif dans plusieurs ?",
    },
    assumptions: &[
        WHOLE,
        Words {
            en: "All layers are about the same nodes: where a table of nodes is missing, all that stand in any layer.",
            zh: "各层针对同一组节点：未给节点表时，取出现在任一层的全部节点。",
            fr: "Toutes les couches portent sur les mêmes nœuds : sans table de nœuds, tous ceux d’une couche quelconque.",
        },
    ],
    not_for: &[Words {
        en: "To test a relation between layers: ties are not independent, use `qap` or `mrqap`.",
        zh: "不可用于检验层间关系：关系并不独立，应使用 `qap` 或 `mrqap`。",
        fr: "Pour tester une relation entre couches : les liens ne sont pas indépendants, prendre `qap` ou `mrqap`.",
    }],
    peer: "definitions of Battiston, Nicosia & Latora; numpy: corrcoef over dyads",
    references: &["Battiston, Nicosia & Latora (2014), doi:10.1103/PhysRevE.89.032804"],
    options: &[
        FROM,
        TO,
        DIRECTED,
        NODES,
        ID,
        Opt::default("layer", Kind::Column, "layer", "column of the layer of each tie"),
    ],
    example_table: "from,to,layer\na,b,physical\nb,c,physical\na,b,virtual\na,c,virtual\nc,d,virtual\na,d,group\n",
    example: "",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let column = named(input, "layer")?;
    let all = read(input, |row| !column.cells.is_blank(row))?;
    let mut names: Vec<String> = all.used.iter().filter_map(|&row| column.cells.text(row)).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < 2 {
        return Err(Refusal::new("one-layer", format!("{} layer", names.len()))
            .why("layers are compared with each other")
            .help("give ties of at least two layers")
            .at(At::Option("layer".into())));
    }
    let layers: Vec<Net> = names.iter().map(|name| of_layer(input, &all, name, column)).collect::<Result<_, _>>()?;
    let graphs: Vec<_> = layers.iter().map(|l| &l.graph).collect();
    let mut numbers = vec![];
    let label = Words { en: "ties", zh: "关系数", fr: "liens" };
    for (name, layer) in names.iter().zip(&layers) {
        numbers.push(
            Number::new(format!("ties.{name}"), label, layer.graph.ties().len() as f64)
                .of(name.clone())
                .rows(layer.used.clone()),
        );
    }
    let (mut rows, mut evidence) = (vec![], vec![]);
    let mut cells = vec![vec![None; names.len()]; names.len()];
    for (i, a) in names.iter().enumerate() {
        for (j, b) in names.iter().enumerate().skip(i + 1) {
            let found = overlap(graphs[i], graphs[j])?;
            (cells[i][j], cells[j][i]) = (found.jaccard, found.jaccard);
            rows.push(vec![
                a.as_str().into(),
                b.as_str().into(),
                found.both.into(),
                found.either.into(),
                found.jaccard.into(),
                found.pearson.into(),
                found.degrees.into(),
            ]);
            let mut of = [layers[i].used.clone(), layers[j].used.clone()].concat();
            of.sort_unstable();
            evidence.push(of);
        }
    }
    let across = participation(&graphs)?;
    let node = |v: usize| -> Vec<Datum> {
        let own = graphs.iter().map(|g| g.degrees()[v].into());
        let mut row: Vec<Datum> = vec![all.names[v].as_str().into()];
        row.extend(own);
        row.extend([across.overlap[v].into(), across.participation[v].into()]);
        row
    };
    let degree_columns = names.iter().map(|n| format!("degree.{n}"));
    let columns = |first: &[&str]| first.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let nodes = Sheet {
        id: "nodes",
        title: Words {
            en: "Every node across layers",
            zh: "各节点的跨层情况",
            fr: "Chaque nœud à travers les couches",
        },
        columns: columns(&["node"])
            .into_iter()
            .chain(degree_columns)
            .chain(columns(&["overlap", "participation"]))
            .collect(),
        rows: (0..all.names.len()).map(node).collect(),
        evidence: all.rows_of_nodes(),
    };
    let pairs = Sheet {
        id: "pairs",
        title: Words { en: "Every pair of layers", zh: "各对网络层", fr: "Chaque paire de couches" },
        columns: columns(&["layer", "other", "both", "either", "edge_jaccard", "pearson", "degree_pearson"]),
        rows,
        evidence,
    };
    Ok(Outcome {
        numbers,
        sheets: vec![pairs, nodes],
        figures: vec![Figure::Matrix(Matrix {
            value: "edge_jaccard".into(),
            rows: names.clone(),
            columns: names,
            cells,
        })],
        notes: all.notes.clone(),
        used: all.used,
        left_out: all.left_out,
        seed: None,
    })
}

/// A layer on the nodes of all layers.
fn of_layer(input: Input<'_>, all: &Net, name: &str, column: &crate::analysis::Column) -> Result<Net, Refusal> {
    let of: std::collections::BTreeMap<&str, usize> =
        all.names.iter().enumerate().map(|(i, n)| (n.as_str(), i)).collect();
    let (from, to) = (named(input, "from")?, named(input, "to")?);
    let used: Vec<usize> =
        all.used.iter().copied().filter(|&row| column.cells.text(row).as_deref() == Some(name)).collect();
    let end = |column: &crate::analysis::Column, row: usize| {
        of.get(column.cells.text(row).unwrap_or_default().as_str()).copied().unwrap_or_default()
    };
    let ties: Vec<(usize, usize, f64)> = used.iter().map(|&row| (end(from, row), end(to, row), 1.0)).collect();
    let graph = super::Graph::new(all.names.len(), input.settings.flag("directed"), &ties)?;
    Ok(Net {
        names: all.names.clone(),
        graph,
        rows_of_tie: vec![],
        used,
        left_out: vec![],
        weighted: false,
        notes: vec![],
    })
}
