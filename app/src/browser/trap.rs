//! Failures: what the page does when the program stops, and failures on request for the tests.

use crate::logic::address::Trap;
use js_sys::{Function, Reflect};
use std::hint::black_box;
use wasm_bindgen::{JsCast, JsValue};

/// Tells the page's boot script of a panic, so that it can offer the text for download.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        tell(&message);
    }));
}

fn tell(message: &str) {
    let Some(window) = web_sys::window() else { return };
    let hook = Reflect::get(&window, &JsValue::from_str("quorateTrap"));
    if let Some(hook) = hook.ok().and_then(|hook| hook.dyn_into::<Function>().ok()) {
        drop(hook.call1(&window, &JsValue::from_str(message)));
    }
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
