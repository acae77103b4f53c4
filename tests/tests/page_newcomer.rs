//! What a newcomer meets: a way out of every error, words for every blank, and nothing cut short.

use quorate_tests::browser::{Key, Outcome, Page, in_browser};
use std::fmt::Write;

const FLOW: &str = "[id='field-flow']";
const FIX: &str = "[data-testid=fix]";

async fn blank(page: &Page) -> Outcome {
    page.open_started("").await?;
    page.click("[data-testid=begin-blank]").await?;
    page.wait_for_text("[data-testid=verdict]", "Nothing to compute")
        .await?;
    page.wait_for(FLOW).await.map(drop)
}

/// Opens the scenario with this text, as a paste of it does.
async fn paste(page: &Page, text: &str) -> Outcome {
    page.open_started("").await?;
    page.click("[data-testid=presets]").await?;
    let typed = serde_json::json!(text);
    let script = format!(
        "(() => {{ const t = document.getElementById('open-text'); t.value = {typed}; \
         t.dispatchEvent(new Event('input', {{ bubbles: true }})) }})()"
    );
    page.eval(&script).await?;
    page.click("[data-testid=open-go]").await
}

async fn tab(page: &Page, name: &str) -> Outcome {
    page.click(&format!("[data-testid=tab-{name}]")).await
}

#[test]
fn a_flow_of_new_names_becomes_services_with_one_press_and_nothing_is_made_up() -> Outcome {
    in_browser(async |page| {
        blank(page).await?;
        page.wait_for_text("[data-testid=awaited]", "Write the flow")
            .await?;
        page.type_into(FLOW, "web > api > db").await?;
        page.wait_for_text(FIX, "Add the services web, api and db")
            .await?;
        page.click(FIX).await?;
        page.wait_for_text(
            "[data-testid=verdict]",
            "needs the availability of web and 2 more services",
        )
        .await?;
        assert_eq!(page.value("[id='field-services.api.availability']").await?, "");
        for name in ["web", "api", "db"] {
            page.replace(&format!("[id='field-services.{name}.availability']"), "99.9%")
                .await?;
        }
        page.wait_for_text("[data-testid=verdict]", "99.7%").await?;
        page.replace(FLOW, "web > api > dv").await?;
        page.wait_for_text(FIX, "Use db").await?;
        page.click(FIX).await?;
        page.wait_until(&format!(
            "document.querySelector(`{FLOW}`).value === 'web > api > db'"
        ))
        .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_latency_target_is_taken_as_people_write_it_or_put_right_with_one_press() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        tab(page, "budget").await?;
        page.replace("[id='field-slo.latency']", "p99 500 ms").await?;
        page.wait_for_text("[data-testid=key-1]", "target p99 below 500 ms")
            .await?;
        page.replace("[id='field-slo.latency']", "200 ms").await?;
        page.wait_for_text(FIX, "Use p99 < 200 ms").await?;
        page.click(FIX).await?;
        page.wait_for_text("[data-testid=key-1]", "target p99 below 200 ms")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn what_applies_while_a_field_is_empty_and_what_is_not_stated_look_and_read_differently() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        tab(page, "money").await?;
        let style = |path: &str| {
            format!("getComputedStyle(document.getElementById('field-{path}'), '::placeholder').fontStyle")
        };
        assert_eq!(page.eval(&style("traffic")).await?, "italic");
        assert_eq!(page.eval(&style("waiting.loss_per_100ms")).await?, "normal");
        page.click("[id='field-traffic']").await?;
        page.wait_for_text("[id='hint-traffic']", "left out").await?;
        page.click("[id='field-waiting.loss_per_100ms']").await?;
        page.wait_for_text("[id='hint-waiting.loss_per_100ms']", "0.6% by default")
            .await?;
        tab(page, "flow").await?;
        page.type_into("[data-testid=add-domain-name]", "eu").await?;
        page.click("[data-testid=add-domain]").await?;
        page.wait_for_text("label[for='field-domains.eu.availability']", "to be filled in")
            .await?;
        page.replace("[id='field-domains.eu.availability']", "99.95%")
            .await?;
        page.wait_until(
            "!document.querySelector(`label[for='field-domains.eu.availability']`).textContent.includes('filled')",
        )
        .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_design_s_values_are_found_by_words_with_what_they_are_now() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        tab(page, "decision").await?;
        page.click("[data-testid=add-design]").await?;
        page.click("[data-testid='design-1'] [data-testid=change-value]")
            .await?;
        page.type_into("[data-testid=search-values]", "latency payment")
            .await?;
        page.wait_for_text(".offer", "p99 200 ms").await?;
        page.press(&[Key::Enter]).await?;
        let field = "[id='field-design.1.services.payment.latency']";
        page.wait_for(field).await?;
        let shown = page
            .eval(&format!("document.querySelector(`{field}`).placeholder"))
            .await?;
        assert!(
            shown
                .as_str()
                .is_some_and(|shown| shown.starts_with("as the scenario, p99 200 ms")),
            "{shown}"
        );
        page.type_into("[id='field-design.1.level']", "EC").await?;
        page.wait_for_text("[data-testid=unreached]", "this level does not count for")
            .await?;
        page.click("[data-testid='running-design.1'] summary").await?;
        page.click("[data-testid='add-design.1.cost']").await?;
        page.wait_for("[id='field-design.1.cost.0.price']").await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_comparison_survives_a_reload_and_can_begin_with_another_scenario() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.click("[data-testid=compare]").await?;
        page.replace("[id='field-services.cart.availability']", "99.99%")
            .await?;
        page.wait_for_text("[data-testid=key-0]", "was 99.73%").await?;
        page.wait_until("location.hash.startsWith('#q1.')").await?;
        page.reload().await?;
        page.wait_for_text("[data-testid=key-0]", "was 99.73%").await?;
        let tall = page
            .eval("document.querySelector('[data-testid=against]').getBoundingClientRect().height")
            .await?;
        assert!(tall.as_f64().is_some_and(|tall| tall < 200.0), "{tall}");
        page.click("[data-testid=presets]").await?;
        page.click("[data-testid=compare-payments]").await?;
        page.wait_for_text("[data-testid=key-0]", "was 99.9901%").await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_range_has_a_small_picture_and_an_exact_value_none() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        let pictures = "document.querySelectorAll('[data-testid=range]').length";
        let ranges = page.eval(pictures).await?.as_u64().unwrap_or(0);
        assert!(ranges > 0);
        page.replace("[id='field-services.cart.availability']", "99.9%")
            .await?;
        page.wait_until(&format!("{pictures} === {}", ranges - 1)).await?;
        page.expect_quiet().await
    })
}

#[test]
fn on_a_phone_one_press_leads_to_the_inputs_and_one_to_what_to_know() -> Outcome {
    in_browser(async |page| {
        page.resize(390, 844).await?;
        paste(page, &extreme()).await?;
        // What workers find comes a moment later, and moves what stands below the verdict.
        page.eval(SETTLED).await?;
        page.click("[data-testid=cautions]").await?;
        page.wait_until("document.activeElement.id === 'warnings'")
            .await?;
        page.click("[data-testid=to-inputs]").await?;
        let seen = "(() => { const y = document.getElementById('inputs').getBoundingClientRect().top; return y >= 0 && y < 300 })()";
        page.wait_until(seen).await?;
        page.click("[data-testid=to-results]").await?;
        page.wait_until(&seen.replace("inputs", "results")).await?;
        // The tabs keep room above them for the verdict in short, and there it is.
        page.wait_until("getComputedStyle(document.querySelector('.in-short')).display !== 'none'")
            .await?;
        page.expect_quiet().await
    })
}

/// Comes true when the page has had the same height for a second.
const SETTLED: &str = "new Promise((done) => {\
    let height = 0, since = 0;\
    const look = (now) => {\
        if (document.body.scrollHeight !== height) { height = document.body.scrollHeight; since = now; }\
        if (now - since > 1000) done(true); else requestAnimationFrame(look);\
    };\
    requestAnimationFrame(look);\
})";

/// Sixty services, names of forty letters, eleven nines, billions, and more missed than met.
fn extreme() -> String {
    let name = |at: usize| format!("service-number-{at:02}-with-a-name-of-40-letters");
    let names: Vec<String> = (0..60).map(name).collect();
    let mut text = format!(
        "title = \"A scenario whose title is rather long too\"\nflow = \"{}\"\ntraffic = \"10M/s\"\nrevenue = \"$900M/h\"\n\
         slo = {{ availability = \"99.999999999%\", latency = \"p99 < 90 ms\" }}\nrequire.level = \"SS\"\n\
         wrongness = {{ error_probability = \"0.1%\", harm = [{{ name = \"A harm whose name is as long as it gets, or nearly\", cost = \"$100000\" }}] }}\n",
        names.join(" > ")
    );
    for (at, name) in names.iter().enumerate() {
        let nines = if at % 3 == 0 { "99.99%" } else { "99.999999999%" };
        let _ = writeln!(
            text,
            "[services.{name}]\navailability = \"{nines}\"\nlatency = \"p99 {} ms\"",
            at + 1
        );
    }
    for name in [
        "A design with a long name that goes on and on",
        "Another_design_whose_long_name_has_no_space_at_all",
    ] {
        let _ = writeln!(
            text,
            "[[design]]\nname = \"{name}\"\nlevel = \"EC\"\nservices.{}.latency = \"p99 900 ms\"\n\
             cost = [{{ name = \"A line item whose name goes on for quite a while\", price = \"$1M/h\" }}]",
            names[0]
        );
    }
    text
}

#[test]
fn nothing_is_cut_short_on_any_tab_wide_or_narrow() -> Outcome {
    const CUT: &str = "(() => { const found = []; const wide = document.documentElement.clientWidth;\
        if (document.documentElement.scrollWidth > wide) found.push('the page scrolls sideways');\
        for (const e of document.querySelectorAll('main *, header *')) {\
            if (e.closest('.unseen') || !e.getClientRects().length || getComputedStyle(e).clipPath !== 'none') continue;\
            const hides = e.tagName === 'INPUT' || e.tagName === 'TEXTAREA' || getComputedStyle(e).overflowX === 'hidden';\
            if (hides && e.id !== 'document' && e.scrollWidth > e.clientWidth + 1) found.push(`${e.tagName} ${e.id} ${e.value ?? e.textContent}`);\
        } return found.join('\\n') })()";
    in_browser(async |page| {
        let mut cut = Vec::new();
        for (width, height) in [(1440, 900), (390, 844), (360, 740)] {
            page.resize(width, height).await?;
            paste(page, &extreme()).await?;
            for tab in page.tabs().await? {
                page.open_tab(&tab).await?;
                let found = page.eval(CUT).await?;
                let found = found.as_str().unwrap_or("nothing was said");
                if !found.is_empty() {
                    cut.push(format!("{tab} at {width}: {found}"));
                }
            }
        }
        assert!(cut.is_empty(), "{}", cut.join("\n"));
        page.expect_quiet().await
    })
}

#[test]
fn a_dark_page_is_printed_on_light_paper_figures_too() -> Outcome {
    const PICTURE: &str = "document.querySelector('.plot canvas').toDataURL()";
    const PAPER: &str = "getComputedStyle(document.documentElement).backgroundColor";
    in_browser(async |page| {
        let print = |scheme: &str| {
            let scheme = serde_json::json!([{ "name": "prefers-color-scheme", "value": scheme }]);
            serde_json::json!({ "media": "print", "features": scheme })
        };
        page.devtools("Emulation.setEmulatedMedia", &print("light"))
            .await?;
        page.open_started("#preset=checkout").await?;
        page.wait_for(".plot canvas").await?;
        page.wait_until(&format!(
            "(window.wanted = [{PICTURE}, {PAPER}])[0].length > 5000"
        ))
        .await?;
        page.devtools("Emulation.setEmulatedMedia", &print("dark"))
            .await?;
        page.wait_until(&format!("{PICTURE} !== wanted[0]")).await?;

        page.eval("void dispatchEvent(new Event('beforeprint'))").await?;
        assert_eq!(page.eval(&format!("{PICTURE} === wanted[0]")).await?, true);
        assert_eq!(page.eval(&format!("{PAPER} === wanted[1]")).await?, true);
        page.eval("void dispatchEvent(new Event('afterprint'))").await?;
        page.wait_until(&format!("{PICTURE} !== wanted[0]")).await?;
        page.expect_quiet().await
    })
}

#[test]
fn nothing_moves_when_hints_come_and_go() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.eval("scrollTo(0, 400)").await?;
        let hinted = |path: &str| format!("document.getElementById('hint-services.{path}') !== null");
        let places =
            "[...document.querySelectorAll('.field')].map(field => field.getBoundingClientRect().top)";
        let before = page.eval(places).await?;
        page.click("[id='field-services.gateway.availability']").await?;
        page.wait_until(&hinted("gateway.availability")).await?;
        page.click("[id='field-services.auth.availability']").await?;
        page.wait_until(&hinted("auth.availability")).await?;
        page.wait_until(&format!("!({})", hinted("gateway.availability")))
            .await?;
        assert_eq!(page.eval(places).await?, before);
        // Its note is written beside the hint, and does not put it away.
        page.press(&[Key::Alt.into(), 'n']).await?;
        page.wait_until("document.activeElement.id === 'note-services.auth.availability'")
            .await?;
        assert_eq!(page.eval(&hinted("auth.availability")).await?, true);
        page.eval("document.activeElement.blur()").await?;
        page.wait_until(&format!("!({})", hinted("auth.availability")))
            .await?;
        assert_eq!(page.eval(places).await?, before);
        page.expect_quiet().await
    })
}

#[test]
fn a_hint_at_the_foot_of_the_window_covers_no_field() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        let last = "document.getElementById('field-services.inventory.availability')";
        page.eval(&format!("void {last}.scrollIntoView({{ block: 'end' }})"))
            .await?;
        page.eval(&format!("void {last}.focus({{ preventScroll: true }})"))
            .await?;
        page.wait_until(&format!(
            "document.querySelector('.hint-strip').getBoundingClientRect().left >= {last}.closest('form').getBoundingClientRect().right"
        ))
        .await?;
        page.expect_quiet().await
    })
}

#[test]
fn on_a_phone_a_hint_stands_below_its_field_and_the_next_field_keeps_its_place() -> Outcome {
    in_browser(async |page| {
        page.resize(390, 844).await?;
        page.open_started("#preset=checkout").await?;
        let top = |path: &str| {
            format!("document.getElementById('field-services.{path}').getBoundingClientRect().top")
        };
        page.click("[id='field-services.gateway.availability']").await?;
        page.wait_until(
            "document.querySelector('.field > [id=\"hint-services.gateway.availability\"]') !== null",
        )
        .await?;
        let below = page.eval(&top("auth.availability")).await?;
        page.eval(
            "void document.getElementById('field-services.auth.availability').focus({ preventScroll: true })",
        )
        .await?;
        page.wait_until("document.getElementById('hint-services.gateway.availability') === null")
            .await?;
        // It is put right before the next frame is drawn.
        page.eval("new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))")
            .await?;
        let moved = page
            .eval(&format!("Math.abs({} - {below})", top("auth.availability")))
            .await?;
        assert!(moved.as_f64().is_some_and(|moved| moved <= 1.0), "{moved}");
        page.expect_quiet().await
    })
}

#[test]
fn a_field_offers_the_values_it_can_have() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        let offered = page
            .eval(
                "[...document.getElementById('field-services.payment.guarantee').list.options].map(o => o.value + ' ' + o.label).join(', ')",
            )
            .await?;
        let offered = offered.as_str().unwrap_or_default().to_owned();
        assert!(
            offered.starts_with("SS strict serializable, S serializable"),
            "{offered}"
        );
        assert!(offered.ends_with("I no data of its own"), "{offered}");
        page.expect_quiet().await
    })
}

#[test]
fn a_design_of_the_library_is_about_the_store_and_can_be_added_twice() -> Outcome {
    in_browser(async |page| {
        paste(
            page,
            "flow = \"web > cache ?? db > mail?\"\n[services.web]\navailability = \"99.9%\"\nguarantee = \"I\"\n\
             [services.cache]\navailability = \"99.9%\"\nhits = \"90%\"\nsource = \"db\"\nguarantee = \"EC\"\n\
             [services.db]\navailability = \"99.9%\"\n[services.mail]\navailability = \"99%\"\nguarantee = \"I\"\n",
        )
        .await?;
        tab(page, "decision").await?;
        page.wait_for("[data-testid=add-design-from-library]").await?;
        assert_eq!(page.value("[data-testid=library-store]").await?, "db");
        let choose = "(() => { const s = document.querySelector('[data-testid=add-design-from-library]'); s.value = '0'; \
                      s.dispatchEvent(new Event('change', { bubbles: true })); return s.value })()";
        assert_eq!(page.eval(choose).await?, "");
        page.wait_for("[id='field-design.1.services.db.guarantee']")
            .await?;
        assert_eq!(
            page.value("[id='field-design.1.flow']").await?,
            "web > db > mail?"
        );
        assert_eq!(page.eval(choose).await?, "");
        page.wait_for("[id='field-design.2.services.db.guarantee']")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_warning_leads_to_the_field_it_speaks_of() -> Outcome {
    in_browser(async |page| {
        paste(
            page,
            "flow = \"a ?? b\"\n[services.a]\navailability = \"99%\"\nlatency = \"p99 20 ms\"\n\
             [services.b]\navailability = \"99%\"\nlatency = \"p99 20 ms\"\n",
        )
        .await?;
        tab(page, "budget").await?;
        page.click("[data-testid=cautions]").await?;
        page.wait_for_text("[data-testid=way-there]", "Go to a: Timeout")
            .await?;
        page.click("[data-testid=way-there]").await?;
        page.wait_until("document.activeElement?.id === 'field-services.a.timeout'")
            .await?;
        page.press(&['4', '0', ' ', 'm', 's']).await?;
        page.wait_until("document.querySelector('[data-testid=warnings]') === null")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn what_was_imported_says_what_was_made_of_it_and_what_was_left_out() -> Outcome {
    in_browser(async |page| {
        paste(
            page,
            "flowchart LR\n  web -->|reads| api\n  api --> db\n  db --> db\n",
        )
        .await?;
        let said = page
            .wait_for_text("[data-testid=notice]", "From a Mermaid flowchart")
            .await?;
        assert!(
            said.contains("Left out: the words on an arrow, a call of a service by itself."),
            "{said}"
        );
        page.wait_until("document.querySelector('[data-testid=tab-flow]').ariaSelected === 'true'")
            .await?;
        assert_eq!(
            page.value("[id='field-title']").await?,
            "Request from a Mermaid flowchart"
        );
        page.expect_quiet().await
    })
}

#[test]
fn enter_takes_what_is_offered_and_undo_leads_to_nothing_half_typed() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        let field = "[id='field-services.auth.availability']";
        let first = page.value(field).await?;
        page.replace(field, "99,9").await?;
        page.wait_for_text(FIX, "Use").await?;
        // Longer than typing in one go may pause.
        page.eval("new Promise(later => setTimeout(() => later(true), 1300))")
            .await?;
        page.type_into(field, "%").await?;
        page.wait_for_text(FIX, "Use 99.9%").await?;
        page.press(&[Key::Enter]).await?;
        page.wait_until(&format!("document.querySelector(`{field}`).value === '99.9%'"))
            .await?;
        page.click("[data-testid=undo]").await?;
        page.wait_until(&format!("document.querySelector(`{field}`).value === {first:?}"))
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_text_without_results_is_shared_with_a_warning_and_found_again_from_every_tab() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.replace("[id='field-services.inventory.availability']", "99.9 of the time")
            .await?;
        page.wait_for_text("[data-testid=problem]", "inventory: Available does not read")
            .await?;
        page.click("[data-testid=share]").await?;
        page.wait_for_text("[data-testid=share-broken]", "gives no results as it stands")
            .await?;
        page.click("[data-testid=share]").await?;
        tab(page, "money").await?;
        page.click("[data-testid=go-there]").await?;
        page.wait_until("document.activeElement?.id === 'field-services.inventory.availability'")
            .await?;
        tab(page, "document").await?;
        page.click("[data-testid=document-jump]").await?;
        let marked = page.text("[data-testid=faulty-line]").await?;
        let line = page
            .eval(
                "document.getElementById('document').value.split('99.9 of the time')[0].split('\\n').length",
            )
            .await?;
        assert_eq!(marked, line.to_string());
        // The line is in the middle of the window, and what is wrong is selected.
        page.wait_until(
            "(() => { const t = document.getElementById('document'); \
             return t.value.slice(t.selectionStart, t.selectionEnd).includes('99.9 of the time') })()",
        )
        .await?;
        let off = page
            .eval(
                "(() => { const t = document.getElementById('document'); \
                 const line = t.value.slice(0, t.selectionStart).split('\\n').length; \
                 const at = t.scrollHeight * (line - .5) / Math.max(t.rows, t.value.split('\\n').length); \
                 return Math.abs(t.getBoundingClientRect().top + at - t.scrollTop - innerHeight / 2) })()",
            )
            .await?;
        assert!(off.as_f64().is_some_and(|off| off < 120.0), "{off}");
        page.expect_quiet().await
    })
}

#[test]
fn a_first_design_is_compared_with_the_present_one() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        tab(page, "decision").await?;
        page.click("[data-testid=add-design]").await?;
        page.wait_until("document.activeElement?.id === 'field-design.1.name'")
            .await?;
        assert_eq!(page.value("[id='field-design.0.name']").await?, "Present design");
        page.press(&['N', 'e', 'w']).await?;
        page.wait_until("document.getElementById('field-design.1.name').value === 'New'")
            .await?;
        page.click("[data-testid='remove-design.0']").await?;
        page.click("[data-testid=as-described]").await?;
        page.wait_until("document.getElementById('field-design.1.name')?.value === 'Present design'")
            .await?;
        page.wait_until("document.querySelector('[data-testid=as-described]') === null")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn what_was_there_before_an_edit_stands_with_its_draws_while_the_text_does_not_read() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.wait_for_text("[data-testid=draws]", "10,000 draws").await?;
        let drawn = page.text("[data-testid=verdict]").await?;
        assert!(drawn.contains("in 90 of 100 draws"), "{drawn}");
        page.type_into("[id='field-services.auth.availability']", " ?")
            .await?;
        page.wait_for_text("[data-testid=problem]", "does not read")
            .await?;
        page.eval("new Promise(later => setTimeout(() => later(true), 600))")
            .await?;
        assert_eq!(page.text("[data-testid=verdict]").await?, drawn);
        // A value that reads on the way to one that does not is none that anybody meant.
        let half = "(() => { const f = document.getElementById('field-services.auth.availability'); \
                     const type = v => { f.value = v; f.dispatchEvent(new Event('input', { bubbles: true })) }; \
                     type('99.9%'); return new Promise(later => setTimeout(() => { type('99.9 of it'); later(true) }, 20)) })()";
        page.eval(half).await?;
        page.wait_for_text("[data-testid=problem]", "Showing the results from before")
            .await?;
        page.eval("new Promise(later => setTimeout(() => later(true), 600))")
            .await?;
        assert_eq!(page.text("[data-testid=verdict]").await?, drawn);
        page.replace("[id='field-services.auth.availability']", "99.9%")
            .await?;
        page.wait_for_text("[data-testid=verdict]", "99.68%").await?;
        page.wait_for_text("[data-testid=verdict]", "in 90 of 100 draws")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_flow_of_its_own_is_named_where_the_figures_show_another_than_the_field() -> Outcome {
    in_browser(async |page| {
        paste(
            page,
            "flow = \"web > db\"\n[services.web]\navailability = \"99.9%\"\n[services.db]\navailability = \"99.9%\"\n\
             [[design]]\nname = \"Dear\"\ncost = [ { price = \"$9/h\" } ]\n[[design]]\nname = \"Lean\"\nflow = \"web\"\ncost = [ { price = \"$1/h\" } ]\n",
        )
        .await?;
        page.wait_for_text(
            "[data-testid=own-flow]",
            "The figures show Lean, whose flow is web.",
        )
        .await?;
        page.expect_quiet().await
    })
}

#[test]
fn a_link_to_a_choice_opens_on_it_and_a_reload_where_one_was() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=payments").await?;
        page.wait_for("#tab-decision[aria-selected=true]").await?;
        page.open_tab("money").await?;
        page.reload().await?;
        page.wait_for("#tab-money[aria-selected=true]").await?;
        page.open_started("#preset=feed").await?;
        page.wait_for("#tab-decision[aria-selected=true]").await?;
        page.expect_quiet().await
    })
}

#[test]
fn values_follow_one_another_by_tab_and_a_plain_number_gets_the_only_unit_it_can_have() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=checkout").await?;
        page.replace("[id='field-services.gateway.availability']", "99.97")
            .await?;
        page.press(&[Key::Tab]).await?;
        let value = page.value("[id='field-services.gateway.availability']").await?;
        assert_eq!(value, "99.97%");
        let focused = page.eval("document.activeElement.id").await?;
        let focused = focused.as_str().unwrap_or_default().to_owned();
        assert!(focused.starts_with("field-services.gateway."), "{focused}");
        page.press(&[Key::Alt.into(), 'n']).await?;
        let note = focused.replace("field-", "note-");
        page.wait_until(&format!("document.activeElement.id === '{note}'"))
            .await?;
        page.press(&[Key::Tab]).await?;
        page.wait_until("document.activeElement.id.startsWith('field-services.gateway.')")
            .await?;
        let undo = page.wait_for("[data-testid=undo]").await?;
        let title = undo.attr("title").await;
        assert_eq!(title.ok().flatten().as_deref(), Some("Undo gateway: Available"));
        page.click("[data-testid=undo]").await?;
        page.wait_for_text("[data-testid=changed]", "Undone (gateway: Available)")
            .await?;
        let back = page.value("[id='field-services.gateway.availability']").await?;
        assert_eq!(back, "uniform(99.985%, 99.995%)");
        page.expect_quiet().await
    })
}

#[test]
fn a_plain_number_keeps_its_unit_and_keys_go_from_value_to_value() -> Outcome {
    in_browser(async |page| {
        paste(
            page,
            "flow = \"web > db\"\nrevenue = \"$20k/month\"\n[services.web]\navailability = \"99.9%\"\nguarantee = \"I\"\n\
             [services.db]\navailability = \"99.9%\"\nguarantee = \"SI\"\n",
        )
        .await?;
        page.press(&[Key::Alt.into(), '3']).await?;
        page.replace("[id='field-revenue']", "9000").await?;
        page.press(&[Key::Enter]).await?;
        page.wait_until("document.getElementById('field-revenue').value === '$9000/month'")
            .await?;
        page.press(&[Key::Alt.into(), '1']).await?;
        page.wait_for("[id='field-services.web.guarantee']").await?;
        page.eval("document.getElementById('field-services.web.guarantee').focus()")
            .await?;
        // What adds a detail, what can be done with the service, and the next one's first value.
        for _ in 0..3 {
            page.press(&[Key::Tab]).await?;
        }
        page.wait_until("document.activeElement.id === 'field-services.db.availability'")
            .await?;
        page.eval("document.getElementById('move-services.db').focus()")
            .await?;
        page.press(&[Key::Right]).await?;
        page.press(&[Key::Enter]).await?;
        page.wait_until("document.activeElement.id === 'name-services.db'")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn enter_takes_what_is_offered_and_tab_leads_past_it() -> Outcome {
    in_browser(async |page| {
        blank(page).await?;
        page.type_into(FLOW, "web -> db").await?;
        page.wait_for_text(FIX, "Use web > db").await?;
        page.press(&[Key::Enter]).await?;
        page.wait_for_text(FIX, "Add the services web and db").await?;
        page.press(&[Key::Enter]).await?;
        let available = "[id='field-services.web.availability']";
        page.type_into(available, "99.9 percent").await?;
        page.wait_for_text(FIX, "Use 99.9%").await?;
        page.press(&[Key::Tab]).await?;
        page.wait_until("document.activeElement.id === 'field-services.web.latency'")
            .await?;
        page.click(available).await?;
        page.press(&[Key::Enter]).await?;
        page.wait_until(&format!(
            "document.querySelector(`{available}`).value === '99.9%'"
        ))
        .await?;
        page.expect_quiet().await
    })
}

#[test]
fn what_journeys_state_is_not_asked_for_again() -> Outcome {
    in_browser(async |page| {
        paste(
            page,
            "[journey.browse]\nflow = \"a\"\ntraffic = \"9/s\"\n[journey.buy]\nflow = \"a\"\ntraffic = \"1/s\"\n[services.a]\n",
        )
        .await?;
        tab(page, "money").await?;
        let shown = |path: &str| format!("document.getElementById('field-{path}').placeholder");
        page.wait_until(&format!("{} === 'as browse and buy state'", shown("traffic")))
            .await?;
        assert_eq!(page.eval(&shown("revenue")).await?, "not given");
        page.expect_quiet().await
    })
}

#[test]
fn the_way_to_a_value_behind_another_tab_ends_in_sight_of_it() -> Outcome {
    in_browser(async |page| {
        let mut text = String::from("flow = \"s0 > s19\"\n");
        for at in 0..20 {
            let latency = if at == 19 { "ten" } else { "p99 10 ms" };
            let _ = write!(
                text,
                "[services.s{at}]\navailability = \"99.9%\"\nlatency = \"{latency}\"\n"
            );
        }
        paste(page, &text).await?;
        tab(page, "money").await?;
        page.click("[data-testid=go-there]").await?;
        page.wait_until(
            "document.activeElement.id === 'field-services.s19.latency' \
             && document.activeElement.getBoundingClientRect().top > 0 \
             && document.activeElement.getBoundingClientRect().bottom < innerHeight",
        )
        .await?;
        page.expect_quiet().await
    })
}

#[test]
fn what_is_put_right_in_the_document_leaves_its_reader_where_he_was() -> Outcome {
    in_browser(async |page| {
        let lines = "# a line that is there to be scrolled past\n".repeat(80);
        let text =
            format!("flow = \"web\"\n{lines}[services.web]\nlatncy = \"p99 9 ms\"\nmttr = 30 min\n{lines}");
        paste(page, &text).await?;
        tab(page, "document").await?;
        page.click("[data-testid=document-jump]").await?;
        page.eval("new Promise((done) => setTimeout(done, 300))").await?;
        let place = "(() => { const t = document.getElementById('document'); return JSON.stringify([Math.round(t.getBoundingClientRect().top), t.scrollTop]) })()";
        let before = page.eval(place).await?;
        page.wait_for_text("#problem", "30 min needs quotes").await?;
        // A driver's own press would scroll to where the strip stands without being held at the foot.
        let press = format!("document.querySelector('#problem {FIX}').click()");
        page.eval(&press).await?;
        page.wait_for_text("#problem", "latncy").await?;
        page.eval("new Promise((done) => setTimeout(done, 300))").await?;
        assert_eq!(page.eval(place).await?, before);
        let caret = "(() => { const t = document.activeElement; return t.id === 'document' && \
            t.value.slice(0, t.selectionStart).endsWith('mttr = \"30 min\"') })()";
        page.wait_until(caret).await?;
        page.eval(&press).await?;
        page.wait_until("document.getElementById('document').value.includes('latency = \"p99 9 ms\"')")
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn the_numbers_of_every_design_can_be_asked_for_and_what_is_unfolded_stays_so() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=booking").await?;
        tab(page, "decision").await?;
        let fold = "[data-testid='running-design.0']";
        page.click(&format!("{fold} summary")).await?;
        page.click("[data-testid=why-total]").await?;
        page.wait_for_text("[data-testid=why]", "Snapshot isolation costs")
            .await?;
        page.eval(
            "[...document.querySelectorAll('.of-which button')].find((one) => one.textContent === 'Strict, three zones').click()",
        )
        .await?;
        let said = page
            .wait_for_text("[data-testid=why]", "Strict, three zones costs")
            .await?;
        assert!(said.contains("Four more r6i.4xlarge is 4 × $0.806/h"), "{said}");
        tab(page, "flow").await?;
        tab(page, "decision").await?;
        page.wait_until(&format!("document.querySelector(\"{fold}\").open"))
            .await?;
        page.expect_quiet().await
    })
}

#[test]
fn causes_that_do_not_add_up_lead_to_their_fields() -> Outcome {
    in_browser(async |page| {
        paste(
            page,
            "flow = \"a\"\n[services.a]\n[wrongness.causes]\nstale = \"60%\"\nfault = \"30%\"\n",
        )
        .await?;
        page.click("[data-testid=go-there]").await?;
        page.wait_until("document.activeElement.id === 'field-wrongness.causes.stale'")
            .await?;
        page.expect_quiet().await
    })
}
