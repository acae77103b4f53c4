//! Numbers of a formula: with so many digits that the formula gives the result.

use crate::quantity::show;

/// Significant digits.
const DIGITS: usize = 9;

/// `0.0005`, `63,545.04`, `2.5e-7`; a minus as in formulas.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    let text = if size == 0.0 || (1e-4..1e15).contains(&size) {
        show::significant(size, DIGITS)
    } else {
        let text = format!("{size:.8e}");
        let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
        format!("{}e{power}", mantissa.trim_end_matches('0').trim_end_matches('.'))
    };
    if value < 0.0 { format!("(−{text})") } else { text }
}

/// `0.05%`.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", number(share * 100.0))
}

/// `$0.806`.
pub(super) fn money(value: f64, currency: &str) -> String {
    match number(value).strip_prefix("(−") {
        Some(rest) => format!("(−{currency}{rest}"),
        None => format!("{currency}{}", number(value)),
    }
}

/// Whether a formula gives a result, to the digits that are shown.
pub(super) fn gives(formula: f64, result: f64) -> bool {
    (formula - result).abs() <= 1e-7 * result.abs()
}
