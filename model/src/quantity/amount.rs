//! A number with a dimension: money, data and time, each to a whole power.

use super::QuantityError;
use super::decimal::Decimal;
use crate::clip::clip;

/// Powers of money, data (bytes) and time (seconds).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// Power of money.
    pub money: i8,
    /// Power of bytes.
    pub data: i8,
    /// Power of seconds.
    pub time: i8,
}

impl Dimension {
    /// A plain number.
    pub const NONE: Self = Self {
        money: 0,
        data: 0,
        time: 0,
    };
    /// Money.
    pub const MONEY: Self = Self {
        money: 1,
        data: 0,
        time: 0,
    };
    /// Money per time.
    pub const MONEY_RATE: Self = Self {
        money: 1,
        data: 0,
        time: -1,
    };
    /// Bytes.
    pub const DATA: Self = Self {
        money: 0,
        data: 1,
        time: 0,
    };
    /// Time.
    pub const TIME: Self = Self {
        money: 0,
        data: 0,
        time: 1,
    };
    /// Something per time.
    pub const RATE: Self = Self {
        money: 0,
        data: 0,
        time: -1,
    };

    /// The dimension of a product.
    pub fn times(self, other: Self) -> Self {
        Self {
            money: self.money.saturating_add(other.money),
            data: self.data.saturating_add(other.data),
            time: self.time.saturating_add(other.time),
        }
    }

    fn inverse(self) -> Self {
        Self {
            money: -self.money,
            data: -self.data,
            time: -self.time,
        }
    }

    /// The kind of thing, in words.
    pub fn name(self) -> &'static str {
        match (self.money, self.data, self.time) {
            (0, 0, 0) => "a plain number",
            (1, 0, 0) => "an amount of money",
            (1, 0, -1) => "money per time",
            (0, 1, 0) => "an amount of data",
            (0, 1, -1) => "data per time",
            (0, 0, 1) => "a duration",
            (0, 0, -1) => "a rate",
            (1, -1, 0) => "a price of data",
            (1, -1, -1) => "a price of data per time",
            _ => "a mixture of units",
        }
    }
}

/// What a reader of amounts wants, for its error sentences.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) what: &'static str,
    pub(crate) example: &'static str,
}

/// A number with its dimension, in seconds, bytes and units of currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The number in base units.
    pub value: f64,
    /// Its dimension.
    pub dimension: Dimension,
    /// Currency sign, when one was written.
    pub currency: Option<&'static str>,
}

/// Signs and codes of currencies.
const CURRENCIES: &[(&str, &str)] = &[
    ("$", "$"),
    ("€", "€"),
    ("£", "£"),
    ("¥", "¥"),
    ("₹", "₹"),
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("CHF", "CHF "),
];

/// Units by name: dimension and size in base units.
const UNITS: &[(&str, Dimension, f64)] = &[
    ("ns", Dimension::TIME, 1e-9),
    ("us", Dimension::TIME, 1e-6),
    ("µs", Dimension::TIME, 1e-6),
    ("μs", Dimension::TIME, 1e-6),
    ("ms", Dimension::TIME, 1e-3),
    ("s", Dimension::TIME, 1.0),
    ("sec", Dimension::TIME, 1.0),
    ("second", Dimension::TIME, 1.0),
    ("seconds", Dimension::TIME, 1.0),
    ("min", Dimension::TIME, 60.0),
    ("mins", Dimension::TIME, 60.0),
    ("minute", Dimension::TIME, 60.0),
    ("minutes", Dimension::TIME, 60.0),
    ("h", Dimension::TIME, 3600.0),
    ("hr", Dimension::TIME, 3600.0),
    ("hour", Dimension::TIME, 3600.0),
    ("hours", Dimension::TIME, 3600.0),
    ("d", Dimension::TIME, 86_400.0),
    ("day", Dimension::TIME, 86_400.0),
    ("days", Dimension::TIME, 86_400.0),
    ("week", Dimension::TIME, 604_800.0),
    ("weeks", Dimension::TIME, 604_800.0),
    ("w", Dimension::TIME, 604_800.0),
    ("mo", Dimension::TIME, 2_628_000.0),
    ("month", Dimension::TIME, 2_628_000.0),
    ("months", Dimension::TIME, 2_628_000.0),
    ("y", Dimension::TIME, 31_536_000.0),
    ("yr", Dimension::TIME, 31_536_000.0),
    ("year", Dimension::TIME, 31_536_000.0),
    ("years", Dimension::TIME, 31_536_000.0),
    ("B", Dimension::DATA, 1.0),
    ("byte", Dimension::DATA, 1.0),
    ("bytes", Dimension::DATA, 1.0),
    ("kB", Dimension::DATA, 1e3),
    ("KB", Dimension::DATA, 1e3),
    ("MB", Dimension::DATA, 1e6),
    ("GB", Dimension::DATA, 1e9),
    ("TB", Dimension::DATA, 1e12),
    ("PB", Dimension::DATA, 1e15),
    ("KiB", Dimension::DATA, 1024.0),
    ("MiB", Dimension::DATA, 1_048_576.0),
    ("GiB", Dimension::DATA, 1_073_741_824.0),
    ("TiB", Dimension::DATA, 1_099_511_627_776.0),
    ("rps", Dimension::RATE, 1.0),
    ("tps", Dimension::RATE, 1.0),
    ("qps", Dimension::RATE, 1.0),
    ("TPS", Dimension::RATE, 1.0),
    ("QPS", Dimension::RATE, 1.0),
    ("RPS", Dimension::RATE, 1.0),
    ("req", Dimension::NONE, 1.0),
    ("request", Dimension::NONE, 1.0),
    ("requests", Dimension::NONE, 1.0),
    ("call", Dimension::NONE, 1.0),
    ("calls", Dimension::NONE, 1.0),
    ("tx", Dimension::NONE, 1.0),
    ("node", Dimension::NONE, 1.0),
    ("nodes", Dimension::NONE, 1.0),
    ("credits", Dimension::NONE, 1.0),
    ("items", Dimension::NONE, 1.0),
];

impl Amount {
    /// Reads a product of numbers with units: `2000/s * 2 kB * 3`, `$0.02/GB`, `72`.
    pub(crate) fn read(text: &str, wanted: Wanted) -> Result<Self, QuantityError> {
        let mut product: Option<Self> = None;
        for factor in text.split(['*', '×']) {
            let factor = read_factor(factor.trim(), text, wanted)?;
            product = Some(product.map_or(factor, |so_far| so_far.times(factor)));
        }
        product.ok_or_else(|| not_a_number(text, wanted))
    }

    /// The product of two amounts.
    pub fn times(self, other: Self) -> Self {
        Self {
            value: self.value * other.value,
            dimension: self.dimension.times(other.dimension),
            currency: self.currency.or(other.currency),
        }
    }

    /// This number of `unit`s; a unit that is a power of ten below one divides, so that `9 ms` is
    /// the float nearest to 0.009.
    fn in_unit(self, unit: Self) -> Self {
        let product = self.times(unit);
        if unit.value < 1.0 {
            Self {
                value: self.value / (1.0 / unit.value).round(),
                ..product
            }
        } else {
            product
        }
    }

    fn per(self, other: Self) -> Self {
        Self {
            value: self.value / other.value,
            dimension: self.dimension.times(other.dimension.inverse()),
            currency: self.currency,
        }
    }
}

/// `$5k`, `2000/s`, `$0.02/GB`, `$0.01/10k`, `5%`.
fn read_factor(factor: &str, text: &str, wanted: Wanted) -> Result<Amount, QuantityError> {
    let mut parts = factor.split('/');
    let mut amount = read_term(parts.next().unwrap_or_default().trim(), text, wanted)?;
    for part in parts {
        let part = part.trim();
        let starts_with_digit = part.starts_with(|c: char| c.is_ascii_digit());
        let below = if starts_with_digit {
            read_term(part, text, wanted)?
        } else {
            unit(part, text, wanted)?
        };
        if below.value == 0.0 || below.currency.is_some() {
            return Err(not_a_number(text, wanted));
        }
        amount = amount.per(below);
    }
    Ok(amount)
}

/// A number with an optional currency before it and a multiplier or unit behind it.
fn read_term(term: &str, text: &str, wanted: Wanted) -> Result<Amount, QuantityError> {
    let (sign, body) = split_sign(term);
    let (currency, body) = split_currency(body);
    let (decimal, rest) = Decimal::read(body).ok_or_else(|| not_a_number(text, wanted))?;
    let (shift, rest) = split_multiplier(rest.trim_start(), currency.is_some());
    let (trailing, rest) = if currency.is_none() {
        trailing_currency(rest.trim())
    } else {
        (None, rest)
    };
    if shift == PERCENT && trailing.is_some() {
        return Err(not_a_number(text, wanted));
    }
    let currency = currency.or(trailing);
    let value = decimal.shifted(shift).value() * sign;
    let dimension = if currency.is_some() {
        Dimension::MONEY
    } else {
        Dimension::NONE
    };
    let amount = Amount {
        value,
        dimension,
        currency,
    };
    match rest.trim() {
        "" => Ok(amount),
        name => Ok(amount.in_unit(unit(name, text, wanted)?)),
    }
}

fn split_sign(term: &str) -> (f64, &str) {
    match term.strip_prefix(['-', '\u{2212}']) {
        Some(rest) if split_currency(rest.trim_start()).0.is_some() => (-1.0, rest.trim_start()),
        _ => (1.0, term),
    }
}

fn split_currency(term: &str) -> (Option<&'static str>, &str) {
    for (name, sign) in CURRENCIES {
        if let Some(rest) = term.strip_prefix(name) {
            return (Some(sign), rest.trim_start());
        }
    }
    (None, term)
}

fn trailing_currency(rest: &str) -> (Option<&'static str>, &str) {
    CURRENCIES
        .iter()
        .find(|(name, _)| rest == *name)
        .map_or((None, rest), |(_, sign)| (Some(sign), ""))
}

/// The powers of ten in a `%`.
const PERCENT: i32 = -2;

/// `k`, `M`, `G`, `T`, and `B` for billions of money; `%` as a hundredth, of anything but money.
fn split_multiplier(rest: &str, money: bool) -> (i32, &str) {
    let mut chars = rest.chars();
    let shift = match chars.next() {
        Some('%') if !money => PERCENT,
        Some('k' | 'K') => 3,
        Some('M') => 6,
        Some('G') => 9,
        Some('B') if money => 9,
        Some('b') if money && rest.starts_with("bn") => return (9, &rest[2..]),
        Some('T') => 12,
        _ => return (0, rest),
    };
    let after = chars.as_str();
    let stands_alone = !after.starts_with(|c: char| c.is_alphabetic());
    if stands_alone { (shift, after) } else { (0, rest) }
}

fn unit(name: &str, text: &str, wanted: Wanted) -> Result<Amount, QuantityError> {
    let found = UNITS.iter().find(|(known, ..)| *known == name);
    let found = found.or_else(|| {
        UNITS
            .iter()
            .find(|(known, ..)| name.len() > 2 && known.eq_ignore_ascii_case(name))
    });
    match found {
        Some((_, dimension, value)) => Ok(Amount {
            value: *value,
            dimension: *dimension,
            currency: None,
        }),
        None if name.is_empty() => Err(not_a_number(text, wanted)),
        None => Err(QuantityError::UnknownUnit {
            unit: clip(name),
            read: clip(text),
            hint: nearest_unit(name),
            what: wanted.what,
            example: wanted.example,
        }),
    }
}

fn nearest_unit(name: &str) -> String {
    if name == "m" || name == "M" {
        return " (did you mean `min`, `month` or `ms`?)".into();
    }
    if name.chars().count() > 20 {
        return String::new();
    }
    let near = UNITS
        .iter()
        .map(|(known, ..)| *known)
        .min_by_key(|known| strsim::levenshtein(known, name));
    match near {
        Some(known) if strsim::levenshtein(known, name) <= 1 + name.len() / 4 => {
            format!(" (did you mean `{known}`?)")
        }
        _ => String::new(),
    }
}

fn not_a_number(text: &str, wanted: Wanted) -> QuantityError {
    if text.trim().is_empty() {
        return QuantityError::Empty {
            what: wanted.what,
            example: wanted.example,
        };
    }
    QuantityError::NotANumber {
        read: clip(text),
        what: wanted.what,
        example: wanted.example,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANY: Wanted = Wanted {
        what: "an amount",
        example: "5",
    };

    fn read(text: &str) -> Amount {
        Amount::read(text, ANY).unwrap()
    }

    #[test]
    fn amounts_are_read_with_their_units() {
        assert_eq!(read("20 ms").value, 0.020);
        assert_eq!(read("172.8M/day").value, 2000.0);
        assert_eq!(read("$5k").value, 5000.0);
        assert_eq!(read("$63.7B").value, 63.7e9);
        assert_eq!(read("5 B").dimension, Dimension::DATA);
        assert_eq!(read("€12k/month").currency, Some("€"));
        assert_eq!(read("$0.01/10k").value, 1e-6);
        assert_eq!(
            read("2000/s * 2 kB * 3 * 2").dimension,
            Dimension {
                money: 0,
                data: 1,
                time: -1
            }
        );
        assert_eq!(read("5%").value, 0.05);
        assert_eq!(read("-$5k").value, -5000.0);
        assert_eq!(read("2000 req/s").value, 2000.0);
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "",
            "abc",
            "5 parsecs",
            "5/0 s",
            "/s",
            "$",
            "5 m",
            "1/$5",
            "* 3",
            "$85%",
            "85% $",
        ] {
            assert!(Amount::read(text, ANY).is_err(), "{text} was read");
        }
    }
}
