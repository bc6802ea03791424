//! From a table to points, values and neighbours.

use std::collections::BTreeMap;

use milieu_study::space::LatLon;

use super::points::Points;
use super::weights::Weights;
use crate::Words;
use crate::analysis::figure::{Map, Spot};
use crate::analysis::{At, Column, Figure, Input, Kind, Left, Opt, Refusal, numbers_of};

pub(super) const LAT: Opt =
    Opt::optional("lat", Kind::Column, "column of latitudes, WGS84 degrees; distances are then geodesics in metres");
pub(super) const LON: Opt = Opt::optional("lon", Kind::Column, "column of longitudes, WGS84 degrees");
pub(super) const X: Opt = Opt::optional("x", Kind::Column, "column of x in a plane, instead of `lon`");
pub(super) const Y: Opt = Opt::optional("y", Kind::Column, "column of y in a plane, instead of `lat`");
pub(super) const ID: Opt = Opt::optional("id", Kind::Column, "column of the units’ names; row numbers if unsaid");
pub(super) const NEIGHBOURS: Opt = Opt::optional(
    "neighbours",
    Kind::Table,
    "table of neighbours: its first two columns name a unit and its neighbour",
);
pub(super) const KNN: Opt = Opt::optional("knn", Kind::Count(1, 10_000), "neighbours are so many nearest");
pub(super) const BAND: Opt =
    Opt::optional("band", Kind::Number(0.0, f64::MAX), "neighbours are all within this distance");
pub(super) const STYLE: Opt =
    Opt::default("style", Kind::Word(&["W", "B"]), "W", "W: each row of weights sums to one; B: binary");
pub(super) const PERMUTATIONS: Opt =
    Opt::default("permutations", Kind::Count(0, 999_999), "999", "permutations for the p; 0 for none");
pub(super) const SEED: Opt = Opt::default("seed", Kind::Count(0, u64::MAX), "1", "seed of the permutations");

pub(super) const NOT_CAUSE: Words = Words {
    en: "As proof that places act on each other: what makes neighbours alike may be the ground they share.",
    zh: "不能证明地点相互影响：相邻相似或因共处之地。",
    fr: "Comme preuve que des lieux agissent l’un sur l’autre : les voisins se ressemblent peut-être par leur sol commun.",
};
pub(super) const ALL_PLACES: Words = Words {
    en: "The points are all places there were, or a fair sample: where someone looked, there is more to see.",
    zh: "所列点为全部地点或公允样本：有人查找之处自然更多。",
    fr: "Les points sont tous les lieux, ou un échantillon équitable : là où l’on a cherché, on trouve plus.",
};
const NO_POSITION: Words = Words { en: "no position is known", zh: "位置未知", fr: "aucune position connue" };

/// Positions of the rows that have one.
pub(super) struct Placed {
    pub points: Points,
    /// Row of each point.
    pub rows: Vec<usize>,
    pub left: Vec<Left>,
    /// Latitude and longitude of each point, if they are such.
    pub degrees: Option<Vec<LatLon>>,
    /// x and y of each point, if they are such.
    pub plane: Option<Vec<[f64; 2]>>,
}

/// Reads positions of the main table.
pub(super) fn placed(input: Input<'_>) -> Result<Placed, Refusal> {
    let (is_degrees, first, second) = axes(input)?;
    place(is_degrees, numbers_of(first)?, numbers_of(second)?)
}

/// Whether positions are degrees, and their columns: latitude and longitude, or x and y.
fn axes(input: Input<'_>) -> Result<(bool, &Column, &Column), Refusal> {
    match (input.column("lat")?, input.column("lon")?, input.column("x")?, input.column("y")?) {
        (Some(lat), Some(lon), None, None) => Ok((true, lat, lon)),
        (None, None, Some(x), Some(y)) => Ok((false, x, y)),
        _ => Err(Refusal::new("option-missing", "positions are either `lat` and `lon`, or `x` and `y`")
            .why("distances on the earth and in a plane are not the same")
            .help("say --lat COLUMN --lon COLUMN for degrees of WGS84, or --x COLUMN --y COLUMN for a plane")
            .at(At::Option("lat".into()))),
    }
}

/// Positions from two columns.
pub(super) fn place(is_degrees: bool, first: &[Option<f64>], second: &[Option<f64>]) -> Result<Placed, Refusal> {
    let (rows, blank): (Vec<usize>, Vec<usize>) =
        (0..first.len()).partition(|&row| first[row].is_some() && second[row].is_some());
    let at = |row: &usize| [first[*row].unwrap_or(f64::NAN), second[*row].unwrap_or(f64::NAN)];
    let pairs: Vec<[f64; 2]> = rows.iter().map(at).collect();
    let left =
        if blank.is_empty() { vec![] } else { vec![Left { reason: NO_POSITION, detail: String::new(), rows: blank }] };
    if is_degrees {
        let degrees: Vec<LatLon> = pairs.iter().map(|p| LatLon { lat: p[0], lon: p[1] }).collect();
        return Ok(Placed { points: Points::wgs84(&degrees)?, rows, left, degrees: Some(degrees), plane: None });
    }
    Ok(Placed { points: Points::plane(&pairs)?, rows, left, degrees: None, plane: Some(pairs) })
}

impl Placed {
    /// Points on the map with a value or class each; nothing where positions are not degrees.
    pub fn map(&self, value: &str, of: impl Fn(usize) -> (Option<f64>, String)) -> Option<Figure> {
        let degrees = self.degrees.as_ref()?;
        let spot = |(at, p): (usize, &LatLon)| {
            let (value, class) = of(at);
            Spot { latitude: p.lat, longitude: p.lon, value, class, row: Some(self.rows[at]) }
        };
        Some(Figure::Map(Map { value: value.to_owned(), points: degrees.iter().enumerate().map(spot).collect() }))
    }
}

/// Values with neighbours.
pub(super) struct Neighboured {
    pub x: Vec<f64>,
    pub weights: Weights,
    /// Row of each unit.
    pub rows: Vec<usize>,
    pub names: Vec<String>,
    pub left: Vec<Left>,
    pub placed: Option<Placed>,
}

/// Reads a value for each unit and who is whose neighbour; units without a value, position or neighbour are left out.
pub(super) fn neighboured(input: Input<'_>) -> Result<Neighboured, Refusal> {
    const NO_NEIGHBOUR: Words = Words { en: "it has no neighbour", zh: "无邻居", fr: "il n’a pas de voisin" };
    let values = input.numbers("value")?;
    let needed: Vec<&Column> = input.column("value")?.into_iter().collect();
    let (mut rows, mut left) = input.complete(&needed);
    let mut alone = vec![];
    loop {
        let (weights, placed) = weights(input, &mut rows, &mut left)?;
        let islands = weights.islands();
        if islands.len() == rows.len() {
            return Err(Refusal::new("no-neighbours", "no unit has a neighbour")
                .why("nothing can be said of neighbours")
                .help("widen `band`, ask for `knn`, or check the names in `neighbours`"));
        }
        // Units without neighbours are taken out, which changes nobody else's neighbours.
        if islands.is_empty() {
            if !alone.is_empty() {
                left.push(Left { reason: NO_NEIGHBOUR, detail: String::new(), rows: alone });
            }
            let column = input.column("id")?;
            let name = |&row: &usize| {
                column.and_then(|c| c.cells.text(row)).unwrap_or_else(|| input.table.rows[row].label.clone())
            };
            let names = rows.iter().map(name).collect();
            let x = rows.iter().filter_map(|&row| values[row]).collect();
            let weights = if input.settings.text("style") == Some("B") { weights } else { weights.row_standardised() };
            return Ok(Neighboured { x, weights, rows, names, left, placed });
        }
        alone.extend(islands.iter().map(|&at| rows[at]));
        alone.sort_unstable();
        rows =
            rows.iter().enumerate().filter(|(at, _)| islands.binary_search(at).is_err()).map(|(_, row)| *row).collect();
    }
}

fn weights(
    input: Input<'_>,
    rows: &mut Vec<usize>,
    left: &mut Vec<Left>,
) -> Result<(Weights, Option<Placed>), Refusal> {
    if let Some(table) = input.more.get("neighbours") {
        return Ok((of_table(input, table, rows)?, None));
    }
    let (knn, band) = (input.settings.count("knn"), input.settings.number("band"));
    if knn.is_some() == band.is_some() {
        return Err(Refusal::new("option-missing", "neighbours are one of `neighbours`, `knn` and `band`")
            .why("what counts as near is part of the question")
            .help("say --knn 8, or --band METRES, or --neighbours pairs.csv")
            .at(At::Option("knn".into())));
    }
    let (is_degrees, first, second) = axes(input)?;
    let (first, second) = (numbers_of(first)?, numbers_of(second)?);
    let (known, unknown): (Vec<usize>, Vec<usize>) =
        rows.iter().copied().partition(|&row| first[row].is_some() && second[row].is_some());
    if !unknown.is_empty() {
        left.push(Left { reason: NO_POSITION, detail: String::new(), rows: unknown });
    }
    *rows = known;
    let pick = |column: &[Option<f64>]| rows.iter().map(|&row| column[row]).collect::<Vec<_>>();
    let mut placed = place(is_degrees, &pick(first), &pick(second))?;
    placed.rows.clone_from(rows);
    let weights = match (knn, band) {
        (Some(k), _) => Weights::nearest(&placed.points, k)?,
        (None, band) => Weights::band(&placed.points, band.unwrap_or(f64::NAN))?,
    };
    Ok((weights, Some(placed)))
}

fn of_table(input: Input<'_>, table: &crate::analysis::Table, rows: &[usize]) -> Result<Weights, Refusal> {
    let column = input.column("id")?;
    let name =
        |row: usize| column.and_then(|c| c.cells.text(row)).unwrap_or_else(|| input.table.rows[row].label.clone());
    let known: BTreeMap<String, usize> = (0..input.table.len()).map(|row| (name(row), row)).collect();
    let place: BTreeMap<usize, usize> = rows.iter().copied().zip(0..).collect();
    let [from, to] = table.columns.as_slice() else {
        return Err(Refusal::new("bad-neighbours", format!("`{}` has {} columns", table.name, table.columns.len()))
            .why("a row is a unit and its neighbour")
            .help("give two columns of names")
            .at(At::Option("neighbours".into())));
    };
    let mut pairs = vec![];
    for row in 0..table.len() {
        let (Some(a), Some(b)) = (from.cells.text(row), to.cells.text(row)) else { continue };
        let find = |name: &String| {
            known.get(name).copied().ok_or_else(|| {
                Refusal::new("no-such-unit", format!("`{}` names `{name}`, which is no unit of the table", table.name))
                    .why("a neighbour must have a value")
                    .help("mend the name, or say `id`, the column of names")
                    .at(At::Option("neighbours".into()))
            })
        };
        // Units that were left out are nobody's neighbours.
        if let (Some(&a), Some(&b)) = (place.get(&find(&a)?), place.get(&find(&b)?)) {
            pairs.push((a, b));
        }
    }
    Weights::of_pairs(rows.len(), &pairs)
}
