//! In which order a decision diagram decides its variables.
//!
//! # What it computes
//! Several promising orders of the leaves of a block of gates, the first the one a person wrote.
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

use super::gates::Gates;

/// Which part of a gate comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The one written first.
    AsWritten,
    /// The one with the greatest share of the whole.
    Heaviest,
    /// The one with the fewest leaves.
    Smallest,
    /// The one with the most.
    Largest,
}

impl First {
    /// All of them, as they are tried.
    pub const ALL: [Self; 4] = [Self::AsWritten, Self::Heaviest, Self::Smallest, Self::Largest];
}

/// Blocks of gates between some gates and what is a leaf to them: a variable, or a module, which has a
/// diagram of its own.
pub struct Blocks<'a> {
    gates: &'a Gates,
    is_module: &'a [bool],
    /// The walk that met a gate last.
    met: Vec<u32>,
    walk: u32,
    /// Leaves below a gate, written out.
    size: Vec<f64>,
    weight: Vec<f64>,
}

impl<'a> Blocks<'a> {
    /// No block yet.
    pub fn new(gates: &'a Gates, is_module: &'a [bool]) -> Self {
        let count = gates.list().len();
        Self {
            gates,
            is_module,
            met: vec![0; count],
            walk: 0,
            size: vec![1.0; count],
            weight: vec![0.0; count],
        }
    }

    fn parts(&self, number: usize) -> impl Iterator<Item = usize> + use<'a> {
        let gates = self.gates;
        gates.list()[number].parts().iter().map(|part| part.gate())
    }

    fn is_leaf(&self, number: usize) -> bool {
        self.is_module[number] || self.gates.list()[number].parts().is_empty()
    }

    fn meet(&mut self, number: usize) -> bool {
        std::mem::replace(&mut self.met[number], self.walk) != self.walk
    }

    /// The block below `tops`: its gates that are no leaves, each after its parts.
    pub fn below(&mut self, tops: &[usize]) -> Vec<usize> {
        self.walk += 1;
        let mut inner = Vec::new();
        let mut stack = tops.to_vec();
        while let Some(number) = stack.pop() {
            if self.meet(number) {
                inner.push(u32::try_from(number).unwrap_or(u32::MAX));
                stack.extend(self.parts(number).filter(|part| !self.is_leaf(*part)));
            }
        }
        crate::order::sort_whole(&mut inner);
        let inner: Vec<usize> = inner.into_iter().map(|number| number as usize).collect();
        self.weigh(tops, &inner);
        inner
    }

    fn weigh(&mut self, tops: &[usize], inner: &[usize]) {
        for number in inner {
            for part in self.parts(*number) {
                if self.is_leaf(part) {
                    (self.size[part], self.weight[part]) = (1.0, 0.0);
                }
            }
            self.weight[*number] = 0.0;
            self.size[*number] = self.parts(*number).map(|part| self.size[part]).sum();
        }
        tops.iter().for_each(|top| self.weight[*top] += 1.0);
        for number in inner.iter().rev() {
            let each = self.weight[*number] / self.parts(*number).count().max(1) as f64;
            for part in self.parts(*number) {
                self.weight[part] += each;
            }
        }
    }

    /// The leaves below `tops`, in the order they are decided.
    pub fn order(&mut self, tops: &[usize], first: First) -> Vec<usize> {
        self.walk += 1;
        let mut order = Vec::new();
        tops.iter().for_each(|top| self.visit(*top, first, &mut order));
        order
    }

    fn visit(&mut self, number: usize, first: First, order: &mut Vec<usize>) {
        if !self.meet(number) {
            return;
        }
        let ranks: Vec<f64> = self.parts(number).map(|part| self.rank(part, first)).collect();
        let parts: Vec<usize> = self.parts(number).collect();
        for at in crate::order::order(&ranks) {
            if !self.is_leaf(parts[at]) {
                self.visit(parts[at], first, order);
            } else if self.meet(parts[at]) {
                order.push(parts[at]);
            }
        }
    }

    fn rank(&self, part: usize, first: First) -> f64 {
        match first {
            First::AsWritten => 0.0,
            First::Heaviest => -self.weight[part],
            First::Smallest => self.size[part],
            First::Largest => -self.size[part],
        }
    }
}
