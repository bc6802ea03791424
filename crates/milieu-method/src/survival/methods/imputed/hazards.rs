//! Cox over draws of the dates.

use super::{
    END_FROM, END_TO, EVENLY, EXAMPLE, FOUND, IMPUTATIONS, LAW, MISSING, NOT_WIDE, RUBIN, SEED, START_FROM, START_TO,
    WHITE, lives,
};
use crate::analysis::figure::{Interval, Intervals};
use crate::analysis::{At, Column, Datum, Figure, Input, Kind, Method, Number, Opt, Outcome, Refusal, Sheet};
use crate::survival::Error;
use crate::survival::cox::{self, Ties};
use crate::survival::imputed::{Pooled, pooled_hazards};
use crate::survival::methods::few_ends;
use crate::survival::methods::read::{self, refusal, w};

/// Proportional hazards over draws of the dates.
pub static MI_COX: Method = Method {
    name: "mi-cox",
    title: w(
        "Cox with uncertain openings and ends (multiple imputation)",
        "起止日期不确定的 Cox 模型（多重插补）",
        "Cox à ouvertures et fins incertaines (imputation multiple)",
    ),
    question: w(
        "What goes with ending sooner, when openings and ends are known only between dates?",
        "起止日期仅知区间时，什么与更早结束相关？",
        "Qu’est-ce qui va avec une fin plus précoce, quand ouvertures et fins ne sont connues qu’entre deux dates ?",
    ),
    assumptions: &[
        EVENLY,
        read::CENSORING,
        read::ENTRIES,
        w(
            "A covariate multiplies the hazard by the same factor at every age: ask cox, which tests it.",
            "协变量在各年龄以同一倍数改变风险：请用 cox 检验。",
            "Une covariable multiplie le risque par le même facteur à tout âge : demandez cox, qui le teste.",
        ),
    ],
    not_for: &[read::NOT_LISTED, NOT_WIDE],
    peer: "survival::coxph with mice::pool (R)",
    references: &[
        RUBIN,
        "Pan (2000), doi:10.1111/j.0006-341X.2000.00199.x",
        LAW,
        WHITE,
        "Cox (1972), doi:10.1111/j.2517-6161.1972.tb00899.x",
    ],
    options: &[
        START_FROM,
        START_TO,
        END_FROM,
        END_TO,
        read::EVENT,
        read::EVENT_VALUE,
        FOUND,
        Opt::required("covariates", Kind::Columns, "columns that may go with ending; words become indicators"),
        Opt::optional("categorical", Kind::Columns, "covariates whose numbers are names of kinds"),
        Opt::optional("reference", Kind::Text, "value others are compared with, as form=makerspace; unsaid, the first"),
        read::STRATA,
        Opt::optional("cluster", Kind::Column, "column of rows that go together, for robust standard errors"),
        Opt::default("ties", Kind::Word(&["efron", "breslow", "exact"]), "efron", "how tied ends are treated"),
        IMPUTATIONS,
        SEED,
        read::CONF_LEVEL,
    ],
    example_table: EXAMPLE,
    example: "--start-from opened_from --start-to opened_to --end-from ended_from --end-to ended_to --event end \
              --event-value closed,absorbed --found found --covariates rent --imputations 20",
    example_more: &[],
    run,
};

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let covariates = input.columns("covariates")?;
    let (strata, cluster) = (input.column("strata")?, input.column("cluster")?);
    let needed: Vec<_> = covariates.iter().copied().chain(strata).chain(cluster).collect();
    let lives = lives(input, &needed)?;
    let design = read::design(input, &lives.rows, &covariates)?;
    let count = lives.events.iter().filter(|e| **e).count();
    if count <= design.names.len() {
        return Err(refusal(&Error::TooFewEvents { events: count, needed: design.names.len() + 1 }, &[]));
    }
    let options = cox::Options {
        ties: match input.settings.text("ties") {
            Some("breslow") => Ties::Breslow,
            Some("exact") => Ties::Exact,
            _ => Ties::Efron,
        },
        ..cox::Options::default()
    };
    let codes = |column: Option<&Column>| column.map(|column| lives.rows.codes(column).1);
    let (strata, cluster) = (codes(strata), codes(cluster));
    let found =
        pooled_hazards(&lives.drawn, &lives.events, &design.columns, strata.as_deref(), cluster.as_deref(), &options)
            .map_err(|e| refusal(&e, &design.names).at(At::Option("covariates".into())))?;
    let level = read::level(input);
    let (mut numbers, mut rows, mut items) = (vec![], vec![], vec![]);
    for (name, b) in design.names.iter().zip(&found.coefficients) {
        let [low, high] = b.interval(level).map(f64::exp);
        let ratio = b.estimate.exp();
        let label = w("hazard ratio", "风险比", "rapport de risques");
        let number = Number::new(format!("hazard_ratio.{name}"), label, ratio).of(name.clone());
        numbers.push(number.interval(low, high).p(b.p()));
        numbers.push(Number::new(format!("missing.{name}"), MISSING, b.missing).of(name.clone()));
        rows.push(coefficient(name, b, [low, high]));
        items.push(Interval { name: name.clone(), value: ratio, bounds: Some([low, high]), ..Interval::default() });
    }
    numbers.push(Number::new("events", w("ends", "结束数", "fins"), found.events as f64));
    numbers.push(Number::new("rows", w("rows", "个案数", "lignes"), found.rows as f64));
    let columns =
        ["term", "coef", "hazard_ratio", "std_error", "within", "between", "df", "fmi", "p", "conf_low", "conf_high"];
    let sheet = Sheet {
        id: "coefficients",
        title: w("Coefficients over all draws", "各次抽取合并的系数", "Coefficients sur tous les tirages"),
        columns: columns.map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    };
    let most = found.coefficients.iter().map(|b| b.missing).fold(0.0, f64::max);
    let mut notes = lives.notes(most);
    notes.extend(few_ends(found.events, design.names.len()));
    let figure = Intervals { scale: "hazard ratio".into(), ratio: true, reference: Some(1.0), items };
    Ok(Outcome {
        numbers,
        sheets: vec![sheet],
        figures: vec![Figure::Intervals(figure)],
        notes,
        used: lives.rows.used,
        left_out: lives.rows.left,
        seed: Some(input.settings.seed()),
    })
}

fn coefficient(name: &str, b: &Pooled, [low, high]: [f64; 2]) -> Vec<Datum> {
    let numbers =
        [b.estimate, b.estimate.exp(), b.std_err(), b.within, b.between, b.freedom, b.missing, b.p(), low, high];
    std::iter::once(name.into()).chain(numbers.map(Datum::from)).collect()
}
