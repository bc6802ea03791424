//! Ends known only to lie between two ages.

use super::EXAMPLE;
use super::curves::moments;
use super::read::{self, refusal, w};
use crate::Words;
use crate::analysis::figure::{self, Steps};
use crate::analysis::{
    Column, Datum, Figure, Input, Kind, Left, Method, Note, Number, Opt, Outcome, Refusal, Sheet, numbers_of,
};
use crate::survival::interval::{Intervals, Scores, Turnbull, compare, turnbull};

pub(super) const DATES_APART: Words = w(
    "The dates between which an end lies were not chosen because of it.",
    "界定结束的两个日期与结束本身无关。",
    "Les dates qui encadrent une fin n’ont pas été choisies à cause d’elle.",
);
pub(super) const FROM_THE_START: Words = w(
    "Every row was observed from its start: entries are not used.",
    "各个案自始被观察：不使用进入时间。",
    "Chaque ligne est observée dès son début : les entrées ne servent pas.",
);
pub(super) const LEFT: Opt =
    Opt::required("left", Kind::Column, "column of the last age at which it was known to last");
pub(super) const RIGHT: Opt = Opt::required(
    "right",
    Kind::Column,
    "column of the first age at which it was known to have ended; blank when not known to have ended",
);

/// The curve of interval-censored ends.
pub static TURNBULL: Method = Method {
    name: "turnbull",
    title: w(
        "Turnbull’s curve of ends known only between two dates",
        "区间删失的 Turnbull 估计",
        "Courbe de Turnbull pour fins connues entre deux dates",
    ),
    question: w(
        "How long do places last when their ends are known only to lie between two dates?",
        "结束时间仅知介于两日期之间时，存续多久？",
        "Combien de temps durent les lieux dont la fin n’est connue qu’entre deux dates ?",
    ),
    assumptions: &[DATES_APART, FROM_THE_START],
    not_for: &[
        read::NOT_LISTED,
        w(
            "With places found late: ask kaplan-meier or cox with entry.",
            "存在晚发现的场所时：请用带 entry 的 kaplan-meier 或 cox。",
            "Avec des lieux découverts tard : utilisez kaplan-meier ou cox avec entry.",
        ),
    ],
    peer: "interval::icfit, ictest; icenReg::ic_np (R)",
    references: &[
        "Turnbull (1976), doi:10.1111/j.2517-6161.1976.tb01597.x",
        "Wellner & Zhan (1997), doi:10.1080/01621459.1997.10474044",
        "Finkelstein (1986), doi:10.2307/2530698",
        "Fay & Shaw (2010), doi:10.18637/jss.v036.i02",
    ],
    options: &[
        LEFT,
        RIGHT,
        read::GROUP,
        Opt::default(
            "scores",
            Kind::Word(&["logrank1", "logrank2", "wmw"]),
            "logrank1",
            "comparison of groups: Sun’s or Finkelstein’s log-rank, or Wilcoxon’s",
        ),
        read::UNIT,
    ],
    example_table: EXAMPLE,
    example: "--left left --right right",
    example_more: &[],
    run,
};

/// Rows that ended in `(left, right]`, read from two columns; a blank right is infinite.
pub(super) struct Ends {
    pub used: Vec<usize>,
    pub left_out: Vec<Left>,
    pub left: Vec<f64>,
    pub right: Vec<f64>,
}

pub(super) fn ends(input: Input<'_>, needed: &[&Column]) -> Result<Ends, Refusal> {
    let (left, right) = (input.numbers("left")?, read::required(input, "right")?);
    let right = numbers_of(right)?;
    let columns: Vec<&Column> = std::iter::once(read::required(input, "left")?).chain(needed.iter().copied()).collect();
    let (complete, mut left_out) = input.complete(&columns);
    let value = |row: usize| (left[row].unwrap_or(f64::NAN), right[row].unwrap_or(f64::INFINITY));
    let is_usable = |row: &usize| {
        let (left, right) = value(*row);
        left >= 0.0 && right >= left && right > 0.0
    };
    let (used, out): (Vec<usize>, Vec<usize>) = complete.into_iter().partition(is_usable);
    if !out.is_empty() {
        let reason = w(
            "the interval ends before it starts, or before age zero",
            "区间终点早于起点，或早于零岁",
            "l’intervalle finit avant de commencer, ou avant l’âge zéro",
        );
        left_out.push(Left { reason, detail: String::new(), rows: out });
    }
    let (left, right): (Vec<f64>, Vec<f64>) = used.iter().map(|&row| value(row)).unzip();
    read::enough(right.iter().filter(|r| r.is_finite()).count())?;
    Ok(Ends { used, left_out, left, right })
}

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let group = input.column("group")?;
    let Ends { used, left_out, left, right } = ends(input, &group.into_iter().collect::<Vec<_>>())?;
    let cell = |row: usize| group.map_or_else(String::new, |g| g.cells.text(row).unwrap_or_default());
    let names = read::sorted(used.iter().map(|&row| cell(row)));
    let codes: Vec<usize> = used.iter().map(|&row| names.iter().position(|n| *n == cell(row)).unwrap_or(0)).collect();
    let mut found: Vec<(Vec<usize>, Turnbull)> = vec![];
    for g in 0..names.len() {
        let own: Vec<usize> = (0..codes.len()).filter(|&i| codes[i] == g).collect();
        let pick = |values: &[f64]| own.iter().map(|&i| values[i]).collect::<Vec<f64>>();
        let (left, right) = (pick(&left), pick(&right));
        let masses = turnbull(&Intervals { left: &left, right: &right }).map_err(|e| refusal(&e, &[]))?;
        found.push((own.iter().map(|&i| used[i]).collect(), masses));
    }
    let mut numbers = vec![];
    for ((own, masses), name) in found.iter().zip(&names) {
        let id = |what: &str| if name.is_empty() { what.to_owned() } else { format!("{what}.{name}") };
        let [low, high] = masses.quantile(0.5).unwrap_or([f64::INFINITY; 2]);
        let label = w(
            "median life, known to lie in this interval (start told first)",
            "寿命中位数所在区间（先给起点）",
            "vie médiane, connue dans cet intervalle (début d’abord)",
        );
        numbers.push(Number::new(id("median"), label, low).of(name.clone()).interval(low, high).rows(own.clone()));
        let label = w("log-likelihood", "对数似然", "log-vraisemblance");
        numbers
            .push(Number::new(id("log_likelihood"), label, masses.log_likelihood).of(name.clone()).rows(own.clone()));
    }
    if names.len() > 1 {
        let scores = match input.settings.text("scores") {
            Some("logrank2") => Scores::Finkelstein,
            Some("wmw") => Scores::Wilcoxon,
            _ => Scores::Sun,
        };
        let tested = compare(&Intervals { left: &left, right: &right }, &codes, names.len(), scores)
            .map_err(|e| refusal(&e, &[]))?;
        let label = w(
            "test that groups end alike (χ²; z of two groups)",
            "各组结束相同的检验（χ²；两组为 z）",
            "test d’égalité des groupes (χ² ; z pour deux)",
        );
        numbers.push(Number::new("test", label, tested.z.unwrap_or(tested.test.statistic)).p(tested.test.p));
        for (name, sum) in names.iter().zip(&tested.sums) {
            let label = w(
                "sum of scores: positive ends early",
                "得分和：正值示早结束",
                "somme des scores : positive, fin précoce",
            );
            numbers.push(Number::new(format!("score.{name}"), label, *sum).of(name.clone()));
        }
    }
    let rows = found
        .iter()
        .zip(&names)
        .flat_map(|((_, masses), name)| {
            let mut survival = 1.0;
            let rows: Vec<Vec<Datum>> = masses
                .intervals
                .iter()
                .zip(&masses.mass)
                .filter(|(_, mass)| **mass > 1e-8)
                .map(|([low, high], mass)| {
                    survival -= mass;
                    vec![name.as_str().into(), (*low).into(), (*high).into(), (*mass).into(), survival.max(0.0).into()]
                })
                .collect();
            rows
        })
        .collect();
    let sheet = Sheet {
        id: "masses",
        title: w(
            "Where ends may lie, with their probability",
            "结束可能所在区间及其概率",
            "Où les fins peuvent se situer, et leur probabilité",
        ),
        columns: ["group", "left", "right", "mass", "surv_after"].map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    };
    let notes = vec![Note {
        warns: false,
        words: w(
            "within an interval nothing says when ends happen; the curve is drawn at its end",
            "区间内结束的时刻无从得知；曲线画在区间终点",
            "dans un intervalle rien ne dit quand les fins ont lieu ; la courbe est tracée à son terme",
        ),
        detail: String::new(),
    }];
    let figure = steps(&names, &codes, &found, &right, &left, input.settings.text("unit").unwrap_or_default());
    Ok(Outcome {
        numbers,
        sheets: vec![sheet],
        figures: vec![Figure::Steps(figure)],
        notes,
        used,
        left_out,
        seed: None,
    })
}

fn steps(
    names: &[String],
    codes: &[usize],
    found: &[(Vec<usize>, Turnbull)],
    right: &[f64],
    left: &[f64],
    unit: &str,
) -> Steps {
    let last = |i: usize| if right[i].is_finite() { right[i] } else { left[i] };
    let end = (0..left.len()).map(last).fold(0.0, f64::max);
    let moments = moments(0.0, end);
    let curves = found
        .iter()
        .zip(names)
        .enumerate()
        .map(|(g, ((_, masses), name))| {
            let mut survival = 1.0;
            let mut steps = vec![[0.0, 1.0, 1.0, 1.0]];
            for ([_, high], mass) in masses.intervals.iter().zip(&masses.mass) {
                if *mass > 1e-8 && high.is_finite() {
                    survival = (survival - mass).max(0.0);
                    steps.push([*high, survival, survival, survival]);
                }
            }
            let own = || (0..codes.len()).filter(|&i| codes[i] == g);
            figure::Curve {
                name: name.clone(),
                steps,
                censored: own().filter(|&i| right[i].is_infinite()).map(|i| left[i]).collect(),
                at_risk: moments.iter().map(|&m| own().filter(|&i| last(i) >= m).count()).collect(),
            }
        })
        .collect();
    Steps { unit: unit.to_owned(), height: "survival", curves, moments }
}
