//! Results made by hand, typical and extreme.

use super::uncertain;
use quorate_model::assessment::{
    Assessment, Budget, Chain, CutSetResult, Decision, DesignResult, Engine, GuaranteeResult, Journey,
    Latency, LatencyTarget, Nines, ServiceShare, TailOwner,
};
use quorate_model::guarantee::Level;

const WINDOW_DAYS: f64 = 30.0;

/// Every result the tests run on, with its name.
pub(super) fn all() -> Vec<(&'static str, Assessment)> {
    let mut results = vec![
        ("typical", typical()),
        ("sixty services", sixty_services()),
        (
            "sixty branches",
            with_flow(sixty_services(), |names| format!("all({})", names.join(", "))),
        ),
        ("eleven nines", eleven_nines()),
        ("billions", billions()),
        ("twelve designs", twelve_designs()),
        ("single service", single_service()),
        ("negative waiting", negative_waiting()),
        ("zero cost", zero_cost()),
        ("several journeys", several_journeys()),
        ("nested", nested()),
        ("overspent", overspent()),
        ("constant latency", constant_latency()),
        ("nothing given", nothing_given()),
        ("domains", domains()),
        ("computed", computed()),
    ];
    results.extend(uncertain::all());
    results
}

pub(super) fn typical() -> Assessment {
    let services = vec![
        service("gateway", 5e-5, 0.06, Some("I"), 0.012),
        service("auth", 1e-4, 0.11, Some("RC"), 0.030),
        service("cart", 5e-5, 0.02, Some("EC"), 0.020),
        service("stock", 1e-4, 0.05, Some("SI"), 0.028),
        service("payment", 4e-4, 0.44, Some("SS"), 0.120),
        service("queue", 1e-3, 0.01, None, 0.015),
        service("inventory", 3e-4, 0.31, Some("SI"), 0.050),
    ];
    let flow = "gateway > auth > all(cart, 2 * stock) > payment ?? queue > inventory";
    let mut assessment = scenario(vec![journey("Checkout", flow, 9.1e-4, services, 0.187)]);
    assessment.designs = vec![
        design("Strict serializable", [158e3, 1.1e6, 0.0, 52e3], true),
        design("Snapshot isolation", [131e3, 6.1e5, 5.9e6, 52e3], true),
        design("Eventual + cache", [88e3, 0.0, 63.7e6, 49e3], false),
    ];
    decided(
        &mut assessment,
        "Strict serializable",
        Some(("Snapshot isolation", 5.382e6)),
    );
    assessment.nines = nines("99.9%", "$10k/h");
    uncertain::add(&mut assessment);
    assessment
}

pub(super) fn sixty_services() -> Assessment {
    let names: Vec<String> = (0..60).map(long_name).collect();
    let services = names
        .iter()
        .enumerate()
        .map(|(i, name)| service(name, 1e-4, (i as f64 + 1.0) / 1830.0, Some("SI"), 0.02))
        .collect();
    scenario(vec![journey("Journey", &names.join(" > "), 6e-3, services, 1.7)])
}

fn long_name(index: usize) -> String {
    let name = format!("service-{index:02}-with-a-name-of-40-characters");
    format!("{name:x<40}")[..40].to_owned()
}

fn with_flow(mut assessment: Assessment, flow: impl Fn(&[String]) -> String) -> Assessment {
    let journey = &mut assessment.journeys[0];
    let names: Vec<String> = journey.chain.services.iter().map(|s| s.name.clone()).collect();
    journey.flow = flow(&names);
    assessment
}

pub(super) fn eleven_nines() -> Assessment {
    let services = vec![
        service("object-store", 1e-11, 0.999_99, Some("SS"), 0.1),
        service("cache", 1e-16, 1e-5, Some("EC"), 1e-6),
    ];
    let mut assessment = scenario(vec![journey(
        "Archive",
        "object-store > cache",
        1e-11,
        services,
        0.1,
    )]);
    assessment.journeys[0].budget = Some(budget(1e-9, 1e-11));
    assessment.nines = nines("99.999999999%", "$10k/h");
    assessment
}

pub(super) fn billions() -> Assessment {
    let mut assessment = typical();
    assessment.designs = vec![
        design("Strict serializable", [158e3, 0.0, 0.0, 0.0], true),
        design("Eventual", [88e3, 12.5, 63_702_720_000.0, 49e3], false),
    ];
    decided(&mut assessment, "Strict serializable", None);
    assessment.nines = nines("99%", "$9B/h");
    assessment
}

pub(super) fn twelve_designs() -> Assessment {
    let mut assessment = typical();
    assessment.currency = "€".into();
    assessment.designs = (0..12)
        .map(|i| {
            let step = f64::from(i);
            let name = format!(
                "Design number {i} with {}",
                "a rather long name ".repeat(i as usize % 3 + 1)
            );
            let mut made = design(
                name.trim_end(),
                [1e5 * step, 3e4, 2e5 * step * step, 1e4],
                i % 3 != 1,
            );
            if i == 5 {
                made.meets = None;
                made.not_checked = vec!["The latency is not checked: payment has no latency.".into()];
            }
            made
        })
        .collect();
    let best = assessment.designs[0].name.clone();
    let second = assessment.designs[2].name.clone();
    decided(&mut assessment, &best, Some((&second, 1e6)));
    assessment
}

pub(super) fn single_service() -> Assessment {
    scenario(vec![journey(
        "one",
        "db",
        1e-3,
        vec![service("db", 1e-3, 1.0, Some("SS"), 0.02)],
        0.02,
    )])
}

pub(super) fn negative_waiting() -> Assessment {
    let mut assessment = typical();
    assessment.designs = vec![
        design("Base", [120e3, 0.0, 40e3, 20e3], true),
        design("Faster than base", [90e3, -240e3, 60e3, 20e3], true),
        design("Only saves", [0.0, -50e3, 0.0, 0.0], false),
    ];
    decided(&mut assessment, "Faster than base", Some(("Base", 250e3)));
    assessment.nines = nines("99.97%", "$10k/h");
    assessment
}

pub(super) fn zero_cost() -> Assessment {
    let mut assessment = typical();
    let mut unknown = design("Nothing known", [0.0; 4], true);
    (
        unknown.running,
        unknown.waiting,
        unknown.wrong,
        unknown.down,
        unknown.total,
    ) = (None, None, None, None, None);
    assessment.designs = vec![design("Free", [0.0; 4], true), unknown];
    assessment.decision = None;
    assessment
}

pub(super) fn several_journeys() -> Assessment {
    let mut assessment = typical();
    let mut browse = assessment.journeys[0].clone();
    browse.name = "Browse the whole catalogue, with recommendations and prices".into();
    browse.flow = "gateway > any(cart, stock)".into();
    browse.chain.services.truncate(4);
    browse.chain.latency = Some(latency(0.031, 0.3));
    browse.latency_target = None;
    browse.budget = Some(budget(1e-3, 2e-4));
    assessment.journeys.push(browse);
    assessment.designs[0].journeys = Vec::new();
    assessment
}

pub(super) fn nested() -> Assessment {
    let mut flow = "db".to_owned();
    for level in 0..60 {
        flow = match level % 4 {
            0 => format!("all({flow}, db)"),
            1 => format!("txn({flow})"),
            2 => format!("2 of ({flow}, db, db)"),
            _ => format!("({flow} > db)?"),
        };
    }
    let mut assessment = single_service();
    assessment.journeys[0].flow = flow;
    assessment
}

pub(super) fn overspent() -> Assessment {
    let mut assessment = typical();
    assessment.journeys[0].budget = Some(budget(1e-4, 9.1e-4));
    assessment.journeys[0].latency_target = Some(LatencyTarget {
        percentile: 99.9,
        limit: 0.15,
        actual: Some(0.31),
        met: Some(false),
        path: "slo.latency".into(),
    });
    assessment
}

fn constant_latency() -> Assessment {
    let mut assessment = single_service();
    let constant = Latency {
        curve: vec![(0.05, 0.0), (0.05, 1.0)],
        ..latency(0.05, 0.0)
    };
    assessment.journeys[0].chain.latency = Some(constant);
    assessment.journeys[0].latency_target = None;
    assessment
}

fn nothing_given() -> Assessment {
    let bare = |name: &str| ServiceShare {
        availability: None,
        unavailability: None,
        downtime_share: None,
        birnbaum: None,
        p99: None,
        ..service(name, 0.0, 0.0, None, 0.0)
    };
    let mut journey = journey(
        "",
        "a > gate(b) > c?",
        0.0,
        vec![bare("a"), bare("b"), bare("c")],
        0.1,
    );
    journey.chain.availability = None;
    journey.chain.unavailability = None;
    journey.chain.latency = None;
    journey.budget = None;
    journey.guarantee.level = None;
    journey.guarantee.weakest.clear();
    scenario(vec![journey])
}

pub(super) fn domains() -> Assessment {
    let mut assessment = typical();
    for name in ["eu-west-1", "eu-west-1a", "a-provider-with-quite-a-long-name"] {
        let domain = ServiceShare {
            domain: true,
            ..service(name, 2e-5, 0.02, None, 0.0)
        };
        assessment.journeys[0].chain.services.push(domain);
    }
    assessment.designs.clear();
    assessment.decision = None;
    assessment
}

/// What the calculator itself says of a scenario.
pub(super) fn computed() -> Assessment {
    let text = include_str!("checkout.toml");
    quorate_model::Assessor::new().assess(text).unwrap()
}

/// How many nines to buy, as the calculator says it.
fn nines(availability: &str, revenue: &str) -> Option<Nines> {
    let text = format!(
        "flow = \"db\"\nrevenue = \"{revenue}\"\nservices.db = {{ availability = \"{availability}\" }}\nnines = {{ cost = \"$12.5k/year\", at = \"99.9%\", factor = 5 }}"
    );
    quorate_model::Assessor::new().assess(&text).unwrap().nines
}

fn scenario(journeys: Vec<Journey>) -> Assessment {
    Assessment {
        engine: Engine {
            version: "0.1.0".into(),
            scenario_version: 1,
            seed: 0,
            samples: 0,
        },
        title: "Test".into(),
        currency: "$".into(),
        journeys,
        designs: Vec::new(),
        decision: None,
        investment: None,
        nines: None,
        warnings: Vec::new(),
        notes: Vec::new(),
        assumptions: Vec::new(),
    }
}

fn service(name: &str, down: f64, share: f64, guarantee: Option<&str>, p99: f64) -> ServiceShare {
    ServiceShare {
        name: name.into(),
        availability: Some(1.0 - down),
        unavailability: Some(down),
        downtime_share: Some(share),
        birnbaum: Some(0.999),
        required: Some(0.9995),
        guarantee: guarantee.map(Into::into),
        p99: Some(p99),
        load: None,
        weighted: None,
        cheapest: None,
        histogram: None,
        domain: false,
    }
}

/// Each service alone, and the first two together.
fn cut_sets(services: &[ServiceShare], down: f64) -> Vec<CutSetResult> {
    let named = |parts: &[ServiceShare], share: f64| CutSetResult {
        parts: parts.iter().map(|service| service.name.clone()).collect(),
        probability: down * share,
        share,
    };
    let alone = services.iter().map(|service| {
        named(
            std::slice::from_ref(service),
            service.downtime_share.unwrap_or(0.0),
        )
    });
    alone
        .chain([named(&services[..services.len().min(2)], 1e-3)])
        .collect()
}

fn journey(name: &str, flow: &str, down: f64, services: Vec<ServiceShare>, p99: f64) -> Journey {
    let weakest = services
        .iter()
        .find(|s| s.guarantee.as_deref() == Some("EC"))
        .map(|s| s.name.clone());
    Journey {
        name: name.into(),
        flow: flow.into(),
        chain: Chain {
            availability: Some(1.0 - down),
            unavailability: Some(down),
            outage: Some(down),
            degraded: None,
            bounds: None,
            latency: Some(latency(p99, 0.25)),
            cut_sets: Some(cut_sets(&services, down)),
            services,
        },
        budget: Some(budget(1e-3, down)),
        guarantee: GuaranteeResult {
            level: weakest.is_some().then_some(Level::EVENTUAL),
            vector: None,
            steps: Vec::new(),
            weakest: weakest.into_iter().collect(),
            not_stated: Vec::new(),
            degraded: None,
        },
        latency_target: Some(LatencyTarget {
            percentile: 99.0,
            limit: 0.5,
            actual: Some(p99),
            met: Some(p99 <= 0.5),
            path: "slo.latency".into(),
        }),
    }
}

fn budget(allowed: f64, down: f64) -> Budget {
    let window = WINDOW_DAYS * 86_400.0;
    Budget {
        target: 1.0 - allowed,
        allowed,
        window_days: WINDOW_DAYS,
        seconds: allowed * window,
        requests: None,
        spent: Some(down / allowed),
        expected_seconds: Some(down * window),
        met: Some(down <= allowed),
        path: "slo.availability".into(),
        ..watched(allowed, down)
    }
}

/// Chances, alerts and an incident of a budget, as the calculator has them.
fn watched(allowed: f64, down: f64) -> Budget {
    let text = format!(
        "flow = \"a\"\n[slo]\navailability = \"{}\"\n[services.a]\navailability = \"{}\"\nmttr = \"30 min\"\n[incident]\nratio = \"15%\"\nduration = \"10 min\"",
        1.0 - allowed,
        1.0 - down
    );
    let found = quorate_model::Assessor::new().assess(&text).unwrap();
    let budget = found.journeys[0].budget.clone().unwrap();
    Budget {
        equal_split: None,
        ..budget
    }
}

/// A loglogistic time with that p99 and spread.
pub(super) fn latency(p99: f64, spread: f64) -> Latency {
    let odds = |p: f64| (p / (1.0 - p)).ln() * spread;
    let middle = p99.ln() - odds(0.99);
    let at = |p: f64| (middle + odds(p)).exp();
    let curve = (1..2000).map(|i| f64::from(i) / 2000.0).map(|p| (at(p), p));
    let tail = [0.9996, 0.9998, 0.9999, 0.99999].map(|p| (at(p), p));
    Latency {
        p50: at(0.5),
        p95: at(0.95),
        p99: at(0.99),
        p999: at(0.999),
        mean: at(0.55),
        sum_of_p99: p99 * 1.39,
        upper_bound_p99: p99 * 3.1,
        error: 1e-4,
        tail_over: Some(p99),
        tail_owners: ["payment", "cart"]
            .into_iter()
            .zip([0.7, 0.3])
            .map(|(service, share)| TailOwner {
                service: service.into(),
                share,
            })
            .collect(),
        curve: curve.chain(tail).collect(),
    }
}

pub(super) fn design(name: &str, [running, waiting, wrong, down]: [f64; 4], meets: bool) -> DesignResult {
    let missed = "Availability is 99.2%, below the 99.9% required.";
    DesignResult {
        name: name.into(),
        meets: Some(meets),
        misses: if meets { Vec::new() } else { vec![missed.into()] },
        not_checked: Vec::new(),
        availability: Some(0.999),
        latency: None,
        level: None,
        pacelc: None,
        running: Some(running),
        waiting: Some(waiting),
        wrong: Some(wrong),
        down: Some(down),
        total: Some(running + waiting + wrong + down),
        items: Vec::new(),
        harms: Vec::new(),
        wrong_events: None,
        error_probability: None,
        down_hours: None,
        journeys: Vec::new(),
        ..DesignResult::default()
    }
}

fn decided(assessment: &mut Assessment, best: &str, runner_up: Option<(&str, f64)>) {
    assessment.decision = Some(Decision {
        best: Some(best.into()),
        runner_up: runner_up.map(|(name, _)| name.into()),
        margin: runner_up.map(|(_, margin)| margin),
        ..Decision::default()
    });
}
