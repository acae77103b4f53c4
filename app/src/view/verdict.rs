//! The verdict: a sentence first, then the key results; in short once it is scrolled away.

use crate::browser::sight::Sight;
use crate::browser::width::Watch;
use crate::logic::sentence::first_sentence;
use crate::logic::unbroken::unbroken;
use crate::state::State;
use crate::view::drawing::Drawing;
use crate::view::key_results::{KeyResults, Shown, shown};
use crate::view::kit::{part, press, text, when, yes};
use crate::view::prose::prose;
use crate::view::sides::Sides;
use crate::view::terms::terms;
use leptos::{html, prelude::*};
use quorate_model::assessment::Warning;
use quorate_model::compare as comparing;
use quorate_model::report::{self, ToCome, Verdict};
use std::time::Duration;

/// Headline, detail, what changed, key results.
#[component]
pub fn VerdictZone() -> impl IntoView {
    let state = State::here();
    let words = Memo::new(move |_| {
        state.assessment.with(|assessment| match assessment {
            Some(assessment) => report::verdict(assessment),
            None => Verdict {
                headline: "This text gives no results yet.".to_string(),
                detail: "What stands in the way is said below.".to_string(),
            },
        })
    });
    let results = Memo::new(move |_| {
        let changes = state.changes.read();
        state.assessment.with(|assessment| match assessment {
            Some(assessment) => report::key_results(assessment)
                .into_iter()
                .map(|result| shown(result, &changes))
                .collect::<Vec<Shown>>(),
            None => Vec::new(),
        })
    });
    let room = Memo::new(move |last: Option<&Room>| Room::beside(&words.read(), last, state));
    let long =
        move || words.with(|words| room.with(|room| report::is_long(&words.headline, &room.words.headline)));
    let answered = Memo::new(move |_| !results.read().is_empty());
    let stale = move || state.problem.read().is_some();
    let zone = NodeRef::<html::Section>::new();
    let away = RwSignal::new(false);
    let sight = StoredValue::new_local(None::<Sight>);
    let size = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        if let Some(element) = zone.get() {
            sight.set_value(Sight::above(&element, STRIP, move |above| away.set(above)));
            let mut last = f64::INFINITY;
            size.set_value(Watch::new(&element, move |_, height| {
                keep_typing_in_place(height - last);
                last = height;
            }));
        }
    });
    view! {
        <section class="verdict" aria-label="Verdict" class:stale=stale node_ref=zone>
            <h1 data-testid="verdict" class:long=long>{text(move || words.with(|words| unbroken(&words.headline)))}{unseen(room, |room| &room.headline)}</h1>
            <Detail words room/>
            <div class="afterwards"><Drawing/><LastEdit/></div>
            <Cautions/>
            <KeyResults results/>
            {when(answered, || terms(&["range", "p99", "Σp99", "level", "weakest hop", "PACELC", "budget", "rule of thumb"]))}
        </section>
        // The same in short, for eyes only: it says nothing that does not stand above.
        <div class="in-short" aria-hidden="true" class:shown=away class:stale=stale>
            <p>{text(move || words.with(|words| first_sentence(&words.headline).to_string()))}</p>
            <p class="values">{move || results.with(|results| {
                let values = results.iter().map(|one| view! { <span class=one.class>{one.value.clone()}</span> });
                values.collect_view()
            })}</p>
        </div>
        <Sides shown=away/>
        <Announcer words=Memo::new(move |_| words.with(|words| words.headline.clone()))/>
    }
}

/// How high the verdict in short is, in pixels, at most.
const STRIP: f64 = 60.0;

/// Scrolls so that the field one types in stays where it is when the verdict above grows. The browser
/// does so by itself, except at the very top of the page.
fn keep_typing_in_place(grown: f64) {
    let top = window().scroll_y().is_ok_and(|y| y <= 0.0);
    let typing = document().active_element();
    let typing = typing.and_then(|element| {
        element
            .closest("[role=tabpanel] :is(input, textarea)")
            .ok()
            .flatten()
    });
    if top && typing.is_some() && grown > 0.0 {
        window().scroll_by_with_x_and_y(0.0, grown);
    }
}

/// What the verdict rests on. On a narrow page what comes behind the first of it is there on a press.
#[component]
fn Detail(words: Memo<Verdict>, room: Memo<Room>) -> impl IntoView {
    let all = RwSignal::new(false);
    let parted = Memo::new(move |_| words.with(Verdict::parted));
    let more = move || match (all.get(), parted.with(|parted| parted.more)) {
        (_, 0) => None,
        (true, _) => Some("less".to_string()),
        (false, more) => Some(format!("and {more} more")),
    };
    let press_it = move |_| all.update(|all| *all = !*all);
    view! {
        <p class="detail" class:all=move || all.get() data-testid="detail">
            {text(move || parted.with(|parted| parted.first.clone()))}<span class="short">{unseen(room, |room| &room.first)}</span>
            <span class="rest">{text(move || parted.with(|parted| parted.rest.clone()))}{unseen(room, |room| &room.detail)}</span>
            {part(move || more().map(|said| view! {
                " " <button type="button" class="quiet more" data-testid="detail-more" aria-expanded=yes(move || all.get()) on:click=press(press_it)>{said}</button>
            }.into_any()))}
        </p>
    }
}

/// Room for what the workers will add to the verdict, so that nothing below it moves when they do.
#[derive(Clone, Debug, Default, PartialEq)]
struct Room {
    words: ToCome,
    /// The verdict they added to last.
    drawn: Option<Verdict>,
}

impl Room {
    /// The room beside `verdict` now, after the `last` there was: as much as they took last.
    fn beside(verdict: &Verdict, last: Option<&Room>, state: State) -> Room {
        let drawn = last.and_then(|last| last.drawn.clone());
        let none = |drawn| Room {
            drawn,
            ..Room::default()
        };
        if state.is_studied() {
            return none(Some(verdict.clone()));
        }
        if state.draws.trouble.read().is_some() {
            return none(drawn);
        }
        let usual = state
            .assessment
            .with(|found| found.as_ref().map(|found| report::to_come(found)))
            .unwrap_or_default();
        let words = match &drawn {
            Some(drawn) => taken(verdict, drawn, usual),
            None => usual,
        };
        Room { words, drawn }
    }
}

/// As much room as `drawn` took beyond `now`, where any is needed.
fn taken(now: &Verdict, drawn: &Verdict, usual: ToCome) -> ToCome {
    let beyond = |now: &str, drawn: &str, usual: &str| match usual {
        "" => String::new(),
        _ => drawn.chars().skip(now.chars().count()).collect(),
    };
    ToCome {
        headline: beyond(&now.headline, &drawn.headline, &usual.headline),
        first: beyond(&now.parted().first, &drawn.parted().first, &usual.first),
        detail: beyond(&now.detail, &drawn.detail, &usual.detail),
    }
}

/// Takes room and is not seen.
fn unseen(room: Memo<Room>, of: fn(&ToCome) -> &String) -> AnyView {
    view! { <span class="room" aria-hidden="true">{text(move || room.with(|room| of(&room.words).clone()))}</span> }
        .into_any()
}

/// How much there is to know before trusting the numbers, and the way there.
#[component]
fn Cautions() -> impl IntoView {
    let state = State::here();
    let said = Memo::new(move |_| {
        state
            .assessment
            .with(|found| found.as_ref().and_then(|found| caution(&found.warnings)))
    });
    part(move || {
        let said = said.get()?;
        Some(view! { <p class="cautions"><button type="button" class="quiet" data-testid="cautions" on:click=press(|_| super::go_to("warnings"))>{prose(&said)}</button></p> }.into_any())
    })
}

/// The warning where there is one, else how many there are.
fn caution(warnings: &[Warning]) -> Option<String> {
    match warnings {
        [] => None,
        [one] => Some(format!("To know first: {}", first_sentence(&one.message))),
        many => Some(format!(
            "{} things to know before trusting the numbers",
            many.len()
        )),
    }
}

/// What the last step changed in the results.
#[component]
fn LastEdit() -> impl IntoView {
    let state = State::here();
    let said = Memo::new(move |_| {
        // Both are followed from step to step.
        let (before, before_point) = (state.before.get(), state.before_point.get());
        let (before, before_point) = (before?, before_point?);
        state.assessment.with(|now| {
            let now = now.as_ref()?;
            // Medians are not compared with expectations: what changed is said once both are drawn, and of
            // what was never drawn at medians.
            let changes = match (before.engine.samples, now.engine.samples) {
                (own, other) if own == other => comparing::results(&before, now),
                (0, _) => comparing::results(&before_point, state.point.get()?.as_ref()),
                _ => return None,
            };
            comparing::sentence(&changes)
        })
    });
    let moved = Memo::new(move |_| state.moved());
    view! {
        <p class="changed" data-testid="changed">{text(move || told(moved.get(), said.get()))}</p>
    }
}

/// `Last change: total +$2k.`, `Undone (cart: Available): total −$2k.`
fn told(moved: Option<(&'static str, String)>, said: Option<String>) -> String {
    let done = match moved {
        None => "Last change".to_string(),
        Some((way, what)) if what.is_empty() => way.to_string(),
        Some((way, what)) => format!("{way} ({what})"),
    };
    match said {
        Some(said) => format!("{done}: {said}."),
        None if done == "Last change" => String::new(),
        None => format!("{done}."),
    }
}

/// Says the verdict to those who do not look, once it has stood for a moment.
#[component]
fn Announcer(words: Memo<String>) -> impl IntoView {
    const CALM: Duration = Duration::from_millis(1_200);
    let said = RwSignal::new(String::new());
    let mut pending: Option<TimeoutHandle> = None;
    Effect::new(move |first: Option<()>| {
        let words = words.get();
        if first.is_none() {
            return;
        }
        if let Some(waiting) = pending.take() {
            waiting.clear();
        }
        pending = set_timeout_with_handle(move || said.set(words.clone()), CALM).ok();
    });
    view! { <p class="unseen" role="status">{said}</p> }
}
