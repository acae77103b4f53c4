//! Names and the numbers they have in order of first mention.

use litemap::LiteMap;

/// Numbers of names.
#[derive(Default)]
pub(crate) struct Names<'a>(LiteMap<&'a str, usize>);

impl<'a> Names<'a> {
    /// The number of `name`: its own, or the next.
    pub(crate) fn number(&mut self, name: &'a str) -> usize {
        if let Some(known) = self.0.get(name) {
            return *known;
        }
        let next = self.len();
        self.0.insert(name, next);
        next
    }

    /// The number of `name`, when it was mentioned.
    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl<'a> FromIterator<&'a str> for Names<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut all = Names::default();
        for name in names {
            all.number(name);
        }
        all
    }
}
