//! A draw of the inputs is priced without touching the heap.

use assert_no_alloc::{AllocDisabler, assert_no_alloc, violation_count};
use quorate_model::Assessor;
use quorate_model::estimate::Env;
use quorate_model::plan::Costs;
use quorate_model::study::{CHUNK, Chunk, Study};

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

const DRAWS: usize = 1_000;

/// Ten services of which several share the database, two domains, three designs, harms, revenue,
/// outage costs and ranges on most inputs.
const SCENARIO: &str = r#"
flow = "edge > all(cart > db, stock > db) > 2 of (q1, q2, q3) > (card > db) ?? invoice > mail?"
traffic = "1000/s to 3000/s"
revenue = "$20k/h to $60k/h"
[slo]
availability = "99.9%"
[services.edge]
availability = "99.99% to 99.999%"
latency = "p50 1 ms to 2 ms, p99 5 ms to 9 ms"
[services.cart]
availability = "99.9% to 99.99%"
latency = "p50 3 ms, p99 20 ms"
errors = "0.1%"
retries = 1
[services.stock]
availability = "99.95%"
latency = "p50 3 ms, p99 30 ms"
[services.db]
mtbf = "500 h to 2000 h"
mttr = "10 min to 2 h"
latency = "p50 4 ms, p99 40 ms"
[services.q1]
availability = "99% to 99.9%"
latency = "p50 2 ms, p99 9 ms to 30 ms"
[services.q2]
availability = "99%"
latency = "p50 2 ms, p99 9 ms"
[services.q3]
availability = "99%"
latency = "p50 2 ms, p99 9 ms"
[services.card]
availability = "99.5%"
latency = "p50 80 ms, p99 300 ms"
timeout = "400 ms to 600 ms"
[services.invoice]
availability = "99.9%"
latency = "const 5 ms"
[services.mail]
availability = "98%"
latency = "p50 9 ms, p99 90 ms"
[domains.zone]
availability = "99.95% to 99.99%"
services = ["q1", "q2"]
[domains.region]
availability = "99.9999%"
services = ["edge", "cart", "stock", "db"]
included = true
[wrongness]
error_probability = "0.001% to 0.1%"
residual = "1% to 5%"
[[wrongness.harm]]
cost = "$50"
[[wrongness.harm]]
share = "5% to 20%"
cost = "$500"
[down]
preset = "documents"
recaptured = "20% to 60%"
degraded_loss = "$1k/h"
[[cost]]
quantity = "9 to 12"
price = "$0.5/h to $0.9/h"
hours = "200 h/month"
[[design]]
name = "strong"
level = "SS"
services.db.latency = "p50 40 ms, p99 90 ms"
[[design.cost]]
price = "$3/h to $5/h"
[[design]]
name = "snapshot"
level = "SI"
services.q1.availability = "99.9%"
[[design]]
name = "eventual"
level = "EC"
flow = "edge > any(cart > db, stock) > card ?? invoice"
wrongness.error_probability = "0.01%"
"#;

#[test]
fn a_thousand_draws_allocate_nothing() {
    let plan = Assessor::new().plan(SCENARIO).unwrap();
    let inputs = plan.inputs().distributions().to_vec();
    // Golden-ratio steps: every input at another quantile in every draw.
    let quantile = |draw: usize, input: usize| ((draw * 31 + input * 17 + 1) as f64 * 0.618_033_988_75) % 1.0;
    let draws: Vec<Vec<f64>> = (0..DRAWS)
        .map(|draw| {
            inputs
                .iter()
                .enumerate()
                .map(|(at, input)| input.quantile(quantile(draw, at)))
                .collect()
        })
        .collect();
    let (mut rooms, mut out) = (plan.rooms(), vec![Costs::default(); plan.designs()]);
    let mut totals = [f64::NAN; DRAWS];
    let before = violation_count();
    assert_no_alloc(|| {
        for (draw, total) in draws.iter().zip(&mut totals) {
            plan.costs(draw, &mut rooms, &mut out);
            *total = out.iter().filter_map(Costs::total).sum();
        }
    });
    assert_eq!(violation_count() - before, 0);
    assert_eq!(out.len(), 3);
    for costs in &out {
        let parts = [costs.running, costs.waiting, costs.wrong, costs.down];
        assert!(parts.iter().all(Option::is_some), "{costs:?}");
    }
    let mut distinct = totals.to_vec();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    assert!(
        distinct.len() > DRAWS * 99 / 100,
        "{} of {DRAWS} draws differ",
        distinct.len()
    );
    assert!(totals.iter().all(|total| total.is_finite()));
}

#[test]
fn chunks_of_draws_allocate_nothing_after_the_first() {
    let plan = Assessor::new().plan(SCENARIO).unwrap();
    let study = Study::new(
        &plan,
        Env {
            samples: 4 * CHUNK,
            seed: 3,
        },
    );
    let (mut worker, mut chunk) = (study.worker(), Chunk::default());
    study.draw(0, &mut worker, &mut chunk);
    let before = violation_count();
    assert_no_alloc(|| (1..4).for_each(|number| study.draw(number, &mut worker, &mut chunk)));
    assert_eq!(violation_count() - before, 0);
    assert_eq!((chunk.number, chunk.draws), (3, CHUNK));
    assert_eq!(chunk, study.chunk(3));
}

#[test]
fn the_counter_counts() {
    let before = violation_count();
    assert_no_alloc(|| drop(std::hint::black_box(Vec::<u8>::with_capacity(64))));
    assert!(violation_count() > before);
}
