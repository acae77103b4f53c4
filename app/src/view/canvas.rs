//! Paints a figure on a canvas at the screen's own resolution.

use plotters_canvas::CanvasBackend;
use quorate_charts::{Figure, Theme, UNITS, draw};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Paints `figure`; `ratio` is device pixels per CSS pixel. A canvas that cannot be drawn on stays
/// empty: the figure's sentence and table say the same.
pub fn paint(canvas: &HtmlCanvasElement, figure: &Figure, theme: &Theme, ratio: f64) {
    canvas.set_width(pixels(figure.width * ratio));
    canvas.set_height(pixels(figure.height * ratio));
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|found| found.dyn_into::<CanvasRenderingContext2d>().ok()) else {
        return;
    };
    let scale = ratio / UNITS;
    if context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).is_err() {
        return;
    }
    if let Some(mut backend) = CanvasBackend::with_canvas_object(canvas.clone()) {
        drop(draw(figure, theme, &mut backend));
    }
}

/// Device pixels per CSS pixel of a saved picture.
const SAVED: f64 = 2.0;

/// `figure` as a PNG, in an address that carries it; nothing where the browser cannot draw.
pub fn picture(figure: &Figure, theme: &Theme) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    paint(&canvas, figure, theme, SAVED);
    canvas.to_data_url().ok()
}

fn pixels(length: f64) -> u32 {
    // Both ends are far inside: a figure is at most 4,000 px wide.
    length.round().clamp(1.0, 16_000.0) as u32
}
