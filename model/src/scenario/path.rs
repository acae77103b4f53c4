//! Paths of values in a scenario, such as `services.payment.latency` or `design.0.name`.
//!
//! A part that is no plain key stands in quotes: `journey."read path".flow`.

use std::borrow::Cow;

/// Whether `part` can stand in a path (and in TOML) without quotes.
fn is_plain(part: &str) -> bool {
    !part.is_empty()
        && part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// `part` as it stands in a path.
pub(crate) fn quote(part: &str) -> Cow<'_, str> {
    if is_plain(part) {
        return Cow::Borrowed(part);
    }
    let mut quoted = String::with_capacity(part.len() + 2);
    quoted.push('"');
    for c in part.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.extend(c.escape_default()),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    Cow::Owned(quoted)
}

/// The path of `part` inside the value at `path`.
pub(crate) fn join(path: &str, part: &str) -> String {
    let part = quote(part);
    if path.is_empty() {
        part.into_owned()
    } else {
        format!("{path}.{part}")
    }
}

/// The path of the value at `inner` inside the value at `outer`.
pub(crate) fn join_parts(outer: &str, inner: &str) -> String {
    if outer.is_empty() {
        inner.to_owned()
    } else {
        format!("{outer}.{inner}")
    }
}

/// The parts of a path, quotes taken off.
pub(crate) fn parts(path: &str) -> Vec<Cow<'_, str>> {
    let mut found = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let (part, behind) = first(rest);
        if !part.is_empty() || rest.starts_with('"') {
            found.push(part);
        }
        rest = behind;
    }
    found
}

/// The path of what holds `path`, and its own last part; the parent of a single part is empty.
pub(crate) fn split(path: &str) -> (&str, Cow<'_, str>) {
    let mut at = 0;
    let mut last = 0;
    while at < path.len() {
        last = at;
        let (_, behind) = first(&path[at..]);
        at = path.len() - behind.len();
    }
    let (part, _) = first(&path[last..]);
    (path[..last].trim_end_matches('.'), part)
}

/// The first part of a path, and what follows its dot.
fn first(path: &str) -> (Cow<'_, str>, &str) {
    match path.strip_prefix('"').and_then(unquote) {
        Some((part, behind)) => (Cow::Owned(part), behind.strip_prefix('.').unwrap_or(behind)),
        None => {
            let (part, behind) = path.split_once('.').unwrap_or((path, ""));
            (Cow::Borrowed(part), behind)
        }
    }
}

/// The text up to the closing quote, escapes undone, and what stands behind it; `None` when no
/// quote closes it.
fn unquote(body: &str) -> Option<(String, &str)> {
    let mut part = String::new();
    let mut chars = body.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((part, &body[at + 1..])),
            '\\' => part.push(escaped(&mut chars)?),
            c => part.push(c),
        }
    }
    None
}

fn escaped(chars: &mut std::str::CharIndices) -> Option<char> {
    Some(match chars.next()?.1 {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let code: String = chars
                .by_ref()
                .map(|(_, c)| c)
                .skip_while(|c| *c == '{')
                .take_while(|c| *c != '}')
                .take(7)
                .collect();
            u32::from_str_radix(&code, 16).ok().and_then(char::from_u32)?
        }
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_keys_come_back_from_their_path(keys in prop::collection::vec(".{0,12}", 1..5)) {
            let path = keys.iter().fold(String::new(), |path, key| join(&path, key));
            prop_assert_eq!(parts(&path), keys.clone());
            let (parent, last) = split(&path);
            prop_assert_eq!(parts(parent), keys[..keys.len() - 1].to_vec());
            prop_assert_eq!(&last, &keys[keys.len() - 1]);
            prop_assert!(!path.contains('\n'));
        }
    }

    #[test]
    fn plain_paths_are_written_plainly() {
        assert_eq!(join("services.payment", "latency"), "services.payment.latency");
        assert_eq!(join("journey", "read path"), "journey.\"read path\"");
        assert_eq!(parts("a..b."), ["a", "b"]);
        assert_eq!(split("title"), ("", "title".into()));
        assert_eq!(split("design.0.name"), ("design.0", "name".into()));
    }
}
