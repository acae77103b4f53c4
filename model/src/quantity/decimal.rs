//! Exact decimal numbers as people write them: `1,000.5`, `1e-4`, `99.999999999`.

/// A decimal number `mantissa · 10^exponent`, exact as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Decimal {
    mantissa: i128,
    exponent: i32,
}

impl Decimal {
    /// Reads a decimal number at the start of `text`; the rest is returned with it.
    ///
    /// Commas and underscores may group digits. `None` when no digit is there or when it has more
    /// than 30 of them.
    pub(crate) fn read(text: &str) -> Option<(Self, &str)> {
        let unsigned = text.strip_prefix(['-', '\u{2212}']);
        let negative = unsigned.is_some();
        let body = unsigned.or_else(|| text.strip_prefix('+')).unwrap_or(text);
        let (mantissa, scale, used) = read_digits(body)?;
        let mut rest = &body[used..];
        let mut exponent = -scale;
        if let Some((power, length)) = read_exponent(rest) {
            exponent += power;
            rest = &rest[length..];
        }
        let mantissa = if negative { -mantissa } else { mantissa };
        Some((Self { mantissa, exponent }, rest))
    }

    /// This number times a power of ten, exactly.
    pub(crate) fn shifted(self, power: i32) -> Self {
        Self {
            exponent: self.exponent.saturating_add(power),
            ..self
        }
    }

    /// `1 - self`, exactly; `None` when it does not fit.
    pub(crate) fn complement(self) -> Option<Self> {
        if self.mantissa == 0 {
            return Some(Self {
                mantissa: 1,
                exponent: 0,
            });
        }
        let places = u32::try_from(-self.exponent)
            .ok()
            .or((self.exponent == 0).then_some(0))?;
        let one = 10_i128.checked_pow(places)?;
        Some(Self {
            mantissa: one.checked_sub(self.mantissa)?,
            exponent: self.exponent,
        })
    }

    /// The nearest float.
    pub(crate) fn value(self) -> f64 {
        format!("{}e{}", self.mantissa, self.exponent)
            .parse()
            .unwrap_or(f64::INFINITY)
    }
}

/// Digits with at most one point: mantissa, digits after the point, bytes used.
fn read_digits(text: &str) -> Option<(i128, i32, usize)> {
    let (mut mantissa, mut scale, mut digits, mut used) = (0_i128, 0, 0, 0);
    let mut point = false;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(used) {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                if digits > 30 {
                    return None;
                }
                mantissa = mantissa * 10 + i128::from(byte - b'0');
                scale += i32::from(point);
            }
            b'.' if !point && !text[used..].starts_with("..") => point = true,
            b',' | b'_' if is_group(bytes, used) => {}
            _ => break,
        }
        used += 1;
    }
    (digits > 0).then_some((mantissa, scale, used))
}

/// A separator counts only between a digit and three more digits (comma) or one (underscore).
fn is_group(bytes: &[u8], at: usize) -> bool {
    let wanted = if bytes[at] == b',' { 3 } else { 1 };
    let after = bytes[at + 1..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    at > 0 && bytes[at - 1].is_ascii_digit() && after >= wanted && (wanted == 1 || after == 3)
}

/// `e-4` and the like: power and bytes used.
fn read_exponent(text: &str) -> Option<(i32, usize)> {
    let body = text.strip_prefix(['e', 'E'])?;
    let signed = body.strip_prefix(['-', '+']);
    let digits = signed.unwrap_or(body);
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 || count > 4 {
        return None;
    }
    let power: i32 = digits[..count].parse().ok()?;
    let power = if body.starts_with('-') { -power } else { power };
    Some((power, text.len() - digits.len() + count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> f64 {
        Decimal::read(text).unwrap().0.value()
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(value("1,000,000"), 1e6);
        assert_eq!(value("1e-4"), 1e-4);
        assert_eq!(value("-2.5"), -2.5);
        assert_eq!(value(".5"), 0.5);
        assert_eq!(Decimal::read("1,2").unwrap().1, ",2");
        assert!(Decimal::read("x").is_none());
    }

    #[test]
    fn the_complement_keeps_every_digit() {
        let nines = Decimal::read("99.999999999").unwrap().0.shifted(-2);
        assert_eq!(nines.complement().unwrap().value(), 1e-11);
        assert_eq!(Decimal::read("1").unwrap().0.complement().unwrap().value(), 0.0);
    }
}
