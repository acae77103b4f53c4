//! The two halves of PACELC, each with its price.
//!
//! # What it computes
//! While the network is split: the design that stays consistent and pays least for it, against the one
//! that stays available and pays least. Otherwise: the cheapest consistent design against the cheapest
//! fast one, partitions left out. And the pair of the two winners.
//!
//! # Why it matters
//! A class is two decisions. The cheaper answer to each may be a pair that none of the designs is.
//!
//! # Formula
//! Partition: least partition cost among PC against least among PA. Otherwise: least total − partition
//! cost among EC against least among EL. Only designs that miss no requirement.
//!
//! # References
//! D. Abadi, "Consistency Tradeoffs in Modern Distributed Database System Design", IEEE Computer 45(2),
//! 2012.

use crate::assessment::{DesignResult, Half};

/// One of the two halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// While the network is split.
    Partition,
    /// The rest of the time.
    Otherwise,
}

impl When {
    pub(crate) const BOTH: [Self; 2] = [Self::Partition, Self::Otherwise];

    /// Its name in results.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Partition => "partition",
            Self::Otherwise => "otherwise",
        }
    }

    /// What can be taken: the consistent side, and the other.
    pub(crate) fn sides(self) -> [&'static str; 2] {
        match self {
            Self::Partition => ["PC", "PA"],
            Self::Otherwise => ["EC", "EL"],
        }
    }

    /// Which side a class is on: 0 when consistent.
    pub(crate) fn side(self, class: &str) -> Option<usize> {
        let sides = self.sides();
        let letters = class.split('/');
        letters
            .filter_map(|half| sides.iter().position(|side| *side == half))
            .next()
    }

    /// What this half costs of a whole.
    pub(crate) fn cost(self, total: Option<f64>, partition: Option<f64>) -> Option<f64> {
        match self {
            Self::Partition => partition,
            Self::Otherwise => total.map(|total| total - partition.unwrap_or(0.0)),
        }
    }
}

/// The cheaper side and the other, each as a place and its cost, of `(place, side, cost)`.
pub(crate) fn cheapest(costs: impl Iterator<Item = (usize, usize, f64)>) -> Option<[(usize, usize, f64); 2]> {
    let mut least: [Option<(usize, usize, f64)>; 2] = [None, None];
    for found in costs {
        let own = &mut least[found.1];
        if own.is_none_or(|own| found.2 < own.2) {
            *own = Some(found);
        }
    }
    let [Some(consistent), Some(other)] = least else {
        return None;
    };
    Some(if other.2 < consistent.2 {
        [other, consistent]
    } else {
        [consistent, other]
    })
}

/// The halves of which both sides are among `designs` and priced.
pub(crate) fn halves(designs: &[DesignResult]) -> Vec<Half> {
    let half = |when: When| {
        let costs = designs.iter().enumerate().filter_map(|(at, design)| {
            let class = design.pacelc.as_deref().filter(|_| design.meets != Some(false))?;
            Some((at, when.side(class)?, when.cost(design.total, design.partition)?))
        });
        let [(own, side, cost), (other, _, dearer)] = cheapest(costs)?;
        Some(Half {
            when: when.key().to_owned(),
            take: when.sides()[side].to_owned(),
            design: designs[own].name.clone(),
            cost,
            against: when.sides()[1 - side].to_owned(),
            against_design: designs[other].name.clone(),
            against_cost: dearer,
        })
    };
    When::BOTH.into_iter().filter_map(half).collect()
}

/// The pair of both winners, where both halves are known.
pub(crate) fn pair(halves: &[Half]) -> Option<String> {
    match halves {
        [split, otherwise] => Some(format!("{}/{}", split.take, otherwise.take)),
        _ => None,
    }
}
