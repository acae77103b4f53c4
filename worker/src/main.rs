//! The worker: takes what the page asks, and works in slices so that it hears what is asked next.

use js_sys::{Array, Date};
use quorate_model::tape::Tape;
use quorate_worker::{Answer, Ask, Desk, Out, VERSION, post};
use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

/// How long it works before it listens again, milliseconds.
const SLICE: f64 = 8.0;

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
    /// Where a helper delivers.
    static LEADER: RefCell<Option<MessagePort>> = const { RefCell::new(None) };
    /// What wakes it for the next slice.
    static BELL: RefCell<Option<MessagePort>> = const { RefCell::new(None) };
    static RUNG: Cell<bool> = const { Cell::new(false) };
}

/// What it says goes out as messages.
struct Messages;

impl Out for Messages {
    fn say(&mut self, answer: Answer) {
        if let Some(scope) = scope() {
            drop(scope.post_message(&post::message(&answer.tape())));
        }
    }

    fn deliver(&mut self, chunk: Tape) {
        let message = post::message(&chunk);
        let numbers = message.get(0).unchecked_into::<js_sys::Float64Array>();
        let moved = Array::of1(&numbers.buffer());
        LEADER.with_borrow(|leader| {
            if let Some(leader) = leader {
                drop(leader.post_message_with_transferable(&message, &moved));
            }
        });
    }
}

fn main() {
    let Some(scope) = scope() else { return };
    if let Ok(channel) = MessageChannel::new() {
        listen(&channel.port1(), |_| work());
        BELL.set(Some(channel.port2()));
    }
    let asked = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| hear(&event));
    scope.set_onmessage(Some(asked.as_ref().unchecked_ref()));
    asked.forget();
    Messages.say(Answer::Ready {
        version: VERSION.to_owned(),
    });
}

fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

fn hear(event: &MessageEvent) {
    let asked = post::tape(&event.data()).and_then(|mut tape| Ask::read(&mut tape));
    let port = event.ports().get(0).dyn_into::<MessagePort>().ok();
    match (asked, port) {
        (Some(Ask::Gather), Some(port)) => listen(&port, |event| gather(&event)),
        (Some(Ask::Deliver), Some(port)) => LEADER.set(Some(port)),
        (Some(ask), _) => {
            DESK.with_borrow_mut(|desk| desk.take(ask));
            ring();
        }
        (None, _) => {}
    }
}

fn gather(event: &MessageEvent) {
    if let Some(tape) = post::tape(&event.data()) {
        DESK.with_borrow_mut(|desk| desk.gather(tape));
        ring();
    }
}

fn listen(port: &MessagePort, heard: fn(MessageEvent)) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(heard);
    port.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

/// Asks for a slice of work behind what else waits; one at a time.
fn ring() {
    if !RUNG.replace(true) {
        BELL.with_borrow(|bell| {
            if let Some(bell) = bell {
                drop(bell.post_message(&JsValue::NULL));
            }
        });
    }
}

fn work() {
    RUNG.set(false);
    let more = DESK.with_borrow_mut(|desk| desk.work(&Date::now, SLICE, &mut Messages));
    if more {
        ring();
    }
}
