//! What the page decides without a browser: tested natively.

pub mod address;
pub mod fields;
pub mod history;
pub mod patches;
pub mod position;
pub mod sentence;
pub mod shown;
pub mod start;
pub mod step;
