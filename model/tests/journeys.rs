//! What wrong answers cost where there are several journeys: each has its own level, traffic and harms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use quorate_model::Assessor;
use quorate_model::assessment::{Assessment, DesignResult};
use quorate_model::estimate::Env;

const SHOP: &str = r#"
[journey.browse]
flow    = "catalogue"
traffic = "900/s"
[journey.buy]
flow    = "orders"
traffic = "20/s"
[services.catalogue]
guarantee = "EC"
[services.orders]
[wrongness]
error_probability = "0.01%"
prevented_by      = "S"
[[wrongness.harm]]
name = "Annoyed"
cost = "$1"
[[wrongness.harm]]
name     = "Sold twice"
cost     = "$50"
journeys = ["buy"]
[[design]]
name  = "Weak"
level = "EC"
[[design]]
name  = "Strong"
level = "S"
"#;

const YEAR: f64 = 31_536_000.0;

fn assess(text: &str) -> Assessment {
    Assessor::new()
        .assess(text)
        .unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

fn near(value: f64, expected: f64) {
    assert!(
        (value - expected).abs() <= 1e-9 * expected.abs(),
        "{value} is not {expected}"
    );
}

fn harms(design: &DesignResult) -> Vec<f64> {
    design.harms.iter().map(|harm| harm.yearly).collect()
}

#[test]
fn a_weak_journey_makes_no_answers_of_a_strong_one_wrong() {
    let found = assess(SHOP);
    let (weak, strong) = (&found.designs[0], &found.designs[1]);
    let (browse, buy) = (900.0 * YEAR * 1e-4, 20.0 * YEAR * 1e-4);
    near(weak.wrong.unwrap(), browse + buy * 51.0);
    near(weak.wrong_events.unwrap(), browse + buy);
    near(weak.error_probability.unwrap(), 1e-4);
    near(harms(weak)[0], browse + buy);
    near(harms(weak)[1], buy * 50.0);
    near(strong.wrong.unwrap(), browse);
    near(strong.error_probability.unwrap(), 1e-4 * 900.0 / 920.0);
    near(harms(strong)[0], browse);
    assert_eq!(harms(strong)[1], 0.0, "nothing is sold twice at S");
}

#[test]
fn repairs_are_paid_for_in_every_journey() {
    let text = SHOP.replace("prevented_by ", "found = \"60%\"\nrepair = \"$2\"\nprevented_by ");
    let found = assess(&text);
    let (browse, buy) = (900.0 * YEAR * 1e-4, 20.0 * YEAR * 1e-4);
    let weak = &found.designs[0];
    near(
        weak.wrong.unwrap(),
        browse * (0.4 + 0.6 * 2.0) + buy * (0.4 * 51.0 + 0.6 * 2.0),
    );
    near(harms(weak).iter().sum(), weak.wrong.unwrap());
}

#[test]
fn a_harm_names_journeys_there_are() {
    let refusal = |text: &str| Assessor::new().assess(text).unwrap_err().to_string();
    let elsewhere = refusal(&SHOP.replace("[\"buy\"]", "[\"browse\", \"by\"]"));
    let nowhere =
        refusal("flow = \"a\"\nservices.a = {}\nwrongness.harm = [{ cost = \"$1\", journeys = [\"buy\"] }]");
    let said = format!("{elsewhere}\n{nowhere}");
    insta::assert_snapshot!(said);
}

#[test]
fn a_harm_of_a_journey_without_traffic_is_said_to_cost_nothing() {
    let found = assess(&SHOP.replace("traffic = \"20/s\"", ""));
    let said = found
        .warnings
        .iter()
        .find(|said| said.code == "harm-without-traffic");
    assert_eq!(
        said.map(|said| said.message.as_str()),
        Some("`Sold twice` costs nothing: it is done in `buy` alone, and no `traffic` is given there.")
    );
}

#[test]
fn a_journey_that_states_no_level_is_not_saved_by_another() {
    // The design says something of the store alone; what the list promises nobody says.
    let text = SHOP
        .replace("guarantee = \"EC\"", "")
        .replace("level = \"S\"", "services.orders.guarantee = \"S\"");
    let found = assess(&text);
    let (browse, buy) = (900.0 * YEAR * 1e-4, 20.0 * YEAR * 1e-4);
    near(found.designs[0].wrong.unwrap(), browse + buy * 51.0);
    near(found.designs[1].wrong.unwrap(), browse);
    let said = found
        .warnings
        .iter()
        .find(|said| said.code == "journey-without-level");
    assert!(said.is_some_and(|said| {
        said.message
            .starts_with("No service of `browse` states a guarantee")
    }));
}

fn drawn(text: &str, samples: u32) -> Assessment {
    Assessor::new().study(text, Env { samples, seed: 7 }).unwrap()
}

#[test]
fn draws_of_harms_add_up_to_what_being_wrong_costs() {
    let text = SHOP
        .replace("$50\"", "$20 to $90\"")
        .replace("20/s", "10/s to 40/s")
        .replace("0.01%", "0.005% to 0.02%");
    for design in drawn(&text, 5_000).designs {
        near(harms(&design).iter().sum(), design.wrong.unwrap());
        let events = design.wrong_events.unwrap();
        near(harms(&design)[0], events);
    }
}

proptest! {
    #[test]
    fn journeys_together_cost_what_each_costs_alone(
        browse in 0.1..1e4_f64,
        buy in 0.1..1e4_f64,
        p in 1e-9..1e-2_f64,
        cost in 0.01..1e5_f64,
        strong in any::<bool>(),
    ) {
        let alone = |level: &str, traffic: f64, cost: f64| {
            let text = format!(
                "flow = \"a\"\ntraffic = \"{traffic}/s\"\nservices.a = {{}}\nwrongness.error_probability = \"{p}\"\nwrongness.prevented_by = \"S\"\nwrongness.harm = [{{ cost = \"${cost}\" }}]\ndesign = [{{ name = \"D\", level = \"{level}\" }}]"
            );
            assess(&text).designs[0].wrong.unwrap()
        };
        let text = SHOP
            .replace("900/s", &format!("{browse}/s"))
            .replace("20/s", &format!("{buy}/s"))
            .replace("0.01%", &p.to_string())
            .replace("$50", &format!("${cost}"));
        let found = assess(&text);
        let (at, level) = if strong { (1, "S") } else { (0, "EC") };
        let expected = alone("EC", browse, 1.0) + alone(level, buy, 1.0 + cost);
        let wrong = found.designs[at].wrong.unwrap();
        prop_assert!((wrong - expected).abs() <= 1e-9 * expected, "{wrong} {expected}");
    }
}
