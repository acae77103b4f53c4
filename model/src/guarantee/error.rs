//! What can be wrong with the text of a guarantee, as sentences.

use thiserror::Error;

/// Why a text is not a guarantee. Every message names what was read, what is allowed and, where
/// something is near, the nearest text that would work.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GuaranteeError {
    /// Nothing was written.
    #[error(
        "the guarantee is empty; write `I` (stateless), a level such as `SS`, or a vector such as \
         `<Global, Causal, RA, BS(5s), Idem, Auth>`"
    )]
    Empty,
    /// The text names no consistency model.
    #[error(
        "`{read}` is not a consistency level; allowed are SS, S, SI, RC, EC and the models by name, \
         such as `linearizable` or `causal`{}",
        hint(.nearest)
    )]
    UnknownLevel {
        /// What was read.
        read: String,
        /// The nearest name that would work.
        nearest: Option<String>,
    },
    /// A component of a vector holds a text it does not know.
    #[error("`{read}` is not a value of {component}; allowed are {allowed}{}", hint(.nearest))]
    UnknownValue {
        /// Which component, such as `Visibility`.
        component: &'static str,
        /// What was read.
        read: String,
        /// What is allowed there.
        allowed: String,
        /// The nearest value that would work.
        nearest: Option<String>,
    },
    /// A vector has another number of components than six.
    #[error(
        "`{read}` has {found} components; a vector has six: \
         <Scope, Order, Visibility, Recency, Idempotence, Auth>, with `-` for what is not stated"
    )]
    WrongCount {
        /// What was read.
        read: String,
        /// How many components it has.
        found: usize,
    },
    /// A bracket is missing.
    #[error("`{read}` is not closed; a vector stands between `<` and `>` (or `⟨` and `⟩`)")]
    NotClosed {
        /// What was read.
        read: String,
    },
    /// A staleness bound is not a duration.
    #[error(
        "`{read}` is not a staleness bound; allowed are a duration such as `5s`, `200ms` or `5min` \
         (at most 500 years), or `∞`"
    )]
    Staleness {
        /// What was read.
        read: String,
    },
    /// A label holds a character with another meaning.
    #[error("`{read}` is not a label; brackets, commas and control characters are not allowed in one")]
    Label {
        /// What was read.
        read: String,
    },
    /// The text names no anomaly.
    #[error("`{read}` is not an anomaly; allowed are {allowed}{}", hint(.nearest))]
    UnknownAnomaly {
        /// What was read.
        read: String,
        /// What is allowed.
        allowed: String,
        /// The nearest name that would work.
        nearest: Option<String>,
    },
}

/// Longest text that is compared with the known names.
const LONGEST_ECHO: usize = 60;

/// `read` as it is echoed in a message: trimmed, and cut when it is long.
pub(super) fn echo(read: &str) -> String {
    crate::clip::clip(read.trim())
}

/// The candidate nearest in spelling to `read`, if any is near.
pub(super) fn nearest<'a>(read: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if read.len() > LONGEST_ECHO {
        return None;
    }
    let read = fold(read);
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let score = strsim::normalized_damerau_levenshtein(&read, &fold(candidate));
        if score >= 0.5 && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}

/// `text` as names are compared: lower case, hyphens and underscores as spaces, single spaces.
pub(super) fn fold(text: &str) -> String {
    let spaced = text.to_ascii_lowercase().replace(['-', '_', '‑', '–'], " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn hint(nearest: &Option<String>) -> String {
    match nearest {
        Some(name) => format!("; did you mean `{name}`?"),
        None => String::new(),
    }
}
