//! Where on the page a value of the text is edited, and what its field is called.

use super::fields::{
    CAUSES, DOWN, Field, INCIDENT, MONEY, PARTITION, RELIABILITY, REQUIRE, SCENARIO, SLO, THUMB, TRAFFIC,
    WAITING, WRONGNESS,
};
use super::patches::offer_at;
use quorate_model::scenario::edit::Document;

/// Fields of the whole scenario, by the tab they stand on.
const WHOLE: &[(&str, &[&[Field]])] = &[
    ("flow", &[SCENARIO]),
    ("budget", &[SLO, INCIDENT]),
    (
        "money",
        &[
            TRAFFIC,
            WRONGNESS,
            CAUSES,
            WAITING,
            DOWN,
            PARTITION,
            RELIABILITY,
            MONEY,
        ],
    ),
    ("decision", &[REQUIRE, THUMB]),
];

/// A place to go to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The tab, as identifiers name it.
    pub tab: &'static str,
    /// What people call it: `cache: Timeout`.
    pub words: String,
}

/// Where the value at `path` is edited; nothing where no form has it.
pub fn place(document: &Document, path: &str) -> Option<Place> {
    if path.starts_with("services.") || path.starts_with("journey.") {
        let words = offer_at(document, path)?.label();
        return Some(Place { tab: "flow", words });
    }
    if let Some(number) = path
        .strip_prefix("design.")
        .and_then(|rest| rest.strip_suffix(".level"))
    {
        let name = document.get(&format!("design.{number}.name")).unwrap_or_default();
        let words = format!("{name}: Guarantee of its services");
        return Some(Place {
            tab: "decision",
            words,
        });
    }
    WHOLE.iter().find_map(|(tab, lists)| {
        let field = lists.iter().copied().flatten().find(|field| field.key == path)?;
        Some(Place {
            tab,
            words: field.label.to_string(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_a_tab_and_a_name() {
        let text = "flow = \"a\"\n[services.a]\n[[design]]\nname = \"Strict\"\nlevel = \"SS\"\n";
        let document = Document::parse(text).unwrap();
        let at = |path: &str| place(&document, path).map(|place| (place.tab, place.words));
        let found = |tab, words: &str| Some((tab, words.to_string()));
        assert_eq!(at("services.a.timeout"), found("flow", "a: Timeout"));
        assert_eq!(
            at("design.0.level"),
            found("decision", "Strict: Guarantee of its services")
        );
        assert_eq!(at("flow"), found("flow", "Flow"));
        assert_eq!(at("slo.window"), found("budget", "Over"));
        assert_eq!(
            at("wrongness.error_probability"),
            found("money", "Requests that go wrong")
        );
        for nowhere in ["", "services.a", "services.a.color", "partition", "data.x"] {
            assert_eq!(at(nowhere), None, "{nowhere}");
        }
    }
}
