//! One figure with its finding, its read-out, its table and its copies.

use crate::browser::{clipboard, files, width::Watch};
use crate::state::State;
use crate::view::canvas::{paint, picture};
use crate::view::kit::{press, quiet, text, when, yes};
use crate::view::table::FigureTable;
use crate::view::why::Why;
use leptos::{ev, html, prelude::*, task::spawn_local};
use quorate_charts::{Figure, Hover, Options, Theme, figure, to_svg};

/// Width before the page has measured its own.
const FIRST_WIDTH: f64 = 640.0;

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
    let width = RwSignal::new(FIRST_WIDTH);
    watch(host, width);
    let computed = compute(state, name.clone(), width);
    let there = Memo::new(move |_| computed.read().is_some());
    let label = name.clone();
    view! {
        <div class="figure-host" node_ref=host>
            {when(there, move || view! { <Drawn name=label.clone() figure=computed copies/> }.into_any())}
        </div>
    }
}

/// The figure as a value: computed again only when results, width or design change.
pub fn compute(state: State, name: String, width: RwSignal<f64>) -> Memo<Option<Figure>> {
    Memo::new(move |_| {
        let options = Options {
            width: width.get(),
            design: state.look.design.get(),
            ..Options::default()
        };
        state
            .assessment
            .with(|assessment| figure(&name, assessment.as_deref()?, &options))
    })
}

fn watch(host: NodeRef<html::Div>, width: RwSignal<f64>) {
    let watching = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        let Some(element) = host.get() else { return };
        let watch = Watch::new(&element, move |wide, _| {
            let wide = wide.floor();
            if wide >= 1.0 && width.try_get_untracked().is_some_and(|before| before != wide) {
                width.set(wide);
            }
        });
        watching.set_value(watch);
    });
}

fn theme(state: State) -> Theme {
    if state.look.dark() {
        Theme::dark()
    } else {
        Theme::light()
    }
}

#[component]
fn Drawn(name: String, figure: Memo<Option<Figure>>, copies: bool) -> impl IntoView {
    let state = State::here();
    let canvas = NodeRef::<html::Canvas>::new();
    let pointed = RwSignal::new(None::<usize>);
    let said = move |part: fn(&Figure) -> &str| {
        text(move || figure.with(|figure| figure.as_ref().map(part).unwrap_or_default().to_string()))
    };
    let side = move |part: fn(&Figure) -> f64| {
        text(move || figure.with(|figure| format!("{}px", figure.as_ref().map(part).unwrap_or_default())))
    };
    Effect::new(move |_| {
        let Some(element) = canvas.get() else { return };
        let (theme, ratio) = (theme(state), state.look.pixel_ratio.get());
        figure.with(|figure| {
            if let Some(figure) = figure {
                paint(&element, figure, &theme, ratio);
            }
        });
    });
    // What was pointed at may be gone once the figure changes.
    Effect::new(move |_| {
        figure.track();
        pointed.set(None);
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
                <ReadOut figure pointed/>
            </div>
            <p class="reading">{said(|figure| &figure.sentence)}</p>
            <div class="under">
                <FigureTable figure/>
                {copies.then(|| view! { <Copies figure/> })}
            </div>
            {copies.then(|| explained(&name)).flatten().map(|what| view! { <Explained what/> })}
        </figure>
    }
}

/// What the explanation of a figure's numbers is called.
fn explained(figure: &str) -> Option<&'static str> {
    Some(match figure {
        "flow" => "availability",
        "budget" => "budget",
        "latency" => "latency",
        "designs" => "total",
        _ => return None,
    })
}

/// Why the figure's numbers are what they are, on request.
#[component]
fn Explained(what: &'static str) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = Memo::new(move |_| open.get());
    view! {
        <div class="explained">
            <button type="button" class="quiet" data-testid=format!("why-{what}") aria-expanded=yes(move || open.get())
                on:click=press(move |_| { open.update(|open| *open = !*open); })>"Why these numbers?"</button>
            {when(shown, move || view! { <Why what close=move || open.set(false)/> }.into_any())}
        </div>
    }
}

/// The exact values of what is pointed at.
#[component]
fn ReadOut(figure: Memo<Option<Figure>>, pointed: RwSignal<Option<usize>>) -> impl IntoView {
    let hover =
        Memo::new(move |_| figure.with(|figure| figure.as_ref()?.hovers.get(pointed.get()?).cloned()));
    let right = move || {
        hover.with(|hover| {
            hover.as_ref().is_some_and(|hover| {
                figure.with(|figure| hover.at.x > figure.as_ref().map_or(0.0, |figure| figure.width) / 2.0)
            })
        })
    };
    let place = move |part: fn(&Hover) -> f64| {
        text(move || hover.with(|hover| format!("{}px", hover.as_ref().map(part).unwrap_or_default())))
    };
    view! {
        <div class="readout" aria-live="polite" class:shown=move || hover.read().is_some() class:leftward=right
            style:left=place(|hover| hover.at.x) style:top=place(|hover| hover.at.y)>
            {move || hover.get().map(|hover| {
                let rows = hover.rows.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> });
                view! { <strong>{hover.title}</strong><dl>{rows.collect_view()}</dl> }
            })}
        </div>
    }
}

fn under(event: &ev::PointerEvent, figure: Memo<Option<Figure>>) -> Option<usize> {
    let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
    figure.with(|figure| {
        let figure = figure.as_ref()?;
        let hover = figure.at(x, y)?;
        figure.hovers.iter().position(|other| std::ptr::eq(other, hover))
    })
}

/// Arrow keys go from one read-out to the next.
fn visit(event: &ev::KeyboardEvent, figure: Memo<Option<Figure>>, pointed: RwSignal<Option<usize>>) {
    let count = figure.with(|figure| figure.as_ref().map_or(0, |figure| figure.hovers.len()));
    if count == 0 {
        return;
    }
    let next = match (event.key().as_str(), pointed.get_untracked()) {
        ("ArrowRight" | "ArrowDown", at) => Some(at.map_or(0, |at| (at + 1) % count)),
        ("ArrowLeft" | "ArrowUp", at) => Some(at.map_or(count - 1, |at| (at + count - 1) % count)),
        ("Home", _) => Some(0),
        ("End", _) => Some(count - 1),
        ("Escape", _) => None,
        _ => return,
    };
    event.prevent_default();
    pointed.set(next);
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
        spawn_local(async move {
            said.set(if clipboard::copy(&text).await {
                "Copied."
            } else {
                "The browser does not let the page copy: save it instead."
            });
        });
    };
    let save = move || {
        let Some((name, text)) = svg() else { return };
        let saved = files::save(&format!("quorate-{name}.svg"), "image/svg+xml", &text);
        said.set(if saved {
            "Saved."
        } else {
            "The browser does not let the page save."
        });
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
        said.set(if saved {
            "Saved."
        } else {
            "The browser does not let the page save."
        });
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
