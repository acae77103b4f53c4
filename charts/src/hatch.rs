//! Hatching as lines clipped to a rectangle.

use crate::geometry::{Area, Point};
use crate::mark::Pattern;

/// Distance between lines, CSS px, along an edge.
const STEP: f64 = 7.0;

/// The lines that hatch `area`.
pub(crate) fn lines(area: Area, pattern: Pattern) -> Vec<(Point, Point)> {
    match pattern {
        Pattern::Plain => Vec::new(),
        Pattern::Level => level(area),
        Pattern::Rising => slanted(area),
        Pattern::Falling => {
            let mirror = |p: Point| Point::new(p.x, area.y + area.bottom() - p.y);
            slanted(area)
                .into_iter()
                .map(|(a, b)| (mirror(a), mirror(b)))
                .collect()
        }
    }
}

fn level(area: Area) -> Vec<(Point, Point)> {
    steps(area.height, STEP * 0.6)
        .map(|dy| {
            (
                Point::new(area.x, area.y + dy),
                Point::new(area.right(), area.y + dy),
            )
        })
        .collect()
}

/// Lines rising to the right: those with `dx + dy` constant.
fn slanted(area: Area) -> Vec<(Point, Point)> {
    steps(area.width + area.height, STEP)
        .map(|sum| {
            let low = sum.min(area.height);
            let high = (sum - area.width).max(0.0);
            (
                Point::new(area.x + sum - low, area.y + low),
                Point::new(area.x + sum - high, area.y + high),
            )
        })
        .collect()
}

fn steps(extent: f64, step: f64) -> impl Iterator<Item = f64> {
    (0_u32..20_000)
        .map(move |i| (f64::from(i) + 0.5) * step)
        .take_while(move |at| *at < extent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside_its_area() {
        let area = Area::new(10.0, 20.0, 33.0, 14.0);
        for pattern in [Pattern::Rising, Pattern::Falling, Pattern::Level] {
            let lines = lines(area, pattern);
            assert!(lines.len() > 2);
            for (a, b) in lines {
                for point in [a, b] {
                    assert!(area.distance(point) < 1e-9, "{pattern:?} {point:?}");
                }
            }
        }
    }
}
