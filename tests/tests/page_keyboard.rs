//! From a blank scenario to a shared link without a pointer.

use quorate_tests::browser::{Failure, Key, Outcome, Page, in_browser};

/// What has the focus: its identifier, or its test's.
const FOCUS: &str = "document.activeElement?.dataset.testid ?? document.activeElement?.id ?? ''";

#[test]
fn a_scenario_is_written_and_shared_from_the_keyboard_alone() -> Outcome {
    in_browser(async |page| {
        page.open_started("").await?;
        go_to(page, "presets").await?;
        page.press(&[Key::Enter]).await?;
        page.wait_for("[data-testid=preset-blank]").await?;
        go_to(page, "preset-blank").await?;
        page.press(&[Key::Enter]).await?;
        page.wait_until("!document.querySelector('[data-testid=preset-blank]')")
            .await?;

        for (name, availability) in [("web", "99.95%"), ("db", "99.9%")] {
            go_to(page, "add-service-name").await?;
            write(page, name).await?;
            page.press(&[Key::Enter]).await?;
            page.wait_until(&format!("({FOCUS}) === 'field-services.{name}.availability'"))
                .await?;
            select_all(page).await?;
            write(page, availability).await?;
        }
        page.wait_for_text("[data-testid=key-0]", "99.85").await?;

        go_to(page, "tab-flow").await?;
        page.press(&[Key::Right]).await?;
        page.wait_for("#tab-budget[aria-selected=true]").await?;
        go_to(page, "field-slo.availability").await?;
        select_all(page).await?;
        write(page, "99.9%").await?;
        page.wait_for("[data-testid=key-0].bad").await?;

        go_to(page, "share").await?;
        page.press(&[Key::Enter]).await?;
        page.wait_until("(document.querySelector('[data-testid=link]')?.value ?? '').includes('#q1.')")
            .await?;
        let link = page.value("[data-testid=link]").await?;
        let code = link.split_once('#').map_or("", |(_, code)| code);
        let text = quorate_model::link::decode(code).map(|opened| opened.text);
        let text = text.unwrap_or_default();
        for part in ["flow = \"web > db\"", "99.95%", "99.9%"] {
            assert!(text.contains(part), "no {part} in\n{text}");
        }
        page.expect_quiet().await
    })
}

/// Presses Tab until the element called `name` has the focus.
async fn go_to(page: &Page, name: &str) -> Outcome {
    let mut passed = Vec::new();
    while passed.len() < 120 {
        page.press(&[Key::Tab]).await?;
        let focus = page.eval(FOCUS).await?;
        let focus = focus.as_str().unwrap_or_default();
        if focus == name {
            return seen(page, name).await;
        }
        passed.push(focus.to_owned());
    }
    Err(Failure::new(format!(
        "Tab does not come to `{name}`; it comes to {}",
        passed.join(", ")
    )))
}

/// A failure where the focus is not to be seen.
async fn seen(page: &Page, name: &str) -> Outcome {
    let visible = "(() => {\
        const at = document.activeElement.getBoundingClientRect();\
        return at.width > 0 && at.bottom > 0 && at.top < innerHeight;\
    })()";
    let visible = page.eval(visible).await?;
    assert_eq!(visible, true, "`{name}` has the focus and is not to be seen");
    Ok(())
}

async fn write(page: &Page, text: &str) -> Outcome {
    for character in text.chars() {
        page.press(&[character]).await?;
    }
    Ok(())
}

async fn select_all(page: &Page) -> Outcome {
    page.press(&[char::from(Key::Control), 'a']).await
}
