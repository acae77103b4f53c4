//! A figure as a self-contained SVG document.

use crate::adapter::{UNITS, draw};
use crate::figure::Figure;
use crate::metrics::SANS_FAMILY;
use crate::theme::Theme;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::convert::Infallible;
use std::fmt::Write;

/// The figure as SVG: its title as `<title>`, its sentence as `<desc>`, and what `metadata` says
/// (the scenario's link) in `<metadata>`, where [`metadata`] finds it again.
#[must_use]
pub fn to_svg(figure: &Figure, theme: &Theme, metadata: Option<&str>) -> String {
    let mut backend = SvgBackend {
        body: String::new(),
        path: None,
        size: figure_size(figure),
    };
    // Writing to a string cannot fail, and the backend reports nothing else.
    let drawn = draw(figure, theme, &mut backend);
    debug_assert!(drawn.is_ok());
    let (width, height) = (px(backend.size.0), px(backend.size.1));
    let metadata = metadata
        .map(|m| format!("<metadata>{}</metadata>\n", escape(m)))
        .unwrap_or_default();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{SANS_FAMILY}\">\n<title>{}</title>\n\
         <desc>{}</desc>\n{metadata}{}</svg>\n",
        escape(&figure.title),
        escape(&figure.sentence),
        backend.body,
    )
}

/// What a figure's SVG carries in `<metadata>`; nothing when it carries none.
#[must_use]
pub fn metadata(svg: &str) -> Option<String> {
    let (_, rest) = svg.split_once("<metadata>")?;
    let (text, _) = rest.split_once("</metadata>")?;
    Some(unescape(text))
}

fn figure_size(figure: &Figure) -> (i32, i32) {
    (
        (figure.width * UNITS).round() as i32,
        (figure.height * UNITS).round() as i32,
    )
}

/// Writes SVG elements; coordinates come in virtual units and leave in CSS px.
struct SvgBackend {
    body: String,
    /// Lines of one style that follow each other share one element.
    path: Option<(String, String)>,
    size: (i32, i32),
}

impl SvgBackend {
    fn flush(&mut self) {
        if let Some((style, data)) = self.path.take() {
            let _ = writeln!(self.body, "<path d=\"{data}\" {style}/>");
        }
    }

    fn element(&mut self, element: std::fmt::Arguments<'_>) -> Result<(), DrawingErrorKind<Infallible>> {
        self.flush();
        let _ = writeln!(self.body, "{element}");
        Ok(())
    }

    fn add_path(&mut self, style: String, data: &str) {
        match &mut self.path {
            Some((current, so_far)) if *current == style => so_far.push_str(data),
            _ => {
                self.flush();
                self.path = Some((style, data.to_owned()));
            }
        }
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.size.0.unsigned_abs(), self.size.1.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.flush();
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let data = format!("M{} {}H{}V{}H{}Z", px(a.0), px(a.1), px(b.0), px(b.1), px(a.0));
        self.add_path(
            if fill {
                filled(style.color())
            } else {
                stroked(style)
            },
            &data,
        );
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.add_path(stroked(style), &through(path));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        // Never joined with what it overlaps: opposite windings would leave a hole.
        self.element(format_args!(
            "<path d=\"{}Z\" {}/>",
            through(path),
            filled(style.color())
        ))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let look = if fill {
            filled(style.color())
        } else {
            stroked(style)
        };
        let radius = px(i32::try_from(radius).unwrap_or(i32::MAX));
        self.element(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\" {look}/>",
            px(center.0),
            px(center.1)
        ))
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let size = style.size() / UNITS;
        let family = style.family();
        let family = match family.as_str() {
            SANS_FAMILY => String::new(),
            other => format!(" font-family=\"{}\"", escape(other)),
        };
        let weight = match style.style() {
            FontStyle::Bold => " font-weight=\"bold\"",
            _ => "",
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        // The baseline of text centred on a line lies about a third of its size below the line.
        let baseline = decimal(f64::from(at.1) / UNITS + size * 0.35);
        self.element(format_args!(
            "<text x=\"{}\" y=\"{baseline}\" font-size=\"{}\"{family}{weight}{anchor} {}>{}</text>",
            px(at.0),
            decimal(size),
            filled(style.color()),
            escape(text)
        ))
    }
}

fn through(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut data = String::new();
    for (index, (x, y)) in path.into_iter().enumerate() {
        let _ = write!(data, "{}{} {}", if index == 0 { 'M' } else { 'L' }, px(x), px(y));
    }
    data
}

fn filled(color: BackendColor) -> String {
    format!("fill=\"{}\"{}", hex(color), opacity(color, "fill"))
}

fn stroked(style: &impl BackendStyle) -> String {
    let color = style.color();
    let width = px(i32::try_from(style.stroke_width()).unwrap_or(i32::MAX));
    format!(
        "fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{}",
        hex(color),
        opacity(color, "stroke")
    )
}

fn hex(BackendColor { rgb: (r, g, b), .. }: BackendColor) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn opacity(color: BackendColor, what: &str) -> String {
    if color.alpha >= 1.0 {
        String::new()
    } else {
        format!(" {what}-opacity=\"{}\"", decimal(color.alpha))
    }
}

/// Virtual units as CSS px; eighths have at most three decimals.
fn px(units: i32) -> String {
    decimal(f64::from(units) / UNITS)
}

fn decimal(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML allows no other control characters, and none of the two last code points.
            '\n' | '\t' => out.push(c),
            // A plain carriage return would be read back as a line feed.
            '\r' => out.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn unescape(text: &str) -> String {
    text.replace("&#13;", "\r")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_opens_again() {
        let text = "a < b & \"c\" &lt; d\r\nnext > line";
        let svg = format!("<svg><metadata>{}</metadata></svg>", escape(text));
        assert_eq!(metadata(&svg).as_deref(), Some(text));
        assert_eq!(metadata("<svg/>"), None);
    }

    #[test]
    fn eighths_are_written_short_and_exact() {
        assert_eq!(px(8), "1");
        assert_eq!(px(1), "0.125");
        assert_eq!(px(0), "0");
        assert_eq!(px(-4), "-0.5");
    }
}
