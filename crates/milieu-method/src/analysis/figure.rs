//! What an outcome draws: data only; pages and reports decide on lines and colours.

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// Step curves with intervals, and how many are at risk under them.
    Steps(Steps),
    /// Estimates with intervals, one below the other.
    Intervals(Intervals),
    /// Points in a plane.
    Scatter(Scatter),
    /// Lines over a number axis, as a path through years.
    Lines(Lines),
    /// A configuration of conditions with its cases.
    TruthTable(TruthTable),
    /// Nodes and ties.
    Graph(Graph),
    /// Points or areas on the map.
    Map(Map),
    /// Values in rows and columns, as agreement or distance.
    Matrix(Matrix),
}

/// Step curves, as survival or cumulative incidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    /// Unit of time, as `years`; blank if not known.
    pub unit: String,
    /// What the height is: `survival`, `cumulative_hazard`, `cumulative_incidence`.
    pub height: &'static str,
    /// The curves.
    pub curves: Vec<Curve>,
    /// Moments at which `at_risk` of each curve is told.
    pub moments: Vec<f64>,
}

/// One step curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Group, in the study's own words; blank if there is one only.
    pub name: String,
    /// Time, height, lower and upper bound of each step, ascending in time.
    pub steps: Vec<[f64; 4]>,
    /// Times at which a case was last seen without the event.
    pub censored: Vec<f64>,
    /// At risk at each of the moments.
    pub at_risk: Vec<usize>,
}

/// Estimates with intervals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intervals {
    /// What the estimates are, as `hazard ratio`.
    pub scale: String,
    /// Whether they are ratios, drawn on a logarithmic axis.
    pub ratio: bool,
    /// The value of no effect, if there is one.
    pub reference: Option<f64>,
    /// Name, estimate, lower and upper bound, and rows of the input.
    pub items: Vec<Interval>,
}

/// One estimate of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interval {
    /// Of what.
    pub name: String,
    /// Group it stands in, as a level of government; blank for none.
    pub group: String,
    /// The estimate.
    pub value: f64,
    /// Its bounds.
    pub bounds: Option<[f64; 2]>,
    /// Rows of the input it rests on.
    pub rows: Vec<usize>,
}

/// Points in a plane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scatter {
    /// What the figure is of, as a solution term.
    pub name: String,
    /// Name of the horizontal axis.
    pub x: String,
    /// Name of the vertical axis.
    pub y: String,
    /// Whether the diagonal means something, as sufficiency in an XY plot.
    pub diagonal: bool,
    /// Intercept and slope of a line through the points, if there is one.
    pub line: Option<[f64; 2]>,
    /// The points.
    pub points: Vec<Point>,
}

/// A point of a scatter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Horizontal value.
    pub x: f64,
    /// Vertical value.
    pub y: f64,
    /// Class, in the field's words, as `high-high`; blank for none.
    pub class: String,
    /// Row of the input.
    pub row: usize,
}

/// Lines over a number axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// Name of the horizontal axis.
    pub x: String,
    /// Name of the vertical axis.
    pub y: String,
    /// A moment at which something happened, as a treatment.
    pub mark: Option<f64>,
    /// The lines: a name, whether it is one of many in the background, its points.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Of what.
    pub name: String,
    /// Whether it stands in the background, as a placebo.
    pub faint: bool,
    /// Its points, ascending.
    pub points: Vec<[f64; 2]>,
}

/// A truth table with the solutions of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TruthTable {
    /// Conditions, in order.
    pub conditions: Vec<String>,
    /// The outcome explained.
    pub outcome: String,
    /// Its rows.
    pub rows: Vec<Configuration>,
    /// Terms of the first solution, each with the indices of the rows it covers.
    pub terms: Vec<(String, Vec<usize>)>,
}

/// A row of a truth table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Configuration {
    /// Value of each condition.
    pub values: Vec<u8>,
    /// `1`, `0`, `C` for contradiction, `?` for a remainder.
    pub out: char,
    /// Consistency of sufficiency; none for a remainder.
    pub inclusion: Option<f64>,
    /// Proportional reduction in inconsistency; none for a remainder.
    pub pri: Option<f64>,
    /// Rows of the input with membership above 0.5.
    pub cases: Vec<usize>,
}

/// A network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// Whether ties have a direction.
    pub directed: bool,
    /// Names of nodes, their size and class (as a community).
    pub nodes: Vec<Node>,
    /// From, to (indices of nodes), weight, and row of the input.
    pub ties: Vec<(usize, usize, f64, usize)>,
}

/// A node of a network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Its id.
    pub name: String,
    /// What its size shows.
    pub value: f64,
    /// Class, as the number of its community; blank for none.
    pub class: String,
}

/// Points on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// What the values are.
    pub value: String,
    /// The points.
    pub points: Vec<Spot>,
}

/// A point on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// WGS84, degrees.
    pub latitude: f64,
    /// WGS84, degrees.
    pub longitude: f64,
    /// What its size or colour shows, if anything.
    pub value: Option<f64>,
    /// Class, as a cluster or quadrant; blank for none.
    pub class: String,
    /// Row of the input; none for a cell of a grid.
    pub row: Option<usize>,
}

/// Values in rows and columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// What the values are.
    pub value: String,
    /// Names of rows.
    pub rows: Vec<String>,
    /// Names of columns.
    pub columns: Vec<String>,
    /// Row by row; missing where nothing can be said.
    pub cells: Vec<Vec<Option<f64>>>,
}
