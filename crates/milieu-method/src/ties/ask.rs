//! Survival of ties after their place closed, as it is offered.

use super::{Tie, split};
use crate::Words;
use crate::analysis::figure::{Curve, Interval, Intervals, Steps};
use crate::analysis::{
    At, Column, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet, numbers_of,
};
use crate::network::ask::named;
use crate::normal::two_sided_p;
use crate::survival::cox::{self, Transform};
use crate::survival::{Error, Sample, critical, curve};

/// Cox model of ties with their place open or closed.
pub static TIE_SURVIVAL: Method = Method {
    name: "tie-survival",
    title: Words {
        en: "Survival of ties after their place closed",
        zh: "场所关闭后关系的存续",
        fr: "Survie des liens après la fermeture de leur lieu",
    },
    question: Words {
        en: "Do ties end sooner once the place that made them has closed, and do virtual ties outlast it?",
        zh: "场所关闭后，由其产生的关系是否更早终止？线上关系是否更能存续？",
        fr: "Les liens finissent-ils plus tôt une fois fermé le lieu qui les a faits, et les liens virtuels lui survivent-ils ?",
    },
    assumptions: &[
        Words {
            en: "A tie is at risk from its own age `start` to `stop`; its place is open or closed in each row, and known to be.",
            zh: "关系在自身年龄 `start` 至 `stop` 之间处于风险中；每行中场所开放或关闭均为已知。",
            fr: "Un lien est à risque de son âge `start` à `stop` ; dans chaque ligne son lieu est ouvert ou fermé, et on le sait.",
        },
        Words {
            en: "Effects multiply the hazard and keep their size with age (tested); ties of one place may go together.",
            zh: "效应使风险成倍变化且不随年龄改变（已检验）；同一场所的关系可能相互关联。",
            fr: "Les effets multiplient le risque et gardent leur taille avec l’âge (testé) ; les liens d’un même lieu peuvent aller ensemble.",
        },
    ],
    not_for: &[Words {
        en: "Where a tie’s end is only the end of its record, or was written down because the place closed.",
        zh: "若关系的终止只是记录的终止，或因场所关闭才被记为终止，则不适用。",
        fr: "Quand la fin d’un lien n’est que la fin de sa trace, ou fut notée parce que le lieu a fermé.",
    }],
    peer: "survival::coxph with cluster, cox.zph, survfit (R)",
    references: &[
        "Cox (1972), doi:10.1111/j.2517-6161.1972.tb00899.x",
        "Lin & Wei (1989), doi:10.1080/01621459.1989.10478874",
        "Grambsch & Therneau (1994), doi:10.1093/biomet/81.3.515",
    ],
    options: &[
        Opt::default("start", Kind::Column, "start", "column of the age from which a row is at risk"),
        Opt::default("stop", Kind::Column, "stop", "column of the age at its end"),
        Opt::default("event", Kind::Column, "end", "column: 1 where the tie ended, 0 where it was last seen"),
        Opt::default("place", Kind::Column, "place", "column of the place, whose ties may go together"),
        Opt::optional("place-closed", Kind::Column, "column: 1 in rows after the place closed, 0 before"),
        Opt::optional(
            "closing",
            Kind::Column,
            "instead: column of the tie’s age when its place closed; blank if it did not",
        ),
        Opt::optional("x", Kind::Columns, "other columns of numbers, as 1 for virtual ties"),
        Opt::optional("interact", Kind::Columns, "those of `x` whose effect may differ once the place is closed"),
        Opt::optional("by", Kind::Column, "column of groups for the survival curves"),
        Opt::default("conf-level", Kind::Number(0.5, 0.9999), "0.95", "level of the intervals"),
    ],
    example_table: EXAMPLE,
    example: "--closing closing --x virtual",
    example_more: &[],
    run,
};

const EXAMPLE: &str = "tie,place,virtual,start,stop,end,closing\n1,p1,0,0,2.1,1,1.5\n2,p1,1,0,5.0,0,1.2\n3,p2,0,0,3.3,1,\n\
                       4,p2,1,0,4.0,1,\n5,p3,0,0,1.8,1,1.0\n6,p3,1,0,2.6,1,0.9\n7,p4,0,0,4.4,1,\n8,p4,1,0,6.0,0,\n\
                       9,p5,0,0,2.9,1,2.0\n10,p5,1,0,3.7,0,2.2\n11,p6,0,0,1.2,1,0.4\n12,p6,1,0,5.5,1,3.0\n\
                       13,p7,0,0,0.9,1,\n14,p7,1,0,4.8,1,3.1\n15,p8,0,0,2.4,1,2.2\n16,p8,1,0,6.3,0,5.0\n";

/// Events wanted for each coefficient: below that a Cox model says little. Vittinghoff & McCulloch (2007),
/// <https://doi.org/10.1093/aje/kwk052>.
const EVENTS_PER_COEFFICIENT: usize = 5;

/// Rows at risk, with the rows of the table they come from.
struct Read {
    start: Vec<f64>,
    stop: Vec<f64>,
    ended: Vec<bool>,
    closed: Vec<f64>,
    row: Vec<usize>,
}

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let columns = ["start", "stop", "event", "place"].map(|option| named(input, option));
    let [start, stop, event, place] = columns;
    let (start, stop, event, place) = (start?, stop?, event?, place?);
    let (is_closed, closing) = (input.column("place-closed")?, input.column("closing")?);
    if is_closed.is_some() == closing.is_some() {
        return Err(Refusal::new("closing-missing", "name one of `place-closed` and `closing`")
            .why("the question is what the closing changes")
            .help("say --place-closed COLUMN where rows are split already, else --closing COLUMN")
            .at(At::Option("closing".into())));
    }
    let x = input.columns("x")?;
    let interact = input.columns("interact")?;
    if let Some(stray) = interact.iter().find(|i| x.iter().all(|c| c.name != i.name)) {
        return Err(Refusal::new("not-in-x", format!("`{}` is not among `x`", stray.name))
            .why("an effect that differs by closing has a size before it as well")
            .help("name it in --x too")
            .at(At::Option("interact".into())));
    }
    let by = input.column("by")?;
    let all: Vec<&Column> =
        [start, stop, event, place].into_iter().chain(is_closed).chain(x.iter().copied()).chain(by).collect();
    let (used, left_out) = input.complete(&all);
    let read = rows(&used, [start, stop, event], is_closed, closing)?;

    let mut names = vec!["place_closed".to_owned()];
    let mut covariates = vec![read.closed.clone()];
    for column in &x {
        let values = numbers_of(column)?;
        names.push(column.name.clone());
        covariates.push(read.row.iter().map(|&row| values[row].unwrap_or_default()).collect());
    }
    for column in &interact {
        let values = numbers_of(column)?;
        names.push(format!("place_closed:{}", column.name));
        let product = read.row.iter().zip(&read.closed).map(|(&row, c)| c * values[row].unwrap_or_default());
        covariates.push(product.collect());
    }
    let sample = Sample { entry: Some(&read.start), exit: &read.stop, event: &read.ended };
    enough(&read, names.len())?;
    let cox_input = cox::Input::new(sample, &covariates);
    let told = |error: Error| refusal(&error, &names, &used);
    let fit = cox::fit(&cox_input, &cox::Options::default()).map_err(told)?;
    let places: Vec<String> = read.row.iter().map(|&row| place.cells.text(row).unwrap_or_default()).collect();
    let (cluster, count) = numbered(&places);
    let robust = fit.robust(Some(&cluster)).map_err(told)?;
    let level = input.settings.number("conf-level").unwrap_or(0.95);
    let z = critical(level).map_err(told)?;

    let label = Words { en: "log hazard ratio", zh: "对数风险比", fr: "log du rapport de risques" };
    let (mut numbers, mut rows, mut items) = (vec![], vec![], vec![]);
    for (i, name) in names.iter().enumerate() {
        let (b, se, naive) = (fit.coefficients[i], robust.covariance.at(i, i).sqrt(), fit.covariance.at(i, i).sqrt());
        let (low, high) = (b - z * se, b + z * se);
        let p = two_sided_p(b / se);
        numbers.push(Number::new(format!("b.{name}"), label, b).of(name.clone()).interval(low, high).p(p));
        rows.push(
            std::iter::once(name.as_str().into())
                .chain([b, b.exp(), naive, se, b / se, p, low.exp(), high.exp()].map(Into::into))
                .collect(),
        );
        let bounds = Some([low.exp(), high.exp()]);
        items.push(Interval { name: name.clone(), value: b.exp(), bounds, ..Interval::default() });
    }
    let mut notes = vec![];
    if count < MANY_PLACES {
        notes.push(Note { warns: true, words: FEW_PLACES, detail: count.to_string() });
    }
    let mut sheets = vec![Sheet {
        id: "coefficients",
        title: Words { en: "Every covariate", zh: "各协变量", fr: "Chaque covariable" },
        columns: ["term", "coef", "exp_coef", "se", "robust_se", "z", "p", "low", "high"].map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    }];
    let terms: Vec<Vec<usize>> = (0..names.len()).map(|i| vec![i]).collect();
    if let Ok(test) = fit.proportionality(&cox_input, &terms, Transform::KaplanMeier) {
        let of = |name: &str, t: &crate::survival::ChiSquareTest| {
            vec![name.into(), t.statistic.into(), t.df.into(), t.p.into()]
        };
        let mut rows: Vec<Vec<_>> = names.iter().zip(&test.terms).map(|(n, t)| of(n, &t.test)).collect();
        rows.push(of("GLOBAL", &test.global));
        if test.global.p < 0.05 {
            notes.push(Note { warns: true, words: DRIFTS, detail: format!("p = {:.3}", test.global.p) });
        }
        sheets.push(Sheet {
            id: "proportionality",
            title: Words {
                en: "Do effects keep their size with age?",
                zh: "效应是否不随年龄改变？",
                fr: "Les effets gardent-ils leur taille avec l’âge ?",
            },
            columns: ["term", "chisq", "df", "p"].map(str::to_owned).to_vec(),
            rows,
            evidence: vec![],
        });
    }
    let groups: Vec<String> =
        read.row.iter().map(|&row| by.and_then(|c| c.cells.text(row)).unwrap_or_default()).collect();
    let (sheet, steps) = curves(&read, &groups, by.map_or("", |c| c.name.as_str())).map_err(told)?;
    sheets.push(sheet);
    numbers.extend(counted(&read, count, fit.log_likelihood_null, fit.log_likelihood));
    Ok(Outcome {
        numbers,
        sheets,
        figures: vec![
            Figure::Intervals(Intervals { scale: "hazard ratio".into(), ratio: true, reference: Some(1.0), items }),
            Figure::Steps(steps),
        ],
        notes,
        used,
        left_out,
        seed: None,
    })
}

/// Clusters below which robust errors are known to be too small: a house rule, after Cameron & Miller (2015).
const MANY_PLACES: usize = 30;
const FEW_PLACES: Words = Words {
    en: "few places: errors that allow for them are too small; places",
    zh: "场所过少：按场所聚类的标准误偏小；场所数",
    fr: "peu de lieux : les erreurs par lieu sont trop petites ; lieux",
};
const DRIFTS: Words = Words {
    en: "effects change with age: read the coefficients as averages over it",
    zh: "效应随年龄变化：系数应视为其平均",
    fr: "les effets changent avec l’âge : lire les coefficients comme des moyennes",
};

fn rows(
    used: &[usize],
    [start, stop, event]: [&Column; 3],
    is_closed: Option<&Column>,
    closing: Option<&Column>,
) -> Result<Read, Refusal> {
    let binary = |column: &Column, row: usize, value: Option<f64>| match value {
        Some(0.0) => Ok(false),
        Some(1.0) => Ok(true),
        _ => Err(Refusal::new("not-binary", format!("column `{}` holds something other than 0 and 1", column.name))
            .why("it says whether something is so")
            .help("write 0 or 1")
            .at(At::Cell(column.name.clone(), row))),
    };
    let (starts, stops, events) = (numbers_of(start)?, numbers_of(stop)?, numbers_of(event)?);
    let closings = closing.map(numbers_of).transpose()?;
    let ties: Vec<Tie> = used
        .iter()
        .map(|&row| {
            Ok(Tie {
                start: starts[row].unwrap_or_default(),
                stop: stops[row].unwrap_or_default(),
                ended: binary(event, row, events[row])?,
                closing: closings.and_then(|c| c[row]),
            })
        })
        .collect::<Result<_, Refusal>>()?;
    let split = split(&ties).map_err(|error| refusal(&error, &[], used))?;
    let row: Vec<usize> = split.tie.iter().map(|&i| used[i]).collect();
    let closed = match is_closed {
        None => split.place_closed,
        Some(column) => {
            let values = numbers_of(column)?;
            row.iter()
                .map(|&row| binary(column, row, values[row]).map(|b| f64::from(u8::from(b))))
                .collect::<Result<_, _>>()?
        }
    };
    Ok(Read { start: split.start, stop: split.stop, ended: split.ended, closed, row })
}

/// Refuses what could not be told apart from chance.
fn enough(read: &Read, coefficients: usize) -> Result<(), Refusal> {
    let events = read.ended.iter().filter(|e| **e).count();
    let after = read.ended.iter().zip(&read.closed).filter(|(e, c)| **e && **c > 0.0).count();
    let needed = EVENTS_PER_COEFFICIENT * coefficients;
    if events >= needed && after > 0 && after < events {
        return Ok(());
    }
    Err(Refusal::new("too-few-events", format!("{events} ties ended, {after} of them after their place closed"))
        .why("so few ends cannot tell what the closing changed")
        .help(format!("at least {needed} ends are needed for {coefficients} coefficients, some with the place open and some after it closed")))
}

fn curves(read: &Read, groups: &[String], by: &str) -> Result<(Sheet, Steps), Error> {
    let mut known = groups.to_vec();
    known.sort_unstable();
    known.dedup();
    let longest = read.stop.iter().copied().fold(0.0, f64::max);
    let moments: Vec<f64> = (0..=5).map(|i| longest * f64::from(i) / 5.0).collect();
    let (mut rows, mut drawn) = (vec![], vec![]);
    for name in &known {
        let of = |values: &[f64]| -> Vec<f64> {
            values.iter().zip(groups).filter(|(_, g)| *g == name).map(|(v, _)| *v).collect()
        };
        let (start, stop) = (of(&read.start), of(&read.stop));
        let ended: Vec<bool> = read.ended.iter().zip(groups).filter(|(_, g)| *g == name).map(|(e, _)| *e).collect();
        let found =
            curve::estimate(&Sample { entry: Some(&start), exit: &stop, event: &ended }, &curve::Options::default())?;
        let mut steps = vec![];
        for (i, &time) in found.table.time.iter().enumerate() {
            let (low, high) = found.interval[i].map_or((f64::NAN, f64::NAN), |[l, h]| (l, h));
            rows.push(vec![
                name.as_str().into(),
                time.into(),
                crate::analysis::Datum::Count(found.table.at_risk[i]),
                crate::analysis::Datum::Count(found.table.events[i]),
                found.survival[i].into(),
                found.std_err[i].into(),
                low.into(),
                high.into(),
            ]);
            let held = |bound: f64| if bound.is_nan() { found.survival[i] } else { bound };
            steps.push([time, found.survival[i], held(low), held(high)]);
        }
        let at_risk =
            moments.iter().map(|&m| start.iter().zip(&stop).filter(|(a, b)| **a < m.max(1e-12) && **b >= m).count());
        let censored = stop.iter().zip(&ended).filter(|(_, e)| !**e).map(|(t, _)| *t);
        drawn.push(Curve {
            name: if name.is_empty() { String::new() } else { format!("{by} {name}") },
            steps,
            censored: censored.collect(),
            at_risk: at_risk.collect(),
        });
    }
    let sheet = Sheet {
        id: "survival",
        title: Words { en: "Share of ties that last", zh: "关系存续比例", fr: "Part des liens qui durent" },
        columns: ["group", "time", "n_risk", "n_event", "survival", "std_error", "low", "high"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        evidence: vec![],
    };
    Ok((sheet, Steps { unit: String::new(), height: "survival", curves: drawn, moments }))
}

fn counted(read: &Read, places: usize, null: f64, fitted: f64) -> Vec<Number> {
    let count = |of: &dyn Fn(usize) -> bool| (0..read.stop.len()).filter(|&i| of(i)).count() as f64;
    let all = [
        ("rows", Words { en: "rows at risk", zh: "风险行数", fr: "lignes à risque" }, read.stop.len() as f64),
        ("events", Words { en: "ties ended", zh: "终止的关系", fr: "liens finis" }, count(&|i| read.ended[i])),
        (
            "events_after",
            Words {
                en: "of these after their place closed",
                zh: "其中场所关闭之后",
                fr: "dont après la fermeture du lieu",
            },
            count(&|i| read.ended[i] && read.closed[i] > 0.0),
        ),
        ("places", Words { en: "places", zh: "场所数", fr: "lieux" }, places as f64),
        (
            "loglik_null",
            Words {
                en: "log-likelihood without covariates",
                zh: "零模型对数似然",
                fr: "log-vraisemblance sans covariables",
            },
            null,
        ),
        ("loglik", Words { en: "log-likelihood", zh: "对数似然", fr: "log-vraisemblance" }, fitted),
    ];
    all.into_iter().map(|(id, label, value)| Number::new(id, label, value)).collect()
}

/// Values as numbers from 0, and how many there are.
fn numbered(values: &[String]) -> (Vec<usize>, usize) {
    let mut known = values.to_vec();
    known.sort_unstable();
    known.dedup();
    (values.iter().map(|v| known.binary_search(v).unwrap_or_default()).collect(), known.len())
}

fn refusal(error: &Error, names: &[String], used: &[usize]) -> Refusal {
    let of =
        |column: usize| names.get(column).map_or_else(|| format!("covariate {}", column + 1), |n| format!("`{n}`"));
    let (name, what, help) = match error {
        Error::Constant { column } => ("constant", format!("{} does not vary", of(*column)), "leave it out"),
        Error::Collinear { column } => {
            ("collinear", format!("{} is a combination of the others", of(*column)), "leave one of them out")
        }
        Error::Separated { column } => (
            "separated",
            format!("{} tells the ties that end from those that last without fault", of(*column)),
            "leave it out, and report that it does",
        ),
        Error::EntryNotBeforeExit { row } => {
            let row = used.get(*row).copied().unwrap_or(*row);
            return Refusal::new("start-after-stop", "a tie starts when or after it stops")
                .why("it is at risk for no time")
                .help("correct the ages, or leave them blank")
                .at(At::Cell("start".to_owned(), row));
        }
        _ => ("no-answer", error.to_string(), "change the question or the rows"),
    };
    Refusal::new(name, what).why("no number would mean what it says").help(help)
}
