//! Where flags go.

use super::Timed;
use super::flags::Flag;
use super::plot::{LEFT, RIGHT};
use crate::axis::Scale;
use crate::label::Text;
use quorate_model::math::{exp, ln};

/// From this ratio between slow and fast on, time is shown by ratio.
const SPREAD: f64 = 25.0;

/// Where flags go so that no pole crosses a label: when labels run to the right of their poles, a
/// flag whose label reaches past the next pole stands higher than that one.
pub(super) struct Placing {
    pub(super) time: Scale,
    pub(super) rows: Vec<usize>,
    pub(super) leftwards: bool,
}

impl Placing {
    pub(super) fn of(journeys: &[Timed], flags: &[Flag], width: f64) -> Self {
        let (low, high) = range(journeys, flags);
        let right = width - RIGHT;
        let scale = |high: f64| match low {
            Some(low) => Scale::log(low, high, LEFT, right),
            None => Scale::linear(0.0, high, LEFT, right),
        };
        let widths: Vec<f64> = flags.iter().map(|f| Text::SMALL.width(&f.label) + 8.0).collect();
        let time = scale(high);
        let spots = || flags.iter().zip(&widths).map(|(f, w)| (time.px(f.seconds), *w));
        if spots().all(|(x, w)| x + w <= width) {
            return Self {
                time,
                rows: rows(&spots().collect::<Vec<_>>()),
                leftwards: false,
            };
        }
        if spots().all(|(x, w)| x - w >= 0.0) {
            let mirrored: Vec<_> = spots().map(|(x, w)| (-x, w)).rev().collect();
            let mut rows = rows(&mirrored);
            rows.reverse();
            return Self {
                time,
                rows,
                leftwards: true,
            };
        }
        let wider = flags
            .iter()
            .zip(&widths)
            .map(|(f, w)| reach(low, f.seconds, (width - w - LEFT) / (right - LEFT)));
        let time = scale(wider.fold(high, f64::max));
        let spots: Vec<_> = flags
            .iter()
            .zip(&widths)
            .map(|(f, w)| (time.px(f.seconds), *w))
            .collect();
        Self {
            time,
            rows: rows(&spots),
            leftwards: false,
        }
    }
}

/// Upper end of a scale on which `value` stands at `share` of the way.
fn reach(low: Option<f64>, value: f64, share: f64) -> f64 {
    let share = share.clamp(0.05, 1.0);
    match low {
        Some(low) => low * exp(ln((value / low).max(1.0)) / share),
        None => value / share,
    }
}

/// Row of each label (rising `x`, its width), lowest row 0.
fn rows(spots: &[(f64, f64)]) -> Vec<usize> {
    let mut rows = vec![0; spots.len()];
    for i in (0..spots.len()).rev() {
        let end = spots[i].0 + spots[i].1;
        let crossed = (i + 1..spots.len()).filter(|j| spots[*j].0 <= end + 4.0);
        rows[i] = crossed.map(|j| rows[j] + 1).max().unwrap_or(0);
    }
    rows
}

/// Shown times: from where (by ratio) or from 0, to where.
fn range(journeys: &[Timed], flags: &[Flag]) -> (Option<f64>, f64) {
    let slowest = journeys.iter().map(|t| t.latency.p999).fold(0.0, f64::max);
    let high = flags.iter().map(|f| f.seconds).fold(slowest, f64::max).max(1e-9) * 1.04;
    let fastest = journeys
        .iter()
        .map(|t| t.time_at(0.005))
        .fold(f64::INFINITY, f64::min);
    let low = fastest.max(high * 1e-6) * 0.9;
    if high / low > SPREAD {
        (Some(low), high)
    } else {
        (None, high)
    }
}
