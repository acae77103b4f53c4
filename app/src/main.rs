//! The Quorate page: one text, its results, its figures. No server: everything runs in the tab.

mod browser;
mod following;
mod keeping;
mod logic;
mod page;
mod state;
mod studying;
mod tabs;
mod view;

fn main() {
    browser::trap::install();
    // In a task of its own, behind the one that makes the module ready.
    leptos::prelude::set_timeout(page::begin, std::time::Duration::ZERO);
}
