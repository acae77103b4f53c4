//! Sums, differences, products and quotients of columns.

use crate::wide::{Work, widely};

/// One of the four operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// Left plus right.
    Add,
    /// Left minus right.
    Subtract,
    /// Left times right.
    Multiply,
    /// Left by right.
    Divide,
}

/// A number for every place, or one for all.
#[derive(Clone, Copy, Debug)]
pub enum Operand<'a> {
    /// One for each.
    Column(&'a [f64]),
    /// The same for all.
    Number(f64),
}

impl Operation {
    /// Of two numbers.
    #[must_use]
    pub fn of(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
        }
    }

    /// Of every two numbers at the same place, into `column`.
    pub fn of_all(self, left: Operand, right: Operand, column: &mut [f64]) {
        widely(All {
            operation: self,
            left,
            right,
            column,
        });
    }
}

struct All<'a> {
    operation: Operation,
    left: Operand<'a>,
    right: Operand<'a>,
    column: &'a mut [f64],
}

impl Work for All<'_> {
    type Answer = ();

    #[inline(always)]
    fn run(self) {
        match self.operation {
            Operation::Add => each(self, |left, right| left + right),
            Operation::Subtract => each(self, |left, right| left - right),
            Operation::Multiply => each(self, |left, right| left * right),
            Operation::Divide => each(self, |left, right| left / right),
        }
    }
}

#[inline(always)]
fn each(all: All, of: impl Fn(f64, f64) -> f64) {
    let column = all.column.iter_mut();
    match (all.left, all.right) {
        (Operand::Column(left), Operand::Column(right)) => {
            for (own, (left, right)) in column.zip(left.iter().zip(right)) {
                *own = of(*left, *right);
            }
        }
        (Operand::Column(left), Operand::Number(right)) => {
            for (own, left) in column.zip(left) {
                *own = of(*left, right);
            }
        }
        (Operand::Number(left), Operand::Column(right)) => {
            for (own, right) in column.zip(right) {
                *own = of(left, *right);
            }
        }
        (Operand::Number(left), Operand::Number(right)) => column.for_each(|own| *own = of(left, right)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_computed_as_their_numbers_are() {
        let left: Vec<f64> = (1..100).map(|at| f64::from(at) * 0.37).collect();
        let right: Vec<f64> = (1..100).map(|at| 9.1 / f64::from(at)).collect();
        for operation in [
            Operation::Add,
            Operation::Subtract,
            Operation::Multiply,
            Operation::Divide,
        ] {
            let pairs = [
                (Operand::Column(&left), Operand::Column(&right)),
                (Operand::Column(&left), Operand::Number(0.3)),
                (Operand::Number(0.3), Operand::Column(&right)),
                (Operand::Number(0.3), Operand::Number(0.7)),
            ];
            for (a, b) in pairs {
                let mut column = vec![f64::NAN; left.len()];
                operation.of_all(a, b, &mut column);
                let value = |operand: Operand, at: usize| match operand {
                    Operand::Column(column) => column[at],
                    Operand::Number(number) => number,
                };
                let told = (0..left.len()).map(|at| operation.of(value(a, at), value(b, at)));
                assert_eq!(column, told.collect::<Vec<f64>>());
            }
        }
    }
}
