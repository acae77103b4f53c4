//! Nothing is lost: undo across forms and text, what the browser keeps, and a second tab.

use quorate_tests::browser::{Outcome, Page, in_browser};
use serde_json::{Value, json};

const TEXT: &str = "[data-testid=document]";
const CART: &str = "[id='field-services.cart.availability']";

async fn tab(page: &Page, name: &str) -> Outcome {
    page.click(&format!("[data-testid=tab-{name}]")).await
}

async fn choose(page: &Page, preset: &str) -> Outcome {
    page.click("[data-testid=presets]").await?;
    page.click(&format!("[data-testid=preset-{preset}]")).await
}

/// The texts on the shelf.
async fn shelf(page: &Page) -> Outcome<Vec<String>> {
    let found = page
        .eval("Object.entries(localStorage).filter(([key]) => key.startsWith('quorate.scenario.')).map(([, text]) => text)")
        .await?;
    let texts = found.as_array().into_iter().flatten();
    Ok(texts.filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Waits until a text on the shelf contains `part`.
async fn kept(page: &Page, part: &str) -> Outcome {
    let condition = format!(
        "Object.entries(localStorage).some(([key, text]) => key.startsWith('quorate.scenario.') && text.includes({}))",
        json!(part)
    );
    page.wait_until(&condition).await
}

#[test]
fn undo_and_redo_go_across_forms_and_text() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.replace(CART, "99.99%").await?;
        page.wait_for_text("[data-testid=verdict]", "99.82%").await?;
        tab(page, "document").await?;
        let text = page.value(TEXT).await?;
        page.replace(TEXT, "").await?;
        page.type_into(TEXT, "flow = \"only\"").await?;
        page.wait_for_text("[data-testid=problem]", "only").await?;
        while page.value(TEXT).await? != text {
            page.click("[data-testid=undo]").await?;
        }
        page.click("[data-testid=undo]").await?;
        page.wait_for_text("[data-testid=verdict]", "99.73%").await?;
        page.click("[data-testid=redo]").await?;
        page.wait_for_text("[data-testid=verdict]", "99.82%").await?;
        page.expect_quiet().await
    })
}

#[test]
fn what_is_typed_is_there_again_at_the_next_visit() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.replace(CART, "99.99%").await?;
        kept(page, "99.99%\"      # source documents").await?;
        page.open_started("?again").await?;
        page.wait_for_text("[data-testid=verdict]", "99.82%").await?;
        assert_eq!(page.value(CART).await?, "99.99%");
        page.expect_quiet().await
    })
}

#[test]
fn a_second_scenario_leaves_the_first_on_the_shelf_and_a_deleted_one_comes_back() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.replace(CART, "99.99%").await?;
        kept(page, "99.99%\"      # source documents").await?;
        choose(page, "feed").await?;
        page.wait_for_text("[data-testid=verdict]", "Take Eventual + cache")
            .await?;
        page.click("[data-testid=presets]").await?;
        page.wait_for_text(".kept", "Checkout").await?;
        page.click("[data-testid=delete-kept]").await?;
        page.wait_for_text("[data-testid=notice]", "Deleted “Checkout”.")
            .await?;
        assert_eq!(shelf(page).await?, Vec::<String>::new());
        page.click("[data-testid=notice-undo]").await?;
        page.wait_for_text(".kept", "Checkout").await?;
        assert!(shelf(page).await?[0].contains("99.99%"));
        page.click(".kept .choice").await?;
        page.wait_for_text("[data-testid=verdict]", "99.82%").await?;
        page.expect_quiet().await
    })
}

#[test]
fn damaged_storage_is_survived() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        let damage = "Object.assign(localStorage, {'quorate.scenario.1': '\\u0000{]', 'quorate.order': '{\"x\"', 'quorate.open': '1', 'quorate.theme': 'purple'}), sessionStorage.clear()";
        page.eval(damage).await?;
        page.open_started("?again").await?;
        page.wait_for("[data-testid=problem]").await?;
        tab(page, "document").await?;
        assert!(
            page.value(TEXT).await?.contains("{]"),
            "the text is shown as it is"
        );
        choose(page, "checkout").await?;
        page.wait_for_text("[data-testid=verdict]", "99.73%").await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_storage_that_takes_nothing_is_said_and_everything_else_works() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.eval("void (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') })")
            .await?;
        page.replace(CART, "99.99%").await?;
        page.wait_for_text("[data-testid=verdict]", "99.82%").await?;
        page.wait_for_text("[data-testid=notice]", "does not let the page keep your text")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn two_tabs_on_one_scenario_overwrite_nothing() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.replace(CART, "99.99%").await?;
        kept(page, "99.99%\"      # source documents").await?;
        let client = page.client();
        let first = client.window().await.map_err(failed)?;
        let second = client.new_window(true).await.map_err(failed)?.handle;
        client.switch_to_window(second).await.map_err(failed)?;
        page.devtools("Page.bringToFront", &json!({})).await?;
        page.open_started("").await?;
        page.wait_for_text("[data-testid=verdict]", "99.82%").await?;
        page.replace(CART, "99.5%").await?;
        kept(page, "\"99.5%\"").await?;
        client.switch_to_window(first).await.map_err(failed)?;
        page.devtools("Page.bringToFront", &json!({})).await?;
        page.wait_for_text("[data-testid=notice]", "Another tab changed this scenario")
            .await?;
        assert_eq!(
            page.value(CART).await?,
            "99.99%",
            "nothing changes under one's hands"
        );
        page.replace(CART, "99.97%").await?;
        kept(page, "\"99.97%\"").await?;
        let kept = shelf(page).await?;
        assert_eq!(kept.len(), 2, "{kept:?}");
        assert!(kept.iter().any(|text| text.contains("\"99.5%\"")), "{kept:?}");
        page.wait_for_text("[data-testid=notice]", "both are kept")
            .await?;
        page.expect_quiet().await
    })
}

fn failed(error: impl std::fmt::Display) -> xtask::Failure {
    xtask::Failure::new(error.to_string())
}
