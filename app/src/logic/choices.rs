//! Values a field offers beside what may be typed. A new list is one entry here.

use quorate_model::guarantee::CLASSES;

/// A list of values, each with what it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choices {
    /// Its name in identifiers.
    pub name: &'static str,
    /// The keys of the fields that offer it.
    keys: &'static [&'static str],
    /// The values, and what each stands for.
    pub values: &'static [(&'static str, &'static str)],
}

/// Every list there is.
pub const CHOICES: &[Choices] = &[
    Choices {
        name: "guarantees",
        keys: &["guarantee"],
        values: &[SS, S, SI, RC, CAUSAL, EC, ("I", "no data of its own")],
    },
    Choices {
        name: "levels",
        keys: &["level", "measured_at", "prevented_by"],
        values: &[SS, S, SI, RC, CAUSAL, EC],
    },
    Choices {
        name: "classes",
        keys: &["pacelc"],
        values: CLASSES,
    },
    Choices {
        name: "calendars",
        keys: &["calendar"],
        values: &[("week", ""), ("month", ""), ("quarter", ""), ("year", "")],
    },
    Choices {
        name: "budgetings",
        keys: &["budgeting"],
        values: &[
            ("Occurrences", "requests"),
            ("Timeslices", "good slices of time"),
            ("RatioTimeslices", "time"),
        ],
    },
    Choices {
        name: "severities",
        keys: &["severity"],
        values: &[("page", ""), ("ticket", "")],
    },
    Choices {
        name: "impacts",
        keys: &["user_experience_impact"],
        values: &[("high", ""), ("low", "")],
    },
    Choices {
        name: "switches",
        keys: &["fails_fast"],
        values: &[("true", ""), ("false", "")],
    },
];

const SS: (&str, &str) = ("SS", "strict serializable");
const S: (&str, &str) = ("S", "serializable");
const SI: (&str, &str) = ("SI", "snapshot isolation");
const RC: (&str, &str) = ("RC", "read committed");
const CAUSAL: (&str, &str) = ("causal", "causal order");
const EC: (&str, &str) = ("EC", "eventual");

/// The element that holds what the field at `path` offers; nothing where it offers nothing.
pub fn offered(path: &str) -> Option<String> {
    let key = path.rsplit('.').next()?;
    let list = CHOICES.iter().find(|list| list.keys.contains(&key))?;
    Some(list.id())
}

impl Choices {
    /// The element that holds it.
    pub fn id(&self) -> String {
        format!("choices-{}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_model::Assessor;
    use quorate_model::scenario::edit;

    const TEXT: &str = "flow = \"a > b\"\n[services.a]\navailability = \"99%\"\n[services.b]\n[slo]\navailability = \"99%\"\n\
                        [wrongness]\nerror_probability = \"1%\"\nharm = [ { cost = \"$1\" } ]\n[[alert]]\nlong = \"1 h\"\nspends = \"2%\"\n\
                        [[design]]\nname = \"A\"\n[rule_of_thumb]\n";

    #[test]
    fn every_value_that_is_offered_is_read() {
        let places = [
            "services.a.guarantee",
            "design.0.level",
            "wrongness.measured_at",
            "wrongness.prevented_by",
            "require.level",
            "design.0.pacelc",
            "slo.calendar",
            "slo.budgeting",
            "alert.0.severity",
            "rule_of_thumb.user_experience_impact",
            "services.a.fails_fast",
        ];
        let mut read = 0;
        for place in places {
            let id = offered(place).unwrap();
            let list = CHOICES.iter().find(|list| list.id() == id).unwrap();
            for (value, _) in list.values {
                let text = edit::set(TEXT, place, value).unwrap();
                let problems = Assessor::new().assess(&text).err();
                assert!(
                    problems.is_none_or(|problem| problem.path != place),
                    "{place} {value}"
                );
                read += 1;
            }
        }
        assert!(read > 40);
        let keys = CHOICES.iter().flat_map(|list| list.keys);
        for key in keys {
            assert!(places.iter().any(|place| place.ends_with(key)), "{key}");
        }
        assert_eq!(offered("services.a.latency"), None);
    }
}
