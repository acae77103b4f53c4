//! Sums whose law is known exactly, or by a second, independent route.

use super::{assert_close, assert_percentiles_of, call, exponential, law, one, percentiles, repeat, solve};
use crate::latency::{Call, Law, Node};
use crate::math::{exp, ln, normal_quantile};

/// `P(sum of n exponentials of mean 1 > t)`, by the Poisson sum.
fn erlang_survival(n: u32, t: f64) -> f64 {
    let mut log_term = -t;
    let mut sum = exp(log_term);
    for k in 1..n {
        log_term += ln(t / f64::from(k));
        sum += exp(log_term);
    }
    sum
}

/// `P(X + Y > t)` of two lognormals: both above t/2, or one below it and the
/// other making up for it.
fn two_lognormals_survival(first: &Law, second: &Law, t: f64) -> f64 {
    first.survival(0.5 * t) * second.survival(0.5 * t)
        + with_lower_half(first, second, t)
        + with_lower_half(second, first, t)
}

/// `P(X ≤ t/2, Y > t − X)`, by Simpson's rule over X's normal.
fn with_lower_half(lower: &Law, other: &Law, t: f64) -> f64 {
    let Law::LogNormal { mu, sigma } = lower else {
        panic!("a lognormal")
    };
    let to = ((ln(0.5 * t) - mu) / sigma).min(9.0);
    let panels = 4000;
    let step = (to + 9.0) / f64::from(panels);
    let sum: f64 = (0..=panels)
        .map(|index| {
            let z = -9.0 + f64::from(index) * step;
            let weight = match index {
                0 => 1.0,
                _ if index == panels => 1.0,
                odd if odd % 2 == 1 => 4.0,
                _ => 2.0,
            };
            weight * exp(-0.5 * z * z) * other.survival(t - exp(mu + sigma * z))
        })
        .sum();
    if to > -9.0 {
        sum * step / 3.0 * 0.398_942_280_401_432_7
    } else {
        0.0
    }
}

#[test]
fn sums_of_equal_exponentials_are_erlang() {
    for n in [2, 3, 10, 100, 1000, 10_000] {
        let solved = solve(&repeat(n, exponential(1.0)));
        assert_percentiles_of(&solved, |t| erlang_survival(n, t), 1e-4);
        assert_close(solved.mean, f64::from(n), 1e-12);
    }
}

#[test]
fn a_microsecond_beside_ten_seconds_is_neither_lost_nor_blurred() {
    let (slow, fast) = (10.0, 1e-6);
    let solved = solve(&Node::Sequence(vec![exponential(slow), exponential(fast)]));
    // The sum of two exponentials of different means.
    let survival = |t: f64| (slow * exp(-t / slow) - fast * exp(-t / fast)) / (slow - fast);
    assert_percentiles_of(&solved, survival, 1e-4);
    assert_close(solved.mean, slow + fast, 1e-12);
}

#[test]
fn sums_of_two_lognormals_agree_with_quadrature_at_every_scale_and_spread() {
    let cases = [
        (10.0, 100.0, 10.0, 100.0),
        (10.0, 1000.0, 1.0, 100.0),
        (1e-3, 1e-2, 1e4, 2e4),
        (1e-3, 1e4, 1e-3, 1e4),
        (10.0, 10.5, 300.0, 301.0),
        (10.0, 10.001, 0.01, 500.0),
        (5.0, 20.0, 500.0, 2000.0),
    ];
    for (a, b, c, d) in cases {
        let (first, second) = (law(a, b), law(c, d));
        let solved = solve(&Node::Sequence(vec![call(a, b), call(c, d)]));
        let survival = |t: f64| two_lognormals_survival(&first, &second, t);
        assert_percentiles_of(&solved, survival, 5e-4);
        assert_close(solved.mean, first.mean() + second.mean(), 1e-12);
    }
}

#[test]
fn many_calls_approach_the_normal_law() {
    // Mean and variance of the lognormal with p50 1 ms and p99 1.2 ms.
    let law = law(1.0, 1.2);
    let Law::LogNormal { sigma, .. } = law else {
        panic!("a lognormal")
    };
    let n = 10_000.0;
    let spread = exp(sigma * sigma) - 1.0;
    let deviation = law.mean() * (n * spread).sqrt();
    let skewness = (spread + 3.0) * spread.sqrt() / f64::sqrt(n);
    let solved = solve(&repeat(10_000, one(Call::new(law.clone()))));
    for (got, tail) in percentiles(&solved) {
        let z = -normal_quantile(tail);
        // Cornish and Fisher's first correction.
        let expected = n * law.mean() + deviation * (z + (z * z - 1.0) * skewness / 6.0);
        assert!(
            (got - expected).abs() < 0.002 * deviation,
            "{got} instead of {expected}"
        );
    }
}

#[test]
fn a_few_values_add_up_exactly() {
    let law = Law::from_samples(vec![1.0, 2.0, 2.0, 3.0, 50.0]).unwrap();
    let solved = solve(&repeat(3, one(Call::new(law))));
    let mut sums = Vec::new();
    let values = [1.0, 2.0, 2.0, 3.0, 50.0];
    for a in values {
        for b in values {
            for c in values {
                sums.push(a + b + c);
            }
        }
    }
    sums.sort_by(f64::total_cmp);
    for (got, tail) in percentiles(&solved) {
        let rank = ((1.0 - tail) * 125.0_f64).ceil() as usize;
        assert_close(got, sums[rank - 1], 1e-12);
    }
    assert_close(solved.mean, 3.0 * 11.6, 1e-12);
    assert_eq!(solved.error, 0.0);
}

#[test]
fn many_measurements_add_up_within_the_stated_resolution() {
    let values: Vec<f64> = (0..400).map(|i| 1e-3 * f64::from(i * i % 997)).collect();
    let solved = solve(&repeat(
        2,
        one(Call::new(Law::from_samples(values.clone()).unwrap())),
    ));
    let mut sums: Vec<f64> = values
        .iter()
        .flat_map(|a| values.iter().map(move |b| a + b))
        .collect();
    sums.sort_by(f64::total_cmp);
    for (got, tail) in percentiles(&solved) {
        let expected = sums[((1.0 - tail) * 160_000.0_f64).ceil() as usize - 1];
        assert_close(got, expected, 2e-3);
    }
}

#[test]
fn the_mean_of_an_order_statistic_is_precise() {
    // The slowest of n exponentials takes 1 + 1/2 + … + 1/n of the mean.
    for n in [2_u32, 5, 100] {
        let branches = vec![exponential(0.2); n as usize];
        let harmonic: f64 = (1..=n).map(|i| 1.0 / f64::from(i)).sum();
        assert_close(solve(&Node::Slowest(branches)).mean, 0.2 * harmonic, 1e-7);
    }
}

#[test]
fn the_mean_of_a_hedged_call_is_precise() {
    let hedged = Call {
        hedge: Some(0.5),
        ..Call::new(Law::Exponential { mean: 1.0 })
    };
    // ∫ e^(−t) to d, then ∫ e^(−t)e^(−(t−d)).
    let expected = 1.0 - exp(-0.5) + 0.5 * exp(-0.5);
    assert_close(solve(&one(hedged)).mean, expected, 1e-9);
}
