//! Where an element is: in sight, near it, or scrolled away.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Watches an element until dropped.
pub struct Sight {
    observer: IntersectionObserver,
    _closure: Closure<dyn FnMut(Array)>,
}

impl Sight {
    /// Calls `changed` with whether all of `element` lies above the window or behind the `strip` of so many
    /// pixels at its top, now and whenever that changes; `None` where the browser cannot watch.
    pub fn above(element: &Element, strip: f64, mut changed: impl FnMut(bool) + 'static) -> Option<Sight> {
        let look = move |entry: &IntersectionObserverEntry| {
            changed(!entry.is_intersecting() && entry.bounding_client_rect().top() < 0.0);
        };
        Sight::watch(element, &format!("-{strip}px 0px 0px"), Box::new(look))
    }

    /// Calls `changed` with whether any of `element` is less than half a window from being seen, now
    /// and whenever that changes; `None` where the browser cannot watch.
    pub fn near(element: &Element, mut changed: impl FnMut(bool) + 'static) -> Option<Sight> {
        let look = move |entry: &IntersectionObserverEntry| changed(entry.is_intersecting());
        Sight::watch(element, "50% 0px", Box::new(look))
    }

    fn watch(
        element: &Element,
        around: &str,
        mut look: Box<dyn FnMut(&IntersectionObserverEntry)>,
    ) -> Option<Sight> {
        let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries.get(entries.length().saturating_sub(1));
            if let Ok(entry) = last.dyn_into::<IntersectionObserverEntry>() {
                look(&entry);
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(around);
        let observer =
            IntersectionObserver::new_with_options(closure.as_ref().unchecked_ref(), &options).ok()?;
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
