//! Moran, Geary, Getis–Ord and LISA as methods on a table.

use super::ask::{self, BAND, ID, KNN, LAT, LON, NEIGHBOURS, NOT_CAUSE, Neighboured, PERMUTATIONS, SEED, STYLE, X, Y};
use super::global::{Global, geary, getis_ord, moran, moran_permuted};
use super::local::{Convention, conditional, false_discovery, local_geary, local_getis_ord, local_moran};
use crate::Words;
use crate::analysis::figure::{Point, Scatter};
use crate::analysis::{Datum, Figure, Input, Kind, Method, Note, Number, Opt, Outcome, Refusal, Sheet};

const EXAMPLE: &str = "town,lat,lon,places\na,31.20,121.40,12\nb,31.25,121.45,11\nc,31.22,121.50,13\nd,31.60,120.30,4\ne,31.55,120.35,3\n\
                       f,31.58,120.40,5\ng,30.25,120.15,8\nh,30.30,120.20,9\ni,30.20,120.10,7\nj,30.27,120.25,8\n";
const VALUE: Opt = Opt::required("value", Kind::Column, "column of the values");
const CONVENTION: Opt = Opt::default(
    "convention",
    Kind::Word(&["spdep", "esda"]),
    "spdep",
    "local Moran over Σz²/n (spdep) or Σz²/(n−1) (esda, GeoDa); quadrants cut at the mean lag or at zero",
);
const WEIGHTS_GIVEN: Words = Words {
    en: "Neighbours are chosen before looking: another choice gives another answer.",
    zh: "邻接关系须事先选定：选择不同，答案不同。",
    fr: "Les voisins sont choisis avant de regarder : un autre choix donne une autre réponse.",
};
const MORAN_1950: &str = "Moran (1950), doi:10.2307/2332142";
const CLIFF_ORD: &str = "Cliff & Ord, Spatial Processes, 1981";
const ANSELIN_1995: &str = "Anselin (1995), doi:10.1111/j.1538-4632.1995.tb00338.x";

/// Global Moran.
pub static MORAN: Method = Method {
    name: "moran",
    title: Words { en: "Moran’s I", zh: "Moran 指数", fr: "I de Moran" },
    question: Words {
        en: "Do like values lie together?",
        zh: "相似值是否聚集？",
        fr: "Les valeurs semblables se côtoient-elles ?",
    },
    assumptions: &[WEIGHTS_GIVEN],
    not_for: &[NOT_CAUSE],
    peer: "spdep::moran.test, spdep::moran.mc (R)",
    references: &[MORAN_1950, CLIFF_ORD],
    options: &[VALUE, ID, LAT, LON, X, Y, NEIGHBOURS, KNN, BAND, STYLE, PERMUTATIONS, SEED],
    example_table: EXAMPLE,
    example: "--value places --id town --lat lat --lon lon --knn 3",
    example_more: &[],
    run: run_moran,
};

/// Geary.
pub static GEARY: Method = Method {
    name: "geary",
    title: Words { en: "Geary’s C", zh: "Geary 系数", fr: "C de Geary" },
    question: Words {
        en: "Are neighbours more alike than any two?",
        zh: "邻居之间是否比任意两者更相似？",
        fr: "Les voisins se ressemblent-ils plus que deux lieux quelconques ?",
    },
    assumptions: &[WEIGHTS_GIVEN],
    not_for: &[NOT_CAUSE],
    peer: "spdep::geary.test, spdep::localC (R)",
    references: &["Geary (1954), doi:10.2307/2986645", "Anselin (2019), doi:10.1111/gean.12164", CLIFF_ORD],
    options: &[VALUE, ID, LAT, LON, X, Y, NEIGHBOURS, KNN, BAND, STYLE],
    example_table: EXAMPLE,
    example: "--value places --id town --lat lat --lon lon --knn 3",
    example_more: &[],
    run: run_geary,
};

/// Getis–Ord.
pub static GETIS_ORD: Method = Method {
    name: "getis-ord",
    title: Words { en: "Getis–Ord G and G*", zh: "Getis–Ord G 与 G*", fr: "G et G* de Getis–Ord" },
    question: Words {
        en: "Where do high values lie together, and where low ones?",
        zh: "高值与低值各在何处聚集？",
        fr: "Où se côtoient les valeurs hautes, où les basses ?",
    },
    assumptions: &[
        WEIGHTS_GIVEN,
        Words {
            en: "Values are amounts from a true zero.",
            zh: "数值为自真零点起的量。",
            fr: "Les valeurs sont des quantités depuis un vrai zéro.",
        },
    ],
    not_for: &[NOT_CAUSE],
    peer: "spdep::globalG.test, spdep::localG (R); esda.G_Local (Python)",
    references: &[
        "Getis & Ord (1992), doi:10.1111/j.1538-4632.1992.tb00261.x",
        "Ord & Getis (1995), doi:10.1111/j.1538-4632.1995.tb00912.x",
    ],
    options: &[
        VALUE,
        ID,
        LAT,
        LON,
        X,
        Y,
        NEIGHBOURS,
        KNN,
        BAND,
        Opt::default("style", Kind::Word(&["W", "B"]), "B", "W: each row of weights sums to one; B: binary"),
        Opt::default("alpha", Kind::Number(0.0, 1.0), "0.05", "share of false finds among hot and cold spots"),
    ],
    example_table: EXAMPLE,
    example: "--value places --id town --lat lat --lon lon --band 30000",
    example_more: &[],
    run: run_getis_ord,
};

/// Local Moran.
pub static LISA: Method = Method {
    name: "lisa",
    title: Words { en: "Local Moran (LISA)", zh: "局部 Moran（LISA）", fr: "Moran local (LISA)" },
    question: Words {
        en: "Where do like values lie together, and which places differ from their neighbours?",
        zh: "何处相似值聚集，哪些地点与邻居不同？",
        fr: "Où les valeurs semblables se côtoient-elles, et quels lieux diffèrent de leurs voisins ?",
    },
    assumptions: &[
        WEIGHTS_GIVEN,
        Words {
            en: "Each place keeps its value; those of its neighbours could be anybody’s (conditional permutation).",
            zh: "各地保持自身数值，邻居数值可为任意他者（条件置换）。",
            fr: "Chaque lieu garde sa valeur ; celles de ses voisins pourraient être à quiconque (permutation conditionnelle).",
        },
    ],
    not_for: &[NOT_CAUSE],
    peer: "spdep::localmoran (R); esda.Moran_Local (Python)",
    references: &[
        ANSELIN_1995,
        "Sokal, Oden & Thomson (1998), doi:10.1111/j.1538-4632.1998.tb00406.x",
        "Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x",
    ],
    options: &[
        VALUE,
        ID,
        LAT,
        LON,
        X,
        Y,
        NEIGHBOURS,
        KNN,
        BAND,
        STYLE,
        CONVENTION,
        Opt::default("permutations", Kind::Count(99, 999_999), "999", "conditional permutations"),
        Opt::default("alpha", Kind::Number(0.0, 1.0), "0.05", "share of false finds among clusters and outliers"),
        SEED,
    ],
    example_table: EXAMPLE,
    example: "--value places --id town --lat lat --lon lon --knn 3 --convention esda",
    example_more: &[],
    run: run_lisa,
};

const SE: Words =
    Words {
        en: "standard deviation under randomisation", zh: "随机化下标准差", fr: "écart type sous randomisation"
    };
const EXPECTED: Words = Words { en: "expected at random", zh: "随机期望", fr: "attendu au hasard" };
const UNITS: Words = Words { en: "units", zh: "单元数", fr: "unités" };
const LINKS: Words = Words { en: "links to neighbours", zh: "邻接数", fr: "liens de voisinage" };

fn globals(id: &str, label: Words, found: &Global, read: &Neighboured) -> Vec<Number> {
    vec![
        Number::new(id, label, found.value).p(found.p),
        Number::new("z", Words { en: "z, randomisation", zh: "z（随机化）", fr: "z, randomisation" }, found.z)
            .p(found.p),
        Number::new("expected", EXPECTED, found.expected),
        Number::new("sd", SE, found.variance.sqrt()),
        Number::new("units", UNITS, read.x.len() as f64),
        Number::new("links", LINKS, read.weights.links() as f64),
    ]
}

fn one_sided() -> Note {
    let words = Words {
        en: "p is one-sided: like values lie together.",
        zh: "p 为单侧：相似值聚集。",
        fr: "p est unilatéral : les valeurs semblables se côtoient.",
    };
    Note { warns: false, words, detail: String::new() }
}

fn sheet(
    id: &'static str,
    title: Words,
    columns: &[&str],
    read: &Neighboured,
    row: impl Fn(usize) -> Vec<Datum>,
) -> Sheet {
    let with_name = |at: usize| [Datum::from(read.names[at].as_str())].into_iter().chain(row(at)).collect();
    Sheet {
        id,
        title,
        columns: ["unit"].iter().chain(columns).map(|c| (*c).to_owned()).collect(),
        rows: (0..read.x.len()).map(with_name).collect(),
        evidence: read.rows.iter().map(|&row| vec![row]).collect(),
    }
}

/// Own value across, neighbours' mean up; the slope of the line is Moran's I where rows of weights sum to one.
fn scatter(read: &Neighboured, slope: f64, name: &str, class: impl Fn(usize) -> String) -> Result<Figure, Refusal> {
    let local = local_moran(&read.x, &read.weights, Convention::Esda)?;
    let point = |(at, l): (usize, &super::Local)| Point { x: l.own, y: l.lag, class: class(at), row: read.rows[at] };
    Ok(Figure::Scatter(Scatter {
        name: name.to_owned(),
        x: "value − mean".into(),
        y: "weighted sum of the neighbours’ value − mean".into(),
        diagonal: false,
        line: Some([0.0, slope]),
        points: local.iter().enumerate().map(point).collect(),
    }))
}

fn done(
    read: Neighboured,
    numbers: Vec<Number>,
    sheets: Vec<Sheet>,
    figures: Vec<Figure>,
    notes: Vec<Note>,
    seed: Option<u64>,
) -> Outcome {
    Outcome { numbers, sheets, figures, notes, used: read.rows, left_out: read.left, seed }
}

fn run_moran(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = ask::neighboured(input)?;
    let found = moran(&read.x, &read.weights)?;
    let mut numbers = globals("I", Words { en: "Moran’s I", zh: "Moran 指数", fr: "I de Moran" }, &found, &read);
    let permutations = input.settings.count("permutations").unwrap_or(999);
    if permutations > 1 {
        let drawn = moran_permuted(&read.x, &read.weights, permutations, input.settings.seed())?;
        let label = Words { en: "p over permutations", zh: "置换 p 值", fr: "p par permutations" };
        numbers.push(Number::new("p_permuted", label, drawn.p).p(drawn.p));
    }
    let local = local_moran(&read.x, &read.weights, Convention::Spdep)?;
    let title = Words { en: "Own value and neighbours", zh: "自身值与邻居", fr: "Valeur propre et voisins" };
    let units = sheet("units", title, &["value", "lag", "neighbours"], &read, |at| {
        vec![read.x[at].into(), local[at].lag.into(), read.weights.degree(at).into()]
    });
    let name = input.settings.text("value").unwrap_or_default().to_owned();
    let figure = scatter(&read, found.value, &name, |at| local[at].quadrant.name().to_owned())?;
    let seed = (permutations > 1).then(|| input.settings.seed());
    Ok(done(read, numbers, vec![units], vec![figure], vec![one_sided()], seed))
}

fn run_geary(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = ask::neighboured(input)?;
    let found = geary(&read.x, &read.weights)?;
    let numbers = globals("C", Words { en: "Geary’s C", zh: "Geary 系数", fr: "C de Geary" }, &found, &read);
    let local = local_geary(&read.x, &read.weights)?;
    let title = Words { en: "Local Geary", zh: "局部 Geary", fr: "Geary local" };
    let units = sheet("units", title, &["value", "local_c"], &read, |at| vec![read.x[at].into(), local[at].into()]);
    let map = read.placed.as_ref().and_then(|placed| placed.map("local C", |at| (Some(local[at]), String::new())));
    Ok(done(read, numbers, vec![units], map.into_iter().collect(), vec![one_sided()], None))
}

fn run_getis_ord(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = ask::neighboured(input)?;
    let found = getis_ord(&read.x, &read.weights)?;
    let mut numbers = globals("G", Words { en: "Getis–Ord G", zh: "Getis–Ord G", fr: "G de Getis–Ord" }, &found, &read);
    let [plain, star] = [false, true].map(|star| local_getis_ord(&read.x, &read.weights, star));
    let (plain, star) = (plain?, star?);
    let two_sided = |z: &f64| z.is_finite().then(|| crate::normal::two_sided_p(*z));
    let p: Vec<Option<f64>> = star.iter().map(two_sided).collect();
    let kept = false_discovery(&p, input.settings.number("alpha").unwrap_or(0.05));
    let class = |at: usize| match (kept[at], star[at] > 0.0) {
        (false, _) => "",
        (true, true) => "hot spot",
        (true, false) => "cold spot",
    };
    for (id, name, label) in [
        ("hot", "hot spot", Words { en: "hot spots", zh: "热点", fr: "points chauds" }),
        ("cold", "cold spot", Words { en: "cold spots", zh: "冷点", fr: "points froids" }),
    ] {
        let rows: Vec<usize> = (0..star.len()).filter(|&at| class(at) == name).map(|at| read.rows[at]).collect();
        numbers.push(Number::new(id, label, rows.len() as f64).rows(rows));
    }
    let title = Words { en: "Local G and G*", zh: "局部 G 与 G*", fr: "G et G* locaux" };
    let columns = ["value", "g_z", "g_star_z", "p_two_sided", "class"];
    let units = sheet("units", title, &columns, &read, |at| {
        vec![read.x[at].into(), plain[at].into(), star[at].into(), p[at].into(), class(at).into()]
    });
    let map = read.placed.as_ref().and_then(|placed| placed.map("G* z", |at| (Some(star[at]), class(at).to_owned())));
    let words = Words {
        en: "The p of a place is two-sided and normal; classes hold the share of false finds.",
        zh: "各地 p 值为双侧正态；分类已控制错误发现率。",
        fr: "Le p d’un lieu est bilatéral et normal ; les classes tiennent la part de fausses découvertes.",
    };
    let notes = vec![one_sided(), Note { warns: false, words, detail: String::new() }];
    Ok(done(read, numbers, vec![units], map.into_iter().collect(), notes, None))
}

fn run_lisa(input: Input<'_>) -> Result<Outcome, Refusal> {
    let read = ask::neighboured(input)?;
    let convention =
        if input.settings.text("convention") == Some("esda") { Convention::Esda } else { Convention::Spdep };
    let local = local_moran(&read.x, &read.weights, convention)?;
    let permutations = input.settings.count("permutations").unwrap_or(999);
    let drawn = conditional(&read.x, &read.weights, convention, permutations, input.settings.seed())?;
    let p: Vec<Option<f64>> = drawn.iter().map(|d| d.map(|d| d.p)).collect();
    let kept = false_discovery(&p, input.settings.number("alpha").unwrap_or(0.05));
    let class = |at: usize| if kept[at] { local[at].quadrant.name().to_owned() } else { String::new() };
    let found = moran(&read.x, &read.weights)?;
    let mut numbers =
        vec![Number::new("I", Words { en: "Moran’s I", zh: "Moran 指数", fr: "I de Moran" }, found.value).p(found.p)];
    for (name, label) in [
        ("high-high", Words { en: "high among high", zh: "高-高", fr: "haut parmi hauts" }),
        ("low-low", Words { en: "low among low", zh: "低-低", fr: "bas parmi bas" }),
        ("high-low", Words { en: "high among low", zh: "高-低", fr: "haut parmi bas" }),
        ("low-high", Words { en: "low among high", zh: "低-高", fr: "bas parmi hauts" }),
    ] {
        let rows: Vec<usize> = (0..local.len()).filter(|&at| class(at) == name).map(|at| read.rows[at]).collect();
        numbers.push(Number::new(name, label, rows.len() as f64).rows(rows));
    }
    let title = Words { en: "Local Moran", zh: "局部 Moran", fr: "Moran local" };
    let columns = ["value", "ii", "expected", "sd", "z", "quadrant", "p_folded", "class"];
    let units = sheet("units", title, &columns, &read, |at| {
        let l = &local[at];
        vec![
            read.x[at].into(),
            l.value.into(),
            l.expected.into(),
            l.variance.sqrt().into(),
            l.z.into(),
            l.quadrant.name().into(),
            p[at].into(),
            class(at).into(),
        ]
    });
    let name = input.settings.text("value").unwrap_or_default().to_owned();
    let mut figures: Vec<Figure> = read
        .placed
        .as_ref()
        .and_then(|placed| placed.map("local Moran", |at| (Some(local[at].value), class(at))))
        .into_iter()
        .collect();
    figures.push(scatter(&read, found.value, &name, class)?);
    let words = Words {
        en: "p is folded to one side (at most about a half); a class is given where the share of false finds is held.",
        zh: "p 折叠为单侧（至多约一半）；仅在控制错误发现率后给出分类。",
        fr: "p est replié d’un côté (au plus une moitié environ) ; une classe est donnée où la part de fausses découvertes est tenue.",
    };
    let divided = Words {
        en: "Divided by the variance over n (spdep) or n − 1 (esda): the two differ by n / (n − 1).",
        zh: "除以 n（spdep）或 n−1（esda）的方差：两者相差 n/(n−1)。",
        fr: "Divisé par la variance sur n (spdep) ou n − 1 (esda) : les deux diffèrent de n / (n − 1).",
    };
    let detail = input.settings.text("convention").unwrap_or_default().to_owned();
    let notes =
        vec![Note { warns: false, words, detail: String::new() }, Note { warns: false, words: divided, detail }];
    Ok(done(read, numbers, vec![units], figures, notes, Some(input.settings.seed())))
}
