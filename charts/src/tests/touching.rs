//! Switching series off, moving lines that are inputs, reading a curve anywhere.

use super::support::{all, computed, negative_waiting, overspent, several_journeys, typical};
use crate::{FIGURES, Figure, Handle, Options, figure};
use quorate_model::Assessor;
use quorate_model::assessment::Assessment;
use quorate_model::scenario::{Document, Target, edit};

const WIDTHS: [f64; 4] = [320.0, 640.0, 900.0, 1200.0];
const CHECKOUT: &str = include_str!("checkout.toml");

fn without(name: &str, assessment: &Assessment, hidden: &[&str]) -> Figure {
    let options = Options {
        hidden: hidden.iter().map(|key| (*key).to_owned()).collect(),
        ..Options::default()
    };
    figure(name, assessment, &options).unwrap()
}

fn drawn(name: &str, assessment: &Assessment) -> Figure {
    without(name, assessment, &[])
}

fn keys(figure: &Figure) -> Vec<&str> {
    figure.legend.iter().map(|entry| entry.key.as_str()).collect()
}

#[test]
fn the_legend_names_each_series_where_it_stands() {
    for (results, assessment) in all() {
        for kind in FIGURES {
            for width in WIDTHS {
                let options = Options {
                    width,
                    ..Options::default()
                };
                let Some(figure) = figure(kind.name, &assessment, &options) else {
                    continue;
                };
                for (at, entry) in figure.legend.iter().enumerate() {
                    let inside = figure.labels.iter().any(|label| {
                        entry.area.holds(&label.bounds)
                            && label
                                .text
                                .starts_with(entry.label.get(..5).unwrap_or(&entry.label))
                    });
                    assert!(
                        inside || entry.label.is_empty(),
                        "{} of {results} at {width}: {entry:?}",
                        kind.name
                    );
                    assert!(!entry.hidden && entry.area.height >= 18.0);
                    assert!(
                        figure.legend[at + 1..]
                            .iter()
                            .all(|other| !other.area.overlaps(&entry.area))
                    );
                }
            }
        }
    }
    assert_eq!(
        keys(&drawn("designs", &typical())),
        ["running", "waiting", "wrong", "down"]
    );
    assert_eq!(keys(&drawn("latency", &several_journeys())).len(), 2);
    assert!(keys(&drawn("latency", &typical())).is_empty());
}

#[test]
fn a_key_nobody_knows_changes_nothing() {
    for (_, assessment) in all() {
        for kind in FIGURES {
            let plain = figure(kind.name, &assessment, &Options::default());
            let options = Options {
                hidden: vec!["nothing".into(), String::new()],
                ..Options::default()
            };
            assert_eq!(figure(kind.name, &assessment, &options), plain);
        }
    }
}

#[test]
fn a_hidden_cost_leaves_bars_totals_and_words() {
    let figure = without("designs", &typical(), &["wrong"]);
    assert_eq!(
        figure.title,
        "Without wrong: Eventual + cache costs least, $137k a year."
    );
    assert_eq!(figure.subtitle, "Cost per year by design, without wrong");
    assert!(
        figure
            .sentence
            .starts_with("A year costs without wrong, cheapest first: Eventual + cache $137k")
    );
    assert!(!figure.table.columns.iter().any(|column| column == "Wrong"));
    assert!(
        figure
            .table
            .columns
            .iter()
            .any(|column| column == "Total without wrong")
    );
    // Eventual + cache: 88 + 0 + 49; Snapshot isolation: 131 + 610 + 52; Strict: 158 + 1,100 + 52.
    let totals: Vec<f64> = figure
        .table
        .rows
        .iter()
        .filter_map(|row| row[row.len() - 2].number)
        .collect();
    assert_eq!(totals, [137e3, 793e3, 1_310e3]);
    assert!(figure.labels.iter().any(|label| label.text == "wrong"));
    let hidden: Vec<bool> = figure.legend.iter().map(|entry| entry.hidden).collect();
    assert_eq!(hidden, [false, false, true, false]);
}

#[test]
fn several_hidden_costs_are_all_named() {
    let figure = without("designs", &typical(), &["down", "wrong", "waiting"]);
    assert!(
        figure
            .title
            .starts_with("Without waiting, wrong and down: Eventual + cache costs least, $88k"),
        "{}",
        figure.title
    );
}

#[test]
fn what_would_leave_nothing_hides_nothing() {
    let all = ["running", "waiting", "wrong", "down"];
    assert_eq!(without("designs", &typical(), &all), drawn("designs", &typical()));
    let journeys = several_journeys();
    let names: Vec<&str> = journeys
        .journeys
        .iter()
        .map(|journey| journey.name.as_str())
        .collect();
    assert_eq!(without("latency", &journeys, &names), drawn("latency", &journeys));
}

#[test]
fn a_hidden_journey_leaves_its_curve_and_keeps_its_place_in_the_legend() {
    let journeys = several_journeys();
    let (shown, hidden) = (&journeys.journeys[0].name, &journeys.journeys[1].name);
    let figure = without("latency", &journeys, &[hidden]);
    assert_eq!(keys(&figure), [shown.as_str(), hidden.as_str()]);
    assert!(
        figure.title.starts_with(&format!("Without {hidden}: ")),
        "{}",
        figure.title
    );
    assert!(figure.sentence.starts_with(&format!("Without {hidden}: Half of")));
    assert!(figure.table.rows.iter().all(|row| row[0].text == *shown));
    let other = without("latency", &journeys, &[shown]);
    assert_eq!(other.trace.unwrap().title, *hidden);
}

fn handles(name: &str, assessment: &Assessment, width: f64) -> Vec<Handle> {
    let options = Options {
        width,
        ..Options::default()
    };
    figure(name, assessment, &options).map_or(Vec::new(), |figure| figure.handles)
}

#[test]
fn a_target_can_be_taken_by_its_line() {
    for (results, assessment) in all() {
        for width in WIDTHS {
            for handle in handles("latency", &assessment, width) {
                assert_eq!(
                    (handle.path.as_str(), handle.from.x),
                    ("slo.latency", handle.to.x)
                );
                let middle = handle.area.center().x;
                assert!(
                    (middle - handle.from.x).abs() < 1e-9
                        && handle.area.x > 0.0
                        && handle.area.right() <= width + 12.0,
                    "{results} at {width}"
                );
            }
            for handle in handles("budget", &assessment, width) {
                assert_eq!(handle.path, "slo.availability");
                assert!(
                    handle.from.x <= width && handle.area.height > 20.0,
                    "{results} at {width}"
                );
            }
        }
    }
    assert_eq!(handles("latency", &typical(), 640.0)[0].text, "p99 < 500 ms");
    assert_eq!(handles("latency", &overspent(), 640.0)[0].text, "p99.9 < 150 ms");
    assert_eq!(handles("budget", &typical(), 640.0)[0].text, "99.9%");
    assert!(handles("designs", &typical(), 640.0).is_empty());
}

#[test]
fn moving_a_line_writes_a_value_that_reads_and_lies_where_it_was_put() {
    for (results, assessment) in all() {
        for width in WIDTHS {
            for handle in handles("latency", &assessment, width) {
                for x in [
                    -50.0,
                    40.0,
                    41.3,
                    100.0,
                    handle.from.x,
                    width - 9.0,
                    width + 40.0,
                    9e9,
                ] {
                    let text = handle.text_at(x, 0.0);
                    let target: Target = text.parse().unwrap_or_else(|error| panic!("{results}: {error}"));
                    assert!(target.limit.median() > 0.0 && text.len() < 24, "{text}");
                    if (60.0..width - 8.0).contains(&x) {
                        let (low, high) = (limit(&handle, x - 4.0), limit(&handle, x + 4.0));
                        assert!(
                            (low..=high).contains(&target.limit.median()),
                            "{results} {x}: {low} {text} {high}"
                        );
                    }
                }
            }
        }
    }
}

fn limit(handle: &Handle, x: f64) -> f64 {
    handle.text_at(x, 0.0).parse::<Target>().unwrap().limit.median()
}

#[test]
fn a_line_put_back_where_it_stands_keeps_its_value() {
    let handle = &handles("latency", &typical(), 640.0)[0];
    assert_eq!(handle.text_at(handle.from.x, 0.0), handle.text);
    let handle = &handles("budget", &typical(), 640.0)[0];
    assert_eq!(handle.text_at(handle.from.x, 0.0), "99.9%");
}

#[test]
fn the_keyboard_moves_a_target_by_a_hundredth_or_a_tenth() {
    let handle = &handles("latency", &typical(), 640.0)[0];
    let steps = [(1, false), (-1, false), (1, true), (-1, true)];
    let told: Vec<String> = steps
        .iter()
        .map(|(by, large)| handle.stepped(*by, *large))
        .collect();
    assert_eq!(
        told,
        ["p99 < 505 ms", "p99 < 495 ms", "p99 < 550 ms", "p99 < 450 ms"]
    );
    let handle = &handles("budget", &typical(), 640.0)[0];
    let told: Vec<String> = steps
        .iter()
        .map(|(by, large)| handle.stepped(*by, *large))
        .collect();
    assert_eq!(told, ["99.899%", "99.901%", "99.89%", "99.91%"]);
}

#[test]
fn a_moved_target_is_read_written_and_drawn_where_it_was_put() {
    for (name, path) in [("latency", "slo.latency"), ("budget", "slo.availability")] {
        let handle = handles(name, &computed(), 640.0).remove(0);
        assert_eq!(handle.path, path);
        let x = handle.from.x * 0.7;
        let text = handle.text_at(x, 0.0);
        let moved = edit::set(CHECKOUT, &handle.path, &text).unwrap();
        assert_eq!(
            Document::parse(&moved).unwrap().get(path).as_deref(),
            Some(text.as_str())
        );
        let after = Assessor::new().assess(&moved).unwrap();
        assert_eq!(handles(name, &after, 640.0)[0].text, text);
    }
}

#[test]
fn a_journeys_own_target_is_written_at_the_journey() {
    let text = r#"
[slo]
latency = "p99 < 1 s"
availability = "99.8%"
[journey."buy now"]
flow = "web"
[journey."buy now".slo]
latency = "p95 < 80 ms"
[services.web]
availability = "99.9%"
latency = "p50 20 ms, p99 90 ms"
"#;
    let assessment = Assessor::new().assess(text).unwrap();
    let latency = &handles("latency", &assessment, 640.0)[0];
    assert_eq!(
        (latency.path.as_str(), latency.text.as_str()),
        ("journey.\"buy now\".slo.latency", "p95 < 80 ms")
    );
    assert_eq!(handles("budget", &assessment, 640.0)[0].path, "slo.availability");
}

#[test]
fn a_target_of_many_nines_keeps_them() {
    let text = CHECKOUT.replace("\"99.9%\"\nwindow", "\"99.99999%\"\nwindow");
    let assessment = Assessor::new().assess(&text).unwrap();
    let handle = &handles("budget", &assessment, 640.0)[0];
    assert_eq!(handle.text, "99.99999%");
    assert_eq!(handle.stepped(-1, false), "99.9999901%");
}

#[test]
fn the_curve_is_read_at_any_place() {
    let assessment = typical();
    let figure = drawn("latency", &assessment);
    let trace = figure.trace.as_ref().unwrap();
    let latency = assessment.journeys[0].chain.latency.as_ref().unwrap();
    // Halfway between two points of the curve lies half of the share between them.
    let pair = latency.curve.windows(2).find(|pair| pair[0].1 >= 0.4).unwrap();
    let (time, share) = ((pair[0].0 + pair[1].0) / 2.0, (pair[0].1 + pair[1].1) / 2.0);
    let x = trace.time.px(time);
    let hover = figure.read(x, trace.area.center().y).unwrap();
    assert!((hover.at.x - x).abs() < 1e-9 && (hover.at.y - trace.share.px(share)).abs() < 1e-6);
    assert_eq!(hover.title, "Checkout");
    let near = figure.read(x + 0.5, trace.area.center().y).unwrap();
    assert!(near.at.x > hover.at.x && near.at.y < hover.at.y);
}

#[test]
fn what_is_marked_is_read_before_the_curve() {
    let figure = drawn("latency", &typical());
    let p99 = figure
        .hovers
        .iter()
        .find(|hover| hover.title.starts_with("p99 "))
        .unwrap();
    let center = p99.area.center();
    assert_eq!(figure.read(center.x, center.y).as_ref(), Some(p99));
    let bars = drawn("designs", &negative_waiting());
    let center = bars.hovers[0].area.center();
    assert_eq!(
        bars.read(center.x, center.y).as_ref(),
        bars.at(center.x, center.y)
    );
    assert_eq!(bars.read(-500.0, -500.0), None);
    assert_eq!(bars.along(10.0, 1, false), None);
}

#[test]
fn the_keyboard_walks_the_curve_from_end_to_end() {
    let figure = drawn("latency", &typical()).with_heading();
    let area = figure.trace.as_ref().unwrap().area;
    let (mut x, mut y, mut steps) = (area.x, f64::INFINITY, 0);
    while x < area.right() - 1e-6 {
        let hover = figure.along(x, 1, false).unwrap();
        assert!(hover.at.x > x && hover.at.y <= y && area.distance(hover.at) < 1e-6);
        (x, y, steps) = (hover.at.x, hover.at.y, steps + 1);
    }
    assert_eq!(steps, 100);
    assert_eq!(figure.along(x, 1, false).unwrap().at.x, area.right());
    let back = figure.along(x, -1, true).unwrap().at.x;
    assert!((area.right() - back - area.width / 10.0).abs() < 1e-6);
}
