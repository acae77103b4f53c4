//! Labels are legible: inside the figure, apart from each other, off the lines.

use super::support::{all, typical};
use crate::{Area, FIGURES, Figure, Label, Mark, Options, Point, figure};

const WIDTHS: [f64; 6] = [240.0, 320.0, 360.0, 640.0, 900.0, 1200.0];
/// What is switched off: nothing, costs, a journey.
const HIDDEN: [&[&str]; 3] = [&[], &["running", "wrong"], &["Checkout"]];

fn each(check: impl Fn(&Figure, &str)) {
    for (results, assessment) in all() {
        for kind in FIGURES {
            for (width, hidden) in WIDTHS
                .iter()
                .flat_map(|width| HIDDEN.map(|hidden| (*width, hidden)))
            {
                let options = Options {
                    width,
                    design: None,
                    hidden: hidden.iter().map(|key| (*key).to_owned()).collect(),
                };
                if let Some(figure) = figure(kind.name, &assessment, &options) {
                    let place = format!("{} of {results} at {width}", kind.name);
                    check(&figure, &place);
                    check(&figure.with_heading(), &format!("{place} with heading"));
                }
            }
        }
    }
}

#[test]
fn every_figure_is_drawn_for_typical_results() {
    for kind in FIGURES {
        let figure = figure(kind.name, &typical(), &Options::default()).unwrap();
        assert_eq!(figure.name, kind.name);
        assert!(!figure.labels.is_empty() && !figure.hovers.is_empty());
    }
}

#[test]
fn labels_lie_inside_their_figure() {
    each(|figure, place| {
        for label in &figure.labels {
            let inside = slack(figure.area(), 0.01).holds(&label.bounds);
            assert!(
                inside,
                "{place}: {:?} at {:?} in {:?}",
                label.text,
                label.bounds,
                figure.area()
            );
        }
    });
}

#[test]
fn nothing_is_cut_short() {
    each(|figure, place| {
        // Sixty brackets inside each other leave a frame no room for its words.
        if place.contains("nested") {
            return;
        }
        let cut = figure.labels.iter().find(|label| label.text.contains('…'));
        assert!(cut.is_none(), "{place}: {:?}", cut.map(|label| &label.text));
    });
}

#[test]
fn no_two_labels_overlap() {
    each(|figure, place| {
        for (index, label) in figure.labels.iter().enumerate() {
            for other in &figure.labels[index + 1..] {
                let apart = !slack(label.bounds, -0.01).overlaps(&other.bounds);
                assert!(
                    apart,
                    "{place}: {:?} {:?} and {:?} {:?}",
                    label.text, label.bounds, other.text, other.bounds
                );
            }
        }
    });
}

#[test]
fn no_line_crosses_a_label() {
    each(|figure, place| {
        let letters: Vec<_> = figure.labels.iter().filter(|l| !l.text.is_empty()).collect();
        for mark in &figure.marks {
            for (from, to) in lines(mark) {
                for label in &letters {
                    assert!(
                        !crosses(from, to, label),
                        "{place}: {:?} crossed by {from:?} {to:?}",
                        label.text
                    );
                }
            }
        }
    });
}

#[test]
fn marks_lie_inside_their_figure() {
    each(|figure, place| {
        let area = slack(figure.area(), 1.0);
        for mark in &figure.marks {
            for point in corners(mark) {
                assert!(area.distance(point) == 0.0, "{place}: {mark:?} outside {area:?}");
            }
        }
    });
}

#[test]
fn every_number_of_the_geometry_is_finite() {
    each(|figure, place| {
        let marks = figure.marks.iter().flat_map(corners);
        let hovers = figure.hovers.iter().map(|hover| hover.at);
        for point in marks.chain(hovers) {
            assert!(point.x.is_finite() && point.y.is_finite(), "{place}");
        }
        assert!(
            figure.height > 0.0 && figure.height < 40_000.0,
            "{place}: {}",
            figure.height
        );
    });
}

#[test]
fn a_figure_is_as_wide_as_asked() {
    each(|figure, place| {
        if !place.ends_with("heading") {
            assert!(place.ends_with(&format!("at {}", figure.width)), "{place}");
        }
    });
}

#[test]
fn laying_out_twice_gives_the_same() {
    for kind in FIGURES {
        let lay_out = || figure(kind.name, &typical(), &Options::default());
        assert_eq!(lay_out(), lay_out());
    }
}

#[test]
fn a_width_that_is_no_width_is_survived() {
    for width in [f64::NAN, f64::INFINITY, -5.0, 0.0, 1e12] {
        for (_, assessment) in all() {
            for kind in FIGURES {
                let figure = figure(
                    kind.name,
                    &assessment,
                    &Options {
                        width,
                        ..Options::default()
                    },
                );
                assert!(figure.is_none_or(|f| f.width >= 240.0 && f.width <= 4000.0));
            }
        }
    }
}

fn slack(area: Area, by: f64) -> Area {
    Area::new(
        area.x - by,
        area.y - by,
        area.width + 2.0 * by,
        area.height + 2.0 * by,
    )
}

fn lines(mark: &Mark) -> Vec<(Point, Point)> {
    match mark {
        Mark::Line { from, to, .. } => vec![(*from, *to)],
        Mark::Polyline { points, .. } => points.windows(2).map(|p| (p[0], p[1])).collect(),
        Mark::Frame { area, .. } => {
            let (a, b) = (Point::new(area.x, area.y), Point::new(area.right(), area.y));
            let (c, d) = (
                Point::new(area.x, area.bottom()),
                Point::new(area.right(), area.bottom()),
            );
            vec![(a, b), (b, d), (d, c), (c, a)]
        }
        _ => Vec::new(),
    }
}

fn corners(mark: &Mark) -> Vec<Point> {
    match mark {
        Mark::Rect { area, .. } | Mark::Frame { area, .. } => {
            vec![
                Point::new(area.x, area.y),
                Point::new(area.right(), area.bottom()),
            ]
        }
        Mark::Line { from, to, .. } => vec![*from, *to],
        Mark::Polyline { points, .. } | Mark::Polygon { points, .. } => points.clone(),
        Mark::Dot { center, radius, .. } => {
            vec![center.moved(-radius, -radius), center.moved(*radius, *radius)]
        }
    }
}

/// Whether a point of the line, taken every half pixel, lies within the label's letters.
fn crosses(from: Point, to: Point, label: &Label) -> bool {
    let letters = slack(label.bounds, -0.1 * label.size);
    let (left, top) = (from.x.min(to.x), from.y.min(to.y));
    let reach = Area::new(left, top, from.x.max(to.x) - left, from.y.max(to.y) - top);
    if !slack(letters, 1.0).overlaps(&slack(reach, 0.1)) {
        return false;
    }
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let steps = ((dx.abs() + dy.abs()) * 2.0).ceil().max(1.0);
    (0..=steps as u32).any(|i| {
        let share = f64::from(i) / steps;
        letters.width > 0.0 && letters.distance(from.moved(dx * share, dy * share)) == 0.0
    })
}
