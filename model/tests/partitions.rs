//! What partitions and causes of wrong answers cost, by a second route and for all inputs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use quorate_model::Assessor;
use quorate_model::assessment::Assessment;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

fn assess(text: &str) -> Assessment {
    Assessor::new()
        .assess(text)
        .unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

fn refusal(text: &str) -> String {
    Assessor::new().assess(text).unwrap_err().to_string()
}

fn scenario(rate: f64, hours: f64, minority: f64, writes: f64, reads: f64) -> String {
    format!(
        r#"
flow = "db"
revenue = "$1k/h"
services.db = {{ availability = "99%" }}
partition = {{ rate = "{rate}/year", duration = "{hours} h", minority = "{minority}" }}
data.carts = {{ keys = 1, writes = "{writes}/h", reads = "{reads}/h" }}
[[wrongness.harm]]
on   = ["divergent"]
cost = "$1"
[[wrongness.harm]]
on   = ["stale"]
cost = "$1"
[[design]]
name  = "Consistent"
level = "S"
[[design]]
name  = "Available"
level = "EC"
"#
    )
}

/// Divergent keys and stale reads of one key in one partition, by playing it.
fn played(random: &mut ChaCha8Rng, hours: f64, minority: f64, writes: f64, reads: f64) -> f64 {
    let mut uniform = || (random.next_u32() as f64 + 0.5) / 4_294_967_296.0;
    let mut arrivals = |rate: f64| {
        let (mut at, mut times) = (0.0, Vec::new());
        loop {
            at -= quorate_model::math::ln(uniform()) / rate;
            if at > hours {
                return times;
            }
            times.push(at);
        }
    };
    let sides = [minority, 1.0 - minority];
    let written: Vec<Vec<f64>> = sides.iter().map(|share| arrivals(share * writes)).collect();
    let read: Vec<Vec<f64>> = sides.iter().map(|share| arrivals(share * reads)).collect();
    let divergent = f64::from(u8::from(written.iter().all(|side| !side.is_empty())));
    let stale = |side: usize| {
        let first = written[1 - side].first().copied().unwrap_or(f64::INFINITY);
        read[side].iter().filter(|at| **at > first).count() as f64
    };
    divergent + stale(0) + stale(1)
}

#[test]
fn divergence_and_stale_reads_are_those_of_partitions_that_were_played() {
    for (hours, minority, writes, reads) in [(0.5, 0.3, 2.0, 5.0), (3.0, 0.5, 0.4, 2.0), (1.0, 0.1, 6.0, 1.0)]
    {
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let plays = 200_000;
        let mut sums = [0.0; 2];
        for _ in 0..plays {
            let cost = played(&mut random, hours, minority, writes, reads);
            sums[0] += cost;
            sums[1] += cost * cost;
        }
        let mean = sums[0] / f64::from(plays);
        let error = ((sums[1] / f64::from(plays) - mean * mean) / f64::from(plays)).sqrt();
        let computed = assess(&scenario(1.0, hours, minority, writes, reads)).designs[1]
            .partition
            .unwrap();
        assert!(
            (computed - mean).abs() < 4.0 * error,
            "{computed} against {mean} ± {error}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn twice_the_partitions_cost_twice_as_much(
        rate in 0.1f64..20.0, hours in 0.01f64..20.0, minority in 0.0f64..=1.0,
        writes in 0.001f64..50.0, reads in 0.0f64..50.0,
    ) {
        let one = assess(&scenario(rate, hours, minority, writes, reads));
        let two = assess(&scenario(2.0 * rate, hours, minority, writes, reads));
        for (one, two) in one.designs.iter().zip(&two.designs) {
            let (one, two) = (one.partition.unwrap(), two.partition.unwrap());
            prop_assert!(one >= 0.0 && (two - 2.0 * one).abs() <= 1e-9 * two.abs());
        }
    }

    #[test]
    fn a_partition_never_costs_a_consistent_design_more_than_being_down_as_long(
        rate in 0.1f64..20.0, hours in 0.01f64..20.0, minority in 0.0f64..=1.0,
    ) {
        let found = assess(&scenario(rate, hours, minority, 1.0, 1.0));
        let consistent = &found.designs[0];
        prop_assert!(consistent.partition.unwrap() <= rate * hours * 1000.0 * (1.0 + 1e-12));
        let available = consistent.availability.unwrap();
        let expected = 0.99 * (1.0 - rate * hours * minority / 8760.0);
        prop_assert!((available - expected).abs() < 1e-12);
        let shares = consistent.journeys[0].chain.services.iter();
        let sum: f64 = shares.map(|service| service.downtime_share.unwrap()).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_stronger_level_is_never_wrong_more_often(shares in prop::collection::vec(0.01f64..1.0, 5)) {
        let whole: f64 = shares.iter().sum();
        let causes = ["stale", "lost_update", "write_skew", "read_skew", "fault"];
        let causes: Vec<String> = causes
            .iter()
            .zip(&shares)
            .map(|(cause, share)| format!("{cause} = {}", share / whole))
            .collect();
        let designs: String = ["SS", "S", "SI", "RC", "EC"]
            .map(|level| format!("[[design]]\nlevel = \"{level}\"\n"))
            .concat();
        let text = format!(
            "traffic = \"1/s\"\n[wrongness]\nerror_probability = \"1%\"\ncauses = {{ {} }}\n[[wrongness.harm]]\ncost = \"$1\"\n{designs}",
            causes.join(", ")
        );
        let wrong: Vec<f64> = assess(&text).designs.iter().map(|design| design.wrong.unwrap()).collect();
        prop_assert!(wrong.windows(2).all(|pair| pair[0] <= pair[1] * (1.0 + 1e-12)), "{wrong:?}");
        prop_assert!((wrong[4] - 315_360.0).abs() < 1e-3);
    }
}

const CAUSES: &str = r#"
traffic = "1/s"
[wrongness]
error_probability = "1%"
measured_at = "SI"
causes = { stale = "50%", lost_update = "40%", fault = "10%" }
[[wrongness.harm]]
cost = "$1"
[[design]]
name = "Eventual"
level = "EC"
"#;

#[test]
fn causes_that_cannot_be_are_refused_with_a_way_out() {
    let cases = [
        CAUSES.to_owned(),
        CAUSES.replace("\"40%\"", "\"30%\""),
        CAUSES.replace("\"40%\"", "\"70%\""),
        CAUSES.replace("lost_update", "lost_updat"),
        CAUSES.replace("measured_at = \"SI\"", "found = \"10%\""),
        CAUSES.replace("measured_at = \"SI\"", "repair = \"$1\""),
        format!("{CAUSES}\n[partition]\nrate = \"20/day\"\nduration = \"2 h\"\n"),
    ];
    let said: Vec<String> = cases.iter().map(|text| refusal(text)).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_is_left_out_is_said() {
    let text = r#"
flow = "db"
traffic = "1/s"
services.db = { availability = "99%" }
partition = { rate = "1/year", duration = "1 h" }
data.carts = { keys = 5 }
[wrongness]
error_probability = "1%"
[[wrongness.harm]]
name = "Stale"
on   = ["stale"]
cost = "$1"
[[design]]
level = "SS"
[[design]]
level = "EC"
"#;
    let said: Vec<String> = assess(text)
        .warnings
        .iter()
        .map(|warning| format!("{}: {}", warning.place, warning.message))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}
