//! An input over the span that is worth looking at.

use super::Study;
use super::sensitivity::likely;
use super::shown::{now, shown};
use super::trial::reaches;
use crate::assessment::{Axis, Flip, Tick};
use crate::math::{exp, ln, log10, powi};
use crate::plan::{Input, Slot};
use crate::quantity::{Dimension, Meaning, show};

/// A span reaches at least this many times up and down.
const LEAST: f64 = 10.0;
/// And so many times past the nearest change of the best design, and past the ends of the range.
const PAST: f64 = 3.0;

impl Study<'_> {
    /// The input of a slot, over a span that shows where the best design changes: `flips` are all
    /// that were found. Nothing for one that is 0, or that cannot be moved.
    pub(super) fn axis(&self, slot: Slot, flips: &[Flip]) -> Option<Axis> {
        let input = &self.plan.inputs().all()[slot.place()];
        let at = slot.of(&self.plan.medians);
        let (least, most) = match *reaches(input, at).as_slice() {
            [(_, low), (_, high)] => (low, high),
            _ => return None,
        };
        let likely = likely(&self.plan, slot);
        let (mut low, mut high) = (at / LEAST, at * LEAST);
        let changes = flips.iter().filter(|flip| flip.input == input.label.path);
        let changes = changes.filter_map(|flip| flip.factor).map(|factor| factor * at);
        for place in changes.chain(likely.into_iter().flat_map(|(from, to)| [from, to])) {
            low = low.min(place / PAST);
            high = high.max(place * PAST);
        }
        let (low, high) = (low.max(least), high.min(most));
        (high > low && low > 0.0).then(|| Axis {
            input: input.label.path.clone(),
            name: input.label.words.clone(),
            now: now(input, at, &self.plan.currency),
            at,
            low,
            high,
            falling: input.meaning == Meaning::Availability,
            likely,
            ticks: self.ticks(input, at, (low, high)),
        })
    }

    fn ticks(&self, input: &Input, base: f64, (low, high): (f64, f64)) -> Vec<Tick> {
        if input.meaning == Meaning::Share && show::is_rare(low) {
            return in_odds(low, high);
        }
        let unit = unit(input, base);
        let product = input.label.written.contains('*');
        let tick = |at: f64| Tick {
            at,
            shown: match product {
                true => format!("{}×", show::significant(at / base, 3)),
                false => shown(input, at, base, &self.plan.currency),
            },
        };
        round(low / unit, high / unit)
            .into_iter()
            .map(|value| tick(value * unit))
            .collect()
    }
}

/// Ticks at one in so many, round ones: all of an axis in the same way.
fn in_odds(low: f64, high: f64) -> Vec<Tick> {
    let rarest_last = round(1.0 / high, 1.0 / low).into_iter().rev();
    let tick = |times: f64| Tick {
        at: 1.0 / times,
        shown: show::one_in(times),
    };
    rarest_last.map(tick).collect()
}

/// Values by equal ratio from `low` to `high`, both of them among them.
pub(super) fn evenly(axis: &Axis, count: u32) -> Vec<f64> {
    let span = ln(axis.high / axis.low);
    let last = count - 1;
    let value = |step| match step {
        0 => axis.low,
        step if step == last => axis.high,
        step => axis.low * exp(span * f64::from(step) / f64::from(last)),
    };
    (0..count).map(value).collect()
}

/// What round numbers of an input are multiples of: it is shown an hour, or as a multiple of itself.
fn unit(input: &Input, base: f64) -> f64 {
    match input.meaning {
        Meaning::Amount(Dimension::MONEY_RATE) => 1.0 / 3600.0,
        Meaning::Amount(Dimension::RATE) if base < 1.0 => 1.0 / 3600.0,
        Meaning::Amount(Dimension::TIME | Dimension::MONEY | Dimension::RATE | Dimension::NONE) => 1.0,
        Meaning::Amount(_) if !input.label.written.is_empty() => base,
        _ => 1.0,
    }
}

/// Round numbers between two, closer together the nearer the two are.
fn round(low: f64, high: f64) -> Vec<f64> {
    let decades = log10(high / low);
    let steps: &[f64] = match decades {
        few if few < 1.5 => &[1.0, 2.0, 5.0],
        some if some < 3.2 => &[1.0, 3.0],
        _ => &[1.0],
    };
    let (from, to) = (log10(low).floor() as i32, log10(high).ceil() as i32);
    let all = (from..=to).flat_map(|power| steps.iter().map(move |step| step * powi(10.0, power)));
    all.filter(|value| (low..=high).contains(value)).collect()
}

#[cfg(test)]
mod tests {
    use super::{in_odds, round};

    #[test]
    fn an_axis_of_rare_things_is_told_in_one_unit() {
        let shown: Vec<String> = in_odds(2e-6, 2e-4).into_iter().map(|tick| tick.shown).collect();
        assert_eq!(
            shown,
            ["1 in 300,000", "1 in 100,000", "1 in 30,000", "1 in 10,000"]
        );
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(round(0.5, 8.0), [0.5, 1.0, 2.0, 5.0]);
        assert_eq!(round(1.0, 100.0), [1.0, 3.0, 10.0, 30.0, 100.0]);
        assert_eq!(round(2.0, 20_000.0), [10.0, 100.0, 1000.0, 10_000.0]);
    }
}
