use super::super::*;
use super::along::{Scenario, check, usual};
use super::laws::any_flow;
use crate::flow::{Flow, parse};
use proptest::prelude::*;

const SS: &str = "⟨-, SS, SER, Fresh, -, -⟩";

#[test]
fn a_gate_re_reads_what_is_in_hand() {
    check(&usual(), "ec > gate(ss)", "SS", SS);
    check(&usual(), "ec > i > gate(ss)", "SS", SS);
    check(&usual(), "all(ec, rc) > gate(ss)", "SS", SS);
    check(&usual(), "i > ec > gate(ss) > i", "SS", SS);
}

#[test]
fn what_follows_a_gate_acts_on_what_it_re_read() {
    check(
        &usual(),
        "ec > gate(ss) > ss2",
        "SS",
        "⟨-, Lx, Fractured, Fresh, -, -⟩",
    );
    check(
        &usual(),
        "ec > gate(ss) > rc",
        "RC",
        "⟨-, None, Fractured, EO, -, -⟩",
    );
}

#[test]
fn an_answer_that_was_used_before_the_gate_stays_weak() {
    let composed = usual().along("ec > ss2 > gate(ss)");
    assert_eq!(composed.level, Some(Level::EVENTUAL));
    assert_eq!(composed.weakest, ["ec"]);
    assert!(composed.steps[2].reason.contains("the level stays EC"));
    check(
        &usual(),
        "3 * ec > gate(ss)",
        "EC",
        "⟨-, None, Fractured, EO, -, -⟩",
    );
}

#[test]
fn a_partly_lifted_level_says_what_was_used() {
    let composed = usual().along("rc > ec > gate(ss)");
    assert_eq!(composed.level, Some(Level::READ_COMMITTED));
    assert_eq!(
        composed.steps[2].reason,
        "`ss` is strictly serializable: a gate, so what follows holds SS for the keys it re-reads; answers already used before it stay weak, which leaves RC."
    );
}

#[test]
fn a_gate_to_a_weaker_authority_weakens() {
    check(&usual(), "ss > gate(ec)", "EC", "⟨-, None, Fractured, EO, -, -⟩");
}

#[test]
fn a_gate_that_states_nothing_brings_no_new_evidence() {
    check(&usual(), "ec > gate(q)", "EC", "⟨-, None, Fractured, EO, -, -⟩");
    check(&usual(), "ec > gate(i)", "EC", "⟨-, None, Fractured, EO, -, -⟩");
    let reason = usual().along("ec > gate(q)").steps.pop().unwrap().reason;
    assert!(
        reason.ends_with("A gate on it brings no new evidence: it lifts nothing."),
        "{reason}"
    );
}

#[test]
fn a_gate_that_states_a_vector_lifts_the_vector_and_not_the_level() {
    let scenario = Scenario::of(&[("ec", "EC"), ("db", "<Global, SS, SER, Fresh, Idem, Auth>")]);
    check(
        &scenario,
        "ec > gate(db)",
        "EC",
        "⟨Global, SS, SER, Fresh, Idem, Auth⟩",
    );
}

#[test]
fn re_reading_makes_nothing_idempotent_or_authorised() {
    let scenario = Scenario::of(&[
        ("cart", "<Regional, None, Fractured, EO, None, Unauth>"),
        ("db", "<Global, SS, SER, Fresh, Idem, Auth>"),
    ]);
    check(
        &scenario,
        "cart > gate(db)",
        "-",
        "⟨Regional, SS, SER, Fresh, None, Unauth⟩",
    );
}

#[test]
fn a_gate_counts_only_if_every_way_passes_it() {
    check(
        &usual(),
        "ec > any(gate(ss), i)",
        "EC",
        "⟨-, None, Fractured, EO, -, -⟩",
    );
    check(&usual(), "ec > any(i > gate(ss), gate(ss))", "SS", SS);
}

#[test]
fn a_branch_that_uses_the_answer_is_not_saved_by_a_gate_beside_it() {
    check(
        &usual(),
        "ec > all(gate(ss), ss2)",
        "EC",
        "⟨-, None, Fractured, EO, -, -⟩",
    );
    check(&usual(), "ec > all(gate(ss), i)", "SS", SS);
}

#[test]
fn an_optional_gate_is_missing_when_degraded() {
    let composed = usual().along("ec > gate(ss)?");
    assert_eq!(composed.level, Some(Level::STRICT_SERIALIZABLE));
    assert_eq!(composed.degraded.unwrap().0, Some(Level::EVENTUAL));
}

#[test]
fn a_gate_whose_fallback_re_reads_nothing_is_missing_when_degraded() {
    let composed = usual().along("ec > (gate(ss) ?? i)");
    assert_eq!(composed.level, Some(Level::STRICT_SERIALIZABLE));
    assert_eq!(composed.degraded.unwrap().0, Some(Level::EVENTUAL));
}

proptest! {
    #[test]
    fn a_gate_at_the_end_never_lifts_above_its_own_level(flow in any_flow(), gate in prop::sample::select(&["ss", "si", "rc", "ec"][..])) {
        let gated = Flow::Sequence(vec![flow, parse(&format!("gate({gate})")).unwrap()]);
        let own = usual().along(gate).level.unwrap();
        prop_assert!(own.at_least(usual().along_parsed(&gated).level.unwrap()));
    }
}
