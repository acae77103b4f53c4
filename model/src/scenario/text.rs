//! A value written as text: typed once at the door, with the text kept beside it.

use super::reader::{Node, Read, Reader};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A typed value and the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Text<T> {
    /// The text as written.
    pub raw: String,
    /// What it means.
    pub value: T,
}

impl<T: FromStr> FromStr for Text<T> {
    type Err = T::Err;

    fn from_str(raw: &str) -> Result<Self, T::Err> {
        Ok(Self {
            raw: raw.to_owned(),
            value: raw.trim().parse()?,
        })
    }
}

impl<T> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.raw)
    }
}

impl<T> Read for Text<T>
where
    T: FromStr,
    T::Err: fmt::Display,
{
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.parsed(node, &"a text in quotes")
    }
}

#[cfg(feature = "schema")]
impl<T> schemars::JsonSchema for Text<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "number"] })
    }
}
