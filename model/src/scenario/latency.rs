//! Latency as people write it: `p99 10 ms`, `p50 3 ms, p99 10 ms`, `mean 4 ms, sd 2 ms`, `const 5 ms`; and
//! its target.

use super::histogram::Histogram;
use crate::clip::clip;
use crate::estimate::Estimate;
use crate::quantity::{Duration, Quantity};
use std::str::FromStr;
use thiserror::Error;

/// How one call's latency varies between requests.
#[derive(Clone, Debug, PartialEq)]
pub enum LatencyText {
    /// Lognormal through its median and 99th percentile; without a median, p50 = p99/4 is assumed.
    Quantiles {
        /// Median, when given.
        p50: Option<Estimate<Duration>>,
        /// 99th percentile.
        p99: Estimate<Duration>,
    },
    /// Lognormal with this mean and standard deviation.
    Moments {
        /// Mean.
        mean: Estimate<Duration>,
        /// Standard deviation.
        sd: Estimate<Duration>,
    },
    /// Always the same.
    Constant(Estimate<Duration>),
    /// Exponential with this mean.
    Exponential(Estimate<Duration>),
    /// Measured values, in seconds, rising.
    Samples(Vec<f64>),
    /// Measured values counted in buckets.
    Histogram(Histogram),
}

/// Why a text is no latency.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LatencyError {
    /// Not one of the known forms.
    #[error(
        "`{0}` is not a latency; write `p99 10 ms`, `p50 3 ms, p99 10 ms`, `mean 4 ms, sd 2 ms`, `const 5 ms`, `exp 5 ms` (its mean), `samples 3 ms, 4 ms, 9 ms` or `buckets 10 ms 500, 50 ms 1000`"
    )]
    Form(String),
    /// A duration without its percentile.
    #[error("`{0}` says no percentile; did you mean `p99 {0}`, or `const {0}` where it is always the same?")]
    Bare(String),
    /// A target in the place of a latency.
    #[error("`{0}` is a target, and how long it takes is wanted here; did you mean `{1}`?")]
    NotTarget(String, String),
    /// A part is not a duration.
    #[error("in `{0}`: {1}")]
    Part(String, String),
    /// Median above the 99th percentile.
    #[error("`{0}` has its median above its 99th percentile; swap the two")]
    Reversed(String),
    /// A mean alone.
    #[error(
        "`{0}` says no spread; add the standard deviation, `{0}, sd 2 ms`, or write `exp` for `mean` where waiting times are exponential"
    )]
    NoSpread(String),
    /// Two parts with nothing between them.
    #[error("`{0}` has no comma between its parts; write `{1}`")]
    NoComma(String, String),
    /// A limit without its percentile.
    #[error("`{0}` says no percentile; did you mean `p99 < {0}`?")]
    BareTarget(String),
    /// Not a latency target.
    #[error("`{0}` is not a latency target; write `p99 < 500 ms`, or with p50, p95 or p99.9")]
    Target(String),
}

impl FromStr for LatencyText {
    type Err = LatencyError;

    fn from_str(text: &str) -> Result<Self, LatencyError> {
        let text = text.trim();
        if text.contains("le=\"") || text.starts_with("buckets") || text.starts_with("hdr") {
            let read = Histogram::read(text).map(Self::Histogram);
            return read.map_err(|error| LatencyError::Part(clip(text), error));
        }
        if text.parse::<Estimate<Duration>>().is_ok() {
            return Err(LatencyError::Bare(clip(text)));
        }
        if text.contains('<') && text.parse::<Target>().is_ok() {
            let instead = text.replace("<=", "").replace('<', "");
            let instead: Vec<&str> = instead.split_whitespace().collect();
            return Err(LatencyError::NotTarget(clip(text), clip(&instead.join(" "))));
        }
        let (head, rest) = text.split_once(char::is_whitespace).ok_or_else(|| form(text))?;
        match head {
            "const" | "constant" => Ok(Self::Constant(part(text, rest)?)),
            "exp" | "exponential" => Ok(Self::Exponential(part(text, rest)?)),
            "samples" => samples(text, rest),
            _ => named(text),
        }
    }
}

fn form(text: &str) -> LatencyError {
    LatencyError::Form(clip(text))
}

fn part(text: &str, duration: &str) -> Result<Estimate<Duration>, LatencyError> {
    let read: Result<Estimate<Duration>, _> = duration.trim().parse();
    read.map_err(|error| LatencyError::Part(clip(text), error.to_string()))
}

/// What a part of a latency may begin with.
const PARTS: [&str; 6] = ["p50", "median", "p99", "mean", "sd", "stddev"];

/// `text` with a comma before each further part, where one has none.
fn with_commas(text: &str) -> Option<String> {
    let mut found = String::new();
    for word in text.split_whitespace() {
        let apart = found.is_empty() || found.ends_with(',');
        found.push_str(match (apart, PARTS.contains(&word)) {
            (false, true) => ", ",
            _ if found.is_empty() => "",
            _ => " ",
        });
        found.push_str(word);
    }
    (found.matches(',').count() > text.matches(',').count()).then_some(found)
}

/// `p50 3 ms, p99 10 ms` or `mean 4 ms, sd 2 ms`.
fn named(text: &str) -> Result<LatencyText, LatencyError> {
    if let Some(instead) = with_commas(text) {
        return Err(LatencyError::NoComma(clip(text), clip(&instead)));
    }
    let (mut p50, mut p99, mut mean, mut sd) = (None, None, None, None);
    for piece in text.split(',') {
        let (name, value) = piece
            .trim()
            .split_once(char::is_whitespace)
            .ok_or_else(|| form(text))?;
        let slot = match name {
            "p50" | "median" => &mut p50,
            "p99" => &mut p99,
            "mean" => &mut mean,
            "sd" | "stddev" => &mut sd,
            _ => return Err(form(text)),
        };
        if slot.replace(part(text, value)?).is_some() {
            return Err(form(text));
        }
    }
    match (p50, p99, mean, sd) {
        (Some(p50), Some(p99), None, None) if p50.median() > p99.median() => {
            Err(LatencyError::Reversed(clip(text)))
        }
        (p50, Some(p99), None, None) => Ok(LatencyText::Quantiles { p50, p99 }),
        (None, None, Some(mean), Some(sd)) => Ok(LatencyText::Moments { mean, sd }),
        (None, None, Some(_), None) => Err(LatencyError::NoSpread(clip(text))),
        _ => Err(form(text)),
    }
}

fn samples(text: &str, rest: &str) -> Result<LatencyText, LatencyError> {
    // One unit for all: `samples ms 3, 4, 9`, or a column of a table with its heading.
    let (unit, list) = match rest.trim_start().split_once(char::is_whitespace) {
        Some((unit, list))
            if part(text, &format!("1 {unit}")).is_ok()
                && !unit.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            (unit, list)
        }
        _ => ("", rest),
    };
    let mut values = Vec::new();
    for piece in list
        .split([',', '\n', ';'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        values.push(part(text, &format!("{piece} {unit}"))?.median());
    }
    if values.is_empty() {
        return Err(form(text));
    }
    crate::order::sort(&mut values);
    Ok(LatencyText::Samples(values))
}

/// A requirement such as `p99 < 500 ms`; `p99 500 ms` says the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The percentile, between 0 and 100.
    pub percentile: f64,
    /// The limit.
    pub limit: Estimate<Duration>,
}

impl FromStr for Target {
    type Err = LatencyError;

    fn from_str(text: &str) -> Result<Self, LatencyError> {
        let text = text.trim();
        if text.parse::<Estimate<Duration>>().is_ok() {
            return Err(LatencyError::BareTarget(clip(text)));
        }
        let error = || LatencyError::Target(clip(text));
        let parts = text
            .split_once(['<', '≤'])
            .or_else(|| text.split_once(char::is_whitespace));
        let (left, right) = parts.ok_or_else(error)?;
        let digits = left.trim().strip_prefix('p').ok_or_else(error)?;
        let percentile: f64 = digits.parse().map_err(|_| error())?;
        // p999 means 99.9 %, as everyone writes it.
        let percentile = if percentile > 100.0 && digits.len() == 3 {
            percentile / 10.0
        } else {
            percentile
        };
        let known = [50.0, 95.0, 99.0, 99.9].contains(&percentile);
        let limit = part(text, right.trim_start_matches('='))?;
        let positive = Duration::new(limit.median()).is_some_and(|limit| limit.value() > 0.0);
        if known && positive {
            Ok(Self { percentile, limit })
        } else {
            Err(error())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latency_texts_are_read() {
        assert!(matches!(
            "p99 10 ms".parse(),
            Ok(LatencyText::Quantiles { p50: None, .. })
        ));
        assert!(matches!(
            "p50 3 ms, p99 10 ms".parse(),
            Ok(LatencyText::Quantiles { p50: Some(_), .. })
        ));
        assert!(matches!(
            "mean 20 ms, sd 10 ms".parse(),
            Ok(LatencyText::Moments { .. })
        ));
        assert!(matches!("const 5 ms".parse(), Ok(LatencyText::Constant(_))));
        assert_eq!(
            "samples 9 ms, 3 ms".parse(),
            Ok(LatencyText::Samples(vec![0.003, 0.009]))
        );
        assert_eq!("p99 < 500 ms".parse::<Target>().unwrap().percentile, 99.0);
        assert_eq!("p999 < 2 s".parse::<Target>().unwrap().percentile, 99.9);
        assert_eq!("p99 500 ms".parse::<Target>(), "p99 < 500 ms".parse::<Target>());
    }

    #[test]
    fn every_refusal_is_a_sentence() {
        let mut said: Vec<String> = [
            "10 ms",
            "p99 < 10 ms",
            "p99",
            "p99 ten",
            "p50 20 ms, p99 10 ms",
            "p50 15 ms p99 60 ms",
            "mean 4 ms  sd 2 ms",
            "p99 1 ms, p99 2 ms",
            "p90 3 ms",
            "mean 3 ms",
            "mean 3 ms, p99 9 ms",
            "",
        ]
        .iter()
        .map(|t| t.parse::<LatencyText>().unwrap_err().to_string())
        .collect();
        said.extend(
            ["500 ms", "p99", "99 < 1 s", "p99 < 0 s", "p98 < 1 s"]
                .iter()
                .map(|t| t.parse::<Target>().unwrap_err().to_string()),
        );
        insta::assert_snapshot!(said.join("\n"));
    }
}
