//! Data stores by configuration, with the PACELC class each has and where that is from.

use crate::scenario::Document;
use serde::Serialize;
use std::sync::OnceLock;

/// A data store in one configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct System {
    /// What it is.
    pub system: String,
    /// How it is set up.
    pub configuration: String,
    /// Its PACELC class, such as `PC/EC`.
    pub class: String,
    /// Who says so, or whose description we read it from.
    pub source: String,
    /// When the source was published, or the version of the documentation.
    pub date: String,
    /// Whether the class is our own reading of the source.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ours: bool,
}

/// Every data store there is a row for.
pub fn systems() -> &'static [System] {
    static SYSTEMS: OnceLock<Vec<System>> = OnceLock::new();
    SYSTEMS.get_or_init(|| {
        let Ok(rows) = Document::parse(include_str!("../../data/systems.toml")) else {
            return Vec::new();
        };
        (0..rows.len("system")).map(|at| row(&rows, at)).collect()
    })
}

/// Those of one class, such as `PC/EC`.
pub fn systems_of(class: &str) -> impl Iterator<Item = &'static System> {
    systems().iter().filter(move |system| system.class == class)
}

fn row(rows: &Document, at: usize) -> System {
    let get = |key: &str| rows.get(&format!("system.{at}.{key}")).unwrap_or_default();
    System {
        system: get("name"),
        configuration: get("configuration"),
        class: get("class"),
        source: get("source"),
        date: get("date"),
        ours: get("ours") == "true",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guarantee::CLASSES;

    #[test]
    fn every_row_says_what_it_is_which_class_it_has_and_who_says_so() {
        let known = |class: &str| CLASSES.iter().any(|(known, _)| *known == class);
        for system in systems() {
            assert!(known(&system.class), "{system:?}");
            let texts = [
                &system.system,
                &system.configuration,
                &system.source,
                &system.date,
            ];
            assert!(texts.iter().all(|text| !text.is_empty()), "{system:?}");
        }
        assert!(
            CLASSES
                .iter()
                .all(|(class, _)| systems_of(class).next().is_some())
        );
    }

    #[test]
    fn what_abadi_classified_is_not_called_our_reading() {
        let printed = systems().iter().filter(|system| system.source.contains("Abadi"));
        let printed: Vec<bool> = printed.map(|system| system.ours).collect();
        assert!(!printed.is_empty() && !printed.contains(&true));
    }
}
