//! What an investment in reliability pays, and how many nines to buy.

use crate::math;
use crate::quantity::HOURS_PER_YEAR;
use serde::Serialize;

/// What raising availability saves against what it costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Investment {
    /// The design whose outages it is about.
    pub design: String,
    /// Availability now, outages alone; journeys weighted by what they lose.
    pub from: f64,
    /// Availability then.
    pub to: f64,
    /// Hours of outage saved a year.
    pub hours_saved: f64,
    /// Money saved a year.
    pub saving: f64,
    /// Money it costs a year.
    pub cost: f64,
    /// (saving − cost)/cost.
    pub roi: f64,
    /// Months after which a year's cost is saved; absent when nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payback_months: Option<f64>,
    /// Money lost per hour of outage.
    #[serde(skip)]
    pub loss_per_hour: f64,
}

/// What nines cost and save, and how many to buy.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Nines {
    /// The design whose outages it is about.
    pub design: String,
    /// The number of nines at which cost and outages together are least.
    pub optimum: f64,
    /// The availability that is.
    pub availability: f64,
    /// The number of nines now.
    pub present: f64,
    /// What the optimum costs a year.
    pub cost: f64,
    /// What outages cost a year there.
    pub loss: f64,
    /// What as many nines as now cost a year.
    pub present_cost: f64,
    /// What outages cost a year now.
    pub present_loss: f64,
    /// What no nine at all would cost a year, c₀.
    pub first: f64,
    /// What each further nine multiplies the cost by, k.
    pub factor: f64,
    /// Money lost per hour of outage.
    pub loss_per_hour: f64,
}

impl Nines {
    /// What so many nines cost a year, and the outages they leave.
    pub fn yearly(&self, nines: f64) -> (f64, f64) {
        let cost = self.first * math::pow(self.factor, nines);
        let loss = self.loss_per_hour * HOURS_PER_YEAR * math::pow(10.0, -nines);
        (cost, loss)
    }
}
