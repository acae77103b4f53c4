//! The box of one service.

use super::availability;
use super::blocks::{Block, OPTIONAL, middle};
use crate::geometry::Area;
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::mark::{Dash, Role, Stroke};
use crate::sketch::Sketch;
use crate::value::{Unit, Values};
use crate::wrap::{MOST_LINES, wrap};
use quorate_model::assessment::{Journey, ServiceShare};

const PAD: f64 = 9.0;
const BAR: f64 = 6.0;

/// The services of a journey, and what is said of them.
pub(super) struct Services<'a> {
    journey: &'a Journey,
    largest: f64,
    values: &'a mut Values,
}

impl<'a> Services<'a> {
    pub(super) fn of(journey: &'a Journey, values: &'a mut Values) -> Self {
        let services = &journey.chain.services;
        let largest = services
            .iter()
            .filter_map(|s| s.downtime_share)
            .fold(0.0, f64::max);
        Self {
            journey,
            largest,
            values,
        }
    }

    /// A box of that width: name, what it is used as, availability and guarantee, share of downtime.
    pub(super) fn block(&mut self, name: &str, uses: &[String], width: f64) -> Block {
        let service = self.journey.chain.services.iter().find(|s| s.name == name);
        let mut sketch = Sketch::default();
        let inner = width - 2.0 * PAD;
        let mut y = 7.0;
        for line in uses {
            y = sketch.paragraph(line, (PAD, y), inner, Text::SMALL);
        }
        y = sketch.paragraph(name, (PAD, y), inner, Text::STRONG);
        y = self.facts(&mut sketch, name, service, y + 1.0, inner);
        if let Some(share) = service.and_then(|s| s.downtime_share) {
            y = self.share(&mut sketch, share, y + 2.0, inner);
        }
        let area = Area::new(0.0, 0.0, width, (y + 7.0).ceil());
        let rows = self.told(service, uses);
        sketch.hovers.push(Hover {
            area,
            at: area.center(),
            title: name.to_owned(),
            rows,
        });
        let light = uses.iter().any(|u| u == OPTIONAL) || service.is_some_and(|s| s.domain);
        boxed(sketch, area, light)
    }

    /// The failure domains, which stand in no flow.
    pub(super) fn domains(&mut self, width: f64) -> Vec<Block> {
        let journey = self.journey;
        let domains = journey.chain.services.iter().filter(|s| s.domain);
        domains.map(|s| self.block(&s.name, &[], width)).collect()
    }

    fn facts(
        &mut self,
        sketch: &mut Sketch,
        name: &str,
        service: Option<&ServiceShare>,
        top: f64,
        inner: f64,
    ) -> f64 {
        let available = service
            .map(|s| availability(s, self.values).text)
            .filter(|text| !text.is_empty());
        let available = available.unwrap_or_else(|| "availability not given".into());
        let Some(guarantee) = service.and_then(|s| s.guarantee.as_deref()) else {
            return sketch.paragraph(&available, (PAD, top), inner, Text::SMALL);
        };
        let weakest = self.journey.held_down_by().iter().any(|w| w == name);
        let guarantee = if weakest {
            format!("{guarantee}, weakest")
        } else {
            guarantee.to_owned()
        };
        let style = if weakest {
            Text::SMALL.in_role(Role::Warn)
        } else {
            Text::SMALL
        };
        let separator = " · ";
        let indent = Text::SMALL.width(&available) + Text::SMALL.width(separator);
        if indent + style.width(&guarantee) <= inner {
            let y = top + style.line() / 2.0;
            sketch.text(&format!("{available}{separator}"), PAD, y, Text::SMALL);
            sketch.text(&guarantee, PAD + indent, y, style);
            return top + style.line();
        }
        let y = sketch.paragraph(&available, (PAD, top), inner, Text::SMALL);
        sketch.paragraph(&guarantee, (PAD, y), inner, style)
    }

    fn share(&mut self, sketch: &mut Sketch, share: f64, top: f64, inner: f64) -> f64 {
        let text = self.values.say(share, Unit::Share);
        let middle = top + Text::SMALL.line() / 2.0;
        let track = (inner - Text::SMALL.width("88.8%").max(Text::SMALL.width(&text)) - 6.0).max(10.0);
        let (y, role) = (
            middle - BAR / 2.0,
            if share >= self.largest * (1.0 - 1e-9) {
                Role::Accent
            } else {
                Role::Muted
            },
        );
        sketch.fill(Area::new(PAD, y.round(), track, BAR), Role::Rule);
        let extent = (track * share.clamp(0.0, 1.0)).max(if share > 0.0 { 1.5 } else { 0.0 });
        sketch.fill(Area::new(PAD, y.round(), extent, BAR), role);
        sketch.text(
            &text,
            PAD + inner,
            middle,
            Text::SMALL.in_role(Role::Ink).at(Anchor::End),
        );
        top + Text::SMALL.line()
    }

    fn told(&mut self, service: Option<&ServiceShare>, uses: &[String]) -> Vec<(String, String)> {
        let mut rows: Vec<(String, String)> = uses.iter().map(|u| ("used".into(), u.clone())).collect();
        let Some(service) = service else { return rows };
        let mut tell = |what: &str, text: String| {
            if !text.is_empty() {
                rows.push((what.into(), text));
            }
        };
        if service.domain {
            tell("kind", "failure domain".into());
        }
        tell("availability", availability(service, self.values).text);
        tell(
            "share of downtime",
            self.values.cell(service.downtime_share, Unit::Share).text,
        );
        tell("guarantee", service.guarantee.clone().unwrap_or_default());
        tell("p99", self.values.cell(service.p99, Unit::Seconds).text);
        tell(
            "needed for the SLO",
            self.values.cell(service.required, Unit::Availability).text,
        );
        rows
    }
}

/// A flow in words in one box, where there is no room left to draw it.
pub(super) fn words(text: &str, width: f64) -> Block {
    let mut sketch = Sketch::default();
    let inner = width - 2.0 * PAD;
    let lines = wrap(text, inner, Text::SMALL.size, Text::SMALL.font, MOST_LINES);
    let y = sketch.lines(&lines, PAD, 7.0, Text::SMALL.in_role(Role::Ink));
    let area = Area::new(0.0, 0.0, width, (y + 7.0).ceil());
    let rows = vec![("flow".into(), text.to_owned())];
    sketch.hovers.push(Hover {
        area,
        at: area.center(),
        title: "Nested flow".into(),
        rows,
    });
    boxed(sketch, area, false)
}

fn boxed(content: Sketch, area: Area, dashed: bool) -> Block {
    let mut sketch = Sketch::default();
    let dash = if dashed { Dash::Dashed } else { Dash::Solid };
    sketch.fill(area, Role::Paper);
    sketch.frame(area, Stroke::broken(Role::Muted, 1.0, dash));
    sketch.place(content, 0.0, 0.0);
    Block::new(area.width, area.height, middle(area.height), sketch)
}
