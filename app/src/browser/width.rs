//! The width an element has, as it changes.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Watches an element until dropped.
pub struct Watch {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut(Array)>,
}

impl Watch {
    /// Calls `changed` with width and height in CSS pixels, now and whenever they change; `None`
    /// where the browser cannot watch.
    pub fn new(element: &Element, mut changed: impl FnMut(f64, f64) + 'static) -> Option<Watch> {
        let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last: JsValue = entries.get(entries.length().saturating_sub(1));
            if let Ok(entry) = last.dyn_into::<ResizeObserverEntry>() {
                let area = entry.content_rect();
                changed(area.width(), area.height());
            }
        });
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Watch {
            observer,
            _closure: closure,
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
