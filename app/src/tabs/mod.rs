//! The tabs: inputs left, figures and tables right.

pub mod alerts;
pub mod budget;
pub mod correlations;
pub mod credits;
pub mod decision;
pub mod design_card;
pub mod document;
pub mod domains;
pub mod flow;
pub mod guarantee;
pub mod harms;
pub mod items;
pub mod library;
pub mod money;
pub mod pacelc;
pub mod services;
