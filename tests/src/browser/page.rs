//! The page in a browser: what a person does and sees.

use super::command::Command;
use super::driver::{Driver, program};
use super::folder::Folder;
use super::log::{self, ConsoleLine};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use xtask::{Because, Failure, Outcome, files};

/// Comes true when the page has had the same height for a while, or after five seconds.
const SETTLED: &str = "new Promise((done) => {\
    let height = 0, same = 0, looks = 0;\
    const look = () => {\
        same = document.body.scrollHeight === height ? same + 1 : 0;\
        height = document.body.scrollHeight;\
        looks += 1;\
        if (same > 7 || looks > 50) done(true); else setTimeout(look, 100);\
    };\
    look();\
})";

/// How long a test waits for what must appear.
const PATIENCE: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(25);

const ARGUMENTS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
    "--window-size=1280,900",
];

/// The page in a browser window.
pub struct Page {
    client: Client,
    site: String,
    browser: Option<u64>,
    console: Mutex<Vec<ConsoleLine>>,
    requests: Mutex<Vec<String>>,
    // Dropped in this order: the driver ends before its profile goes.
    _driver: Driver,
    _profile: Folder,
}

impl Page {
    /// Starts a browser for the page at `site`, with `flags` beside those it always has.
    pub(super) async fn start(site: &str, flags: &[&str]) -> Outcome<Self> {
        let driver = Driver::start()?;
        let profile = Folder::new()?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(profile.path(), flags)?)
            .connect(driver.url())
            .await
            .because(|| "the browser did not start".to_owned())?;
        let browser = client
            .capabilities()
            .and_then(|all| all.get("goog:processID"))
            .and_then(Value::as_u64);
        Ok(Self {
            client,
            site: site.to_owned(),
            browser,
            console: Mutex::default(),
            requests: Mutex::default(),
            _driver: driver,
            _profile: profile,
        })
    }

    /// The address that the page is published at, ending in `/`.
    pub fn site(&self) -> &str {
        &self.site
    }

    /// The driver's client, for what this type does not offer.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Opens the page; `rest` is what stands behind its address, for example a
    /// fragment: `#q1.…`.
    pub async fn open(&self, rest: &str) -> Outcome {
        let url = format!("{}{rest}", self.site);
        self.client
            .goto(&url)
            .await
            .because(|| format!("could not open {url}"))
    }

    /// Opens the page and waits until its module runs, and until what workers find has come:
    /// it moves what stands below the verdict.
    pub async fn open_started(&self, rest: &str) -> Outcome {
        self.open(rest).await?;
        self.wait_for("html[data-quorate=started]").await?;
        self.eval(SETTLED).await.map(drop)
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Outcome {
        self.client
            .refresh()
            .await
            .because(|| "could not reload".to_owned())
    }

    /// The page's title.
    pub async fn title(&self) -> Outcome<String> {
        self.client
            .title()
            .await
            .because(|| "the page has no title".to_owned())
    }

    /// The address in the address bar.
    pub async fn address(&self) -> Outcome<String> {
        let url = self.client.current_url().await;
        url.map(String::from)
            .because(|| "the page has no address".to_owned())
    }

    /// The first element that matches the CSS `selector`, as soon as there is one.
    ///
    /// # Errors
    ///
    /// Where none appears in good time; the sentence says what the page shows.
    pub async fn wait_for(&self, selector: &str) -> Outcome<Element> {
        let found = self.poll(async || self.client.find(Locator::Css(selector)).await.ok());
        match found.await {
            Some(element) => Ok(element),
            None => Err(self.waited(&format!("`{selector}` did not appear")).await),
        }
    }

    /// Waits until the text of `selector` contains `part`, and gives that text.
    pub async fn wait_for_text(&self, selector: &str, part: &str) -> Outcome<String> {
        let matching = async || {
            let text = self.current_text(selector).await.ok()?;
            text.contains(part).then_some(text)
        };
        match self.poll(matching).await {
            Some(text) => Ok(text),
            None => {
                let what = format!("`{selector}` did not come to read `{part}`");
                Err(self.waited(&what).await)
            }
        }
    }

    /// Waits until the JavaScript expression `condition` is true.
    pub async fn wait_until(&self, condition: &str) -> Outcome {
        let script = format!("!!({condition})");
        let holds = async || (self.eval(&script).await.ok()? == Value::Bool(true)).then_some(());
        match self.poll(holds).await {
            Some(()) => Ok(()),
            None => Err(self.waited(&format!("`{condition}` did not come true")).await),
        }
    }

    /// The visible text of the first element that matches `selector`, waiting for it.
    pub async fn text(&self, selector: &str) -> Outcome<String> {
        self.wait_for(selector).await?;
        self.current_text(selector).await
    }

    /// The visible texts of all elements that match `selector` now.
    pub async fn texts(&self, selector: &str) -> Outcome<Vec<String>> {
        let list = format!(
            "[...document.querySelectorAll({})].map(e => e.innerText)",
            Value::from(selector)
        );
        let texts = self.eval(&list).await?;
        let texts = texts.as_array().into_iter().flatten();
        Ok(texts
            .map(|text| text.as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// The value of the field `selector`.
    pub async fn value(&self, selector: &str) -> Outcome<String> {
        let field = self.wait_for(selector).await?;
        let value = field.prop("value").await;
        value
            .map(Option::unwrap_or_default)
            .because(|| format!("`{selector}` has no value"))
    }

    /// Clicks on the first element that matches `selector`, waiting for it, and scrolling as a person
    /// does until nothing that stays in the window covers it.
    pub async fn click(&self, selector: &str) -> Outcome {
        let element = self.wait_for(selector).await?;
        let uncovered = format!(
            "document.querySelector({}).scrollIntoView({{ block: 'nearest', behavior: 'instant' }})",
            Value::from(selector)
        );
        self.eval(&uncovered).await?;
        element
            .click()
            .await
            .because(|| format!("could not click `{selector}`"))
    }

    /// Types `text` into the field `selector`, behind what it holds.
    pub async fn type_into(&self, selector: &str, text: &str) -> Outcome {
        let field = self.wait_for(selector).await?;
        field
            .send_keys(text)
            .await
            .because(|| format!("could not type into `{selector}`"))
    }

    /// Types `text` into the field `selector`, in place of what it holds.
    pub async fn replace(&self, selector: &str, text: &str) -> Outcome {
        let select = format!("document.querySelector({}).select()", Value::from(selector));
        self.wait_for(selector).await?;
        self.eval(&select).await?;
        self.type_into(selector, text).await
    }

    /// Presses `keys` together, the last one last, wherever the focus is.
    pub async fn press<K: Into<char> + Copy>(&self, keys: &[K]) -> Outcome {
        let keys: Vec<char> = keys.iter().map(|&key| key.into()).collect();
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        let actions = down
            .chain(up)
            .fold(KeyActions::new("keyboard".to_owned()), InputSource::then);
        self.client
            .perform_actions(actions)
            .await
            .because(|| format!("could not press {keys:?}"))
    }

    /// The value of the JavaScript expression `expression`.
    pub async fn eval(&self, expression: &str) -> Outcome<Value> {
        self.client
            .execute(&format!("return ({expression});"), Vec::new())
            .await
            .because(|| format!("`{expression}` failed in the page"))
    }

    /// Calls `method` of the Chrome DevTools protocol.
    pub async fn devtools(&self, method: &str, parameters: &Value) -> Outcome<Value> {
        self.client
            .issue_cmd(Command::devtools(method, parameters))
            .await
            .because(|| format!("the browser refused {method}"))
    }

    /// Runs `script` in every document before any script of its own.
    pub async fn before_each_document(&self, script: &str) -> Outcome {
        let parameters = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", &parameters)
            .await
            .map(drop)
    }

    /// Lets no request whose address matches one of `patterns` through.
    pub async fn block(&self, patterns: &[&str]) -> Outcome {
        self.devtools("Network.enable", &json!({})).await?;
        self.devtools("Network.setBlockedURLs", &json!({ "urls": patterns }))
            .await
            .map(drop)
    }

    /// The names of the tabs there are, in order: what follows `tab-` in their identifiers.
    pub async fn tabs(&self) -> Outcome<Vec<String>> {
        self.wait_for("[role=tab]").await?;
        let names = self
            .eval("[...document.querySelectorAll('[role=tab]')].map(tab => tab.id.replace('tab-', ''))")
            .await?;
        let names = names.as_array().into_iter().flatten();
        Ok(names.filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Opens the tab called `name`.
    pub async fn open_tab(&self, name: &str) -> Outcome {
        self.click(&format!("[data-testid=tab-{name}]")).await?;
        self.wait_for(&format!("#tab-{name}[aria-selected=true]"))
            .await
            .map(drop)
    }

    /// The text that clicking `selector` gives to the browser to save.
    ///
    /// # Errors
    /// When there is no such element or it saves nothing in time.
    pub async fn downloaded(&self, selector: &str) -> Outcome<String> {
        self.eval(
            "void (URL.createObjectURL = (blob) => { blob.text().then((t) => { window.saved = t }); return '#' })",
        )
        .await?;
        self.click(selector).await?;
        self.wait_until("window.saved !== undefined").await?;
        let saved = self.eval("window.saved").await?;
        Ok(saved.as_str().unwrap_or_default().to_owned())
    }

    /// Makes the visible page `width` by `height` CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", &size)
            .await
            .map(drop)
    }

    /// Sets the colour scheme that the system asks for: `light` or `dark`.
    pub async fn colour_scheme(&self, scheme: &str) -> Outcome {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": [feature] }))
            .await
            .map(drop)
    }

    /// Writes a picture of the visible page to `target/browser/NAME.png`.
    pub async fn screenshot(&self, name: &str) -> Outcome<PathBuf> {
        let picture = self
            .client
            .screenshot()
            .await
            .because(|| "the browser gave no picture".to_owned())?;
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = tests.with_file_name("target").join("browser");
        std::fs::create_dir_all(&folder).because(|| format!("could not create {}", folder.display()))?;
        let path = folder.join(format!("{name}.png"));
        files::write(&path, picture)?;
        Ok(path)
    }

    /// All that the console has said since the browser started.
    pub async fn console(&self) -> Outcome<Vec<ConsoleLine>> {
        let answer = self.read_log("browser").await?;
        Ok(append(&self.console, log::console(&answer)))
    }

    /// The addresses of all requests since the browser started.
    pub async fn requests(&self) -> Outcome<Vec<String>> {
        let answer = self.read_log("performance").await?;
        Ok(append(&self.requests, log::requests(&answer)))
    }

    /// A failure where the console shows an error or anything was requested from
    /// outside the page's own site.
    pub async fn expect_quiet(&self) -> Outcome {
        let console = self.console().await?;
        if let Some(error) = console.iter().find(|line| line.is_error()) {
            return Err(Failure::new(format!("the console says: {}", error.message)));
        }
        let requests = self.requests().await?;
        match requests.iter().find(|url| log::is_foreign(url, &self.site)) {
            None => Ok(()),
            Some(url) => Err(Failure::new(format!("the page asked for {url}"))),
        }
    }

    /// Ends the browser.
    pub(super) async fn close(mut self) {
        if self.client.clone().close().await.is_ok() {
            self.browser = None;
        }
    }

    async fn current_text(&self, selector: &str) -> Outcome<String> {
        let text = format!("document.querySelector({}).innerText", Value::from(selector));
        let text = self.eval(&text).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    async fn read_log(&self, kind: &str) -> Outcome<Value> {
        self.client
            .issue_cmd(Command::log(kind))
            .await
            .because(|| format!("the browser gave no {kind} log"))
    }

    /// Asks again and again, until there is an answer or patience ends.
    async fn poll<T>(&self, ask: impl AsyncFn() -> Option<T>) -> Option<T> {
        let start = Instant::now();
        loop {
            if let Some(answer) = ask().await {
                return Some(answer);
            }
            if start.elapsed() > PATIENCE {
                return None;
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// The sentence for a wait that came to nothing.
    async fn waited(&self, what: &str) -> Failure {
        let shown = self.current_text("body").await.unwrap_or_default();
        let shown: String = shown.chars().take(600).collect();
        let errors = self.console().await.unwrap_or_default();
        let errors: Vec<_> = errors
            .iter()
            .filter(|line| line.is_error())
            .map(|line| line.message.as_str())
            .collect();
        Failure::new(format!(
            "{what} within {} s; the page reads:\n{shown}\nand the console's errors are: {errors:?}",
            PATIENCE.as_secs()
        ))
    }
}

impl Drop for Page {
    /// Ends a browser that was not closed, by its process id.
    fn drop(&mut self) {
        let Some(process) = self.browser else {
            return;
        };
        let mut kill = if cfg!(windows) {
            let mut kill = std::process::Command::new("taskkill");
            kill.args(["/F", "/T", "/PID"]);
            kill
        } else {
            std::process::Command::new("kill")
        };
        let _ = kill.arg(process.to_string()).output();
    }
}

fn append<T: Clone>(all: &Mutex<Vec<T>>, new: Vec<T>) -> Vec<T> {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    all.extend(new);
    all.clone()
}

fn capabilities(profile: &Path, flags: &[&str]) -> Outcome<Map<String, Value>> {
    let folder = format!("--user-data-dir={}", profile.display());
    let own = ARGUMENTS.iter().chain(flags).copied();
    let arguments: Vec<&str> = own.chain([folder.as_str()]).collect();
    let all = json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "binary": program("CHROME", "chromium")?,
            "args": arguments,
        },
    });
    Ok(all.as_object().cloned().unwrap_or_default())
}
