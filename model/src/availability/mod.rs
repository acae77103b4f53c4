//! Availability of a flow, exactly, and in bounds.
//!
//! # What it computes
//! [`compile()`](compile::compile) makes a program of a flow's structure function, which evaluates it
//! exactly, shared services and domains counted once: [`gates`] are split into [`modules`], each module
//! gets a [`diagram`] in one of several orders ([`ordering`]). [`bounds`] says what is certain when nothing is known about dependence; [`cuts`] what takes
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
pub mod compile;
pub mod cuts;
pub mod diagram;
pub mod gates;
pub mod modules;
pub mod ordering;
pub mod program;

#[cfg(test)]
mod tests;
