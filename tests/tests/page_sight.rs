//! What is out of sight is right when it comes into sight, is printed or is asked for.

use quorate_tests::browser::{Outcome, Page, in_browser};
use serde_json::{Value, json};

/// The picture of a figure, as it is on its canvas.
async fn picture(page: &Page, figure: &str) -> Outcome<Value> {
    page.eval(&format!(
        "document.querySelector('[data-testid=figure-{figure}] canvas').toDataURL()"
    ))
    .await
}

/// Opens the worked example so narrow and low that the latency figure is far below the window, and
/// waits until it was painted nevertheless.
async fn open_low(page: &Page) -> Outcome {
    page.resize(412, 420).await?;
    page.open_started("#preset=payments").await?;
    page.open_tab("flow").await?;
    page.wait_for("[data-testid=figure-latency] canvas").await?;
    page.wait_until(
        "(c => c.getBoundingClientRect().top > 1.6 * innerHeight \
           && c.getContext('2d').getImageData(2, 2, 1, 1).data[3] > 0)\
         (document.querySelector('[data-testid=figure-latency] canvas'))",
    )
    .await
}

/// Makes a service slower, as typing does.
const SLOWER: &str = "(field => { field.value = 'p50 80 ms, p99 190 ms';\
     field.dispatchEvent(new InputEvent('input', { bubbles: true })) })\
    (document.getElementById('field-services.app.latency'))";

#[test]
fn a_figure_out_of_sight_is_painted_once_the_typing_pauses() -> Outcome {
    in_browser(async |page| {
        open_low(page).await?;
        let before = picture(page, "latency").await?;
        page.eval(SLOWER).await?;
        page.wait_until(&format!(
            "document.querySelector('[data-testid=figure-latency] canvas').toDataURL() !== {before}"
        ))
        .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_figure_out_of_sight_is_painted_before_the_page_is_printed() -> Outcome {
    in_browser(async |page| {
        open_low(page).await?;
        let before = picture(page, "latency").await?;
        // One after the other in one task but for the effects: no pause, no picture in between.
        let printed = page
            .eval(&format!(
                "(async () => {{ {SLOWER}; await new Promise(done => setTimeout(done));\
                 const canvas = document.querySelector('[data-testid=figure-latency] canvas');\
                 const stale = canvas.toDataURL();\
                 dispatchEvent(new Event('beforeprint'));\
                 await null;\
                 return [stale, canvas.toDataURL()] }})()"
            ))
            .await?;
        assert_eq!(printed[0], before, "a figure out of sight waits");
        assert_ne!(printed[1], before, "and is painted before it is printed");
        page.expect_quiet().await
    })
}

#[test]
fn a_figure_in_sight_follows_within_the_frame() -> Outcome {
    in_browser(async |page| {
        open_low(page).await?;
        page.eval("document.querySelector('[data-testid=figure-latency] canvas').scrollIntoView()")
            .await?;
        page.eval("new Promise(done => setTimeout(done, 600))").await?;
        let before = picture(page, "latency").await?;
        let after = page
            .eval(&format!(
                "(async () => {{ {SLOWER}; await new Promise(done => requestAnimationFrame(() => setTimeout(done)));\
                 return document.querySelector('[data-testid=figure-latency] canvas').toDataURL() }})()"
            ))
            .await?;
        assert_ne!(after, before);
        assert_ne!(after, json!(null));
        page.expect_quiet().await
    })
}
