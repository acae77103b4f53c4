//! Recorded calls as JSON: Jaeger's dependencies, or the service graph of OpenTelemetry's connector.

use super::graph::{Graph, Part};
use serde_json::Value;

/// Reads a list of callers and callees.
pub(super) fn graph(json: &str) -> Result<Graph, String> {
    let value: Value = serde_json::from_str(json).map_err(|error| format!("this is not JSON: {error}"))?;
    let entries = entries(&value).ok_or(
        "this JSON lists no calls; give what Jaeger answers at `/api/dependencies` (`parent`, `child`), or Prometheus for `traces_service_graph_request_total` (`client`, `server`)",
    )?;
    let mut graph = Graph::default();
    for (at, entry) in entries.iter().enumerate() {
        let (from, to) = ends(entry).ok_or_else(|| {
            format!(
                "entry {} names no caller and callee; each needs `parent` and `child`, or `client` and `server`",
                at + 1
            )
        })?;
        let (from, to) = (graph.service(from), graph.service(to));
        // A service that calls itself: a request inside it.
        if from != to {
            graph.call(from, to, false, Part::default());
        }
    }
    Ok(graph)
}

fn entries(value: &Value) -> Option<&Vec<Value>> {
    let inside = |path: &str| value.pointer(path).and_then(Value::as_array);
    value
        .as_array()
        .or_else(|| inside("/data/result"))
        .or_else(|| inside("/data"))
        .or_else(|| inside("/dependencies"))
}

fn ends(entry: &Value) -> Option<(&str, &str)> {
    let at = entry.get("metric").unwrap_or(entry);
    let text = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| at.get(name)?.as_str())
            .filter(|text| !text.is_empty())
    };
    Some((text(["parent", "client"])?, text(["child", "server"])?))
}
