//! The smallest, the largest, the empty and the wrong.

use super::{assert_close, call, exponential, law, one, quorum, repeat, solve};
use crate::latency::{Call, LatencyError, Law, MOST_CALLS, Node, Solved, Solver, UpSets};

fn refuse(node: &Node) -> String {
    let refused: LatencyError = Solver::new().solve(node).unwrap_err();
    refused.to_string()
}

fn assert_sane(solved: &Solved) {
    let all = [solved.p50, solved.p95, solved.p99, solved.p999];
    assert!(all.windows(2).all(|pair| pair[0] <= pair[1]), "{all:?}");
    let others = [
        solved.mean,
        solved.sum_of_p99,
        solved.upper_bound_p99,
        solved.error,
    ];
    for value in all.iter().chain(&others) {
        assert!(value.is_finite() && *value >= 0.0, "{solved:?}");
    }
    assert_eq!(solved.curve.len(), 120);
    for pair in solved.curve.windows(2) {
        assert!(pair[0].0 <= pair[1].0 && pair[0].1 < pair[1].1);
    }
}

#[test]
fn nothing_takes_no_time() {
    for node in [
        Node::Sequence(vec![]),
        Node::Slowest(vec![]),
        Node::Delay(0.0),
        repeat(0, call(1.0, 2.0)),
        repeat(10_000, Node::Delay(0.0)),
        one(Call::new(Law::Constant(0.0))),
        exponential(0.0),
        Node::Sequence(vec![Node::Slowest(vec![]), Node::Delay(0.0)]),
    ] {
        let solved = solve(&node);
        assert_sane(&solved);
        assert_eq!((solved.p50, solved.p999, solved.mean), (0.0, 0.0, 0.0));
    }
}

#[test]
fn mostly_nothing_is_no_trouble() {
    let rare = Node::Fallback {
        primary: Box::new(Node::Delay(0.0)),
        fallback: Box::new(call(10.0, 100.0)),
        primary_weight: 0.995,
        detection: 0.0,
    };
    let solved = solve(&Node::Sequence(vec![rare.clone(), rare.clone(), rare.clone()]));
    assert_sane(&solved);
    assert_eq!(solved.p50, 0.0);
    // One of the three falls back: their p99 is near the p33 of a fallback.
    let third = law(10.0, 100.0).quantile(1.0 - 0.01 / (3.0 * 0.005));
    assert_close(solved.p99, third, 0.02);
    let never = solve(&Node::Sequence(
        vec![rare; 2].into_iter().map(|n| repeat(1, n)).collect(),
    ));
    assert_eq!(never.p95, 0.0);
}

#[test]
fn the_longest_and_the_widest_stay_finite() {
    let widest = one(Call::new(Law::LogNormal { mu: 0.0, sigma: 12.0 }));
    for node in [
        widest.clone(),
        repeat(2, widest.clone()),
        repeat(10_000, widest.clone()),
        Node::Slowest(vec![widest.clone(), call(1.0, 1.0)]),
        quorum(2, vec![widest.clone(), widest.clone(), Node::Delay(1e9)], 0.5),
        Node::Sequence(vec![widest.clone(), Node::Delay(1e9), call(1e-9, 1e-8)]),
        Node::Optional {
            inner: Box::new(widest),
            waits_at_most: Some(1.0),
            available: 0.5,
        },
        call(1e12, 1e12),
        call(1e-9, 1e-9),
        call(1e-9, 1e3),
    ] {
        assert_sane(&solve(&node));
    }
}

#[test]
fn repetitions_multiply_up_to_a_limit() {
    let hundred_million = repeat(10_000, repeat(10_000, exponential(1e-3)));
    let solved = solve(&hundred_million);
    assert_sane(&solved);
    assert_close(solved.mean, 1e5, 1e-12);
    // Sampling an exponential by straight lines moves its mean by 5e-6.
    assert_close(solved.p50, 1e5, 1e-5);
    // A standard deviation of ten in 1e5.
    assert!((solved.p99 - solved.p50 - 23.26).abs() < 0.05, "{}", solved.p99);
    let message = refuse(&repeat(10_000, hundred_million));
    assert!(message.contains("calls in one request"), "{message}");
    assert!(message.contains(&MOST_CALLS.to_string()));
    assert!(refuse(&repeat(10_001, call(1.0, 2.0))).contains("10001 repetitions"));
}

#[test]
fn hundreds_of_branches_are_fast_enough() {
    let branches: Vec<Node> = (0..300).map(|i| call(5.0 + f64::from(i) / 10.0, 100.0)).collect();
    assert_sane(&solve(&Node::Slowest(branches.clone())));
    assert_sane(&solve(&quorum(150, branches.clone(), 0.99)));
    assert_sane(&solve(&Node::Sequence(branches)));
}

#[test]
fn retries_without_end_come_to_an_end() {
    let stubborn = Call {
        timeout: Some(0.001),
        retries: 10_000,
        backoff: 0.010,
        ..Call::new(law(10.0, 100.0))
    };
    let solved = solve(&one(stubborn.clone()));
    assert_sane(&solved);
    assert!(solved.p50 > 0.1);
    assert_sane(&solve(&repeat(2, one(stubborn.clone()))));
    let flaky = Call {
        errors: 0.9,
        timeout: None,
        retries: 10_000,
        ..stubborn
    };
    let solved = solve(&one(flaky));
    assert_sane(&solved);
    // Nine failures on average, each a latency and a backoff.
    assert_close(solved.mean, 10.0 * law(10.0, 100.0).mean() + 9.0 * 0.010, 1e-3);
}

#[test]
fn a_timeout_far_below_the_median_leaves_the_fastest_answers() {
    let hasty = Call {
        timeout: Some(1e-5),
        ..Call::new(law(10.0, 30.0))
    };
    let solved = solve(&one(hasty.clone()));
    assert_sane(&solved);
    assert!(solved.p999 <= 1e-5 && solved.p50 > 5e-6);
    assert_sane(&solve(&repeat(3, one(hasty))));
}

#[test]
fn certain_outages_and_certain_success_are_both_fine() {
    let node = |weight: f64, available: f64| {
        Node::Sequence(vec![
            Node::Fallback {
                primary: Box::new(call(1.0, 2.0)),
                fallback: Box::new(call(3.0, 4.0)),
                primary_weight: weight,
                detection: 0.5,
            },
            Node::Optional {
                inner: Box::new(call(1.0, 9.0)),
                waits_at_most: Some(0.1),
                available,
            },
        ])
    };
    for weight in [0.0, 1.0] {
        for available in [0.0, 1.0] {
            assert_sane(&solve(&node(weight, available)));
        }
    }
    let down = solve(&node(0.0, 0.0));
    assert_close(down.p50, 0.603, 1e-6);
}

#[test]
fn wrong_numbers_are_refused_with_a_sentence() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
        let bad: [Node; 5] = [
            Node::Delay(value),
            one(Call::new(Law::Constant(value))),
            one(Call::new(Law::LogNormal {
                mu: 0.0,
                sigma: value,
            })),
            one(Call {
                timeout: Some(value),
                ..Call::new(law(1.0, 2.0))
            }),
            Node::Optional {
                inner: Box::new(call(1.0, 2.0)),
                waits_at_most: Some(value),
                available: 0.5,
            },
        ];
        for node in bad {
            let message = refuse(&Node::Sequence(vec![call(1.0, 2.0), node]));
            assert!(
                message.contains(';') || message.contains("lies between"),
                "{message}"
            );
        }
    }
}

#[test]
fn medians_beyond_reason_are_refused() {
    for mu in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 40.0, -60.0] {
        let law = Law::LogNormal { mu, sigma: 1.0 };
        assert!(refuse(&one(Call::new(law))).contains("the median latency is"));
    }
}

#[test]
fn wrong_quorums_are_refused_with_a_sentence() {
    let branches = || vec![call(1.0, 2.0), call(1.0, 2.0)];
    let explicit = |sets: &[(u64, f64)]| Node::Kth {
        k: 1,
        branches: branches(),
        up: UpSets::Explicit(sets.to_vec()),
    };
    let cases = [
        (quorum(0, branches(), 1.0), "0 of 2 branches were asked for"),
        (quorum(3, branches(), 1.0), "3 of 2 branches were asked for"),
        (quorum(1, vec![], 1.0), "1 of 0 branches"),
        (quorum(1, branches(), 0.0), "never up"),
        (quorum(1, branches(), 1.1), "the availability is 1.1"),
        (
            Node::Kth {
                k: 1,
                branches: branches(),
                up: UpSets::Independent(vec![1.0]),
            },
            "1 availabilities were given for 2 branches",
        ),
        (explicit(&[(0b11, 0.5)]), "sum to 0.5"),
        (explicit(&[(0b100, 1.0)]), "0b100 is not a choice"),
        (explicit(&[(0, 1.0)]), "0b0 is not a choice"),
        (explicit(&[(1, f64::NAN)]), "weight of an up-set is NaN"),
    ];
    for (node, part) in cases {
        let message = refuse(&node);
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn bottomless_nesting_is_refused() {
    let mut node = call(1.0, 2.0);
    for _ in 0..1000 {
        node = Node::Sequence(vec![node]);
    }
    assert!(refuse(&node).contains("nested deeper than 256"));
}
