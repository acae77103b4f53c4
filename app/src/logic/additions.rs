//! New parts of a scenario: what a text looks like with one more service, domain, sub-flow or
//! journey.

use quorate_model::Problem;
use quorate_model::flow::words;
use quorate_model::scenario::edit::{self, Document};

/// Whether `name` can be the name of a new `part` beside those that are `taken`.
///
/// # Errors
/// A sentence that says what would be one.
pub fn checked(part: &str, name: &str, taken: &[String]) -> Result<(), String> {
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

/// `text` with the service `name` in it and, where there is one plain flow that does not name it
/// yet, at the flow's end.
pub fn service(text: &str, name: &str) -> Result<String, Problem> {
    let document = Document::parse(text)?;
    let flow = document.get("flow").unwrap_or_default();
    let text = edit::set(text, &format!("services.{name}.availability"), "99.9%")?;
    let named = words(&flow).any(|(_, word)| word == name);
    match (document.has("journey") || named, flow.trim().is_empty()) {
        (true, _) => Ok(text),
        (false, true) => edit::set(&text, "flow", name),
        (false, false) => edit::set(&text, "flow", &format!("{} > {name}", flow.trim())),
    }
}

/// `text` with a failure domain under every service.
pub fn domain(text: &str, name: &str) -> Result<String, Problem> {
    let services = Document::parse(text)?.keys("services");
    let text = edit::set(text, &format!("domains.{name}.availability"), "99.99%")?;
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
        true => edit::set(&text, &format!("journey.{name}.traffic"), "0/s"),
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
