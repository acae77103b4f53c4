//! A value of a scenario a little larger or smaller, as text.

use crate::estimate::{Distribution, Estimate};
use crate::math;
use crate::quantity::{Probability, Unavailability};

/// How a value is made larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An availability: by its unavailability.
    Down,
    /// A probability or share.
    Share,
    /// A number with units, or a product of such.
    Amount,
    /// A latency, or a target of one: all its times.
    Latency,
}

const SHARES: &[&str] = &[
    "errors",
    "error_probability",
    "residual",
    "share",
    "recaptured",
    "sla_penalty",
    "credit",
    "reputation",
    "loss_per_100ms",
    "hits",
    "failover_coverage",
    "beta",
    "correlation",
    "minority",
    "found",
    "discount",
];

const AMOUNTS: &[&str] = &[
    "mtbf",
    "mttr",
    "timeout",
    "backoff",
    "hedge",
    "commit",
    "failover_time",
    "next_nine",
    "traffic",
    "revenue",
    "fees",
    "support",
    "productivity",
    "degraded_loss",
    "cost",
    "quantity",
    "price",
    "hours",
    "rate",
    "duration",
    "reconciliation",
    "repair",
    "keys",
    "reads",
    "writes",
    "once",
    "horizon",
    "factor",
];

impl Kind {
    /// What the value of a key is; none when it is no number that can be a little larger.
    pub(super) fn of(key: &str) -> Option<Self> {
        match key {
            "availability" | "below" => Some(Kind::Down),
            "latency" => Some(Kind::Latency),
            "churn" => Some(Kind::Amount),
            _ if SHARES.contains(&key) => Some(Kind::Share),
            _ if AMOUNTS.contains(&key) => Some(Kind::Amount),
            _ => None,
        }
    }

    /// `text` times `factor`, and what its median was multiplied by: nearly that, where both ends of a
    /// range move.
    pub(super) fn scaled(self, text: &str, factor: f64) -> Option<(String, f64)> {
        let median = |text: &str| match self {
            Kind::Down => text
                .parse::<Estimate<Unavailability>>()
                .ok()
                .map(|read| read.median()),
            Kind::Share => text
                .parse::<Estimate<Probability>>()
                .ok()
                .map(|read| read.median()),
            _ => None,
        };
        let scaled = match self {
            Kind::Down => down(text, factor),
            Kind::Latency => latency(text, factor),
            Kind::Share | Kind::Amount => amount(text, factor),
        }?;
        let by = match self {
            Kind::Down | Kind::Share => median(&scaled)? / median(text)?,
            _ => factor,
        };
        (by > 0.0 && by != 1.0).then_some((scaled, by))
    }
}

/// An availability in nines: its unavailability keeps all digits.
fn down(text: &str, factor: f64) -> Option<String> {
    let nines = |q: f64| {
        let q = q * factor;
        (q > 0.0 && q <= 1.0).then(|| format!("{} nines", -math::log10(q)))
    };
    let read: Estimate<Unavailability> = text.parse().ok()?;
    match read.distribution() {
        Distribution::Exact(q) => nines(*q),
        spread @ Distribution::LogitNormal { .. } => {
            let (low, high) = (nines(spread.quantile(0.95))?, nines(spread.quantile(0.05))?);
            Some(format!("{low} to {high}"))
        }
        _ => None,
    }
}

/// Every time of `p50 3 ms, p99 10 ms`, `const 5 ms`, `samples 3 ms, 4 ms`, `p99 < 500 ms`.
fn latency(text: &str, factor: f64) -> Option<String> {
    if ["buckets", "hdr"]
        .iter()
        .any(|form| text.trim_start().starts_with(form))
        || text.contains("le=\"")
    {
        return None;
    }
    let scaled = text.split(',').map(|piece| {
        let piece = piece.trim();
        match piece.split_once(char::is_whitespace) {
            Some((name, time)) if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                Some(format!("{name} {}", amount(time, factor)?))
            }
            _ => amount(piece, factor),
        }
    });
    Some(scaled.collect::<Option<Vec<_>>>()?.join(", "))
}

/// A number, both ends of a range, or the first factor of a product.
fn amount(text: &str, factor: f64) -> Option<String> {
    if text.contains('(') {
        return None;
    }
    for between in [" to ", ".."] {
        if let Some((low, high)) = text.split_once(between) {
            return Some(format!("{} to {}", first(low, factor)?, first(high, factor)?));
        }
    }
    first(text, factor)
}

/// `text` with its first number times `factor`.
fn first(text: &str, factor: f64) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let start = if text[..start].ends_with('.') {
        start - 1
    } else {
        start
    };
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while digit(end) || (matches!(bytes.get(end), Some(b'.' | b',' | b'_')) && digit(end + 1)) {
        end += 1;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
        if digit(end + 1 + sign) {
            end += 1 + sign;
            while digit(end) {
                end += 1;
            }
        }
    }
    let number: f64 = text[start..end].replace([',', '_'], "").parse().ok()?;
    Some(format!("{}{:e}{}", &text[..start], number * factor, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_each_kind_is_scaled_as_it_is_written() {
        for (kind, text, scaled) in [
            (Kind::Amount, "$40k/h", "$8e1k/h"),
            (Kind::Amount, "2,000/s * 2 kB * 3", "4e3/s * 2 kB * 3"),
            (Kind::Amount, "$5k to $20k", "$1e1k to $4e1k"),
            (Kind::Amount, "8 h x 30 d", "1.6e1 h x 30 d"),
            (Kind::Amount, "9", "1.8e1"),
            (Kind::Share, "0.01%", "2e-2%"),
            (Kind::Share, "1e-4", "2e-4"),
            (Kind::Latency, "p50 3 ms, p99 10 ms", "p50 6e0 ms, p99 2e1 ms"),
            (Kind::Latency, "mean 3 ms, sd 1 ms", "mean 6e0 ms, sd 2e0 ms"),
            (Kind::Latency, "samples 3 ms, .5 ms", "samples 6e0 ms, 1e0 ms"),
            (Kind::Latency, "p99 < 500 ms", "p99 < 1e3 ms"),
        ] {
            let (text, by) = kind.scaled(text, 2.0).unwrap();
            assert_eq!(text, scaled);
            assert!((by - 2.0).abs() < 1e-3);
        }
        assert_eq!(Kind::Share.scaled("100%", 2.0), None);
        assert_eq!(Kind::Amount.scaled("normal($5, $1)", 2.0), None);
    }

    #[test]
    fn an_availability_is_scaled_by_what_it_leaves_out() {
        for text in ["99.9%", "99.999999999%", "3 nines", "0.5", "99.9% to 99.99%"] {
            let median = |text: &str| text.parse::<Estimate<Unavailability>>().unwrap().median();
            let (scaled, by) = Kind::Down.scaled(text, 1.005).unwrap();
            let times = median(&scaled) / median(text);
            assert!(
                (times - 1.005).abs() < 1e-5 && (times - by).abs() < 1e-12,
                "{text} {scaled}"
            );
        }
        assert_eq!(Kind::Down.scaled("100%", 1.005), None);
        assert_eq!(Kind::Down.scaled("0%", 1.005), None);
    }
}
