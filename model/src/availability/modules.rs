//! Parts of a function that have nothing in common with the rest.
//!
//! # What it computes
//! Which gates are modules: nothing below them is named from elsewhere. And more of them: parts of a
//! gate that share nothing with its other parts get a gate of their own.
//!
//! # Why it matters
//! A module is to the rest one part with one probability. A diagram of a thousand parts becomes many
//! small ones, each decided in the order that suits it.
//!
//! # Formula
//! With the gates walked depth-first, each entered when it is met first, a gate is a module when
//! everything below it was met first after it was entered, and met last before it was left.
//!
//! # References
//! Y. Dutuit, A. Rauzy, "A linear-time algorithm to find modules of fault trees", IEEE Trans.
//! Reliability 45(3), 1996.

use super::gates::{Gate, Gates, Wire};

/// Which gates are modules; variables are none.
pub fn modules(gates: &Gates, roots: &[Wire]) -> Vec<bool> {
    let count = gates.list().len();
    let mut walk = Walk {
        gates,
        clock: 0,
        entered: vec![0; count],
        left: vec![0; count],
        met_last: vec![0; count],
    };
    roots.iter().for_each(|root| walk.meet(root.gate()));
    // Children come before parents, so their spans are known.
    let mut first = walk.entered.clone();
    let mut last = walk.met_last.clone();
    let mut found = vec![false; count];
    for (number, gate) in gates.list().iter().enumerate() {
        if gate.parts().is_empty() || walk.entered[number] == 0 {
            continue;
        }
        let below = |times: &[u32]| {
            gate.parts()
                .iter()
                .map(|part| times[part.gate()])
                .collect::<Vec<_>>()
        };
        let earliest = below(&first).into_iter().min().unwrap_or(0);
        let latest = below(&last).into_iter().max().unwrap_or(u32::MAX);
        found[number] = earliest > walk.entered[number] && latest < walk.left[number];
        first[number] = first[number].min(earliest);
        last[number] = last[number].max(latest);
    }
    found
}

struct Walk<'a> {
    gates: &'a Gates,
    clock: u32,
    /// When each gate was met first, was left, and was met last; 0 for never.
    entered: Vec<u32>,
    left: Vec<u32>,
    met_last: Vec<u32>,
}

impl Walk<'_> {
    fn meet(&mut self, number: usize) {
        self.clock += 1;
        self.met_last[number] = self.clock;
        if self.entered[number] > 0 {
            return;
        }
        self.entered[number] = self.clock;
        let gates = self.gates;
        gates.list()[number]
            .parts()
            .iter()
            .for_each(|part| self.meet(part.gate()));
        self.clock += 1;
        self.left[number] = self.clock;
    }
}

/// The same functions with a gate for each group of parts that share nothing with a gate's other parts.
pub fn split(gates: &Gates, roots: &[Wire]) -> (Gates, Vec<Wire>) {
    let found = modules(gates, roots);
    let uses = gates.uses(roots);
    let mut labels = vec![0; gates.list().len()];
    let mut next = 0;
    gates.rewritten(roots, &mut |new, number, parts| {
        let gate = &gates.list()[number];
        let Gate::AtLeast(k, old) = gate else {
            return Wire::TRUE;
        };
        if old.len() < 3 || !gate.is_associative() {
            return new.at_least(*k, parts);
        }
        let groups = if found[number] {
            related(gates, old, &found, &mut labels, &mut next)
        } else {
            private(gates, old, &found, &uses)
        };
        let all = *k == old.len();
        let mut join = |wires: Vec<Wire>| if all { new.all(wires) } else { new.any(wires) };
        let highest = groups.iter().copied().max().unwrap_or(0);
        let apart = |group: &usize| {
            parts
                .iter()
                .zip(&groups)
                .filter(|(_, own)| *own == group)
                .map(|(wire, _)| *wire)
                .collect()
        };
        if highest == 0 {
            return join(parts);
        }
        let joined: Vec<Wire> = (0..=highest).map(|group| join(apart(&group))).collect();
        join(joined)
    })
}

/// For each part the number of its group: parts that share something are in one.
fn related(
    gates: &Gates,
    parts: &[Wire],
    found: &[bool],
    labels: &mut [usize],
    next: &mut usize,
) -> Vec<usize> {
    let base = *next + 1;
    *next += parts.len();
    let mut group: Vec<usize> = (0..parts.len()).collect();
    let mut stack = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        stack.push(part.gate());
        while let Some(number) = stack.pop() {
            if labels[number] >= base {
                let (a, b) = (top(&group, labels[number] - base), top(&group, at));
                group[a.max(b)] = a.min(b);
                continue;
            }
            labels[number] = base + at;
            if !found[number] {
                stack.extend(gates.list()[number].parts().iter().map(|part| part.gate()));
            }
        }
    }
    numbered(&(0..parts.len()).map(|at| top(&group, at)).collect::<Vec<_>>())
}

fn top(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

/// Groups numbered from zero in the order they are met.
fn numbered(groups: &[usize]) -> Vec<usize> {
    let mut numbers = vec![usize::MAX; groups.len()];
    let mut next = 0;
    groups
        .iter()
        .map(|group| {
            if numbers[*group] == usize::MAX {
                numbers[*group] = next;
                next += 1;
            }
            numbers[*group]
        })
        .collect()
}

/// Parts that nothing else names are one group, where there are several; each other part is its own.
fn private(gates: &Gates, parts: &[Wire], found: &[bool], uses: &[u32]) -> Vec<usize> {
    let is_private = |part: &Wire| {
        let number = part.gate();
        uses[number] == 1 && (found[number] || matches!(gates.list()[number], Gate::Variable(_)))
    };
    if parts.iter().filter(|part| is_private(part)).count() < 2 {
        return vec![0; parts.len()];
    }
    let first = parts.iter().position(is_private).unwrap_or(0);
    let own = parts
        .iter()
        .enumerate()
        .map(|(at, part)| if is_private(part) { first } else { at });
    numbered(&own.collect::<Vec<_>>())
}
