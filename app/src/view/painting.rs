//! When a figure is painted: at once where it can be seen, in a calm moment where it cannot, and
//! before the page is printed, on paper always in light colours.

use crate::browser::sight::Sight;
use crate::state::Look;
use crate::view::canvas::paint;
use leptos::{ev, html, prelude::*};
use quorate_charts::{Figure, Theme};
use std::time::Duration;

/// How long results stand before a figure out of sight follows them: until draws are there, mostly.
const CALM: Duration = Duration::from_secs(1);

/// Keeps `canvas` showing `figure` from now on.
pub fn keep_painted(look: Look, canvas: NodeRef<html::Canvas>, figure: Memo<Option<Figure>>) {
    let near = near(canvas);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let now = move || {
        put_off(waiting, None);
        paint_now(&theme(look), look, canvas, figure);
    };
    Effect::new(move |_| {
        canvas.track();
        figure.track();
        look.dark();
        look.pixel_ratio.track();
        if near.get_untracked() {
            now();
        } else {
            put_off(waiting, set_timeout_with_handle(now, CALM).ok());
        }
    });
    let overdue = move || {
        if waiting.with_value(Option::is_some) {
            now();
        }
    };
    Effect::new(move |_| {
        if near.get() {
            overdue();
        }
    });
    let printing = window_event_listener(ev::beforeprint, move |_| {
        paint_now(&Theme::light(), look, canvas, figure);
    });
    let printed = window_event_listener(ev::afterprint, move |_| now());
    on_cleanup(move || {
        printing.remove();
        printed.remove();
        put_off(waiting, None);
    });
}

/// Whether `canvas` is in sight, or will be with the next turn of a wheel.
fn near(canvas: NodeRef<html::Canvas>) -> RwSignal<bool> {
    let near = RwSignal::new(false);
    let sight = StoredValue::new_local(None::<Sight>);
    Effect::new(move |_| {
        let Some(element) = canvas.get() else { return };
        sight.set_value(Sight::near(&element, move |seen| {
            near.try_set(seen);
        }));
    });
    near
}

/// What waits is called off, and `next` waits instead.
fn put_off(waiting: StoredValue<Option<TimeoutHandle>>, next: Option<TimeoutHandle>) {
    if let Some(before) = waiting
        .try_update_value(|waiting| std::mem::replace(waiting, next))
        .flatten()
    {
        before.clear();
    }
}

fn paint_now(theme: &Theme, look: Look, canvas: NodeRef<html::Canvas>, figure: Memo<Option<Figure>>) {
    let Some(element) = canvas.try_get_untracked().flatten() else {
        return;
    };
    let ratio = look.pixel_ratio.get_untracked();
    figure.with_untracked(|figure| {
        if let Some(figure) = figure {
            paint(&element, figure, theme, ratio);
        }
    });
}

fn theme(look: Look) -> Theme {
    if untrack(|| look.dark()) {
        Theme::dark()
    } else {
        Theme::light()
    }
}
