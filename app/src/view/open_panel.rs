//! Opens a link, a pasted text or a file.

use crate::browser::files;
use crate::logic::address::Address;
use crate::logic::sentence::sentence;
use crate::logic::start;
use crate::state::State;
use crate::view::kit::press;
use crate::view::prose::prose;
use leptos::{html, prelude::*};

/// Where a link or a text is pasted, or a file chosen.
#[component]
pub fn OpenPanel(close: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let state = State::here();
    let pasted = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let file = NodeRef::<html::Input>::new();
    let open = move |text: &str| match read(text) {
        Ok(text) => {
            state.open(text);
            close();
        }
        Err(reason) => said.set(reason),
    };
    let chosen = move |_| {
        let Some(file) = file.get_untracked().and_then(|input| input.files()?.get(0)) else {
            return;
        };
        files::read(&file, move |text| match text {
            Some(text) => open(&text),
            None => said.set("The file could not be read as text.".to_string()),
        });
    };
    view! {
        <section class="drawer" aria-label="Open">
            <label for="open-text">"A Quorate link, or the text of a scenario"</label>
            <textarea id="open-text" data-testid="open-text" rows="4" spellcheck="false"
                prop:value=pasted on:input=move |event| pasted.set(event_target_value(&event))></textarea>
            <div class="row">
                <button type="button" class="main" data-testid="open-go" on:click=press(move |_| { pasted.with_untracked(|text| open(text)); })>"Open"</button>
                <label class="file">"or a file " <input type="file" accept=".toml,.txt,.json,.svg" data-testid="open-file" node_ref=file on:change=chosen/></label>
            </div>
            <p class="error" role="status" data-testid="open-error">{move || prose(&said.get()).into_any()}</p>
        </section>
    }
}

/// The text that `pasted` stands for: a link's, a figure's, or itself.
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
