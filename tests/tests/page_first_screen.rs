//! What a reader sees before the program runs, and how it takes over.

use quorate_tests::browser::{Outcome, Page, in_browser};
use serde_json::{Value, json};

/// The words of the verdict and the key results, and in CSS pixels how far down the verdict begins
/// and the key results end: of the first screen or of the running page.
const SHOWN: &str = "({\
    said: [...document.querySelectorAll('.verdict h1, .verdict .detail, .key strong, .key span')]\
        .map((one) => one.innerText.trim()),\
    place: [document.querySelector('.verdict h1').getBoundingClientRect().top,\
        document.querySelector('.keys').getBoundingClientRect().bottom].map(Math.round),\
})";

/// How far the page may move what the first screen shows: a line of the header.
const MOVES: f64 = 40.0;

/// Whether the worked example is to be seen.
const EXAMPLE: &str =
    "[...document.querySelectorAll('.example')].filter((one) => one.checkVisibility()).length";

#[test]
fn the_first_screen_is_what_the_running_page_says_and_stays_where_it_is() -> Outcome {
    in_browser(async |page| {
        // The running page is looked at as soon as it is there: draws of the ranges come later.
        let look = format!(
            "addEventListener('DOMContentLoaded', () => {{ window.first = {SHOWN} }});\
             new MutationObserver((_, watch) => {{\
                 if (!document.querySelector('[data-testid=verdict]')) return;\
                 watch.disconnect();\
                 window.running = {SHOWN};\
             }}).observe(document, {{ childList: true, subtree: true }});"
        );
        page.before_each_document(&look).await?;
        for (width, height) in [(1440, 900), (390, 844)] {
            page.resize(width, height).await?;
            page.open(&format!("?{width}")).await?;
            page.wait_for("html[data-quorate=started]").await?;
            let (first, now) = (
                page.eval("window.first").await?,
                page.eval("window.running").await?,
            );
            assert_eq!(first["said"], now["said"]);
            for at in [0, 1] {
                let place = |shown: &Value| shown["place"][at].as_f64().unwrap_or(f64::NAN);
                let moved = place(&now) - place(&first);
                assert!(moved.abs() <= MOVES, "at {width} px from {first} to {now}");
            }
            page.eval("localStorage.clear()").await?;
        }
        Ok(())
    })
}

#[test]
fn nobody_who_comes_with_a_text_of_her_own_sees_the_worked_example() -> Outcome {
    in_browser(async |page| {
        stop_before_the_program(page, "").await?;
        assert_eq!(page.eval(EXAMPLE).await?, Value::from(3));
        stop_before_the_program(page, "?link#preset=checkout").await?;
        assert_eq!(page.eval(EXAMPLE).await?, Value::from(0));
        let keep = format!(
            "localStorage.setItem('quorate.order', '1'), localStorage.setItem('quorate.scenario.1', {})",
            json!("title = \"Mine\"")
        );
        page.eval(&keep).await?;
        stop_before_the_program(page, "?kept").await?;
        assert_eq!(page.eval(EXAMPLE).await?, Value::from(0));
        assert_eq!(page.text("#recovery h1").await?, "Quorate could not be loaded");
        Ok(())
    })
}

#[test]
fn the_chosen_colours_are_there_before_the_program() -> Outcome {
    in_browser(async |page| {
        page.colour_scheme("light").await?;
        stop_before_the_program(page, "").await?;
        let ground = "getComputedStyle(document.documentElement).backgroundColor";
        let light = page.eval(ground).await?;
        page.eval("localStorage.setItem('quorate.theme', 'dark')").await?;
        stop_before_the_program(page, "?dark").await?;
        assert_ne!(page.eval(ground).await?, light);
        Ok(())
    })
}

/// Opens the page without its module: what stands then is what stood before it.
async fn stop_before_the_program(page: &Page, rest: &str) -> Outcome {
    page.block(&["*.wasm"]).await?;
    page.open(rest).await?;
    page.wait_for("#recovery").await?;
    page.eval("document.getElementById('recovery').style.position = 'fixed'")
        .await
        .map(drop)
}
