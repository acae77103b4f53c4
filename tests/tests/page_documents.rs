//! Documents of other kinds: written from the page for people and other tools, and opened in it.

use quorate_tests::browser::{Outcome, Page, in_browser};
use serde_json::{Value, json};

/// The forms, in the order the page lists them, with words that each holds.
const FORMS: [(&str, &str); 8] = [
    ("the results, in Markdown", "error budget"),
    ("a decision record, in Markdown", "Status: proposed"),
    ("the results, as JSON", "\"engine\""),
    ("the objective, for OpenSLO", "kind: SLO"),
    ("the alerts, as Prometheus rules", "groups:"),
    ("tests of those rules, for promtool", "add `[incident]`"),
    ("the objective, for Sloth", "version:"),
    ("the flow, as a Mermaid flowchart", "flowchart"),
];

async fn choose(page: &Page, at: usize) -> Outcome {
    let script = format!(
        "(() => {{ const s = document.querySelector('[data-testid=document-form]'); s.value = '{at}'; \
         s.dispatchEvent(new Event('change', {{ bubbles: true }})) }})()"
    );
    page.eval(&script).await.map(drop)
}

async fn paste(page: &Page, text: &str) -> Outcome {
    page.click("[data-testid=presets]").await?;
    let typed = json!(text);
    let script = format!(
        "(() => {{ const t = document.getElementById('open-text'); t.value = {typed}; \
         t.dispatchEvent(new Event('input', {{ bubbles: true }})) }})()"
    );
    page.eval(&script).await?;
    page.click("[data-testid=open-go]").await
}

#[test]
fn a_scenario_is_saved_in_every_form_it_has_what_for() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.click("[data-testid=share]").await?;
        for (at, (name, holds)) in FORMS.into_iter().enumerate() {
            choose(page, at).await?;
            let listed = page
                .eval("document.querySelector('[data-testid=document-form]').selectedOptions[0].text")
                .await?;
            assert_eq!(listed, Value::from(name));
            page.eval("void (window.saved = undefined)").await?;
            if name.starts_with("tests") {
                page.click("[data-testid=save-document]").await?;
                let said = page
                    .wait_for_text("[data-testid=said-document]", "It cannot be written")
                    .await?;
                assert!(said.contains("incident"), "{said}");
            } else {
                let saved = page.downloaded("[data-testid=save-document]").await?;
                assert!(saved.contains(holds), "{name}: {saved}");
            }
        }
        page.expect_quiet().await
    })
}

#[test]
fn what_was_written_for_another_tool_opens_again() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.click("[data-testid=share]").await?;
        choose(page, 3).await?;
        let objective = page.downloaded("[data-testid=save-document]").await?;
        page.eval("void (window.saved = undefined)").await?;
        choose(page, 7).await?;
        let flow = page.downloaded("[data-testid=save-document]").await?;
        paste(page, &flow).await?;
        page.wait_until("document.querySelector(\"[id='field-flow']\")?.value.includes('gateway > auth')")
            .await?;
        page.click("[data-testid=tab-budget]").await?;
        paste(page, &objective).await?;
        page.wait_until("document.querySelector(\"[id$='slo.availability']\")?.value.startsWith('0.999')")
            .await
    })
}

#[test]
fn what_cannot_be_read_says_why_and_changes_nothing() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        let before = page.text("[data-testid=verdict]").await?;
        for (document, said) in [
            ("apiVersion: openslo/v1\nkind: Pizza\n", "It could not be read"),
            ("flowchart LR\n a --> b\n b --> a\n", "It could not be read"),
            ("{\"status\": \"success\"}", "It could not be read"),
        ] {
            paste(page, document).await?;
            page.wait_for_text("[data-testid=open-error]", said).await?;
            page.click("[data-testid=presets]").await?;
        }
        assert_eq!(page.text("[data-testid=verdict]").await?, before);
        Ok(())
    })
}
