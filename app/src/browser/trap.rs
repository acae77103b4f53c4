//! Failures: what the page does when the program stops, and failures on request for the tests.

use super::boot;
use crate::logic::address::Trap;
use std::hint::black_box;
use wasm_bindgen::JsValue;

/// Tells the page's boot script of a panic, so that it can offer the text for download.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        boot::trapped(&message);
    }));
}

/// Fails as asked.
pub fn force(trap: Trap) {
    match trap {
        Trap::Panic => fail(),
        Trap::Stack => drop(black_box(descend(black_box(1)))),
    }
}

#[expect(
    clippy::panic,
    reason = "the rescue is tested with a real panic, asked for in the address"
)]
fn fail() {
    panic!("asked for by the address");
}

#[inline(never)]
#[expect(
    unconditional_recursion,
    reason = "the rescue is tested with a real stack overflow, asked for in the address"
)]
fn descend(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    descend(depth + 1) + frame[usize::try_from(depth % 64).unwrap_or(0)]
}
