//! The log-rank family.

use super::EXAMPLE;
use super::read::{self, refusal, w};
use crate::analysis::{Datum, Input, Kind, Method, Number, Opt, Outcome, Refusal, Sheet};
use crate::survival::Sample;
use crate::survival::log_rank::{self, Weight};

/// Comparison of groups.
pub static LOG_RANK: Method = Method {
    name: "log-rank",
    title: w(
        "Log-rank test and its weighted relatives",
        "对数秩检验及其加权变体",
        "Test du log-rank et ses variantes pondérées",
    ),
    question: w(
        "Do groups end at the same pace?",
        "各组结束的快慢是否相同？",
        "Les groupes prennent-ils fin au même rythme ?",
    ),
    assumptions: &[read::CENSORING, read::ENTRIES],
    not_for: &[
        read::NOT_LISTED,
        w(
            "As proof of no difference where curves cross: weights decide what is seen then.",
            "曲线相交时不能据此断言无差异：结果取决于权重。",
            "Comme preuve d’absence de différence quand les courbes se croisent : les poids décident alors.",
        ),
    ],
    peer: "survival::survdiff (R)",
    references: &[
        "Mantel (1966), Cancer Chemotherapy Reports 50:163–170",
        "Peto & Peto (1972), doi:10.2307/2344317",
        "Tarone & Ware (1977), doi:10.1093/biomet/64.1.156",
        "Fleming & Harrington (1981), doi:10.1080/03610928108828073",
    ],
    options: &[
        read::TIME,
        read::EVENT,
        read::EVENT_VALUE,
        read::ENTRY,
        Opt::required("group", Kind::Column, "column of the groups compared"),
        read::STRATA,
        Opt::default(
            "weights",
            Kind::Word(&["log-rank", "gehan", "tarone-ware", "peto", "fleming-harrington"]),
            "log-rank",
            "how much an end counts, by when it happens; peto is fleming-harrington with rho 1",
        ),
        Opt::default("rho", Kind::Number(0.0, 10.0), "0", "weight of early differences (fleming-harrington)"),
        Opt::default("gamma", Kind::Number(0.0, 10.0), "0", "weight of late differences (fleming-harrington)"),
    ],
    example_table: EXAMPLE,
    example: "--time age --event end --event-value closed,absorbed --entry entry --group form",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let group = read::required(input, "group")?;
    let strata = input.column("strata")?;
    let needed: Vec<_> = std::iter::once(group).chain(strata).collect();
    let mut rows = read::rows(input, &needed)?;
    let events = rows.events(input)?;
    let (names, codes) = rows.codes(group);
    let strata = strata.map(|column| rows.codes(column).1);
    let number = |name: &str| input.settings.number(name).unwrap_or(0.0);
    let (rho, gamma) = (number("rho"), number("gamma"));
    let weight = match input.settings.text("weights") {
        Some("gehan") => Weight::Gehan,
        Some("tarone-ware") => Weight::TaroneWare,
        Some("peto") => Weight::FlemingHarrington { rho: 1.0, gamma: 0.0 },
        Some("fleming-harrington") => Weight::FlemingHarrington { rho, gamma },
        _ if rho > 0.0 || gamma > 0.0 => Weight::FlemingHarrington { rho, gamma },
        _ => Weight::LogRank,
    };
    let sample = Sample { entry: rows.entry.as_deref(), exit: &rows.exit, event: &events };
    let found =
        log_rank::compare(&sample, &codes, names.len(), strata.as_deref(), weight).map_err(|e| refusal(&e, &[]))?;
    let numbers = vec![
        Number::new("chisq", w("χ² of the test", "检验 χ²", "χ² du test"), found.test.statistic).p(found.test.p),
        Number::new("df", w("degrees of freedom", "自由度", "degrés de liberté"), found.test.df as f64),
    ];
    let evidence: Vec<Vec<usize>> = (0..names.len())
        .map(|g| rows.used.iter().zip(&codes).filter(|(_, c)| **c == g).map(|(&row, _)| row).collect())
        .collect();
    let sheet_rows = names
        .iter()
        .enumerate()
        .map(|(g, name)| {
            let variance = found.covariance.at(g, g);
            vec![
                name.as_str().into(),
                found.rows[g].into(),
                found.observed[g].into(),
                found.expected[g].into(),
                variance.into(),
                Datum::from((found.observed[g] - found.expected[g]).powi(2) / found.expected[g]),
                Datum::from((found.observed[g] - found.expected[g]).powi(2) / variance),
            ]
        })
        .collect();
    let columns = ["group", "n", "observed", "expected", "variance", "o_e_squared_by_e", "o_e_squared_by_v"];
    let groups = Sheet {
        id: "groups",
        title: w("Ends observed and expected", "观察与期望的结束数", "Fins observées et attendues"),
        columns: columns.map(str::to_owned).to_vec(),
        rows: sheet_rows,
        evidence,
    };
    let covariance = Sheet {
        id: "covariance",
        title: w("Covariance of observed minus expected", "观察减期望的协方差", "Covariance des écarts"),
        columns: std::iter::once("group".to_owned()).chain(names.iter().cloned()).collect(),
        rows: names
            .iter()
            .enumerate()
            .map(|(g, name)| {
                std::iter::once(name.as_str().into())
                    .chain((0..names.len()).map(|h| found.covariance.at(g, h).into()))
                    .collect()
            })
            .collect(),
        evidence: vec![],
    };
    Ok(Outcome {
        numbers,
        sheets: vec![groups, covariance],
        notes: rows.notes,
        used: rows.used,
        left_out: rows.left,
        ..Outcome::default()
    })
}
