//! The outline of a range as a path to draw.

use quorate_model::estimate;
use std::fmt::Write;

/// Size of the picture.
const SIZE: (f64, f64) = (48.0, 16.0);

/// Whether `text` looks like a range at all: reading it as one costs more than looking.
pub fn may_be_range(text: &str) -> bool {
    text.contains(" to ") || text.contains("..") || text.contains('(')
}

/// The outline of the first range in `text`, the value at a key called `key`, as an SVG path;
/// nothing for an exact value.
pub fn outline(key: &str, text: &str) -> Option<String> {
    let points = estimate::outline(key, text)?;
    let (width, height) = SIZE;
    let mut path = format!("M0 {height}");
    for (x, y) in points {
        write!(path, "L{:.1} {:.1}", x * width, (1.0 - y) * (height - 1.0) + 1.0).ok()?;
    }
    path.push_str(&format!("L{width} {height}Z"));
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_range_has_an_outline() {
        let path = outline("cost", "$5k to $20k").unwrap();
        assert!(path.starts_with("M0 16L") && path.ends_with("L48 16Z"), "{path}");
        assert_eq!(outline("cost", "$5k"), None);
    }
}
