//! The normal quantile.

use crate::wide::{Work, widely};

/// How far from one half the first approximation reaches.
const CENTRAL: f64 = 0.425;

/// `Φ⁻¹(p)`: the value a standard normal draw stays below with probability
/// `p`. Minus infinity at 0, infinity at 1, NaN outside `[0, 1]`.
///
/// Tails beyond 0.5 lose digits in `1 − p`; for a tail probability `q` use
/// `-normal_quantile(q)`, which is exact by symmetry.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let q = p - 0.5;
    if q.abs() <= CENTRAL {
        return central(q);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return f64::INFINITY.copysign(q);
    }
    outer(tail).copysign(q)
}

/// The normal quantiles of numbers between 0 and 1, which have the bits of [`normal_quantile`].
pub fn normal_quantiles(column: &mut [f64]) {
    widely(Quantiles(column));
}

struct Quantiles<'a>(&'a mut [f64]);

impl Work for Quantiles<'_> {
    type Answer = ();

    #[inline(always)]
    fn run(self) {
        for part in self.0.chunks_mut(STRIDE) {
            quantiles(part);
        }
    }
}

/// Numbers computed at a time.
const STRIDE: usize = 128;
/// Tails are computed in such rows.
const ROW: usize = 8;
/// Below this the second approximation for tails ends, or hardly above: one draw in 3·10¹⁰.
const FAR: f64 = 1.5e-11;

/// The central approximation of all, then that of the tails, which lie side by side for it.
#[inline(always)]
fn quantiles(part: &mut [f64]) {
    let mut outside = [0_u8; STRIDE];
    for (outside, p) in outside.iter_mut().zip(&*part) {
        *outside = u8::from((p - 0.5).abs() > CENTRAL);
    }
    let (mut places, mut count) = ([0_u8; STRIDE], 0);
    for (place, outside) in (0..).zip(outside) {
        places[count % STRIDE] = place;
        count += usize::from(outside);
    }
    let places = &places[..count.min(STRIDE)];
    let (mut tails, mut signs) = ([0.5; STRIDE], [0.5; STRIDE]);
    for ((tail, sign), place) in tails.iter_mut().zip(&mut signs).zip(places) {
        let p = part[usize::from(*place)];
        *tail = if p < 0.5 { p } else { 1.0 - p };
        *sign = p - 0.5;
    }
    for p in &mut *part {
        *p = central(*p - 0.5);
    }
    for row in tails.chunks_exact_mut(ROW).take(count.div_ceil(ROW)) {
        let least = row
            .iter()
            .fold(1.0, |least, tail| if *tail < least { *tail } else { least });
        if least < FAR {
            row.iter_mut().for_each(|tail| *tail = outer(*tail));
        } else {
            for tail in row {
                *tail = middle(*tail);
            }
        }
    }
    for ((own, place), sign) in tails.iter().zip(places).zip(&signs) {
        part[usize::from(*place)] = own.copysign(*sign);
    }
}

/// The positive quantile of `1 − tail`, which is no less than [`FAR`].
#[inline(always)]
fn middle(tail: f64) -> f64 {
    let r = (-ln(tail)).sqrt();
    ratio(r - 1.6, &MIDDLE_TOP, &MIDDLE_BOTTOM)
}

/// The natural logarithm of a normal number, with the bits of `libm`.
#[inline(always)]
fn ln(x: f64) -> f64 {
    const SHIFT: u64 = (0x3ff0_0000 - 0x3fe6_a09e) << 32;
    const ROOT: u64 = 0x3fe6_a09e << 32;
    const WHOLE: u64 = 0x4330_0000_0000_0000;
    let bits = x.to_bits().wrapping_add(SHIFT);
    let power = f64::from_bits(WHOLE | (bits >> 52)) - (f64::from_bits(WHOLE) + 1023.0);
    let f = f64::from_bits((bits & 0x000f_ffff_ffff_ffff).wrapping_add(ROOT)) - 1.0;
    let half = 0.5 * f * f;
    let s = f / (2.0 + f);
    let (z, w) = (s * s, s * s * (s * s));
    let even = w * (LN[1] + w * (LN[3] + w * LN[5]));
    let odd = z * (LN[0] + w * (LN[2] + w * (LN[4] + w * LN[6])));
    s * (half + (odd + even)) + power * 1.908_214_929_270_587_7e-10 - half
        + f
        + power * 6.931_471_803_691_238e-1
}

const LN: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// Wichura's approximation for `|p − ½| ≤ 0.425`.
#[inline(always)]
fn central(q: f64) -> f64 {
    let r = 0.180_625 - q * q;
    q * ratio(r, &CENTRAL_TOP, &CENTRAL_BOTTOM)
}

/// Wichura's approximations for the tails: the positive quantile of `1 − tail`.
fn outer(tail: f64) -> f64 {
    let r = (-libm::log(tail)).sqrt();
    if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE_TOP, &MIDDLE_BOTTOM)
    } else {
        ratio(r - 5.0, &FAR_TOP, &FAR_BOTTOM)
    }
}

/// The quotient of two polynomials, coefficients from the constant up.
#[inline(always)]
fn ratio(x: f64, top: &[f64; 8], bottom: &[f64; 8]) -> f64 {
    polynomial(x, top) / polynomial(x, bottom)
}

#[inline(always)]
fn polynomial(x: f64, coefficients: &[f64; 8]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

const CENTRAL_TOP: [f64; 8] = [
    3.387_132_872_796_366_5,
    1.331_416_678_917_843_8e2,
    1.971_590_950_306_551_3e3,
    1.373_169_376_550_946e4,
    4.592_195_393_154_987e4,
    6.726_577_092_700_87e4,
    3.343_057_558_358_813e4,
    2.509_080_928_730_122_7e3,
];
const CENTRAL_BOTTOM: [f64; 8] = [
    1.0,
    4.231_333_070_160_091e1,
    6.871_870_074_920_579e2,
    5.394_196_021_424_751e3,
    2.121_379_430_158_659_7e4,
    3.930_789_580_009_271e4,
    2.872_908_573_572_194_3e4,
    5.226_495_278_852_854e3,
];
const MIDDLE_TOP: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    2.417_807_251_774_506e-1,
    2.272_384_498_926_918_4e-2,
    7.745_450_142_783_414e-4,
];
const MIDDLE_BOTTOM: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    6.897_673_349_851e-1,
    1.481_039_764_274_800_8e-1,
    1.519_866_656_361_645_7e-2,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const FAR_TOP: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    2.965_605_718_285_048_7e-1,
    2.653_218_952_657_612_4e-2,
    1.242_660_947_388_078_4e-3,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_BOTTOM: [f64; 8] = [
    1.0,
    5.998_322_065_558_88e-1,
    1.369_298_809_227_358e-1,
    1.487_536_129_085_061_5e-2,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];
