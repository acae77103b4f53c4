//! Scales and their round ticks.

use quorate_model::math::{exp, ln, log10, powi};

/// Values mapped to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    log: bool,
}

impl Scale {
    /// `low..high` onto `from..to` px, evenly. An empty range is widened.
    pub(crate) fn linear(low: f64, high: f64, from: f64, to: f64) -> Self {
        let high = if high > low {
            high
        } else {
            low + low.abs().max(1e-9)
        };
        Self {
            low,
            high,
            from,
            to,
            log: false,
        }
    }

    /// `low..high`, both above 0, onto `from..to` px by ratio. An empty range is widened.
    pub(crate) fn log(low: f64, high: f64, from: f64, to: f64) -> Self {
        let low = low.max(f64::MIN_POSITIVE);
        let high = if high > low { high } else { low * 2.0 };
        Self {
            low,
            high,
            from,
            to,
            log: true,
        }
    }

    /// The pixels it runs between.
    pub(crate) fn ends(&self) -> (f64, f64) {
        (self.from, self.to)
    }

    /// Whether equal ratios are equal lengths.
    pub(crate) fn is_by_ratio(&self) -> bool {
        self.log
    }

    /// The same scale moved by so many pixels.
    pub(crate) fn moved(self, by: f64) -> Self {
        Self {
            from: self.from + by,
            to: self.to + by,
            ..self
        }
    }

    /// The pixel of a value.
    pub(crate) fn px(&self, value: f64) -> f64 {
        let share = if self.log {
            ln(value.max(self.low) / self.low) / ln(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        };
        self.from + share * (self.to - self.from)
    }

    /// The value at a pixel.
    pub(crate) fn value(&self, px: f64) -> f64 {
        let share = (px - self.from) / (self.to - self.from);
        if self.log {
            self.low * exp(share * ln(self.high / self.low))
        } else {
            self.low + share * (self.high - self.low)
        }
    }

    /// Whether the scale shows the value.
    pub(crate) fn shows(&self, value: f64) -> bool {
        value >= self.low && value <= self.high
    }

    /// Round values on the scale, about `count` of them.
    pub(crate) fn ticks(&self, count: usize) -> Vec<f64> {
        let all = if self.log {
            self.log_ticks(count)
        } else {
            self.even_ticks(count)
        };
        all.into_iter().filter(|tick| self.shows(*tick)).collect()
    }

    fn even_ticks(&self, count: usize) -> Vec<f64> {
        let rough = (self.high - self.low) / count.max(1) as f64;
        let power = powi(10.0, log10(rough).floor() as i32);
        let step = [1.0, 2.0, 5.0, 10.0]
            .iter()
            .map(|m| m * power)
            .find(|s| *s >= rough)
            .unwrap_or(10.0 * power);
        let first = (self.low / step).ceil();
        (0..=count + 2).map(|i| (first + i as f64) * step).collect()
    }

    fn log_ticks(&self, count: usize) -> Vec<f64> {
        let (from, to) = (log10(self.low).floor() as i32, log10(self.high).ceil() as i32);
        let sets: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
        let ticks_of = |set: &[f64], every: i32| -> Vec<f64> {
            let powers = (from..=to).filter(|p| p.rem_euclid(every) == 0);
            powers
                .flat_map(|p| set.iter().map(move |m| m * powi(10.0, p)).collect::<Vec<_>>())
                .collect()
        };
        let shown = |ticks: &Vec<f64>| ticks.iter().filter(|t| self.shows(**t)).count();
        for set in sets {
            let ticks = ticks_of(set, 1);
            if (2..=count + 1).contains(&shown(&ticks)) {
                return ticks;
            }
        }
        let decades = to - from;
        if decades <= 1 {
            return self.even_ticks(count);
        }
        ticks_of(&[1.0], 1 + decades / i32::try_from(count.max(1)).unwrap_or(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_ticks_are_round() {
        assert_eq!(
            Scale::linear(0.0, 0.95, 0.0, 100.0).ticks(5),
            [0.0, 0.2, 0.4, 0.6000000000000001, 0.8]
        );
    }

    #[test]
    fn ticks_by_ratio_are_round() {
        let ticks = Scale::log(0.001, 10.0, 0.0, 100.0).ticks(5);
        assert_eq!(ticks.len(), 5);
        assert!((ticks[0] - 0.001).abs() < 1e-12 && (ticks[4] - 10.0).abs() < 1e-9);
        assert!(Scale::log(0.011, 0.013, 0.0, 1.0).ticks(4).len() >= 2);
    }

    #[test]
    fn an_empty_range_is_widened() {
        assert!(Scale::linear(0.0, 0.0, 0.0, 100.0).px(0.0).is_finite());
        assert!(Scale::log(0.2, 0.2, 0.0, 100.0).px(0.2).is_finite());
    }
}
