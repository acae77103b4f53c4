//! Changing a scenario by hand: dragging, lists, completion, notes, comparing.

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};

use quorate_tests::browser::{Key, Outcome, Page, in_browser};
use std::time::Duration;

const CART: &str = "[id='field-services.cart.availability']";

/// Drags from the middle of `selector` by so many pixels.
async fn drag(page: &Page, selector: &str, right: i64, down: i64) -> Outcome {
    page.wait_for(selector).await?;
    let place = format!(
        "(() => {{ const e = document.querySelector({}); e.scrollIntoView({{ block: 'nearest' }}); const r = e.getBoundingClientRect(); return [Math.round(r.x + 8), Math.round(r.y + r.height / 2)] }})()",
        serde_json::json!(selector)
    );
    let place = page.eval(&place).await?;
    let (x, y) = (place[0].as_i64().unwrap_or(0), place[1].as_i64().unwrap_or(0));
    let to = |x: i64, y: i64| PointerAction::MoveTo {
        duration: Some(Duration::from_millis(60)),
        x: x as f64,
        y: y as f64,
    };
    let mouse = MouseActions::new("mouse".to_owned())
        .then(to(x, y))
        .then(PointerAction::Down {
            button: MOUSE_BUTTON_LEFT,
        })
        .then(to(x + right / 2, y + down / 2))
        .then(to(x + right, y + down))
        .then(PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        });
    page.client()
        .perform_actions(mouse)
        .await
        .map_err(|error| xtask::Failure::new(error.to_string()))
}

async fn tab(page: &Page, name: &str) -> Outcome {
    page.click(&format!("[data-testid=tab-{name}]")).await
}

#[test]
fn a_label_dragged_sideways_changes_its_number_in_one_step_of_history() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.replace(CART, "99.9%").await?;
        drag(page, "label[for='field-services.cart.availability']", 24, 0).await?;
        page.wait_for_text("[data-testid=verdict]", "99.82%").await?;
        assert_eq!(page.value(CART).await?, "99.99%");
        page.wait_for_text("[data-testid=changed]", "99.73% → 99.82%")
            .await?;
        page.click("[data-testid=undo]").await?;
        page.wait_for_text("[data-testid=verdict]", "99.73%").await?;
        page.expect_quiet().await
    })
}

#[test]
fn what_a_step_changed_is_said_also_where_the_one_before_was_never_drawn() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.wait_for_text("[data-testid=draws]", "10,000 draws").await?;
        // The second comes before the draws of the first begin.
        page.eval(
            "(async () => { for (const name of ['cart', 'inventory']) {\
                const field = document.getElementById(`field-services.${name}.availability`);\
                field.focus();\
                field.value = '99.99%';\
                field.dispatchEvent(new Event('input', { bubbles: true }));\
                await new Promise((done) => setTimeout(done, 30));\
            } })()",
        )
        .await?;
        page.wait_for_text("[data-testid=draws]", "10,000 draws").await?;
        page.wait_for_text("[data-testid=changed]", "99.82% → 99.91%")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn an_entry_moves_by_mouse_and_by_keys_and_a_removed_one_comes_back() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=feed").await?;
        // The line that says how many draws there are moves the tabs down when it comes.
        page.wait_for_text("[data-testid=draws]", "10,000 draws").await?;
        tab(page, "decision").await?;
        let name = "[id='field-design.0.name']";
        let first = page.value(name).await?;
        page.eval("document.getElementById('move-design.0').focus()")
            .await?;
        page.press(&[Key::Down]).await?;
        page.wait_until("document.activeElement.id === 'move-design.1'")
            .await?;
        assert_eq!(page.value("[id='field-design.1.name']").await?, first);
        // Sizes of what was out of sight are estimates until it is in sight.
        page.eval("document.getElementById('move-design.1').scrollIntoView({ block: 'end' })")
            .await?;
        page.eval(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))",
        )
        .await?;
        let above = page
            .eval(
                "Math.round(document.getElementById('move-design.1').getBoundingClientRect().bottom\
                 - document.querySelector('[data-row=\"design.0\"]').getBoundingClientRect().bottom + 12)",
            )
            .await?;
        drag(page, "[id='move-design.1']", 0, -above.as_i64().unwrap_or(200)).await?;
        page.wait_until(&format!("document.querySelector(`{name}`).value === {first:?}"))
            .await?;
        page.eval(
            "document.querySelector(`[data-testid='remove-design.0']`).scrollIntoView({ block: 'center' })",
        )
        .await?;
        page.click("[data-testid='remove-design.0']").await?;
        page.wait_for_text("[data-testid=notice]", "Removed").await?;
        assert_ne!(page.value(name).await?, first);
        page.click("[data-testid=notice-undo]").await?;
        page.wait_until(&format!("document.querySelector(`{name}`).value === {first:?}"))
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_name_is_completed_while_a_flow_is_typed() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.type_into("[id='field-flow']", " > pay").await?;
        page.wait_for_text("[role=listbox]", "payment").await?;
        page.press(&[Key::Enter]).await?;
        let flow = page.value("[id='field-flow']").await?;
        assert_eq!(flow, "gateway > auth > cart > payment > inventory > payment");
        page.expect_quiet().await
    })
}

#[test]
fn a_note_is_written_behind_its_value_as_a_comment() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.click(CART).await?;
        page.replace(
            "[data-testid='note-services.cart.availability']",
            "measured in May",
        )
        .await?;
        page.press(&[Key::Tab]).await?;
        page.wait_until("sessionStorage.getItem('quorate.text').includes('99.95%)\"  # measured in May')")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn comparing_shows_every_result_twice_and_the_lines_that_differ() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.click("[data-testid=compare]").await?;
        page.wait_for_text("[data-testid=against]", "Kept to compare")
            .await?;
        page.replace(CART, "99.99%").await?;
        page.wait_for_text("[data-testid=key-0]", "was 99.73%").await?;
        page.wait_for_text("[data-testid=differing]", "99.73% → 99.82%")
            .await?;
        page.eval("document.querySelectorAll('[data-testid=against] details').forEach(d => d.open = true)")
            .await?;
        page.wait_for_text("[data-testid=against] table", "99.82%")
            .await?;
        let difference = page.text("[data-testid=text-difference]").await?;
        assert!(
            difference.contains("- availability = \"uniform(99.85%, 99.95%)\""),
            "{difference}"
        );
        assert!(difference.contains("+ availability = \"99.99%\""), "{difference}");
        page.click("[data-testid=swap]").await?;
        page.wait_for_text("[data-testid=verdict]", "99.73%").await?;
        page.wait_for_text("[data-testid=key-0]", "was 99.82%").await?;
        page.expect_quiet().await
    })
}

#[test]
fn the_verdict_stays_in_sight_when_the_page_is_scrolled() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.eval("window.scrollTo(0, 900)").await?;
        page.wait_until("getComputedStyle(document.querySelector('.in-short')).display === 'grid'")
            .await?;
        let said = page.text(".in-short").await?;
        assert!(said.contains("99.73%") && said.contains("235 ms"), "{said}");
        page.expect_quiet().await
    })
}

#[test]
fn two_broken_fields_each_say_why() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.replace(CART, "99.9 parsecs").await?;
        page.replace("[id='field-services.payment.latency']", "soon")
            .await?;
        page.wait_for_text("[id='error-services.payment.latency']", "soon")
            .await?;
        page.wait_for_text("[id='error-services.cart.availability']", "parsecs")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_target_is_dragged_on_its_figure_and_moved_by_keys() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=payments").await?;
        page.open_tab("flow").await?;
        let handle = "[data-testid='handle-slo.latency']";
        drag(page, handle, -150, 0).await?;
        page.wait_until("/latency *= \"p99 < 1[5-7]/.test(sessionStorage.getItem('quorate.text'))")
            .await?;
        let before = page.eval("sessionStorage.getItem('quorate.text')").await?;
        page.eval(&format!("document.querySelector({handle:?}).focus()"))
            .await?;
        page.press(&[Key::Right]).await?;
        page.wait_until(&format!("sessionStorage.getItem('quorate.text') !== {before}"))
            .await?;
        page.click("[data-testid=undo]").await?;
        page.click("[data-testid=undo]").await?;
        page.wait_until("sessionStorage.getItem('quorate.text').includes('\"p99 < 200 ms\"')")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_series_is_switched_off_in_the_legend_and_the_title_says_so() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=payments").await?;
        tab(page, "decision").await?;
        page.click("[data-testid=legend-wrong]").await?;
        page.wait_for_text("[data-testid=figure-designs] h3", "Without wrong")
            .await?;
        page.click("[data-testid=legend-wrong]").await?;
        page.wait_for_text("[data-testid=figure-designs] h3", "Being wrong costs")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_row_of_a_table_says_why_and_what_it_leans_on() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=payments").await?;
        tab(page, "budget").await?;
        let app = "[...document.querySelectorAll('#panel .ask')].find((row) => row.textContent.trim() === 'app').id = 'asked'";
        page.eval(app).await?;
        page.click("#asked").await?;
        page.wait_for_text("[data-testid=why]", "app").await?;
        page.wait_for_text("[data-testid=leans]", "availability of")
            .await?;
        page.click("[data-testid=close-why]").await?;
        page.wait_until("!document.querySelector('[data-testid=why]')")
            .await?;
        tab(page, "money").await?;
        page.click("#panel .ask").await?;
        page.wait_for_text("[data-testid=leans]", "price of").await?;
        page.expect_quiet().await
    })
}
