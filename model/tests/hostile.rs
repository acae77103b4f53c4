//! Whatever is read – scenarios, flows, links, edits – ends in a result or in a sentence: never in a
//! panic, never in a hang.
//!
//! `QUORATE_MUTATIONS=100000 cargo test --profile fast --test hostile -- --nocapture` runs the long
//! version and prints the slowest cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods
)]

mod hostile_corpus;
mod hostile_sound;

use hostile_corpus::{Mutator, explicit};
use hostile_sound::{check_edits, check_flow, check_link, check_scenario};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A case that takes longer than this hangs; a watchdog, not a measure of speed.
const HANG: Duration = Duration::from_secs(60);
const LIGHT: usize = 5_000;

fn mutations() -> usize {
    std::env::var("QUORATE_MUTATIONS").map_or(LIGHT, |count| count.parse().unwrap())
}

/// The case to begin with, to see one again.
fn first() -> usize {
    std::env::var("QUORATE_FIRST").map_or(0, |first| first.parse().unwrap())
}

/// Runs `count` cases, each within [`HANG`], and prints the slowest.
fn run(what: &str, count: usize, case: impl Fn(usize) + Send + 'static) {
    let (done, finished) = channel();
    let worker = std::thread::spawn(move || {
        for number in first()..count {
            let start = Instant::now();
            case(number);
            if done.send(start.elapsed()).is_err() {
                return;
            }
        }
    });
    let mut times = Vec::with_capacity(count);
    while times.len() + first() < count {
        match finished.recv_timeout(HANG) {
            Ok(time) => times.push((time, times.len())),
            Err(RecvTimeoutError::Timeout) => panic!("{what} {} hangs", times.len() + first()),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let failed = times.len() + first();
    worker.join().unwrap_or_else(|_| panic!("{what} {failed} failed"));
    times.sort_unstable();
    let over = times
        .iter()
        .filter(|(time, _)| *time > Duration::from_millis(50))
        .count();
    let median = times[times.len() / 2].0;
    let worst: Vec<_> = times.iter().rev().take(3).collect();
    eprintln!("{what}: {count} cases, median {median:?}, {over} above 50 ms, slowest (time, case) {worst:?}");
}

#[test]
fn mutated_scenarios_end_in_a_result_or_a_sentence() {
    run("scenario", mutations() * 6 / 10, |number| {
        let mut mutator = Mutator::new(number, 1);
        check_scenario(&mutator.scenario());
    });
}

#[test]
fn mutated_scenarios_can_be_edited_or_say_why_not() {
    run("edit", mutations() / 10, |number| {
        let mut mutator = Mutator::new(number, 2);
        let text = mutator.scenario();
        check_edits(&text, &mut mutator);
    });
}

#[test]
fn mutated_flows_end_in_a_result_or_a_sentence() {
    run("flow", mutations() * 2 / 10, |number| {
        check_flow(&Mutator::new(number, 3).flow());
    });
}

#[test]
fn mutated_links_open_or_say_why_not() {
    run("link", mutations() / 10, |number| {
        check_link(&Mutator::new(number, 4).link());
    });
}

#[test]
fn what_is_known_to_be_dangerous_ends_in_a_result_or_a_sentence() {
    let cases = explicit();
    for (name, text) in &cases {
        let start = Instant::now();
        let (name, text) = (*name, text.clone());
        run(name, 1, move |_| check_scenario(&text));
        assert!(start.elapsed() < HANG, "{name}");
    }
}

#[test]
fn every_dangerous_text_can_be_edited_or_says_why_not() {
    for (name, text) in explicit() {
        run(name, 1, move |number| {
            check_edits(&text, &mut Mutator::new(number, 5))
        });
    }
}

#[test]
fn a_link_with_a_hundred_thousand_changes_is_refused() {
    let link = format!("preset=payments{}", "&title=x".repeat(100_000));
    run("changes", 1, move |_| {
        check_link(&link);
        assert!(quorate_model::link::decode(&link).is_err());
    });
}
