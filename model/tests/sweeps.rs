//! Totals over one input, and the best design over two, against algebra.
#![allow(clippy::unwrap_used)]

use quorate_model::assessment::{Assessment, Axis, Decision};
use quorate_model::estimate::Env;
use quorate_model::{Assessor, Problem};

/// `Bought` costs $1M a year; `Built` costs what 8,760 hours at its price cost; wrong answers cost
/// `Built` $10 for each of its share of 31.536 billion requests a year.
const TWO: &str = r#"
traffic = "1000/s"
[wrongness]
error_probability = "1e-6"
[[wrongness.harm]]
cost = "$10"
[[design]]
name = "Bought"
level = "SS"
cost = [ { price = "$1M/year" } ]
[[design]]
name = "Built"
level = "EC"
cost = [ { price = "$10/h" } ]
"#;

fn study(text: &str) -> Result<Assessment, Problem> {
    Assessor::new().study(
        text,
        Env {
            samples: 1000,
            seed: 7,
        },
    )
}

fn decision(text: &str) -> Decision {
    study(text).unwrap().decision.unwrap()
}

fn with(head: &str) -> String {
    format!("{head}\n{TWO}")
}

fn explored(explore: &str) -> String {
    TWO.replace("[wrongness]", &format!("[explore]\n{explore}\n[wrongness]"))
}

/// Where Built with probability p and a price of $10/h costs as much as Bought.
fn even(probability: f64) -> f64 {
    (1e6 - 87_600.0) / (probability * 1000.0 * 31_536_000.0)
}

#[test]
fn two_designs_cost_the_same_where_algebra_says() {
    let lines = decision(&explored("over = \"wrongness.error_probability\""))
        .lines
        .unwrap();
    assert_eq!(lines.axis.input, "wrongness.error_probability");
    let expected = (1e6 - 87_600.0) / (10.0 * 1000.0 * 31_536_000.0);
    let [change] = lines.changes.as_slice() else {
        panic!("{:?}", lines.changes)
    };
    assert!((change.at / expected - 1.0).abs() < 1e-12, "{}", change.at);
    assert_eq!(change.below.as_deref(), Some("Built"));
    assert_eq!(change.above.as_deref(), Some("Bought"));
    assert!((change.total.unwrap() / 1e6 - 1.0).abs() < 1e-9);
}

#[test]
fn a_line_is_what_a_scenario_with_that_value_costs() {
    let lines = decision(&explored("over = \"traffic\"")).lines.unwrap();
    for place in [0, 33, 80] {
        let text = TWO.replace("1000/s", &format!("{}/s", lines.at[place]));
        let assessment = Assessor::new().assess(&text).unwrap();
        for (line, design) in lines.designs.iter().zip(&assessment.designs) {
            let total = design.total.unwrap();
            assert!(
                (line.totals[place] / total - 1.0).abs() < 1e-9,
                "{} {place}",
                line.design
            );
        }
    }
}

#[test]
fn the_map_is_divided_by_the_line_of_equal_costs() {
    let text = explored("map = [\"wrongness.error_probability\", \"wrongness.harm.0.cost\"]");
    let map = decision(&text).map.unwrap();
    assert_eq!(map.designs, ["Bought", "Built"]);
    let mut divided = 0;
    for column in &map.columns {
        let expected = even(column.at);
        if expected < map.up.low || expected > map.up.high {
            assert_eq!(column.bands.len(), 1);
            continue;
        }
        divided += 1;
        let [built, bought] = column.bands.as_slice() else {
            panic!("{:?}", column.bands)
        };
        assert_eq!((built.design, bought.design), (Some(1), Some(0)));
        assert!((built.to / expected - 1.0).abs() < 1e-4);
    }
    assert!(divided > 10);
}

#[test]
fn without_a_choice_the_inputs_that_decide_soonest_are_taken() {
    let decision = decision(TWO);
    let nearest = &decision.flips[0].input;
    assert_eq!(&decision.lines.as_ref().unwrap().axis.input, nearest);
    let map = decision.map.unwrap();
    assert_eq!(&map.across.input, nearest);
    assert_ne!(map.across.input, map.up.input);
    assert!(map.cloud.is_empty());
}

#[test]
fn a_span_shows_the_change_the_range_and_round_values() {
    let text = explored("over = \"wrongness.error_probability\"").replace("\"1e-6\"", "\"1e-8 to 1e-4\"");
    let axis: Axis = decision(&text).lines.unwrap().axis;
    let (low, high) = axis.likely.unwrap();
    assert!((low / 1e-8 - 1.0).abs() < 1e-9 && (high / 1e-4 - 1.0).abs() < 1e-9);
    assert!(axis.low < low && axis.high > high && axis.high <= 1.0);
    assert!(axis.ticks.len() >= 4);
    assert!(
        axis.ticks
            .iter()
            .all(|tick| axis.low <= tick.at && tick.at <= axis.high)
    );
    assert!(
        axis.ticks.iter().any(|tick| tick.shown == "1 in 10,000"),
        "{:?}",
        axis.ticks
    );
}

#[test]
fn the_cloud_lies_where_the_draws_are() {
    let text = explored("map = [\"wrongness.error_probability\", \"traffic\"]")
        .replace("\"1e-6\"", "\"1e-7 to 1e-5\"");
    let map = decision(&text).map.unwrap();
    assert_eq!(map.cloud.len(), 200);
    assert!(map.cloud.iter().all(|(_, traffic)| *traffic == 1000.0));
    let inside = map
        .cloud
        .iter()
        .filter(|(p, _)| (1e-7..=1e-5).contains(p))
        .count();
    assert!((165..=195).contains(&inside), "{inside}");
}

#[test]
fn a_distribution_rises_between_its_ends() {
    let text = TWO.replace("\"1e-6\"", "\"1e-7 to 1e-5\"");
    let assessment = study(&text).unwrap();
    let built = &assessment.designs[1];
    assert!(
        built
            .distribution
            .windows(2)
            .all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1)
    );
    let at = |share: f64| {
        built
            .distribution
            .iter()
            .find(|(own, _)| *own == share)
            .unwrap()
            .1
    };
    assert_eq!(Some(at(0.05)), built.total_p05);
    assert_eq!(Some(at(0.95)), built.total_p95);
    // Built's total is 87,600 + p · 3.1536e11: a lognormal with median 1e-6 and 5 % at 1e-7.
    let median = 87_600.0 + 1e-6 * 10.0 * 1000.0 * 31_536_000.0;
    assert!((at(0.5) / median - 1.0).abs() < 0.15, "{} {median}", at(0.5));
}

#[test]
fn what_cannot_be_explored_is_refused_where_it_stands() {
    let refused = |explore: &str| {
        let problem = study(&explored(explore)).unwrap_err();
        (problem.path.clone(), problem.message)
    };
    let cases = [
        ("over = \"trafic\"", "explore.over", "did you mean `traffic`"),
        ("map = [\"traffic\"]", "explore.map", "across and up"),
        (
            "map = [\"traffic\", \"traffic\"]",
            "explore.map",
            "two different inputs",
        ),
        (
            "map = [\"traffic\", \"revenu\"]",
            "explore.map.1",
            "no input of this scenario",
        ),
    ];
    for (explore, path, words) in cases {
        let (place, message) = refused(explore);
        assert_eq!(place, path, "{message}");
        assert!(message.contains(words), "{message}");
    }
    let zero = with("revenue = \"$0/h\"").replace(
        "[wrongness]",
        "flow = \"a\"\n[services.a]\navailability = \"99%\"\n[explore]\nover = \"revenue\"\n[wrongness]",
    );
    let problem = study(&zero).unwrap_err();
    assert!(problem.message.contains("moved by ratio"), "{}", problem.message);
}

#[test]
fn a_change_inside_a_range_is_told_from_one_beyond_it() {
    let path = "wrongness.error_probability";
    let changes = |value: &str| -> Vec<bool> {
        let text = explored(&format!("over = \"{path}\"")).replace("\"1e-6\"", value);
        let flips = decision(&text).flips.into_iter();
        flips
            .filter(|flip| flip.input == path && flip.at.is_some())
            .map(|flip| flip.in_range)
            .collect()
    };
    assert_eq!(changes("\"1e-6\""), [false]);
    assert_eq!(changes("\"1e-8 to 1e-4\""), [true]);
    assert_eq!(changes("\"1e-8 to 2e-8\""), [false]);
}
