//! Draws, a chunk at a time.

use super::Study;
use crate::estimate::Uniforms;
use crate::plan::{Costs, Rooms, Slot};

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
    /// Sums over the draws: for one design after another its parts, its items, its harms.
    pub sums: Vec<f64>,
}

/// Room to draw in, made once for each worker.
#[derive(Clone, Debug)]
pub struct Worker {
    values: Vec<f64>,
    rooms: Rooms,
    costs: Vec<Costs>,
    streams: Vec<Uniforms>,
    /// A column of [`CHUNK`] for each range.
    uniforms: Vec<f64>,
    /// The inputs that are drawn, and a column of [`CHUNK`] for each.
    slots: Vec<Slot>,
    drawn: Vec<f64>,
    /// One draw of those that are drawn together.
    row: Vec<f64>,
}

impl Worker {
    /// Puts one draw among the values.
    fn put(&mut self, draw: usize) {
        for (slot, column) in self.slots.iter().zip(self.drawn.chunks_exact(CHUNK as usize)) {
            self.values[slot.place()] = column[draw];
        }
    }
}

impl Study<'_> {
    /// Room to draw in.
    pub fn worker(&self) -> Worker {
        let slots: Vec<Slot> = self.ranges.iter().flat_map(super::Range::slots).collect();
        Worker {
            drawn: vec![0.0; slots.len() * CHUNK as usize],
            slots,
            values: self.plan.medians.clone(),
            rooms: self.plan.rooms(),
            costs: vec![Costs::default(); self.plan.designs()],
            streams: self.ranges.iter().map(|range| self.stream(range)).collect(),
            uniforms: vec![0.0; self.ranges.len() * CHUNK as usize],
            row: vec![0.0; self.together.len()],
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
        let designs = self.plan.designs();
        chunk.number = number;
        chunk.draws = draws as u32;
        refill(&mut chunk.totals, designs * draws);
        refill(&mut chunk.sums, self.sums());
        self.fill(number, draws, worker);
        self.spread(draws, worker);
        for draw in 0..draws {
            worker.put(draw);
            self.plan
                .costs(&worker.values, &mut worker.rooms, &mut worker.costs);
            for (design, costs) in worker.costs.iter().enumerate() {
                chunk.totals[design * draws + draw] = costs.total().unwrap_or(0.0);
            }
            self.add(&worker.values, &worker.costs, &mut chunk.sums);
        }
    }

    /// Every input in one draw of the first chunk.
    pub(super) fn values<'w>(&self, draw: u32, worker: &'w mut Worker) -> &'w [f64] {
        if draw == 0 {
            let draws = self.draws_in(0);
            self.fill(0, draws, worker);
            self.spread(draws, worker);
        }
        worker.put(draw as usize);
        &worker.values
    }

    /// Draws in chunk `number`; none behind the last.
    pub(super) fn draws_in(&self, number: u32) -> usize {
        let first = number.saturating_mul(CHUNK);
        self.env.samples.saturating_sub(first).min(CHUNK) as usize
    }

    /// From the uniforms of a chunk to what is drawn.
    fn spread(&self, draws: usize, worker: &mut Worker) {
        const PLACES: usize = CHUNK as usize;
        let mut columns = worker.drawn.as_mut_slice();
        for (range, uniforms) in self.ranges.iter().zip(worker.uniforms.chunks_exact(PLACES)) {
            let (own, rest) = columns.split_at_mut(range.slots().count() * PLACES);
            range.fill(&uniforms[..draws], own, PLACES);
            columns = rest;
        }
    }

    /// The uniforms of a chunk.
    fn fill(&self, number: u32, draws: usize, worker: &mut Worker) {
        let first = number.saturating_mul(CHUNK);
        for (at, stream) in worker.streams.iter_mut().enumerate() {
            stream.fill(first, &mut worker.uniforms[at * CHUNK as usize..][..draws]);
        }
        self.mix(&mut worker.uniforms, &mut worker.row, draws);
    }

    /// Lets those that are drawn together rise and fall together.
    fn mix(&self, uniforms: &mut [f64], row: &mut [f64], draws: usize) {
        let Some(together) = &self.plan.together else {
            return;
        };
        for draw in 0..draws {
            let place = |range: usize| range * CHUNK as usize + draw;
            for (uniform, range) in row.iter_mut().zip(&self.together) {
                *uniform = uniforms[place(*range)];
            }
            together.copula.mix(row);
            for (uniform, range) in row.iter().zip(&self.together) {
                uniforms[place(*range)] = *uniform;
            }
        }
    }

    /// The uniforms of one range in the first `draws`.
    pub(super) fn uniforms(&self, range: usize, draws: u32) -> Vec<f64> {
        let mut all = vec![0.0; draws as usize];
        if !self.together.contains(&range) {
            self.stream(&self.ranges[range]).fill(0, &mut all);
            return all;
        }
        let mut worker = self.worker();
        for (number, own) in (0_u32..).zip(all.chunks_mut(CHUNK as usize)) {
            self.fill(number, own.len(), &mut worker);
            own.copy_from_slice(&worker.uniforms[range * CHUNK as usize..][..own.len()]);
        }
        all
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
        let design = |design: &crate::plan::DesignPlan| {
            PARTS + design.items.len() + design.wrong.as_ref().map_or(0, |wrong| wrong.len())
        };
        self.plan.designs.iter().map(design).sum()
    }

    /// Adds one draw to the sums.
    fn add(&self, values: &[f64], costs: &[Costs], sums: &mut [f64]) {
        let mut sums = sums.iter_mut();
        let mut add = |value: f64| {
            if let Some(sum) = sums.next() {
                *sum += value;
            }
        };
        for (design, costs) in self.plan.designs.iter().zip(costs) {
            for part in costs.parts() {
                add(part.unwrap_or(0.0));
            }
            let wrong = design.wrong.as_ref();
            let events = wrong.map_or(0.0, |wrong| wrong.events(values));
            add(events);
            add(wrong.map_or(0.0, |wrong| wrong.rate.probability(values)));
            design.items.iter().for_each(|item| add(item.yearly(values)));
            wrong
                .into_iter()
                .flat_map(|wrong| wrong.lines(values))
                .for_each(|line| add(line.share * line.cost * events));
        }
    }
}

fn refill(list: &mut Vec<f64>, count: usize) {
    list.clear();
    list.resize(count, 0.0);
}
