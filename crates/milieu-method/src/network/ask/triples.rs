//! The triad census.

use super::super::{TRIADS, triads};
use super::{FROM, ID, NODES, TO, WHOLE, read};
use crate::Words;
use crate::analysis::{Figure, Input, Kind, Method, Number, Opt, Outcome, Refusal, Sheet};

/// The sixteen triads, counted.
pub static TRIADS_CENSUS: Method = Method {
    name: "triads",
    title: Words { en: "Triad census", zh: "三元组普查", fr: "Recensement des triades" },
    question: Words {
        en: "In which ways are any three nodes tied: chains, circles, closed triangles, hierarchies?",
        zh: "任意三个节点以何种方式相连：链、环、闭合三角、层级？",
        fr: "De quelles façons trois nœuds quelconques sont-ils liés : chaînes, cercles, triangles, hiérarchies ?",
    },
    assumptions: &[WHOLE],
    not_for: &[Words {
        en: "To compare networks of different size or density by counts: use shares, and a model of chance.",
        zh: "不宜以计数比较规模或密度不同的网络：应使用比例与随机模型。",
        fr: "Pour comparer par des comptes des réseaux de tailles ou densités différentes : prendre des parts et un modèle du hasard.",
    }],
    peer: "igraph: triad_census; networkx: triadic_census",
    references: &[
        "Holland & Leinhardt (1976), doi:10.2307/270703",
        "Batagelj & Mrvar (2001), doi:10.1016/S0378-8733(01)00035-1",
    ],
    options: &[FROM, TO, NODES, ID, Opt::default("directed", Kind::Flag, "true", "whether a tie leads one way only")],
    example_table: "from,to\na,b\nb,a\nb,c\na,c\nc,d\n",
    example: "",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let net = read(input, |_| true)?;
    let census = triads(&net.graph);
    let all: u64 = census.iter().sum();
    let mut numbers = vec![Number::new(
        "triples",
        Words { en: "triples of nodes", zh: "节点三元组数", fr: "triplets de nœuds" },
        all as f64,
    )];
    let label = Words { en: "ties returned", zh: "互惠比例", fr: "liens rendus" };
    numbers.extend(net.graph.reciprocity().map(|r| Number::new("reciprocity", label, r)));
    let rows = TRIADS.iter().zip(census).map(|(name, count)| {
        let share = if all > 0 { Some(count as f64 / all as f64) } else { None };
        vec![(*name).into(), crate::analysis::Datum::Count(count), share.into()]
    });
    Ok(Outcome {
        numbers,
        sheets: vec![Sheet {
            id: "triads",
            title: Words { en: "Every triad", zh: "各类三元组", fr: "Chaque triade" },
            columns: ["triad", "count", "share"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
            evidence: vec![],
        }],
        figures: vec![Figure::Graph(net.drawing(|_| 1.0, |_| String::new()))],
        notes: net.notes.clone(),
        used: net.used,
        left_out: net.left_out,
        seed: None,
    })
}
