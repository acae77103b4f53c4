//! What the browser logs: console lines and requests.

use serde_json::Value;

/// A line of the browser's console, of a script or of the browser itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLine {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// Where it comes from and what it says.
    pub message: String,
}

impl ConsoleLine {
    /// Whether the browser or a script reports an error.
    pub fn is_error(&self) -> bool {
        self.level == "SEVERE"
    }
}

/// The lines in the answer to a query of the `browser` log.
pub(super) fn console(answer: &Value) -> Vec<ConsoleLine> {
    let text = |entry: &Value, key| entry[key].as_str().unwrap_or_default().to_owned();
    entries(answer)
        .map(|entry| ConsoleLine {
            level: text(entry, "level"),
            message: text(entry, "message"),
        })
        .collect()
}

/// The addresses requested, in the answer to a query of the `performance` log.
pub(super) fn requests(answer: &Value) -> Vec<String> {
    entries(answer)
        .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
        .filter_map(|message| requested(&message["message"]))
        .collect()
}

/// Whether an address leaves both the page's own site and the browser.
pub(super) fn is_foreign(url: &str, site: &str) -> bool {
    let inner = ["data:", "blob:", "about:", "chrome:"];
    !url.starts_with(site) && !inner.iter().any(|scheme| url.starts_with(scheme))
}

fn requested(event: &Value) -> Option<String> {
    let url = match event["method"].as_str()? {
        "Network.requestWillBeSent" => &event["params"]["request"]["url"],
        "Network.webSocketCreated" => &event["params"]["url"],
        _ => return None,
    };
    url.as_str().map(str::to_owned)
}

fn entries(answer: &Value) -> impl Iterator<Item = &Value> {
    answer.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn requests_are_read_from_the_performance_log() {
        let event = |method: &str, parameters: Value| {
            let message = json!({ "message": { "method": method, "params": parameters } });
            json!({ "level": "INFO", "message": message.to_string() })
        };
        let answer = json!([
            event("Page.loadEventFired", json!({})),
            event(
                "Network.requestWillBeSent",
                json!({ "request": { "url": "http://a/" } })
            ),
            event("Network.webSocketCreated", json!({ "url": "ws://b/" })),
        ]);
        assert_eq!(requests(&answer), ["http://a/", "ws://b/"]);
    }

    #[test]
    fn only_addresses_outside_the_site_are_foreign() {
        let site = "http://127.0.0.1:8000/";
        for own in ["http://127.0.0.1:8000/app.js", "data:,", "blob:x"] {
            assert!(!is_foreign(own, site), "{own}");
        }
        for foreign in ["http://127.0.0.1:8001/", "https://example.org/", "ws://b/"] {
            assert!(is_foreign(foreign, site), "{foreign}");
        }
    }

    #[test]
    fn severe_lines_are_errors() {
        let lines = console(&json!([
            { "level": "SEVERE", "message": "broken" },
            { "level": "INFO", "message": "fine" }
        ]));
        let errors: Vec<_> = lines.iter().map(ConsoleLine::is_error).collect();
        assert_eq!(errors, [true, false]);
    }
}
