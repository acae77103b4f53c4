//! The page without a connection, and how a newer version takes the place of an older one.

use quorate_tests::browser::{Failure, Folder, Outcome, Page, dist, in_browser, in_browser_at};
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};
use xtask::server::Server;
use xtask::{files, offline};

/// How long the browser may take to let go of a page that was left.
const PATIENCE: Duration = Duration::from_secs(10);

/// The names of what is kept, one for each version.
const KEPT: &str = "caches.keys()";

/// Opens the page at `rest`, and waits until `count` pages are kept in all.
async fn visit(page: &Page, rest: &str, count: usize) -> Outcome {
    page.open_started(rest).await?;
    let states = "(async () => {\
        const all = await navigator.serviceWorker.getRegistrations();\
        window.states = all.map((one) => (one.installing ?? one.waiting ?? one.active)?.state);\
    })()";
    let kept =
        format!("({states}, window.states?.filter((state) => state === 'activated').length === {count})");
    page.wait_until(&kept).await
}

/// Opens the page until it comes from what is kept.
async fn visit_twice(page: &Page) -> Outcome {
    visit(page, "", 1).await?;
    page.reload().await?;
    page.wait_for("html[data-quorate=started]").await?;
    let controlled = page.eval("!!navigator.serviceWorker.controller").await?;
    assert_eq!(
        controlled,
        Value::Bool(true),
        "the second visit is not from what is kept"
    );
    Ok(())
}

#[test]
fn after_one_visit_the_page_works_without_its_server() -> Outcome {
    let server = Server::start(&dist()?, 0, "some/where")?;
    in_browser_at(server, &[], async |page, server| {
        visit(page, "", 1).await?;
        drop(server);
        let answered = "fetch('index.html?', { cache: 'no-store', signal: AbortSignal.timeout(1000) })\
            .then(() => true, () => false)";
        assert_eq!(
            page.eval(answered).await?,
            Value::Bool(false),
            "the server still answers"
        );
        page.reload().await?;
        page.wait_for("html[data-quorate=started]").await?;
        page.replace("[id='field-services.booking.availability']", "99.9%")
            .await?;
        page.wait_for_text("[data-testid=key-0]", "99.77").await?;
        page.open("index.html#preset=checkout").await?;
        page.wait_for("html[data-quorate=started]").await?;
        page.wait_for_text("[data-testid=verdict]", "99.73%")
            .await
            .map(drop)
    })
}

#[test]
fn a_newer_version_is_offered_and_replaces_the_older_one_whole() -> Outcome {
    let older = dist()?;
    let newer = newer(&older)?;
    let site = Folder::copy_of(&older)?;
    let server = Server::start(site.path(), 0, "")?;
    in_browser_at(server, &[], async |page, _server| {
        visit_twice(page).await?;
        let kept = page.eval(KEPT).await?;
        site.become_copy_of(newer.path())?;

        page.reload().await?;
        page.wait_for_text("#newer", "A newer Quorate is ready").await?;
        assert_eq!(parts(page).await?, named(&older)?, "the page mixes versions");
        page.wait_for("html[data-quorate=started]").await?;
        page.click("#newer-reload").await?;

        page.wait_until("document.documentElement.lang === 'en-newer'")
            .await?;
        page.wait_for("html[data-quorate=started]").await?;
        assert_eq!(
            parts(page).await?,
            named(newer.path())?,
            "the page mixes versions"
        );
        let now = page.eval(KEPT).await?;
        assert_eq!(now.as_array().map(Vec::len), Some(1), "{now}");
        assert_ne!(now, kept);
        assert!(page.texts("#newer").await?.is_empty());
        page.expect_quiet().await
    })
}

#[test]
fn a_newer_version_that_nobody_asked_for_takes_over_at_the_next_visit() -> Outcome {
    let older = dist()?;
    let newer = newer(&older)?;
    let site = Folder::copy_of(&older)?;
    let server = Server::start(site.path(), 0, "")?;
    in_browser_at(server, &[], async |page, _server| {
        visit_twice(page).await?;
        site.become_copy_of(newer.path())?;
        page.reload().await?;
        page.wait_for_text("#newer", "A newer Quorate is ready").await?;
        assert_eq!(parts(page).await?, named(&older)?, "the page mixes versions");

        // The visit ends without a press on the button; no other tab shows the older version.
        let left = page.client().goto("about:blank").await;
        left.map_err(|error| Failure::new(error.to_string()))?;
        // The browser lets go of the page that was left a moment after it was left: until then it is one
        // that shows the older version, whole.
        let started = Instant::now();
        page.open_started("").await?;
        while parts(page).await? == named(&older)? && started.elapsed() < PATIENCE {
            let left = page.client().goto("about:blank").await;
            left.map_err(|error| Failure::new(error.to_string()))?;
            page.open_started("").await?;
        }
        assert_eq!(
            parts(page).await?,
            named(newer.path())?,
            "the page mixes versions"
        );
        let now = page.eval(KEPT).await?;
        assert_eq!(now.as_array().map(Vec::len), Some(1), "{now}");
        assert!(page.texts("#newer").await?.is_empty());
        page.expect_quiet().await
    })
}

#[test]
fn a_newer_version_that_does_not_arrive_whole_changes_nothing() -> Outcome {
    let older = dist()?;
    let newer = newer(&older)?;
    let index = newer.path().join("index.html");
    let half = files::read_text(&index)?.replace("en-newer", "en-other");
    files::write(&index, half)?;
    let site = Folder::copy_of(&older)?;
    let server = Server::start(site.path(), 0, "")?;
    in_browser_at(server, &[], async |page, _server| {
        visit_twice(page).await?;
        let kept = page.eval(KEPT).await?;
        site.become_copy_of(newer.path())?;
        page.reload().await?;
        page.wait_for("html[data-quorate=started]").await?;
        let update = "navigator.serviceWorker.getRegistration().then((all) => all.update())\
            .then((all) => new Promise((done) => {\
                const next = all.installing;\
                if (!next) return done('none');\
                next.addEventListener('statechange', () => done(next.state));\
            }))";
        let state = page.eval(update).await?;
        assert!(["redundant", "none"].map(Value::from).contains(&state), "{state}");
        assert_eq!(page.eval(KEPT).await?, kept);
        assert!(page.texts("#newer").await?.is_empty());
        assert_eq!(parts(page).await?, named(&older)?);
        page.reload().await?;
        page.wait_for("html[data-quorate=started]").await?;
        assert_eq!(page.eval("document.documentElement.lang").await?, "en");
        Ok(())
    })
}

#[test]
fn pages_below_other_paths_keep_apart() -> Outcome {
    let site = Folder::new()?;
    let dist = dist()?;
    for path in ["", "inner/"] {
        for file in files::below(&dist)? {
            let copy = site.path().join(path).join(files::relative(&dist, &file));
            std::fs::create_dir_all(copy.parent().unwrap_or(site.path())).ok();
            files::write(&copy, files::read(&file)?)?;
        }
    }
    let server = Server::start(site.path(), 0, "")?;
    in_browser_at(server, &[], async |page, _server| {
        visit(page, "", 1).await?;
        visit(page, "inner/", 2).await?;
        let kept = page.eval(KEPT).await?;
        assert_eq!(kept.as_array().map(Vec::len), Some(2), "{kept}");
        assert!(page.texts("#newer").await?.is_empty());
        Ok(())
    })
}

#[test]
fn an_embedded_figure_registers_and_keeps_nothing() -> Outcome {
    in_browser(async |page| {
        page.open_started("#preset=payments&view=designs").await?;
        page.wait_for("[data-testid=figure-designs]").await?;
        let later = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))";
        page.eval(later).await?;
        let registered = "navigator.serviceWorker.getRegistrations().then((all) => all.length)";
        assert_eq!(page.eval(registered).await?, Value::from(0));
        assert_eq!(page.eval(KEPT).await?, Value::Array(Vec::new()));
        let asked = page.requests().await?;
        assert!(!asked.iter().any(|url| url.contains(offline::FILE)), "{asked:?}");
        Ok(())
    })
}

#[test]
fn a_page_that_cannot_load_offline_says_so() -> Outcome {
    in_browser(async |page| {
        page.before_each_document("Object.defineProperty(navigator, 'onLine', { get: () => false })")
            .await?;
        page.block(&["*.wasm"]).await?;
        page.open("").await?;
        page.wait_for_text("#recovery", "This device is offline")
            .await
            .map(drop)
    })
}

/// The published page in a version that differs in its language and in its style sheet.
fn newer(older: &Path) -> Outcome<Folder> {
    let newer = Folder::copy_of(older)?;
    for file in files::below(newer.path())? {
        let name = files::relative(newer.path(), &file);
        if files::extension(&file) == "br" {
            std::fs::remove_file(&file).ok();
        } else if name.starts_with("boot-") {
            let other = "boot-00000000000000aa.js";
            files::write(
                &file.with_file_name(other),
                files::read_text(&file)? + "\n// newer\n",
            )?;
            std::fs::remove_file(&file).ok();
            let index = newer.path().join("index.html");
            let page = files::read_text(&index)?
                .replace(&name, other)
                .replace("lang=\"en\"", "lang=\"en-newer\"");
            files::write(&index, page)?;
        }
    }
    offline::write(newer.path())?;
    Ok(newer)
}

/// Whether a file is part of a worker, which may not have been asked yet.
fn on_request(name: &str) -> bool {
    name.contains("worker") || name.contains("exchange")
}

/// What the page as shown consists of.
async fn parts(page: &Page) -> Outcome<Vec<String>> {
    let used = page
        .eval(
            "[document.documentElement.lang, ...performance.getEntriesByType('resource')\
             .map((one) => one.name.slice(document.baseURI.split('#')[0].length))\
             .filter((name) => /-[0-9a-f]{16}[._]/.test(name))]",
        )
        .await?;
    let mut used: Vec<String> = used
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|name| !on_request(name))
        .map(str::to_owned)
        .collect();
    used.sort();
    used.dedup();
    Ok(used)
}

/// The same as the folder has it.
fn named(dist: &Path) -> Outcome<Vec<String>> {
    let page = files::read_text(&dist.join("index.html"))?;
    let language = if page.contains("en-newer") {
        "en-newer"
    } else {
        "en"
    };
    let mut names = vec![language.to_owned()];
    for file in files::below(dist)? {
        let name = files::relative(dist, &file);
        if xtask::digest::is_in_name(&name) && files::extension(&file) != "br" && !on_request(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
