//! Quantities and prices of line items: products of numbers with units, or a range of them.

use super::reader::{Node, Read, Reader};
use crate::clip::clip;
use crate::estimate::{Distribution, period_of};
use crate::quantity::{Dimension, Price, QuantityError, Scaled};
use serde::{Serialize, Serializer};
use std::str::FromStr;
use std::sync::Arc;

/// A number of any dimension, exact or a range; clones share one identity.
#[derive(Clone, Debug)]
pub struct ItemAmount(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    raw: String,
    dimension: Dimension,
    currency: Option<&'static str>,
    distribution: Distribution,
}

const WHAT: &str = "a quantity or price";
const EXAMPLE: &str = "`9`, `2000/s * 2 kB`, `$0.806/h` or `$0.02/GB`";

impl ItemAmount {
    /// The text as written.
    pub fn raw(&self) -> &str {
        &self.0.raw
    }

    /// Its dimension.
    pub fn dimension(&self) -> Dimension {
        self.0.dimension
    }

    /// Its currency sign, when it has one.
    pub fn currency(&self) -> Option<&'static str> {
        self.0.currency
    }

    /// The value or its range.
    pub fn distribution(&self) -> &Distribution {
        &self.0.distribution
    }

    /// The same for every clone, different for every reading.
    pub fn identity(&self) -> usize {
        Arc::as_ptr(&self.0) as usize
    }
}

impl PartialEq for ItemAmount {
    fn eq(&self, other: &Self) -> bool {
        self.0.raw == other.0.raw
    }
}

impl FromStr for ItemAmount {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let read = |part: &str| Price::read(part.trim(), WHAT, EXAMPLE).map(|price| price.0);
        let ends = text.split_once(" to ").or_else(|| text.split_once(".."));
        let (amount, distribution) = match ends {
            None => {
                let amount = read(text)?;
                (amount, Distribution::Exact(amount.value))
            }
            Some((low, high)) => {
                let (mut bottom, top) = (read(low)?, read(high)?);
                // `$2k to $4k/month` is per month at both ends.
                let shared = format!("{}{}", low.trim(), period_of(high.trim()));
                if let (true, Ok(shared)) = (bottom.dimension != top.dimension, read(&shared)) {
                    bottom = shared;
                }
                if bottom.dimension != top.dimension {
                    return Err(QuantityError::WrongKind {
                        read: clip(low.trim()),
                        kind: bottom.dimension.name(),
                        what: "the same kind of thing at both ends of a range",
                        example: "`$0.5/h to $0.9/h`",
                    });
                }
                if bottom.value > top.value {
                    let swapped = clip(&format!("{} to {}", high.trim(), low.trim()));
                    return Err(QuantityError::Reversed {
                        read: clip(text),
                        swapped,
                    });
                }
                let exact = bottom.value == top.value;
                let range = Distribution::from_range(bottom.value, top.value, Scaled::Log);
                (
                    bottom,
                    if exact {
                        Distribution::Exact(bottom.value)
                    } else {
                        range
                    },
                )
            }
        };
        let (dimension, currency) = (amount.dimension, amount.currency);
        Ok(Self(Arc::new(Inner {
            raw: text.to_owned(),
            dimension,
            currency,
            distribution,
        })))
    }
}

impl Serialize for ItemAmount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.raw)
    }
}

impl Read for ItemAmount {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.parsed(
            node,
            &"a quantity or price such as `9`, `2000/s * 2 kB` or `$0.806/h`",
        )
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ItemAmount {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "amount".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "number"], "description": "a number with units, such as 2000/s * 2 kB" })
    }
}
