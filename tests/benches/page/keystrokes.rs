//! From the input event to the message posted from the next animation frame: by then the browser has
//! laid out and painted what the keystroke changed.

use quorate_tests::browser::{Failure, Key, Outcome, Page, dist, in_browser_at};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use xtask::server::Server;

const SERVICES: usize = 50;
const KEYSTROKES: usize = 120;

/// Keystrokes that come before: compiled code is still getting warm.
const WARMING: usize = 20;

/// A frame at 60 a second, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;

/// How many times as long as the bare page the real one may take.
const TIMES: f64 = 3.0;

/// Frames come as fast as they are drawn: what is measured is work, not waiting for a screen.
const FLAGS: &[&str] = &["--disable-frame-rate-limit", "--disable-gpu-vsync"];

const LISTEN: &str = "window.times = [];\
    addEventListener('input', (event) => requestAnimationFrame(() => {\
        const channel = new MessageChannel();\
        channel.port1.onmessage = () => window.times.push(performance.now() - event.timeStamp);\
        channel.port2.postMessage(null);\
    }), true);";

/// The times of all keystrokes, in milliseconds, shortest first.
struct Times(Vec<f64>);

/// Measures both pages and prints a table.
pub fn measure() -> Outcome {
    let counter = std::env::var_os("QUORATE_COUNTER")
        .map(PathBuf::from)
        .ok_or_else(|| {
            Failure::new("QUORATE_COUNTER does not name the bare page; run `cargo xtask bench page`")
        })?;
    let bare = times(&counter, "", "#field")?;
    let field = format!("[id='field-services.s{}.availability']", SERVICES / 2);
    let fragment = format!("#{}", quorate_model::link::encode(&scenario()));
    let page = times(&dist()?, &fragment, &field)?;
    println!("\n{KEYSTROKES} keystrokes, from input event to painted frame       p50        p95");
    println!("a bare Leptos counter                         {}", bare.shown());
    println!(
        "the page, {SERVICES} services, one availability        {}",
        page.shown()
    );
    let limit = (TIMES * bare.percentile(0.95)).min(FRAME);
    let within = if page.percentile(0.95) <= limit {
        "met"
    } else {
        "missed"
    };
    println!("goal for p95: {TIMES} times the counter's and within a frame, {limit:.1} ms: {within}");
    Ok(())
}

/// A chain of services with everything that is computed at each keystroke.
fn scenario() -> String {
    let names: Vec<String> = (1..=SERVICES).map(|at| format!("s{at}")).collect();
    let mut text = format!(
        "quorate = 1\nflow = \"{}\"\n\n[slo]\navailability = \"99%\"\nlatency = \"p99 < 2 s\"\n",
        names.join(" > ")
    );
    for name in names {
        let _ = write!(
            text,
            "\n[services.{name}]\navailability = \"99.95%\"\nlatency = \"p50 5 ms, p99 40 ms\"\nguarantee = \"SI\"\n"
        );
    }
    text
}

fn times(folder: &Path, fragment: &str, field: &str) -> Outcome<Times> {
    let mut measured = Vec::new();
    let server = Server::start(folder, 0, "")?;
    in_browser_at(server, FLAGS, async |page, _server| {
        page.before_each_document(LISTEN).await?;
        page.open(fragment).await?;
        page.wait_for(field).await?;
        before_the_last_character(page, field).await?;
        for at in 0..(WARMING + KEYSTROKES) / 2 {
            let digit = char::from_digit(u32::try_from(at % 9).unwrap_or(0) + 1, 10).unwrap_or('1');
            stroke(page, digit).await?;
            stroke(page, Key::Backspace.into()).await?;
        }
        let times = page.eval("window.times").await?;
        measured = times
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_f64)
            .collect();
        Ok(())
    })?;
    if measured.len() != WARMING + KEYSTROKES {
        let count = measured.len();
        return Err(Failure::new(format!(
            "{count} keystrokes were painted of {}",
            WARMING + KEYSTROKES
        )));
    }
    let mut times = measured.split_off(WARMING);
    times.sort_by(f64::total_cmp);
    Ok(Times(times))
}

async fn before_the_last_character(page: &Page, field: &str) -> Outcome {
    page.eval(&format!(
        "((field) => {{ field.focus(); const end = Math.max(field.value.length - 1, 0); field.setSelectionRange(end, end) }})\
         (document.querySelector({}))",
        Value::from(field)
    ))
    .await
    .map(drop)
}

/// One keystroke, and a pause as between two of a quick writer.
async fn stroke(page: &Page, key: char) -> Outcome {
    page.press(&[key]).await?;
    page.eval("new Promise((done) => setTimeout(done, 60))")
        .await
        .map(drop)
}

impl Times {
    /// The time that the share `p` of all keystrokes stays within.
    fn percentile(&self, p: f64) -> f64 {
        let rank = (p * self.0.len() as f64).ceil() as usize;
        self.0.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
    }

    fn shown(&self) -> String {
        format!(
            "{:>8.1} ms {:>8.1} ms",
            self.percentile(0.5),
            self.percentile(0.95)
        )
    }
}
