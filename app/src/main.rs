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
    page::begin();
}
