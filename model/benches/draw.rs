//! How long a decision under uncertainty takes, from the text of a scenario through its plan.
//!
//! Targets: a million draws of a cost model of six inputs in a second; ten services, four designs and
//! fifteen ranges in under 100 ms for 10,000 draws, flips and worth of knowing included.
#![allow(clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use quorate_model::Assessor;
use quorate_model::estimate::Env;
use quorate_model::study::{Chunk, Study, flips, tornado};
use std::fmt::Write;
use std::hint::black_box;

/// Six inputs: traffic, error probability, two harms and a share, one price.
const SIX: &str = r#"
traffic = "500/s to 2000/s"
[wrongness]
error_probability = "0.001% to 0.1%"
[[wrongness.harm]]
cost = "$20 to $80"
[[wrongness.harm]]
share = "5% to 20%"
cost = "$200 to $800"
[[design]]
name = "strong"
level = "SS"
[[design.cost]]
price = "$1k/h to $9k/h"
[[design]]
name = "weak"
level = "EC"
"#;

/// So many services, two of them side by side and the rest in a row, four designs, fifteen ranges.
fn whole(services: usize) -> String {
    let names: Vec<String> = (0..services).map(|at| format!("s{at}")).collect();
    let flow = format!("all({}, {}) > {}", names[0], names[1], names[2..].join(" > "));
    let mut text = format!(
        r#"
flow = "{flow}"
traffic = "500/s to 2000/s"
revenue = "$20k/h to $60k/h"
slo = {{ availability = "90%" }}
[wrongness]
error_probability = "0.00001% to 0.001%"
[[wrongness.harm]]
cost = "$20 to $80"
[down]
recaptured = "20% to 60%"
"#
    );
    for (at, name) in names.iter().enumerate() {
        let availability = if at < 10 { "99.9% to 99.99%" } else { "99.95%" };
        let (p50, p99) = (at + 2, 9 * at + 20);
        writeln!(
            text,
            "[services.{name}]\navailability = \"{availability}\"\nlatency = \"p50 {p50} ms, p99 {p99} ms\""
        )
        .unwrap();
    }
    for (name, level, p50) in [("a", "SS", 40), ("b", "S", 25), ("c", "SI", 15), ("d", "EC", 6)] {
        let p99 = 4 * p50;
        writeln!(text, "[[design]]\nname = \"{name}\"\nlevel = \"{level}\"\nservices.s1.latency = \"p50 {p50} ms, p99 {p99} ms\"\n[[design.cost]]\nprice = \"${p50}/h\"").unwrap();
    }
    text
}

fn draws(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("draws");
    group.sample_size(10);
    let million = Env {
        samples: 1_000_000,
        seed: 1,
    };
    group.bench_function("a million of six inputs, two designs", |bencher| {
        let plan = Assessor::new().plan(SIX).unwrap();
        let study = Study::new(&plan, million);
        let (mut worker, mut chunk) = (study.worker(), Chunk::default());
        bencher.iter(|| {
            (0..study.chunks()).for_each(|number| study.draw(number, &mut worker, black_box(&mut chunk)))
        });
    });
    group.bench_function("a million of six inputs, text to answer", |bencher| {
        bencher.iter(|| Assessor::new().study(black_box(SIX), million).unwrap());
    });
    let env = Env::default();
    for services in [10, 20, 40] {
        let text = whole(services);
        group.bench_function(
            format!("10,000 of {services} services, 15 ranges, 4 designs, text to answer"),
            |bencher| {
                let mut warm = Assessor::new();
                bencher.iter(|| warm.study(black_box(&text), env).unwrap());
            },
        );
    }
    let plan = Assessor::new().plan(&whole(10)).unwrap();
    group.bench_function("10,000 of 10 services, draws alone", |bencher| {
        let study = Study::new(&plan, env);
        let (mut worker, mut chunk) = (study.worker(), Chunk::default());
        bencher.iter(|| {
            (0..study.chunks()).for_each(|number| study.draw(number, &mut worker, black_box(&mut chunk)))
        });
    });
    group.bench_function("flips of 10 services", |bencher| {
        bencher.iter(|| flips(black_box(&plan)))
    });
    group.bench_function("tornado of 10 services", |bencher| {
        bencher.iter(|| tornado(black_box(&plan)))
    });
    group.finish();
}

criterion_group!(benches, draws);
criterion_main!(benches);
