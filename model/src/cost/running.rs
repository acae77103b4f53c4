//! Running costs: line items.
//!
//! # What it computes
//! Money a year of one line item.
//!
//! # Formula
//! quantity × price × hours/730, as money per time, times a year of 365 days. The units of quantity
//! and price must leave money per time: `9` × `$0.806/h`, `2000/s * 2 kB` × `$0.02/GB`. What is paid once
//! is spread over the horizon of n years: its annual equivalent is a share 1/n of it, or at an interest
//! of r a year r/(1 − (1+r)^(−n)).
//!
//! # Example
//! 11 servers at $0.544/h are 11 × 0.544 × 8,760 = $52,419.84 a year. $50,000 paid once are $16,666.67
//! a year over three years, and $19,401.68 at 8 % interest.

use crate::clip::clip;
use crate::math;
use crate::number::Number;
use crate::plan::{Inputs, Slot};
use crate::quantity::{Dimension, HOURS_PER_MONTH, SECONDS_PER_YEAR};
use crate::reckoning::{ItemReckoning, OnceReckoning};
use crate::scenario::{ItemAmount, LineItem};

/// A line item compiled.
#[derive(Clone, Debug)]
pub(crate) struct ItemPlan {
    pub(crate) name: String,
    quantity: Option<Slot>,
    paid: Paid,
    /// `9 × $0.806/h`.
    written: String,
}

/// How an item is paid.
#[derive(Clone, Copy, Debug)]
enum Paid {
    /// All the time, or some hours a month.
    Always { price: Slot, hours: Option<Slot> },
    /// Once.
    Once { cost: Slot, spread: Spread },
}

/// What money paid once is spread over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    /// Seconds.
    pub(crate) horizon: Slot,
    /// Interest a year.
    pub(crate) discount: Option<Slot>,
}

impl Spread {
    fn years<N: Number>(self, values: &[N]) -> N {
        self.horizon.of(values) / N::from(SECONDS_PER_YEAR)
    }

    fn interest<N: Number>(self, values: &[N]) -> N {
        self.discount.map_or(N::from(0.0), |slot| slot.of(values))
    }

    /// The share of what is paid once that each year bears.
    pub(crate) fn share<N: Number>(self, values: &[N]) -> N {
        N::of(annuity, &[self.years(values), self.interest(values)])
    }
}

/// The share of what is paid once that each of so many years bears, at so much interest.
fn annuity(of: &[f64]) -> f64 {
    match *of {
        [years, interest] if interest > 0.0 => interest / -math::expm1(-years * math::ln1p(interest)),
        [years, ..] => 1.0 / years,
        [] => 0.0,
    }
}

impl ItemPlan {
    /// Money a year.
    pub(crate) fn yearly<N: Number>(&self, values: &[N]) -> N {
        let quantity = self.quantity.map_or(N::from(1.0), |slot| slot.of(values));
        match self.paid {
            Paid::Always { price, hours } => {
                let duty = hours.map(|slot| slot.of(values) / N::from(HOURS_PER_MONTH));
                quantity * price.of(values) * duty.unwrap_or(N::from(1.0)) * SECONDS_PER_YEAR
            }
            Paid::Once { cost, spread } => quantity * cost.of(values) * spread.share(values),
        }
    }

    /// Whether it is paid once.
    pub(crate) fn is_once(&self) -> bool {
        matches!(self.paid, Paid::Once { .. })
    }

    /// What it was computed from.
    pub(crate) fn reckoning(&self, values: &[f64]) -> ItemReckoning {
        let quantity = self.quantity.map_or(1.0, |slot| slot.of(values));
        let written = self.written.clone();
        match self.paid {
            Paid::Always { price, hours } => ItemReckoning {
                written,
                hourly: quantity * price.of(values) * 3600.0,
                hours: hours.map_or(HOURS_PER_MONTH, |slot| slot.of(values)),
                once: None,
            },
            Paid::Once { cost, spread } => ItemReckoning {
                written,
                hourly: 0.0,
                hours: 0.0,
                once: Some(OnceReckoning {
                    amount: quantity * cost.of(values),
                    years: spread.years(values),
                    interest: spread.interest(values),
                }),
            },
        }
    }
}

/// Compiles a line item; the error is a sentence about its units.
pub(crate) fn item(
    line: &LineItem,
    number: usize,
    spread: Option<Spread>,
    inputs: &mut Inputs,
) -> Result<ItemPlan, String> {
    let name = line
        .name
        .clone()
        .unwrap_or_else(|| format!("Item {}", number + 1));
    if let Some(once) = &line.once {
        return paid_once(line, name, once, spread, inputs);
    }
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
        name,
        quantity: line.quantity.as_ref().map(|quantity| inputs.amount(quantity)),
        paid: Paid::Always {
            price: inputs.amount(price),
            hours: line.hours.as_ref().map(|hours| inputs.slot(hours)),
        },
        written: written(line, price),
    })
}

fn written(line: &LineItem, price: &ItemAmount) -> String {
    match &line.quantity {
        Some(quantity) => format!("{} × {}", clip(quantity.raw()), clip(price.raw())),
        None => clip(price.raw()),
    }
}

fn paid_once(
    line: &LineItem,
    name: String,
    once: &ItemAmount,
    spread: Option<Spread>,
    inputs: &mut Inputs,
) -> Result<ItemPlan, String> {
    if line.price.is_some() || line.hours.is_some() {
        return Err("what is paid once has no price per time and no hours; make two items of it".to_owned());
    }
    let quantity = line
        .quantity
        .as_ref()
        .map_or(Dimension::NONE, |quantity| quantity.dimension());
    if quantity.times(once.dimension()) != Dimension::MONEY {
        let quantity = line.quantity.as_ref().map_or("1", |quantity| quantity.raw());
        return Err(format!(
            "`{}` at `{}` once is no amount of money; write one such as `$50k`, and what is paid again and again as `price`",
            clip(quantity),
            clip(once.raw())
        ));
    }
    let spread = spread.ok_or(
        "what is paid once is spread over the years it serves; say how many: `[money]` with `horizon = \"3 years\"`",
    )?;
    Ok(ItemPlan {
        name,
        quantity: line.quantity.as_ref().map(|quantity| inputs.amount(quantity)),
        paid: Paid::Once {
            cost: inputs.amount(once),
            spread,
        },
        written: written(line, once),
    })
}

fn refusal(line: &LineItem, price: &ItemAmount, product: Dimension) -> String {
    let price = clip(price.raw());
    if product.money == 0 {
        return format!("the price `{price}` names no currency: write one such as `$0.806/h`");
    }
    if product.money > 1 {
        let amount = line.quantity.as_ref().map_or("1", |quantity| quantity.raw());
        return format!(
            "`{}` is a price, where a quantity is wanted: write it as the price, with a quantity such as `1`",
            clip(amount)
        );
    }
    let way_out = match product {
        Dimension::MONEY => {
            "it has no time in it: write a price per hour, month or year, or a quantity per second"
        }
        _ => "units must cancel: a quantity in GB goes with a price per GB",
    };
    let what = match &line.quantity {
        Some(quantity) => format!("`{}` at `{price}`", clip(quantity.raw())),
        None => format!("the price `{price}`"),
    };
    format!("{what} is {}, not money per time; {way_out}", product.name())
}
