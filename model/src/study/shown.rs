//! A value of an input in words, as one would write it.

use crate::plan::Input;
use crate::quantity::{Dimension, Meaning, SECONDS_PER_YEAR, show};

/// The number a person would write: an availability for an unavailability, else the value.
pub(super) fn written(input: &Input, value: f64) -> f64 {
    match input.meaning {
        Meaning::Availability => 1.0 - value,
        _ => value,
    }
}

/// What an input is now: as it was written, else its value.
pub(super) fn now(input: &Input, base: f64, currency: &str) -> String {
    match input.label.written.as_str() {
        "" => shown(input, base, base, currency),
        written => written.to_owned(),
    }
}

/// `99.95%`, `1 in 4·10⁹`, `$40k/h`, `1.8 × $0.02/GB`; `base` is what the input is at its median.
pub(super) fn shown(input: &Input, value: f64, base: f64, currency: &str) -> String {
    match input.meaning {
        Meaning::Availability => show::availability(value),
        Meaning::Share if value > 0.99 && value < 1.0 => show::availability(1.0 - value),
        Meaning::Share => show::odds(value),
        Meaning::Amount(Dimension::TIME) => show::duration(value),
        Meaning::Amount(Dimension::MONEY) => show::money(value, currency),
        Meaning::Amount(Dimension::RATE) if period(&input.label.written).0 != "h" => {
            let (unit, seconds) = period(&input.label.written);
            format!("{}/{unit}", show::count(value * seconds))
        }
        Meaning::Amount(Dimension::RATE) if value.abs() >= 1.0 => format!("{}/s", show::count(value)),
        Meaning::Amount(Dimension::RATE)
            if value.abs() >= LEAST_A_SECOND && input.label.written.ends_with("/s") =>
        {
            format!("{}/s", show::significant(value, 3))
        }
        Meaning::Amount(Dimension::RATE) if value.abs() * 3600.0 >= 1.0 => {
            format!("{}/h", show::count(value * 3600.0))
        }
        Meaning::Amount(Dimension::RATE) => {
            format!("{}/year", show::significant(value * SECONDS_PER_YEAR, 3))
        }
        Meaning::Amount(Dimension::MONEY_RATE) => {
            let (unit, seconds) = period(&input.label.written);
            format!("{}/{unit}", show::money(value * seconds, currency))
        }
        Meaning::DutyHours => format!("{} h/month", show::significant(value, 3)),
        Meaning::Amount(Dimension::NONE) => show::significant(value, 3),
        Meaning::Amount(_) if base != 0.0 && !input.label.written.is_empty() => {
            let written = &input.label.written;
            let of = if ends(written).is_some() {
                "the middle of "
            } else {
                ""
            };
            format!("{} × {of}{written}", show::significant(value / base, 3))
        }
        Meaning::Amount(_) => show::significant(value, 3),
    }
}

/// Fewer a second are told by the hour, also where the input is written by the second.
const LEAST_A_SECOND: f64 = 1e-2;

/// The period that an amount a time is written with, an hour where it names none, and its seconds.
fn period(written: &str) -> (&'static str, f64) {
    let periods = [
        ("day", SECONDS_PER_YEAR / 365.0),
        ("month", SECONDS_PER_YEAR / 12.0),
        ("year", SECONDS_PER_YEAR),
    ];
    let named = periods
        .into_iter()
        .find(|(unit, _)| written.trim_end().ends_with(unit));
    named.unwrap_or(("h", 3600.0))
}

/// [`shown`], with as many digits as it takes to tell it from what the input is now.
pub(super) fn apart(input: &Input, value: f64, base: f64, currency: &str) -> String {
    let words = |value: f64| shown(input, value, base, currency);
    if words(value) != words(base) {
        return words(value);
    }
    if input.meaning == Meaning::Availability {
        return show::availability_beside(value, base);
    }
    let factor = (3..=MOST_DIGITS).map(|digits| show::significant(value / base, digits));
    match factor.into_iter().find(|factor| factor != "1") {
        Some(factor) if base != 0.0 => format!("{factor} × {}", words(base)),
        _ => words(value),
    }
}

/// Digits behind which two values are the same to a reader.
const MOST_DIGITS: usize = 12;

/// An end of a range, as it was written where its unit is one of many.
pub(super) fn end(input: &Input, value: f64, base: f64, currency: &str, high: bool) -> String {
    let own = matches!(input.meaning, Meaning::Amount(dimension) if ![Dimension::TIME, Dimension::RATE, Dimension::MONEY_RATE, Dimension::NONE].contains(&dimension));
    match ends(&input.label.written).filter(|_| own) {
        Some((low, _)) if !high => low.to_owned(),
        Some((_, high)) => high.to_owned(),
        None => shown(input, value, base, currency),
    }
}

/// Both ends of what was written as a range with a unit at each.
fn ends(written: &str) -> Option<(&str, &str)> {
    let (low, high) = written.split_once(" to ").or_else(|| written.split_once(".."))?;
    let whole = !written.ends_with('…') && low.trim().parse::<f64>().is_err();
    whole.then(|| (low.trim(), high.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Label;

    fn input(meaning: Meaning, written: &str) -> Input {
        let label = Label {
            written: written.into(),
            ..Label::default()
        };
        Input {
            label,
            meaning,
            bounds: (0.0, 1.0),
            leader: None,
            times_calls: false,
        }
    }

    #[test]
    fn values_read_as_one_would_write_them() {
        let price = Meaning::Amount(Dimension {
            money: 1,
            data: -1,
            time: 0,
        });
        let cases = [
            (Meaning::Availability, 5e-4, "99.95%"),
            (Meaning::Share, 2.5e-10, "1 in 4·10⁹"),
            (Meaning::Share, 1e-9, "1 in 10⁹"),
            (Meaning::Share, 5e-6, "1 in 200,000"),
            (Meaning::Share, 0.125, "12.5%"),
            (Meaning::Share, 0.9999998, "99.99998%"),
            (Meaning::Share, 1.0, "100%"),
            (Meaning::Amount(Dimension::TIME), 0.4, "400 ms"),
            (Meaning::Amount(Dimension::MONEY), 4200.0, "$4.2k"),
            (Meaning::Amount(Dimension::RATE), 2000.0, "2k/s"),
            (Meaning::Amount(Dimension::RATE), 0.5, "1.8k/h"),
            (Meaning::Amount(Dimension::RATE), 4.0 / SECONDS_PER_YEAR, "4/year"),
            (Meaning::Amount(Dimension::MONEY_RATE), 40e3 / 3600.0, "$40k/h"),
            (Meaning::Amount(Dimension::MONEY_RATE), 0.806 / 3600.0, "$0.81/h"),
            (Meaning::DutyHours, 240.0, "240 h/month"),
            (Meaning::Amount(Dimension::NONE), 9.0, "9"),
            (price, 3.6e-11, "1.8 × $0.02/GB"),
        ];
        for (kind, value, text) in cases {
            assert_eq!(shown(&input(kind, "$0.02/GB"), value, 2e-11, "$"), text);
        }
    }

    #[test]
    fn an_amount_a_time_keeps_the_period_it_was_written_with() {
        let in_period =
            |meaning: Meaning, value: f64, written: &str| shown(&input(meaning, written), value, value, "$");
        let (rate, pay) = (
            Meaning::Amount(Dimension::RATE),
            Meaning::Amount(Dimension::MONEY_RATE),
        );
        assert_eq!(in_period(rate, 22.0, "40M/day"), "1.9M/day");
        assert_eq!(in_period(rate, 22.0, "40/s"), "22/s");
        assert_eq!(in_period(rate, 0.953, "3/s"), "0.953/s");
        assert_eq!(in_period(rate, 0.001, "3/s"), "3.6/h");
        assert_eq!(in_period(pay, 323.39 / 3600.0, "$3k/month"), "$236k/month");
        assert_eq!(in_period(pay, 0.806 / 3600.0, "$0.5/h"), "$0.81/h");
    }

    #[test]
    fn a_value_next_to_what_it_is_now_has_the_digits_that_tell_them_apart() {
        let told = |meaning: Meaning, value: f64, base: f64| apart(&input(meaning, ""), value, base, "$");
        assert_eq!(told(Meaning::Availability, 4.8e-4, 5e-4), "99.952%");
        assert_eq!(told(Meaning::Availability, 4.9998e-4, 5e-4), "99.950002%");
        assert_eq!(told(Meaning::Availability, 1e-3, 5e-4), "99.9%");
        let time = Meaning::Amount(Dimension::TIME);
        assert_eq!(told(time, 0.19992, 0.2), "0.9996 × 200 ms");
        assert_eq!(told(time, 0.158, 0.2), "158 ms");
        assert_eq!(told(time, 0.2, 0.2), "200 ms");
    }

    #[test]
    fn the_ends_of_a_range_of_prices_read_as_they_were_written() {
        let price = Meaning::Amount(Dimension {
            money: 1,
            data: -1,
            time: 0,
        });
        let both = |written: &str| {
            let input = input(price, written);
            [false, true].map(|high| end(&input, 2e-11, 2e-11, "$", high))
        };
        assert_eq!(both("$0.01/GB to $0.04/GB"), ["$0.01/GB", "$0.04/GB"]);
        let product = "1 × the middle of 1M/s * 2% to 1M/s * 8%";
        let written = "1M/s * 2% to 1M/s * 8%";
        assert_eq!(shown(&input(price, written), 2.0, 2.0, "$"), product);
        assert_eq!(
            both("uniform($0.01/GB, $0.03/GB)")[0],
            "1 × uniform($0.01/GB, $0.03/GB)"
        );
    }
}
