//! The room's model as it is offered: for flows between places, and for counts of anything.

use super::{Error, Errors, Fit, Flows, negative_binomial, ppml};
use crate::Words;
use crate::analysis::figure::{Interval, Intervals};
use crate::analysis::{
    At, Column, Datum, Figure, Input, Kind, Left, Method, Note, Number, Opt, Outcome, Refusal, Sheet, numbers_of,
};
use crate::normal::{critical, two_sided_p};

// Options that every method of this room takes.
pub(super) const X: Opt = Opt::required("x", Kind::Columns, "columns that may go with them");
pub(super) const VCOV: Opt =
    Opt::default("vcov", Kind::Word(&["model", "hc0", "hc1", "cluster"]), "hc0", "what standard errors allow for");
pub(super) const CLUSTER: Opt = Opt::optional("cluster", Kind::Column, "column of clusters, for vcov cluster");
pub(super) const FAMILY: Opt = Opt::default(
    "family",
    Kind::Word(&["poisson", "negbin"]),
    "poisson",
    "negbin adds a negative binomial fit without fixed effects",
);
pub(super) const LEVEL: Opt = Opt::default("conf-level", Kind::Number(0.5, 0.9999), "0.95", "level of the intervals");

/// Gravity model by PPML.
pub static GRAVITY: Method = Method {
    name: "gravity",
    title: Words {
        en: "Gravity model of flows (PPML)",
        zh: "流量引力模型（PPML）",
        fr: "Modèle de gravité des flux (PPML)",
    },
    question: Words {
        en: "What goes with larger flows between places: mass, distance, ties?",
        zh: "地点之间流量的大小与何相关：规模、距离、联系？",
        fr: "Qu’est-ce qui va avec de plus grands flux entre lieux : masse, distance, liens ?",
    },
    assumptions: &[
        Words {
            en: "The expected flow is e to a sum of effects; whatever the variance, the coefficients are right if that is.",
            zh: "期望流量为若干效应之和的指数；只要此式成立，无论方差如何系数均一致。",
            fr: "Le flux attendu est l’exponentielle d’une somme d’effets ; si c’est vrai, les coefficients sont justes quelle que soit la variance.",
        },
        Words {
            en: "A zero is a flow of nothing, seen; an unknown flow is left blank.",
            zh: "零表示已观察到无流量；未知流量应留空。",
            fr: "Un zéro est un flux nul, constaté ; un flux inconnu reste vide.",
        },
    ],
    not_for: &[Words {
        en: "With masses beside fixed effects of the same places: the effects hold them already.",
        zh: "不可在同一地点的固定效应之外再加其规模变量：效应已包含之。",
        fr: "Avec des masses à côté des effets fixes des mêmes lieux : les effets les contiennent déjà.",
    }],
    peer: "pyfixest::fepois; statsmodels GLM Poisson, NegativeBinomial",
    references: &[
        "Santos Silva & Tenreyro (2006), doi:10.1162/rest.88.4.641",
        "Correia, Guimarães & Zylkin (2020), doi:10.1177/1536867X20909691",
        "Correia, Guimarães & Zylkin (2019), arXiv:1903.01633",
    ],
    options: &[
        Opt::default("flow", Kind::Column, "flow", "column of the flows, 0 or more"),
        X,
        Opt::optional("log", Kind::Columns, "those of `x` taken as natural logarithms: masses, distances"),
        Opt::optional("fixed-effects", Kind::Columns, "columns whose every value gets an effect: origin, destination"),
        VCOV,
        CLUSTER,
        FAMILY,
        LEVEL,
    ],
    example_table: "orig,dest,flow,dist,tie\na,b,12,10,1\na,c,3,25,0\na,d,0,60,0\nb,a,10,10,1\nb,c,5,18,1\nb,d,1,50,0\n\
                    c,a,2,25,0\nc,b,7,18,1\nc,d,4,30,0\nd,a,1,60,0\nd,b,0,50,0\nd,c,6,30,1\n",
    example: "--x dist,tie --log dist --fixed-effects orig,dest",
    example_more: &[],
    run: |input| run(input, &FLOWS),
};

/// What is counted, in the words of a method.
pub(super) struct Counted {
    /// The option that names its column.
    pub option: &'static str,
    /// How many rows took part.
    pub used: (&'static str, Words),
    /// Title and column of the sheet with every row.
    pub sheet: (&'static str, Words, &'static str),
    /// Whether coefficients are told as ratios e^b.
    pub as_ratios: bool,
}

const FLOWS: Counted = Counted {
    option: "flow",
    used: ("flows", Words { en: "flows used", zh: "所用流量数", fr: "flux utilisés" }),
    sheet: (
        "flows",
        Words {
            en: "Every flow beside what is expected",
            zh: "各流量及其期望值",
            fr: "Chaque flux et ce qui est attendu",
        },
        "flow",
    ),
    as_ratios: false,
};

pub(super) fn run(input: Input<'_>, counted: &Counted) -> Result<Outcome, Refusal> {
    let flow = crate::network::ask::named(input, counted.option)?;
    let x = input.columns("x")?;
    let logged = input.columns("log")?;
    let effects = input.columns("fixed-effects")?;
    let by_cluster = input.settings.text("vcov") == Some("cluster");
    let cluster = match (input.column("cluster")?, by_cluster) {
        (Some(column), true) => Some(column),
        (None, true) => {
            return Err(Refusal::new("option-missing", "vcov cluster needs option `cluster`")
                .why("it names what depends on each other")
                .help("say --cluster COLUMN")
                .at(At::Option("cluster".into())));
        }
        (Some(_), false) => {
            return Err(Refusal::new("unused-cluster", "clusters are named, but errors do not allow for them")
                .why("an option that does nothing would hide a mistake")
                .help("say --vcov cluster")
                .at(At::Option("cluster".into())));
        }
        (None, false) => None,
    };
    if let Some(stray) = logged.iter().find(|l| x.iter().all(|c| c.name != l.name)) {
        return Err(Refusal::new("log-of-nothing", format!("`{}` is to be logged, but is not among `x`", stray.name))
            .why("it would not take part")
            .help("name it in --x as well")
            .at(At::Option("log".into())));
    }
    let all: Vec<&Column> =
        std::iter::once(flow).chain(x.iter().copied()).chain(effects.iter().copied()).chain(cluster).collect();
    let (used, mut left_out) = input.complete(&all);
    let flows = numbers(flow, &used)?;
    let mut names = vec![];
    let mut predictors = vec![];
    for column in &x {
        let mut values = numbers(column, &used)?;
        let is_log = logged.iter().any(|l| l.name == column.name);
        if is_log {
            if let Some(at) = values.iter().position(|v| *v <= 0.0) {
                return Err(Refusal::new(
                    "log-of-zero",
                    format!("`{}` is 0 or less, and has no logarithm", column.name),
                )
                .why("a distance or mass of nothing is an unknown or a mistake")
                .help("correct it, leave the cell blank, or take the column as it is")
                .at(At::Cell(column.name.clone(), used[at])));
            }
            values.iter_mut().for_each(|v| *v = v.ln());
        }
        names.push(if is_log { format!("log({})", column.name) } else { column.name.clone() });
        predictors.push(values);
    }
    let predictors: Vec<&[f64]> = predictors.iter().map(Vec::as_slice).collect();
    let levels: Vec<Vec<usize>> = effects.iter().map(|c| levels(c, &used)).collect();
    let effect_levels: Vec<&[usize]> = levels.iter().map(Vec::as_slice).collect();
    let clusters = cluster.map(|c| self::levels(c, &used));
    let errors = match (input.settings.text("vcov"), &clusters) {
        (Some("model"), _) => Errors::Model,
        (Some("hc1"), _) => Errors::RobustSmall,
        (Some("cluster"), Some(of)) => Errors::Cluster(of),
        _ => Errors::Robust,
    };
    let data = Flows { flow: &flows, predictors: &predictors, effects: &effect_levels };
    let told = |error: Error| refusal(&error, &names, &used, &flow.name);
    let fit = ppml(&data, errors).map_err(told)?;
    let mut notes = vec![];
    if !fit.separated.is_empty() {
        const SEPARATED: Words = Words {
            en: "a zero that its effects or predictors tell without fault: no finite coefficient fits it, and it says nothing of the others",
            zh: "其效应或预测变量可完全判定的零值：无有限系数可拟合，对其他系数亦无信息",
            fr: "un zéro que ses effets ou prédicteurs disent sans faute : aucun coefficient fini ne l’ajuste, et il ne dit rien des autres",
        };
        notes.push(Note { warns: true, words: SEPARATED, detail: fit.separated.len().to_string() });
        let rows = fit.separated.iter().map(|&i| used[i]).collect();
        left_out.push(Left { reason: SEPARATED, detail: String::new(), rows });
    }
    let level = input.settings.number("conf-level").unwrap_or(0.95);
    let (mut numbers, sheet, figure) = told_coefficients(&fit, &names, level, counted.as_ratios);
    numbers.extend(fit_numbers(&fit, counted));
    let mut sheets = vec![sheet, expected_sheet(&fit, &flows, &used, input, counted)];
    if input.settings.text("family") == Some("negbin") {
        if !effects.is_empty() {
            return Err(Refusal::new("negbin-with-effects", "the negative binomial is fitted without fixed effects")
                .why("with many effects its spread and coefficients are biased")
                .help("leave out --fixed-effects, or --family negbin")
                .at(At::Option("family".into())));
        }
        let other = negative_binomial(&data).map_err(told)?;
        let label =
            Words { en: "negative binomial coefficient", zh: "负二项系数", fr: "coefficient binomial négatif" };
        let terms = std::iter::once(("(Intercept)", other.intercept))
            .chain(names.iter().map(String::as_str).zip(other.coefficients.iter().copied()));
        let terms: Vec<(&str, f64)> = terms.collect();
        numbers.extend(terms.iter().map(|(n, b)| Number::new(format!("negbin.{n}"), label, *b).of(*n)));
        numbers.push(Number::new(
            "alpha",
            Words { en: "over-dispersion α", zh: "过度离散 α", fr: "sur-dispersion α" },
            other.alpha,
        ));
        numbers.push(Number::new("negbin.loglik", LOGLIK, other.log_likelihood));
        sheets.push(Sheet {
            id: "negative_binomial",
            title: Words { en: "Negative binomial fit", zh: "负二项拟合", fr: "Ajustement binomial négatif" },
            columns: ["term", "estimate"].map(str::to_owned).to_vec(),
            rows: terms
                .iter()
                .map(|(n, b)| vec![(*n).into(), (*b).into()])
                .chain([vec!["alpha".into(), other.alpha.into()]])
                .collect(),
            evidence: vec![],
        });
    }
    let kept = used.iter().enumerate().filter(|(i, _)| fit.separated.binary_search(i).is_err()).map(|(_, &row)| row);
    Ok(Outcome { numbers, sheets, figures: vec![figure], notes, used: kept.collect(), left_out, seed: None })
}

const RATIO: Words =
    Words { en: "ratio of expected counts", zh: "期望计数之比", fr: "rapport des nombres attendus" };

const LOGLIK: Words = Words { en: "log-likelihood", zh: "对数似然", fr: "log-vraisemblance" };

fn told_coefficients(fit: &Fit, names: &[String], level: f64, as_ratios: bool) -> (Vec<Number>, Sheet, Figure) {
    let z = critical(level);
    let names = fit.intercept.iter().map(|_| "(Intercept)").chain(names.iter().map(String::as_str));
    let estimates = fit.intercept.into_iter().chain(fit.coefficients.iter().copied());
    let label = Words { en: "coefficient", zh: "系数", fr: "coefficient" };
    let (mut numbers, mut rows, mut items) = (vec![], vec![], vec![]);
    for ((name, b), se) in names.zip(estimates).zip(&fit.errors) {
        let (low, high) = (b - z * se, b + z * se);
        let p = two_sided_p(b / se);
        // The level of all counts has a test only as a logarithm.
        if as_ratios && name != "(Intercept)" {
            let ratio = Number::new(format!("ratio.{name}"), RATIO, b.exp());
            numbers.push(ratio.of(name).interval(low.exp(), high.exp()).p(p));
        } else {
            numbers.push(Number::new(format!("b.{name}"), label, b).of(name).interval(low, high).p(p));
        }
        rows.push(vec![
            name.into(),
            b.into(),
            (*se).into(),
            (b / se).into(),
            p.into(),
            low.into(),
            high.into(),
            b.exp().into(),
        ]);
        if name != "(Intercept)" {
            let told = |b: f64| if as_ratios { b.exp() } else { b };
            let bounds = Some([told(low), told(high)]);
            items.push(Interval { name: name.to_owned(), value: told(b), bounds, ..Interval::default() });
        }
    }
    let names = ["term", "estimate", "std_error", "z", "p", "low", "high", "exp_estimate"];
    let sheet = Sheet {
        id: "coefficients",
        title: Words { en: "Every predictor", zh: "各预测变量", fr: "Chaque prédicteur" },
        columns: names.map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    };
    let (scale, reference) = if as_ratios { ("ratio", 1.0) } else { ("coefficient", 0.0) };
    let figure = Intervals { scale: scale.into(), ratio: as_ratios, reference: Some(reference), items };
    (numbers, sheet, Figure::Intervals(figure))
}

fn fit_numbers(fit: &Fit, counted: &Counted) -> Vec<Number> {
    let all = [
        (counted.used.0, counted.used.1, fit.used as f64),
        (
            "parameters",
            Words {
                en: "coefficients, effects among them",
                zh: "参数数（含效应）",
                fr: "coefficients, effets compris",
            },
            fit.parameters as f64,
        ),
        (
            "separated",
            Words { en: "separated zeros left out", zh: "剔除的可分零值", fr: "zéros séparés écartés" },
            fit.separated.len() as f64,
        ),
        ("deviance", Words { en: "deviance", zh: "偏差", fr: "déviance" }, fit.deviance),
        ("pearson", Words { en: "Pearson’s χ²", zh: "皮尔逊 χ²", fr: "χ² de Pearson" }, fit.pearson),
        ("loglik", LOGLIK, fit.log_likelihood),
    ];
    all.into_iter().map(|(id, label, value)| Number::new(id, label, value)).collect()
}

fn expected_sheet(fit: &Fit, flows: &[f64], used: &[usize], input: Input<'_>, counted: &Counted) -> Sheet {
    let (id, title, column) = counted.sheet;
    let row = |(i, flow): (usize, &f64)| -> Vec<Datum> {
        let is_out = fit.separated.binary_search(&i).is_ok();
        let label = input.table.rows.get(used[i]).map_or("", |r| r.label.as_str());
        vec![label.into(), (*flow).into(), (!is_out).then_some(fit.expected[i]).into(), is_out.into()]
    };
    Sheet {
        id,
        title,
        columns: ["row", column, "expected", "separated"].map(str::to_owned).to_vec(),
        rows: flows.iter().enumerate().map(row).collect(),
        evidence: used.iter().map(|&row| vec![row]).collect(),
    }
}

fn numbers(column: &Column, used: &[usize]) -> Result<Vec<f64>, Refusal> {
    let cells = numbers_of(column)?;
    Ok(used.iter().filter_map(|&row| cells[row]).collect())
}

/// Values of a column as numbers from 0, in the order of the values.
fn levels(column: &Column, used: &[usize]) -> Vec<usize> {
    let values: Vec<String> = used.iter().map(|&row| column.cells.text(row).unwrap_or_default()).collect();
    let mut known = values.clone();
    known.sort_unstable();
    known.dedup();
    values.iter().map(|v| known.binary_search(v).unwrap_or_default()).collect()
}

fn refusal(error: &Error, names: &[String], used: &[usize], flow: &str) -> Refusal {
    let of = |i: usize| names.get(i).map_or_else(|| format!("predictor {}", i + 1), |n| format!("`{n}`"));
    let (name, what, why, help) = match error {
        Error::BadFlow(i) => {
            return Refusal::new("negative-flow", "a flow is below zero")
                .why("flows are counts or amounts")
                .help("split net flows into their two directions")
                .at(At::Cell(flow.to_owned(), used.get(*i).copied().unwrap_or_default()));
        }
        Error::Absorbed(i) => (
            "absorbed",
            format!("{} does not vary beside the fixed effects or the flows that are not separated", of(*i)),
            "its coefficient could be any number",
            "leave it or the effects out",
        ),
        Error::Collinear(i) => (
            "collinear",
            format!("{} is a combination of the others", of(*i)),
            "their coefficients cannot be told apart",
            "leave one of them out",
        ),
        Error::AllZero => ("all-zero", error.to_string(), "there is nothing to explain", "give flows"),
        Error::Empty => ("no-flows", error.to_string(), "there is nothing to explain", "give flows"),
        Error::TooFew(..) => {
            ("too-few-flows", error.to_string(), "every flow would fit", "add flows or leave out effects")
        }
        Error::FewClusters(_) => {
            ("few-clusters", error.to_string(), "one cluster shows no spread", "name another column")
        }
        Error::NotConverged => (
            "not-converged",
            error.to_string(),
            "a number would depend on where it was stopped",
            "for a negative binomial: the flows may be no more spread than Poisson counts; else look for predictors of very different size",
        ),
        Error::BadValue(..) | Error::WrongLength(..) => {
            ("bad-value", error.to_string(), "it cannot be used", "mend the cell")
        }
    };
    Refusal::new(name, what).why(why).help(help)
}
