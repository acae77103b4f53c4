//! What is asked of a worker.

use quorate_model::explain::Subject;
use quorate_model::tape::Tape;

/// Which of the chunks a worker draws: every `of`th from the `own`th on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its number; 0 leads.
    pub own: u32,
    /// How many there are.
    pub of: u32,
}

impl Default for Share {
    fn default() -> Self {
        Self { own: 0, of: 1 }
    }
}

/// What is asked of a worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Study a text: this and no earlier one.
    Study {
        /// The number of this question, which answers repeat.
        id: u32,
        /// The scenario.
        text: String,
        /// Draws wanted.
        samples: u32,
        /// The chunk from which on draws are missing.
        from: u32,
        /// Which chunks are this worker's.
        share: Share,
    },
    /// Draw no more: put together what is there.
    Stop,
    /// Find what a result leans on.
    Leans {
        /// The number of this question, which answers repeat.
        id: u32,
        /// The scenario.
        text: String,
        /// The result.
        subject: Subject,
    },
    /// Nobody waits any more for what a result leans on.
    Forget {
        /// The number of that question.
        id: u32,
    },
    /// Chunks come in through the port that comes with this.
    Gather,
    /// Chunks go out through the port that comes with this.
    Deliver,
}

impl Ask {
    /// The question on a tape.
    pub fn tape(mut self) -> Tape {
        let mut tape = Tape::default();
        let mut kind = match self {
            Self::Study { .. } => 0,
            Self::Stop => 1,
            Self::Leans { .. } => 2,
            Self::Forget { .. } => 3,
            Self::Gather => 4,
            Self::Deliver => 5,
        };
        tape.whole(&mut kind);
        self.carry(&mut tape);
        tape
    }

    /// The question that a tape carries; none where it is none.
    pub fn read(tape: &mut Tape) -> Option<Self> {
        let mut kind = 0;
        tape.whole(&mut kind);
        let mut ask = match kind {
            0 => Self::Study {
                id: 0,
                text: String::new(),
                samples: 0,
                from: 0,
                share: Share::default(),
            },
            1 => Self::Stop,
            2 => Self::Leans {
                id: 0,
                text: String::new(),
                subject: Subject::default(),
            },
            3 => Self::Forget { id: 0 },
            4 => Self::Gather,
            5 => Self::Deliver,
            _ => return None,
        };
        ask.carry(tape);
        tape.is_at_its_end().then_some(ask)
    }

    fn carry(&mut self, tape: &mut Tape) {
        match self {
            Self::Study {
                id,
                text,
                samples,
                from,
                share,
            } => {
                [id, samples, from, &mut share.own, &mut share.of]
                    .into_iter()
                    .for_each(|value| tape.whole(value));
                tape.text(text);
            }
            Self::Leans { id, text, subject } => {
                tape.whole(id);
                tape.text(text);
                tape.text(&mut subject.what);
                tape.maybe_text(&mut subject.design);
                tape.maybe_text(&mut subject.journey);
                tape.maybe_text(&mut subject.part);
            }
            Self::Forget { id } => tape.whole(id),
            Self::Stop | Self::Gather | Self::Deliver => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_arrives_as_it_was_sent() {
        let study = Ask::Study {
            id: 7,
            text: "flow = \"a\"".into(),
            samples: 1_000_000,
            from: 20,
            share: Share { own: 2, of: 3 },
        };
        let leans = Ask::Leans {
            id: u32::MAX,
            text: String::new(),
            subject: Subject::from("item").of_design("Strict").about("Nodes"),
        };
        for ask in [
            study,
            leans,
            Ask::Stop,
            Ask::Forget { id: 3 },
            Ask::Gather,
            Ask::Deliver,
        ] {
            let Tape { numbers, words, .. } = ask.clone().tape();
            assert_eq!(Ask::read(&mut Tape::playing(numbers, words)), Some(ask));
        }
    }

    #[test]
    fn what_is_no_question_is_none() {
        for numbers in [vec![], vec![9.0], vec![0.0], vec![1.0, 1.0], vec![f64::NAN; 4]] {
            assert_eq!(Ask::read(&mut Tape::playing(numbers, Vec::new())), None);
        }
    }
}
