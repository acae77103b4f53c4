//! Parts of a scenario that a design can patch, field by field.

/// Declares a struct whose every field may be absent and can be patched by another of its kind.
macro_rules! patchable {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* #[serde(skip_serializing_if = "Option::is_none", default)] pub $field: Option<$kind>,)*
        }

        impl $name {
            /// This with every field that `patch` gives taken from there.
            pub fn patched(&self, patch: &Self) -> Self {
                Self { $($field: patch.$field.clone().or_else(|| self.$field.clone()),)* }
            }
        }

        part!($name { $($field),* });
    };
}

pub(super) use patchable;
