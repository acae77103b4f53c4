//! The table behind a figure, for those who do not look at it.

/// Columns and rows; every row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Headings.
    pub columns: Vec<String>,
    /// Rows in the order of the figure.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// As people read it; empty when there is nothing to say.
    pub text: String,
    /// The number behind the text, unrounded, in its base unit; absent for words.
    pub number: Option<f64>,
}

impl Cell {
    /// A cell of words.
    #[must_use]
    pub fn words(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            number: None,
        }
    }
}

impl Table {
    /// An empty table with its headings.
    #[must_use]
    pub fn with_columns(columns: &[&str]) -> Self {
        Self {
            columns: columns.iter().map(|c| (*c).to_owned()).collect(),
            rows: Vec::new(),
        }
    }
}
