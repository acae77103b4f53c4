//! How the exact availability grows: service graphs from 10 to 1,000 services, and fault trees of
//! published shapes and sizes. Targets: 200 services compiled in under 50 ms, evaluated in under 20 µs.
#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

#[path = "../tests/trees/mod.rs"]
mod trees;

use quorate_model::Assessor;
use quorate_model::plan::Costs;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The middle of a few times.
fn middle(count: usize, mut of: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..count).map(|_| of()).collect();
    times.sort();
    times[count / 2]
}

fn measure(name: &str, text: &str) {
    let compile = middle(5, || {
        let start = Instant::now();
        black_box(Assessor::new().plan(black_box(text)).unwrap());
        start.elapsed()
    });
    let assessment = Assessor::new().assess(text).unwrap();
    let chain = &assessment.journeys[0].chain;
    let plan = Assessor::new().plan(text).unwrap();
    let (values, mut rooms) = (plan.inputs().medians(), plan.rooms());
    let mut out = vec![Costs::default(); plan.designs()];
    let evaluate = middle(21, || {
        let start = Instant::now();
        plan.costs(black_box(&values), &mut rooms, &mut out);
        start.elapsed()
    });
    let result = match chain.unavailability {
        Some(q) => format!("{q:.4e}"),
        None => "bounds".to_owned(),
    };
    println!(
        "{name:<34} {:>5} parts  compile {compile:>10.2?}  evaluate {evaluate:>10.2?}  down {result}",
        chain.services.len(),
    );
}

fn main() {
    for count in [10, 20, 50, 100, 200, 500, 1000] {
        measure(
            &format!("graph of {count} services"),
            &trees::service_graph(count, 1),
        );
    }
    for (events, gates, far) in [
        (50, 60, 10),
        (100, 150, 10),
        (150, 150, 20),
        (200, 200, 30),
        (500, 600, 5),
        (1000, 3000, 3),
    ] {
        for seed in 1..=3 {
            let name = format!("tree {events}/{gates}, {far} % far, {seed}");
            measure(&name, &trees::fault_tree(events, gates, far, seed));
        }
    }
    for (stages, count) in [(5, 3), (20, 4), (50, 6), (100, 8)] {
        measure(
            &format!("{stages} stages of {count} trains"),
            &trees::trains(stages, count, 1),
        );
    }
    for (depth, n) in [(3, 3), (4, 3), (3, 5), (6, 3)] {
        measure(
            &format!("votes of votes {n}^{depth}"),
            &trees::nested_votes(depth, n, 1),
        );
    }
}
