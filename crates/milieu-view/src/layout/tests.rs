use super::quadtree::Quadtree;
use super::*;

fn names(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("node-{i:05}")).collect()
}

fn drawn(n: usize, ties: &[(u32, u32)]) -> Vec<Point> {
    let names = names(n);
    positions(&names.iter().map(String::as_str).collect::<Vec<_>>(), ties)
}

fn distance(a: Point, b: Point) -> f64 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
}

/// A grid of `side` × `side` nodes.
fn grid(side: u32) -> Vec<(u32, u32)> {
    let right = (0..side * side).filter(|n| n % side + 1 < side).map(|n| (n, n + 1));
    let down = (0..side * (side - 1)).map(|n| (n, n + side));
    right.chain(down).collect()
}

#[test]
fn components_are_numbered_by_size_then_by_first_node() {
    assert_eq!(components(7, &[(5, 3), (3, 6), (0, 1)]), [1, 1, 2, 0, 3, 0, 0]);
    assert!(components(0, &[]).is_empty());
}

#[test]
fn far_groups_are_nearly_as_good_as_single_points() {
    let points: Vec<Point> = names(500).iter().map(|id| start(id)).collect();
    let tree = Quadtree::new(&points, &[1.0; 500]);
    let mut stack = vec![];
    let (mut off, mut all) = (0.0, 0.0);
    for (i, &p) in points.iter().enumerate() {
        let mut exact = [0.0; 2];
        for (_, &q) in points.iter().enumerate().filter(|&(j, _)| j != i) {
            let d = [p[0] - q[0], p[1] - q[1]];
            let squared = d[0] * d[0] + d[1] * d[1];
            exact = [exact[0] + d[0] / squared, exact[1] + d[1] / squared];
        }
        let near = tree.push(i as u32, p, &mut stack);
        off += distance(near, exact);
        all += distance(exact, [0.0; 2]);
    }
    assert!(off / all < 0.05, "{}", off / all);
}

#[test]
fn coincident_points_are_no_trouble() {
    let tree = Quadtree::new(&[[1.0, 1.0]; 5], &[1.0; 5]);
    assert_eq!(tree.push(0, [1.0, 1.0], &mut vec![]), [0.0; 2]);
}

/// Nodes that are few ties apart stand near each other: a grid unfolds.
#[test]
fn a_grid_unfolds() {
    let side = 12;
    let at = drawn((side * side) as usize, &grid(side));
    let corners = [0, side - 1, side * (side - 1), side * side - 1].map(|n| at[n as usize]);
    let tied: f64 = grid(side).iter().map(|&(a, b)| distance(at[a as usize], at[b as usize])).sum::<f64>()
        / grid(side).len() as f64;
    assert!(distance(corners[0], corners[3]) > 8.0 * tied);
    assert!(distance(corners[1], corners[2]) > 8.0 * tied);
}

#[test]
fn components_do_not_overlap() {
    // A star, a triangle and two pairs.
    let ties = [(0, 1), (0, 2), (0, 3), (0, 4), (5, 6), (6, 7), (7, 5), (8, 9), (10, 11)];
    let at = drawn(12, &ties);
    let of = components(12, &ties);
    for a in 0..12 {
        for b in 0..a {
            assert!(of[a] == of[b] || distance(at[a], at[b]) >= 0.7, "{a} {b} {at:?}");
        }
    }
}

#[test]
fn the_drawing_depends_on_ids_and_ties_only() {
    let ties = grid(8);
    let other: Vec<(u32, u32)> = ties.iter().rev().map(|&(a, b)| (b, a)).chain([(3, 3), ties[0]]).collect();
    assert_eq!(drawn(64, &ties), drawn(64, &other));
}

/// The same bits on every machine: a digest of the drawing, made once.
#[test]
fn the_drawing_is_the_same_everywhere() {
    let at = drawn(100, &grid(10));
    let bytes: Vec<u8> = at.iter().flatten().flat_map(|v| v.to_bits().to_be_bytes()).collect();
    assert_eq!(format!("{:016x}", fnv1a(&bytes)), "53d6ab802030b594");
}
