//! The worker that reads and writes documents: one question, one answer.
//!
//! A question is a list of texts: its number, `read` and the document, or `write`, the scenario, the
//! form's name, its link, and how many draws. An answer is the number, `yes` or `no`, and
//! the document or the sentence.

use js_sys::Array;
use quorate_exchange::{Form, read, write};
use quorate_model::estimate::Env;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let answering = scope.clone();
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let asked = Array::from(&event.data());
        let words: Vec<String> = asked
            .iter()
            .map(|word| word.as_string().unwrap_or_default())
            .collect();
        let (sure, said) = match answer(&words) {
            Ok(document) => ("yes", document),
            Err(sentence) => ("no", sentence),
        };
        let said = Array::of3(&asked.get(0), &JsValue::from_str(sure), &JsValue::from_str(&said));
        drop(answering.post_message(&said));
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

fn answer(asked: &[String]) -> Result<String, String> {
    let words: Vec<&str> = asked.iter().map(String::as_str).collect();
    match words.as_slice() {
        [_, "read", document] => read(document, None, None),
        [_, "write", text, form, link, samples] => {
            let form = Form::named(form).ok_or_else(|| format!("`{form}` is not a form that is written"))?;
            let env = Env {
                samples: samples.parse().unwrap_or(0),
                ..Env::default()
            };
            write(text, form, link, env)
        }
        _ => Err("this was not understood; reload the page to have all of it of one version".into()),
    }
}
