//! One result, and what it leans on.

use crate::Answer;
use quorate_model::Assessor;
use quorate_model::explain::{Leans, Subject};

/// Inputs said at most.
const MOST: usize = 6;
/// Milliseconds between two words about what was found.
const PACE: f64 = 100.0;

/// The search for what a result leans on.
pub(crate) struct Leaning {
    pub(crate) id: u32,
    search: Option<Leans>,
    assessor: Assessor,
    paced: f64,
}

impl Leaning {
    /// The search in `text`.
    pub(crate) fn begin(id: u32, text: &str, subject: Subject) -> Self {
        let mut assessor = Assessor::new();
        Self {
            id,
            search: Leans::new(text, subject, &mut assessor),
            assessor,
            paced: 0.0,
        }
    }

    /// Moves one input; whether more are left.
    pub(crate) fn step(&mut self, now: f64, say: &mut dyn FnMut(Answer)) -> bool {
        let more = match &mut self.search {
            Some(search) => search.step(&mut self.assessor),
            None => false,
        };
        if !more || now - self.paced >= PACE {
            self.paced = now;
            say(Answer::Leans {
                id: self.id,
                leans: self
                    .search
                    .iter()
                    .flat_map(|search| search.strongest(MOST))
                    .collect(),
                done: !more,
            });
        }
        more
    }
}
