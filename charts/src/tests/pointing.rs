//! Pointing at a figure and walking it with the keyboard.

use super::support::{all, typical};
use crate::{FIGURES, Options, figure};

#[test]
fn pointing_at_a_bar_tells_its_design() {
    let figure = figure("designs", &typical(), &Options::default()).unwrap();
    let hover = figure
        .hovers
        .iter()
        .find(|h| h.title == "Eventual + cache")
        .unwrap();
    let center = hover.area.center();
    assert_eq!(figure.at(center.x, center.y), Some(hover));
    assert!(hover.spoken().contains("wrong $63.7M"), "{}", hover.spoken());
}

#[test]
fn pointing_far_away_tells_nothing() {
    let figure = figure("budget", &typical(), &Options::default()).unwrap();
    assert_eq!(figure.at(-500.0, -500.0), None);
}

#[test]
fn pointing_near_a_percentile_tells_it_exactly() {
    let figure = figure("latency", &typical(), &Options::default()).unwrap();
    let p99 = figure
        .hovers
        .iter()
        .find(|h| h.title.starts_with("p99 "))
        .unwrap();
    let hit = figure.at(p99.area.center().x, p99.area.center().y).unwrap();
    assert_eq!(hit.title, "p99 187 ms");
}

#[test]
fn the_keyboard_visits_services_in_the_order_of_the_flow() {
    let figure = figure("flow", &typical(), &Options::default()).unwrap();
    let names: Vec<_> = figure.hovers.iter().map(|h| h.title.as_str()).collect();
    assert_eq!(
        names,
        [
            "gateway",
            "auth",
            "cart",
            "stock",
            "payment",
            "queue",
            "inventory"
        ]
    );
}

#[test]
fn names_too_long_for_their_box_stand_in_full_in_hover_and_table() {
    for (results, assessment) in all() {
        let Some(figure) = figure(
            "flow",
            &assessment,
            &Options {
                width: 320.0,
                ..Options::default()
            },
        ) else {
            continue;
        };
        let options = Options::default();
        let shown = crate::journeys::shown(&assessment, &options);
        for service in &shown.journeys[0].chain.services {
            let told = figure.hovers.iter().any(|h| h.title == service.name);
            assert!(told || results == "nested", "{results}: {}", service.name);
            let listed = figure
                .table
                .rows
                .iter()
                .flatten()
                .any(|c| c.text.starts_with(&service.name));
            assert!(listed, "{results}: {}", service.name);
        }
    }
}

#[test]
fn every_read_out_says_something() {
    for (results, assessment) in all() {
        for kind in FIGURES {
            for hover in figure(kind.name, &assessment, &Options::default())
                .iter()
                .flat_map(|f| &f.hovers)
            {
                assert!(
                    hover
                        .rows
                        .iter()
                        .all(|(name, value)| !name.is_empty() && !value.is_empty()),
                    "{results}"
                );
            }
        }
    }
}
