//! What a pasted or dropped text stands for: a link's scenario, a figure's, or itself.

use crate::logic::address::Address;
use crate::logic::sentence::sentence;
use crate::logic::start;
use quorate_model::interchange;
use quorate_model::scenario::edit::Document;

/// What was pasted or dropped.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// The text of a scenario.
    Scenario(String),
    /// Another tool's document, still to be read.
    Foreign(String),
}

/// What `pasted` is.
///
/// # Errors
/// As [`read`].
pub fn open(pasted: &str) -> Result<Opened, String> {
    let text = read(pasted)?;
    let foreign = interchange::guess(&text).is_some() && !is_scenario(&text);
    Ok(if foreign {
        Opened::Foreign(text)
    } else {
        Opened::Scenario(text)
    })
}

/// What the text of another tool's document says of itself at its beginning: the reader should know what
/// was taken to be, and what was left out.
pub fn told(text: &str) -> Option<String> {
    let lines = text.lines().map_while(|line| line.strip_prefix('#'));
    let words: Vec<&str> = lines.map(str::trim).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Whether `text` is TOML, or JSON that speaks of a flow: a scenario, also where something is wrong in it.
fn is_scenario(text: &str) -> bool {
    let start = text.trim_start();
    let header = start
        .strip_prefix('[')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '['));
    let json = start.starts_with('{') && ["\"quorate\"", "\"flow\""].iter().any(|key| text.contains(key));
    header || json || Document::parse(text).is_ok()
}

/// The text that `pasted` stands for.
///
/// # Errors
/// A sentence, where it is a link or a picture that carries no scenario.
fn read(pasted: &str) -> Result<String, String> {
    let pasted_line = pasted.trim();
    if pasted_line.is_empty() {
        return Err("Paste a link or a text first.".to_string());
    }
    if pasted_line.starts_with("<svg") || pasted_line.starts_with("<?xml") {
        let link = quorate_charts::metadata(pasted_line).ok_or("This picture carries no scenario.")?;
        return read_link(&link);
    }
    let is_link = !pasted_line.contains(char::is_whitespace)
        && (pasted_line.contains("#") || pasted_line.starts_with("q1.") || pasted_line.contains("://"));
    if is_link {
        read_link(pasted_line)
    } else {
        Ok(pasted.to_string())
    }
}

fn read_link(link: &str) -> Result<String, String> {
    let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment);
    match start::open(&Address::parse(fragment)) {
        Some(result) => result.map_err(|reason| sentence(&reason)),
        None => Err("This address carries no scenario: a Quorate link has one after its #.".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_with_its_page_and_without() {
        let code = quorate_model::link::encode("title = \"A\"");
        for link in [
            code.clone(),
            format!("#{code}"),
            format!("https://example.org/q/#{code}&view=flow"),
        ] {
            assert_eq!(read(&link), Ok("title = \"A\"".to_string()), "{link}");
        }
    }

    #[test]
    fn a_text_is_taken_byte_for_byte() {
        let text = "# mine\ntitle = \"A\"\n";
        assert_eq!(read(text), Ok(text.to_string()));
    }

    #[test]
    fn other_tools_documents_are_told_from_scenarios() {
        for foreign in [
            "flowchart LR\n a --> b",
            "apiVersion: openslo/v1\nkind: SLO\n",
            "[{\"parent\": \"a\", \"child\": \"b\", \"callCount\": 1}]",
            "{\"status\": \"success\"}",
        ] {
            assert_eq!(open(foreign), Ok(Opened::Foreign(foreign.to_string())));
        }
        for own in [
            "[slo]\navailability = \"99%\"",
            "flow = \"a > b\"",
            "{\"flow\": \"a\"}",
            "{\"flow\": ",
            "flow = \"a",
            "[slo\navailability",
        ] {
            assert_eq!(open(own), Ok(Opened::Scenario(own.to_string())));
        }
    }

    #[test]
    fn a_document_that_was_read_says_what_was_made_of_it() {
        let text = interchange::from_mermaid("flowchart LR\n a -->|writes| b\n b --> b\n").unwrap();
        let said = told(&text).unwrap();
        assert!(
            said.starts_with(
                "From a Mermaid flowchart. Calls of one service are taken to be made one after another; write"
            ),
            "{said}"
        );
        assert!(
            said.ends_with("Left out: the words on an arrow, a call of a service by itself."),
            "{said}"
        );
        assert_eq!(told("flow = \"a\""), None);
    }

    #[test]
    fn what_carries_no_scenario_says_so() {
        for nothing in [
            "",
            "  ",
            "https://example.org/",
            "<svg></svg>",
            "https://example.org/#",
        ] {
            assert!(read(nothing).is_err(), "{nothing}");
        }
    }
}
