//! What a worker says.

use quorate_model::explain::Lean;
use quorate_model::tape::Tape;

/// What a worker says.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is there.
    Ready {
        /// Its [`crate::VERSION`].
        version: String,
    },
    /// Draws are being taken.
    Progress {
        /// The question.
        id: u32,
        /// Draws that are there.
        draws: u32,
    },
    /// What the draws say so far.
    Found {
        /// The question.
        id: u32,
        /// Draws behind it.
        draws: u32,
        /// Whether nothing more will be said.
        done: bool,
        /// What [`quorate_model::study::carry`] puts into the results at medians.
        results: Tape,
    },
    /// What a result leans on, as far as it is known.
    Leans {
        /// The question.
        id: u32,
        /// Strongest first.
        leans: Vec<Lean>,
        /// Whether nothing more will be said.
        done: bool,
    },
}

impl Answer {
    /// The answer on a tape.
    pub fn tape(self) -> Tape {
        let mut tape = Tape::default();
        let mut head = |numbers: &[u32]| numbers.iter().for_each(|number| tape.whole(&mut number.clone()));
        match self {
            Self::Ready { mut version } => {
                head(&[0]);
                tape.text(&mut version);
            }
            Self::Progress { id, draws } => head(&[1, id, draws]),
            Self::Found {
                id,
                draws,
                done,
                mut results,
            } => {
                head(&[2, id, draws, u32::from(done)]);
                tape.numbers.append(&mut results.numbers);
                tape.words = results.words;
            }
            Self::Leans { id, mut leans, done } => {
                head(&[3, id, u32::from(done)]);
                tape.list(&mut leans, lean);
            }
        }
        tape
    }

    /// The answer that a tape carries; none where it is none. Results are read on from where they begin.
    pub fn read(mut tape: Tape) -> Option<Self> {
        let mut next = || {
            let mut number = 0;
            tape.whole(&mut number);
            number
        };
        let answer = match next() {
            0 => {
                let mut version = String::new();
                tape.text(&mut version);
                Self::Ready { version }
            }
            1 => Self::Progress {
                id: next(),
                draws: next(),
            },
            2 => {
                return Some(Self::Found {
                    id: next(),
                    draws: next(),
                    done: next() != 0,
                    results: tape,
                });
            }
            3 => {
                let (id, done) = (next(), next() != 0);
                let mut leans = Vec::new();
                tape.list(&mut leans, lean);
                Self::Leans { id, leans, done }
            }
            _ => return None,
        };
        tape.is_at_its_end().then_some(answer)
    }
}

fn lean(lean: &mut Lean, tape: &mut Tape) {
    for text in [&mut lean.path, &mut lean.label, &mut lean.written] {
        tape.text(text);
    }
    tape.number(&mut lean.elasticity);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_arrives_as_it_was_sent() {
        let lean = Lean {
            path: "traffic".into(),
            label: "traffic".into(),
            written: "2000/s".into(),
            elasticity: -0.25,
        };
        let answers = [
            Answer::Ready {
                version: crate::VERSION.into(),
            },
            Answer::Progress { id: 1, draws: 500 },
            Answer::Leans {
                id: 2,
                leans: vec![lean.clone(), lean],
                done: true,
            },
        ];
        for answer in answers {
            let Tape { numbers, words, .. } = answer.clone().tape();
            assert_eq!(Answer::read(Tape::playing(numbers, words)), Some(answer));
        }
        assert_eq!(Answer::read(Tape::playing(vec![77.0], Vec::new())), None);
    }

    #[test]
    fn results_are_read_on_from_where_they_begin() {
        let mut results = Tape::default();
        results.number(&mut 0.1);
        results.text(&mut "best".to_owned());
        let answer = Answer::Found {
            id: 4,
            draws: 1_000,
            done: true,
            results,
        };
        let Tape { numbers, words, .. } = answer.tape();
        let Some(Answer::Found {
            id,
            draws,
            done,
            mut results,
        }) = Answer::read(Tape::playing(numbers, words))
        else {
            panic!("no results");
        };
        let (mut number, mut text) = (0.0, String::new());
        results.number(&mut number);
        results.text(&mut text);
        assert_eq!(
            (id, draws, done, number, text.as_str()),
            (4, 1_000, true, 0.1, "best")
        );
        assert!(results.is_at_its_end());
    }
}
