//! What ships with Quorate: worked examples and tables, each number with its source.

mod designs;
mod prices;
mod systems;

pub use designs::{DesignRow, add_design, designs, likely_store};
pub use prices::{PriceRow, add_price, prices};
pub use systems::{System, systems, systems_of};

/// A worked example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Name in links and on the command line.
    pub name: &'static str,
    /// Title.
    pub title: &'static str,
    /// The question it answers, one line.
    pub question: &'static str,
    /// The scenario.
    pub text: &'static str,
}

/// The worked examples, in the order a reader meets them.
const PRESETS: [Preset; 5] = [
    Preset {
        name: "booking",
        title: "Seat booking",
        question: "Which guarantee costs least when a seat that is sold twice costs money?",
        text: include_str!("../../data/presets/booking.toml"),
    },
    Preset {
        name: "payments",
        title: "Payments",
        question: "Is strict consistency worth its price when a wrong answer loses money?",
        text: include_str!("../../data/presets/payments.toml"),
    },
    Preset {
        name: "checkout",
        title: "Checkout",
        question: "What do five good services in a row really deliver?",
        text: include_str!("../../data/presets/checkout.toml"),
    },
    Preset {
        name: "feed",
        title: "Feed",
        question: "What does reading strongly cost when stale would do?",
        text: include_str!("../../data/presets/feed.toml"),
    },
    Preset {
        name: "warehouse",
        title: "Warehouse",
        question: "Is real-time analytics worth running the warehouse all day?",
        text: include_str!("../../data/presets/warehouse.toml"),
    },
];

/// The worked examples.
pub fn presets() -> &'static [Preset] {
    &PRESETS
}

/// The worked example of this name.
pub fn preset(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}
