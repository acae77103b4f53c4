//! What the page decides without a browser: tested natively.

pub mod additions;
pub mod address;
pub mod awaited;
pub mod causes;
pub mod choices;
pub mod completion;
pub mod explored;
pub mod fields;
pub mod history;
pub mod notice;
pub mod opening;
pub mod outline;
pub mod patches;
pub mod places;
pub mod position;
pub mod scrub;
pub mod sentence;
pub mod shares;
pub mod shelf;
pub mod shown;
pub mod since;
pub mod start;
pub mod step;
pub mod unbroken;
pub mod worded;
