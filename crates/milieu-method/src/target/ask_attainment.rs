//! Attainment as a method on a table.

use std::collections::BTreeMap;

use super::ask::{
    ALL_UNITS, CONF_LEVEL, NOT_A_JUDGEMENT, SAME_THING, clusters, groups, level, mean_number, share_number,
};
use super::cascade::{Attained, Class, Direction, Way, attained};
use super::fit::share_difference;
use crate::Words;
use crate::analysis::figure::{Interval, Intervals};
use crate::analysis::{Column, Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

/// Attainment of targets.
pub static ATTAINMENT: Method = Method {
    name: "attainment",
    title: Words { en: "Attainment of targets", zh: "目标完成情况", fr: "Atteinte des cibles" },
    question: Words {
        en: "How many targets were reached, by how much, and do binding ones differ from anticipatory ones?",
        zh: "多少目标得以实现，差距几何，约束性与预期性目标是否不同？",
        fr: "Combien de cibles ont été atteintes, de combien, et les contraignantes diffèrent-elles des indicatives ?",
    },
    assumptions: &[SAME_THING, ALL_UNITS],
    not_for: &[NOT_A_JUDGEMENT],
    peer: "Wilson and Newcombe intervals as DescTools::BinomCI, BinomDiffCI (R); clustered means as sandwich::vcovCL (R)",
    references: &[
        "Wilson (1927), doi:10.1080/01621459.1927.10502953",
        "Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I",
    ],
    options: &[
        Opt::required("target", Kind::Column, "column of the targets"),
        Opt::required("actual", Kind::Column, "column of the values observed"),
        Opt::optional("unit", Kind::Column, "column of the unit (territory); its years count as one cluster"),
        Opt::optional("by", Kind::Column, "column of groups, as level or nature (binding, anticipatory)"),
        Opt::optional("baseline", Kind::Column, "column of the values at the start"),
        Opt::optional("baseline-year", Kind::Column, "column of the years of the start"),
        Opt::optional("target-year", Kind::Column, "column of the years by which"),
        Opt::optional("year", Kind::Column, "column of the years of the values"),
        Opt::default("direction", Kind::Word(&["higher", "lower"]), "higher", "which way is good"),
        Opt::default("tolerance", Kind::Number(0.0, f64::MAX), "0.000000001", "how near counts as an exact hit"),
        Opt::default("slack", Kind::Number(0.0, 1.0), "0.05", "share of the way within which progress is on track"),
        Opt::optional("round", Kind::Number(1e-12, f64::MAX), "round number whose multiples are counted, as 0.5"),
        CONF_LEVEL,
    ],
    example_table: "unit,nature,target,actual,from,start,by,year\na,binding,7,7.2,5,2015,2020,2020\na,anticipatory,10,8,6,2015,2020,2019\n\
                    b,binding,7.5,7.5,6,2015,2020,2020\nb,anticipatory,10,10.5,6,2015,2020,2018\nc,binding,6,5.5,4,2015,2020,2020\n\
                    c,anticipatory,12,9,6,2015,2020,2018\n",
    example: "--target target --actual actual --unit unit --by nature --baseline from --baseline-year start --target-year by --year year --round 0.5",
    example_more: &[],
    run: run_attainment,
};

fn run_attainment(input: Input<'_>) -> Result<Outcome, Refusal> {
    let (target, actual) = (input.numbers("target")?, input.numbers("actual")?);
    let needed: Vec<&Column> =
        [input.column("target")?, input.column("actual")?, input.column("by")?].into_iter().flatten().collect();
    let (used, left_out) = input.complete(&needed);
    if used.is_empty() {
        return Err(Refusal::new("no-pairs", "no row has both a target and a value")
            .why("attainment compares the two")
            .help("add the values observed in the targets' years"));
    }
    let settings = input.settings;
    let direction = if settings.text("direction") == Some("lower") { Direction::Lower } else { Direction::Higher };
    let tolerance = settings.number("tolerance").unwrap_or(1e-9);
    let round = settings.number("round");
    let unit = input.column("unit")?;
    let pick = |rows: &[usize], of: &[Option<f64>]| rows.iter().filter_map(|&row| of[row]).collect::<Vec<f64>>();
    let mut found: Vec<(String, Vec<usize>, Attained)> = vec![];
    for (name, rows) in groups(input.column("by")?, &used) {
        let (targets, values) = (pick(&rows, target), pick(&rows, actual));
        if let Some(group) =
            attained(&targets, &values, &clusters(unit, &rows), direction, tolerance, round, level(input))
        {
            found.push((name, rows, group));
        }
    }
    let mut numbers = vec![];
    for (name, rows, group) in &found {
        numbers.push(share_number(
            "attained",
            Words { en: "share of targets reached", zh: "目标实现率", fr: "part des cibles atteintes" },
            name,
            group.attained,
            rows,
        ));
        numbers.push(mean_number(
            "gap",
            Words {
                en: "mean of value − target", zh: "实际值减目标之均值", fr: "moyenne de valeur − cible"
            },
            name,
            &group.gap,
            rows,
        ));
        numbers.push(share_number(
            "exact",
            Words { en: "share hit exactly", zh: "恰好完成的比例", fr: "part touchée exactement" },
            name,
            group.exact,
            rows,
        ));
        if let Some(share) = group.round {
            numbers.push(share_number(
                "round",
                Words { en: "share of round targets", zh: "整数目标比例", fr: "part des cibles rondes" },
                name,
                share,
                rows,
            ));
        }
    }
    if let [(first, _, a), (second, _, b)] = found.as_slice() {
        let (value, [low, high]) = share_difference(a.attained, b.attained);
        let label =
            Words {
                en: "difference of the shares reached", zh: "实现率之差", fr: "différence des parts atteintes"
            };
        numbers.push(Number::new("difference", label, value).of(format!("{first} − {second}")).interval(low, high));
    }
    let item = |(name, rows, group): &(String, Vec<usize>, Attained)| Interval {
        name: if name.is_empty() { "all".into() } else { name.clone() },
        group: String::new(),
        value: group.attained.0,
        bounds: Some(group.attained.1),
        rows: rows.clone(),
    };
    let items = found.iter().map(item).collect();
    let figure = Intervals { scale: "share of targets reached".into(), ratio: false, reference: None, items };
    let mut notes = vec![];
    if found.iter().any(|(_, rows, _)| rows.len() < 10) {
        let words = Words {
            en: "Few targets in a group: read its interval, not its share.",
            zh: "某组目标很少：请看区间，而非比例。",
            fr: "Peu de cibles dans un groupe : lire l’intervalle, non la part.",
        };
        notes.push(Note { warns: true, words, detail: String::new() });
    }
    let (of_rows, unclassed) = rows_of_attainment(input, &used, target, actual)?;
    if let Some(classes) = of_classes(&of_rows) {
        numbers.extend(classes);
    }
    if unclassed {
        let words = Words {
            en: "Classes (ahead, on track, lagging …) need baseline, baseline-year, target-year and year.",
            zh: "进度分类需要基期值、基期年、目标年与观测年。",
            fr: "Les classes (en avance, dans les temps, en retard …) demandent valeur et année de départ, année cible et année observée.",
        };
        notes.push(Note { warns: false, words, detail: String::new() });
    }
    Ok(Outcome {
        numbers,
        sheets: vec![of_rows],
        figures: vec![Figure::Intervals(figure)],
        notes,
        used,
        left_out,
        seed: None,
    })
}

/// Gap, progress and class of each row; whether classes could not be asked for at all.
fn rows_of_attainment(
    input: Input<'_>,
    used: &[usize],
    target: &[Option<f64>],
    actual: &[Option<f64>],
) -> Result<(Sheet, bool), Refusal> {
    let said = |option: &str| input.settings.text(option).map(|_| input.numbers(option)).transpose();
    let baseline = said("baseline")?;
    let (from, by, year) = (said("baseline-year")?, said("target-year")?, said("year")?);
    let slack = input.settings.number("slack").unwrap_or(0.05);
    let rows = used.iter().map(|&row| {
        let (goal, value) = (target[row].unwrap_or(f64::NAN), actual[row].unwrap_or(f64::NAN));
        let at = |column: Option<&[Option<f64>]>| column.and_then(|column| column[row]);
        let way = at(baseline).map(|baseline| Way {
            baseline,
            from: at(from).unwrap_or(f64::NAN),
            target: goal,
            by: at(by).unwrap_or(f64::NAN),
        });
        let progress = way.and_then(|way| way.progress(value));
        let class = way.zip(at(year)).and_then(|(way, year)| way.class(value, year, slack)).map(Class::name);
        vec![
            input.table.rows[row].label.as_str().into(),
            goal.into(),
            value.into(),
            (value - goal).into(),
            progress.into(),
            class.into(),
        ]
    });
    let sheet = Sheet {
        id: "targets",
        title: Words { en: "Each target", zh: "各目标", fr: "Chaque cible" },
        columns: ["row", "target", "actual", "gap", "progress", "class"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        evidence: used.iter().map(|&row| vec![row]).collect(),
    };
    Ok((sheet, baseline.is_none() || from.is_none() || by.is_none() || year.is_none()))
}

/// How many rows are of each class; none where no row has one.
fn of_classes(sheet: &Sheet) -> Option<Vec<Number>> {
    let label = Words { en: "targets of this class", zh: "该类目标数", fr: "cibles de cette classe" };
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, at) in sheet.rows.iter().zip(&sheet.evidence) {
        if let Some(Datum::Text(class)) = row.last() {
            rows.entry(class).or_default().extend(at);
        }
    }
    let number = |(class, rows): (&str, Vec<usize>)| {
        Number::new(format!("class.{}", class.replace(' ', "-")), label, rows.len() as f64).of(class).rows(rows)
    };
    (!rows.is_empty()).then(|| rows.into_iter().map(number).collect())
}
