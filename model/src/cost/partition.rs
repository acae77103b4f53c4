//! Partitions: what a split of the network costs a design.
//!
//! # What it computes
//! For a design that stays consistent, the share of the time in which the minority is turned away and
//! the money lost by it. For one that stays available, what bringing the sides together costs: a fixed
//! amount each time, the keys both sides wrote, and the reads that one side answered without the
//! other's writes.
//!
//! # Why it matters
//! "Consistency or availability" is decided here and nowhere else, and for most systems for a few hours
//! a year. Its price is what the choice should be made on.
//!
//! # Formula
//! With f partitions a year of length d and a share m of the traffic cut off. Consistent: availability
//! A·(1 − f·d·m/year), at the loss per hour of outage. Available: f × (reconciliation + divergent keys ×
//! harms of a divergence + extra stale reads × harms of a stale read), where for each kind of data with
//! K keys and per key the writes λ and reads λr, split m to 1 − m between the sides,
//! divergent keys = K(1−e^(−λ₁d))(1−e^(−λ₂d)) and extra stale reads =
//! K[λr₁(d − (1−e^(−λ₂d))/λ₂) + λr₂(d − (1−e^(−λ₁d))/λ₁)] (our derivation: Poisson reads and writes; a
//! read is stale once the other side has written). Wrong answers of other kinds cover the rest of the
//! year.
//!
//! # Example
//! Four partitions a year of half an hour that cut off a third: two hours, of which a consistent design
//! is down 40 minutes for everyone, or as much as that.
//!
//! # References
//! E. Brewer, "CAP Twelve Years Later", IEEE Computer 45(2), 2012 (partition mode and recovery).

use super::wrong::HarmPlan;
use crate::math;
use crate::number::Number;
use crate::plan::Slot;
use crate::quantity::SECONDS_PER_YEAR;

/// How often the network splits, and for how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Split {
    /// Per second.
    pub(crate) rate: Slot,
    /// Seconds.
    pub(crate) duration: Slot,
}

impl Split {
    /// Share of the time with a partition.
    pub(crate) fn share<N: Number>(self, values: &[N]) -> N {
        N::of(at_most_all, &[self.rate.of(values) * self.duration.of(values)])
    }
}

/// The part of the traffic that a consistent design turns away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cut {
    pub(crate) split: Split,
    pub(crate) minority: Slot,
}

impl Cut {
    /// Share of requests it turns away.
    pub(crate) fn share<N: Number>(self, values: &[N]) -> N {
        self.split.share(values) * self.minority.of(values)
    }
}

fn at_most_all(of: &[f64]) -> f64 {
    of.iter().fold(1.0, |least, share| share.min(least))
}

/// One kind of data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DataPlan {
    pub(crate) keys: Slot,
    /// Per key and second; absent while nobody says.
    pub(crate) reads: Option<Slot>,
    pub(crate) writes: Slot,
}

/// What partitions do to one design.
#[derive(Clone, Debug)]
pub(crate) enum PartitionPlan {
    /// It turns the minority away; nothing more when the services' availabilities count that already.
    Consistent(Option<Cut>),
    /// It answers on both sides.
    Available(Box<Apart>),
}

/// Both sides answering.
#[derive(Clone, Debug)]
pub(crate) struct Apart {
    pub(crate) split: Split,
    pub(crate) minority: Option<Slot>,
    pub(crate) reconciliation: Option<Slot>,
    pub(crate) data: Vec<DataPlan>,
    /// Harms that a divergence, or a stale read, does.
    pub(crate) divergent: Vec<HarmPlan>,
    pub(crate) stale: Vec<HarmPlan>,
}

/// What one partition does to a design that answers on both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Aftermath<N = f64> {
    /// Partitions a year.
    pub per_year: N,
    /// Keys that both sides wrote.
    pub divergent: N,
    /// Reads that lacked what the other side wrote.
    pub stale: N,
    /// Money each divergent key costs.
    pub each_divergent: N,
    /// Money each of those reads costs.
    pub each_stale: N,
    /// Money for bringing the sides together.
    pub reconciliation: N,
}

impl<N: Number> Aftermath<N> {
    /// Money a partition costs.
    pub fn each(&self) -> N {
        self.reconciliation + self.divergent * self.each_divergent + self.stale * self.each_stale
    }
}

impl PartitionPlan {
    /// What the design turns away.
    pub(crate) fn cut(&self) -> Option<Cut> {
        match self {
            PartitionPlan::Consistent(cut) => *cut,
            PartitionPlan::Available(_) => None,
        }
    }

    /// Whether what it costs is known, where it is known what an outage costs or not.
    pub(crate) fn is_priced(&self, outages: bool) -> bool {
        match self {
            PartitionPlan::Consistent(None) => true,
            PartitionPlan::Consistent(Some(_)) => outages,
            PartitionPlan::Available(apart) => apart.is_priced(),
        }
    }

    /// Money a year; `lost` is what a second of outage costs, times the availability it is taken from.
    pub(crate) fn yearly<N: Number>(&self, values: &[N], lost: N) -> N {
        match self {
            PartitionPlan::Consistent(cut) => {
                let away = cut.map(|cut| cut.share(values) * SECONDS_PER_YEAR);
                away.map_or(N::from(0.0), |away| away * lost)
            }
            PartitionPlan::Available(apart) => {
                let after = apart.aftermath(values);
                after.per_year * after.each()
            }
        }
    }

    /// What one partition does, where both sides answer.
    pub(crate) fn aftermath(&self, values: &[f64]) -> Option<Aftermath> {
        match self {
            PartitionPlan::Consistent(_) => None,
            PartitionPlan::Available(apart) => Some(apart.aftermath(values)),
        }
    }
}

impl Apart {
    fn is_priced(&self) -> bool {
        let harms = !self.divergent.is_empty() || !self.stale.is_empty();
        self.reconciliation.is_some() || self.minority.is_some() && !self.data.is_empty() && harms
    }

    fn aftermath<N: Number>(&self, values: &[N]) -> Aftermath<N> {
        let nothing = N::from(0.0);
        let length = self.split.duration.of(values);
        let money = |harms: &[HarmPlan]| harms.iter().map(|harm| harm.each(values)).sum();
        let mut after = Aftermath {
            per_year: self.split.rate.of(values) * SECONDS_PER_YEAR,
            divergent: nothing,
            stale: nothing,
            each_divergent: money(&self.divergent),
            each_stale: money(&self.stale),
            reconciliation: self.reconciliation.map_or(nothing, |slot| slot.of(values)),
        };
        let Some(minority) = self.minority else {
            return after;
        };
        let share = minority.of(values);
        for data in &self.data {
            let (keys, writes) = (data.keys.of(values), data.writes.of(values));
            let reads = data.reads.map_or(nothing, |slot| slot.of(values));
            let (near, far) = (share * writes * length, share.rest() * writes * length);
            after.divergent = after.divergent + keys * N::of(written, &[near]) * N::of(written, &[far]);
            let stale = share * N::of(missed, &[far]) + share.rest() * N::of(missed, &[near]);
            after.stale = after.stale + keys * reads * length * stale;
        }
        after
    }
}

/// Probability that a side has written, where so many writes are expected there.
fn written(writes: &[f64]) -> f64 {
    writes.first().map_or(0.0, |writes| -math::expm1(-writes))
}

/// Share of a partition in which the other side has written, on average: 1 − (1−e^(−x))/x, where x
/// are the writes expected there.
fn missed(writes: &[f64]) -> f64 {
    let writes = writes.first().copied().unwrap_or(0.0);
    if writes < 1e-3 {
        // The series: what is left out is below one part in 10¹⁴.
        return writes * (0.5 - writes * (1.0 / 6.0 - writes * (1.0 / 24.0 - writes / 120.0)));
    }
    1.0 + math::expm1(-writes) / writes
}

#[cfg(test)]
mod tests {
    use super::missed;

    #[test]
    fn the_share_missed_is_smooth_where_its_series_ends_and_bounded() {
        let (below, above) = (missed(&[0.999_999_9e-3]), missed(&[1.000_000_1e-3]));
        assert!((above / below - 1.000_000_2).abs() < 1e-9);
        assert!(missed(&[0.0]) == 0.0 && (missed(&[1e9]) - 1.0).abs() < 1e-8);
    }
}
