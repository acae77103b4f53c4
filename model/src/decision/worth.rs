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
//! input: its distribution cut into 50 blocks of equal probability;
//! min_d E[T_d] − Σ_b n_b/N · min_d mean_b(T_d), clamped to 0 and EVPI. What all designs cost more in a
//! draw changes nothing of that, so sums of what each costs above the first are enough. Within a block the best of
//! noisy means looks better than it is, so the estimate leans upward: [`noise`] is what an input
//! that has nothing to do with the totals would be credited with.
//!
//! # Example
//! States of chance .3, .5, .2; A earns 100, 40, −60, B 30, 50, 10, C always 20: the expectations
//! are 38, 36, 20, and perfect knowledge is worth 59 − 38 = 21.
//!
//! # References
//! M. Strong and J. E. Oakley, "An efficient method for computing single-parameter partial expected
//! value of perfect information", Medical Decision Making 33(6), 2013 (with blocks of equal count, which
//! those of equal probability are on average).

use quorate_lanes::{Deviations, Operand, Operation, Wins};

/// Blocks of equal probability that an input is cut into.
pub const BLOCKS: usize = 50;
/// Draws looked at together: what is known of them stays at hand.
const STRIDE: usize = 1_000;

/// An expectation over draws, with its standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// Its Monte Carlo standard error; 0 when every draw says the same.
    pub error: f64,
}

/// Numbers seen so far: their mean and how they spread.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    count: usize,
    /// The first of them, from which the others are counted.
    from: f64,
    away: Deviations,
}

impl Seen {
    fn see(&mut self, values: &[f64]) {
        if self.count == 0 {
            self.from = values.first().copied().unwrap_or(0.0);
        }
        self.count += values.len();
        let away = quorate_lanes::deviations(values, self.from);
        self.away.sum += away.sum;
        self.away.squares += away.squares;
    }

    fn mean(&self) -> Mean {
        let count = self.count.max(1) as f64;
        let away = self.away.sum / count;
        let squares = (self.away.squares - self.away.sum * away).max(0.0);
        let error = if self.count > 1 {
            (squares / (count - 1.0) / count).sqrt()
        } else {
            0.0
        };
        Mean {
            value: self.from + away,
            error,
        }
    }
}

/// The mean of the numbers.
pub fn mean(values: &[f64]) -> Mean {
    let mut seen = Seen::default();
    values.chunks(STRIDE).for_each(|part| seen.see(part));
    seen.mean()
}

/// The mean of how much the numbers of one column are above those of another.
pub fn mean_above(values: &[f64], others: &[f64]) -> Mean {
    let (mut seen, mut above) = (Seen::default(), [0.0; STRIDE]);
    for (own, other) in values.chunks(STRIDE).zip(others.chunks(STRIDE)) {
        seen.see(subtract(own, other, &mut above));
    }
    seen.mean()
}

fn subtract<'a>(own: &[f64], other: &[f64], above: &'a mut [f64]) -> &'a [f64] {
    let above = &mut above[..own.len()];
    Operation::Subtract.of_all(Operand::Column(own), Operand::Column(other), above);
    above
}

/// How a design does against the others.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// The share of draws in which it costs least; designs that tie share the draw.
    pub share: f64,
    /// The draws in which it costs less than every other.
    pub ahead: u32,
    /// What it costs more than the best of each draw.
    pub regret: Mean,
}

/// How each design does, by its totals in every draw.
pub fn race(totals: &[&[f64]]) -> Vec<Standing> {
    let draws = totals.first().map_or(0, |design| design.len());
    let mut found = vec![(Wins::default(), Seen::default()); totals.len()];
    let [mut least, mut ties, mut above] = [[0.0; STRIDE]; 3];
    for first in (0..draws).step_by(STRIDE) {
        let count = STRIDE.min(draws - first);
        let (least, ties) = (&mut least[..count], &mut ties[..count]);
        let parts = || totals.iter().map(|design| &design[first..first + count]);
        least.fill(f64::INFINITY);
        ties.fill(0.0);
        parts().for_each(|part| quorate_lanes::take_least(least, part));
        parts().for_each(|part| quorate_lanes::count_ties(ties, part, least));
        for (part, (wins, regret)) in parts().zip(&mut found) {
            let won = quorate_lanes::wins(part, least, ties);
            wins.shared += won.shared;
            wins.alone += won.alone;
            regret.see(subtract(part, least, &mut above));
        }
    }
    let standing = |(wins, regret): (Wins, Seen)| Standing {
        share: wins.shared / draws.max(1) as f64,
        ahead: wins.alone as u32,
        regret: regret.mean(),
    };
    found.into_iter().map(standing).collect()
}

/// What perfect knowledge of everything would save: the least regret.
pub fn perfect(standings: &[Standing]) -> Mean {
    let regrets = standings.iter().map(|standing| standing.regret);
    let least = regrets.reduce(|best, other| if other.value < best.value { other } else { best });
    least.unwrap_or_default()
}

/// What perfect knowledge of one input would save, from `sums` of what each design costs in each of the
/// input's [`BLOCKS`], all of them above the same; between 0 and `perfect`. With few draws blocks are
/// taken together, so that each has two or more on average.
pub fn partial(sums: &[&[f64]], draws: u32, perfect: f64) -> f64 {
    if draws == 0 || sums.len() < 2 {
        return 0.0;
    }
    let together = BLOCKS.div_ceil((draws as usize / 2).clamp(1, BLOCKS));
    let least = |first: usize, count: usize| {
        let inside = |design: &&[f64]| design[first..].iter().take(count).sum::<f64>();
        sums.iter().map(inside).fold(f64::INFINITY, f64::min)
    };
    let knowing: f64 = (0..BLOCKS)
        .step_by(together)
        .map(|first| least(first, together))
        .sum();
    ((least(0, BLOCKS) - knowing) / f64::from(draws)).clamp(0.0, perfect.max(0.0))
}

/// What [`partial`] credits an input with that has nothing to do with the totals: the order in which
/// draws were drawn, and dealing them out in turn.
pub fn noise(totals: &[&[f64]], perfect: f64) -> f64 {
    let draws = totals.first().map_or(0, |design| design.len());
    let as_drawn = |design: &&[f64]| -> Vec<f64> {
        let ends = (0..BLOCKS).map(|block| (draws * block / BLOCKS, draws * (block + 1) / BLOCKS));
        ends.map(|(from, to)| quorate_lanes::sum(&design[from..to]))
            .collect()
    };
    let in_turn = |design: &&[f64]| -> Vec<f64> {
        let mut sums = vec![0.0; BLOCKS];
        quorate_lanes::add_in_turn(design, &mut sums);
        sums
    };
    let credited = |sums: Vec<Vec<f64>>| {
        let sums: Vec<&[f64]> = sums.iter().map(Vec::as_slice).collect();
        partial(&sums, u32::try_from(draws).unwrap_or(u32::MAX), perfect)
    };
    let as_drawn = credited(totals.iter().map(as_drawn).collect());
    as_drawn.max(credited(totals.iter().map(in_turn).collect()))
}

/// The values below which these rising `shares` of the numbers lie, each between the two nearest in
/// proportion; nothing of no numbers.
pub fn quantiles(values: &[f64], shares: &[f64]) -> Vec<f64> {
    let Some(last) = values.len().checked_sub(1) else {
        return Vec::new();
    };
    let at = |share: &f64| share.clamp(0.0, 1.0) * last as f64;
    let ranks = shares.iter().map(at).flat_map(|at| {
        let below = at as usize;
        [below, (below + 1).min(last)]
    });
    let found = quorate_lanes::at_ranks(values, &ranks.collect::<Vec<usize>>());
    let pairs = found.as_chunks::<2>().0.iter().zip(shares);
    pairs
        .map(|([below, above], share)| below + (above - below) * (at(share) - at(share).floor()))
        .collect()
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
        let expectations = totals.map(|design| mean(design).value);
        assert_eq!(expectations, [-38.0, -36.0, -20.0]);
        let standings = race(&totals);
        assert!((perfect(&standings).value - 21.0).abs() < 1e-12);
        for (standing, (share, ahead, regret)) in
            standings
                .iter()
                .zip([(0.3, 3, 21.0), (0.5, 5, 23.0), (0.2, 2, 39.0)])
        {
            assert_eq!((standing.share, standing.ahead), (share, ahead));
            assert!((standing.regret.value - regret).abs() < 1e-12);
        }
        // An input that tells the states apart tells everything; one that tells nothing, nothing.
        let blocks = totals.map(|design| {
            let mut sums = vec![0.0; BLOCKS];
            design
                .iter()
                .enumerate()
                .for_each(|(draw, total)| sums[5 * draw] += total);
            sums
        });
        let blocks: Vec<&[f64]> = blocks.iter().map(Vec::as_slice).collect();
        assert!(partial(&blocks, 10, 21.0) > 12.0);
        assert!(partial(&blocks[..1], 10, 21.0) == 0.0);
        let above: Vec<Vec<f64>> = blocks
            .iter()
            .map(|design| {
                design
                    .iter()
                    .zip(blocks[0])
                    .map(|(own, first)| own - first)
                    .collect()
            })
            .collect();
        let above: Vec<&[f64]> = above.iter().map(Vec::as_slice).collect();
        assert!((partial(&above, 10, 21.0) - partial(&blocks, 10, 21.0)).abs() < 1e-12);
    }

    #[test]
    fn designs_that_tie_share_the_draw_and_neither_is_ahead() {
        let (a, b) = (vec![1.0, 2.0, 3.0], vec![1.0, 2.0, 1.0]);
        let standings = race(&[&a, &b]);
        assert!((standings[0].share - 1.0 / 3.0).abs() < 1e-15);
        assert!((standings[1].share - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!([standings[0].ahead, standings[1].ahead], [0, 1]);
    }

    #[test]
    fn means_and_their_errors_are_those_of_two_passes() {
        let values: Vec<f64> = (0..3_333).map(|at| 1e6 + f64::from(at * at % 977)).collect();
        let count = values.len() as f64;
        let told = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|one| (one - told) * (one - told)).sum();
        let found = mean(&values);
        assert!((found.value / told - 1.0).abs() < 1e-15);
        assert!((found.error / (squares / (count - 1.0) / count).sqrt() - 1.0).abs() < 1e-12);
        assert_eq!(
            mean(&[7.0; 2_000]),
            Mean {
                value: 7.0,
                error: 0.0
            }
        );
        assert_eq!(mean_above(&values, &values), Mean::default());
        assert_eq!(mean(&[]), Mean::default());
    }

    #[test]
    fn quantiles_of_numbers_of_either_sign() {
        let values = [3.0, -1.0, 0.0, -0.0, 2.0, -5.0];
        assert_eq!(quantiles(&values, &[0.0, 0.5, 1.0]), [-5.0, 0.0, 3.0]);
        assert_eq!(quantiles(&[1.0, 2.0], &[0.25]), [1.25]);
        assert!(quantiles(&[], &[0.5]).is_empty());
    }
}
