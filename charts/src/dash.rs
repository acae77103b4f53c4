//! Broken lines as the pieces that are drawn.

use crate::geometry::Point;

/// The drawn pieces of a line through `points`, by turns drawn and left out along `lengths` (px).
#[must_use]
pub(crate) fn pieces(points: &[Point], lengths: &[f64]) -> Vec<Vec<Point>> {
    let mut done = Vec::new();
    let Some(first) = points.first() else {
        return done;
    };
    if lengths.is_empty() || lengths.iter().any(|l| *l <= 0.0) {
        return vec![points.to_vec()];
    }
    let mut turn = 0;
    let mut left = lengths[0];
    let mut piece = vec![*first];
    for pair in points.windows(2) {
        let [mut from, to] = [pair[0], pair[1]];
        let mut rest = distance(from, to);
        while rest > left {
            from = toward(from, to, left / rest);
            rest -= left;
            piece.push(from);
            if turn % 2 == 0 {
                done.push(std::mem::take(&mut piece));
            }
            piece = vec![from];
            turn += 1;
            left = lengths[turn % lengths.len()];
        }
        left -= rest;
        piece.push(to);
    }
    if turn % 2 == 0 && piece.len() > 1 {
        done.push(piece);
    }
    done
}

fn distance(a: Point, b: Point) -> f64 {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt()
}

fn toward(a: Point, b: Point, share: f64) -> Point {
    Point::new(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_and_gaps_follow_one_another_around_corners() {
        let line = [
            Point::new(0.0, 0.0),
            Point::new(10.0, 0.0),
            Point::new(10.0, 10.0),
        ];
        let drawn = pieces(&line, &[6.0, 2.0]);
        assert_eq!(drawn[0], [Point::new(0.0, 0.0), Point::new(6.0, 0.0)]);
        assert_eq!(
            drawn[1],
            [Point::new(8.0, 0.0), Point::new(10.0, 0.0), Point::new(10.0, 4.0)]
        );
        assert_eq!(drawn[2], [Point::new(10.0, 6.0), Point::new(10.0, 10.0)]);
    }

    #[test]
    fn a_line_without_length_has_no_stroke_that_never_ends() {
        let point = Point::new(1.0, 1.0);
        assert_eq!(pieces(&[point, point], &[6.0, 4.0]).len(), 1);
        assert!(pieces(&[], &[6.0]).is_empty());
    }
}
