//! Where the error budget goes: expected downtime of each service against the budget.

use crate::bars::{Bars, Limit, Remark, Row, Segment};
use crate::figure::{Figure, Options};
use crate::handle::Target;
use crate::journeys::{Shown, shown};
use crate::label::Text;
use crate::mark::{Pattern, Role};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Assessment, Budget, Journey, ServiceShare};
use quorate_model::report::has_ranges;

/// So many services get their own bar; the rest share one.
const MOST: usize = 9;
/// A budget beyond so many times the expected downtime would leave the bars invisible.
const OFF_SCALE: f64 = 8.0;

/// A journey whose expected downtime is known.
struct Spending<'a> {
    name: &'a str,
    budget: &'a Budget,
    expected: f64,
    /// Seconds of each service over the window, most first.
    parts: Vec<Part<'a>>,
}

struct Part<'a> {
    service: &'a ServiceShare,
    share: f64,
    seconds: f64,
}

/// Lays the figure out; nothing without an availability target or expected downtime.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let shown = shown(assessment, options);
    let journeys: Vec<_> = shown.journeys.iter().filter_map(spending).collect();
    let worst = journeys.iter().max_by(|a, b| a.spent().total_cmp(&b.spent()))?;
    let mut values = Values::default();
    let mut sketch = Sketch::default();
    let height = draw(&journeys, &mut sketch, &mut values, options.width);
    let said = Said {
        name: "budget",
        title: title(worst, &mut values),
        subtitle: subtitle(&shown, worst, has_ranges(assessment), &mut values),
        sentence: sentence(worst, journeys.len() > 1, &mut values),
        table: table(&journeys, &mut values),
    };
    Some(said.with(sketch, values, (options.width, height)))
}

fn spending(journey: &Journey) -> Option<Spending<'_>> {
    let budget = journey.budget.as_ref()?;
    let expected = budget.expected_seconds?;
    let parts: Vec<_> = journey
        .chain
        .services
        .iter()
        .filter_map(|service| {
            let share = service.downtime_share?;
            Some(Part {
                service,
                share,
                seconds: share * expected,
            })
        })
        .collect();
    let parts = quorate_model::order::sorted_by_key(parts, |part| -part.share);
    Some(Spending {
        name: &journey.name,
        budget,
        expected,
        parts,
    })
}

impl Spending<'_> {
    fn spent(&self) -> f64 {
        if self.budget.seconds > 0.0 {
            self.expected / self.budget.seconds
        } else {
            self.expected * 1e30
        }
    }

    /// The service with the most downtime, when there is any downtime.
    fn top(&self) -> Option<&Part<'_>> {
        self.parts.first().filter(|part| part.seconds > 0.0)
    }
}

fn draw(journeys: &[Spending], sketch: &mut Sketch, values: &mut Values, width: f64) -> f64 {
    let mut y = 0.0;
    for (index, journey) in journeys.iter().enumerate() {
        if journeys.len() > 1 {
            y += if index > 0 { 26.0 } else { 0.0 };
            y = sketch.paragraph(journey.name, (0.0, y), width, Text::STRONG) + 8.0;
        }
        let on_scale = journey.expected <= 0.0 || journey.spent() * OFF_SCALE >= 1.0;
        if !on_scale {
            let text = far_budget(journey, values);
            y = sketch.paragraph(&text, (0.0, y), width, Text::SMALL) + 8.0;
        }
        let limit = on_scale.then(|| Limit {
            at: journey.budget.seconds,
            label: format!("budget {}", values.say(journey.budget.seconds, Unit::Seconds)),
            input: target(journey.budget),
        });
        let bars = Bars {
            rows: rows(journey, values),
            limit,
        };
        y = bars.lay_out(sketch, width, y);
    }
    y + 2.0
}

/// The availability target behind the budget, where it stands in the scenario.
fn target(budget: &Budget) -> Option<(String, &'static str, Target)> {
    let window = budget.window_days * 86_400.0;
    (!budget.path.is_empty() && budget.seconds > 0.0).then(|| {
        let target = Target::Availability { window };
        (budget.path.clone(), "availability target", target)
    })
}

fn far_budget(journey: &Spending, values: &mut Values) -> String {
    format!(
        "The budget, {}, lies far to the right: {} of it is expected to go.",
        values.say(journey.budget.seconds, Unit::Seconds),
        values.say(journey.spent(), Unit::Share)
    )
}

fn rows(journey: &Spending, values: &mut Values) -> Vec<Row> {
    let limit = journey.budget.seconds;
    let mut rows = vec![row(
        "all together",
        journey.expected,
        1.0,
        limit,
        Role::Muted,
        None,
        values,
    )];
    if let Some(total) = rows.first_mut() {
        total.value = values.say(journey.expected, Unit::Seconds);
        if limit > 0.0 {
            let (text, role) = of_budget(journey, values);
            total.remarks.push(Remark { text, role });
        }
        total.name_text = Text::STRONG;
    }
    let own = if journey.parts.len() > MOST + 1 {
        MOST
    } else {
        journey.parts.len()
    };
    for part in journey.parts.iter().take(own) {
        let service = Some(part.service);
        rows.push(row(
            &part.service.name,
            part.seconds,
            part.share,
            limit,
            Role::Accent,
            service,
            values,
        ));
    }
    let others = journey.parts.get(own..).unwrap_or_default();
    if !others.is_empty() {
        let name = format!("{} others", values.say(others.len() as f64, Unit::Count));
        let share: f64 = others.iter().map(|p| p.share).sum();
        rows.push(row(
            &name,
            share * journey.expected,
            share,
            limit,
            Role::Accent,
            None,
            values,
        ));
    }
    rows
}

/// `91% of the budget`, `9.1× the budget`.
fn of_budget(journey: &Spending, values: &mut Values) -> (String, Role) {
    let spent = journey.spent();
    if spent >= 2.0 {
        return (
            format!("{} the budget", values.say(spent, Unit::Times)),
            Role::Warn,
        );
    }
    let role = if spent > 1.0 { Role::Warn } else { Role::Muted };
    (format!("{} of the budget", values.say(spent, Unit::Share)), role)
}

fn row(
    name: &str,
    seconds: f64,
    share: f64,
    limit: f64,
    role: Role,
    service: Option<&ServiceShare>,
    values: &mut Values,
) -> Row {
    let time = values.say(seconds, Unit::Seconds);
    let share = values.say(share, Unit::Share);
    let mut told = vec![
        ("expected downtime".into(), time.clone()),
        ("share of downtime".into(), share.clone()),
    ];
    if limit > 0.0 {
        told.push(("of the budget".into(), values.say(seconds / limit, Unit::Share)));
    }
    if let Some(own) = service.and_then(|s| s.unavailability) {
        told.push(("own availability".into(), values.say(own, Unit::Unavailability)));
    }
    Row {
        name: name.into(),
        name_text: Text::BODY,
        segments: segments(seconds, limit, role),
        value: format!("{time} · {share}"),
        remarks: Vec::new(),
        rows: told,
        whisker: None,
    }
}

/// Within the budget in its own colour, beyond it warning and hatched.
fn segments(seconds: f64, limit: f64, role: Role) -> Vec<Segment> {
    let within = seconds.min(limit);
    vec![
        Segment {
            amount: within,
            role,
            pattern: Pattern::Plain,
        },
        Segment {
            amount: seconds - within,
            role: Role::Warn,
            pattern: Pattern::Rising,
        },
    ]
}

fn title(worst: &Spending, values: &mut Values) -> String {
    let Some(top) = worst.top() else {
        return "No downtime is expected.".into();
    };
    let name = &top.service.name;
    if worst.budget.seconds <= 0.0 {
        return format!("There is no budget to spend, and {name} goes down the most.");
    }
    let alone = worst
        .parts
        .iter()
        .filter(|part| part.seconds > worst.budget.seconds)
        .count();
    if alone == 1 && worst.parts.len() > 1 {
        return format!("{name} alone overspends the error budget.");
    }
    if alone > 1 {
        let many = values.say((alone - 1) as f64, Unit::Count);
        return format!("{name} and {many} more each overspend the error budget alone.");
    }
    let alike = worst
        .parts
        .iter()
        .filter(|part| part.share >= top.share * (1.0 - 1e-9))
        .count();
    let (part_of, name) = match alike {
        0 | 1 => (portion(top.share), name.clone()),
        _ => {
            let more = values.say((alike - 1) as f64, Unit::Count);
            ("the largest parts", format!("{name} and {more} more"))
        }
    };
    if worst.expected > worst.budget.seconds {
        let times = values.say(worst.spent(), Unit::Times);
        return format!("Expected downtime is {times} the error budget, {part_of} of it due to {name}.");
    }
    let part = values.say(worst.spent(), Unit::Share);
    format!("The error budget holds: {part} of it is expected to go, {part_of} to {name}.")
}

fn portion(share: f64) -> &'static str {
    match share {
        s if s > 0.999 => "all",
        s if s > 0.5 => "most",
        _ => "the largest part",
    }
}

fn subtitle(shown: &Shown, worst: &Spending, ranges: bool, values: &mut Values) -> String {
    let window = values.say(worst.budget.window_days * 86_400.0, Unit::Seconds);
    let at = if ranges { "; ranges at their medians" } else { "" };
    shown.subtitle(&format!(
        "Expected downtime of each service over {window}, against the budget{at}"
    ))
}

fn sentence(worst: &Spending, several: bool, values: &mut Values) -> String {
    let window = values.say(worst.budget.window_days * 86_400.0, Unit::Seconds);
    let target = values.say(worst.budget.allowed, Unit::Unavailability);
    let budget = values.say(worst.budget.seconds, Unit::Seconds);
    let expected = values.say(worst.expected, Unit::Seconds);
    let of = if several {
        format!(" of {}", worst.name)
    } else {
        String::new()
    };
    let mut text = format!(
        "Over {window} the target{of} of {target} allows {budget} of downtime, and {expected} is expected"
    );
    let tops: Vec<String> = worst
        .parts
        .iter()
        .filter(|part| part.seconds > 0.0)
        .take(3)
        .map(|part| {
            let (time, share) = (
                values.say(part.seconds, Unit::Seconds),
                values.say(part.share, Unit::Share),
            );
            format!("{} {time} ({share})", part.service.name)
        })
        .collect();
    if !tops.is_empty() {
        text.push_str(": ");
        text.push_str(&tops.join(", "));
    }
    let rest = worst.parts.len().saturating_sub(tops.len());
    if rest > 0 && !tops.is_empty() {
        text.push_str(&format!(" and {} more", values.say(rest as f64, Unit::Count)));
    }
    text.push('.');
    text
}

fn table(journeys: &[Spending], values: &mut Values) -> Table {
    let mut table = Table::with_columns(&[
        "Journey",
        "Service",
        "Expected downtime",
        "Share of downtime",
        "Share of budget",
        "Own availability",
    ]);
    for journey in journeys {
        let limit = journey.budget.seconds;
        let of_budget = |seconds: f64| (limit > 0.0).then(|| seconds / limit);
        for part in &journey.parts {
            table.rows.push(vec![
                Cell::words(journey.name),
                Cell::words(&part.service.name),
                values.cell(Some(part.seconds), Unit::Seconds),
                values.cell(Some(part.share), Unit::Share),
                values.cell(of_budget(part.seconds), Unit::Share),
                values.cell(part.service.unavailability, Unit::Unavailability),
            ]);
        }
        table.rows.push(vec![
            Cell::words(journey.name),
            Cell::words("all together"),
            values.cell(Some(journey.expected), Unit::Seconds),
            Cell::default(),
            values.cell(of_budget(journey.expected), Unit::Share),
            Cell::default(),
        ]);
        table.rows.push(vec![
            Cell::words(journey.name),
            Cell::words("budget"),
            values.cell(Some(limit), Unit::Seconds),
            Cell::default(),
            Cell::default(),
            values.cell(Some(journey.budget.allowed), Unit::Unavailability),
        ]);
    }
    table
}
