//! Synthetic control as a method on a table.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::ask::NOT_CAUSAL;
use super::synthetic::{Before, Synthetic, mixed, rank, ratio, searched};
use crate::Words;
use crate::analysis::figure::{Line, Lines};
use crate::analysis::{At, Figure, Input, Kind, Left, Method, Note, Number, Opt, Outcome, Refusal, Sheet, numbers_of};

/// Synthetic control with placebos.
pub static SYNTHETIC_CONTROL: Method = Method {
    name: "synthetic-control",
    title: Words { en: "Synthetic control", zh: "合成控制法", fr: "Contrôle synthétique" },
    question: Words {
        en: "What would this place have been without the policy, as a mixture of places that did not have it?",
        zh: "若无该政策，此地会怎样（以未受政策之地加权合成）？",
        fr: "Que serait devenu ce lieu sans la politique, vu comme un mélange de lieux qui ne l’ont pas eue ?",
    },
    assumptions: &[
        Words {
            en: "Donors were not touched by the treatment, nor by something else of its size after it.",
            zh: "供体未受处理影响，其后亦无同等规模的其他冲击。",
            fr: "Les donneurs n’ont été touchés ni par le traitement ni par autre chose de même ampleur ensuite.",
        },
        Words {
            en: "The mixture follows the treated place well before the treatment.",
            zh: "处理前合成体能很好地贴合受处理地。",
            fr: "Le mélange suit bien le lieu traité avant le traitement.",
        },
    ],
    not_for: &[
        NOT_CAUSAL,
        Words {
            en: "With few donors: one place among nine placebos has no p below 0.1.",
            zh: "供体过少时：九个安慰剂中 p 不可能低于 0.1。",
            fr: "Avec peu de donneurs : un lieu parmi neuf placebos n’a pas de p sous 0,1.",
        },
    ],
    peer: "Synth::synth (R)",
    references: &[
        "Abadie & Gardeazabal (2003), doi:10.1257/000282803321455188",
        "Abadie, Diamond & Hainmueller (2010), doi:10.1198/jasa.2009.ap08746",
    ],
    options: &[
        Opt::required("unit", Kind::Column, "column of the places"),
        Opt::required("time", Kind::Column, "column of the years"),
        Opt::required("outcome", Kind::Column, "column of the outcome"),
        Opt::required("treated", Kind::Text, "name of the treated place"),
        Opt::required("treatment", Kind::Number(f64::MIN, f64::MAX), "first year under treatment"),
        Opt::optional("predictors", Kind::Columns, "columns averaged over the years before the treatment"),
        Opt::optional("special", Kind::Text, "predictors of given years, as gdp:1960-1969,density:1969"),
        Opt::optional("fit-from", Kind::Number(f64::MIN, f64::MAX), "first year in which the fit is judged"),
        Opt::default("starts", Kind::Count(1, 1_000), "8", "starts of the search for predictor weights"),
        Opt::default("placebos", Kind::Word(&["true", "false"]), "true", "whether each donor is treated in turn"),
        Opt::default("seed", Kind::Count(0, u64::MAX), "1", "seed of the starts"),
    ],
    example_table: "place,year,y\nT,1,1.0\nT,2,2.1\nT,3,3.0\nT,4,4.1\nT,5,8\nT,6,9\nA,1,0.5\nA,2,1.2\nA,3,1.4\nA,4,2.1\nA,5,2.4\nA,6,3.1\n\
                    B,1,1.6\nB,2,3.1\nB,3,4.4\nB,4,6.2\nB,5,7.4\nB,6,9.1\nC,1,3\nC,2,3\nC,3,3.2\nC,4,3.1\nC,5,3.3\nC,6,3.2\n",
    example: "--unit place --time year --outcome y --treated T --treatment 5 --special y:1-2,y:3-4",
    example_more: &[],
    run,
};

/// A predictor: a column averaged over years.
struct Predictor {
    name: String,
    values: BTreeMap<(String, i64), f64>,
    from: f64,
    to: f64,
}

struct Panel {
    units: Vec<String>,
    years: Vec<f64>,
    outcome: BTreeMap<(String, i64), f64>,
    predictors: Vec<Predictor>,
    treatment: f64,
    fit_from: f64,
}

fn key(name: &str, year: f64) -> (String, i64) {
    (name.to_owned(), (year * 1e6).round() as i64)
}

impl Panel {
    fn outcome_of(&self, unit: &str, year: f64) -> Option<f64> {
        self.outcome.get(&key(unit, year)).copied()
    }

    fn predictor_of(&self, predictor: &Predictor, unit: &str) -> Option<f64> {
        let years = self.years.iter().filter(|y| **y >= predictor.from && **y <= predictor.to);
        let values: Vec<f64> = years.filter_map(|y| predictor.values.get(&key(unit, *y)).copied()).collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    }

    /// Why a unit cannot take part, if it cannot.
    fn lacks(&self, unit: &str) -> Option<String> {
        if let Some(year) =
            self.years.iter().find(|year| **year >= self.fit_from && self.outcome_of(unit, **year).is_none())
        {
            return Some(format!("{year}"));
        }
        self.predictors.iter().find(|p| self.predictor_of(p, unit).is_none()).map(|p| p.name.clone())
    }

    fn before(&self, treated: &str, donors: &[String]) -> Before {
        let years: Vec<f64> =
            self.years.iter().copied().filter(|y| *y >= self.fit_from && *y < self.treatment).collect();
        let predictor = |p: &Predictor, unit: &str| self.predictor_of(p, unit).unwrap_or(f64::NAN);
        let outcome = |year: f64, unit: &str| self.outcome_of(unit, year).unwrap_or(f64::NAN);
        Before {
            treated: self.predictors.iter().map(|p| predictor(p, treated)).collect(),
            donors: self.predictors.iter().map(|p| donors.iter().map(|d| predictor(p, d)).collect()).collect(),
            outcome: years.iter().map(|&year| outcome(year, treated)).collect(),
            donors_outcome: years.iter().map(|&year| donors.iter().map(|d| outcome(year, d)).collect()).collect(),
        }
    }

    /// Year, outcome, outcome of the mixture, for the years in which all are known.
    fn path(&self, treated: &str, donors: &[String], weights: &[f64]) -> Vec<[f64; 3]> {
        let at = |&year: &f64| {
            let of_donors: Option<Vec<f64>> = donors.iter().map(|d| self.outcome_of(d, year)).collect();
            Some([year, self.outcome_of(treated, year)?, mixed(&of_donors?, weights)])
        };
        self.years.iter().filter_map(at).collect()
    }

    fn ratio(&self, path: &[[f64; 3]]) -> f64 {
        let gaps =
            |keep: &dyn Fn(f64) -> bool| path.iter().filter(|p| keep(p[0])).map(|p| p[1] - p[2]).collect::<Vec<f64>>();
        ratio(&gaps(&|year| year >= self.fit_from && year < self.treatment), &gaps(&|year| year >= self.treatment))
    }
}

fn read(input: Input<'_>) -> Result<Panel, Refusal> {
    let missing = || {
        Refusal::new("option-missing", "unit, time and outcome are needed")
            .why("they make the panel")
            .help("name their columns")
    };
    let unit = input.column("unit")?.ok_or_else(missing)?;
    let (time, outcome) = (input.numbers("time")?, input.numbers("outcome")?);
    let treatment = input.settings.number("treatment").unwrap_or(f64::NAN);
    let mut units: Vec<String> = vec![];
    let mut years: Vec<f64> = time.iter().flatten().copied().collect();
    years.sort_by(f64::total_cmp);
    years.dedup();
    for row in 0..input.table.len() {
        if let Some(name) = unit.cells.text(row).filter(|name| !units.contains(name)) {
            units.push(name);
        }
    }
    let values = |cells: &[Option<f64>]| -> Result<BTreeMap<(String, i64), f64>, Refusal> {
        let mut held = BTreeMap::new();
        for row in 0..input.table.len() {
            let (Some(name), Some(year), Some(value)) = (unit.cells.text(row), time[row], cells[row]) else { continue };
            if held.insert(key(&name, year), value).is_some() {
                return Err(Refusal::new("year-twice", format!("`{name}` has two rows for {year}"))
                    .why("either could be the value of that year")
                    .help("keep one row for each place and year")
                    .at(At::Cell(unit.name.clone(), row)));
            }
        }
        Ok(held)
    };
    let (first, last) = (years.first().copied().unwrap_or(0.0), treatment);
    let before = years.iter().copied().rfind(|y| *y < last).unwrap_or(first);
    let mut predictors = vec![];
    for column in input.columns("predictors")? {
        predictors.push(Predictor {
            name: column.name.clone(),
            values: values(numbers_of(column)?)?,
            from: first,
            to: before,
        });
    }
    for text in input.settings.list("special") {
        let bad = || {
            Refusal::new("bad-option", format!("`{text}` is not COLUMN:FROM-TO"))
                .why("a special predictor is a column averaged over years")
                .help("say --special gdp:1960-1969,density:1969")
                .at(At::Option("special".into()))
        };
        let (name, span) = text.split_once(':').ok_or_else(bad)?;
        let (from, to) = span.split_once('-').unwrap_or((span, span));
        let (from, to): (f64, f64) = (from.parse().map_err(|_| bad())?, to.parse().map_err(|_| bad())?);
        let column = input.table.column(name).ok_or_else(bad)?;
        predictors.push(Predictor { name: text.to_owned(), values: values(numbers_of(column)?)?, from, to });
    }
    let outcome = values(outcome)?;
    if predictors.is_empty() {
        let name = input.settings.text("outcome").unwrap_or_default();
        predictors.push(Predictor { name: name.to_owned(), values: outcome.clone(), from: first, to: before });
    }
    let fit_from = input.settings.number("fit-from").unwrap_or(first);
    if !years.iter().any(|y| *y >= fit_from && *y < treatment) || !years.iter().any(|y| *y >= treatment) {
        return Err(Refusal::new(
            "no-before-or-after",
            format!("the treatment in {treatment} has no year before it or none after"),
        )
        .why("the mixture is fitted before and read after")
        .help("check `treatment` and `fit-from`")
        .at(At::Option("treatment".into())));
    }
    Ok(Panel { units, years, outcome, predictors, treatment, fit_from })
}

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    const GAPS: Words = Words {
        en: "donor with a gap in outcome or predictors",
        zh: "供体在结果或预测变量上有缺失",
        fr: "donneur avec une lacune dans l’issue ou les prédicteurs",
    };
    let panel = read(input)?;
    let treated = input.settings.text("treated").unwrap_or_default();
    if !panel.units.iter().any(|unit| unit == treated) {
        return Err(Refusal::new("no-such-case", format!("there is no place `{treated}`"))
            .why("option `treated` names it")
            .help(format!("places are {}", panel.units.join(", ")))
            .at(At::Option("treated".into())));
    }
    if let Some(what) = panel.lacks(treated) {
        return Err(Refusal::new("gaps", format!("the treated place has no value for {what}"))
            .why("the mixture is fitted to its values")
            .help("fill the gap from a source, or fit over other years or predictors"));
    }
    let others = panel.units.iter().filter(|unit| *unit != treated).cloned();
    let (donors, gappy): (Vec<String>, Vec<String>) = others.partition(|unit| panel.lacks(unit).is_none());
    let starts = input.settings.count("starts").unwrap_or(8);
    let seed = input.settings.seed();
    let found = searched(&panel.before(treated, &donors), starts, seed)?;
    let path = panel.path(treated, &donors, &found.weights);
    let own = panel.ratio(&path);
    let placebos: Vec<(String, Vec<[f64; 3]>)> = if input.settings.text("placebos") == Some("false") {
        vec![]
    } else {
        let one = |(at, donor): (usize, &String)| {
            let rest: Vec<String> =
                donors.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, d)| d.clone()).collect();
            let found = searched(&panel.before(donor, &rest), starts, seed).ok()?;
            Some((donor.clone(), panel.path(donor, &rest, &found.weights)))
        };
        donors.par_iter().enumerate().map(one).collect::<Vec<_>>().into_iter().flatten().collect()
    };
    let mut outcome = Outcome { seed: Some(seed), ..Outcome::default() };
    let after: Vec<f64> = path.iter().filter(|p| p[0] >= panel.treatment).map(|p| p[1] - p[2]).collect();
    let mut gap = Number::new(
        "gap",
        Words {
            en: "mean gap after the treatment", zh: "处理后平均差距", fr: "écart moyen après le traitement"
        },
        after.iter().sum::<f64>() / after.len() as f64,
    );
    let spread = Words {
        en: "gap after over gap before (root mean square)",
        zh: "处理后与处理前差距之比（均方根）",
        fr: "écart après sur écart avant (moyenne quadratique)",
    };
    let mut unusual = Number::new("ratio", spread, own);
    // Nothing over nothing, where mixture and outcome never differ, ranks nowhere.
    if !placebos.is_empty() && !own.is_nan() {
        let ranked = rank(own, placebos.iter().map(|(_, path)| panel.ratio(path)).collect());
        gap = gap.p(ranked.p);
        unusual = unusual.p(ranked.p);
    }
    let loss = Words {
        en: "mean squared gap before the treatment",
        zh: "处理前均方差距",
        fr: "écart quadratique moyen avant le traitement",
    };
    outcome.numbers = vec![gap];
    outcome.numbers.extend((!own.is_nan()).then_some(unusual));
    outcome.numbers.push(Number::new("loss", loss, found.loss));
    outcome.sheets = sheets(&panel, &donors, &found, &path, &placebos);
    outcome.figures = figures(&panel, treated, &path, &placebos);
    if donors.len() < 10 {
        let words = Words {
            en: "Few donors: no p can be below 1 / (donors + 1).",
            zh: "供体少：p 不会低于 1/(供体数+1)。",
            fr: "Peu de donneurs : aucun p sous 1 / (donneurs + 1).",
        };
        outcome.notes.push(Note { warns: true, words, detail: donors.len().to_string() });
    }
    let unit = input.column("unit")?;
    let rows = |keep: &dyn Fn(&String) -> bool| {
        (0..input.table.len())
            .filter(|&row| unit.and_then(|c| c.cells.text(row)).is_some_and(|name| keep(&name)))
            .collect::<Vec<_>>()
    };
    outcome.used = rows(&|name| !gappy.contains(name));
    if !gappy.is_empty() {
        outcome.left_out.push(Left {
            reason: GAPS,
            detail: gappy.join(", "),
            rows: rows(&|name| gappy.contains(name)),
        });
    }
    Ok(outcome)
}

fn sheets(
    panel: &Panel,
    donors: &[String],
    found: &Synthetic,
    path: &[[f64; 3]],
    placebos: &[(String, Vec<[f64; 3]>)],
) -> Vec<Sheet> {
    let sheet = |id, title, columns: &[&str], rows| Sheet {
        id,
        title,
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        rows,
        evidence: vec![],
    };
    let weights = donors.iter().zip(&found.weights).map(|(d, w)| vec![d.as_str().into(), (*w).into()]).collect();
    let importance = panel
        .predictors
        .iter()
        .zip(&found.importance)
        .map(|(p, v)| vec![p.name.as_str().into(), (*v).into()])
        .collect();
    let years = path
        .iter()
        .map(|[year, own, other]| vec![(*year).into(), (*own).into(), (*other).into(), (own - other).into()])
        .collect();
    let ranked = placebos.iter().map(|(name, path)| vec![name.as_str().into(), panel.ratio(path).into()]).collect();
    vec![
        sheet(
            "weights",
            Words { en: "Weights of donors", zh: "供体权重", fr: "Poids des donneurs" },
            &["donor", "weight"],
            weights,
        ),
        sheet(
            "predictors",
            Words { en: "Weights of predictors", zh: "预测变量权重", fr: "Poids des prédicteurs" },
            &["predictor", "weight"],
            importance,
        ),
        sheet(
            "path",
            Words { en: "Path", zh: "路径", fr: "Trajectoire" },
            &["time", "treated", "synthetic", "gap"],
            years,
        ),
        sheet("placebos", Words { en: "Placebos", zh: "安慰剂", fr: "Placebos" }, &["donor", "ratio"], ranked),
    ]
}

fn figures(panel: &Panel, treated: &str, path: &[[f64; 3]], placebos: &[(String, Vec<[f64; 3]>)]) -> Vec<Figure> {
    let line = |name: &str, faint, points| Line { name: name.to_owned(), faint, points };
    let gaps = |path: &[[f64; 3]]| path.iter().map(|[year, own, other]| [*year, own - other]).collect::<Vec<_>>();
    let paths = vec![
        line(treated, false, path.iter().map(|p| [p[0], p[1]]).collect()),
        line(&format!("synthetic {treated}"), false, path.iter().map(|p| [p[0], p[2]]).collect()),
    ];
    let mut all: Vec<Line> = placebos.iter().map(|(name, path)| line(name, true, gaps(path))).collect();
    all.push(line(treated, false, gaps(path)));
    let mark = Some(panel.treatment);
    vec![
        Figure::Lines(Lines { x: "time".into(), y: "outcome".into(), mark, lines: paths }),
        Figure::Lines(Lines { x: "time".into(), y: "gap".into(), mark, lines: all }),
    ]
}
