//! How the parts of a flow are arranged: steps left to right and wrapped, branches stacked in a
//! frame; on a narrow figure everything from top to bottom.

use super::service::{Services, words};
use crate::geometry::Area;
use crate::label::Text;
use crate::mark::{Dash, Role, Stroke};
use crate::sketch::Sketch;
use crate::wrap::{MOST_LINES, wrap};
use quorate_model::flow::Flow;

/// A part of the figure with its own coordinates.
pub(super) struct Block {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Where a line from the left enters.
    pub(super) entry: (f64, f64),
    /// Where a line to the right leaves.
    pub(super) exit: (f64, f64),
    pub(super) sketch: Sketch,
}

impl Block {
    /// A block that is entered and left at one height, `axis`.
    pub(super) fn new(width: f64, height: f64, axis: f64, sketch: Sketch) -> Self {
        Self {
            width,
            height,
            entry: (0.0, axis),
            exit: (width, axis),
            sketch,
        }
    }
}

/// The middle of a height, on a pixel's middle so that lines are sharp.
pub(super) fn middle(height: f64) -> f64 {
    (height / 2.0).floor() + 0.5
}

/// Below this width everything goes from top to bottom.
const NARROW: f64 = 440.0;
/// Distance of steps beside each other: room for an arrow.
const STEP: f64 = 28.0;
/// Distance of rows and of steps below each other.
const DROP: f64 = 24.0;
const NARROWEST_LEAF: f64 = 136.0;
const WIDEST_LEAF: f64 = 210.0;
/// Narrower than this, a nested flow is given in words.
const ROOM: f64 = 104.0;
/// Margins of a wrapped sequence, where lines run back to the next row.
const RETURN: (f64, f64) = (20.0, 12.0);
/// From so many plain branches on they stand in a grid.
const MANY: usize = 5;
/// Margin of a frame left and right.
const FRAME: f64 = 20.0;
/// Distance in a grid.
const GRID: f64 = 10.0;

/// What an optional part is called.
pub(super) const OPTIONAL: &str = "optional";

const LINE: Stroke = Stroke::solid(Role::Muted, 1.0);
const LIGHT: Stroke = Stroke::broken(Role::Muted, 1.0, Dash::Dotted);

/// How wide services are and which way the flow runs.
pub(super) struct Arrangement {
    leaf: Option<f64>,
}

impl Arrangement {
    /// The widest services with which the flow fits in one row; otherwise they fill rows evenly.
    pub(super) fn of(flow: &Flow, width: f64) -> Self {
        if width < NARROW {
            return Self { leaf: None };
        }
        let of = |leaf: f64| Self {
            leaf: Some(leaf.floor()),
        };
        let mut leaf = WIDEST_LEAF;
        while leaf >= NARROWEST_LEAF {
            if of(leaf).natural(flow) <= width {
                return of(leaf);
            }
            leaf -= 2.0;
        }
        let room = width - RETURN.0 - RETURN.1;
        let columns = ((room + STEP) / (NARROWEST_LEAF + STEP)).floor().max(1.0);
        of(((room - (columns - 1.0) * STEP) / columns).min(WIDEST_LEAF))
    }

    /// Whether the flow runs from top to bottom.
    pub(super) fn narrow(&self) -> bool {
        self.leaf.is_none()
    }

    /// Width of a service's box where there is so much room.
    pub(super) fn leaf(&self, room: f64) -> f64 {
        self.leaf.unwrap_or(room).min(room)
    }

    /// The flow, no wider than `room`.
    pub(super) fn flow(&self, flow: &Flow, services: &mut Services, room: f64) -> Block {
        if let Some((name, uses)) = plain(flow) {
            return services.block(name, &uses, self.leaf(room));
        }
        if room < ROOM {
            return words(&flow.to_string(), room);
        }
        match flow {
            Flow::Name(name) => services.block(name, &[], self.leaf(room)),
            Flow::Sequence(parts) => self.sequence(parts, services, room),
            Flow::Fallback(..) => self.framed(flow, &alternatives(flow), services, room),
            other => self.framed(flow, &other.parts().iter().collect::<Vec<_>>(), services, room),
        }
    }

    fn sequence(&self, parts: &[Flow], services: &mut Services, room: f64) -> Block {
        let lay = |room: f64, services: &mut Services| -> Vec<Block> {
            parts.iter().map(|part| self.flow(part, services, room)).collect()
        };
        if self.narrow() {
            return chain_down(lay(room, services));
        }
        if self.natural_row(parts) <= room {
            return single_row(lay(room, services));
        }
        let inner = room - RETURN.0 - RETURN.1;
        if inner < ROOM {
            return chain_down(lay(room, services));
        }
        wrapped(lay(inner, services), room, inner)
    }

    /// Width a flow takes when nothing hems it in.
    fn natural(&self, flow: &Flow) -> f64 {
        if plain(flow).is_some() {
            return self.leaf(f64::INFINITY);
        }
        let branches: Vec<&Flow> = match flow {
            Flow::Sequence(parts) => return self.natural_row(parts),
            Flow::Fallback(..) => alternatives(flow),
            other => other.parts().iter().collect(),
        };
        let widest = if self.in_grid(&branches) {
            self.grid_room(branches.len())
        } else {
            branches
                .iter()
                .map(|branch| self.natural(branch))
                .fold(0.0, f64::max)
        };
        (widest + 2.0 * FRAME).max(Text::SMALL.width(&caption(flow)) + 16.0)
    }

    fn natural_row(&self, parts: &[Flow]) -> f64 {
        parts.iter().map(|part| self.natural(part) + STEP).sum::<f64>() - STEP
    }

    /// Many branches that are services alone stand in a grid instead of below each other.
    fn in_grid(&self, branches: &[&Flow]) -> bool {
        !self.narrow() && branches.len() >= MANY && branches.iter().all(|branch| plain(branch).is_some())
    }

    /// Width of a grid of so many services, about as many columns as rows.
    fn grid_room(&self, count: usize) -> f64 {
        let columns = (1..=count).find(|c| c * c >= count).unwrap_or(1) as f64;
        columns * (self.leaf(f64::INFINITY) + GRID) - GRID
    }

    /// Branches in a frame that says how many are needed.
    fn framed(&self, flow: &Flow, branches: &[&Flow], services: &mut Services, room: f64) -> Block {
        let pad = if self.narrow() { 8.0 } else { FRAME };
        let inner = room - 2.0 * pad;
        let caption = caption(flow);
        let style = Text::SMALL;
        let blocks: Vec<_> = branches
            .iter()
            .map(|branch| self.flow(branch, services, inner))
            .collect();
        let many = self.in_grid(branches);
        let light = matches!(flow, Flow::Fallback(..) | Flow::Optional(_));
        let content = match () {
            () if many => grid(blocks, inner.min(self.grid_room(branches.len()))),
            () if self.narrow() => column(blocks),
            () => forked(blocks, pad - 8.0, light),
        };
        let width = (content.width + 2.0 * pad).max((style.width(&caption) + 16.0).min(room));
        let lines = wrap(&caption, width - 16.0, style.size, style.font, MOST_LINES);
        let mut sketch = Sketch::default();
        let top = 6.0 + lines.len() as f64 * style.line() + 6.0;
        let area = Area::new(0.0, 0.0, width, (top + content.height + pad.min(10.0)).ceil());
        sketch.fill(area, Role::Band);
        sketch.frame(area, Stroke::solid(Role::Rule, 1.0));
        sketch.lines(&lines, 8.0, 6.0, style);
        let axis = top + content.entry.1;
        let left = ((width - content.width) / 2.0).floor();
        if !many && !self.narrow() {
            sketch.line((0.0, axis), (left - pad + 8.0, axis), LINE);
            sketch.line((left + content.width + pad - 8.0, axis), (width, axis), LINE);
        }
        sketch.place(content.sketch, left, top);
        Block::new(width, area.height, axis, sketch)
    }
}

/// A service alone, with what it is used as: `optional`, `3 × in a row`, outermost first.
fn plain(flow: &Flow) -> Option<(&str, Vec<String>)> {
    match flow {
        Flow::Name(name) => Some((name, Vec::new())),
        Flow::Optional(inner) | Flow::Repeat(_, inner) | Flow::Gate(inner) => {
            let (name, mut uses) = plain(inner)?;
            uses.insert(0, caption(flow));
            (uses.len() <= 4).then_some((name, uses))
        }
        _ => None,
    }
}

fn caption(flow: &Flow) -> String {
    match flow {
        Flow::Name(name) => name.clone(),
        Flow::Sequence(_) => "one after another".into(),
        Flow::All(_) => "at the same time, all needed".into(),
        Flow::Any(_) => "at the same time, one is enough".into(),
        Flow::Quorum(needed, parts) => {
            format!("at the same time, {needed} of {} are enough", parts.len())
        }
        Flow::Fallback(..) => "the next one only when the one before fails or misses".into(),
        Flow::Optional(_) => OPTIONAL.into(),
        Flow::Repeat(times, _) => format!("{times} × in a row"),
        Flow::Transaction(_) => "one transaction".into(),
        Flow::Gate(_) => "gate: re-read from the authority".into(),
    }
}

/// `a ?? b ?? c` as a list.
fn alternatives(flow: &Flow) -> Vec<&Flow> {
    match flow {
        Flow::Fallback(first, second) => {
            let mut all = alternatives(first);
            all.extend(alternatives(second));
            all
        }
        other => vec![other],
    }
}

/// Steps beside each other, entered and left on one line.
fn single_row(blocks: Vec<Block>) -> Block {
    let axis = blocks.iter().map(|b| b.entry.1).fold(0.0, f64::max);
    let below = blocks.iter().map(|b| b.height - b.entry.1).fold(0.0, f64::max);
    let (entry, mut exit) = ((blocks.first().map_or(0.0, |b| b.entry.0), axis), (0.0, axis));
    let mut sketch = Sketch::default();
    let mut x = 0.0;
    for (index, block) in blocks.into_iter().enumerate() {
        if index > 0 {
            x += STEP;
            sketch.arrow(&[exit, (x, axis)], LINE);
        }
        let y = axis - block.entry.1;
        exit = (x + block.exit.0, y + block.exit.1);
        x += block.width;
        sketch.place(block.sketch, x - block.width, y);
    }
    Block {
        width: x,
        height: axis + below,
        entry,
        exit,
        sketch,
    }
}

/// Rows of steps; a line runs from the end of each row back to the start of the next.
fn wrapped(blocks: Vec<Block>, room: f64, inner: f64) -> Block {
    let mut sketch = Sketch::default();
    let mut y = 0.0;
    let mut entry: Option<(f64, f64)> = None;
    let mut exit: Option<(f64, f64)> = None;
    for row in rows(blocks, inner) {
        let start = (RETURN.0 + row.entry.0, y + row.entry.1);
        if let Some(end) = exit {
            let between = y - DROP / 2.0 + 0.5;
            let turn = (end.0 + RETURN.1 - 2.0).min(room - 0.5);
            sketch.arrow(
                &[
                    end,
                    (turn, end.1),
                    (turn, between),
                    (0.5, between),
                    (0.5, start.1),
                    start,
                ],
                LINE,
            );
        }
        entry.get_or_insert(start);
        exit = Some((RETURN.0 + row.exit.0, y + row.exit.1));
        sketch.place(row.sketch, RETURN.0, y);
        y += row.height.ceil() + DROP;
    }
    let (entry, exit) = (entry.unwrap_or_default(), exit.unwrap_or_default());
    Block {
        width: room,
        height: y - DROP,
        entry,
        exit,
        sketch,
    }
}

fn rows(blocks: Vec<Block>, inner: f64) -> Vec<Block> {
    let mut rows: Vec<Vec<Block>> = Vec::new();
    let mut used = f64::INFINITY;
    for block in blocks {
        if used + STEP + block.width > inner {
            rows.push(Vec::new());
            used = -STEP;
        }
        used += STEP + block.width;
        if let Some(row) = rows.last_mut() {
            row.push(block);
        }
    }
    rows.into_iter().map(single_row).collect()
}

/// Steps below each other with arrows.
fn chain_down(blocks: Vec<Block>) -> Block {
    stacked(blocks, DROP, |sketch, above, below, y| {
        let x = (above.min(below) / 2.0).floor() + 0.5;
        sketch.arrow(&[(x, y), (x, y + DROP)], LINE);
    })
}

/// Blocks below each other.
pub(super) fn column(blocks: Vec<Block>) -> Block {
    stacked(blocks, 8.0, |_, _, _, _| {})
}

fn stacked(blocks: Vec<Block>, gap: f64, between: impl Fn(&mut Sketch, f64, f64, f64)) -> Block {
    let mut sketch = Sketch::default();
    let (mut y, mut width): (f64, f64) = (0.0, 0.0);
    let mut above = None;
    for block in blocks {
        if let Some(above) = above {
            between(&mut sketch, above, block.width, y);
            y += gap;
        }
        above = Some(block.width);
        width = width.max(block.width);
        sketch.place(block.sketch, 0.0, y);
        y += block.height;
    }
    Block::new(width, y, middle(y), sketch)
}

/// Blocks in as many columns as fit.
pub(super) fn grid(blocks: Vec<Block>, room: f64) -> Block {
    let mut sketch = Sketch::default();
    let (mut x, mut y, mut high, mut width): (f64, f64, f64, f64) = (0.0, 0.0, 0.0, 0.0);
    for block in blocks {
        if x > 0.0 && x + block.width > room {
            (x, y, high) = (0.0, y + high + GRID, 0.0);
        }
        high = high.max(block.height);
        width = width.max(x + block.width);
        let advance = block.width + GRID;
        sketch.place(block.sketch, x, y);
        x += advance;
    }
    let height = y + high;
    Block::new(width, height, middle(height), sketch)
}

/// Branches below each other between two uprights; `light` dots the lines of all but the first.
fn forked(blocks: Vec<Block>, reach: f64, light: bool) -> Block {
    let width = blocks.iter().map(|b| b.width).fold(0.0, f64::max);
    let mut sketch = Sketch::default();
    let (mut entries, mut exits) = (Vec::new(), Vec::new());
    let mut y = 0.0;
    for (index, block) in blocks.into_iter().enumerate() {
        if index > 0 {
            y += 10.0;
        }
        let (entry, exit) = (y + block.entry.1, y + block.exit.1);
        let stroke = if light && index > 0 { LIGHT } else { LINE };
        sketch.arrow(&[(-reach, entry), (block.entry.0, entry)], stroke);
        sketch.line((block.exit.0, exit), (width + reach, exit), stroke);
        entries.push(entry);
        exits.push(exit);
        let high = block.height;
        sketch.place(block.sketch, 0.0, y);
        y += high;
    }
    let ends = |of: &[f64]| {
        (
            of.first().copied().unwrap_or(0.0),
            of.last().copied().unwrap_or(0.0),
        )
    };
    let (first, last) = ends(&entries);
    let axis = ((first + last) / 2.0).floor() + 0.5;
    sketch.line((-reach, first), (-reach, last), LINE);
    let (first, last) = ends(&exits);
    sketch.line(
        (width + reach, first.min(axis)),
        (width + reach, last.max(axis)),
        LINE,
    );
    Block::new(width, y, axis, sketch)
}
