//! Draws, a chunk at a time.

use super::Study;
use super::sheet::{Place, Rows};
use crate::decision::worth::BLOCKS;
use crate::estimate::Uniforms;
use quorate_lanes::{Operand, Operation};

/// Draws in a chunk, the last one of a study apart: some milliseconds of work, after which a caller
/// may show what there is, or stop.
pub const CHUNK: u32 = 500;

/// Sums kept for each design before those of its items and harms: running, waiting, wrong, down,
/// partition, wrong events, error probability.
pub(super) const PARTS: usize = 7;

/// What a chunk of draws says: plain numbers, to be sent from a worker as they are.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Chunk {
    /// Which chunk of its study.
    pub number: u32,
    /// Draws in it.
    pub draws: u32,
    /// Totals, draw by draw for one design after another; 0 for a design without any cost.
    pub totals: Vec<f64>,
    /// Sums over the draws: for one design after another its parts, its items, its harms; then for one
    /// range after another, and every design but the first, what its total is above that of the first,
    /// by the range's blocks.
    pub sums: Vec<f64>,
}

/// Room to draw in, made once for each worker.
#[derive(Clone, Debug)]
pub struct Worker {
    streams: Vec<Uniforms>,
    /// A column for each range.
    uniforms: Vec<f64>,
    /// The columns of the study's sheet.
    columns: Vec<f64>,
    rows: Rows,
    /// One draw of those that are drawn together.
    row: Vec<f64>,
    /// A column of what each design but the first costs above that.
    above: Vec<f64>,
    /// The block of each draw.
    places: Vec<u8>,
}

/// Places in a column.
const PLACES: usize = CHUNK as usize;

impl Study<'_> {
    /// Room to draw in.
    pub fn worker(&self) -> Worker {
        let sheet = &self.pricing.sheet;
        Worker {
            streams: self.ranges.iter().map(|range| self.stream(range)).collect(),
            uniforms: vec![0.0; self.ranges.len() * PLACES],
            columns: vec![0.0; sheet.columns() * PLACES],
            rows: sheet.rows(&self.plan),
            row: vec![0.0; self.together.len()],
            above: vec![0.0; self.plan.designs().saturating_sub(1) * PLACES],
            places: vec![0; PLACES],
        }
    }

    /// Chunk `number`, in room of its own.
    pub fn chunk(&self, number: u32) -> Chunk {
        let mut chunk = Chunk::default();
        self.draw(number, &mut self.worker(), &mut chunk);
        chunk
    }

    /// Chunk `number` into `chunk`; allocates nothing when that has held a full one before.
    pub fn draw(&self, number: u32, worker: &mut Worker, chunk: &mut Chunk) {
        let draws = self.draws_in(number);
        chunk.number = number;
        chunk.draws = draws as u32;
        refill(&mut chunk.totals, self.plan.designs() * draws);
        refill(&mut chunk.sums, self.sums());
        self.fill(number, draws, worker);
        self.spread(draws, worker);
        let Worker { columns, rows, .. } = &mut *worker;
        let sheet = &self.pricing.sheet;
        sheet.fill(&self.plan, rows, columns, PLACES, draws);
        let totals = chunk.totals.chunks_exact_mut(draws.max(1));
        for (own, total) in totals.zip(&self.pricing.totals) {
            match total.operand(columns, PLACES, draws) {
                Operand::Column(column) => own.copy_from_slice(column),
                Operand::Number(number) => own.fill(number),
            }
        }
        self.sum(draws, columns, &mut chunk.sums);
        self.sum_by_blocks(draws, worker, &mut chunk.sums);
    }

    /// Every input in one draw of the first chunk.
    pub(super) fn values<'w>(&self, draw: u32, worker: &'w mut Worker) -> &'w [f64] {
        if draw == 0 {
            let draws = self.draws_in(0);
            self.fill(0, draws, worker);
            self.spread(draws, worker);
        }
        let columns = worker.columns.chunks_exact(PLACES);
        for (slot, column) in self.pricing.slots.iter().zip(columns) {
            worker.rows.values[slot.place()] = column[draw as usize];
        }
        &worker.rows.values
    }

    /// Draws in chunk `number`; none behind the last.
    pub(super) fn draws_in(&self, number: u32) -> usize {
        let first = number.saturating_mul(CHUNK);
        self.env.samples.saturating_sub(first).min(CHUNK) as usize
    }

    /// From the uniforms of a chunk to what is drawn.
    fn spread(&self, draws: usize, worker: &mut Worker) {
        let mut columns = worker.columns.as_mut_slice();
        for (range, uniforms) in self.ranges.iter().zip(worker.uniforms.chunks_exact(PLACES)) {
            let (own, rest) = columns.split_at_mut(range.slots().count() * PLACES);
            range.fill(&uniforms[..draws], own, PLACES);
            columns = rest;
        }
    }

    /// The uniforms of a chunk.
    fn fill(&self, number: u32, draws: usize, worker: &mut Worker) {
        let first = number.saturating_mul(CHUNK);
        for (stream, column) in worker
            .streams
            .iter()
            .zip(worker.uniforms.chunks_exact_mut(PLACES))
        {
            stream.fill(first, &mut column[..draws]);
        }
        self.mix(&mut worker.uniforms, &mut worker.row, draws);
    }

    /// Lets those that are drawn together rise and fall together.
    fn mix(&self, uniforms: &mut [f64], row: &mut [f64], draws: usize) {
        let Some(together) = &self.plan.together else {
            return;
        };
        for draw in 0..draws {
            let place = |range: usize| range * PLACES + draw;
            for (uniform, range) in row.iter_mut().zip(&self.together) {
                *uniform = uniforms[place(*range)];
            }
            together.copula.mix(row);
            for (uniform, range) in row.iter().zip(&self.together) {
                uniforms[place(*range)] = *uniform;
            }
        }
    }

    /// The stream of a range: by its path, so that it is the same whatever else is a range.
    fn stream(&self, range: &super::Range) -> Uniforms {
        let path = &self.plan.inputs().all()[range.slot.place()].label.path;
        match path.as_str() {
            "" => Uniforms::new(self.env.seed, &range.slot.place().to_string()),
            path => Uniforms::new(self.env.seed, path),
        }
    }

    /// Sums in a chunk.
    pub(super) fn sums(&self) -> usize {
        self.pricing.summed.len() + self.ranges.len() * self.blocks_of_a_range()
    }

    /// Sums of a chunk that are kept for each range.
    fn blocks_of_a_range(&self) -> usize {
        self.plan.designs().saturating_sub(1) * BLOCKS
    }

    /// The sums by blocks among all `sums`, range by range; none without a second design.
    pub(super) fn blocks<'s>(&self, sums: &'s [f64]) -> impl Iterator<Item = &'s [f64]> {
        sums[self.pricing.summed.len()..].chunks_exact(self.blocks_of_a_range().max(1))
    }

    /// Sums over the draws of a chunk.
    fn sum(&self, draws: usize, columns: &[f64], sums: &mut [f64]) {
        for (sum, place) in sums.iter_mut().zip(&self.pricing.summed) {
            *sum = match place.operand(columns, PLACES, draws) {
                Operand::Column(column) => quorate_lanes::sum(column),
                Operand::Number(number) => number * draws as f64,
            };
        }
    }

    /// Sums by blocks over the draws of a chunk.
    fn sum_by_blocks(&self, draws: usize, worker: &mut Worker, sums: &mut [f64]) {
        let Worker {
            uniforms,
            columns,
            above,
            places,
            ..
        } = worker;
        let total = |place: &Place| place.operand(columns, PLACES, draws);
        let Some((first, others)) = self.pricing.totals.split_first() else {
            return;
        };
        for (above, other) in above.chunks_exact_mut(PLACES).zip(others) {
            Operation::Subtract.of_all(total(other), total(first), &mut above[..draws]);
        }
        let blocks = sums[self.pricing.summed.len()..].chunks_exact_mut(self.blocks_of_a_range().max(1));
        let places = &mut places[..draws];
        for (uniforms, blocks) in uniforms.chunks_exact(PLACES).zip(blocks) {
            quorate_lanes::places(&uniforms[..draws], BLOCKS as u32, places);
            for (above, sums) in above.chunks_exact(PLACES).zip(blocks.chunks_exact_mut(BLOCKS)) {
                quorate_lanes::add_by_place(&above[..draws], places, sums);
            }
        }
    }
}

fn refill(list: &mut Vec<f64>, count: usize) {
    list.clear();
    list.resize(count, 0.0);
}
