//! Availability of random flows against an enumeration of every state of their parts.
#![allow(clippy::unwrap_used, clippy::panic)]

mod random;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestCaseResult, TestRunner};
use quorate_model::Assessor;
use quorate_model::assessment::{Assessment, Chain};
use quorate_model::flow::{Flow, parse};
use random::{Case, Domain, PART, Service};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

const CASES: u32 = 300;
const TOLERANCE: f64 = 1e-9;

/// What the cases of one test had in them.
#[derive(Default)]
struct Seen {
    cases: usize,
    shared_under_choice: usize,
    operators: BTreeMap<&'static str, usize>,
}

impl Seen {
    fn count(&mut self, case: &Case) {
        self.cases += 1;
        self.shared_under_choice += usize::from(shares_under_choice(&case.expanded()));
        let mut own = BTreeSet::new();
        operators(&case.flow, &mut own);
        for operator in own {
            *self.operators.entry(operator).or_default() += 1;
        }
    }

    fn assert_rich(&self) {
        let all = [
            "sequence", "all", "any", "k of", "??", "?", "repeat", "txn", "gate", "sub-flow",
        ];
        for operator in all {
            let count = self.operators.get(operator).copied().unwrap_or(0);
            assert!(count * 20 >= self.cases, "{operator}: {count} of {}", self.cases);
        }
        let (shared, cases) = (self.shared_under_choice, self.cases);
        assert!(
            shared * 10 >= cases * 3,
            "shared under a choice: {shared} of {cases}"
        );
    }
}

fn operators(flow: &Flow, seen: &mut BTreeSet<&'static str>) {
    seen.extend(match flow {
        Flow::Name(name) => (name == PART).then_some("sub-flow"),
        Flow::Sequence(_) => Some("sequence"),
        Flow::All(_) => Some("all"),
        Flow::Any(_) => Some("any"),
        Flow::Quorum(..) => Some("k of"),
        Flow::Fallback(..) => Some("??"),
        Flow::Optional(_) => Some("?"),
        Flow::Repeat(..) => Some("repeat"),
        Flow::Transaction(_) => Some("txn"),
        Flow::Gate(_) => Some("gate"),
    });
    if let Flow::Fallback(first, second) = flow {
        operators(first, seen);
        operators(second, seen);
    }
    flow.parts().iter().for_each(|part| operators(part, seen));
}

/// Whether a service named twice stands under `??`, `?` or `k of` at least once.
fn shares_under_choice(flow: &Flow) -> bool {
    let mut named: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    places(flow, false, &mut named);
    named.values().any(|(count, choice)| *count > 1 && *choice)
}

fn places<'a>(flow: &'a Flow, choice: bool, named: &mut BTreeMap<&'a str, (usize, bool)>) {
    match flow {
        Flow::Name(name) => {
            let entry = named.entry(name).or_default();
            *entry = (entry.0 + 1, entry.1 || choice);
        }
        Flow::Fallback(first, second) => [first, second].iter().for_each(|one| places(one, true, named)),
        other => {
            let choice = choice || matches!(other, Flow::Optional(_) | Flow::Quorum(..));
            other.parts().iter().for_each(|part| places(part, choice, named));
        }
    }
}

/// Runs `check` on the cases and asserts that they were worth running.
fn over_cases(check: impl Fn(&Case) -> TestCaseResult) {
    let seen = RefCell::new(Seen::default());
    let mut runner = TestRunner::new(random::config(file!(), CASES));
    let result = runner.run(&random::cases(), |case| {
        seen.borrow_mut().count(&case);
        check(&case)
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    seen.into_inner().assert_rich();
}

/// What a request meets, given which services are out: calls fail independently of each other.
#[derive(Clone, Copy)]
struct Outcome {
    /// A full answer.
    full: f64,
    /// An answer, but not the full one.
    part: f64,
    /// None.
    down: f64,
}

impl Outcome {
    const FULL: Self = Self {
        full: 1.0,
        part: 0.0,
        down: 0.0,
    };

    fn up(self) -> f64 {
        self.full + self.part
    }

    fn and(self, next: Self) -> Self {
        Self {
            full: self.full * next.full,
            part: self.full * next.part + self.part * next.up(),
            down: self.down + self.up() * next.down,
        }
    }
}

fn outcome(flow: &Flow, call: &dyn Fn(&str) -> Outcome) -> Outcome {
    let list = |parts: &[Flow]| -> Vec<Outcome> { parts.iter().map(|inner| outcome(inner, call)).collect() };
    match flow {
        Flow::Name(name) => call(name),
        Flow::Sequence(parts) | Flow::All(parts) => list(parts).into_iter().fold(Outcome::FULL, Outcome::and),
        Flow::Any(parts) => at_least(1, &list(parts)),
        Flow::Quorum(k, parts) => at_least(*k, &list(parts)),
        Flow::Fallback(first, second) => {
            let (first, second) = (outcome(first, call), outcome(second, call));
            Outcome {
                full: first.full,
                part: first.part + first.down * second.up(),
                down: first.down * second.down,
            }
        }
        Flow::Optional(inner) => {
            let inner = outcome(inner, call);
            Outcome {
                full: inner.full,
                part: inner.part + inner.down,
                down: 0.0,
            }
        }
        Flow::Repeat(times, inner) => {
            let once = outcome(inner, call);
            (0..*times).fold(Outcome::FULL, |so_far, _| so_far.and(once))
        }
        Flow::Transaction(inner) | Flow::Gate(inner) => outcome(inner, call),
    }
}

/// Counts branches: how many answer in full, how many at all.
fn at_least(k: usize, parts: &[Outcome]) -> Outcome {
    let n = parts.len();
    let mut chances = vec![vec![0.0; n + 1]; n + 1];
    chances[0][0] = 1.0;
    for part in parts {
        let mut next = vec![vec![0.0; n + 1]; n + 1];
        for full in 0..n {
            for up in full..n {
                let here = chances[full][up];
                next[full + 1][up + 1] += here * part.full;
                next[full][up + 1] += here * part.part;
                next[full][up] += here * part.down;
            }
        }
        chances = next;
    }
    let mut sum = Outcome {
        full: 0.0,
        part: 0.0,
        down: 0.0,
    };
    for (full, row) in chances.iter().enumerate() {
        for (up, chance) in row.iter().enumerate() {
            match (full >= k, up >= k) {
                (true, _) => sum.full += chance,
                (false, true) => sum.part += chance,
                (false, false) => sum.down += chance,
            }
        }
    }
    sum
}

/// Every state of the services and domains of the flow, weighed: what is down, what is degraded.
fn enumerate(case: &Case) -> Outcome {
    let flow = case.expanded();
    let mut used = BTreeSet::new();
    flow.names(&mut |name| {
        used.insert(name.to_owned());
    });
    let services = used
        .iter()
        .map(|name| (name.as_str(), beyond_domains(name, case)));
    let touching = case
        .domains
        .iter()
        .filter(|(_, domain)| domain.members.iter().any(|name| used.contains(name)));
    let domains = touching.map(|(name, domain)| (name.as_str(), domain.down.value()));
    let variables: Vec<(&str, f64)> = services.chain(domains).collect();
    let mut sum = Outcome {
        full: 0.0,
        part: 0.0,
        down: 0.0,
    };
    for state in 0..1_u32 << variables.len() {
        let is_down = |at: usize| state >> at & 1 == 1;
        let weight: f64 = (0..variables.len())
            .map(|at| {
                if is_down(at) {
                    variables[at].1
                } else {
                    1.0 - variables[at].1
                }
            })
            .product();
        let out: BTreeSet<&str> = (0..variables.len())
            .filter(|at| is_down(*at))
            .map(|at| variables[at].0)
            .collect();
        let here = outcome(&flow, &|name| one_call(name, &case.services[name], case, &out));
        sum.full += weight * here.full;
        sum.part += weight * here.part;
        sum.down += weight * here.down;
    }
    sum
}

/// Unavailability of a service while its domains are up.
fn beyond_domains(name: &str, case: &Case) -> f64 {
    let own = case.services[name].down.value();
    let inside = |domain: &&Domain| domain.included && domain.members.iter().any(|member| member == name);
    match case.domains.values().find(inside) {
        Some(domain) => (own - domain.down.value()) / (1.0 - domain.down.value()),
        None => own,
    }
}

fn one_call(name: &str, service: &Service, case: &Case, out: &BTreeSet<&str>) -> Outcome {
    let domain_out = case.domains.iter().any(|(domain, about)| {
        out.contains(domain.as_str()) && about.members.iter().any(|member| member == name)
    });
    let failure = if out.contains(name) || domain_out {
        1.0
    } else {
        service.failure()
    };
    Outcome {
        full: 1.0 - failure,
        part: 0.0,
        down: failure,
    }
}

fn assess(text: &str) -> Result<Assessment, TestCaseError> {
    let assessed = Assessor::new().assess(text);
    assessed.map_err(|problem| TestCaseError::fail(format!("{problem}\n{text}")))
}

fn chain(text: &str) -> Result<Chain, TestCaseError> {
    Ok(assess(text)?.journeys.swap_remove(0).chain)
}

fn near(got: f64, expected: f64) -> bool {
    (got - expected).abs() <= TOLERANCE * expected.abs()
}

#[test]
fn a_flow_prints_and_parses_back() {
    over_cases(|case| {
        for flow in [&case.flow, &case.part] {
            let printed = flow.to_string();
            prop_assert_eq!(
                &parse(&printed).map_err(|e| TestCaseError::fail(format!("{printed}: {e}")))?,
                flow
            );
        }
        let shown = &assess(&case.text())?.journeys[0].flow;
        prop_assert_eq!(&parse(shown).unwrap().to_string(), shown);
        Ok(())
    });
}

#[test]
fn availability_and_degradation_are_what_counting_every_state_gives() {
    over_cases(|case| {
        let chain = chain(&case.text())?;
        let expected = enumerate(case);
        let (down, degraded) = (chain.unavailability.unwrap(), chain.degraded.unwrap());
        prop_assert!(
            near(down, expected.down),
            "down {down} instead of {}",
            expected.down
        );
        prop_assert!(
            near(degraded, expected.part),
            "degraded {degraded} instead of {}",
            expected.part
        );
        let up = chain.availability.unwrap();
        prop_assert!(near(up, expected.up()), "up {up} instead of {}", expected.up());
        Ok(())
    });
}

#[test]
fn the_bounds_hold_the_availability() {
    over_cases(|case| {
        let chain = chain(&case.text())?;
        let (bounds, availability) = (chain.bounds.unwrap(), chain.availability.unwrap());
        prop_assert!(0.0 <= bounds.low && bounds.high <= 1.0, "{bounds:?}");
        // What is left over is the rounding of a sum of a few dozen numbers below one.
        prop_assert!(
            bounds.low <= availability + 1e-14 && availability <= bounds.high + 1e-14,
            "{availability} outside {bounds:?}"
        );
        Ok(())
    });
}

#[test]
fn shares_of_the_downtime_sum_to_one() {
    over_cases(|case| {
        let chain = chain(&case.text())?;
        let total: f64 = chain
            .services
            .iter()
            .map(|part| part.downtime_share.unwrap())
            .sum();
        if chain.unavailability == Some(0.0) {
            prop_assert_eq!(total, 0.0);
        } else {
            prop_assert!(near(total, 1.0), "{total}");
        }
        Ok(())
    });
}

fn given(name: &str, availability: String) -> BTreeMap<String, String> {
    BTreeMap::from([(name.to_owned(), availability)])
}

#[test]
fn what_one_part_is_required_to_reach_meets_the_slo_exactly() {
    over_cases(|case| {
        let allowed = case.allowed.value();
        // What an included domain loses, its members' own parts gain: it has no answer on its own.
        let included = |name: &str| case.domains.get(name).is_some_and(|domain| domain.included);
        let parts = chain(&case.text())?.services;
        for part in parts.into_iter().filter(|part| !included(&part.name)) {
            match part.required {
                Some(required) => {
                    let down = chain(&case.text_with(&given(&part.name, required.to_string())))?
                        .unavailability
                        .unwrap();
                    let met = near(down, allowed) || (required == 0.0 && down <= allowed);
                    prop_assert!(met, "{}: {required} gives {down} instead of {allowed}", part.name);
                }
                None => {
                    let down = chain(&case.text_with(&given(&part.name, case.best(&part.name))))?
                        .unavailability
                        .unwrap();
                    let idle = part.birnbaum == Some(0.0);
                    prop_assert!(
                        down > allowed * (1.0 - TOLERANCE) || idle,
                        "{}: {down} {allowed}",
                        part.name
                    );
                }
            }
        }
        Ok(())
    });
}

#[test]
fn an_equal_split_put_in_everywhere_meets_the_slo() {
    over_cases(|case| {
        let allowed = case.allowed.value();
        let Some(split) = assess(&case.text())?.journeys[0]
            .budget
            .as_ref()
            .unwrap()
            .equal_split
        else {
            return Ok(());
        };
        if case
            .domains
            .values()
            .any(|domain| domain.included && domain.down.value() > 1.0 - split)
        {
            return Ok(());
        }
        let everywhere = case
            .services
            .keys()
            .map(|name| (name.clone(), split.to_string()))
            .collect();
        let down = chain(&case.text_with(&everywhere))?.unavailability.unwrap();
        prop_assert!(
            near(down, allowed),
            "{split} everywhere gives {down} instead of {allowed}"
        );
        Ok(())
    });
}
