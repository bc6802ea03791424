//! MSDO and MDSO as a method on a table.

use super::ask::{self, CASE, NOT_CAUSAL};
use super::pairs::{Pair, select};
use crate::Words;
use crate::analysis::figure::Matrix;
use crate::analysis::{Column, Datum, Figure, Input, Kind, Left, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

/// Most similar, different outcome; most different, same outcome.
pub static MSDO: Method = Method {
    name: "msdo",
    title: Words {
        en: "Most similar and most different cases (MSDO/MDSO)",
        zh: "最相似异果与最相异同果（MSDO/MDSO）",
        fr: "Cas les plus semblables et les plus différents (MSDO/MDSO)",
    },
    question: Words {
        en: "Which pairs of cases tell most: alike but for the outcome, or alike in nothing but the outcome?",
        zh: "哪些个案对最具说明力：除结果外皆同，或仅结果相同？",
        fr: "Quelles paires en disent le plus : semblables sauf par l’issue, ou semblables par l’issue seule ?",
    },
    assumptions: &[Words {
        en: "Conditions are coded alike for all cases and count alike.",
        zh: "各条件对所有个案编码一致、权重相同。",
        fr: "Les conditions sont codées de même pour tous les cas et comptent également.",
    }],
    not_for: &[NOT_CAUSAL],
    peer: "De Meur & Berg-Schlosser’s MSDO/MDSO procedure",
    references: &[
        "De Meur & Berg-Schlosser (1994), doi:10.1111/j.1475-6765.1994.tb00422.x",
        "Berg-Schlosser & De Meur (2009), doi:10.4135/9781452226569.n2",
    ],
    options: &[
        Opt::required("outcome", Kind::Column, "column of the outcome"),
        Opt::required("conditions", Kind::Columns, "columns of the conditions"),
        CASE,
    ],
    example_table: "case,urban,anchor,funds,lasts\nA,1,1,1,1\nB,1,1,0,0\nC,0,0,1,1\nD,0,1,0,0\nE,1,0,0,0\n",
    example: "--outcome lasts --conditions urban,anchor,funds --case case",
    example_more: &[],
    run,
};

fn codes(column: &Column, rows: usize) -> (Vec<Option<usize>>, Vec<String>) {
    let texts: Vec<Option<String>> = (0..rows).map(|row| column.cells.text(row)).collect();
    let mut names: Vec<String> = texts.iter().flatten().cloned().collect();
    names.sort();
    names.dedup();
    let code = |text: &Option<String>| text.as_ref().and_then(|text| names.binary_search(text).ok());
    (texts.iter().map(code).collect(), names)
}

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    const UNKNOWN: Words = Words {
        en: "a condition or the outcome is not known: unknown is neither shared nor different",
        zh: "条件或结果未知：未知既不算相同也不算不同",
        fr: "une condition ou l’issue est inconnue : l’inconnu n’est ni partagé ni différent",
    };
    let conditions = input.columns("conditions")?;
    let Some(outcome) = input.column("outcome")? else {
        return Err(Refusal::new("option-missing", "option `outcome` is needed")
            .why("pairs are sorted by it")
            .help("say --outcome COLUMN"));
    };
    let n = input.table.len();
    let coded: Vec<Vec<Option<usize>>> = conditions.iter().map(|column| codes(column, n).0).collect();
    let (outcomes, values) = codes(outcome, n);
    let found = select(&coded, &outcomes)?;
    let names = ask::names(input, &(0..n).collect::<Vec<_>>())?;
    let mut sheet = Sheet {
        id: "pairs",
        title: Words { en: "Pairs", zh: "个案对", fr: "Paires" },
        columns: ["kind", "outcome", "first", "second", "distance", "differ_in", "share"].map(str::to_owned).to_vec(),
        rows: vec![],
        evidence: vec![],
    };
    let named = |list: &[usize]| list.iter().map(|&c| conditions[c].name.as_str()).collect::<Vec<_>>().join(", ");
    let mut push = |kind: &str, outcome: &str, pair: &Pair| {
        sheet.rows.push(vec![
            Datum::from(kind),
            outcome.into(),
            names[pair.first].as_str().into(),
            names[pair.second].as_str().into(),
            pair.differ.len().into(),
            named(&pair.differ).into(),
            named(&pair.share).into(),
        ]);
        sheet.evidence.push(vec![pair.first, pair.second]);
    };
    let rows_of = |pairs: &[Pair]| {
        let mut rows: Vec<usize> = pairs.iter().flat_map(|pair| [pair.first, pair.second]).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    };
    let mut numbers = vec![];
    if let Some((least, pairs)) = &found.most_similar {
        pairs.iter().for_each(|pair| push("MSDO", "different", pair));
        let label = Words {
            en: "conditions that differ in the most similar pairs",
            zh: "最相似对的相异条件数",
            fr: "conditions qui diffèrent dans les paires les plus semblables",
        };
        numbers.push(Number::new("msdo", label, *least as f64).rows(rows_of(pairs)));
    }
    for (outcome, most, pairs) in &found.most_different {
        pairs.iter().for_each(|pair| push("MDSO", &values[*outcome], pair));
        let label = Words {
            en: "conditions that differ in the most different pairs",
            zh: "最相异对的相异条件数",
            fr: "conditions qui diffèrent dans les paires les plus différentes",
        };
        numbers.push(
            Number::new(format!("mdso.{}", values[*outcome]), label, *most as f64)
                .of(&values[*outcome])
                .rows(rows_of(pairs)),
        );
    }
    let mut notes = vec![];
    if found.most_similar.is_none() {
        let words = Words {
            en: "All cases have one outcome: there are no pairs with different ones.",
            zh: "所有个案结果相同：没有异果对。",
            fr: "Tous les cas ont la même issue : aucune paire d’issues différentes.",
        };
        notes.push(Note { warns: true, words, detail: String::new() });
    }
    if found.most_similar.as_ref().is_some_and(|(least, _)| *least == 0) {
        let words = Words {
            en: "Cases alike in all conditions have different outcomes: a condition is missing.",
            zh: "条件全同而结果不同：缺少某个条件。",
            fr: "Des cas semblables en tout ont des issues différentes : il manque une condition.",
        };
        notes.push(Note { warns: true, words, detail: String::new() });
    }
    let complete: Vec<usize> = (0..n).filter(|row| !found.left_out.contains(row)).collect();
    let distance = |a: usize, b: usize| coded.iter().filter(|c| c[a] != c[b]).count() as f64;
    let matrix = Matrix {
        value: "conditions that differ".into(),
        rows: complete.iter().map(|&row| names[row].clone()).collect(),
        columns: complete.iter().map(|&row| names[row].clone()).collect(),
        cells: complete.iter().map(|&a| complete.iter().map(|&b| Some(distance(a, b))).collect()).collect(),
    };
    let left_out = if found.left_out.is_empty() {
        vec![]
    } else {
        vec![Left { reason: UNKNOWN, detail: String::new(), rows: found.left_out }]
    };
    Ok(Outcome {
        numbers,
        sheets: vec![sheet],
        figures: vec![Figure::Matrix(matrix)],
        notes,
        used: complete,
        left_out,
        seed: None,
    })
}
