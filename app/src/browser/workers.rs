//! Workers: started, asked, heard, and let go when dropped.

use quorate_model::tape::Tape;
use quorate_worker::{Answer, Ask, post};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, MessageChannel, MessageEvent, MessagePort, Worker};

/// A worker of the page; it ends when dropped.
pub struct Running {
    worker: Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

impl Running {
    /// Starts a worker; `heard` is called with all it says, and with nothing once it has stopped by
    /// itself. `None` where the browser lets the page have none.
    pub fn start(heard: fn(Option<Answer>)) -> Option<Running> {
        let worker = Worker::new(&named("data-worker")?).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(answer) = post::tape(&event.data()).and_then(Answer::read) {
                heard(Some(answer));
            }
        });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            heard(None);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Running {
            worker,
            _heard: on_message,
            _failed: on_error,
        })
    }

    /// Asks it.
    pub fn ask(&self, ask: Ask) {
        let tape: Tape = ask.tape();
        drop(self.worker.post_message(&post::message(&tape)));
    }

    /// Has `helper` deliver to this one, past the page.
    pub fn take_from(&self, helper: &Running) -> Option<()> {
        let channel = MessageChannel::new().ok()?;
        self.give(Ask::Gather, &channel.port1());
        helper.give(Ask::Deliver, &channel.port2());
        Some(())
    }

    fn give(&self, ask: Ask, port: &MessagePort) {
        let moved = js_sys::Array::of1(port);
        let message = post::message(&ask.tape());
        drop(self.worker.post_message_with_transfer(&message, &moved));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// How many workers this machine has room for beside the page: 1 to 4.
pub fn room() -> u32 {
    let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    (cores as u32).saturating_sub(1).clamp(1, 4)
}

/// What the boot script names in this attribute: where a worker lies.
pub fn named(attribute: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let script = document.query_selector(&format!("script[{attribute}]")).ok()??;
    script.get_attribute(attribute)
}
