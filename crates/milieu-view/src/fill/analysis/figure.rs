//! Figures of an answer as page data.

use milieu_method::analysis::figure::{Figure, Graph};

use crate::answer::{finite, indices};
use crate::layout;
use crate::page::{
    ConfigurationShown, CurveShown, FigureShown, GraphNode, GraphShown, GraphTie, IntervalShown, IntervalsShown,
    LineShown, LinesShown, MapShown, MatrixShown, PointShown, ScatterShown, SpotShown, StepsShown, TermShown,
    TruthTableShown,
};

pub(crate) fn shown(figure: &Figure) -> FigureShown {
    match figure {
        Figure::Steps(f) => FigureShown::Steps(StepsShown {
            unit: f.unit.clone(),
            height: f.height.to_owned(),
            curves: f
                .curves
                .iter()
                .map(|curve| CurveShown {
                    name: curve.name.clone(),
                    steps: curve.steps.iter().map(|step| step.map(|n| finite(rounded(n)))).collect(),
                    censored: curve.censored.iter().copied().map(rounded).collect(),
                    at_risk: indices(&curve.at_risk),
                })
                .collect(),
            moments: f.moments.clone(),
        }),
        Figure::Intervals(f) => FigureShown::Intervals(IntervalsShown {
            scale: f.scale.clone(),
            ratio: f.ratio,
            reference: f.reference.and_then(finite),
            items: f
                .items
                .iter()
                .map(|item| IntervalShown {
                    name: item.name.clone(),
                    group: item.group.clone(),
                    value: finite(item.value),
                    bounds: item.bounds.map(|bounds| bounds.map(finite)),
                    rows: indices(&item.rows),
                })
                .collect(),
        }),
        Figure::Scatter(f) => FigureShown::Scatter(ScatterShown {
            name: f.name.clone(),
            x: f.x.clone(),
            y: f.y.clone(),
            diagonal: f.diagonal,
            line: f.line.filter(|line| line.iter().all(|n| n.is_finite())),
            points: f
                .points
                .iter()
                .filter(|point| point.x.is_finite() && point.y.is_finite())
                .map(|point| PointShown {
                    x: point.x,
                    y: point.y,
                    class: point.class.clone(),
                    row: Some(point.row as u32),
                })
                .collect(),
        }),
        Figure::Lines(f) => FigureShown::Lines(LinesShown {
            x: f.x.clone(),
            y: f.y.clone(),
            mark: f.mark.and_then(finite),
            lines: f
                .lines
                .iter()
                .map(|line| LineShown {
                    name: line.name.clone(),
                    faint: line.faint,
                    points: line.points.iter().copied().filter(|p| p.iter().all(|n| n.is_finite())).collect(),
                })
                .collect(),
        }),
        Figure::TruthTable(f) => FigureShown::TruthTable(TruthTableShown {
            conditions: f.conditions.clone(),
            outcome: f.outcome.clone(),
            rows: f
                .rows
                .iter()
                .map(|row| ConfigurationShown {
                    values: row.values.iter().map(|&value| u32::from(value)).collect(),
                    out: row.out.to_string(),
                    inclusion: row.inclusion.and_then(finite),
                    pri: row.pri.and_then(finite),
                    cases: indices(&row.cases),
                    count: row.cases.len() as u32,
                })
                .collect(),
            terms: f
                .terms
                .iter()
                .map(|(name, covers)| TermShown { name: name.clone(), covers: indices(covers) })
                .collect(),
        }),
        Figure::Graph(f) => FigureShown::Graph(graph(f)),
        Figure::Map(f) => FigureShown::Map(MapShown {
            value: f.value.clone(),
            points: f
                .points
                .iter()
                .map(|spot| SpotShown {
                    latitude: spot.latitude,
                    longitude: spot.longitude,
                    value: spot.value.and_then(finite),
                    class: spot.class.clone(),
                    row: spot.row.map(|row| row as u32),
                })
                .collect(),
        }),
        Figure::Matrix(f) => FigureShown::Matrix(MatrixShown {
            value: f.value.clone(),
            rows: f.rows.clone(),
            columns: f.columns.clone(),
            cells: f.cells.iter().map(|row| row.iter().map(|cell| cell.and_then(finite)).collect()).collect(),
        }),
    }
}

/// A number to six significant digits: finer than a figure can be drawn, or a page prints.
pub(super) fn rounded(n: f64) -> f64 {
    if n == 0.0 || !n.is_finite() {
        return n;
    }
    // Through decimal digits, so that the shortest writing is the short one.
    format!("{n:.5e}").parse().unwrap_or(n)
}

fn graph(graph: &Graph) -> GraphShown {
    let ids: Vec<&str> = graph.nodes.iter().map(|node| node.name.as_str()).collect();
    let ties: Vec<(u32, u32)> = graph.ties.iter().map(|&(from, to, ..)| (from as u32, to as u32)).collect();
    let at = layout::positions(&ids, &ties);
    GraphShown {
        directed: graph.directed,
        nodes: graph
            .nodes
            .iter()
            .zip(at)
            .map(|(node, at)| GraphNode {
                name: node.name.clone(),
                value: node.value,
                class: node.class.clone(),
                at: at.map(rounded),
            })
            .collect(),
        ties: graph
            .ties
            .iter()
            .map(|&(from, to, weight, row)| GraphTie {
                from: from as u32,
                to: to as u32,
                weight,
                row: Some(row as u32),
            })
            .collect(),
    }
}
