//! Files: out as a download, in from the reader's disk.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, BlobPropertyBag, File, FileReader, HtmlAnchorElement, Url};

/// Offers `text` as a file called `name`; false when the browser does not let the page.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    offer(name, kind, text).is_some()
}

fn offer(name: &str, kind: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    follow(name, &url)?;
    leptos::prelude::set_timeout(
        move || drop(Url::revoke_object_url(&url)),
        std::time::Duration::from_secs(10),
    );
    Some(())
}

/// What there is to say of a file that was offered, or was not.
pub fn outcome(saved: bool) -> &'static str {
    if saved {
        "Saved."
    } else {
        "The browser does not let the page save."
    }
}

/// Offers what `address` carries as a file called `name`; false when the browser does not let the
/// page.
pub fn save_address(name: &str, address: &str) -> bool {
    follow(name, address).is_some()
}

fn follow(name: &str, address: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let anchor: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(address);
    anchor.set_download(name);
    anchor.click();
    Some(())
}

/// Reads `file` as text and hands it to `take`; `None` when it cannot be read.
pub fn read(file: &File, take: impl FnOnce(Option<String>) + 'static) {
    let Ok(reader) = FileReader::new() else {
        return take(None);
    };
    let result = reader.clone();
    let done = Closure::once_into_js(move || take(result.result().ok().and_then(|text| text.as_string())));
    reader.set_onloadend(Some(done.unchecked_ref()));
    drop(reader.read_as_text(file));
}
