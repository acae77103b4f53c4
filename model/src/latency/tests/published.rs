//! Values known from closed forms and from independent numerical work.

use super::{assert_close, call, exponential, law, one, quorum, repeat, solve};
use crate::latency::{Call, Node, Solved};
use crate::math::{expm1, ln};

fn constant(milliseconds: f64) -> Node {
    Node::Delay(milliseconds / 1e3)
}

/// Compares p50, p95, p99 and p99.9 with values in milliseconds.
fn assert_percentiles(solved: &Solved, expected: [f64; 4], tolerance: f64) {
    let got = [solved.p50, solved.p95, solved.p99, solved.p999].map(|t| t * 1e3);
    for (got, expected) in got.iter().zip(expected) {
        let off = got / expected - 1.0;
        assert!(off.abs() <= tolerance, "{got} instead of {expected}: {off:e}");
    }
}

/// Compares with a value printed to six decimals of a millisecond.
fn assert_printed(got: f64, printed: f64) {
    let off = got * 1e3 - printed;
    assert!(off.abs() <= 0.500_01e-6, "{got} instead of {printed} ms");
}

#[test]
fn two_calls_in_a_row_have_the_published_percentiles() {
    for node in [
        Node::Sequence(vec![call(10.0, 100.0), call(10.0, 100.0)]),
        repeat(2, call(10.0, 100.0)),
    ] {
        let solved = solve(&node);
        assert_percentiles(&solved, [24.347, 84.854, 146.640, 279.746], 5e-5);
        assert_close(solved.sum_of_p99, 0.2, 1e-12);
        assert_close(solved.mean, 2.0 * 0.016_320_511, 1e-7);
    }
}

#[test]
fn three_different_calls_in_a_row_have_the_published_percentiles() {
    let solved = solve(&Node::Sequence(vec![
        call(5.0, 50.0),
        call(20.0, 60.0),
        call(2.0, 8.0),
    ]));
    assert_percentiles(&solved, [29.730, 60.684, 85.181, 136.536], 5e-5);
    assert_close(solved.sum_of_p99, 0.118, 1e-12);
}

#[test]
fn a_fallback_that_many_take_counts_among_the_p99s_of_all() {
    let behind = |primary_weight: f64| {
        solve(&Node::Fallback {
            primary: Box::new(call(1.0, 5.0)),
            fallback: Box::new(call(10.0, 100.0)),
            primary_weight,
            detection: 0.001,
        })
        .sum_of_p99
    };
    assert_close(behind(0.9), 0.101, 1e-12);
    assert_close(behind(0.999), 0.005, 1e-12);
}

#[test]
fn one_call_keeps_its_percentiles_to_the_last_digit() {
    let solved = solve(&call(10.0, 100.0));
    assert_percentiles(&solved, [10.0, 50.939_423, 100.0, 212.991_407], 1e-8);
    assert_close(solved.p99, 0.1, 1e-12);
    assert_close(solved.upper_bound_p99, 0.1, 1e-12);
    assert_eq!(solved.error, 0.0);
}

#[test]
fn the_fastest_success_of_two_has_the_published_p99() {
    for (available, p99) in [(0.9, 53.203_222), (0.99, 37.379_154), (1.0, 35.553_766)] {
        let branches = vec![call(10.0, 100.0), call(10.0, 100.0)];
        assert_printed(solve(&quorum(1, branches, available)).p99, p99);
    }
}

#[test]
fn two_of_three_have_the_published_p99() {
    let solved = solve(&quorum(2, vec![exponential(0.010); 3], 1.0));
    assert_printed(solved.p99, 28.318_610);
    // 1/3 + 1/2 of the mean: the second of three exponentials.
    assert_close(solved.mean, 0.010 * (1.0 / 3.0 + 0.5), 1e-9);
    let solved = solve(&quorum(2, vec![call(10.0, 100.0); 3], 1.0));
    assert_close(solved.p50 * 1e3, 10.0, 1e-9);
    assert_printed(solved.p99, 47.023_949);
}

#[test]
fn a_hedge_at_the_p95_has_the_published_tail() {
    let law = law(10.0, 100.0);
    let hedged = Call {
        hedge: Some(law.quantile(0.95)),
        ..Call::new(law)
    };
    let solved = solve(&one(hedged));
    assert_close(solved.p99 * 1e3, 65.6265, 1e-6);
    assert_close(solved.p999 * 1e3, 91.4275, 1e-6);
}

#[test]
fn a_leader_with_four_followers_commits_at_the_majority() {
    let followers = [1.0, 20.0, 70.0, 140.0].map(constant).to_vec();
    let solved = solve(&quorum(2, followers, 1.0));
    for value in [solved.p50, solved.p99, solved.p999, solved.mean] {
        assert_close(value, 0.020, 1e-9);
    }
}

#[test]
fn a_timeout_moves_the_tail_out_of_the_latency() {
    let cut = Call {
        timeout: Some(0.400),
        retries: 1,
        ..Call::new(law(60.0, 200.0))
    };
    let failing = cut.attempt_failure();
    assert_close(failing, 1.233_48e-4, 1e-4);
    assert_close(cut.failure(), 1.521_48e-8, 1e-4);
    let solved = solve(&one(cut.clone()));
    assert!(solved.p999 < 0.4);
    let once = Call { retries: 0, ..cut };
    // The p of the cut law is the p·(1 − P(L > timeout)) of the whole one.
    let expected = law(60.0, 200.0).quantile(0.99 * (1.0 - failing));
    assert_close(solve(&one(once)).p99, expected, 1e-9);
}

#[test]
fn the_share_of_requests_past_a_tail_of_one_percent_grows_with_the_fan_out() {
    let solved = solve(&Node::Slowest(vec![call(10.0, 100.0); 100]));
    let within = solved.curve.iter().rfind(|(t, _)| *t <= 0.1).unwrap().1;
    assert!((within - (1.0 - 0.633_967_7)).abs() < 0.03);
    // The p of the slowest of a hundred is the p^(1/100) of one.
    let tail = -expm1(ln(0.99) / 100.0);
    assert_close(solved.p99, law(10.0, 100.0).upper_quantile(tail), 1e-9);
}

#[test]
fn constants_add_and_do_not_blur() {
    let solved = solve(&Node::Sequence(vec![
        constant(5.0),
        constant(7.0),
        Node::Slowest(vec![constant(1.0), constant(3.0)]),
    ]));
    for value in [solved.p50, solved.p999, solved.mean, solved.sum_of_p99] {
        assert_close(value, 0.015, 1e-12);
    }
    let solved = solve(&Node::Sequence(vec![constant(5.0), call(10.0, 100.0)]));
    assert_close(solved.p99, 0.105, 1e-9);
}
