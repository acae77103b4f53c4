//! One result before and after, and what changed in a sentence.

/// A result of two assessments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What [`crate::explain::why`] calls it.
    pub what: &'static str,
    /// What people call it: `p99`, `a year in all`.
    pub name: &'static str,
    /// The design or further journey it belongs to; absent for what stands in the verdict.
    pub place: Option<String>,
    /// The value before; absent when there was none.
    pub before: Option<String>,
    /// The value after; absent when there is none.
    pub after: Option<String>,
    /// What lies between the two, in the field's own terms; absent where they are equal or one is
    /// absent.
    pub difference: Option<String>,
    /// Whether it got better; absent where it stayed, or where neither is better.
    pub better: Option<bool>,
}

impl Change {
    /// Whether there is a change at all.
    pub fn changed(&self) -> bool {
        self.difference.is_some() || self.before != self.after
    }

    /// `a year in all $158k → $164k (+$6k)`.
    fn said(&self) -> String {
        let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".into());
        let (before, after) = (side(&self.before), side(&self.after));
        let beside = MONEY.contains(&self.what) || before == after;
        let difference = self.difference.as_ref().filter(|_| beside);
        let difference = difference.map_or(String::new(), |said| format!(" ({said})"));
        let values = if before == after {
            after
        } else {
            format!("{before} → {after}")
        };
        format!("{} {values}{difference}", self.name)
    }
}

/// The results whose difference a sentence says: two amounts are hard to subtract at a glance.
const MONEY: [&str; 5] = ["total", "running", "waiting", "wrong", "down"];
/// Most changes a sentence names.
const MOST_NAMED: usize = 5;

/// What changed, in one line: the verdict's results, or else the designs'; nothing when all is equal.
pub fn sentence(changes: &[Change]) -> Option<String> {
    let changed: Vec<&Change> = changes.iter().filter(|change| change.changed()).collect();
    let (main, beside): (Vec<&Change>, Vec<&Change>) = changed.into_iter().partition(|c| c.place.is_none());
    let named = if main.is_empty() { beside } else { main };
    let said = named.iter().take(MOST_NAMED).map(|change| match &change.place {
        None => change.said(),
        Some(place) => format!("{place}: {}", change.said()),
    });
    let mut parts: Vec<String> = said.collect();
    if named.len() > MOST_NAMED {
        parts.push("and more".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}
