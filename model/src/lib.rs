//! Quorate's calculator, pure: text in, results out.
//!
//! The way through is one: text → [`scenario::Scenario`] → [`plan::Plan`] (compiled once) →
//! [`assessment::Assessment`] (plain values) → sentences and figures.
//!
//! This crate never reads a clock, a file, the DOM or global randomness, and no input makes it
//! panic.
//!
//! # Example
//! ```
//! let text = r#"
//! flow = "web > db"
//! [services.web]
//! availability = "99.9%"
//! [services.db]
//! availability = "99.99%"
//! "#;
//! let assessment = quorate_model::Assessor::new().assess(text).unwrap();
//! let chain = &assessment.journeys[0].chain;
//! assert!((chain.availability.unwrap() - 0.999 * 0.9999).abs() < 1e-12);
//! ```
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod assessment;
mod assessor;
pub mod availability;
pub mod budget;
mod clip;
pub mod compare;
mod cost;
pub mod decision;
pub mod estimate;
pub mod explain;
pub mod fix;
pub mod flow;
pub mod guarantee;
pub mod interchange;
pub mod latency;
pub mod library;
pub mod link;
pub mod listing;
pub mod math;
mod names;
mod number;
pub mod order;
pub mod plan;
mod problem;
pub mod quantity;
pub mod reckoning;
pub mod report;
pub mod scenario;
pub mod study;
pub mod tape;

pub use assessor::Assessor;
pub use problem::Problem;
