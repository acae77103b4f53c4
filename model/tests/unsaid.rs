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
    assert!(
        said.contains("`cache`") && said.contains("the level of the design is taken"),
        "{said}"
    );
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

#[test]
fn designs_none_of_which_prevents_a_wrong_answer_say_what_holds_them_back() {
    let text = "flow = \"web > db\"\ntraffic = \"1/s\"\n[services.web]\nguarantee = \"SI\"\n[services.db]\n\
                [wrongness]\nerror_probability = \"0.01%\"\nharm = [ { cost = \"$1\" } ]\n\
                [[design]]\nname = \"A\"\nservices.db.guarantee = \"SS\"\n[[design]]\nname = \"B\"\nservices.db.guarantee = \"EC\"\n";
    let held = warned(text, "wrong-not-prevented").unwrap_or_default();
    assert!(
        held.contains(
            "that takes strict serializable (`prevented_by`), and `web` and `db` keep every design below that"
        ),
        "{held}"
    );
    let prevented = text.replace("guarantee = \"SI\"", "guarantee = \"I\"");
    assert_eq!(warned(&prevented, "wrong-not-prevented"), None);
    let at_si = text.replace("[wrongness]", "[wrongness]\nprevented_by = \"SI\"");
    assert_eq!(warned(&at_si, "wrong-not-prevented"), None);
    let alone = text.split("[[design]]\nname = \"B\"").next().unwrap_or_default();
    assert_eq!(warned(alone, "wrong-not-prevented"), None);
}

#[test]
fn a_cache_that_is_never_said_to_miss_is_warned_of() {
    let text = "flow = \"web > rates-cache ?? db\"\n[services.web]\n[services.rates-cache]\n[services.db]\n";
    let told = warned(text, "cache-never-misses").unwrap_or_default();
    assert!(told.contains("`rates-cache` states no `hits`"), "{told}");
    let hits = text.replace("[services.rates-cache]", "[services.rates-cache]\nhits = \"90%\"");
    assert_eq!(warned(&hits, "cache-never-misses"), None);
    let last = text.replace("rates-cache ?? db", "db ?? rates-cache");
    assert_eq!(warned(&last, "cache-never-misses"), None);
}
