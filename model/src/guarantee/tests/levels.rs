use super::super::PartitionAvailability as P;
use super::super::*;
use super::{any_level, any_model};
use proptest::prelude::*;

fn level(text: &str) -> Level {
    text.parse().unwrap()
}

#[track_caller]
fn check_meet(a: &str, b: &str, expected: &str) {
    assert_eq!(level(a).meet(level(b)).to_string(), expected, "{a} and {b}");
    assert_eq!(level(b).meet(level(a)).to_string(), expected, "{b} and {a}");
}

#[test]
fn the_five_levels_form_a_chain() {
    for pair in Level::CHAIN.windows(2) {
        assert!(
            pair[0].at_least(pair[1]) && !pair[1].at_least(pair[0]),
            "{pair:?}"
        );
        assert_eq!(pair[0].meet(pair[1]), pair[1]);
    }
    let printed = Level::CHAIN.map(|level| level.to_string());
    assert_eq!(printed, ["SS", "S", "SI", "RC", "EC"]);
}

#[test]
fn what_is_left_of_two_incomparable_levels_is_what_both_imply() {
    check_meet("SI", "RR", "cursor stability + MAV");
    check_meet("S", "linearizable", "EC");
    check_meet("SI", "causal", "EC");
    check_meet("S", "SI", "SI");
    check_meet("S", "RR", "repeatable read");
    check_meet("read atomic", "RR", "MAV");
    check_meet("CS", "MAV", "RC");
    check_meet("SS", "sequential", "sequential");
    check_meet("sequential", "BS", "EC");
    check_meet("PRAM", "WFR", "EC");
    check_meet("RYW", "monotonic reads", "EC");
}

#[test]
fn the_whole_lattice_stands_between_strict_serializable_and_eventual() {
    for row in MODELS {
        assert!(
            Level::STRICT_SERIALIZABLE.at_least(Level::named(row.model)),
            "{}",
            row.name
        );
        assert!(Level::named(row.model).at_least(Level::EVENTUAL), "{}", row.name);
    }
}

#[test]
fn causal_is_more_than_pram_and_writes_follow_reads_together() {
    let parts = level("PRAM + WFR");
    assert!(level("causal").at_least(parts) && !parts.at_least(level("causal")));
    assert_eq!(parts.to_string(), "PRAM + writes follow reads");
}

#[test]
fn serializable_and_linearizable_together_are_still_less_than_strict_serializable() {
    let both = level("S + linearizable");
    assert!(!both.at_least(Level::STRICT_SERIALIZABLE));
    assert_eq!(both.to_string(), "S + linearizable");
}

#[test]
fn names_are_read_whatever_their_case_and_hyphens() {
    for text in [
        "SI",
        "si",
        "snapshot isolation",
        "Snapshot-Isolation",
        " snapshot_isolation ",
    ] {
        assert_eq!(level(text), Level::SNAPSHOT_ISOLATION, "{text}");
    }
    assert_eq!(level("Strict-Serializability"), Level::STRICT_SERIALIZABLE);
    assert_eq!(level("eventual consistency"), Level::EVENTUAL);
    assert_eq!(
        level("read-your-writes"),
        Level::named(ConsistencyModel::ReadYourWrites)
    );
}

#[test]
fn a_level_has_a_short_and_a_long_name() {
    assert_eq!(Level::STRICT_SERIALIZABLE.long_name(), "strict serializable");
    assert_eq!(
        level("RR").meet(Level::SNAPSHOT_ISOLATION).abbreviation(),
        "CS + MAV"
    );
    assert_eq!(level("MAV").long_name(), "monotonic atomic view");
}

#[test]
fn a_level_is_written_to_json_as_its_text() {
    assert_eq!(
        serde_json::to_string(&level("RR").meet(level("SI"))).unwrap(),
        "\"cursor stability + MAV\""
    );
}

#[test]
fn availability_under_partition_is_that_of_the_literature() {
    let expected = [
        (P::Total, "RU, RC, MAV, WFR, MR, MW, EC, RA"),
        (P::Sticky, "RYW, PRAM, causal"),
        (
            P::None,
            "CS, SI, RR, S, linearizable, regular, sequential, SS, bounded staleness",
        ),
    ];
    for (availability, names) in expected {
        for name in names.split(", ") {
            assert_eq!(level(name).partition_availability(), availability, "{name}");
        }
    }
    let left = level("SI").meet(level("RR"));
    assert_eq!(
        left.partition_availability(),
        P::None,
        "it still holds cursor stability"
    );
    assert_eq!(level("RC + causal").partition_availability(), P::Sticky);
}

proptest! {
    #[test]
    fn meet_is_associative_commutative_and_idempotent(a in any_level(), b in any_level(), c in any_level()) {
        prop_assert_eq!(a.meet(b).meet(c), a.meet(b.meet(c)));
        prop_assert_eq!(a.meet(b), b.meet(a));
        prop_assert_eq!(a.meet(a), a);
        prop_assert_eq!(a.meet(Level::EVENTUAL), Level::EVENTUAL);
        prop_assert_eq!(a.meet(Level::STRICT_SERIALIZABLE), a);
    }

    #[test]
    fn the_meet_is_the_strongest_level_below_both(a in any_level(), b in any_level(), below in any_level()) {
        prop_assert!(a.at_least(a.meet(b)) && b.at_least(a.meet(b)));
        prop_assert_eq!(a.at_least(below) && b.at_least(below), a.meet(b).at_least(below));
    }

    #[test]
    fn a_level_keeps_all_that_any_model_it_keeps_implies(a in any_level(), b in any_level(), model in any_model()) {
        let met = a.meet(b);
        prop_assert_eq!(met.keeps(model), met.at_least(Level::named(model)));
    }

    #[test]
    fn a_level_reads_back_from_its_text_and_names(a in any_level(), b in any_level()) {
        let met = a.meet(b);
        prop_assert_eq!(met.to_string().parse::<Level>().unwrap(), met);
        prop_assert_eq!(met.long_name().parse::<Level>().unwrap(), met);
        prop_assert_eq!(met.abbreviation().parse::<Level>().unwrap(), met);
    }

    #[test]
    fn reading_a_level_never_panics(text in "\\PC{0,80}") {
        let _ = text.parse::<Level>();
        let _ = text.parse::<Guarantee>();
    }
}
