//! Bunching and the density test as a method on a table.

use super::ask::NOT_A_JUDGEMENT;
use super::bandwidth;
use super::bunching::{Bunching, Window, bunching, spread};
use super::density::{self, Jump, jump};
use crate::Words;
use crate::analysis::figure::{Line, Lines};
use crate::analysis::{At, Column, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

/// Bunching at a point.
pub static BUNCHING: Method = Method {
    name: "bunching",
    title: Words { en: "Bunching at a target", zh: "目标处的聚束", fr: "Agglomération à la cible" },
    question: Words {
        en: "Do reported values pile up at the target more than a smooth curve and round numbers explain?",
        zh: "上报值在目标处的堆积是否超出平滑曲线与整数偏好所能解释？",
        fr: "Les valeurs publiées s’accumulent-elles à la cible plus que ne l’expliquent une courbe lisse et les nombres ronds ?",
    },
    assumptions: &[
        Words {
            en: "Without the target, the distribution would be smooth but for round numbers.",
            zh: "若无目标，除整数偏好外分布应平滑。",
            fr: "Sans la cible, la distribution serait lisse, nombres ronds mis à part.",
        },
        Words {
            en: "What piles up at the point comes from near it.",
            zh: "堆积于该点者来自其附近。",
            fr: "Ce qui s’accumule au point vient de son voisinage.",
        },
    ],
    not_for: &[
        NOT_A_JUDGEMENT,
        Words {
            en: "Not without round-number dummies where values are percentages with one decimal: heaping looks like manipulation.",
            zh: "数值为一位小数的百分数时，不加整数虚拟变量会把取整误认为操纵。",
            fr: "Pas sans indicatrices de nombres ronds quand les valeurs sont des pour-cent à une décimale : l’arrondi ressemble à une manipulation.",
        },
    ],
    peer: "bunching::bunchit, rddensity::rddensity (R)",
    references: &[
        "Chetty, Friedman, Olsen & Pistaferri (2011), doi:10.1093/qje/qjr013",
        "Kleven & Waseem (2013), doi:10.1093/qje/qjt004",
        "Cattaneo, Jansson & Ma (2020), doi:10.1080/01621459.2019.1635480",
    ],
    options: &[
        Opt::required("value", Kind::Column, "column of the values, as reported growth minus target"),
        Opt::optional("count", Kind::Column, "column of how often each value occurs"),
        Opt::default("zstar", Kind::Number(f64::MIN, f64::MAX), "0", "the point at which values may bunch"),
        Opt::required("binwidth", Kind::Number(0.0, f64::MAX), "width of a bin"),
        Opt::default("bins-l", Kind::Count(1, 10_000), "20", "bins below the point"),
        Opt::default("bins-r", Kind::Count(1, 10_000), "20", "bins above the point"),
        Opt::default("bins-excl-l", Kind::Count(0, 1_000), "0", "bins below the point that belong to the bunch"),
        Opt::default("bins-excl-r", Kind::Count(0, 1_000), "0", "bins above the point that belong to the bunch"),
        Opt::default("poly", Kind::Count(0, 12), "7", "degree of the polynomial"),
        Opt::optional("rn", Kind::Text, "round numbers that have a dummy each, as 0.5,1"),
        Opt::default(
            "corrections",
            Kind::Count(0, 1_000),
            "200",
            "corrections for the missing mass above the point, at most; 0 for none",
        ),
        Opt::default(
            "replicates",
            Kind::Count(0, 100_000),
            "500",
            "draws of residuals for standard errors; 0 for none",
        ),
        Opt::default("seed", Kind::Count(0, u64::MAX), "1", "seed of the draws"),
        Opt::optional(
            "h-left",
            Kind::Number(0.0, f64::MAX),
            "bandwidth of the density test below the point; that of least error, found from the values, if unsaid",
        ),
        Opt::optional(
            "h-right",
            Kind::Number(0.0, f64::MAX),
            "bandwidth of the density test above the point; as below",
        ),
        Opt::default("p", Kind::Count(1, 4), "2", "order of the density's polynomial; its test uses one more"),
        Opt::default(
            "mass-points",
            Kind::Word(&["true", "false"]),
            "true",
            "whether tied values are one point of mass",
        ),
    ],
    example_table: EXAMPLE,
    example: "--value gap --count n --binwidth 0.1 --bins-l 12 --bins-r 12 --poly 3 --rn 0.5,1 --h-left 1 --h-right 1",
    example_more: &[],
    run,
};

const EXAMPLE: &str = "gap,n\n-1.2,6\n-1.1,7\n-1.0,12\n-0.9,9\n-0.8,10\n-0.7,11\n-0.6,12\n-0.5,18\n-0.4,13\n-0.3,13\n-0.2,12\n-0.1,9\n0.0,44\n\
                       0.1,20\n0.2,19\n0.3,17\n0.4,16\n0.5,21\n0.6,14\n0.7,13\n0.8,11\n0.9,10\n1.0,14\n1.1,8\n1.2,7\n";

fn run(input: Input<'_>) -> Result<Outcome, Refusal> {
    let settings = input.settings;
    let needed: Vec<&Column> = [input.column("value")?, input.column("count")?].into_iter().flatten().collect();
    let (used, left_out) = input.complete(&needed);
    let value = input.numbers("value")?;
    let times = settings.text("count").map(|_| input.numbers("count")).transpose()?;
    let values: Vec<(f64, f64)> =
        used.iter().filter_map(|&row| value[row].zip(times.map_or(Some(1.0), |times| times[row]))).collect();
    let mut round = vec![];
    for text in settings.list("rn") {
        round.push(text.parse::<f64>().map_err(|_| {
            Refusal::new("bad-option", format!("`{text}` is not a number"))
                .why("a round number has a dummy at its multiples")
                .help("say --rn 0.5,1")
                .at(At::Option("rn".into()))
        })?);
    }
    let count = |name: &str| settings.count(name).unwrap_or(0);
    let window = Window {
        at: settings.number("zstar").unwrap_or(0.0),
        width: settings.number("binwidth").unwrap_or(0.0),
        below: count("bins-l"),
        above: count("bins-r"),
        bunch_below: count("bins-excl-l"),
        bunch_above: count("bins-excl-r"),
        degree: count("poly"),
        round,
        corrections: count("corrections"),
    };
    let found = bunching(&values, &window)?;
    let mut numbers = vec![
        Number::new(
            "b",
            Words {
                en: "excess mass relative to the curve (b)",
                zh: "相对超额（b）",
                fr: "excès relatif à la courbe (b)",
            },
            found.relative,
        ),
        Number::new("B", Words { en: "excess mass (B)", zh: "超额数量（B）", fr: "excès (B)" }, found.excess),
        Number::new(
            "marginal",
            Words {
                en: "where the marginal unit came from", zh: "边际单元的来处", fr: "d’où vient l’unité marginale"
            },
            found.marginal,
        ),
    ];
    let replicates = count("replicates");
    if replicates > 0 {
        let spread = spread(&values, &window, replicates, settings.seed())?;
        let z = 1.959_963_984_540_054;
        numbers[0] =
            numbers[0].clone().interval(found.relative - z * spread.relative, found.relative + z * spread.relative);
        numbers[1] = numbers[1].clone().interval(found.excess - z * spread.excess, found.excess + z * spread.excess);
        numbers.push(Number::new(
            "std_error.b",
            Words { en: "standard error of b", zh: "b 的标准误", fr: "erreur type de b" },
            spread.relative,
        ));
    }
    let mut notes = vec![];
    if window.round.is_empty() {
        let words = Words {
            en: "No dummies for round numbers: where values are rounded, heaping counts as bunching.",
            zh: "未设整数虚拟变量：若数值经取整，堆积会被算作聚束。",
            fr: "Aucune indicatrice de nombres ronds : là où les valeurs sont arrondies, l’entassement compte comme agglomération.",
        };
        notes.push(Note { warns: true, words, detail: String::new() });
    } else if let Ok(without) = bunching(&values, &Window { round: vec![], ..window.clone() }) {
        let label = Words {
            en: "b without round-number dummies",
            zh: "不设整数虚拟变量的 b",
            fr: "b sans indicatrices de nombres ronds",
        };
        numbers.push(Number::new("b.without_rn", label, without.relative));
    }
    if found.outside > 0.0 {
        let words = Words {
            en: "Values outside the window, not counted.",
            zh: "窗口外的数值未计入。",
            fr: "Valeurs hors de la fenêtre, non comptées.",
        };
        notes.push(Note { warns: false, words, detail: found.outside.to_string() });
    }
    match density_test(input, &values, window.at) {
        Ok(jump) => numbers.extend(of_density(&jump)),
        Err(refusal) => {
            let words = Words { en: "No density test.", zh: "未作密度检验。", fr: "Pas de test de densité." };
            notes.push(Note { warns: true, words, detail: format!("{}: {}", refusal.name, refusal.what) });
        }
    }
    Ok(Outcome {
        numbers,
        sheets: vec![sheet(&found)],
        figures: vec![Figure::Lines(lines(&found, window.at))],
        notes,
        used,
        left_out,
        seed: (replicates > 0).then(|| settings.seed()),
    })
}

fn density_test(input: Input<'_>, values: &[(f64, f64)], at: f64) -> Result<Jump, Refusal> {
    /// More would be a table of counts of millions, which the test need not hold one by one.
    const MOST: f64 = 10_000_000.0;
    if values.iter().map(|v| v.1).sum::<f64>() > MOST || values.iter().any(|v| v.1.fract() != 0.0) {
        return Err(Refusal::new("not-whole", "the counts are not whole, or are too many")
            .why("the test ranks single values")
            .help("give whole counts"));
    }
    let single: Vec<f64> =
        values.iter().flat_map(|&(value, times)| std::iter::repeat_n(value, times as usize)).collect();
    let settings = input.settings;
    let order = settings.count("p").unwrap_or(2);
    let mass_points = settings.text("mass-points") != Some("false");
    let bandwidths = match [settings.number("h-left"), settings.number("h-right")] {
        [Some(left), Some(right)] => [left, right],
        [left, right] => {
            let best = bandwidth::comb(&single, at, order, mass_points)?;
            [left.unwrap_or(best[0]), right.unwrap_or(best[1])]
        }
    };
    jump(&single, &density::Settings { at, bandwidths, order, mass_points })
}

fn of_density(jump: &Jump) -> Vec<Number> {
    let below = Words { en: "density just below", zh: "紧邻下方的密度", fr: "densité juste au-dessous" };
    let above = Words { en: "density just above", zh: "紧邻上方的密度", fr: "densité juste au-dessus" };
    let t = Words {
        en: "jump of the density, over its standard error",
        zh: "密度跳跃与其标准误之比",
        fr: "saut de la densité sur son erreur type",
    };
    let h =
        Words {
            en: "bandwidth of the density test", zh: "密度检验带宽", fr: "largeur de fenêtre du test de densité"
        };
    vec![
        Number::new("density.t", t, jump.t).p(jump.p),
        Number::new("density.left", below, jump.left.density),
        Number::new("density.right", above, jump.right.density),
        Number::new("density.h_left", h, jump.left.bandwidth),
        Number::new("density.h_right", h, jump.right.bandwidth),
    ]
}

fn sheet(found: &Bunching) -> Sheet {
    let rows = found.bins.iter().zip(&found.counts).zip(&found.counterfactual);
    Sheet {
        id: "bins",
        title: Words { en: "Bins", zh: "分组", fr: "Classes" },
        columns: ["bin", "freq", "cf"].map(str::to_owned).to_vec(),
        rows: rows.map(|((bin, count), cf)| vec![(*bin).into(), (*count).into(), (*cf).into()]).collect(),
        evidence: vec![],
    }
}

fn lines(found: &Bunching, at: f64) -> Lines {
    let line = |name: &str, heights: &[f64]| Line {
        name: name.to_owned(),
        faint: false,
        points: found.bins.iter().zip(heights).map(|(x, y)| [*x, *y]).collect(),
    };
    let lines = vec![line("observed", &found.counts), line("counterfactual", &found.counterfactual)];
    Lines { x: "value".into(), y: "count".into(), mark: Some(at), lines }
}
