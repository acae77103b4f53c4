//! Runs one test in a browser and ends everything it started.

use super::page::Page;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use tokio::runtime::{Builder, Runtime};
use xtask::server::Server;
use xtask::{Because, Failure, Outcome};

/// Runs `test` with the built page in a browser of its own.
///
/// Where the test fails or panics, a screenshot is kept and the console is
/// printed. Server, driver and browser are ended in either case.
pub fn in_browser<T>(test: T) -> Outcome
where
    T: AsyncFnOnce(&Page) -> Outcome,
{
    in_browser_below("/", test)
}

/// As [`in_browser`], with the page published below the path `prefix`.
pub fn in_browser_below<T>(prefix: &str, test: T) -> Outcome
where
    T: AsyncFnOnce(&Page) -> Outcome,
{
    let server = Server::start(&dist()?, 0, prefix)?;
    in_browser_at(server, &[], async |page, _server| test(page).await)
}

/// As [`in_browser`], with the page that `server` serves, which the test may stop, and with `flags`
/// of the browser beside those it always has.
pub fn in_browser_at<T>(server: Server, flags: &[&str], test: T) -> Outcome
where
    T: AsyncFnOnce(&Page, Server) -> Outcome,
{
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .because(|| "could not start a runtime".to_owned())?;
    let page = runtime.block_on(Page::start(&server.url(), flags))?;
    let ended = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&page, server))));
    if !matches!(ended, Ok(Ok(()))) {
        report(&runtime, &page);
    }
    runtime.block_on(page.close());
    ended.unwrap_or_else(|panic| resume_unwind(panic))
}

/// The folder of the built page.
pub fn dist() -> Outcome<PathBuf> {
    std::env::var_os("QUORATE_DIST")
        .map(PathBuf::from)
        .ok_or_else(|| {
            Failure::new("QUORATE_DIST does not name the built page; run `cargo xtask test browser`")
        })
}

/// What helps to see why a test failed.
fn report(runtime: &Runtime, page: &Page) {
    let name = std::thread::current().name().unwrap_or("page").replace("::", "-");
    match runtime.block_on(page.screenshot(&name)) {
        Ok(path) => println!("screenshot: {}", path.display()),
        Err(failure) => println!("no screenshot: {failure}"),
    }
    for line in runtime.block_on(page.console()).unwrap_or_default() {
        println!("console {}: {}", line.level, line.message);
    }
}
