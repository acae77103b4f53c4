//! What the components of a vector have in common: a short list of values in rising order, each
//! with the text it is printed as.

use super::error::{GuaranteeError, echo, fold, nearest};

/// Reads `text` as one of `values`, which are (value, printed, other spellings).
pub(super) fn read<T: Copy>(
    component: &'static str,
    text: &str,
    values: &[(T, &'static str, &[&'static str])],
) -> Result<T, GuaranteeError> {
    let wanted = fold(text);
    let is_wanted = |name: &&str| fold(name) == wanted;
    let found = values
        .iter()
        .find(|(_, printed, others)| is_wanted(printed) || others.iter().any(&is_wanted));
    found.map(|(value, ..)| *value).ok_or_else(|| {
        let printed: Vec<&str> = values.iter().map(|(_, printed, _)| *printed).collect();
        unknown(component, text, &printed)
    })
}

/// The error for a text that is none of `printed`.
pub(super) fn unknown(component: &'static str, text: &str, printed: &[&str]) -> GuaranteeError {
    GuaranteeError::UnknownValue {
        component,
        read: echo(text),
        allowed: printed.join(", "),
        nearest: nearest(text, printed.iter().copied()),
    }
}

/// Declares a component whose values form a plain chain: the enum, its order, text and meet.
macro_rules! ranked {
    (
        $(#[$meta:meta])* $name:ident, $label:literal;
        $( $(#[$doc:meta])* $value:ident = $printed:literal $(| $other:literal)* ),+ $(,)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $( $(#[$doc])* $value, )+
        }

        impl $name {
            /// Every value, weakest first.
            pub const ALL: &'static [$name] = &[ $( $name::$value ),+ ];

            /// The weaker of the two.
            #[must_use]
            pub fn meet(self, other: $name) -> $name {
                self.min(other)
            }

            /// As it is printed.
            pub const fn label(self) -> &'static str {
                match self { $( $name::$value => $printed ),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.label())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::guarantee::GuaranteeError;

            fn from_str(text: &str) -> Result<$name, Self::Err> {
                const VALUES: &[($name, &str, &[&str])] =
                    &[ $( ($name::$value, $printed, &[ $( $other ),* ]) ),+ ];
                $crate::guarantee::ranked::read($label, text, VALUES)
            }
        }
    };
}
pub(super) use ranked;
