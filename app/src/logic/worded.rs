//! What the document writes as a key, as the forms call it.

use super::fields::{
    CAUSES, DOWN, Field, HARM, INCIDENT, MONEY, PARTITION, RELIABILITY, REQUIRE, SERVICE, SLO, TRAFFIC,
    WAITING, WRONGNESS,
};

/// Tables of the document with what the forms call them, the longest first.
const TABLES: &[(&str, &str)] = &[
    ("[[wrongness.harm]]", "harm (under Money)"),
    ("[wrongness.causes]", "causes of wrong answers (under Money)"),
    ("[partition]", "partitions of the network (under Money)"),
    ("[down]", "being down (under Money)"),
    ("[journey.NAME]", "a journey (under Flow)"),
    ("[services.", "a service (under Flow)"),
];

/// Every field whose key is no plain word.
fn fields() -> impl Iterator<Item = &'static Field> {
    let lists: [&[Field]; 13] = [
        SERVICE,
        SLO,
        INCIDENT,
        TRAFFIC,
        WRONGNESS,
        CAUSES,
        HARM,
        WAITING,
        DOWN,
        PARTITION,
        RELIABILITY,
        MONEY,
        REQUIRE,
    ];
    lists.into_iter().flatten()
}

/// What the forms call `code`, which a sentence quotes: `prevented_by` is “Prevented by”, `fails_fast = true`
/// is “Fails at once” true. Nothing where they have no word of their own for it, or where it may as well be the
/// name of a service.
pub fn worded(code: &str) -> Option<String> {
    if let Some((_, words)) = TABLES.iter().find(|(table, _)| code.starts_with(table)) {
        return Some((*words).to_owned());
    }
    let (key, value) = match code.split_once(" = ") {
        Some((key, value)) => (key, Some(value.trim_matches('"'))),
        None => (code, None),
    };
    if value.is_none() && !key.contains(['_', '.']) {
        return None;
    }
    let field = fields().find(|field| field.key == key || field.key.rsplit('.').next() == Some(key))?;
    Some(match value {
        Some(value) => format!("“{}” {value}", field.label),
        None => format!("“{}”", field.label),
    })
}

/// `sentence` without the brackets that say in keys what it has said in words: ` (`prevented_by`)`,
/// ` (`[partition]`, `[data.NAME]`)`.
pub fn without_keys(sentence: &str) -> String {
    let mut rest = sentence;
    let mut out = String::with_capacity(sentence.len());
    while let Some((before, behind)) = rest.split_once(" (`") {
        let inside = behind.split_once("`)").filter(|(inside, _)| {
            let mut codes = inside.split("`, `");
            codes.all(|code| !code.contains('`') && (worded(code).is_some() || code.starts_with('[')))
        });
        out.push_str(before);
        rest = match inside {
            Some((_, behind)) => behind,
            None => {
                out.push_str(" (`");
                behind
            }
        };
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{without_keys, worded};

    #[test]
    fn what_is_said_in_words_is_not_said_in_keys() {
        let said =
            without_keys("They stop at SS (`prevented_by`), and say it (`[partition]`, `[data.NAME]`).");
        assert_eq!(said, "They stop at SS, and say it.");
        for kept in ["Two (`a`) of `b`", "It is (`x` is) so", "f (`a", "nothing"] {
            assert_eq!(without_keys(kept), kept);
        }
    }

    #[test]
    fn keys_are_called_what_the_forms_call_them() {
        let said = |code: &str| worded(code).unwrap_or_default();
        assert_eq!(said("prevented_by"), "“Prevented by”");
        assert_eq!(said("fails_fast = true"), "“Fails at once” true");
        assert_eq!(said("rate = \"4/year\""), "“How often” 4/year");
        assert_eq!(said("[partition]"), "partitions of the network (under Money)");
        assert_eq!(said("[services.web]"), "a service (under Flow)");
    }

    #[test]
    fn what_may_be_a_name_or_a_value_stays() {
        for code in [
            "support",
            "cost",
            "web > db",
            "9 × $0.806/h",
            "p50 3 ms, p99 10 ms",
            "x_y",
            "design.0.name",
        ] {
            assert_eq!(worded(code), None, "{code}");
        }
    }
}
