//! In which order a decision diagram decides its variables.
//!
//! # What it computes
//! Several promising orders of a route's variables, the first the one a person wrote.
//!
//! # Why it matters
//! The same function takes a thousand nodes in one order and a billion in another. No rule is best for
//! all, so a few are tried, each within a limit.
//!
//! # Formula
//! All are depth-first: what fails together stands together. They differ in which part of a gate comes
//! first: as written; the smaller one; the larger one; the heavier one, where the whole weighs one and
//! each gate hands its weight to its parts in equal shares, added up over all places that name a part.
//!
//! # References
//! S. Minato, N. Ishiura, S. Yajima, "Shared binary decision diagram with attributed edges", DAC 1990
//! (weights). M. Bouissou, F. Bruyère, A. Rauzy, "BDD based fault-tree processing: a comparison of
//! variable ordering heuristics", ESREL 1997.

use super::route::Route;

/// A gate or a leaf with what the orders go by.
struct Gate {
    /// Leaves below, written out.
    size: f64,
    /// What it hands down to each part of it is its weight over their number.
    weight: f64,
    kind: Kind,
}

enum Kind {
    /// These variables together.
    Leaf(Vec<u32>),
    Shared(usize),
    Parts(Vec<Gate>),
}

/// Which part of a gate comes first.
#[derive(Clone, Copy)]
enum First {
    AsWritten,
    Smallest,
    Largest,
    Heaviest,
}

/// Levels of the variables, one list an order: `order[variable]` is its level. What the whole needs
/// comes first.
pub(crate) fn orders(route: &Route, shared: &[Route], needs: &[Vec<u32>], needed: &[bool]) -> Vec<Vec<u32>> {
    let mut orders: Vec<Vec<u32>> = Vec::new();
    let mut graph = Graph::new(route, shared, needs);
    graph.weigh();
    for first in [First::AsWritten, First::Heaviest, First::Smallest, First::Largest] {
        let order = graph.levels(first, needed);
        if !orders.contains(&order) {
            orders.push(order);
        }
    }
    orders
}

struct Graph {
    root: Gate,
    shared: Vec<Gate>,
}

impl Graph {
    fn new(route: &Route, shared: &[Route], needs: &[Vec<u32>]) -> Self {
        let mut gates: Vec<Gate> = Vec::with_capacity(shared.len());
        for part in shared {
            gates.push(gate(part, needs, &gates));
        }
        Self {
            root: gate(route, needs, &gates),
            shared: gates,
        }
    }

    /// Hands the weight of the whole down; a shared part has gathered all of its own before it hands on.
    fn weigh(&mut self) {
        let mut gathered = vec![0.0; self.shared.len()];
        self.root.weight = 1.0;
        hand_down(&mut self.root, &mut gathered);
        for at in (0..self.shared.len()).rev() {
            self.shared[at].weight = gathered[at];
            hand_down(&mut self.shared[at], &mut gathered);
        }
    }

    fn levels(&self, first: First, needed: &[bool]) -> Vec<u32> {
        let mut levels = vec![u32::MAX; needed.len()];
        let mut met = vec![false; self.shared.len()];
        let mut next = 0;
        for (level, _) in levels.iter_mut().zip(needed).filter(|(_, needed)| **needed) {
            *level = next;
            next += 1;
        }
        self.visit(&self.root, first, &mut met, &mut levels, &mut next);
        for level in levels.iter_mut().filter(|level| **level == u32::MAX) {
            *level = next;
            next += 1;
        }
        levels
    }

    fn visit(&self, gate: &Gate, first: First, met: &mut [bool], levels: &mut [u32], next: &mut u32) {
        match &gate.kind {
            Kind::Leaf(variables) => {
                for variable in variables {
                    let level = &mut levels[*variable as usize];
                    if *level == u32::MAX {
                        *level = *next;
                        *next += 1;
                    }
                }
            }
            Kind::Shared(at) => {
                if !std::mem::replace(&mut met[*at], true) {
                    self.visit(&self.shared[*at], first, met, levels, next);
                }
            }
            Kind::Parts(parts) => {
                let ranks: Vec<f64> = parts.iter().map(|part| self.rank(part, first)).collect();
                crate::order::order(&ranks)
                    .into_iter()
                    .for_each(|at| self.visit(&parts[at], first, met, levels, next));
            }
        }
    }

    fn rank(&self, gate: &Gate, first: First) -> f64 {
        let named = match gate.kind {
            Kind::Shared(at) => &self.shared[at],
            _ => gate,
        };
        match first {
            First::AsWritten => 0.0,
            First::Smallest => named.size,
            First::Largest => -named.size,
            First::Heaviest => -named.weight,
        }
    }
}

fn gate(route: &Route, needs: &[Vec<u32>], shared: &[Gate]) -> Gate {
    let of = |parts: Vec<Gate>| Gate {
        size: parts.iter().map(|part| part.size).sum(),
        weight: 0.0,
        kind: Kind::Parts(parts),
    };
    let list = |parts: &[Route]| of(parts.iter().map(|part| gate(part, needs, shared)).collect());
    match route {
        Route::Call {
            service,
            variable,
            hit,
        } => {
            let mut all = needs[*service].clone();
            all.extend(variable.iter().chain(hit));
            Gate {
                size: 1.0,
                weight: 0.0,
                kind: Kind::Leaf(all),
            }
        }
        Route::Shared(at) => Gate {
            size: shared[*at].size,
            weight: 0.0,
            kind: Kind::Shared(*at),
        },
        Route::Sequence(parts) | Route::All(parts) | Route::AtLeast(_, parts) => list(parts),
        Route::Repeat { copies, .. } => list(copies),
        Route::Fallback(first, second) => of(vec![gate(first, needs, shared), gate(second, needs, shared)]),
        Route::Optional(inner) | Route::Transaction(inner) | Route::Gate(inner) => gate(inner, needs, shared),
    }
}

fn hand_down(gate: &mut Gate, gathered: &mut [f64]) {
    match &mut gate.kind {
        Kind::Leaf(_) => {}
        Kind::Shared(at) => gathered[*at] += gate.weight,
        Kind::Parts(parts) => {
            let each = gate.weight / parts.len().max(1) as f64;
            for part in parts {
                part.weight = each;
                hand_down(part, gathered);
            }
        }
    }
}
