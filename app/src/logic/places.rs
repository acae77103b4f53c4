//! Where on the page a value of the text is edited, and what its field is called.

use super::causes;
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
        &[TRAFFIC, WRONGNESS, WAITING, DOWN, PARTITION, RELIABILITY, MONEY],
    ),
    ("decision", &[REQUIRE, THUMB]),
];

/// A place to go to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The path of the value whose field that is: of several that are wrong together, of the first.
    pub field: String,
    /// The tab, as identifiers name it.
    pub tab: &'static str,
    /// What people call it: `cache: Timeout`.
    pub words: String,
}

/// Where the value at `path` is edited; nothing where no form has it.
pub fn place(document: &Document, path: &str) -> Option<Place> {
    if path.starts_with("services.") || path.starts_with("journey.") {
        let words = offer_at(document, path)?.label();
        return Some(Place::of(path, "flow", words));
    }
    if let Some(number) = path
        .strip_prefix("design.")
        .and_then(|rest| rest.strip_suffix(".level"))
    {
        let name = document.get(&format!("design.{number}.name")).unwrap_or_default();
        let words = format!("{name}: Guarantee of its services");
        return Some(Place::of(path, "decision", words));
    }
    if let Some(place) = listed(document, path).or_else(|| of_causes(document, path)) {
        return Some(place);
    }
    WHOLE.iter().find_map(|(tab, lists)| {
        let field = lists.iter().copied().flatten().find(|field| field.key == path)?;
        Some(Place::of(path, tab, field.label.to_string()))
    })
}

/// The path of the only value in which two texts differ; nothing where none or several do.
pub fn only_change(one: &Document, other: &Document) -> Option<String> {
    let (own, theirs) = (one.values(), other.values());
    let least = own.len().min(theirs.len());
    let before = (0..least).take_while(|at| own[*at] == theirs[*at]).count();
    let behind = |at: &usize| own[own.len() - 1 - at] == theirs[theirs.len() - 1 - at];
    let behind = (0..least - before).take_while(behind).count();
    let rests = [&own, &theirs].map(|values| &values[before..values.len() - behind]);
    let mut paths: Vec<&String> = rests.into_iter().flatten().map(|(path, _)| path).collect();
    paths.dedup();
    match paths.as_slice() {
        [only] => Some((*only).clone()),
        _ => None,
    }
}

impl Place {
    fn of(path: &str, tab: &'static str, words: String) -> Place {
        Place {
            field: path.to_string(),
            tab,
            words,
        }
    }
}

/// The share of a cause of wrong answers, or of all of them together.
fn of_causes(document: &Document, path: &str) -> Option<Place> {
    let cause = match path.strip_prefix(causes::PATH)? {
        "" => document.keys(causes::PATH).into_iter().next()?,
        rest => rest.strip_prefix('.')?.to_string(),
    };
    let field = CAUSES.iter().find(|field| field.key == cause)?;
    let words = match path == causes::PATH {
        true => "Causes of wrong answers".to_string(),
        false => field.label.to_string(),
    };
    Some(Place::of(&format!("{}.{cause}", causes::PATH), "money", words))
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
    Some(Place::of(path, "money", format!("{name}: {}", field.label)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_value_in_which_two_texts_differ_is_found() {
        let change = |one: &str, other: &str| {
            only_change(&Document::parse(one).unwrap(), &Document::parse(other).unwrap())
        };
        assert_eq!(change("a = 1\nb = 2", "a = 1\nb = 3").as_deref(), Some("b"));
        assert_eq!(change("a = 1", "a = 1\n[c]\nd = 3").as_deref(), Some("c.d"));
        assert_eq!(change("a = 1", "a = 1 # why"), None);
        assert_eq!(change("a = 1\nb = 2", "a = 2\nb = 3"), None);
    }

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
        let text = "[wrongness.causes]\nstale = \"60%\"\nfault = \"30%\"\n";
        let document = Document::parse(text).unwrap();
        let field = |path: &str| place(&document, path).map(|place| (place.field, place.words));
        assert_eq!(
            field("wrongness.causes"),
            Some(("wrongness.causes.stale".into(), "Causes of wrong answers".into()))
        );
        assert_eq!(
            field("wrongness.causes.fault").map(|found| found.0).as_deref(),
            Some("wrongness.causes.fault")
        );
        for nowhere in ["", "services.a", "services.a.color", "partition", "data.x"] {
            assert_eq!(at(nowhere), None, "{nowhere}");
        }
    }
}
