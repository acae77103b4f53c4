use super::super::*;
use crate::flow::{Flow, parse};
use std::collections::BTreeMap;

/// A small scenario: services with guarantee texts (`?` states nothing), groups, sources, flows.
#[derive(Default)]
pub(super) struct Scenario {
    pub(super) guarantees: BTreeMap<String, Guarantee>,
    group: Vec<&'static str>,
    sources: BTreeMap<&'static str, &'static str>,
    lags: BTreeMap<&'static str, Staleness>,
    flows: BTreeMap<&'static str, Flow>,
}

impl Scenario {
    pub(super) fn of(services: &[(&str, &str)]) -> Scenario {
        let stated = services.iter().filter(|(_, text)| *text != "?");
        let guarantees = stated.map(|(name, text)| ((*name).to_owned(), text.parse().unwrap()));
        Scenario {
            guarantees: guarantees.collect(),
            ..Scenario::default()
        }
    }

    pub(super) fn along(&self, flow: &str) -> Composed {
        self.along_parsed(&parse(flow).unwrap())
    }

    pub(super) fn along_parsed(&self, flow: &Flow) -> Composed {
        along(flow, &|name| Declared {
            guarantee: self.guarantees.get(name).cloned(),
            replica_group: self.group.contains(&name).then(|| "replicas".to_owned()),
            source: self.sources.get(name).map(|source| (*source).to_owned()),
            lag: self.lags.get(name).copied(),
            may_miss: false,
            flow: self.flows.get(name),
        })
    }
}

/// Services `ss`, `s`, `si`, `rc`, `ec`, `lin`, each twice (`ss2`…), `i` stateless, `q` silent.
pub(super) fn usual() -> Scenario {
    let mut all = vec![
        ("i".to_owned(), "I"),
        ("lin".to_owned(), "linearizable"),
        ("rr".to_owned(), "RR"),
    ];
    for name in ["SS", "S", "SI", "RC", "EC"] {
        all.extend([
            (name.to_ascii_lowercase(), name),
            (format!("{}2", name.to_ascii_lowercase()), name),
        ]);
    }
    let all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    Scenario::of(&all)
}

fn level(composed: &Composed) -> String {
    composed.level.map_or("-".to_owned(), |level| level.to_string())
}

fn vector(composed: &Composed) -> String {
    composed.vector.as_ref().map_or("-".to_owned(), Vector::to_string)
}

fn degraded(composed: &Composed) -> (String, String) {
    let (level, vector) = composed.degraded.clone().unwrap();
    (
        level.map_or("-".to_owned(), |level| level.to_string()),
        vector.map_or("-".to_owned(), |vector| vector.to_string()),
    )
}

#[track_caller]
pub(super) fn check(scenario: &Scenario, flow: &str, expected_level: &str, expected_vector: &str) {
    let composed = scenario.along(flow);
    assert_eq!(level(&composed), expected_level, "{flow}");
    assert_eq!(vector(&composed), expected_vector, "{flow}");
}

#[test]
fn two_strictly_serializable_services_are_not_serializable_as_a_unit() {
    check(&usual(), "ss > ss2", "SS", "⟨-, Lx, Fractured, Fresh, -, -⟩");
    check(&usual(), "all(ss, ss2)", "SS", "⟨-, Lx, Fractured, Fresh, -, -⟩");
    check(
        &usual(),
        "ss > lin",
        "linearizable",
        "⟨-, Lx, Fractured, Fresh, -, -⟩",
    );
    check(&usual(), "s > s2", "S", "⟨-, None, Fractured, EO, -, -⟩");
}

#[test]
fn one_service_by_itself_keeps_all_it_states() {
    check(&usual(), "ss", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
    check(&usual(), "i > ss > i", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
    check(&usual(), "ss > i > ss", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
    check(&usual(), "3 * ss", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
}

#[test]
fn the_weakest_hop_holds_the_request() {
    let composed = usual().along("i > ss > rc > si");
    assert_eq!(
        (level(&composed), composed.weakest),
        ("RC".to_owned(), vec!["rc".to_owned()])
    );
    let composed = usual().along("si > rr");
    assert_eq!(level(&composed), "cursor stability + MAV");
    assert_eq!(composed.weakest, ["si", "rr"]);
    assert_eq!(usual().along("ss > ss2").weakest, Vec::<String>::new());
}

#[test]
fn a_flow_that_states_nothing_has_no_guarantee_and_says_who_is_silent() {
    let composed = usual().along("i > q > r");
    assert_eq!((composed.level, composed.vector.clone()), (None, None));
    assert_eq!(composed.not_stated, ["q", "r"]);
    assert_eq!(composed.steps.len(), 3);
}

#[test]
fn causal_order_is_not_local() {
    let scenario = Scenario::of(&[("a", "<-, Causal, -, -, -, ->"), ("b", "<-, Causal, -, -, -, ->")]);
    check(&scenario, "a", "-", "⟨-, Causal, -, -, -, -⟩");
    check(&scenario, "a > b", "-", "⟨-, None, Fractured, -, -, -⟩");
}

#[test]
fn an_order_that_is_not_stated_is_not_taken_for_linearizable() {
    let scenario = Scenario::of(&[("a", "SS"), ("b", "<Global, -, -, -, -, ->")]);
    check(&scenario, "a > b", "SS", "⟨Global, None, Fractured, Fresh, -, -⟩");
    assert_eq!(scenario.along("a > b").level_not_stated, ["b"]);
}

#[test]
fn a_transaction_across_services_does_not_fracture() {
    check(&usual(), "txn(ss > ss2)", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
    check(&usual(), "txn(ss > si)", "SI", "⟨-, None, SI, EO, -, -⟩");
    check(
        &usual(),
        "i > txn(ss > ss2) > i",
        "SS",
        "⟨-, SS, SER, Fresh, -, -⟩",
    );
    check(&usual(), "2 * txn(ss > ss2)", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
    check(
        &usual(),
        "txn(ss > ss2) > lin",
        "linearizable",
        "⟨-, Lx, Fractured, Fresh, -, -⟩",
    );
    check(
        &usual(),
        "txn(ss > ss2) > ss",
        "SS",
        "⟨-, Lx, Fractured, Fresh, -, -⟩",
    );
}

#[test]
fn copies_do_not_compose_unless_they_are_one_replica_group() {
    let loose = "⟨-, None, Fractured, EO, -, -⟩";
    check(&usual(), "any(ss, ss2)", "SS", loose);
    check(&usual(), "2 of (ss, ss2, s)", "S", loose);
    check(&usual(), "txn(any(ss, ss2))", "SS", loose);
    let group = Scenario {
        group: vec!["ss", "ss2"],
        ..usual()
    };
    check(&group, "any(ss, ss2)", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
    check(&group, "1 of (ss, ss2)", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
    check(&group, "any(ss, ss2, lin)", "linearizable", loose);
}

#[test]
fn a_quorum_never_upgrades() {
    let group = Scenario {
        group: vec!["ec", "ec2", "rc"],
        ..usual()
    };
    check(
        &group,
        "2 of (ec, ec2, rc)",
        "EC",
        "⟨-, None, Fractured, EO, -, -⟩",
    );
}

#[test]
fn branches_without_state_hold_no_copies() {
    check(&usual(), "any(i, q)", "-", "-");
    check(&usual(), "any(i, ss)", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
    check(&usual(), "any(i > ss, q > ss)", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
}

#[test]
fn a_fallback_counts_once_the_request_is_degraded() {
    let composed = usual().along("ss ?? rc");
    assert_eq!(vector(&composed), "⟨-, SS, SER, Fresh, -, -⟩");
    assert_eq!(
        degraded(&composed),
        ("RC".into(), "⟨-, None, Fractured, EO, -, -⟩".into())
    );
    let same = usual().along("ss ?? ss2");
    assert_eq!(
        degraded(&same),
        ("SS".into(), "⟨-, None, Fractured, EO, -, -⟩".into())
    );
    let group = Scenario {
        group: vec!["ss", "ss2"],
        ..usual()
    };
    assert_eq!(degraded(&group.along("ss ?? ss2")).1, "⟨-, SS, SER, Fresh, -, -⟩");
}

#[test]
fn an_optional_hop_counts_while_it_is_up() {
    let composed = usual().along("ss > rc?");
    assert_eq!(level(&composed), "RC");
    assert_eq!(
        degraded(&composed),
        ("SS".into(), "⟨-, SS, SER, Fresh, -, -⟩".into())
    );
    let two = usual().along("ss > rc? > si?");
    assert_eq!(
        degraded(&two).0,
        "RC",
        "either may be missing while the other is there"
    );
    assert_eq!(usual().along("ss > rc").degraded, None);
}

#[test]
fn delays_add_along_what_data_are_derived_from() {
    let mut scenario = Scenario::of(&[
        ("db", "SS"),
        ("replica", "<Global, Causal, RA, BS(3s), Idem, Auth>"),
        ("cache", "<Global, Causal, RA, BS(5s), Idem, Auth>"),
        ("index", "EC"),
    ]);
    scenario.sources = BTreeMap::from([("replica", "db"), ("cache", "replica"), ("index", "cache")]);
    let recency =
        |scenario: &Scenario, flow: &str| scenario.along(flow).vector.unwrap().recency.unwrap().to_string();
    assert_eq!(recency(&scenario, "replica"), "BS(3s)");
    assert_eq!(recency(&scenario, "cache"), "BS(8s)");
    assert_eq!(
        recency(&scenario, "replica > cache"),
        "BS(8s)",
        "different data: the worst"
    );
    assert_eq!(recency(&scenario, "index"), "EO");
    scenario.lags = BTreeMap::from([("index", "2 s".parse().unwrap())]);
    assert_eq!(recency(&scenario, "index"), "BS(10s)");
    assert!(
        scenario.along("cache").steps[0]
            .reason
            .contains("derived from `replica`")
    );
}

#[test]
fn a_service_derived_from_itself_is_never_known_to_catch_up() {
    let mut scenario = Scenario::of(&[("a", "<-, -, -, BS(1s), -, ->"), ("b", "<-, -, -, BS(1s), -, ->")]);
    scenario.sources = BTreeMap::from([("a", "b"), ("b", "a")]);
    check(&scenario, "a", "-", "⟨-, -, -, EO, -, -⟩");
}

#[test]
fn a_service_that_states_only_its_lag_states_its_recency() {
    let mut scenario = Scenario::of(&[("db", "SS")]);
    scenario.sources = BTreeMap::from([("cache", "db")]);
    scenario.lags = BTreeMap::from([("cache", "5 s".parse().unwrap())]);
    check(&scenario, "cache", "-", "⟨-, -, -, BS(5s), -, -⟩");
    let composed = scenario.along("cache");
    assert_eq!(
        (composed.not_stated.len(), composed.level_not_stated.len()),
        (0, 1)
    );
}

#[test]
fn a_named_sub_flow_is_followed_and_may_not_trap() {
    let mut scenario = usual();
    scenario.flows = BTreeMap::from([
        ("storage", parse("2 of (ss, ss2)").unwrap()),
        ("loop", parse("ss > loop > loop").unwrap()),
    ]);
    check(&scenario, "i > storage", "SS", "⟨-, None, Fractured, EO, -, -⟩");
    check(
        &scenario,
        "storage > storage",
        "SS",
        "⟨-, None, Fractured, EO, -, -⟩",
    );
    check(&scenario, "loop", "SS", "⟨-, SS, SER, Fresh, -, -⟩");
}

#[test]
fn doubling_sub_flows_cost_no_more_than_their_text() {
    let mut scenario = usual();
    let names: Vec<&'static str> = (0..60).map(|n| &*format!("f{n}").leak()).collect();
    scenario.flows.insert(names[0], parse("rc > ss").unwrap());
    for pair in names.windows(2) {
        scenario
            .flows
            .insert(pair[1], parse(&format!("{0} > {0}", pair[0])).unwrap());
    }
    check(&scenario, "f59", "RC", "⟨-, None, Fractured, EO, -, -⟩");
}

#[test]
fn a_chain_of_sub_flows_that_nests_too_deep_is_cut_and_says_so() {
    let mut scenario = usual();
    let names: Vec<&'static str> = (0..1000).map(|n| &*format!("f{n}").leak()).collect();
    scenario.flows.insert(names[0], parse("rc").unwrap());
    for pair in names.windows(2) {
        let inner = format!("all(i, txn(gate(ss > {})))", pair[0]);
        scenario.flows.insert(pair[1], parse(&inner).unwrap());
    }
    let composed = scenario.along("f999");
    assert!(
        composed
            .steps
            .iter()
            .any(|step| step.reason.contains("nests too deep"))
    );
}

#[test]
fn a_long_flow_is_walked_in_good_time() {
    let services: Vec<(String, &str)> = (0..3000).map(|n| (format!("s{n}"), "RC")).collect();
    let borrowed: Vec<(&str, &str)> = services
        .iter()
        .map(|(name, text)| (name.as_str(), *text))
        .collect();
    let flow = borrowed
        .iter()
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .join(" > ");
    let composed = Scenario::of(&borrowed).along(&flow);
    assert_eq!((composed.weakest.len(), composed.steps.len()), (3000, 3000));
}

#[test]
fn every_step_says_why() {
    let reasons = |flow: &str| {
        let steps = usual().along(flow).steps;
        steps
            .into_iter()
            .map(|step| format!("{}: {}", step.service, step.reason))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        reasons("i > q > ss > rc > lin?"),
        [
            "i: `i` is stateless: it weakens nothing.",
            "q: `q` states no guarantee: it is counted as stateless.",
            "ss: `ss` is strictly serializable: the request starts at SS.",
            "rc: `rc` is read committed: it keeps RC, and with `lin` all that is left is EC. The request now crosses more than one stateful service outside a transaction; as a unit it has Order None and Visibility Fractured.",
            "lin: `lin` is linearizable: it keeps linearizable, and with `rc` all that is left is EC. It is optional: it counts while it is up.",
        ]
    );
    assert_eq!(
        reasons("ss > rc > si"),
        [
            "ss: `ss` is strictly serializable: the request starts at SS.",
            "rc: `rc` is read committed: it holds the whole request at RC. The request now crosses more than one stateful service outside a transaction; as a unit it has Order None and Visibility Fractured.",
            "si: `si` runs at snapshot isolation: the level stays RC.",
        ]
    );
    assert_eq!(
        reasons("ec > gate(ss) ?? i"),
        [
            "ec: `ec` is eventually consistent: the request starts at EC.",
            "ss: `ss` is strictly serializable: a gate, so what follows holds SS for the keys it re-reads.",
            "i: `i` stands by: it counts once the request runs degraded, and after it has failed back.",
        ]
    );
}

#[test]
fn an_operator_that_changes_the_guarantee_is_a_step_of_its_own() {
    let last = |flow: &str| usual().along(flow).steps.pop().unwrap();
    let step = last("any(ss, ss2)");
    assert_eq!(step.service, "any");
    assert_eq!(
        step.reason,
        "The copies under `any` are not one replica group: they do not compose, which leaves Order None, Visibility Fractured and Recency EO."
    );
    let step = last("txn(ss > ss2)");
    assert_eq!(step.service, "txn");
    assert_eq!(
        step.reason,
        "One transaction across its members: no fracture between them, what each keeps all keep (SS)."
    );
}
