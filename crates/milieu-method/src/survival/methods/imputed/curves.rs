//! Kaplan–Meier over draws of the dates.

use super::{
    END_FROM, END_TO, EVENLY, EXAMPLE, FOUND, IMPUTATIONS, LAW, Lives, MISSING, NOT_WIDE, RUBIN, SEED, START_FROM,
    START_TO, WHITE, lives,
};
use crate::Words;
use crate::analysis::figure::{self, Steps};
use crate::analysis::{Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};
use crate::survival::curve::{self, Curve, Scale};
use crate::survival::imputed::{PooledCurve, pooled_curve};
use crate::survival::methods::curves::moments;
use crate::survival::methods::read::{self, refusal, w};
use crate::survival::{Error, Sample};

/// A pooled curve is told at no more ages than this.
const AGES: usize = 2000;

/// Survival curves over draws of the dates.
pub static MI_KAPLAN_MEIER: Method = Method {
    name: "mi-kaplan-meier",
    title: w(
        "Kaplan–Meier with uncertain openings and ends (multiple imputation)",
        "起止日期不确定的 Kaplan–Meier（多重插补）",
        "Kaplan–Meier à ouvertures et fins incertaines (imputation multiple)",
    ),
    question: w(
        "How long do places last when both their openings and their ends are known only between dates?",
        "开放与结束都仅知介于两日期之间时，存续多久？",
        "Combien de temps durent les lieux dont l’ouverture et la fin ne sont connues qu’entre deux dates ?",
    ),
    assumptions: &[EVENLY, read::CENSORING, read::ENTRIES],
    not_for: &[read::NOT_LISTED, NOT_WIDE],
    peer: "survival::survfit with mice::pool (R)",
    references: &[
        RUBIN,
        "Marshall, Altman, Holder & Royston (2009), doi:10.1186/1471-2288-9-57",
        LAW,
        WHITE,
        "Kaplan & Meier (1958), doi:10.1080/01621459.1958.10501452",
    ],
    options: &[
        START_FROM,
        START_TO,
        END_FROM,
        END_TO,
        read::EVENT,
        read::EVENT_VALUE,
        FOUND,
        read::GROUP,
        IMPUTATIONS,
        SEED,
        Opt::default(
            "conf-type",
            Kind::Word(&["log-log", "log", "plain"]),
            "log-log",
            "scale on which the interval is symmetric",
        ),
        read::CONF_LEVEL,
        read::UNIT,
    ],
    example_table: EXAMPLE,
    example: "--start-from opened_from --start-to opened_to --end-from ended_from --end-to ended_to --event end \
              --event-value closed,absorbed --found found --imputations 20",
    example_more: &[],
    run,
};

struct Group {
    name: String,
    rows: Vec<usize>,
    ends: usize,
    curve: PooledCurve,
    /// Ages when last heard of without an end, and all exits, of the first draw.
    censored: Vec<f64>,
    at_risk: Vec<[f64; 2]>,
}

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let group = input.column("group")?;
    let lives = lives(input, &group.into_iter().collect::<Vec<_>>())?;
    let (names, codes) = lives.rows.groups(group);
    let scale = match input.settings.text("conf-type") {
        Some("plain") => Scale::Plain,
        Some("log") => Scale::Log,
        _ => Scale::LogLog,
    };
    let groups = (0..names.len())
        .map(|g| one(&lives, &names[g], &codes, g, scale, read::level(input)))
        .collect::<Result<Vec<Group>, Error>>()
        .map_err(|e| refusal(&e, &[]))?;
    let mut numbers = vec![];
    let mut most = 0.0_f64;
    for Group { name, rows, ends, curve, .. } in &groups {
        let id = |what: &str| if name.is_empty() { what.to_owned() } else { format!("{what}.{name}") };
        let number = |what: &str, label: Words, value: f64| {
            Number::new(id(what), label, value).of(name.clone()).rows(rows.clone())
        };
        let median = curve.quantile(0.5).map_err(|e| refusal(&e, &[]))?;
        let infinite = |age: Option<f64>| age.unwrap_or(f64::INFINITY);
        numbers.push(
            number("median", w("median life", "寿命中位数", "vie médiane"), infinite(median.age))
                .interval(infinite(median.lower), infinite(median.upper)),
        );
        let at = median.age.and_then(|age| curve.step(age)).or(curve.time.len().checked_sub(1));
        if let Some(missing) = at.and_then(|at| curve.missing[at]) {
            most = most.max(missing);
            numbers.push(number("missing", MISSING, missing));
        }
        numbers.push(number("events", w("ends", "结束数", "fins"), *ends as f64));
        numbers.push(number("rows", w("rows", "个案数", "lignes"), rows.len() as f64));
    }
    let mut notes = lives.notes(most);
    let thinned = groups.iter().map(|g| g.curve.ages).max().unwrap_or(0);
    if thinned > AGES {
        notes.push(Note {
            warns: false,
            words: w(
                "ages at which some draw has an end; the curve is told at some of them, evenly taken",
                "各次抽取的结束年龄数；曲线仅给出其中均匀选取者",
                "âges auxquels un tirage a une fin ; la courbe est dite à certains d’entre eux, régulièrement pris",
            ),
            detail: format!("{AGES} / {thinned}"),
        });
    }
    let figure = steps(&groups, input.settings.text("unit").unwrap_or_default());
    Ok(Outcome {
        numbers,
        sheets: vec![survival(&groups)],
        figures: vec![Figure::Steps(figure)],
        notes,
        used: lives.rows.used,
        left_out: lives.rows.left,
        seed: Some(input.settings.seed()),
    })
}

fn one(lives: &Lives, name: &str, codes: &[usize], group: usize, scale: Scale, level: f64) -> Result<Group, Error> {
    let options = curve::Options { scale, level, ..curve::Options::default() };
    let mut first = None;
    let curves: Vec<Curve> = lives
        .drawn
        .iter()
        .map(|drawn| {
            let own: Vec<usize> = (0..drawn.rows.len()).filter(|&i| codes[drawn.rows[i]] == group).collect();
            let pick = |values: &[f64]| own.iter().map(|&i| values[i]).collect::<Vec<f64>>();
            let (exit, entry) = (pick(&drawn.exit), drawn.entry.as_deref().map(pick));
            let event: Vec<bool> = own.iter().map(|&i| lives.events[drawn.rows[i]]).collect();
            let curve = curve::estimate(&Sample { entry: entry.as_deref(), exit: &exit, event: &event }, &options)?;
            first.get_or_insert((exit, entry, event));
            Ok(curve)
        })
        .collect::<Result<_, Error>>()?;
    let (exit, entry, event) = first.unwrap_or_default();
    let rows: Vec<usize> = (0..codes.len()).filter(|&i| codes[i] == group).collect();
    Ok(Group {
        name: name.to_owned(),
        ends: rows.iter().filter(|&&i| lives.events[i]).count(),
        rows: rows.iter().map(|&i| lives.rows.used[i]).collect(),
        curve: pooled_curve(&curves, scale, level, AGES)?,
        censored: exit.iter().zip(&event).filter(|(_, event)| !**event).map(|(t, _)| *t).collect(),
        at_risk: exit
            .iter()
            .enumerate()
            .map(|(i, t)| [entry.as_ref().map_or(f64::NEG_INFINITY, |e| e[i]), *t])
            .collect(),
    })
}

fn survival(groups: &[Group]) -> Sheet {
    let columns = ["group", "time", "surv", "std_error", "conf_low", "conf_high", "fmi"];
    let rows = groups
        .iter()
        .flat_map(|Group { name, curve, .. }| {
            (0..curve.time.len()).map(move |i| -> Vec<Datum> {
                let [low, high] = [0, 1].map(|side| curve.interval[i].map(|bounds| bounds[side]));
                vec![
                    name.as_str().into(),
                    curve.time[i].into(),
                    curve.survival[i].into(),
                    curve.std_err[i].into(),
                    low.into(),
                    high.into(),
                    curve.missing[i].into(),
                ]
            })
        })
        .collect();
    Sheet {
        id: "survival",
        title: w("Survival over all draws", "各次抽取合并的生存", "Survie sur tous les tirages"),
        columns: columns.map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    }
}

/// The pooled curves; marks and numbers at risk are those of the first draw.
fn steps(groups: &[Group], unit: &str) -> Steps {
    let end = groups.iter().flat_map(|g| &g.at_risk).map(|[_, exit]| *exit).fold(0.0, f64::max);
    let moments = moments(0.0, end);
    let curves = groups
        .iter()
        .map(|Group { name, curve, censored, at_risk, .. }| {
            let steps = (0..curve.time.len()).map(|i| {
                let s = curve.survival[i];
                let [low, high] = curve.interval[i].unwrap_or([s, s]);
                [curve.time[i], s, low, high]
            });
            let risk = |m: f64| at_risk.iter().filter(|[entry, exit]| *entry < m && m <= *exit).count();
            let mut censored = censored.clone();
            censored.sort_unstable_by(f64::total_cmp);
            figure::Curve {
                name: name.clone(),
                steps: std::iter::once([0.0, 1.0, 1.0, 1.0]).chain(steps).collect(),
                censored,
                at_risk: moments.iter().map(|&m| risk(m)).collect(),
            }
        })
        .collect();
    Steps { unit: unit.to_owned(), height: "survival", curves, moments }
}
