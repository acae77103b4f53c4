//! Titles, sentences and tables say what the results say.

use super::support::{
    all, billions, design, eleven_nines, latency, overspent, several_journeys, single_service, typical,
};
use super::uncertain;
use crate::{FIGURES, Figure, Options, figure};
use quorate_model::assessment::Assessment;

fn lay_out(name: &str, assessment: &Assessment) -> Figure {
    figure(name, assessment, &Options::default()).unwrap()
}

/// The numbers in a text, names of services, journeys and designs left out.
fn numbers(text: &str, assessment: &Assessment) -> Vec<String> {
    let mut text = text.to_owned();
    let journeys = assessment
        .journeys
        .iter()
        .chain(assessment.designs.iter().flat_map(|d| &d.journeys));
    let services = journeys
        .clone()
        .flat_map(|j| j.chain.services.iter().map(|s| s.name.clone()));
    let mut names: Vec<String> = journeys
        .map(|j| j.name.clone())
        .chain(services)
        .chain(assessment.designs.iter().map(|d| d.name.clone()))
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for name in names.iter().filter(|n| !n.is_empty()) {
        text = text.replace(name.as_str(), "");
    }
    // What a requirement says is the results' own sentence.
    for reason in assessment
        .designs
        .iter()
        .flat_map(|d| d.misses.iter().chain(&d.not_checked))
    {
        text = text.replace(reason.as_str(), "");
    }
    digits(&text)
}

/// Runs of digits, points, commas and exponents.
fn digits(text: &str) -> Vec<String> {
    let text = text.replace("Σp99", "").replace("of p99", "").replace("p99s", "");
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | 'e' | '-')))
        .map(|run| run.trim_matches(|c: char| !c.is_ascii_digit()).to_owned())
        .filter(|run| !run.is_empty())
        .collect()
}

fn check_numbers(figure: &Figure, text: &str, assessment: &Assessment, place: &str) {
    let known: Vec<String> = figure
        .values
        .iter()
        .flat_map(|v| digits(&v.to_string()))
        .chain(
            uncertain::words(assessment)
                .iter()
                .flat_map(|words| digits(words)),
        )
        .collect();
    for number in numbers(text, assessment) {
        assert!(
            known.contains(&number),
            "{place}: {number} of {text:?} is none of the figure's values"
        );
    }
}

#[test]
fn every_number_in_words_and_table_is_one_of_the_figures_values() {
    for (results, assessment) in all() {
        for kind in FIGURES {
            let Some(figure) = figure(kind.name, &assessment, &Options::default()) else {
                continue;
            };
            let place = format!("{} of {results}", kind.name);
            let cells = figure.table.rows.iter().flatten().map(|cell| &cell.text);
            for text in [&figure.title, &figure.subtitle, &figure.sentence]
                .into_iter()
                .chain(cells)
            {
                check_numbers(&figure, text, &assessment, &place);
            }
        }
    }
}

#[test]
fn every_cell_prints_the_number_it_carries() {
    for (results, assessment) in all() {
        for kind in FIGURES {
            let Some(figure) = figure(kind.name, &assessment, &Options::default()) else {
                continue;
            };
            for cell in figure.table.rows.iter().flatten() {
                let Some(number) = cell.number else { continue };
                let value = figure
                    .values
                    .iter()
                    .find(|v| v.number == number && v.to_string() == cell.text);
                assert!(value.is_some(), "{} of {results}: {cell:?}", kind.name);
            }
        }
    }
}

/// Every number that stands in the results, curves included.
fn given(assessment: &Assessment) -> Vec<f64> {
    let text = format!("{assessment:?}");
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | 'e' | '-')))
        .filter_map(|run| run.parse().ok())
        .collect()
}

#[test]
fn what_costs_and_latencies_a_figure_names_are_those_of_the_results() {
    for (results, assessment) in all() {
        let given = given(&assessment);
        for name in ["designs", "latency"] {
            let Some(figure) = figure(name, &assessment, &Options::default()) else {
                continue;
            };
            for cell in figure.table.rows.iter().flatten() {
                let Some(number) = cell.number else { continue };
                assert!(given.contains(&number), "{name} of {results}: {number}");
            }
        }
    }
}

#[test]
fn a_computed_scenario_has_every_figure() {
    for kind in FIGURES {
        let figure = lay_out(kind.name, &uncertain::studied());
        assert!(
            figure.values.iter().all(|v| v.number.is_finite()),
            "{}",
            kind.name
        );
    }
}

#[test]
fn rows_of_the_budget_add_up_to_the_expected_downtime() {
    let figure = lay_out("budget", &typical());
    let seconds: Vec<f64> = figure.table.rows.iter().filter_map(|row| row[2].number).collect();
    let (parts, [all, _budget]) = seconds.split_at(seconds.len() - 2) else {
        unreachable!()
    };
    assert!((parts.iter().sum::<f64>() / all - 1.0).abs() < 1e-9);
}

#[test]
fn every_row_has_a_cell_for_every_column() {
    for (_, assessment) in all() {
        for kind in FIGURES {
            let Some(figure) = figure(kind.name, &assessment, &Options::default()) else {
                continue;
            };
            assert!(!figure.table.rows.is_empty());
            assert!(
                figure
                    .table
                    .rows
                    .iter()
                    .all(|row| row.len() == figure.table.columns.len())
            );
        }
    }
}

#[test]
fn titles_are_sentences() {
    for (results, assessment) in all() {
        for kind in FIGURES {
            let Some(figure) = figure(kind.name, &assessment, &Options::default()) else {
                continue;
            };
            for text in [&figure.title, &figure.sentence] {
                assert!(
                    text.ends_with('.') && text.contains(' '),
                    "{} of {results}: {text:?}",
                    kind.name
                );
                assert!(!text.contains("NaN") && !text.contains("inf "), "{text:?}");
            }
        }
    }
}

#[test]
fn another_top_service_changes_title_and_sentence() {
    let mut changed = typical();
    for service in &mut changed.journeys[0].chain.services {
        service.downtime_share = match service.name.as_str() {
            "auth" => Some(0.44),
            "payment" => Some(0.11),
            _ => service.downtime_share,
        };
    }
    for name in ["flow", "budget"] {
        let (before, after) = (lay_out(name, &typical()), lay_out(name, &changed));
        assert!(
            before.title.contains("payment") && after.title.contains("auth"),
            "{}",
            after.title
        );
        assert_ne!(before.sentence, after.sentence);
    }
}

#[test]
fn another_best_design_changes_the_title() {
    let mut changed = typical();
    if let Some(decision) = &mut changed.decision {
        decision.best = Some("Snapshot isolation".into());
        decision.runner_up = Some("Strict serializable".into());
        decision.margin = Some(1e5);
    }
    changed.designs[2] = design("Eventual + cache", [88e3, 0.0, 6.7e6, 49e3], false);
    assert_eq!(
        lay_out("designs", &changed).title,
        "Snapshot isolation saves $100k a year over Strict serializable."
    );
}

#[test]
fn being_wrong_is_named_when_it_dwarfs_the_best_design() {
    let title = lay_out("designs", &billions()).title;
    assert_eq!(
        title,
        "Being wrong costs $63.7B a year with Eventual; Strict serializable costs $158k in all."
    );
}

#[test]
fn small_bars_beside_billions_say_their_parts() {
    let figure = lay_out("designs", &billions());
    let split = figure
        .labels
        .iter()
        .any(|l| l.text.starts_with("running $158k · waiting $0"));
    assert!(
        split,
        "{:?}",
        figure.labels.iter().map(|l| &l.text).collect::<Vec<_>>()
    );
}

#[test]
fn a_design_that_misses_a_requirement_is_said_to() {
    let figure = lay_out("designs", &typical());
    assert!(
        figure
            .labels
            .iter()
            .any(|l| l.text.starts_with("missed: Availability is 99.2%"))
    );
    assert!(figure.sentence.contains("misses a requirement"));
    assert!(figure.labels.iter().any(|l| l.text.starts_with("best:")));
}

#[test]
fn a_budget_far_above_the_downtime_is_said_not_drawn() {
    let mut little = eleven_nines();
    if let Some(budget) = &mut little.journeys[0].budget {
        budget.seconds *= 1e6;
    }
    let figure = lay_out("budget", &little);
    assert!(
        figure
            .labels
            .iter()
            .any(|l| l.text.contains("lies far to the right"))
    );
}

#[test]
fn an_overspent_budget_names_who_overspends_it() {
    assert_eq!(
        lay_out("budget", &overspent()).title,
        "payment and 2 more each overspend the error budget alone."
    );
}

#[test]
fn a_missed_latency_target_is_the_finding() {
    let title = lay_out("latency", &overspent()).title;
    assert_eq!(title, "p99.9 is 310 ms, 160 ms over the 150 ms allowed.");
}

#[test]
fn without_a_target_the_finding_is_what_adding_would_say() {
    let mut assessment = typical();
    assessment.journeys[0].latency_target = None;
    assert_eq!(
        lay_out("latency", &assessment).title,
        "p99 is 187 ms; adding up p99s would say 260 ms."
    );
    assessment.journeys[0].chain.latency = Some(latency(0.2, 0.25)).map(|mut l| {
        l.sum_of_p99 = l.p99;
        l
    });
    assert_eq!(
        lay_out("latency", &assessment).title,
        "99% of requests finish within 200 ms."
    );
}

#[test]
fn a_figure_without_its_inputs_is_absent() {
    let mut assessment = single_service();
    assert!(figure("designs", &assessment, &Options::default()).is_none());
    assessment.journeys[0].chain.latency = None;
    assert!(figure("latency", &assessment, &Options::default()).is_none());
    assessment.journeys[0].budget = None;
    assert!(figure("budget", &assessment, &Options::default()).is_none());
    assessment.journeys.clear();
    assert!(figure("flow", &assessment, &Options::default()).is_none());
    assert!(figure("no such figure", &typical(), &Options::default()).is_none());
}

#[test]
fn the_named_design_is_shown_before_the_best_one() {
    let mut assessment = typical();
    let others = several_journeys().journeys;
    assessment.designs[0].journeys = vec![others[0].clone()];
    assessment.designs[1].journeys = vec![others[1].clone()];
    let options = |design: Option<&str>| Options {
        width: 640.0,
        design: design.map(Into::into),
        hidden: Vec::new(),
    };
    let best = figure("latency", &assessment, &options(None)).unwrap();
    assert!(
        best.subtitle.ends_with("with Strict serializable"),
        "{}",
        best.subtitle
    );
    let named = figure("latency", &assessment, &options(Some("Snapshot isolation"))).unwrap();
    assert!(named.subtitle.ends_with("with Snapshot isolation") && named.title != best.title);
}
