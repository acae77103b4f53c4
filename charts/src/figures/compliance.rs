//! The chance of keeping an SLO in one window, against what is promised.

use crate::axis::Scale;
use crate::figure::{Figure, Options};
use crate::handle::{Handle, Target};
use crate::journeys::{Shown, shown};
use crate::mark::{Dash, Role, Stroke};
use crate::plane::{Plane, Swatch, explain};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Assessment, Budget, Journey};
use quorate_model::quantity::show;

const HEIGHT: f64 = 180.0;

/// A journey whose chance is known.
struct Kept<'a> {
    journey: &'a Journey,
    budget: &'a Budget,
    chance: f64,
    /// Unavailability promised, and the chance of keeping it; rising.
    curve: &'a [(f64, f64)],
}

/// Lays the figure out for the journey with the least chance; nothing while none is known.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let shown = shown(assessment, options);
    let kept = shown.journeys.iter().filter_map(kept);
    let kept = kept.min_by(|a, b| a.chance.total_cmp(&b.chance))?;
    let mut values = Values::default();
    let mut sketch = Sketch::default();
    let height = draw(&kept, &mut sketch, &mut values, options.width);
    let said = Said {
        name: "compliance",
        title: title(&kept, &mut values),
        subtitle: subtitle(&shown, &kept, &mut values),
        sentence: sentence(&kept, &mut values),
        table: table(&kept, &mut values),
    };
    Some(said.with(sketch, values, (options.width, height)))
}

fn kept(journey: &Journey) -> Option<Kept<'_>> {
    let budget = journey.budget.as_ref()?;
    let chance = budget.chance_of_meeting?;
    (budget.compliance.len() > 1).then_some(Kept {
        journey,
        budget,
        chance,
        curve: &budget.compliance,
    })
}

impl Kept<'_> {
    /// Between the points of the curve.
    fn at(&self, allowed: f64) -> f64 {
        let after = self.curve.partition_point(|(q, _)| *q < allowed);
        match (
            after.checked_sub(1).and_then(|at| self.curve.get(at)),
            self.curve.get(after),
        ) {
            (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (allowed - a.0) / (b.0 - a.0),
            (None, Some(first)) => first.1,
            _ => 1.0,
        }
    }

    /// Promises and their chances: unavailability, chance.
    fn promises(&self) -> Vec<(f64, f64)> {
        let promise = self.budget.promise;
        promise.map_or(Vec::new(), |promise| {
            vec![(1.0 - promise.at_95, 0.95), (1.0 - promise.at_99, 0.99)]
        })
    }
}

fn draw(kept: &Kept, sketch: &mut Sketch, values: &mut Values, width: f64) -> f64 {
    let area = Plane::area(0.0, width, HEIGHT);
    let (low, high) = (kept.curve[0].0, kept.curve[kept.curve.len() - 1].0);
    let plane = Plane {
        time: (false, false),
        // Availability rises to the right, so unavailability falls.
        x: Scale::log(low, high, area.right(), area.x),
        y: Scale::linear(0.0, 1.0, area.bottom(), area.y),
        area,
    };
    let mut y = plane.grid(sketch, &show::availability, &show::percent);
    let target = kept.budget.allowed;
    let x = plane.x.px(target).floor() + 0.5;
    let pole = Stroke::broken(Role::Ink, 1.0, Dash::Dashed);
    if plane.x.shows(target) {
        sketch.line((x, area.y), (x, area.bottom()), pole);
    }
    let points = kept.curve.iter().map(|point| plane.point(*point)).collect();
    sketch.path(points, Stroke::solid(Role::Accent, 2.0));
    y += 2.0;
    let goal = format!(
        "{} promised: kept in {} of the windows",
        values.say(target, Unit::Unavailability),
        values.say(kept.chance, Unit::Share)
    );
    y = explain(sketch, Swatch::Line(pole), &goal, y, width);
    for ((allowed, chance), role) in kept
        .promises()
        .into_iter()
        .zip([Role::Series(1), Role::Series(2)])
    {
        if plane.x.shows(allowed) {
            let at = plane.point((allowed, chance));
            sketch.dot(at.x, at.y, 4.0, role);
        }
        let text = format!(
            "{} is kept in {} of the windows",
            values.say(allowed, Unit::Unavailability),
            values.say(chance, Unit::Share)
        );
        y = explain(sketch, Swatch::Dot(role), &text, y, width);
    }
    plane.strips(sketch, |allowed| {
        let chance = kept.at(allowed);
        let rows = vec![(
            "kept in".to_owned(),
            format!("{} of the windows", show::percent(chance)),
        )];
        Some((chance, format!("{} promised", show::availability(allowed)), rows))
    });
    handle(kept, &plane, sketch);
    y
}

/// The target can be moved, where it stands in the scenario.
fn handle(kept: &Kept, plane: &Plane, sketch: &mut Sketch) {
    let budget = kept.budget;
    if budget.path.is_empty() || !plane.x.shows(budget.allowed) {
        return;
    }
    sketch.handles.push(Handle::new(
        &budget.path,
        "availability target",
        Target::Availability { window: 1.0 },
        plane.x,
        budget.allowed,
        (plane.area.y, plane.area.bottom()),
    ));
}

fn title(kept: &Kept, values: &mut Values) -> String {
    let chance = values.say(kept.chance, Unit::Share);
    let target = values.say(kept.budget.allowed, Unit::Unavailability);
    match kept.promises().first() {
        Some((allowed, _)) if kept.chance < 0.95 => format!(
            "{target} is met in {chance} of the windows; {} is what {} of them keep.",
            values.say(*allowed, Unit::Unavailability),
            values.say(0.95, Unit::Share)
        ),
        _ => format!("{target} is met in {chance} of the windows."),
    }
}

fn subtitle(shown: &Shown, kept: &Kept, values: &mut Values) -> String {
    let days = values.say(kept.budget.window_days, Unit::Count);
    shown.subtitle(&format!(
        "{}: chance that a window of {days} days keeps what is promised",
        kept.journey.name
    ))
}

fn sentence(kept: &Kept, values: &mut Values) -> String {
    let mut text = format!(
        "In {} of windows of {} days {} is available at least {} of the time",
        values.say(kept.chance, Unit::Share),
        values.say(kept.budget.window_days, Unit::Count),
        kept.journey.name,
        values.say(kept.budget.allowed, Unit::Unavailability)
    );
    if let Some(error) = kept.budget.chance_error {
        text.push_str(&format!(", give or take {}", values.say(error, Unit::Share)));
    }
    for (allowed, chance) in kept.promises() {
        text.push_str(&format!(
            "; {} of the windows keep {}",
            values.say(chance, Unit::Share),
            values.say(allowed, Unit::Unavailability)
        ));
    }
    text.push('.');
    text
}

fn table(kept: &Kept, values: &mut Values) -> Table {
    let mut table = Table::with_columns(&["What", "Promised", "Kept in"]);
    let mut rows = vec![("the target", kept.budget.allowed, kept.chance)];
    rows.extend(
        kept.promises()
            .into_iter()
            .map(|(allowed, chance)| ("could be promised", allowed, chance)),
    );
    for (what, allowed, chance) in rows {
        table.rows.push(vec![
            Cell::words(what),
            values.cell(Some(allowed), Unit::Unavailability),
            values.cell(Some(chance), Unit::Share),
        ]);
    }
    table
}
