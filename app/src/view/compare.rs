//! The scenario as it stands against the one that was put aside: every result twice, and the texts.

use crate::logic::sentence::sentence;
use crate::state::State;
use crate::view::kit::{part, quiet, text};
use leptos::prelude::*;
use quorate_model::compare::{self, Change, Hunk, Line, Side};

/// What differs; nothing while nothing is put aside.
#[component]
pub fn ComparePanel() -> impl IntoView {
    let state = State::here();
    let pinned = state.pinned;
    let shown = Memo::new(move |_| pinned.read().is_some());
    let changes = state.changes;
    let hunks = Memo::new(move |_| {
        pinned.with(|pinned| {
            pinned
                .as_ref()
                .map(|pinned| state.text.with(|text| compare::text(&pinned.text, text)))
                .unwrap_or_default()
        })
    });
    let swap = move || {
        let Some(before) = pinned.get_untracked() else {
            return;
        };
        pinned.set(None);
        state.pin();
        state.replace(before.text, "");
    };
    crate::view::kit::when(shown, move || {
        view! {
            <section class="drawer against" aria-label="Compared" data-testid="against">
                <div class="row">
                    <h2>{text(move || heading(&changes.read()))}</h2>
                    {quiet("swap", "Swap the two", swap)}
                    {quiet("", "End comparing", move || pinned.set(None))}
                </div>
                {part(move || said(&changes.read()))}
                {part(move || state.compared_at_medians().then(|| view! { <p class="aside">"Both at the medians of their ranges."</p> }.into_any()))}
                <details class="fold" data-testid="differences">
                    <summary>"What differs"</summary>
                    {part(move || results(&changes.read(), false))}
                    {part(move || Some(difference(&hunks.read())))}
                </details>
                <details class="fold">
                    <summary>"Every result"</summary>
                    {part(move || results(&changes.read(), true))}
                </details>
            </section>
        }
        .into_any()
    })
}

/// The differences that matter most, in a sentence.
fn said(changes: &[Change]) -> Option<AnyView> {
    let said = sentence(&compare::sentence(changes)?);
    Some(view! { <p class="aside" data-testid="differing">{said}</p> }.into_any())
}

fn heading(changes: &[Change]) -> String {
    let changed = changes.iter().filter(|change| change.changed()).count();
    match changed {
        0 => "Kept to compare with. Change something, and both results stand here side by side.".to_string(),
        1 => "One result differs from the one kept.".to_string(),
        many => format!("{many} results differ from those kept."),
    }
}

/// The results that changed, or all of them.
fn results(changes: &[Change], all: bool) -> Option<AnyView> {
    let shown = changes.iter().filter(|change| all || change.changed());
    let rows: Vec<AnyView> = shown.map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="Results compared">
                <table>
                    <thead><tr><th scope="col">"Result"</th><th scope="col" class="number">"Put aside"</th><th scope="col" class="number">"Now"</th><th scope="col" class="number">"Difference"</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    })
}

fn row(change: &Change) -> AnyView {
    let name = match &change.place {
        Some(place) => format!("{place}: {}", change.name),
        None => change.name.to_string(),
    };
    let class = match change.better {
        Some(true) => "number good",
        Some(false) => "number bad",
        None => "number",
    };
    let number = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_string());
    view! {
        <tr class:same=!change.changed()>
            <th scope="row">{name}</th>
            <td class="number">{number(&change.before)}</td>
            <td class="number">{number(&change.after)}</td>
            <td class=class>{change.difference.clone().unwrap_or_default()}</td>
        </tr>
    }
    .into_any()
}

fn difference(hunks: &[Hunk]) -> AnyView {
    if hunks.is_empty() {
        return view! { <p class="aside">"The texts are the same."</p> }.into_any();
    }
    let hunks = hunks
        .iter()
        .map(|hunk| view! { <pre>{hunk.lines.iter().map(line).collect_view()}</pre> });
    view! { <div class="difference" data-testid="text-difference">{hunks.collect_view()}</div> }.into_any()
}

fn line(line: &Line) -> AnyView {
    let text = line.text.trim_end_matches(['\n', '\r']).to_string();
    match line.side {
        Side::Kept => view! { <span class="line">"  "{text}"\n"</span> }.into_any(),
        Side::Removed => view! { <del class="line">"- "{text}"\n"</del> }.into_any(),
        Side::Added => view! { <ins class="line">"+ "{text}"\n"</ins> }.into_any(),
    }
}

/// What a result was where everything is compared with: beside its value.
pub fn beside(changes: &[Change], what: &str) -> Option<(String, bool)> {
    let change = changes
        .iter()
        .find(|change| change.what == what && change.place.is_none() && change.changed())?;
    let before = change.before.clone().unwrap_or_else(|| "none".to_string());
    let difference = change.difference.as_ref().map(|said| format!(", {said}"));
    Some((
        format!("was {before}{}", difference.unwrap_or_default()),
        change.better != Some(false),
    ))
}
