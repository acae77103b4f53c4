//! Shares that are written without a percent sign.

use quorate_model::quantity::show;

/// What is read in a field whose `hint` speaks of percents, where `value` is plain numbers: whoever types
/// `0.05 to 0.5` there may have meant percents.
pub fn in_percent(hint: &str, value: &str) -> Option<String> {
    let share = |part: &str| {
        let share: f64 = part.trim().parse().ok()?;
        match share {
            s if s > 0.5 && s < 1.0 => Some(show::availability(1.0 - s)),
            s if s > 0.0 && s <= 1.0 => Some(show::odds(s)),
            _ => None,
        }
    };
    let speaks = hint.contains('%') && !hint.contains('$');
    let parts = value.split(" to ").flat_map(|part| part.split(".."));
    let shares: Option<Vec<String>> = speaks.then(|| parts.map(share).collect()).flatten();
    shares.map(|shares| shares.join(" to "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_shares_are_said_in_percent() {
        let read = |value: &str| in_percent("0.01%, 1 in 10,000.", value);
        assert_eq!(read("0.0005 to 0.005").as_deref(), Some("0.05% to 0.5%"));
        assert_eq!(read("0.9995").as_deref(), Some("99.95%"));
        assert_eq!(read("1e-6").as_deref(), Some("1 in 10⁶"));
        for value in ["0.05%", "1 in 200", "", "3", "0", "0.05 to 0.3%"] {
            assert_eq!(read(value), None, "{value}");
        }
        assert_eq!(in_percent("$0.02/GB, 5%.", "0.5"), None);
        assert_eq!(in_percent("A number.", "0.5"), None);
    }
}
