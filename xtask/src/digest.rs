//! What a file holds, as a short name that no other content has.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Its first 16 hexadecimal digits: what stands in a file's name.
    pub fn short(&self) -> String {
        self.0[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// As browsers read it where they check what they fetched: `sha256-…`.
    pub fn integrity(&self) -> String {
        format!("sha256-{}", STANDARD.encode(self.0))
    }
}

/// Whether a file's name carries a digest: 16 hexadecimal digits behind a hyphen.
pub fn is_in_name(name: &str) -> bool {
    name.split(['.', '_'])
        .filter_map(|piece| piece.rsplit_once('-'))
        .any(|(_, hash)| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one_of_nothing_and_of_abc() {
        assert_eq!(
            Digest::of(b"").integrity(),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
        assert_eq!(Digest::of(b"abc").short(), "ba7816bf8f01cfea");
    }

    #[test]
    fn names_with_a_digest_are_told_from_those_without() {
        for name in [
            "quorate-app-654f9f970e387681_bg.wasm",
            "style-388ed8fb5f6b1d11.css",
            "boot-ba7816bf8f01cfea.js",
        ] {
            assert!(is_in_name(name), "{name}");
        }
        for name in ["boot.js", "icon-192.png", "service-worker.js", "a-0123.js"] {
            assert!(!is_in_name(name), "{name}");
        }
    }
}
