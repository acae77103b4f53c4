//! Where on the page a value of the text is edited, and what its field is called.

use super::fields::{
    CAUSES, DOWN, Field, HARM, INCIDENT, ITEM, MONEY, PARTITION, RELIABILITY, REQUIRE, SCENARIO, SLO, THUMB,
    TRAFFIC, WAITING, WRONGNESS,
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
    if let Some(place) = listed(document, path) {
        return Some(place);
    }
    WHOLE.iter().find_map(|(tab, lists)| {
        let field = lists.iter().copied().flatten().find(|field| field.key == path)?;
        Some(Place {
            tab,
            words: field.label.to_string(),
        })
    })
}

/// A value of an entry of a list: of a harm, of a line item.
fn listed(document: &Document, path: &str) -> Option<Place> {
    let (entry, key) = path.rsplit_once('.')?;
    let list = entry.rsplit_once('.')?.0;
    let fields = match list {
        "wrongness.harm" => HARM,
        _ if list == "cost" || (list.starts_with("design.") && list.ends_with(".cost")) => ITEM,
        _ => return None,
    };
    let field = fields.iter().find(|field| field.key == key)?;
    let name = document.get(&format!("{entry}.name")).unwrap_or_default();
    Some(Place {
        tab: "money",
        words: format!("{name}: {}", field.label),
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
            found("money", "Error probability")
        );
        let text = "cost = [ { name = \"Nodes\", price = \"$1/h\" } ]\n[wrongness]\nharm = [ { name = \"Fine\", cost = \"$1\" } ]\n";
        let document = Document::parse(text).unwrap();
        let words = |path: &str| place(&document, path).map(|place| place.words);
        assert_eq!(
            words("wrongness.harm.0.cost").as_deref(),
            Some("Fine: Costs, each")
        );
        assert_eq!(words("cost.0.price").as_deref(), Some("Nodes: Price, each"));
        for nowhere in ["", "services.a", "services.a.color", "partition", "data.x"] {
            assert_eq!(at(nowhere), None, "{nowhere}");
        }
    }
}
