//! The room's methods as they are offered: from a table of pairs to relations.

use super::{Coefficient, Error, Null, Relation, SKEWED, Tails, correlate, logistic, regress};
use crate::Words;
use crate::analysis::figure::{Interval, Intervals};
use crate::analysis::{
    At, Column, Datum, Figure, Input, Kind, Left, Method, Note, Number, Opt, Outcome, Refusal, Sheet, numbers_of,
};

const FROM: Opt = Opt::default("from", Kind::Column, "i", "column of the first actor of a pair");
const TO: Opt = Opt::default("to", Kind::Column, "j", "column of the second actor");
const DIRECTED: Opt = Opt::default("directed", Kind::Flag, "false", "whether the two directions of a pair may differ");
const PERMUTATIONS: Opt = Opt::default(
    "permutations",
    Kind::Count(1, 10_000_000),
    "2000",
    "relabellings drawn; up to 8 actors all are tried",
);
const SEED: Opt = Opt::default("seed", Kind::Count(0, u64::MAX), "1", "seed of the relabellings");
const Y: Opt = Opt::required("y", Kind::Column, "column of the relation to explain");
const X: Opt = Opt::required("x", Kind::Columns, "columns of the relations that may go with it");

const EXAMPLE: &str = "i,j,online,meets,distance\nb,a,1,1,0.4\nc,a,0,0,2.1\nd,a,1,1,0.9\ne,a,0,0,3.0\nf,a,0,1,1.2\n\
                       c,b,1,1,0.5\nd,b,0,0,1.8\ne,b,0,0,2.2\nf,b,1,0,1.0\nd,c,1,1,0.7\ne,c,0,0,1.9\nf,c,0,0,2.6\n\
                       e,d,1,1,0.6\nf,d,0,1,1.5\nf,e,0,0,2.4\n";

const WHOLE: Words = Words {
    en: "Every pair of actors has a value in every relation: an unknown tie is not a missing tie, and is refused.",
    zh: "每对行动者在每种关系中均须有值：未知关系不等于没有关系，遇未知则拒绝计算。",
    fr: "Chaque paire d’acteurs a une valeur dans chaque relation : un lien inconnu n’est pas un lien absent, et est refusé.",
};
const EXCHANGEABLE: Words = Words {
    en: "Under the null hypothesis actors could swap names: rows and columns are relabelled together.",
    zh: "零假设下行动者可互换身份：行与列同时置换。",
    fr: "Sous l’hypothèse nulle, les acteurs pourraient échanger leurs noms : lignes et colonnes sont permutées ensemble.",
};
const NOT_CLOSURE: Words = Words {
    en: "To explain ties by other ties of the same network, as reciprocity or closure.",
    zh: "不可用同一网络中的其他关系（如互惠、闭合）解释关系。",
    fr: "Pour expliquer des liens par d’autres liens du même réseau, comme la réciprocité ou la fermeture.",
};

/// QAP correlation.
pub static QAP: Method = Method {
    name: "qap",
    title: Words { en: "QAP correlation", zh: "QAP 相关", fr: "Corrélation QAP" },
    question: Words {
        en: "Do two relations among the same actors go together, such as meeting in a place and talking online?",
        zh: "同一组行动者之间的两种关系是否相伴，例如线下相遇与线上交流？",
        fr: "Deux relations entre les mêmes acteurs vont-elles ensemble, comme se rencontrer et se parler en ligne ?",
    },
    assumptions: &[WHOLE, EXCHANGEABLE],
    not_for: &[NOT_CLOSURE],
    peer: "sna::qaptest with gcor (R)",
    references: &[
        "Hubert & Schultz (1976), doi:10.1111/j.2044-8317.1976.tb00714.x",
        "Krackhardt (1988), doi:10.1016/0378-8733(88)90004-4",
        "Phipson & Smyth (2010), doi:10.2202/1544-6115.1585",
    ],
    options: &[FROM, TO, Y, X, DIRECTED, PERMUTATIONS, SEED],
    example_table: EXAMPLE,
    example: "--y online --x meets,distance",
    example_more: &[],
    run: run_qap,
};

/// Multiple regression of relations.
pub static MRQAP: Method = Method {
    name: "mrqap",
    title: Words {
        en: "MRQAP by double semi-partialling",
        zh: "MRQAP（双重半偏置换）",
        fr: "MRQAP par double semi-partialisation",
    },
    question: Words {
        en: "Which relations go with another one, each beside the others: meeting, group, distance?",
        zh: "在相互控制之下，哪些关系与另一种关系相伴：相遇、群体、距离？",
        fr: "Quelles relations vont avec une autre, chacune à côté des autres : rencontre, groupe, distance ?",
    },
    assumptions: &[
        WHOLE,
        EXCHANGEABLE,
        Words {
            en: "The outcome is a sum of the predictors’ effects (of its log-odds, for a 0/1 outcome by `family logistic`).",
            zh: "结果为各预测关系效应之和（`family logistic` 时为其对数几率之和）。",
            fr: "Le résultat est une somme d’effets (de ses log-cotes, avec `family logistic`).",
        },
    ],
    not_for: &[
        NOT_CLOSURE,
        Words {
            en: "With strongly skewed relations, where p-values are less to be trusted: a warning says so.",
            zh: "关系严重偏斜时 p 值不甚可靠：届时会给出警告。",
            fr: "Avec des relations très asymétriques, où les p sont moins fiables : un avertissement le dit.",
        },
    ],
    peer: "sna::netlm, sna::netlogit (nullhyp qapspp, qapy, qapallx); asnipe::mrqap.dsp (R)",
    references: &[
        "Dekker, Krackhardt & Snijders (2007), doi:10.1007/s11336-007-9016-1",
        "Krackhardt (1988), doi:10.1016/0378-8733(88)90004-4",
    ],
    options: &[
        FROM,
        TO,
        Y,
        X,
        DIRECTED,
        Opt::default("family", Kind::Word(&["linear", "logistic"]), "linear", "model of the outcome"),
        Opt::default(
            "null",
            Kind::Word(&["dsp", "y", "x"]),
            "dsp",
            "what is relabelled: residuals of each predictor, the outcome, or all predictors",
        ),
        PERMUTATIONS,
        SEED,
    ],
    example_table: EXAMPLE,
    example: "--y online --x meets,distance",
    example_more: &[],
    run: run_mrqap,
};

/// The relations of a table.
struct Read {
    y: Relation,
    x: Vec<(String, Relation)>,
    used: Vec<usize>,
    left_out: Vec<Left>,
    actors: usize,
}

fn read(input: Input<'_>) -> Result<Read, Refusal> {
    let [from, to, y] = ["from", "to", "y"].map(|option| crate::network::ask::named(input, option));
    let (from, to, y) = (from?, to?, y?);
    let x = input.columns("x")?;
    // A pair without ends is no pair; a pair without a value is refused by name below.
    let (used, left_out) = input.complete(&[from, to]);
    let end = |column: &Column, row: usize| column.cells.text(row).unwrap_or_default();
    let mut names: Vec<String> = used.iter().flat_map(|&row| [end(from, row), end(to, row)]).collect();
    names.sort_unstable();
    names.dedup();
    let at = |name: String| names.binary_search(&name).unwrap_or_default();
    let ends: Vec<(usize, usize)> = used.iter().map(|&row| (at(end(from, row)), at(end(to, row)))).collect();
    let directed = input.settings.flag("directed");
    let relation = |column: &Column| -> Result<Relation, Refusal> {
        let values = numbers_of(column)?;
        let pairs: Vec<(usize, usize, f64)> = used
            .iter()
            .zip(&ends)
            .filter(|(_, (a, b))| a != b)
            .map(|(&row, &(a, b))| (a, b, values[row].unwrap_or(f64::NAN)))
            .collect();
        Relation::from_pairs(names.len(), directed, &pairs)
            .map_err(|error| refusal(&error, &names, &[column.name.as_str()]).at(At::Column(column.name.clone())))
    };
    Ok(Read {
        y: relation(y)?,
        x: x.iter().map(|column| Ok((column.name.clone(), relation(column)?))).collect::<Result<_, Refusal>>()?,
        actors: names.len(),
        used,
        left_out,
    })
}

/// The error in the words of the table: actors and columns by their names.
fn refusal(error: &Error, actors: &[String], columns: &[&str]) -> Refusal {
    let pair = |from: usize, to: usize| {
        let name = |v: usize| actors.get(v).map_or_else(|| v.to_string(), Clone::clone);
        format!("`{}` and `{}`", name(from), name(to))
    };
    let column = |i: usize| columns.get(i).map_or_else(|| format!("relation {i}"), |c| format!("`{c}`"));
    let (name, what, why, help) = match error {
        Error::Unknown { from, to, missing } => (
            "unknown-pairs",
            format!("{missing} pairs have no value in {}, the first is {}", column(0), pair(*from, *to)),
            "an unknown tie is not a missing tie, and the relabelling needs every pair",
            "give every pair its value, 0 where there surely is no tie, or leave an actor out",
        ),
        Error::Twice(from, to) => (
            "pair-twice",
            format!("{} have two different values in {}", pair(*from, *to), column(0)),
            "only one of them can hold",
            "give each pair once, or say `directed`",
        ),
        Error::NotSymmetric(from, to) => (
            "not-symmetric",
            format!("{} differ by direction in {}", pair(*from, *to), column(0)),
            "an undirected relation has one value for a pair",
            "say `directed`",
        ),
        Error::NotBinary(from, to) => (
            "not-binary",
            format!("{} have neither 0 nor 1 in {}", pair(*from, *to), column(0)),
            "a logistic model is of something that is or is not",
            "use `family linear`, or code the outcome as 0 and 1",
        ),
        Error::Constant(i) => (
            "constant",
            format!("{} has the same value for every pair", column(*i)),
            "what does not vary goes with nothing",
            "leave it out",
        ),
        Error::TooWide(i) => (
            "too-wide",
            format!("the values of {} are too far apart to be squared", column(*i)),
            "their spread is more than a number can hold",
            "correct the value that is out of line, or measure in a larger unit",
        ),
        Error::Collinear(i) => (
            "collinear",
            format!("{} is a combination of the relations before it", column(*i)),
            "their shares cannot be told apart",
            "leave one of them out",
        ),
        Error::Separated => (
            "separated",
            error.to_string(),
            "the likelihood rises without end",
            "leave out the predictor that tells them apart, and report that it does",
        ),
        Error::TooFewActors(_) | Error::TooManyPredictors(..) => (
            "too-few-actors",
            error.to_string(),
            "so few pairs cannot tell a relation from chance",
            "add actors or leave out predictors",
        ),
        _ => ("no-answer", error.to_string(), "no number would mean what it says", "change the question"),
    };
    Refusal::new(name, what).why(why).help(help)
}

fn columns_of(input: Input<'_>, read: &Read) -> Vec<String> {
    let y = input.settings.text("y").unwrap_or_default().to_owned();
    std::iter::once(y).chain(read.x.iter().map(|x| x.0.clone())).collect()
}

fn run_qap(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = read(input)?;
    let columns = columns_of(input, &read);
    let (wanted, seed) = (input.settings.count("permutations").unwrap_or(2000), input.settings.seed());
    let (mut numbers, mut rows, mut items) = (vec![], vec![], vec![]);
    let mut exact = false;
    for (name, x) in &read.x {
        let found = correlate(&read.y, x, wanted, seed)
            .map_err(|error| refusal(&error, &[], &[columns[0].as_str(), name.as_str()]))?;
        exact = found.permutations.exact;
        let tails = found.tails;
        let label = Words { en: "QAP correlation", zh: "QAP 相关系数", fr: "corrélation QAP" };
        numbers.push(Number::new(format!("r.{name}"), label, found.r).of(name.clone()).p(tails.two));
        let mut row: Vec<Datum> = vec![name.as_str().into(), found.r.into()];
        row.extend(of_tails(Some(tails)));
        row.extend([found.pairs.into(), found.permutations.count.into()]);
        rows.push(row);
        items.push(Interval { name: name.clone(), value: found.r, ..Interval::default() });
    }
    let names = ["relation", "r", "p_ge", "p_le", "p_two", "null_mean", "null_sd", "pairs", "permutations"];
    Ok(Outcome {
        sheets: vec![Sheet {
            id: "correlations",
            title: Words { en: "Every relation", zh: "各关系", fr: "Chaque relation" },
            columns: names.map(str::to_owned).to_vec(),
            rows,
            evidence: vec![],
        }],
        figures: vec![Figure::Intervals(Intervals { scale: "r".into(), ratio: false, reference: Some(0.0), items })],
        notes: notes(exact, &[], &columns, 0, read.actors),
        numbers,
        used: read.used,
        left_out: read.left_out,
        seed: (!exact).then_some(seed),
    })
}

/// One- and two-sided p, mean and standard deviation of the relabellings; missing where there is no p.
fn of_tails(tails: Option<Tails>) -> [Datum; 5] {
    let of = |part: fn(Tails) -> f64| Datum::from(tails.map(part));
    [of(|t| t.ge), of(|t| t.le), of(|t| t.two), of(|t| t.mean), of(|t| t.sd)]
}

/// What both families of model give.
struct Fitted {
    coefficients: Vec<Coefficient>,
    fit: Vec<Number>,
    exact: bool,
    count: usize,
    skewed: Vec<(usize, f64)>,
}

fn run_mrqap(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = read(input)?;
    let columns = columns_of(input, &read);
    let x: Vec<&Relation> = read.x.iter().map(|(_, x)| x).collect();
    let (wanted, seed) = (input.settings.count("permutations").unwrap_or(2000), input.settings.seed());
    let null = match input.settings.text("null") {
        Some("y") => Null::Outcome,
        Some("x") => Null::Predictors,
        _ => Null::SemiPartialling,
    };
    let is_logistic = input.settings.text("family") == Some("logistic");
    if is_logistic && null != Null::SemiPartialling {
        return Err(Refusal::new("null-of-logistic", "a logistic model is relabelled by `dsp` only")
            .why("the other nulls do not hold their size when predictors are related")
            .help("leave out `null`")
            .at(At::Option("null".into())));
    }
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let told = |error: Error| refusal(&error, &[], &names);
    let fitted = if is_logistic {
        let fit = logistic(&read.y, &x, wanted, seed).map_err(told)?;
        Fitted {
            fit: vec![
                Number::new("deviance", Words { en: "deviance", zh: "偏差", fr: "déviance" }, fit.deviance),
                Number::new(
                    "null_deviance",
                    Words {
                        en: "deviance at even odds", zh: "等几率时的偏差", fr: "déviance à cotes égales"
                    },
                    fit.null_deviance,
                ),
            ],
            coefficients: std::iter::once(fit.intercept).chain(fit.predictors).collect(),
            exact: fit.permutations.exact,
            count: fit.permutations.count,
            skewed: fit.skewed,
        }
    } else {
        let fit = regress(&read.y, &x, null, wanted, seed).map_err(told)?;
        Fitted {
            fit: vec![
                Number::new("r2", Words { en: "R²", zh: "R²", fr: "R²" }, fit.r2),
                Number::new(
                    "adjusted_r2",
                    Words { en: "adjusted R²", zh: "调整 R²", fr: "R² ajusté" },
                    fit.adjusted_r2,
                ),
            ],
            coefficients: std::iter::once(fit.intercept).chain(fit.predictors).collect(),
            exact: fit.permutations.exact,
            count: fit.permutations.count,
            skewed: fit.skewed,
        }
    };
    // Relabelling each predictor by itself is drawn even where all relabellings of one could be tried.
    let exact = fitted.exact && null != Null::Predictors;
    let terms: Vec<&str> = std::iter::once("(Intercept)").chain(names[1..].iter().copied()).collect();
    let (mut numbers, mut rows, mut items) = (vec![], vec![], vec![]);
    let label = Words { en: "coefficient", zh: "系数", fr: "coefficient" };
    let mut without = 0;
    for (term, c) in terms.iter().zip(&fitted.coefficients) {
        let number = Number::new(format!("b.{term}"), label, c.estimate).of(*term);
        numbers.push(c.tails.map_or(number.clone(), |t| number.p(t.two)));
        let mut row: Vec<Datum> = vec![(*term).into(), c.estimate.into(), c.se.into(), c.t.into()];
        row.extend(of_tails(c.tails));
        rows.push(row);
        without = without.max(c.tails.map_or(0, |t| t.without));
        if *term != "(Intercept)" {
            items.push(Interval { name: (*term).to_owned(), value: c.t, ..Interval::default() });
        }
    }
    numbers.extend(fitted.fit);
    numbers.push(Number::new("pairs", Words { en: "pairs", zh: "对数", fr: "paires" }, read.y.pairs() as f64));
    numbers.push(Number::new(
        "permutations",
        Words { en: "relabellings", zh: "置换次数", fr: "permutations" },
        fitted.count as f64,
    ));
    let statistic = if is_logistic { "z" } else { "t" };
    let names = ["term", "estimate", "std_error", statistic, "p_ge", "p_le", "p_two", "null_mean", "null_sd"];
    Ok(Outcome {
        numbers,
        sheets: vec![Sheet {
            id: "coefficients",
            title: Words { en: "Every predictor", zh: "各预测关系", fr: "Chaque prédicteur" },
            columns: names.map(str::to_owned).to_vec(),
            rows,
            evidence: vec![],
        }],
        figures: vec![Figure::Intervals(Intervals {
            scale: statistic.into(),
            ratio: false,
            reference: Some(0.0),
            items,
        })],
        notes: notes(exact, &fitted.skewed, &columns, without, read.actors),
        used: read.used,
        left_out: read.left_out,
        seed: (!exact).then_some(seed),
    })
}

fn notes(exact: bool, skewed: &[(usize, f64)], columns: &[String], without: usize, actors: usize) -> Vec<Note> {
    const SKEW: Words = Words {
        en: "strongly skewed relations, beyond a skewness of 2: their p-values are less to be trusted",
        zh: "偏度超过 2 的严重偏斜关系：其 p 值不甚可靠",
        fr: "relations très asymétriques (asymétrie au-delà de 2) : leurs p sont moins fiables",
    };
    const UNFITTED: Words = Words {
        en: "relabellings under which the model has no maximum; they count as extreme on every side",
        zh: "模型无极大值的置换次数；各方向均按极端计",
        fr: "permutations sous lesquelles le modèle n’a pas de maximum ; elles comptent comme extrêmes de tous côtés",
    };
    const EXACT: Words = Words {
        en: "all relabellings of the actors were tried: p is exact",
        zh: "已穷举行动者的全部置换：p 值精确",
        fr: "toutes les permutations des acteurs ont été essayées : p est exact",
    };
    const COUNTED: Words = Words {
        en: "p counts the observed labelling as one of the relabellings, so it is never 0",
        zh: "p 将观察到的标号计为置换之一，故不为 0",
        fr: "p compte l’étiquetage observé parmi les permutations : il n’est jamais 0",
    };
    let mut notes = vec![];
    if !skewed.is_empty() {
        debug_assert!(skewed.iter().all(|(_, s)| s.abs() > SKEWED));
        let named: Vec<String> = skewed.iter().map(|(i, s)| format!("{} ({s:.1})", columns[*i])).collect();
        notes.push(Note { warns: true, words: SKEW, detail: named.join(", ") });
    }
    if without > 0 {
        notes.push(Note { warns: true, words: UNFITTED, detail: without.to_string() });
    }
    let words = if exact { EXACT } else { COUNTED };
    notes.push(Note { warns: false, words, detail: if exact { format!("{actors}!") } else { String::new() } });
    notes
}
