//! The scenario: what a person writes, read once into typed values.
//!
//! # What it computes
//! [`read`] turns TOML (or JSON) into a [`Scenario`]; [`edit`] changes one value of a text in place.
//!
//! # Why it matters
//! The text is the only state there is: forms, links and files all carry it as it stands, also when
//! it does not parse. Every error says line, column, what was read and what would work.
//!
//! # Example
//! ```
//! let reading = quorate_model::scenario::read("flow = \"web > db\"").unwrap();
//! assert_eq!(reading.scenario.flow.as_deref(), Some("web > db"));
//! ```

mod amount;
mod costs;
mod document;
pub mod edit;
mod histogram;
mod json;
pub(crate) mod keys;
mod latency;
mod patchable;
pub(crate) mod path;
mod read;
mod reader;
mod size;
mod text;
mod types;

pub use amount::ItemAmount;
pub use costs::{
    Causes, Credit, Data, Down, DownPreset, Harm, InvestmentText, LineItem, MoneyText, NinesText, Partition,
    Waiting, Wrongness,
};
pub use document::Document;
pub use histogram::{Histogram, Resolution};
pub use json::json_to_toml;
pub use latency::{LatencyText, Target};
pub use read::{Reading, VERSION, read, read_all};
pub(crate) use read::{first, read_parsed};
pub use size::MAX_TEXT;
pub use text::Text;
pub use types::{
    AlertText, Correlation, Design, Domain, Explore, Impact, IncidentText, JourneyText, Require,
    RuleOfThumbText, Scenario, Service, Slo,
};

pub(crate) use reader::{Node, Read, Reader};
