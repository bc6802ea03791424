//! Springs and charges: ties pull their ends together, all nodes push each other apart.

use super::Point;
use super::coarse::Net;
use super::quadtree::Quadtree;

/// Strength of the push, relative to the pull of a tie.
const PUSH: f64 = 0.2;
/// By how much the step shrinks, or grows after [`PATIENCE`] steps that brought the net nearer to rest.
const COOLING: f64 = 0.92;
const PATIENCE: u32 = 5;

/// Steps for so many nodes: enough for small networks to come to rest, few enough for ten thousand
/// nodes to take about a second.
fn steps(nodes: usize) -> usize {
    (700_000 / nodes.max(1)).clamp(70, 400)
}

/// Moves the nodes of a connected network to where they rest. `start` holds a point of the unit
/// square for each.
///
/// A coarser network is settled first, then each of its nodes hands its position to those it stands
/// for, which settle around it: large folds are undone while there are few nodes to move (C. Walshaw,
/// "A multilevel algorithm for force-directed graph-drawing", *JGAA* 7(3), 2003).
pub fn settle(net: &Net, start: &[Point]) -> Vec<Point> {
    match net.nodes() {
        0 | 1 => return vec![[0.0; 2]; net.nodes()],
        2 => return vec![[-0.5, 0.0], [0.5, 0.0]],
        _ => {}
    }
    let mut at: Vec<Point> = match net.coarser() {
        Some((coarse, stands_for)) => {
            let starts: Vec<Point> = coarse.centres.iter().map(|&c| start[c as usize]).collect();
            let above = settle(&coarse, &starts);
            stands_for.iter().zip(start).map(|(&c, s)| [0, 1].map(|axis| above[c as usize][axis] + s[axis])).collect()
        }
        None => {
            let side = net.mass.iter().sum::<f64>().sqrt();
            start.iter().map(|s| s.map(|v| v * side)).collect()
        }
    };
    relax(net, &mut at);
    at
}

/// A tie of length d pulls with d² times its weight, two nodes at distance d push with [`PUSH`]/d
/// times their masses; every node moves by one step in the direction of the sum, and the step adapts
/// (Y. Hu, "Efficient, high-quality force-directed graph drawing", *The Mathematica Journal* 10(1),
/// 2005, with natural spring length 1).
fn relax(net: &Net, at: &mut [Point]) {
    let mut force = vec![[0.0; 2]; at.len()];
    let mut step = 1.0;
    let (mut before, mut better) = (f64::INFINITY, 0);
    let mut stack = vec![];
    for _ in 0..steps(at.len()) {
        let tree = Quadtree::new(at, &net.mass);
        for (i, f) in force.iter_mut().enumerate() {
            let push = tree.push(i as u32, at[i], &mut stack);
            *f = push.map(|p| PUSH * net.mass[i] * p);
        }
        for &(a, b, weight) in &net.ties {
            let (a, b) = (a as usize, b as usize);
            let d = [at[b][0] - at[a][0], at[b][1] - at[a][1]];
            let pull = weight * (d[0] * d[0] + d[1] * d[1]).sqrt();
            for axis in 0..2 {
                force[a][axis] += d[axis] * pull;
                force[b][axis] -= d[axis] * pull;
            }
        }
        let mut energy = 0.0;
        for (p, f) in at.iter_mut().zip(&force) {
            let squared = f[0] * f[0] + f[1] * f[1];
            energy += squared;
            if squared > 0.0 {
                let share = step / squared.sqrt();
                *p = [p[0] + f[0] * share, p[1] + f[1] * share];
            }
        }
        if energy < before {
            better += 1;
            if better >= PATIENCE {
                better = 0;
                step /= COOLING;
            }
        } else {
            better = 0;
            step *= COOLING;
        }
        before = energy;
    }
}
