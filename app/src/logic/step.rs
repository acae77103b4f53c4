//! The arrow keys in a quantity: the next sensible value, in the words it was written in.
//!
//! Availabilities move by nines (99.9 %, 99.95 %, 99.98 %, 99.99 %…), everything else by one in
//! the second significant digit. Only the number under the caret changes.

/// Which way, and whether by a large step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Towards larger values.
    pub up: bool,
    /// Ten times the usual step.
    pub large: bool,
}

/// `text` with the number at byte `caret` (or the nearest before it, or the first) moved by one
/// step; `None` when there is no number or the step leads nowhere.
pub fn step(text: &str, caret: usize, step: Step) -> Option<String> {
    let (start, end) = number_at(text, caret)?;
    let number = &text[start..end];
    let rest = text[end..].trim_start();
    let moved = if rest.starts_with('%') && number.parse::<f64>().is_ok_and(|value| value >= 90.0) {
        nines(number, step.up)?
    } else {
        digits(number, step)?
    };
    Some(format!("{}{moved}{}", &text[..start], &text[end..]))
}

/// Spans of the numbers in `text`; digits that belong to a word (`p99`) are none.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        if !begins {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && (bytes[at].is_ascii_digit() || is_point(bytes, at)) {
            at += 1;
        }
        found.push((start, at));
    }
    found
}

fn is_point(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

fn number_at(text: &str, caret: usize) -> Option<(usize, usize)> {
    let all = numbers(text);
    all.iter()
        .rev()
        .find(|(start, _)| *start <= caret)
        .or(all.first())
        .copied()
}

/// One step along 1, 2, 5, 10 in the unavailability of a percentage such as `99.95`.
fn nines(number: &str, up: bool) -> Option<String> {
    let digits = number
        .split_once('.')
        .map_or("", |(_, digits)| digits)
        .trim_end_matches('0');
    let places = i32::try_from(digits.len()).ok()?;
    let missing = (100.0 - number.parse::<f64>().ok()?) * tenfold(places);
    let missing = missing.round();
    if missing < 1.0 {
        return None;
    }
    let (mantissa, zeros) = scientific(missing);
    let (next, exponent) = match (up, mantissa) {
        (true, m) if m > 5.0 => (5.0, zeros),
        (true, m) if m > 2.0 => (2.0, zeros),
        (true, m) if m > 1.0 => (1.0, zeros),
        (true, _) => (5.0, zeros - 1),
        (false, m) if m < 2.0 => (2.0, zeros),
        (false, m) if m < 5.0 => (5.0, zeros),
        (false, _) => (1.0, zeros + 1),
    };
    let exponent = exponent - places;
    if !(-9..=0).contains(&exponent) {
        return None;
    }
    Some(tidy(100.0 - next / tenfold(-exponent), -exponent))
}

fn digits(number: &str, step: Step) -> Option<String> {
    let value = number.parse::<f64>().ok()?;
    let places = number.split_once('.').map_or(0, |(_, digits)| digits.len());
    let places = i32::try_from(places).ok()?;
    let (_, exponent) = scientific(value);
    let place = (exponent - 1).max(-places) + i32::from(step.large);
    let size = if place >= 0 {
        tenfold(place)
    } else {
        1.0 / tenfold(-place)
    };
    let moved = if step.up { value + size } else { value - size };
    // A fraction halves rather than vanish.
    let moved = if !step.up && moved <= 0.0 && value > 0.0 && places > 0 {
        value / 2.0
    } else {
        moved
    };
    (moved >= 0.0).then(|| tidy(moved, places.max(-place)))
}

fn scientific(value: f64) -> (f64, i32) {
    let (mut mantissa, mut exponent) = (value, 0);
    while mantissa >= 10.0 && exponent < 300 {
        mantissa /= 10.0;
        exponent += 1;
    }
    while mantissa > 0.0 && mantissa < 1.0 && exponent > -300 {
        mantissa *= 10.0;
        exponent -= 1;
    }
    (mantissa, exponent)
}

fn tenfold(times: i32) -> f64 {
    (0..times).fold(1.0, |power, _| power * 10.0)
}

/// `value` with at most `places` decimals and no zeros at the end.
fn tidy(value: f64, places: i32) -> String {
    let places = usize::try_from(places.clamp(0, 12)).unwrap_or(0);
    let text = format!("{value:.places$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn up(text: &str) -> String {
        step(
            text,
            0,
            Step {
                up: true,
                large: false,
            },
        )
        .unwrap_or_default()
    }

    fn down(text: &str) -> String {
        step(
            text,
            0,
            Step {
                up: false,
                large: false,
            },
        )
        .unwrap_or_default()
    }

    #[test]
    fn availability_moves_by_nines() {
        assert_eq!(up("99.9%"), "99.95%");
        assert_eq!(up("99.95%"), "99.98%");
        assert_eq!(up("99.98%"), "99.99%");
        assert_eq!(up("99%"), "99.5%");
        assert_eq!(down("99.99%"), "99.98%");
        assert_eq!(down("99.9 %"), "99.8 %");
        assert_eq!(down("99.95%"), "99.9%");
        assert_eq!(up("99.97%"), "99.98%");
    }

    #[test]
    fn everything_else_moves_in_its_second_digit() {
        assert_eq!(up("60 ms"), "61 ms");
        assert_eq!(up("8 ms"), "9 ms");
        assert_eq!(up("$0.806/h"), "$0.816/h");
        assert_eq!(up("2000/s"), "2100/s");
        assert_eq!(down("200 ms"), "190 ms");
        assert_eq!(up("0.005%"), "0.006%");
    }

    #[test]
    fn only_the_number_under_the_caret_moves() {
        let text = "p50 60 ms, p99 200 ms";
        let moved = step(
            text,
            17,
            Step {
                up: true,
                large: false,
            },
        );
        assert_eq!(moved.as_deref(), Some("p50 60 ms, p99 210 ms"));
        assert_eq!(up(text), "p50 61 ms, p99 200 ms");
    }

    #[test]
    fn nothing_goes_below_zero_and_words_stay() {
        assert_eq!(
            step(
                "0",
                0,
                Step {
                    up: false,
                    large: false
                }
            ),
            None
        );
        assert_eq!(
            step(
                "SS",
                0,
                Step {
                    up: true,
                    large: false
                }
            ),
            None
        );
        assert_eq!(
            step(
                "",
                0,
                Step {
                    up: true,
                    large: false
                }
            ),
            None
        );
        assert_eq!(
            step(
                "100%",
                0,
                Step {
                    up: true,
                    large: false
                }
            ),
            None
        );
    }

    #[test]
    fn a_large_step_is_ten_small_ones() {
        assert_eq!(
            step(
                "60 ms",
                0,
                Step {
                    up: true,
                    large: true
                }
            )
            .as_deref(),
            Some("70 ms")
        );
    }
}
