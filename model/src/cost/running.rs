//! Running costs: line items.
//!
//! # What it computes
//! Money a year of one line item.
//!
//! # Formula
//! quantity × price × hours/730, as money per time, times a year of 365 days. The units of quantity
//! and price must leave money per time: `9` × `$0.806/h`, `2000/s * 2 kB` × `$0.02/GB`.
//!
//! # Example
//! 11 servers at $0.544/h are 11 × 0.544 × 8,760 = $52,419.84 a year.

use crate::clip::clip;
use crate::plan::{Inputs, Slot};
use crate::quantity::{Dimension, HOURS_PER_MONTH, SECONDS_PER_YEAR};
use crate::reckoning::ItemReckoning;
use crate::scenario::{ItemAmount, LineItem};

/// A line item compiled.
#[derive(Clone, Debug)]
pub(crate) struct ItemPlan {
    pub(crate) name: String,
    quantity: Option<Slot>,
    price: Slot,
    hours: Option<Slot>,
    /// `9 × $0.806/h`.
    written: String,
}

impl ItemPlan {
    /// Money a year.
    pub(crate) fn yearly(&self, values: &[f64]) -> f64 {
        let quantity = self.quantity.map_or(1.0, |slot| slot.of(values));
        let duty = self.hours.map_or(1.0, |slot| slot.of(values) / HOURS_PER_MONTH);
        quantity * self.price.of(values) * duty * SECONDS_PER_YEAR
    }

    /// What it was computed from.
    pub(crate) fn reckoning(&self, values: &[f64]) -> ItemReckoning {
        let quantity = self.quantity.map_or(1.0, |slot| slot.of(values));
        ItemReckoning {
            written: self.written.clone(),
            hourly: quantity * self.price.of(values) * 3600.0,
            hours: self.hours.map_or(HOURS_PER_MONTH, |slot| slot.of(values)),
        }
    }
}

/// Compiles a line item; the error is a sentence about its units.
pub(crate) fn item(line: &LineItem, number: usize, inputs: &mut Inputs) -> Result<ItemPlan, String> {
    let quantity = line
        .quantity
        .as_ref()
        .map_or(Dimension::NONE, |quantity| quantity.dimension());
    let price = line
        .price
        .as_ref()
        .ok_or("it has no price; add `price = \"$0.806/h\"`")?;
    let product = quantity.times(price.dimension());
    if product != Dimension::MONEY_RATE {
        return Err(refusal(line, price, product));
    }
    Ok(ItemPlan {
        name: line
            .name
            .clone()
            .unwrap_or_else(|| format!("Item {}", number + 1)),
        quantity: line.quantity.as_ref().map(|quantity| inputs.amount(quantity)),
        price: inputs.amount(price),
        hours: line.hours.as_ref().map(|hours| inputs.slot(hours)),
        written: match &line.quantity {
            Some(quantity) => format!("{} × {}", clip(quantity.raw()), clip(price.raw())),
            None => clip(price.raw()),
        },
    })
}

fn refusal(line: &LineItem, price: &ItemAmount, product: Dimension) -> String {
    let quantity = line.quantity.as_ref().map_or("1", |quantity| quantity.raw());
    let (quantity, price) = (clip(quantity), clip(price.raw()));
    let way_out = match product {
        Dimension::MONEY => {
            "it has no time in it: write a price per hour, month or year, or a quantity per second"
        }
        product if product.money == 0 => "the price is no money: write one such as `$0.806/h`",
        _ => "units must cancel: a quantity in GB goes with a price per GB",
    };
    format!(
        "`{quantity}` at `{price}` is {}, not money per time; {way_out}",
        product.name()
    )
}
