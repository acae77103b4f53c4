//! Names for contents: two inputs that compute the same have the same key.

use super::call::Call;
use super::law::Law;
use super::node::UpSets;

/// A 128-bit digest in the making. Not for secrets: it only has to make two
/// different contents differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digest {
    left: u64,
    right: u64,
}

impl Digest {
    /// Starts a digest; `kind` keeps different kinds of content apart.
    pub(super) fn new(kind: u64) -> Digest {
        Digest {
            left: 0x243f_6a88_85a3_08d3,
            right: 0x1319_8a2e_0370_7344,
        }
        .word(kind)
    }

    pub(super) fn word(self, value: u64) -> Digest {
        Digest {
            left: mix(self.left.rotate_left(23) ^ value),
            right: mix(self.right.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ value.rotate_left(32)),
        }
    }

    pub(super) fn float(self, value: f64) -> Digest {
        // Minus zero and zero compute the same.
        self.word((value + 0.0).to_bits())
    }

    pub(super) fn key(self, value: u128) -> Digest {
        self.word((value >> 64) as u64).word(value as u64)
    }

    pub(super) fn maybe(self, value: Option<f64>) -> Digest {
        match value {
            Some(value) => self.word(1).float(value),
            None => self.word(0),
        }
    }

    pub(super) fn finish(self) -> u128 {
        let end = self.word(0xa409_3822_299f_31d0);
        u128::from(end.left) << 64 | u128::from(end.right)
    }
}

/// The content of a call.
pub(super) fn of_call(kind: u64, call: &Call) -> u128 {
    of_law(Digest::new(kind), &call.law)
        .maybe(call.timeout)
        .word(call.retries.into())
        .float(call.backoff)
        .maybe(call.hedge)
        .float(call.errors)
        .finish()
}

fn of_law(start: Digest, law: &Law) -> Digest {
    match law {
        Law::Constant(value) => start.word(0).float(*value),
        Law::LogNormal { mu, sigma } => start.word(1).float(*mu).float(*sigma),
        Law::Exponential { mean } => start.word(2).float(*mean),
        Law::Samples(samples) => samples
            .iter()
            .fold(start.word(3).word(samples.len() as u64), |digest, value| {
                digest.float(*value)
            }),
    }
}

/// Adds the content of the up-sets.
pub(super) fn with_up(start: Digest, up: &UpSets) -> Digest {
    match up {
        UpSets::Independent(available) => available
            .iter()
            .fold(start.word(0), |digest, value| digest.float(*value)),
        UpSets::Explicit(sets) => sets.iter().fold(start.word(1), |digest, (mask, weight)| {
            digest.word(*mask).float(*weight)
        }),
    }
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn different_contents_have_different_keys() {
        let mut seen = BTreeSet::new();
        for kind in 0..4 {
            for i in 0..100 {
                for j in 0..100 {
                    let digest = Digest::new(kind).float(f64::from(i)).float(f64::from(j));
                    assert!(seen.insert(digest.finish()));
                }
            }
        }
        assert_eq!(
            Digest::new(1).float(0.0).finish(),
            Digest::new(1).float(-0.0).finish()
        );
    }
}
