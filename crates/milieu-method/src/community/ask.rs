//! The room's method as it is offered.

use super::{Quality, Settings, communities};
use crate::Words;
use crate::analysis::{Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};
use crate::network::ask::{FROM, ID, NODES, TO, WEIGHT, WHOLE, read};

/// Communities by the Leiden algorithm.
pub static COMMUNITIES: Method = Method {
    name: "communities",
    title: Words { en: "Communities (Leiden)", zh: "社群发现（Leiden 算法）", fr: "Communautés (Leiden)" },
    question: Words {
        en: "Which groups of nodes are tied among themselves more than to others, and are they always the same?",
        zh: "哪些节点彼此相连多于与外部相连？结果是否稳定？",
        fr: "Quels groupes de nœuds sont plus liés entre eux qu’aux autres, et sont-ils toujours les mêmes ?",
    },
    assumptions: &[
        WHOLE,
        Words {
            en: "Ties count without direction; every node is of one community.",
            zh: "关系不计方向；每个节点只属一个社群。",
            fr: "Les liens comptent sans direction ; chaque nœud est d’une seule communauté.",
        },
    ],
    not_for: &[
        Words {
            en: "To show that there are communities: ties drawn at random have high modularity too. Read how far the runs agree.",
            zh: "不能证明社群存在：随机关系的模块度也可能很高。应看各次运行的一致程度。",
            fr: "Pour montrer qu’il y a des communautés : des liens tirés au hasard ont aussi une forte modularité. Lire l’accord des essais.",
        },
        Words {
            en: "To find small communities of a large network by modularity: use `cpm`, or a higher resolution.",
            zh: "不宜用模块度在大网络中寻找小社群：应使用 `cpm` 或提高分辨率。",
            fr: "Pour trouver de petites communautés d’un grand réseau par modularité : prendre `cpm` ou une résolution plus haute.",
        },
    ],
    peer: "igraph: community_leiden",
    references: &[
        "Traag, Waltman & van Eck (2019), doi:10.1038/s41598-019-41695-z",
        "Newman & Girvan (2004), doi:10.1103/PhysRevE.69.026113",
        "Traag, Van Dooren & Nesterov (2011), doi:10.1103/PhysRevE.84.016114",
        "Hubert & Arabie (1985), doi:10.1007/BF01908075",
    ],
    options: &[
        FROM,
        TO,
        WEIGHT,
        NODES,
        ID,
        Opt::default("objective", Kind::Word(&["modularity", "cpm"]), "modularity", "what is raised"),
        Opt::default("resolution", Kind::Number(1e-9, 1e9), "1", "higher gives more and smaller communities"),
        Opt::default("runs", Kind::Count(1, 10_000), "50", "independent searches, of which the best is kept"),
        Opt::default("iterations", Kind::Count(0, 1_000), "2", "rounds of each search; 0 until nothing changes"),
        Opt::default("seed", Kind::Count(0, u64::MAX), "1", "seed of the searches"),
    ],
    example_table: "from,to\na,b\na,c\nb,c\nc,d\nd,e\nd,f\ne,f\n",
    example: "--runs 20",
    example_more: &[],
    run,
};

/// Runs that agree less than this on average are worth a warning: a house rule.
const UNSTABLE: f64 = 0.8;

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let net = read(input, |_| true)?;
    let told = input.settings;
    let settings = Settings {
        quality: if told.text("objective") == Some("cpm") { Quality::Cpm } else { Quality::Modularity },
        resolution: told.number("resolution").unwrap_or(1.0),
        runs: told.count("runs").unwrap_or(50),
        rounds: told.count("iterations").unwrap_or(2),
        seed: told.seed(),
    };
    let found = communities(&net.graph, net.weights(), &settings)?;
    let agreement = found.agreement.iter().sum::<f64>() / found.agreement.len() as f64;
    let best = found.runs.iter().filter(|r| r.0 >= found.quality - 1e-12 * found.quality.abs()).count();
    let mut notes = net.notes.clone();
    if agreement < UNSTABLE {
        notes.push(Note {
            warns: true,
            words: Words {
                en: "the runs disagree: these communities are one of several readings; mean adjusted Rand index",
                zh: "各次运行不一致：所列社群仅为多种解读之一；平均调整 Rand 指数",
                fr: "les essais diffèrent : ces communautés sont une lecture parmi d’autres ; indice de Rand ajusté moyen",
            },
            detail: format!("{agreement:.2}"),
        });
    }
    let degrees = net.graph.degrees();
    let rows_of_nodes = net.rows_of_nodes();
    let row = |v: usize| -> Vec<Datum> {
        vec![net.names[v].as_str().into(), (found.of[v] + 1).into(), found.stability[v].into(), degrees[v].into()]
    };
    let nodes = Sheet {
        id: "nodes",
        title: Words { en: "Every node", zh: "各节点", fr: "Chaque nœud" },
        columns: ["node", "community", "stability", "degree"].map(str::to_owned).to_vec(),
        rows: (0..net.names.len()).map(row).collect(),
        evidence: rows_of_nodes.clone(),
    };
    let (mut rows, mut evidence) = (vec![], vec![]);
    for c in 0..found.count {
        let within =
            net.graph.ties().iter().filter(|(a, b)| [a, b].iter().all(|v| found.of[**v as usize] == c)).count();
        let of: Vec<usize> = (0..net.names.len()).filter(|&v| found.of[v] == c).collect();
        let stability = of.iter().map(|&v| found.stability[v]).sum::<f64>() / of.len() as f64;
        let names: Vec<&str> = of.iter().map(|&v| net.names[v].as_str()).collect();
        rows.push(vec![(c + 1).into(), of.len().into(), within.into(), stability.into(), names.join("; ").into()]);
        let mut behind: Vec<usize> = of.iter().flat_map(|&v| rows_of_nodes[v].iter().copied()).collect();
        behind.sort_unstable();
        behind.dedup();
        evidence.push(behind);
    }
    let groups = Sheet {
        id: "communities",
        title: Words { en: "Every community", zh: "各社群", fr: "Chaque communauté" },
        columns: ["community", "nodes", "ties_within", "stability", "members"].map(str::to_owned).to_vec(),
        rows,
        evidence,
    };
    let runs = Sheet {
        id: "runs",
        title: Words { en: "Every run", zh: "各次运行", fr: "Chaque essai" },
        columns: ["run", "quality", "communities", "agreement"].map(str::to_owned).to_vec(),
        rows: found
            .runs
            .iter()
            .zip(&found.agreement)
            .enumerate()
            .map(|(i, (run, agreement))| vec![(i + 1).into(), run.0.into(), run.1.into(), (*agreement).into()])
            .collect(),
        evidence: vec![],
    };
    let quality = match settings.quality {
        Quality::Modularity => Words { en: "modularity", zh: "模块度", fr: "modularité" },
        Quality::Cpm => Words { en: "quality (CPM)", zh: "质量（CPM）", fr: "qualité (CPM)" },
    };
    let id = if settings.quality == Quality::Cpm { "quality" } else { "modularity" };
    Ok(Outcome {
        numbers: vec![
            Number::new(
                "communities",
                Words { en: "communities", zh: "社群数", fr: "communautés" },
                found.count as f64,
            ),
            Number::new(id, quality, found.quality),
            Number::new(
                "agreement",
                Words {
                    en: "agreement of the runs with the best (adjusted Rand)",
                    zh: "各次运行与最优者的一致度（调整 Rand）",
                    fr: "accord des essais avec le meilleur (Rand ajusté)",
                },
                agreement,
            ),
            Number::new(
                "best_runs",
                Words {
                    en: "share of runs that reach the best quality",
                    zh: "达到最优质量的运行比例",
                    fr: "part des essais qui atteignent la meilleure qualité",
                },
                best as f64 / settings.runs as f64,
            ),
        ],
        sheets: vec![groups, nodes, runs],
        figures: vec![Figure::Graph(net.drawing(|v| degrees[v] as f64, |v| (found.of[v] + 1).to_string()))],
        notes,
        used: net.used.clone(),
        left_out: net.left_out.clone(),
        seed: Some(settings.seed),
    })
}
