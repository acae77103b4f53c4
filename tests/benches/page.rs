//! `cargo xtask bench page`: how soon the page answers a keystroke, beside a bare Leptos page, and
//! how Lighthouse rates its loading.

#[path = "page/keystrokes.rs"]
mod keystrokes;
#[path = "page/lighthouse.rs"]
mod lighthouse;

use quorate_tests::browser::Outcome;

fn main() -> Outcome {
    // `cargo bench` says so. A run of all tests passes over it: it takes minutes and judges nothing.
    if !std::env::args().any(|word| word == "--bench") {
        return Ok(());
    }
    keystrokes::measure()?;
    lighthouse::measure()
}
