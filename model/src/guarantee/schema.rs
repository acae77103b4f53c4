//! In JSON Schema, levels, vectors and anomalies are text.

use super::anomaly::Anomaly;
use super::level::Level;
use super::vector::Vector;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

macro_rules! text_schema {
    ($name:ident, $description:literal) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $description })
            }
        }
    };
}

text_schema!(
    Level,
    "A consistency level: SS, S, SI, RC, EC, a model by name, or several joined by ` + `."
);
text_schema!(
    Vector,
    "⟨Scope, Order, Visibility, Recency, Idempotence, Auth⟩; `-` is not stated."
);
text_schema!(Anomaly, "The key of an anomaly, such as `lost_update`.");
