//! What the page does when its module stops: the text is never lost.

use quorate_tests::browser::{Outcome, Page, in_browser};
use serde_json::json;

const TEXT: &str = "quorate = 1\ntitle = \"Caf\u{e9} \u{20ac}\"\n";

/// A module's one function that traps: `unreachable`.
const TRAP: &str = "5,1,3,0,0,11";

/// A module's one function that calls itself until the stack ends.
const OVERFLOW: &str = "6,1,4,0,16,0,11";

#[test]
fn a_module_that_traps_leaves_the_text_for_download() -> Outcome {
    in_browser(async |page| {
        start_with_text(page).await?;
        later(page, &call(TRAP)).await?;
        stopped(page, "unreachable").await?;
        downloads_the_text(page).await
    })
}

#[test]
fn a_promise_that_traps_leaves_the_text_for_download() -> Outcome {
    in_browser(async |page| {
        start_with_text(page).await?;
        let promise = format!("Promise.resolve().then(() => {})", call(TRAP));
        later(page, &promise).await?;
        stopped(page, "unreachable").await?;
        downloads_the_text(page).await
    })
}

#[test]
fn a_stack_overflow_leaves_the_text_for_download() -> Outcome {
    in_browser(async |page| {
        start_with_text(page).await?;
        later(page, &call(OVERFLOW)).await?;
        stopped(page, "ran out of stack").await?;
        downloads_the_text(page).await
    })
}

#[test]
fn a_stop_that_the_module_reports_itself_is_shown_once_with_its_message() -> Outcome {
    in_browser(async |page| {
        start_with_text(page).await?;
        let twice = "(window.quorateTrap('a reason of its own'), window.quorateTrap('another'))";
        later(page, twice).await?;
        stopped(page, "a reason of its own").await?;
        assert_eq!(page.texts("#recovery").await?.len(), 1);
        downloads_the_text(page).await
    })
}

#[test]
fn an_ordinary_error_stops_nothing() -> Outcome {
    in_browser(async |page| {
        start_with_text(page).await?;
        later(
            page,
            "dispatchEvent(new ErrorEvent('error', { error: new Error('of an extension') }))",
        )
        .await?;
        later(page, "setTimeout(() => { window.after = true }, 100)").await?;
        page.wait_until("window.after").await?;
        assert!(page.texts("#recovery").await?.is_empty());
        Ok(())
    })
}

#[test]
fn a_module_that_cannot_be_loaded_leaves_the_link_for_download() -> Outcome {
    in_browser(async |page| {
        page.block(&["*.wasm"]).await?;
        page.open("#q1.some-link").await?;
        page.wait_for_text("#recovery h1", "could not be loaded").await?;
        assert_eq!(page.text("#recovery-download").await?, "Download the link");
        let saved = page.downloaded("#recovery-download").await?;
        assert_eq!(saved, format!("{}#q1.some-link\n", page.site()));
        page.block(&[]).await?;
        page.click("#recovery-reload").await?;
        page.wait_for("html[data-quorate=started]").await.map(drop)
    })
}

/// The page as it is after somebody typed [`TEXT`].
async fn start_with_text(page: &Page) -> Outcome {
    page.open_started("").await?;
    let store = format!("sessionStorage.setItem('quorate.text', {})", json!(TEXT));
    page.eval(&store).await.map(drop)
}

/// JavaScript that compiles the module with the code section `code` and calls it.
fn call(code: &str) -> String {
    format!(
        "new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([\
         0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,{code}]))).exports.f()"
    )
}

/// Runs `script` as the page's own, so that its errors reach the window.
async fn later(page: &Page, script: &str) -> Outcome {
    page.eval(&format!("void setTimeout(() => {{ {script} }}, 0)"))
        .await
        .map(drop)
}

async fn stopped(page: &Page, reason: &str) -> Outcome {
    page.wait_for_text("#recovery", "The calculator stopped").await?;
    page.wait_for_text("#recovery-detail", reason).await?;
    page.wait_until("document.getElementById('app')?.inert ?? true")
        .await
}

async fn downloads_the_text(page: &Page) -> Outcome {
    assert_eq!(page.downloaded("#recovery-download").await?, TEXT);
    Ok(())
}
