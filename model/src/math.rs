//! The float functions every result rests on.
//!
//! What it computes: `exp`, `ln`, powers, the normal distribution and its
//! quantile, on `libm` alone, so that a number computed natively and one
//! computed in the browser agree bit for bit.
//!
//! Why it matters: the platform's own functions differ between targets by a
//! unit or two in the last place. A shared link must show the same figures to
//! everyone who opens it.
//!
//! Formula: `Φ(x) = ½·erfc(−x/√2)`; its inverse by Wichura's rational
//! approximations (about 16 digits).
//!
//! Example: the 99th percentile of a lognormal lies `e^(2.3263…·σ)` above its
//! median: `normal_quantile(0.99) = 2.326347874040841`.
//!
//! References: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the
//! Normal Distribution", Applied Statistics 37 (1988).

/// The normal quantile at 0.99: the `2.326…` between a lognormal's median and
/// its 99th percentile, in units of σ.
pub const Z_99: f64 = 2.326_347_874_040_841;

/// `e^x`.
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// `e^x − 1`, without cancellation near zero.
#[must_use]
pub fn expm1(x: f64) -> f64 {
    libm::expm1(x)
}

/// The natural logarithm.
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `ln(1 + x)`, without cancellation near zero.
#[must_use]
pub fn ln1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// The logarithm to base 10.
#[must_use]
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// The logarithm to base 2.
#[must_use]
pub fn log2(x: f64) -> f64 {
    libm::log2(x)
}

/// `x` raised to a real power.
#[must_use]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// `x` raised to a whole power, by repeated squaring.
#[must_use]
pub fn powi(x: f64, n: i32) -> f64 {
    let mut base = if n < 0 { 1.0 / x } else { x };
    let mut left = n.unsigned_abs();
    let mut product = 1.0;
    while left > 0 {
        if left & 1 == 1 {
            product *= base;
        }
        base *= base;
        left >>= 1;
    }
    product
}

/// The sine of an angle in radians.
#[must_use]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// The cosine of an angle in radians.
#[must_use]
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// The complementary error function, `2/√π ∫ₓ^∞ e^(−t²) dt`.
#[must_use]
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// `Φ(x)`: the chance that a standard normal draw is at most `x`.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

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
    if q.abs() <= 0.425 {
        return central(q);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return f64::INFINITY.copysign(q);
    }
    outer(tail).copysign(q)
}

/// Wichura's approximation for `|p − ½| ≤ 0.425`.
fn central(q: f64) -> f64 {
    let r = 0.180_625 - q * q;
    q * ratio(r, &CENTRAL_TOP, &CENTRAL_BOTTOM)
}

/// Wichura's approximations for the tails: the positive quantile of `1 − tail`.
fn outer(tail: f64) -> f64 {
    let r = (-ln(tail)).sqrt();
    if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE_TOP, &MIDDLE_BOTTOM)
    } else {
        ratio(r - 5.0, &FAR_TOP, &FAR_BOTTOM)
    }
}

/// The quotient of two polynomials, coefficients from the constant up.
fn ratio(x: f64, top: &[f64; 8], bottom: &[f64; 8]) -> f64 {
    polynomial(x, top) / polynomial(x, bottom)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64, relative: f64) -> bool {
        (left - right).abs() <= relative * right.abs()
    }

    #[test]
    fn the_normal_quantile_has_its_published_values() {
        for (p, value) in [
            (0.5, 0.0),
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_408),
            (0.99, Z_99),
        ] {
            let got = normal_quantile(p);
            assert!(
                got == value || close(got, value, 1e-15),
                "Φ⁻¹({p}) = {got}, not {value}"
            );
        }
    }

    #[test]
    fn the_normal_cdf_undoes_its_quantile_over_the_whole_range() {
        let mut p = 1e-300;
        while p < 1.0 {
            // An error of one part in 10¹⁵ in x moves ln p by about x² times that.
            let x = normal_quantile(p);
            let tolerance = 4e-15 * (1.0 + x * x);
            assert!(close(normal_cdf(x), p, tolerance), "p = {p}, x = {x}");
            p *= 1.07;
        }
    }

    #[test]
    fn the_normal_quantile_is_symmetric_and_knows_its_ends() {
        for p in [1e-3, 0.01, 0.074, 0.076, 0.2, 0.4375] {
            assert!(close(normal_quantile(1.0 - p), -normal_quantile(p), 1e-13));
        }
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        for outside in [-1e-9, 1.000_001, f64::NAN, f64::INFINITY] {
            assert!(normal_quantile(outside).is_nan());
        }
    }

    #[test]
    fn whole_powers_agree_with_real_ones() {
        for n in [-1000, -7, -1, 0, 1, 2, 3, 10, 365] {
            let base = 1.01;
            assert!(close(powi(base, n), pow(base, f64::from(n)), 1e-12));
        }
        assert_eq!(powi(0.0, 0), 1.0);
        assert_eq!(powi(2.0, i32::MIN), 0.0);
        assert_eq!(powi(-2.0, 3), -8.0);
    }

    #[test]
    fn small_arguments_keep_their_digits() {
        assert!(close(expm1(1e-12), 1e-12 + 5e-25, 1e-15));
        assert!(close(ln1p(1e-12), 1e-12 - 5e-25, 1e-15));
        assert!(close(exp(ln(7.5)), 7.5, 1e-15));
        assert_eq!(log10(1000.0), 3.0);
        assert_eq!(log2(8.0), 3.0);
        assert!(close(sin(1.0) * sin(1.0) + cos(1.0) * cos(1.0), 1.0, 1e-15));
    }
}
