//! What a scenario leaves unsaid and a reader would take to be known is warned of.

use quorate_model::Assessor;

/// What is said under `code`; where the text is no scenario, why it is none.
fn warned(text: &str, code: &str) -> Option<String> {
    match Assessor::new().assess(text) {
        Ok(found) => {
            let mut warnings = found.warnings.into_iter();
            warnings
                .find(|warning| warning.code == code)
                .map(|warning| warning.message)
        }
        Err(problem) => Some(problem.message),
    }
}

const SHOP: &str = "flow = \"web > (cache ?? db)\"\n\
    [services.web]\navailability = \"99.9%\"\nguarantee = \"I\"\n\
    [services.db]\navailability = \"99.9%\"\n\
    [services.cache]\navailability = \"99.9%\"\nhits = \"80%\"\nfails_fast = true\n";
const LEADER: &str = "[[design]]\nname = \"Leader\"\nlevel = \"SS\"\n";

#[test]
fn a_cache_that_a_design_s_level_would_fill_in_is_asked_what_it_guarantees() {
    let said = warned(&format!("{SHOP}{LEADER}"), "cache-level-assumed").unwrap_or_default();
    assert!(said.contains("`cache`") && said.contains("SS is taken"), "{said}");
    assert_eq!(warned(SHOP, "cache-level-assumed"), None);
    let said_so = format!("{SHOP}guarantee = \"EC\"\n{LEADER}");
    assert_eq!(warned(&said_so, "cache-level-assumed"), None);
    let elsewhere = format!("{SHOP}{LEADER}flow = \"web > db\"\n");
    assert_eq!(warned(&elsewhere, "cache-level-assumed"), None);
}

#[test]
fn retries_of_nothing_that_fails_are_named() {
    let retrying =
        |more: &str| format!("flow = \"pay\"\n[services.pay]\navailability = \"99.9%\"\nretries = 2\n{more}");
    let said = warned(&retrying(""), "retries-idle").unwrap_or_default();
    assert!(said.contains("`pay` retries"), "{said}");
    for more in [
        "errors = \"0.1%\"\n",
        "latency = \"p99 10 ms\"\ntimeout = \"50 ms\"\n",
    ] {
        assert_eq!(warned(&retrying(more), "retries-idle"), None, "{more}");
    }
}
