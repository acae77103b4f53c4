//! How long an answer takes: 50 services with shared parts, three designs.
//!
//! Targets: under 50 ms for a text never seen before, under 1 ms when one service has changed.
#![allow(clippy::unwrap_used)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use quorate_model::plan::Costs;
use quorate_model::{Assessor, scenario};
use std::fmt::Write;
use std::hint::black_box;

const SERVICES: usize = 50;

/// Ten stages of four services that all read the one database, a quorum, a fallback and something
/// nice to have; `changed` is the latency in µs and the unavailability in 10⁻⁶ of one service.
fn text(latency: usize, down: usize) -> String {
    let mut text = String::from(
        "traffic = \"2000/s\"\nrevenue = \"$40k/h\"\n[slo]\navailability = \"99.9%\"\nlatency = \"p99 < 900 ms\"\n",
    );
    let stages: Vec<String> = (0..10)
        .map(|stage| {
            let name = |at: usize| format!("s{}", 4 * stage + at);
            match stage % 5 {
                0 => format!(
                    "{} > all({} > db, {} > db) > {}",
                    name(0),
                    name(1),
                    name(2),
                    name(3)
                ),
                1 => format!("any({} > db, {}) > {} > {}", name(0), name(1), name(2), name(3)),
                2 => format!("2 of ({}, {}, {}) > {}", name(0), name(1), name(2), name(3)),
                3 => format!(
                    "({} > cache) ?? ({} > db) > {}? > {}",
                    name(0),
                    name(1),
                    name(2),
                    name(3)
                ),
                _ => format!("{} > 3 * {} > {} > {}", name(0), name(1), name(2), name(3)),
            }
        })
        .collect();
    let rest: Vec<String> = (40..SERVICES - 2).map(|at| format!("s{at}")).collect();
    let flow = format!("{} > {}", stages.join(" > "), rest.join(" > "));
    text.insert_str(0, &format!("flow = \"{flow}\"\n"));
    let names = (0..SERVICES - 2)
        .map(|at| format!("s{at}"))
        .chain(["db".into(), "cache".into()]);
    for (at, name) in names.enumerate() {
        let (p50, unavailability) = if at == 7 {
            (latency, down)
        } else {
            (1000 + 137 * at, 10 + at)
        };
        write!(
            text,
            "[services.{name}]\navailability = \"{:.6}\"\nlatency = \"p50 {p50} us, p99 {} us\"\ntimeout = \"1 s\"\n",
            1.0 - unavailability as f64 / 1e6,
            4 * p50 + 11 * at
        )
        .unwrap();
        if at % 3 == 0 {
            text.push_str("guarantee = \"I\"\n");
        }
    }
    text.push_str(
        "[domains.region]\navailability = \"99.99%\"\nservices = [\"s1\", \"s2\", \"db\", \"cache\"]\n",
    );
    text.push_str(
        "[wrongness]\nerror_probability = \"0.001% to 0.01%\"\n[[wrongness.harm]]\ncost = \"$50\"\n[[cost]]\nquantity = 50\nprice = \"$0.5/h\"\n",
    );
    text.push_str("[[design]]\nname = \"Strong\"\nlevel = \"SS\"\nservices.db.latency = \"p50 40 ms, p99 90 ms\"\n[[design.cost]]\nprice = \"$3/h\"\n");
    text.push_str(
        "[[design]]\nname = \"Snapshot\"\nlevel = \"SI\"\nservices.db.latency = \"p50 9 ms, p99 30 ms\"\n",
    );
    text.push_str("[[design]]\nname = \"Eventual\"\nlevel = \"EC\"\n");
    text
}

/// A service's number that no earlier iteration had.
fn fresh(counter: &mut usize) -> usize {
    *counter += 1;
    *counter
}

fn assess(criterion: &mut Criterion) {
    let base = text(5000, 20);
    Assessor::new().assess(&base).unwrap();
    criterion.bench_function("read", |bencher| {
        bencher.iter(|| scenario::read(black_box(&base)).unwrap())
    });
    criterion.bench_function("cold", |bencher| {
        bencher.iter(|| Assessor::new().assess(black_box(&base)).unwrap())
    });
    let mut warm = Assessor::new();
    criterion.bench_function("again", |bencher| {
        bencher.iter(|| warm.assess(black_box(&base)).unwrap())
    });
    let mut counter = 0;
    criterion.bench_function("one latency changed", |bencher| {
        bencher.iter_batched(
            || text(5000 + fresh(&mut counter), 20),
            |text| warm.assess(&text).unwrap(),
            BatchSize::SmallInput,
        );
    });
    criterion.bench_function("one availability changed", |bencher| {
        bencher.iter_batched(
            || text(5000, 20 + fresh(&mut counter) % 100_000),
            |text| warm.assess(&text).unwrap(),
            BatchSize::SmallInput,
        );
    });
    let plan = Assessor::new().plan(&base).unwrap();
    let values = plan.inputs().medians();
    let (mut rooms, mut out) = (plan.rooms(), vec![Costs::default(); plan.designs()]);
    criterion.bench_function("costs of one draw", |bencher| {
        bencher.iter(|| plan.costs(black_box(&values), &mut rooms, &mut out));
    });
}

criterion_group!(benches, assess);
criterion_main!(benches);
