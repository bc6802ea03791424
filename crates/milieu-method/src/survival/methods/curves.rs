//! Kaplan–Meier and its kin.

use super::EXAMPLE;
use super::read::{self, Rows, refusal, w};
use crate::analysis::figure::{self, Steps};
use crate::analysis::{Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};
use crate::survival::curve::{self, Curve, Estimator};
use crate::survival::log_rank::{self, Weight};
use crate::survival::{Lives, Sample, summary};

/// Survival curves of groups.
pub static KAPLAN_MEIER: Method = Method {
    name: "kaplan-meier",
    title: w("Kaplan–Meier survival curves", "Kaplan–Meier 生存曲线", "Courbes de survie de Kaplan–Meier"),
    question: w(
        "What share is still there at each age, and by what age has half ended?",
        "各年龄尚存的比例是多少，半数在何年龄前结束？",
        "Quelle part subsiste à chaque âge, et à quel âge la moitié a-t-elle pris fin ?",
    ),
    assumptions: &[read::CENSORING, read::ENTRIES],
    not_for: &[
        read::NOT_LISTED,
        w(
            "Where a place can end in several ways and one of them is asked for: ask competing-risks.",
            "若结束方式有多种而只问其一，请用 competing-risks。",
            "Quand il y a plusieurs façons de finir et qu’on en demande une : utilisez competing-risks.",
        ),
    ],
    peer: "survival::survfit, survdiff (R)",
    references: &[
        "Kaplan & Meier (1958), doi:10.1080/01621459.1958.10501452",
        "Fleming & Harrington (1984), doi:10.1080/03610928408828837",
        "Brookmeyer & Crowley (1982), doi:10.2307/2530286",
    ],
    options: &[
        read::TIME,
        read::EVENT,
        read::EVENT_VALUE,
        read::ENTRY,
        read::GROUP,
        Opt::optional("id", Kind::Column, "column that names the subject, when it has several rows in time"),
        Opt::default(
            "estimator",
            Kind::Word(&["kaplan-meier", "nelson-aalen", "fleming-harrington"]),
            "kaplan-meier",
            "how the curve is made",
        ),
        read::CONF_TYPE,
        read::CONF_LEVEL,
        Opt::optional("quantiles", Kind::Text, "shares whose ages are told, with commas between, as 0.25,0.5,0.75"),
        Opt::optional(
            "tau",
            Kind::Number(0.0, f64::MAX),
            "age up to which the mean is restricted; unsaid, the last age",
        ),
        Opt::optional("from", Kind::Number(0.0, f64::MAX), "survival given that this age was reached"),
        Opt::optional("at", Kind::Text, "ages at which survival is told, with commas between"),
        read::UNIT,
    ],
    example_table: EXAMPLE,
    example: "--time age --event end --event-value closed,absorbed --entry entry --group form",
    example_more: &[],
    run,
};

/// The curve of one group, with the rows of the table it rests on.
struct Group {
    name: String,
    rows: Vec<usize>,
    curve: Curve,
}

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let (group, id) = (input.column("group")?, input.column("id")?);
    let needed: Vec<_> = group.into_iter().chain(id).collect();
    let mut rows = read::rows(input, &needed)?;
    let events = rows.events(input)?;
    let options = curve::Options {
        estimator: match input.settings.text("estimator") {
            Some("nelson-aalen") => Estimator::NelsonAalen,
            Some("fleming-harrington") => Estimator::FlemingHarrington,
            _ => Estimator::KaplanMeier,
        },
        scale: read::scale(input),
        level: read::level(input),
        from: input.settings.number("from"),
    };
    let (names, codes) = rows.groups(group);
    let subjects = id.map(|column| rows.codes(column).1);
    let groups: Vec<Group> = names
        .iter()
        .enumerate()
        .map(|(g, name)| one(&rows, &events, subjects.as_deref(), &codes, g, name, &options))
        .collect::<Result<_, Refusal>>()?;
    let asked = |option: &'static str| -> Result<Vec<f64>, Refusal> {
        input
            .settings
            .list(option)
            .map(|text| {
                text.parse::<f64>().map_err(|_| {
                    Refusal::new("bad-option", format!("option `{option}` holds `{text}`"))
                        .why("it is a list of numbers")
                        .help(format!("say --{option} 1,2,5"))
                })
            })
            .collect()
    };
    let quantiles = match asked("quantiles")? {
        none if none.is_empty() => vec![0.25, 0.5, 0.75],
        some => some,
    };
    let tau = input.settings.number("tau");
    // Means are compared only up to an age all curves reach.
    let last = groups.iter().filter_map(|g| g.curve.table.time.last().copied()).fold(f64::INFINITY, f64::min);
    let tau = tau.or((groups.len() > 1 && last.is_finite()).then_some(last));
    let mut numbers = vec![];
    for group in &groups {
        numbers.extend(numbers_of_group(group, tau)?);
    }
    for &age in &asked("at")? {
        for Group { name, rows, curve } in &groups {
            let label = w("share still there", "尚存比例", "part encore présente");
            let number = Number::new(format!("survival.{age}{}", dotted(name)), label, curve.survival_at(age));
            let bounds = curve.step(age).and_then(|i| curve.interval[i]);
            let of = if name.is_empty() { age.to_string() } else { format!("{name}, {age}") };
            let number = number.of(of).rows(rows.clone());
            numbers.push(match bounds {
                Some([low, high]) => number.interval(low, high),
                None => number,
            });
        }
    }
    let mut notes = std::mem::take(&mut rows.notes);
    if groups.len() > 1 {
        let sample = Sample { entry: rows.entry.as_deref(), exit: &rows.exit, event: &events };
        if let Ok(found) = log_rank::compare(&sample, &codes, names.len(), None, Weight::LogRank) {
            let label = w("log-rank test of equal hazards (χ²)", "对数秩检验（χ²）", "test du log-rank (χ²)");
            numbers.push(Number::new("log_rank", label, found.test.statistic).p(found.test.p));
        }
    }
    notes.extend(warnings(&groups, &rows));
    let sheets = vec![steps_sheet(&groups), quantile_sheet(&groups, &quantiles)?];
    let figure = Figure::Steps(steps_figure(&groups, input.settings.text("unit").unwrap_or_default()));
    Ok(Outcome { numbers, sheets, figures: vec![figure], notes, used: rows.used, left_out: rows.left, seed: None })
}

fn dotted(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(".{name}") }
}

fn one(
    rows: &Rows,
    events: &[bool],
    subjects: Option<&[usize]>,
    codes: &[usize],
    group: usize,
    name: &str,
    options: &curve::Options,
) -> Result<Group, Refusal> {
    let own: Vec<usize> = (0..codes.len()).filter(|&i| codes[i] == group).collect();
    let exit: Vec<f64> = own.iter().map(|&i| rows.exit[i]).collect();
    let entry: Option<Vec<f64>> = rows.entry.as_ref().map(|e| own.iter().map(|&i| e[i]).collect());
    let event: Vec<bool> = own.iter().map(|&i| events[i]).collect();
    let sample = Sample { entry: entry.as_deref(), exit: &exit, event: &event };
    let curve = match subjects {
        None => curve::estimate(&sample, options),
        Some(all) => {
            let subject: Vec<usize> = own.iter().map(|&i| all[i]).collect();
            Lives::joined(&sample, &subject).and_then(|lives| {
                let sample = Sample { entry: Some(&lives.entry), exit: &lives.exit, event: &lives.event };
                curve::estimate(&sample, options)
            })
        }
    };
    let curve = curve.map_err(|e| refusal(&e, &[]))?;
    Ok(Group { name: name.to_owned(), rows: own.iter().map(|&i| rows.used[i]).collect(), curve })
}

fn numbers_of_group(group: &Group, tau: Option<f64>) -> Result<[Number; 4], Refusal> {
    let Group { name, rows, curve } = group;
    let median = read::median(curve)?;
    let mean = summary::restricted_mean(curve, tau);
    let z = crate::survival::critical(curve.options.level).map_err(|e| refusal(&e, &[]))?;
    let number = |id: &str, label, value| {
        Number::new(format!("{id}{}", dotted(name)), label, value).of(name.clone()).rows(rows.clone())
    };
    let infinite = |age: Option<f64>| age.unwrap_or(f64::INFINITY);
    Ok([
        number("median", w("median life", "寿命中位数", "vie médiane"), infinite(median.age))
            .interval(infinite(median.lower), infinite(median.upper)),
        number(
            "restricted_mean",
            w("mean life, restricted to a common age", "限定平均寿命", "vie moyenne restreinte"),
            mean.mean,
        )
        .interval(mean.mean - z * mean.std_err, mean.mean + z * mean.std_err),
        number("events", w("ends", "结束数", "fins"), curve.table.events.iter().sum::<u64>() as f64),
        number("rows", w("rows", "个案数", "lignes"), curve.rows as f64),
    ])
}

fn warnings(groups: &[Group], rows: &Rows) -> Vec<Note> {
    let mut notes = vec![];
    let few: Vec<&str> = groups
        .iter()
        .filter(|g| g.curve.table.events.iter().sum::<u64>() < read::EVENTS_NEEDED as u64)
        .map(|g| g.name.as_str())
        .collect();
    if !few.is_empty() && groups.len() > 1 {
        notes.push(Note {
            warns: true,
            words: w(
                "fewer than five ends in this group: its curve says little",
                "该组结束数不足五：曲线说明有限",
                "moins de cinq fins dans ce groupe : sa courbe dit peu",
            ),
            detail: few.join(", "),
        });
    }
    for group in groups {
        if let Some(age) = group.curve.empties_early() {
            notes.push(Note {
                warns: true,
                words: w(
                    "everyone at risk ended early, and others enter later: the curve is zero from here on; ask for survival `from` a later age",
                    "早期风险集全部结束，其后仍有进入者：曲线自此为零；请用 from 取更晚的起点",
                    "tous ceux à risque ont fini tôt et d’autres entrent plus tard : la courbe est nulle dès ici ; demandez `from` un âge plus tardif",
                ),
                detail: if group.name.is_empty() { age.to_string() } else { format!("{}: {age}", group.name) },
            });
        }
    }
    if rows.entry.is_none() {
        notes.push(Note {
            warns: false,
            words: w(
                "no entry is named: every row counts as observed from the start, which lengthens lives if some were found late",
                "未指定进入时间：视为自始被观察；若有晚发现者会高估寿命",
                "aucune entrée n’est nommée : toute ligne compte comme observée dès le début, ce qui allonge les vies si certaines furent découvertes tard",
            ),
            detail: String::new(),
        });
    }
    notes
}

fn steps_sheet(groups: &[Group]) -> Sheet {
    let columns = [
        "group",
        "time",
        "n_risk",
        "n_event",
        "n_censor",
        "surv",
        "std_error",
        "conf_low",
        "conf_high",
        "cumhaz",
        "std_chaz",
    ];
    let mut sheet = Sheet {
        id: "survival",
        title: w("Survival", "生存", "Survie"),
        columns: columns.map(str::to_owned).to_vec(),
        rows: vec![],
        evidence: vec![],
    };
    for Group { name, curve, .. } in groups {
        for i in 0..curve.table.time.len() {
            let count = |n: u64| Datum::Count(n);
            sheet.rows.push(vec![
                name.as_str().into(),
                curve.table.time[i].into(),
                count(curve.table.at_risk[i]),
                count(curve.table.events[i]),
                count(curve.table.censored[i]),
                curve.survival[i].into(),
                curve.std_err[i].into(),
                curve.interval[i].map(|b| b[0]).into(),
                curve.interval[i].map(|b| b[1]).into(),
                curve.hazard[i].into(),
                curve.hazard_std_err[i].into(),
            ]);
        }
    }
    sheet
}

fn quantile_sheet(groups: &[Group], shares: &[f64]) -> Result<Sheet, Refusal> {
    let mut rows = vec![];
    for Group { name, curve, .. } in groups {
        for &share in shares {
            let q = summary::quantile(curve, share).map_err(|e| refusal(&e, &[]))?;
            rows.push(vec![name.as_str().into(), share.into(), q.age.into(), q.lower.into(), q.upper.into()]);
        }
    }
    Ok(Sheet {
        id: "quantiles",
        title: w("Ages by which a share has ended", "各比例结束的年龄", "Âges auxquels une part a pris fin"),
        columns: ["group", "share", "time", "conf_low", "conf_high"].map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    })
}

/// Round moments for the numbers at risk: about seven, from the start on.
pub(super) fn moments(start: f64, end: f64) -> Vec<f64> {
    let span = end - start;
    if span <= 0.0 || !span.is_finite() {
        return vec![start];
    }
    let rough = span / 6.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|s| s * power).find(|s| *s >= rough).unwrap_or(rough);
    let first = (start / step).ceil() as i64;
    (0..).map(|k| (first + k) as f64 * step).take_while(|t| *t <= end).collect()
}

fn steps_figure(groups: &[Group], unit: &str) -> Steps {
    let end = groups.iter().filter_map(|g| g.curve.table.time.last()).fold(0.0_f64, |m, t| m.max(*t));
    let start = groups.first().and_then(|g| g.curve.options.from).unwrap_or(0.0);
    let moments = moments(start, end);
    let curves = groups
        .iter()
        .map(|Group { name, curve, .. }| {
            let table = &curve.table;
            let steps = (0..table.time.len()).filter(|&i| table.events[i] > 0).map(|i| {
                let s = curve.survival[i];
                let [low, high] = curve.interval[i].unwrap_or([s, s]);
                [table.time[i], s, low, high]
            });
            figure::Curve {
                name: name.clone(),
                steps: std::iter::once([start, 1.0, 1.0, 1.0]).chain(steps).collect(),
                censored: (0..table.time.len()).filter(|&i| table.censored[i] > 0).map(|i| table.time[i]).collect(),
                at_risk: moments.iter().map(|&m| table.at_risk_before(m) as usize).collect(),
            }
        })
        .collect();
    Steps { unit: unit.to_owned(), height: "survival", curves, moments }
}
