//! What the answer of an analysis draws: data only. Rows are cases of the input, by index.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A figure; `kind` tells which.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FigureShown {
    /// Step curves with intervals, and how many are at risk under them.
    Steps(StepsShown),
    /// Estimates with intervals, one below the other.
    Intervals(IntervalsShown),
    /// Points in a plane.
    Scatter(ScatterShown),
    /// Lines over a number axis.
    Lines(LinesShown),
    /// Configurations of conditions with their cases.
    TruthTable(TruthTableShown),
    /// Nodes and ties.
    Graph(GraphShown),
    /// Points on the map.
    Map(MapShown),
    /// Values in rows and columns.
    Matrix(MatrixShown),
}

/// Step curves, as survival or cumulative incidence.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StepsShown {
    /// Unit of time; blank if not known.
    pub unit: String,
    /// What the height is: `survival`, `cumulative_hazard`, `cumulative_incidence`.
    pub height: String,
    /// The curves.
    pub curves: Vec<CurveShown>,
    /// Moments at which `at_risk` of each curve is told.
    pub moments: Vec<f64>,
}

/// One step curve.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CurveShown {
    /// Group; blank if there is one only.
    pub name: String,
    /// Time, height, lower and upper bound of each step, ascending in time; none where there is no bound.
    pub steps: Vec<[Option<f64>; 4]>,
    /// Times at which a case was last seen without the event.
    pub censored: Vec<f64>,
    /// At risk at each of the moments.
    pub at_risk: Vec<u32>,
}

/// Estimates with intervals.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct IntervalsShown {
    /// What the estimates are, as `hazard ratio`.
    pub scale: String,
    /// Whether they are ratios, drawn on a logarithmic axis.
    pub ratio: bool,
    /// The value of no effect.
    pub reference: Option<f64>,
    /// The estimates.
    pub items: Vec<IntervalShown>,
}

/// One estimate with its interval.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct IntervalShown {
    /// Of what.
    pub name: String,
    /// Group it stands in; blank for none.
    pub group: String,
    /// The estimate; none if it has no finite value.
    pub value: Option<f64>,
    /// Its bounds; a bound that is not finite is none.
    pub bounds: Option<[Option<f64>; 2]>,
    /// Rows it rests on.
    pub rows: Vec<u32>,
}

/// Points in a plane.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ScatterShown {
    /// What the figure is of; may be blank.
    pub name: String,
    /// Name of the horizontal axis.
    pub x: String,
    /// Name of the vertical axis.
    pub y: String,
    /// Whether the diagonal means something, as sufficiency in an XY plot.
    pub diagonal: bool,
    /// Intercept and slope of a line through the points.
    pub line: Option<[f64; 2]>,
    /// The points.
    pub points: Vec<PointShown>,
}

/// A point of a plane.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PointShown {
    /// Horizontal value.
    pub x: f64,
    /// Vertical value.
    pub y: f64,
    /// Class; blank for none.
    pub class: String,
    /// Row of the input; none in a kept result.
    pub row: Option<u32>,
}

/// Lines over a number axis.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LinesShown {
    /// Name of the horizontal axis.
    pub x: String,
    /// Name of the vertical axis.
    pub y: String,
    /// A moment at which something happened.
    pub mark: Option<f64>,
    /// The lines.
    pub lines: Vec<LineShown>,
}

/// One line.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LineShown {
    /// Of what.
    pub name: String,
    /// Whether it stands in the background, as a placebo.
    pub faint: bool,
    /// Its points, ascending.
    pub points: Vec<[f64; 2]>,
}

/// A truth table with the terms of its first solution.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TruthTableShown {
    /// Conditions, in order.
    pub conditions: Vec<String>,
    /// The outcome explained.
    pub outcome: String,
    /// Its rows.
    pub rows: Vec<ConfigurationShown>,
    /// Terms, each with the rows of this table it covers.
    pub terms: Vec<TermShown>,
}

/// A row of a truth table.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ConfigurationShown {
    /// Value of each condition.
    pub values: Vec<u32>,
    /// `1`, `0`, `C` for contradiction, `?` for a remainder.
    pub out: String,
    /// Consistency of sufficiency.
    pub inclusion: Option<f64>,
    /// Proportional reduction in inconsistency.
    pub pri: Option<f64>,
    /// Rows of the input with membership above 0.5.
    pub cases: Vec<u32>,
    /// How many those are, also where the rows themselves are not shown.
    pub count: u32,
}

/// A term of a solution.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TermShown {
    /// As written, as `A*~B`.
    pub name: String,
    /// Rows of the truth table it covers.
    pub covers: Vec<u32>,
}

/// A network.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GraphShown {
    /// Whether ties have a direction.
    pub directed: bool,
    /// Its nodes.
    pub nodes: Vec<GraphNode>,
    /// Its ties.
    pub ties: Vec<GraphTie>,
}

/// A node of a network.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GraphNode {
    /// Its id.
    pub name: String,
    /// What its size shows.
    pub value: f64,
    /// Class, as its community; blank for none.
    pub class: String,
    /// Where it is drawn; the unit is the length of a tie at rest.
    pub at: [f64; 2],
}

/// A tie of a network.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GraphTie {
    /// Index of a node.
    pub from: u32,
    /// Index of a node.
    pub to: u32,
    /// Its weight.
    pub weight: f64,
    /// Row of the input; none in a kept result.
    pub row: Option<u32>,
}

/// Points on the map.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MapShown {
    /// What the values are.
    pub value: String,
    /// The points.
    pub points: Vec<SpotShown>,
}

/// A point on the map.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SpotShown {
    /// WGS84, degrees.
    pub latitude: f64,
    /// WGS84, degrees.
    pub longitude: f64,
    /// What its size or colour shows.
    pub value: Option<f64>,
    /// Class, as a cluster; blank for none.
    pub class: String,
    /// Row of the input; none for a cell of a grid.
    pub row: Option<u32>,
}

/// Values in rows and columns.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MatrixShown {
    /// What the values are.
    pub value: String,
    /// Names of rows.
    pub rows: Vec<String>,
    /// Names of columns.
    pub columns: Vec<String>,
    /// Row by row; none where nothing can be said.
    pub cells: Vec<Vec<Option<f64>>>,
}
