//! Guarantees: what each service promises about consistency, and what a request across them gets.
//!
//! # What it computes
//! * [`ConsistencyModel`], [`MODELS`], [`EDGES`]: the named models, which implies which, and which
//!   can be kept while the network is split; a source for every line.
//! * [`Level`]: a set of models closed under implication. Composing is intersecting. The chain
//!   SS > S > SI > RC > EC is the part of it everybody uses.
//! * [`Vector`]: ⟨Scope, Order, Visibility, Recency, Idempotence, Auth⟩, met component by component.
//! * [`Guarantee`]: what one service says of itself: `I` (stateless), a level, or a vector.
//! * [`along`]: the guarantee along a flow, as the weakest hop ([`Composed::level`]) and as what the
//!   request gets as a unit ([`Composed::vector`]), with a reason for every step.
//! * [`anomalies`], [`admits`]: what may still go wrong at a level. [`pacelc`]: what it gives up.
//!
//! # Why it matters
//! "The database is serializable" says little about a request that also reads a cache and calls a
//! second database. The weakest hop says what any single answer is worth; the vector says what
//! survives across all of them. They differ, and the difference is where money is lost.
//!
//! # Formula
//! Level: meet = intersection, printed as maximal elements; bottom eventual. Vector: minimum per
//! component; the zero is `None` everywhere, the identity states nothing. A level gives Order,
//! Visibility and Recency: SS ↦ (SS, SER, Fresh), S ↦ (None, SER, EO), SI ↦ (None, SI, EO), RC and
//! EC ↦ (None, Fractured, EO); no vector gives a level. Composition: see [`along`] and its module.
//!
//! # Example
//! `gateway > cart > payment` with `I`, `RC` and `SS`: level RC, held down by `cart`; as a unit the
//! request may see the cart without the payment (Visibility Fractured).
//!
//! # References
//! Herlihy & Wing 1990; Adya 1999; Berenson et al. 1995; Terry et al. 1994; Bailis et al. 2013;
//! Cerone et al. 2015; Viotti & Vukolić 2016; Kingsbury & Alvaro 2020; Abadi 2012.

mod anomaly;
mod answers;
mod auth;
mod compose;
mod declared;
mod directory;
mod error;
mod idempotence;
mod labels;
mod level;
mod model;
mod order;
mod pacelc;
mod part;
mod ranked;
mod reason;
mod recency;
#[cfg(feature = "schema")]
mod schema;
mod scope;
mod staleness;
mod statement;
mod units;
mod vector;
mod visibility;
mod walk;

#[cfg(test)]
mod tests;

pub use anomaly::{ANOMALIES, Admission, Anomaly, AnomalyRow, FORBIDS, admits, anomalies};
pub use auth::Auth;
pub use compose::{Composed, Step, along};
pub use declared::Declared;
pub use error::GuaranteeError;
pub use idempotence::Idempotence;
pub use labels::Labels;
pub use level::Level;
pub use model::{ConsistencyModel, EDGES, Edge, MODELS, ModelRow, PartitionAvailability};
pub use order::Order;
pub use pacelc::{CLASSES, Pacelc, pacelc};
pub use recency::Recency;
pub use scope::Scope;
pub use staleness::Staleness;
pub use statement::Guarantee;
pub use vector::Vector;
pub use visibility::Visibility;
