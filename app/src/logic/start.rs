//! Which text the page begins with.
//!
//! A link first, then a preset in the address, then what this browser kept, then the worked
//! example. Nothing that fails takes a text away: the next in line stands, and a sentence says why.

use crate::logic::address::Address;
use crate::logic::sentence::sentence;
use quorate_model::{library, link};

/// Name of the preset a first visit shows.
pub const WORKED_EXAMPLE: &str = "payments";

/// The text to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// The text.
    pub text: String,
    /// What this browser had kept, when something else was opened over it.
    pub before: Option<String>,
    /// What could not be done, a sentence.
    pub notice: Option<String>,
}

/// Chooses the text to begin with. `kept` is what this browser's storage holds.
pub fn start(address: &Address, kept: Option<String>) -> Start {
    match open(address) {
        Some(Ok(text)) => Start {
            before: kept.filter(|kept| *kept != text),
            text,
            notice: None,
        },
        Some(Err(reason)) => Start {
            notice: Some(refusal(&reason, kept.is_some())),
            ..fallback(kept)
        },
        None => fallback(kept),
    }
}

/// The text an address asks for; `None` when it asks for none, `Err` with the reason when it
/// cannot be had.
pub fn open(address: &Address) -> Option<Result<String, String>> {
    match (&address.link, &address.preset) {
        (Some(code), _) => Some(
            link::decode(code)
                .map(|opened| opened.text)
                .map_err(|error| error.to_string()),
        ),
        (None, Some(name)) => Some(preset(name)),
        (None, None) => None,
    }
}

/// The address a text is kept under: a preset's name when it is one, a link otherwise.
pub fn fragment(text: &str) -> String {
    match library::presets().iter().find(|preset| preset.text == text) {
        Some(preset) => format!("preset={}", preset.name),
        None => link::encode(text),
    }
}

/// The text of a preset, or a sentence naming those there are.
pub fn preset(name: &str) -> Result<String, String> {
    let presets = library::presets();
    presets
        .iter()
        .find(|preset| preset.name == name)
        .map(|preset| preset.text.to_string())
        .ok_or_else(|| {
            let names: Vec<&str> = presets.iter().map(|preset| preset.name).collect();
            format!(
                "There is no example called `{name}`; there are {}.",
                names.join(", ")
            )
        })
}

fn fallback(kept: Option<String>) -> Start {
    let text = kept.unwrap_or_else(|| preset(WORKED_EXAMPLE).unwrap_or_default());
    Start {
        text,
        before: None,
        notice: None,
    }
}

fn refusal(reason: &str, kept: bool) -> String {
    let instead = if kept {
        "what you had last"
    } else {
        "the worked example"
    };
    format!(
        "The link could not be opened: {} Showing {instead}.",
        sentence(reason)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(fragment: &str, kept: Option<&str>) -> Start {
        start(&Address::parse(fragment), kept.map(String::from))
    }

    #[test]
    fn a_first_visit_shows_the_worked_example() {
        assert_eq!(at("", None).text, preset(WORKED_EXAMPLE).unwrap());
    }

    #[test]
    fn what_was_kept_comes_back() {
        assert_eq!(at("", Some("title = \"Mine\"")).text, "title = \"Mine\"");
    }

    #[test]
    fn a_link_wins_and_what_was_kept_can_be_undone_to() {
        let begun = at(&link::encode("title = \"Theirs\""), Some("title = \"Mine\""));
        assert_eq!(begun.text, "title = \"Theirs\"");
        assert_eq!(begun.before.as_deref(), Some("title = \"Mine\""));
        assert_eq!(begun.notice, None);
    }

    #[test]
    fn a_bad_link_keeps_the_text_and_says_so() {
        for fragment in ["q1.!!!!", "q1.AAAA", "nonsense", "q9.abc", "preset=nothing"] {
            let begun = at(fragment, Some("title = \"Mine\""));
            assert_eq!(begun.text, "title = \"Mine\"", "{fragment}");
            assert!(
                begun
                    .notice
                    .is_some_and(|notice| notice.ends_with("Showing what you had last.")),
                "{fragment}"
            );
        }
    }

    #[test]
    fn a_preset_has_a_readable_address() {
        let text = preset(WORKED_EXAMPLE).unwrap();
        assert_eq!(fragment(&text), "preset=payments");
        assert_eq!(at(&fragment("x = 1"), None).text, "x = 1");
    }
}
