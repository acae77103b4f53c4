use super::super::*;
use super::along::usual;
use crate::flow::Flow;
use proptest::prelude::*;

/// Any flow over the usual services.
pub(super) fn any_flow() -> impl Strategy<Value = Flow> {
    plain_flow().prop_recursive(3, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Flow::Sequence),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Flow::All),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Flow::Fallback(a.into(), b.into())),
            inner.clone().prop_map(|a| Flow::Optional(a.into())),
            inner.clone().prop_map(|a| Flow::Transaction(a.into())),
            inner.clone().prop_map(|a| Flow::Gate(a.into())),
        ]
    })
}

/// Any flow over the usual services without gates and fallbacks.
fn plain_flow() -> impl Strategy<Value = Flow> {
    const NAMES: &[&str] = &["ss", "ss2", "s", "si", "rc", "rr", "ec", "lin", "i", "q"];
    let leaf = prop::sample::select(NAMES).prop_map(|name| Flow::Name(name.to_owned()));
    leaf.prop_recursive(3, 16, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several().prop_map(Flow::Sequence),
            several().prop_map(Flow::All),
            several().prop_map(Flow::Any),
            several().prop_map(|parts| Flow::Quorum(2, parts)),
            inner.clone().prop_map(|a| Flow::Optional(a.into())),
            inner.clone().prop_map(|a| Flow::Repeat(3, a.into())),
            inner.clone().prop_map(|a| Flow::Transaction(a.into())),
        ]
    })
}

fn same(a: &Composed, b: &Composed) -> bool {
    (a.level, &a.vector, &a.weakest, &a.degraded) == (b.level, &b.vector, &b.weakest, &b.degraded)
}

proptest! {
    #[test]
    fn parentheses_in_a_sequence_change_nothing(a in any_flow(), b in any_flow(), c in any_flow()) {
        let scenario = usual();
        let left = Flow::Sequence(vec![Flow::Sequence(vec![a.clone(), b.clone()]), c.clone()]);
        let right = Flow::Sequence(vec![a.clone(), Flow::Sequence(vec![b.clone(), c.clone()])]);
        let flat = scenario.along_parsed(&Flow::Sequence(vec![a, b, c]));
        prop_assert!(same(&scenario.along_parsed(&left), &flat));
        prop_assert!(same(&scenario.along_parsed(&right), &flat));
    }

    #[test]
    fn branches_may_change_places(a in any_flow(), b in any_flow()) {
        let scenario = usual();
        for make in [Flow::All as fn(Vec<Flow>) -> Flow, Flow::Any] {
            let one = scenario.along_parsed(&make(vec![a.clone(), b.clone()]));
            let other = scenario.along_parsed(&make(vec![b.clone(), a.clone()]));
            prop_assert!((one.level, one.vector, one.degraded) == (other.level, other.vector, other.degraded));
        }
    }

    #[test]
    fn repeating_is_writing_it_again(a in any_flow(), after in any_flow()) {
        let scenario = usual();
        let thrice = vec![a.clone(), a.clone(), a.clone(), after.clone()];
        let repeated = Flow::Sequence(vec![Flow::Repeat(3, a.into()), after]);
        prop_assert!(same(&scenario.along_parsed(&repeated), &scenario.along_parsed(&Flow::Sequence(thrice))));
    }

    #[test]
    fn without_gates_the_level_is_the_meet_of_the_hops_and_the_last_step_is_the_result(flow in plain_flow()) {
        let scenario = usual();
        let composed = scenario.along_parsed(&flow);
        let mut expected: Option<Level> = None;
        flow.names(&mut |name| {
            let own = scenario.guarantees.get(name).and_then(Guarantee::level);
            expected = match (expected, own) { (Some(a), Some(b)) => Some(a.meet(b)), (a, b) => a.or(b) };
        });
        prop_assert_eq!(composed.level, expected);
        let last = composed.steps.last().unwrap();
        prop_assert_eq!((last.level, &last.vector), (composed.level, &composed.vector));
        prop_assert_eq!(composed.weakest.is_empty(), expected.is_none_or(|level| level == Level::STRICT_SERIALIZABLE));
    }

    #[test]
    fn with_fallbacks_degraded_is_never_more_than_full(before in any_flow(), first in any_flow(), second in any_flow()) {
        let flow = Flow::Sequence(vec![before, Flow::Fallback(first.into(), second.into())]);
        let composed = usual().along_parsed(&flow);
        let (level, vector) = composed.degraded.clone().unwrap();
        if let Some(full) = composed.level {
            prop_assert!(full.at_least(level.unwrap()), "{flow}: full {full}, degraded {level:?}");
        }
        if let Some(full) = &composed.vector {
            prop_assert!(full.satisfies(&vector.clone().unwrap()), "{flow}: full {full}, degraded {vector:?}");
        }
    }

    #[test]
    fn one_more_stateful_hop_in_the_end_never_strengthens(flow in any_flow(), hop in prop::sample::select(&["ss", "si", "rc", "ec", "lin"][..])) {
        let scenario = usual();
        let alone = scenario.along_parsed(&flow);
        let longer = scenario.along_parsed(&Flow::Sequence(vec![flow, Flow::Name(hop.to_owned())]));
        if let Some(before) = alone.level {
            prop_assert!(before.at_least(longer.level.unwrap()));
        }
        if let Some(before) = alone.vector {
            prop_assert!(before.satisfies(&longer.vector.unwrap()));
        }
    }
}
