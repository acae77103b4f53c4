//! Dragging a number sideways: so many pixels, so many steps.

use super::step::{Step, step};

/// Pixels that make one step.
const PACE: f64 = 7.0;
/// A drag longer than this many steps goes no further at once.
const MOST: f64 = 400.0;

/// The text that a drag by `pixels` from `text` leads to: as many steps of the number at byte
/// `caret` as fit, each ten times as large with `large`. `None` where there is no number or the
/// drag is shorter than one step.
pub fn scrub(text: &str, caret: usize, pixels: f64, large: bool) -> Option<String> {
    // What is no number leads nowhere: the cast makes it 0.
    let steps = (pixels.abs() / PACE).floor().clamp(0.0, MOST) as usize;
    let way = Step {
        up: pixels > 0.0,
        large,
    };
    let mut moved = None;
    for _ in 0..steps {
        let Some(next) = step(moved.as_deref().unwrap_or(text), caret, way) else {
            break;
        };
        moved = Some(next);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drag_makes_a_step_every_few_pixels_and_leads_back() {
        assert_eq!(scrub("60 ms", 0, 3.0, false), None);
        assert_eq!(scrub("60 ms", 0, 15.0, false).as_deref(), Some("62 ms"));
        assert_eq!(scrub("60 ms", 0, -15.0, false).as_deref(), Some("58 ms"));
        assert_eq!(scrub("60 ms", 0, 15.0, true).as_deref(), Some("80 ms"));
        assert_eq!(scrub("99.9%", 0, 22.0, false).as_deref(), Some("99.99%"));
    }

    #[test]
    fn a_drag_stops_where_the_number_ends_and_never_hangs() {
        assert_eq!(scrub("SS", 0, 500.0, false), None);
        let end = scrub("99.9%", 0, 1e9, false).unwrap();
        assert!(end.starts_with("99.999"), "{end}");
        assert!(scrub("1 ms", 0, f64::INFINITY, true).is_some());
        assert_eq!(scrub("1 ms", 0, f64::NAN, false), None);
    }
}
