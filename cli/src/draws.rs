//! A study's draws, spread over the cores there are; the results do not depend on how many.

use quorate_model::study::{Chunk, Gathered, Study};
use std::panic::resume_unwind;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// Every draw of `study`.
pub fn all(study: &Study) -> Gathered {
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let workers = u32::try_from(cores).unwrap_or(1).clamp(1, study.chunks().max(1));
    let mut gathered = Gathered::default();
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        let deal = |first| {
            let sender = sender.clone();
            scope.spawn(move || some(study, first, workers, &sender))
        };
        let threads: Vec<_> = (0..workers).map(deal).collect();
        drop(sender);
        receiver.iter().for_each(|chunk| gathered.take(study, &chunk));
        for thread in threads {
            thread.join().unwrap_or_else(|payload| resume_unwind(payload));
        }
    });
    gathered
}

/// Every `step`th chunk from `first` on, in room made once.
fn some(study: &Study, first: u32, step: u32, sender: &Sender<Chunk>) {
    let mut worker = study.worker();
    for number in (first..study.chunks()).step_by(step as usize) {
        let mut chunk = Chunk::default();
        study.draw(number, &mut worker, &mut chunk);
        if sender.send(chunk).is_err() {
            return;
        }
    }
}
