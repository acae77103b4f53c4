//! Text in, results out, with what can be kept between two texts kept.

use crate::assessment::Assessment;
use crate::estimate::Env;
use crate::plan::{Memory, Plan};
use crate::problem::Problem;
use crate::scenario::edit::Document;
use crate::scenario::{first, read, read_parsed};
use crate::study::{Chunk, Gathered, Study};
use std::sync::Arc;

/// Assesses scenario texts one after another, keeping what has not changed.
#[derive(Debug, Default)]
pub struct Assessor {
    memory: Memory,
}

impl Assessor {
    /// An assessor that knows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads, compiles and assesses `text`.
    ///
    /// # Errors
    /// One sentence with its place; nothing is kept from a text that does not read.
    pub fn assess(&mut self, text: &str) -> Result<Assessment, Problem> {
        self.plan(text).map(|plan| plan.assess())
    }

    /// As [`Assessor::assess`], of a text that has been parsed as TOML.
    ///
    /// # Errors
    /// As [`Assessor::assess`].
    pub fn assess_parsed(&mut self, document: &Arc<Document>) -> Result<Assessment, Problem> {
        let reading = read_parsed(document.clone()).map_err(first)?;
        Plan::compile(&reading, &mut self.memory).map(|plan| plan.assess())
    }

    /// Reads, compiles and studies `text`: with its ranges drawn, flips and what knowing is worth.
    ///
    /// # Errors
    /// As [`Assessor::assess`].
    pub fn study(&mut self, text: &str, env: Env) -> Result<Assessment, Problem> {
        let plan = self.plan(text)?;
        let study = Study::new(&plan, env);
        let mut worker = study.worker();
        let mut chunk = Chunk::default();
        let mut gathered = Gathered::default();
        for number in 0..study.chunks() {
            study.draw(number, &mut worker, &mut chunk);
            gathered.take(&study, &chunk);
        }
        Ok(study.assess(&gathered))
    }

    /// Reads and compiles `text`.
    ///
    /// # Errors
    /// As [`Assessor::assess`].
    pub fn plan(&mut self, text: &str) -> Result<Plan, Problem> {
        let reading = read(text)?;
        Plan::compile(&reading, &mut self.memory)
    }
}
