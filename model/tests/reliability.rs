//! How many nines to buy, against a search, and what is said where something is missing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use quorate_model::Assessor;
use quorate_model::assessment::Assessment;

fn assess(text: &str) -> Assessment {
    Assessor::new()
        .assess(text)
        .unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

fn scenario(revenue: f64, cost: f64, factor: f64) -> String {
    format!(
        "flow = \"db\"\nrevenue = \"${revenue}/h\"\nservices.db = {{ availability = \"99.9%\" }}\nnines = {{ cost = \"${cost}/year\", at = \"99%\", factor = {factor} }}\n"
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_number_of_nines_costs_less_than_the_one_named(
        revenue in 10.0f64..1e6, cost in 10.0f64..1e5, factor in 1.2f64..20.0,
    ) {
        let found = assess(&scenario(revenue, cost, factor));
        let nines = found.nines.unwrap();
        let sum = |n: f64| { let (cost, loss) = nines.yearly(n); cost + loss };
        let least = sum(nines.optimum);
        for step in 0..600 {
            prop_assert!(sum(f64::from(step) / 50.0) >= least * (1.0 - 1e-12));
        }
    }

    #[test]
    fn an_investment_that_pays_nothing_back_returns_minus_one(cost in 1.0f64..1e6) {
        let text = format!(
            "flow = \"db\"\nrevenue = \"$1k/h\"\nservices.db = {{ availability = \"99.99%\" }}\ninvestment = {{ cost = \"${cost}/year\", availability = \"99.9%\" }}\n"
        );
        let investment = assess(&text).investment.unwrap();
        prop_assert_eq!(investment.saving, 0.0);
        prop_assert_eq!(investment.roi, -1.0);
        prop_assert!(investment.payback_months.is_none());
    }
}

#[test]
fn what_cannot_be_said_of_reliability_is_told() {
    let cases = [
        "nines = { cost = \"$1k/year\", factor = 5 }",
        "nines = { cost = \"$1k/year\", at = \"99%\", factor = 5 }",
        "nines = { cost = \"$1k/year\", at = \"99%\", factor = 1 }",
        "investment = { availability = \"99.9%\" }",
        "investment = { cost = \"$1k/year\" }",
        "investment = { once = \"$1k\", availability = \"99.9%\" }",
        "cost = [ { once = \"$1k\" } ]",
        "money.horizon = \"1 h\"\ncost = [ { once = \"$1k\" } ]",
        "money.horizon = \"1 year\"\ncost = [ { once = \"$1k/h\" } ]",
        "money.horizon = \"1 year\"\ncost = [ { once = \"$1k\", price = \"$1/h\" } ]",
        "cost = [ { price = \"$1/h\" }, { price = \"€1/h\" } ]",
        "money.rates = { EUR = 0 }",
        "money.rates = { XYZ = 2 }",
        "money.currency = \"gold\"",
    ];
    let said = |text: &&str| match Assessor::new().assess(text) {
        Ok(found) => found
            .warnings
            .iter()
            .map(|warning| format!("warning: {}", warning.message))
            .collect::<Vec<_>>()
            .join("; "),
        Err(problem) => problem.to_string(),
    };
    let said: Vec<String> = cases.iter().map(said).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_reliability_pays_is_said_in_a_sentence() {
    let text = "flow = \"db\"\nrevenue = \"$10k/h\"\nservices.db = { availability = \"99.9%\" }\ninvestment = { cost = \"$50k/year\", availability = \"99.99%\" }\nnines = { cost = \"$12.5k/year\", at = \"99.9%\", factor = 5 }\n";
    insta::assert_snapshot!(quorate_model::report::reliability(&assess(text)).join("\n"));
}
