//! The one currency of a scenario.

use crate::clip::clip;
use crate::problem::Problem;
use crate::scenario::Document;

const SIGNS: [&str; 6] = ["$", "€", "£", "¥", "₹", "CHF"];
const CODES: [(&str, &str); 5] = [
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
];
/// Keys whose values are money.
const MONEY_KEYS: [&str; 12] = [
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
];

/// The sign all amounts share; `$` when no amount is written.
///
/// # Errors
/// When amounts in two currencies are written: nothing converts between them.
pub(crate) fn currency(document: &Document) -> Result<String, Problem> {
    let mut found: Option<&str> = None;
    let mut other: Option<(usize, &str, &str)> = None;
    let mut number = 0;
    document.each_text(&mut |key, text| {
        if let Some(sign) = sign(text).filter(|_| MONEY_KEYS.contains(&key)) {
            let first = *found.get_or_insert(sign);
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
            "`{}` is in {sign}, but amounts before it are in {first}; write all in one currency, nothing converts between them",
            clip(&text)
        );
        return Err(document.problem(&path, message));
    }
    Ok(match found {
        Some("CHF") => "CHF ".into(),
        other => other.unwrap_or("$").into(),
    })
}

fn sign(text: &str) -> Option<&'static str> {
    let code = CODES
        .iter()
        .find(|(code, _)| text.contains(code))
        .map(|(_, sign)| *sign);
    code.or_else(|| SIGNS.iter().find(|sign| text.contains(**sign)).copied())
}
