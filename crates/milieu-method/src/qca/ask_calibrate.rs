//! The method `qca-calibrate`: a raw column as a set.

use super::ask::{EXAMPLE, SETS_MEAN};
use super::calibrate::{self, Anchors};
use super::read;
use super::sets;
use crate::Words;
use crate::analysis::figure::{Point, Scatter};
use crate::analysis::{At, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

/// Calibration of one column.
pub static CALIBRATE: Method = Method {
    name: "qca-calibrate",
    title: Words { en: "Calibration", zh: "校准", fr: "Étalonnage" },
    question: Words {
        en: "How far is each case in a set, given raw values and anchors?",
        zh: "给定原始值与锚点，各案例隶属于集合的程度如何？",
        fr: "À quel point chaque cas est-il dans un ensemble, d’après des valeurs brutes et des ancres ?",
    },
    assumptions: &[
        Words {
            en: "Anchors come from knowledge of the cases, not from the sample’s mean or quantiles.",
            zh: "锚点来自对案例的了解，而非样本均值或分位数。",
            fr: "Les ancres viennent de la connaissance des cas, non de la moyenne ou des quantiles de l’échantillon.",
        },
        SETS_MEAN,
    ],
    not_for: &[Words {
        en: "Values that only rank or name: use thresholds, or say memberships case by case.",
        zh: "仅表示次序或名称的数值：请用阈值，或逐案给定隶属度。",
        fr: "Des valeurs qui ne font que ranger ou nommer : utiliser des seuils, ou dire les appartenances cas par cas.",
    }],
    peer: "QCA::calibrate (R)",
    references: &[
        "Ragin (2008) Redesigning Social Inquiry, ch. 5",
        "Thiem & Duşa (2013), doi:10.1007/978-1-4614-4584-5",
    ],
    options: &[
        Opt::required("set", Kind::Column, "column of the raw values"),
        read::CASE,
        Opt::default(
            "method",
            Kind::Word(&["direct", "power", "bell", "ecdf", "indirect", "category", "tfr"]),
            "direct",
            "logistic curve; straight or power line; bell; on shares of cases; smoothed scores; categories; totally \
             fuzzy and relative",
        ),
        Opt::optional(
            "thresholds",
            Kind::Text,
            "anchors exclusion,crossover,inclusion (three; six for bell; falling for a set of low values), or the \
             rising thresholds of categories",
        ),
        read::IDM,
        Opt::default("below", Kind::Number(0.01, 100.0), "1", "power of the line below the crossover"),
        Opt::default("above", Kind::Number(0.01, 100.0), "1", "power of the line above the crossover"),
        Opt::optional("scores", Kind::Column, "preliminary scores for the indirect method; unsaid, even categories"),
    ],
    example_table: EXAMPLE,
    example: "--set LASTS --case place --thresholds 0.1,0.45,0.9",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let named = input.settings.text("set").unwrap_or("");
    let column = input.column("set")?.into_iter().chain(input.column("scores")?).collect::<Vec<_>>();
    let raw = input.numbers("set")?;
    let (used, left_out) = input.complete(&column);
    let values: Vec<f64> = used.iter().filter_map(|&row| raw[row]).collect();
    if values.is_empty() {
        return Err(super::problem::Problem::NoCases.into());
    }
    let method = input.settings.text("method").unwrap_or("direct");
    let thresholds = thresholds(input)?;
    let anchors = |from: usize| -> Result<Anchors, Refusal> {
        let &[e, c, i] = thresholds.get(from..from + 3).unwrap_or_default() else {
            return Err(wrong(method, if method == "bell" { "six anchors" } else { "three anchors" }));
        };
        Ok(Anchors::new(named, e, c, i)?)
    };
    let each = |f: &dyn Fn(f64) -> f64| values.iter().map(|&x| f(x)).collect::<Vec<f64>>();
    let odds = input.settings.number("idm").map_or(calibrate::RAGIN, calibrate::log_odds);
    let power = |name: &str| input.settings.number(name).unwrap_or(1.0);
    let calibrated = match method {
        "power" => {
            let a = anchors(0)?;
            each(&|x| calibrate::power(x, a, power("below"), power("above")))
        }
        "bell" => {
            let (rise, fall) = (anchors(0)?, anchors(3)?);
            each(&|x| calibrate::bell(x, rise, fall))
        }
        "ecdf" => {
            let a = anchors(0)?;
            each(&|x| calibrate::ecdf(x, a, &values))
        }
        "indirect" => {
            let scores = scores(input, &used, &values, &thresholds)?;
            calibrate::indirect(named, &values, &scores)?
        }
        "category" => {
            rising(method, &thresholds)?;
            each(&|x| calibrate::category(x, &thresholds) as f64)
        }
        "tfr" => calibrate::relative(named, &values)?,
        _ => {
            let a = anchors(0)?;
            each(&|x| calibrate::direct(x, a, odds))
        }
    };
    let labels = input.column("case")?;
    let label =
        |row: usize| labels.and_then(|c| c.cells.text(row)).unwrap_or_else(|| input.table.rows[row].label.clone());
    let rows = used.iter().zip(values.iter().zip(&calibrated));
    let sheet = Sheet {
        id: "memberships",
        title: Words { en: "Memberships", zh: "隶属度", fr: "Appartenances" },
        columns: ["case", "raw", named].map(str::to_owned).to_vec(),
        rows: rows.clone().map(|(&row, (&x, &m))| vec![label(row).into(), x.into(), m.into()]).collect(),
        evidence: used.iter().map(|&row| vec![row]).collect(),
    };
    let point = |(&row, (&x, &y)): (&usize, (&f64, &f64))| Point { x, y, class: String::new(), row };
    let figure = Scatter {
        name: named.to_owned(),
        x: named.to_owned(),
        y: "membership".into(),
        diagonal: false,
        line: None,
        points: rows.map(point).collect(),
    };
    Ok(Outcome {
        numbers: if method == "category" { vec![] } else { numbers(&used, &calibrated) },
        sheets: vec![sheet],
        figures: vec![Figure::Scatter(figure)],
        notes: notes(&used, &calibrated, &label),
        used,
        left_out,
        seed: None,
    })
}

fn numbers(used: &[usize], calibrated: &[f64]) -> Vec<Number> {
    let count = |keep: &dyn Fn(f64) -> bool| -> Vec<usize> {
        used.iter().zip(calibrated).filter(|(_, m)| keep(**m)).map(|(&row, _)| row).collect()
    };
    let doubt = |m: f64| sets::is_crossover(m);
    [
        (
            "in",
            Words { en: "cases more in than out", zh: "偏隶属的案例", fr: "cas plutôt dedans" },
            count(&|m| m > 0.5 && !doubt(m)),
        ),
        (
            "out",
            Words { en: "cases more out than in", zh: "偏不隶属的案例", fr: "cas plutôt dehors" },
            count(&|m| m < 0.5 && !doubt(m)),
        ),
        (
            "crossover",
            Words { en: "cases at exactly 0.5", zh: "恰为 0.5 的案例", fr: "cas à exactement 0,5" },
            count(&doubt),
        ),
    ]
    .map(|(id, label, rows)| Number::new(id, label, rows.len() as f64).rows(rows))
    .to_vec()
}

fn notes(used: &[usize], calibrated: &[f64], label: &dyn Fn(usize) -> String) -> Vec<Note> {
    const CROSSOVER: Words = Words {
        en: "Cases at exactly 0.5 belong to no configuration: move the crossover between two values.",
        zh: "恰为 0.5 的案例不属于任何组态：请将交叉点移至两值之间。",
        fr: "Les cas à exactement 0,5 n’appartiennent à aucune configuration : placer le point de croisement entre deux valeurs.",
    };
    let at = used.iter().zip(calibrated).filter(|(_, m)| sets::is_crossover(**m)).map(|(&row, _)| label(row));
    let detail = at.collect::<Vec<_>>().join(", ");
    if detail.is_empty() { vec![] } else { vec![Note { warns: true, words: CROSSOVER, detail }] }
}

fn wrong(method: &str, needed: &str) -> Refusal {
    Refusal::new("bad-anchors", format!("method `{method}` needs {needed}"))
        .why("a calibration says which raw values are out, in between and in")
        .help("say --thresholds exclusion,crossover,inclusion")
        .at(At::Option("thresholds".into()))
}

fn thresholds(input: Input<'_>) -> Result<Vec<f64>, Refusal> {
    let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite());
    let method = input.settings.text("method").unwrap_or("direct");
    input.settings.list("thresholds").map(number).collect::<Option<_>>().ok_or_else(|| wrong(method, "numbers"))
}

fn rising(method: &str, thresholds: &[f64]) -> Result<(), Refusal> {
    if thresholds.is_empty() || thresholds.windows(2).any(|w| w[0] >= w[1]) {
        return Err(wrong(method, "thresholds that rise"));
    }
    Ok(())
}

/// Preliminary scores: a column, or even steps over the categories of the thresholds.
fn scores(input: Input<'_>, used: &[usize], values: &[f64], thresholds: &[f64]) -> Result<Vec<f64>, Refusal> {
    if input.settings.text("scores").is_some() {
        let scores = input.numbers("scores")?;
        return Ok(used.iter().filter_map(|&row| scores[row]).collect());
    }
    rising("indirect", thresholds)?;
    let step = |&x: &f64| calibrate::category(x, thresholds) as f64 / thresholds.len() as f64;
    Ok(values.iter().map(step).collect())
}
