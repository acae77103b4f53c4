//! The built page in a real browser: `cargo xtask test browser`.

use quorate_tests::browser::{Outcome, in_browser, in_browser_below};

#[test]
fn the_page_starts_quietly_and_asks_nobody_else_for_anything() -> Outcome {
    in_browser(async |page| {
        page.open_started("").await?;
        let title = page.title().await?;
        assert!(title.starts_with("Quorate"), "the title reads `{title}`");
        page.expect_quiet().await
    })
}

#[test]
fn the_page_works_below_any_path() -> Outcome {
    in_browser_below("some/where", async |page| {
        page.open_started("").await?;
        page.expect_quiet().await
    })
}
