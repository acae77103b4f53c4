//! SLA credits: what a draw interpolates against what a scenario with that value computes, and what is
//! said where they cannot be told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use quorate_model::Assessor;
use quorate_model::assessment::{Assessment, Credits};
use quorate_model::estimate::Env;

const TIERS: &str = "credits = [{ below = \"99.9%\", credit = \"10%\" }, { below = \"99.5%\", credit = \"25%\" }, { below = \"99%\", credit = \"50%\" }]";

fn assess(text: &str) -> Assessment {
    Assessor::new()
        .assess(text)
        .unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

/// A flow of such parts (availability and minutes to repair) under an SLA of a million a month, beside
/// a design that costs nothing, so that the margin between the two is what it costs.
fn scenario(parts: &[(String, f64)]) -> String {
    let names: Vec<String> = (0..parts.len()).map(|at| format!("s{at}")).collect();
    let mut text = format!(
        "flow = \"{}\"\n[down]\nfees = \"$1M/month\"\n{TIERS}\n",
        names.join(" > ")
    );
    for (name, (availability, minutes)) in names.iter().zip(parts) {
        text += &format!("[services.{name}]\navailability = \"{availability}\"\nmttr = \"{minutes} min\"\n");
    }
    text + "[[design]]\nname = \"Plain\"\n[[design]]\nname = \"Never\"\nflow = \"none\"\nservices.none = { availability = \"100%\" }\n"
}

fn credits(text: &str) -> Credits {
    assess(text).designs[0].credits.clone().unwrap()
}

fn percent(q: f64) -> String {
    format!("{}%", 100.0 - 100.0 * q)
}

/// What the design costs a year at both ends of the range of its first part, all else at medians: as a
/// draw has it, and as a scenario with that end has it.
fn ends(parts: &[(f64, f64)], factor: f64) -> [(f64, f64); 2] {
    let (q, minutes) = parts[0];
    let with = |first: String| {
        let mut all: Vec<(String, f64)> = parts.iter().map(|(q, minutes)| (percent(*q), *minutes)).collect();
        all[0] = (first, minutes);
        scenario(&all)
    };
    let odds = |factor: f64| {
        let odds = q / (1.0 - q) * factor;
        odds / (1.0 + odds)
    };
    let (low, high) = (odds(factor), odds(1.0 / factor));
    let range = with(format!("{} to {}", percent(low), percent(high)));
    let env = Env { samples: 0, seed: 1 };
    let found = Assessor::new().study(&range, env).unwrap();
    let swing = &found.decision.as_ref().unwrap().tornado[0];
    assert_eq!(swing.input, "services.s0.availability");
    let exact = |q: f64| credits(&with(percent(q))).yearly;
    // `Never` is best: the margin is what the other costs more.
    [(swing.low, exact(low)), (swing.high, exact(high))]
}

#[test]
fn a_draw_of_one_part_costs_what_a_scenario_with_its_value_does() {
    for factor in [1.5, 3.0, 10.0, 100.0] {
        for (drawn, exact) in ends(&[(0.002, 60.0)], factor) {
            assert!((drawn / exact - 1.0).abs() < 1e-4, "{factor}: {drawn} {exact}");
        }
    }
}

/// The table of a chain is an approximation: it knows how often a draw takes it down, and not that it
/// was the part that is repaired slowly. Where all parts are repaired alike it is within two
/// percent, which the months drawn leave open; else within an eighth when a part's failures change by half.
#[test]
fn a_draw_of_a_chain_costs_nearly_what_months_drawn_for_its_value_do() {
    let alike: [&[(f64, f64)]; 2] = [
        &[(0.001, 30.0), (0.0005, 30.0), (0.001, 30.0)],
        &[(0.003, 60.0), (0.003, 60.0)],
    ];
    let unlike: [&[(f64, f64)]; 4] = [
        &[(0.0015, 120.0), (0.0005, 20.0), (0.0001, 480.0)],
        &[(0.0005, 20.0), (0.0015, 120.0)],
        &[(0.003, 60.0), (0.003, 240.0), (0.0001, 10.0)],
        &[(0.0001, 480.0), (0.0015, 60.0)],
    ];
    for parts in alike {
        for factor in [1.5, 2.0, 4.0] {
            for (drawn, exact) in ends(parts, factor) {
                assert!(
                    (drawn / exact - 1.0).abs() < 0.02,
                    "{parts:?} {factor}: {drawn} {exact}"
                );
            }
        }
    }
    for parts in unlike {
        for (drawn, exact) in ends(parts, 1.5) {
            assert!((drawn / exact - 1.0).abs() < 0.12, "{parts:?}: {drawn} {exact}");
        }
    }
}

fn warned(text: &str) -> Vec<String> {
    let found = assess(text);
    assert!(found.designs.iter().all(|design| design.credits.is_none()));
    let said = found
        .warnings
        .iter()
        .filter(|warning| warning.code == "credits-unpriced");
    said.map(|warning| warning.message.clone()).collect()
}

#[test]
fn credits_that_cannot_be_told_are_absent_and_say_why() {
    let down = format!("revenue = \"$1k/h\"\n[down]\nfees = \"$1M/month\"\n{TIERS}\n");
    let one = |service: &str| {
        format!(
            "flow = \"a > b\"\n{down}[services.a]\navailability = \"99%\"\n{service}\n[services.b]\navailability = \"99.9%\"\nmttr = \"1 h\"\n"
        )
    };
    assert_eq!(
        warned(&one("")),
        ["SLA credits are not counted: `a` gives no time to repair (`mttr`)."]
    );
    // What can be told of being down still is.
    assert!(assess(&one("")).designs[0].down.unwrap() > 0.0);
    let unknown = one("").replace("availability = \"99%\"\n", "");
    assert_eq!(
        warned(&unknown),
        ["SLA credits are not counted: `a` gives no availability."]
    );
    let often = one("mttr = \"1 ms\"");
    assert_eq!(
        warned(&often),
        ["SLA credits are not counted: its parts fail too often for months to be drawn."]
    );
    let free = one("mttr = \"1 h\"").replace("fees = \"$1M/month\"\n", "");
    assert_eq!(
        warned(&free),
        [
            "SLA credits are not counted: nothing says what customers pay; add `fees = \"$100k/month\"` to `[down]`."
        ]
    );
    assert_eq!(
        warned(&format!("{down}[[cost]]\nprice = \"$1/h\"\n")),
        ["SLA credits are not counted: there is no flow whose outages could be counted."]
    );
}

fn refused(tiers: &str) -> String {
    let text = format!(
        "flow = \"a\"\n[services.a]\navailability = \"99%\"\nmttr = \"1 h\"\n[down]\nfees = \"$1M/month\"\ncredits = [{tiers}]\n"
    );
    let problem = Assessor::new().assess(&text).unwrap_err();
    format!("{}: {}", problem.path, problem.message)
}

#[test]
fn tiers_that_cannot_be_are_refused_with_a_way_out() {
    let tier = |below: &str, credit: &str| format!("{{ below = \"{below}\", credit = \"{credit}\" }}");
    let two = |a: (&str, &str), b: (&str, &str)| format!("{}, {}", tier(a.0, a.1), tier(b.0, b.1));
    assert_eq!(
        refused(&two(("99%", "10%"), ("99.9%", "25%"))),
        "down.credits.1.below: `99.9%` is not below the `99%` of the tier before it; write the tiers from the highest availability down"
    );
    assert_eq!(
        refused(&two(("99.9%", "10%"), ("99.9%", "25%"))),
        "down.credits.1.below: `99.9%` is not below the `99.9%` of the tier before it; write the tiers from the highest availability down"
    );
    assert_eq!(
        refused(&two(("99.9%", "25%"), ("99%", "10%"))),
        "down.credits.1.credit: a month below `99%` would get `10%`, less than the `25%` it gets already; the lower the availability, the larger the credit"
    );
    assert_eq!(
        refused(&tier("99% to 99.9%", "10%")),
        "down.credits.0.below: `99% to 99.9%` is a range, and a contract names one availability; write one such as `99.68%`"
    );
    assert!(
        refused(&tier("99.9%", "110%")).contains("110%"),
        "{}",
        refused(&tier("99.9%", "110%"))
    );
    assert_eq!(
        refused("{ credit = \"10%\" }"),
        "down.credits.0: `below` is missing here; add `below = \"99.9%\"`"
    );
    assert_eq!(
        refused("{ below = \"99.9%\" }"),
        "down.credits.0: `credit` is missing here; add `credit = \"10%\"`"
    );
    let many: Vec<String> = (0..9)
        .map(|at| tier(&format!("{}%", 99 - at), &format!("{}%", 10 + at)))
        .collect();
    assert_eq!(
        refused(&many.join(", ")),
        "down.credits.8.below: 9 tiers are more than 8; keep those that a month can reach"
    );
}

#[test]
fn tiers_take_the_place_of_a_penalty() {
    let text = |more: &str| {
        format!(
            "flow = \"a\"\nrevenue = \"$1k/h\"\n[services.a]\navailability = \"99%\"\nmttr = \"1 h\"\n[down]\n{more}\n"
        )
    };
    let down = |more: &str| assess(&text(more)).designs[0].down.unwrap();
    let tiers = format!("fees = \"$1M/month\"\n{TIERS}");
    let both = format!("sla_penalty = \"10%\"\n{tiers}");
    assert_eq!(down(&both), down(&tiers));
    assert!(down("sla_penalty = \"10%\"") > down(""));
    let found = assess(&text(&both));
    assert!(
        found
            .warnings
            .iter()
            .any(|warning| warning.code == "penalty-replaced"),
        "{:?}",
        found.warnings
    );
    // The preset's other figures stay.
    let preset = format!("preset = \"documents\"\n{tiers}");
    let loss = (1.05 * 1_000.0 + 15_000.0) * 87.6;
    let expected = loss + assess(&text(&preset)).designs[0].credits.as_ref().unwrap().yearly;
    assert!((down(&preset) / expected - 1.0).abs() < 1e-9);
}

#[test]
fn a_design_has_an_sla_of_its_own() {
    let text = format!(
        "flow = \"a\"\n[services.a]\navailability = \"99.9%\"\nmttr = \"1 h\"\n[down]\nfees = \"$1M/month\"\n{TIERS}\n[[design]]\nname = \"As sold\"\n[[design]]\nname = \"Half\"\ndown.fees = \"$500k/month\"\n[[design]]\nname = \"Mild\"\ndown.credits = [{{ below = \"99%\", credit = \"10%\" }}]\n"
    );
    let found = assess(&text);
    let yearly: Vec<f64> = found
        .designs
        .iter()
        .map(|design| design.credits.as_ref().unwrap().yearly)
        .collect();
    assert!((yearly[1] / yearly[0] - 0.5).abs() < 1e-12, "{yearly:?}");
    assert!(yearly[2] < 0.1 * yearly[0], "{yearly:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_gets_back_more_than_the_lowest_tier_and_more_nines_give_back_less(
        q in 1e-5..0.05_f64, minutes in 1.0..2000.0_f64, better in 0.05..0.9_f64,
    ) {
        let one = |q: f64| credits(&scenario(&[(percent(q), minutes)]));
        let (own, less) = (one(q), one(q * better));
        prop_assert!(own.share <= 0.5 + 1e-12 && own.share >= 0.0);
        prop_assert!((own.yearly - own.share * own.fees).abs() <= 1e-9 * own.fees);
        prop_assert!(less.share <= own.share + 1e-12, "{} {}", less.share, own.share);
        let chances: Vec<f64> = own.tiers.iter().map(|tier| tier.chance).collect();
        prop_assert!(chances.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12), "{chances:?}");
    }
}
