//! Availability against outages drawn one by one: states of large structures, and years of services
//! that break and are mended.
#![allow(clippy::unwrap_used)]

mod trees;

use quorate_model::Assessor;
use quorate_model::flow::{Flow, parse};
use quorate_model::scenario;
use std::collections::BTreeMap;
use trees::Dice;

/// Sub-flows by name, parsed.
type Flows = BTreeMap<String, Flow>;

/// Whether a request is answered, each sub-flow thought through once.
fn is_up(flow: &Flow, flows: &Flows, state: &mut BTreeMap<String, bool>) -> bool {
    match flow {
        Flow::Name(name) => {
            if let Some(known) = state.get(name) {
                return *known;
            }
            let up = is_up(&flows[name], flows, state);
            state.insert(name.clone(), up);
            up
        }
        Flow::Sequence(parts) | Flow::All(parts) => parts.iter().all(|part| is_up(part, flows, state)),
        Flow::Any(parts) => parts.iter().any(|part| is_up(part, flows, state)),
        Flow::Quorum(k, parts) => parts.iter().filter(|part| is_up(part, flows, state)).count() >= *k,
        Flow::Fallback(first, second) => is_up(first, flows, state) || is_up(second, flows, state),
        Flow::Optional(_) => true,
        Flow::Repeat(_, inner) | Flow::Transaction(inner) | Flow::Gate(inner) => is_up(inner, flows, state),
    }
}

fn uniform(dice: &mut Dice) -> f64 {
    (dice.throw(1 << 30) as f64 + 0.5) / f64::from(1 << 30)
}

/// The exact value, where there is one, lies inside the bounds and where drawn states put it; whether
/// there is one.
fn agrees_with_drawn_states(text: &str) -> bool {
    let assessment = Assessor::new().assess(text).unwrap();
    let chain = &assessment.journeys[0].chain;
    let bounds = chain.bounds.unwrap();
    let Some(up) = chain.availability else {
        assert!(
            assessment
                .warnings
                .iter()
                .any(|warning| warning.code == "availability-bounds")
        );
        return false;
    };
    assert!(
        bounds.low - 1e-9 <= up && up <= bounds.high + 1e-9,
        "{bounds:?} {up}"
    );
    let read = scenario::read(text).unwrap().scenario;
    let flows: Flows = read
        .flows
        .iter()
        .map(|(name, flow)| (name.clone(), parse(flow).unwrap()))
        .collect();
    let root = parse(read.flow.as_ref().unwrap()).unwrap();
    let down: Vec<(&String, f64)> = read
        .services
        .iter()
        .map(|(name, service)| (name, service.availability.as_ref().unwrap().median()))
        .collect();
    let (mut dice, draws) = (Dice::new(3), 3_000);
    let count = (0..draws).filter(|_| {
        let drawn = down
            .iter()
            .map(|(name, q)| ((*name).clone(), uniform(&mut dice) >= *q));
        is_up(&root, &flows, &mut drawn.collect())
    });
    let share = count.count() as f64 / f64::from(draws);
    let slack = 4.5 * (up * (1.0 - up) / f64::from(draws)).sqrt() + 1e-3;
    assert!((share - up).abs() <= slack, "{share} {up}");
    true
}

#[test]
fn large_structures_are_as_often_up_as_their_drawn_states() {
    let mut exact = 0;
    for text in [
        trees::service_graph(60, 1),
        trees::service_graph(200, 2),
        trees::fault_tree(60, 80, 20, 1),
        trees::fault_tree(150, 150, 10, 2),
        trees::trains(20, 4, 1),
        trees::nested_votes(3, 3, 1),
    ] {
        exact += usize::from(agrees_with_drawn_states(&text));
    }
    assert!(exact >= 5, "{exact}");
}

/// Services that break and are mended at random times, over many years: the share of time in which no
/// request is answered.
fn share_of_time_down(flow: &Flow, services: &[(&str, f64, f64)], hours: f64) -> f64 {
    let mut dice = Dice::new(5);
    let mut wait = |mean: f64| -mean * quorate_model::math::ln(uniform(&mut dice));
    let mut next: Vec<(f64, bool)> = services.iter().map(|(_, mtbf, _)| (wait(*mtbf), true)).collect();
    let (mut now, mut lost) = (0.0, 0.0);
    while now < hours {
        let first = (0..next.len())
            .min_by(|a, b| next[*a].0.total_cmp(&next[*b].0))
            .unwrap();
        let mut state: BTreeMap<String, bool> = services
            .iter()
            .zip(&next)
            .map(|((name, ..), (_, up))| ((*name).to_owned(), *up))
            .collect();
        let until = next[first].0.min(hours);
        if !is_up(flow, &Flows::new(), &mut state) {
            lost += until - now;
        }
        now = until;
        let (_, mtbf, mttr) = services[first];
        let up = !next[first].1;
        next[first] = (now + wait(if up { mtbf } else { mttr }), up);
    }
    lost / hours
}

#[test]
fn outages_drawn_over_thousands_of_years_take_the_share_of_time_that_is_computed() {
    let services = [
        ("a", 100.0, 4.0),
        ("b", 200.0, 10.0),
        ("net", 900.0, 1.0),
        ("s1", 150.0, 6.0),
        ("s2", 150.0, 6.0),
        ("s3", 80.0, 2.0),
    ];
    let flow = "any(a > net, b > net) > 2 of (s1, s2, s3)";
    let parts: String = services
        .iter()
        .map(|(name, mtbf, mttr)| format!("[services.{name}]\nmtbf = \"{mtbf} h\"\nmttr = \"{mttr} h\"\n"))
        .collect();
    let assessment = Assessor::new()
        .assess(&format!("flow = \"{flow}\"\n{parts}"))
        .unwrap();
    let computed = assessment.journeys[0].chain.unavailability.unwrap();
    let drawn = share_of_time_down(&parse(flow).unwrap(), &services, 2e6);
    assert!((drawn / computed - 1.0).abs() < 0.05, "{drawn} {computed}");
}
