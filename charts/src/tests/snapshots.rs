//! The figures as documents.

use super::support::{all, typical};
use crate::{FIGURES, Options, Theme, figure, metadata, to_svg};

fn svg(name: &str) -> String {
    let figure = figure(
        name,
        &typical(),
        &Options {
            width: 640.0,
            ..Options::default()
        },
    )
    .unwrap();
    to_svg(&figure, &Theme::light(), None)
}

#[test]
fn the_flow_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("flow"));
}

#[test]
fn the_budget_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("budget"));
}

#[test]
fn what_takes_the_request_down_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("cuts"));
}

#[test]
fn the_compliance_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("compliance"));
}

#[test]
fn the_detection_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("detection"));
}

#[test]
fn the_burn_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("burn"));
}

#[test]
fn the_latency_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("latency"));
}

#[test]
fn the_designs_are_drawn_as_they_were() {
    insta::assert_snapshot!(svg("designs"));
}

#[test]
fn what_would_change_the_choice_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("flips"));
}

#[test]
fn which_range_matters_most_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("tornado"));
}

#[test]
fn what_to_measure_first_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("worth"));
}

#[test]
fn how_many_nines_to_buy_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("nines"));
}

#[test]
fn how_dear_a_year_may_come_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("exceedance"));
}

#[test]
fn where_the_lines_cross_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("breakeven"));
}

#[test]
fn which_design_is_best_where_is_drawn_as_it_was() {
    insta::assert_snapshot!(svg("map"));
}

#[test]
fn a_document_carries_title_sentence_and_scenario() {
    let figure = figure("designs", &typical(), &Options::default()).unwrap();
    let link = "https://example.org/#q1.abc&view=designs";
    let svg = to_svg(&figure.with_heading(), &Theme::dark(), Some(link));
    assert!(svg.contains(&format!("<title>{}</title>", figure.title)));
    assert!(svg.contains("<desc>A year costs") && svg.contains("role=\"img\""));
    assert_eq!(metadata(&svg).as_deref(), Some(link));
    assert!(!svg.contains("style=") && !svg.contains("<script"));
}

#[test]
fn names_cannot_break_out_of_a_document() {
    let mut assessment = typical();
    assessment.designs[0].name = "</text><script>alert('&\"')</script>\u{1}".into();
    let figure = figure("designs", &assessment, &Options::default()).unwrap();
    let svg = to_svg(&figure, &Theme::light(), None);
    assert!(!svg.contains("<script") && !svg.contains('\u{1}'));
}

/// Writes every figure of every result to the folder named by `QUORATE_FIGURES`, to be looked at.
#[test]
fn every_figure_can_be_written() {
    let folder = std::env::var_os("QUORATE_FIGURES").map(std::path::PathBuf::from);
    for (results, assessment) in all() {
        for kind in FIGURES {
            for (width, theme, shade) in [
                (390.0, Theme::light(), "light"),
                (1200.0, Theme::dark(), "dark"),
                (1200.0, Theme::light(), "light"),
                (390.0, Theme::dark(), "dark"),
            ] {
                let Some(figure) = figure(
                    kind.name,
                    &assessment,
                    &Options {
                        width: width - 24.0,
                        ..Options::default()
                    },
                ) else {
                    continue;
                };
                let svg = to_svg(&figure.with_heading(), &theme, None);
                assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
                if let Some(folder) = &folder {
                    let name = format!("{}-{}-{width}-{shade}.svg", kind.name, results.replace(' ', "-"));
                    std::fs::write(folder.join(name), svg).unwrap();
                }
            }
        }
    }
}
