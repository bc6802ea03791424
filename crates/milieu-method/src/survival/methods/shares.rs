//! Competing exits: Aalen–Johansen with Gray's test, and Fine–Gray.

use super::curves::moments;
use super::read::{self, refusal, w};
use super::{EXAMPLE, few_ends};
use crate::Words;
use crate::analysis::figure::{self, Interval, Intervals, Steps};
use crate::analysis::{At, Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};
use crate::normal::two_sided_p;
use crate::survival::competing::{Causes, Incidence, fine_gray, gray, incidence};
use crate::survival::cox::Ties;
use crate::survival::{Error, critical};

const SHARES_NOT_CAUSES: Words = w(
    "To explain a cause: a covariate may raise the share of one exit by preventing another. Ask cox with event-value.",
    "不用于解释某一出口的原因：协变量可能因抑制另一出口而提高该出口的比例。请用 cox 并指定 event-value。",
    "Pour expliquer une cause : une covariable peut accroître la part d’une sortie en en empêchant une autre. Utilisez cox avec event-value.",
);

/// Cumulative incidence.
pub static COMPETING_RISKS: Method = Method {
    name: "competing-risks",
    title: w(
        "Cumulative incidence of competing exits (Aalen–Johansen)",
        "竞争性出口的累积发生率",
        "Incidence cumulée des sorties concurrentes",
    ),
    question: w(
        "What share has closed, been absorbed or converted by each age?",
        "到各年龄，关闭、被吸收、转型的比例各是多少？",
        "Quelle part a fermé, été absorbée ou convertie à chaque âge ?",
    ),
    assumptions: &[read::CENSORING, read::ENTRIES],
    not_for: &[read::NOT_LISTED, SHARES_NOT_CAUSES],
    peer: "survival::survfit with a factor status; cmprsk::cuminc (R)",
    references: &["Aalen & Johansen (1978), Scand. J. Statist. 5:141–150", "Gray (1988), doi:10.1214/aos/1176350951"],
    options: &[
        read::TIME,
        read::EVENT,
        read::CENSOR_VALUE,
        read::ENTRY,
        read::GROUP,
        read::CONF_TYPE,
        read::CONF_LEVEL,
        Opt::optional("at", Kind::Text, "ages at which the shares are told, with commas between; unsaid, the last age"),
        read::UNIT,
    ],
    example_table: EXAMPLE,
    example: "--time age --event end --entry entry --at 2,5",
    example_more: &[],
    run: run_shares,
};

/// The model of one cause's share.
pub static FINE_GRAY: Method = Method {
    name: "fine-gray",
    title: w(
        "Fine–Gray model of one exit’s share",
        "Fine–Gray 子分布风险模型",
        "Modèle de Fine–Gray de la part d’une sortie",
    ),
    question: w(
        "What goes with a larger share ending by this exit?",
        "什么与更大比例以此方式结束相关？",
        "Qu’est-ce qui va avec une plus grande part finissant par cette sortie ?",
    ),
    assumptions: &[
        read::CENSORING,
        w(
            "Censoring does not depend on the covariates.",
            "删失不依赖协变量。",
            "La censure ne dépend pas des covariables.",
        ),
    ],
    not_for: &[
        SHARES_NOT_CAUSES,
        w(
            "For all exits at once: the shares of separate models may add up to more than one.",
            "不宜同时用于所有出口：各模型比例之和可能超过一。",
            "Pour toutes les sorties à la fois : les parts de modèles séparés peuvent dépasser un.",
        ),
    ],
    peer: "cmprsk::crr (breslow); survival::finegray with coxph (efron) (R)",
    references: &["Fine & Gray (1999), doi:10.1080/01621459.1999.10474144"],
    options: &[
        read::TIME,
        read::EVENT,
        Opt::required("event-value", Kind::Text, "value of the event column that is the exit asked for"),
        read::CENSOR_VALUE,
        Opt::required("covariates", Kind::Columns, "columns that may go with it; words become indicators"),
        Opt::optional("categorical", Kind::Columns, "covariates whose numbers are names of kinds"),
        Opt::optional("reference", Kind::Text, "value others are compared with, as form=makerspace; unsaid, the first"),
        Opt::default("ties", Kind::Word(&["breslow", "efron"]), "breslow", "how tied ends are treated"),
        read::CONF_LEVEL,
    ],
    example_table: EXAMPLE,
    example: "--time age --event end --event-value closed --covariates rent",
    example_more: &[],
    run: run_fine_gray,
};

fn run_shares(input: Input<'_>) -> Result<Outcome, Refusal> {
    let group = input.column("group")?;
    let rows = read::rows(input, &group.into_iter().collect::<Vec<_>>())?;
    let (causes, cause) = rows.causes(input)?;
    let (names, codes) = rows.groups(group);
    let ages: Vec<f64> = input
        .settings
        .list("at")
        .map(|text| {
            text.parse().map_err(|_| {
                Refusal::new("bad-option", format!("option `at` holds `{text}`"))
                    .why("it is a list of ages")
                    .help("say --at 1,2,5")
            })
        })
        .collect::<Result<_, Refusal>>()?;
    let mut found: Vec<(Vec<usize>, Incidence)> = vec![];
    for g in 0..names.len() {
        let own: Vec<usize> = (0..codes.len()).filter(|&i| codes[i] == g).collect();
        let exit: Vec<f64> = own.iter().map(|&i| rows.exit[i]).collect();
        let entry: Option<Vec<f64>> = rows.entry.as_ref().map(|e| own.iter().map(|&i| e[i]).collect());
        let cause: Vec<usize> = own.iter().map(|&i| cause[i]).collect();
        let sample = Causes { entry: entry.as_deref(), exit: &exit, cause: &cause };
        let mut shares = incidence(&sample, read::level(input), read::scale(input)).map_err(|e| refusal(&e, &[]))?;
        // A cause that no row of this group ended by has a share of zero, not none.
        let n = shares.time.len();
        while shares.share.len() < causes.len() {
            shares.events.push(vec![0; n]);
            shares.share.push(vec![0.0; n]);
            shares.std_err.push(vec![0.0; n]);
            shares.interval.push(vec![[0.0, 0.0]; n]);
        }
        found.push((own.iter().map(|&i| rows.used[i]).collect(), shares));
    }
    let label = w("share ended by this exit", "以此方式结束的比例", "part finie par cette sortie");
    let mut numbers = vec![];
    for ((own, shares), name) in found.iter().zip(&names) {
        let last = shares.time.last().copied();
        for age in if ages.is_empty() { last.into_iter().collect::<Vec<_>>() } else { ages.clone() } {
            for (k, cause) in causes.iter().enumerate() {
                let step = shares.time.partition_point(|&t| t <= age).checked_sub(1);
                let told = age.to_string();
                let joined = |parts: [&str; 3], by: &str| {
                    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
                };
                let id = joined([cause, name, &told], ".");
                let of = joined([name, cause, &told], ", ");
                let value = step.map_or(0.0, |i| shares.share[k][i]);
                let [low, high] = step.map_or([0.0, 0.0], |i| shares.interval[k][i]);
                numbers.push(
                    Number::new(format!("share.{id}"), label, value).of(of).interval(low, high).rows(own.clone()),
                );
            }
        }
    }
    let mut notes = rows.notes.clone();
    if names.len() > 1 {
        let sample = Causes { entry: rows.entry.as_deref(), exit: &rows.exit, cause: &cause };
        for (k, name) in causes.iter().enumerate() {
            match gray(&sample, k + 1, &codes, names.len()) {
                Ok(test) => {
                    let label = w("Gray’s test of equal shares (χ²)", "Gray 检验（χ²）", "test de Gray (χ²)");
                    numbers.push(Number::new(format!("gray.{name}"), label, test.statistic).of(name.clone()).p(test.p));
                }
                Err(error) => notes.push(Note {
                    warns: false,
                    words: w("Gray’s test is not given", "未给出 Gray 检验", "le test de Gray n’est pas donné"),
                    detail: format!("{name}: {error}"),
                }),
            }
        }
    }
    let sheet = shares_sheet(&names, &causes, &found);
    let figure = shares_figure(&names, &causes, &found, input.settings.text("unit").unwrap_or_default());
    Ok(Outcome {
        numbers,
        sheets: vec![sheet],
        figures: vec![Figure::Steps(figure)],
        notes,
        used: rows.used,
        left_out: rows.left,
        seed: None,
    })
}

fn shares_sheet(names: &[String], causes: &[String], found: &[(Vec<usize>, Incidence)]) -> Sheet {
    let mut columns: Vec<String> = ["group", "time", "n_risk", "n_censor", "surv"].map(str::to_owned).to_vec();
    for cause in causes {
        for of in ["n", "share", "std_error", "conf_low", "conf_high"] {
            columns.push(format!("{of}_{cause}"));
        }
    }
    let mut rows = vec![];
    for ((_, shares), name) in found.iter().zip(names) {
        for i in 0..shares.time.len() {
            let mut row: Vec<Datum> = vec![
                name.as_str().into(),
                shares.time[i].into(),
                Datum::Count(shares.at_risk[i]),
                Datum::Count(shares.censored[i]),
                shares.survival[i].into(),
            ];
            for k in 0..causes.len() {
                row.push(Datum::Count(shares.events[k][i]));
                let [low, high] = shares.interval[k][i];
                row.extend([shares.share[k][i], shares.std_err[k][i], low, high].map(Datum::from));
            }
            rows.push(row);
        }
    }
    Sheet {
        id: "incidence",
        title: w("Cumulative incidence", "累积发生率", "Incidence cumulée"),
        columns,
        rows,
        evidence: vec![],
    }
}

fn shares_figure(names: &[String], causes: &[String], found: &[(Vec<usize>, Incidence)], unit: &str) -> Steps {
    let end = found.iter().filter_map(|(_, s)| s.time.last()).fold(0.0_f64, |m, t| m.max(*t));
    let moments = moments(0.0, end);
    let mut curves = vec![];
    for ((_, shares), name) in found.iter().zip(names) {
        for (k, cause) in causes.iter().enumerate() {
            let steps = (0..shares.time.len()).filter(|&i| shares.events[k][i] > 0).map(|i| {
                let [low, high] = shares.interval[k][i];
                [shares.time[i], shares.share[k][i], low, high]
            });
            let before = |m: f64| shares.time.partition_point(|&t| t < m);
            curves.push(figure::Curve {
                name: if name.is_empty() { cause.clone() } else { format!("{name}: {cause}") },
                steps: std::iter::once([0.0; 4]).chain(steps).collect(),
                censored: (0..shares.time.len()).filter(|&i| shares.censored[i] > 0).map(|i| shares.time[i]).collect(),
                at_risk: moments.iter().map(|&m| shares.at_risk.get(before(m)).map_or(0, |&n| n as usize)).collect(),
            });
        }
    }
    Steps { unit: unit.to_owned(), height: "cumulative_incidence", curves, moments }
}

fn run_fine_gray(input: Input<'_>) -> Result<Outcome, Refusal> {
    let covariates = input.columns("covariates")?;
    let rows = read::rows(input, &covariates)?;
    let (causes, cause) = rows.causes(input)?;
    let wanted = input.settings.text("event-value").unwrap_or_default();
    let Some(k) = causes.iter().position(|c| c == wanted) else {
        return Err(Refusal::new("no-such-event", format!("no row ends by `{wanted}`"))
            .why("the share of this exit is modelled")
            .help(format!("the exits are {}", causes.join(", ")))
            .at(At::Option("event-value".into())));
    };
    let design = read::design(input, &rows, &covariates)?;
    let count = cause.iter().filter(|c| **c == k + 1).count();
    read::enough(count)?;
    if count <= design.names.len() {
        return Err(refusal(&Error::TooFewEvents { events: count, needed: design.names.len() + 1 }, &[]));
    }
    let ties = if input.settings.text("ties") == Some("efron") { Ties::Efron } else { Ties::Breslow };
    let named = |e: Error| refusal(&e, &design.names);
    let sample = Causes { entry: None, exit: &rows.exit, cause: &cause };
    let fit = fine_gray(&sample, k + 1, &design.columns, ties).map_err(named)?;
    let z = critical(read::level(input)).map_err(named)?;
    let label = w("subdistribution hazard ratio", "子分布风险比", "rapport de risques de sous-distribution");
    let mut numbers = vec![];
    let mut sheet_rows = vec![];
    let mut items = vec![];
    for (a, name) in design.names.iter().enumerate() {
        let (b, se) = (fit.coefficients[a], fit.covariance.at(a, a).sqrt());
        let [ratio, low, high] = [b, b - z * se, b + z * se].map(f64::exp);
        let p = two_sided_p(b / se);
        numbers.push(Number::new(format!("ratio.{name}"), label, ratio).of(name.clone()).interval(low, high).p(p));
        let naive = fit.naive.at(a, a).sqrt();
        let mut row: Vec<Datum> = vec![name.as_str().into()];
        row.extend([b, ratio, se, naive, b / se, p, low, high].map(Datum::from));
        sheet_rows.push(row);
        items.push(Interval { name: name.clone(), value: ratio, bounds: Some([low, high]), ..Interval::default() });
    }
    numbers.push(Number::new(
        "log_likelihood",
        w("log pseudo-likelihood", "对数伪似然", "log pseudo-vraisemblance"),
        fit.log_likelihood,
    ));
    numbers.push(Number::new(
        "events",
        w("ends by this exit", "以此方式结束数", "fins par cette sortie"),
        fit.events as f64,
    ));
    let mut notes = rows.notes;
    notes.extend(few_ends(fit.events, design.names.len()));
    let columns = ["term", "coef", "ratio", "robust_se", "naive_se", "z", "p", "conf_low", "conf_high"];
    let sheet = Sheet {
        id: "coefficients",
        title: w("Coefficients", "系数", "Coefficients"),
        columns: columns.map(str::to_owned).to_vec(),
        rows: sheet_rows,
        evidence: vec![],
    };
    let figure = Intervals { scale: "subdistribution hazard ratio".into(), ratio: true, reference: Some(1.0), items };
    Ok(Outcome {
        numbers,
        sheets: vec![sheet],
        figures: vec![Figure::Intervals(figure)],
        notes,
        used: rows.used,
        left_out: rows.left,
        seed: None,
    })
}
