//! One text being studied.

use crate::{Answer, Share};
use quorate_model::Assessor;
use quorate_model::assessment::Assessment;
use quorate_model::estimate::Env;
use quorate_model::study::{Chunk, Closing, Gathered, Study, Worker, carry};
use quorate_model::tape::Tape;

/// Draws after which there is something to show, on the way to more.
const LOOKS: [u32; 3] = [1_000, 10_000, 100_000];
/// Milliseconds between two words about how the draws go.
const PACE: f64 = 60.0;

/// A text being studied by the worker that leads.
pub(crate) struct Job {
    id: u32,
    text: String,
    study: Study<'static>,
    share: Share,
    room: Worker,
    chunk: Chunk,
    gathered: Gathered,
    /// The results at medians, once they are known.
    at_medians: Option<Assessment>,
    closing: Option<Closing>,
    /// Draws behind the last results that were said.
    said: Option<u32>,
    /// When it was last said how the draws go.
    paced: f64,
}

/// Whether a worker can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// There is more to do.
    Busy,
    /// Others draw what is missing.
    Waiting,
    /// All is done.
    Done,
}

impl Job {
    /// The study of `text`; none where it gives no results.
    pub(crate) fn begin(
        id: u32,
        text: String,
        samples: u32,
        share: Share,
        assessor: &mut Assessor,
    ) -> Option<Self> {
        let plan = assessor.plan(&text).ok()?;
        let env = Env {
            samples,
            ..Env::default()
        };
        let study = Study::keeping(plan, env);
        Some(Self {
            id,
            text,
            room: study.worker(),
            study,
            share,
            chunk: Chunk::default(),
            gathered: Gathered::default(),
            at_medians: None,
            closing: None,
            said: None,
            paced: 0.0,
        })
    }

    /// Wants so many draws of the same text, for another question: what is there stays.
    pub(crate) fn want(&mut self, id: u32, samples: u32, share: Share) {
        (self.id, self.share) = (id, share);
        self.study.want(samples);
        self.closing = None;
        // A question is answered, also where there is nothing new to say.
        if self.gathered.missing(&self.study).is_none() {
            self.said = None;
        }
    }

    /// Whether it is about `text`.
    pub(crate) fn is_about(&self, text: &str) -> bool {
        self.text == text
    }

    /// Takes a chunk that another worker drew for question `id`.
    pub(crate) fn take(&mut self, id: u32, chunk: &Chunk) {
        if id == self.id {
            self.gathered.take(&self.study, chunk);
        }
    }

    /// Wants no more than what is there.
    pub(crate) fn stop(&mut self) {
        let draws = self.gathered.draws();
        if draws < self.study.samples() {
            self.study.want(draws);
            self.closing = None;
            self.said = None;
        }
    }

    /// Does one thing: compares at medians, draws a chunk, or takes a step towards the results.
    pub(crate) fn step(&mut self, now: f64, say: &mut dyn FnMut(Answer)) -> Pace {
        let Some(at_medians) = &self.at_medians else {
            return self.draw_or_compare(now, say);
        };
        if let Some(mut closing) = self.closing.take() {
            if closing.step(&self.study, &self.gathered) {
                self.closing = Some(closing);
                return Pace::Busy;
            }
            return self.tell(closing, say);
        }
        if self.is_worth_a_look() {
            self.closing = Some(Closing::new(&self.study, at_medians.clone(), &self.gathered));
            return Pace::Busy;
        }
        self.draw(now, say)
    }

    /// Nothing is shown without the results at medians, and those are found after the first draws.
    fn draw_or_compare(&mut self, now: f64, say: &mut dyn FnMut(Answer)) -> Pace {
        if self.gathered.draws() < LOOKS[0] && self.draw(now, say) == Pace::Busy {
            return Pace::Busy;
        }
        self.at_medians = Some(self.study.at_medians());
        Pace::Busy
    }

    fn is_worth_a_look(&self) -> bool {
        let draws = self.gathered.draws();
        match self.said {
            Some(said) if said == draws => false,
            _ if self.gathered.missing(&self.study).is_none() => true,
            said => LOOKS
                .iter()
                .any(|look| draws >= *look && said.is_none_or(|said| said < *look)),
        }
    }

    fn draw(&mut self, now: f64, say: &mut dyn FnMut(Answer)) -> Pace {
        let Some(missing) = self.gathered.missing(&self.study) else {
            return Pace::Done;
        };
        let own = (missing..self.study.chunks()).find(|number| {
            number % self.share.of == self.share.own && !self.gathered.has(&self.study, *number)
        });
        if let Some(number) = own {
            self.study.draw(number, &mut self.room, &mut self.chunk);
            self.gathered.take(&self.study, &self.chunk);
        }
        if now - self.paced >= PACE {
            self.paced = now;
            say(Answer::Progress {
                id: self.id,
                draws: self.gathered.draws(),
            });
        }
        if own.is_some() { Pace::Busy } else { Pace::Waiting }
    }

    fn tell(&mut self, closing: Closing, say: &mut dyn FnMut(Answer)) -> Pace {
        let mut assessment = closing.into_assessment();
        let draws = u32::try_from(assessment.engine.samples).unwrap_or(u32::MAX);
        let done = draws >= self.study.samples();
        let mut results = Tape::default();
        carry(&mut assessment, &mut results);
        self.said = Some(draws);
        say(Answer::Found {
            id: self.id,
            draws,
            done,
            results,
        });
        if done { Pace::Done } else { Pace::Busy }
    }
}
