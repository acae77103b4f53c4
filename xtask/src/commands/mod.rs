//! One task a file.

pub mod bench;
pub mod build;
pub mod serve;
pub mod style;
pub mod test;
pub mod wasm_opt;
