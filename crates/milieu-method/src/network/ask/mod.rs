//! The room's methods as they are offered: from a table of ties to a network.

mod brokers;
mod central;
mod groups;
mod layered;
mod sides;
mod triples;

pub use brokers::BROKERAGE;
pub use central::CENTRALITY;
pub use groups::ASSORTATIVITY;
pub use layered::LAYERS;
pub use sides::PROJECTION;
pub use triples::TRIADS_CENSUS;

use std::collections::BTreeMap;

use super::{Error, Graph};
use crate::Words;
use crate::analysis::figure::{Graph as Drawing, Node};
use crate::analysis::numbers_of;
use crate::analysis::{At, Column, Input, Kind, Left, Note, Opt, Refusal, Table};

/// The sending end.
pub(crate) const FROM: Opt = Opt::default("from", Kind::Column, "from", "column of the end that sends the tie");
/// The receiving end.
pub(crate) const TO: Opt = Opt::default("to", Kind::Column, "to", "column of the end that receives it");
/// Strength.
pub(crate) const WEIGHT: Opt = Opt::optional("weight", Kind::Column, "column of the ties' strengths, above 0");
/// Whether direction counts.
pub(crate) const DIRECTED: Opt = Opt::default("directed", Kind::Flag, "false", "whether a tie leads one way only");
/// All nodes.
pub(crate) const NODES: Opt =
    Opt::optional("nodes", Kind::Table, "table of all nodes, for those without ties and for what is known of them");
/// Their ids.
pub(crate) const ID: Opt = Opt::default("id", Kind::Column, "id", "column of that table that the ends name");

/// What all of these suppose.
pub(crate) const WHOLE: Words = Words {
    en: "The ties written down are the ties there were: a tie nobody wrote down counts as none.",
    zh: "所记录的关系即全部关系：未被记录者按“无”计。",
    fr: "Les liens notés sont tous les liens : un lien que personne n’a noté compte comme absent.",
};
/// What none of these is for.
pub(crate) const NOT_PERSONS: Words = Words {
    en: "To rate persons: it describes positions in the ties that were found.",
    zh: "不得用于评价个人：所述仅为已知关系中的位置。",
    fr: "Pour noter des personnes : il décrit des positions parmi les liens trouvés.",
};

/// A network read from a table of ties.
pub(crate) struct Net {
    /// Ids of the nodes.
    pub names: Vec<String>,
    /// Their ties.
    pub graph: Graph,
    /// Rows of the table behind each tie.
    pub rows_of_tie: Vec<Vec<usize>>,
    /// Rows used.
    pub used: Vec<usize>,
    /// Rows left out.
    pub left_out: Vec<Left>,
    /// Whether ties were given a strength.
    pub weighted: bool,
    /// What a reader must know.
    pub notes: Vec<Note>,
}

impl Net {
    /// The ties' strengths, if they were given.
    pub fn weights(&self) -> Option<&[f64]> {
        self.weighted.then(|| self.graph.weights())
    }

    /// Rows behind the ties of each node.
    pub fn rows_of_nodes(&self) -> Vec<Vec<usize>> {
        let mut rows = vec![vec![]; self.names.len()];
        for (&(a, b), of) in self.graph.ties().iter().zip(&self.rows_of_tie) {
            rows[a as usize].extend(of);
            rows[b as usize].extend(of);
        }
        rows.iter_mut().for_each(|r| r.sort_unstable());
        rows
    }

    /// The network as it is drawn, with what each node's size and class show.
    pub fn drawing(&self, value: impl Fn(usize) -> f64, class: impl Fn(usize) -> String) -> Drawing {
        let ties = self.graph.ties().iter().zip(self.graph.weights()).zip(&self.rows_of_tie);
        Drawing {
            directed: self.graph.is_directed(),
            nodes: (0..self.names.len())
                .map(|v| Node { name: self.names[v].clone(), value: value(v), class: class(v) })
                .collect(),
            ties: ties.map(|((&(a, b), &w), rows)| (a as usize, b as usize, w, rows[0])).collect(),
        }
    }
}

/// The network of the rows that `keep` holds true.
///
/// # Errors
/// Columns that are not there, strengths that are not above 0, ends that the table of nodes does not name.
pub(crate) fn read(input: Input<'_>, keep: impl Fn(usize) -> bool) -> Result<Net, Refusal> {
    let (from, to) = (named(input, "from")?, named(input, "to")?);
    let weight = input.column("weight")?;
    let columns: Vec<&Column> = [Some(from), Some(to), weight].into_iter().flatten().collect();
    let (mut used, left_out) = input.complete(&columns);
    used.retain(|&row| keep(row));
    let end = |column: &Column, row: usize| column.cells.text(row).unwrap_or_default();
    let names = match input.more.get("nodes") {
        Some(table) => ids(input, table)?,
        None => {
            let mut names: Vec<String> = used.iter().flat_map(|&row| [end(from, row), end(to, row)]).collect();
            // Numbers in their own order, so that node 10 follows node 9.
            names.sort_by(|a, b| by_number(a).total_cmp(&by_number(b)).then_with(|| a.cmp(b)));
            names.dedup();
            names
        }
    };
    let of: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, n)| (n.as_str(), i)).collect();
    let strengths = weight.map(numbers_of).transpose()?;
    let mut ties = vec![];
    for &row in &used {
        let node = |column: &Column| {
            let name = end(column, row);
            of.get(name.as_str()).copied().ok_or_else(|| {
                Refusal::new("no-such-node", format!("`{name}` is not in the table of nodes"))
                    .why("a tie to nowhere would change who is central")
                    .help("add the node to that table, or correct the id")
                    .at(At::Cell(column.name.clone(), row))
            })
        };
        ties.push((node(from)?, node(to)?, strengths.and_then(|s| s[row]).unwrap_or(1.0)));
    }
    let graph = Graph::new(names.len(), input.settings.flag("directed"), &ties).map_err(|error| {
        let refusal = Refusal::from(error.clone());
        match (error, weight) {
            (Error::BadWeight(tie), Some(column)) => refusal.at(At::Cell(column.name.clone(), used[tie])),
            _ => refusal,
        }
    })?;
    let mut rows_of_tie = vec![vec![]; graph.ties().len()];
    for (&row, &(a, b, _)) in used.iter().zip(&ties) {
        let (a, b) = if graph.is_directed() || a <= b { (a as u32, b as u32) } else { (b as u32, a as u32) };
        if let Ok(tie) = graph.ties().binary_search(&(a, b)) {
            rows_of_tie[tie].push(row);
        }
    }
    let notes = notes(&graph);
    Ok(Net { names, graph, rows_of_tie, used, left_out, weighted: weight.is_some(), notes })
}

fn by_number(name: &str) -> f64 {
    name.parse().unwrap_or(f64::INFINITY)
}

/// A column that must be there.
pub(crate) fn named<'a>(input: Input<'a>, option: &str) -> Result<&'a Column, Refusal> {
    input.column(option)?.ok_or_else(|| {
        Refusal::new("option-missing", format!("option `{option}` is needed"))
            .why("it names the column to work on")
            .help(format!("say --{option} COLUMN"))
            .at(At::Option(option.to_owned()))
    })
}

/// What the table of nodes says of each node in the column an option names.
pub(crate) fn of_nodes<'a>(input: Input<'a>, option: &str) -> Result<&'a Column, Refusal> {
    let Some(table) = input.more.get("nodes") else {
        return Err(Refusal::new("no-nodes", "there is no table of nodes")
            .why(format!("option `{option}` names a column of it"))
            .help("say --nodes nodes.csv, with one row for each node")
            .at(At::Option("nodes".into())));
    };
    let name = input.settings.text(option).unwrap_or_default();
    column_of(table, name, option)
}

fn column_of<'a>(table: &'a Table, name: &str, option: &str) -> Result<&'a Column, Refusal> {
    table.column(name).ok_or_else(|| {
        let names: Vec<String> = table.columns.iter().map(|c| format!("`{}`", c.name)).collect();
        Refusal::new("no-such-column", format!("`{}` has no column `{name}`", table.name))
            .why(format!("option `{option}` names it"))
            .help(format!("its columns are {}", names.join(", ")))
            .at(At::Option(option.to_owned()))
    })
}

fn ids(input: Input<'_>, table: &Table) -> Result<Vec<String>, Refusal> {
    let column = column_of(table, input.settings.text("id").unwrap_or("id"), "id")?;
    let mut names: Vec<String> = vec![];
    let mut seen = std::collections::BTreeSet::new();
    for row in 0..table.len() {
        let name = column.cells.text(row).unwrap_or_default();
        if name.is_empty() || !seen.insert(name.clone()) {
            let what = if name.is_empty() {
                format!("row {} of `{}` has no id", row + 1, table.name)
            } else {
                format!("`{}` names `{name}` twice", table.name)
            };
            return Err(Refusal::new("bad-node", what)
                .why("each node is one row")
                .help("give every node one row with its id")
                .at(At::Option("nodes".into())));
        }
        names.push(name);
    }
    Ok(names)
}

fn notes(graph: &Graph) -> Vec<Note> {
    const LOOPS: Words = Words {
        en: "ties from a node to itself were left out",
        zh: "自环已剔除",
        fr: "les liens d’un nœud à lui-même ont été écartés",
    };
    const REPEATS: Words = Words {
        en: "repeated ties were joined, their strengths added",
        zh: "重复关系已合并，强度相加",
        fr: "les liens répétés ont été réunis, leurs forces additionnées",
    };
    let counted = |words, count: usize| (count > 0).then(|| Note { warns: false, words, detail: count.to_string() });
    [counted(LOOPS, graph.loops()), counted(REPEATS, graph.repeats())].into_iter().flatten().collect()
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let (name, why, help) = match &error {
            Error::Empty => ("no-nodes", "there is nothing to describe", "give a table of ties or of nodes"),
            Error::NoSuchNode(_) => ("no-such-node", "a tie to nowhere changes who is central", "correct the id"),
            Error::BadWeight(_) => (
                "bad-weight",
                "a strength or length of nothing is no tie",
                "leave out ties that are not there, and leave unknown strengths blank",
            ),
            Error::WrongLength(..) => ("wrong-length", "values must belong to nodes", "give one value for each"),
            Error::TooLarge => ("too-large", "nodes are counted with 32 bits", "ask of a part of it"),
            Error::NoCycle => ("no-cycle", "every value would be 0", "leave out `directed`, or read PageRank"),
            Error::NoTie => ("no-ties", "the measure is a share of the ties", "give ties"),
            Error::NotConverged(_) => (
                "not-converged",
                "an unsettled number would depend on where it was stopped",
                "ask of each component by itself",
            ),
            Error::OutOfRange(..) => ("out-of-range", "the measure is not defined there", "change the option"),
            Error::WithinSide(_) => (
                "within-side",
                "in a two-sided network ties lead from one side to the other",
                "check that no id stands in both columns",
            ),
            Error::Directed => ("directed", "the measure has no meaning with direction", "leave out `directed`"),
        };
        Self::new(name, error.to_string()).why(why).help(help)
    }
}
