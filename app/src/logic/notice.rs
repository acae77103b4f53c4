//! What the page has to say to its reader, and what it offers to do about it.

/// A sentence, with something to do about it where there is.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The sentence.
    pub sentence: String,
    /// What its button does.
    pub offer: Option<Offer>,
}

/// What can be done about a notice.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    /// Take back the last step.
    Undo,
    /// Put a deleted scenario back on the shelf.
    Restore {
        /// Its name on the shelf.
        id: String,
        /// Its text.
        text: String,
    },
    /// Open this text over the present one.
    Show(String),
    /// Begin an empty scenario, or be shown around.
    Begin,
}

impl Notice {
    /// A sentence with something to do about it.
    pub fn offering(sentence: impl Into<String>, offer: Offer) -> Notice {
        Notice {
            sentence: sentence.into(),
            offer: Some(offer),
        }
    }

    /// Whether it offers to take the last step back.
    pub fn takes_back(&self) -> bool {
        self.offer == Some(Offer::Undo)
    }
}

impl From<String> for Notice {
    fn from(sentence: String) -> Notice {
        Notice {
            sentence,
            offer: None,
        }
    }
}
