//! Components side by side, without overlap, in a field about as wide as a screen.

use super::Point;

/// Room around a component, in lengths of a tie.
const MARGIN: f64 = 0.8;
/// Width of the field relative to its height.
const ASPECT: f64 = 1.5;

struct Block {
    component: usize,
    least: Point,
    size: Point,
}

/// Moves each component to a place of its own: rows from the highest down, and within a row columns
/// filled from above. The whole is centred on the origin.
pub fn side_by_side(mut components: Vec<Vec<Point>>) -> Vec<Vec<Point>> {
    let mut blocks: Vec<Block> = components.iter().enumerate().map(|(i, points)| block(i, points)).collect();
    blocks.sort_by(|a, b| b.size[1].total_cmp(&a.size[1]).then(a.component.cmp(&b.component)));
    let area: f64 = blocks.iter().map(|b| b.size[0] * b.size[1]).sum();
    let widest = blocks.iter().map(|b| b.size[0]).fold(0.0, f64::max);
    let width = (area * ASPECT).sqrt().max(widest) * 1.001;

    let (mut x, mut y, mut row_height) = (0.0, 0.0, 0.0);
    let (mut column_width, mut filled) = (0.0, 0.0);
    let mut far: f64 = 0.0;
    for b in &blocks {
        let fits_below = filled + b.size[1] <= row_height && b.size[0] <= column_width;
        if !fits_below {
            x += column_width;
            (column_width, filled) = (b.size[0], 0.0);
            if x + b.size[0] > width {
                (x, y) = (0.0, y + row_height);
                row_height = b.size[1];
            }
            row_height = row_height.max(b.size[1]);
        }
        let shift = [x - b.least[0], y + filled - b.least[1]];
        for p in &mut components[b.component] {
            *p = [p[0] + shift[0], p[1] + shift[1]];
        }
        filled += b.size[1];
        far = far.max(x + b.size[0]);
    }
    let middle = [far / 2.0, (y + row_height) / 2.0];
    for p in components.iter_mut().flatten() {
        *p = [p[0] - middle[0], p[1] - middle[1]];
    }
    components
}

fn block(component: usize, points: &[Point]) -> Block {
    let side = |axis: usize| {
        let values = points.iter().map(move |p| p[axis]);
        (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((x0, x1), (y0, y1)) = (side(0), side(1));
    Block { component, least: [x0 - MARGIN / 2.0, y0 - MARGIN / 2.0], size: [x1 - x0 + MARGIN, y1 - y0 + MARGIN] }
}
