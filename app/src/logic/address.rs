//! What the address bar's fragment asks for.

/// How a link to an example begins.
const PRESET: &str = "preset=";

/// The parts of a fragment such as `#q1.AbC&view=designs` or `#preset=payments`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    /// What carries a scenario: `q1.AbC`, or `preset=payments` with the changes to it; read by
    /// [`quorate_model::link::decode`].
    pub link: Option<String>,
    /// Name of the one figure to show, read-only.
    pub view: Option<String>,
    /// A failure to force, for the browser tests.
    pub trap: Option<Trap>,
}

/// A failure the page can be asked for, so that the rescue is tested on the real build.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trap {
    /// A Rust panic.
    Panic,
    /// Recursion without end.
    Stack,
}

impl Address {
    /// Reads a fragment, with or without its `#`.
    pub fn parse(fragment: &str) -> Address {
        let mut address = Address::default();
        for part in fragment
            .trim_start_matches('#')
            .split('&')
            .filter(|part| !part.is_empty())
        {
            match (part.split_once('='), &mut address.link) {
                (Some(("view", name)), _) => address.view = Some(name.to_string()),
                (Some(("trap", "panic")), _) => address.trap = Some(Trap::Panic),
                (Some(("trap", "stack")), _) => address.trap = Some(Trap::Stack),
                (change, Some(link)) if change.is_none() || link.starts_with(PRESET) => {
                    link.push('&');
                    link.push_str(part);
                }
                (_, Some(_)) => {}
                (_, none) => *none = Some(part.to_string()),
            }
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_fragment_asks_for_nothing() {
        assert_eq!(Address::parse(""), Address::default());
        assert_eq!(Address::parse("#"), Address::default());
    }

    #[test]
    fn a_link_may_carry_a_view() {
        let address = Address::parse("#q1.AbC-_&view=designs");
        assert_eq!(address.link.as_deref(), Some("q1.AbC-_"));
        assert_eq!(address.view.as_deref(), Some("designs"));
    }

    #[test]
    fn a_preset_is_named() {
        let address = Address::parse("#preset=payments");
        assert_eq!(address.link.as_deref(), Some("preset=payments"));
    }

    #[test]
    fn an_example_may_come_with_changes() {
        let address = Address::parse("#preset=payments&traffic=3k/s&view=designs&revenue=$1/h");
        assert_eq!(
            address.link.as_deref(),
            Some("preset=payments&traffic=3k/s&revenue=$1/h")
        );
        assert_eq!(address.view.as_deref(), Some("designs"));
    }

    #[test]
    fn what_stands_beside_a_packed_scenario_changes_nothing() {
        let address = Address::parse("#q1.AbC&traffic=3k/s");
        assert_eq!(address.link.as_deref(), Some("q1.AbC"));
    }

    #[test]
    fn a_forced_failure_opens_nothing() {
        let address = Address::parse("#trap=stack");
        assert_eq!(address.trap, Some(Trap::Stack));
        assert_eq!(address.link, None);
    }
}
