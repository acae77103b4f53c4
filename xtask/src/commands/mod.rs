//! One task a file.

pub mod bench;
pub mod bench_draws;
pub mod bench_page;
pub mod build;
pub mod serve;
pub mod style;
pub mod test;
pub mod wasm_opt;
pub mod worker;
