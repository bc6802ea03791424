//! Two waves of ties, as it is offered.

use std::collections::BTreeMap;

use super::{Waves, waves};
use crate::Words;
use crate::analysis::figure::{Graph as Drawing, Node};
use crate::analysis::{At, Column, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};
use crate::network::ask::{DIRECTED, FROM, TO, WHOLE, named};

/// Ties kept, lost and gained between waves.
pub static TIE_WAVES: Method = Method {
    name: "tie-waves",
    title: Words { en: "Ties between two waves", zh: "两期之间的关系变化", fr: "Liens entre deux vagues" },
    question: Words {
        en: "Which ties were kept, lost and gained between two looks at a network?",
        zh: "两次观察之间哪些关系保留、消失或新增？",
        fr: "Quels liens ont été gardés, perdus et gagnés entre deux regards sur un réseau ?",
    },
    assumptions: &[
        WHOLE,
        Words {
            en: "Both waves looked at the same nodes with the same care.",
            zh: "两期以同样的细致程度观察同一组节点。",
            fr: "Les deux vagues ont regardé les mêmes nœuds avec le même soin.",
        },
    ],
    not_for: &[Words {
        en: "Where one wave was sought with more sources: gained ties may only have been found.",
        zh: "若某一期所用来源更多则不宜：“新增”可能只是新被发现。",
        fr: "Quand une vague a été cherchée dans plus de sources : les liens gagnés peuvent n’être que trouvés.",
    }],
    peer: "RSiena: Jaccard index of network change",
    references: &["Snijders, van de Bunt & Steglich (2010), doi:10.1016/j.socnet.2009.02.004"],
    options: &[
        FROM,
        TO,
        DIRECTED,
        Opt::default("wave", Kind::Column, "wave", "column of the wave; two or more, in their order"),
    ],
    example_table: "wave,from,to\n1,a,b\n1,b,c\n1,c,d\n2,a,b\n2,b,d\n2,c,d\n",
    example: "",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let (from, to, wave) = (named(input, "from")?, named(input, "to")?, named(input, "wave")?);
    let (used, left_out) = input.complete(&[from, to, wave]);
    let text = |column: &Column, row: usize| column.cells.text(row).unwrap_or_default();
    let mut order: Vec<String> = used.iter().map(|&row| text(wave, row)).collect();
    let number = |w: &str| w.parse::<f64>().unwrap_or(f64::INFINITY);
    order.sort_by(|a, b| number(a).total_cmp(&number(b)).then_with(|| a.cmp(b)));
    order.dedup();
    if order.len() < 2 {
        return Err(Refusal::new("one-wave", format!("{} wave", order.len()))
            .why("change is between two looks")
            .help("give ties of at least two waves")
            .at(At::Option("wave".into())));
    }
    let mut names: Vec<String> = used.iter().flat_map(|&row| [text(from, row), text(to, row)]).collect();
    names.sort_unstable();
    names.dedup();
    let at = |name: String| names.binary_search(&name).unwrap_or_default();
    let directed = input.settings.flag("directed");
    let of_wave = |w: &str| -> BTreeMap<(usize, usize), usize> {
        let rows = used.iter().filter(|&&row| text(wave, row) == w);
        rows.map(|&row| {
            let (a, b) = (at(text(from, row)), at(text(to, row)));
            (if directed || a <= b { (a, b) } else { (b, a) }, row)
        })
        .collect()
    };
    let all: Vec<BTreeMap<(usize, usize), usize>> = order.iter().map(|w| of_wave(w)).collect();
    let (mut numbers, mut rows, mut notes, mut evidence) = (vec![], vec![], vec![], vec![]);
    for (pair, names) in all.windows(2).zip(order.windows(2)) {
        let keys = |i: usize| pair[i].keys().copied().collect::<Vec<_>>();
        let found = waves(directed, &keys(0), &keys(1));
        let of = format!("{} → {}", names[0], names[1]);
        numbers.extend(told(&found, &of));
        if found.jaccard.is_some_and(|j| j < FAR) {
            notes.push(Note { warns: true, words: TOO_FAR, detail: of.clone() });
        }
        rows.push(vec![
            names[0].as_str().into(),
            names[1].as_str().into(),
            found.stable.into(),
            found.lost.into(),
            found.gained.into(),
            found.jaccard.into(),
            found.hamming.into(),
            found.persistence.into(),
        ]);
        let mut behind: Vec<usize> = pair.iter().flat_map(|w| w.values().copied()).collect();
        behind.sort_unstable();
        evidence.push(behind);
    }
    Ok(Outcome {
        numbers,
        sheets: vec![Sheet {
            id: "waves",
            title: Words { en: "From wave to wave", zh: "逐期变化", fr: "D’une vague à l’autre" },
            columns: ["from_wave", "to_wave", "stable", "lost", "gained", "jaccard", "hamming", "persistence"]
                .map(str::to_owned)
                .to_vec(),
            rows,
            evidence,
        }],
        figures: vec![Figure::Graph(drawing(&names, directed, &all[0], &all[1]))],
        notes,
        used,
        left_out,
        seed: None,
    })
}

/// Below this overlap two waves are too far apart to read change from: Snijders et al. (2010).
const FAR: f64 = 0.2;
const TOO_FAR: Words = Words {
    en: "the waves share less than a fifth of their ties: they are too far apart to read change step by step",
    zh: "两期共有关系不足五分之一：间隔过大，难以逐步解读变化",
    fr: "les vagues partagent moins d’un cinquième de leurs liens : trop éloignées pour lire le changement pas à pas",
};

fn told(found: &Waves, of: &str) -> Vec<Number> {
    let count = |id: &str, label: Words, value: usize| Number::new(format!("{id}.{of}"), label, value as f64).of(of);
    let share = |id: &str, label: Words, value: Option<f64>| {
        value.map(|value| Number::new(format!("{id}.{of}"), label, value).of(of))
    };
    let jaccard =
        Words { en: "ties shared (Jaccard)", zh: "共有关系（Jaccard）", fr: "liens partagés (Jaccard)" };
    let kept =
        Words { en: "share of ties that persist", zh: "关系存续比例", fr: "part des liens qui persistent" };
    [
        share("jaccard", jaccard, found.jaccard),
        share("persistence", kept, found.persistence),
        Some(count("stable", Words { en: "ties kept", zh: "保留的关系", fr: "liens gardés" }, found.stable)),
        Some(count("lost", Words { en: "ties lost", zh: "消失的关系", fr: "liens perdus" }, found.lost)),
        Some(count("gained", Words { en: "ties gained", zh: "新增的关系", fr: "liens gagnés" }, found.gained)),
        Some(count("hamming", Words { en: "ties changed", zh: "变化的关系", fr: "liens changés" }, found.hamming)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Ties of either of the first two waves: weight 2 where in both.
fn drawing(
    names: &[String],
    directed: bool,
    before: &BTreeMap<(usize, usize), usize>,
    after: &BTreeMap<(usize, usize), usize>,
) -> Drawing {
    let mut ties: BTreeMap<(usize, usize), (f64, usize)> = BTreeMap::new();
    for (&tie, &row) in before.iter().chain(after) {
        ties.entry(tie).or_insert((0.0, row)).0 += 1.0;
    }
    let degree = |v: usize| ties.keys().filter(|(a, b)| *a == v || *b == v).count() as f64;
    Drawing {
        directed,
        nodes: names
            .iter()
            .enumerate()
            .map(|(v, name)| Node { name: name.clone(), value: degree(v), class: String::new() })
            .collect(),
        ties: ties.iter().map(|(&(a, b), &(weight, row))| (a, b, weight, row)).collect(),
    }
}
