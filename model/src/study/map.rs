//! The best design over two inputs.
//!
//! # What it computes
//! For two inputs, each from well below to well above what it is, which design is the cheapest that
//! misses no requirement, all else at medians; and where the draws of both lie.
//!
//! # Why it matters
//! A choice that is safe against either of two guesses need not be safe against both at once.
//!
//! # Formula
//! Both inputs go in steps of equal ratio. Along the second, a change between two steps is found by
//! halving on the log scale to a hundredth of a percent, and so is every other between there and the next
//! step; what changes and changes back between two steps is not seen. Along the first, steps between
//! which the designs that follow each other change are halved where they do. The inputs are those named by
//! `[explore]`, else the two whose flips are nearest, of ranges before those of what is known.
//!
//! # Example
//! A costs 100 a year, B costs p for each of n events: the two are separated by n·p = 100, a falling
//! straight line where both are drawn by ratio.

use super::Study;
use super::axis::evenly;
use super::trial::Trial;
use crate::assessment::{Band, Column, Flip, Map, Swing};
use crate::plan::Slot;

/// Places along the first input, and along the second.
const ACROSS: u32 = 49;
const UP: u32 = 33;
/// So often the step between two places along the first input is halved where the designs change.
const HALVINGS: u32 = 6;
/// A boundary is known to this part of itself.
const CLOSE: f64 = 1e-4;
/// So many bands between two steps are told apart.
const NARROW: usize = 8;
/// So many draws are shown.
const CLOUD: u32 = 200;

impl Study<'_> {
    /// The map over the chosen inputs, or the two that decide soonest.
    pub(super) fn map(&self, flips: &[Flip], tornado: &[Swing]) -> Option<Map> {
        if self.plan.designs() < 2 {
            return None;
        }
        let (across, up) = match self.plan.explored.map {
            Some(chosen) => chosen,
            None => {
                let mut movable = self.deciding(flips, tornado);
                movable.retain(|slot| self.axis(*slot, flips).is_some());
                let is_range = |slot: &Slot| self.ranges.iter().any(|range| range.slot == *slot);
                let (ranges, known): (Vec<Slot>, Vec<Slot>) = movable.into_iter().partition(is_range);
                let mut first = ranges.into_iter().chain(known);
                (first.next()?, first.next()?)
            }
        };
        let axes = (self.axis(across, flips)?, self.axis(up, flips)?);
        let mut trial = Trial::new(&self.plan);
        let (with_across, with_up) = (trial.moving_with(across), trial.moving_with(up));
        let steps = evenly(&axes.1, UP);
        let mut column = |at: f64| Column {
            at,
            bands: bands(&steps, &mut |value| {
                trial.put(&with_across, across, at);
                trial.put(&with_up, up, value);
                trial.best()
            }),
        };
        let mut columns: Vec<Column> = Vec::new();
        for at in evenly(&axes.0, ACROSS) {
            let next = column(at);
            if let Some(last) = columns.last().cloned() {
                approach((&last, &next), HALVINGS, &mut column, &mut columns);
            }
            columns.push(next);
        }
        Some(Map {
            across: axes.0,
            up: axes.1,
            designs: self
                .plan
                .designs
                .iter()
                .map(|design| design.name.clone())
                .collect(),
            columns,
            cloud: self.cloud(across, up),
        })
    }

    /// Both inputs in the first draws; empty where neither is drawn.
    fn cloud(&self, across: Slot, up: Slot) -> Vec<(f64, f64)> {
        let moved = |range: &&super::Range| range.slot == across || range.slot == up;
        if !self.ranges.iter().any(|range| moved(&range)) {
            return Vec::new();
        }
        let mut worker = self.worker();
        (0..CLOUD.min(self.env.samples))
            .map(|draw| {
                let values = self.values(draw, &mut worker);
                (across.of(values), up.of(values))
            })
            .collect()
    }
}

/// Columns between two, closer and closer to where the designs change.
fn approach(
    (low, high): (&Column, &Column),
    halvings: u32,
    column: &mut impl FnMut(f64) -> Column,
    found: &mut Vec<Column>,
) {
    if halvings == 0 || low.is_like(high) {
        return;
    }
    let middle = column(low.at * (high.at / low.at).sqrt());
    approach((low, &middle), halvings - 1, column, found);
    found.push(middle.clone());
    approach((&middle, high), halvings - 1, column, found);
}

/// What is best over rising `steps`.
fn bands(steps: &[f64], best: &mut dyn FnMut(f64) -> Option<usize>) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut before: Option<(f64, Option<usize>)> = None;
    for step in steps {
        let design = best(*step);
        if let Some((below, other)) = before
            && other != design
        {
            between(below, *step, (other, design), best, &mut bands);
        }
        before = Some((*step, design));
    }
    bands.extend(before.map(|(to, design)| Band { to, design }));
    bands
}

/// The bands that end between two steps with different designs: also one too narrow to reach either.
fn between(
    mut low: f64,
    step: f64,
    (mut here, there): (Option<usize>, Option<usize>),
    best: &mut dyn FnMut(f64) -> Option<usize>,
    bands: &mut Vec<Band>,
) {
    for _ in 0..NARROW {
        let (to, high, next) = boundary(low, (step, there), here, best);
        bands.push(Band { to, design: here });
        if next == there {
            return;
        }
        (low, here) = (high, next);
    }
}

/// Where `here` stops being best between `low`, where it is, and a place where another is; with the
/// nearest place behind that was looked at, and what is best there.
fn boundary(
    mut low: f64,
    (mut high, mut there): (f64, Option<usize>),
    here: Option<usize>,
    best: &mut dyn FnMut(f64) -> Option<usize>,
) -> (f64, f64, Option<usize>) {
    while high / low - 1.0 > CLOSE {
        let middle = low * (high / low).sqrt();
        match best(middle) {
            found if found == here => low = middle,
            found => (high, there) = (middle, found),
        }
    }
    (low * (high / low).sqrt(), high, there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_meet_where_the_best_changes() {
        let steps: Vec<f64> = (0..33).map(|step| 1.2_f64.powi(step)).collect();
        let mut best = |value: f64| (value > 3.0).then_some(usize::from(value > 50.0));
        let bands = bands(&steps, &mut best);
        assert_eq!(bands.len(), 3);
        assert_eq!(
            [bands[0].design, bands[1].design, bands[2].design],
            [None, Some(0), Some(1)]
        );
        assert!((bands[0].to / 3.0 - 1.0).abs() < CLOSE && (bands[1].to / 50.0 - 1.0).abs() < CLOSE);
        assert_eq!(bands[2].to, steps[32]);
    }

    #[test]
    fn columns_come_closer_where_the_designs_change() {
        let mut column = |at: f64| Column {
            at,
            bands: vec![Band {
                to: 1.0,
                design: Some(usize::from(at > 3.0) + usize::from(at > 3.5)),
            }],
        };
        let mut found = Vec::new();
        approach((&column(2.0), &column(4.0)), HALVINGS, &mut column, &mut found);
        assert!(found.windows(2).all(|pair| pair[0].at < pair[1].at));
        for change in [3.0, 3.5] {
            let below = found.iter().rfind(|column| column.at <= change).unwrap().at;
            let above = found.iter().find(|column| column.at > change).unwrap().at;
            assert!(above / below < 1.02, "{below} {above}");
        }
        found.clear();
        approach((&column(1.0), &column(2.0)), HALVINGS, &mut column, &mut found);
        assert!(found.is_empty(), "nothing changes there");
    }

    #[test]
    fn a_band_narrower_than_a_step_is_found() {
        let steps: Vec<f64> = (0..33).map(|step| 1.2_f64.powi(step)).collect();
        let edges = [3.0, 3.05, 3.2];
        let mut best = |value: f64| Some(edges.iter().filter(|edge| value > **edge).count());
        let bands = bands(&steps, &mut best);
        let designs: Vec<_> = bands.iter().map(|band| band.design).collect();
        assert_eq!(designs, [Some(0), Some(1), Some(2), Some(3)]);
        for (band, edge) in bands.iter().zip(edges) {
            assert!((band.to / edge - 1.0).abs() < CLOSE, "{} {edge}", band.to);
        }
    }
}
