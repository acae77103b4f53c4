//! Draws as they come in, chunk by chunk.

use super::{CHUNK, Chunk, Study};
use litemap::LiteMap;

/// The draws that are there: chunks put in the order of their numbers, whoever drew them and whenever
/// they came. Those behind a gap wait until it is filled.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Totals, draw by draw for one design after another.
    totals: Vec<Vec<f64>>,
    /// So many full chunks are there without a gap from the first on.
    whole: u32,
    /// Their sums, added in the order of the chunks.
    sums: Vec<f64>,
    /// Draws and sums of the chunks behind those: behind a gap, or a last one that is not full.
    waiting: LiteMap<u32, (u32, Vec<f64>)>,
    /// Draws there are without a gap from the first on.
    draws: u32,
}

impl Gathered {
    /// Puts `chunk` where it belongs; one that is of another study, or there already, changes nothing.
    pub fn take(&mut self, study: &Study, chunk: &Chunk) {
        let (number, draws) = (chunk.number, chunk.draws as usize);
        let whole = draws == study.draws_in(number)
            && chunk.totals.len() == study.plan.designs() * draws
            && chunk.sums.len() == study.sums();
        if draws == 0 || !whole || self.has(study, number) {
            return;
        }
        self.keep_totals(study, chunk);
        self.waiting.insert(number, (chunk.draws, chunk.sums.clone()));
        while let Some((CHUNK, _)) = self.waiting.get(&self.whole) {
            self.add_next();
        }
        let behind = self.waiting.get(&self.whole).map_or(0, |(draws, _)| *draws);
        self.draws = self.draws.max(self.whole * CHUNK + behind);
    }

    /// Draws there are without a gap from the first on.
    pub fn draws(&self) -> u32 {
        self.draws
    }

    /// The first chunk that is not there; none when all are.
    pub fn missing(&self, study: &Study) -> Option<u32> {
        (self.whole..study.chunks()).find(|number| !self.has(study, *number))
    }

    /// Whether a chunk is there.
    pub fn has(&self, study: &Study, number: u32) -> bool {
        let there = match self.waiting.get(&number) {
            Some((draws, _)) => *draws,
            None if number < self.whole => CHUNK,
            None => 0,
        };
        there > 0 && there as usize == study.draws_in(number)
    }

    /// The totals of a design in the first `draws`, which are there.
    pub(super) fn totals(&self, design: usize, draws: u32) -> &[f64] {
        &self.totals[design][..draws as usize]
    }

    /// The sums over all draws without a gap, added in the order of the chunks.
    pub(super) fn sums(&self) -> Vec<f64> {
        let mut all = self.sums.clone();
        if let Some((_, behind)) = self.waiting.get(&self.whole) {
            add(&mut all, behind);
        }
        all
    }

    fn keep_totals(&mut self, study: &Study, chunk: &Chunk) {
        let (first, draws) = ((chunk.number * CHUNK) as usize, chunk.draws as usize);
        self.totals.resize(study.plan.designs(), Vec::new());
        for (own, part) in self.totals.iter_mut().zip(chunk.totals.chunks_exact(draws)) {
            if own.len() < first + draws {
                // Room for all that is wanted, once.
                own.reserve((study.samples() as usize).saturating_sub(own.len()));
                own.resize(first + draws, 0.0);
            }
            own[first..first + draws].copy_from_slice(part);
        }
    }

    /// Adds the first chunk that waits.
    fn add_next(&mut self) {
        if let Some((_, sums)) = self.waiting.remove(&self.whole) {
            add(&mut self.sums, &sums);
            self.whole += 1;
        }
    }
}

fn add(all: &mut Vec<f64>, part: &[f64]) {
    all.resize(part.len(), 0.0);
    all.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
}
