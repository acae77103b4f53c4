//! The best design over two inputs, with where one is now.

use super::{NO_DESIGN, below, dotted, noted, place, scale, ticks};
use crate::axis::Scale;
use crate::figure::{Figure, Options};
use crate::geometry::{Area, Point};
use crate::hover::Hover;
use crate::label::{Anchor, Text};
use crate::mark::{Dash, Mark, Role, Stroke};
use crate::said::Said;
use crate::sketch::Sketch;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::{Assessment, Column, Map};
use quorate_model::listing::capital;
use quorate_model::math::ln;

const MOST_HEIGHT: f64 = 320.0;
/// Read-outs across and up.
const CELLS: (u32, u32) = (8, 6);
/// Rows and columns of the table at most.
const ROUND: usize = 6;
const SWATCH: f64 = 14.0;
/// So far an area reaches under the next.
const OVERLAP: f64 = 0.5;

struct Drawing<'a> {
    assessment: &'a Assessment,
    map: &'a Map,
    values: Values,
}

/// Lays the figure out; nothing with fewer than two designs or inputs.
pub(crate) fn lay_out(assessment: &Assessment, options: &Options) -> Option<Figure> {
    let map = assessment.decision.as_ref()?.map.as_ref()?;
    let mut drawing = Drawing {
        assessment,
        map,
        values: Values::default(),
    };
    let mut sketch = Sketch::default();
    let height = drawing.draw(&mut sketch, options.width);
    let said = Said {
        name: "map",
        title: drawing.title(),
        subtitle: format!(
            "The best design over {} (across) and {} (up), all else at medians",
            map.across.name, map.up.name
        ),
        sentence: drawing.sentence(),
        table: drawing.table(),
    };
    Some(said.with(sketch, drawing.values, (options.width, height)))
}

/// Columns in which the same designs follow each other.
struct Run<'a> {
    columns: &'a [Column],
    /// Where it begins and ends, in pixels.
    ends: (f64, f64),
}

impl Drawing<'_> {
    fn draw(&mut self, sketch: &mut Sketch, width: f64) -> f64 {
        let map = self.map;
        let mut y = 0.0;
        for design in self.occurring() {
            y = self.entry(sketch, design, y, width);
        }
        let now = format!("now {} and {}", map.across.now, map.up.now);
        y = noted(
            sketch,
            &now,
            y,
            width,
            Stroke::broken(Role::Muted, 1.0, Dash::Dotted),
        );
        if !map.cloud.is_empty() {
            let count = self.values.say(map.cloud.len() as f64, Unit::Count);
            y = dotted(sketch, &format!("{count} of the draws, a dot each"), y, width);
        }
        let up_ticks = ticks(&map.up);
        let widest = up_ticks.iter().map(|(_, text)| Text::SMALL.width(text));
        let left = widest.fold(24.0, f64::max).min(width / 3.0) + 8.0;
        let side = width - left - 8.0;
        let area = Area::new(left, y + 8.0, side, MOST_HEIGHT.min(side));
        let across = scale(&map.across, area.x, area.right());
        let up = scale(&map.up, area.bottom(), area.y);
        let runs = self.runs(&across);
        for run in &runs {
            self.fill(sketch, run, (&across, &up));
        }
        for pair in runs.windows(2) {
            self.seam(sketch, (&pair[0], &pair[1]), &up);
        }
        for (x, y) in &map.cloud {
            let (x, y) = (across.px(*x), up.px(*y));
            if (area.x..=area.right()).contains(&x) && (area.y..=area.bottom()).contains(&y) {
                sketch.dot(x, y, 1.25, Role::Ink);
            }
        }
        self.now(sketch, (&across, &up), area);
        sketch.frame(area, Stroke::solid(Role::Muted, 1.0));
        below(sketch, &map.across, &across, area, width);
        let mut free = f64::INFINITY;
        for (tick, text) in &up_ticks {
            let y = up.px(*tick);
            if y + 8.0 > free || Text::SMALL.width(text) > left - 8.0 {
                continue;
            }
            free = y - 8.0;
            sketch.line(
                (area.x - 4.0, y),
                (area.x - 1.0, y),
                Stroke::solid(Role::Muted, 1.0),
            );
            sketch.text(text, area.x - 7.0, y, Text::SMALL.at(Anchor::End));
        }
        self.cells(sketch, (&across, &up), area);
        area.bottom() + 26.0
    }

    /// Swatch and name of what is best somewhere.
    fn entry(&self, sketch: &mut Sketch, design: Option<usize>, top: f64, width: f64) -> f64 {
        let swatch = Area::new(0.0, top + 1.0, SWATCH, SWATCH - 2.0);
        sketch.fill(swatch, self.role(design));
        sketch.frame(swatch, Stroke::solid(Role::Muted, 1.0));
        let left = SWATCH + 8.0;
        sketch.paragraph(self.name(design), (left, top), width - left, Text::BODY) + 3.0
    }

    fn role(&self, design: Option<usize>) -> Role {
        match design.and_then(|number| self.map.designs.get(number)) {
            Some(name) => Role::Tint(u8::try_from(place(self.assessment, name) % 8).unwrap_or(0)),
            None => Role::Paper,
        }
    }

    fn name(&self, design: Option<usize>) -> &str {
        let found = design.and_then(|number| self.map.designs.get(number));
        found.map_or(NO_DESIGN, String::as_str)
    }

    /// What is best somewhere on the map, in the order of the designs; none last.
    fn occurring(&self) -> Vec<Option<usize>> {
        let all = (0..self.map.designs.len()).map(Some).chain([None]);
        let bands = || self.map.columns.iter().flat_map(|column| &column.bands);
        all.filter(|design| bands().any(|band| band.design == *design))
            .collect()
    }

    fn runs(&self, across: &Scale) -> Vec<Run<'_>> {
        let columns = &self.map.columns;
        let runs: Vec<&[Column]> = columns.chunk_by(Column::is_like).collect();
        let mut done = Vec::new();
        for (at, run) in runs.iter().enumerate() {
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            let middle = |a: &Column, b: &Column| (across.px(a.at) + across.px(b.at)) / 2.0;
            let before = at.checked_sub(1).and_then(|before| runs[before].last());
            let after = runs.get(at + 1).and_then(|after| after.first());
            done.push(Run {
                columns: run,
                ends: (
                    before.map_or(across.px(first.at), |before| middle(before, first)),
                    // No seam is seen between two areas that overlap a little.
                    after.map_or(across.px(last.at), |after| middle(last, after) + OVERLAP),
                ),
            });
        }
        done
    }

    /// Fills what each design is best in, and draws the lines between them.
    fn fill(&self, sketch: &mut Sketch, run: &Run<'_>, (across, up): (&Scale, &Scale)) {
        let Some(count) = run.columns.first().map(|column| column.bands.len()) else {
            return;
        };
        let mut floor = self.edge(run, across, |_| up.px(self.map.up.low));
        for band in 0..count {
            let top = self.edge(run, across, |column| up.px(column.bands[band].to));
            let design = run.columns[0].bands[band].design;
            let mut points = floor;
            points.extend(top.iter().rev().copied());
            sketch.marks.push(Mark::Polygon {
                points,
                fill: self.role(design),
            });
            if band + 1 < count {
                sketch.path(top.clone(), Stroke::solid(Role::Ink, 1.25));
            }
            floor = top;
        }
    }

    /// Draws the line between two runs, at heights where they differ.
    fn seam(&self, sketch: &mut Sketch, (before, after): (&Run<'_>, &Run<'_>), up: &Scale) {
        let (Some(left), Some(right)) = (before.columns.last(), after.columns.first()) else {
            return;
        };
        let mut ends: Vec<f64> = left
            .bands
            .iter()
            .chain(&right.bands)
            .map(|band| band.to)
            .collect();
        ends.sort_by(f64::total_cmp);
        let mut from = self.map.up.low;
        for to in ends {
            if left.best_at(to) != right.best_at(to) {
                let x = before.ends.1 - OVERLAP;
                let ink = Stroke::solid(Role::Ink, 1.25);
                sketch.line((x, up.px(from)), (x, up.px(to)), ink);
            }
            from = to;
        }
    }

    /// A boundary from the left end of a run to its right end.
    fn edge(&self, run: &Run<'_>, across: &Scale, height: impl Fn(&Column) -> f64) -> Vec<Point> {
        let inner = run
            .columns
            .iter()
            .map(|column| Point::new(across.px(column.at), height(column)));
        let mut points: Vec<Point> = inner.collect();
        if let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) {
            points.insert(0, Point::new(run.ends.0, first.y));
            points.push(Point::new(run.ends.1, last.y));
        }
        points
    }

    /// A cross where one is now.
    fn now(&self, sketch: &mut Sketch, (across, up): (&Scale, &Scale), area: Area) {
        let (x, y) = (across.px(self.map.across.at), up.px(self.map.up.at));
        let ink = Stroke::solid(Role::Ink, 1.0);
        sketch.line(
            (x, area.y),
            (x, area.bottom()),
            Stroke::broken(Role::Muted, 1.0, Dash::Dotted),
        );
        sketch.line(
            (area.x, y),
            (area.right(), y),
            Stroke::broken(Role::Muted, 1.0, Dash::Dotted),
        );
        sketch.line((x - 7.0, y), (x + 7.0, y), ink);
        sketch.line((x, y - 7.0), (x, y + 7.0), ink);
        sketch.dot(x, y, 3.5, Role::Ink);
    }

    /// What is best in each of a few areas, for pointer and keyboard.
    fn cells(&mut self, sketch: &mut Sketch, (across, up): (&Scale, &Scale), area: Area) {
        let (columns, rows) = CELLS;
        let (width, height) = (area.width / f64::from(columns), area.height / f64::from(rows));
        for row in 0..rows {
            for column in 0..columns {
                let (x, y) = (
                    area.x + f64::from(column) * width,
                    area.y + f64::from(row) * height,
                );
                let at = Point::new(x + width / 2.0, y + height / 2.0);
                let (a, b) = (across.value(at.x), up.value(at.y));
                let title = capital(self.name(self.best_at(a, b)));
                let (a, b) = (a / self.map.across.at, b / self.map.up.at);
                let (a, b) = (self.values.say(a, Unit::Times), self.values.say(b, Unit::Times));
                sketch.hovers.push(Hover {
                    area: Area::new(x, y, width, height),
                    at,
                    title,
                    rows: vec![
                        (self.map.across.name.clone(), of(&a, self.map.across.falling)),
                        (self.map.up.name.clone(), of(&b, self.map.up.falling)),
                    ],
                });
            }
        }
    }

    /// What is best at a place: in the nearest column.
    fn best_at(&self, across: f64, up: f64) -> Option<usize> {
        let away = |column: &&Column| ln(column.at / across).abs();
        let column = self
            .map
            .columns
            .iter()
            .min_by(|a, b| away(a).total_cmp(&away(b)))?;
        column.best_at(up)
    }

    fn title(&mut self) -> String {
        let here = self.best_at(self.map.across.at, self.map.up.at);
        let best = capital(here.map_or("no design", |_| self.name(here)));
        if !self.map.cloud.is_empty() {
            let all = self.map.cloud.len();
            let same = self
                .map
                .cloud
                .iter()
                .filter(|(across, up)| self.best_at(*across, *up) == here)
                .count();
            let of = self.values.say(all as f64, Unit::Count);
            let (across, up) = (&self.map.across.name, &self.map.up.name);
            let what = match quorate_model::report::has_requirements(self.assessment) {
                true => "the cheapest that meets what must hold",
                false => "the cheapest",
            };
            if same == all {
                return format!("{best} is {what} in all {of} draws of {across} and {up} shown.");
            }
            let same = self.values.say(same as f64, Unit::Count);
            return format!("{best} is {what} in {same} of {of} draws of {across} and {up} alone.");
        }
        let others: Vec<String> = self
            .occurring()
            .into_iter()
            .filter(|design| *design != here)
            .map(|design| {
                design
                    .map_or("no design at all", |_| self.name(design))
                    .to_owned()
            })
            .collect();
        match others.as_slice() {
            [] => format!("{best} is best all over this map."),
            others => format!("{best} is best here; elsewhere {}.", others.join(" or ")),
        }
    }

    fn sentence(&mut self) -> String {
        let map = self.map;
        let here = self.name(self.best_at(map.across.at, map.up.at)).to_owned();
        let mut said = format!(
            "With {} at {} and {} at {} the best is: {here}.",
            map.across.name, map.across.now, map.up.name, map.up.now
        );
        for design in self.occurring() {
            let share = self.values.say(self.share(design), Unit::Share);
            said.push_str(&format!(
                " {} over {share} of the map.",
                capital(self.name(design))
            ));
        }
        said
    }

    /// The share of the map a design is best in, both inputs by ratio.
    fn share(&self, design: Option<usize>) -> f64 {
        let span = ln(self.map.up.high / self.map.up.low);
        let high = |column: &Column| {
            let mut from = self.map.up.low;
            let mut sum = 0.0;
            for band in &column.bands {
                if band.design == design {
                    sum += ln(band.to / from) / span;
                }
                from = band.to;
            }
            sum
        };
        let (mut sum, mut wide) = (0.0, 0.0);
        for pair in self.map.columns.windows(2) {
            let width = ln(pair[1].at / pair[0].at);
            sum += width * (high(&pair[0]) + high(&pair[1])) / 2.0;
            wide += width;
        }
        if wide > 0.0 {
            (sum / wide).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    /// What is best at round values.
    fn table(&mut self) -> Table {
        let (across, up) = (thinned(ticks(&self.map.across)), thinned(ticks(&self.map.up)));
        let heading = format!("{} \\ {}", capital(&self.map.up.name), self.map.across.name);
        let mut columns = vec![heading.as_str()];
        columns.extend(across.iter().map(|(_, shown)| *shown));
        let mut table = Table::with_columns(&columns);
        for (y, shown) in up.iter().rev() {
            let mut row = vec![Cell::words(shown)];
            row.extend(
                across
                    .iter()
                    .map(|(x, _)| Cell::words(self.name(self.best_at(*x, *y)))),
            );
            table.rows.push(row);
        }
        table
    }
}

/// `3× what it is`; of an availability, how unavailable it is.
fn of(times: &str, falling: bool) -> String {
    if falling {
        format!("{times} as unavailable as it is")
    } else {
        format!("{times} what it is")
    }
}

/// At most so many, evenly.
fn thinned<T: Copy>(all: Vec<T>) -> Vec<T> {
    let every = all.len().div_ceil(ROUND).max(1);
    all.into_iter().step_by(every).collect()
}
