//! A number without a unit, with those that make it what is wanted.

use super::{Fix, as_spoken, read, reads, replaced};
use crate::problem::Problem;

/// The way out of `problem` that needs no asking: a number without the only unit it can have there, a
/// percent sign or a currency; or with the unit of the value that stood there `before`. What is a time or a
/// rate could otherwise be one of several, and is asked for.
pub fn sure(text: &str, problem: &Problem, before: &str) -> Option<Fix> {
    let number = bare(problem)?;
    let as_it_was = as_before(text, problem, before);
    if as_it_was.is_some() {
        return as_it_was;
    }
    let mut ways: Vec<(Unit, Fix)> = with_units(text, problem).collect();
    let (unit, only) = ways.pop().filter(|_| ways.is_empty())?;
    let others = as_spoken(text, problem);
    let only_one = others.iter().all(|spoken| spoken.text == only.text);
    (number > 0.0 && unit == Unit::Only && only_one).then_some(only)
}

/// The number with what stood around the only number in `before`: `30` as `30 min`, where `20 min` was.
pub(super) fn as_before(text: &str, problem: &Problem, before: &str) -> Option<Fix> {
    bare(problem).filter(|number| *number >= 0.0)?;
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    let (begin, behind) = (before.find(digit)?, before.rfind(digit)? + 1);
    let one = before[begin..behind].parse::<f64>().is_ok();
    // Thousands of what was there are no unit.
    let rest = &before[behind..];
    let plain = rest.strip_prefix(['k', 'K', 'M', 'G', 'B', 'T']);
    let rest = plain
        .filter(|rest| !rest.starts_with(char::is_alphabetic))
        .unwrap_or(rest);
    let written = format!("{}{}{rest}", &before[..begin], read(&problem.message)?);
    let fix = replaced(text, problem, &written);
    fix.filter(|fix| one && reads(&fix.text, problem))
}

/// The number that was read instead of an amount with a unit.
fn bare(problem: &Problem) -> Option<f64> {
    read(&problem.message)?.parse().ok()
}

/// A number without a unit: with those that make it what is wanted.
pub(super) fn with_unit(text: &str, problem: &Problem) -> Vec<Fix> {
    with_units(text, problem).take(2).map(|(_, fix)| fix).collect()
}

/// Whether a unit is the only one of its kind.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    /// There is no other: `%`, a currency.
    Only,
    /// It is one of several: milliseconds or minutes, a second or a year.
    OneOfSeveral,
}

fn with_units<'a>(text: &'a str, problem: &'a Problem) -> impl Iterator<Item = (Unit, Fix)> + 'a {
    let number = bare(problem)
        .and_then(|_| read(&problem.message))
        .unwrap_or_default();
    let sign = text.find('€').map_or("$", |_| "€");
    // Nobody means a window of milliseconds.
    let time = match problem.path.ends_with("window") {
        true => "d",
        false => "ms",
    };
    let written = [
        (Unit::Only, format!("{number}%")),
        (Unit::OneOfSeveral, format!("{number} {time}")),
        (Unit::OneOfSeveral, format!("p99 {number} ms")),
        (Unit::OneOfSeveral, format!("{number}/s")),
        (Unit::Only, format!("{sign}{number}")),
        (Unit::OneOfSeveral, format!("{sign}{number}/h")),
    ];
    written
        .into_iter()
        .filter(move |_| !number.is_empty())
        .filter_map(|(unit, written)| Some((unit, replaced(text, problem, &written)?)))
        .filter(|(_, fix)| reads(&fix.text, problem))
}
