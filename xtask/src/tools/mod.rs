//! The tools that the tasks need, and how each is had.

pub mod binaryen;
pub mod browser;
pub mod cache;
pub mod cargo_tool;
pub mod npm;
pub mod promtool;
pub mod wasm_target;
