//! Text in a figure, with the box it needs.

use crate::geometry::{Area, Point};
use crate::mark::Role;
use crate::metrics::{Font, width};

/// Height of a line of text over its size.
pub const LEADING: f64 = 1.25;

/// Which end of the text stands at the label's `x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Text runs to the right of `x`.
    Start,
    /// Text is centred on `x`.
    Middle,
    /// Text ends at `x`.
    End,
}

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Text {
    /// Size, CSS px.
    pub size: f64,
    /// Face.
    pub font: Font,
    /// Colour.
    pub role: Role,
    /// Which end stands at `x`.
    pub anchor: Anchor,
}

impl Text {
    /// Names and values.
    pub const BODY: Text = Text {
        size: 12.0,
        font: Font::Sans,
        role: Role::Ink,
        anchor: Anchor::Start,
    };
    /// What stands out among names.
    pub const STRONG: Text = Text {
        font: Font::Bold,
        ..Text::BODY
    };
    /// Captions, ticks, remarks.
    pub const SMALL: Text = Text {
        size: 11.0,
        role: Role::Muted,
        ..Text::BODY
    };

    /// The same in another colour.
    #[must_use]
    pub const fn in_role(self, role: Role) -> Self {
        Text { role, ..self }
    }

    /// The same anchored otherwise.
    #[must_use]
    pub const fn at(self, anchor: Anchor) -> Self {
        Text { anchor, ..self }
    }

    /// Height of a line, CSS px.
    #[must_use]
    pub fn line(&self) -> f64 {
        self.size * LEADING
    }

    /// Upper bound of the width of `text`, CSS px.
    #[must_use]
    pub fn width(&self, text: &str) -> f64 {
        width(text, self.size, self.font)
    }
}

/// One line of text at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it says, without line breaks.
    pub text: String,
    /// Where the anchored end stands.
    pub x: f64,
    /// The middle of the line.
    pub y: f64,
    /// Which end stands at `x`.
    pub anchor: Anchor,
    /// Size, CSS px.
    pub size: f64,
    /// Face.
    pub font: Font,
    /// Colour.
    pub role: Role,
    /// The box it needs at most.
    pub bounds: Area,
}

impl Label {
    /// A label with its box.
    #[must_use]
    pub fn new(text: &str, at: Point, style: Text) -> Self {
        let text: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let width = style.width(&text);
        let left = match style.anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::End => at.x - width,
        };
        let bounds = Area::new(left, at.y - style.line() / 2.0, width, style.line());
        let Text {
            size,
            font,
            role,
            anchor,
        } = style;
        Self {
            text,
            x: at.x,
            y: at.y,
            anchor,
            size,
            font,
            role,
            bounds,
        }
    }

    /// The label moved by `(dx, dy)`.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self {
            x: self.x + dx,
            y: self.y + dy,
            bounds: self.bounds.moved(dx, dy),
            ..self
        }
    }
}
