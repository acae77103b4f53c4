//! What a worker has on its desk, and what it does next.

use crate::job::{Job, Pace};
use crate::leaning::Leaning;
use crate::{Answer, Ask, Share};
use quorate_model::Assessor;
use quorate_model::estimate::Env;
use quorate_model::study::{Chunk, Study, Worker};
use quorate_model::tape::Tape;

/// Where what a worker says goes.
pub trait Out {
    /// To the page.
    fn say(&mut self, answer: Answer);
    /// To the worker that leads.
    fn deliver(&mut self, chunk: Tape);
}

/// What a worker has on its desk: the newest study, as leader or helper, and searches.
#[derive(Default)]
pub struct Desk {
    assessor: Assessor,
    job: Option<Job>,
    help: Option<Help>,
    leaning: Vec<Leaning>,
}

/// The chunks of a study that are drawn for the leader.
struct Help {
    id: u32,
    study: Study<'static>,
    next: u32,
    of: u32,
    room: Worker,
    chunk: Chunk,
}

impl Desk {
    /// Takes a question; whether there is something to do now.
    pub fn take(&mut self, ask: Ask) -> bool {
        match ask {
            Ask::Study {
                id,
                text,
                samples,
                from,
                share,
            } => {
                if share.own > 0 {
                    self.help = self.help(id, &text, samples, from, share);
                } else {
                    self.lead(id, text, samples, share);
                }
            }
            Ask::Stop => {
                self.help = None;
                self.job.iter_mut().for_each(Job::stop);
            }
            Ask::Leans { id, text, subject } => self.leaning.push(Leaning::begin(id, &text, subject)),
            Ask::Forget { id } => self.leaning.retain(|one| one.id != id),
            Ask::Gather | Ask::Deliver => {}
        }
        true
    }

    /// Takes a chunk that a helper delivers; nothing where it is none.
    pub fn gather(&mut self, mut delivered: Tape) {
        let (mut id, mut chunk) = (0, Chunk::default());
        carry(&mut id, &mut chunk, &mut delivered);
        if delivered.is_at_its_end()
            && let Some(job) = &mut self.job
        {
            job.take(id, &chunk);
        }
    }

    /// Works until `enough`; whether there is more to do, so that questions can come in between.
    pub fn work(&mut self, now: &dyn Fn() -> f64, slice: f64, out: &mut dyn Out) -> bool {
        let start = now();
        loop {
            let at = now();
            let mut say = |answer| out.say(answer);
            let study = self.job.as_mut().map_or(Pace::Done, |job| job.step(at, &mut say));
            let search = self.leaning.first_mut().is_some_and(|one| one.step(at, &mut say));
            if !search && !self.leaning.is_empty() {
                self.leaning.remove(0);
            }
            let helps = self.help.as_mut().is_some_and(|help| help.step(out));
            let more = study == Pace::Busy || helps || !self.leaning.is_empty();
            if !more || now() - start >= slice {
                return more;
            }
        }
    }

    fn lead(&mut self, id: u32, text: String, samples: u32, share: Share) {
        match &mut self.job {
            Some(job) if job.is_about(&text) => job.want(id, samples, share),
            _ => self.job = Job::begin(id, text, samples, share, &mut self.assessor),
        }
    }

    fn help(&mut self, id: u32, text: &str, samples: u32, from: u32, share: Share) -> Option<Help> {
        let plan = self.assessor.plan(text).ok()?;
        let env = Env {
            samples,
            ..Env::default()
        };
        let study = Study::keeping(plan, env);
        let first = (from..study.chunks()).find(|number| number % share.of == share.own);
        Some(Help {
            id,
            next: first?,
            of: share.of,
            room: study.worker(),
            study,
            chunk: Chunk::default(),
        })
    }
}

impl Help {
    /// Draws a chunk and delivers it; whether more are left.
    fn step(&mut self, out: &mut dyn Out) -> bool {
        if self.next >= self.study.chunks() {
            return false;
        }
        self.study.draw(self.next, &mut self.room, &mut self.chunk);
        self.next = self.next.saturating_add(self.of);
        let mut tape = Tape::default();
        carry(&mut self.id, &mut self.chunk, &mut tape);
        out.deliver(tape);
        self.next < self.study.chunks()
    }
}

/// A chunk on its way from helper to leader.
fn carry(id: &mut u32, chunk: &mut Chunk, tape: &mut Tape) {
    tape.whole(id);
    tape.whole(&mut chunk.number);
    tape.whole(&mut chunk.draws);
    tape.numbers(&mut chunk.totals);
    tape.numbers(&mut chunk.sums);
}
