//! What index.html shows before the program runs is what the calculator says of the worked example.
//!
//! `QUORATE_BLESS=1 cargo test -p quorate-tests --test first_screen` writes today's answers into it.

#![allow(clippy::expect_used)]

use quorate_model::report::{self, KeyResult, Tone};
use quorate_model::{Assessor, library};

const PAGE: &str = include_str!("../../index.html");
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../index.html");
const END: &str = "      <!-- /example -->";

/// The preset that a first visit shows.
const EXAMPLE: &str = "booking";

#[test]
fn the_first_screen_says_of_the_worked_example_what_the_calculator_says() {
    let (before, rest) = PAGE.split_once("<!-- example").expect("a place for the example");
    let (comment, rest) = rest.split_once('\n').expect("a line of its own");
    let (shown, after) = rest.split_once(END).expect("an end of the example");
    let expected = example();
    if std::env::var_os("QUORATE_BLESS").is_some() {
        let page = format!("{before}<!-- example{comment}\n{expected}{END}{after}");
        return std::fs::write(FILE, page).expect("index.html can be written");
    }
    assert_eq!(shown, expected, "bless index.html: see the head of this file");
}

#[test]
fn the_first_screen_names_the_worked_example() {
    let title = library::preset(EXAMPLE).map_or("", |preset| preset.title);
    let label = format!("<strong class=\"example\">{title}</strong>");
    assert!(PAGE.contains(&label), "index.html lacks `{label}`");
}

fn example() -> String {
    let text = library::preset(EXAMPLE).map_or("", |preset| preset.text);
    let assessment = Assessor::new().assess(text).expect("a worked example reads");
    let (verdict, to_come) = (report::verdict(&assessment), report::to_come(&assessment));
    let parted = verdict.parted();
    let keys: String = report::key_results(&assessment).iter().map(key).collect();
    format!(
        "      <section class=\"verdict example\" aria-label=\"Verdict on the worked example\">\n        \
         <h1{}>{}{}</h1>\n        \
         <p class=\"detail\">{}<span class=\"short\">{}</span><span class=\"rest\">{}{}</span>{}</p>\n        \
         <div class=\"afterwards\"></div>\n        \
         <div class=\"keys\">\n{keys}        \
         </div>\n      \
         </section>\n",
        if report::is_long(&verdict.headline, &to_come.headline) {
            " class=\"long\""
        } else {
            ""
        },
        escaped(&verdict.headline),
        unseen(&to_come.headline),
        escaped(&parted.first),
        unseen(&to_come.first),
        escaped(&parted.rest),
        unseen(&to_come.detail),
        match parted.more {
            0 => String::new(),
            more => format!(" <span class=\"quiet more\">and {more} more</span>"),
        },
    )
}

/// Takes room and is not seen.
fn unseen(words: &str) -> String {
    match words {
        "" => String::new(),
        words => format!(
            "<span class=\"room\" aria-hidden=\"true\">{}</span>",
            escaped(words)
        ),
    }
}

fn key(result: &KeyResult) -> String {
    let class = match result.tone {
        Tone::Plain => "key",
        Tone::Good => "key good",
        Tone::Bad => "key bad",
    };
    format!(
        "          <div class=\"{class}\"><strong>{}</strong> <span>{}</span></div>\n",
        escaped(&result.value),
        escaped(&result.label)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
