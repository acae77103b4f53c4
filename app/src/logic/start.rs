//! Which text the page begins with.
//!
//! A link first, then a preset in the address, then what this browser kept, then the worked
//! example. Nothing that fails takes a text away: the next in line stands, and a sentence says why.

use crate::logic::address::Address;
use crate::logic::history::Entry;
use crate::logic::notice::{Notice, Offer};
use crate::logic::sentence::sentence;
use crate::logic::shelf::Shelf;
use quorate_model::scenario::edit::Document;
use quorate_model::{library, link};

/// Name of the preset a first visit shows.
pub const WORKED_EXAMPLE: &str = "booking";

/// A new, empty scenario.
pub const BLANK: &str = "quorate = 1\n";

/// A scenario with one of most things, small enough to be assessed at once.
pub const SMALL: &str = "flow = 'a > b'\ntraffic = '1/s'\nrevenue = '$1/h'\n[slo]\navailability = '99%'\nlatency = 'p99 < 1 s'\n\
    [services.a]\navailability = '99.9%'\nlatency = 'p99 9 ms'\nguarantee = 'I'\n\
    [services.b]\navailability = '99.9%'\nlatency = 'p99 9 ms'\nguarantee = 'SS'\n";

/// A small choice: what [`SMALL`] has none of.
pub const CHOICE: &str = "flow = 'a > b > c?'\ntraffic = '1/s'\n[services.a]\navailability = '99% to 99.9%'\nmttr = '1 h'\n\
    [services.b]\navailability = '99.9%'\n[services.c]\n[wrongness]\nerror_probability = '1% to 2%'\n\
    [[wrongness.harm]]\nname = 'h'\nshare = '1%'\ncost = '$1 to $2'\n[down]\nsupport = '$1/h'\n\
    [[cost]]\nname = 'k'\nprice = '$1/h'\n[[design]]\nname = 'x'\nlevel = 'SS'\nservices.b.latency = 'p50 5 ms, p99 9 ms'\n\
    [[design.cost]]\nname = 'l'\nprice = '$1 to $2/month'\n[[design]]\nname = 'y'\nlevel = 'EC'\n";

/// What to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// The text, and which scenario of the shelf it is.
    pub entry: Entry,
    /// What was open before, when something else was opened over it.
    pub before: Option<Entry>,
    /// What there is to say: what could not be done, or how to begin.
    pub notice: Option<Notice>,
}

/// What this browser has kept.
#[derive(Clone, Copy)]
pub struct Memory<'a> {
    /// The scenarios.
    pub shelf: Shelf<'a>,
    /// Which of them was open last.
    pub open: Option<&'a str>,
    /// A clock in milliseconds.
    pub now: f64,
}

impl Memory<'_> {
    /// What was open last, else what was changed last.
    fn last(&self) -> Option<Entry> {
        let open = self.open.and_then(|id| {
            let text = self.shelf.read(id)?;
            Some(Entry {
                id: id.to_string(),
                text,
            })
        });
        open.or_else(|| self.shelf.all().into_iter().next())
    }

    /// `text` under the name it has on the shelf, the one open last before others, else a new one.
    fn entry(&self, text: String) -> Entry {
        let same = self.last().filter(|last| last.text == text);
        same.unwrap_or_else(|| self.shelf.entry(text, self.now))
    }
}

/// Chooses what to begin with.
pub fn start(address: &Address, memory: Memory) -> Start {
    match open(address) {
        Some(Ok(text)) => Start {
            before: memory.last().filter(|last| last.text != text),
            entry: memory.entry(text),
            notice: None,
        },
        Some(Err(reason)) => {
            let kept = memory.last().is_some();
            Start {
                notice: Some(refusal(&reason, kept).into()),
                ..fallback(memory)
            }
        }
        None => fallback(memory),
    }
}

/// The text an address asks for; `None` when it asks for none, `Err` with the reason when it
/// cannot be had.
pub fn open(address: &Address) -> Option<Result<String, String>> {
    let opened = link::decode(address.link.as_ref()?);
    Some(
        opened
            .map(|opened| opened.text)
            .map_err(|error| error.to_string()),
    )
}

/// The address a text is kept under: a preset's name when it is one, a link otherwise.
pub fn fragment(text: &str) -> String {
    match library::presets().iter().find(|preset| preset.text == text) {
        Some(preset) => format!("preset={}", preset.name),
        None => link::encode(text),
    }
}

/// Whether `text` compares designs: who opens a link to it wants to see the choice first.
pub fn compares(text: &str) -> bool {
    Document::parse(text).is_ok_and(|document| document.len("design") > 1)
}

/// Whether `text` is a worked example, unchanged.
pub fn is_preset(text: &str) -> bool {
    library::presets().iter().any(|preset| preset.text == text)
}

/// The text of the worked example.
pub fn worked_example() -> String {
    let found = library::preset(WORKED_EXAMPLE);
    found.map(|preset| preset.text.to_string()).unwrap_or_default()
}

fn fallback(memory: Memory) -> Start {
    if let Some(entry) = memory.last() {
        return Start {
            entry,
            before: None,
            notice: None,
        };
    }
    let sentence = "This is a worked example: change anything and the answer follows.";
    Start {
        entry: memory.entry(worked_example()),
        before: None,
        notice: Some(Notice::offering(sentence, Offer::Begin)),
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

    #[test]
    fn the_small_scenario_gives_results() {
        let results = quorate_model::Assessor::new().assess(SMALL).unwrap();
        assert!(results.journeys[0].chain.latency.is_some() && results.warnings.is_empty());
    }

    #[test]
    fn the_small_choice_is_decided() {
        let results = quorate_model::Assessor::new().assess(CHOICE).unwrap();
        assert!(results.decision.unwrap().best.is_some());
    }

    use crate::logic::shelf::tests::Memory as Storage;

    /// Begins at `fragment` with `mine` on the shelf and open.
    fn at(fragment: &str, mine: Option<&str>) -> Start {
        let kept = Storage::default();
        let shelf = Shelf(&kept);
        if let Some(text) = mine {
            shelf.write("7", text);
        }
        let memory = Memory {
            shelf,
            open: mine.map(|_| "7"),
            now: 100.0,
        };
        start(&Address::parse(fragment), memory)
    }

    #[test]
    fn a_first_visit_shows_the_worked_example_and_how_to_begin() {
        let begun = at("", None);
        assert_eq!(begun.entry.text, worked_example());
        assert_eq!(begun.notice.unwrap().offer, Some(Offer::Begin));
    }

    #[test]
    fn what_was_open_comes_back_under_its_name() {
        let begun = at("", Some("title = \"Mine\""));
        assert_eq!(
            (begun.entry.id.as_str(), begun.entry.text.as_str()),
            ("7", "title = \"Mine\"")
        );
        let again = at(&link::encode("title = \"Mine\""), Some("title = \"Mine\""));
        assert_eq!((again.entry.id.as_str(), again.before), ("7", None));
    }

    #[test]
    fn a_link_wins_gets_a_name_of_its_own_and_undo_leads_back() {
        let begun = at(&link::encode("title = \"Theirs\""), Some("title = \"Mine\""));
        assert_eq!(begun.entry.text, "title = \"Theirs\"");
        assert_ne!(begun.entry.id, "7");
        assert_eq!(begun.before.unwrap().id, "7");
        assert_eq!(begun.notice, None);
    }

    #[test]
    fn a_bad_link_keeps_the_text_and_says_so() {
        for fragment in ["q1.!!!!", "q1.AAAA", "nonsense", "q9.abc", "preset=nothing"] {
            let begun = at(fragment, Some("title = \"Mine\""));
            assert_eq!(begun.entry.text, "title = \"Mine\"", "{fragment}");
            let sentence = begun.notice.unwrap().sentence;
            assert!(
                sentence.ends_with("Showing what you had last."),
                "{fragment}: {sentence}"
            );
        }
    }

    #[test]
    fn a_choice_is_told_from_a_chain() {
        assert!(compares(&worked_example()));
        for chain in [SMALL, BLANK, "[[design]]\nname = \"Only\"\n", "[[design]\n"] {
            assert!(!compares(chain), "{chain}");
        }
    }

    #[test]
    fn a_preset_has_a_readable_address() {
        let text = worked_example();
        assert_eq!(fragment(&text), "preset=booking");
        assert_eq!(at(&fragment("x = 1"), None).entry.text, "x = 1");
    }
}
