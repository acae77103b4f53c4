//! Large structures as scenario texts: service graphs, and fault trees given as named sub-flows.
//!
//! The shapes are those that published collections of fault trees have (gates over neighbours with
//! some events shared far apart, nested votes, trains of redundant equipment on common supplies); the
//! trees themselves are made here, by a seeded generator.
#![allow(dead_code, reason = "each test binary uses a part")]

use std::fmt::Write;

/// A small generator of its own: SplitMix64.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// One of `0..sides`.
    pub fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ z >> 31) % sides as u64) as usize
    }
}

/// Services `e0`… with unavailabilities between 10⁻⁴ and 10⁻².
fn services(count: usize, dice: &mut Dice) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        let q = (1 + dice.throw(99)) as f64 * 1e-4;
        writeln!(text, "[services.e{at}]\navailability = \"{:.4}\"", 1.0 - q).ok();
        text
    })
}

fn scenario(flow: &str, flows: &[(String, String)], services: &str) -> String {
    let flows = flows.iter().fold(String::new(), |mut text, (name, flow)| {
        writeln!(text, "{name} = \"{flow}\"").ok();
        text
    });
    format!("flow = \"{flow}\"\n[flows]\n{flows}{services}")
}

/// A graph of so many services in layers, as an import of traces gives: each calls one to three of
/// the next two layers, some of them as a choice, as a fallback or as nice to have.
pub fn service_graph(count: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let width = 8.max(count / 12);
    let mut flows = Vec::new();
    for at in (1..count).rev() {
        let layer = at / width;
        let below: Vec<usize> = (at + 1..count)
            .filter(|other| (1..=2).contains(&(other / width - layer)))
            .collect();
        let mut callees: Vec<String> = Vec::new();
        for _ in 0..(1 + dice.throw(3)).min(below.len()) {
            let callee = format!("f{}", below[dice.throw(below.len())]);
            if !callees.contains(&callee) {
                callees.push(callee);
            }
        }
        let calls = match (callees.len(), dice.throw(10)) {
            (0, _) => None,
            (2.., 0) => Some(format!("any({})", callees.join(", "))),
            (2.., 1) => Some(format!("({} ?? {})", callees[0], callees[1..].join(" > "))),
            (2.., 2) => Some(format!("{} > {}?", callees[1..].join(" > "), callees[0])),
            _ => Some(callees.join(" > ")),
        };
        let calls = calls.map_or(String::new(), |calls| format!(" > {calls}"));
        flows.push((format!("f{at}"), format!("e{at}{calls}")));
    }
    let first: Vec<String> = (1..count.min(width)).map(|at| format!("f{at}")).collect();
    scenario(
        &format!("e0 > {}", first.join(" > ")),
        &flows,
        &services(count, &mut dice),
    )
}

/// Gates over neighbours: each gate takes two to four of the gates and events made shortly before it,
/// now and then an event from anywhere; `and`, `or` and votes in turn.
pub fn fault_tree(events: usize, gates: usize, far: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut flows: Vec<(String, String)> = Vec::new();
    let mut open: Vec<String> = (0..events).map(|at| format!("e{at}")).collect();
    let mut made = 0;
    while made < gates && open.len() > 1 {
        // One place to work at, so that neighbours meet neighbours.
        let at = dice.throw(open.len());
        let take = (2 + dice.throw(3)).min(open.len());
        let from = at.min(open.len() - take);
        let mut parts: Vec<String> = open.splice(from..from + take, []).collect();
        if dice.throw(100) < far {
            parts.push(format!("e{}", dice.throw(events)));
        }
        // Repeating a gate elsewhere makes the tree a graph.
        if dice.throw(100) < far && !flows.is_empty() {
            parts.push(flows[flows.len() - 1 - dice.throw(flows.len().min(20))].0.clone());
        }
        let flow = match dice.throw(4) {
            0 | 1 => parts.join(" > "),
            2 => format!("any({})", parts.join(", ")),
            _ => format!("{} of ({})", (parts.len() / 2).max(1), parts.join(", ")),
        };
        let name = format!("g{made}");
        open.insert(from, name.clone());
        flows.push((name, flow));
        made += 1;
    }
    scenario(
        &format!("all({})", open.join(", ")),
        &flows,
        &services(events, &mut dice),
    )
}

/// Trains of redundant equipment: each train is a row of parts, each part needs its train's supplies,
/// and the supplies of all trains share a few buses; the whole needs `k` of the trains at each stage.
pub fn trains(stages: usize, count: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut next = 0;
    let mut event = || {
        next += 1;
        format!("e{}", next - 1)
    };
    let buses: Vec<String> = (0..3).map(|_| event()).collect();
    let mut flows = Vec::new();
    let mut supplies = Vec::new();
    for train in 0..count {
        let name = format!("supply{train}");
        let (diesel, breaker, cooling) = (event(), event(), event());
        let (a, b) = (&buses[train % 3], &buses[(train + 1) % 3]);
        flows.push((
            name.clone(),
            format!("{breaker} > any({a}, {b}, {diesel} > {cooling})"),
        ));
        supplies.push(name);
    }
    let mut rows = Vec::new();
    for stage in 0..stages {
        let mut branches = Vec::new();
        for (train, supply) in supplies.iter().enumerate() {
            let name = format!("p{stage}t{train}");
            let (pump, valve) = (event(), event());
            flows.push((name.clone(), format!("{pump} > {valve} > {supply}")));
            branches.push(name);
        }
        let name = format!("stage{stage}");
        flows.push((
            name.clone(),
            format!("{} of ({})", count.div_ceil(2), branches.join(", ")),
        ));
        rows.push(name);
    }
    scenario(&rows.join(" > "), &flows, &services(next, &mut dice))
}

/// Votes of votes: `depth` levels of `k` of `n`, every leaf its own, a few shared by all.
pub fn nested_votes(depth: u32, n: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let leaves = n.pow(depth);
    let mut flows = Vec::new();
    let mut level: Vec<String> = (0..leaves)
        .map(|at| format!("(e{at} > e{})", leaves + dice.throw(4)))
        .collect();
    for floor in 0..depth {
        level = level
            .chunks(n)
            .enumerate()
            .map(|(at, parts)| {
                let name = format!("v{floor}x{at}");
                flows.push((name.clone(), format!("{} of ({})", n / 2 + 1, parts.join(", "))));
                name
            })
            .collect();
    }
    scenario(&level.join(" > "), &flows, &services(leaves + 4, &mut dice))
}
