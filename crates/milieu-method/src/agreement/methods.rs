//! The room's methods as they are offered.

use super::read::{self, CATEGORIES, CODE, CODER, CODERS, CONF_LEVEL, Read, UNIT};
use super::{
    Agreement, Chance, Level, Weights, agreement, alpha, bootstrap, cohen, confusion, fleiss_complete, per_code,
};
use crate::Words;
use crate::analysis::figure::{Interval, Intervals, Matrix};
use crate::analysis::{At, Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

const EXAMPLE: &str = "unit,a,b,c\nu1,1,1,1\nu2,2,2,3\nu3,3,3,3\nu4,3,3,3\nu5,2,2,2\nu6,1,2,3\nu7,4,4,4\nu8,1,1,2\nu9,2,2,2\n\
                       u10,5,5,5\nu11,1,1,\nu12,4,3,4\n";

const INDEPENDENT: Words = Words {
    en: "Coders worked independently of each other, on the same units, with the same scheme.",
    zh: "各编码员彼此独立，使用同一方案对相同单元编码。",
    fr: "Les codeurs ont travaillé indépendamment, sur les mêmes unités, avec le même schéma.",
};
const BLANK_IS_UNCODED: Words = Words {
    en: "A blank means not coded, never “does not apply”.",
    zh: "空白表示未编码，而非“不适用”。",
    fr: "Une case vide signifie « non codé », jamais « sans objet ».",
};
const NOT_TRUTH: Words = Words {
    en: "As a proof that codes are right: coders who share a mistake agree.",
    zh: "不能证明编码正确：犯同样错误的编码员也会一致。",
    fr: "Comme preuve que les codes sont justes : des codeurs qui partagent une erreur s’accordent.",
};
const NOT_SKEWED: Words = Words {
    en: "Where nearly all units have one code, kappa and alpha fall although coders hardly differ.",
    zh: "几乎所有单元同属一码时，即使编码员几无分歧，kappa 与 alpha 也会偏低。",
    fr: "Quand presque toutes les unités ont un seul code, kappa et alpha chutent alors que les codeurs diffèrent à peine.",
};

const UNITS: Words = Words { en: "units compared", zh: "比较的单元数", fr: "unités comparées" };
const OBSERVED: Words = Words { en: "observed agreement", zh: "观察一致率", fr: "accord observé" };
const EXPECTED: Words = Words { en: "agreement by chance", zh: "机会一致率", fr: "accord dû au hasard" };
const PER_CODE: Words = Words { en: "Agreement of each code", zh: "各代码的一致性", fr: "Accord par code" };
const COINCIDENCES: Words = Words { en: "Codes beside each other", zh: "代码共现", fr: "Codes côte à côte" };

/// Cohen's kappa.
pub static KAPPA: Method = Method {
    name: "kappa",
    title: Words { en: "Cohen’s kappa", zh: "Cohen kappa 系数", fr: "Kappa de Cohen" },
    question: Words {
        en: "How far do two coders agree beyond chance, and where do they differ?",
        zh: "两位编码员的一致程度超出机会多少，分歧在何处？",
        fr: "À quel point deux codeurs s’accordent-ils au-delà du hasard, et où diffèrent-ils ?",
    },
    assumptions: &[INDEPENDENT, BLANK_IS_UNCODED],
    not_for: &[NOT_TRUTH, NOT_SKEWED],
    peer: "irr::kappa2 (R)",
    references: &[
        "Cohen (1960), doi:10.1177/001316446002000104",
        "Cohen (1968), doi:10.1037/h0026256",
        "Fleiss, Cohen & Everitt (1969), doi:10.1037/h0028106",
    ],
    options: &[CODERS, UNIT, CODER, CODE, WEIGHTS, CATEGORIES, CONF_LEVEL],
    example_table: EXAMPLE,
    example: "--coders a,b",
    example_more: &[],
    run: run_kappa,
};

/// Fleiss's kappa and its kin.
pub static FLEISS: Method = Method {
    name: "fleiss",
    title: Words {
        en: "Fleiss’s kappa, with Conger’s, Gwet’s AC1 and Brennan–Prediger",
        zh: "Fleiss kappa（并列 Conger、Gwet AC1、Brennan–Prediger）",
        fr: "Kappa de Fleiss, avec Conger, AC1 de Gwet et Brennan–Prediger",
    },
    question: Words {
        en: "How far do several coders agree beyond chance, whatever chance is taken to be?",
        zh: "在不同的机会假设下，多位编码员的一致程度如何？",
        fr: "À quel point plusieurs codeurs s’accordent-ils, selon l’idée qu’on se fait du hasard ?",
    },
    assumptions: &[INDEPENDENT, BLANK_IS_UNCODED],
    not_for: &[NOT_TRUTH, NOT_SKEWED],
    peer: "irrCAC::fleiss.kappa.raw, gwet.ac1.raw, conger.kappa.raw, bp.coeff.raw; irr::kappam.fleiss (R)",
    references: &[
        "Fleiss (1971), doi:10.1037/h0031619",
        "Conger (1980), doi:10.1037/0033-2909.88.2.322",
        "Gwet (2008), doi:10.1348/000711006X126600",
        "Brennan & Prediger (1981), doi:10.1177/001316448104100307",
    ],
    options: &[CODERS, UNIT, CODER, CODE, WEIGHTS, CATEGORIES, CONF_LEVEL],
    example_table: EXAMPLE,
    example: "--coders a,b,c",
    example_more: &[],
    run: run_fleiss,
};

/// Krippendorff's alpha.
pub static KRIPPENDORFF: Method = Method {
    name: "krippendorff",
    title: Words { en: "Krippendorff’s alpha", zh: "Krippendorff alpha 系数", fr: "Alpha de Krippendorff" },
    question: Words {
        en: "How far do any number of coders agree, with blanks, on names, ranks or numbers?",
        zh: "允许缺失时，任意数量编码员对类别、等级或数值的一致程度如何？",
        fr: "À quel point un nombre quelconque de codeurs s’accordent-ils, cases vides comprises, sur des noms, rangs ou nombres ?",
    },
    assumptions: &[INDEPENDENT, BLANK_IS_UNCODED],
    not_for: &[NOT_TRUTH, NOT_SKEWED],
    peer: "krippendorff.alpha (Python); irr::kripp.alpha (R)",
    references: &[
        "Krippendorff, Content Analysis, 4th ed., 2019, ch. 12, doi:10.4135/9781071878781",
        "Hayes & Krippendorff (2007), doi:10.1080/19312450709336664",
    ],
    options: &[
        CODERS,
        UNIT,
        CODER,
        CODE,
        Opt::default(
            "level",
            Kind::Word(&["nominal", "ordinal", "interval", "ratio"]),
            "nominal",
            "what differences of codes mean",
        ),
        CATEGORIES,
        Opt::optional("by", Kind::Column, "column of groups, as a scheme: an alpha for each"),
        Opt::default(
            "replicates",
            Kind::Count(0, 1_000_000),
            "2000",
            "resamplings of units for the interval; 0 for none",
        ),
        CONF_LEVEL,
        Opt::default("seed", Kind::Count(0, u64::MAX), "1", "seed of the resampling"),
    ],
    example_table: EXAMPLE,
    example: "--coders a,b,c --level ordinal",
    example_more: &[],
    run: run_krippendorff,
};

const WEIGHTS: Opt = Opt::default(
    "weights",
    Kind::Word(&["unweighted", "linear", "quadratic", "ordinal"]),
    "unweighted",
    "how near two codes are",
);

fn level(input: Input<'_>) -> f64 {
    input.settings.number("conf-level").unwrap_or(0.95)
}

fn weights(input: Input<'_>, read: &Read) -> Result<Weights, Refusal> {
    let weights = match input.settings.text("weights") {
        Some("linear") => Weights::Linear,
        Some("quadratic") => Weights::Quadratic,
        Some("ordinal") => Weights::Ordinal,
        _ => return Ok(Weights::Identity),
    };
    read::ordered(input, read, "weights", false)?;
    Ok(weights)
}

fn run_kappa(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = read::read(input, &|_| true)?;
    let [first, second] = read.coders.as_slice() else {
        return Err(Refusal::new("two-coders", format!("{} coders", read.coders.len()))
            .why("Cohen’s kappa compares two")
            .help("name two of them by `coders`, or ask `fleiss` or `krippendorff`")
            .at(At::Option("coders".into())));
    };
    let of = |coder: usize| read.ratings.of_coder(coder).collect::<Vec<_>>();
    let (a, b) = (of(0), of(1));
    let found = cohen(&a, &b, read.ratings.values(), weights(input, &read)?, level(input))?;
    let table = confusion(&a, &b, read.categories.len())?;
    let kappa = Words { en: "Cohen’s kappa", zh: "Cohen kappa", fr: "kappa de Cohen" };
    let z = Words {
        en: "z, against no agreement beyond chance",
        zh: "z（检验：一致仅出于机会）",
        fr: "z, contre l’accord dû au seul hasard",
    };
    let se = Words { en: "standard error", zh: "标准误", fr: "erreur type" };
    let mut numbers = vec![
        Number::new("kappa", kappa, found.kappa).interval(found.interval[0], found.interval[1]).p(found.p),
        Number::new("std_error", se, found.se),
        Number::new("z", z, found.z).p(found.p),
        Number::new("observed", OBSERVED, found.observed),
        Number::new("expected", EXPECTED, found.expected),
        Number::new("units", UNITS, found.units as f64),
    ];
    // Where a coder's codes do not vary, chance has no spread to measure the distance in.
    numbers.retain(|number| !number.value.is_nan());
    let columns = [format!("{first} \\ {second}")].into_iter().chain(read.categories.iter().cloned()).collect();
    let row = |(name, row): (&String, &Vec<f64>)| {
        [Datum::from(name.as_str())].into_iter().chain(row.iter().map(|&n| Datum::from(n as usize))).collect()
    };
    let confused = Sheet {
        id: "confusion",
        title: Words { en: "Who wrote what", zh: "混淆矩阵", fr: "Qui a écrit quoi" },
        columns,
        rows: read.categories.iter().zip(&table).map(row).collect(),
        evidence: vec![],
    };
    let figure = Figure::Matrix(Matrix {
        value: "units".into(),
        rows: read.categories.iter().map(|name| format!("{first}: {name}")).collect(),
        columns: read.categories.iter().map(|name| format!("{second}: {name}")).collect(),
        cells: table.iter().map(|row| row.iter().map(|&n| Some(n)).collect()).collect(),
    });
    Ok(Outcome {
        numbers,
        sheets: vec![confused],
        figures: vec![figure],
        used: read.used,
        left_out: read.left,
        ..Outcome::default()
    })
}

fn run_fleiss(input: Input<'_>) -> Result<Outcome, Refusal> {
    const NAMES: [(Chance, &str, Words); 5] = [
        (Chance::Fleiss, "fleiss", Words { en: "Fleiss’s kappa", zh: "Fleiss kappa", fr: "kappa de Fleiss" }),
        (Chance::Conger, "conger", Words { en: "Conger’s kappa", zh: "Conger kappa", fr: "kappa de Conger" }),
        (
            Chance::Gwet,
            "gwet_ac",
            Words {
                en: "Gwet’s AC1 (AC2 with weights)",
                zh: "Gwet AC1（加权为 AC2）",
                fr: "AC1 de Gwet (AC2 pondéré)",
            },
        ),
        (
            Chance::BrennanPrediger,
            "brennan_prediger",
            Words { en: "Brennan–Prediger", zh: "Brennan–Prediger", fr: "Brennan–Prediger" },
        ),
        (
            Chance::None,
            "percent_agreement",
            Words { en: "share of agreeing pairs", zh: "成对一致率", fr: "part des paires d’accord" },
        ),
    ];
    let read = read::read(input, &|_| true)?;
    let weights = weights(input, &read)?;
    let found: Vec<(&str, Words, Agreement)> = NAMES
        .into_iter()
        .map(|(chance, id, label)| Ok((id, label, agreement(&read.ratings, chance, weights, level(input))?)))
        .collect::<Result<_, Refusal>>()?;
    let number = |(id, label, a): &(&str, Words, Agreement)| {
        Number::new(*id, *label, a.value).interval(a.interval[0], a.interval[1]).p(a.p)
    };
    let mut numbers: Vec<Number> = found.iter().map(number).collect();
    let pairable = read.ratings.counts().iter().filter(|row| row.iter().sum::<f64>() >= 2.0).count();
    numbers.push(Number::new("units", UNITS, pairable as f64));
    let columns = ["coefficient", "value", "std_error", "conf_low", "conf_high", "observed", "expected", "p"];
    let coefficients = Sheet {
        id: "coefficients",
        title: Words { en: "Coefficients", zh: "系数", fr: "Coefficients" },
        columns: columns.map(str::to_owned).to_vec(),
        rows: found
            .iter()
            .map(|(id, _, a)| {
                let [low, high] = a.interval;
                let mut row = vec![Datum::from(*id)];
                row.extend([a.value, a.se, low, high, a.observed, a.expected, a.p].map(Datum::from));
                row
            })
            .collect(),
        evidence: vec![],
    };
    let mut notes = vec![];
    if weights == Weights::Identity
        && let Ok(plain) = fleiss_complete(&read.ratings)
    {
        let z = Words { en: "z of Fleiss’s kappa", zh: "Fleiss kappa 的 z", fr: "z du kappa de Fleiss" };
        numbers.push(Number::new("fleiss_z", z, plain.z));
    } else {
        let words = Words {
            en: "With blanks or weights, chance is Gwet’s: the mean of each unit’s shares.",
            zh: "有缺失或加权时，机会一致按 Gwet 定义：各单元份额之平均。",
            fr: "Avec des cases vides ou des poids, le hasard est celui de Gwet : la moyenne des parts de chaque unité.",
        };
        notes.push(Note { warns: false, words, detail: String::new() });
    }
    let item = |(_, label, a): &(&str, Words, Agreement)| Interval {
        name: label.en.to_owned(),
        value: a.value,
        bounds: Some(a.interval),
        ..Interval::default()
    };
    let items = found.iter().map(item).collect();
    let figure = Intervals { scale: "agreement".into(), ratio: false, reference: Some(0.0), items };
    let (codes, matrix) = codes(&read);
    Ok(Outcome {
        numbers,
        sheets: vec![coefficients, codes],
        figures: vec![Figure::Intervals(figure), Figure::Matrix(matrix)],
        notes,
        used: read.used,
        left_out: read.left,
        seed: None,
    })
}

/// The sheet of codes and the matrix of which stands beside which.
fn codes(read: &Read) -> (Sheet, Matrix) {
    let found = per_code(&read.ratings);
    let row = |(name, code): (&String, &super::OfCode)| {
        let other = code.beside.iter().enumerate().filter(|(other, _)| read.categories[*other] != *name);
        let most = other.filter(|(_, n)| **n > 0.0).max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
        vec![
            name.as_str().into(),
            code.given.into(),
            code.agreed.into(),
            code.alpha.into(),
            most.map(|(other, _)| read.categories[other].as_str()).into(),
        ]
    };
    let sheet = Sheet {
        id: "codes",
        title: PER_CODE,
        columns: ["code", "given", "agreed", "alpha", "most_confused_with"].map(str::to_owned).to_vec(),
        rows: read.categories.iter().zip(&found).map(row).collect(),
        evidence: vec![],
    };
    let matrix = Matrix {
        value: COINCIDENCES.en.to_owned(),
        rows: read.categories.clone(),
        columns: read.categories.clone(),
        cells: found.iter().map(|code| code.beside.iter().map(|&n| Some(n)).collect()).collect(),
    };
    (sheet, matrix)
}

fn run_krippendorff(input: Input<'_>) -> Result<Outcome, Refusal> {
    const ALPHA: Words = Words { en: "Krippendorff’s alpha", zh: "Krippendorff alpha", fr: "alpha de Krippendorff" };
    let read = read::read(input, &|_| true)?;
    let scale = input.settings.text("level").and_then(Level::parse).unwrap_or(Level::Nominal);
    if scale != Level::Nominal {
        read::ordered(input, &read, "level", scale != Level::Ordinal)?;
    }
    let seed = input.settings.seed();
    let replicates = input.settings.count("replicates").unwrap_or(2_000);
    let drawn = |read: &Read| (replicates > 0).then(|| bootstrap(&read.ratings, scale, replicates, level(input), seed));
    let (codes, matrix) = codes(&read);
    let mut outcome = Outcome { used: read.used.clone(), left_out: read.left.clone(), ..Outcome::default() };
    outcome.seed = (replicates > 0).then_some(seed);
    let mut items = vec![];
    if let Some(column) = input.column("by")? {
        let mut refused = vec![];
        for (name, rows) in read::groups(&column.cells, input.table.len()) {
            let part = read::read(input, &|row| rows.binary_search(&row).is_ok());
            let found = part.and_then(|part| Ok((alpha(&part.ratings, scale)?, drawn(&part).transpose()?, part)));
            match found {
                Ok((found, drawn, part)) => {
                    let mut number =
                        Number::new(format!("alpha.{name}"), ALPHA, found.alpha).of(&name).rows(part.used.clone());
                    number.interval = drawn.map(|d| d.interval);
                    items.push(Interval {
                        name,
                        group: String::new(),
                        value: found.alpha,
                        bounds: number.interval,
                        rows: part.used,
                    });
                    outcome.numbers.push(number);
                }
                Err(refusal) => refused.push(format!("{name} ({})", refusal.name)),
            }
        }
        if outcome.numbers.is_empty() {
            return Err(Refusal::new("no-group", "no group has an alpha")
                .why(refused.join("; "))
                .help("leave `by` unsaid"));
        }
        if !refused.is_empty() {
            let words = Words {
                en: "No alpha for these groups.",
                zh: "以下分组无法计算 alpha。",
                fr: "Pas d’alpha pour ces groupes.",
            };
            outcome.notes.push(Note { warns: true, words, detail: refused.join("; ") });
        }
    } else {
        let found = alpha(&read.ratings, scale)?;
        let mut number = Number::new("alpha", ALPHA, found.alpha);
        if let Some(drawn) = drawn(&read).transpose()? {
            number.interval = Some(drawn.interval);
            if drawn.undefined > 0 {
                let words = Words {
                    en: "Resamplings in which all codes were the same, left out of the interval.",
                    zh: "重抽样中代码全部相同的次数，未计入区间。",
                    fr: "Rééchantillonnages où tous les codes étaient les mêmes, exclus de l’intervalle.",
                };
                outcome.notes.push(Note { warns: true, words, detail: drawn.undefined.to_string() });
            }
        }
        items.push(Interval {
            name: "alpha".into(),
            value: found.alpha,
            bounds: number.interval,
            ..Interval::default()
        });
        let disagreement = [
            (
                "observed",
                Words { en: "observed disagreement", zh: "观察分歧", fr: "désaccord observé" },
                found.observed,
            ),
            (
                "expected",
                Words { en: "disagreement by chance", zh: "机会分歧", fr: "désaccord dû au hasard" },
                found.expected,
            ),
            ("units", UNITS, found.units as f64),
            ("codes", Words { en: "codes compared", zh: "比较的代码数", fr: "codes comparés" }, found.codes as f64),
        ];
        outcome.numbers.push(number);
        outcome.numbers.extend(disagreement.map(|(id, label, value)| Number::new(id, label, value)));
    }
    if outcome.numbers.first().is_some_and(|n| n.interval.is_some()) && read.rows_of.len() < 20 {
        let words = Words {
            en: "Few units: the interval says more than the coefficient.",
            zh: "单元很少：区间比系数更有意义。",
            fr: "Peu d’unités : l’intervalle en dit plus que le coefficient.",
        };
        outcome.notes.push(Note { warns: true, words, detail: read.rows_of.len().to_string() });
    }
    outcome.sheets.push(codes);
    let intervals = Intervals { scale: "alpha".into(), ratio: false, reference: Some(0.0), items };
    outcome.figures = vec![Figure::Intervals(intervals), Figure::Matrix(matrix)];
    Ok(outcome)
}
