//! What the tests across crates share.

#[cfg(feature = "browser")]
pub mod browser;
