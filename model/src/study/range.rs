//! What is drawn: the distinct ranges of a plan.

use crate::estimate::{Distribution, Sampler};
use crate::plan::{Inputs, Slot};

/// One range, with all that moves with it.
#[derive(Clone, Debug)]
pub(super) struct Range {
    /// The input that gives it its name.
    pub(super) slot: Slot,
    /// Everything that takes the quantile of its uniform.
    members: Vec<Member>,
}

#[derive(Clone, Debug)]
struct Member {
    slot: Slot,
    distribution: Distribution,
    sampler: Sampler,
    bounds: (f64, f64),
}

impl Range {
    /// The inputs that take the quantiles of its uniforms, a column for each.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> {
        self.members.iter().map(|member| member.slot)
    }

    /// The quantiles of `uniforms` for each of its inputs, in columns of so many places.
    pub(super) fn fill(&self, uniforms: &[f64], columns: &mut [f64], places: usize) {
        for (member, column) in self.members.iter().zip(columns.chunks_exact_mut(places)) {
            let column = &mut column[..uniforms.len()];
            column.copy_from_slice(uniforms);
            member.sampler.quantiles(column);
            quorate_lanes::clamp_all(column, member.bounds.0, member.bounds.1);
        }
    }

    /// Puts the low or the high end where it belongs.
    pub(super) fn set_end(&self, high_end: bool, values: &mut [f64]) {
        for member in &self.members {
            let (low, high) = member.bounds;
            let (bottom, top) = member.distribution.ends();
            let end = if high_end { top } else { bottom };
            values[member.slot.place()] = end.clamp(low, high);
        }
    }
}

/// The ranges of a plan in order of first use; an input that follows another that is a range is part
/// of that.
pub(super) fn all(inputs: &Inputs) -> Vec<Range> {
    let ranges = inputs
        .distributions()
        .iter()
        .map(|one| !matches!(one, Distribution::Exact(_)));
    let is_range: Vec<bool> = ranges.collect();
    let leader = |slot: Slot| {
        let leader = inputs.all()[slot.place()].leader;
        leader.filter(|leader| is_range[leader.place()])
    };
    let slots = || inputs.slots().filter(|slot| is_range[slot.place()]);
    let member = |slot: Slot| Member {
        slot,
        distribution: inputs.distributions()[slot.place()],
        sampler: Sampler::new(&inputs.distributions()[slot.place()]),
        bounds: inputs.all()[slot.place()].bounds,
    };
    slots()
        .filter(|slot| leader(*slot).is_none())
        .map(|slot| Range {
            slot,
            members: slots()
                .filter(|one| *one == slot || leader(*one) == Some(slot))
                .map(member)
                .collect(),
        })
        .collect()
}
