//! The built page in a real headless browser.
//!
//! ```no_run
//! use quorate_tests::browser::{Outcome, in_browser};
//!
//! fn the_page_has_a_title() -> Outcome {
//!     in_browser(async |page| {
//!         page.open("").await?;
//!         page.wait_for("h1").await?;
//!         page.expect_quiet().await
//!     })
//! }
//! ```
//!
//! Each test has its own server, driver and browser with an empty profile, and
//! ends all of them. Three variables say what to use; `cargo xtask test browser`
//! sets them: `QUORATE_DIST` is the folder of the built page, `CHROME` and
//! `CHROMEDRIVER` are programs (by default those on the `PATH`).

mod command;
mod driver;
mod folder;
mod log;
mod page;
mod runner;

pub use fantoccini::elements::Element;
pub use fantoccini::key::Key;
pub use folder::Folder;
pub use log::ConsoleLine;
pub use page::Page;
pub use runner::{dist, in_browser, in_browser_at, in_browser_below};
pub use xtask::{Because, Failure, Outcome};
