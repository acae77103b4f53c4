//! What formulas of money compute with: one number, or the numbers of many draws at once.

use std::iter::Sum;
use std::ops::{Add, Div, Mul, Sub};

/// A number of a formula: a float, or one that stands for a float in every draw. A formula that is
/// written with it holds for both.
pub trait Number:
    Copy
    + From<f64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Mul<f64, Output = Self>
    + Div<Output = Self>
    + Sum
{
    /// A function that is no sum, product or quotient, of its arguments.
    fn of(function: impl Function, arguments: &[Self]) -> Self;

    /// What is missing to 1.
    fn rest(self) -> Self {
        Self::from(1.0) - self
    }
}

/// A function of some floats.
pub trait Function: Fn(&[f64]) -> f64 + Send + Sync + 'static {}

impl<F: Fn(&[f64]) -> f64 + Send + Sync + 'static> Function for F {}

impl Number for f64 {
    fn of(function: impl Function, arguments: &[f64]) -> f64 {
        function(arguments)
    }
}
