//! Prices to start a line item from, each with who prints it and when.

use crate::Problem;
use crate::scenario::{Document, edit};
use std::sync::OnceLock;

/// The price of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceRow {
    /// What it is.
    pub name: String,
    /// What it is counted in: `each`, `per GB`.
    pub unit: String,
    /// Its price, as a line item has it.
    pub price: String,
    /// Who prints it.
    pub source: String,
    /// When.
    pub date: String,
}

/// Every price there is a row for.
pub fn prices() -> &'static [PriceRow] {
    static PRICES: OnceLock<Vec<PriceRow>> = OnceLock::new();
    PRICES.get_or_init(|| {
        let Ok(rows) = Document::parse(include_str!("../../data/prices.toml")) else {
            return Vec::new();
        };
        (0..rows.len("price")).map(|at| row(&rows, at)).collect()
    })
}

fn row(rows: &Document, at: usize) -> PriceRow {
    let get = |key: &str| rows.get(&format!("price.{at}.{key}")).unwrap_or_default();
    PriceRow {
        name: get("name"),
        unit: get("unit"),
        price: get("price"),
        source: get("source"),
        date: get("date"),
    }
}

/// `text` with one more line item at that price in the list at `path`, its source beside it where a
/// comment can stand.
///
/// # Errors
/// When the text is no TOML, or `path` is something else than a list.
pub fn add_price(text: &str, path: &str, row: &PriceRow) -> Result<String, Problem> {
    let at = Document::parse(text)?.len(path);
    let quantity = match row.unit.as_str() {
        "per GB" => "\"1 GB\"",
        "per TB" => "\"1 TB\"",
        "per request" => "\"1/s\"",
        _ => "1",
    };
    let quantity = if row.unit == "per GB" && !row.price.contains("/month") {
        "\"1 GB/s\""
    } else {
        quantity
    };
    let entry = format!(
        "{{ name = \"{}\", quantity = {quantity}, price = \"{}\" }}",
        row.name, row.price
    );
    let added = edit::append(text, path, &entry)?;
    let note = format!("{}, {}", row.source, row.date);
    Ok(edit::annotate(&added, &format!("{path}.{at}.price"), &note).unwrap_or(added))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Assessor;

    #[test]
    fn every_price_makes_a_line_item_that_is_priced_and_names_its_source() {
        for price in prices() {
            let text = add_price("title = \"A\"\n", "cost", price).unwrap();
            assert!(
                text.contains(&price.source) && text.contains(&price.date),
                "{text}"
            );
            let found = Assessor::new()
                .assess(&text)
                .unwrap_or_else(|problem| panic!("{problem}\n{text}"));
            assert!(found.designs[0].running.unwrap() > 0.0, "{text}");
        }
        assert!(prices().len() > 10);
    }

    #[test]
    fn a_price_goes_into_a_list_of_whatever_spelling() {
        for text in [
            "cost = [ { price = \"$1/h\" } ]\n",
            "[[cost]]\nprice = \"$1/h\"\n",
            "[[design]]\nname = \"A\"\ncost = [ { price = \"$1/h\" } ]\n",
        ] {
            let path = if text.contains("design") {
                "design.0.cost"
            } else {
                "cost"
            };
            let added = add_price(text, path, &prices()[0]).unwrap();
            assert_eq!(Document::parse(&added).unwrap().len(path), 2, "{added}");
        }
    }
}
