//! The method `qca-robustness`: would other cutoffs and anchors have given another solution?

use super::ask::{CHOSEN, EXAMPLE, SETS_MEAN, UNCODED};
use super::read::{self, Read};
use super::robust::{self, Answer, Decision, Range, Robustness, Standing};
use crate::Words;
use crate::analysis::figure::{Interval, Intervals};
use crate::analysis::{Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

/// Sensitivity ranges, fit-oriented and case-oriented robustness.
pub static ROBUSTNESS: Method = Method {
    name: "qca-robustness",
    title: Words {
        en: "Robustness of a QCA solution", zh: "QCA 解的稳健性", fr: "Robustesse d’une solution AQQC"
    },
    question: Words {
        en: "How far can cutoffs and anchors move before the solution changes, and what of it remains then?",
        zh: "阈值与锚点可移动多少而解不变？变动后解还剩什么？",
        fr: "De combien seuils et ancres peuvent-ils bouger avant que la solution change, et qu’en reste-t-il alors ?",
    },
    assumptions: &[
        Words {
            en: "Each decision is moved alone, the others held where they are.",
            zh: "每次只移动一个决定，其余不变。",
            fr: "Chaque décision est déplacée seule, les autres restant en place.",
        },
        SETS_MEAN,
        CHOSEN,
        UNCODED,
    ],
    not_for: &[Words {
        en: "As a proof that a solution is right: a solution may be robust and without meaning.",
        zh: "不能证明解正确：稳健的解也可能没有意义。",
        fr: "Comme preuve qu’une solution est juste : elle peut être robuste et sans signification.",
    }],
    peer: "SetMethods::rob.inclrange, rob.ncutrange, rob.calibrange, rob.fit, rob.cases (R)",
    references: &["Oana & Schneider (2021), doi:10.1177/00491241211036158"],
    options: &[
        read::CONDITIONS,
        read::OUTCOME,
        read::CASE,
        read::MULTI_VALUE,
        read::CALIBRATE,
        read::IDM,
        read::INCL_CUT,
        read::N_CUT,
        read::PRI_CUT,
        read::SOLUTION,
        read::DIR_EXP,
        Opt::default("step", Kind::Number(0.0001, 0.5), "0.01", "step of the inclusion cutoff"),
        Opt::default(
            "anchor-step",
            Kind::Number(0.001, 0.5),
            "0.02",
            "step of an anchor, as a share of the distance from exclusion to inclusion",
        ),
        Opt::default("max-runs", Kind::Count(1, 1000), "20", "the most steps each way"),
        Opt::default(
            "test-shift",
            Kind::Number(0.0001, 0.5),
            "0.05",
            "test solutions: the inclusion cutoff lower and higher by this, anchors by this share of their distance",
        ),
        read::ROW_DOM,
        read::DIVERSITY,
    ],
    example_table: EXAMPLE,
    example: "--conditions GRASS,CHEAP,TIES --outcome LASTS --case place --calibrate GRASS=0.1:0.45:0.9",
    example_more: &[],
    run,
};

/// A test solution: which decision was otherwise, and what it gave.
struct Test {
    name: String,
    value: f64,
    answer: Answer,
}

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = read::read(input)?;
    let initial = read.setup.answer()?;
    if initial.models.is_empty() {
        return Err(super::problem::Problem::NothingPositive.into());
    }
    let ranges = ranges(input, &read, &initial)?;
    let (tests, failed) = tests(input, &read)?;
    let memberships: Vec<&[f64]> = tests.iter().map(|t| t.answer.membership.as_slice()).collect();
    let found = robust::robustness(&initial.membership, &memberships, &initial.outcome);
    Ok(Outcome {
        numbers: numbers(&read, &found),
        sheets: vec![ranges_sheet(&read, &ranges), tests_sheet(&initial, &tests), cases_sheet(&read, &initial, &found)],
        figures: vec![Figure::Intervals(drawn(&read, &ranges))],
        notes: notes(&initial, &tests, &failed),
        used: read.used.clone(),
        left_out: read.left.clone(),
        seed: None,
    })
}

/// Every anchor of every calibrated set, with the distance of its outer anchors.
fn anchors(read: &Read) -> Vec<(Decision, f64)> {
    let conditions = read.setup.conditions.iter().enumerate().map(|(c, (_, raw))| (Some(c), raw));
    let mut found = vec![];
    for (of, raw) in conditions.chain([(None, &read.setup.outcome.1)]) {
        if let Some(raw) = raw {
            let distance = (raw.anchors.inclusion - raw.anchors.exclusion).abs();
            let all = [raw.anchors.exclusion, raw.anchors.crossover, raw.anchors.inclusion];
            found.extend(all.into_iter().enumerate().map(|(which, v)| (Decision::Anchor(of, which, v), distance)));
        }
    }
    found
}

fn named(read: &Read, decision: &Decision) -> String {
    match *decision {
        Decision::Inclusion(_) => "incl-cut".into(),
        Decision::Frequency(_) => "n-cut".into(),
        Decision::Pri(_) => "pri-cut".into(),
        Decision::Anchor(of, which, _) => {
            let set = of.map_or(&read.setup.outcome.0.name, |c| &read.setup.conditions[c].0.name);
            format!("{set} {}", ["exclusion", "crossover", "inclusion"][which])
        }
    }
}

fn ranges(input: Input<'_>, read: &Read, initial: &Answer) -> Result<Vec<Range>, Refusal> {
    let number = |name: &str| input.settings.number(name).unwrap_or(0.01);
    let runs = input.settings.count("max-runs").unwrap_or(20);
    let cutoffs = read.setup.cutoffs;
    let mut decisions =
        vec![(Decision::Inclusion(cutoffs.inclusion), number("step")), (Decision::Frequency(cutoffs.frequency), 1.0)];
    if cutoffs.pri > 0.0 {
        decisions.push((Decision::Pri(cutoffs.pri), number("step")));
    }
    decisions.extend(anchors(read).into_iter().map(|(d, distance)| (d, distance * number("anchor-step"))));
    let range = |(decision, step): &(Decision, f64)| robust::range(&read.setup, initial, decision, *step, runs);
    Ok(decisions.iter().map(range).collect::<Result<_, _>>()?)
}

/// One test solution for each decision moved each way, and the decisions that could not be moved.
fn tests(input: Input<'_>, read: &Read) -> Result<(Vec<Test>, Vec<String>), Refusal> {
    let shift = input.settings.number("test-shift").unwrap_or(0.05);
    let cutoffs = read.setup.cutoffs;
    let mut decisions =
        vec![(Decision::Inclusion(cutoffs.inclusion), shift), (Decision::Frequency(cutoffs.frequency), 1.0)];
    decisions.extend(anchors(read).into_iter().map(|(d, distance)| (d, distance * shift)));
    let (mut tests, mut failed) = (vec![], vec![]);
    for (decision, step) in decisions {
        for direction in [-1.0, 1.0] {
            let value = robust::value(&decision) + direction * step;
            let moved = robust::moved_to(&decision, value).and_then(|d| read.setup.with(&d).ok());
            let name = named(read, &decision);
            let Some(setup) = moved else { continue };
            match setup.answer() {
                Ok(answer) if !answer.models.is_empty() => tests.push(Test { name, value, answer }),
                // Without a solution there is nothing to compare.
                Ok(_) | Err(_) => failed.push(format!("{name} {value:.4}")),
            }
        }
    }
    Ok((tests, failed))
}

fn numbers(read: &Read, found: &Robustness) -> Vec<Number> {
    let rows = |keep: &dyn Fn(&(Standing, bool)) -> bool| -> Vec<usize> {
        (0..found.cases.len()).filter(|&c| keep(&found.cases[c])).map(|c| read.used[c]).collect()
    };
    let fit = [
        (
            "RF_cons",
            Words {
                en: "consistency of the solution over that of the robust core",
                zh: "解的一致性 ÷ 稳健核心的一致性",
                fr: "cohérence de la solution sur celle du noyau robuste",
            },
            found.rf_cons,
        ),
        (
            "RF_cov",
            Words {
                en: "coverage of the robust core over that of the solution",
                zh: "稳健核心的覆盖度 ÷ 解的覆盖度",
                fr: "couverture du noyau robuste sur celle de la solution",
            },
            found.rf_cov,
        ),
        (
            "RF_SC_minTS",
            Words {
                en: "overlap with the least of the test solutions",
                zh: "与检验解最小集的重合度",
                fr: "recouvrement avec la moindre des solutions d’essai",
            },
            found.rf_sc_min,
        ),
        (
            "RF_SC_maxTS",
            Words {
                en: "overlap with the greatest of the test solutions",
                zh: "与检验解最大集的重合度",
                fr: "recouvrement avec la plus grande des solutions d’essai",
            },
            found.rf_sc_max,
        ),
    ]
    .map(|(id, label, value)| Number::new(id, label, value.unwrap_or(f64::NAN)));
    let cases = [
        (
            "RCR_typ",
            Words {
                en: "robust share of typical cases",
                zh: "典型案例中的稳健份额",
                fr: "part robuste des cas typiques",
            },
            found.typical,
            true,
        ),
        (
            "RCR_dev",
            Words {
                en: "robust share of deviant cases",
                zh: "偏离案例中的稳健份额",
                fr: "part robuste des cas déviants",
            },
            found.deviant,
            false,
        ),
    ]
    .map(|(id, label, value, typical)| {
        let in_some = rows(&|c| c.1 == typical && c.0 != Standing::Outside);
        Number::new(id, label, value.unwrap_or(f64::NAN)).rows(in_some)
    });
    fit.into_iter().chain(cases).collect()
}

fn ranges_sheet(read: &Read, ranges: &[Range]) -> Sheet {
    let then = |change: &Option<(f64, Vec<String>)>| match change {
        None => Datum::Missing,
        Some((_, written)) if written.is_empty() => "no solution".into(),
        Some((_, written)) => written.join(" | ").into(),
    };
    let row = |range: &Range| {
        vec![
            named(read, &range.decision).into(),
            robust::value(&range.decision).into(),
            range.down.last.into(),
            range.up.last.into(),
            range.down.change.is_none().into(),
            range.up.change.is_none().into(),
            then(&range.down.change),
            then(&range.up.change),
        ]
    };
    let columns =
        ["decision", "initial", "lower", "upper", "lower_open", "upper_open", "solution_below", "solution_above"];
    Sheet {
        id: "ranges",
        title: Words {
            en: "Sensitivity ranges: where the solution stays the same (open: no change within the steps tried)",
            zh: "敏感区间：解不变的范围（open：所试步数内未变）",
            fr: "Plages de sensibilité : où la solution reste la même (open : aucun changement dans les pas essayés)",
        },
        columns: columns.map(str::to_owned).to_vec(),
        rows: ranges.iter().map(row).collect(),
        evidence: vec![],
    }
}

fn tests_sheet(initial: &Answer, tests: &[Test]) -> Sheet {
    let row = |test: &Test| {
        let fit = super::fit::sufficiency(&test.answer.membership, &test.answer.outcome);
        vec![
            test.name.as_str().into(),
            test.value.into(),
            test.answer.written.join(" | ").into(),
            (test.answer.models == initial.models).into(),
            robust::overlap(&initial.membership, &test.answer.membership).into(),
            fit.inclusion.into(),
            fit.coverage.into(),
        ]
    };
    let columns = ["decision", "value", "solution", "same", "SC", "inclS", "covS"].map(str::to_owned).to_vec();
    Sheet {
        id: "tests",
        title: Words { en: "Test solutions", zh: "检验解", fr: "Solutions d’essai" },
        columns,
        rows: tests.iter().map(row).collect(),
        evidence: vec![],
    }
}

fn cases_sheet(read: &Read, initial: &Answer, found: &Robustness) -> Sheet {
    let row = |(case, &(standing, typical)): (usize, &(Standing, bool))| {
        let class = match (standing, typical) {
            (Standing::Robust, true) => "robust typical",
            (Standing::Robust, false) => "robust deviant",
            (Standing::Shaky, true) => "shaky typical",
            (Standing::Shaky, false) => "shaky deviant",
            (Standing::Possible, true) => "possible typical",
            (Standing::Possible, false) => "possible deviant",
            (Standing::Outside, true) => "uncovered",
            (Standing::Outside, false) => "irrelevant",
        };
        let mut cells: Vec<Datum> = vec![read.setup.cases[case].as_str().into()];
        cells.extend([initial.membership[case], initial.outcome[case]].map(Datum::from));
        cells.push(class.into());
        cells
    };
    Sheet {
        id: "cases",
        title: Words { en: "Cases beside the solutions", zh: "各解下的案例", fr: "Les cas face aux solutions" },
        columns: ["case", "membership", "outcome", "class"].map(str::to_owned).to_vec(),
        rows: found.cases.iter().enumerate().map(row).collect(),
        evidence: read.used.iter().map(|&row| vec![row]).collect(),
    }
}

fn drawn(read: &Read, ranges: &[Range]) -> Intervals {
    let item = |range: &Range| Interval {
        name: named(read, &range.decision),
        group: String::new(),
        value: robust::value(&range.decision),
        bounds: Some([range.down.last, range.up.last]),
        rows: vec![],
    };
    Intervals {
        scale: "sensitivity range".into(),
        ratio: false,
        reference: None,
        items: ranges.iter().map(item).collect(),
    }
}

fn notes(initial: &Answer, tests: &[Test], failed: &[String]) -> Vec<Note> {
    const SOLUTION: Words = Words { en: "The initial solution:", zh: "初始解：", fr: "La solution initiale :" };
    const SEVERAL: Words = Words {
        en: "Several models fit equally well; fit and cases are those of the first, ranges those of all.",
        zh: "多个模型同样拟合；拟合与案例取首个模型，区间取全部模型。",
        fr: "Plusieurs modèles conviennent également ; ajustement et cas sont ceux du premier, les plages celles de tous.",
    };
    const SAME: Words = Words {
        en: "Test solutions that are another than the initial one, of all:",
        zh: "与初始解不同的检验解占全部：",
        fr: "Solutions d’essai autres que l’initiale, sur toutes :",
    };
    const FAILED: Words = Words {
        en: "Decisions at which there is no solution; they are not among the test solutions.",
        zh: "以下取值处无解，未计入检验解。",
        fr: "Décisions pour lesquelles il n’y a pas de solution ; elles ne comptent pas parmi les solutions d’essai.",
    };
    let mut notes = vec![];
    if initial.models.len() > 1 {
        notes.push(Note { warns: true, words: SEVERAL, detail: initial.models.len().to_string() });
    }
    if !failed.is_empty() {
        notes.push(Note { warns: true, words: FAILED, detail: failed.join(", ") });
    }
    notes.push(Note { warns: false, words: SOLUTION, detail: initial.written.join(" | ") });
    let other = tests.iter().filter(|t| t.answer.models != initial.models).count();
    notes.push(Note { warns: false, words: SAME, detail: format!("{other} / {}", tests.len()) });
    notes
}
