//! How long the latency of a row of distinct steps takes, and how that grows from 10 to 1,000 of them:
//! solved for the first time, and when one step has changed; alone, and as a whole answer from the text.
//! Targets for 100 steps, solved: under 30 ms, and under 1 ms when one has changed.
#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use quorate_model::Assessor;
use quorate_model::latency::{Call, Law, Node, Solver};
use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The middle of a few times.
fn middle(count: usize, mut of: impl FnMut(usize) -> Duration) -> Duration {
    let mut times: Vec<Duration> = (1..=count).map(&mut of).collect();
    times.sort();
    times[count / 2]
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

/// p50 and p99 of a step in microseconds; the third has changed so often.
fn step(at: usize, changed: usize) -> (usize, usize) {
    let p50 = 1000 + 137 * at + if at == 2 { changed } else { 0 };
    (p50, 4 * p50 + 11 * at)
}

fn row(steps: usize, changed: usize) -> Node {
    let call = |at: usize| {
        let (p50, p99) = step(at, changed);
        let law = Law::from_p50_p99(p50 as f64 * 1e-6, p99 as f64 * 1e-6);
        Node::Call(Arc::new(Call::new(law.unwrap())))
    };
    Node::Sequence((0..steps).map(call).collect())
}

fn text(steps: usize, changed: usize) -> String {
    let names: Vec<String> = (0..steps).map(|at| format!("s{at}")).collect();
    let mut text = format!("flow = \"{}\"\n", names.join(" > "));
    for (at, name) in names.iter().enumerate() {
        let (p50, p99) = step(at, changed);
        writeln!(
            text,
            "[services.{name}]\nlatency = \"p50 {p50} us, p99 {p99} us\""
        )
        .unwrap();
    }
    text
}

fn main() {
    // `cargo bench` says so. A run of all tests passes over it.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    for steps in [10, 30, 100, 300, 1000] {
        let cold = middle(5, |_| timed(|| Solver::new().solve(&row(steps, 0))));
        let mut solver = Solver::new();
        let resolution = solver.solve(&row(steps, 0)).unwrap();
        let warm = middle(51, |changed| {
            let row = row(steps, changed);
            timed(|| solver.solve(&row))
        });
        let whole = middle(5, |_| {
            let text = text(steps, 0);
            timed(|| Assessor::new().assess(&text))
        });
        let mut assessor = Assessor::new();
        assessor.assess(&text(steps, 0)).unwrap();
        let again = middle(21, |changed| {
            let text = text(steps, changed);
            timed(|| assessor.assess(&text))
        });
        println!(
            "{steps:>5} steps  solved {cold:>10.2?}  one changed {warm:>10.2?}  from the text {whole:>10.2?}  one changed {again:>10.2?}  cells {:.2} % of p99.9",
            100.0 * resolution.error / resolution.p999
        );
    }
}
