use super::super::Anomaly as A;
use super::super::*;
use super::any_level;
use proptest::prelude::*;

const ISOLATION: [A; 7] = [
    A::DirtyWrite,
    A::DirtyRead,
    A::ReadSkew,
    A::LostUpdate,
    A::WriteSkew,
    A::PredicateCycle,
    A::Stale,
];
const ORDERING: [A; 6] = [
    A::Stale,
    A::NonMonotonic,
    A::OwnWriteLost,
    A::CausalReversal,
    A::LostUpdate,
    A::DivergentOrder,
];

/// `cells`: one a column, `.` forbidden, `x` admitted, otherwise the case in which it remains.
#[track_caller]
fn check(columns: &[Anomaly], levels: &[&str], cells: &[&'static str]) {
    for name in levels {
        let level: Level = name.parse().unwrap();
        for (anomaly, cell) in columns.iter().zip(cells) {
            let expected = match *cell {
                "." => Admission::Forbidden,
                "x" => Admission::Admitted,
                case => Admission::Only(case),
            };
            assert_eq!(admits(level, *anomaly), expected, "{name}, {anomaly}");
        }
    }
}

#[test]
fn the_table_of_isolation_anomalies_holds() {
    let check = |levels: &[&str], cells: [&'static str; 7]| check(&ISOLATION, levels, &cells);
    check(&["SS"], [".", ".", ".", ".", ".", ".", "."]);
    check(&["S"], [".", ".", ".", ".", ".", ".", "x"]);
    check(&["SI"], [".", ".", ".", ".", "x", "x", "x"]);
    check(&["RR"], [".", ".", "predicates", ".", "predicates", "x", "x"]);
    check(&["CS"], [".", ".", "x", ".", "x", "x", "x"]);
    check(&["RC", "MAV"], [".", ".", "x", "x", "x", "x", "x"]);
    check(&["RU"], [".", "x", "x", "x", "x", "x", "x"]);
    check(&["EC"], ["x"; 7]);
}

#[test]
fn the_table_of_ordering_anomalies_holds() {
    let cas = "unless compare-and-set";
    let check = |levels: &[&str], cells: [&'static str; 6]| check(&ORDERING, levels, &cells);
    check(&["SS"], ["."; 6]);
    check(&["linearizable"], [".", ".", ".", ".", cas, "."]);
    check(&["regular"], [".", "x", ".", "x", "x", "x"]);
    check(&["S", "SI"], ["x", "x", "x", "x", ".", "."]);
    check(&["sequential"], ["x", ".", ".", ".", cas, "."]);
    check(&["causal"], ["x", ".", ".", ".", "x", "x"]);
    check(&["PRAM"], ["x", ".", ".", "x", "x", "x"]);
    check(&["RC"], ["x", "x", "x", "x", "x", "."]);
    check(&["RYW"], ["x", "x", ".", "x", "x", "x"]);
    check(&["EC"], ["x"; 6]);
}

#[test]
fn no_level_says_anything_about_duplicates_and_faults() {
    assert_eq!(anomalies(Level::STRICT_SERIALIZABLE), []);
    assert!(admits(Level::STRICT_SERIALIZABLE, A::Duplicate).may_happen());
    assert!(admits(Level::STRICT_SERIALIZABLE, A::Fault).may_happen());
    assert!(!anomalies(Level::EVENTUAL).contains(&A::Duplicate));
}

#[test]
fn every_anomaly_has_its_row_at_its_place_and_reads_back() {
    for (at, row) in ANOMALIES.iter().enumerate() {
        assert_eq!(row.anomaly as usize, at, "{}", row.name);
        assert_eq!(row.key.parse::<Anomaly>().unwrap(), row.anomaly);
        assert_eq!(row.name.parse::<Anomaly>().unwrap(), row.anomaly);
        for alias in row.aliases {
            assert_eq!(alias.parse::<Anomaly>().unwrap(), row.anomaly, "{alias}");
        }
    }
}

proptest! {
    #[test]
    fn a_stronger_level_admits_no_more(a in any_level(), b in any_level()) {
        for row in ANOMALIES {
            let (strong, weak) = (admits(a, row.anomaly), admits(a.meet(b), row.anomaly));
            prop_assert!(!strong.may_happen() || weak.may_happen(), "{}", row.name);
        }
    }

    #[test]
    fn a_compound_level_admits_what_each_of_its_maximal_models_admits(a in any_level()) {
        for row in ANOMALIES {
            let each = a.maximal().all(|model| admits(Level::named(model), row.anomaly).may_happen());
            prop_assert_eq!(admits(a, row.anomaly).may_happen(), each, "{} at {}", row.name, a);
        }
    }
}
