//! The security policy holds over everything a reader can open.

use quorate_tests::browser::{Outcome, in_browser};
use serde_json::Value;

const LISTEN: &str = "window.violations = [];\
    addEventListener('securitypolicyviolation', (event) =>\
        window.violations.push(`${event.violatedDirective}: ${event.blockedURI} in ${event.sourceFile}`), true)";

#[test]
fn nothing_on_the_page_violates_its_security_policy() -> Outcome {
    in_browser(async |page| {
        page.before_each_document(LISTEN).await?;
        page.open_started("#preset=payments").await?;
        for tab in page.tabs().await? {
            page.open_tab(&tab).await?;
            page.eval("document.querySelectorAll('#panel details').forEach((one) => { one.open = true })")
                .await?;
        }
        for button in ["key-0", "compare", "keys", "share", "theme", "theme"] {
            page.click(&format!("[data-testid={button}]")).await?;
        }
        page.wait_for("[data-testid=link]").await?;
        page.click("[data-testid=presets]").await?;
        page.click("[data-testid=preset-checkout]").await?;
        page.wait_for_text("[data-testid=verdict]", "99.73%").await?;
        none(page.eval("window.violations").await?);
        page.expect_quiet().await
    })
}

#[test]
fn an_inline_script_would_be_noticed() -> Outcome {
    in_browser(async |page| {
        page.before_each_document(LISTEN).await?;
        page.open_started("").await?;
        page.eval(
            "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))",
        )
        .await?;
        page.wait_until("window.violations.length === 1").await?;
        assert_eq!(page.eval("window.ran").await?, Value::Null);
        Ok(())
    })
}

#[test]
fn the_tour_violates_nothing_either() -> Outcome {
    in_browser(async |page| {
        page.before_each_document(LISTEN).await?;
        page.open_started("").await?;
        page.click("[data-testid=begin-tour]").await?;
        while !page.texts("[data-testid=tour-next]").await?.is_empty() {
            page.click("[data-testid=tour-next]").await?;
        }
        none(page.eval("window.violations").await?);
        page.expect_quiet().await
    })
}

#[test]
fn an_embedded_figure_violates_nothing_either() -> Outcome {
    in_browser(async |page| {
        page.before_each_document(LISTEN).await?;
        for figure in ["flow", "budget", "latency", "designs"] {
            page.open_started(&format!("?{figure}#preset=payments&view={figure}"))
                .await?;
            page.wait_for(&format!("[data-testid=figure-{figure}]")).await?;
            none(page.eval("window.violations").await?);
        }
        page.expect_quiet().await
    })
}

fn none(violations: Value) {
    assert_eq!(violations, Value::Array(Vec::new()));
}
