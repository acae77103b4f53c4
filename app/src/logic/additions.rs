//! New parts of a scenario: what a text looks like with one more service, domain, sub-flow or
//! journey.

use quorate_model::Problem;
use quorate_model::flow::words;
use quorate_model::scenario::edit::{self, Document};

/// The note of a value that only stands there so that a part reads at all. It goes with the first
/// change of the value.
pub const TO_FILL_IN: &str = "to be filled in";

/// `text` with the value at `path` marked as one to be filled in, where a note can stand.
pub fn marked(text: String, path: &str) -> String {
    edit::annotate(&text, path, TO_FILL_IN).unwrap_or(text)
}

/// `document` with `value` at `path`: no longer one to be filled in.
///
/// # Errors
/// As [`edit::set`].
pub fn filled_in(document: &Document, path: &str, value: &str) -> Result<Document, Problem> {
    let changed = edit::set_in(document, path, value)?;
    let noted = document.note(path) == Some(TO_FILL_IN);
    match noted && changed.text() != document.text() {
        true => Document::parse(&edit::annotate(changed.text(), path, "")?),
        false => Ok(changed),
    }
}

/// Whether `name` can be the name of a new `part` beside those that are `taken`.
///
/// # Errors
/// A sentence that says what would be one.
pub fn checked(part: &str, name: &str, taken: &[String]) -> Result<(), String> {
    if name.is_empty() {
        return Err(format!(
            "Type the name of the new {part} first, such as `payment-2`."
        ));
    }
    let mut letters = name.chars();
    let begins = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic());
    if !begins || !letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-') {
        return Err(format!(
            "`{name}` is no name: a letter first, then letters, digits, _ or -, such as `payment-2`."
        ));
    }
    if ["all", "any", "of", "txn", "gate"].contains(&name) {
        return Err(format!(
            "`{name}` is a word of the flow language; take another name, such as `{name}-service`."
        ));
    }
    if taken.iter().any(|other| other == name) {
        return Err(format!("There is a {part} `{name}` already."));
    }
    Ok(())
}

/// `text` with the service `name` in it, with nothing said about it yet, and, where there is one plain flow that does not name it
/// yet, at the flow's end.
pub fn service(text: &str, name: &str) -> Result<String, Problem> {
    let document = Document::parse(text)?;
    let flow = document.get("flow").unwrap_or_default();
    let text = edit::add_part(text, &format!("services.{name}"))?;
    let named = words(&flow).any(|(_, word)| word == name);
    match (document.has("journey") || named, flow.trim().is_empty()) {
        (true, _) => Ok(text),
        (false, true) => edit::set(&text, "flow", name),
        (false, false) => edit::set(&text, "flow", &format!("{} > {name}", flow.trim())),
    }
}

/// That `name` went into the flow when it was added, where it was not `before`.
pub fn in_flow(before: &str, after: &str, name: &str) -> String {
    match before.is_empty() || before == after {
        true => String::new(),
        false => {
            format!("{name} stands at the end of the flow now: take it out there where it belongs elsewhere.")
        }
    }
}

/// `text` with a failure domain under every service.
pub fn domain(text: &str, name: &str) -> Result<String, Problem> {
    let services = Document::parse(text)?.keys("services");
    let path = format!("domains.{name}.availability");
    let text = marked(edit::set(text, &path, "99.99%")?, &path);
    edit::set(&text, &format!("domains.{name}.services"), &list(&services))
}

/// `names` as the value of a list.
pub fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

/// `text` with a sub-flow of all services in a row.
pub fn sub_flow(text: &str, name: &str) -> Result<String, Problem> {
    let services = Document::parse(text)?.keys("services");
    edit::set(text, &format!("flows.{name}"), &services.join(" > "))
}

/// `text` with one more journey, without traffic of its own yet; a plain flow becomes the journey
/// `main` first.
pub fn journey(text: &str, name: &str) -> Result<String, Problem> {
    let document = Document::parse(text)?;
    let flow = document.get("flow").unwrap_or_default();
    let first = if flow.trim().is_empty() {
        document.keys("services").join(" > ")
    } else {
        flow.clone()
    };
    let text = match flow.is_empty() {
        true => text.to_string(),
        false => edit::set(&edit::remove(text, "flow")?, "journey.main.flow", &flow)?,
    };
    let mut text = text;
    // What a design changed in the plain flow it changes in the journey that has it now.
    for at in 0..document.len("design") {
        let own = document.get(&format!("design.{at}.flow")).unwrap_or_default();
        if !own.is_empty() && !flow.is_empty() {
            text = edit::remove(&text, &format!("design.{at}.flow"))?;
            text = edit::set(&text, &format!("design.{at}.journey.main.flow"), &own)?;
        }
    }
    let text = edit::set(&text, &format!("journey.{name}.flow"), &first)?;
    // The scenario's traffic stays with the journey that had it, until the new one has its own.
    match document.has("traffic") {
        true => {
            let path = format!("journey.{name}.traffic");
            edit::set(&text, &path, "0/s").map(|text| marked(text, &path))
        }
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_model::Assessor;

    const TEXT: &str = "quorate = 1\nflow = \"a > b\" # ours\n[services.a]\navailability = \"99%\"\n[services.b]\navailability = \"99%\"\n";

    fn assesses(text: &str) {
        assert!(Assessor::new().assess(text).is_ok(), "{text}");
    }

    #[test]
    fn a_new_service_stands_at_the_end_of_the_flow() {
        let text = service("flow = \"a\"\n[services.a]\n", "b").unwrap();
        assert!(text.contains("flow = \"a > b\""), "{text}");
        assert!(text.contains("[services.b]"), "{text}");
        let text = service("flow = \"a > b\"\n[services.a]\n", "b").unwrap();
        assert!(text.contains("flow = \"a > b\"\n"), "{text}");
        let text = service("quorate = 1\n", "a").unwrap();
        assert!(text.contains("flow = \"a\""), "{text}");
    }

    #[test]
    fn a_flow_that_grew_is_told_of() {
        assert!(in_flow("a", "a > b", "b").starts_with("b stands at the end of the flow"));
        assert_eq!(in_flow("a > b", "a > b", "b") + &in_flow("", "a", "a"), "");
    }

    #[test]
    fn a_value_put_there_to_begin_with_is_marked_until_it_is_changed() {
        let text = domain(TEXT, "eu").unwrap();
        let path = "domains.eu.availability";
        let note = |text: &str| Document::parse(text).unwrap().note(path).map(str::to_string);
        assert_eq!(note(&text).as_deref(), Some(TO_FILL_IN));
        let filled_in = |text: &str, value: &str| {
            let document = Document::parse(text).unwrap();
            super::filled_in(&document, path, value)
                .unwrap()
                .text()
                .to_string()
        };
        assert_eq!(filled_in(&text, "99.99%"), text);
        let filled = filled_in(&text, "99.95%");
        assert_eq!(note(&filled).as_deref(), Some(""));
        let noted = edit::annotate(&text, path, "measured").unwrap();
        let kept = filled_in(&noted, "99.95%");
        assert_eq!(note(&kept).as_deref(), Some("measured"));
    }

    #[test]
    fn a_new_service_says_nothing_about_itself() {
        let text = service(TEXT, "cache").unwrap();
        assert!(text.contains("[services.cache]\n"), "{text}");
        assert_eq!(Document::parse(&text).unwrap().keys("services.cache"), [""; 0]);
    }

    #[test]
    fn what_is_added_reads_at_once() {
        for add in [service, domain, sub_flow, journey] {
            let text = add(TEXT, "new").unwrap();
            assert!(text.contains("new"), "{text}");
            assesses(&text);
        }
    }

    #[test]
    fn the_first_journey_added_keeps_the_flow_as_one_of_its_own() {
        let text = journey(TEXT, "browse").unwrap();
        let document = Document::parse(&text).unwrap();
        assert_eq!(document.keys("journey"), ["main", "browse"]);
        assert_eq!(document.get("journey.main.flow").as_deref(), Some("a > b"));
        assert!(!document.has("flow"), "{text}");
        assesses(&journey(&text, "third").unwrap());
    }

    #[test]
    fn a_journey_added_changes_no_answer_until_it_is_given_traffic() {
        let text = TEXT.replace(
            "quorate = 1",
            "quorate = 1\ntraffic = \"10/s\"\nrevenue = \"$1k/h\"",
        ) + "[wrongness]\nerror_probability = \"1%\"\n[[wrongness.harm]]\ncost = \"$1\"\n\
               [[design]]\nname = \"One\"\nflow = \"b\"\nlevel = \"SS\"\n[[design]]\nname = \"Two\"\n";
        let totals = |text: &str| -> Vec<Option<f64>> {
            let found = Assessor::new().assess(text).unwrap();
            found.designs.iter().map(|design| design.wrong).collect()
        };
        let added = journey(&text, "browse").unwrap();
        assert!(added.contains("journey.main.flow = \"b\""), "{added}");
        assert_eq!(totals(&added), totals(&text), "{added}");
    }

    #[test]
    fn names_the_flow_cannot_say_are_refused() {
        for name in ["", "2x", "a b", "any", "a"] {
            assert!(checked("service", name, &["a".to_string()]).is_err(), "{name}");
        }
        assert!(checked("service", "payment-2", &["a".to_string()]).is_ok());
    }
}
