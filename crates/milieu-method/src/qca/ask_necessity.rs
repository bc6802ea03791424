//! The method `qca-necessity`: what the outcome does not come without.

use super::ask::{CHOSEN, EXAMPLE, SETS_MEAN, UNCODED};
use super::necessity::{self, Least};
use super::{read, show};
use crate::Words;
use crate::analysis::{Datum, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

/// Necessity of conditions, negations and combinations.
pub static NECESSITY: Method = Method {
    name: "qca-necessity",
    title: Words { en: "Necessary conditions", zh: "必要条件", fr: "Conditions nécessaires" },
    question: Words {
        en: "Without which conditions, or combinations of them, does the outcome hardly occur?",
        zh: "缺少哪些条件或条件组合，结果几乎不会出现？",
        fr: "Sans quelles conditions, ou combinaisons, le résultat ne se produit-il guère ?",
    },
    assumptions: &[SETS_MEAN, CHOSEN, UNCODED],
    not_for: &[Words {
        en: "A condition that is nearly always present is necessary for anything: look at its relevance (RoN).",
        zh: "几乎总存在的条件对任何结果都“必要”：请看其相关性（RoN）。",
        fr: "Une condition presque toujours présente est nécessaire à tout : regarder sa pertinence (RoN).",
    }],
    peer: "QCA::pof, QCA::superSubset (R)",
    references: &["Ragin (2006), doi:10.1093/pan/mpj019", "Schneider & Wagemann (2012), doi:10.1017/CBO9781139004244"],
    options: &[
        read::CONDITIONS,
        read::OUTCOME,
        read::CASE,
        read::MULTI_VALUE,
        read::CALIBRATE,
        read::IDM,
        Opt::default("incl-cut", Kind::Number(0.5, 1.0), "0.9", "least inclusion of a necessary condition"),
        Opt::default("cov-cut", Kind::Number(0.0, 1.0), "0.6", "least coverage of a necessary condition"),
        Opt::default("ron-cut", Kind::Number(0.0, 1.0), "0", "least relevance of a necessary condition"),
        Opt::default("depth", Kind::Count(1, 6), "4", "the most conditions in a combination"),
        read::DIVERSITY,
    ],
    example_table: EXAMPLE,
    example: "--conditions GRASS,CHEAP,TIES --outcome LASTS --case place",
    example_more: &[],
    run,
};

/// The most necessary conditions drawn.
const PLOTTED: usize = 4;

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    const INCLUSION: Words =
        Words { en: "consistency of necessity", zh: "必要性一致性", fr: "cohérence de nécessité" };
    const NONE: Words = Words {
        en: "No condition, negation or combination is necessary at these cutoffs.",
        zh: "在这些阈值下，没有必要的条件、否定或组合。",
        fr: "À ces seuils, aucune condition, négation ou combinaison n’est nécessaire.",
    };
    const DISJUNCTIONS: Words = Words {
        en: "Disjunctions (A + B) are necessary ever more easily as they grow: name the concept they stand for, or leave them.",
        zh: "析取式（A + B）越长越易“必要”：须能说明其共同概念，否则不取。",
        fr: "Les disjonctions (A + B) deviennent nécessaires d’autant plus aisément qu’elles s’allongent : nommer le concept qu’elles désignent, ou les laisser.",
    };
    let read = read::read(input)?;
    let sets = &read.sets;
    let number = |name: &str| input.settings.number(name).unwrap_or(0.0);
    let least = Least {
        inclusion: number("incl-cut"),
        coverage: number("cov-cut"),
        relevance: number("ron-cut"),
        literals: input.settings.count("depth").unwrap_or(4),
    };
    let singles = necessity::singles(sets);
    let found = necessity::supersets(sets, least);
    let numbers = singles.iter().map(|s| {
        let value = s.necessity.inclusion.unwrap_or(f64::NAN);
        Number::new(format!("inclN.{}", s.written), INCLUSION, value).of(s.written.clone())
    });
    let row = |s: &necessity::Single| {
        let mut cells = vec![Datum::from(s.written.as_str())];
        cells.extend([s.necessity.inclusion, s.necessity.relevance, s.necessity.coverage].map(Datum::from));
        cells
    };
    let columns = || ["expression", "inclN", "RoN", "covN"].map(str::to_owned).to_vec();
    let conditions = Sheet {
        id: "conditions",
        title: Words {
            en: "Conditions and their negations", zh: "条件及其否定", fr: "Conditions et leurs négations"
        },
        columns: columns(),
        rows: singles.iter().map(row).collect(),
        evidence: vec![],
    };
    let row = |n: &necessity::Necessary| {
        let mut cells = vec![Datum::from(n.written.as_str())];
        cells.extend([n.fit.inclusion, n.fit.relevance, n.fit.coverage].map(Datum::from));
        cells
    };
    let supersets = Sheet {
        id: "supersets",
        title: Words { en: "What is necessary", zh: "必要者", fr: "Ce qui est nécessaire" },
        columns: columns(),
        rows: found.iter().map(row).collect(),
        evidence: vec![],
    };
    let mut notes = vec![];
    if found.is_empty() {
        notes.push(Note { warns: false, words: NONE, detail: String::new() });
    }
    if found.iter().any(|n| !n.together) {
        notes.push(Note { warns: false, words: DISJUNCTIONS, detail: String::new() });
    }
    let necessary = found.iter().filter(|n| n.literals.len() == 1).take(PLOTTED);
    let figures = necessary.map(|n| {
        let (condition, value) = n.literals[0];
        let x: Vec<f64> = (0..sets.cases().len()).map(|case| sets.literal(case, condition, value)).collect();
        show::plot(&read, n.written.clone(), &x)
    });
    Ok(Outcome {
        numbers: numbers.collect(),
        sheets: vec![conditions, supersets],
        figures: figures.collect(),
        notes,
        used: read.used.clone(),
        left_out: read.left.clone(),
        seed: None,
    })
}
