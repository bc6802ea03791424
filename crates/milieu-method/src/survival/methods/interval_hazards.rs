//! Proportional hazards of ends known only to lie between two ages.

use rayon::prelude::*;

use super::masses::{self, Ends};
use super::read::{self, Rows, refusal, w};
use super::{EXAMPLE, few_ends};
use crate::analysis::figure::{Interval, Intervals as Drawn};
use crate::analysis::{Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};
use crate::order::quantile;
use crate::random::Stream;
use crate::survival::interval::{IntervalHazards, Intervals, interval_hazards};
use crate::survival::{ChiSquareTest, Error};

/// Proportional hazards without a shape, of interval-censored ends.
pub static INTERVAL_HAZARDS: Method = Method {
    name: "interval-hazards",
    title: w(
        "Proportional hazards for ends known only between two dates",
        "区间删失的比例风险模型",
        "Risques proportionnels pour fins connues entre deux dates",
    ),
    question: w(
        "What goes with ending sooner, when ends are known only to lie between two dates?",
        "结束时间仅知介于两日期之间时，什么与更早结束相关？",
        "Qu’est-ce qui va avec une fin plus précoce, quand les fins ne sont connues qu’entre deux dates ?",
    ),
    assumptions: &[
        masses::DATES_APART,
        masses::FROM_THE_START,
        w(
            "A covariate multiplies the hazard by the same factor at every age.",
            "协变量在各年龄以同一倍数改变风险。",
            "Une covariable multiplie le risque par le même facteur à tout âge.",
        ),
    ],
    not_for: &[
        read::NOT_LISTED,
        w(
            "With places found late, or openings that are not dated either: ask cox with entry, or mi-cox.",
            "存在晚发现的场所，或开放日期亦不确定时：请用带 entry 的 cox，或 mi-cox。",
            "Avec des lieux découverts tard, ou des ouvertures elles-mêmes incertaines : utilisez cox avec entry, ou mi-cox.",
        ),
    ],
    peer: "icenReg::ic_sp (R)",
    references: &[
        "Finkelstein (1986), doi:10.2307/2530698",
        "Pan (1999), doi:10.1080/10618600.1999.10474805",
        "Anderson-Bergman (2017), doi:10.18637/jss.v081.i12",
    ],
    options: &[
        masses::LEFT,
        masses::RIGHT,
        Opt::required("covariates", Kind::Columns, "columns that may go with ending; words become indicators"),
        Opt::optional("categorical", Kind::Columns, "covariates whose numbers are names of kinds"),
        Opt::optional("reference", Kind::Text, "value others are compared with, as form=makerspace; unsaid, the first"),
        Opt::default(
            "replicates",
            Kind::Count(0, 10_000),
            "0",
            "samples drawn from the rows for intervals of the ratios; 0 for none",
        ),
        Opt::default("seed", Kind::Count(0, u64::MAX), "1", "seed of the samples"),
        read::CONF_LEVEL,
    ],
    example_table: EXAMPLE,
    example: "--left left --right right --covariates rent --replicates 30",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let covariates = input.columns("covariates")?;
    let Ends { used, left_out, left, right } = masses::ends(input, &covariates)?;
    let rows = Rows::bare(input, used, left_out)?;
    let design = read::design(input, &rows, &covariates)?;
    let intervals = Intervals { left: &left, right: &right };
    let events = intervals.events();
    let named = |e: Error| refusal(&e, &design.names);
    if events <= design.names.len() {
        return Err(named(Error::TooFewEvents { events, needed: design.names.len() + 1 }));
    }
    let fit = interval_hazards(&intervals, &design.columns).map_err(named)?;
    let tests = (0..design.names.len())
        .map(|a| without(&intervals, &design.columns, a, &fit))
        .collect::<Result<Vec<ChiSquareTest>, Error>>()
        .map_err(named)?;
    let replicates = input.settings.count("replicates").unwrap_or(0);
    let drawn = resampled(&intervals, &design.columns, replicates, input.settings.seed());
    let bounds: Vec<Option<[f64; 2]>> =
        (0..design.names.len()).map(|a| interval_of(&drawn, a, read::level(input))).collect();
    let (mut numbers, mut table, mut items) = (vec![], vec![], vec![]);
    for (a, name) in design.names.iter().enumerate() {
        let b = fit.coefficients[a];
        let bounds = bounds[a].map(|bounds| bounds.map(f64::exp));
        let number =
            Number::new(format!("hazard_ratio.{name}"), w("hazard ratio", "风险比", "rapport de risques"), b.exp());
        let number = number.of(name.clone()).p(tests[a].p);
        numbers.push(match bounds {
            Some([low, high]) => number.interval(low, high),
            None => number,
        });
        let mut row: Vec<Datum> = vec![name.as_str().into()];
        row.extend([b, b.exp(), tests[a].statistic, tests[a].p].map(Datum::from));
        row.extend([bounds.map(|b| b[0]).into(), bounds.map(|b| b[1]).into()]);
        table.push(row);
        items.push(Interval { name: name.clone(), value: b.exp(), bounds, ..Interval::default() });
    }
    let gain = w("likelihood ratio test (χ²)", "似然比检验（χ²）", "test du rapport de vraisemblance (χ²)");
    numbers.push(Number::new("likelihood_ratio", gain, fit.likelihood_ratio.statistic).p(fit.likelihood_ratio.p));
    let label = w("log-likelihood", "对数似然", "log-vraisemblance");
    numbers.push(Number::new("log_likelihood", label, fit.log_likelihood));
    numbers.push(Number::new("events", w("ends", "结束数", "fins"), events as f64));
    let columns = ["term", "coef", "hazard_ratio", "chisq", "p", "conf_low", "conf_high"];
    let coefficients = Sheet {
        id: "coefficients",
        title: w("Coefficients", "系数", "Coefficients"),
        columns: columns.map(str::to_owned).to_vec(),
        rows: table,
        evidence: vec![],
    };
    let mut notes = vec![Note {
        warns: false,
        words: w(
            "the usual theory of standard errors does not hold here: p is of the likelihood ratio without the covariate, an interval comes from samples of the rows",
            "此处常规标准误理论不成立：p 来自去掉该协变量的似然比，区间来自对个案的重抽样",
            "la théorie usuelle des erreurs types ne vaut pas ici : p vient du rapport de vraisemblance sans la covariable, l’intervalle d’échantillons des lignes",
        ),
        detail: if replicates == 0 { String::new() } else { format!("{} / {replicates}", drawn.len()) },
    }];
    notes.extend(few_ends(events, design.names.len()));
    let figure = Drawn { scale: "hazard ratio".into(), ratio: true, reference: Some(1.0), items };
    Ok(Outcome {
        numbers,
        sheets: vec![coefficients, baseline(&fit)],
        figures: vec![Figure::Intervals(figure)],
        notes,
        used: rows.used,
        left_out: rows.left,
        seed: (replicates > 0).then(|| input.settings.seed()),
    })
}

/// The likelihood ratio of the model against the one without a column.
fn without(rows: &Intervals, columns: &[Vec<f64>], a: usize, full: &IntervalHazards) -> Result<ChiSquareTest, Error> {
    if columns.len() == 1 {
        return Ok(full.likelihood_ratio);
    }
    let others: Vec<Vec<f64>> = columns.iter().enumerate().filter(|(b, _)| *b != a).map(|(_, c)| c.clone()).collect();
    let less = interval_hazards(rows, &others)?;
    Ok(ChiSquareTest::new(2.0 * (full.log_likelihood - less.log_likelihood), 1))
}

/// Coefficients of samples drawn from the rows with replacement, each in a stream of its own; a sample without an answer, as one
/// in which a covariate does not vary, is left out.
fn resampled(rows: &Intervals, columns: &[Vec<f64>], replicates: usize, seed: u64) -> Vec<Vec<f64>> {
    let n = rows.len();
    let drawn: Vec<Option<Vec<f64>>> = (0..replicates as u64)
        .into_par_iter()
        .map(|number| {
            let mut stream = Stream::new(seed, number);
            let own: Vec<usize> = (0..n).map(|_| stream.below(n)).collect();
            let pick = |values: &[f64]| own.iter().map(|&i| values[i]).collect::<Vec<f64>>();
            let (left, right) = (pick(rows.left), pick(rows.right));
            let columns: Vec<Vec<f64>> = columns.iter().map(|column| pick(column)).collect();
            let fit = interval_hazards(&Intervals { left: &left, right: &right }, &columns).ok()?;
            fit.coefficients.iter().all(|b| b.is_finite()).then_some(fit.coefficients)
        })
        .collect();
    drawn.into_iter().flatten().collect()
}

/// Percentiles of a coefficient over samples; none of fewer than twenty.
fn interval_of(drawn: &[Vec<f64>], a: usize, level: f64) -> Option<[f64; 2]> {
    if drawn.len() < 20 {
        return None;
    }
    let mut values: Vec<f64> = drawn.iter().map(|b| b[a]).collect();
    values.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - level) / 2.0;
    Some([quantile(&values, tail)?, quantile(&values, 1.0 - tail)?])
}

fn baseline(fit: &IntervalHazards) -> Sheet {
    let rows = fit
        .intervals
        .iter()
        .zip(&fit.hazard)
        .map(|([low, high], hazard)| [*low, *high, *hazard, (-hazard).exp()].map(Datum::from).to_vec())
        .collect();
    Sheet {
        id: "baseline",
        title: w(
            "Cumulative hazard at the means of the covariates",
            "协变量取均值时的累积风险",
            "Risque cumulé aux moyennes des covariables",
        ),
        columns: ["left", "right", "cumhaz_after", "surv_after"].map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    }
}
