//! How long requests take: the share of requests that have finished within a time.

mod flags;
mod placing;
mod plot;
mod words;

use crate::figure::{Figure, Options};
use crate::journeys::shown;
use crate::legend::{headed, switched_off, without};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::trace::share_at;
use crate::value::{Unit, Values};
use quorate_model::assessment::{Assessment, Journey, Latency, LatencyTarget};

/// What the sum of all p99s is.
const ALL_SLOW: &str = "all slow together; the p99 of the whole may lie on either side";

/// A journey whose latency is known.
#[derive(Clone)]
struct Timed<'a> {
    /// Its place among all journeys, which gives it its look.
    index: usize,
    journey: &'a Journey,
    latency: &'a Latency,
    curve: Vec<(f64, f64)>,
}

/// Lays the figure out; nothing while no journey has a latency.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let shown = shown(assessment, options);
    let all: Vec<_> = shown.journeys.iter().filter_map(timed).collect();
    let all: Vec<_> = (0..)
        .zip(all)
        .map(|(index, timed)| Timed { index, ..timed })
        .collect();
    let keys: Vec<&str> = all.iter().map(|timed| timed.journey.name.as_str()).collect();
    let off = switched_off(&keys, &options.hidden);
    let pick = |wanted: bool| all.iter().zip(&off).filter(move |(_, off)| **off == wanted);
    let journeys: Vec<_> = pick(false).map(|(timed, _)| timed.clone()).collect();
    let left_out: Vec<&str> = pick(true).map(|(timed, _)| timed.journey.name.as_str()).collect();
    let without = without(&left_out);
    let main = journeys
        .iter()
        .max_by(|a, b| a.latency.p99.total_cmp(&b.latency.p99))?;
    let mut values = Values::default();
    for percentile in [50.0, 95.0, 99.0, 99.9] {
        values.say(percentile, Unit::Percentile);
    }
    let mut sketch = Sketch::default();
    let top = plot::legend((&all, &off), main, &mut sketch, &mut values, options.width);
    let height = plot::draw(&journeys, main, &mut sketch, &mut values, (top, options.width));
    let said = Said {
        name: "latency",
        title: headed(without.as_deref(), words::title(main, &mut values)),
        subtitle: words::subtitle(&shown),
        sentence: headed(
            without.as_deref(),
            words::sentence(main, all.len() > 1, &mut values),
        ),
        table: words::table(&journeys, &mut values),
    };
    Some(said.with(sketch, values, (options.width, height)))
}

fn timed(journey: &Journey) -> Option<Timed<'_>> {
    let latency = journey.chain.latency.as_ref()?;
    let curve = if latency.curve.len() > 1 {
        latency.curve.clone()
    } else {
        let Latency {
            p50, p95, p99, p999, ..
        } = *latency;
        vec![(p50, 0.5), (p95, 0.95), (p99, 0.99), (p999, 0.999)]
    };
    Some(Timed {
        index: 0,
        journey,
        latency,
        curve,
    })
}

impl Timed<'_> {
    /// Time within which the share `probability` has finished, read from the curve.
    fn time_at(&self, probability: f64) -> f64 {
        let after = self.curve.iter().position(|(_, p)| *p >= probability);
        match after {
            Some(i) if i > 0 => between(self.curve[i - 1], self.curve[i], probability),
            Some(_) => self.curve.first().map_or(0.0, |(t, _)| *t),
            None => self.curve.last().map_or(0.0, |(t, _)| *t),
        }
    }

    /// Share that has finished within a time, read from the curve.
    fn share_at(&self, seconds: f64) -> f64 {
        share_at(&self.curve, seconds)
    }

    fn target(&self) -> Option<&LatencyTarget> {
        self.journey.latency_target.as_ref()
    }

    /// Whether adding p99s differs from the answer enough to be told.
    fn adding_misleads(&self) -> bool {
        self.latency.sum_of_p99 > self.latency.p99 * 1.02
    }
}

/// The first coordinate where the second reaches `at`.
fn between(a: (f64, f64), b: (f64, f64), at: f64) -> f64 {
    if b.1 > a.1 {
        a.0 + (b.0 - a.0) * ((at - a.1) / (b.1 - a.1))
    } else {
        b.0
    }
}
