//! Programs against an enumeration of every state of their parts.

use super::compile::compile;
use super::cuts::{MOST_PARTS, MOST_SETS};
use super::diagram::MAX_WORK;
use super::gates::{Gate, Gates, Wire};
use super::modules::modules;
use super::program::Program;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

#[derive(Clone, Debug)]
pub(super) enum Formula {
    Variable(u32),
    And(Vec<Formula>),
    Or(Vec<Formula>),
    AtLeast(usize, Vec<Formula>),
}

pub(super) const PARTS: u32 = 8;

pub(super) fn formulas() -> impl Strategy<Value = Formula> {
    let leaf = (0..PARTS).prop_map(Formula::Variable);
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Formula::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Formula::Or),
            (prop::collection::vec(inner, 1..4), 0..4_usize)
                .prop_map(|(list, k)| Formula::AtLeast(1 + k % list.len(), list)),
        ]
    })
}

fn written(formula: &Formula, gates: &mut Gates) -> Wire {
    let mut list = |parts: &[Formula]| parts.iter().map(|part| written(part, gates)).collect::<Vec<_>>();
    match formula {
        Formula::Variable(v) => gates.variable(*v),
        Formula::And(parts) => {
            let parts = list(parts);
            gates.all(parts)
        }
        Formula::Or(parts) => {
            let parts = list(parts);
            gates.any(parts)
        }
        Formula::AtLeast(k, parts) => {
            let parts = list(parts);
            gates.at_least(*k, parts)
        }
    }
}

/// The program of a formula, and of "not in full" beside it: true without the second formula.
fn compiled(formula: &Formula, but: Option<&Formula>) -> Program {
    let mut gates = Gates::default();
    let root = written(formula, &mut gates);
    let mut roots = vec![root, root.opposite()];
    if let Some(but) = but {
        let but = written(but, &mut gates).opposite();
        roots.push(gates.all(vec![root, but]));
    }
    compile(&gates, &roots, PARTS as usize, MAX_WORK).0.unwrap()
}

/// Whether `formula` holds while exactly the parts of `down` have failed.
pub(super) fn holds(formula: &Formula, down: u32) -> bool {
    match formula {
        Formula::Variable(v) => down >> v & 1 == 0,
        Formula::And(list) => list.iter().all(|part| holds(part, down)),
        Formula::Or(list) => list.iter().any(|part| holds(part, down)),
        Formula::AtLeast(k, list) => list.iter().filter(|part| holds(part, down)).count() >= *k,
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

/// The probability of the states that `counts` says yes to, by what is down.
fn enumerated(q: &[f64], counts: impl Fn(u32) -> bool) -> f64 {
    let state = |down: u32| -> f64 {
        let factor = |v: u32| {
            let q = q[v as usize];
            if down >> v & 1 == 1 { q } else { 1.0 - q }
        };
        (0..PARTS).map(factor).product()
    };
    (0..1 << PARTS).filter(|down| counts(*down)).map(state).sum()
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
    let program = compiled(formula, None);
    let mut scratch = program.scratch();
    program.run(q, &mut scratch);
    let down = program.root(0, &scratch).no;
    prop_assert!((down - enumerated(q, |down| !holds(formula, down))).abs() < 1e-12);
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

#[test]
fn diagram_enumeration_and_inclusion_exclusion_agree_and_cut_sets_are_the_minimal_ones() {
    let mut runner = TestRunner::new(Config::with_cases(10_000));
    let cases = (formulas(), prop::collection::vec(0.001..0.5_f64, PARTS as usize));
    let result = runner.run(&cases, |(formula, q)| three_routes_agree(&formula, &q));
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// Variables below a gate.
fn below(gates: &Gates, number: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut stack = vec![number];
    while let Some(number) = stack.pop() {
        if !found.contains(&number) {
            found.push(number);
            stack.extend(gates.list()[number].parts().iter().map(|part| part.gate()));
        }
    }
    found
}

/// Whether nothing below a gate is reached but through it, by leaving it out.
fn is_module(gates: &Gates, root: usize, number: usize) -> bool {
    let mut reached = Vec::new();
    let mut stack = vec![root];
    while let Some(next) = stack.pop() {
        if next != number && !reached.contains(&next) {
            reached.push(next);
            stack.extend(gates.list()[next].parts().iter().map(|part| part.gate()));
        }
    }
    below(gates, number).iter().all(|inner| !reached.contains(inner))
}

proptest! {
    #[test]
    fn birnbaum_is_the_difference_between_working_and_failed(formula in formulas(), q in prop::collection::vec(0.001..0.5_f64, PARTS as usize)) {
        let program = compiled(&formula, None);
        let mut scratch = program.scratch();
        program.run(&q, &mut scratch);
        let both = program.root(0, &scratch);
        prop_assert!((both.yes + both.no - 1.0).abs() < 1e-12);
        let importance = program.birnbaum(0, &scratch);
        for v in 0..PARTS as usize {
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

    #[test]
    fn opposites_and_what_two_functions_share_are_counted_right(formula in formulas(), but in formulas(), q in prop::collection::vec(0.001..0.5_f64, PARTS as usize)) {
        let program = compiled(&formula, Some(&but));
        let mut scratch = program.scratch();
        program.run(&q, &mut scratch);
        let expected = enumerated(&q, |down| holds(&formula, down) && !holds(&but, down));
        prop_assert!((program.root(2, &scratch).yes - expected).abs() < 1e-12);
        prop_assert_eq!(program.root(1, &scratch).yes, program.root(0, &scratch).no);
    }

    #[test]
    fn modules_are_the_gates_that_nothing_reaches_into(formula in formulas()) {
        let mut gates = Gates::default();
        let root = written(&formula, &mut gates);
        let found = modules(&gates, &[root]);
        let reached = below(&gates, root.gate());
        for (number, gate) in gates.list().iter().enumerate() {
            let expected = matches!(gate, Gate::AtLeast(_, parts) if !parts.is_empty())
                && reached.contains(&number)
                && is_module(&gates, root.gate(), number);
            prop_assert_eq!(found[number], expected, "{:?} {}", gates.list(), number);
        }
    }
}

/// Rows of pairs, votes and stand-ins with nothing in common but one supply: as many diagrams as
/// there are groups, and together no larger than the gates.
#[test]
fn what_has_nothing_in_common_costs_no_more_than_its_own() {
    let mut gates = Gates::default();
    let groups: Vec<Wire> = (0..200)
        .map(|group| {
            let parts: Vec<Wire> = (0..5).map(|at| gates.variable(5 * group + at)).collect();
            let pair = gates.all(parts[..2].to_vec());
            gates.at_least(2, vec![pair, parts[2], parts[3], parts[4]])
        })
        .collect();
    let supply = gates.variable(1000);
    let half = gates.at_least(100, groups);
    let whole = gates.all(vec![supply, half]);
    let (program, work) = compile(&gates, &[whole], 1001, 40_000);
    let program = program.unwrap();
    assert!(
        program.size() < 12_000 && work < 40_000,
        "{} {work}",
        program.size()
    );
    let q = vec![0.1; 1001];
    let mut scratch = program.scratch();
    program.run(&q, &mut scratch);
    // A group by hand: two of a pair at .81 and three single parts at .9.
    let group = 0.81 * (1.0 - 0.001) + 0.19 * (0.729 + 3.0 * 0.081);
    let mut counts = vec![0.0; 201];
    counts[0] = 1.0;
    for n in 0..200 {
        for up in (0..=n).rev() {
            counts[up + 1] += counts[up] * group;
            counts[up] *= 1.0 - group;
        }
    }
    let expected: f64 = 0.9 * counts[100..].iter().sum::<f64>();
    let got = program.root(0, &scratch).yes;
    assert!((got / expected - 1.0).abs() < 1e-12, "{got} {expected}");
}

/// A dozen sets of four are likelier than one of three, and only the one of three has room for what
/// must be down beside it.
#[test]
fn a_smaller_cut_set_is_not_lost_behind_larger_ones_that_outgrow_the_limit() {
    let mut gates = Gates::default();
    let mut next = 0;
    let mut parts = |count: u32, gates: &mut Gates| -> Vec<Wire> {
        let parts = (next..next + count)
            .map(|variable| gates.variable(variable))
            .collect();
        next += count;
        parts
    };
    let mut groups: Vec<Wire> = Vec::new();
    for size in [4; 12].into_iter().chain([3]) {
        let group = parts(size, &mut gates);
        groups.push(gates.any(group));
    }
    let beside = parts(1, &mut gates)[0];
    let inside = gates.all(groups);
    let whole = gates.any(vec![beside, inside]);
    let program = compile(&gates, &[whole], 52, MAX_WORK).0.unwrap();
    let q: Vec<f64> = (0..52).map(|at| if at < 48 { 0.9 } else { 0.01 }).collect();
    let found = program.cuts(0, &q, usize::MAX).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].variables(), [48, 49, 50, 51]);
}
