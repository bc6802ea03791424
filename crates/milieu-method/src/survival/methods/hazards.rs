//! The Cox model.

use super::read::{self, Design, Rows, refusal, w};
use super::{EXAMPLE, few_ends};
use crate::analysis::figure::{Interval, Intervals};
use crate::analysis::{At, Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet, numbers_of};
use crate::normal::two_sided_p;
use crate::survival::cox::{self, Fit, Ties, Transform};
use crate::survival::linear::Symmetric;
use crate::survival::{Error, Sample, critical};

/// Proportional hazards.
pub static COX: Method = Method {
    name: "cox",
    title: w("Cox proportional hazards", "Cox 比例风险模型", "Risques proportionnels de Cox"),
    question: w(
        "What goes with ending sooner or later, other things equal?",
        "在其他条件相同时，什么与更早或更晚结束相关？",
        "Qu’est-ce qui va avec une fin plus précoce ou plus tardive, toutes choses égales par ailleurs ?",
    ),
    assumptions: &[
        read::CENSORING,
        read::ENTRIES,
        w(
            "A covariate multiplies the hazard by the same factor at every age: tested, see proportionality.",
            "协变量在各年龄以同一倍数改变风险：见比例性检验。",
            "Une covariable multiplie le risque par le même facteur à tout âge : testé, voir proportionality.",
        ),
        w(
            "At least ten ends for each coefficient; below that it is told with a warning.",
            "每个系数至少十次结束；不足时给出警告。",
            "Au moins dix fins par coefficient ; en dessous, un avertissement le dit.",
        ),
    ],
    not_for: &[
        read::NOT_LISTED,
        w(
            "As proof of cause: what goes with ending may have its own causes.",
            "不能作为因果证明：相关因素可能另有原因。",
            "Comme preuve de cause : ce qui va avec la fin peut avoir ses propres causes.",
        ),
    ],
    peer: "survival::coxph, cox.zph, basehaz, concordance (R)",
    references: &[
        "Cox (1972), doi:10.1111/j.2517-6161.1972.tb00899.x",
        "Efron (1977), doi:10.1080/01621459.1977.10480613",
        "Grambsch & Therneau (1994), doi:10.1093/biomet/81.3.515",
        "Lin & Wei (1989), doi:10.1080/01621459.1989.10478874",
        "Peduzzi et al. (1995), doi:10.1016/0895-4356(95)00048-8",
    ],
    options: &[
        read::TIME,
        read::EVENT,
        read::EVENT_VALUE,
        read::ENTRY,
        Opt::required("covariates", Kind::Columns, "columns that may go with ending; words become indicators"),
        Opt::optional("categorical", Kind::Columns, "covariates whose numbers are names of kinds"),
        Opt::optional("reference", Kind::Text, "value others are compared with, as form=makerspace; unsaid, the first"),
        read::STRATA,
        Opt::optional("cluster", Kind::Column, "column of rows that go together, for robust standard errors"),
        Opt::optional("weights", Kind::Column, "column of weights"),
        Opt::default("ties", Kind::Word(&["efron", "breslow", "exact"]), "efron", "how tied ends are treated"),
        Opt::default(
            "transform",
            Kind::Word(&["km", "identity", "rank", "log"]),
            "km",
            "scale of time on which coefficients might drift",
        ),
        Opt::optional(
            "residuals",
            Kind::Word(&["martingale", "deviance", "schoenfeld", "dfbeta"]),
            "also give these residuals, row by row",
        ),
        Opt::optional("predict", Kind::Text, "covariates of a place whose curve is wanted, as rent=2,form=fablab"),
        read::CONF_LEVEL,
    ],
    example_table: EXAMPLE,
    example: "--time age --event end --event-value closed,absorbed --entry entry --covariates rent",
    example_more: &[],
    run,
};

/// A fit with what its errors are.
struct Fitted<'a> {
    fit: &'a Fit,
    design: &'a Design,
    covariance: &'a Symmetric,
    z: f64,
}

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let covariates = input.columns("covariates")?;
    let (strata, cluster, weights) = (input.column("strata")?, input.column("cluster")?, input.column("weights")?);
    let needed: Vec<_> = covariates.iter().copied().chain(strata).chain(cluster).chain(weights).collect();
    let mut rows = read::rows(input, &needed)?;
    let events = rows.events(input)?;
    let design = read::design(input, &rows, &covariates)?;
    let count = events.iter().filter(|e| **e).count();
    if count <= design.names.len() {
        return Err(refusal(&Error::TooFewEvents { events: count, needed: design.names.len() + 1 }, &[])
            .why(format!("{} coefficients would fit {count} ends whatever they were", design.names.len())));
    }
    let weight: Option<Vec<f64>> = match weights {
        Some(column) => {
            let cells = numbers_of(column)?;
            Some(rows.used.iter().map(|&row| cells[row].unwrap_or(f64::NAN)).collect())
        }
        None => None,
    };
    let strata = strata.map(|column| rows.codes(column));
    let cluster = cluster.map(|column| rows.codes(column).1);
    let options = cox::Options {
        ties: match input.settings.text("ties") {
            Some("breslow") => Ties::Breslow,
            Some("exact") => Ties::Exact,
            _ => Ties::Efron,
        },
        ..cox::Options::default()
    };
    let named = |e: Error| refusal(&e, &design.names);
    let model = cox::Input {
        sample: Sample { entry: rows.entry.as_deref(), exit: &rows.exit, event: &events },
        covariates: &design.columns,
        strata: strata.as_ref().map(|s| s.1.as_slice()),
        weight: weight.as_deref(),
        offset: None,
    };
    let fit = cox::fit(&model, &options).map_err(named)?;
    let robust = cluster.as_deref().map(|c| fit.robust(Some(c))).transpose().map_err(named)?;
    let fitted = Fitted {
        fit: &fit,
        design: &design,
        covariance: robust.as_ref().map_or(&fit.covariance, |r| &r.covariance),
        z: critical(read::level(input)).map_err(named)?,
    };
    let concordance = fit.concordance(&model, cluster.as_deref()).map_err(named)?;
    let mut numbers = ratios(&fitted);
    let share = w(
        "concordance: of two rows, how often the riskier ends first",
        "一致性：两个案中风险高者先结束的比例",
        "concordance : de deux lignes, combien de fois la plus à risque finit d’abord",
    );
    numbers.push(Number::new("concordance", share, concordance.share).interval(
        concordance.share - fitted.z * concordance.std_err,
        concordance.share + fitted.z * concordance.std_err,
    ));
    let gain = w("likelihood ratio test (χ²)", "似然比检验（χ²）", "test du rapport de vraisemblance (χ²)");
    numbers.push(Number::new("likelihood_ratio", gain, fit.likelihood_ratio.statistic).p(fit.likelihood_ratio.p));
    numbers.push(Number::new("events", w("ends", "结束数", "fins"), fit.events as f64));
    numbers.push(Number::new("rows", w("rows", "个案数", "lignes"), fit.rows as f64));
    let mut notes = std::mem::take(&mut rows.notes);
    let mut sheets = vec![
        coefficients(&fitted, robust.is_some()),
        covariance(&fitted),
        tests(&fit, robust.as_ref(), concordance),
        baseline(&fit, strata.as_ref().map(|s| s.0.as_slice())),
    ];
    notes.extend(few_ends(fit.events, fit.coefficients.len()));
    if options.ties != Ties::Exact {
        let (sheet, global, drifting) = proportionality(input, &fitted, &model)?;
        sheets.insert(2, sheet);
        let label =
            w("test of proportional hazards (χ²)", "比例风险检验（χ²）", "test des risques proportionnels (χ²)");
        numbers.push(Number::new("proportionality", label, global.statistic).p(global.p));
        notes.extend(drifting);
    }
    if let Some(text) = input.settings.text("predict") {
        sheets.push(predicted(&fitted, text, strata.as_ref().map(|s| s.0.as_slice()))?);
    }
    if let Some(kind) = input.settings.text("residuals") {
        sheets.push(residuals(&fitted, kind, &rows)?);
    }
    Ok(Outcome {
        numbers,
        sheets,
        figures: vec![Figure::Intervals(figure(&fitted))],
        notes,
        used: rows.used,
        left_out: rows.left,
        seed: None,
    })
}

impl Fitted<'_> {
    fn std_err(&self, a: usize) -> f64 {
        self.covariance.at(a, a).sqrt()
    }

    /// Hazard ratio with its interval.
    fn ratio(&self, a: usize) -> [f64; 3] {
        let b = self.fit.coefficients[a];
        [b, b - self.z * self.std_err(a), b + self.z * self.std_err(a)].map(f64::exp)
    }
}

fn ratios(fitted: &Fitted) -> Vec<Number> {
    let label = w("hazard ratio", "风险比", "rapport de risques");
    (0..fitted.design.names.len())
        .map(|a| {
            let name = &fitted.design.names[a];
            let [ratio, low, high] = fitted.ratio(a);
            let p = two_sided_p(fitted.fit.coefficients[a] / fitted.std_err(a));
            Number::new(format!("hazard_ratio.{name}"), label, ratio).of(name.clone()).interval(low, high).p(p)
        })
        .collect()
}

fn coefficients(fitted: &Fitted, is_robust: bool) -> Sheet {
    let mut columns = vec!["term", "coef", "hazard_ratio", "std_error"];
    if is_robust {
        columns.push("robust_se");
    }
    columns.extend(["z", "p", "conf_low", "conf_high"]);
    let naive = fitted.fit.std_err();
    let rows = (0..fitted.design.names.len())
        .map(|a| {
            let b = fitted.fit.coefficients[a];
            let [ratio, low, high] = fitted.ratio(a);
            let z = b / fitted.std_err(a);
            let mut row: Vec<Datum> =
                vec![fitted.design.names[a].as_str().into(), b.into(), ratio.into(), naive[a].into()];
            if is_robust {
                row.push(fitted.std_err(a).into());
            }
            row.extend([z, two_sided_p(z), low, high].map(Datum::from));
            row
        })
        .collect();
    Sheet {
        id: "coefficients",
        title: w("Coefficients", "系数", "Coefficients"),
        columns: columns.into_iter().map(str::to_owned).collect(),
        rows,
        evidence: vec![],
    }
}

fn covariance(fitted: &Fitted) -> Sheet {
    let names = &fitted.design.names;
    Sheet {
        id: "covariance",
        title: w("Covariance of the coefficients", "系数协方差", "Covariance des coefficients"),
        columns: std::iter::once("term".to_owned()).chain(names.iter().cloned()).collect(),
        rows: names
            .iter()
            .enumerate()
            .map(|(a, name)| {
                let values = (0..names.len()).map(|b| fitted.covariance.at(a, b).into());
                std::iter::once(name.as_str().into()).chain(values).collect()
            })
            .collect(),
        evidence: vec![],
    }
}

fn tests(fit: &Fit, robust: Option<&cox::Robust>, concordance: cox::Concordance) -> Sheet {
    let wald = robust.map_or(fit.wald, |r| r.wald);
    let test = |name: &str, t: crate::survival::ChiSquareTest| -> Vec<Datum> {
        vec![name.into(), t.statistic.into(), t.df.into(), t.p.into()]
    };
    let value = |name: &str, v: f64| -> Vec<Datum> { vec![name.into(), v.into(), Datum::Missing, Datum::Missing] };
    Sheet {
        id: "model",
        title: w("The model as a whole", "模型整体", "Le modèle dans son ensemble"),
        columns: ["name", "value", "df", "p"].map(str::to_owned).to_vec(),
        rows: vec![
            test("likelihood_ratio", fit.likelihood_ratio),
            test("wald", wald),
            test("score", fit.score),
            value("log_likelihood_null", fit.log_likelihood_null),
            value("log_likelihood", fit.log_likelihood),
            value("aic", fit.aic()),
            value("bic", fit.bic()),
            value("concordance", concordance.share),
            value("concordance_std_error", concordance.std_err),
            value("iterations", fit.iterations as f64),
        ],
        evidence: vec![],
    }
}

/// Name of a stratum in a list that leaves out strata without events, told as one only if there are names.
fn stratum_names(fit: &Fit, names: Option<&[String]>) -> Vec<String> {
    let present = fit.strata_with_events();
    present.iter().map(|&s| names.and_then(|n| n.get(s).cloned()).unwrap_or_default()).collect()
}

fn baseline(fit: &Fit, names: Option<&[String]>) -> Sheet {
    let strata = stratum_names(fit, names);
    let rows = fit
        .baseline()
        .into_iter()
        .zip(strata)
        .flat_map(|(baseline, name)| {
            let steps: Vec<Vec<Datum>> = baseline
                .time
                .iter()
                .zip(&baseline.hazard)
                .map(|(t, h)| vec![name.as_str().into(), (*t).into(), (*h).into()])
                .collect();
            steps
        })
        .collect();
    Sheet {
        id: "baseline",
        title: w(
            "Cumulative hazard where all covariates are zero",
            "协变量全为零时的累积风险",
            "Risque cumulé quand toutes les covariables sont nulles",
        ),
        columns: ["stratum", "time", "hazard"].map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    }
}

type Tested = (Sheet, crate::survival::ChiSquareTest, Option<Note>);

fn proportionality(input: Input<'_>, fitted: &Fitted, model: &cox::Input) -> Result<Tested, Refusal> {
    let transform = match input.settings.text("transform") {
        Some("identity") => Transform::Identity,
        Some("rank") => Transform::Rank,
        Some("log") => Transform::Log,
        _ => Transform::KaplanMeier,
    };
    let terms: Vec<Vec<usize>> = fitted.design.terms.iter().map(|(_, columns)| columns.clone()).collect();
    let found = fitted.fit.proportionality(model, &terms, transform).map_err(|e| refusal(&e, &fitted.design.names))?;
    let mut rows: Vec<Vec<Datum>> = found
        .terms
        .iter()
        .zip(&fitted.design.terms)
        .map(|(t, (name, _))| vec![name.as_str().into(), t.test.statistic.into(), t.test.df.into(), t.test.p.into()])
        .collect();
    rows.push(vec!["GLOBAL".into(), found.global.statistic.into(), found.global.df.into(), found.global.p.into()]);
    let drifting: Vec<&str> = found
        .terms
        .iter()
        .zip(&fitted.design.terms)
        .filter(|(t, _)| t.test.p < 0.05)
        .map(|(_, (name, _))| name.as_str())
        .collect();
    let note = (!drifting.is_empty()).then(|| Note {
        warns: true,
        words: w(
            "the hazard ratio of this covariate changes with age: one number for all ages hides it; use it as strata, or compare curves",
            "该协变量的风险比随年龄变化：单一数值会掩盖之；可作分层或比较曲线",
            "le rapport de risques de cette covariable change avec l’âge : un seul nombre le cache ; stratifiez ou comparez les courbes",
        ),
        detail: drifting.join(", "),
    });
    let sheet = Sheet {
        id: "proportionality",
        title: w(
            "Are hazards proportional? Exact score test",
            "风险是否成比例？精确得分检验",
            "Risques proportionnels ? Test du score exact",
        ),
        columns: ["term", "chisq", "df", "p"].map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    };
    Ok((sheet, found.global, note))
}

/// `rent=2,form=fablab` as the values of the design's columns.
fn covariates_of(design: &Design, text: &str) -> Result<Vec<f64>, Refusal> {
    let bad = |what: String| {
        Refusal::new("bad-option", what)
            .why("every covariate of the model must have a value")
            .help(format!(
                "say a value for each of {}, with commas between",
                design.terms.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
            ))
            .at(At::Option("predict".into()))
    };
    let said: Vec<(&str, &str)> =
        text.split(',').filter_map(|part| part.split_once('=')).map(|(n, v)| (n.trim(), v.trim())).collect();
    let mut x = vec![0.0; design.names.len()];
    for (name, columns) in &design.terms {
        let value = said
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| *v)
            .ok_or_else(|| bad(format!("option `predict` says nothing of `{name}`")))?;
        for &column in columns {
            x[column] = if design.names[column] == *name {
                value
                    .parse()
                    .map_err(|_| bad(format!("option `predict` says `{value}` of `{name}`, which is not a number")))?
            } else {
                f64::from(u8::from(design.names[column] == format!("{name}={value}")))
            };
        }
    }
    Ok(x)
}

fn predicted(fitted: &Fitted, text: &str, names: Option<&[String]>) -> Result<Sheet, Refusal> {
    let x = covariates_of(fitted.design, text)?;
    let strata = stratum_names(fitted.fit, names);
    let curves = fitted.fit.predict(&x).map_err(|e| refusal(&e, &fitted.design.names))?;
    let mut rows = vec![];
    for (curve, name) in curves.iter().zip(&strata) {
        for (i, [low, high]) in curve.interval(fitted.z).into_iter().enumerate() {
            rows.push(vec![
                name.as_str().into(),
                curve.time[i].into(),
                curve.survival[i].into(),
                curve.hazard[i].into(),
                curve.hazard_std_err[i].into(),
                low.into(),
                high.into(),
            ]);
        }
    }
    let columns = ["stratum", "time", "surv", "cumhaz", "std_chaz", "conf_low", "conf_high"];
    Ok(Sheet {
        id: "predicted",
        title: w("Survival predicted", "预测生存", "Survie prédite"),
        columns: columns.map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    })
}

fn residuals(fitted: &Fitted, kind: &str, rows: &Rows) -> Result<Sheet, Refusal> {
    let named = |e: Error| refusal(&e, &fitted.design.names);
    let label = |row: usize| Datum::from(rows.used[row] + 1);
    let names = fitted.design.names.iter().cloned();
    let single = |values: Vec<f64>| -> Vec<Vec<Datum>> {
        values.into_iter().enumerate().map(|(row, v)| vec![label(row), v.into()]).collect()
    };
    let mut evidence: Vec<Vec<usize>> = rows.used.iter().map(|&row| vec![row]).collect();
    let (columns, values) = match kind {
        "martingale" => (vec!["row".to_owned(), "martingale".into()], single(fitted.fit.martingale().map_err(named)?)),
        "deviance" => (vec!["row".to_owned(), "deviance".into()], single(fitted.fit.deviance().map_err(named)?)),
        "schoenfeld" => {
            let found = fitted.fit.schoenfeld().map_err(named)?;
            evidence = found.row.iter().map(|&row| vec![rows.used[row]]).collect();
            let values = (0..found.row.len())
                .map(|i| {
                    [label(found.row[i]), found.time[i].into()]
                        .into_iter()
                        .chain(found.values[i].iter().map(|v| (*v).into()))
                        .collect()
                })
                .collect();
            (["row".to_owned(), "time".into()].into_iter().chain(names).collect(), values)
        }
        _ => {
            let found = fitted.fit.dfbeta().map_err(named)?;
            let values = found
                .iter()
                .enumerate()
                .map(|(row, v)| std::iter::once(label(row)).chain(v.iter().map(|v| (*v).into())).collect())
                .collect();
            (std::iter::once("row".to_owned()).chain(names).collect(), values)
        }
    };
    Ok(Sheet { id: "residuals", title: w("Residuals", "残差", "Résidus"), columns, rows: values, evidence })
}

fn figure(fitted: &Fitted) -> Intervals {
    let items = (0..fitted.design.names.len())
        .map(|a| {
            let [ratio, low, high] = fitted.ratio(a);
            Interval {
                name: fitted.design.names[a].clone(),
                value: ratio,
                bounds: Some([low, high]),
                ..Interval::default()
            }
        })
        .collect();
    Intervals { scale: "hazard ratio".into(), ratio: true, reference: Some(1.0), items }
}
