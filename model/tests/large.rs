//! Structures of a thousand parts against a simulation that knows nothing of diagrams.
#![allow(clippy::unwrap_used, clippy::panic)]

mod trees;

use quorate_model::Assessor;
use quorate_model::flow::{Flow, parse};
use std::collections::BTreeMap;
use trees::Dice;

/// Words of 64 draws each.
const WORDS: usize = 500;

/// A scenario as the simulation reads it.
struct Simulated {
    flow: Flow,
    flows: BTreeMap<String, Flow>,
    /// Unavailability by service.
    services: BTreeMap<String, f64>,
}

impl Simulated {
    fn new(text: &str) -> Self {
        let table: toml::Table = toml::from_str(text).unwrap();
        let part = |name: &str| table[name].as_table().unwrap();
        let read = |value: &toml::Value| parse(value.as_str().unwrap()).unwrap();
        let unavailability =
            |service: &toml::Value| 1.0 - service["availability"].as_str().unwrap().parse::<f64>().unwrap();
        Self {
            flow: read(&table["flow"]),
            flows: part("flows")
                .iter()
                .map(|(name, flow)| (name.clone(), read(flow)))
                .collect(),
            services: part("services")
                .iter()
                .map(|(name, service)| (name.clone(), unavailability(service)))
                .collect(),
        }
    }

    /// How often no request gets an answer, of so many draws.
    fn down(&self, dice: &mut Dice) -> (u32, usize) {
        let mut down = 0;
        for _ in 0..WORDS {
            let mut up: BTreeMap<&str, u64> = BTreeMap::new();
            for (name, q) in &self.services {
                up.insert(name, working(*q, dice));
            }
            down += (!self.is_up(&self.flow, &mut up)).count_ones();
        }
        (down, 64 * WORDS)
    }

    /// In which of 64 draws it is up; what was asked once is known.
    fn is_up<'a>(&'a self, flow: &'a Flow, up: &mut BTreeMap<&'a str, u64>) -> u64 {
        match flow {
            Flow::Name(name) => {
                if let Some(known) = up.get(name.as_str()) {
                    return *known;
                }
                let own = self.is_up(&self.flows[name], up);
                up.insert(name, own);
                own
            }
            Flow::Sequence(parts) | Flow::All(parts) => self.at_least(parts.len(), parts, up),
            Flow::Any(parts) => self.at_least(1, parts, up),
            Flow::Quorum(k, parts) => self.at_least(*k, parts, up),
            Flow::Fallback(first, second) => self.is_up(first, up) | self.is_up(second, up),
            Flow::Optional(_) => u64::MAX,
            other => panic!("{other}"),
        }
    }

    fn at_least<'a>(&'a self, k: usize, parts: &'a [Flow], up: &mut BTreeMap<&'a str, u64>) -> u64 {
        let mut counts = vec![0_u64; k + 1];
        counts[0] = u64::MAX;
        for part in parts {
            let part = self.is_up(part, up);
            for j in (1..=k).rev() {
                counts[j] |= counts[j - 1] & part;
            }
        }
        counts[k]
    }
}

/// 64 draws of a part that fails with probability `q`, a multiple of 10⁻⁴.
fn working(q: f64, dice: &mut Dice) -> u64 {
    let failing = (q * 1e4).round() as usize;
    (0..64).fold(0, |word, at| {
        word | u64::from(dice.throw(10_000) >= failing) << at
    })
}

#[test]
fn large_structures_are_down_as_often_as_drawing_their_parts_says() {
    for (name, text) in [
        ("tree 1000/3000", trees::fault_tree(1000, 3000, 3, 2)),
        ("tree 200/200", trees::fault_tree(200, 200, 30, 2)),
        ("tree 150/150", trees::fault_tree(150, 150, 20, 2)),
        ("graph 200", trees::service_graph(200, 1)),
        ("graph 1000", trees::service_graph(1000, 2)),
    ] {
        let assessment = Assessor::new().assess(&text).unwrap();
        let exact = assessment.journeys[0].chain.unavailability.unwrap();
        let (down, draws) = Simulated::new(&text).down(&mut Dice::new(7));
        let drawn = f64::from(down) / draws as f64;
        let error = (exact * (1.0 - exact) / draws as f64).sqrt();
        assert!(
            (drawn - exact).abs() < 4.0 * error && down > 100,
            "{name}: {exact} against {drawn} ± {error}"
        );
    }
}
