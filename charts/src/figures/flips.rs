//! How far each input alone must move for the best design to change.

use crate::axis::Scale;
use crate::figure::{Figure, Options};
use crate::geometry::{Area, Point};
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::lanes::{GAP, Lane, Lanes};
use crate::mark::{Role, Stroke};
use crate::said::{Said, at_medians, beside_averages};
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Assessment, Flip};
use quorate_model::decision::flip::REACH;

/// So many changes are drawn.
const MOST: usize = 10;
/// Within this of what it is an input's change reads better in percent.
const NEAR: f64 = 2.0;
/// Multiples that may be marked on the axis.
const TICKS: [(f64, &str); 7] = [
    (1e-3, "÷1000"),
    (1e-2, "÷100"),
    (1e-1, "÷10"),
    (1.0, "now"),
    (1e1, "×10"),
    (1e2, "×100"),
    (1e3, "×1000"),
];
const NO_DESIGN: &str = "none that meets the requirements";
const NONE_IN_RANGE: &str =
    "No single input makes another design best, from a thousandth to a thousand times its value.";

struct Changes<'a> {
    /// The best at medians.
    best: Option<&'a str>,
    all: &'a [Flip],
    /// Those drawn, the nearest first.
    shown: Vec<&'a Flip>,
    /// How many more there are.
    more: usize,
    values: Values,
}

/// Lays the figure out; nothing while changes are not computed.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let decision = assessment.decision.as_ref()?;
    if decision.flips.is_empty() {
        return None;
    }
    let best = decision.best_at_medians.as_ref().or(decision.best.as_ref());
    let mut changes = Changes::of(best.map(String::as_str), &decision.flips);
    let mut sketch = Sketch::default();
    let height = changes.draw(&mut sketch, options.width);
    let said = Said {
        name: "flips",
        title: at_medians(assessment, changes.title()),
        subtitle: "How many times its value an input alone must be for the best design to change, \
            all else at medians; of an availability, its unavailability"
            .into(),
        sentence: beside_averages(assessment, changes.sentence()),
        table: changes.table(),
    };
    Some(said.with(sketch, changes.values, (options.width, height)))
}

impl<'a> Changes<'a> {
    /// Changes to another design come before those to none where there is not room for all.
    fn of(best: Option<&'a str>, all: &'a [Flip]) -> Self {
        let found = || all.iter().enumerate().filter(|(_, flip)| flip.at.is_some());
        let to_designs = found().filter(|(_, flip)| flip.becomes.is_some());
        let to_none = found().filter(|(_, flip)| flip.becomes.is_none());
        let mut shown: Vec<(usize, &Flip)> = to_designs.chain(to_none).take(MOST).collect();
        shown.sort_by_key(|(place, _)| *place);
        Self {
            best,
            all,
            more: found().count() - shown.len(),
            shown: shown.into_iter().map(|(_, flip)| flip).collect(),
            values: Values::default(),
        }
    }

    /// The change to another design that is looked at first.
    fn nearest(&self) -> Option<(&'a Flip, &'a str)> {
        let flip = quorate_model::report::nearest(self.all)?;
        Some((flip, flip.becomes.as_deref()?))
    }

    fn draw(&mut self, sketch: &mut Sketch, width: f64) -> f64 {
        let shown = self.shown.clone();
        let lanes = Lanes::of(shown.iter().map(|flip| flip.name.as_str()), width);
        let inset = Text::SMALL.width(TICKS[0].1) / 2.0;
        let scale = Scale::log(1.0 / REACH, REACH, lanes.left + inset, width - inset);
        let mut y = 0.0;
        if !shown.is_empty() {
            y = axis(sketch, &lanes, &scale);
        }
        for flip in shown {
            y = self.lane(sketch, &lanes, &scale, flip, y) + GAP;
        }
        for note in self.notes() {
            y = sketch.paragraph(&note, (0.0, y), width, Text::SMALL) + 2.0;
        }
        y + 2.0
    }

    fn lane(&mut self, sketch: &mut Sketch, lanes: &Lanes, scale: &Scale, flip: &Flip, top: f64) -> f64 {
        let lane = lanes.begin(sketch, &flip.name, top);
        let role = if flip.becomes.is_some() {
            Role::Accent
        } else {
            Role::Warn
        };
        let at = flip
            .factor
            .map(|factor| scale.px(factor.clamp(1.0 / REACH, REACH)));
        track(sketch, scale, &lane);
        if let Some(x) = at {
            let now = scale.px(1.0);
            sketch.line((now, lane.middle()), (x, lane.middle()), Stroke::solid(role, 2.0));
            sketch.dot(x, lane.middle(), 4.5, role);
        }
        let x = at.unwrap_or(lanes.left);
        let now = match at {
            Some(_) => String::new(),
            None => format!(" (now {}, which is not on this scale)", flip.now),
        };
        let said = format!("{}{now}: {}", when(flip), becomes(flip));
        let style = Text::SMALL.in_role(Role::Ink);
        let bottom = lane.end(lanes.around(sketch, &said, (x, lane.below()), style));
        let rows = self.told(flip);
        sketch.hovers.push(Hover {
            area: Area::new(0.0, top, lanes.width, bottom - top),
            at: Point::new(x, lane.middle()),
            title: flip.name.clone(),
            rows,
        });
        bottom
    }

    fn told(&mut self, flip: &Flip) -> Vec<(String, String)> {
        let mut told = vec![
            ("now".to_owned(), flip.now.clone()),
            ("changes".to_owned(), when(flip)),
        ];
        if let Some(factor) = flip.factor {
            let times = self.values.say(factor, times(factor));
            told.push(("of what it is".into(), times));
        }
        told.push(("best then".into(), becomes(flip).into()));
        told
    }

    /// What is not drawn, a sentence each.
    fn notes(&mut self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.nearest().is_none() {
            notes.push(NONE_IN_RANGE.to_owned());
        }
        if self.more > 0 {
            let more = self.values.say(self.more as f64, Unit::Count);
            notes.push(format!("{more} more changes are not drawn."));
        }
        let still = self.all.iter().filter(|flip| flip.at.is_none()).count();
        if still > 0 {
            let (inputs, they) = match still {
                1 => ("One input changes".into(), "it is"),
                _ => {
                    let count = self.values.say(still as f64, Unit::Count);
                    (format!("{count} inputs change"), "they are")
                }
            };
            notes.push(format!(
                "{inputs} nothing, from a thousandth to a thousand times what {they}."
            ));
        }
        notes
    }

    fn title(&self) -> String {
        match (self.best, self.nearest()) {
            (Some(best), Some((flip, _))) => {
                format!("{best} stays best unless {} is {}.", flip.name, when(flip))
            }
            (None, Some((flip, design))) => {
                format!("{design} becomes best when {} is {}.", flip.name, when(flip))
            }
            (_, None) => NONE_IN_RANGE.into(),
        }
    }

    fn sentence(&mut self) -> String {
        let mut designs: Vec<Option<&str>> = Vec::new();
        for design in self.shown.iter().map(|flip| flip.becomes.as_deref()) {
            if !designs.contains(&design) {
                designs.push(design);
            }
        }
        let mut said: Vec<String> = designs.into_iter().map(|design| self.about(design)).collect();
        said.extend(self.notes());
        said.join(" ")
    }

    /// Everything that makes `design` best, or none of them good enough, nearest first.
    fn about(&self, design: Option<&str>) -> String {
        let all = self.shown.iter().filter(|flip| flip.becomes.as_deref() == design);
        let each: Vec<String> = all.map(|flip| flip.told(false)).collect();
        let what = match design {
            Some(design) => format!("{design} becomes best"),
            None => "No design meets the requirements".to_owned(),
        };
        format!("{what} when {}.", each.join(", or "))
    }

    fn table(&mut self) -> Table {
        let mut table = Table::with_columns(&["Input", "Now", "Changes", "Of what it is", "Best then"]);
        for flip in self.all {
            let (change, then) = if flip.at.is_some() {
                (when(flip), becomes(flip))
            } else {
                ("none in range".into(), "")
            };
            let unit = times(flip.factor.unwrap_or(1.0));
            table.rows.push(vec![
                Cell::words(&flip.name),
                Cell::words(&flip.now),
                Cell::words(&change),
                self.values.cell(flip.factor, unit),
                Cell::words(then),
            ]);
        }
        table
    }
}

/// `above 0.004%, inside its range`.
fn when(flip: &Flip) -> String {
    let inside = if flip.in_range { ", inside its range" } else { "" };
    flip.change() + inside
}

fn becomes(flip: &Flip) -> &str {
    flip.becomes.as_deref().unwrap_or(NO_DESIGN)
}

/// `103%`, `12×`.
fn times(factor: f64) -> Unit {
    if factor > 1.0 / NEAR && factor < NEAR {
        Unit::Share
    } else {
        Unit::Times
    }
}

/// The ground of a lane and where its input is now.
fn track(sketch: &mut Sketch, scale: &Scale, lane: &Lane) {
    let (low, high) = (scale.px(1.0 / REACH), scale.px(REACH));
    let (now, middle) = (scale.px(1.0), lane.middle());
    sketch.line((low, middle), (high, middle), Stroke::solid(Role::Rule, 1.0));
    sketch.line(
        (now, middle - 7.0),
        (now, middle + 7.0),
        Stroke::solid(Role::Muted, 1.0),
    );
}

/// Names the multiples above the lanes, the outer and the middle one where there is not room for all.
fn axis(sketch: &mut Sketch, lanes: &Lanes, scale: &Scale) -> f64 {
    let style = Text::SMALL.at(Anchor::Middle);
    let needed: f64 = TICKS.iter().map(|(_, label)| style.width(label) + 8.0).sum();
    let every = if lanes.width - lanes.left > 1.3 * needed {
        1
    } else {
        3
    };
    for (factor, label) in TICKS.iter().step_by(every) {
        let x = scale.px(*factor);
        sketch.text(label, x, style.line() / 2.0, style);
        let low = style.line() + 1.0;
        sketch.line((x, low), (x, low + 4.0), Stroke::solid(Role::Muted, 1.0));
    }
    style.line() + 12.0
}
