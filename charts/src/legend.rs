//! Series and whether they are shown.

use crate::geometry::Area;

/// One series of a figure, at its place in the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// What [`crate::Options::hidden`] calls it.
    pub key: String,
    /// What the legend calls it.
    pub label: String,
    /// Where it stands, swatch and words.
    pub area: Area,
    /// Whether it is switched off.
    pub hidden: bool,
}

impl LegendEntry {
    pub(crate) fn moved(self, dx: f64, dy: f64) -> Self {
        Self {
            area: self.area.moved(dx, dy),
            ..self
        }
    }
}

/// Which of the series `keys` are switched off; none where nothing would be left.
pub(crate) fn switched_off(keys: &[&str], hidden: &[String]) -> Vec<bool> {
    let off: Vec<bool> = keys.iter().map(|key| hidden.iter().any(|h| h == key)).collect();
    if off.contains(&false) {
        off
    } else {
        vec![false; keys.len()]
    }
}

/// `without wrong and down`; nothing while all is shown.
pub(crate) fn without(names: &[&str]) -> Option<String> {
    let (last, rest) = names.split_last()?;
    Some(match rest {
        [] => format!("without {last}"),
        rest => format!("without {} and {last}", rest.join(", ")),
    })
}

/// `Without wrong: text`.
pub(crate) fn headed(without: Option<&str>, text: String) -> String {
    match without.and_then(|said| said.strip_prefix('w')) {
        Some(said) => format!("W{said}: {text}"),
        None => text,
    }
}
