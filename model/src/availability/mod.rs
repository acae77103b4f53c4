//! Availability of a flow, exactly, and in bounds.
//!
//! # What it computes
//! [`diagram`] evaluates a flow's structure function exactly, shared services and domains counted
//! once; [`bounds`] says what is certain when nothing is known about dependence; [`cuts`] what takes
//! the flow down most.
//!
//! # Why it matters
//! Multiplying availabilities counts a shared database twice and a fallback never.
//!
//! # References
//! R. E. Barlow, F. Proschan, "Statistical Theory of Reliability and Life Testing", 1975 (structure
//! functions, Birnbaum importance). B. Treynor, M. Dahlin, V. Rau, B. Beyer, "The Calculus of
//! Service Availability", ACM Queue 15(2), 2017.

pub mod bounds;
pub mod cuts;
pub mod diagram;
