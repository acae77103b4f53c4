//! What must hold for every flow.

use proptest::prelude::*;

use super::{assert_close, one};
use crate::latency::{Call, Law, Node, Solver, UpSets};

/// Any latency law, from microseconds to seconds.
fn any_law() -> impl Strategy<Value = Law> {
    prop_oneof![
        4 => (-6.0..1.0, 0.01..2.5).prop_map(|(decade, sigma)| Law::LogNormal {
            mu: decade * std::f64::consts::LN_10,
            sigma,
        }),
        1 => (-6.0..1.0).prop_map(|decade: f64| Law::Exponential {
            mean: crate::math::pow(10.0, decade),
        }),
        1 => (0.0..1.0).prop_map(Law::Constant),
        1 => prop::collection::vec(0.0..1.0, 1..20)
            .prop_map(|samples| Law::from_samples(samples).unwrap()),
    ]
}

/// A call whose policy fits its law, so that it can succeed.
fn any_call() -> impl Strategy<Value = Node> {
    let policy = (0.3..1.0_f64, any::<bool>(), 0_u32..3, 0.0..0.2, any::<bool>());
    (any_law(), policy).prop_map(|(law, (at, cut, retries, errors, hedged))| {
        one(Call {
            timeout: cut.then(|| 2.0 * law.quantile(at.min(0.999)) + 1e-6),
            hedge: hedged.then(|| law.quantile(0.9)),
            retries,
            errors,
            backoff: 0.001,
            law,
        })
    })
}

fn any_node() -> impl Strategy<Value = Node> {
    any_call().prop_recursive(3, 12, 4, |inner| {
        let several = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            several().prop_map(Node::Sequence),
            several().prop_map(Node::Slowest),
            (1_u32..50, inner.clone()).prop_map(|(n, node)| Node::Repeat(n, Box::new(node))),
            (several(), 0.5..1.0).prop_map(|(branches, up)| Node::Kth {
                k: branches.len().div_ceil(2),
                up: UpSets::Independent(vec![up; branches.len()]),
                branches,
            }),
            (inner.clone(), inner.clone(), 0.5..1.0).prop_map(|(a, b, weight)| Node::Fallback {
                primary: Box::new(a),
                fallback: Box::new(b),
                primary_weight: weight,
                detection: 0.01,
            }),
            (inner.clone(), 0.0..1.0).prop_map(|(node, limit)| Node::Optional {
                inner: Box::new(node),
                waits_at_most: Some(limit),
                available: 0.99,
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn percentiles_ascend_and_stay_within_the_bound(node in any_node()) {
        let solved = Solver::new().solve(&node).unwrap();
        prop_assert!(0.0 <= solved.p50 && solved.p50 <= solved.p95);
        prop_assert!(solved.p95 <= solved.p99 && solved.p99 <= solved.p999);
        prop_assert!(solved.p99 <= solved.upper_bound_p99 * (1.0 + 1e-9) + 2.0 * solved.error);
        prop_assert!(solved.mean.is_finite() && solved.error.is_finite());
        for pair in solved.curve.windows(2) {
            prop_assert!(pair[0].0 <= pair[1].0 && pair[0].1 < pair[1].1);
        }
    }

    #[test]
    fn what_was_solved_before_changes_nothing(first in any_node(), second in any_node()) {
        let fresh = Solver::new().solve(&second).unwrap();
        let mut solver = Solver::new();
        solver.solve(&first).unwrap();
        prop_assert_eq!(&solver.solve(&second).unwrap(), &fresh);
        prop_assert_eq!(&solver.solve(&second).unwrap(), &fresh);
    }

    #[test]
    fn means_add_along_a_sequence(parts in prop::collection::vec(any_node(), 1..4)) {
        let mut solver = Solver::new();
        let mut sum = 0.0;
        for part in &parts {
            sum += solver.solve(part).unwrap().mean;
        }
        let mean = solver.solve(&Node::Sequence(parts)).unwrap().mean;
        prop_assert!((mean - sum).abs() <= 1e-9 * sum);
    }

    #[test]
    fn the_curve_passes_through_the_percentiles(node in any_call()) {
        let twice = Node::Sequence(vec![node, Node::Delay(0.001)]);
        let solved = Solver::new().solve(&twice).unwrap();
        for (t, p) in &solved.curve {
            prop_assert!((*t <= solved.p99 * 1.001) == (*p <= 0.99) || (p - 0.99).abs() < 2e-3
                || (t / solved.p99 - 1.0).abs() < 2e-3);
        }
    }
}

#[test]
fn a_sequence_in_another_order_takes_as_long() {
    let parts = [
        super::call(5.0, 50.0),
        super::call(20.0, 60.0),
        super::exponential(0.003),
    ];
    let forward = super::solve(&Node::Sequence(parts.to_vec()));
    let backward = super::solve(&Node::Sequence(parts.iter().rev().cloned().collect()));
    assert_close(forward.p99, backward.p99, 1e-9);
    let grouped = super::solve(&Node::Sequence(vec![
        Node::Sequence(parts[..2].to_vec()),
        parts[2].clone(),
    ]));
    assert_eq!(forward, grouped);
}
