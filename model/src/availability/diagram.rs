//! A reduced ordered binary decision diagram, for exact availability with shared parts.
//!
//! # What it computes
//! Boolean functions of "part *i* works", each function once, so that a service named twice is
//! counted once.
//!
//! # Formula
//! `f = x·f₁ + (1−x)·f₀` (Shannon expansion), each pair of branches once.
//!
//! # References
//! R. E. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", IEEE Trans. Computers
//! C-35(8), 1986. A. Rauzy, "New algorithms for fault trees analysis", Reliability Engineering &
//! System Safety 40(3), 1993.

use super::program::{FALSE, Program, Step, TRUE};
use thiserror::Error;

/// A function in a [`Diagram`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Function(u32);

impl Function {
    /// Never true.
    pub const FALSE: Self = Self(0);
    /// Always true.
    pub const TRUE: Self = Self(1);

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// Most steps of work that one diagram may take.
pub const MAX_WORK: usize = 2_000_000;

/// The diagram takes more work than is left for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the flow's parts can fail together in more ways than can be computed exactly; name fewer parts, share fewer of them between branches, or repeat a choice fewer times"
)]
pub struct TooLarge;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    variable: u32,
    low: Function,
    high: Function,
}

/// All functions built so far, each node once.
#[derive(Clone, Debug)]
pub struct Diagram {
    nodes: Vec<Node>,
    /// Numbers of nodes by what they are; 0 where there is none.
    unique: Vec<u32>,
    /// Answers of [`Diagram::choose`], each in the one place it can have; a newer one takes it over.
    choices: Vec<Choice>,
    work: usize,
    /// Most steps of work.
    limit: usize,
}

/// An answer: `if condition then yes else no` is `result`.
#[derive(Clone, Copy, Debug)]
struct Choice {
    key: (Function, Function, Function),
    result: Function,
}

impl Choice {
    /// No question: a condition that is certain is never looked up.
    const NONE: Self = Self {
        key: (Function::FALSE, Function::FALSE, Function::FALSE),
        result: Function::FALSE,
    };
}

/// Places in the tables of an empty diagram; a power of two.
const FEWEST_PLACES: usize = 256;

/// Where three numbers are looked up first, among so many places.
fn place(a: u32, b: u32, c: u32, places: usize) -> usize {
    let mut mixed = u64::from(a).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ u64::from(b)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 29 ^ u64::from(c)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed >> 32) as usize & (places - 1)
}

/// A digest with one more number in it.
pub fn mix(digest: u64, number: u32) -> u64 {
    let mixed = (digest ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 29
}

const TERMINAL: u32 = u32::MAX;

impl Default for Diagram {
    fn default() -> Self {
        Self::new()
    }
}

impl Diagram {
    /// An empty diagram that may take [`MAX_WORK`].
    pub fn new() -> Self {
        Self::within(MAX_WORK)
    }

    /// An empty diagram that may take `limit` steps of work.
    pub fn within(limit: usize) -> Self {
        let end = |function| Node {
            variable: TERMINAL,
            low: function,
            high: function,
        };
        Self {
            nodes: vec![end(Function::FALSE), end(Function::TRUE)],
            unique: vec![0; FEWEST_PLACES],
            choices: vec![Choice::NONE; FEWEST_PLACES],
            work: 0,
            limit,
        }
    }

    /// "Part `variable` works". Variables with smaller numbers are decided first.
    ///
    /// # Errors
    /// [`TooLarge`] past the work it may take.
    pub fn variable(&mut self, variable: u32) -> Result<Function, TooLarge> {
        self.node(variable, Function::FALSE, Function::TRUE)
    }

    /// `if condition then yes else no`.
    ///
    /// # Errors
    /// [`TooLarge`] past the work it may take.
    pub fn choose(&mut self, condition: Function, yes: Function, no: Function) -> Result<Function, TooLarge> {
        if condition == Function::TRUE || yes == no {
            return Ok(yes);
        }
        if condition == Function::FALSE {
            return Ok(no);
        }
        if yes == Function::TRUE && no == Function::FALSE {
            return Ok(condition);
        }
        let key = (condition, yes, no);
        let known = self.choices[place(condition.0, yes.0, no.0, self.choices.len())];
        if known.key == key {
            return Ok(known.result);
        }
        self.count()?;
        let top = self.top(condition).min(self.top(yes)).min(self.top(no));
        let (c0, c1) = self.cofactors(condition, top);
        let (y0, y1) = self.cofactors(yes, top);
        let (n0, n1) = self.cofactors(no, top);
        let low = self.choose(c0, y0, n0)?;
        let high = self.choose(c1, y1, n1)?;
        let result = self.node(top, low, high)?;
        // The table may have grown meanwhile.
        let at = place(condition.0, yes.0, no.0, self.choices.len());
        self.choices[at] = Choice { key, result };
        Ok(result)
    }

    /// At least `k` of `parts`, each a function or, where so said, its opposite.
    ///
    /// # Errors
    /// [`TooLarge`] past the work it may take.
    pub fn at_least(&mut self, k: usize, parts: Vec<(Function, bool)>) -> Result<Function, TooLarge> {
        // Decided by the first variables first: putting parts together from the last on meets every
        // diagram above those it is put on.
        let parts = crate::order::sorted_by_key(parts, |(part, _)| f64::from(self.top(*part)));
        let mut back = parts.iter().rev();
        if k == parts.len() {
            return back.try_fold(Function::TRUE, |rest, part| {
                self.decide(*part, rest, Function::FALSE)
            });
        }
        // counts[j]: at least j of those seen so far.
        let mut counts = vec![Function::FALSE; k + 1];
        counts[0] = Function::TRUE;
        for part in back {
            for j in (1..=k).rev() {
                counts[j] = self.decide(*part, counts[j - 1], counts[j])?;
            }
        }
        Ok(counts[k])
    }

    fn decide(
        &mut self,
        (part, opposite): (Function, bool),
        yes: Function,
        no: Function,
    ) -> Result<Function, TooLarge> {
        if opposite {
            self.choose(part, no, yes)
        } else {
            self.choose(part, yes, no)
        }
    }

    /// Steps of work so far: nodes made and choices thought through.
    pub fn work(&self) -> usize {
        self.work
    }

    fn count(&mut self) -> Result<(), TooLarge> {
        self.work += 1;
        if self.work > self.limit {
            Err(TooLarge)
        } else {
            Ok(())
        }
    }

    /// Appends the nodes that `roots` need to a program, children before parents, and says the places of
    /// `roots`; `choices[level]` is the place of what is decided at a level.
    pub fn append(&self, roots: &[Function], choices: &[u32], program: &mut Program) -> Vec<u32> {
        let mut needed = vec![false; self.nodes.len()];
        let mut stack: Vec<Function> = roots.to_vec();
        while let Some(function) = stack.pop() {
            if !std::mem::replace(&mut needed[function.index()], true)
                && let Some(node) = self.inner(function)
            {
                stack.extend([node.low, node.high]);
            }
        }
        // Nodes are made after their children, so their order is an evaluation order.
        let mut places = vec![FALSE; self.nodes.len()];
        places[1] = TRUE;
        for (index, node) in self
            .nodes
            .iter()
            .enumerate()
            .skip(2)
            .filter(|(index, _)| needed[*index])
        {
            places[index] = program.push(Step {
                choice: choices[node.variable as usize],
                low: places[node.low.index()],
                high: places[node.high.index()],
            });
        }
        roots.iter().map(|root| places[root.index()]).collect()
    }

    fn node(&mut self, variable: u32, low: Function, high: Function) -> Result<Function, TooLarge> {
        if low == high {
            return Ok(low);
        }
        let node = Node { variable, low, high };
        let mut at = place(variable, low.0, high.0, self.unique.len());
        while self.unique[at] != 0 {
            if self.nodes[self.unique[at] as usize] == node {
                return Ok(Function(self.unique[at]));
            }
            at = (at + 1) & (self.unique.len() - 1);
        }
        self.count()?;
        let index = u32::try_from(self.nodes.len()).map_err(|_| TooLarge)?;
        self.nodes.push(node);
        self.unique[at] = index;
        if self.nodes.len() * 2 > self.unique.len() {
            self.grow();
        }
        Ok(Function(index))
    }

    /// Doubles the tables.
    fn grow(&mut self) {
        let places = self.unique.len() * 2;
        self.unique = vec![0; places];
        for (index, node) in (0..).zip(&self.nodes).skip(2) {
            let mut at = place(node.variable, node.low.0, node.high.0, places);
            while self.unique[at] != 0 {
                at = (at + 1) & (places - 1);
            }
            self.unique[at] = index;
        }
        let old = std::mem::replace(&mut self.choices, vec![Choice::NONE; places]);
        for choice in old {
            let (a, b, c) = choice.key;
            self.choices[place(a.0, b.0, c.0, places)] = choice;
        }
    }

    fn inner(&self, function: Function) -> Option<&Node> {
        self.nodes
            .get(function.index())
            .filter(|node| node.variable != TERMINAL)
    }

    fn top(&self, function: Function) -> u32 {
        self.inner(function).map_or(TERMINAL, |node| node.variable)
    }

    fn cofactors(&self, function: Function, variable: u32) -> (Function, Function) {
        match self.inner(function) {
            Some(node) if node.variable == variable => (node.low, node.high),
            _ => (function, function),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::availability::tests::{Formula, PARTS, formulas, holds};
    use biodivine_lib_bdd::{Bdd, BddVariableSet};
    use proptest::prelude::*;

    fn ours(formula: &Formula, diagram: &mut Diagram) -> Function {
        let mut list = |k: usize, parts: &[Formula]| {
            let parts = parts.iter().map(|part| (ours(part, diagram), false)).collect();
            diagram.at_least(k, parts).unwrap()
        };
        match formula {
            Formula::Variable(v) => diagram.variable(*v).unwrap(),
            Formula::And(parts) => list(parts.len(), parts),
            Formula::Or(parts) => list(1, parts),
            Formula::AtLeast(k, parts) => list(*k, parts),
        }
    }

    fn theirs(formula: &Formula, set: &BddVariableSet) -> Bdd {
        let at_least = |k: usize, list: &[Formula]| {
            let mut counts = vec![set.mk_false(); k + 1];
            counts[0] = set.mk_true();
            for part in list {
                let part = theirs(part, set);
                for j in (1..=k).rev() {
                    counts[j] = part.and(&counts[j - 1]).or(&counts[j]);
                }
            }
            counts[k].clone()
        };
        match formula {
            Formula::Variable(v) => set.mk_var(set.variables()[*v as usize]),
            Formula::And(parts) => at_least(parts.len(), parts),
            Formula::Or(parts) => at_least(1, parts),
            Formula::AtLeast(k, parts) => at_least(*k, parts),
        }
    }

    proptest! {
        #[test]
        fn the_diagram_has_the_nodes_an_independent_library_finds(formula in formulas()) {
            let mut diagram = Diagram::new();
            let root = ours(&formula, &mut diagram);
            let set = BddVariableSet::new_anonymous(8);
            let reference = theirs(&formula, &set);
            let mut program = Program::new(PARTS as usize);
            let choices: Vec<u32> = (0..PARTS).map(Program::input).collect();
            let places = diagram.append(&[root], &choices, &mut program);
            program.ask(places[0]);
            prop_assert_eq!(program.size() + 2, reference.size().max(2));
            for down in 0..1_u32 << PARTS {
                let q: Vec<f64> = (0..PARTS).map(|v| f64::from(down >> v & 1)).collect();
                let mut scratch = program.scratch();
                program.run(&q, &mut scratch);
                let valuation = biodivine_lib_bdd::BddValuation::new((0..PARTS).map(|v| down >> v & 1 == 0).collect());
                prop_assert_eq!(program.root(0, &scratch).yes == 1.0, reference.eval_in(&valuation));
                prop_assert_eq!(holds(&formula, down), reference.eval_in(&valuation));
            }
        }
    }

    #[test]
    fn a_diagram_that_explodes_stops_at_its_limit() {
        let mut diagram = Diagram::new();
        // The classic bad order: pairs far apart.
        let mut function = Function::FALSE;
        let result = (0..40_u32).try_for_each(|i| {
            let (a, b) = (diagram.variable(i)?, diagram.variable(i + 40)?);
            let pair = diagram.at_least(2, vec![(a, false), (b, false)])?;
            function = diagram.at_least(1, vec![(function, false), (pair, false)])?;
            Ok::<(), TooLarge>(())
        });
        assert_eq!(result, Err(TooLarge));
    }
}
