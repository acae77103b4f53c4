//! Gates compiled into a program: modules one by one, each with a diagram in an order of its own.
//!
//! # What it computes
//! A [`Program`] for some functions, within so many steps of work.
//!
//! # Why it matters
//! Past the limit there is no answer, so the work goes where it promises most: every order is tried with
//! little, then with more, and the one that got furthest has what is left.

use super::diagram::{Diagram, Function, TooLarge};
use super::gates::{Gate, Gates, Wire};
use super::modules::{modules, split};
use super::ordering::{Blocks, First};
use super::program::{FALSE, Program, Step, TRUE};

/// Every order of a block is tried within these parts of the limit, one after the other.
const TRIALS: [usize; 3] = [256, 64, 16];

/// An order of a block's leaves, and how many of its gates were built before the limit.
struct Trial {
    order: Vec<usize>,
    built: usize,
}

/// A program for `roots` over so many inputs, and the steps of work it took: at most `limit`.
pub fn compile(
    gates: &Gates,
    roots: &[Wire],
    inputs: usize,
    limit: usize,
) -> (Result<Program, TooLarge>, usize) {
    let (gates, roots) = gates.merged(roots);
    let (gates, roots) = split(&gates, &roots);
    let is_module = modules(&gates, &roots);
    let count = gates.list().len();
    let mut compiling = Compiling {
        gates: &gates,
        is_module: &is_module,
        blocks: Blocks::new(&gates, &is_module),
        functions: vec![Function::FALSE; count],
        places: vec![TRUE; count],
        program: Program::new(inputs),
        work: 0,
        limit,
    };
    let done = compiling.whole(&roots);
    (done.map(|()| compiling.program), compiling.work)
}

struct Compiling<'a> {
    gates: &'a Gates,
    is_module: &'a [bool],
    blocks: Blocks<'a>,
    /// Of each gate in the diagram at hand.
    functions: Vec<Function>,
    /// Where in the program each variable, module and root stands.
    places: Vec<u32>,
    program: Program,
    work: usize,
    limit: usize,
}

impl Compiling<'_> {
    fn whole(&mut self, roots: &[Wire]) -> Result<(), TooLarge> {
        let gates = self.gates;
        for (number, gate) in gates.list().iter().enumerate() {
            if let Gate::Variable(variable) = gate {
                self.places[number] = Program::input(*variable);
            }
            if self.is_module[number] {
                self.block(&[number])?;
            }
        }
        let mut tops: Vec<usize> = Vec::new();
        for root in roots.iter().map(|root| root.gate()) {
            let is_done = self.is_module[root] || gates.list()[root].parts().is_empty();
            if !is_done && !tops.contains(&root) {
                tops.push(root);
            }
        }
        self.block(&tops)?;
        for root in roots {
            let place = self.places[root.gate()];
            let place = match root.is_opposite() {
                false => place,
                true => self.program.push(Step {
                    choice: place,
                    low: TRUE,
                    high: FALSE,
                }),
            };
            self.program.ask(place);
        }
        Ok(())
    }

    /// Appends a diagram of the gates at `tops`.
    fn block(&mut self, tops: &[usize]) -> Result<(), TooLarge> {
        if tops.is_empty() {
            return Ok(());
        }
        let inner = self.blocks.below(tops);
        let mut trials: Vec<Trial> = Vec::new();
        for first in First::ALL {
            let order = self.blocks.order(tops, first);
            if trials.iter().any(|known| known.order == order) {
                continue;
            }
            let mut trial = Trial { order, built: 0 };
            if self.attempt(tops, &inner, &mut trial, self.limit / TRIALS[0]) {
                return Ok(());
            }
            trials.push(trial);
        }
        for part in &TRIALS[1..] {
            for trial in &mut trials {
                if self.attempt(tops, &inner, trial, self.limit / part) {
                    return Ok(());
                }
            }
        }
        let mut furthest = crate::order::sorted_by_key(trials, |trial| -(trial.built as f64));
        let found = furthest
            .iter_mut()
            .any(|trial| self.attempt(tops, &inner, trial, self.limit));
        if found { Ok(()) } else { Err(TooLarge) }
    }

    /// Whether the diagram of this order stays within the limit.
    fn attempt(&mut self, tops: &[usize], inner: &[usize], trial: &mut Trial, limit: usize) -> bool {
        let limit = limit.min(self.limit - self.work);
        let mut diagram = Diagram::within(limit);
        let built = self.build(inner, trial, &mut diagram);
        self.work += diagram.work().min(limit);
        if built.is_err() {
            return false;
        }
        let roots: Vec<Function> = tops.iter().map(|top| self.functions[*top]).collect();
        let choices: Vec<u32> = trial.order.iter().map(|leaf| self.places[*leaf]).collect();
        let places = diagram.append(&roots, &choices, &mut self.program);
        tops.iter()
            .zip(places)
            .for_each(|(top, place)| self.places[*top] = place);
        true
    }

    fn build(&mut self, inner: &[usize], trial: &mut Trial, diagram: &mut Diagram) -> Result<(), TooLarge> {
        for (level, leaf) in (0..).zip(&trial.order) {
            self.functions[*leaf] = diagram.variable(level)?;
        }
        for (at, number) in inner.iter().enumerate() {
            trial.built = at;
            let Gate::AtLeast(k, parts) = &self.gates.list()[*number] else {
                continue;
            };
            let parts = parts
                .iter()
                .map(|part| (self.functions[part.gate()], part.is_opposite()));
            self.functions[*number] = diagram.at_least(*k, parts.collect())?;
        }
        Ok(())
    }
}
