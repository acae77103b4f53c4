//! Where a request goes: the journey as steps, each with what it delivers and costs in downtime.

mod blocks;
mod service;

use crate::figure::{Figure, Options};
use crate::journeys::{Shown, shown};
use crate::label::Text;
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use blocks::{Arrangement, column, grid};
use quorate_model::assessment::{Assessment, Journey, ServiceShare};
use quorate_model::flow::{Flow, parse};
use service::Services;

/// A journey with its flow read.
struct Route<'a> {
    journey: &'a Journey,
    flow: Flow,
}

/// Lays the figure out; nothing while there is no flow.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let shown = shown(assessment, options);
    let routes: Vec<_> = shown.journeys.iter().filter_map(route).collect();
    let first = routes.first()?;
    let mut values = Values::default();
    let mut sketch = Sketch::default();
    let height = draw(&routes, &mut sketch, &mut values, options.width);
    let said = Said {
        name: "flow",
        title: title(&routes, &mut values),
        subtitle: subtitle(&shown, first),
        sentence: sentence(first, routes.len() > 1, &mut values),
        table: table(&routes, &mut values),
    };
    Some(said.with(sketch, values, (options.width, height)))
}

fn route(journey: &Journey) -> Option<Route<'_>> {
    parse(&journey.flow).ok().map(|flow| Route { journey, flow })
}

impl<'a> Route<'a> {
    fn services(&self) -> &'a [ServiceShare] {
        &self.journey.chain.services
    }

    /// The service with the largest share of the downtime.
    fn top(&self) -> Option<(&'a ServiceShare, f64)> {
        let shares = self
            .services()
            .iter()
            .filter_map(|s| Some((s, s.downtime_share?)));
        shares
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .filter(|(_, share)| *share > 0.0)
    }

    /// The services with the largest share: `db causes`, `app and db each cause`, `app and 2 more
    /// each cause`.
    fn blame(&self, share: f64, values: &mut Values) -> String {
        let level = |s: &&ServiceShare| s.downtime_share.is_some_and(|own| own >= share * (1.0 - 1e-9));
        let names: Vec<&str> = self
            .services()
            .iter()
            .filter(level)
            .map(|s| s.name.as_str())
            .collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => format!("{one} causes"),
            [one, other] => format!("{one} and {other} each cause"),
            [one, rest @ ..] => {
                let more = values.say(rest.len() as f64, Unit::Count);
                format!("{one} and {more} more each cause")
            }
        }
    }
}

fn draw(routes: &[Route], sketch: &mut Sketch, values: &mut Values, width: f64) -> f64 {
    let mut y = 0.0;
    for (index, route) in routes.iter().enumerate() {
        if routes.len() > 1 {
            y += if index > 0 { 28.0 } else { 0.0 };
            let text = heading(route.journey, values);
            y = sketch.paragraph(&route.journey.name, (0.0, y), width, Text::STRONG);
            y = sketch.paragraph(&text, (0.0, y), width, Text::SMALL) + 8.0;
        }
        let mut services = Services::of(route.journey, values);
        let arrangement = Arrangement::of(&route.flow, width);
        let block = arrangement.flow(&route.flow, &mut services, width);
        let (high, domains) = (block.height, services.domains(arrangement.leaf(width)));
        sketch.place(block.sketch, 0.0, y);
        y += high;
        if !domains.is_empty() {
            y = sketch.paragraph(
                "What they stand on: when a domain is down, all in it are",
                (0.0, y + 18.0),
                width,
                Text::SMALL,
            );
            let block = if arrangement.narrow() {
                column(domains)
            } else {
                grid(domains, width)
            };
            let high = block.height;
            sketch.place(block.sketch, 0.0, y + 6.0);
            y += 6.0 + high;
        }
    }
    y + 1.0
}

fn heading(journey: &Journey, values: &mut Values) -> String {
    let mut parts = Vec::new();
    if let Some(down) = journey.chain.unavailability {
        parts.push(format!("{} available", values.say(down, Unit::Unavailability)));
    }
    if let Some(latency) = &journey.chain.latency {
        parts.push(format!("p99 {}", values.say(latency.p99, Unit::Seconds)));
    }
    if let Some(level) = &journey.guarantee.level {
        parts.push(format!("weakest hop {level}"));
    }
    parts.join(" · ")
}

fn title(routes: &[Route], values: &mut Values) -> String {
    let tops = routes
        .iter()
        .filter_map(|r| Some((r, r.top()?, r.journey.chain.unavailability.unwrap_or(0.0))));
    let worst = tops.reduce(|worst, next| if next.2 > worst.2 { next } else { worst });
    let of = |route: &Route| {
        if routes.len() > 1 {
            format!(" of {}", route.journey.name)
        } else {
            String::new()
        }
    };
    if let Some((route, (top, share), _)) = worst {
        let name = &top.name;
        if route.services().len() == 1 {
            return format!("The journey{} is as available as {name}.", of(route));
        }
        let share_text = values.say(share, Unit::Share);
        return if share >= 0.3 {
            format!(
                "{} {share_text} of the downtime{}.",
                route.blame(share, values),
                of(route)
            )
        } else {
            format!(
                "No service dominates the downtime{}: {} {share_text}.",
                of(route),
                route.blame(share, values)
            )
        };
    }
    let weak = routes.iter().find_map(|r| {
        Some((
            r.journey.held_down_by().first()?,
            r.journey.guarantee.level.as_ref()?,
        ))
    });
    match weak {
        Some((name, level)) => format!("{name} holds the guarantee down to {level}."),
        None => format!("A request crosses {}.", count_of_services(routes.first(), values)),
    }
}

fn count_of_services(route: Option<&Route>, values: &mut Values) -> String {
    let count = route.map_or(0, |r| r.services().iter().filter(|s| !s.domain).count());
    let plural = if count == 1 { "service" } else { "services" };
    format!("{} {plural}", values.say(count as f64, Unit::Count))
}

fn subtitle(shown: &Shown, first: &Route) -> String {
    let bars = if first.top().is_some() {
        ", bars: each one's share of the downtime"
    } else {
        ""
    };
    shown.subtitle(&format!("The services a request crosses{bars}"))
}

fn sentence(first: &Route, several: bool, values: &mut Values) -> String {
    let of = if several {
        format!(" of {}", first.journey.name)
    } else {
        String::new()
    };
    let mut text = format!("A request{of} crosses {}", count_of_services(Some(first), values));
    if let Some(down) = first.journey.chain.unavailability {
        let availability = values.say(down, Unit::Unavailability);
        text.push_str(&format!(" and succeeds {availability} of the time"));
    }
    if let Some((_, share)) = first.top() {
        let blame = first.blame(share, values);
        let share = values.say(share, Unit::Share);
        text.push_str(&format!("; {blame} {share} of the downtime"));
    }
    if let Some(level) = &first.journey.guarantee.level {
        text.push_str(&format!("; the weakest hop gives {level}"));
        if let Some(name) = first.journey.held_down_by().first() {
            text.push_str(&format!(" ({name})"));
        }
    }
    text.push('.');
    text
}

fn table(routes: &[Route], values: &mut Values) -> Table {
    let mut table = Table::with_columns(&[
        "Journey",
        "Service",
        "Availability",
        "Share of downtime",
        "Guarantee",
        "p99",
        "Importance",
        "Needed for the SLO",
    ]);
    for route in routes {
        for service in route.services() {
            let kind = if service.domain { " (failure domain)" } else { "" };
            table.rows.push(vec![
                Cell::words(&route.journey.name),
                Cell::words(&format!("{}{kind}", service.name)),
                availability(service, values),
                values.cell(service.downtime_share, Unit::Share),
                Cell::words(service.guarantee.as_deref().unwrap_or_default()),
                values.cell(service.p99, Unit::Seconds),
                values.cell(service.birnbaum, Unit::Share),
                values.cell(service.required, Unit::Availability),
            ]);
        }
    }
    table
}

/// A service's availability, from its unavailability where that is known to more digits.
fn availability(service: &ServiceShare, values: &mut Values) -> Cell {
    match service.unavailability {
        Some(down) => values.cell(Some(down), Unit::Unavailability),
        None => values.cell(service.availability, Unit::Availability),
    }
}
