//! Light and dark: the reader's choice, else the system's.

use crate::browser::storage::{KEPT_THEME, Local};
use crate::logic::shelf::Keep;

/// What the reader chose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Choice {
    /// The choice kept from the last visit.
    pub fn kept() -> Choice {
        match Local.get(KEPT_THEME).as_deref() {
            Some("light") => Choice::Light,
            Some("dark") => Choice::Dark,
            _ => Choice::System,
        }
    }

    /// The next choice of the button: against the system first, then back to it.
    pub fn next(self, system_dark: bool) -> Choice {
        match (self, system_dark) {
            (Choice::System, true) => Choice::Light,
            (Choice::System, false) => Choice::Dark,
            _ => Choice::System,
        }
    }

    /// What the button says.
    pub fn label(self) -> &'static str {
        match self {
            Choice::System => "Colours: as the system",
            Choice::Light => "Colours: light",
            Choice::Dark => "Colours: dark",
        }
    }

    /// Keeps the choice and tells the style sheet.
    pub fn apply(self) {
        let name = match self {
            Choice::System => None,
            Choice::Light => Some("light"),
            Choice::Dark => Some("dark"),
        };
        let root = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.document_element());
        match (name, root) {
            (Some(name), Some(root)) => drop(root.set_attribute("data-theme", name)),
            (None, Some(root)) => drop(root.remove_attribute("data-theme")),
            _ => {}
        }
        match name {
            Some(name) => {
                Local.set(KEPT_THEME, name);
            }
            None => Local.remove(KEPT_THEME),
        }
    }

    /// Whether the page is dark under this choice.
    pub fn dark(self, system_dark: bool) -> bool {
        match self {
            Choice::System => system_dark,
            Choice::Light => false,
            Choice::Dark => true,
        }
    }
}

/// The query that asks whether the system is dark.
pub const DARK: &str = "(prefers-color-scheme: dark)";

/// What a query of media answers, as a list the page can listen to.
pub fn asked(query: &str) -> Option<web_sys::MediaQueryList> {
    web_sys::window()?.match_media(query).ok()?
}
