//! Who owns the tail: which call was the slow one when a request took too long.
//!
//! # What it computes
//! Of the requests that take longer than a limit, the share in which each call was the longest of those
//! the request waited for one after another.
//!
//! # Why it matters
//! The call with the worst p99 need not be the one that makes requests slow, and a quorum's slowest
//! member makes none slow at all. Speeding up who owns the tail is what shortens it.
//!
//! # Formula
//! P(call i is the longest on the request's path, T > t) = E[ P(a < Lᵢ ≤ b | all other calls) ]: given
//! the others, i must be slow enough for the request to exceed t, longer than every other call on the
//! path, and on the path at all (the slowest of `all`, the k-th of a quorum), which leaves one interval
//! of its law. The expectation is taken over a lattice of the others' quantiles. Every draw counts,
//! also far out in the tail, where drawing requests would meet hardly any.
//!
//! # References
//! S. Asmussen, D. P. Kroese, "Improved algorithms for rare event simulation with heavy tails",
//! Advances in Applied Probability 38 (2006).

use super::call::Call;
use super::node::{Node, UpSets};
use super::shape::Shape;
use super::solver::Solver;
use std::sync::Arc;

/// Most calls of a request, repetitions written out, whose shares are looked for.
const MOST_CALLS: usize = 200;
/// Lattice points times calls.
const EVALUATIONS: usize = 8_000;
/// Numbers of lattice points; primes.
const POINTS: [usize; 4] = [1021, 509, 251, 127];

/// The shares of the calls, in order of first appearance, and the probability of taking longer.
#[derive(Clone, Debug, PartialEq)]
pub struct Owners {
    /// Probability that a request takes longer than the limit.
    pub probability: f64,
    /// Each call with its share of those requests; shares sum to one, waits that are nobody's left out.
    pub shares: Vec<(Arc<Call>, f64)>,
}

/// A part of a flow whose calls are numbered.
enum Part {
    /// A call, or a fixed wait.
    Leaf(usize),
    Sequence(Vec<Part>),
    Slowest(Vec<Part>),
    /// The k-th of those that are up; which are is drawn as number `draw`.
    Kth {
        k: usize,
        branches: Vec<Part>,
        up: UpSets,
        draw: usize,
    },
    /// One of several by weight.
    Choice {
        parts: Vec<(f64, Part)>,
        draw: usize,
    },
    Capped {
        inner: Box<Part>,
        limit: f64,
        available: f64,
        draw: usize,
    },
}

enum Leaf {
    Call {
        shape: Arc<Shape>,
        owner: usize,
    },
    /// A wait, and whose it is.
    Wait {
        seconds: f64,
        owner: Option<usize>,
    },
}

/// What a draw makes of a part: how long it takes, and the longest on its path.
#[derive(Clone, Copy, Default)]
struct Taken {
    time: f64,
    longest: f64,
}

/// What a part's time must be for the request to exceed the limit by way of it, and what its longest
/// must beat.
#[derive(Clone, Copy)]
struct Needed {
    above: f64,
    most: f64,
    beat: f64,
}

impl Solver {
    /// Who owns the requests that take longer than `limit` seconds. Nothing when the flow makes too
    /// many calls, or when no request takes that long.
    pub fn owners(&mut self, node: &Node, limit: f64) -> Option<Owners> {
        if node.calls() > MOST_CALLS as u64 || node.check().is_err() {
            return None;
        }
        let mut tree = Tree::default();
        let root = tree.grow(node, self);
        if tree.leaves.len() > MOST_CALLS {
            return None;
        }
        let points = POINTS
            .into_iter()
            .find(|points| points * tree.leaves.len() <= EVALUATIONS);
        let points = points.unwrap_or(POINTS[POINTS.len() - 1]);
        let mut found = vec![0.0; tree.calls.len() + 1];
        for point in 0..points {
            let drawn = tree.draw(point, points);
            let needed = Needed {
                above: limit,
                most: f64::INFINITY,
                beat: 0.0,
            };
            tree.give(&root, needed, &drawn, &mut found);
        }
        let total: f64 = found.iter().sum();
        let probability = total / points as f64;
        if probability <= 1e-12 {
            return None;
        }
        let calls = tree.calls.into_iter().zip(&found);
        Some(Owners {
            probability,
            shares: calls.map(|(call, share)| (call, share / total)).collect(),
        })
    }
}

/// A flow with its calls and choices numbered.
#[derive(Default)]
struct Tree {
    leaves: Vec<Leaf>,
    calls: Vec<Arc<Call>>,
    choices: usize,
}

/// One point: the time of every leaf, and a number in 0 to 1 for every choice.
struct Drawn {
    times: Vec<f64>,
    choices: Vec<f64>,
}

impl Tree {
    fn grow(&mut self, node: &Node, solver: &mut Solver) -> Part {
        match node {
            Node::Call(call) => {
                let shape = solver.call(call);
                let owner = self.owner(call);
                self.leaf(Leaf::Call { shape, owner })
            }
            Node::Delay(seconds) => self.wait(*seconds, None),
            Node::Sequence(parts) => Part::Sequence(self.list(parts, solver)),
            Node::Slowest(parts) => Part::Slowest(self.list(parts, solver)),
            Node::Repeat(times, inner) => {
                let copies = (0..*times).map(|_| self.grow(inner, solver));
                Part::Sequence(copies.collect())
            }
            Node::Kth { k, branches, up } => Part::Kth {
                k: *k,
                branches: self.list(branches, solver),
                up: up.clone(),
                draw: self.choice(),
            },
            Node::Fallback {
                primary,
                fallback,
                primary_weight,
                detection,
            } => {
                let first = self.grow(primary, solver);
                // Noticing the failure is the failed part's time.
                let blamed = self.first_call(primary);
                let late = self.wait(*detection, blamed);
                let second = Part::Sequence(vec![late, self.grow(fallback, solver)]);
                Part::Choice {
                    parts: vec![(*primary_weight, first), (1.0 - primary_weight, second)],
                    draw: self.choice(),
                }
            }
            Node::Optional {
                inner,
                waits_at_most,
                available,
            } => Part::Capped {
                inner: Box::new(self.grow(inner, solver)),
                limit: waits_at_most.unwrap_or(f64::INFINITY),
                available: *available,
                draw: self.choice(),
            },
        }
    }

    fn list(&mut self, nodes: &[Node], solver: &mut Solver) -> Vec<Part> {
        nodes.iter().map(|node| self.grow(node, solver)).collect()
    }

    fn leaf(&mut self, leaf: Leaf) -> Part {
        self.leaves.push(leaf);
        Part::Leaf(self.leaves.len() - 1)
    }

    fn wait(&mut self, seconds: f64, owner: Option<usize>) -> Part {
        self.leaf(Leaf::Wait { seconds, owner })
    }

    fn choice(&mut self) -> usize {
        self.choices += 1;
        self.choices - 1
    }

    fn owner(&mut self, call: &Arc<Call>) -> usize {
        let known = self.calls.iter().position(|known| Arc::ptr_eq(known, call));
        known.unwrap_or_else(|| {
            self.calls.push(Arc::clone(call));
            self.calls.len() - 1
        })
    }

    fn first_call(&mut self, node: &Node) -> Option<usize> {
        match node {
            Node::Call(call) => Some(self.owner(call)),
            Node::Delay(_) => None,
            Node::Sequence(parts) | Node::Slowest(parts) | Node::Kth { branches: parts, .. } => {
                parts.iter().find_map(|part| self.first_call(part))
            }
            Node::Repeat(_, inner) | Node::Optional { inner, .. } => self.first_call(inner),
            Node::Fallback { primary, .. } => self.first_call(primary),
        }
    }

    /// Point number `point` of a rank-one lattice, each coordinate with a generator and a shift of its own.
    fn draw(&self, point: usize, points: usize) -> Drawn {
        let coordinate = |at: usize| {
            let mixed = mix(at as u64 + 1);
            let generator = 1 + mixed as usize % (points - 1);
            let shift = (mixed >> 32) as usize;
            (((point * generator + shift) % points) as f64 + 0.5) / points as f64
        };
        let time = |(at, leaf): (usize, &Leaf)| match leaf {
            Leaf::Call { shape, .. } => shape.curve().upper_quantile(coordinate(at)),
            Leaf::Wait { seconds, .. } => *seconds,
        };
        Drawn {
            times: self.leaves.iter().enumerate().map(time).collect(),
            choices: (0..self.choices)
                .map(|at| coordinate(self.leaves.len() + at))
                .collect(),
        }
    }

    fn take(&self, part: &Part, drawn: &Drawn) -> Taken {
        match part {
            Part::Leaf(at) => Taken {
                time: drawn.times[*at],
                longest: drawn.times[*at],
            },
            Part::Sequence(parts) => {
                parts
                    .iter()
                    .map(|part| self.take(part, drawn))
                    .fold(Taken::default(), |sum, next| Taken {
                        time: sum.time + next.time,
                        longest: sum.longest.max(next.longest),
                    })
            }
            Part::Slowest(parts) => {
                let each = parts.iter().map(|part| self.take(part, drawn));
                each.fold(Taken::default(), |slowest, next| {
                    if next.time > slowest.time { next } else { slowest }
                })
            }
            Part::Kth {
                k,
                branches,
                up,
                draw,
            } => {
                let up = up_at(up, branches.len(), drawn.choices[*draw]);
                let each: Vec<Taken> = live(branches, up).map(|part| self.take(part, drawn)).collect();
                let sorted = crate::order::sorted_by_key(each, |taken| taken.time);
                sorted.get(k - 1).or(sorted.last()).copied().unwrap_or_default()
            }
            Part::Choice { parts, draw } => self.take(chosen(parts, drawn.choices[*draw]), drawn),
            Part::Capped {
                inner,
                limit,
                available,
                draw,
            } => {
                if drawn.choices[*draw] >= *available {
                    let time = if limit.is_finite() { *limit } else { 0.0 };
                    return Taken { time, longest: time };
                }
                let taken = self.take(inner, drawn);
                Taken {
                    time: taken.time.min(*limit),
                    longest: taken.longest.min(*limit),
                }
            }
        }
    }

    /// Adds to each call's owner the probability that it is what `needed` asks for.
    fn give(&self, part: &Part, needed: Needed, drawn: &Drawn, found: &mut [f64]) {
        if needed.above >= needed.most {
            return;
        }
        match part {
            Part::Leaf(at) => self.give_leaf(*at, needed, found),
            Part::Sequence(parts) => {
                let taken: Vec<Taken> = parts.iter().map(|part| self.take(part, drawn)).collect();
                let total: f64 = taken.iter().map(|taken| taken.time).sum();
                for (at, part) in parts.iter().enumerate() {
                    let rest = (total - taken[at].time).max(0.0);
                    let others = taken.iter().enumerate().filter(|(other, _)| *other != at);
                    let beat = others.fold(needed.beat, |beat, (_, taken)| beat.max(taken.longest));
                    let needed = Needed {
                        above: needed.above - rest,
                        most: needed.most - rest,
                        beat,
                    };
                    self.give(part, needed, drawn, found);
                }
            }
            Part::Slowest(parts) => {
                let taken: Vec<f64> = parts.iter().map(|part| self.take(part, drawn).time).collect();
                for (at, part) in parts.iter().enumerate() {
                    let others = taken.iter().enumerate().filter(|(other, _)| *other != at);
                    let above = others.fold(needed.above, |above, (_, time)| above.max(*time));
                    self.give(part, Needed { above, ..needed }, drawn, found);
                }
            }
            Part::Kth {
                k,
                branches,
                up,
                draw,
            } => {
                let up = up_at(up, branches.len(), drawn.choices[*draw]);
                self.give_kth(*k, &live(branches, up).collect::<Vec<_>>(), needed, drawn, found);
            }
            Part::Choice { parts, draw } => {
                self.give(chosen(parts, drawn.choices[*draw]), needed, drawn, found);
            }
            Part::Capped {
                inner,
                limit,
                available,
                draw,
            } => {
                let (is_up, reaches) = (drawn.choices[*draw] < *available, *limit <= needed.most);
                let most = if reaches { f64::INFINITY } else { needed.most };
                if *limit <= needed.above.max(needed.beat) {
                    return;
                }
                if is_up {
                    self.give(inner, Needed { most, ..needed }, drawn, found);
                } else if limit.is_finite() && reaches {
                    // Waiting for what is down counts as its own time.
                    let owner = self.first_owner(inner).unwrap_or(self.calls.len());
                    found[owner] += 1.0;
                }
            }
        }
    }

    /// A branch is the k-th when its time lies between those of the (k−1)-th and the k-th of the others.
    fn give_kth(&self, k: usize, live: &[&Part], needed: Needed, drawn: &Drawn, found: &mut [f64]) {
        let times: Vec<f64> = live.iter().map(|part| self.take(part, drawn).time).collect();
        for (at, part) in live.iter().enumerate() {
            let others = times.iter().enumerate().filter(|(other, _)| *other != at);
            let mut others: Vec<f64> = others.map(|(_, time)| *time).collect();
            crate::order::sort(&mut others);
            let before = k.checked_sub(2).and_then(|before| others.get(before));
            let needed = Needed {
                above: before.map_or(needed.above, |time| needed.above.max(*time)),
                most: others
                    .get(k - 1)
                    .map_or(needed.most, |time| needed.most.min(*time)),
                ..needed
            };
            self.give(part, needed, drawn, found);
        }
    }

    fn give_leaf(&self, at: usize, needed: Needed, found: &mut [f64]) {
        let above = needed.above.max(needed.beat);
        match &self.leaves[at] {
            Leaf::Call { shape, owner } if above < needed.most => {
                let beyond = if above > 0.0 { shape.survival(above) } else { 1.0 };
                let over = if needed.most.is_finite() {
                    shape.survival(needed.most)
                } else {
                    0.0
                };
                found[*owner] += (beyond - over).max(0.0);
            }
            Leaf::Wait { seconds, owner } if above < *seconds && *seconds <= needed.most => {
                found[owner.unwrap_or(self.calls.len())] += 1.0;
            }
            _ => {}
        }
    }

    fn first_owner(&self, part: &Part) -> Option<usize> {
        match part {
            Part::Leaf(at) => match &self.leaves[*at] {
                Leaf::Call { owner, .. } => Some(*owner),
                Leaf::Wait { owner, .. } => *owner,
            },
            Part::Sequence(parts) | Part::Slowest(parts) | Part::Kth { branches: parts, .. } => {
                parts.iter().find_map(|part| self.first_owner(part))
            }
            Part::Choice { parts, .. } => parts.iter().find_map(|(_, part)| self.first_owner(part)),
            Part::Capped { inner, .. } => self.first_owner(inner),
        }
    }
}

/// The branches of a set.
fn live(branches: &[Part], up: u64) -> impl Iterator<Item = &Part> {
    branches
        .iter()
        .enumerate()
        .filter(move |(at, _)| *at >= 64 || up >> at & 1 == 1)
        .map(|(_, part)| part)
}

/// The possibility that a number in 0 to 1 stands for.
fn chosen(parts: &[(f64, Part)], mut at: f64) -> &Part {
    let (mut last, mut found) = (&parts[0].1, None);
    for (weight, part) in parts {
        if *weight > 0.0 {
            last = part;
        }
        if at < *weight && found.is_none() {
            found = Some(part);
        }
        at -= weight;
    }
    found.unwrap_or(last)
}

/// The set of branches that are up where a number in 0 to 1 says which. Branches whose outages are
/// independent count as up: which are down changes what a tail is made of only where it is rare.
fn up_at(up: &UpSets, branches: usize, mut at: f64) -> u64 {
    let all = if branches >= 64 {
        u64::MAX
    } else {
        (1 << branches) - 1
    };
    let UpSets::Explicit(sets) = up else { return all };
    for (set, weight) in sets {
        if at < *weight {
            return *set;
        }
        at -= weight;
    }
    sets.last().map_or(all, |(set, _)| *set)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
fn mix(mut z: u64) -> u64 {
    z = z.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}
