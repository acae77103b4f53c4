//! A study's chunks, spread over the cores there are; the results do not depend on how many.

use quorate_model::study::{Chunk, Study};
use std::panic::resume_unwind;
use std::thread;

/// Every chunk of `study`, in no particular order.
pub fn all(study: &Study) -> Vec<Chunk> {
    let count = study.chunks();
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let workers = u32::try_from(cores).unwrap_or(1).clamp(1, count.max(1));
    if workers == 1 {
        return some(study, 0, 1);
    }
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|first| scope.spawn(move || some(study, first, workers)))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|payload| resume_unwind(payload)))
            .collect()
    })
}

/// Every `step`th chunk from `first` on, in room made once.
fn some(study: &Study, first: u32, step: u32) -> Vec<Chunk> {
    let mut worker = study.worker();
    let numbers = (first..study.chunks()).step_by(step as usize);
    let drawn = numbers.map(|number| {
        let mut chunk = Chunk::default();
        study.draw(number, &mut worker, &mut chunk);
        chunk
    });
    drawn.collect()
}
