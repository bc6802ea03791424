//! Densities, clusters, Ripley and colocation as methods on a table.

use super::ask::{self, ALL_PLACES, ID, LAT, LON, PERMUTATIONS, Placed, SEED, X, Y};
use super::cluster::{dbscan, hdbscan};
use super::pattern::{Kernel, clark_evans, colocation, density, kinds_of, l_minus_d, ripley};
use super::points::Points;
use crate::Words;
use crate::analysis::figure::{Line, Lines, Map, Matrix, Spot};
use crate::analysis::{At, Datum, Figure, Input, Kind, Left, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

const EXAMPLE: &str = "place,kind,lat,lon\na,makerspace,31.200,121.400\nb,makerspace,31.201,121.401\nc,cafe,31.202,121.400\nd,cafe,31.201,121.402\n\
                       e,makerspace,31.300,121.500\nf,cafe,31.301,121.501\ng,makerspace,31.302,121.500\nh,cafe,31.300,121.502\ni,hub,31.250,121.700\n";
const HOLES: Words = Words {
    en: "Where nobody can be (water, hills), emptiness means nothing.",
    zh: "不可能有地点之处（水域、山地），空白并无意义。",
    fr: "Là où personne ne peut être (eau, collines), le vide ne dit rien.",
};

/// Kernel density.
pub static KERNEL_DENSITY: Method = Method {
    name: "kernel-density",
    title: Words { en: "Kernel density", zh: "核密度", fr: "Densité par noyau" },
    question: Words { en: "Where are points dense?", zh: "何处点密集？", fr: "Où les points sont-ils denses ?" },
    assumptions: &[ALL_PLACES],
    not_for: &[HOLES],
    peer: "sklearn.neighbors.KernelDensity (Python); formulas of Silverman (1986)",
    references: &["Silverman, Density Estimation, 1986, doi:10.1201/9781315140919"],
    options: &[
        ID,
        LAT,
        LON,
        X,
        Y,
        Opt::required("bandwidth", Kind::Number(0.0, f64::MAX), "metres, or units of the plane"),
        Opt::default("kernel", Kind::Word(&["gaussian", "quartic"]), "quartic", "how a point’s mass spreads"),
        Opt::default("grid", Kind::Count(2, 1_000), "50", "cells along each side of the points’ frame"),
    ],
    example_table: EXAMPLE,
    example: "--lat lat --lon lon --bandwidth 3000 --grid 10",
    example_more: &[],
    run: run_density,
};

/// DBSCAN.
pub static DBSCAN: Method = Method {
    name: "dbscan",
    title: Words { en: "DBSCAN", zh: "DBSCAN 聚类", fr: "DBSCAN" },
    question: Words {
        en: "Which points are clusters at this distance?",
        zh: "在该距离下哪些点成簇？",
        fr: "Quels points font des grappes à cette distance ?",
    },
    assumptions: &[ALL_PLACES],
    not_for: &[HOLES],
    peer: "sklearn.cluster.DBSCAN (Python)",
    references: &["Ester, Kriegel, Sander & Xu (1996), KDD-96, 226–231", "Schubert et al. (2017), doi:10.1145/3068335"],
    options: &[
        ID,
        LAT,
        LON,
        X,
        Y,
        Opt::required("eps", Kind::Number(0.0, f64::MAX), "distance within which points are neighbours"),
        Opt::default(
            "min-samples",
            Kind::Count(1, 1_000_000),
            "5",
            "neighbours, itself among them, that make a core point",
        ),
    ],
    example_table: EXAMPLE,
    example: "--lat lat --lon lon --eps 500 --min-samples 3",
    example_more: &[],
    run: |input| {
        let eps = input.settings.number("eps").unwrap_or(f64::NAN);
        let samples = input.settings.count("min-samples").unwrap_or(5);
        clusters(input, |points| dbscan(points, eps, samples))
    },
};

/// HDBSCAN.
pub static HDBSCAN: Method = Method {
    name: "hdbscan",
    title: Words { en: "HDBSCAN", zh: "HDBSCAN 聚类", fr: "HDBSCAN" },
    question: Words {
        en: "Which points are clusters, each at its own density?",
        zh: "各自密度下哪些点成簇？",
        fr: "Quels points font des grappes, chacune à sa densité ?",
    },
    assumptions: &[ALL_PLACES],
    not_for: &[HOLES],
    peer: "sklearn.cluster.HDBSCAN (Python)",
    references: &["Campello, Moulavi & Sander (2013), doi:10.1007/978-3-642-37456-2_14"],
    options: &[
        ID,
        LAT,
        LON,
        X,
        Y,
        Opt::default("min-cluster-size", Kind::Count(2, 1_000_000), "5", "points of the least cluster"),
        Opt::optional(
            "min-samples",
            Kind::Count(1, 1_000_000),
            "neighbours, itself among them, of the core distance; min-cluster-size if unsaid",
        ),
    ],
    example_table: EXAMPLE,
    example: "--lat lat --lon lon --min-cluster-size 3 --min-samples 2",
    example_more: &[],
    run: |input| {
        let size = input.settings.count("min-cluster-size").unwrap_or(5);
        let samples = input.settings.count("min-samples").unwrap_or(size);
        clusters(input, |points| hdbscan(points, size, samples))
    },
};

/// Ripley.
pub static RIPLEY: Method = Method {
    name: "ripley",
    title: Words { en: "Ripley’s K and L", zh: "Ripley K 与 L 函数", fr: "K et L de Ripley" },
    question: Words {
        en: "At which distances do points keep together?",
        zh: "点在哪些距离上聚集？",
        fr: "À quelles distances les points se tiennent-ils ensemble ?",
    },
    assumptions: &[
        ALL_PLACES,
        Words {
            en: "Points could lie anywhere in the area; near its edge some of their neighbours are not seen (no correction).",
            zh: "点可位于区域任何处；边缘附近的邻居可能缺失（未作边缘校正）。",
            fr: "Les points pourraient être partout dans l’aire ; près du bord, des voisins manquent (sans correction).",
        },
    ],
    not_for: &[HOLES],
    peer: "pointpats.k, pointpats.l (Python)",
    references: &["Ripley (1976), doi:10.2307/3212829", "Clark & Evans (1954), doi:10.2307/1931034"],
    options: &[
        ID,
        LAT,
        LON,
        X,
        Y,
        Opt::required("area", Kind::Number(0.0, f64::MAX), "area studied, square metres or square units of the plane"),
        Opt::required("distances", Kind::Text, "distances to ask at, as 250,500,1000"),
    ],
    example_table: EXAMPLE,
    example: "--lat lat --lon lon --area 600000000 --distances 500,1000,5000",
    example_more: &[],
    run: run_ripley,
};

/// Colocation quotients.
pub static COLOCATION: Method = Method {
    name: "colocation",
    title: Words { en: "Colocation quotient", zh: "同位商", fr: "Quotient de colocalisation" },
    question: Words {
        en: "Do kinds of places keep near each other?",
        zh: "不同类别的地点是否彼此靠近？",
        fr: "Les genres de lieux se tiennent-ils près les uns des autres ?",
    },
    assumptions: &[ALL_PLACES],
    not_for: &[HOLES],
    peer: "formula of Leslie & Kronenfeld (2011) in numpy",
    references: &["Leslie & Kronenfeld (2011), doi:10.1111/j.1538-4632.2011.00821.x"],
    options: &[ID, LAT, LON, X, Y, Opt::required("kind", Kind::Column, "column of the kinds"), PERMUTATIONS, SEED],
    example_table: EXAMPLE,
    example: "--lat lat --lon lon --kind kind",
    example_more: &[],
    run: run_colocation,
};

fn names(input: Input<'_>, placed: &Placed) -> Result<Vec<String>, Refusal> {
    let column = input.column("id")?;
    let name =
        |&row: &usize| column.and_then(|c| c.cells.text(row)).unwrap_or_else(|| input.table.rows[row].label.clone());
    Ok(placed.rows.iter().map(name).collect())
}

fn run_density(input: Input<'_>) -> Result<Outcome, Refusal> {
    let placed = ask::placed(input)?;
    let side = input.settings.count("grid").unwrap_or(50);
    let kernel = if input.settings.text("kernel") == Some("gaussian") { Kernel::Gaussian } else { Kernel::Quartic };
    let h = input.settings.number("bandwidth").unwrap_or(f64::NAN);
    let pairs: Vec<[f64; 2]> = match (&placed.degrees, &placed.plane) {
        (Some(degrees), _) => degrees.iter().map(|p| [p.lat, p.lon]).collect(),
        (None, plane) => plane.clone().unwrap_or_default(),
    };
    let range = |axis: usize| {
        let low = pairs.iter().map(|p| p[axis]).fold(f64::INFINITY, f64::min);
        let high = pairs.iter().map(|p| p[axis]).fold(f64::NEG_INFINITY, f64::max);
        (low, if high > low { high - low } else { 1e-9 })
    };
    let (first, second) = (range(0), range(1));
    let step = |(low, span): (f64, f64), at: usize| low + span * (at as f64 + 0.5) / side as f64;
    let cells: Vec<[f64; 2]> = (0..side * side).map(|at| [step(first, at / side), step(second, at % side)]).collect();
    let [a, b] = [0, 1].map(|axis| cells.iter().map(|c| Some(c[axis])).collect::<Vec<_>>());
    let places: Placed = ask::place(placed.degrees.is_some(), &a, &b)?;
    let at_cells = density(&placed.points, &places.points, kernel, h)?;
    let at_points = density(&placed.points, &placed.points, kernel, h)?;
    let most = at_cells.iter().zip(&cells).max_by(|a, b| a.0.total_cmp(b.0));
    let mut numbers = vec![];
    if let Some((value, cell)) = most {
        let label = Words {
            en: "greatest density of a cell (per unit of area, all points being 1)",
            zh: "最大格网密度（单位面积，总量为 1）",
            fr: "plus grande densité d’une case (par unité d’aire, tous les points valant 1)",
        };
        numbers.push(Number::new("most", label, *value).of(format!("{} {}", cell[0], cell[1])));
    }
    let names = names(input, &placed)?;
    let columns = if placed.degrees.is_some() { ["latitude", "longitude", "density"] } else { ["x", "y", "density"] };
    let grid = Sheet {
        id: "grid",
        title: Words { en: "Density of cells", zh: "格网密度", fr: "Densité des cases" },
        columns: columns.map(str::to_owned).to_vec(),
        rows: cells.iter().zip(&at_cells).map(|(c, d)| vec![c[0].into(), c[1].into(), (*d).into()]).collect(),
        evidence: vec![],
    };
    let points = Sheet {
        id: "points",
        title: Words { en: "Density at points", zh: "点处密度", fr: "Densité aux points" },
        columns: ["point", "density"].map(str::to_owned).to_vec(),
        rows: names.iter().zip(&at_points).map(|(n, d)| vec![n.as_str().into(), (*d).into()]).collect(),
        evidence: placed.rows.iter().map(|&row| vec![row]).collect(),
    };
    let spots = places.degrees.as_ref().map(|degrees| {
        let spot = |(p, d): (&milieu_study::space::LatLon, &f64)| Spot {
            latitude: p.lat,
            longitude: p.lon,
            value: Some(*d),
            class: String::new(),
            row: None,
        };
        Figure::Map(Map { value: "density".into(), points: degrees.iter().zip(&at_cells).map(spot).collect() })
    });
    Ok(Outcome {
        numbers,
        sheets: vec![grid, points],
        figures: spots.into_iter().collect(),
        used: placed.rows,
        left_out: placed.left,
        ..Outcome::default()
    })
}

fn clusters(
    input: Input<'_>,
    find: impl Fn(&Points) -> Result<Vec<Option<usize>>, Refusal>,
) -> Result<Outcome, Refusal> {
    let placed = ask::placed(input)?;
    let labels = find(&placed.points)?;
    let count = labels.iter().flatten().max().map_or(0, |most| most + 1);
    let rows_of = |of: Option<usize>| {
        labels.iter().zip(&placed.rows).filter(|(l, _)| **l == of).map(|(_, row)| *row).collect::<Vec<_>>()
    };
    let noise = rows_of(None);
    let mut numbers = vec![
        Number::new("clusters", Words { en: "clusters", zh: "簇数", fr: "grappes" }, count as f64),
        Number::new(
            "noise",
            Words { en: "points of no cluster", zh: "噪声点", fr: "points d’aucune grappe" },
            noise.len() as f64,
        )
        .rows(noise),
    ];
    for cluster in 0..count {
        let rows = rows_of(Some(cluster));
        let label = Words { en: "points of the cluster", zh: "簇内点数", fr: "points de la grappe" };
        numbers.push(
            Number::new(format!("cluster.{}", cluster + 1), label, rows.len() as f64)
                .of((cluster + 1).to_string())
                .rows(rows),
        );
    }
    let class = |at: usize| labels[at].map_or_else(String::new, |label| (label + 1).to_string());
    let names = names(input, &placed)?;
    let sheet = Sheet {
        id: "points",
        title: Words { en: "Clusters", zh: "聚类", fr: "Grappes" },
        columns: ["point", "cluster"].map(str::to_owned).to_vec(),
        rows: names.iter().zip(&labels).map(|(n, l)| vec![n.as_str().into(), l.map(|l| l + 1).into()]).collect(),
        evidence: placed.rows.iter().map(|&row| vec![row]).collect(),
    };
    let map = placed.map("cluster", |at| (None, class(at)));
    let mut notes = vec![];
    if count == 0 {
        let words = Words {
            en: "No clusters: all points are noise at these settings.",
            zh: "无簇：在此设定下均为噪声。",
            fr: "Aucune grappe : tous les points sont du bruit avec ces réglages.",
        };
        notes.push(Note { warns: true, words, detail: String::new() });
    }
    Ok(Outcome {
        numbers,
        sheets: vec![sheet],
        figures: map.into_iter().collect(),
        notes,
        used: placed.rows,
        left_out: placed.left,
        seed: None,
    })
}

fn run_ripley(input: Input<'_>) -> Result<Outcome, Refusal> {
    let placed = ask::placed(input)?;
    let area = input.settings.number("area").unwrap_or(f64::NAN);
    let said: Option<Vec<f64>> =
        input.settings.list("distances").map(|d| d.parse().ok().filter(|d: &f64| *d > 0.0)).collect();
    let mut distances = said.filter(|d| !d.is_empty()).ok_or_else(|| {
        Refusal::new("bad-option", "`distances` are not numbers above zero")
            .why("K is asked at each of them")
            .help("say --distances 250,500,1000")
            .at(At::Option("distances".into()))
    })?;
    distances.sort_by(f64::total_cmp);
    let k = ripley(&placed.points, &distances, area)?;
    let nearest = clark_evans(&placed.points, area)?;
    let l: Vec<f64> = k.iter().zip(&distances).map(|(k, d)| l_minus_d(*k, *d)).collect();
    let ratio = Words {
        en: "nearest distances over those at random (Clark–Evans R)",
        zh: "最近邻比（Clark–Evans R）",
        fr: "plus proches distances sur celles au hasard (R de Clark–Evans)",
    };
    let z = Words { en: "z of R", zh: "R 的 z", fr: "z de R" };
    let mut numbers = vec![Number::new("R", ratio, nearest.ratio), Number::new("R.z", z, nearest.z)];
    let label = Words { en: "L − d", zh: "L − d", fr: "L − d" };
    numbers.extend(l.iter().zip(&distances).map(|(l, d)| Number::new(format!("L.{d}"), label, *l).of(d.to_string())));
    let rows = distances.iter().zip(&k).zip(&l);
    let sheet = Sheet {
        id: "k",
        title: Words { en: "K and L", zh: "K 与 L", fr: "K et L" },
        columns: ["distance", "K", "L_minus_d"].map(str::to_owned).to_vec(),
        rows: rows.map(|((d, k), l)| vec![Datum::from(*d), (*k).into(), (*l).into()]).collect(),
        evidence: vec![],
    };
    let line = |name: &str, faint, points| Line { name: name.to_owned(), faint, points };
    let ours = distances.iter().zip(&l).map(|(d, l)| [*d, *l]).collect();
    let flat = distances.iter().map(|d| [*d, 0.0]).collect();
    let lines = vec![line("at random", true, flat), line("L − d", false, ours)];
    let figure = Figure::Lines(Lines { x: "distance".into(), y: "L − d".into(), mark: None, lines });
    let words = Words {
        en: "No edge correction: K is too low at distances that are not small beside the area.",
        zh: "未作边缘校正：距离相对区域不小时 K 偏低。",
        fr: "Sans correction de bord : K est trop bas aux distances qui ne sont pas petites devant l’aire.",
    };
    let notes = vec![Note { warns: true, words, detail: String::new() }];
    Ok(Outcome {
        numbers,
        sheets: vec![sheet],
        figures: vec![figure],
        notes,
        used: placed.rows,
        left_out: placed.left,
        seed: None,
    })
}

fn run_colocation(input: Input<'_>) -> Result<Outcome, Refusal> {
    const NO_KIND: Words = Words { en: "its kind is not known", zh: "类别未知", fr: "son genre est inconnu" };
    let Some(kind) = input.column("kind")? else {
        return Err(Refusal::new("option-missing", "option `kind` is needed")
            .why("it says which kinds there are")
            .help("say --kind COLUMN"));
    };
    let mut placed = ask::placed(input)?;
    let (with, without): (Vec<usize>, Vec<usize>) =
        (0..placed.rows.len()).partition(|&at| !kind.cells.is_blank(placed.rows[at]));
    if !without.is_empty() {
        let rows = without.iter().map(|&at| placed.rows[at]).collect();
        placed.left.push(Left { reason: NO_KIND, detail: kind.name.clone(), rows });
        let pick = |axis: usize| -> Vec<Option<f64>> {
            let degrees = |at: usize| placed.degrees.as_ref().map(|d| [d[at].lat, d[at].lon][axis]);
            let plane = |at: usize| placed.plane.as_ref().map(|p| p[at][axis]);
            with.iter().map(|&at| degrees(at).or_else(|| plane(at))).collect()
        };
        let kept = ask::place(placed.degrees.is_some(), &pick(0), &pick(1))?;
        let rows = with.iter().map(|&at| placed.rows[at]).collect();
        placed = Placed { rows, left: placed.left, ..kept };
    }
    let (names, kinds) = kinds_of(&placed.rows.iter().filter_map(|&row| kind.cells.text(row)).collect::<Vec<_>>());
    let permutations = input.settings.count("permutations").unwrap_or(999);
    let found = colocation(&placed.points, &kinds, permutations, input.settings.seed())?;
    let label = Words {
        en: "nearest neighbours of that kind, over its share",
        zh: "该类最近邻占比与其份额之比",
        fr: "voisins les plus proches de ce genre, sur sa part",
    };
    let rows_of =
        |of: usize| placed.rows.iter().zip(&kinds).filter(|(_, k)| **k == of).map(|(row, _)| *row).collect::<Vec<_>>();
    let mut numbers = vec![];
    let mut cells = vec![vec![None; names.len()]; names.len()];
    let mut rows = vec![];
    let mut evidence = vec![];
    for quotient in &found {
        let (of, to) = (&names[quotient.of], &names[quotient.to]);
        let mut used = rows_of(quotient.of);
        used.extend(rows_of(quotient.to));
        used.sort_unstable();
        used.dedup();
        let mut number =
            Number::new(format!("{of}.{to}"), label, quotient.value).of(format!("{of} → {to}")).rows(used.clone());
        number.p = quotient.p;
        numbers.push(number);
        cells[quotient.of][quotient.to] = Some(quotient.value);
        rows.push(vec![of.as_str().into(), to.as_str().into(), quotient.value.into(), quotient.p.into()]);
        evidence.push(used);
    }
    let sheet = Sheet {
        id: "quotients",
        title: Words { en: "Colocation quotients", zh: "同位商", fr: "Quotients de colocalisation" },
        columns: ["of", "nearest", "quotient", "p_folded"].map(str::to_owned).to_vec(),
        rows,
        evidence,
    };
    let figure =
        Figure::Matrix(Matrix { value: "colocation quotient".into(), rows: names.clone(), columns: names, cells });
    let words =
        Words { en: "p is folded to one side.", zh: "p 折叠为单侧。", fr: "p est replié d’un côté." };
    let notes = vec![Note { warns: false, words, detail: String::new() }];
    let seed = (permutations > 0).then(|| input.settings.seed());
    Ok(Outcome {
        numbers,
        sheets: vec![sheet],
        figures: vec![figure],
        notes,
        used: placed.rows,
        left_out: placed.left,
        seed,
    })
}
