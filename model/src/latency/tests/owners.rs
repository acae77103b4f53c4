//! Who owns the tail, against requests drawn one by one.

use super::{call, exponential, repeat};
use crate::latency::{Call, Node, Solver, UpSets};
use std::sync::Arc;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ z >> 31) >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// How long the node takes, the longest call on its path, and how long that took.
    fn node<'a>(&mut self, node: &'a Node) -> (f64, Option<&'a Arc<Call>>, f64) {
        match node {
            Node::Call(call) => {
                let time = call.law.quantile(self.uniform());
                (time, Some(call), time)
            }
            Node::Delay(seconds) => (*seconds, None, *seconds),
            Node::Sequence(parts) => self.row(parts.iter()),
            Node::Repeat(times, inner) => self.row((0..*times).map(|_| &**inner)),
            Node::Slowest(parts) => {
                let each: Vec<_> = parts.iter().map(|part| self.node(part)).collect();
                each.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
            }
            Node::Kth { k, branches, .. } => {
                let mut each: Vec<_> = branches.iter().map(|part| self.node(part)).collect();
                each.sort_by(|a, b| a.0.total_cmp(&b.0));
                each.swap_remove(k - 1)
            }
            Node::Fallback {
                primary,
                fallback,
                primary_weight,
                detection,
            } => {
                if self.uniform() < *primary_weight {
                    return self.node(primary);
                }
                let (time, owner, longest) = self.node(fallback);
                (time + detection, owner, longest)
            }
            Node::Optional {
                inner, waits_at_most, ..
            } => {
                let limit = waits_at_most.unwrap_or(f64::INFINITY);
                let (time, owner, longest) = self.node(inner);
                (time.min(limit), owner, longest.min(limit))
            }
        }
    }

    fn row<'a>(&mut self, parts: impl Iterator<Item = &'a Node>) -> (f64, Option<&'a Arc<Call>>, f64) {
        parts.fold((0.0, None, 0.0), |(sum, owner, longest), part| {
            let (time, next, one) = self.node(part);
            let (owner, longest) = if one > longest {
                (next, one)
            } else {
                (owner, longest)
            };
            (sum + time, owner, longest)
        })
    }
}

fn assert_shares(node: &Node, limit: f64) {
    const DRAWS: usize = 200_000;
    let owners = Solver::new().owners(node, limit).unwrap();
    let mut dice = Dice(7);
    let mut counts = vec![0_usize; owners.shares.len()];
    let mut over = 0;
    for _ in 0..DRAWS {
        let (time, owner, _) = dice.node(node);
        if time > limit {
            over += 1;
            let at = owners
                .shares
                .iter()
                .position(|(call, _)| owner.is_some_and(|o| Arc::ptr_eq(o, call)));
            if let Some(at) = at {
                counts[at] += 1;
            }
        }
    }
    let share = over as f64 / DRAWS as f64;
    assert!(
        (owners.probability / share - 1.0).abs() < 0.05,
        "{} {share}",
        owners.probability
    );
    for ((_, share), count) in owners.shares.iter().zip(counts) {
        let drawn = count as f64 / over as f64;
        assert!((share - drawn).abs() < 0.02, "{share} {drawn}");
    }
}

#[test]
fn shares_of_slow_requests_agree_with_requests_drawn_one_by_one() {
    let three = || vec![call(5.0, 50.0), call(20.0, 60.0), exponential(0.010)];
    let quorum = |k: usize| Node::Kth {
        k,
        branches: three(),
        up: UpSets::Explicit(vec![(0b111, 1.0)]),
    };
    assert_shares(&Node::Sequence(three()), 0.085);
    assert_shares(&Node::Slowest(three()), 0.050);
    assert_shares(&quorum(2), 0.025);
    let mixed = vec![
        call(8.0, 40.0),
        Node::Slowest(three()),
        quorum(1),
        repeat(3, exponential(0.004)),
    ];
    assert_shares(&Node::Sequence(mixed), 0.080);
    let nested = vec![
        Node::Sequence(vec![call(5.0, 30.0), quorum(2)]),
        Node::Sequence(vec![exponential(0.015), call(3.0, 20.0)]),
    ];
    assert_shares(&Node::Slowest(nested), 0.060);
}

#[test]
fn a_fallback_and_a_limit_own_what_they_bring_in() {
    let fallback = Node::Fallback {
        primary: Box::new(call(10.0, 60.0)),
        fallback: Box::new(call(30.0, 200.0)),
        primary_weight: 0.9,
        detection: 0.010,
    };
    let optional = Node::Optional {
        inner: Box::new(exponential(0.030)),
        waits_at_most: Some(0.050),
        available: 1.0,
    };
    assert_shares(&Node::Sequence(vec![fallback, optional, call(5.0, 20.0)]), 0.120);
}

#[test]
fn far_out_the_shares_still_come_out() {
    let node = Node::Sequence(vec![call(10.0, 100.0), call(10.0, 50.0)]);
    let owners = Solver::new().owners(&node, 10.0).unwrap();
    assert!(owners.probability < 1e-9, "{}", owners.probability);
    assert!(owners.shares[0].1 > 0.99);
}

#[test]
fn nobody_owns_what_never_happens() {
    let node = Node::Sequence(vec![Node::Delay(0.010), Node::Delay(0.020)]);
    assert_eq!(Solver::new().owners(&node, 0.5), None);
}
