//! The headline results of two assessments, one by one.

use super::Change;
use crate::assessment::{Assessment, DesignResult, Journey};
use crate::budget::{DEFAULT_WINDOW_DAYS, SECONDS_PER_DAY};
use crate::guarantee::Level;
use crate::quantity::show;
use crate::report::{shown_design, shown_journey, times};

/// Numbers closer than this, relative, are the same.
const SAME: f64 = 1e-5;

/// Every headline result that stands in either assessment: those of the verdict first, then each
/// design's, then those of the journeys behind the first.
///
/// Designs and journeys are known by their names.
pub fn results(before: &Assessment, after: &Assessment) -> Vec<Change> {
    let mut list = List {
        before,
        after,
        place: None,
        changes: Vec::new(),
    };
    list.verdict();
    let designs = paired(&before.designs, &after.designs, |design| &design.name);
    for (name, a, b) in designs {
        list.place = Some(name);
        list.design(a, b);
    }
    let journeys = paired(further(before), further(after), |journey| &journey.name);
    for (name, a, b) in journeys {
        list.place = Some(name);
        list.journey(a, b);
    }
    list.changes
}

/// The journeys behind the first of those that stand for the whole.
fn further(assessment: &Assessment) -> &[Journey] {
    let own = shown_design(assessment).map(|design| design.journeys.as_slice());
    let all = own
        .filter(|journeys| !journeys.is_empty())
        .unwrap_or(&assessment.journeys);
    all.get(1..).unwrap_or_default()
}

/// What has the same name before and after, in the order of `after`; then what is gone.
fn paired<'a, T>(
    before: &'a [T],
    after: &'a [T],
    name: fn(&T) -> &String,
) -> Vec<(String, Option<&'a T>, Option<&'a T>)> {
    let find = |all: &'a [T], wanted: &str| all.iter().find(|item| name(item) == wanted);
    let mut pairs = Vec::new();
    for item in after {
        pairs.push((name(item).clone(), find(before, name(item)), Some(item)));
    }
    for item in before.iter().filter(|item| find(after, name(item)).is_none()) {
        pairs.push((name(item).clone(), Some(item), None));
    }
    pairs
}

/// What a number is, which decides how it and its difference are printed.
#[derive(Clone, Copy)]
enum Kind {
    /// Unavailability, over a window of so many days.
    Down(f64),
    /// Seconds.
    Time,
    /// Error budgets.
    Budgets,
    /// Money a year.
    Money,
}

type Pair<T> = (Option<T>, Option<T>);

struct List<'a> {
    before: &'a Assessment,
    after: &'a Assessment,
    place: Option<String>,
    changes: Vec<Change>,
}

impl List<'_> {
    fn verdict(&mut self) {
        let best = |whole: &Assessment| whole.decision.as_ref().and_then(|decision| decision.best.clone());
        self.words("best", "best design", (best(self.before), best(self.after)));
        let journeys = (shown_journey(self.before), shown_journey(self.after));
        self.delivered(journeys);
        let level = |whole| {
            let of_design = shown_design(whole).and_then(|design| design.level);
            of_design.or_else(|| shown_journey(whole).and_then(|journey| journey.guarantee.level))
        };
        self.level((level(self.before), level(self.after)));
        self.spent(journeys);
        let total = |whole| shown_design(whole).and_then(|design| design.total);
        let totals = (total(self.before), total(self.after));
        self.number("total", "a year in all", totals, Kind::Money);
    }

    fn design(&mut self, a: Option<&DesignResult>, b: Option<&DesignResult>) {
        let first =
            |design: Option<&DesignResult>| design.and_then(|design| design.journeys.first()).cloned();
        let (journey_a, journey_b) = (first(a), first(b));
        self.delivered((journey_a.as_ref(), journey_b.as_ref()));
        let level = |design: Option<&DesignResult>| design.and_then(|design| design.level);
        self.level((level(a), level(b)));
        self.spent((journey_a.as_ref(), journey_b.as_ref()));
        type Part = fn(&DesignResult) -> Option<f64>;
        let parts: [(&'static str, &'static str, Part); 6] = [
            ("total", "a year in all", |design| design.total),
            ("running", "running", |design| design.running),
            ("waiting", "waiting", |design| design.waiting),
            ("wrong", "being wrong", |design| design.wrong),
            ("down", "being down", |design| design.down),
            ("partition", "partitions", |design| design.partition),
        ];
        for (what, name, of) in parts {
            self.number(what, name, (a.and_then(of), b.and_then(of)), Kind::Money);
        }
    }

    fn journey(&mut self, a: Option<&Journey>, b: Option<&Journey>) {
        self.delivered((a, b));
        let level = |journey: Option<&Journey>| journey.and_then(|journey| journey.guarantee.level);
        self.level((level(a), level(b)));
        self.spent((a, b));
    }

    /// Availability and p99.
    fn delivered(&mut self, (a, b): Pair<&Journey>) {
        let down = |journey: Option<&Journey>| journey.and_then(|journey| journey.chain.unavailability);
        let p99 = |journey: Option<&Journey>| Some(journey?.chain.latency.as_ref()?.p99);
        let window = b.and_then(|journey| journey.budget.as_ref());
        let days = window.map_or(DEFAULT_WINDOW_DAYS, |budget| budget.window_days);
        self.number("availability", "available", (down(a), down(b)), Kind::Down(days));
        self.number("latency", "p99", (p99(a), p99(b)), Kind::Time);
    }

    fn spent(&mut self, (a, b): Pair<&Journey>) {
        let spent = |journey: Option<&Journey>| journey?.budget.as_ref()?.spent;
        self.number("budget", "budget spent", (spent(a), spent(b)), Kind::Budgets);
    }

    fn level(&mut self, (a, b): Pair<Level>) {
        let better = match (a, b) {
            (Some(a), Some(b)) if a == b => None,
            (Some(a), Some(b)) if b.at_least(a) => Some(true),
            (Some(a), Some(b)) if a.at_least(b) => Some(false),
            _ => None,
        };
        let word = match better {
            Some(true) => "stronger",
            Some(false) => "weaker",
            None => "neither is stronger",
        };
        let both = a.zip(b).filter(|(a, b)| a != b);
        let difference = both.map(|(a, b)| format!("{word}: {}, was {}", b.long_name(), a.long_name()));
        let text = |level: Level| level.to_string();
        self.push(
            "level",
            "weakest hop",
            (a.map(text), b.map(text)),
            difference,
            better,
        );
    }

    fn words(&mut self, what: &'static str, name: &'static str, sides: Pair<String>) {
        let difference = match &sides {
            (Some(a), Some(b)) if a != b => Some(format!("{b} instead of {a}")),
            _ => None,
        };
        self.push(what, name, sides, difference, None);
    }

    /// A number of which less is better.
    fn number(&mut self, what: &'static str, name: &'static str, (a, b): Pair<f64>, kind: Kind) {
        let comparable = !matches!(kind, Kind::Money) || self.before.currency == self.after.currency;
        let both = a.zip(b).filter(|(a, b)| comparable && !same(*a, *b));
        let difference = both.map(|(a, b)| kind.difference(a, b, &self.after.currency));
        let better = both.map(|(a, b)| b < a);
        let shown =
            |value: Option<f64>, whole: &Assessment| value.map(|value| kind.shown(value, &whole.currency));
        let sides = (shown(a, self.before), shown(b, self.after));
        self.push(what, name, sides, difference, better);
    }

    fn push(
        &mut self,
        what: &'static str,
        name: &'static str,
        (before, after): Pair<String>,
        difference: Option<String>,
        better: Option<bool>,
    ) {
        if before.is_some() || after.is_some() {
            self.changes.push(Change {
                what,
                name,
                place: self.place.clone(),
                before,
                after,
                difference,
                better,
            });
        }
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a.abs().max(b.abs())
}

impl Kind {
    fn shown(self, value: f64, currency: &str) -> String {
        match self {
            Kind::Down(_) => show::availability(value),
            Kind::Time => show::duration(value),
            Kind::Budgets => times(value),
            Kind::Money => show::money(value, currency),
        }
    }

    fn difference(self, a: f64, b: f64, currency: &str) -> String {
        let by = b - a;
        let sign = if by < 0.0 { show::MINUS } else { "+" };
        match self {
            Kind::Down(days) => {
                let seconds = show::duration(by.abs() * days * SECONDS_PER_DAY);
                let window = show::significant(days, 3);
                let more = if by < 0.0 { "less" } else { "more" };
                let ratio = ratio(a, b).map_or(String::new(), |times| format!("{times} the downtime, "));
                format!("{ratio}{seconds} {more} in {window} d")
            }
            Kind::Time => {
                let share = if a > 0.0 {
                    format!(" ({sign}{})", show::percent(by.abs() / a))
                } else {
                    String::new()
                };
                format!("{sign}{}{share}", show::duration(by.abs()))
            }
            Kind::Budgets => format!("{sign}{} of the budget", show::percent(by.abs())),
            Kind::Money => format!("{sign}{}", show::money(by.abs(), currency)),
        }
    }
}

/// `2.1×`; nothing from or to no downtime at all, or where that reads as once.
fn ratio(a: f64, b: f64) -> Option<String> {
    let times = (a > 0.0 && b > 0.0).then(|| show::significant(b / a, 2));
    times
        .filter(|times| times != "1")
        .map(|times| format!("{times}×"))
}
