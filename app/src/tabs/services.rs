//! The services, one block each.

use crate::logic::fields::SERVICE;
use crate::state::State;
use crate::view::field_list::FieldList;
use crate::view::kit::{each, part, press};
use crate::view::name_field::NameField;
use crate::view::prose::prose;
use crate::view::row_actions::RowActions;
use leptos::{html, prelude::*};
use quorate_model::scenario::edit;

/// Every service of the text, and the way to add one.
#[component]
pub fn Services() -> impl IntoView {
    let state = State::here();
    let names = Memo::new(move |_| state.keys("services"));
    view! {
        <fieldset>
            <legend>"Services"</legend>
            {each(names, |name| view! { <Service name/> }.into_any())}
            <AddService/>
        </fieldset>
    }
}

#[component]
fn Service(name: String) -> impl IntoView {
    let path = format!("services.{name}");
    view! {
        <section class="block" data-row=path.clone() data-testid=format!("service-{name}")>
            <header>
                <NameField path=path.clone() name=name.clone()/>
                <RowActions path=path.clone() name=name.clone()/>
            </header>
            <FieldList list=SERVICE prefix=format!("{path}.")/>
        </section>
    }
}

/// Adds a service at the end of the flow, so that it counts at once.
#[component]
fn AddService() -> impl IntoView {
    let state = State::here();
    let input = NodeRef::<html::Input>::new();
    let said = RwSignal::new(String::new());
    let add = move || {
        let Some(element) = input.get_untracked() else {
            return;
        };
        let name = element.value().trim().to_string();
        match checked(&name, &state.keys("services")) {
            Err(reason) => said.set(reason),
            Ok(()) => {
                said.set(String::new());
                if state.edit("", |text| {
                    added(
                        text,
                        &name,
                        &state.get("flow"),
                        state.count("journey") == 0 && state.keys("journey").is_empty(),
                    )
                }) {
                    element.set_value("");
                    let id = format!("field-services.{name}.availability");
                    request_animation_frame(move || crate::view::focus(&id));
                }
            }
        }
    };
    view! {
        <div class="adder">
            <input type="text" aria-label="Name of a new service" placeholder="name of a new service" data-testid="add-service-name"
                spellcheck="false" autocomplete="off" autocapitalize="off" node_ref=input
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); add() }/>
            <button type="button" data-testid="add-service" on:click=press(move |_| { add(); })>"Add a service"</button>
        </div>
        <p class="error" role="status">{part(move || Some(prose(&said.get()).into_any()))}</p>
    }
}

/// Whether `name` can be the name of a new service.
fn checked(name: &str, taken: &[String]) -> Result<(), String> {
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
        return Err(format!("There is a service `{name}` already."));
    }
    Ok(())
}

/// `text` with the service `name` in it and, where there is one plain flow that does not name it
/// yet, at the flow's end.
fn added(text: &str, name: &str, flow: &str, plain: bool) -> Result<String, quorate_model::Problem> {
    let text = edit::set(text, &format!("services.{name}.availability"), "99.9%")?;
    let named = quorate_model::flow::words(flow).any(|(_, word)| word == name);
    match (plain && !named, flow.trim().is_empty()) {
        (false, _) => Ok(text),
        (true, true) => edit::set(&text, "flow", name),
        (true, false) => edit::set(&text, "flow", &format!("{} > {name}", flow.trim())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_service_stands_at_the_end_of_the_flow() {
        let text = added("flow = \"a\"\n[services.a]\n", "b", "a", true).unwrap();
        assert!(text.contains("flow = \"a > b\""), "{text}");
        assert!(text.contains("[services.b]"), "{text}");
        let text = added("flow = \"a > b\"\n[services.a]\n", "b", "a > b", true).unwrap();
        assert!(text.contains("flow = \"a > b\"\n"), "{text}");
        let text = added("quorate = 1\n", "a", "", true).unwrap();
        assert!(text.contains("flow = \"a\""), "{text}");
    }

    #[test]
    fn names_the_flow_cannot_say_are_refused() {
        for name in ["", "2x", "a b", "any", "a"] {
            assert!(checked(name, &["a".to_string()]).is_err(), "{name}");
        }
        assert!(checked("payment-2", &["a".to_string()]).is_ok());
    }
}
