//! Tapes as messages between the page and its workers: `[Float64Array, [text, …]]`.

use js_sys::{Array, Float64Array};
use quorate_model::tape::Tape;
use wasm_bindgen::{JsCast, JsValue};

/// The message that carries `tape`.
pub fn message(tape: &Tape) -> Array {
    let words = Array::new();
    for word in &tape.words {
        words.push(&JsValue::from_str(word));
    }
    let numbers = Float64Array::from(tape.numbers.as_slice());
    Array::of2(&numbers, &words)
}

/// The tape that a message carries; none where it is no such message.
pub fn tape(message: &JsValue) -> Option<Tape> {
    let parts: &Array = message.dyn_ref()?;
    let numbers = parts.get(0).dyn_into::<Float64Array>().ok()?.to_vec();
    let words = parts.get(1).dyn_into::<Array>().ok()?;
    let words = words.iter().map(|word| word.as_string().unwrap_or_default());
    Some(Tape::playing(numbers, words.collect()))
}
