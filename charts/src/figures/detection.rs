//! How soon each alert fires, against how many requests fail.

use crate::axis::Scale;
use crate::figure::{Figure, Options};
use crate::geometry::Area;
use crate::journeys::{Shown, shown};
use crate::legend::{LegendEntry, headed, switched_off, without};
use crate::plane::{Plane, Swatch, explain, series};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Alert, Assessment, Budget, Journey};
use quorate_model::listing::capital;
use quorate_model::quantity::show;

const HEIGHT: f64 = 200.0;

/// The alerts of a journey, some of them switched off.
struct Watched<'a> {
    journey: &'a Journey,
    budget: &'a Budget,
    names: Vec<String>,
    off: Vec<bool>,
}

/// Lays the figure out for the first journey with alerts that can fire.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let shown = shown(assessment, options);
    let watched = shown
        .journeys
        .iter()
        .find_map(|journey| watched(journey, options))?;
    let mut values = Values::default();
    let mut sketch = Sketch::default();
    let height = draw(&watched, &mut sketch, &mut values, options.width);
    let hidden: Vec<&str> = watched
        .names
        .iter()
        .zip(&watched.off)
        .filter(|(_, off)| **off)
        .map(|(name, _)| name.as_str())
        .collect();
    let without = without(&hidden);
    let said = Said {
        name: "detection",
        title: headed(without.as_deref(), title(&watched, &mut values)),
        subtitle: subtitle(&shown, &watched, &mut values),
        sentence: headed(without.as_deref(), sentence(&watched, &mut values)),
        table: table(&watched, &mut values),
    };
    Some(said.with(sketch, values, (options.width, height)))
}

fn watched<'a>(journey: &'a Journey, options: &Options) -> Option<Watched<'a>> {
    let budget = journey.budget.as_ref()?;
    budget
        .alerts
        .iter()
        .find(|alert| alert.detects_full_outage.is_some())?;
    let names: Vec<String> = budget.alerts.iter().map(name).collect();
    let keys: Vec<&str> = names.iter().map(String::as_str).collect();
    let off = switched_off(&keys, &options.hidden);
    Some(Watched {
        journey,
        budget,
        off,
        names,
    })
}

fn name(alert: &Alert) -> String {
    format!("{} over {}", alert.severity, show::window(alert.long))
}

impl Watched<'_> {
    /// The alerts shown, each with its place among all.
    fn shown(&self) -> impl Iterator<Item = (usize, &Alert)> {
        let all = self.budget.alerts.iter().enumerate();
        all.filter(|(at, _)| !self.off[*at])
    }

    /// Of those shown, the first to fire in a full outage.
    fn soonest(&self) -> Option<&Alert> {
        self.shown()
            .map(|(_, alert)| alert)
            .filter(|alert| alert.detects_full_outage.is_some())
            .min_by(|a, b| {
                a.detects_full_outage
                    .unwrap_or(0.0)
                    .total_cmp(&b.detects_full_outage.unwrap_or(0.0))
            })
    }

    fn plane(&self, area: Area) -> Plane {
        let fires = self.shown().filter(|(_, alert)| alert.threshold < 1.0);
        let (mut ratio, mut low, mut high) = (1.0_f64, f64::INFINITY, 0.0_f64);
        for (_, alert) in fires {
            ratio = ratio.min(alert.threshold);
            low = low.min(alert.detects_full_outage.unwrap_or(alert.long));
            high = high.max(alert.long);
        }
        Plane {
            time: (false, true),
            x: Scale::log((ratio * 0.7).max(1e-9), 1.0, area.x, area.right()),
            y: Scale::log(
                (low * 0.7).max(1e-3),
                (high * 1.4).max(1e-2),
                area.bottom(),
                area.y,
            ),
            area,
        }
    }
}

fn draw(watched: &Watched, sketch: &mut Sketch, values: &mut Values, width: f64) -> f64 {
    let area = Plane::area(0.0, width, HEIGHT);
    let plane = watched.plane(area);
    let mut y = plane.grid(sketch, &show::percent, &show::window) + 2.0;
    for (at, alert) in watched.shown().filter(|(_, alert)| alert.threshold < 1.0) {
        let ends = [(alert.threshold, alert.long), (1.0, alert.long * alert.threshold)];
        sketch.path(ends.map(|end| plane.point(end)).to_vec(), series(at));
        let start = plane.point(ends[0]);
        sketch.dot(start.x, start.y, 3.0, series(at).role);
    }
    for (at, alert) in watched.budget.alerts.iter().enumerate() {
        let off = watched.off[at];
        let (swatch, text) = match off {
            true => (Swatch::Hollow, watched.names[at].clone()),
            false => (Swatch::Line(series(at)), told(alert, values)),
        };
        let top = y;
        y = explain(sketch, swatch, &text, y, width);
        sketch.legend.push(LegendEntry {
            key: watched.names[at].clone(),
            label: watched.names[at].clone(),
            area: Area::new(0.0, top, width, y - top),
            hidden: off,
        });
    }
    plane.strips(sketch, |ratio| {
        let times: Vec<(f64, String, String)> = watched
            .shown()
            .map(|(at, alert)| {
                let fires = alert.detects(ratio);
                let text = fires.map_or("never".to_owned(), |fires| {
                    format!("after {}", show::duration(fires))
                });
                (fires.unwrap_or(f64::INFINITY), watched.names[at].clone(), text)
            })
            .collect();
        let soonest = times
            .iter()
            .map(|(fires, ..)| *fires)
            .fold(f64::INFINITY, f64::min);
        let rows = times.into_iter().map(|(_, name, text)| (name, text)).collect();
        let title = format!("{} of the requests fail", show::percent(ratio));
        let y = if soonest.is_finite() {
            soonest
        } else {
            plane.y.value(area.y)
        };
        Some((y, title, rows))
    });
    y
}

/// `page over 1 h: 51.8 s in a full outage, never at 1.44% errors or fewer`.
fn told(alert: &Alert, values: &mut Values) -> String {
    let head = format!("{} over {}", alert.severity, values.say(alert.long, Unit::Window));
    match alert.detects_full_outage {
        Some(fires) => format!(
            "{head}: after {} in a full outage, never at {} errors or fewer",
            values.say(fires, Unit::Seconds),
            values.say(alert.threshold, Unit::Share)
        ),
        None => format!("{head}: never, not even in a full outage"),
    }
}

fn title(watched: &Watched, values: &mut Values) -> String {
    let Some(alert) = watched.soonest() else {
        return "None of these alerts can ever fire.".to_owned();
    };
    format!(
        "A full outage pages after {}, with {} of the budget gone.",
        values.say(alert.detects_full_outage.unwrap_or(0.0), Unit::Seconds),
        values.say(alert.spends, Unit::Share)
    )
    .replace(
        "pages",
        if alert.severity == "page" {
            "pages"
        } else {
            "is found"
        },
    )
}

fn subtitle(shown: &Shown, watched: &Watched, values: &mut Values) -> String {
    let target = values.say(watched.budget.allowed, Unit::Unavailability);
    shown.subtitle(&format!(
        "{}: time until an alert fires, against the share of requests that fail; {target}, no errors before",
        watched.journey.name
    ))
}

fn sentence(watched: &Watched, values: &mut Values) -> String {
    let told: Vec<String> = watched.shown().map(|(_, alert)| told(alert, values)).collect();
    let text = told.join("; ");
    capital(&format!("{text}."))
}

fn table(watched: &Watched, values: &mut Values) -> Table {
    let columns = [
        "Alert",
        "Long",
        "Short",
        "Burn",
        "Above",
        "Full outage found",
        "Stops after it",
        "Budget gone",
    ];
    let mut table = Table::with_columns(&columns);
    for (_, alert) in watched.shown() {
        table.rows.push(vec![
            Cell::words(alert.severity),
            values.cell(Some(alert.long), Unit::Window),
            values.cell(Some(alert.short), Unit::Window),
            values.cell(Some(alert.burn), Unit::Times),
            values.cell(Some(alert.threshold), Unit::Share),
            values.cell(alert.detects_full_outage, Unit::Seconds),
            values.cell(alert.resets, Unit::Seconds),
            values.cell(Some(alert.spends), Unit::Share),
        ]);
    }
    table
}
