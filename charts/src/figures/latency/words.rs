//! What the figure finds, in words and as a table.

use super::flags::{percentile_name, standing};
use super::{ALL_SLOW, Timed};
use crate::journeys::Shown;
use crate::table::{Cell, Table};
use crate::value::{Unit, Values};
use quorate_model::assessment::Latency;

pub(super) fn title(main: &Timed, values: &mut Values) -> String {
    let latency = main.latency;
    if let Some(target) = main.target()
        && let Some(actual) = target.actual
    {
        let name = percentile_name(target.percentile, values);
        let (is, limit) = (
            values.say(actual, Unit::Seconds),
            values.say(target.limit, Unit::Seconds),
        );
        match target.met {
            Some(true) => return format!("{name} is {is}, inside the {limit} allowed."),
            Some(false) => {
                let over = values.say(actual - target.limit, Unit::Seconds);
                return format!("{name} is {is}, {over} over the {limit} allowed.");
            }
            None => {}
        }
    }
    let p99 = values.say(latency.p99, Unit::Seconds);
    if main.adding_misleads() {
        let sum = values.say(latency.sum_of_p99, Unit::Seconds);
        return format!("p99 is {p99}; adding up p99s would say {sum}.");
    }
    format!("99% of requests finish within {p99}.")
}

pub(super) fn subtitle(shown: &Shown) -> String {
    shown.subtitle("Share of successful requests finished within a time")
}

pub(super) fn sentence(main: &Timed, several: bool, values: &mut Values) -> String {
    let Latency {
        p50,
        p95,
        p99,
        p999,
        sum_of_p99,
        ..
    } = *main.latency;
    let [p50, p95, p99, p999] = [p50, p95, p99, p999].map(|t| values.say(t, Unit::Seconds));
    let of = if several {
        format!(" of {}", main.journey.name)
    } else {
        String::new()
    };
    let mut text = format!(
        "Half of the requests{of} finish within {p50}, 95% within {p95}, 99% within {p99} and 99.9% within {p999}"
    );
    if main.adding_misleads() {
        let sum = values.say(sum_of_p99, Unit::Seconds);
        text.push_str(&format!("; Σp99 would say {sum} ({ALL_SLOW})"));
    }
    if let Some(target) = main.target() {
        let (name, limit) = (
            percentile_name(target.percentile, values),
            values.say(target.limit, Unit::Seconds),
        );
        text.push_str(&format!(
            "; the target, {name} within {limit}, is {}",
            standing(target)
        ));
    }
    if let (Some(over), [first, ..]) = (main.latency.tail_over, main.latency.tail_owners.as_slice()) {
        let (over, share) = (
            values.say(over, Unit::Seconds),
            values.say(first.share, Unit::Share),
        );
        text.push_str(&format!(
            ". Of requests over {over}, {} is the slow one in {share}",
            first.service
        ));
    }
    text.push('.');
    text
}

pub(super) fn table(journeys: &[Timed], values: &mut Values) -> Table {
    let mut table = Table::with_columns(&["Journey", "What", "Time", "Meaning"]);
    for timed in journeys {
        let latency = timed.latency;
        let mut row = |what: &str, seconds: Option<f64>, meaning: &str| {
            table.rows.push(vec![
                Cell::words(&timed.journey.name),
                Cell::words(what),
                values.cell(seconds, Unit::Seconds),
                Cell::words(meaning),
            ]);
        };
        row("p50", Some(latency.p50), "half finish within");
        row("p95", Some(latency.p95), "95% finish within");
        row("p99", Some(latency.p99), "99% finish within");
        row("p99.9", Some(latency.p999), "99.9% finish within");
        row("mean", Some(latency.mean), "average");
        row("Σp99", Some(latency.sum_of_p99), ALL_SLOW);
        row(
            "upper bound of p99",
            Some(latency.upper_bound_p99),
            "never above, however calls depend on each other",
        );
        row(
            "rounding",
            Some(latency.error),
            "most that the numeric grid can move a percentile",
        );
        for owner in &latency.tail_owners {
            let share = values.say(owner.share, Unit::Share);
            let what = format!("slow: {}", owner.service);
            table.rows.push(vec![
                Cell::words(&timed.journey.name),
                Cell::words(&what),
                values.cell(latency.tail_over, Unit::Seconds),
                Cell::words(&format!("the longest call in {share} of requests over this")),
            ]);
        }
        let mut row = |what: &str, seconds: Option<f64>, meaning: &str| {
            table.rows.push(vec![
                Cell::words(&timed.journey.name),
                Cell::words(what),
                values.cell(seconds, Unit::Seconds),
                Cell::words(meaning),
            ]);
        };
        if let Some(target) = timed.target() {
            let name = format!(
                "target p{}",
                quorate_model::quantity::show::significant(target.percentile, 6)
            );
            row(&name, Some(target.limit), standing(target));
            row(
                "at the target's percentile",
                target.actual,
                "what the journey delivers there",
            );
        }
    }
    table
}
