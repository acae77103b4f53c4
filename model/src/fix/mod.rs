//! Ways out of a problem that can be taken with one press.
//!
//! # What it computes
//! The texts in which what a problem names is put right: the nearest word in the place of a
//! mistyped one, a range the right way round, services that a flow names and nobody described.
//!
//! # Why it matters
//! A sentence that says what would be right and leaves the typing to its reader is half a way out.
//!
//! # Formula
//! None: what the sentence quotes first is what was read, what it quotes behind `did you mean` or
//! `write it as` is what would be right. Every fix is tried: only one that leads to a text without
//! that problem is given.
//!
//! # Example
//! ```
//! use quorate_model::{Assessor, fix::fixes};
//! let text = "flow = \"web > api\"\n";
//! let problem = Assessor::new().assess(text).unwrap_err();
//! let all = &fixes(text, &problem, "")[0];
//! assert_eq!(all.label, "Add the services `web` and `api`");
//! assert!(Assessor::new().assess(&all.text).is_ok());
//! ```

mod spoken;
mod units;

pub use units::sure;

use crate::assessor::Assessor;
use crate::flow::{self, RESERVED, words};
use crate::listing::listed;
use crate::problem::Problem;
use crate::scenario::edit::{self, Document};
use crate::scenario::read_all;
use spoken::ways_to_write;
use units::{as_before, with_unit};

/// One way out of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words; names stand in backticks.
    pub label: String,
    /// The text it leads to.
    pub text: String,
}

/// The ways out of `problem`, the likeliest first; each was tried on `text`. `before` is the value that stood
/// at fault's place while it read, empty where none did.
pub fn fixes(text: &str, problem: &Problem, before: &str) -> Vec<Fix> {
    let mut found: Vec<Fix> = as_before(text, problem, before).into_iter().collect();
    let meant = meant(&problem.message).into_iter();
    found.extend(meant.filter_map(|meant| replaced(text, problem, meant)));
    found.extend(with_unit(text, problem));
    if found.is_empty() {
        found.extend(as_spoken(text, problem));
    }
    found.extend(one_name(text, problem));
    found.extend(arrows(text, problem));
    found.extend(services_added(text, problem));
    found.extend(taken_out(text, problem));
    let mut seen = Vec::new();
    found.retain(|fix| {
        let new = !seen.contains(&fix.text);
        seen.push(fix.text.clone());
        new
    });
    found
}

/// Two words in a flow as one name: `track api` as `track-api`.
fn one_name(text: &str, problem: &Problem) -> Option<Fix> {
    let second =
        read(&problem.message).filter(|_| problem.message.contains("follows without an operator"))?;
    let flow = Document::parse(text).ok()?.get(&problem.path)?;
    let pair = flow
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')))
        .find_map(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            let at = words.iter().position(|word| *word == second)?;
            Some((words.get(at.checked_sub(1)?)?.to_string(), words[at].to_string()))
        })?;
    let (apart, joined) = (format!("{} {}", pair.0, pair.1), format!("{}-{}", pair.0, pair.1));
    let at = text.find(&apart)?;
    let fixed = format!("{}{joined}{}", &text[..at], &text[at + apart.len()..]);
    // The service may still have to be described: that is another problem, with its own way out.
    let gone = problems(&fixed)
        .iter()
        .all(|left| left.message != problem.message);
    gone.then(|| Fix {
        label: format!("Use `{joined}`"),
        text: fixed,
    })
}

/// A flow drawn with arrows as one with `>`.
fn arrows(text: &str, problem: &Problem) -> Option<Fix> {
    let flow = Document::parse(text).ok()?.get(&problem.path)?;
    let drawn = ["-->", "->", "=>", "→"];
    let written = drawn
        .iter()
        .fold(flow.clone(), |flow, arrow| flow.replace(arrow, ">"));
    // The services may still have to be described: that is another problem, with its own way out.
    let reads = written != flow && flow::parse(&written).is_ok();
    let fixed = reads
        .then(|| edit::set(text, &problem.path, &written).ok())
        .flatten()?;
    Some(Fix {
        label: format!("Use `{written}`"),
        text: fixed,
    })
}

/// What a sentence quotes first: what was read.
fn read(message: &str) -> Option<&str> {
    let within = message
        .strip_prefix("in `")
        .and_then(|rest| rest.split_once("`: "));
    within.map_or(message, |(_, rest)| rest).split('`').nth(1)
}

/// What a sentence offers instead of what was read.
fn meant(message: &str) -> Vec<&str> {
    let behind = ["did you mean ", "write it as "]
        .into_iter()
        .find_map(|words| message.split_once(words));
    let Some((_, offered)) = behind else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut parts = offered.split('`');
    while let (Some(between), Some(quoted)) = (parts.next(), parts.next()) {
        if between.contains(['?', '(', ';']) {
            break;
        }
        found.push(quoted);
    }
    found
}

fn replaced(text: &str, problem: &Problem, meant: &str) -> Option<Fix> {
    let read = read(&problem.message)?;
    let place = text.get(problem.offset..problem.offset + problem.len)?;
    let at = problem.offset + word_at(place, read)?;
    let fixed = format!("{}{meant}{}", &text[..at], &text[at + read.len()..]);
    let parses = Document::parse(&fixed).is_ok();
    (parses && solved(&fixed, problem, meant)).then(|| Fix {
        label: format!("Use `{meant}`"),
        text: fixed,
    })
}

/// Whether nothing is wrong any more where `problem` was, nor beside it in an entry of a list: what is a
/// price is no quantity there.
fn reads(fixed: &str, problem: &Problem) -> bool {
    problems(fixed)
        .iter()
        .all(|left| left.path != problem.path && !are_of_one_entry(left, problem))
}

/// Whether both are about values of one entry of a list.
fn are_of_one_entry(one: &Problem, other: &Problem) -> bool {
    let own = entry(&other.path);
    own.is_some() && entry(&one.path) == own
}

/// The entry of a list that `path` is, or is of: `cost.0` of `cost.0.price`.
fn entry(path: &str) -> Option<&str> {
    let is_entry = |path: &&str| {
        path.rsplit_once('.')
            .is_some_and(|(_, last)| last.parse::<usize>().is_ok())
    };
    let parent = path.rsplit_once('.').map(|(parent, _)| parent);
    [Some(path), parent].into_iter().flatten().find(is_entry)
}

/// A value as one says or writes it elsewhere: `2M a month` with a slash, and with the currency where that
/// was left out; `99,95%` with a point; `1-2%` as a range; percentiles the other way round or without units.
fn as_spoken(text: &str, problem: &Problem) -> Vec<Fix> {
    let Some(place) = text.get(problem.offset..problem.offset + problem.len) else {
        return Vec::new();
    };
    let value = place.trim_matches(['"', '\'']);
    let begins = |c: char| c.is_alphanumeric() || "$€£<~≈".contains(c);
    let Some(at) = place
        .find(value)
        .filter(|_| value.starts_with(begins) && value.len() <= LONGEST_SPOKEN)
    else {
        return Vec::new();
    };
    let at = problem.offset + at;
    let sign = text.find('€').map_or("$", |_| "€");
    let mut found: Vec<Fix> = Vec::new();
    let ways = by_traffic(text, &problem.path, value)
        .into_iter()
        .chain(ways_to_write(value, sign));
    for way in ways.filter(|way| way != value) {
        let fixed = format!("{}{way}{}", &text[..at], &text[at + value.len()..]);
        if found.len() < MOST_SPOKEN && !found.iter().any(|fix| fix.text == fixed) && reads(&fixed, problem) {
            let label = format!("Use `{way}`");
            found.push(Fix { label, text: fixed });
        }
    }
    found
}

/// `$1.20 per request` as `$1.20 * 3/s`, where that is the traffic, of a journey its own.
fn by_traffic(text: &str, path: &str, value: &str) -> Option<String> {
    let per = [" per request", "/request", " a request", " each"];
    let amount = per.iter().find_map(|per| value.strip_suffix(per))?;
    let document = Document::parse(text).ok()?;
    let own = path.strip_suffix("revenue")?;
    let traffic = document
        .get(&format!("{own}traffic"))
        .or_else(|| document.get("traffic"))?;
    Some(format!("{amount} * {traffic}"))
}

/// Ways of saying an amount that are offered.
const MOST_SPOKEN: usize = 2;

/// Longer is no amount that somebody says.
const LONGEST_SPOKEN: usize = 40;

/// Where `word` stands in `place` by itself.
fn word_at(place: &str, word: &str) -> Option<usize> {
    let part = |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let alone = |at: &usize| {
        let (before, behind) = (&place[..*at], &place[at + word.len()..]);
        // A unit may stand at its number.
        let begins = !part(before.chars().next_back()) || before.ends_with(|c: char| c.is_ascii_digit());
        begins && !part(behind.chars().next())
    };
    (!word.is_empty())
        .then(|| place.match_indices(word).map(|(at, _)| at).find(alone))
        .flatten()
}

/// Whether `fixed` is rid of `problem` and does not stumble over what was put in, nor beside it in an entry
/// of a list.
fn solved(fixed: &str, problem: &Problem, put_in: &str) -> bool {
    problems(fixed).iter().all(|left| {
        let same = left.path == problem.path && left.message == problem.message;
        // A price that does not go with its quantity is quoted behind it.
        let mut quoted = left.message.split('`').skip(1).step_by(2).take(2);
        let own = left.path == problem.path && quoted.any(|quoted| quoted.contains(put_in));
        let beside = left.path != problem.path && are_of_one_entry(left, problem);
        !same && !own && !beside
    })
}

/// Everything that keeps `text` from an answer.
fn problems(text: &str) -> Vec<Problem> {
    match read_all(text) {
        Err(problems) => problems,
        Ok(_) => Assessor::new().plan(text).err().into_iter().collect(),
    }
}

/// The services that the flow at fault names and the text does not have.
fn services_added(text: &str, problem: &Problem) -> Option<Fix> {
    if !problem.message.starts_with(UNKNOWN_STEP) {
        return None;
    }
    let names = missing(&Document::parse(text).ok()?, &problem.path);
    let added = names.iter().try_fold(text.to_owned(), |text, name| {
        edit::add_part(&text, &format!("services.{name}"))
    });
    let added = added
        .ok()
        .filter(|text| !names.is_empty() && solved(text, problem, &names[0]))?;
    Some(Fix {
        label: label(&names),
        text: added,
    })
}

/// The flow at fault without the only name in it that stands for nothing: of a service that was removed.
fn taken_out(text: &str, problem: &Problem) -> Option<Fix> {
    if !problem.message.starts_with(UNKNOWN_STEP) {
        return None;
    }
    let document = Document::parse(text).ok()?;
    let missing = missing(&document, &problem.path);
    let [name] = missing.as_slice() else { return None };
    let left = flow::parse(&document.get(&problem.path)?).ok()?.without(name)?;
    let fixed = edit::set(text, &problem.path, &left.to_string()).ok()?;
    reads(&fixed, problem).then(|| Fix {
        label: format!("Take `{name}` out of the flow"),
        text: fixed,
    })
}

/// How the sentence about a flow's unknown step begins.
pub const UNKNOWN_STEP: &str = "the flow names `";

/// Names in the flow at `path` that stand for nothing yet.
fn missing(document: &Document, path: &str) -> Vec<String> {
    let known = [document.keys("services"), document.keys("flows")].concat();
    let mut found: Vec<String> = Vec::new();
    for (_, word) in words(&document.get(path).unwrap_or_default()) {
        let name = word.starts_with(|c: char| c.is_ascii_alphabetic()) && !RESERVED.contains(&word);
        if name && !known.iter().chain(&found).any(|other| other == word) {
            found.push(word.to_owned());
        }
    }
    found
}

fn label(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => format!("Add the service {one}"),
        all => format!("Add the services {}", listed(all, usize::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is offered for the first problem of `text`, and that each of it helps.
    fn offered(text: &str) -> Vec<String> {
        let problem = problems(text).remove(0);
        fixes(text, &problem, "")
            .into_iter()
            .map(|fix| {
                assert!(!problems(&fix.text).contains(&problem), "{}", fix.text);
                fix.label
            })
            .collect()
    }

    /// What is offered first for a service's value.
    fn of_service(key: &str, value: &str) -> Vec<String> {
        offered(&format!("flow = \"a\"\n[services.a]\n{key} = \"{value}\"\n"))
    }

    #[test]
    fn numbers_as_they_are_written_elsewhere_are_put_right() {
        let cases = [
            ("availability", "99,95%", "Use `99.95%`"),
            ("availability", "99,95", "Use `99.95%`"),
            ("errors", "0.01% - 0.1%", "Use `0.01% to 0.1%`"),
            ("errors", "0,01% – 0,1%", "Use `0.01% to 0.1%`"),
            ("latency", "p50 40 ms, p99 8 ms", "Use `p50 8 ms, p99 40 ms`"),
            ("latency", "p50 8ms p99 30ms", "Use `p50 8ms, p99 30ms`"),
        ];
        for (key, value, way) in cases {
            assert_eq!(of_service(key, value), [way], "{value}");
        }
        let revenue = |value: &str| offered(&format!("flow = \"a\"\nrevenue = \"{value}\"\n[services.a]\n"));
        assert_eq!(revenue("$2,400 per month"), ["Use `$2400/month`"]);
        assert_eq!(revenue("$20M a year"), ["Use `$20M/year`"]);
    }

    #[test]
    fn a_name_of_two_words_is_made_one() {
        let text = "flow = \"web > track api > db\"\n[services.web]\n[services.db]\n";
        assert_eq!(offered(text), ["Use `track-api`"]);
        let fixed = &fixes(text, &problems(text)[0], "")[0].text;
        assert!(fixed.starts_with("flow = \"web > track-api > db\""), "{fixed}");
    }

    #[test]
    fn only_a_unit_that_needs_no_asking_is_sure() {
        let sure_of = |text: &str| sure(text, &problems(text).remove(0), "").map(|fix| fix.label);
        let text = "flow = \"a\"\n[services.a]\navailability = \"99.95\"\n";
        assert_eq!(offered(text), ["Use `99.95%`"]);
        let service = |line: &str| sure_of(&format!("flow = \"a\"\n[services.a]\n{line}\n"));
        assert_eq!(
            service("availability = \"99.95\"").as_deref(),
            Some("Use `99.95%`")
        );
        let harm = |cost: &str| sure_of(&format!("[wrongness]\nharm = [{{ cost = \"{cost}\" }}]\n"));
        assert_eq!(harm("85").as_deref(), Some("Use `$85`"));
        for line in [
            "latency = \"85\"",
            "timeout = \"85\"",
            "mttr = \"15\"",
            "availability = \"101\"",
        ] {
            assert_eq!(service(line), None, "{line}");
        }
        for line in ["traffic = \"4000\"", "revenue = \"4000\"", "revenue = \"$4000\""] {
            assert_eq!(sure_of(&format!("{line}\n")), None, "{line}");
        }
    }

    #[test]
    fn a_plain_number_keeps_the_unit_that_stood_there() {
        let kept = |key: &str, value: &str, before: &str| {
            let text = format!("flow = \"a\"\n{key} = \"{value}\"\n[services.a]\n");
            let problem = problems(&text).remove(0);
            let sure = sure(&text, &problem, before).map(|fix| fix.label);
            let first = fixes(&text, &problem, before)
                .into_iter()
                .next()
                .map(|fix| fix.label);
            assert!(sure.is_none() || sure == first, "{sure:?} {first:?}");
            sure
        };
        assert_eq!(
            kept("revenue", "9000", "$0/month").as_deref(),
            Some("Use `$9000/month`")
        );
        assert_eq!(kept("slo.window", "28", "30 d").as_deref(), Some("Use `28 d`"));
        assert_eq!(kept("traffic", "40", "1.5k/day").as_deref(), Some("Use `40/day`"));
        assert_eq!(kept("revenue", "9000", "$2k/h to $4k/h"), None);
        assert_eq!(
            kept("revenue", "9000", "$18k/h").as_deref(),
            Some("Use `$9000/h`")
        );
        assert_eq!(kept("revenue", "9000", ""), None);
    }

    #[test]
    fn a_unit_is_offered_only_where_it_makes_the_value_read() {
        for way in of_service("availability", "99.95 5") {
            assert!(!way.contains("ms"), "{way}");
        }
    }

    const SERVICES: &str = "[services.cart]\n[services.payment]\n";

    #[test]
    fn a_mistyped_step_offers_the_nearest_and_to_add_it() {
        let text = format!("flow = \"cart > paymnt\"\n{SERVICES}");
        assert_eq!(
            offered(&text),
            [
                "Use `payment`",
                "Add the service `paymnt`",
                "Take `paymnt` out of the flow"
            ]
        );
        let fixed = &fixes(&text, &problems(&text)[0], "")[0].text;
        assert!(fixed.starts_with("flow = \"cart > payment\"\n"), "{fixed}");
    }

    #[test]
    fn a_service_that_was_removed_can_be_taken_out_of_the_flow() {
        for (flow, left) in [
            ("web > api > db", "web > db"),
            ("web > api ?? db", "web > db"),
            ("web > 2 of (api, db, web)", "web > 2 of (db, web)"),
            ("all(web, db > api?)", "all(web, db)"),
            ("txn(web > api) > db", "txn(web) > db"),
        ] {
            let text = format!("flow = \"{flow}\"\n[services.web]\n[services.db]\n");
            let found = fixes(&text, &problems(&text)[0], "");
            let out = found.iter().find(|fix| fix.label == "Take `api` out of the flow");
            let text = &out.unwrap().text;
            assert!(text.starts_with(&format!("flow = \"{left}\"\n")), "{text}");
        }
    }

    #[test]
    fn a_flow_of_unknown_names_offers_them_all() {
        let text = "flow = \"web > all(api, 2 of (x1, x2)) ?? web\"\n";
        assert_eq!(offered(text), ["Add the services `web`, `api`, `x1` and `x2`"]);
        assert_eq!(problems(&fixes(text, &problems(text)[0], "")[0].text), []);
    }

    #[test]
    fn a_mistyped_key_unit_level_and_range_offer_what_was_meant() {
        for (line, label) in [
            ("latncy = \"p99 3 ms\"", "Use `latency`"),
            ("latency = \"p99 3mss\"", "Use `ms`"),
            ("latency = \"3 ms\"", "Use `p99 3 ms`"),
            ("latency = \"p99 < 3 ms\"", "Use `p99 3 ms`"),
            (
                "latency = \"p50 20 ms to 5 ms, p99 90 ms\"",
                "Use `5 ms to 20 ms`",
            ),
            ("availability = \"99.9\"", "Use `99.9%`"),
            ("latency = \"p99 20\"", "Use `20 ms`"),
            ("timeout = \"20\"", "Use `20 ms`"),
            (
                "guarantee = \"<Global, Casual, RA, EO, Idem, Auth>\"",
                "Use `Causal`",
            ),
        ] {
            let text = format!("flow = \"cart\"\n[services.cart]\n{line}\n");
            assert_eq!(offered(&text).first().map(String::as_str), Some(label), "{line}");
        }
        let text = format!("flow = \"cart\"\n[slo]\nlatency = \"300 ms\"\n{SERVICES}");
        assert_eq!(offered(&text), ["Use `p99 < 300 ms`"]);
    }

    #[test]
    fn an_amount_as_one_says_it_offers_it_as_one_writes_it() {
        for (line, label) in [
            ("revenue = \"2M a month\"", "Use `$2M/month`"),
            ("revenue = \"$2M a month\"", "Use `$2M/month`"),
            ("revenue = \"2M/month\"", "Use `$2M/month`"),
            ("revenue = \"€40k per hour\"", "Use `€40k/hour`"),
            ("traffic = \"2000 per second\"", "Use `2000/second`"),
            ("traffic = \"2 million a day\"", "Use `2M/day`"),
            ("revenue = \"1,400,000 per month\"", "Use `$1.4M/month`"),
            ("down.support = \"5k an hour\"", "Use `$5k/hour`"),
            ("partition.rate = \"4 every year\"", "Use `4/year`"),
        ] {
            let text = format!("flow = \"cart\"\n{line}\n[services.cart]\n");
            assert!(
                offered(&text).iter().any(|own| own == label),
                "{line}: {:?}",
                offered(&text)
            );
        }
    }

    #[test]
    fn a_text_without_quotes_is_put_in_quotes() {
        for value in [
            "p99 30 ms",
            "99.9%",
            "30 min",
            "SS",
            "$4k/h",
            "a > all(b, c?) > d",
        ] {
            for comment in ["", "  # as they say"] {
                let text = format!("flow = \"a\"\n[services.a]\nkey = {value}{comment}\n");
                let problem = Document::parse(&text).unwrap_err();
                let fix = fixes(&text, &problem, "").remove(0);
                assert_eq!(fix.label, format!("Use `\"{value}\"`"));
                assert!(Document::parse(&fix.text).is_ok() && fix.text.ends_with(&format!("{comment}\n")));
            }
        }
    }

    #[test]
    fn what_else_is_wrong_with_a_service_of_any_name_takes_no_way_out_away() {
        for name in ["a", "a1"] {
            let text =
                format!("flow = \"{name}\"\n[services.{name}]\nlatncy = \"p99 9 ms\"\nmttr = \"soon\"\n");
            assert_eq!(
                offered(&text).first().map(String::as_str),
                Some("Use `latency`"),
                "{name}"
            );
        }
    }

    #[test]
    fn a_flow_drawn_with_arrows_is_written() {
        for drawn in ["web -> db", "web → db", "web => db", "web --> db"] {
            let text = format!("flow = \"{drawn}\"\n[services.web]\n[services.db]\n");
            assert_eq!(offered(&text), ["Use `web > db`"]);
        }
    }

    #[test]
    fn a_value_as_people_type_it_has_a_button() {
        for (line, label) in [
            ("hits = \"60-90%\"", "Use `60 to 90%`"),
            ("hits = \"85-95\"", "Use `85 to 95%`"),
            ("latency = \"5 ms, p99 20\"", "Use `p50 5 ms, p99 20 ms`"),
            ("availability = \"99.9-99.95\"", "Use `99.9 to 99.95%`"),
            ("availability = \"99.9 percent\"", "Use `99.9%`"),
            ("availability = \"~99.9\"", "Use `99.9%`"),
            ("hits = \"60%-90%\"", "Use `60% to 90%`"),
            ("availability = \"99.9-99.95%\"", "Use `99.9 to 99.95%`"),
            ("latency = \"5-10 ms\"", "Use `p99 5 to 10 ms`"),
            ("latency = \"5 ms / 20 ms\"", "Use `p50 5 ms, p99 20 ms`"),
            ("latency = \"5ms / 20ms\"", "Use `p50 5 ms, p99 20ms`"),
            ("latency = \"around 200ms\"", "Use `p99 200ms`"),
            ("latency = \"p99 120-200 ms\"", "Use `p99 120 to 200 ms`"),
            ("latency = \"p50 15, p99 60\"", "Use `p50 15 ms, p99 60 ms`"),
            ("latency = \"p50 15 p99 60\"", "Use `p50 15 ms, p99 60 ms`"),
            ("latency = \"p50=15ms p99=60ms\"", "Use `p50 15ms, p99 60ms`"),
            ("latency = \"p99: 60 ms\"", "Use `p99 60 ms`"),
        ] {
            let all = offered(&format!("flow = \"cart\"\n[services.cart]\n{line}\n"));
            assert!(all.iter().any(|own| own == label), "{line}: {all:?}");
        }
        for (line, label) in [
            ("slo.latency = \"<800ms\"", "Use `p99 <800ms`"),
            ("slo.latency = \"under 800ms\"", "Use `p99 < 800ms`"),
            ("slo.window = \"30\"", "Use `30 d`"),
            (
                "cost = [{ name = \"a\", quantity = \"9\", price = \"$1,400 a month\" }]",
                "Use `$1400/month`",
            ),
            ("revenue = \"$18k\"", "Use `$18k/h`"),
            (
                "traffic = \"3/s\"\nrevenue = \"$1.20 per request\"",
                "Use `$1.20 * 3/s`",
            ),
            (
                "traffic = \"3/s\"\nrevenue = \"$1.20/request\"",
                "Use `$1.20 * 3/s`",
            ),
            (
                "traffic = \"3/s\"\n[services.a]\n[journey.buy]\nflow = \"a\"\ntraffic = \"2/s\"\nrevenue = \"$1.20 per request\"",
                "Use `$1.20 * 2/s`",
            ),
            ("revenue = \"18,000\"", "Use `$18000/h`"),
            ("revenue = \"$2500-4000/month\"", "Use `$2500 to $4000/month`"),
            ("revenue = \"3,000 a month\"", "Use `$3000/month`"),
            ("wrongness.harm = [{ cost = \"12 dollars\" }]", "Use `$12`"),
            ("wrongness.harm = [{ cost = \"$25-$60\" }]", "Use `$25 to $60`"),
            (
                "wrongness.error_probability = \"1 in a million\"",
                "Use `1 in 1000000`",
            ),
            (
                "wrongness.error_probability = \"0.05-0.3%\"",
                "Use `0.05 to 0.3%`",
            ),
            (
                "cost = [{ name = \"a\", price = \"$2500-4000/month\" }]",
                "Use `$2500 to $4000/month`",
            ),
        ] {
            let all = offered(&format!("{line}\n"));
            assert!(all.iter().any(|own| own == label), "{line}: {all:?}");
            assert!(!all.iter().any(|own| own == "Use `month`"), "{line}: {all:?}");
        }
    }

    #[test]
    fn a_unit_at_the_end_of_a_range_is_that_of_both_ends() {
        for line in [
            "wrongness.error_probability = \"0.05 to 0.3%\"",
            "revenue = \"$2k to $4k/month\"",
            "cost = [{ name = \"a\", price = \"$2k to $4k/month\" }]",
        ] {
            assert_eq!(problems(line), [], "{line}");
        }
        let probability = |text: &str| {
            let text = format!("wrongness.error_probability = \"{text}\"\n");
            crate::scenario::read(&text)
                .unwrap()
                .scenario
                .wrongness
                .error_probability
                .unwrap()
                .median()
        };
        assert_eq!(probability("0.05 to 0.3%"), probability("0.05% to 0.3%"));
    }

    #[test]
    fn what_would_not_help_is_not_offered() {
        for line in ["errors = \"7 to\"", "availability = \"101%\"", "latency = \"\""] {
            let text = format!("flow = \"cart\"\n[services.cart]\n{line}\n");
            assert_eq!(offered(&text), [""; 0], "{line}");
        }
    }

    #[test]
    fn a_service_can_be_added_under_a_design_s_own_flow() {
        let text =
            format!("flow = \"cart\"\n{SERVICES}[[design]]\nname = \"One\"\nflow = \"cart > cache\"\n");
        assert_eq!(
            offered(&text),
            ["Add the service `cache`", "Take `cache` out of the flow"]
        );
    }
}
