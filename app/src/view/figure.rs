//! One figure with its finding, its read-out, its table and its copies.

use crate::browser::{clipboard, files, width::Watch};
use crate::state::State;
use crate::view::canvas::picture;
use crate::view::handles::Handles;
use crate::view::kit::{each, part, press, quiet, text, when, yes};
use crate::view::legend::Legend;
use crate::view::painting::keep_painted;
use crate::view::table::FigureTable;
use crate::view::why::Why;
use leptos::{ev, html, prelude::*};
use quorate_charts::{Figure, Hover, Options, Theme, figure, to_svg};
use quorate_model::explain::Subject;

/// The figure called `name`, laid out for the width it has; nothing where its inputs are absent.
#[component]
pub fn FigureView(
    /// A published figure name.
    #[prop(into)]
    name: String,
    /// Whether it offers copies (an embedded figure does not).
    #[prop(default = true)]
    copies: bool,
) -> impl IntoView {
    let state = State::here();
    let host = NodeRef::<html::Div>::new();
    let width = RwSignal::new(None::<f64>);
    let hidden = RwSignal::new(Vec::<String>::new());
    watch(host, width);
    let computed = compute(state, name.clone(), width, hidden);
    let there = Memo::new(move |_| computed.read().is_some());
    let label = name.clone();
    view! {
        <div class="figure-host" node_ref=host>
            {when(there, move || view! { <Drawn name=label.clone() figure=computed hidden copies/> }.into_any())}
        </div>
    }
}

/// The figure as a value: computed again only when results, width, design or series shown change,
/// and not before the page has measured how wide it may be.
fn compute(
    state: State,
    name: String,
    width: RwSignal<Option<f64>>,
    hidden: RwSignal<Vec<String>>,
) -> Memo<Option<Figure>> {
    Memo::new(move |_| {
        let options = Options {
            width: width.get()?,
            design: state.look.design.get(),
            hidden: hidden.get(),
        };
        state
            .assessment
            .with(|assessment| figure(&name, assessment.as_deref()?, &options))
    })
}

fn watch(host: NodeRef<html::Div>, width: RwSignal<Option<f64>>) {
    let watching = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        let Some(element) = host.get() else { return };
        // Its column: a host without a figure takes no room itself.
        let Some(column) = element.parent_element() else {
            return;
        };
        // Known at once, so that the figure is there with the first picture of its column.
        width.set(Some(column.client_width().into()).filter(|wide| *wide >= 1.0));
        let watch = Watch::new(&column, move |wide, _| {
            let wide = Some(wide.floor()).filter(|wide| *wide >= 1.0);
            if wide.is_some() && width.try_get_untracked().is_some_and(|before| before != wide) {
                width.set(wide);
            }
        });
        watching.set_value(watch);
    });
}

#[component]
fn Drawn(
    name: String,
    figure: Memo<Option<Figure>>,
    hidden: RwSignal<Vec<String>>,
    copies: bool,
) -> impl IntoView {
    let state = State::here();
    let canvas = NodeRef::<html::Canvas>::new();
    let pointed = RwSignal::new(None::<Hover>);
    let said = move |part: fn(&Figure) -> &str| {
        text(move || figure.with(|figure| figure.as_ref().map(part).unwrap_or_default().to_string()))
    };
    let side = move |part: fn(&Figure) -> f64| {
        text(move || figure.with(|figure| format!("{}px", figure.as_ref().map(part).unwrap_or_default())))
    };
    keep_painted(state.look, canvas, figure);
    // What was pointed at may be gone once the figure changes.
    Effect::new(move |_| {
        figure.track();
        if pointed.with_untracked(Option::is_some) {
            pointed.set(None);
        }
    });
    view! {
        <figure class="figure" data-testid=format!("figure-{name}") data-sentence=said(|figure| &figure.sentence)>
            <figcaption>
                <h3>{said(|figure| &figure.title)}</h3>
                <p class="aside">{said(|figure| &figure.subtitle)}</p>
            </figcaption>
            <div class="plot">
                <canvas node_ref=canvas role="img" tabindex="0"
                    aria-label=said(|figure| &figure.sentence)
                    style:width=side(|figure| figure.width)
                    style:height=side(|figure| figure.height)
                    on:pointermove=move |event| pointed.set(under(&event, figure))
                    on:pointerleave=move |_| pointed.set(None)
                    on:keydown=move |event| visit(&event, figure, pointed)
                    on:blur=move |_| pointed.set(None)/>
                <Legend figure hidden/>
                {copies.then(|| view! { <Handles figure/> })}
                <ReadOut figure pointed/>
            </div>
            <p class="reading">{said(|figure| &figure.sentence)}</p>
            <div class="under">
                <FigureTable figure/>
                {copies.then(|| explained(&name)).flatten().map(|what| view! { <Explained what/> })}
                {copies.then(|| view! { <Copies figure/> })}
            </div>
        </figure>
    }
}

/// What the explanation of a figure's numbers is called.
fn explained(figure: &str) -> Option<&'static str> {
    Some(match figure {
        "flow" | "cuts" => "availability",
        "budget" => "budget",
        "compliance" => "chance",
        "detection" => "alert",
        "burn" => "incident",
        "latency" => "latency",
        "designs" => "total",
        _ => return None,
    })
}

/// Why the figure's numbers are what they are, on request; of a figure that compares designs, of any of them.
#[component]
pub fn Explained(what: &'static str) -> impl IntoView {
    let open = RwSignal::new(false);
    let of = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| open.get());
    view! {
        <div class="explained">
            <button type="button" class="quiet" data-testid=format!("why-{what}") aria-expanded=yes(move || open.get())
                on:click=press(move |_| { open.update(|open| *open = !*open); })>"Why these numbers?"</button>
            {when(shown, move || view! {
                {(what == "total").then(|| view! { <OfWhich of/> })}
                {part(move || Some(view! { <Why subject=subject(what, of.get()) close=move || open.set(false)/> }.into_any()))}
            }.into_any())}
        </div>
    }
}

fn subject(what: &str, of: Option<String>) -> Subject {
    match of {
        Some(design) => Subject::from(what).of_design(&design),
        None => what.into(),
    }
}

/// The designs whose numbers can be asked for, where there are several.
#[component]
fn OfWhich(of: RwSignal<Option<String>>) -> impl IntoView {
    let state = State::here();
    let names = Memo::new(move |_| {
        state.assessment.with(|found| {
            let designs = found.as_ref().map(|found| found.designs.iter());
            let names = designs.into_iter().flatten().map(|design| design.name.clone());
            names.collect::<Vec<String>>()
        })
    });
    let shown = Memo::new(move |_| of.get().or_else(|| state.shown_design()));
    let several = Memo::new(move |_| names.read().len() > 1);
    let button = move |name: String| {
        let (asked, own) = (name.clone(), name.clone());
        view! {
            <button type="button" class="quiet" aria-pressed=yes(move || shown.read().as_ref() == Some(&own))
                on:click=press(move |_| of.set(Some(asked.clone())))>{name}</button>
        }
        .into_any()
    };
    when(several, move || {
        view! { <p class="of-which" role="group" aria-label="Of which design">{each(names, button)}</p> }
            .into_any()
    })
}

/// The exact values of what is pointed at.
#[component]
fn ReadOut(figure: Memo<Option<Figure>>, pointed: RwSignal<Option<Hover>>) -> impl IntoView {
    let right = move || {
        pointed.with(|hover| {
            hover.as_ref().is_some_and(|hover| {
                figure.with(|figure| hover.at.x > figure.as_ref().map_or(0.0, |figure| figure.width) / 2.0)
            })
        })
    };
    let place = move |part: fn(&Hover) -> f64| {
        text(move || pointed.with(|hover| format!("{}px", hover.as_ref().map(part).unwrap_or_default())))
    };
    view! {
        <div class="readout" aria-live="polite" class:shown=move || pointed.read().is_some() class:leftward=right
            style:left=place(|hover| hover.at.x) style:top=place(|hover| hover.at.y)>
            {part(move || pointed.get().map(|hover| {
                let rows = hover.rows.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> });
                view! { <strong>{hover.title}</strong><dl>{rows.collect_view()}</dl> }.into_any()
            }))}
        </div>
    }
}

fn under(event: &ev::PointerEvent, figure: Memo<Option<Figure>>) -> Option<Hover> {
    let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
    figure.with(|figure| figure.as_ref()?.read(x, y))
}

/// Arrow keys go along a curve, or from one read-out to the next.
fn visit(event: &ev::KeyboardEvent, figure: Memo<Option<Figure>>, pointed: RwSignal<Option<Hover>>) {
    let next = figure.with_untracked(|figure| {
        let figure = figure.as_ref()?;
        pointed.with_untracked(|now| next(&event.key(), event.shift_key(), figure, now.as_ref()))
    });
    if let Some(next) = next {
        event.prevent_default();
        pointed.set(next);
    }
}

/// What `key` leads to from `now`; nothing where it is no key of the figure.
fn next(key: &str, large: bool, figure: &Figure, now: Option<&Hover>) -> Option<Option<Hover>> {
    let direction = match key {
        "ArrowRight" | "ArrowDown" => 1,
        "ArrowLeft" | "ArrowUp" => -1,
        "Home" => return Some(figure.hovers.first().cloned()),
        "End" => return Some(figure.hovers.last().cloned()),
        "Escape" => return now.is_some().then_some(None),
        _ => return None,
    };
    if let Some((now, along)) = now.and_then(|now| Some((now, figure.along(now.at.x, direction, large)?))) {
        return Some(
            Some(along)
                .filter(|along| along != now)
                .or_else(|| Some(now.clone())),
        );
    }
    let count = isize::try_from(figure.hovers.len())
        .ok()
        .filter(|count| *count > 0)?;
    let at = now.and_then(|now| figure.hovers.iter().position(|hover| hover == now));
    let at = match at {
        Some(at) => (isize::try_from(at).ok()? + direction as isize).rem_euclid(count),
        None if direction > 0 => 0,
        None => count - 1,
    };
    Some(figure.hovers.get(usize::try_from(at).ok()?).cloned())
}

#[component]
fn Copies(figure: Memo<Option<Figure>>) -> impl IntoView {
    let state = State::here();
    let said = RwSignal::new("");
    let svg = move || {
        let link = state.link();
        let theme = Theme::light();
        figure.with_untracked(|figure| {
            figure
                .as_ref()
                .map(|figure| (figure.name, to_svg(&figure.with_heading(), &theme, Some(&link))))
        })
    };
    let copy = move || {
        let Some((_, text)) = svg() else { return };
        clipboard::copy_and_say(
            text,
            "Copied.",
            said,
            |_| "The browser does not let the page copy: save it instead.",
        );
    };
    let save = move || {
        let Some((name, text)) = svg() else { return };
        let saved = files::save(&format!("quorate-{name}.svg"), "image/svg+xml", &text);
        said.set(files::outcome(saved));
    };
    let picture = move || {
        let theme = Theme::light();
        let drawn = figure.with_untracked(|figure| {
            figure
                .as_ref()
                .and_then(|figure| Some((figure.name, picture(&figure.with_heading(), &theme)?)))
        });
        let saved = drawn
            .is_some_and(|(name, address)| files::save_address(&format!("quorate-{name}.png"), &address));
        said.set(files::outcome(saved));
    };
    view! {
        <div class="copies">
            <span role="status">{said}</span>
            {quiet("copy-svg", "Copy SVG", copy)}
            {quiet("save-svg", "Save SVG", save)}
            {quiet("save-png", "Save PNG", picture)}
        </div>
    }
}
