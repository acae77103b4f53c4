//! `cargo xtask bench draws`: how long draws take on one core, from the text of a scenario through its
//! plan, and how that grows. Prints the best of some runs, in milliseconds; with `six` behind it those of
//! the six inputs alone, drawn and priced, and with all results.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use quorate_model::Assessor;
use quorate_model::estimate::Env;
use quorate_model::study::{Chunk, Study};
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

/// Six inputs: traffic, error probability, two harms and a share, one price.
const SIX: &str = include_str!("scenarios/six.toml");

fn main() {
    // `cargo bench` says so. A run of all tests passes over it.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let million = 1_000_000;
    // Two numbers for those who hold them beside others' in turns.
    if std::env::args().any(|word| word == "six") {
        println!("{:.2} {:.2}", draws(SIX, million, 3), answers(SIX, million, 3));
        return;
    }
    println!("six inputs, two designs, a million draws");
    println!("  drawn and priced     {:8.1}", draws(SIX, million, 5));
    println!("  text to all results  {:8.1}", answers(SIX, million, 3));
    println!("  to 0.1 % of a total  {:8.1}", to_a_thousandth());
    println!("ten services, four designs, fifteen ranges, 10,000 draws");
    println!(
        "  drawn and priced     {:8.1}",
        draws(&whole(10, 4, 15), 10_000, 10)
    );
    println!(
        "  text to all results  {:8.1}",
        answers(&whole(10, 4, 15), 10_000, 5)
    );
    println!("growth, drawn and priced");
    for count in [10_000, 100_000, million] {
        println!("  {count:9} draws      {:8.1}", draws(SIX, count, 3));
    }
    for designs in [2, 4, 8] {
        println!(
            "  {designs:9} designs    {:8.1}",
            draws(&whole(10, designs, 15), 10_000, 5)
        );
    }
    for ranges in [1, 5, 15] {
        println!(
            "  {ranges:9} ranges     {:8.1}",
            draws(&whole(10, 4, ranges), 10_000, 5)
        );
    }
}

fn best(times: u32, mut run: impl FnMut()) -> f64 {
    let mut time = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..times).map(&mut time).fold(f64::INFINITY, f64::min)
}

/// Compiled, drawn and priced.
fn draws(text: &str, samples: u32, times: u32) -> f64 {
    best(times, || {
        let plan = Assessor::new().plan(black_box(text)).unwrap();
        let study = Study::new(&plan, Env { samples, seed: 1 });
        let (mut worker, mut chunk) = (study.worker(), Chunk::default());
        (0..study.chunks()).for_each(|number| study.draw(number, &mut worker, black_box(&mut chunk)));
    })
}

fn answers(text: &str, samples: u32, times: u32) -> f64 {
    best(times, || {
        drop(black_box(
            Assessor::new().study(black_box(text), Env { samples, seed: 1 }),
        ));
    })
}

/// Milliseconds until the standard error of the best design's total is a thousandth of it.
fn to_a_thousandth() -> f64 {
    let samples = 100_000;
    let found = Assessor::new().study(SIX, Env { samples, seed: 1 }).unwrap();
    let best = found.decision.unwrap().best.unwrap();
    let design = found.designs.iter().find(|design| design.name == best).unwrap();
    let error = design.total_error.unwrap() / design.total.unwrap();
    let wanted = f64::from(samples) * (error / 1e-3) * (error / 1e-3);
    println!("  draws to 0.1 %       {wanted:8.0}");
    draws(SIX, wanted as u32, 3)
}

/// So many services, two of them side by side and the rest in a row, designs and ranges.
fn whole(services: usize, designs: usize, ranges: usize) -> String {
    let names: Vec<String> = (0..services).map(|at| format!("s{at}")).collect();
    let flow = format!("all({}, {}) > {}", names[0], names[1], names[2..].join(" > "));
    let mut left = ranges;
    let mut value = |range: &'static str, exact: &'static str| {
        let drawn = left > 0;
        left -= usize::from(drawn);
        if drawn { range } else { exact }
    };
    let mut text = format!(
        "flow = \"{flow}\"\ntraffic = \"{}\"\nrevenue = \"{}\"\nslo = {{ availability = \"90%\" }}\n[wrongness]\nerror_probability = \"{}\"\n[[wrongness.harm]]\ncost = \"{}\"\n[down]\nrecaptured = \"{}\"\n",
        value("500/s to 2000/s", "1000/s"),
        value("$20k/h to $60k/h", "$40k/h"),
        value("0.00001% to 0.001%", "0.0001%"),
        value("$20 to $80", "$40"),
        value("20% to 60%", "40%"),
    );
    for (at, name) in names.iter().enumerate() {
        let availability = value("99.9% to 99.99%", "99.95%");
        let (p50, p99) = (at + 2, 9 * at + 20);
        writeln!(
            text,
            "[services.{name}]\navailability = \"{availability}\"\nlatency = \"p50 {p50} ms, p99 {p99} ms\""
        )
        .unwrap();
    }
    for (at, level) in ["SS", "S", "SI", "EC"].iter().cycle().take(designs).enumerate() {
        let p50 = 40 - 4 * at;
        let p99 = 4 * p50;
        writeln!(
            text,
            "[[design]]\nname = \"d{at}\"\nlevel = \"{level}\"\nservices.s1.latency = \"p50 {p50} ms, p99 {p99} ms\"\n[[design.cost]]\nprice = \"${p50}/h\""
        )
        .unwrap();
    }
    text
}
