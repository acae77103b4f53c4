//! An incident played through: what it spends of the budget, and when each alert fires and stops.

use crate::axis::Scale;
use crate::figure::{Figure, Options};
use crate::geometry::Area;
use crate::hover::Hover;
use crate::journeys::{Shown, shown};
use crate::label::Text;
use crate::mark::{Dash, Pattern, Role, Stroke};
use crate::plane::Plane;
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Alert, Assessment, Budget, Crossing, Incident, IncidentAlert, Journey};
use quorate_model::listing::capital;
use quorate_model::quantity::show;

const HEIGHT: f64 = 120.0;
/// Height of a lane's bar.
const BAR: f64 = 9.0;

/// A journey with an incident.
struct Played<'a> {
    journey: &'a Journey,
    budget: &'a Budget,
    incident: &'a Incident,
    alerts: Vec<(&'a Alert, &'a IncidentAlert)>,
}

/// Lays the figure out; nothing without `[incident]` and a budget.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let shown = shown(assessment, options);
    let played = shown.journeys.iter().find_map(played)?;
    let mut values = Values::default();
    let mut sketch = Sketch::default();
    let height = draw(&played, &mut sketch, &mut values, options.width);
    let said = Said {
        name: "burn",
        title: title(&played, &mut values),
        subtitle: subtitle(&shown, &played, &mut values),
        sentence: sentence(&played, &mut values),
        table: table(&played, &mut values),
    };
    Some(said.with(sketch, values, (options.width, height)))
}

fn played(journey: &Journey) -> Option<Played<'_>> {
    let budget = journey.budget.as_ref()?;
    let incident = budget.incident.as_ref()?;
    Some(Played {
        journey,
        budget,
        incident,
        alerts: budget.alerts.iter().zip(&incident.alerts).collect(),
    })
}

impl Played<'_> {
    /// Share of the budget spent at a time, 1 when all of it is gone.
    fn spent(&self, time: f64) -> f64 {
        let spent = self.incident.spends * (time / self.incident.seconds).clamp(0.0, 1.0);
        spent.min(1.0)
    }

    /// From before the incident until the last alert that fired has stopped.
    fn time(&self, area: Area) -> Scale {
        let length = self.incident.seconds;
        let stops = self.alerts.iter().filter(|(_, alert)| alert.fires.is_some());
        let last = stops.filter_map(|(_, alert)| alert.resets).fold(0.0, f64::max);
        let end = (length + last).max(length * 1.6) * 1.04;
        Scale::linear(-0.04 * end, end, area.x, area.right())
    }

    fn firing(&self) -> impl Iterator<Item = &(&Alert, &IncidentAlert)> {
        self.alerts.iter().filter(|(_, alert)| alert.fires.is_some())
    }
}

fn draw(played: &Played, sketch: &mut Sketch, values: &mut Values, width: f64) -> f64 {
    let area = Plane::area(0.0, width, HEIGHT);
    let plane = Plane {
        x: played.time(area),
        time: (true, false),
        y: Scale::linear(
            0.0,
            (played.incident.spends * 1.3).clamp(1e-9, 1.0),
            area.bottom(),
            area.y,
        ),
        area,
    };
    let (from, to) = (plane.x.px(0.0), plane.x.px(played.incident.seconds));
    sketch.fill(Area::new(from, area.y, to - from, area.height), Role::Band);
    let mut y = plane.grid(sketch, &show::window, &show::percent);
    let start = plane.x.value(area.x);
    let gone = played.incident.exhausts;
    let bends = [start, 0.0]
        .into_iter()
        .chain(gone)
        .chain([played.incident.seconds, plane.x.value(area.right())]);
    let points = bends
        .map(|time| plane.point((time, played.spent(time))))
        .collect();
    sketch.path(points, Stroke::solid(Role::Accent, 2.0));
    if let Some(gone) = gone {
        let at = plane.point((gone, 1.0));
        sketch.dot(at.x, at.y, 4.0, Role::Warn);
    }
    plane.strips(sketch, |time| {
        let spent = played.spent(time);
        let title = match time < 0.0 {
            true => "before the incident".to_owned(),
            false => format!("{} after its start", show::duration(time)),
        };
        Some((
            spent,
            title,
            vec![("of the budget spent".to_owned(), show::percent(spent))],
        ))
    });
    for (alert, found) in &played.alerts {
        y = lane((alert, found), played, &plane, sketch, values, (y, width));
    }
    y
}

/// One alert: its words, then a bar on the axis of time.
fn lane(
    (alert, found): (&Alert, &IncidentAlert),
    played: &Played,
    plane: &Plane,
    sketch: &mut Sketch,
    values: &mut Values,
    (top, width): (f64, f64),
) -> f64 {
    let text = told(alert, found, values);
    let style = if found.fires.is_some() {
        Text::BODY
    } else {
        Text::BODY.in_role(Role::Muted)
    };
    let y = sketch.paragraph(&text, (0.0, top + 4.0), width, style) + 3.0;
    let end = played.incident.seconds;
    let (left, right) = (plane.area.x, plane.area.right());
    let bar = |crossing: &Crossing| -> Option<(f64, f64)> {
        let from = plane.x.px(crossing.fires?).clamp(left, right);
        let to = plane.x.px(end + crossing.resets?).clamp(left, right);
        Some((from, (to - from).max(1.5)))
    };
    sketch.line(
        (left, y + BAR + 0.5),
        (right, y + BAR + 0.5),
        Stroke::solid(Role::Rule, 1.0),
    );
    for window in [&found.long, &found.short] {
        if let Some((from, wide)) = bar(window) {
            sketch.frame(
                Area::new(from, y, wide, BAR),
                Stroke::broken(Role::Muted, 1.0, Dash::Solid),
            );
        }
    }
    let both = Crossing {
        fires: found.fires,
        resets: found.resets,
    };
    if let Some((from, wide)) = bar(&both) {
        let role = if alert.severity == "page" {
            Role::Warn
        } else {
            Role::Accent
        };
        let pattern = if alert.severity == "page" {
            Pattern::Plain
        } else {
            Pattern::Rising
        };
        sketch.hatch(Area::new(from, y, wide, BAR), role, pattern);
    }
    sketch.hovers.push(Hover {
        area: Area::new(0.0, top, width, y + BAR - top),
        at: crate::geometry::Point::new(plane.x.px(found.fires.unwrap_or(end)).clamp(left, right), y),
        title: format!("{} over {}", alert.severity, show::window(alert.long)),
        rows: rows(alert, found),
    });
    y + BAR + 4.0
}

fn rows(alert: &Alert, found: &IncidentAlert) -> Vec<(String, String)> {
    let told = |crossing: &Crossing| match (crossing.fires, crossing.resets) {
        (Some(fires), Some(resets)) => format!(
            "over its threshold after {}, until {} after the end",
            show::duration(fires),
            show::duration(resets)
        ),
        _ => "never over its threshold".to_owned(),
    };
    vec![
        (format!("{} window", show::window(alert.long)), told(&found.long)),
        (
            format!("{} window", show::window(alert.short)),
            told(&found.short),
        ),
    ]
}

/// `page over 1 h: fires after 5.76 min, stops 4.52 min after the end`.
fn told(alert: &Alert, found: &IncidentAlert, values: &mut Values) -> String {
    let head = format!("{} over {}", alert.severity, values.say(alert.long, Unit::Window));
    match (found.fires, found.resets) {
        (Some(fires), Some(resets)) => format!(
            "{head}: fires after {}, stops {} after the end",
            values.say(fires, Unit::Seconds),
            values.say(resets, Unit::Seconds)
        ),
        _ => format!("{head}: does not fire"),
    }
}

fn title(played: &Played, values: &mut Values) -> String {
    let spends = values.say(played.incident.spends, Unit::Share);
    let first = played
        .firing()
        .filter_map(|(alert, found)| Some((alert, found.fires?)));
    let first = first.min_by(|a, b| a.1.total_cmp(&b.1));
    match first {
        Some((alert, fires)) => format!(
            "It spends {spends} of the budget; the first {} comes after {}.",
            alert.severity,
            values.say(fires, Unit::Seconds)
        ),
        None => format!("It spends {spends} of the budget, and no alert fires."),
    }
}

fn subtitle(shown: &Shown, played: &Played, values: &mut Values) -> String {
    shown.subtitle(&format!(
        "{}: share spent of the budget of {} days in an incident in which {} of the requests fail for {}, and when alerts fire",
        played.journey.name,
        values.say(played.budget.window_days, Unit::Count),
        values.say(played.incident.ratio, Unit::Share),
        values.say(played.incident.seconds, Unit::Window)
    ))
}

fn sentence(played: &Played, values: &mut Values) -> String {
    let incident = played.incident;
    let mut text = format!(
        "{} of the requests failing for {} burn the budget at {} its pace and spend {} of it",
        values.say(incident.ratio, Unit::Share),
        values.say(incident.seconds, Unit::Window),
        values.say(incident.burn, Unit::Times),
        values.say(incident.spends, Unit::Share)
    );
    if let Some(gone) = incident.exhausts {
        text.push_str(&format!("; it is gone after {}", values.say(gone, Unit::Seconds)));
    }
    for (alert, found) in &played.alerts {
        text.push_str(&format!("; {}", told(alert, found, values)));
    }
    capital(&format!("{text}."))
}

fn table(played: &Played, values: &mut Values) -> Table {
    let columns = ["Alert", "Long", "Short", "Fires after", "Stops after the end"];
    let mut table = Table::with_columns(&columns);
    for (alert, found) in &played.alerts {
        table.rows.push(vec![
            Cell::words(alert.severity),
            values.cell(Some(alert.long), Unit::Window),
            values.cell(Some(alert.short), Unit::Window),
            values.cell(found.fires, Unit::Seconds),
            values.cell(found.resets, Unit::Seconds),
        ]);
    }
    table
}
