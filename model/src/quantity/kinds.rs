//! The kinds of quantity a scenario holds, each declared once: what it is, its unit, its bounds.

use super::amount::{Amount, Dimension, Wanted};
use super::decimal::Decimal;
use super::{HOURS_PER_MONTH, QuantityError};
use crate::clip::clip;
use crate::math;

/// How a range of this kind is spread between its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaled {
    /// Lognormal where both ends are positive.
    Log,
    /// Logit-normal: probabilities and unavailabilities.
    Logit,
}

/// A bounded number with a unit that reads itself from text.
pub trait Quantity: Copy + Sized {
    /// What it is, with its article: "a duration".
    const WHAT: &'static str;
    /// A text that reads.
    const EXAMPLE: &'static str;
    /// The legal range in words.
    const ALLOWED: &'static str;
    /// How ranges spread.
    const SCALE: Scaled;
    /// Whether a rising text means a falling number (availability).
    const REVERSED: bool = false;

    /// Takes a number in the base unit.
    ///
    /// # Errors
    /// When it is NaN, infinite or outside the legal range.
    fn new(value: f64) -> Option<Self>;

    /// The number in the base unit.
    fn value(self) -> f64;

    /// Reads one exact value.
    ///
    /// # Errors
    /// A sentence when the text is not such a quantity.
    fn read(text: &str) -> Result<Self, QuantityError>;

    /// The error for a number outside the legal range.
    fn out_of_range(read: &str) -> QuantityError {
        QuantityError::OutOfRange {
            read: clip(read),
            what: Self::WHAT,
            allowed: Self::ALLOWED,
            example: Self::EXAMPLE,
        }
    }
}

fn read_amount<Q: Quantity>(text: &str, dimension: Dimension) -> Result<Q, QuantityError> {
    let amount = Amount::read(
        text,
        Wanted {
            what: Q::WHAT,
            example: Q::EXAMPLE,
        },
    )?;
    if amount.dimension != dimension {
        return Err(QuantityError::WrongKind {
            read: clip(text),
            kind: amount.dimension.name(),
            what: Q::WHAT,
            example: Q::EXAMPLE,
        });
    }
    Q::new(amount.value).ok_or_else(|| Q::out_of_range(text))
}

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $what:literal, $example:literal, $allowed:literal, $min:expr, $max:expr,
     $dimension:expr, $scale:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl Quantity for $name {
            const WHAT: &'static str = $what;
            const EXAMPLE: &'static str = $example;
            const ALLOWED: &'static str = $allowed;
            const SCALE: Scaled = $scale;

            fn new(value: f64) -> Option<Self> {
                ($min..=$max).contains(&value).then_some(Self(value))
            }

            fn value(self) -> f64 {
                self.0
            }

            fn read(text: &str) -> Result<Self, QuantityError> {
                read_amount(text, $dimension)
            }
        }
    };
}

quantity!(
    /// A share or probability, 0 to 1.
    Probability, "a probability", "`0.01%` or `1e-4`", "0 to 1, or 0% to 100%", 0.0, 1.0, Dimension::NONE, Scaled::Logit
);
quantity!(
    /// Seconds.
    Duration, "a duration", "`20 ms` or `4 h`", "0 to 1,000 years", 0.0, 3.2e10, Dimension::TIME, Scaled::Log
);
quantity!(
    /// Money in the scenario's currency.
    Money, "an amount of money", "`$5k`", "up to 1e15 either way", -1e15, 1e15, Dimension::MONEY, Scaled::Log
);
quantity!(
    /// Requests (or other events) per second.
    Rate, "a rate", "`2000/s` or `172.8M/day`", "0 to 1e12 per second", 0.0, 1e12, Dimension::RATE, Scaled::Log
);
quantity!(
    /// Money per second.
    MoneyRate, "money per time", "`$40k/h`", "up to 1e12 per second either way", -1e12, 1e12, Dimension::MONEY_RATE, Scaled::Log
);
quantity!(
    /// Bytes.
    Bytes, "an amount of data", "`2 TB`", "0 to 1e24 bytes", 0.0, 1e24, Dimension::DATA, Scaled::Log
);
quantity!(
    /// A plain count.
    Count, "a number", "`3`", "0 to 1e15", 0.0, 1e15, Dimension::NONE, Scaled::Log
);

/// Unavailability, 0 to 1; written as an availability: `99.95%`, `5 nines`, `0.9995`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Unavailability(f64);

impl Quantity for Unavailability {
    const WHAT: &'static str = "an availability";
    const EXAMPLE: &'static str = "`99.95%`, `3 nines` or `0.9995`";
    const ALLOWED: &'static str = "0% to 100%";
    const SCALE: Scaled = Scaled::Logit;
    const REVERSED: bool = true;

    fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value))
    }

    fn value(self) -> f64 {
        self.0
    }

    fn read(text: &str) -> Result<Self, QuantityError> {
        let wanted = Wanted {
            what: Self::WHAT,
            example: Self::EXAMPLE,
        };
        match Decimal::read(text.trim()) {
            Some((decimal, "")) => Self::complement(decimal, text),
            Some((decimal, rest)) if rest.trim() == "%" => Self::complement(decimal.shifted(-2), text),
            Some((decimal, rest)) if matches!(rest.trim(), "nines" | "nine") => {
                Self::new(math::pow(10.0, -decimal.value())).ok_or_else(|| Self::out_of_range(text))
            }
            _ => match Amount::read(text, wanted)? {
                amount if amount.dimension != Dimension::NONE => Err(QuantityError::WrongKind {
                    read: clip(text),
                    kind: amount.dimension.name(),
                    what: Self::WHAT,
                    example: Self::EXAMPLE,
                }),
                _ => Err(Self::out_of_range(text)),
            },
        }
    }
}

impl Unavailability {
    fn complement(decimal: Decimal, text: &str) -> Result<Self, QuantityError> {
        let value = decimal
            .complement()
            .map_or_else(|| 1.0 - decimal.value(), Decimal::value);
        Self::new(value).ok_or_else(|| Self::out_of_range(text))
    }
}

/// A unit price or a quantity of a line item: any dimension, not negative prices included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price(pub Amount);

impl Price {
    /// Reads a product of numbers with units.
    ///
    /// # Errors
    /// A sentence when the text is no such product or the number is not finite.
    pub fn read(text: &str, what: &'static str, example: &'static str) -> Result<Self, QuantityError> {
        let amount = Amount::read(text, Wanted { what, example })?;
        if !amount.value.is_finite() || amount.value.abs() > 1e30 {
            return Err(QuantityError::OutOfRange {
                read: clip(text),
                what,
                allowed: "up to 1e30",
                example,
            });
        }
        Ok(Self(amount))
    }
}

/// Hours a month something runs: `240 h/month`, `8 h × 30 d`; a month has 730.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct DutyHours(f64);

impl Quantity for DutyHours {
    const WHAT: &'static str = "hours a month";
    const EXAMPLE: &'static str = "`240 h/month` or `8 h x 30 d`";
    const ALLOWED: &'static str = "0 to 744 hours a month";
    const SCALE: Scaled = Scaled::Log;

    fn new(value: f64) -> Option<Self> {
        (0.0..=744.0).contains(&value).then_some(Self(value))
    }

    fn value(self) -> f64 {
        self.0
    }

    fn read(text: &str) -> Result<Self, QuantityError> {
        if let Some((daily, days)) = text
            .split_once([' ', '*', '×', 'x'])
            .and_then(|_| split_days(text))
        {
            let hours = Duration::read(daily)?.value() / 3600.0;
            let days = Duration::read(days)?.value() / 86_400.0;
            return Self::new(hours * days).ok_or_else(|| Self::out_of_range(text));
        }
        let wanted = Wanted {
            what: Self::WHAT,
            example: Self::EXAMPLE,
        };
        let amount = Amount::read(text, wanted)?;
        if amount.dimension != Dimension::NONE || !text.contains('/') {
            return Err(QuantityError::WrongKind {
                read: clip(text),
                kind: amount.dimension.name(),
                what: Self::WHAT,
                example: Self::EXAMPLE,
            });
        }
        Self::new(amount.value * HOURS_PER_MONTH).ok_or_else(|| Self::out_of_range(text))
    }
}

/// `8 h x 30 d` in its two halves.
fn split_days(text: &str) -> Option<(&str, &str)> {
    let (daily, days) = text.split_once(['×', '*', 'x'])?;
    Some((daily.trim(), days.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn availability_is_kept_as_unavailability() {
        assert_eq!(Unavailability::read("99.999999999%").unwrap().value(), 1e-11);
        assert_eq!(Unavailability::read("0.9995").unwrap().value(), 5e-4);
        assert!((Unavailability::read("5 nines").unwrap().value() - 1e-5).abs() < 1e-17);
        assert_eq!(Unavailability::read("100%").unwrap().value(), 0.0);
    }

    #[test]
    fn hours_stay_as_typed() {
        assert!((DutyHours::read("8 h x 30 d").unwrap().value() - 240.0).abs() < 1e-9);
        assert!((DutyHours::read("240 h/month").unwrap().value() - 240.0).abs() < 1e-9);
        assert!(DutyHours::read("800 h/month").is_err());
        assert!(DutyHours::read("240 h").is_err());
    }

    #[test]
    fn every_refusal_is_a_sentence_with_a_way_out() {
        let sentences = [
            Unavailability::read("101%").unwrap_err(),
            Unavailability::read("20 ms").unwrap_err(),
            Unavailability::read("").unwrap_err(),
            Duration::read("20").unwrap_err(),
            Duration::read("20 mss").unwrap_err(),
            Rate::read("$5").unwrap_err(),
            Money::read("plenty").unwrap_err(),
            Probability::read("150%").unwrap_err(),
            Duration::read("NaN").unwrap_err(),
            Duration::read("1e999 s").unwrap_err(),
        ];
        let text: Vec<String> = sentences.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(text.join("\n"));
    }
}
