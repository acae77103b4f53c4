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

/// A kind of quantity: what it is in words, its bounds, and how its text reads.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// What it is, with its article: "a duration".
    pub what: &'static str,
    /// A text that reads.
    pub example: &'static str,
    /// The legal range in words.
    pub allowed: &'static str,
    /// How ranges spread.
    pub scale: Scaled,
    lowest: f64,
    highest: f64,
    form: Form,
}

/// How a quantity is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A number with units of this dimension.
    Units(Dimension),
    /// An availability, kept as unavailability.
    Availability,
    /// Hours a month.
    DutyHours,
}

/// What a number means, for those that put it into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An unavailability, written as an availability.
    Availability,
    /// A share or probability.
    Share,
    /// Hours a month.
    DutyHours,
    /// Anything else of this dimension.
    Amount(Dimension),
}

impl Kind {
    /// What its numbers mean.
    pub fn meaning(&self) -> Meaning {
        match self.form {
            Form::Availability => Meaning::Availability,
            Form::DutyHours => Meaning::DutyHours,
            Form::Units(_) if self.scale == Scaled::Logit => Meaning::Share,
            Form::Units(dimension) => Meaning::Amount(dimension),
        }
    }

    /// Lowest and highest legal number in the base unit.
    pub fn bounds(&self) -> (f64, f64) {
        (self.lowest, self.highest)
    }

    /// Whether a rising text means a falling number.
    pub fn is_reversed(&self) -> bool {
        self.form == Form::Availability
    }

    /// Whether a number in the base unit is legal: NaN and infinity never are.
    pub fn holds(&self, value: f64) -> bool {
        (self.lowest..=self.highest).contains(&value)
    }

    /// Reads one exact value, in the base unit.
    ///
    /// # Errors
    /// A sentence when the text is not such a quantity.
    pub fn read(&self, text: &str) -> Result<f64, QuantityError> {
        let value = match self.form {
            Form::Units(dimension) => self.amount(text, dimension)?,
            Form::Availability => self.unavailability(text)?,
            Form::DutyHours => self.duty_hours(text)?,
        };
        if self.holds(value) {
            Ok(value)
        } else {
            Err(self.out_of_range(text))
        }
    }

    /// The error for a number outside the legal range.
    pub fn out_of_range(&self, read: &str) -> QuantityError {
        QuantityError::OutOfRange {
            read: clip(read),
            what: self.what,
            allowed: self.allowed,
            example: self.example,
        }
    }

    fn amount(&self, text: &str, dimension: Dimension) -> Result<f64, QuantityError> {
        let wanted = Wanted {
            what: self.what,
            example: self.example,
        };
        if let Some(chance) = (dimension == Dimension::NONE).then(|| one_in(text)).flatten() {
            return Ok(chance);
        }
        let amount = Amount::read(text, wanted)?;
        if amount.dimension != dimension {
            return Err(self.wrong_kind(text, amount));
        }
        Ok(amount.value)
    }

    fn wrong_kind(&self, text: &str, amount: Amount) -> QuantityError {
        QuantityError::WrongKind {
            read: clip(text),
            kind: amount.dimension.name(),
            what: self.what,
            example: self.example,
        }
    }

    fn unavailability(&self, text: &str) -> Result<f64, QuantityError> {
        match Decimal::read(text.trim()) {
            Some((decimal, "")) => Ok(complement(decimal)),
            Some((decimal, rest)) if rest.trim() == "%" => Ok(complement(decimal.shifted(-2))),
            Some((decimal, rest)) if matches!(rest.trim(), "nines" | "nine") => {
                Ok(math::pow(10.0, -decimal.value()))
            }
            _ => {
                self.amount(text, Dimension::NONE)?;
                Err(self.out_of_range(text))
            }
        }
    }

    fn duty_hours(&self, text: &str) -> Result<f64, QuantityError> {
        if let Some((daily, days)) = text
            .split_once([' ', '*', '×', 'x'])
            .and_then(|_| split_days(text))
        {
            let hours = Duration::read(daily)?.value() / 3600.0;
            let days = Duration::read(days)?.value() / 86_400.0;
            return Ok(hours * days);
        }
        let wanted = Wanted {
            what: self.what,
            example: self.example,
        };
        let amount = Amount::read(text, wanted)?;
        if amount.dimension != Dimension::NONE || !text.contains('/') {
            return Err(self.wrong_kind(text, amount));
        }
        Ok(amount.value * HOURS_PER_MONTH)
    }
}

/// `1 in 10,000`: a chance as people say it.
fn one_in(text: &str) -> Option<f64> {
    let (one, many) = text.split_once(" in ")?;
    let (one, many) = (Decimal::read(one.trim())?, Decimal::read(many.trim())?);
    match (one, many) {
        ((one, ""), (many, "")) if many.value() > 0.0 => Some(one.value() / many.value()),
        _ => None,
    }
}

/// `1 - decimal`, exactly where that fits.
fn complement(decimal: Decimal) -> f64 {
    decimal
        .complement()
        .map_or_else(|| 1.0 - decimal.value(), Decimal::value)
}

/// `8 h x 30 d` in its two halves.
fn split_days(text: &str) -> Option<(&str, &str)> {
    let (daily, days) = text.split_once(['×', '*', 'x'])?;
    Some((daily.trim(), days.trim()))
}

/// A bounded number with a unit that reads itself from text.
pub trait Quantity: Copy + Sized {
    /// What it is and how it reads.
    const KIND: &'static Kind;

    /// Takes a number in the base unit; `None` when it is NaN, infinite or outside the legal range.
    fn new(value: f64) -> Option<Self>;

    /// The number in the base unit.
    fn value(self) -> f64;

    /// Reads one exact value.
    ///
    /// # Errors
    /// A sentence when the text is not such a quantity.
    fn read(text: &str) -> Result<Self, QuantityError>;
}

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $what:literal, $example:literal, $allowed:literal, $lowest:expr, $highest:expr,
     $form:expr, $scale:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl Quantity for $name {
            const KIND: &'static Kind = &Kind {
                what: $what,
                example: $example,
                allowed: $allowed,
                scale: $scale,
                lowest: $lowest,
                highest: $highest,
                form: $form,
            };

            fn new(value: f64) -> Option<Self> {
                Self::KIND.holds(value).then_some(Self(value))
            }

            fn value(self) -> f64 {
                self.0
            }

            fn read(text: &str) -> Result<Self, QuantityError> {
                Self::KIND.read(text).map(Self)
            }
        }
    };
}

quantity!(
    /// A share or probability, 0 to 1.
    Probability, "a probability", "`0.01%` or `1e-4`", "0 to 1, or 0% to 100%", 0.0, 1.0, Form::Units(Dimension::NONE), Scaled::Logit
);
quantity!(
    /// Seconds.
    Duration, "a duration", "`20 ms` or `4 h`", "0 to 1,000 years", 0.0, 3.2e10, Form::Units(Dimension::TIME), Scaled::Log
);
quantity!(
    /// Money in the scenario's currency.
    Money, "an amount of money", "`$5k`", "up to 1e15 either way", -1e15, 1e15, Form::Units(Dimension::MONEY), Scaled::Log
);
quantity!(
    /// Requests (or other events) per second.
    Rate, "a rate", "`2000/s` or `172.8M/day`", "0 to 1e12 per second", 0.0, 1e12, Form::Units(Dimension::RATE), Scaled::Log
);
quantity!(
    /// Money per second.
    MoneyRate, "money per time", "`$40k/h`", "up to 1e12 per second either way", -1e12, 1e12, Form::Units(Dimension::MONEY_RATE), Scaled::Log
);
quantity!(
    /// Bytes.
    Bytes, "an amount of data", "`2 TB`", "0 to 1e24 bytes", 0.0, 1e24, Form::Units(Dimension::DATA), Scaled::Log
);
quantity!(
    /// A plain count.
    Count, "a number", "`3`", "0 to 1e15", 0.0, 1e15, Form::Units(Dimension::NONE), Scaled::Log
);
quantity!(
    /// Unavailability, 0 to 1; written as an availability: `99.95%`, `5 nines`, `0.9995`.
    Unavailability, "an availability", "`99.95%`, `3 nines` or `0.9995`", "0% to 100%", 0.0, 1.0, Form::Availability, Scaled::Logit
);
quantity!(
    /// Hours a month something runs: `240 h/month`, `8 h × 30 d`; a month has 730.
    DutyHours, "hours a month", "`240 h/month` or `8 h x 30 d`", "0 to 744 hours a month", 0.0, 744.0, Form::DutyHours, Scaled::Log
);

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
    fn a_chance_is_read_as_people_say_it() {
        for (text, value) in [("1 in 10,000", 1e-4), ("3 in 1e6", 3e-6), ("1 in 1", 1.0)] {
            assert_eq!(Probability::read(text).unwrap().value(), value, "{text}");
        }
        for text in ["1 in 0", "2 in 1", "1 in ms", "in 5"] {
            assert!(Probability::read(text).is_err(), "{text}");
        }
        assert!(Duration::read("1 in 10").is_err());
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
