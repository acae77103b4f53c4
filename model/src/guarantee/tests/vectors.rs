use super::super::*;
use super::{any_level, any_vector};
use proptest::prelude::*;

fn vector(text: &str) -> Vector {
    text.parse().unwrap()
}

#[track_caller]
fn check_meet(a: &str, b: &str, expected: &str) {
    assert_eq!(vector(a).meet(&vector(b)).to_string(), expected);
    assert_eq!(vector(b).meet(&vector(a)).to_string(), expected);
}

#[track_caller]
fn check_text(read: &str, printed: &str) {
    assert_eq!(vector(read).to_string(), printed);
}

#[test]
fn a_vector_prints_as_it_is_written() {
    check_text(
        "<Global, Causal, RA, BS(5s), Idem(K), Auth(π)>",
        "⟨Global, Causal, RA, BS(5s), Idem(K), Auth(π)⟩",
    );
    check_text(
        "⟨global,ss,ser,fresh,idem,auth⟩",
        "⟨Global, SS, SER, Fresh, Idem, Auth⟩",
    );
    check_text("<None>", "⟨None, None, None, None, None, None⟩");
    check_text("< -, Lx, -, -, –, _ >", "⟨-, Lx, -, -, -, -⟩");
}

#[test]
fn other_spellings_of_a_recency_print_as_one() {
    for (read, printed) in [
        ("Fresh(eventual)", "EO"),
        ("BS(∞)", "EO"),
        ("Fresh(5min)", "BS(5min)"),
        ("BS(300 s)", "BS(5min)"),
        ("BS(1.5 s)", "BS(1500ms)"),
        ("bs(0.25 ms)", "BS(250µs)"),
        ("BS(0)", "error"),
        ("BS(0 s)", "Fresh"),
        ("BS(24 hours)", "BS(1d)"),
        ("BS(0.1ns)", "BS(1ns)"),
    ] {
        let found = read
            .parse::<Recency>()
            .map_or("error".to_owned(), |value| value.to_string());
        assert_eq!(found, printed, "{read}");
    }
}

#[test]
fn a_smaller_bound_is_stronger_and_fresh_is_strongest() {
    let rising = ["None", "EO", "BS(1h)", "BS(5s)", "BS(1ms)", "Fresh"];
    let values: Vec<Recency> = rising.iter().map(|text| text.parse().unwrap()).collect();
    assert!(values.is_sorted_by(|a, b| a < b));
}

#[test]
fn delays_add_along_a_derivation() {
    let plus = |a: &str, b: &str| a.parse::<Recency>().unwrap().plus(b.parse().unwrap()).to_string();
    assert_eq!(plus("BS(5s)", "BS(3s)"), "BS(8s)");
    assert_eq!(plus("BS(5s)", "Fresh"), "BS(5s)");
    assert_eq!(plus("BS(5s)", "EO"), "EO");
    assert_eq!(plus("None", "Fresh"), "None");
}

#[test]
fn a_bound_in_seconds_is_a_positive_finite_number() {
    assert_eq!(
        Staleness::from_seconds(5.0)
            .map(|bound| bound.to_string())
            .as_deref(),
        Some("5s")
    );
    assert_eq!(Staleness::from_seconds(0.0), None);
    assert_eq!(Staleness::from_seconds(-1.0), None);
    assert_eq!(Staleness::from_seconds(f64::NAN), None);
    assert_eq!(Staleness::from_seconds(f64::INFINITY), Some(Staleness::UNBOUNDED));
    assert_eq!(Staleness::UNBOUNDED.seconds(), None);
    assert_eq!(
        Staleness::from_seconds(2.5).and_then(Staleness::seconds),
        Some(2.5)
    );
}

#[test]
fn keys_and_policies_gather_and_never_weaken() {
    check_meet(
        "<Global, SS, SER, Fresh, Idem(K1), Auth(π1)>",
        "<Global, SS, SER, Fresh, Idem(K2), Auth(π2)>",
        "⟨Global, SS, SER, Fresh, Idem(K1+K2), Auth(π1+π2)⟩",
    );
    let one = vector("<-, -, -, -, Idem(K1), Auth(π)>");
    let other = vector("<-, -, -, -, Idem(K2), Auth>");
    assert!(one.satisfies(&other) && other.satisfies(&one));
}

#[test]
fn an_outage_in_an_object_store_takes_the_pipeline_down_component_by_component() {
    // The pipeline of the outage study: gateway, function and object store in a row. Visibility is
    // that of the function, fractured.
    check_meet(
        "<Regional, None, Fractured, Fresh, None, Auth>",
        "<Global, Causal, RA, Fresh(eventual), Idem, Auth>",
        "⟨Regional, None, Fractured, EO, None, Auth⟩",
    );
    check_meet(
        "<Global, SS, SER, Fresh, Idem, Auth>",
        "<None>",
        "⟨None, None, None, None, None, None⟩",
    );
}

#[test]
fn a_level_says_order_visibility_and_recency_and_nothing_else() {
    for (level, printed) in [
        ("SS", "⟨-, SS, SER, Fresh, -, -⟩"),
        ("S", "⟨-, None, SER, EO, -, -⟩"),
        ("SI", "⟨-, None, SI, EO, -, -⟩"),
        ("RC", "⟨-, None, Fractured, EO, -, -⟩"),
        ("EC", "⟨-, None, Fractured, EO, -, -⟩"),
        ("linearizable", "⟨-, Lx, Fractured, Fresh, -, -⟩"),
        ("regular", "⟨-, None, Fractured, Fresh, -, -⟩"),
        ("sequential", "⟨-, Causal, Fractured, EO, -, -⟩"),
        ("causal", "⟨-, Causal, Fractured, EO, -, -⟩"),
        ("RA", "⟨-, None, RA, EO, -, -⟩"),
        ("bounded staleness", "⟨-, None, Fractured, EO, -, -⟩"),
    ] {
        assert_eq!(
            Vector::from(level.parse::<Level>().unwrap()).to_string(),
            printed,
            "{level}"
        );
    }
}

#[test]
fn what_is_not_stated_satisfies_no_requirement_but_asks_for_none_either() {
    let level: Vector = Level::STRICT_SERIALIZABLE.into();
    assert!(level.satisfies(&vector("<-, Causal, RA, BS(5s), -, ->")));
    assert!(!level.satisfies(&vector("<Regional, -, -, -, -, ->")));
    assert!(!vector("<-, Lx, -, -, -, ->").satisfies(&vector("<-, SS, -, -, -, ->")));
}

#[test]
fn only_idempotence_forbids_duplicates() {
    assert!(!Vector::from(Level::STRICT_SERIALIZABLE).forbids_duplicates());
    assert!(vector("<-, -, -, -, Idem(order), ->").forbids_duplicates());
}

#[test]
fn a_service_says_i_or_a_level_or_a_vector() {
    for (text, printed) in [
        ("I", "I"),
        (" i ", "I"),
        ("snapshot isolation", "SI"),
        ("<None>", "⟨None, None, None, None, None, None⟩"),
    ] {
        assert_eq!(text.parse::<Guarantee>().unwrap().to_string(), printed);
    }
}

proptest! {
    #[test]
    fn meet_is_associative_commutative_and_idempotent(a in any_vector(), b in any_vector(), c in any_vector()) {
        prop_assert_eq!(a.meet(&b).meet(&c), a.meet(&b.meet(&c)));
        prop_assert_eq!(a.meet(&b), b.meet(&a));
        prop_assert_eq!(a.meet(&a), a);
    }

    #[test]
    fn the_zero_absorbs_and_the_identity_changes_nothing(a in any_vector()) {
        prop_assert_eq!(a.meet(&Vector::ZERO), Vector::ZERO);
        prop_assert_eq!(a.meet(&Vector::IDENTITY), a);
    }

    #[test]
    fn a_vector_reads_back_from_both_notations(a in any_vector()) {
        prop_assert_eq!(&a.to_string().parse::<Vector>().unwrap(), &a);
        prop_assert_eq!(&a.to_ascii().parse::<Vector>().unwrap(), &a);
        let json: String = serde_json::from_str(&serde_json::to_string(&a).unwrap()).unwrap();
        prop_assert_eq!(&json.parse::<Vector>().unwrap(), &a);
    }

    #[test]
    fn the_meet_is_the_strongest_vector_both_satisfy(a in any_vector(), b in any_vector(), below in any_vector()) {
        let top = vector("<Global, SS, SER, Fresh, Idem, Auth>");
        let (a, b) = (a.meet(&top), b.meet(&top));
        prop_assert!(a.satisfies(&a.meet(&b)) && b.satisfies(&a.meet(&b)));
        prop_assert_eq!(a.satisfies(&below) && b.satisfies(&below), a.meet(&b).satisfies(&below));
    }

    #[test]
    fn the_vector_of_a_meet_of_levels_is_the_meet_of_their_vectors(a in any_level(), b in any_level()) {
        prop_assert_eq!(Vector::from(a.meet(b)), Vector::from(a).meet(&b.into()));
    }

    #[test]
    fn reading_a_vector_never_panics(text in "[<⟨]?\\PC{0,60}[>⟩]?") {
        let _ = text.parse::<Vector>();
        let _ = text.parse::<Staleness>();
        let _ = text.parse::<Recency>();
    }
}
