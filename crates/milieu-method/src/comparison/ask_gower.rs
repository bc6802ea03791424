//! Distances, nearest analogues and the transfer checklist as methods on a table.

use super::ask::{self, ASYMMETRIC, BLANKS_AT_RANDOM, CASE, COMPARABLE, NOT_CAUSAL, ORDINAL, Read, VARIABLES, WEIGHTS};
use super::groups::{average_linkage, medoids, square};
use crate::Words;
use crate::analysis::figure::{Interval, Intervals, Matrix};
use crate::analysis::{At, Cells, Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

const EXAMPLE: &str = "place,form,members,coffee,stage\nA,makerspace,60,1,2\nB,makerspace,80,1,3\nC,coworking,200,1,1\nD,coworking,150,0,1\n\
                       E,fablab,,0,2\nF,fablab,40,1,3\n";
const DISTANCE: Words = Words { en: "Gower distance", zh: "Gower 距离", fr: "distance de Gower" };
const GOWER_1971: &str = "Gower (1971), doi:10.2307/2528823";

/// Gower distances.
pub static GOWER: Method = Method {
    name: "gower",
    title: Words { en: "Gower distances", zh: "Gower 距离", fr: "Distances de Gower" },
    question: Words {
        en: "How far apart are cases described by numbers, ranks and names, some of them unknown?",
        zh: "以数值、等级与类别描述（含缺失）的个案相距多远？",
        fr: "À quelle distance sont des cas décrits par des nombres, des rangs et des noms, en partie inconnus ?",
    },
    assumptions: &[COMPARABLE, BLANKS_AT_RANDOM],
    not_for: &[NOT_CAUSAL],
    peer: "cluster::daisy, cluster::pam, stats::hclust(method = \"average\") (R)",
    references: &[GOWER_1971, "Kaufman & Rousseeuw (1990), doi:10.1002/9780470316801"],
    options: &[
        CASE,
        VARIABLES,
        ORDINAL,
        ASYMMETRIC,
        WEIGHTS,
        Opt::optional("k", Kind::Count(1, 1_000), "how many groups around medoids"),
    ],
    example_table: EXAMPLE,
    example: "--case place --ordinal stage --asymmetric coffee --k 2",
    example_more: &[],
    run: run_gower,
};

/// Nearest analogues of a case.
pub static ANALOGUES: Method = Method {
    name: "analogues",
    title: Words { en: "Nearest analogues", zh: "最近类比", fr: "Analogues les plus proches" },
    question: Words {
        en: "Which cases are most like this one, and in what?",
        zh: "哪些个案与此最为相似，相似在何处？",
        fr: "Quels cas ressemblent le plus à celui-ci, et en quoi ?",
    },
    assumptions: &[COMPARABLE, BLANKS_AT_RANDOM],
    not_for: &[NOT_CAUSAL],
    peer: "cluster::daisy (R), sorted",
    references: &[GOWER_1971],
    options: &[
        Opt::required("of", Kind::Text, "name of the case whose analogues are asked for"),
        CASE,
        VARIABLES,
        ORDINAL,
        ASYMMETRIC,
        WEIGHTS,
        Opt::default("n", Kind::Count(1, 10_000), "5", "how many analogues"),
        Opt::default("least-known", Kind::Number(0.0, 1.0), "0.5", "share of the weight that must be known of both"),
    ],
    example_table: EXAMPLE,
    example: "--of A --case place --ordinal stage",
    example_more: &[],
    run: run_analogues,
};

/// What would have to hold for something to be carried over.
pub static TRANSFER: Method = Method {
    name: "transfer",
    title: Words { en: "Transfer checklist", zh: "可移植性清单", fr: "Liste de contrôle du transfert" },
    question: Words {
        en: "What worked there: which of its circumstances hold here, which do not, and which are not known?",
        zh: "彼处奏效者，其条件在此具备、不具备或未知者各有哪些？",
        fr: "Ce qui a marché là-bas : quelles circonstances tiennent ici, lesquelles non, et lesquelles ignore-t-on ?",
    },
    assumptions: &[COMPARABLE],
    not_for: &[
        NOT_CAUSAL,
        Words {
            en: "As a score: a list of circumstances does not add up to a chance of success.",
            zh: "不可作为评分：条件清单不能相加为成功概率。",
            fr: "Comme note : une liste de circonstances ne s’additionne pas en chance de succès.",
        },
    ],
    peer: "none; worked by hand",
    references: &[
        "Dolowitz & Marsh (2000), doi:10.1111/0952-1895.00121",
        "Cartwright & Hardie (2012), doi:10.1093/acprof:osobl/9780199841608.001.0001",
        GOWER_1971,
    ],
    options: &[
        Opt::required("source", Kind::Text, "name of the case where it worked"),
        Opt::required("target", Kind::Text, "name of the case it would be carried to"),
        CASE,
        VARIABLES,
        ORDINAL,
        Opt::optional(
            "outcome",
            Kind::Column,
            "column of the outcome: values among cases that share the source's are shown",
        ),
        Opt::default(
            "near",
            Kind::Number(0.0, 1.0),
            "0.1",
            "difference, as a share of the range, up to which a number counts as like",
        ),
    ],
    example_table: EXAMPLE,
    example: "--source A --target C --case place --variables form,members,coffee",
    example_more: &[],
    run: run_transfer,
};

fn run_gower(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = ask::read(input)?;
    let n = read.gower.cases();
    let lower = read.gower.matrix();
    let known: Vec<f64> = lower.iter().flatten().copied().filter(|d| !d.is_nan()).collect();
    let pairs = n * (n - 1) / 2;
    if known.is_empty() {
        return Err(Refusal::new("nothing-in-common", "no two cases are known in the same variable")
            .why("a pair is compared in what is known of both")
            .help("compare in better documented variables"));
    }
    let least = lower.iter().enumerate().flat_map(|(i, row)| row.iter().enumerate().map(move |(j, &d)| (d, j, i)));
    let nearest = least.filter(|(d, _, _)| !d.is_nan()).min_by(|a, b| a.0.total_cmp(&b.0));
    let mean = Words { en: "mean distance", zh: "平均距离", fr: "distance moyenne" };
    let mut numbers = vec![Number::new("mean", mean, known.iter().sum::<f64>() / known.len() as f64)];
    if let Some((d, i, j)) = nearest {
        let label = Words {
            en: "distance of the nearest pair",
            zh: "最近一对的距离",
            fr: "distance de la paire la plus proche",
        };
        let of = format!("{} · {}", read.names[i], read.names[j]);
        numbers.push(Number::new("nearest", label, d).of(of).rows(vec![read.rows[i], read.rows[j]]));
    }
    let mut notes = vec![];
    if known.len() < pairs {
        let words = Words {
            en: "Pairs with nothing known of both have no distance.",
            zh: "无共同已知变量的配对没有距离。",
            fr: "Les paires sans rien de connu en commun n’ont pas de distance.",
        };
        notes.push(Note { warns: true, words, detail: (pairs - known.len()).to_string() });
    }
    let distances = Sheet {
        id: "distances",
        title: DISTANCE,
        columns: ["first", "second", "distance"].map(str::to_owned).to_vec(),
        rows: cells(&lower)
            .map(|(i, j, d)| vec![read.names[j].as_str().into(), read.names[i].as_str().into(), d.into()])
            .collect(),
        evidence: cells(&lower).map(|(i, j, _)| vec![read.rows[j], read.rows[i]]).collect(),
    };
    let mut sheets = vec![distances];
    if let Some(k) = input.settings.count("k") {
        sheets.extend(groups(&read, &lower, k, &mut numbers)?);
    }
    let cell = |i: usize, j: usize| {
        let d = if i == j { 0.0 } else { lower[i.max(j)][i.min(j)] };
        (!d.is_nan()).then_some(d)
    };
    let figure = Matrix {
        value: DISTANCE.en.to_owned(),
        rows: read.names.clone(),
        columns: read.names.clone(),
        // A matrix of more cases is not read cell by cell; the sheet holds all.
        cells: (0..n).map(|i| (0..n).map(|j| cell(i, j)).collect()).collect(),
    };
    let figures = if n <= 200 { vec![Figure::Matrix(figure)] } else { vec![] };
    Ok(Outcome { numbers, sheets, figures, notes, used: read.rows, left_out: read.left_out, seed: None })
}

fn cells(lower: &[Vec<f64>]) -> impl Iterator<Item = (usize, usize, f64)> {
    lower.iter().enumerate().flat_map(|(i, row)| row.iter().enumerate().map(move |(j, &d)| (i, j, d)))
}

fn groups(read: &Read<'_>, lower: &[Vec<f64>], k: usize, numbers: &mut Vec<Number>) -> Result<[Sheet; 2], Refusal> {
    let full = square(lower)?;
    let found = medoids(&full, k)?;
    let label = Words {
        en: "mean distance to the group’s medoid",
        zh: "到组中心个案的平均距离",
        fr: "distance moyenne au médoïde du groupe",
    };
    numbers.push(Number::new("medoids", label, found.swap));
    if let Some(silhouette) = found.silhouette {
        let label = Words { en: "mean silhouette", zh: "平均轮廓宽度", fr: "silhouette moyenne" };
        numbers.push(Number::new("silhouette", label, silhouette));
    }
    let names = |i: usize| read.names[i].as_str();
    let row = |(i, g): (usize, &usize)| vec![names(i).into(), (g + 1).into(), names(found.medoids[*g]).into()];
    let of_medoids = Sheet {
        id: "groups",
        title: Words {
            en: "Groups around medoids", zh: "围绕中心个案的分组", fr: "Groupes autour de médoïdes"
        },
        columns: ["case", "group", "medoid"].map(str::to_owned).to_vec(),
        rows: found.group.iter().enumerate().map(row).collect(),
        evidence: read.rows.iter().map(|&row| vec![row]).collect(),
    };
    let name =
        |group: usize| read.names.get(group).cloned().unwrap_or_else(|| format!("#{}", group - read.names.len() + 1));
    let merges = average_linkage(&full);
    let linkage = Sheet {
        id: "linkage",
        title: Words { en: "Average linkage", zh: "平均联结", fr: "Lien moyen" },
        columns: ["step", "first", "second", "height"].map(str::to_owned).to_vec(),
        rows: merges
            .iter()
            .enumerate()
            .map(|(at, m)| {
                vec![format!("#{}", at + 1).into(), name(m.first).into(), name(m.second).into(), m.height.into()]
            })
            .collect(),
        evidence: vec![],
    };
    Ok([of_medoids, linkage])
}

fn run_analogues(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = ask::read(input)?;
    let own = ask::case_named(&read, "of", input.settings.text("of").unwrap_or_default())?;
    let least_known = input.settings.number("least-known").unwrap_or(0.5);
    let total: f64 = read.gower.weights().iter().sum();
    let known = |other: usize| -> f64 {
        let cells = read.gower.differences(own, other);
        cells.iter().zip(read.gower.weights()).filter(|(d, _)| d.is_some()).map(|(_, w)| w).sum::<f64>() / total
    };
    let others = (0..read.gower.cases()).filter(|&other| other != own);
    let (near, thin): (Vec<usize>, Vec<usize>) =
        others.partition(|&other| known(other) >= least_known && known(other) > 0.0);
    let mut found: Vec<(f64, usize)> =
        near.iter().filter_map(|&other| read.gower.distance(own, other).map(|d| (d, other))).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    found.truncate(input.settings.count("n").unwrap_or(5));
    if found.is_empty() {
        return Err(Refusal::new("nothing-in-common", "of no other case is enough known")
            .why(format!("less than {least_known} of the weight is known of both"))
            .help("compare in better documented variables, or lower `least-known`")
            .at(At::Option("least-known".into())));
    }
    let mut reasons = Sheet {
        id: "reasons",
        title: Words { en: "Alike and different in", zh: "相似与相异之处", fr: "Semblables et différents en" },
        columns: ["analogue", "variable", "value", "value_there", "difference", "share_of_distance"]
            .map(str::to_owned)
            .to_vec(),
        rows: vec![],
        evidence: vec![],
    };
    let mut analogues = Sheet {
        id: "analogues",
        title: Words { en: "Nearest analogues", zh: "最近类比", fr: "Analogues les plus proches" },
        columns: ["rank", "analogue", "distance", "known", "alike_in", "different_in"].map(str::to_owned).to_vec(),
        rows: vec![],
        evidence: vec![],
    };
    let mut numbers = vec![];
    let mut items = vec![];
    for (rank, &(distance, other)) in found.iter().enumerate() {
        let rows = vec![read.rows[own], read.rows[other]];
        let differences = read.gower.differences(own, other);
        let sum: f64 = differences.iter().zip(read.gower.weights()).filter_map(|(d, w)| d.map(|d| d * w)).sum();
        let (mut alike, mut different) = (vec![], vec![]);
        for ((column, difference), weight) in read.columns.iter().zip(&differences).zip(read.gower.weights()) {
            match difference {
                Some(d) if *d <= 0.1 => alike.push(column.name.as_str()),
                Some(d) if *d >= 0.5 => different.push(column.name.as_str()),
                _ => {}
            }
            let share = difference.filter(|_| sum > 0.0).map(|d| d * weight / sum);
            reasons.rows.push(vec![
                read.names[other].as_str().into(),
                column.name.as_str().into(),
                column.cells.text(read.rows[own]).into(),
                column.cells.text(read.rows[other]).into(),
                (*difference).into(),
                share.into(),
            ]);
            reasons.evidence.push(rows.clone());
        }
        analogues.rows.push(vec![
            (rank + 1).into(),
            read.names[other].as_str().into(),
            distance.into(),
            known(other).into(),
            alike.join(", ").into(),
            different.join(", ").into(),
        ]);
        analogues.evidence.push(rows.clone());
        numbers.push(
            Number::new(format!("distance.{}", rank + 1), DISTANCE, distance).of(&read.names[other]).rows(rows.clone()),
        );
        items.push(Interval {
            name: read.names[other].clone(),
            group: String::new(),
            value: distance,
            bounds: None,
            rows,
        });
    }
    let mut left_out = read.left_out;
    if !thin.is_empty() {
        let reason = Words {
            en: "too little is known of it and of the case it is compared with",
            zh: "双方共同已知的变量过少",
            fr: "on en sait trop peu, et du cas comparé",
        };
        left_out.push(crate::analysis::Left {
            reason,
            detail: String::new(),
            rows: thin.iter().map(|&at| read.rows[at]).collect(),
        });
    }
    let mut used: Vec<usize> = near.iter().chain([&own]).map(|&at| read.rows[at]).collect();
    used.sort_unstable();
    let figure = Intervals { scale: DISTANCE.en.to_owned(), ratio: false, reference: None, items };
    Ok(Outcome {
        numbers,
        sheets: vec![analogues, reasons],
        figures: vec![Figure::Intervals(figure)],
        notes: vec![],
        used,
        left_out,
        seed: None,
    })
}

fn run_transfer(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = ask::read(input)?;
    let text = |option: &str| input.settings.text(option).unwrap_or_default();
    let source = ask::case_named(&read, "source", text("source"))?;
    let target = ask::case_named(&read, "target", text("target"))?;
    let near = input.settings.number("near").unwrap_or(0.1);
    let outcome = input.column("outcome")?;
    let (at_source, at_target) = (read.rows[source], read.rows[target]);
    let same_outcome: Vec<usize> = match outcome {
        Some(column) => {
            let wanted = column.cells.text(at_source);
            read.rows.iter().copied().filter(|&row| wanted.is_some() && column.cells.text(row) == wanted).collect()
        }
        None => vec![],
    };
    let mut counts = [0usize; 3];
    let mut rows = vec![];
    let differences = read.gower.differences(source, target);
    for (column, difference) in read.columns.iter().zip(&differences) {
        if outcome.is_some_and(|outcome| outcome.name == column.name) {
            continue;
        }
        let verdict = match difference {
            Some(d) if *d <= near => 0,
            Some(_) => 1,
            None => 2,
        };
        counts[verdict] += 1;
        rows.push(vec![
            Datum::from(column.name.as_str()),
            column.cells.text(at_source).into(),
            column.cells.text(at_target).into(),
            (*difference).into(),
            ["holds", "does not hold", "not known"][verdict].into(),
            among(&column.cells, &same_outcome).into(),
        ]);
    }
    let labels = [
        ("holds", Words { en: "circumstances that hold", zh: "具备的条件", fr: "circonstances qui tiennent" }),
        (
            "does-not-hold",
            Words {
                en: "circumstances that do not hold", zh: "不具备的条件", fr: "circonstances qui ne tiennent pas"
            },
        ),
        ("not-known", Words { en: "circumstances not known", zh: "未知的条件", fr: "circonstances inconnues" }),
    ];
    let numbers = labels.iter().zip(counts).map(|((id, label), n)| Number::new(*id, *label, n as f64)).collect();
    let mut used = same_outcome;
    used.extend([at_source, at_target]);
    used.sort_unstable();
    used.dedup();
    let evidence = vec![vec![at_source, at_target]; rows.len()];
    let sheet = Sheet {
        id: "checklist",
        title: Words { en: "Checklist", zh: "清单", fr: "Liste de contrôle" },
        columns: ["circumstance", "there", "here", "difference", "verdict", "where_it_worked"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        evidence,
    };
    let words = Words {
        en: "Unknown is neither met nor unmet: ask there before concluding.",
        zh: "未知既非具备亦非不具备：下结论前请先查证。",
        fr: "L’inconnu n’est ni rempli ni manquant : s’en enquérir avant de conclure.",
    };
    let notes = if counts[2] > 0 { vec![Note { warns: true, words, detail: counts[2].to_string() }] } else { vec![] };
    Ok(Outcome { numbers, sheets: vec![sheet], figures: vec![], notes, used, left_out: read.left_out, seed: None })
}

/// Range or values of a variable among rows.
fn among(cells: &Cells, rows: &[usize]) -> Option<String> {
    match cells {
        Cells::Number(values) => {
            let known: Vec<f64> = rows.iter().filter_map(|&row| values[row]).collect();
            let low = known.iter().copied().reduce(f64::min)?;
            let high = known.iter().copied().reduce(f64::max)?;
            Some(if low < high {
                format!("{low}–{high} (n = {})", known.len())
            } else {
                format!("{low} (n = {})", known.len())
            })
        }
        Cells::Text(values) => {
            let mut known: Vec<&str> = rows.iter().filter_map(|&row| values[row].as_deref()).collect();
            let n = known.len();
            known.sort_unstable();
            known.dedup();
            (n > 0).then(|| format!("{} (n = {n})", known.join(", ")))
        }
    }
}
