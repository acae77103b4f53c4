//! The input that a path names.

use super::values::{Inputs, Slot};
use crate::clip::clip;
use crate::problem::hint;

impl Inputs {
    /// The input at a path; of those that move together the one that leads.
    ///
    /// # Errors
    /// A sentence with the nearest path there is.
    pub(crate) fn at_path(&self, path: &str) -> Result<Slot, String> {
        let leads = |slot: &Slot| {
            let input = &self.all()[slot.place()];
            input.label.path == path && input.leader.is_none()
        };
        self.slots().find(leads).ok_or_else(|| self.unknown(path))
    }

    fn unknown(&self, path: &str) -> String {
        let known = self.all().iter().map(|input| input.label.path.as_str());
        let hint = hint(path, known, "write a path such as `wrongness.error_probability`");
        format!("`{}` is no input of this scenario; {hint}", clip(path))
    }
}
