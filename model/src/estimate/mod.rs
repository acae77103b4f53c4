//! A value that is exact, or a range a person gives because nobody knows better.
//!
//! # What it computes
//! An [`Estimate`] keeps the text as written and the distribution it stands for: `low to high` is
//! the central 90 %.
//!
//! # Why it matters
//! A range is *uncertainty about a constant*, never variability between requests: the two are
//! never mixed in one quantile.
//!
//! # Formula
//! Both ends positive: lognormal, median √(low·high). Probabilities: logit-normal; availabilities
//! likewise, on unavailability. An end at 0 (or a probability at 1): uniform. A negative end: normal.
//!
//! # Example
//! ```
//! use quorate_model::estimate::Estimate;
//! use quorate_model::quantity::Money;
//! let fine: Estimate<Money> = "$5k to $20k".parse().unwrap();
//! assert!((fine.median() - 10_000.0).abs() < 1e-9);
//! ```

mod copula;
mod distribution;
mod draws;
mod outline;
mod sampler;

pub use copula::{Copula, Rank};
pub use distribution::Distribution;
pub use draws::{Env, Uniforms};
pub use outline::outline;
pub use sampler::Sampler;

use crate::clip::clip;
use crate::quantity::{Kind, Probability, Quantity, QuantityError, Scaled};
use crate::scenario::{Node, Read, Reader};
use serde::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::Arc;

/// An exact value or a range, with the text it was read from.
///
/// Clones share one identity: a value that a design does not patch *is* the scenario's value, and
/// gets one draw.
pub struct Estimate<Q> {
    inner: Arc<Inner>,
    kind: PhantomData<Q>,
}

#[derive(Debug)]
struct Inner {
    raw: String,
    distribution: Distribution,
}

impl<Q: Quantity> Estimate<Q> {
    /// The text as it was written.
    pub fn raw(&self) -> &str {
        &self.inner.raw
    }

    /// What it stands for, in the base unit of `Q`.
    pub fn distribution(&self) -> &Distribution {
        &self.inner.distribution
    }

    /// The point answer: the exact value, or the median of the range.
    pub fn median(&self) -> f64 {
        self.inner.distribution.median()
    }

    /// Whether it is a range rather than an exact value.
    pub fn is_range(&self) -> bool {
        !matches!(self.inner.distribution, Distribution::Exact(_))
    }

    /// The same for every clone, different for every reading.
    pub fn identity(&self) -> usize {
        Arc::as_ptr(&self.inner) as usize
    }
}

impl<Q> Clone for Estimate<Q> {
    fn clone(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            kind: PhantomData,
        }
    }
}

impl<Q> fmt::Debug for Estimate<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.inner.raw)
    }
}

impl<Q> PartialEq for Estimate<Q> {
    fn eq(&self, other: &Self) -> bool {
        self.inner.raw == other.inner.raw
    }
}

impl<Q: Quantity> FromStr for Estimate<Q> {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        Inner::read(text, Q::KIND).map(Self::of)
    }
}

impl<Q> Estimate<Q> {
    fn of(inner: Arc<Inner>) -> Self {
        Self {
            inner,
            kind: PhantomData,
        }
    }
}

impl Inner {
    fn read(text: &str, kind: &Kind) -> Result<Arc<Self>, QuantityError> {
        let distribution = read(text.trim(), kind)?;
        Ok(Arc::new(Self {
            raw: text.to_owned(),
            distribution,
        }))
    }

    fn at(node: Node<'_>, reader: &mut Reader<'_>, kind: &Kind) -> Option<Arc<Self>> {
        let text = reader.scalar(node, &format_args!("{}, such as {},", kind.what, kind.example))?;
        reader.accepted(node, Self::read(&text, kind))
    }
}

impl<Q> Serialize for Estimate<Q> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.inner.raw)
    }
}

impl<Q: Quantity> Read for Estimate<Q> {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Inner::at(node, reader, Q::KIND).map(Self::of)
    }
}

#[cfg(feature = "schema")]
impl<Q: Quantity> schemars::JsonSchema for Estimate<Q> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Q::KIND.what.into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "number"],
            "description": format!("{}, such as {}; or a range `low to high` (central 90 %)", Q::KIND.what, Q::KIND.example)
        })
    }
}

fn read(text: &str, kind: &Kind) -> Result<Distribution, QuantityError> {
    if let Some(distribution) = read_named(text, kind)? {
        return Ok(distribution);
    }
    match text.split_once(" to ").or_else(|| text.split_once("..")) {
        Some((low, high)) => read_range(text, low.trim(), high.trim(), kind),
        None => Ok(Distribution::Exact(kind.read(text).map_err(
            |error| match error {
                QuantityError::UnknownUnit { .. } if has_dash(text) => {
                    QuantityError::Dashed { read: clip(text) }
                }
                other => other,
            },
        )?)),
    }
}

/// Whether a number, a dash and another number follow each other: `10-20 ms`.
fn has_dash(text: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '–' | '—');
    text.char_indices().any(|(at, c)| {
        let behind = text[at + c.len_utf8()..].trim_start_matches([' ', '$', '€', '£']);
        let before = text[..at].trim_end();
        dash(c)
            && behind.starts_with(|c: char| c.is_ascii_digit())
            && before.ends_with(|c: char| c.is_alphanumeric() || c == '%')
    })
}

/// `low to high`; a low end without a unit takes the high end's.
fn read_range(text: &str, low: &str, high: &str, kind: &Kind) -> Result<Distribution, QuantityError> {
    let top = kind.read(high)?;
    let shared = |unit: &str| kind.read(&format!("{low}{unit}"));
    let bottom = match kind.read(low) {
        // `0.05 to 0.3%` is in percent at both ends.
        Ok(value) if !kind.is_reversed() && high.ends_with('%') && low.parse::<f64>().is_ok() => {
            shared("%").unwrap_or(value)
        }
        Ok(value) => value,
        Err(error) => shared(unit_of(high))
            .or_else(|_| shared(period_of(high)))
            .map_err(|_| error)?,
    };
    let (bottom, top) = if kind.is_reversed() {
        (top, bottom)
    } else {
        (bottom, top)
    };
    if bottom > top {
        return Err(QuantityError::Reversed {
            read: clip(text),
            swapped: clip(&format!("{high} to {low}")),
        });
    }
    if bottom == top {
        return Ok(Distribution::Exact(bottom));
    }
    Ok(Distribution::from_range(bottom, top, kind.scale))
}

/// What an amount is per: `/month`.
pub(crate) fn period_of(text: &str) -> &str {
    text.find('/').map_or("", |at| &text[at..])
}

/// What stands behind the number of a quantity: ` ms`, `%`.
fn unit_of(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_ascii_digit())
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '_'))
}

/// `normal(…)`, `beta(…)`, `uniform(…)`, `triangular(…)`.
fn read_named(text: &str, kind: &Kind) -> Result<Option<Distribution>, QuantityError> {
    let Some((name, rest)) = text.split_once('(') else {
        return Ok(None);
    };
    let Some(inside) = rest.trim_end().strip_suffix(')') else {
        return Ok(None);
    };
    let parts: Vec<&str> = inside.split(", ").map(str::trim).collect();
    let parts = if parts.len() == 1 {
        inside.split(',').map(str::trim).collect()
    } else {
        parts
    };
    let bad = |why| QuantityError::BadDistribution {
        read: clip(text),
        why,
    };
    let value = |part: &str| kind.read(part);
    // A rising availability is a falling unavailability.
    let mut rising = parts.clone();
    if kind.is_reversed() {
        rising.reverse();
    }
    let found = match (name.trim(), rising.as_slice()) {
        ("normal", [_, _]) => {
            let (mean, sd) = (parts[0], parts[1]);
            Distribution::normal(value(mean)?, spread(sd, kind)?, ends(kind))
        }
        ("uniform", [low, high]) => Distribution::uniform(value(low)?, value(high)?),
        ("triangular", [low, mode, high]) => {
            Distribution::triangular(value(low)?, value(mode)?, value(high)?)
        }
        ("beta", [a, b]) if kind.scale == Scaled::Logit => {
            let shape = |text: &str| text.parse().map_err(|_| bad("a and b are plain numbers"));
            Distribution::beta(shape(a)?, shape(b)?)
        }
        ("normal" | "uniform", _) => return Err(bad("it takes two values")),
        ("triangular", _) => return Err(bad("it takes three values: lowest, most likely, highest")),
        ("beta", _) => {
            return Err(bad(
                "it takes a and b, and only for a probability or an availability",
            ));
        }
        _ => return Ok(None),
    };
    let found = found.ok_or_else(|| {
        bad(match name.trim() {
            "beta" => "a and b lie between 0.001 and 1e9",
            "normal" => "its standard deviation is not positive",
            _ => "its values do not rise",
        })
    })?;
    if kind.holds(found.median()) {
        Ok(Some(found))
    } else {
        Err(kind.out_of_range(text))
    }
}

/// What a value of this kind lies between: at least 0 unless it may be negative, at most 1 where it
/// is a share.
fn ends(kind: &Kind) -> (f64, f64) {
    (
        if kind.holds(-1.0) { f64::NEG_INFINITY } else { 0.0 },
        if kind.holds(1.0 + 1e-9) {
            f64::INFINITY
        } else {
            1.0
        },
    )
}

/// A standard deviation: for availabilities a share, not an availability.
fn spread(text: &str, kind: &Kind) -> Result<f64, QuantityError> {
    let own = if kind.is_reversed() {
        Probability::KIND
    } else {
        kind
    };
    own.read(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Duration, Money, Probability, Unavailability};

    fn median<Q: Quantity>(text: &str) -> f64 {
        text.parse::<Estimate<Q>>().unwrap().median()
    }

    #[test]
    fn ranges_take_their_family_from_their_ends() {
        assert!((median::<Money>("$5k to $20k") - 1e4).abs() < 1e-9);
        assert!((median::<Money>("$0 to $20k") - 1e4).abs() < 1e-9);
        assert!((median::<Money>("-$10 to $20") - 5.0).abs() < 1e-9);
        assert!((median::<Duration>("5 to 20 ms") - 0.010).abs() < 1e-12);
        assert!((median::<Duration>("5 ms..20 ms") - 0.010).abs() < 1e-12);
        let p = median::<Probability>("10% to 90%");
        assert!((p - 0.5).abs() < 1e-12);
    }

    #[test]
    fn an_availability_range_spreads_on_unavailability() {
        let q = median::<Unavailability>("99.9% to 99.999%");
        assert!((q - 1e-4).abs() < 1e-7, "{q}");
    }

    #[test]
    fn named_distributions_have_their_medians() {
        assert_eq!(median::<Money>("normal($100, $10)"), 100.0);
        assert_eq!(median::<Money>("uniform($100, $200)"), 150.0);
        assert!((median::<Money>("triangular($0, $0, $100)") - (100.0 - 50.0 * 2.0_f64.sqrt())).abs() < 1e-9);
        assert!((median::<Unavailability>("uniform(99%, 99.9%)") - 0.0055).abs() < 1e-12);
        assert!(median::<Unavailability>("triangular(99%, 99.9%, 99.9%)") < 0.0055);
        assert!((median::<Probability>("beta(2, 2)") - 0.5).abs() < 1e-9);
        assert!((median::<Unavailability>("beta(999, 1)") - (1.0 - 0.5_f64.powf(1.0 / 999.0))).abs() < 1e-9);
    }

    #[test]
    fn a_normal_stays_where_its_values_are_legal() {
        let drawn = |d: Distribution| [1e-9, 0.5, 1.0 - 1e-9].map(|u| d.quantile(u));
        let share: Estimate<Probability> = "normal(50%, 40%)".parse().unwrap();
        assert_eq!(drawn(*share.distribution()), [0.0, 0.5, 1.0]);
        let down: Estimate<Unavailability> = "normal(99%, 2%)".parse().unwrap();
        let [low, middle, high] = drawn(*down.distribution());
        assert_eq!(low, 0.0);
        assert!((middle - 0.01).abs() < 1e-12 && high > 0.1 && high < 0.2);
        let time: Estimate<Duration> = "normal(5 ms, 4 ms)".parse().unwrap();
        assert_eq!(drawn(*time.distribution())[0], 0.0);
        let money: Estimate<Money> = "normal($5, $4)".parse().unwrap();
        assert!(drawn(*money.distribution())[0] < -10.0);
    }

    #[test]
    fn a_reversed_range_says_how_to_write_it() {
        let texts = ["$20 to $5", "normal($5)", "beta(1, 2)", "uniform($9, $3)", "5 to"];
        let said: Vec<String> = texts
            .iter()
            .map(|t| t.parse::<Estimate<Money>>().unwrap_err().to_string())
            .collect();
        insta::assert_snapshot!(said.join("\n"));
    }
}
