//! The currency of a scenario's results, and the rates somebody gives for others.

use crate::clip::clip;
use crate::problem::Problem;
use crate::scenario::{Document, MoneyText, path};

const SIGNS: [&str; 6] = ["$", "€", "£", "¥", "₹", "CHF"];
const CODES: [(&str, &str); 5] = [
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
];
/// Keys whose values are money.
const MONEY_KEYS: [&str; 15] = [
    "cost",
    "price",
    "revenue",
    "support",
    "productivity",
    "churn",
    "degraded_loss",
    "wrongness_high",
    "wrongness_medium",
    "coordination",
    "quantity",
    "harm",
    "repair",
    "once",
    "reconciliation",
];

/// The currency of the results, and what others are worth in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Currency {
    /// As money is printed: `$`, `CHF `.
    pub(super) sign: String,
    /// Signs of the others, each with its rate.
    pub(super) rates: Vec<(&'static str, f64)>,
}

impl Currency {
    /// What an amount as written is worth in the currency of the results, per unit.
    pub(super) fn rate(&self, raw: &str) -> f64 {
        rate(&self.rates, raw)
    }
}

/// The rate for an amount as written; 1 where it is in the currency of the results.
pub(super) fn rate(rates: &[(&'static str, f64)], raw: &str) -> f64 {
    let own = sign(raw).and_then(|sign| rates.iter().find(|(rated, _)| *rated == sign));
    own.map_or(1.0, |(_, rate)| *rate)
}

/// The currency of `money`, else that of the first amount; `$` when no amount is written.
///
/// # Errors
/// When an amount is in a currency that is neither this nor one with a rate: nothing is fetched.
pub(super) fn currency(document: &Document, money: &MoneyText) -> Result<Currency, Problem> {
    let rates = rates(document, money)?;
    let mut main = match &money.currency {
        Some(text) => Some(known(text).map_err(|message| document.problem("money.currency", message))?),
        None => None,
    };
    let mut other: Option<(usize, &str, &str)> = None;
    let mut number = 0;
    document.each_text(&mut |key, text| {
        if let Some(sign) = sign(text).filter(|_| MONEY_KEYS.contains(&key))
            && !rates.iter().any(|(rated, _)| *rated == sign)
        {
            let first = *main.get_or_insert(sign);
            if first != sign {
                other.get_or_insert((number, first, sign));
            }
        }
        number += 1;
    });
    if let Some((number, first, sign)) = other
        && let Some((path, text)) = document.texts().into_iter().nth(number)
    {
        let message = format!(
            "`{}` is in {sign}, but amounts before it are in {first}; write all in one currency, or say what the other is worth: `money.rates = {{ {} = … }}`",
            clip(&text),
            code(sign)
        );
        return Err(document.problem(&path, message));
    }
    let main = main.unwrap_or("$");
    let sign = if main == "CHF" { "CHF ".into() } else { main.into() };
    Ok(Currency {
        sign,
        rates: rates.into_iter().filter(|(rated, _)| *rated != main).collect(),
    })
}

fn rates(document: &Document, money: &MoneyText) -> Result<Vec<(&'static str, f64)>, Problem> {
    let mut rates = Vec::new();
    for (name, rate) in money.rates.iter().flat_map(|rates| &rates.0) {
        let at = path::join("money.rates", name);
        let sign = known(name).map_err(|message| document.problem(&at, message))?;
        if rate.is_range() || rate.median() <= 0.0 {
            let message = format!(
                "`{}` is no rate; write what one {} is worth, such as `1.08`",
                clip(rate.raw()),
                clip(name)
            );
            return Err(document.problem(&at, message));
        }
        rates.push((sign, rate.median()));
    }
    Ok(rates)
}

/// The sign of a currency that is read.
fn known(text: &str) -> Result<&'static str, String> {
    let codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    let found = sign(text).filter(|_| text.trim().chars().count() <= 3);
    found.ok_or_else(|| {
        format!(
            "`{}` is not a currency that is read; write one of {} or CHF",
            clip(text),
            codes.join(", ")
        )
    })
}

fn code(sign: &str) -> &str {
    let found = CODES.iter().find(|(_, own)| *own == sign);
    found.map_or(sign, |(code, _)| code)
}

/// The sign of the currency a text is in.
pub(super) fn sign(text: &str) -> Option<&'static str> {
    let code = CODES
        .iter()
        .find(|(code, _)| text.contains(code))
        .map(|(_, sign)| *sign);
    code.or_else(|| SIGNS.iter().find(|sign| text.contains(**sign)).copied())
}
