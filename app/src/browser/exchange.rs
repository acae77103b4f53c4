//! Documents of other kinds: written and read by a worker that is fetched when the first is asked for.

use super::workers;
use js_sys::Array;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, MessageEvent, Worker};

/// What is done with a document, or with the sentence that says why there is none.
type Take = Box<dyn FnOnce(Result<String, String>)>;

/// The worker, and who waits for which answer.
struct Running {
    worker: Worker,
    waiting: Vec<(u32, Take)>,
    asked: u32,
}

thread_local! {
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

const NONE: &str = "this browser does not let the page compute beside itself, which documents need";
const NOT_LOADED: &str =
    "what reads and writes documents could not be loaded, or has stopped; try again with a connection";

/// Has the scenario `text` written in another form, from so many draws; `link` leads to it.
pub fn write(
    text: &str,
    form: &str,
    link: &str,
    draws: u64,
    take: impl FnOnce(Result<String, String>) + 'static,
) {
    ask(&["write", text, form, link, &draws.to_string()], Box::new(take));
}

/// Has another tool's document read into the text of a scenario.
pub fn read(document: &str, take: impl FnOnce(Result<String, String>) + 'static) {
    ask(&["read", document], Box::new(take));
}

fn ask(words: &[&str], take: Take) {
    let refused = RUNNING.with_borrow_mut(|running| {
        if running.is_none() {
            *running = start();
        }
        let Some(running) = running else { return Some(take) };
        running.asked += 1;
        let message: Array = std::iter::once(running.asked.to_string())
            .chain(words.iter().map(ToString::to_string))
            .map(JsValue::from)
            .collect();
        running.waiting.push((running.asked, take));
        drop(running.worker.post_message(&message));
        None
    });
    if let Some(take) = refused {
        take(Err(NONE.to_string()));
    }
}

fn start() -> Option<Running> {
    let worker = Worker::new(&workers::named("data-exchange")?).ok()?;
    let answered = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| hear(&event.data()));
    let failed = Closure::<dyn Fn(Event)>::new(|event: Event| {
        event.prevent_default();
        give_up();
    });
    worker.set_onmessage(Some(answered.as_ref().unchecked_ref()));
    worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
    answered.forget();
    failed.forget();
    Some(Running {
        worker,
        waiting: Vec::new(),
        asked: 0,
    })
}

fn hear(said: &JsValue) {
    let word = |at: u32| Array::from(said).get(at).as_string().unwrap_or_default();
    let take = RUNNING.with_borrow_mut(|running| {
        let waiting = &mut running.as_mut()?.waiting;
        let number = word(0).parse();
        let at = waiting.iter().position(|(asked, _)| Ok(*asked) == number)?;
        Some(waiting.swap_remove(at).1)
    });
    if let Some(take) = take {
        take(if word(1) == "yes" {
            Ok(word(2))
        } else {
            Err(word(2))
        });
    }
}

/// Lets the worker go: the next question starts another.
fn give_up() {
    if let Some(running) = RUNNING.take() {
        running.worker.terminate();
        for (_, take) in running.waiting {
            take(Err(NOT_LOADED.to_string()));
        }
    }
}
