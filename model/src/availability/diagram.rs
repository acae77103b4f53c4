//! A reduced ordered binary decision diagram, for exact availability with shared parts.
//!
//! # What it computes
//! Boolean functions of "part *i* works", each function once, so that a service named twice is
//! counted once.
//!
//! # Formula
//! `f = x·f₁ + (1−x)·f₀` (Shannon expansion). Probabilities go up and down the diagram as two
//! positive sums, P(f) and P(¬f), so that eleven nines lose no digits to `1 − A`.
//!
//! # References
//! R. E. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", IEEE Trans. Computers
//! C-35(8), 1986. A. Rauzy, "New algorithms for fault trees analysis", Reliability Engineering &
//! System Safety 40(3), 1993.

use super::cuts::{CutSet, join};
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
pub const MAX_WORK: usize = 1_000_000;

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

    /// Both.
    ///
    /// # Errors
    /// [`TooLarge`] past the work it may take.
    pub fn and(&mut self, a: Function, b: Function) -> Result<Function, TooLarge> {
        self.choose(a, b, Function::FALSE)
    }

    /// Either.
    ///
    /// # Errors
    /// [`TooLarge`] past the work it may take.
    pub fn or(&mut self, a: Function, b: Function) -> Result<Function, TooLarge> {
        self.choose(a, Function::TRUE, b)
    }

    /// `a` but not `b`.
    ///
    /// # Errors
    /// [`TooLarge`] past the work it may take.
    pub fn without(&mut self, a: Function, b: Function) -> Result<Function, TooLarge> {
        self.choose(b, Function::FALSE, a)
    }

    /// At least `k` of `functions`.
    ///
    /// # Errors
    /// [`TooLarge`] past the work it may take.
    pub fn at_least(&mut self, k: usize, functions: &[Function]) -> Result<Function, TooLarge> {
        // counts[j]: at least j of those seen so far, filled from the back.
        let mut counts = vec![Function::FALSE; k + 1];
        counts[0] = Function::TRUE;
        for function in functions.iter().rev() {
            for j in (1..=k).rev() {
                counts[j] = self.choose(*function, counts[j - 1], counts[j])?;
            }
        }
        Ok(counts[k])
    }

    /// `functions` in the order of the variables they are decided by first: putting them together from
    /// the last on meets every diagram above those it is put on.
    pub fn from_the_top(&self, functions: Vec<Function>) -> Vec<Function> {
        crate::order::sorted_by_key(functions, |function| f64::from(self.top(*function)))
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

    /// The nodes `roots` need, children before parents, as a compact program for evaluation;
    /// `variables[level]` is what is decided at a level.
    pub fn program(&self, roots: &[Function], variables: &[u32]) -> Program {
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
        let mut place = vec![0_u32; self.nodes.len()];
        place[1] = 1;
        let mut steps = Vec::new();
        for (index, node) in self
            .nodes
            .iter()
            .enumerate()
            .skip(2)
            .filter(|(index, _)| needed[*index])
        {
            place[index] = u32::try_from(steps.len() + 2).unwrap_or(u32::MAX);
            steps.push(Step {
                variable: variables[node.variable as usize],
                low: place[node.low.index()],
                high: place[node.high.index()],
            });
        }
        Program {
            steps,
            roots: roots.iter().map(|root| place[root.index()]).collect(),
        }
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

#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    variable: u32,
    low: u32,
    high: u32,
}

/// Functions of a diagram, ready to be evaluated again and again without allocation.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    steps: Vec<Step>,
    roots: Vec<u32>,
}

/// P(true) and P(false) of a function; they sum to one, and neither is got by subtraction.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Both {
    /// Probability of being true.
    pub yes: f64,
    /// Probability of being false.
    pub no: f64,
}

impl Program {
    /// Number of steps.
    pub fn size(&self) -> usize {
        self.steps.len()
    }

    /// Room that [`Program::run`] works in.
    pub fn scratch(&self) -> Vec<Both> {
        vec![Both::default(); self.steps.len() + 2]
    }

    /// Evaluates every step, each variable failing with probability `q[variable]` independently.
    pub fn run(&self, q: &[f64], scratch: &mut [Both]) {
        scratch[0] = Both { yes: 0.0, no: 1.0 };
        scratch[1] = Both { yes: 1.0, no: 0.0 };
        for (at, step) in self.steps.iter().enumerate() {
            let down = q[step.variable as usize];
            let up = 1.0 - down;
            let (low, high) = (scratch[step.low as usize], scratch[step.high as usize]);
            scratch[at + 2] = Both {
                yes: up * high.yes + down * low.yes,
                no: up * high.no + down * low.no,
            };
        }
    }

    /// The probability of root number `root` after [`Program::run`].
    pub fn root(&self, root: usize, scratch: &[Both]) -> Both {
        scratch[self.roots[root] as usize]
    }

    /// Birnbaum importance of every variable for root number `root` after [`Program::run`]:
    /// P(root | works) − P(root | failed).
    pub fn birnbaum(&self, root: usize, q: &[f64], scratch: &[Both]) -> Vec<f64> {
        let mut reach = vec![0.0; self.steps.len() + 2];
        reach[self.roots[root] as usize] = 1.0;
        let mut importance = vec![0.0; q.len()];
        for (at, step) in self.steps.iter().enumerate().rev() {
            let here = reach[at + 2];
            let down = q[step.variable as usize];
            reach[step.high as usize] += here * (1.0 - down);
            reach[step.low as usize] += here * down;
            let (low, high) = (scratch[step.low as usize], scratch[step.high as usize]);
            // Of the two equal differences, the one between the smaller numbers keeps more digits.
            let gain = if high.yes > 0.5 {
                low.no - high.no
            } else {
                high.yes - low.yes
            };
            importance[step.variable as usize] += here * gain;
        }
        importance
    }

    /// The most probable minimal cut sets of root number `root`, which nothing that fails may make true
    /// again; the most probable first. Nothing when there are more than `limit` steps.
    pub fn cuts(&self, root: usize, q: &[f64], limit: usize) -> Option<Vec<CutSet>> {
        if self.steps.len() > limit {
            return None;
        }
        let mut sets: Vec<Vec<CutSet>> = Vec::with_capacity(self.steps.len() + 2);
        sets.extend([vec![CutSet::NOTHING], Vec::new()]);
        for step in &self.steps {
            let down = q[step.variable as usize];
            let (low, high) = (&sets[step.low as usize], &sets[step.high as usize]);
            sets.push(join(step.variable, down, low, high));
        }
        Some(sets.swap_remove(self.roots[root] as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::availability::cuts::{MOST_PARTS, MOST_SETS};
    use biodivine_lib_bdd::{Bdd, BddVariableSet};
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestCaseError, TestRunner};

    #[derive(Clone, Debug)]
    enum Formula {
        Variable(u32),
        And(Box<Formula>, Box<Formula>),
        Or(Box<Formula>, Box<Formula>),
        AtLeast(usize, Vec<Formula>),
    }

    fn formulas() -> impl Strategy<Value = Formula> {
        let leaf = (0..8_u32).prop_map(Formula::Variable);
        leaf.prop_recursive(5, 40, 4, |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| Formula::And(Box::new(a), Box::new(b))),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| Formula::Or(Box::new(a), Box::new(b))),
                (prop::collection::vec(inner, 1..4), 0..4_usize)
                    .prop_map(|(list, k)| Formula::AtLeast(1 + k % list.len(), list)),
            ]
        })
    }

    fn ours(formula: &Formula, diagram: &mut Diagram) -> Function {
        match formula {
            Formula::Variable(v) => diagram.variable(*v).unwrap(),
            Formula::And(a, b) => {
                let (a, b) = (ours(a, diagram), ours(b, diagram));
                diagram.and(a, b).unwrap()
            }
            Formula::Or(a, b) => {
                let (a, b) = (ours(a, diagram), ours(b, diagram));
                diagram.or(a, b).unwrap()
            }
            Formula::AtLeast(k, list) => {
                let list: Vec<Function> = list.iter().map(|f| ours(f, diagram)).collect();
                diagram.at_least(*k, &list).unwrap()
            }
        }
    }

    fn theirs(formula: &Formula, set: &BddVariableSet) -> Bdd {
        match formula {
            Formula::Variable(v) => set.mk_var(set.variables()[*v as usize]),
            Formula::And(a, b) => theirs(a, set).and(&theirs(b, set)),
            Formula::Or(a, b) => theirs(a, set).or(&theirs(b, set)),
            Formula::AtLeast(k, list) => {
                let mut counts = vec![set.mk_false(); k + 1];
                counts[0] = set.mk_true();
                for part in list {
                    let part = theirs(part, set);
                    for j in (1..=*k).rev() {
                        counts[j] = part.and(&counts[j - 1]).or(&counts[j]);
                    }
                }
                counts[*k].clone()
            }
        }
    }

    proptest! {
        #[test]
        fn the_diagram_has_the_nodes_an_independent_library_finds(formula in formulas()) {
            let mut diagram = Diagram::new();
            let root = ours(&formula, &mut diagram);
            let set = BddVariableSet::new_anonymous(8);
            let reference = theirs(&formula, &set);
            let program = diagram.program(&[root], &[0, 1, 2, 3, 4, 5, 6, 7]);
            prop_assert_eq!(program.steps.len() + 2, reference.size().max(2));
            for state in 0..256_u32 {
                let q: Vec<f64> = (0..8).map(|v| f64::from(1 - ((state >> v) & 1))).collect();
                let mut scratch = program.scratch();
                program.run(&q, &mut scratch);
                let valuation = biodivine_lib_bdd::BddValuation::new((0..8).map(|v| (state >> v) & 1 == 1).collect());
                prop_assert_eq!(program.root(0, &scratch).yes == 1.0, reference.eval_in(&valuation));
            }
        }

        #[test]
        fn birnbaum_is_the_difference_between_working_and_failed(formula in formulas(), q in prop::collection::vec(0.001..0.5_f64, 8)) {
            let mut diagram = Diagram::new();
            let root = ours(&formula, &mut diagram);
            let program = diagram.program(&[root], &[0, 1, 2, 3, 4, 5, 6, 7]);
            let mut scratch = program.scratch();
            program.run(&q, &mut scratch);
            let both = program.root(0, &scratch);
            prop_assert!((both.yes + both.no - 1.0).abs() < 1e-12);
            let importance = program.birnbaum(0, &q, &scratch);
            for v in 0..8 {
                let mut with = q.clone();
                with[v] = 0.0;
                program.run(&with, &mut scratch);
                let up = program.root(0, &scratch).yes;
                with[v] = 1.0;
                program.run(&with, &mut scratch);
                let down = program.root(0, &scratch).yes;
                prop_assert!((importance[v] - (up - down)).abs() < 1e-12);
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
            let pair = diagram.and(a, b)?;
            function = diagram.or(function, pair)?;
            Ok::<(), TooLarge>(())
        });
        assert_eq!(result, Err(TooLarge));
    }

    const PARTS: u32 = 8;

    /// Whether `formula` holds while exactly the parts of `down` have failed.
    fn holds(formula: &Formula, down: u32) -> bool {
        match formula {
            Formula::Variable(v) => down >> v & 1 == 0,
            Formula::And(a, b) => holds(a, down) && holds(b, down),
            Formula::Or(a, b) => holds(a, down) || holds(b, down),
            Formula::AtLeast(k, list) => list.iter().filter(|f| holds(f, down)).count() >= *k,
        }
    }

    /// Probability that all of `down` have failed.
    fn all_down(down: u32, q: &[f64]) -> f64 {
        (0..PARTS)
            .filter(|v| down >> v & 1 == 1)
            .map(|v| q[v as usize])
            .product()
    }

    fn minimal_cuts(formula: &Formula) -> Vec<u32> {
        let cuts: Vec<u32> = (0..1 << PARTS).filter(|down| !holds(formula, *down)).collect();
        let smaller = |cut: u32| cuts.iter().any(|other| *other != cut && other & cut == *other);
        cuts.iter().copied().filter(|cut| !smaller(*cut)).collect()
    }

    fn enumerated(formula: &Formula, q: &[f64]) -> f64 {
        let state = |down: u32| -> f64 {
            let factor = |v: u32| {
                if down >> v & 1 == 1 {
                    q[v as usize]
                } else {
                    1.0 - q[v as usize]
                }
            };
            (0..PARTS).map(factor).product()
        };
        (0..1 << PARTS)
            .filter(|down| !holds(formula, *down))
            .map(state)
            .sum()
    }

    /// Poincaré's formula over the minimal cut sets.
    fn included_and_excluded(cuts: &[u32], q: &[f64]) -> f64 {
        let term = |chosen: u32| {
            let union = (0..cuts.len())
                .filter(|i| chosen >> i & 1 == 1)
                .fold(0, |union, i| union | cuts[i]);
            let sign = if chosen.count_ones() % 2 == 1 { 1.0 } else { -1.0 };
            sign * all_down(union, q)
        };
        (1..1_u32 << cuts.len()).map(term).sum()
    }

    fn three_routes_agree(formula: &Formula, q: &[f64]) -> Result<(), TestCaseError> {
        let mut diagram = Diagram::new();
        let root = ours(formula, &mut diagram);
        let program = diagram.program(&[root], &[0, 1, 2, 3, 4, 5, 6, 7]);
        let mut scratch = program.scratch();
        program.run(q, &mut scratch);
        let down = program.root(0, &scratch).no;
        prop_assert!((down - enumerated(formula, q)).abs() < 1e-12);
        let mut cuts = minimal_cuts(formula);
        if cuts.len() <= 12 {
            prop_assert!((down - included_and_excluded(&cuts, q)).abs() < 1e-9);
        }
        cuts.retain(|cut| cut.count_ones() as usize <= MOST_PARTS);
        cuts.sort_by(|a, b| all_down(*b, q).total_cmp(&all_down(*a, q)));
        let found = program.cuts(0, q, usize::MAX).unwrap();
        prop_assert_eq!(found.len(), cuts.len().min(MOST_SETS));
        for (found, cut) in found.iter().zip(&cuts) {
            prop_assert!((found.probability / all_down(*cut, q) - 1.0).abs() < 1e-12);
            let set = found.variables().iter().fold(0, |set, v| set | 1 << v);
            prop_assert!(cuts.contains(&set));
        }
        Ok(())
    }

    fn over_structures(count: u32) {
        let mut runner = TestRunner::new(Config::with_cases(count));
        let cases = (formulas(), prop::collection::vec(0.001..0.5_f64, PARTS as usize));
        let result = runner.run(&cases, |(formula, q)| three_routes_agree(&formula, &q));
        result.unwrap_or_else(|error| panic!("{error}"));
    }

    #[test]
    fn diagram_enumeration_and_inclusion_exclusion_agree_and_cut_sets_are_the_minimal_ones() {
        over_structures(300);
    }

    #[test]
    #[ignore = "minutes: the same over 10,000 structures"]
    fn the_three_routes_agree_on_ten_thousand_structures() {
        over_structures(10_000);
    }
}
