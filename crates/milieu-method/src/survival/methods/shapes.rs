//! Lives of an assumed shape.

use super::masses;
use super::read::{self, Rows, refusal, w};
use super::{EXAMPLE, few_ends};
use crate::analysis::figure::{Interval, Intervals as Drawn};
use crate::analysis::{At, Datum, Figure, Input, Kind, Method, Number, Opt, Outcome, Refusal, Sheet};
use crate::normal::two_sided_p;
use crate::survival::aft::{Aft, Distribution, aft};
use crate::survival::interval::Intervals;
use crate::survival::{Error, critical};

/// Accelerated lives.
pub static WEIBULL: Method = Method {
    name: "weibull",
    title: w("Weibull and other accelerated lives", "Weibull 及其他加速失效模型", "Weibull et autres vies accélérées"),
    question: w(
        "By what factor do lives stretch or shrink, if they have a known shape?",
        "若寿命服从已知分布，其延长或缩短的倍数是多少？",
        "De quel facteur les vies s’allongent-elles ou se raccourcissent-elles, si leur forme est connue ?",
    ),
    assumptions: &[
        read::CENSORING,
        w(
            "Lives have the named distribution, stretched by covariates.",
            "寿命服从所选分布，并被协变量拉伸。",
            "Les vies suivent la loi nommée, étirée par les covariables.",
        ),
    ],
    not_for: &[
        read::NOT_LISTED,
        w(
            "Beyond the ages observed: the shape there is an assumption.",
            "不可外推至未观察的年龄：其形状仅为假设。",
            "Au-delà des âges observés : la forme y est une hypothèse.",
        ),
    ],
    peer: "survival::survreg (R)",
    references: &["Kalbfleisch & Prentice (2002), doi:10.1002/9781118032985"],
    options: &[
        Opt::optional("time", Kind::Column, "column of ages at the end, or when last heard of"),
        Opt::optional("event", Kind::Column, "column that says whether, or how, a row ended"),
        read::EVENT_VALUE,
        read::ENTRY,
        Opt::optional("left", Kind::Column, "instead of time and event: the last age at which it was known to last"),
        Opt::optional("right", Kind::Column, "and the first age at which it was known to have ended; blank when not"),
        Opt::optional("covariates", Kind::Columns, "columns that may stretch lives; words become indicators"),
        Opt::optional("categorical", Kind::Columns, "covariates whose numbers are names of kinds"),
        Opt::optional("reference", Kind::Text, "value others are compared with, as form=makerspace; unsaid, the first"),
        Opt::default(
            "distribution",
            Kind::Word(&["weibull", "exponential", "lognormal", "loglogistic"]),
            "weibull",
            "shape of lives",
        ),
        read::CONF_LEVEL,
    ],
    example_table: EXAMPLE,
    example: "--left left --right right --covariates rent",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let covariates = input.columns("covariates")?;
    let mut notes = vec![];
    let (rows, left, right) = if input.settings.text("left").is_some() {
        let found = masses::ends(input, &covariates)?;
        (Rows::bare(input, found.used, found.left_out)?, found.left, found.right)
    } else if input.settings.text("time").is_some() {
        let mut rows = read::rows(input, &covariates)?;
        let events = rows.events(input)?;
        notes.append(&mut rows.notes);
        let right = rows.exit.iter().zip(&events).map(|(t, e)| if *e { *t } else { f64::INFINITY }).collect();
        let left = rows.exit.clone();
        (rows, left, right)
    } else {
        return Err(Refusal::new("option-missing", "neither `time` nor `left` is said")
            .why("one of them says when rows ended")
            .help("say --time COLUMN --event COLUMN, or --left COLUMN --right COLUMN")
            .at(At::Option("time".into())));
    };
    let design = read::design(input, &rows, &covariates)?;
    let events = right.iter().filter(|r| r.is_finite()).count();
    if events <= design.names.len() {
        return Err(refusal(&Error::TooFewEvents { events, needed: design.names.len() + 1 }, &[]));
    }
    let distribution = match input.settings.text("distribution") {
        Some("exponential") => Distribution::Exponential,
        Some("lognormal") => Distribution::LogNormal,
        Some("loglogistic") => Distribution::LogLogistic,
        _ => Distribution::Weibull,
    };
    let named = |e: Error| refusal(&e, &design.names);
    let fit = aft(&Intervals { left: &left, right: &right }, rows.entry.as_deref(), &design.columns, distribution)
        .map_err(named)?;
    let z = critical(read::level(input)).map_err(named)?;
    let mut names = vec!["(Intercept)".to_owned()];
    names.extend(design.names.iter().cloned());
    if fit.covariance.size > names.len() {
        names.push("log(scale)".into());
    }
    let numbers = numbers(&fit, &design.names, z);
    let items = (1..fit.coefficients.len())
        .map(|a| {
            let (b, se) = (fit.coefficients[a], fit.covariance.at(a, a).sqrt());
            Interval {
                name: names[a].clone(),
                value: b.exp(),
                bounds: Some([(b - z * se).exp(), (b + z * se).exp()]),
                ..Interval::default()
            }
        })
        .collect();
    notes.extend(few_ends(events, design.names.len()));
    let figure = Drawn { scale: "factor of life".into(), ratio: true, reference: Some(1.0), items };
    Ok(Outcome {
        numbers,
        sheets: vec![coefficients(&fit, &names, z), covariance(&fit, &names)],
        figures: if design.names.is_empty() { vec![] } else { vec![Figure::Intervals(figure)] },
        notes,
        used: rows.used,
        left_out: rows.left,
        seed: None,
    })
}

fn numbers(fit: &Aft, names: &[String], z: f64) -> Vec<Number> {
    let mut numbers = vec![];
    for (a, name) in names.iter().enumerate() {
        let (b, se) = (fit.coefficients[a + 1], fit.covariance.at(a + 1, a + 1).sqrt());
        let factor = w("factor by which lives are longer", "寿命延长倍数", "facteur d’allongement de la vie");
        numbers.push(
            Number::new(format!("factor.{name}"), factor, b.exp())
                .of(name.clone())
                .interval((b - z * se).exp(), (b + z * se).exp())
                .p(two_sided_p(b / se)),
        );
        if matches!(fit.distribution, Distribution::Weibull | Distribution::Exponential) {
            let ratio = w("hazard ratio", "风险比", "rapport de risques");
            numbers.push(Number::new(format!("hazard_ratio.{name}"), ratio, (-b / fit.scale).exp()).of(name.clone()));
        }
    }
    numbers.push(Number::new(
        "scale",
        w("scale σ of log life", "对数寿命的尺度 σ", "échelle σ du log de la vie"),
        fit.scale,
    ));
    let log = w("log-likelihood", "对数似然", "log-vraisemblance");
    numbers.push(Number::new("log_likelihood", log, fit.log_likelihood));
    let null = w("log-likelihood without covariates", "无协变量的对数似然", "log-vraisemblance sans covariables");
    numbers.push(Number::new("log_likelihood_null", null, fit.log_likelihood_null));
    if !names.is_empty() {
        let gain = w("likelihood ratio test (χ²)", "似然比检验（χ²）", "test du rapport de vraisemblance (χ²)");
        numbers.push(Number::new("likelihood_ratio", gain, fit.likelihood_ratio.statistic).p(fit.likelihood_ratio.p));
    }
    numbers
}

fn coefficients(fit: &Aft, names: &[String], z: f64) -> Sheet {
    let values = fit.coefficients.iter().copied().chain(std::iter::once(fit.scale.ln()));
    let rows = names
        .iter()
        .zip(values)
        .enumerate()
        .map(|(a, (name, b))| {
            let se = fit.covariance.at(a, a).sqrt();
            let mut row: Vec<Datum> = vec![name.as_str().into()];
            row.extend([b, se, b / se, two_sided_p(b / se), b - z * se, b + z * se].map(Datum::from));
            row
        })
        .collect();
    Sheet {
        id: "coefficients",
        title: w("Coefficients", "系数", "Coefficients"),
        columns: ["term", "coef", "std_error", "z", "p", "conf_low", "conf_high"].map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    }
}

fn covariance(fit: &Aft, names: &[String]) -> Sheet {
    Sheet {
        id: "covariance",
        title: w("Covariance of the coefficients", "系数协方差", "Covariance des coefficients"),
        columns: std::iter::once("term".to_owned()).chain(names.iter().cloned()).collect(),
        rows: (0..names.len())
            .map(|a| {
                let values = (0..names.len()).map(|b| fit.covariance.at(a, b).into());
                std::iter::once(names[a].as_str().into()).chain(values).collect()
            })
            .collect(),
        evidence: vec![],
    }
}
