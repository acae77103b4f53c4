//! Flows compared with a simulation that knows nothing of the formulas.

use std::sync::Arc;

use super::{call, exponential, law, one, percentiles, quorum, repeat};
use crate::latency::{Call, Law, Node, Solved, Solver, UpSets};
use crate::math::normal_quantile;

const DRAWS: usize = 100_000;

/// A small generator (SplitMix64) with a fixed seed.
struct Dice(u64);

impl Dice {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ z >> 31) >> 11) as f64 / 9_007_199_254_740_992.0
    }

    fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    fn law(&mut self, law: &Law) -> f64 {
        match law {
            Law::LogNormal { mu, sigma } => {
                crate::math::exp(mu + sigma * normal_quantile(self.uniform().max(1e-18)))
            }
            other => other.quantile(self.uniform()),
        }
    }

    /// One attempt after another until one succeeds; all failed: once more
    /// from the start, since the latency is that of success.
    fn call(&mut self, call: &Call) -> f64 {
        loop {
            let mut spent = 0.0;
            for _ in 0..=call.retries {
                let mut latency = self.law(&call.law);
                if let Some(delay) = call.hedge {
                    latency = latency.min(delay + self.law(&call.law));
                }
                let error = self.happens(call.errors);
                let limit = call.limit();
                if !error && latency <= limit {
                    return spent + latency;
                }
                spent += latency.min(limit) + call.backoff;
            }
        }
    }

    fn node(&mut self, node: &Node) -> f64 {
        match node {
            Node::Call(call) => self.call(call),
            Node::Delay(seconds) => *seconds,
            Node::Sequence(parts) => parts.iter().map(|part| self.node(part)).sum(),
            Node::Repeat(times, inner) => (0..*times).map(|_| self.node(inner)).sum(),
            Node::Slowest(parts) => parts.iter().map(|p| self.node(p)).fold(0.0, f64::max),
            Node::Kth { k, branches, up } => {
                let mask = self.up(*k, up);
                let mut times: Vec<f64> = branches
                    .iter()
                    .enumerate()
                    .filter(|(index, _)| mask >> index & 1 == 1)
                    .map(|(_, branch)| self.node(branch))
                    .collect();
                times.sort_by(f64::total_cmp);
                times[k - 1]
            }
            Node::Fallback {
                primary,
                fallback,
                primary_weight,
                detection,
            } => {
                if self.happens(*primary_weight) {
                    self.node(primary)
                } else {
                    detection + self.node(fallback)
                }
            }
            Node::Optional {
                inner,
                waits_at_most,
                available,
            } => match (self.happens(*available), waits_at_most) {
                (true, Some(limit)) => self.node(inner).min(*limit),
                (true, None) => self.node(inner),
                (false, limit) => limit.unwrap_or(0.0),
            },
        }
    }

    fn up(&mut self, k: usize, up: &UpSets) -> u64 {
        match up {
            UpSets::Independent(available) => loop {
                let mut mask = 0;
                for (index, probability) in available.iter().enumerate() {
                    mask |= u64::from(self.happens(*probability)) << index;
                }
                if mask.count_ones() as usize >= k {
                    return mask;
                }
            },
            UpSets::Explicit(sets) => {
                let mut left = self.uniform();
                for (mask, weight) in sets {
                    left -= weight;
                    if left < 0.0 {
                        return *mask;
                    }
                }
                sets[sets.len() - 1].0
            }
        }
    }
}

/// Checks every percentile, and the drawn curve, against simulated requests:
/// the share of draws within must lie within five standard errors.
fn assert_simulated(node: &Node) {
    let solved = Solver::new().solve(node).unwrap();
    let mut dice = Dice(42);
    let mut draws: Vec<f64> = (0..DRAWS).map(|_| dice.node(node)).collect();
    draws.sort_by(f64::total_cmp);
    for (t, tail) in percentiles(&solved) {
        assert_share(&draws, t, 1.0 - tail, solved.error);
    }
    for (t, p) in solved.curve.iter().step_by(9) {
        assert_share(&draws, *t, *p, solved.error);
    }
    assert_mean(&draws, &solved);
    assert!(solved.upper_bound_p99 >= solved.p99 * (1.0 - 1e-3));
}

fn assert_share(draws: &[f64], t: f64, p: f64, error: f64) {
    let size = draws.len() as f64;
    // At a jump of the law any share between its two sides is right, and the
    // jump is known to the stated resolution.
    let near = error + 1e-6 * t;
    let below = draws.partition_point(|draw| *draw < t - near) as f64 / size;
    let within = draws.partition_point(|draw| *draw <= t + near) as f64 / size;
    let slack = 5.0 * (p * (1.0 - p) / size).sqrt();
    assert!(
        below - slack <= p && p <= within + slack,
        "P(T ≤ {t}) = {p}, simulated {below} to {within}"
    );
}

fn assert_mean(draws: &[f64], solved: &Solved) {
    let size = draws.len() as f64;
    let mean = draws.iter().sum::<f64>() / size;
    let variance = draws.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / size;
    let slack = 6.0 * (variance / size).sqrt() + 1e-9 * mean;
    assert!(
        (mean - solved.mean).abs() <= slack,
        "mean {}, simulated {mean} ± {slack}",
        solved.mean
    );
}

fn policed() -> Call {
    Call {
        timeout: Some(0.120),
        retries: 2,
        backoff: 0.005,
        errors: 0.03,
        ..Call::new(law(20.0, 100.0))
    }
}

#[test]
fn a_call_with_timeouts_errors_and_retries() {
    assert_simulated(&one(policed()));
    assert_simulated(&one(Call {
        errors: 0.0,
        timeout: Some(0.040),
        ..policed()
    }));
    assert_simulated(&one(Call {
        timeout: None,
        errors: 0.4,
        retries: 5,
        ..policed()
    }));
}

#[test]
fn a_hedged_call_with_a_timeout_and_retries() {
    assert_simulated(&one(Call {
        hedge: Some(0.030),
        ..policed()
    }));
    assert_simulated(&one(Call {
        hedge: Some(0.030),
        errors: 0.0,
        timeout: Some(0.035),
        ..policed()
    }));
}

#[test]
fn a_chain_of_policed_calls() {
    assert_simulated(&Node::Sequence(vec![
        call(5.0, 50.0),
        one(policed()),
        Node::Delay(0.003),
        repeat(3, exponential(0.004)),
        one(Call {
            errors: 0.0,
            ..policed()
        }),
    ]));
}

#[test]
fn quorums_of_chains_inside_a_chain() {
    let branch = |ms: f64| Node::Sequence(vec![call(ms, 6.0 * ms), exponential(ms / 1e3)]);
    assert_simulated(&Node::Sequence(vec![
        quorum(2, vec![branch(4.0), branch(9.0), branch(30.0)], 0.9),
        Node::Slowest(vec![branch(3.0), branch(5.0), call(2.0, 80.0)]),
        quorum(1, vec![call(10.0, 100.0), call(15.0, 40.0)], 0.8),
    ]));
}

#[test]
fn quorums_with_explicit_up_sets() {
    assert_simulated(&Node::Kth {
        k: 2,
        branches: vec![call(5.0, 50.0), call(10.0, 30.0), exponential(0.02)],
        up: UpSets::Explicit(vec![(0b111, 0.7), (0b011, 0.2), (0b110, 0.1)]),
    });
}

#[test]
fn fallbacks_and_optional_parts() {
    let fallback = Node::Fallback {
        primary: Box::new(call(10.0, 60.0)),
        fallback: Box::new(Node::Sequence(vec![call(30.0, 90.0), call(5.0, 9.0)])),
        primary_weight: 0.93,
        detection: 0.1,
    };
    let optional = |limit: Option<f64>| Node::Optional {
        inner: Box::new(call(20.0, 300.0)),
        waits_at_most: limit,
        available: 0.97,
    };
    assert_simulated(&fallback);
    assert_simulated(&optional(Some(0.05)));
    assert_simulated(&optional(None));
    assert_simulated(&Node::Sequence(vec![
        fallback,
        optional(Some(0.05)),
        optional(None),
    ]));
}

#[test]
fn jumps_inside_sums() {
    let steps = one(Call::new(
        Law::from_samples(vec![0.001, 0.002, 0.002, 0.010, 0.040]).unwrap(),
    ));
    let wait = Node::Fallback {
        primary: Box::new(Node::Delay(0.010)),
        fallback: Box::new(Node::Delay(0.200)),
        primary_weight: 0.98,
        detection: 0.050,
    };
    assert_simulated(&Node::Sequence(vec![steps.clone(), wait.clone()]));
    assert_simulated(&Node::Sequence(vec![repeat(2, steps), wait, call(5.0, 12.0)]));
}

#[test]
fn rare_fallbacks_from_certain_times() {
    let rare = |weight: f64| Node::Fallback {
        primary: Box::new(Node::Delay(0.010)),
        fallback: Box::new(call(30.0, 90.0)),
        primary_weight: weight,
        detection: 0.020,
    };
    let narrow = call(1e-3, 2e-3);
    assert_simulated(&Node::Sequence(vec![rare(0.985), narrow.clone()]));
    assert_simulated(&repeat(20, rare(0.999)));
    assert_simulated(&Node::Sequence(vec![repeat(5, rare(0.98)), repeat(3, narrow)]));
}

#[test]
fn the_slowest_of_a_certain_and_a_varying_time_in_a_row() {
    let floored = |ms: f64| Node::Slowest(vec![Node::Delay(ms / 1e3), call(5.0, 50.0)]);
    assert_simulated(&Node::Sequence(vec![floored(10.0), floored(15.0)]));
    assert_simulated(&Node::Sequence(vec![
        floored(20.0),
        floored(30.0),
        exponential(1e-3),
    ]));
}

#[test]
fn several_optional_parts_in_a_row() {
    let optional = |ms: f64| Node::Optional {
        inner: Box::new(call(ms, 5.0 * ms)),
        waits_at_most: Some(3.0 * ms / 1e3),
        available: 0.95,
    };
    assert_simulated(&Node::Sequence(vec![optional(10.0), optional(25.0)]));
}

#[test]
fn equal_calls_share_one_transform() {
    let shared = Arc::new(Call::new(law(3.0, 30.0)));
    assert_simulated(&Node::Sequence(vec![Node::Call(shared); 5]));
}

/// Ten flows of every operator, mixed.
fn mixed() -> Vec<Node> {
    let branch = |ms: f64| Node::Sequence(vec![call(ms, 6.0 * ms), exponential(ms / 1e3)]);
    let fallback = Node::Fallback {
        primary: Box::new(call(10.0, 60.0)),
        fallback: Box::new(Node::Sequence(vec![call(30.0, 90.0), call(5.0, 9.0)])),
        primary_weight: 0.93,
        detection: 0.1,
    };
    let optional = Node::Optional {
        inner: Box::new(call(20.0, 300.0)),
        waits_at_most: None,
        available: 0.97,
    };
    let hedged = one(Call {
        hedge: Some(0.030),
        ..Call::new(law(10.0, 100.0))
    });
    let any = || quorum(1, vec![call(10.0, 100.0), call(15.0, 40.0)], 0.8);
    let two = || quorum(2, vec![branch(4.0), branch(9.0), branch(30.0)], 0.9);
    vec![
        Node::Sequence(vec![call(5.0, 50.0), call(20.0, 60.0), call(2.0, 8.0)]),
        Node::Sequence(vec![call(10.0, 100.0), call(10.0, 100.0)]),
        Node::Slowest(vec![branch(3.0), branch(5.0), call(2.0, 80.0)]),
        two(),
        Node::Sequence(vec![any(), two(), exponential(0.010)]),
        Node::Sequence(vec![fallback.clone(), call(8.0, 25.0)]),
        Node::Sequence(vec![optional, call(5.0, 30.0), repeat(3, exponential(0.004))]),
        Node::Sequence(vec![hedged.clone(), call(3.0, 12.0)]),
        Node::Sequence(vec![
            repeat(20, call(2.0, 9.0)),
            Node::Slowest(vec![any(), branch(5.0)]),
        ]),
        Node::Sequence(vec![call(5.0, 50.0), hedged, two(), fallback, one(policed())]),
    ]
}

/// Each percentile of each flow against the same of so many drawn requests, within 0.2 % beyond what
/// drawing leaves open; the greatest difference at each.
fn differences(count: usize) -> Vec<[f64; 4]> {
    mixed()
        .iter()
        .map(|node| {
            let solved = Solver::new().solve(node).unwrap();
            let mut dice = Dice(11);
            let mut draws: Vec<f64> = (0..count).map(|_| dice.node(node)).collect();
            draws.sort_by(f64::total_cmp);
            percentiles(&solved).map(|(t, tail)| {
                let p = 1.0 - tail;
                let slack = 3.5 * (p * tail / count as f64).sqrt();
                let at = |p: f64| draws[((p * count as f64) as usize).min(count - 1)];
                let (low, high) = (at(p - slack), at((p + slack).min(1.0)));
                assert!(
                    low * 0.998 <= t && t <= high * 1.002,
                    "{node:?}: p{} is {t}, drawn {low} to {high}",
                    100.0 * p
                );
                t / at(p) - 1.0
            })
        })
        .collect()
}

#[test]
fn ten_mixed_flows_agree_with_requests_drawn_one_by_one() {
    differences(50_000);
}

#[test]
#[ignore = "minutes: the same with ten million requests each"]
fn ten_mixed_flows_agree_with_ten_million_requests_each() {
    for each in differences(10_000_000) {
        println!("{}", each.map(|off| format!("{:+.3} %", 100.0 * off)).join("  "));
    }
}
