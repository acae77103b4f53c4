//! The way a person takes: choose, change, see, share, embed, and lose nothing.

use quorate_model::scenario::edit;
use quorate_tests::browser::{Outcome, Page, in_browser};
use serde_json::Value;

/// The fragment of a link to `text`.
fn link(text: &str) -> String {
    format!("#{}", quorate_model::link::encode(text))
}

/// Everything that is read as a number on the page: verdict, key results, figures, tables.
const SHOWN: &str = "[...document.querySelectorAll(\
    '[data-testid=verdict],[data-testid=detail],[data-testid^=key-],[data-sentence],table')]\
    .map(e => (e.dataset.sentence || '') + e.textContent)";

async fn shown(page: &Page) -> Outcome<Value> {
    page.eval(SHOWN).await
}

async fn text(page: &Page) -> Outcome<String> {
    let kept = page.eval("sessionStorage.getItem('quorate.text')").await?;
    Ok(kept.as_str().unwrap_or_default().to_owned())
}

async fn choose(page: &Page, preset: &str) -> Outcome {
    page.click("[data-testid=presets]").await?;
    page.click(&format!("[data-testid=preset-{preset}]")).await
}

async fn tab(page: &Page, name: &str) -> Outcome {
    page.click(&format!("[data-testid=tab-{name}]")).await
}

/// The link the page offers to share.
async fn shared(page: &Page) -> Outcome<String> {
    page.click("[data-testid=share]").await?;
    page.wait_until("(document.querySelector('[data-testid=link]')?.value ?? '').includes('#q1.')")
        .await?;
    page.value("[data-testid=link]").await
}

#[test]
fn changing_the_error_probability_changes_the_verdict_and_the_bars() -> Outcome {
    in_browser(async |page| {
        page.open_started("").await?;
        choose(page, "payments").await?;
        page.wait_for_text("[data-testid=detail]", "(1 in 9").await?;
        tab(page, "money").await?;
        let before = page
            .eval("document.querySelector('[data-testid=figure-designs]').dataset.sentence")
            .await?;
        page.replace("[id='field-wrongness.error_probability']", "0.005%")
            .await?;
        page.wait_for_text("[data-testid=detail]", "(1 in 20,000 expected")
            .await?;
        page.wait_until(&format!(
            "document.querySelector('[data-testid=figure-designs]').dataset.sentence !== {before}"
        ))
        .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_link_to_an_example_with_changes_opens_with_them() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=payments&wrongness.error_probability=0.005%25&traffic=1k/s")
            .await?;
        page.wait_for_text("[data-testid=detail]", "(1 in 20,000 expected")
            .await?;
        let text = text(page).await?;
        assert!(text.contains("error_probability = \"0.005%\""), "{text}");
        assert!(
            text.contains("traffic = \"1k/s\"") || text.contains("\"1k/s\""),
            "{text}"
        );
        page.expect_quiet().await
    })
}

#[test]
fn the_inputs_a_figure_runs_over_can_be_chosen_and_stay_chosen() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=payments").await?;
        tab(page, "decision").await?;
        page.wait_for("[data-testid=explore-over]").await?;
        page.eval(
            "(() => { const s = document.querySelector('[data-testid=explore-over]');\
                s.value = 'traffic'; s.dispatchEvent(new Event('change', { bubbles: true })); })()",
        )
        .await?;
        page.wait_until(
            "(document.querySelector('[data-testid=figure-breakeven]')?.dataset.sentence ?? '').startsWith('The traffic')",
        )
        .await?;
        let text = text(page).await?;
        assert!(
            text.contains("[explore]") && text.contains("over = \"traffic\""),
            "{text}"
        );
        page.expect_quiet().await
    })
}

#[test]
fn a_shared_link_opens_elsewhere_with_the_same_text_and_the_same_numbers() -> Outcome {
    let (mut link, mut before, mut numbers) = (String::new(), String::new(), Value::Null);
    in_browser(async |page| {
        page.open_started("").await?;
        choose(page, "payments").await?;
        tab(page, "money").await?;
        page.replace("[id='field-wrongness.error_probability']", "0.02%")
            .await?;
        page.wait_for_text("[data-testid=detail]", "(1 in 5,000 expected")
            .await?;
        page.wait_for_text("[data-testid=draws]", "10,000 draws").await?;
        link = shared(page).await?;
        page.click("[data-testid=share]").await?;
        tab(page, "decision").await?;
        before = text(page).await?;
        numbers = shown(page).await?;
        page.expect_quiet().await
    })?;
    let fragment = link
        .split_once('#')
        .map_or("", |(_, fragment)| fragment)
        .to_owned();
    in_browser(async |page| {
        page.open_started(&format!("#{fragment}")).await?;
        page.wait_for_text("[data-testid=detail]", "(1 in 5,000 expected")
            .await?;
        page.wait_for_text("[data-testid=draws]", "10,000 draws").await?;
        tab(page, "decision").await?;
        tab(page, "document").await?;
        let document = page.value("[data-testid=document]").await?;
        tab(page, "decision").await?;
        assert_eq!(document, before, "the text is not the same");
        assert_eq!(shown(page).await?, numbers);
        page.expect_quiet().await
    })
}

#[test]
fn one_edit_in_a_form_changes_one_line_of_a_commented_text() -> Outcome {
    let original = quorate_model::library::preset("checkout").map_or("", |preset| preset.text);
    in_browser(async |page| {
        page.open_started(&link(original)).await?;
        page.replace("[id='field-services.cart.availability']", "99.99%")
            .await?;
        page.wait_for_text("[data-testid=verdict]", "99.82%").await?;
        let changed = text(page).await?;
        let differing: Vec<(&str, &str)> = original
            .lines()
            .zip(changed.lines())
            .filter(|(before, after)| before != after)
            .collect();
        assert_eq!(original.lines().count(), changed.lines().count());
        assert_eq!(differing.len(), 1, "{differing:?}");
        assert!(
            differing[0].1.contains("\"99.99%\"") && differing[0].1.contains("# source documents"),
            "{differing:?}"
        );
        page.click("[data-testid=undo]").await?;
        page.wait_for_text("[data-testid=verdict]", "99.73%").await?;
        assert_eq!(text(page).await?, original);
        page.expect_quiet().await
    })
}

#[test]
fn a_broken_field_says_why_and_the_last_results_stand() -> Outcome {
    let original = quorate_model::library::preset("checkout").map_or("", |preset| preset.text);
    in_browser(async |page| {
        page.open_started(&link(original)).await?;
        let before = page.text("[data-testid=verdict]").await?;
        page.replace("[id='field-services.auth.availability']", "99.95 parsecs")
            .await?;
        let said = page
            .wait_for_text("[id='error-services.auth.availability']", "parsecs")
            .await?;
        assert!(said.contains("99.95%"), "no way out in `{said}`");
        assert_eq!(page.text("[data-testid=verdict]").await?, before);
        assert_eq!(
            page.value("[id='field-services.auth.availability']").await?,
            "99.95 parsecs"
        );
        let expected = edit::set(original, "services.auth.availability", "99.95 parsecs").unwrap();
        assert_eq!(text(page).await?, expected, "what was typed is lost");
        page.replace("[id='field-services.auth.availability']", "99.99%")
            .await?;
        page.wait_for_text("[data-testid=verdict]", "99.77%").await?;
        page.expect_quiet().await
    })
}

#[test]
fn an_embed_shows_one_figure_and_stores_nothing() -> Outcome {
    let payments = quorate_model::library::preset("payments").map_or("", |preset| preset.text);
    in_browser(async |page| {
        page.open_started(&format!("{}&view=designs", link(payments)))
            .await?;
        page.wait_for("[data-testid=figure-designs]").await?;
        page.wait_for("[data-testid=open-in-quorate]").await?;
        assert!(page.texts("[data-testid=tab-flow]").await?.is_empty());
        assert!(page.texts("input, textarea").await?.is_empty());
        assert_eq!(page.eval("localStorage.length").await?, Value::from(0));
        page.expect_quiet().await
    })
}

#[test]
fn a_forced_panic_leaves_the_text_to_download() -> Outcome {
    recovers_from("panic")
}

#[test]
fn a_forced_stack_overflow_leaves_the_text_to_download() -> Outcome {
    recovers_from("stack")
}

fn recovers_from(trap: &str) -> Outcome {
    let checkout = quorate_model::library::preset("checkout").map_or("", |preset| preset.text);
    in_browser(async |page| {
        page.open_started(&link(checkout)).await?;
        page.replace("[id='field-services.auth.availability']", "99.9%")
            .await?;
        page.wait_for_text("[data-testid=verdict]", "99.68%").await?;
        let typed = text(page).await?;
        page.eval(&format!(
            "void setTimeout(() => {{ location.hash = '#trap={trap}' }}, 0)"
        ))
        .await?;
        page.wait_for_text("#recovery", "stopped").await?;
        assert_eq!(page.downloaded("#recovery-download").await?, typed);
        Ok(())
    })
}

#[test]
fn nothing_overflows_on_a_small_phone() -> Outcome {
    in_browser(async |page| {
        page.resize(360, 780).await?;
        for preset in ["booking", "payments", "checkout", "feed", "warehouse"] {
            page.open_started(&format!("#preset={preset}")).await?;
            // Draws make the verdict longer, and what stands below it moves down.
            page.wait_for_text("[data-testid=draws]", "10,000 draws").await?;
            for name in ["flow", "budget", "money", "decision", "document"] {
                tab(page, name).await?;
                let wide = page.eval("document.documentElement.scrollWidth").await?;
                assert!(
                    wide.as_u64().unwrap_or(9999) <= 360,
                    "{preset}, {name}: {wide} px wide"
                );
            }
            page.open("about:blank#").await.ok();
        }
        Ok(())
    })
}

#[test]
fn ranges_are_drawn_and_the_page_says_what_the_command_says() -> Outcome {
    let preset = quorate_model::library::preset("payments").map_or("", |preset| preset.text);
    let text = edit::set(preset, "wrongness.error_probability", "1e-10 to 1e-8").unwrap_or_default();
    let env = quorate_model::estimate::Env::default();
    let studied = quorate_model::Assessor::new().study(&text, env);
    let verdict = studied.map(|found| quorate_model::report::verdict(&found));
    let verdict = verdict.unwrap_or_else(|problem| panic!("{problem}"));
    in_browser(async |page| {
        page.open_started(&link(&text)).await?;
        let said = page
            .wait_for_text("[data-testid=verdict]", "of 10,000 draws")
            .await?;
        assert_eq!(said, verdict.headline);
        assert_eq!(page.text("[data-testid=detail]").await?, verdict.detail);
        tab(page, "decision").await?;
        page.wait_for("[data-testid=figure-tornado]").await?;
        page.wait_for("[data-testid=figure-flips]").await?;
        page.click("[data-testid=more-draws]").await?;
        page.wait_for_text("[data-testid=draws]", "100,000 draws").await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_harm_of_one_journey_is_done_in_that_one_alone() -> Outcome {
    in_browser(async |page| {
        let scenario = "[journey.browse]\nflow = \"list\"\ntraffic = \"900/s\"\n\
            [journey.buy]\nflow = \"db\"\ntraffic = \"20/s\"\n\
            [services.list]\nguarantee = \"EC\"\n[services.db]\n\
            [wrongness]\nerror_probability = \"0.01%\"\n\
            [[wrongness.harm]]\nname = \"Sold twice\"\ncost = \"$50\"\n\
            [[design]]\nname = \"Weak\"\nlevel = \"EC\"\n[[design]]\nname = \"Strong\"\nlevel = \"SS\"\n";
        page.open_started(&link(scenario)).await?;
        tab(page, "decision").await?;
        page.wait_until("[...document.querySelectorAll('[data-testid=not-prevented]')].some(said => said.textContent.startsWith('In browse, eventual prevents'))")
            .await?;
        tab(page, "money").await?;
        // 900/s × 0.01% × $50 is $142M a year, 20/s is $3.15M.
        page.wait_for_text("[data-testid=verdict]", "costs $142M a year in wrong answers")
            .await?;
        page.click("[aria-label^='Only in these journeys'] label:nth-of-type(2) input")
            .await?;
        page.wait_for_text("[data-testid=verdict]", "avoids $3.15M")
            .await?;
        page.wait_until("(sessionStorage.getItem('quorate.text') ?? '').includes('journeys = [\"buy\"]')")
            .await?;
        page.expect_quiet().await
    })
}
