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
    quorate_lanes::normal_quantile(p)
}

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
