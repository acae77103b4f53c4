//! What knowing would be worth, before paying for finding out.
//!
//! # What it computes
//! From the totals of every design in every draw: what perfect knowledge of everything would save a
//! year (EVPI), what perfect knowledge of one input would (EVPPI), and each design's regret.
//!
//! # Why it matters
//! It says what to measure first, and when to stop measuring: no study of one input is worth more
//! than its EVPPI.
//!
//! # Formula
//! Regret of d = E[T_d − min T]. EVPI = min_d E[T_d] − E[min_d T_d], the least regret. EVPPI of an
//! input: the draws in rising order of the input, cut into 50 blocks of equal count;
//! min_d E[T_d] − Σ_b n_b/N · min_d mean_b(T_d), clamped to 0 and EVPI. Within a block the best of
//! noisy means looks better than it is, so the estimate leans upward: [`noise`] is what an input
//! that has nothing to do with the totals would be credited with.
//!
//! # Example
//! States of chance .3, .5, .2; A earns 100, 40, −60, B 30, 50, 10, C always 20: the expectations
//! are 38, 36, 20, and perfect knowledge is worth 59 − 38 = 21.
//!
//! # References
//! M. Strong and J. E. Oakley, "An efficient method for computing single-parameter partial expected
//! value of perfect information", Medical Decision Making 33(6), 2013.

/// Blocks of equal count the draws are cut into.
const BLOCKS: usize = 50;

/// An expectation over draws, with its standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// Its Monte Carlo standard error; 0 when every draw says the same.
    pub error: f64,
}

/// The mean of as many numbers as there are, taken in their order.
pub fn mean(values: impl Iterator<Item = f64> + Clone) -> Mean {
    let count = values.clone().count() as f64;
    if count == 0.0 {
        return Mean::default();
    }
    let value = values.clone().sum::<f64>() / count;
    let squares: f64 = values.map(|one| (one - value) * (one - value)).sum();
    let error = if count > 1.0 {
        (squares / (count - 1.0) / count).sqrt()
    } else {
        0.0
    };
    Mean { value, error }
}

/// The least total of each draw.
pub fn least(totals: &[&[f64]]) -> Vec<f64> {
    let draws = totals.first().map_or(0, |design| design.len());
    (0..draws)
        .map(|draw| {
            totals
                .iter()
                .fold(f64::INFINITY, |least, design| least.min(design[draw]))
        })
        .collect()
}

/// What a design costs more than the best of each draw, `least` being their totals.
pub fn regret(total: &[f64], least: &[f64]) -> Mean {
    mean(total.iter().zip(least).map(|(own, best)| own - best))
}

/// The share of draws in which each design costs least; designs that tie share the draw.
pub fn shares(totals: &[&[f64]], least: &[f64]) -> Vec<f64> {
    let mut shares = vec![0.0; totals.len()];
    for (draw, best) in least.iter().enumerate() {
        let ties = totals.iter().filter(|design| design[draw] <= *best).count();
        for (share, design) in shares.iter_mut().zip(totals) {
            if design[draw] <= *best {
                *share += 1.0 / ties as f64;
            }
        }
    }
    let draws = least.len().max(1) as f64;
    shares.iter_mut().for_each(|share| *share /= draws);
    shares
}

/// The draws in which a design costs less than every other.
pub fn strictly_ahead(own: usize, totals: &[&[f64]]) -> u32 {
    let draws = totals.first().map_or(0, |design| design.len());
    let ahead = |draw: &usize| {
        let others = totals.iter().enumerate().filter(|(other, _)| *other != own);
        others.fold(true, |so_far, (_, design)| {
            so_far && totals[own][*draw] < design[*draw]
        })
    };
    u32::try_from((0..draws).filter(ahead).count()).unwrap_or(u32::MAX)
}

/// What perfect knowledge of everything would save: the least regret.
pub fn perfect(totals: &[&[f64]]) -> Mean {
    let least = least(totals);
    totals
        .iter()
        .map(|total| regret(total, &least))
        .reduce(|best, other| if other.value < best.value { other } else { best })
        .unwrap_or_default()
}

/// What perfect knowledge of one input would save, the draws' places in rising order of it being
/// `order`; between 0 and `perfect`.
pub fn partial(totals: &[&[f64]], order: &[u32], perfect: f64) -> f64 {
    let draws = order.len();
    if draws == 0 || totals.len() < 2 {
        return 0.0;
    }
    let blocks = BLOCKS.min(draws / 2).max(1);
    let (mut sums, mut knowing) = (vec![0.0; totals.len()], 0.0);
    for block in 0..blocks {
        let places = &order[draws * block / blocks..draws * (block + 1) / blocks];
        let mut best = f64::INFINITY;
        for (sum, design) in sums.iter_mut().zip(totals) {
            let inside: f64 = places.iter().map(|place| design[*place as usize]).sum();
            *sum += inside;
            best = best.min(inside);
        }
        knowing += best;
    }
    let now = sums.iter().fold(f64::INFINITY, |least, sum| least.min(*sum));
    ((now - knowing) / draws as f64).clamp(0.0, perfect.max(0.0))
}

/// What [`partial`] credits an input with that has nothing to do with the totals.
pub fn noise(totals: &[&[f64]], perfect: f64) -> f64 {
    let draws = u32::try_from(totals.first().map_or(0, |design| design.len())).unwrap_or(u32::MAX);
    let as_drawn: Vec<u32> = (0..draws).collect();
    let blocks = BLOCKS as u32;
    let dealt: Vec<u32> = (0..blocks)
        .flat_map(|first| (first..draws).step_by(BLOCKS))
        .collect();
    partial(totals, &as_drawn, perfect).max(partial(totals, &dealt, perfect))
}

/// The draws' places in rising order of an input, from its uniforms; equal ones as drawn.
pub fn order(uniforms: &[f64]) -> Vec<u32> {
    const STEPS: f64 = 4_294_967_296.0;
    let keys: Vec<u32> = uniforms.iter().map(|uniform| (uniform * STEPS) as u32).collect();
    quorate_lanes::order(&keys)
}

/// Numbers in rising order.
#[derive(Clone, Debug)]
pub struct Ordered(Vec<u64>);

impl Ordered {
    /// Puts the numbers in order.
    pub fn of(values: &[f64]) -> Self {
        let mut keys: Vec<u64> = values.iter().map(|value| rising(*value)).collect();
        quorate_lanes::sort(&mut keys);
        Self(keys)
    }

    /// The value a share `p` of the numbers lies below, between the two nearest in proportion.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let last = self.0.len().checked_sub(1)?;
        let at = p.clamp(0.0, 1.0) * last as f64;
        let (below, above) = (self.0.get(at as usize)?, self.0.get((at as usize + 1).min(last))?);
        let (below, above) = (falling(*below), falling(*above));
        Some(below + (above - below) * (at - at.floor()))
    }
}

/// A float's bits as a whole number that rises with it.
fn rising(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// The inverse of [`rising`].
fn falling(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten draws: states of chance .3, .5, .2; what is earned, as negative costs.
    fn states() -> [Vec<f64>; 3] {
        let earned = |states: [f64; 3]| {
            let times = [3, 5, 2];
            let one = states
                .iter()
                .zip(times)
                .flat_map(|(value, n)| std::iter::repeat_n(-value, n));
            one.collect::<Vec<f64>>()
        };
        [
            earned([100.0, 40.0, -60.0]),
            earned([30.0, 50.0, 10.0]),
            earned([20.0; 3]),
        ]
    }

    #[test]
    fn the_discrete_example_has_its_published_expectations_and_evpi() {
        let [a, b, c] = states();
        let totals: [&[f64]; 3] = [&a, &b, &c];
        let expectations = totals.map(|design| mean(design.iter().copied()).value);
        assert_eq!(expectations, [-38.0, -36.0, -20.0]);
        assert!((perfect(&totals).value - 21.0).abs() < 1e-12);
        let least = least(&totals);
        let regrets = totals.map(|design| regret(design, &least).value);
        assert!(
            regrets
                .iter()
                .zip([21.0, 23.0, 39.0])
                .all(|(got, told)| (got - told).abs() < 1e-12)
        );
        assert_eq!(shares(&totals, &least), [0.3, 0.5, 0.2]);
        assert_eq!([0, 1, 2].map(|own| strictly_ahead(own, &totals)), [3, 5, 2]);
        // An input that tells the states apart tells everything; one that tells nothing, nothing.
        let rising: Vec<u32> = (0..10).collect();
        assert!(partial(&totals, &rising, 21.0) > 12.0);
        assert!(partial(&totals[..1], &rising, 21.0) == 0.0);
    }

    #[test]
    fn designs_that_tie_share_the_draw_and_neither_is_ahead() {
        let (a, b) = (vec![1.0, 2.0, 3.0], vec![1.0, 2.0, 1.0]);
        let totals: [&[f64]; 2] = [&a, &b];
        let shares = shares(&totals, &least(&totals));
        assert!((shares[0] - 1.0 / 3.0).abs() < 1e-15 && (shares[1] - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!([strictly_ahead(0, &totals), strictly_ahead(1, &totals)], [0, 1]);
    }

    #[test]
    fn quantiles_of_numbers_of_either_sign() {
        let values = [3.0, -1.0, 0.0, -0.0, 2.0, -5.0];
        assert_eq!(Ordered::of(&values).quantile(0.0), Some(-5.0));
        assert_eq!(Ordered::of(&values).quantile(1.0), Some(3.0));
        assert_eq!(Ordered::of(&values).quantile(0.5), Some(0.0));
        assert_eq!(Ordered::of(&[1.0, 2.0]).quantile(0.25), Some(1.25));
        assert_eq!(Ordered::of(&[]).quantile(0.5), None);
    }

    #[test]
    fn draws_are_put_in_order_and_equal_ones_stay() {
        assert_eq!(order(&[0.5, 0.1, 0.9, 0.1]), [1, 3, 0, 2]);
    }
}
