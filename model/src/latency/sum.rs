//! The sum of independent times.
//!
//! What it computes: the law of a sequence of calls, from their curves.
//!
//! Why it matters: percentiles do not add. The p99 of a chain lies well below
//! the sum of its p99s and above any simple rule; it has to be convolved.
//!
//! Formula: each law is put on a lattice with a power-of-two step
//! ([`super::lattice`]), transformed ([`super::fourier`]), and multiplied along
//! a balanced tree whose products are kept. A lattice reaches a fixed number
//! of steps; a law that spans more is computed on several, each 16 times
//! coarser than the one before, and read from the finest that reaches. Each
//! term is centred on its own capped mean `a`, so the window spans the spread
//! of the sum and not its size: ten thousand calls fit as well as two. It
//! begins so far below the centre that the sum lies lower with less than 1e-20
//! (Bernstein's inequality). Where the sum may be exactly its least value, that
//! value lies on the lattice and its probability is kept apart. The distribution function between the masses is
//! `F(x + h/2) = Σ_{y≤x} p_y + (p_{x+h} − p_x)/24` (Euler–Maclaurin). Far
//! beyond the last lattice a tail follows its largest term.
//!
//! Example: p50 10 ms and p99 100 ms twice in a row: p99 146.6 ms, not 200.
//!
//! References: H. H. Panjer and G. E. Willmot, *Insurance Risk Models* (1992);
//! S. Boucheron, G. Lugosi, P. Massart, *Concentration Inequalities* (2013),
//! §2.8; S. Foss, D. Korshunov, S. Zachary, *An Introduction to Heavy-Tailed
//! and Subexponential Distributions* (2013) for the largest term.

use std::sync::Arc;

use rustfft::num_complex::Complex;

use super::cache::Cache;
use super::curve::Curve;
use super::fourier::{Fourier, Spectrum, power, product};
use super::key::Digest;
use super::lattice::Lattice;
use super::shape::{Profile, Shape};
use crate::math::{log2, pow, powi};

/// Each coarser lattice has steps so many powers of two wider.
const COARSER: i32 = 4;
/// Most lattices tried on each side of the first.
const MOST_LEVELS: i32 = 24;
/// A finer lattice is added when more than this lies within its first cells.
const UNRESOLVED: f64 = 0.02;
/// How many cells count as the first.
const FIRST_CELLS: f64 = 64.0;
/// How close to the start the steps show, in cells.
const CLOSE_CELLS: f64 = 8.0;
/// Steps so many times smaller than the start of a sum are fine enough.
const FINE: f64 = 4096.0;
/// Cells by which starts on the lattice may move the centre down.
const MOST_SNAPPED: f64 = 1024.0;
/// Cells kept free at the bottom of the window.
const MARGIN: usize = 4;
/// `−ln` of the probability that the sum lies below its window.
const RARITY: f64 = 46.0;
/// Distribution values below this are rounding.
const NOISE: f64 = 1e-11;

/// A time that occurs `count` times, independently, in a sum.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) shape: Arc<Shape>,
    pub(super) count: u64,
}

/// What a sum is computed with.
pub(super) struct Summing<'a> {
    pub(super) fourier: &'a Fourier,
    pub(super) spectra: &'a mut Cache<[Complex<f64>]>,
    /// The tail probability the lattices must reach.
    pub(super) reach: f64,
    /// Whether to continue the tail beyond that.
    pub(super) continued: bool,
}

/// The law of a sum, and the step its p99.9 was read with.
pub(super) struct Sum {
    pub(super) curve: Curve,
    pub(super) step: f64,
}

/// The distribution function on one lattice.
struct Level {
    exponent: i32,
    /// The time of the first value; the others follow a step apart.
    from: f64,
    step: f64,
    values: Vec<f64>,
}

/// A lattice for the whole sum.
struct Layout {
    exponent: i32,
    /// Terms capped at what this lattice can hold, not at their usual cap.
    narrowed: bool,
    /// Every term's least value lies on the lattice: so does the sum's.
    snapped: bool,
    /// Where each term's cell 0 lies.
    origins: Vec<f64>,
    /// Where the sum's cell 0 lies.
    centre: f64,
}

impl Layout {
    /// A lattice on which each term is centred on its mean; or so far below
    /// that its start lies on the lattice, if the sum may be just its start.
    fn new(terms: &[Term], profiles: &[Profile], exponent: i32, narrowed: bool) -> Layout {
        let step = powi(2.0, exponent);
        let means: Vec<f64> = profiles.iter().map(|profile| profile.mean).collect();
        let centre = total(terms, &means);
        if start(terms, profiles).probability > NOISE {
            let snap =
                |profile: &Profile| profile.start + ((profile.mean - profile.start) / step).floor() * step;
            let origins: Vec<f64> = profiles.iter().map(snap).collect();
            let snapped = total(terms, &origins);
            if centre - snapped <= MOST_SNAPPED * step {
                return Layout {
                    exponent,
                    narrowed,
                    snapped: true,
                    origins,
                    centre: snapped,
                };
            }
        }
        Layout {
            exponent,
            narrowed,
            snapped: false,
            origins: means,
            centre,
        }
    }

    fn step(&self) -> f64 {
        powi(2.0, self.exponent)
    }
}

impl Summing<'_> {
    /// The law of the terms' sum plus `shift`. At least one term, none constant.
    pub(super) fn sum(&mut self, terms: &[Term], shift: f64) -> Sum {
        let draws = terms.iter().map(|term| term.count).sum();
        let profiles: Vec<Profile> = terms.iter().map(|term| term.shape.profile(draws)).collect();
        let exponent = self.first_exponent(terms, &profiles);
        let layout = Layout::new(terms, &profiles, exponent, false);
        let mut levels = vec![self.level(terms, &profiles, &layout)];
        self.add_coarser(terms, &profiles, &mut levels);
        self.add_finer(terms, &profiles, &mut levels);
        let mut curve = assemble(&levels, &start(terms, &profiles), end(terms, &profiles), shift);
        if self.continued {
            continue_tail(&mut curve, terms, &profiles, shift);
        }
        let p999 = curve.upper_quantile(1e-3) - shift;
        let step = levels
            .iter()
            .find(|level| level.end() >= p999)
            .or(levels.last())
            .map_or(0.0, |level| level.step);
        Sum { curve, step }
    }

    /// The finest step whose window below the centre holds the sum.
    fn first_exponent(&self, terms: &[Term], profiles: &[Profile]) -> i32 {
        let centre = centre(terms, profiles);
        let mut low = below_centre(terms, profiles);
        if low <= 0.0 {
            let widest = terms
                .iter()
                .map(|term| term.shape.curve().end() - term.shape.curve().start())
                .fold(0.0, f64::max);
            low = widest / 8.0;
        }
        // Steps far below the rounding of the centre would mean nothing.
        let low = low.max(1e-9 * centre).max(1e-18);
        log2(low / self.room()).ceil() as i32
    }

    /// Cells below the origin that may be used.
    fn room(&self) -> f64 {
        (self.fourier.below() - MARGIN) as f64
    }

    fn add_coarser(&mut self, terms: &[Term], profiles: &[Profile], levels: &mut Vec<Level>) {
        for _ in 0..MOST_LEVELS {
            let Some(last) = levels.last() else { return };
            if 1.0 - last.last() <= self.reach {
                return;
            }
            let layout = Layout::new(terms, profiles, last.exponent + COARSER, false);
            levels.push(self.level(terms, profiles, &layout));
        }
    }

    fn add_finer(&mut self, terms: &[Term], profiles: &[Profile], levels: &mut Vec<Level>) {
        let start = start(terms, profiles);
        for _ in 0..MOST_LEVELS {
            if levels[0].resolves(&start) {
                return;
            }
            let exponent = levels[0].exponent - COARSER;
            let step = powi(2.0, exponent);
            let width = step * self.fourier.cells() as f64 / 16.0;
            let narrowed: Vec<Profile> = terms
                .iter()
                .zip(profiles)
                .map(|(term, profile)| narrow(&term.shape, profile, profile.start + width))
                .collect();
            if below_centre(terms, &narrowed) > self.room() * step {
                return;
            }
            let layout = Layout::new(terms, &narrowed, exponent, true);
            let level = self.level(terms, &narrowed, &layout);
            levels.insert(0, level);
        }
    }

    /// The distribution function of the sum on one lattice.
    fn level(&mut self, terms: &[Term], profiles: &[Profile], layout: &Layout) -> Level {
        let mut masses = self.masses(terms, layout);
        let below = self.fourier.below();
        let step = layout.step();
        let mut sum = 0.0;
        if layout.snapped {
            // The atom at the start is known: keep it apart, it is no density.
            let start = start(terms, profiles);
            let cell = ((start.time - layout.centre) / step).round() + below as f64;
            if let Some(mass) = masses.get_mut(cell as usize) {
                *mass -= start.probability;
                sum = start.probability;
            }
        }
        let valid = self.fourier.cells() - below;
        let values = (0..valid)
            .map(|index| {
                sum += masses[index];
                sum + (masses[index + 1] - masses[index]) / 24.0
            })
            .collect();
        Level {
            exponent: layout.exponent,
            from: layout.centre + (0.5 - below as f64) * step,
            step,
            values: ascending(values),
        }
    }

    /// The masses of the sum of the terms: calls on one side of the last product, all else on the
    /// other. That product is not kept, it serves this sum alone.
    fn masses(&mut self, terms: &[Term], layout: &Layout) -> Vec<f64> {
        let calls = terms.partition_point(|term| term.shape.is_call());
        let middle = if calls == 0 || calls == terms.len() {
            terms.len() / 2
        } else {
            calls
        };
        if middle == 0 {
            let whole = self.tree(terms, &layout.origins, layout);
            return self.fourier.masses(&whole);
        }
        let left = self.tree(&terms[..middle], &layout.origins[..middle], layout);
        let right = self.tree(&terms[middle..], &layout.origins[middle..], layout);
        self.fourier.masses(&product(&left, &right))
    }

    /// The transform of the sum of some terms, by halves.
    fn tree(&mut self, terms: &[Term], origins: &[f64], layout: &Layout) -> Spectrum {
        if let [term] = terms {
            return self.term(term, origins[0], layout);
        }
        let key = self.tree_key(terms, layout);
        if let Some(kept) = self.spectra.get(key) {
            return kept;
        }
        let middle = terms.len() / 2;
        let left = self.tree(&terms[..middle], &origins[..middle], layout);
        let right = self.tree(&terms[middle..], &origins[middle..], layout);
        self.keep(key, product(&left, &right))
    }

    fn tree_key(&self, terms: &[Term], layout: &Layout) -> u128 {
        let start = self.digest(2, layout);
        terms
            .iter()
            .fold(start, |digest, term| digest.key(term.shape.key).word(term.count))
            .finish()
    }

    /// The transform of one term, as often as it occurs.
    fn term(&mut self, term: &Term, origin: f64, layout: &Layout) -> Spectrum {
        let digest = self.digest(3, layout).key(term.shape.key);
        let key = digest.word(term.count).finish();
        if let Some(kept) = self.spectra.get(key) {
            return kept;
        }
        let once = digest.word(1).finish();
        let single = self
            .spectra
            .get(once)
            .unwrap_or_else(|| self.single(once, term, origin, layout));
        match term.count {
            1 => single,
            count => self.keep(key, power(&single, count)),
        }
    }

    fn single(&mut self, key: u128, term: &Term, origin: f64, layout: &Layout) -> Spectrum {
        let lattice = Lattice {
            origin,
            step: layout.step(),
            cells: self.fourier.cells(),
            below: self.fourier.below(),
        };
        let masses = lattice.masses(term.shape.curve());
        let spectrum = self.fourier.transform(&masses);
        self.keep(key, spectrum)
    }

    fn digest(&self, kind: u64, layout: &Layout) -> Digest {
        Digest::new(kind)
            .word(self.fourier.cells() as u64)
            .word(layout.exponent as u64)
            .word(u64::from(layout.narrowed) << 1 | u64::from(layout.snapped))
    }

    fn keep(&mut self, key: u128, spectrum: Spectrum) -> Spectrum {
        let size = 2 * spectrum.len();
        self.spectra.insert(key, spectrum.clone(), size);
        spectrum
    }
}

impl Level {
    fn end(&self) -> f64 {
        self.from + (self.values.len() - 1) as f64 * self.step
    }

    fn last(&self) -> f64 {
        self.values.last().copied().unwrap_or(0.0)
    }

    /// Whether little of the sum lies so close to its start, or to zero, that
    /// the steps show. Beside a large start the steps may be small enough.
    fn resolves(&self, start: &Start) -> bool {
        let near = (FIRST_CELLS * self.step).max(start.time + CLOSE_CELLS * self.step);
        self.step * FINE <= start.time || self.at(near) <= start.probability + UNRESOLVED
    }

    /// The value at the last point that is not after `t`.
    fn at(&self, t: f64) -> f64 {
        let index = (t - self.from) / self.step;
        if index < 0.0 {
            return 0.0;
        }
        self.values
            .get(index as usize)
            .copied()
            .unwrap_or_else(|| self.last())
    }
}

/// The least a sum can be, and the probability that it is just that.
struct Start {
    time: f64,
    probability: f64,
}

fn start(terms: &[Term], profiles: &[Profile]) -> Start {
    let mut start = Start {
        time: 0.0,
        probability: 1.0,
    };
    for (term, profile) in terms.iter().zip(profiles) {
        start.time += term.count as f64 * profile.start;
        start.probability *= pow(profile.at_start, term.count as f64);
    }
    start
}

/// The most a sum can be.
fn end(terms: &[Term], profiles: &[Profile]) -> f64 {
    let ends: Vec<f64> = profiles.iter().map(|profile| profile.end).collect();
    total(terms, &ends)
}

/// The sum of one value for each term, as often as it occurs.
fn total(terms: &[Term], values: &[f64]) -> f64 {
    let each = terms.iter().zip(values);
    each.map(|(term, value)| term.count as f64 * value).sum()
}

/// The sum of the terms' capped means.
fn centre(terms: &[Term], profiles: &[Profile]) -> f64 {
    let means: Vec<f64> = profiles.iter().map(|profile| profile.mean).collect();
    total(terms, &means)
}

/// The nearest values that never fall, from 0 to 1: halfway between the
/// highest so far and the lowest to come.
fn ascending(mut values: Vec<f64>) -> Vec<f64> {
    let mut lowest: f64 = 1.0;
    let floors: Vec<f64> = values
        .iter()
        .rev()
        .map(|value| {
            lowest = lowest.min(*value);
            lowest
        })
        .collect();
    let mut highest: f64 = 0.0;
    for (value, floor) in values.iter_mut().zip(floors.iter().rev()) {
        highest = highest.max(*value);
        *value = (0.5 * (highest + floor)).clamp(0.0, 1.0);
    }
    values
}

/// How far below its centre the sum can come, short of an event of
/// probability 1e-20.
fn below_centre(terms: &[Term], profiles: &[Profile]) -> f64 {
    let mut farthest = 0.0;
    let mut largest: f64 = 0.0;
    let mut variance = 0.0;
    for (term, profile) in terms.iter().zip(profiles) {
        let depth = (profile.mean - profile.start).max(0.0);
        farthest += term.count as f64 * depth;
        variance += term.count as f64 * profile.variance;
        largest = largest.max(depth);
    }
    let linear = largest * RARITY / 3.0;
    let bernstein = linear + (linear * linear + 2.0 * variance * RARITY).sqrt();
    bernstein.min(farthest)
}

/// A term's profile when it is capped lower than at its own p95.
fn narrow(shape: &Shape, profile: &Profile, cap: f64) -> Profile {
    if cap >= profile.cap {
        return *profile;
    }
    let (mean, variance) = shape.curve().capped_moments(cap);
    Profile {
        cap,
        mean,
        variance,
        start: profile.start.min(mean),
        ..*profile
    }
}

/// Joins the lattices, finest first, each from where the one before ends.
fn assemble(levels: &[Level], start: &Start, end: f64, shift: f64) -> Curve {
    let mut curve = Curve::with_capacity(levels.len() * 4096);
    let mut reached = start.time;
    curve.push(start.time + shift, 1.0, 1.0 - start.probability);
    for level in levels {
        for (index, value) in level.values.iter().enumerate() {
            let time = level.from + index as f64 * level.step;
            if time >= end {
                curve.push(end + shift, 1.0, 0.0);
                return curve;
            }
            if time > reached && *value > NOISE {
                curve.push(time + shift, 1.0 - value, 1.0 - value);
                if *value >= 1.0 - NOISE {
                    return curve;
                }
            }
        }
        reached = reached.max(level.end());
    }
    curve
}

/// Continues the tail as that of the largest term beside the others' centres.
fn continue_tail(curve: &mut Curve, terms: &[Term], profiles: &[Profile], shift: f64) {
    let rest = centre(terms, profiles) + shift;
    let tail = |t: f64| -> f64 {
        terms
            .iter()
            .zip(profiles)
            .map(|(term, profile)| term.count as f64 * term.shape.survival(t - rest + profile.mean))
            .sum()
    };
    let end = curve.end();
    let left = curve.left_over();
    let scale = left / tail(end).max(f64::MIN_POSITIVE);
    let mut time = end;
    let mut before = left;
    for _ in 0..1000 {
        if before < 1e-17 {
            break;
        }
        time *= 1.09;
        before = (scale * tail(time)).min(before);
        curve.push(time, before, before);
    }
    curve.push(time * 1.000_001, 0.0, 0.0);
}
