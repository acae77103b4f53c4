//! OpenSLO v1 objects read into a scenario.

use super::openslo_write::SHORT;
use super::write::{number, quoted, service};
use crate::clip::clip;
use crate::problem::hint;
use serde_json::Value;
use std::fmt::Write as _;

/// The kinds of OpenSLO v1.
const KINDS: [&str; 7] = [
    "DataSource",
    "SLO",
    "SLI",
    "AlertPolicy",
    "AlertCondition",
    "AlertNotificationTarget",
    "Service",
];

/// The scenario of the one SLO among `objects`, or of the one called `name`.
pub(super) fn scenario(objects: &[Value], name: Option<&str>) -> Result<String, String> {
    objects.iter().try_for_each(known)?;
    let all: Vec<&Value> = objects
        .iter()
        .filter(|object| text(object, "/kind") == "SLO")
        .collect();
    let slo = match (all.as_slice(), name) {
        ([], _) => return Err(nothing(objects)),
        ([one], None) => one,
        (several, None) => {
            let names: Vec<String> = several.iter().map(|slo| clip(text(slo, NAME))).collect();
            let more = match names.len().saturating_sub(MOST_NAMES) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            return Err(format!(
                "this document holds {} objects of kind SLO ({}{more}); name the one to read (`--name {}`)",
                names.len(),
                names[..names.len().min(MOST_NAMES)].join(", "),
                names[0]
            ));
        }
        (several, Some(name)) => several
            .iter()
            .find(|slo| text(slo, NAME) == name)
            .ok_or_else(|| {
                let names = several.iter().map(|slo| text(slo, NAME));
                format!(
                    "no SLO here is called `{}`; {}",
                    clip(name),
                    hint(name, names, "it holds none")
                )
            })?,
    };
    Reading { objects, slo }.scenario()
}

const NAME: &str = "/metadata/name";
const LATENCY_ALERTS: &str =
    "# Alerts watch a budget of failures, and this objective has one of slow answers: none are read.\n";
/// Most names that a sentence lists.
const MOST_NAMES: usize = 6;

fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

fn known(object: &Value) -> Result<(), String> {
    let (version, kind) = (text(object, "/apiVersion"), text(object, "/kind"));
    if version != "openslo/v1" {
        return Err(format!(
            "`{}` is not a version that is read here; give a document with `apiVersion: openslo/v1`",
            clip(version)
        ));
    }
    if !KINDS.contains(&kind) {
        return Err(format!(
            "`{}` is not a kind of OpenSLO v1; {}",
            clip(kind),
            hint(kind, KINDS.into_iter(), "")
        ));
    }
    Ok(())
}

fn nothing(objects: &[Value]) -> String {
    let kinds: Vec<&str> = objects.iter().map(|object| text(object, "/kind")).collect();
    match kinds.as_slice() {
        [] => "this document holds no object; give one of `kind: SLO`".into(),
        kinds => format!(
            "this document holds {} and no SLO, so there is no objective to read; give the object of `kind: SLO` with it",
            kinds.join(", ")
        ),
    }
}

struct Reading<'a> {
    objects: &'a [Value],
    slo: &'a Value,
}

impl Reading<'_> {
    fn spec(&self, path: &str) -> Option<&Value> {
        self.slo.pointer(&format!("/spec/{path}"))
    }

    fn scenario(&self) -> Result<String, String> {
        let name = text(self.slo, NAME);
        let shown = match text(self.slo, "/metadata/displayName") {
            "" => name,
            shown => shown,
        };
        let flow = service(self.spec("service").and_then(Value::as_str).unwrap_or(name));
        let mut out = format!(
            "# From the OpenSLO document `{}`.\nquorate = 1\ntitle = {}\n",
            clip(name),
            quoted(shown)
        );
        if let Some(said) = self.spec("description").and_then(Value::as_str) {
            let _ = writeln!(out, "notes = [{}]", quoted(said.trim()));
        }
        let _ = write!(out, "flow = {}\n\n[slo]\n", quoted(&flow));
        out.push_str(&self.objective()?);
        out.push_str(&self.window()?);
        out.push_str(&self.queries());
        let policies = self.spec("alertPolicies").and_then(Value::as_array);
        if self.is_threshold() {
            out.push_str(policies.map_or("", |_| LATENCY_ALERTS));
        } else {
            self.alerts()?.iter().for_each(|alert| out.push_str(alert));
        }
        let _ = write!(
            out,
            "\n# OpenSLO does not say how available the service is.\n[services.{flow}]\n"
        );
        Ok(out)
    }

    /// Where its service level is measured: written inline, or the object that is referred to.
    fn indicator(&self) -> Option<&Value> {
        self.spec("indicator")
            .or_else(|| self.object("SLI", self.spec("indicatorRef")?.as_str()?))
    }

    fn objectives(&self) -> &[Value] {
        let objectives = self.spec("objectives").and_then(Value::as_array);
        objectives.map_or(&[][..], Vec::as_slice)
    }

    /// Whether a measurement is held to a value.
    fn is_threshold(&self) -> bool {
        let metric = self
            .indicator()
            .and_then(|indicator| indicator.pointer("/spec/thresholdMetric"));
        metric.is_some() || self.objectives().iter().any(|one| one.get("value").is_some())
    }

    fn objective(&self) -> Result<String, String> {
        match self.objectives() {
            [] => Err("this SLO has no objective; add one with `target: 0.999`".into()),
            [one] if self.is_threshold() => threshold(one, self.method()?, &self.said(one)),
            several if self.is_threshold() => Err(format!(
                "this SLO holds a measurement to {} values, and OpenSLO allows one; leave one of them",
                several.len()
            )),
            several => self.ratio(several),
        }
    }

    /// The strictest of several objectives of one indicator: where it is met, all are.
    fn ratio(&self, objectives: &[Value]) -> Result<String, String> {
        let mut strictest: Option<(&Value, f64)> = None;
        for objective in objectives {
            let level = level(objective)
                .ok_or("the objective has no `target` below 1; write one such as `target: 0.999`")?;
            if strictest.is_none_or(|(_, known)| level > known) {
                strictest = Some((objective, level));
            }
        }
        let Some((objective, _)) = strictest else {
            return Ok(String::new());
        };
        let mut out = String::new();
        if objectives.len() > 1 {
            let others = objectives.iter().filter(|one| !std::ptr::eq(*one, objective));
            let others: Vec<String> = others.map(described).collect();
            let _ = writeln!(
                out,
                "# The strictest of {} objectives, {}; met, it keeps the others too: {}.",
                objectives.len(),
                described(objective),
                others.join(", ")
            );
        }
        let target = target(objective).unwrap_or_default();
        let _ = writeln!(out, "availability = \"{target}\"");
        let method = self.method()?;
        if method != "Occurrences" {
            let _ = writeln!(out, "budgeting = \"{method}\"");
        }
        if method == "Timeslices" {
            let target = objective.get("timeSliceTarget").and_then(Value::as_f64);
            let target = target.ok_or("a budget in time slices needs `timeSliceTarget`, such as 0.95")?;
            let _ = writeln!(out, "slice_target = \"{}\"", number(target));
            let length = match objective.get("timeSliceWindow") {
                Some(Value::Number(minutes)) => format!("{minutes} min"),
                Some(Value::String(text)) => duration(text)?,
                _ => return Err("a budget in time slices needs `timeSliceWindow`, such as 1m".into()),
            };
            let _ = writeln!(out, "slice = \"{length}\"");
        }
        Ok(out)
    }

    fn method(&self) -> Result<&str, String> {
        let known = ["Occurrences", "Timeslices", "RatioTimeslices"];
        let method = self.spec("budgetingMethod").and_then(Value::as_str);
        match method.unwrap_or(known[0]) {
            method if known.contains(&method) => Ok(method),
            other => Err(format!(
                "`{}` is not a budgeting method; {}",
                clip(other),
                hint(other, known.into_iter(), "")
            )),
        }
    }

    /// All that is said about an objective's measurement, in words and in names of metrics.
    fn said(&self, objective: &Value) -> String {
        let mut all = vec![
            text(objective, "/displayName"),
            self.spec("description")
                .and_then(Value::as_str)
                .unwrap_or_default(),
            text(self.slo, "/metadata/displayName"),
        ];
        if let Some(indicator) = self.indicator() {
            all.extend(
                ["/metadata/displayName", "/metadata/name", "/spec/description"]
                    .map(|at| text(indicator, at)),
            );
            let query = indicator.pointer("/spec/thresholdMetric/metricSource/spec");
            let fields = query.and_then(Value::as_object);
            all.extend(
                fields
                    .into_iter()
                    .flatten()
                    .filter_map(|(_, value)| value.as_str()),
            );
        }
        all.join(" \n ")
    }

    fn window(&self) -> Result<String, String> {
        let windows = self
            .spec("timeWindow")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let window = match windows {
            [] => return Ok("# The document names no window: 30 days are taken.\n".into()),
            [one] => one,
            _ => {
                return Err(
                    "this SLO has several time windows, and OpenSLO allows one; leave one of them".into(),
                );
            }
        };
        let length = text(window, "/duration");
        let rolling = window
            .get("isRolling")
            .and_then(Value::as_bool)
            .unwrap_or(window.get("calendar").is_none());
        if !rolling {
            let unit = match length {
                "1w" | "7d" => "week",
                "1M" => "month",
                "1Q" | "3M" => "quarter",
                "1Y" => "year",
                other => {
                    return Err(format!(
                        "a calendar window of `{}` is not possible here; write 1w, 1M (a month; 1m is a minute), 1Q or 1Y",
                        clip(other)
                    ));
                }
            };
            return Ok(format!("calendar = \"{unit}\"\n"));
        }
        Ok(format!("window = \"{}\"\n", duration(length)?))
    }

    /// The queries, where they are PromQL with a window in it.
    fn queries(&self) -> String {
        let indicator = self.indicator();
        let query = |part: &str| {
            let metric = indicator?.pointer(&format!("/spec/ratioMetric/{part}/metricSource"))?;
            let query = text(metric, "/spec/query");
            (text(metric, "/type") == "Prometheus" && query.contains(super::watched::WINDOW)).then_some(query)
        };
        let mut out = String::new();
        for (key, part) in [("error_query", "bad"), ("total_query", "total")] {
            if let Some(query) = query(part) {
                let _ = writeln!(out, "{key} = {}", quoted(query));
            }
        }
        out
    }

    fn object(&self, kind: &str, name: &str) -> Option<&Value> {
        let mut all = self.objects.iter();
        all.find(|object| text(object, "/kind") == kind && text(object, NAME) == name)
    }

    fn alerts(&self) -> Result<Vec<String>, String> {
        let policies = self
            .spec("alertPolicies")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let found = policies.iter().map(|policy| {
            // Some documents name a policy where the specification wants `alertPolicyRef`.
            let policy = match policy.as_str() {
                Some(name) => self.referred(name, "AlertPolicy")?,
                None => self.resolved(policy, "alertPolicyRef", "AlertPolicy")?,
            };
            let conditions = policy.pointer("/spec/conditions").and_then(Value::as_array);
            let [condition] = conditions.map_or(&[][..], Vec::as_slice) else {
                return Err(format!(
                    "the alert policy `{}` needs one condition",
                    clip(text(policy, NAME))
                ));
            };
            let condition = self.resolved(condition, "conditionRef", "AlertCondition")?;
            alert(policy, condition)
        });
        found.collect()
    }

    /// What is written inline, or the object that is referred to.
    fn resolved<'b>(&'b self, value: &'b Value, key: &str, kind: &str) -> Result<&'b Value, String> {
        match value.get(key).and_then(Value::as_str) {
            Some(name) => self.referred(name, kind),
            None => Ok(value),
        }
    }

    fn referred(&self, name: &str, kind: &str) -> Result<&Value, String> {
        self.object(kind, name).ok_or_else(|| {
            format!(
                "`{}` refers to an {kind} that is not in this document; put it behind `---`",
                clip(name)
            )
        })
    }
}

fn alert(policy: &Value, condition: &Value) -> Result<String, String> {
    let name = clip(text(condition, NAME));
    let at = |key: &str| condition.pointer(&format!("/spec/condition/{key}"));
    let kind = at("kind").and_then(Value::as_str).unwrap_or("burnrate");
    if kind != "burnrate" {
        return Err(format!(
            "the alert `{name}` is of kind `{}`; OpenSLO v1 knows `burnrate`",
            clip(kind)
        ));
    }
    let burn = at("threshold").and_then(Value::as_f64);
    let burn =
        burn.ok_or_else(|| format!("the alert `{name}` has no `threshold`, the burn rate it fires at"))?;
    let long = at("lookbackWindow").and_then(Value::as_str);
    let long =
        duration(long.ok_or_else(|| format!("the alert `{name}` has no `lookbackWindow`, such as 1h"))?)?;
    let severity = match text(condition, "/spec/severity") {
        "ticket" => "ticket",
        _ => "page",
    };
    let mut out = format!("\n[[alert]]\nseverity = \"{severity}\"\nlong = \"{long}\"\n");
    let short = policy
        .pointer("/metadata/annotations")
        .and_then(|all| all.get(SHORT)?.as_str());
    if let Some(short) = short {
        let _ = writeln!(out, "short = \"{}\"", duration(short)?);
    }
    let _ = writeln!(out, "burn = {}", number(burn));
    Ok(out)
}

/// A measurement held to a value: the percentile of a latency, where the document says in what unit.
fn threshold(objective: &Value, method: &str, said: &str) -> Result<String, String> {
    let value = objective.get("value").and_then(Value::as_f64);
    let value = value.ok_or("this SLO holds a measurement to a value and names none; add `value: 500`")?;
    let op = text(objective, "/op");
    if op.is_empty() {
        return Err(format!(
            "this SLO does not say how a measurement compares with {}; add `op: lte` where it is to stay below it",
            number(value)
        ));
    }
    if !matches!(op, "lt" | "lte") {
        return Err(format!(
            "this SLO holds a measurement to be `{}` {}, and only latencies are read, which are to stay below a value (`lt` or `lte`)",
            clip(op),
            number(value)
        ));
    }
    if method != "Occurrences" {
        return Err(format!(
            "this SLO counts slices of time in which a measurement stays below {}, and a latency is held to a percentile of requests; write it as `latency = \"p99 < 500 ms\"` in `[slo]` instead",
            number(value)
        ));
    }
    let unit = unit(value, said).ok_or_else(|| format!(
        "this SLO holds a measurement to the value {}, and nothing in it says that this is a time and in which unit; say so in its description (`below {} ms`), or write it as `latency = \"p99 < 500 ms\"` in `[slo]`",
        number(value),
        number(value)
    ))?;
    let level =
        level(objective).ok_or("the objective has no `target` below 1; write one such as `target: 0.99`")?;
    let percentile = [(0.5, "p50"), (0.95, "p95"), (0.99, "p99"), (0.999, "p99.9")]
        .into_iter()
        .find(|(known, _)| (level - known).abs() < 1e-9);
    let Some((_, percentile)) = percentile else {
        return Err(format!(
            "this SLO wants {} of the requests below {} {unit}, and latencies are computed at p50, p95, p99 and p99.9; take one of these as its `target`",
            target(objective).unwrap_or_default(),
            number(value)
        ));
    };
    Ok(format!("latency = \"{percentile} < {} {unit}\"\n", number(value)))
}

/// The unit of a value: written behind it, or the last word of a metric's name.
fn unit(value: f64, said: &str) -> Option<&'static str> {
    let said = said.to_ascii_lowercase();
    let digits = number(value);
    let behind = said.match_indices(digits.as_str()).find_map(|(at, _)| {
        let starts = !said[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
        let rest = said[at + digits.len()..].trim_start();
        let end = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        unit_of(&rest[..end]).filter(|_| starts)
    });
    let words = said.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let mut named = words.rev().filter_map(|word| {
        let word = word.trim_end_matches("_bucket").trim_end_matches("_sum");
        unit_of(word.rsplit_once('_')?.1)
    });
    behind.or_else(|| named.next())
}

fn unit_of(word: &str) -> Option<&'static str> {
    match word {
        "ms" | "msec" | "millisecond" | "milliseconds" => Some("ms"),
        "s" | "sec" | "second" | "seconds" => Some("s"),
        _ => None,
    }
}

/// An objective in words.
fn described(objective: &Value) -> String {
    let name = clip(text(objective, "/displayName"));
    let target = target(objective).unwrap_or_default();
    format!("{name} {target}").trim().to_owned()
}

/// The target as a share, where it is below 1.
fn level(objective: &Value) -> Option<f64> {
    let share = objective.get("target").and_then(Value::as_f64);
    let percent = || Some(objective.get("targetPercent")?.as_f64()? / 100.0);
    share.or_else(percent).filter(|level| (0.0..1.0).contains(level))
}

/// The target as it is written, where it is below 1.
fn target(objective: &Value) -> Option<String> {
    if let Some(target) = objective.get("target").and_then(Value::as_f64) {
        return (0.0..1.0).contains(&target).then(|| number(target));
    }
    let percent = objective.get("targetPercent").and_then(Value::as_f64)?;
    (0.0..100.0)
        .contains(&percent)
        .then(|| format!("{}%", number(percent)))
}

/// OpenSLO's shorthand as a duration of a scenario.
fn duration(text: &str) -> Result<String, String> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let count: f64 = text[..end].parse().unwrap_or(0.0);
    let unit = match &text[end..] {
        "m" => "min",
        "h" => "h",
        "d" => "d",
        "w" => return positive(count * 7.0, "d", text),
        "M" => return positive(count * 30.0, "d", text),
        "Q" => return positive(count * 91.0, "d", text),
        "Y" => return positive(count * 365.0, "d", text),
        _ => "",
    };
    positive(count, unit, text)
}

fn positive(count: f64, unit: &str, read: &str) -> Result<String, String> {
    if count <= 0.0 || unit.is_empty() {
        return Err(format!(
            "`{}` is not a duration of OpenSLO; write a positive number with m, h, d, w, M, Q or Y, such as 30d",
            clip(read)
        ));
    }
    Ok(format!("{} {unit}", number(count)))
}
