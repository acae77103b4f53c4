//! One design: its name, its level, what it changes and what it costs.

use crate::logic::causes;
use crate::logic::fields::{DESIGN, Empty};
use crate::logic::patches::{Offer, Reach, offer_at, patches, reach};
use crate::logic::sentence::sentence;
use crate::state::State;
use crate::tabs::items::Items;
use crate::view::chooser::Chooser;
use crate::view::element;
use crate::view::field::QuantityField;
use crate::view::field_list::FieldList;
use crate::view::kit::{each, part, press, text, yes};
use crate::view::prose::prose;
use crate::view::row_actions::RowActions;
use leptos::{ev, prelude::*};
use quorate_model::assessment::{DesignResult, Journey};
use quorate_model::guarantee::{Anomaly, Level, admits};
use quorate_model::listing::listed;
use quorate_model::quantity::show;
use quorate_model::report;

/// The design at place `at` of the text.
#[component]
pub fn DesignCard(at: usize) -> impl IntoView {
    let state = State::here();
    let path = format!("design.{at}");
    let name = state.value(format!("{path}.name"));
    let result = Memo::new(move |_| {
        state.assessment.with(|found| {
            found.as_ref().and_then(|found| {
                found
                    .designs
                    .get(at)
                    .map(|design| summary(design, &found.currency))
            })
        })
    });
    let chosen = move || {
        state
            .look
            .design
            .with(|design| design.as_deref() == Some(name.read().as_str()))
    };
    let choose = move |_| {
        let next = (!untrack(chosen)).then(|| name.get_untracked());
        state.look.design.set(next);
    };
    let best = move || {
        state.assessment.with(|found| {
            let decision = found.as_ref().and_then(|found| found.decision.as_ref());
            decision.is_some_and(|decision| decision.best.as_deref() == Some(name.read().as_str()))
        })
    };
    view! {
        <section class="block card" class:best=best data-row=path.clone() data-testid=format!("design-{at}")>
            <header class="named">
                <QuantityField path=format!("{path}.name") label="Name" empty=Empty::Example("unnamed") wide=true/>
                <span class="sum">{text(move || result.with(|result| result.as_ref().map(|(total, _)| total.clone()).unwrap_or_default()))}</span>
            </header>
            <p class="aside">{text(move || result.with(|result| result.as_ref().map(|(_, words)| words.clone()).unwrap_or_default()))}</p>
            <FieldList list=DESIGN prefix=format!("{path}.") add=""/>
            <NotPrevented at path=path.clone()/>
            <Reached at path=path.clone()/>
            <Patches path=path.clone()/>
            <Running path=path.clone()/>
            <footer>
                <button type="button" class="quiet" aria-pressed=yes(chosen) on:click=press(choose)>
                    {text(move || if chosen() { "Shown in Flow and Budget" } else { "Show in Flow and Budget" }.to_string())}
                </button>
                <RowActions path=path.clone() name/>
            </footer>
        </section>
    }
}

/// Its total, and what it delivers in a line.
fn summary(design: &DesignResult, currency: &str) -> (String, String) {
    let total = design
        .total
        .map(|total| show::money(total, currency))
        .unwrap_or_default();
    let meets = match design.meets {
        Some(true) => None,
        Some(false) => Some("misses what must hold".to_string()),
        None => Some("not all checked".to_string()),
    };
    let level = report::levels(design, Level::long_name);
    let p99 = design
        .latency
        .as_ref()
        .map(|latency| format!("p99 {}", show::duration(latency.p99)));
    let in_some = design.held.filter(|held| *held > 0.0 && *held < 1.0);
    let held = in_some.map(|held| format!("available enough in {} of the draws", report::about(held)));
    let words: Vec<String> = [level, design.pacelc.clone(), p99, meets, held]
        .into_iter()
        .flatten()
        .collect();
    (total, words.join(" · "))
}

/// That the design's level prevents no wrong answers, where it is written; what holds all of them back,
/// where no design does.
#[component]
fn NotPrevented(at: usize, path: String) -> impl IntoView {
    let state = State::here();
    let prevented_by = state.ask(move |document| {
        let own = document.get(&format!("{path}.wrongness.prevented_by"));
        let said = own.or_else(|| document.get("wrongness.prevented_by"));
        let said = said.and_then(|said| said.parse().ok());
        Some(said.unwrap_or(Level::STRICT_SERIALIZABLE))
    });
    let causes = state.ask(|document| document.keys(causes::PATH));
    let said = Memo::new(move |_| {
        state.assessment.with(|found| {
            let found = found.as_ref()?;
            let mut warnings = found.warnings.iter();
            if let Some(warning) = warnings.find(|warning| warning.code == "wrong-not-prevented") {
                return Some(warning.message.clone());
            }
            let design = found
                .designs
                .get(at)
                .filter(|design| design.wrong.is_some_and(|cost| cost > 0.0))?;
            let causes = causes.get();
            let level = design.level?;
            let said = match causes.is_empty() {
                true => unprevented(level, prevented_by.get()?),
                false => still_happens(level, &causes),
            };
            said.map(|said| sentence(&format!("{}{said}", only_in(design, level))))
        })
    });
    part(move || {
        Some(view! { <p class="aside" data-testid="not-prevented">{prose(&said.get()?)}</p> }.into_any())
    })
}

/// For which services the level counts, and for which it does not.
#[component]
fn Reached(at: usize, path: String) -> impl IntoView {
    let state = State::here();
    let level = format!("{path}.level");
    let reach = state.ask(move |document| match document.get(&level) {
        Some(level) if !level.is_empty() => reach(document, &path),
        _ => Reach::default(),
    });
    // A service that the design does without holds nothing back.
    let crossed = Memo::new(move |_| {
        state.assessment.with(|found| {
            let design = found.as_ref().and_then(|found| found.designs.get(at));
            let journeys = design.into_iter().flat_map(|design| &design.journeys);
            let services = journeys.flat_map(|journey| &journey.chain.services);
            services
                .map(|service| service.name.clone())
                .collect::<Vec<String>>()
        })
    });
    part(move || {
        let mut reach = reach.get();
        crossed.with(|crossed| reach.retain(|name| crossed.contains(name)));
        let said: Vec<String> = reached(&reach.reached)
            .into_iter()
            .chain(unreached(&reach.own))
            .collect();
        (!said.is_empty()).then(|| {
            view! { <p class="aside" data-testid="unreached">{prose(&said.join(" "))}</p> }.into_any()
        })
    })
}

/// What the design costs to run, folded away.
#[component]
fn Running(path: String) -> impl IntoView {
    let state = State::here();
    let list = format!("{path}.cost");
    let count = state.count(list.clone());
    let said = move || match count.get() {
        0 => "What it costs to run: nothing of its own yet".to_string(),
        1 => "What it costs to run: 1 line item".to_string(),
        many => format!("What it costs to run: {many} line items"),
    };
    let unfolded = state.look.unfolded;
    let begins_open = unfolded.with_untracked(|paths| paths.contains(&path));
    let own = path.clone();
    let toggled = move |event: ev::Event| {
        let open = element(event.current_target()).is_some_and(|fold| fold.has_attribute("open"));
        unfolded.update(|paths| {
            paths.retain(|path| *path != own);
            if open {
                paths.push(own.clone());
            }
        });
    };
    view! {
        <details class="fold running" open=begins_open on:toggle=toggled data-testid=format!("running-{path}")>
            <summary>{text(said)}</summary>
            <Items path=list/>
        </details>
    }
}

/// The values the design changes, and the way to change another.
#[component]
fn Patches(path: String) -> impl IntoView {
    let state = State::here();
    let written = {
        let path = path.clone();
        state.ask(move |document| patches(document, &path))
    };
    let path = StoredValue::new(path);
    let asked = RwSignal::new(Vec::<String>::new());
    // A value emptied to be typed anew must not vanish, so what was asked for here stays.
    // Nor may it move: what has a place keeps it.
    let changed = Memo::new(move |before: Option<&Vec<String>>| {
        let wanted = [written.get(), asked.get()].concat();
        let stays = before.into_iter().flatten().filter(|key| wanted.contains(key));
        let mut keys: Vec<String> = stays.cloned().collect();
        for key in wanted {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    });
    let add = move |key: String| {
        let place = path.with_value(|path| format!("{path}.{key}"));
        let id = format!("field-{place}");
        if key.ends_with("flow") {
            // A flow is changed, and seldom written anew.
            state.set(&place, &state.get(&key));
        }
        asked.update(|asked| asked.push(key));
        request_animation_frame(move || crate::view::focus(&id));
    };
    let keep = move |key: String| {
        move |_| {
            if !asked.read_untracked().contains(&key) {
                asked.update(|asked| asked.push(key.clone()));
            }
        }
    };
    view! {
        {each(changed, move |key| {
            let offer = {
                let key = key.clone();
                state.ask(move |document| offer_at(document, &key))
            };
            let known = offer.get_untracked();
            let label = known.as_ref().map_or_else(|| readable(&key), Offer::label);
            let hint = known.map_or("", |offer| offer.field.hint);
            let instead = Memo::new(move |_| offer.with(|offer| match offer {
                Some(offer) => format!("as the scenario, {}", offer.now),
                None => "as the scenario".to_string(),
            }));
            view! {
                <div on:focusin=keep(key.clone())>
                    <QuantityField path=path.with_value(|path| format!("{path}.{key}")) wide={key.ends_with("flow")} label hint instead/>
                </div>
            }.into_any()
        })}
        <Chooser label="Change a value" choose=add/>
    }
}

/// `in browse, `, where the other journeys deliver another level than the design as a whole.
fn only_in(design: &DesignResult, level: Level) -> String {
    let alike = |journey: &&Journey| journey.guarantee.level.is_none_or(|own| own == level);
    let names: Vec<&str> = design
        .journeys
        .iter()
        .filter(alike)
        .map(|journey| &*journey.name)
        .collect();
    match names.len() == design.journeys.len() {
        true => String::new(),
        false => format!("in {}, ", names.join(" and ")),
    }
}

/// `eventual prevents no wrong answers: that takes strict serializable`
fn unprevented(level: Level, prevented_by: Level) -> Option<String> {
    (!level.at_least(prevented_by)).then(|| {
        format!(
            "{} prevents no wrong answers: that takes {} (“prevented by”, under Money)",
            level.long_name(),
            prevented_by.long_name()
        )
    })
}

/// `regular leaves these wrong answers: lost update`
fn still_happens(level: Level, causes: &[String]) -> Option<String> {
    let left = |cause: &&String| {
        cause
            .parse::<Anomaly>()
            .is_ok_and(|cause| admits(level, cause).may_happen())
    };
    let left: Vec<String> = causes
        .iter()
        .filter(left)
        .map(|cause| causes::label(cause).to_lowercase())
        .collect();
    (!left.is_empty()).then(|| {
        format!(
            "{} leaves these wrong answers: {}",
            level.long_name(),
            left.join(", ")
        )
    })
}

/// `It counts for a, b and 2 more, which state no guarantee: one without data has I.`
fn reached(names: &[String]) -> Option<String> {
    const NAMED: usize = 3;
    Some(match names {
        [] => return None,
        [one] => format!("It counts for {one}, which states no guarantee."),
        names => format!(
            "It counts for {}, which state no guarantee: one without data has `I`.",
            listed(names, NAMED)
        ),
    })
}

/// `a and b state guarantees of their own: this level does not count for them.`
fn unreached(names: &[String]) -> Option<String> {
    const NAMED: usize = 2;
    Some(match names {
        [] => return None,
        [one] => format!("{one} states a guarantee of its own: this level does not count for it."),
        names => format!(
            "{} state guarantees of their own: this level does not count for them.",
            listed(names, NAMED)
        ),
    })
}

/// A path as a label: `services.payment.latency` is `payment latency`.
fn readable(key: &str) -> String {
    key.trim_start_matches("services.").replace(['.', '_'], " ")
}
