//! Draws as they come in, chunk by chunk.

use super::{CHUNK, Chunk, Study};

/// The draws that are there: chunks put in the order of their numbers, whoever drew them and whenever
/// they came. Those behind a gap wait until it is filled.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Totals, draw by draw for one design after another.
    totals: Vec<Vec<f64>>,
    /// Draws in each chunk and its sums; none while it is not there.
    chunks: Vec<(u32, Vec<f64>)>,
    /// Draws there are without a gap from the first on.
    draws: u32,
}

impl Gathered {
    /// Puts `chunk` where it belongs; one that is of another study, or there already, changes nothing.
    pub fn take(&mut self, study: &Study, chunk: &Chunk) {
        let (number, draws) = (chunk.number as usize, chunk.draws as usize);
        let whole = draws == study.draws_in(chunk.number)
            && chunk.totals.len() == study.plan.designs() * draws
            && chunk.sums.len() == study.sums();
        if draws == 0 || !whole || self.has(study, chunk.number) {
            return;
        }
        if self.chunks.len() <= number {
            self.chunks.resize(number + 1, Default::default());
        }
        self.chunks[number] = (chunk.draws, chunk.sums.clone());
        self.totals.resize(study.plan.designs(), Vec::new());
        let first = number * CHUNK as usize;
        for (own, part) in self.totals.iter_mut().zip(chunk.totals.chunks_exact(draws)) {
            if own.len() < first + draws {
                own.resize(first + draws, 0.0);
            }
            own[first..first + draws].copy_from_slice(part);
        }
        self.count(study);
    }

    /// Draws there are without a gap from the first on.
    pub fn draws(&self) -> u32 {
        self.draws
    }

    /// The first chunk that is not there; none when all are.
    pub fn missing(&self, study: &Study) -> Option<u32> {
        (self.draws / CHUNK..study.chunks()).find(|number| !self.has(study, *number))
    }

    /// Whether a chunk is there.
    pub fn has(&self, study: &Study, number: u32) -> bool {
        let there = self.chunks.get(number as usize).map(|(draws, _)| *draws as usize);
        there == Some(study.draws_in(number))
    }

    /// The totals of a design in the first `draws`, which are there.
    pub(super) fn totals(&self, design: usize, draws: u32) -> &[f64] {
        &self.totals[design][..draws as usize]
    }

    /// The sums over the first `draws`, which are there, added in the order of the chunks.
    pub(super) fn sums(&self, draws: u32) -> Vec<f64> {
        let mut all = Vec::new();
        for (_, sums) in &self.chunks[..draws.div_ceil(CHUNK) as usize] {
            all.resize(sums.len(), 0.0);
            all.iter_mut().zip(sums).for_each(|(sum, part)| *sum += part);
        }
        all
    }

    fn count(&mut self, study: &Study) {
        let mut next = self.draws / CHUNK;
        while next < study.chunks() && self.has(study, next) {
            self.draws = next * CHUNK + study.draws_in(next) as u32;
            next += 1;
        }
    }
}
