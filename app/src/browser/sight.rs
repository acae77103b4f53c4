//! Whether an element was scrolled away.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// Watches an element until dropped.
pub struct Sight {
    observer: IntersectionObserver,
    _closure: Closure<dyn FnMut(Array)>,
}

impl Sight {
    /// Calls `changed` with whether all of `element` lies above the window, now and whenever that
    /// changes; `None` where the browser cannot watch.
    pub fn new(element: &Element, mut changed: impl FnMut(bool) + 'static) -> Option<Sight> {
        let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries.get(entries.length().saturating_sub(1));
            if let Ok(entry) = last.dyn_into::<IntersectionObserverEntry>() {
                changed(!entry.is_intersecting() && entry.bounding_client_rect().top() < 0.0);
            }
        });
        let observer = IntersectionObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Sight {
            observer,
            _closure: closure,
        })
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
