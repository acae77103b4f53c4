//! Links: a whole scenario in the fragment of a URL.
//!
//! # What it computes
//! `q1.` + base64url(deflate(text)): the text byte for byte, also when it does not parse. Presets
//! link by name with readable changes: `preset=payments&wrongness.error_probability=0.02%`.
//!
//! # Why it matters
//! A link is a published format: every link ever shared must open. `q1` names the codec; a later one
//! gets another name and this one stays.
//!
//! # Example
//! ```
//! let fragment = quorate_model::link::encode("flow = \"a\"");
//! let opened = quorate_model::link::decode(&fragment).unwrap();
//! assert_eq!(opened.text, "flow = \"a\"");
//! ```

use crate::clip::clip;
use crate::library::{preset, presets};
use crate::problem::hint;
use crate::scenario::edit;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;

/// Name of the codec this release writes.
pub const CODEC: &str = "q1";
/// Most bytes a compressed scenario may have.
pub const MAX_COMPRESSED: usize = 64_000;
/// Most changes a link makes to a preset.
pub const MAX_CHANGES: usize = 100;
/// Most bytes a scenario may have.
pub const MAX_EXPANDED: usize = 1_000_000;

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The scenario's text.
    pub text: String,
    /// The figure to show alone, when the link is an embed.
    pub view: Option<String>,
}

/// Why a link does not open.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// No scenario in it.
    #[error(
        "this link carries no scenario; a link looks like `…#q1.` and then letters and digits, or `…#preset=payments`"
    )]
    Nothing,
    /// A codec of another release.
    #[error("this link was written as `{0}`, which this release does not read; open it with a newer release")]
    Codec(String),
    /// Cut short or mistyped.
    #[error("this link is damaged ({0}); copy it again in full, from `#` to its end")]
    Damaged(&'static str),
    /// Too large.
    #[error("this link carries more than {0} bytes, the most that is read; send the scenario as a file")]
    TooLarge(usize),
    /// Too many changes to a preset.
    #[error(
        "this link makes more than {0} changes to a preset; open the preset, change it, and share it as a link of its own"
    )]
    Changes(usize),
    /// Not a preset.
    #[error("`{0}` is not a preset; {1}")]
    Preset(String, String),
    /// A change that cannot be made.
    #[error("the change `{0}` in this link cannot be made; write it as `services.payment.latency=p99 20 ms`")]
    Change(String),
}

/// The fragment of a link to `text`, without `#`.
pub fn encode(text: &str) -> String {
    let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9);
    format!("{CODEC}.{}", URL_SAFE_NO_PAD.encode(packed))
}

/// Opens a link: a whole URL, or its fragment with or without `#`.
///
/// # Errors
/// A sentence when the link is damaged, too large, of another release or names no preset.
pub fn decode(link: &str) -> Result<Opened, LinkError> {
    let fragment = link.trim();
    let fragment = fragment
        .split_once('#')
        .map_or(fragment, |(_, fragment)| fragment);
    let mut parts = fragment.split('&').filter(|part| !part.is_empty());
    let first = parts.next().ok_or(LinkError::Nothing)?;
    let (mut text, preset) = match first.strip_prefix("preset=") {
        Some(name) => (from_preset(&unescape(name))?, true),
        None => (from_packed(first)?, false),
    };
    let mut view = None;
    if preset && parts.clone().count() > MAX_CHANGES {
        return Err(LinkError::Changes(MAX_CHANGES));
    }
    for part in parts {
        match part.split_once('=') {
            Some(("view", name)) => view = Some(unescape(name)),
            Some((path, value)) if preset => text = change(&text, &unescape(path), &unescape(value))?,
            _ if preset => return Err(LinkError::Change(clip(part))),
            _ => {}
        }
    }
    Ok(Opened { text, view })
}

fn from_preset(name: &str) -> Result<String, LinkError> {
    let known = || hint(name, presets().iter().map(|preset| preset.name), "there are none");
    preset(name)
        .map(|preset| preset.text.to_owned())
        .ok_or_else(|| LinkError::Preset(clip(name), known()))
}

fn change(text: &str, path: &str, value: &str) -> Result<String, LinkError> {
    let sound = !path.is_empty()
        && path
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let changed = sound.then(|| edit::set(text, path, value).ok()).flatten();
    changed.ok_or_else(|| LinkError::Change(clip(&format!("{path}={value}"))))
}

fn from_packed(packed: &str) -> Result<String, LinkError> {
    let (codec, data) = packed.split_once('.').ok_or(LinkError::Nothing)?;
    if codec != CODEC {
        let version = codec
            .strip_prefix('q')
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        return Err(if version {
            LinkError::Codec(clip(codec))
        } else {
            LinkError::Nothing
        });
    }
    if data.len() > MAX_COMPRESSED / 3 * 4 + 4 {
        return Err(LinkError::TooLarge(MAX_COMPRESSED));
    }
    let packed = URL_SAFE_NO_PAD
        .decode(data)
        .map_err(|_| LinkError::Damaged("its letters do not spell data"))?;
    let expanded =
        miniz_oxide::inflate::decompress_to_vec_with_limit(&packed, MAX_EXPANDED).map_err(|error| {
            use miniz_oxide::inflate::TINFLStatus;
            match error.status {
                TINFLStatus::HasMoreOutput => LinkError::TooLarge(MAX_EXPANDED),
                _ => LinkError::Damaged("its data does not unpack"),
            }
        })?;
    String::from_utf8(expanded).map_err(|_| LinkError::Damaged("its data is no text"))
}

/// Percent-escapes undone; what is no escape stays as it is.
fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes
            .get(at + 1..at + 3)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], code) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_comes_back_byte_for_byte(text in "\\PC*") {
            prop_assert_eq!(decode(&encode(&text)).unwrap().text, text);
        }

        #[test]
        fn no_link_makes_it_panic(text in "\\PC{0,80}", data in "[A-Za-z0-9_-]{0,200}") {
            let _ = decode(&text);
            let _ = decode(&format!("q1.{data}"));
        }
    }

    #[test]
    fn links_carry_a_view_and_presets_take_changes() {
        let link = format!(
            "https://example.org/sub/#{}&view=designs",
            encode("title = \"x\"")
        );
        let opened = decode(&link).unwrap();
        assert_eq!(
            (opened.text.as_str(), opened.view.as_deref()),
            ("title = \"x\"", Some("designs"))
        );
        let opened = decode("#preset=payments&wrongness.error_probability=0.02%25&view=designs").unwrap();
        assert!(
            opened.text.contains("error_probability = \"0.02%\""),
            "{}",
            opened.text
        );
        assert_eq!(
            opened.text.lines().count(),
            preset("payments").unwrap().text.lines().count()
        );
    }

    #[test]
    fn a_scenario_of_twelve_services_makes_a_short_link() {
        let services: String = (0..12)
            .map(|i| format!("[services.service{i}]\navailability = \"99.9{i}%\"\nlatency = \"p99 {i}0 ms\"\nguarantee = \"RC\"\n"))
            .collect();
        let link = encode(&format!("flow = \"service0 > service1\"\n{services}"));
        assert!(link.len() < 900, "{}", link.len());
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = encode(&" ".repeat(2_000_000));
        assert_eq!(decode(&bomb), Err(LinkError::TooLarge(MAX_EXPANDED)));
        assert_eq!(
            decode(&format!("q1.{}", "A".repeat(200_000))),
            Err(LinkError::TooLarge(MAX_COMPRESSED))
        );
    }

    #[test]
    fn every_refusal_is_a_sentence() {
        let links = [
            "",
            "#",
            "hello",
            "q1",
            "q1.!!!",
            "q1.AAAA",
            "q9.AAAA",
            "preset=paymnts",
            "preset=x",
            "preset=payments&a b=c",
            "preset=payments&x",
        ];
        let said: Vec<String> = links
            .iter()
            .map(|link| format!("{link:?}: {}", decode(link).unwrap_err()))
            .collect();
        insta::assert_snapshot!(said.join("\n"));
    }
}
