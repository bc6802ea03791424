//! Catchments and isochrones as methods on tables.

use std::collections::BTreeMap;

use super::access::{Decay, Roads, catchment};
use super::ask::{self, ID, LAT, LON, X, Y};
use crate::Words;
use crate::analysis::{
    At, Cells, Column, Figure, Input, Kind, Left, Method, Note, Number, Opt, Outcome, Refusal, Sheet, Table, numbers_of,
};

/// Two-step floating catchment.
pub static CATCHMENT: Method = Method {
    name: "catchment",
    title: Words {
        en: "Two-step floating catchment",
        zh: "两步移动搜索法",
        fr: "Aire de chalandise flottante en deux étapes",
    },
    question: Words {
        en: "How much supply per head can each place reach?",
        zh: "各地人均可及供给有多少？",
        fr: "Quelle offre par tête chaque lieu peut-il atteindre ?",
    },
    assumptions: &[
        Words {
            en: "People use what is within the radius, as the crow flies.",
            zh: "人们使用半径（直线距离）内的设施。",
            fr: "Les gens usent de ce qui est dans le rayon, à vol d’oiseau.",
        },
        Words {
            en: "Supply and demand outside the tables do not exist.",
            zh: "表外无供给与需求。",
            fr: "Hors des tables, ni offre ni demande.",
        },
    ],
    not_for: &[Words {
        en: "At the edge of the area: what lies beyond is missing.",
        zh: "区域边缘：界外者缺失。",
        fr: "Au bord de l’aire : ce qui est au-delà manque.",
    }],
    peer: "access.Access.two_stage_fca, enhanced_two_stage_fca (Python)",
    references: &["Luo & Wang (2003), doi:10.1068/b29120", "Dai (2010), doi:10.1016/j.healthplace.2010.06.012"],
    options: &[
        ID,
        LAT,
        LON,
        X,
        Y,
        Opt::required("demand", Kind::Column, "column of the demand, as population"),
        Opt::required("supply", Kind::Table, "table of supply with columns of the same names for positions"),
        Opt::default("capacity", Kind::Text, "capacity", "column of the supply table that says how much"),
        Opt::required("radius", Kind::Number(0.0, f64::MAX), "metres, or units of the plane"),
        Opt::default("decay", Kind::Word(&["flat", "gaussian"]), "flat", "how reach falls with distance"),
    ],
    example_table: "home,lat,lon,people\na,31.20,121.40,250\nb,31.21,121.41,138\nc,31.30,121.50,368\nd,31.60,121.90,40\n",
    example: "--id home --lat lat --lon lon --demand people --supply supply.csv --radius 5000 --decay gaussian",
    example_more: &[("supply", "place,lat,lon,capacity\nm,31.205,121.405,38\nn,31.31,121.49,79\n")],
    run: run_catchment,
};

/// Isochrones.
pub static ISOCHRONES: Method = Method {
    name: "isochrones",
    title: Words { en: "Isochrones on roads", zh: "路网等时圈", fr: "Isochrones sur un réseau" },
    question: Words {
        en: "What can be reached from here within so many minutes?",
        zh: "若干分钟内可从此处到达何处？",
        fr: "Que peut-on atteindre d’ici en tant de minutes ?",
    },
    assumptions: &[Words {
        en: "Every road takes its time, whatever the hour.",
        zh: "每条道路耗时固定，与时段无关。",
        fr: "Chaque route prend son temps, quelle que soit l’heure.",
    }],
    not_for: &[Words {
        en: "Where the table lacks roads: a missing road is a missing way.",
        zh: "路网缺失处：缺路即缺通途。",
        fr: "Là où des routes manquent dans la table : une route absente est un chemin absent.",
    }],
    peer: "scipy.sparse.csgraph.dijkstra (Python)",
    references: &["Dijkstra (1959), doi:10.1007/BF01386390"],
    options: &[
        Opt::required("from", Kind::Column, "column of the junction a road leaves"),
        Opt::required("to", Kind::Column, "column of the junction it reaches"),
        Opt::required("minutes", Kind::Column, "column of the time it takes"),
        Opt::optional("oneway", Kind::Column, "column of 1 for roads that go one way only"),
        Opt::required("source", Kind::Text, "junctions to start from, with commas between"),
        Opt::default("within", Kind::Text, "5,10,15,30", "minutes of the isochrones"),
    ],
    example_table: "from,to,minutes,oneway\na,b,4,0\nb,c,5,0\nc,d,9,1\nd,a,3,1\nd,e,20,0\n",
    example: "--from from --to to --minutes minutes --oneway oneway --source a --within 5,10,20",
    example_more: &[],
    run: run_isochrones,
};

/// A column of a second table by its name.
fn named<'a>(table: &'a Table, option: &str, name: &str) -> Result<&'a [Option<f64>], Refusal> {
    let column = table.column(name).ok_or_else(|| {
        Refusal::new("no-such-column", format!("`{}` has no column `{name}`", table.name))
            .why(format!("option `{option}` names it"))
            .help("use the same names in both tables")
            .at(At::Option(option.to_owned()))
    })?;
    numbers_of(column)
}

fn run_catchment(input: Input<'_>) -> Result<Outcome, Refusal> {
    const NO_DEMAND: Words =
        Words {
            en: "position or demand is not known", zh: "位置或需求未知", fr: "position ou demande inconnue"
        };
    let people = input.numbers("demand")?;
    let Some(supply) = input.more.get("supply") else {
        return Err(Refusal::new("option-missing", "the table of supply is missing")
            .why("demand is shared among it")
            .help("say --supply FILE"));
    };
    let settings = input.settings;
    let is_degrees = settings.text("lat").is_some();
    let (first, second) = if is_degrees { ("lat", "lon") } else { ("x", "y") };
    let name = |option: &str| settings.text(option).unwrap_or_default().to_owned();
    // Positions of demand are asked first: its refusal says which options are needed.
    let all = ask::placed(input)?;
    let known: Vec<usize> = all.rows.iter().copied().filter(|&row| people[row].is_some()).collect();
    let pick = |cells: &[Option<f64>], rows: &[usize]| rows.iter().map(|&row| cells[row]).collect::<Vec<_>>();
    let homes = ask::place(is_degrees, &pick(input.numbers(first)?, &known), &pick(input.numbers(second)?, &known))?;
    let demand: Vec<f64> = known.iter().filter_map(|&row| people[row]).collect();
    let capacity = named(supply, "capacity", settings.text("capacity").unwrap_or("capacity"))?;
    let (a, b) = (named(supply, first, &name(first))?, named(supply, second, &name(second))?);
    let offered: Vec<usize> =
        (0..supply.len()).filter(|&row| capacity[row].is_some() && a[row].is_some() && b[row].is_some()).collect();
    let places = ask::place(is_degrees, &pick(a, &offered), &pick(b, &offered))?;
    let capacity: Vec<f64> = offered.iter().filter_map(|&row| capacity[row]).collect();
    let decay = if settings.text("decay") == Some("gaussian") { Decay::Gaussian } else { Decay::Flat };
    let radius = settings.number("radius").unwrap_or(f64::NAN);
    let found = catchment((&homes.points, &demand), (&places.points, &capacity), radius, decay)?;
    let total: f64 = demand.iter().sum();
    if !(total.is_finite() && total > 0.0) {
        return Err(Refusal::new("no-demand", format!("the demand adds up to {total}"))
            .why("supply per head is averaged over the demand")
            .help("name a column of demand that is above zero somewhere"));
    }
    let mean = found.iter().zip(&demand).map(|(f, d)| f * d).sum::<f64>() / total;
    let without: Vec<usize> = found.iter().zip(&known).filter(|(f, _)| **f == 0.0).map(|(_, row)| *row).collect();
    let nobody: f64 = found.iter().zip(&demand).filter(|(f, _)| **f == 0.0).map(|(_, d)| d).sum();
    let numbers = vec![
        Number::new(
            "mean",
            Words {
                en: "mean supply per head, by demand",
                zh: "按需求加权的人均供给",
                fr: "offre moyenne par tête, selon la demande",
            },
            mean,
        ),
        Number::new(
            "without",
            Words {
                en: "share of demand that reaches nothing",
                zh: "无可及供给的需求比例",
                fr: "part de la demande qui n’atteint rien",
            },
            nobody / total,
        )
        .rows(without),
    ];
    let column = input.column("id")?;
    let label =
        |row: usize| column.and_then(|c| c.cells.text(row)).unwrap_or_else(|| input.table.rows[row].label.clone());
    let sheet = Sheet {
        id: "access",
        title: Words { en: "Supply per head within reach", zh: "可及人均供给", fr: "Offre par tête à portée" },
        columns: ["place", "demand", "access"].map(str::to_owned).to_vec(),
        rows: known
            .iter()
            .zip(&demand)
            .zip(&found)
            .map(|((&row, d), f)| vec![label(row).into(), (*d).into(), (*f).into()])
            .collect(),
        evidence: known.iter().map(|&row| vec![row]).collect(),
    };
    let homes = ask::Placed { rows: known.clone(), ..homes };
    let map = homes.map("supply per head", |at| (Some(found[at]), String::new()));
    let mut notes = vec![];
    if offered.len() < supply.len() {
        let words = Words {
            en: "Rows of supply without position or capacity, not counted.",
            zh: "缺位置或容量的供给行未计入。",
            fr: "Lignes d’offre sans position ou capacité, non comptées.",
        };
        notes.push(Note { warns: true, words, detail: (supply.len() - offered.len()).to_string() });
    }
    let missing: Vec<usize> = (0..input.table.len()).filter(|row| known.binary_search(row).is_err()).collect();
    let left_out = if missing.is_empty() {
        vec![]
    } else {
        vec![Left { reason: NO_DEMAND, detail: String::new(), rows: missing }]
    };
    Ok(Outcome {
        numbers,
        sheets: vec![sheet],
        figures: map.into_iter().collect::<Vec<Figure>>(),
        notes,
        used: known,
        left_out,
        seed: None,
    })
}

fn run_isochrones(input: Input<'_>) -> Result<Outcome, Refusal> {
    let minutes = input.numbers("minutes")?;
    let needed: Vec<&Column> =
        [input.column("from")?, input.column("to")?, input.column("minutes")?].into_iter().flatten().collect();
    let [from, to, _] = needed.as_slice() else {
        return Err(Refusal::new("option-missing", "from, to and minutes are needed")
            .why("they make the roads")
            .help("name their columns"));
    };
    let (used, left_out) = input.complete(&needed);
    let oneway = input.column("oneway")?;
    let is_one_way = |row: usize| match oneway.map(|column| &column.cells) {
        Some(Cells::Number(cells)) => cells[row] == Some(1.0),
        Some(Cells::Text(cells)) => matches!(cells[row].as_deref(), Some("true" | "yes")),
        None => false,
    };
    let mut junctions: Vec<String> =
        used.iter().flat_map(|&row| [from.cells.text(row), to.cells.text(row)]).flatten().collect();
    junctions.sort();
    junctions.dedup();
    let place: BTreeMap<&str, usize> = junctions.iter().map(String::as_str).zip(0..).collect();
    let at = |column: &Column, row: usize| {
        column.cells.text(row).and_then(|name| place.get(name.as_str()).copied()).unwrap_or(0)
    };
    let roads: Vec<(usize, usize, f64, bool)> = used
        .iter()
        .map(|&row| (at(from, row), at(to, row), minutes[row].unwrap_or(f64::NAN), is_one_way(row)))
        .collect();
    let roads = Roads::new(&roads)?;
    let said: Option<Vec<f64>> =
        input.settings.list("within").map(|m| m.parse().ok().filter(|m: &f64| *m >= 0.0)).collect();
    let within = said.ok_or_else(|| {
        Refusal::new("bad-option", "`within` are not numbers from zero")
            .why("an isochrone is drawn at each of them")
            .help("say --within 5,10,15")
            .at(At::Option("within".into()))
    })?;
    let mut numbers = vec![];
    let mut rows = vec![];
    for source in input.settings.list("source") {
        let Some(&start) = place.get(source) else {
            return Err(Refusal::new("no-such-junction", format!("no road touches `{source}`"))
                .why("a way starts at a junction")
                .help("name a junction of the table")
                .at(At::Option("source".into())));
        };
        let times = roads.times(start);
        for limit in &within {
            let n = times.iter().flatten().filter(|time| **time <= *limit).count();
            let label = Words {
                en: "junctions reached within these minutes",
                zh: "该分钟数内可达路口数",
                fr: "carrefours atteints en ces minutes",
            };
            numbers.push(Number::new(format!("{source}.{limit}"), label, n as f64).of(format!("{source} ≤ {limit}")));
        }
        let unreached = times.iter().filter(|time| time.is_none()).count();
        let label =
            Words { en: "junctions that cannot be reached", zh: "不可达路口数", fr: "carrefours inaccessibles" };
        numbers.push(Number::new(format!("{source}.unreached"), label, unreached as f64).of(source));
        let band = |time: f64| within.iter().copied().filter(|limit| time <= *limit).reduce(f64::min);
        rows.extend(
            junctions.iter().zip(&times).map(|(name, time)| {
                vec![source.into(), name.as_str().into(), (*time).into(), time.and_then(band).into()]
            }),
        );
    }
    let sheet = Sheet {
        id: "times",
        title: Words { en: "Times", zh: "时间", fr: "Temps" },
        columns: ["source", "junction", "minutes", "within"].map(str::to_owned).to_vec(),
        rows,
        evidence: vec![],
    };
    Ok(Outcome { numbers, sheets: vec![sheet], used, left_out, ..Outcome::default() })
}
