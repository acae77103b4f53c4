//! Results under uncertainty, typical and extreme.

use super::support::{design, typical};
use quorate_model::assessment::{
    Assessment, Axis, Band, Change, Column, Decision, Flip, Line, Lines, Map, Swing, Tick, Worth,
};
use quorate_model::estimate::Env;
use std::sync::OnceLock;

/// Every such result, with its name.
pub(super) fn all() -> Vec<(&'static str, Assessment)> {
    vec![
        ("many ranges", many_ranges()),
        ("nothing to learn", nothing_to_learn()),
        ("no change in range", no_change_in_range()),
        ("one design meets", one_design_meets()),
        ("lead at stake", lead_at_stake()),
        ("saving money", saving_money()),
        ("studied", studied()),
    ]
}

/// What the calculator itself says in words, numbers among them.
pub(super) fn words(assessment: &Assessment) -> Vec<String> {
    let Some(decision) = &assessment.decision else {
        return Vec::new();
    };
    let flips = decision.flips.iter().flat_map(|flip| {
        [
            Some(flip.name.clone()),
            Some(flip.now.clone()),
            flip.shown.clone(),
        ]
    });
    let swings = decision
        .tornado
        .iter()
        .flat_map(|swing| [&swing.name, &swing.from, &swing.to].map(|words| Some(words.clone())));
    let worth = decision.evppi.iter().map(|worth| Some(worth.name.clone()));
    let lines = decision.lines.iter();
    let changes = lines
        .clone()
        .flat_map(|lines| &lines.changes)
        .map(|change| Some(change.shown.clone()));
    let mut axes: Vec<&Axis> = lines.map(|lines| &lines.axis).collect();
    axes.extend(decision.map.iter().flat_map(|map| [&map.across, &map.up]));
    let axes = axes.into_iter().flat_map(|axis| {
        let ticks = axis.ticks.iter().map(|tick| tick.shown.clone());
        ticks.chain([axis.name.clone(), axis.now.clone()]).map(Some)
    });
    let all = flips.chain(swings).chain(worth).chain(changes).chain(axes);
    all.flatten().collect()
}

/// Adds draws to a result with designs and a decision.
pub(super) fn add(assessment: &mut Assessment) {
    assessment.engine.samples = 10_000;
    assessment.engine.seed = 1;
    for design in &mut assessment.designs {
        design.total_p05 = design.total.map(|total| total * 0.6);
        design.total_p95 = design.total.map(|total| total * 1.7);
        design.distribution = design.total.map(spread).unwrap_or_default();
    }
    let names: Vec<String> = assessment
        .designs
        .iter()
        .map(|design| design.name.clone())
        .collect();
    for (design, chance) in assessment.designs.iter_mut().zip([0.9312, 0.0688]) {
        design.best_probability = Some(chance);
    }
    let Some(decision) = &mut assessment.decision else {
        return;
    };
    decision.flips = vec![
        flip("the availability required", ["99.99%", "99.9901%"], 0.99, None),
        flip(
            "the latency allowed",
            ["200 ms", "158 ms"],
            0.7886,
            Some("Snapshot isolation"),
        ),
        flip(
            "the error probability",
            ["1 in 10,000", "1 in 4·10⁶"],
            0.0025,
            Some("Eventual + cache"),
        ),
        Flip {
            factor: None,
            ..flip(
                "the share of errors that remains",
                ["0%", "99.99998%"],
                2.0,
                Some("Eventual + cache"),
            )
        },
        unmoved("the traffic", "2k/s"),
    ];
    decision.tornado = vec![
        swing("the error probability", ["0.005%", "0.02%"], [1.9e6, 12.4e6]),
        swing(
            "the price of Database nodes",
            ["$0.50/h", "$1.2/h"],
            [5.9e6, 4.8e6],
        ),
        swing("the traffic", ["1.9k/s", "2.1k/s"], [5.3e6, 5.5e6]),
    ];
    decision.tornado_base = Some(5.382e6);
    decision.lines = Some(lines(&names));
    decision.map = Some(map(&names));
    decision.evpi = Some(21_400.0);
    decision.evppi_noise = Some(180.0);
    decision.evppi = vec![
        worth("the error probability", 15_200.0),
        worth("the price of Database nodes", 4_100.0),
        worth("the traffic", 90.0),
    ];
}

/// What the calculator itself says of a scenario with ranges.
pub(super) fn studied() -> Assessment {
    static STUDIED: OnceLock<Assessment> = OnceLock::new();
    let text = include_str!("doubtful.toml");
    let env = Env {
        samples: 512,
        seed: 1,
    };
    let study = || quorate_model::Assessor::new().study(text, env).unwrap();
    STUDIED.get_or_init(study).clone()
}

/// Sixty ranges with names of forty characters, moving things by many magnitudes.
fn many_ranges() -> Assessment {
    let mut assessment = typical();
    assessment.currency = "CHF ".into();
    assessment.designs[0].total_p95 = Some(9.3e14);
    let decision = decision(&mut assessment);
    let name = |index: u32| format!("the quantity of item-{index:02}-with-a-name-of-40-characters-xx");
    let far = ["1.8 × $0.02/GB/month", "1,250 × $0.02/GB/month"];
    decision.flips = (0..60)
        .map(|i| {
            let factor = if i % 2 == 0 { 1e3 } else { 1e-3_f64 }.powf(f64::from(i) / 60.0);
            flip(&name(i), far, factor, (i % 3 > 0).then_some("Eventual + cache"))
        })
        .collect();
    decision.tornado = (0..60)
        .map(|i| {
            let wide = 9.9e14 / f64::from(i * i + 1);
            swing(
                &name(i),
                far,
                if i % 2 == 0 {
                    [-wide, wide]
                } else {
                    [wide, wide / 2.0]
                },
            )
        })
        .collect();
    decision.tornado_base = Some(4.2e-3);
    decision.evpi = Some(9.9e14);
    decision.evppi_noise = Some(1.0);
    decision.evppi = (0..60)
        .map(|i| worth(&name(i), 9.9e14 / f64::from(i + 1).powi(9)))
        .collect();
    assessment
}

/// Draws that all say the same.
pub(super) fn nothing_to_learn() -> Assessment {
    let mut assessment = typical();
    let decision = decision(&mut assessment);
    (decision.evpi, decision.evppi_noise) = (Some(0.0), Some(0.0));
    decision.evppi = vec![worth("the traffic", 0.0)];
    decision.tornado = vec![swing("the traffic", ["1k/s", "4k/s"], [5.382e6, 5.382e6])];
    assessment
}

pub(super) fn no_change_in_range() -> Assessment {
    let mut assessment = typical();
    let decision = decision(&mut assessment);
    decision.flips = vec![
        unmoved("the traffic", "2k/s"),
        unmoved("the price of Disks", "$4/h"),
    ];
    decision.evppi.iter_mut().for_each(|worth| worth.value = 10.0);
    assessment
}

pub(super) fn one_design_meets() -> Assessment {
    let mut assessment = typical();
    let decision = decision(&mut assessment);
    (decision.runner_up, decision.margin) = (None, None);
    decision.tornado_base = Some(1.31e6);
    decision.tornado = vec![swing("the traffic", ["1k/s", "4k/s"], [9e5, 2.2e6])];
    assessment
}

pub(super) fn lead_at_stake() -> Assessment {
    let mut assessment = typical();
    let decision = decision(&mut assessment);
    decision.tornado[0] = swing("the error probability", ["0.0001%", "0.02%"], [-1.2e6, 12.4e6]);
    decision.best_at_medians = Some("Snapshot isolation".into());
    assessment
}

/// Designs that save more than they cost, and draws on both sides of zero.
fn saving_money() -> Assessment {
    let mut assessment = typical();
    assessment.designs = vec![
        design("Only saves", [0.0, -50e3, 0.0, 0.0], true),
        design("Free", [0.0; 4], true),
    ];
    assessment.designs[0].total_p05 = Some(-160e3);
    assessment.designs[0].total_p95 = Some(30e3);
    let decision = decision(&mut assessment);
    decision.best = Some("Only saves".into());
    decision.runner_up = Some("Free".into());
    assessment
}

fn decision(assessment: &mut Assessment) -> &mut Decision {
    assessment.decision.as_mut().unwrap()
}

fn flip(name: &str, [now, shown]: [&str; 2], factor: f64, becomes: Option<&str>) -> Flip {
    Flip {
        at: Some(factor),
        shown: Some(shown.into()),
        above: Some(factor > 1.0),
        becomes: becomes.map(Into::into),
        factor: Some(factor),
        ..unmoved(name, now)
    }
}

fn unmoved(name: &str, now: &str) -> Flip {
    Flip {
        input: "some.input".into(),
        name: name.into(),
        now: now.into(),
        at: None,
        shown: None,
        above: None,
        becomes: None,
        factor: None,
        in_range: false,
    }
}

fn swing(name: &str, [from, to]: [&str; 2], [low, high]: [f64; 2]) -> Swing {
    Swing {
        input: "some.input".into(),
        name: name.into(),
        from: from.into(),
        to: to.into(),
        low,
        high,
    }
}

fn worth(name: &str, value: f64) -> Worth {
    Worth {
        input: "some.input".into(),
        name: name.into(),
        value,
    }
}

/// A total between 0.6 and 1.7 times what it is.
fn spread(total: f64) -> Vec<(f64, f64)> {
    let shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
    let factors = [0.5, 0.6, 0.8, 1.0, 1.3, 1.5, 1.7, 2.4];
    let scaled = |(share, factor): (f64, f64)| (share, total * factor);
    shares.into_iter().zip(factors).map(scaled).collect()
}

fn axis(name: &str, now: &str, at: f64, falling: bool) -> Axis {
    Axis {
        input: name.replace(' ', "_"),
        name: name.into(),
        now: now.into(),
        at,
        low: at / 300.0,
        high: at * 300.0,
        falling,
        likely: Some((at / 3.0, at * 3.0)),
        ticks: [0.01, 0.1, 1.0, 10.0, 100.0]
            .map(|times| Tick {
                at: at * times,
                shown: format!("1 in {}·10⁶", 1.0 / times),
            })
            .into(),
    }
}

/// The first design costs the same everywhere; the others cost ever more.
fn lines(names: &[String]) -> Lines {
    let axis = axis("the error probability", "1 in 10⁶", 1e-6, false);
    let at: Vec<f64> = (0..81)
        .map(|step| axis.low * (axis.high / axis.low).powf(f64::from(step) / 80.0))
        .collect();
    let line = |(number, name): (usize, &String)| Line {
        design: name.clone(),
        totals: at.iter().map(|at| 1.3e6 + at * 1e12 * number as f64).collect(),
        meets: at.iter().map(|at| number < 2 || *at < 1e-5).collect(),
    };
    let change = |at: f64, below: Option<&String>, above: Option<&String>| Change {
        at,
        shown: format!("1 in {}", (1.0 / at).round()),
        total: Some(1.3e6),
        below: below.cloned(),
        above: above.cloned(),
    };
    Lines {
        designs: names.iter().enumerate().map(line).collect(),
        changes: vec![
            change(2e-7, names.get(1), names.first()),
            change(4e-5, names.first(), None),
        ],
        axis,
        at,
    }
}

/// Two designs divided by a slanting line, and a corner in which none meets.
fn map(names: &[String]) -> Map {
    let (across, up) = (
        axis("the error probability", "1 in 10⁶", 1e-6, false),
        axis("the availability of payment", "99.99%", 1e-4, true),
    );
    let column = |step: u32| {
        let at = across.low * (across.high / across.low).powf(f64::from(step) / 48.0);
        let cut = (up.at * across.at / at).clamp(up.low, up.high);
        let mut bands = vec![
            Band {
                to: cut,
                design: Some(1),
            },
            Band {
                to: up.high,
                design: Some(0),
            },
        ];
        if step > 36 {
            bands.insert(
                0,
                Band {
                    to: up.low * 1.5,
                    design: None,
                },
            );
        }
        Column { at, bands }
    };
    Map {
        designs: names.to_vec(),
        columns: (0..49).map(column).collect(),
        cloud: (0..200)
            .map(|draw| {
                let turn = f64::from(draw) * 2.4;
                (1e-6 * turn.sin().exp2().powi(3), 1e-4 * turn.cos().exp())
            })
            .collect(),
        across,
        up,
    }
}
