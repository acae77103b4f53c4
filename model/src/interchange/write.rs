//! Words for other tools' documents.

/// A name of lower-case letters, digits and hyphens, at most 63 long, as Kubernetes wants them.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(63);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "journey".to_owned()
    } else {
        slug.to_owned()
    }
}

/// A name for a service in a flow: begins with a letter.
pub(super) fn service(name: &str) -> String {
    let slug = slug(name);
    let reserved = ["all", "any", "of", "txn", "gate"].contains(&slug.as_str());
    if slug.starts_with(|c: char| c.is_ascii_digit()) || reserved {
        format!("s-{slug}")
    } else {
        slug
    }
}

/// Quoted: JSON's strings are YAML's and TOML's too.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A number as short as it reads back, at most 12 digits.
pub(super) fn number(value: f64) -> String {
    let rounded: f64 = format!("{value:.11e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// A duration in the largest unit that divides it, as Prometheus reads it: `5m`, `1h`, `3d`, `90s`.
pub(super) fn span(seconds: f64) -> String {
    for (unit, name) in [(86_400.0, "d"), (3600.0, "h"), (60.0, "m"), (1.0, "s")] {
        let count = seconds / unit;
        if count >= 1.0 && (count - count.round()).abs() < 1e-9 {
            return format!("{}{name}", count.round());
        }
    }
    format!("{}ms", (seconds * 1000.0).round().max(1.0))
}

/// `text` with every line but the first moved in.
pub(super) fn indented(text: &str, by: usize) -> String {
    text.lines()
        .collect::<Vec<_>>()
        .join(&format!("\n{}", " ".repeat(by)))
}
