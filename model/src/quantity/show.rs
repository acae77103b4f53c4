//! Numbers as people read them: `$158k`, `99.73%`, `85.2 ms`, `2.5 min`.

/// Thousands beyond a trillion, in words: no letter is read alike everywhere.
const LARGE: [(f64, &str); 6] = [
    (1e30, " nonillion"),
    (1e27, " octillion"),
    (1e24, " septillion"),
    (1e21, " sextillion"),
    (1e18, " quintillion"),
    (1e15, " quadrillion"),
];

/// Three significant digits with a multiplier: `158k`, `1.31M`, `63.7B`, `31.6 quadrillion`.
pub fn count(value: f64) -> String {
    let size = value.abs();
    let (scaled, suffix) = match size {
        s if s >= 0.9995e33 => return signed(format!("{value:.2e}")),
        s if s >= 0.9995e15 => {
            let (unit, name) = LARGE
                .into_iter()
                .find(|(unit, _)| s >= 0.9995 * unit)
                .unwrap_or(LARGE[5]);
            (value / unit, name)
        }
        s if s >= 0.9995e12 => (value / 1e12, "T"),
        s if s >= 0.9995e9 => (value / 1e9, "B"),
        s if s >= 0.9995e6 => (value / 1e6, "M"),
        s if s >= 999.5 => (value / 1e3, "k"),
        _ => (value, ""),
    };
    format!("{}{suffix}", significant(scaled, 3))
}

/// The sign of what is below zero.
pub const MINUS: &str = "−";

/// A number's text with the sign people read.
fn signed(text: String) -> String {
    match text.strip_prefix('-') {
        Some(body) => format!("{MINUS}{body}"),
        None => text,
    }
}

/// Money with its sign in front: `$158k`, `−$4.2k`, `$0`.
pub fn money(value: f64, currency: &str) -> String {
    let sign = if value < 0.0 && money_body(value) != "0" {
        MINUS
    } else {
        ""
    };
    format!("{sign}{currency}{}", money_body(value))
}

fn money_body(value: f64) -> String {
    let size = value.abs();
    if size >= 999.5 || size == 0.0 {
        return count(size);
    }
    if size >= 0.01 {
        trimmed(format!("{size:.2}"))
    } else {
        fraction(size)
    }
}

/// Parts of a cent, two digits of them: `0.000003`, and what has more zeros than can be counted at a
/// glance as `3·10⁻⁹`.
fn fraction(size: f64) -> String {
    if size >= 0.9995e-6 {
        let places = decimals(size, 2);
        return trimmed(format!("{size:.places$}"));
    }
    powers(size)
}

/// Money in full, grouped: `$63,702,720,000`, `$4,368.32`.
pub fn money_full(value: f64, currency: &str) -> String {
    let sign = if value < 0.0 { MINUS } else { "" };
    let size = value.abs();
    let text = if size >= 1e6 {
        format!("{size:.0}")
    } else {
        format!("{size:.2}")
    };
    format!("{sign}{currency}{}", grouped(&text))
}

/// Commas between thousands.
pub fn grouped(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(text.len() + text.len() / 3);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) && c.is_ascii_digit() {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Availability from unavailability, with as many digits as tell it apart from 100 %:
/// `99.73%`, `99.9942%`, `99.999999999%`.
pub fn availability(unavailability: f64) -> String {
    if unavailability <= 0.0 {
        return "100%".into();
    }
    if unavailability >= 1.0 {
        return "0%".into();
    }
    let percent_down = unavailability * 100.0;
    let places = if percent_down >= 10.0 {
        1
    } else {
        decimals(percent_down, 2).clamp(2, 15)
    };
    availability_of(percent_down, places)
}

/// [`availability`] with the digits that tell it from an`other` one: `99.9503%` beside `99.95%`.
pub fn availability_beside(unavailability: f64, other: f64) -> String {
    let usual = availability(unavailability);
    if usual != availability(other) {
        return usual;
    }
    let pairs =
        (2..=15).map(|places| [unavailability, other].map(|down| availability_of(down * 100.0, places)));
    let told = pairs.into_iter().find(|[this, other]| this != other);
    told.map_or(usual, |[this, _]| this)
}

fn availability_of(percent_down: f64, places: usize) -> String {
    let text = format!("{:.places$}", 100.0 - percent_down);
    // At many nines `100 - p` cancels: write the complement digit by digit instead.
    let text = if places >= 13 {
        complement_text(percent_down, places)
    } else {
        text
    };
    format!("{}%", trim_zeros(&text))
}

fn complement_text(percent_down: f64, places: usize) -> String {
    let down = format!("{percent_down:.places$}");
    let digits: Vec<u8> = down
        .bytes()
        .skip_while(|b| *b != b'.')
        .skip(1)
        .map(|b| b - b'0')
        .collect();
    let mut out: Vec<u8> = digits.iter().map(|d| 9 - d).collect();
    for digit in out.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            break;
        }
        *digit = 0;
    }
    let fraction: String = out.iter().map(|d| char::from(d + b'0')).collect();
    format!("99.{fraction}")
}

/// A probability or share: `12.5%`, `0.01%`, `1 in 2.6 million` is left to sentences.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let size = percent.abs();
    if size == 0.0 {
        return "0%".into();
    }
    if size < LEAST_PERCENT {
        return format!("{}%", scientific(percent));
    }
    if size < 1e-4 {
        return format!("{}%", significant(percent, 2));
    }
    format!("{}%", significant(percent, 3))
}

/// Below so many percent there are more zeros than one counts.
const LEAST_PERCENT: f64 = 1e-6;

/// Below this a share reads better as one in so many.
const RARE: f64 = 1e-5;

/// Whether a share reads better as one in so many.
pub fn is_rare(share: f64) -> bool {
    share > 0.0 && share < RARE
}

/// `1 in 9,150`, `1 in 4·10⁹`.
pub fn one_in(times: f64) -> String {
    format!("1 in {}", large(times))
}

/// A share as a percentage, or as one in so many where it is rare: `0.01%`, `1 in 4·10⁹`.
pub fn odds(share: f64) -> String {
    match is_rare(share) {
        true => one_in(1.0 / share),
        false => percent(share),
    }
}

/// [`odds`] of several shares, in the same way for all of them.
pub fn odds_alike<const N: usize>(shares: [f64; N]) -> [String; N] {
    let rare = shares.into_iter().any(is_rare);
    shares.map(|share| match rare && share > 0.0 {
        true => one_in(1.0 / share),
        false => percent(share),
    })
}

/// `4·10⁹`; below a million in full, three digits of it.
fn large(value: f64) -> String {
    if value < 999_500.0 {
        let rounded = format!("{value:.2e}").parse().unwrap_or(value);
        return significant(rounded, 3);
    }
    powers(value)
}

/// Two digits and a power of ten: `4·10⁹`, `10⁻⁷`.
fn powers(value: f64) -> String {
    let text = format!("{value:.1e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: String = power.chars().map(superscript).collect();
    match digits.strip_suffix(".0").unwrap_or(digits) {
        "1" => format!("10{power}"),
        digits => format!("{digits}·10{power}"),
    }
}

fn superscript(digit: char) -> char {
    match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '-' => '⁻',
        other => other,
    }
}

/// A duration in the unit that suits it: `85.2 ms`, `2.5 min`, `3.1 h`, `23.6 h`, `4 d`.
pub fn duration(seconds: f64) -> String {
    let size = seconds.abs();
    let (value, unit) = match size {
        0.0 => return "0 s".into(),
        s if s < 0.9995e-6 => (seconds * 1e9, "ns"),
        s if s < 0.9995e-3 => (seconds * 1e6, "µs"),
        s if s < 0.9995 => (seconds * 1e3, "ms"),
        s if s < 119.5 => (seconds, "s"),
        s if s < 7170.0 => (seconds / 60.0, "min"),
        s if s < 172_800.0 => (seconds / 3600.0, "h"),
        s if s < 730.0 * 86_400.0 => (seconds / 86_400.0, "d"),
        _ => (seconds / 31_536_000.0, "years"),
    };
    format!("{} {unit}", significant(value, 3))
}

/// A span of time somebody chose: in whole units where it is whole, `1 h`, `5 min`, `3 d`.
pub fn window(seconds: f64) -> String {
    for (unit, name) in [(86_400.0, "d"), (3_600.0, "h"), (60.0, "min")] {
        let count = seconds / unit;
        if count >= 1.0 && (count - count.round()).abs() < 1e-9 {
            return format!("{} {name}", significant(count, 6));
        }
    }
    duration(seconds)
}

/// So many significant digits, no trailing zeros, thousands grouped.
pub fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".into();
    }
    if value.abs() < 1e-4 {
        return scientific(value);
    }
    let places = decimals(value, digits);
    let text = trimmed(format!("{value:.places$}"));
    match text.strip_prefix('-') {
        Some(body) => format!("{MINUS}{}", grouped(body)),
        None => grouped(&text),
    }
}

/// `2.6e-7`.
pub fn scientific(value: f64) -> String {
    let text = format!("{value:.1e}");
    signed(text.replace(".0e", "e"))
}

/// Places after the point that leave so many significant digits.
fn decimals(value: f64, digits: usize) -> usize {
    let mut magnitude = 1_i32;
    let mut size = value.abs();
    while size >= 10.0 && magnitude < 40 {
        size /= 10.0;
        magnitude += 1;
    }
    while size > 0.0 && size < 1.0 && magnitude > -40 {
        size *= 10.0;
        magnitude -= 1;
    }
    usize::try_from(i32::try_from(digits).unwrap_or(3) - magnitude).unwrap_or(0)
}

fn trimmed(text: String) -> String {
    if text.contains('.') {
        trim_zeros(&text).to_owned()
    } else {
        text
    }
}

fn trim_zeros(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_short_and_signed() {
        assert_eq!(money(158_123.0, "$"), "$158k");
        assert_eq!(money(63_702_720_000.0, "$"), "$63.7B");
        assert_eq!(money(-4200.0, "€"), "−€4.2k");
        assert_eq!(money(3.16e16, "$"), "$31.6 quadrillion");
        assert_eq!(money(9.999e17, "$"), "$1 quintillion");
        assert_eq!(money(-2.5e32, "$"), "−$250 nonillion");
        assert_eq!(money(0.0, "$"), "$0");
        assert_eq!(money(0.07, "$"), "$0.07");
        assert_eq!(money(3e-6, "$"), "$0.000003");
        assert_eq!(money(0.004_25, "$"), "$0.0043");
        assert_eq!(money(-1.25e-5, "$"), "−$0.000013");
        assert_eq!(money(5e-7, "$"), "$5·10⁻⁷");
        assert_eq!(money(1e-9, "$"), "$10⁻⁹");
        assert_eq!(money(999_999.0, "$"), "$1M");
        assert_eq!(money_full(63_702_720_000.0, "$"), "$63,702,720,000");
        assert_eq!(money_full(4368.32, "$"), "$4,368.32");
    }

    #[test]
    fn rare_shares_are_one_in_so_many() {
        assert_eq!(odds(0.000_1), "0.01%");
        assert_eq!(odds(1.0 / 191_565.0), "1 in 192,000");
        assert_eq!(odds(2.2e-11), "1 in 4.5·10¹⁰");
        assert_eq!(odds(0.0), "0%");
    }

    #[test]
    fn availability_shows_the_digits_that_matter() {
        assert_eq!(availability(0.0026974909), "99.73%");
        assert_eq!(availability(1e-11), "99.999999999%");
        assert_eq!(availability(5.8e-5), "99.9942%");
        assert_eq!(availability(1.23e-14), "99.9999999999988%");
        assert_eq!(availability(0.0), "100%");
        assert_eq!(availability(0.5), "50%");
    }

    #[test]
    fn durations_take_the_unit_that_suits_them() {
        assert_eq!(duration(0.0852), "85.2 ms");
        assert_eq!(duration(150.0), "2.5 min");
        assert_eq!(duration(30.0 * 86_400.0), "30 d");
        assert_eq!(duration(0.0), "0 s");
        assert_eq!(duration(4e-5), "40 µs");
    }
}
