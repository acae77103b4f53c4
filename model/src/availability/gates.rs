//! Functions of "part *i* works" as gates over gates, before any decision diagram.
//!
//! # What it computes
//! Every function asked for as a graph of `k of n` gates (all of n and one of n among them), equal
//! gates once and certain ones not at all.
//!
//! # Why it matters
//! A graph of gates is as large as the text it comes from, and shows which of its parts have nothing
//! in common with the rest.

use super::diagram::mix;

/// A function among [`Gates`]: what a gate says, or the opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wire(u32);

impl Wire {
    /// Always true.
    pub const TRUE: Self = Self(0);
    /// Never true.
    pub const FALSE: Self = Self(1);

    /// True where this one is false.
    #[must_use]
    pub fn opposite(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// The number of its gate.
    pub fn gate(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// Whether it says the opposite of its gate.
    pub fn is_opposite(self) -> bool {
        self.0 & 1 == 1
    }

    fn of(gate: usize) -> Self {
        // Sizes of flows are limited far below.
        Self(u32::try_from(gate << 1).unwrap_or(u32::MAX - 1))
    }
}

/// What a gate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// This part works.
    Variable(u32),
    /// At least so many of these are true.
    AtLeast(usize, Vec<Wire>),
}

impl Gate {
    /// What it is made of.
    pub fn parts(&self) -> &[Wire] {
        match self {
            Gate::Variable(_) => &[],
            Gate::AtLeast(_, parts) => parts,
        }
    }

    /// Whether parts of it may be put together first: all or one of them are needed.
    pub fn is_associative(&self) -> bool {
        matches!(self, Gate::AtLeast(k, parts) if *k == 1 || *k == parts.len())
    }

    /// Whether both need all of their parts, or both one.
    fn is_like(&self, other: &Self) -> bool {
        let needs_all = |gate: &Self| matches!(gate, Gate::AtLeast(k, parts) if *k == parts.len());
        self.is_associative() && other.is_associative() && needs_all(self) == needs_all(other)
    }

    fn digest(&self) -> u64 {
        match self {
            Gate::Variable(variable) => mix(u64::MAX, *variable),
            Gate::AtLeast(k, parts) => parts
                .iter()
                .fold(mix(0, u32::try_from(*k).unwrap_or(u32::MAX)), |so_far, part| {
                    mix(so_far, part.0)
                }),
        }
    }
}

/// All gates, each once and after its parts.
#[derive(Clone, Debug)]
pub struct Gates {
    list: Vec<Gate>,
    /// Numbers of gates by what they are; 0 where there is none.
    unique: Vec<u32>,
}

impl Default for Gates {
    fn default() -> Self {
        Self {
            list: vec![Gate::AtLeast(0, Vec::new())],
            unique: vec![0; 64],
        }
    }
}

impl Gates {
    /// Every gate, each after its parts; the first is always true.
    pub fn list(&self) -> &[Gate] {
        &self.list
    }

    /// The gate a wire comes from.
    pub fn gate(&self, wire: Wire) -> &Gate {
        &self.list[wire.gate()]
    }

    /// "Part `variable` works".
    pub fn variable(&mut self, variable: u32) -> Wire {
        self.add(Gate::Variable(variable))
    }

    /// All of them.
    pub fn all(&mut self, parts: Vec<Wire>) -> Wire {
        self.at_least(parts.len(), parts)
    }

    /// At least one of them.
    pub fn any(&mut self, parts: Vec<Wire>) -> Wire {
        self.at_least(1, parts)
    }

    /// At least `k` of them.
    pub fn at_least(&mut self, k: usize, mut parts: Vec<Wire>) -> Wire {
        let certain = parts.iter().filter(|part| **part == Wire::TRUE).count();
        parts.retain(|part| part.gate() != 0);
        let mut k = k.saturating_sub(certain);
        if k == 0 {
            return Wire::TRUE;
        }
        if k > parts.len() {
            return Wire::FALSE;
        }
        let all = k == parts.len();
        if all || k == 1 {
            if once(&mut parts) {
                return if all { Wire::FALSE } else { Wire::TRUE };
            }
            k = if all { parts.len() } else { 1 };
        }
        match parts.as_slice() {
            [one] => *one,
            _ => self.add(Gate::AtLeast(k, parts)),
        }
    }

    fn add(&mut self, gate: Gate) -> Wire {
        let digest = gate.digest();
        let mut at = digest as usize & (self.unique.len() - 1);
        while self.unique[at] != 0 {
            let known = self.unique[at] as usize;
            if self.list[known] == gate {
                return Wire::of(known);
            }
            at = (at + 1) & (self.unique.len() - 1);
        }
        let number = self.list.len();
        self.unique[at] = u32::try_from(number).unwrap_or(u32::MAX);
        self.list.push(gate);
        if self.list.len() * 2 > self.unique.len() {
            self.grow();
        }
        Wire::of(number)
    }

    fn grow(&mut self) {
        let places = self.unique.len() * 2;
        self.unique = vec![0; places];
        for (number, gate) in (0..).zip(&self.list).skip(1) {
            let mut at = gate.digest() as usize & (places - 1);
            while self.unique[at] != 0 {
                at = (at + 1) & (places - 1);
            }
            self.unique[at] = number;
        }
    }

    /// How often each gate is named: by the gates that `roots` need, and by `roots`.
    pub fn uses(&self, roots: &[Wire]) -> Vec<u32> {
        let mut uses = vec![0; self.list.len()];
        for root in roots {
            uses[root.gate()] += 1;
        }
        for (number, gate) in self.list.iter().enumerate().rev() {
            if uses[number] > 0 {
                gate.parts().iter().for_each(|part| uses[part.gate()] += 1);
            }
        }
        uses
    }

    /// The gates that `roots` need, each written anew as `write` has it of its number and its parts;
    /// with `roots` among them.
    pub fn rewritten(
        &self,
        roots: &[Wire],
        write: &mut dyn FnMut(&mut Gates, usize, Vec<Wire>) -> Wire,
    ) -> (Gates, Vec<Wire>) {
        let uses = self.uses(roots);
        let mut new = Gates::default();
        let mut wires = vec![Wire::TRUE; self.list.len()];
        let over = |wires: &[Wire], old: Wire| {
            let wire = wires[old.gate()];
            if old.is_opposite() { wire.opposite() } else { wire }
        };
        for (number, gate) in self
            .list
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(at, _)| uses[*at] > 0)
        {
            wires[number] = match gate {
                Gate::Variable(variable) => new.variable(*variable),
                Gate::AtLeast(_, parts) => {
                    let parts = parts.iter().map(|part| over(&wires, *part)).collect();
                    write(&mut new, number, parts)
                }
            };
        }
        let roots = roots.iter().map(|root| over(&wires, *root)).collect();
        (new, roots)
    }

    /// The same functions with what is named once put into what names it, where both need all of their
    /// parts, or both one.
    pub fn merged(&self, roots: &[Wire]) -> (Gates, Vec<Wire>) {
        let uses = self.uses(roots);
        self.rewritten(roots, &mut |new, number, parts| {
            let Gate::AtLeast(k, old) = &self.list[number] else {
                return Wire::TRUE;
            };
            if !self.list[number].is_associative() {
                return new.at_least(*k, parts);
            }
            let mut put_in = Vec::with_capacity(parts.len());
            for (part, old) in parts.into_iter().zip(old) {
                let inner = self.gate(*old);
                if uses[old.gate()] == 1 && !old.is_opposite() && inner.is_like(&self.list[number]) {
                    put_in.extend_from_slice(new.gate(part).parts());
                } else {
                    put_in.push(part);
                }
            }
            let all = *k == old.len();
            if all { new.all(put_in) } else { new.any(put_in) }
        })
    }
}

/// Leaves every wire once; whether one stands beside its opposite.
fn once(parts: &mut Vec<Wire>) -> bool {
    let keys: Vec<f64> = parts.iter().map(|part| f64::from(part.0)).collect();
    let order = crate::order::order(&keys);
    let mut again = vec![false; parts.len()];
    let mut opposite = false;
    for pair in order.windows(2) {
        let (a, b) = (parts[pair[0]], parts[pair[1]]);
        again[pair[1]] = a == b;
        opposite |= a == b.opposite();
    }
    let mut at = 0;
    parts.retain(|_| {
        at += 1;
        !again[at - 1]
    });
    opposite
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_gates_are_one_and_certain_ones_are_none() {
        let mut gates = Gates::default();
        let (a, b) = (gates.variable(7), gates.variable(9));
        assert_eq!(gates.variable(7), a);
        let both = gates.all(vec![a, b, Wire::TRUE, a]);
        assert_eq!(both, gates.all(vec![a, b]));
        assert_eq!(gates.at_least(2, vec![a, Wire::TRUE]), a);
        assert_eq!(gates.any(vec![a, Wire::TRUE]), Wire::TRUE);
        assert_eq!(gates.any(Vec::new()), Wire::FALSE);
        assert_eq!(gates.all(vec![a, Wire::FALSE]), Wire::FALSE);
        assert_eq!(gates.all(vec![a, b, a.opposite()]), Wire::FALSE);
        assert_eq!(gates.any(vec![a.opposite(), b, a]), Wire::TRUE);
        assert_eq!(gates.list().len(), 4);
    }

    #[test]
    fn a_row_named_once_is_put_into_the_row_that_names_it() {
        let mut gates = Gates::default();
        let parts: Vec<Wire> = (0..6).map(|at| gates.variable(at)).collect();
        let inner = gates.all(parts[1..3].to_vec());
        let twice = gates.all(parts[4..].to_vec());
        let either = gates.any(vec![parts[3], twice]);
        let whole = gates.all(vec![parts[0], inner, either, twice]);
        let (merged, roots) = gates.merged(&[whole]);
        assert_eq!(merged.gate(roots[0]).parts().len(), 5);
    }
}
