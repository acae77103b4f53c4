//! The decision record of the payments, read as a stranger who has nothing but the record: its link
//! gives its scenario, and every number in it comes out of that scenario again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::process::Command;

fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_quorate"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A record taken apart, with what its link computes.
struct Read {
    /// All but the link and the scenario.
    words: String,
    /// The scenario printed in it.
    scenario: String,
    link: String,
    /// What `quorate eval` says of the link, with the draws and the seed the record names.
    results: Value,
}

fn read(record: &str) -> Read {
    let (words, source) = record.split_once("\n```toml\n").unwrap();
    let at = words.rfind("`#q1.").unwrap() + 1;
    let link = words[at..].split('`').next().unwrap();
    let again = words.split("scenario.toml --format adr").nth(1).unwrap();
    let mut again = again.split_whitespace();
    let mut option = |name: &str| {
        assert_eq!(again.next(), Some(name));
        again.next().unwrap().trim_end_matches("`.").to_owned()
    };
    let (samples, seed) = (option("--samples"), option("--seed"));
    let results = printed(&[
        "eval",
        link,
        "--format",
        "json",
        "--samples",
        &samples,
        "--seed",
        &seed,
    ]);
    Read {
        words: words[..at].to_owned(),
        scenario: source.trim_end_matches("\n```\n").to_owned(),
        link: link.to_owned(),
        results: serde_json::from_str(&results).unwrap(),
    }
}

/// Every number among `results` with the key it stands under, and every text.
fn gather<'a>(results: &'a Value, key: &'a str, numbers: &mut Vec<(&'a str, f64)>, texts: &mut Vec<&'a str>) {
    match results {
        Value::Number(number) => numbers.push((key, number.as_f64().unwrap())),
        Value::String(text) => texts.push(text),
        Value::Array(list) => list.iter().for_each(|one| gather(one, key, numbers, texts)),
        // Hundreds of points of curves: among them any number would be found.
        Value::Object(keys) => keys
            .iter()
            .filter(|(key, _)| !["lines", "map", "distribution", "curve"].contains(&key.as_str()))
            .for_each(|(key, one)| gather(one, key, numbers, texts)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// What a number in the record measures, by the unit it is printed with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Money,
    Share,
    Seconds,
    Days,
    Plain,
}

impl Kind {
    /// The keys such a number may come from.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Kind::Money => &[
                "running",
                "waiting",
                "wrong",
                "down",
                "partition",
                "total",
                "total_p05",
                "total_p95",
                "regret",
                "yearly",
                "margin",
                "tornado_base",
                "low",
                "high",
                "cost",
                "against_cost",
                "evpi",
                "value",
                "sure",
            ],
            Kind::Share => &[
                "availability",
                "unavailability",
                "allowed",
                "low",
                "high",
                "equal_split",
                "weighted",
                "cheapest",
                "spends",
                "share",
                "error_probability",
                "best_probability",
                "downtime_share",
                "degraded",
                "sure",
            ],
            Kind::Seconds => &[
                "p50",
                "p95",
                "p99",
                "p999",
                "mean",
                "sum_of_p99",
                "upper_bound_p99",
                "seconds",
                "expected_seconds",
                "detects_full_outage",
                "long",
                "short",
                "limit",
                "tail_over",
            ],
            Kind::Days => &["window_days"],
            Kind::Plain => &["samples", "seed", "ahead", "spent", "sure"],
        }
    }
}

/// A number in the record: what is printed, its value, and half of its last digit.
#[derive(Debug)]
struct Printed {
    text: String,
    kind: Kind,
    value: f64,
    half: f64,
}

/// The numbers in a text, each with the unit behind it.
fn numbers(text: &str) -> Vec<Printed> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        // `p99.9`, and the ten of a power of ten.
        let named = at > 0 && (chars[at - 1].is_alphanumeric() || "_-·".contains(chars[at - 1]));
        let from = at;
        while at < chars.len() && (chars[at].is_ascii_digit() || ".,".contains(chars[at])) {
            at += 1;
        }
        while ".,".contains(chars[at - 1]) {
            at -= 1;
        }
        let digits: String = chars[from..at].iter().filter(|c| **c != ',').collect();
        let rest: String = chars[at..(at + 12).min(chars.len())].iter().collect();
        let version = digits.matches('.').count() > 1;
        if named || version {
            continue;
        }
        let money = from > 0 && chars[from - 1] == '$';
        found.push(number(&digits, &rest, money));
    }
    found
}

fn number(digits: &str, rest: &str, money: bool) -> Printed {
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
    let step = 10f64.powi(-(places as i32));
    let power = rest.strip_prefix("·10").map(|power| {
        let place = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == c);
        power
            .chars()
            .map_while(place)
            .fold(0, |power, digit| 10 * power + digit)
    });
    let word: String = rest
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '%')
        .collect();
    let (kind, unit) = match (money, word.as_str()) {
        (true, _) => (
            Kind::Money,
            match rest.chars().next() {
                Some('k') => 1e3,
                Some('M') => 1e6,
                Some('B') => 1e9,
                _ => 1.0,
            },
        ),
        (_, "k") => (Kind::Plain, 1e3),
        (_, "M") => (Kind::Plain, 1e6),
        (_, "B") => (Kind::Plain, 1e9),
        (_, "%") => (Kind::Share, 0.01),
        (_, "ms") => (Kind::Seconds, 1e-3),
        (_, "s") => (Kind::Seconds, 1.0),
        (_, "min") => (Kind::Seconds, 60.0),
        (_, "h") => (Kind::Seconds, 3600.0),
        (_, "days" | "d") => (Kind::Days, 1.0),
        _ => (Kind::Plain, 10f64.powi(power.unwrap_or(0) as i32)),
    };
    Printed {
        text: format!("{digits}{rest}"),
        kind,
        value: digits.parse::<f64>().unwrap() * unit,
        half: 0.5 * step * unit,
    }
}

/// What the record says that follows from numbers of the results by a formula of its own.
fn derived(results: &Value) -> Vec<(&'static str, f64)> {
    let decision = &results["decision"];
    let design = |key: &str| {
        let name = &decision[key];
        let mut designs = results["designs"].as_array().unwrap().iter();
        designs.find(|design| design["name"] == *name).unwrap()
    };
    let number = |value: &Value| value.as_f64().unwrap();
    let (best, other) = (design("best"), design("runner_up"));
    let wrong = number(&other["wrong"]);
    let even = number(&other["error_probability"]) * (wrong - number(&decision["margin"])) / wrong;
    let budget = &results["journeys"][0]["budget"];
    let flips = decision["flips"].as_array().unwrap().iter();
    let short = budget["short_of_a_nine"].as_array().map_or(0, Vec::len);
    vec![
        // A service needs one nine more than the target; the first that lacks it and how many more.
        ("sure", number(&budget["allowed"]) / 10.0),
        ("sure", short.saturating_sub(1) as f64),
        // 95 of 100 lie within 1.96 standard errors, rounded to two digits.
        ("sure", rounded(1.96 * number(&decision["margin_error"]))),
        // Never in n draws: below 3/n.
        ("sure", 3.0 / number(&results["engine"]["samples"])),
        // One in so many answers wrong: where both cost the same, and as expected.
        ("sure", 1.0 / even),
        ("sure", in_three_digits(1.0 / number(&other["error_probability"]))),
        ("sure", wrong - number(&best["wrong"])),
        // So many wrong answers a year, and what each costs.
        ("sure", number(&other["wrong_events"])),
        ("sure", wrong / number(&other["wrong_events"])),
        // Inputs that change nothing.
        ("sure", flips.filter(|flip| flip["at"].is_null()).count() as f64),
    ]
}

/// Three digits of it, as odds have them.
fn in_three_digits(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap()
}

fn rounded(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap()
}

/// The numbers of the record that come from nothing in the results.
fn unfounded(read: &Read, words: &str) -> Vec<String> {
    let (mut all, mut texts) = (derived(&read.results), Vec::new());
    gather(&read.results, "", &mut all, &mut texts);
    let systems = read.results["decision"]["systems"].as_array().unwrap().iter();
    let dated = |system: &Value| {
        format!(
            "{}, {}",
            system["source"].as_str().unwrap(),
            system["date"].as_str().unwrap()
        )
    };
    let dated: Vec<String> = systems.map(dated).collect();
    texts.extend(dated.iter().map(String::as_str));
    // Whole sentences and names; what is short could stand anywhere.
    texts.retain(|text| text.len() > 15 || text.contains(' '));
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let words = texts
        .iter()
        .fold(words.to_owned(), |words, text| words.replace(text, " "));
    let shown = ["shown", "now", "from", "to"];
    let mut said = Vec::new();
    values_of(&read.results, &shown, &mut said);
    let words = said.iter().fold(words, |words, (before, text)| {
        words.replace(&format!("{before}{text}"), before)
    });
    let same = |printed: &Printed, value: f64| (printed.value - value).abs() <= printed.half * (1.0 + 1e-9);
    let founded = |printed: &Printed| {
        let keys = printed.kind.keys();
        all.iter()
            .filter(|(key, _)| keys.contains(key))
            .any(|(_, value)| {
                let complement = printed.kind == Kind::Share && same(printed, 1.0 - value);
                same(printed, *value) || complement
            })
    };
    // `90 of 100 draws`, `1 in`.
    let constant =
        |printed: &Printed| printed.kind == Kind::Plain && [1.0, 90.0, 100.0].contains(&printed.value);
    numbers(&words)
        .into_iter()
        .filter(|printed| !founded(printed) && !constant(printed))
        .map(|printed| printed.text)
        .collect()
}

/// The texts under these keys, with the words that stand before them in the record.
fn values_of<'a>(results: &'a Value, keys: &[&str], found: &mut Vec<(&'static str, &'a str)>) {
    match results {
        Value::Array(list) => list.iter().for_each(|one| values_of(one, keys, found)),
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if keys.contains(&key.as_str()) => {
                        let before: &[&str] = match key.as_str() {
                            "shown" => &["above ", "below "],
                            "now" => &["(now "],
                            "from" => &["from "],
                            _ => &["to "],
                        };
                        found.extend(before.iter().map(|before| (*before, text.as_str())));
                    }
                    other => values_of(other, keys, found),
                }
            }
        }
        _ => {}
    }
}

fn payments() -> String {
    printed(&["eval", "payments", "--format", "adr", "--samples", "10000"])
}

#[test]
fn the_link_of_a_record_opens_the_scenario_printed_in_it() {
    let record = payments();
    let read = read(&record);
    assert_eq!(printed(&["open", &read.link]).trim_end(), read.scenario);
    let again = printed(&[
        "eval",
        &read.link,
        "--format",
        "adr",
        "--samples",
        "10000",
        "--seed",
        "1",
    ]);
    assert_eq!(again, record);
    for part in [
        "Context",
        "Options",
        "Decision",
        "Certainty",
        "What would change it",
        "Assumptions",
        "Sources",
    ] {
        assert!(record.contains(&format!("\n## {part}\n")), "{part}");
    }
    let version = format!(
        "Computed by Quorate {}, 10,000 draws, seed 1",
        env!("CARGO_PKG_VERSION")
    );
    assert!(record.contains(&version), "{record}");
}

#[test]
fn every_number_in_a_record_comes_out_of_its_link_again() {
    let read = read(&payments());
    assert!(numbers(&read.words).len() > 100);
    assert_eq!(unfounded(&read, &read.words), [""; 0]);
}

#[test]
fn a_number_that_does_not_come_out_of_the_link_is_noticed() {
    let read = read(&payments());
    for (right, wrong) in [
        ("$158k", "$157k"),
        ("$75.9B", "$75.8B"),
        ("4.6·10¹⁰", "4.7·10¹⁰"),
        ("9,150", "9,140"),
        ("take $960M", "take $950M"),
        ("0.03%", "0.02%"),
        ("185 ms", "186 ms"),
        ("(now 200 ms)", "(now 210 ms)"),
        ("$31.9B", "$31.8B"),
        ("4.32 min", "4.33 min"),
        ("99.9901%", "99.9902%"),
        ("0.99×", "0.98×"),
        ("$401M", "$402M"),
    ] {
        assert!(read.words.contains(right), "{right}");
        let words = read.words.replace(right, wrong);
        assert!(
            !unfounded(&read, &words).is_empty(),
            "{wrong} was taken for {right}"
        );
    }
}
