//! Formulas written down once and computed for many draws at a time.
//!
//! # What it computes
//! A [`Draft`] takes down what formulas do with numbers that are drawn; its [`Sheet`] does the same with
//! columns of draws, operation by operation.
//!
//! # Why it matters
//! A million draws of one formula are a million walks through it, or one walk with columns. What rests on
//! no drawn number is computed while the formula is taken down, and what two formulas share once.
//!
//! # Formula
//! Numbers are combined in the order in which the formula combines them, so that every draw has the bits
//! it would have alone.

use crate::number::{Function, Number};
use crate::plan::{Plan, Rooms, Slot};
use litemap::LiteMap;
use quorate_lanes::{Operand, Operation};
use std::cell::RefCell;
use std::fmt::{self, Debug, Formatter};
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Sub};
use std::sync::Arc;

/// Where a number of a sheet stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// It is the same in every draw.
    Known(f64),
    /// In a column.
    Column(usize),
}

/// A number in a formula that is being taken down.
#[derive(Clone, Copy)]
pub(super) struct Term<'d> {
    pub(super) place: Place,
    /// Where it is taken down; nowhere while it is known.
    draft: Option<&'d Draft>,
}

/// What is taken down.
#[derive(Debug, Default)]
pub(super) struct Draft {
    steps: RefCell<Vec<Step>>,
    /// Columns so far.
    columns: RefCell<usize>,
    /// Operations that were taken down, by what is combined.
    known: RefCell<LiteMap<(Operation, Key, Key), usize>>,
}

/// A place, to be looked up by: the bits of a number, or a column.
type Key = (bool, u64);

/// What is done once for all draws.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    steps: Vec<Step>,
    columns: usize,
}

/// What fills a column, or several.
#[derive(Clone, Debug)]
struct Step {
    /// The first column it fills.
    first: usize,
    work: Work,
}

#[derive(Clone, Debug)]
enum Work {
    Operation(Operation, Place, Place),
    Function(Shared, Vec<Place>),
    Journey(Journey),
}

/// A function that a sheet shares with its copies.
#[derive(Clone)]
struct Shared(Arc<dyn Function>);

impl Debug for Shared {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        formatter.write_str("a function")
    }
}

/// A journey that has to be evaluated draw by draw.
#[derive(Clone, Debug)]
pub(super) struct Journey {
    /// A design and a journey of it; the base where no design is named.
    pub(super) of: (Option<usize>, usize),
    /// Whether its mean latency is wanted, and not how it stands.
    pub(super) mean: bool,
    /// The drawn inputs it depends on, and the columns they are in.
    pub(super) inputs: Vec<(Slot, usize)>,
}

/// Room for what is evaluated draw by draw.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) rooms: Rooms,
    /// Every input, at its median where no journey asks for another.
    pub(super) values: Vec<f64>,
    arguments: Vec<f64>,
}

impl Draft {
    /// A draft whose first columns are the drawn inputs.
    pub(super) fn new(inputs: usize) -> Self {
        Self {
            columns: RefCell::new(inputs),
            ..Self::default()
        }
    }

    /// The term for what is in a column.
    pub(super) fn column(&self, column: usize) -> Term<'_> {
        Term {
            place: Place::Column(column),
            draft: Some(self),
        }
    }

    /// The first of the columns that a journey fills.
    pub(super) fn journey(&self, journey: Journey) -> usize {
        let columns = if journey.mean { 1 } else { 4 };
        self.take_down(Work::Journey(journey), columns)
    }

    /// The sheet of all that was taken down.
    pub(super) fn sheet(self) -> Sheet {
        Sheet {
            steps: self.steps.into_inner(),
            columns: self.columns.into_inner(),
        }
    }

    fn take_down(&self, work: Work, columns: usize) -> usize {
        let first = *self.columns.borrow();
        *self.columns.borrow_mut() += columns;
        self.steps.borrow_mut().push(Step { first, work });
        first
    }

    fn operation(&self, operation: Operation, left: Place, right: Place) -> usize {
        let key = (operation, left.key(), right.key());
        let known = self.known.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let column = self.take_down(Work::Operation(operation, left, right), 1);
            self.known.borrow_mut().insert(key, column);
            column
        })
    }
}

impl Place {
    fn key(self) -> Key {
        match self {
            Place::Known(value) => (false, value.to_bits()),
            Place::Column(column) => (true, column as u64),
        }
    }

    /// Its number in one draw.
    fn at(self, draw: usize, columns: &[f64], rows: usize) -> f64 {
        match self {
            Place::Known(value) => value,
            Place::Column(column) => columns[column * rows + draw],
        }
    }

    /// Its numbers in the first `draws`.
    pub(super) fn operand(self, columns: &[f64], rows: usize, draws: usize) -> Operand<'_> {
        match self {
            Place::Known(value) => Operand::Number(value),
            Place::Column(column) => Operand::Column(&columns[column * rows..][..draws]),
        }
    }
}

impl Sheet {
    /// Columns it needs, those of the drawn inputs among them.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Room for what is evaluated draw by draw.
    pub(super) fn rows(&self, plan: &Plan) -> Rows {
        let arguments = self.steps.iter().map(|step| match &step.work {
            Work::Function(_, of) => of.len(),
            _ => 0,
        });
        Rows {
            rooms: plan.rooms(),
            values: plan.medians.clone(),
            arguments: vec![0.0; arguments.max().unwrap_or(0)],
        }
    }

    /// Fills the columns behind those of the drawn inputs, for the first `draws` of as many `rows` as a
    /// column has; allocates nothing.
    pub(super) fn fill(&self, plan: &Plan, room: &mut Rows, columns: &mut [f64], rows: usize, draws: usize) {
        for step in &self.steps {
            let (known, own) = columns.split_at_mut(step.first * rows);
            match &step.work {
                Work::Operation(operation, left, right) => operation.of_all(
                    left.operand(known, rows, draws),
                    right.operand(known, rows, draws),
                    &mut own[..draws],
                ),
                Work::Function(function, of) => {
                    for (draw, own) in own[..draws].iter_mut().enumerate() {
                        let arguments = &mut room.arguments[..of.len()];
                        for (argument, place) in arguments.iter_mut().zip(of) {
                            *argument = place.at(draw, known, rows);
                        }
                        *own = (function.0)(arguments);
                    }
                }
                Work::Journey(journey) => journey.fill(plan, room, (known, own), rows, draws),
            }
        }
    }
}

impl Journey {
    fn fill(
        &self,
        plan: &Plan,
        room: &mut Rows,
        (known, own): (&[f64], &mut [f64]),
        rows: usize,
        draws: usize,
    ) {
        for draw in 0..draws {
            for (slot, column) in &self.inputs {
                room.values[slot.place()] = known[column * rows + draw];
            }
            match self.of {
                (Some(design), journey) if !self.mean => {
                    let standing = plan.standing((design, journey), &room.values, &mut room.rooms);
                    let parts = [standing.out, standing.up, standing.failing, standing.degraded];
                    for (own, part) in own.chunks_mut(rows).zip(parts) {
                        own[draw] = part;
                    }
                }
                of => own[draw] = plan.mean(of, &room.values, &mut room.rooms),
            }
        }
        for (slot, _) in &self.inputs {
            room.values[slot.place()] = slot.of(&plan.medians);
        }
    }
}

impl<'d> Term<'d> {
    fn combined(self, operation: Operation, other: Self) -> Self {
        let place = match (self.place, other.place) {
            (Place::Known(left), Place::Known(right)) => return Self::from(operation.of(left, right)),
            (left, right) if is_idle(operation, right) => left,
            (left, right) if is_idle_from_the_left(operation, left) => right,
            (left, right) => match self.draft.or(other.draft) {
                Some(draft) => Place::Column(draft.operation(operation, left, right)),
                None => left,
            },
        };
        Self {
            place,
            draft: self.draft.or(other.draft),
        }
    }
}

/// Whether an operation with this on its right changes nothing.
fn is_idle(operation: Operation, right: Place) -> bool {
    match operation {
        Operation::Add | Operation::Subtract => right == Place::Known(0.0),
        Operation::Multiply | Operation::Divide => right == Place::Known(1.0),
    }
}

/// Whether an operation with this on its left changes nothing.
fn is_idle_from_the_left(operation: Operation, left: Place) -> bool {
    let commutes = matches!(operation, Operation::Add | Operation::Multiply);
    commutes && is_idle(operation, left)
}

impl From<f64> for Term<'_> {
    fn from(value: f64) -> Self {
        Self {
            place: Place::Known(value),
            draft: None,
        }
    }
}

impl Add for Term<'_> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.combined(Operation::Add, other)
    }
}

impl Sub for Term<'_> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.combined(Operation::Subtract, other)
    }
}

impl Mul for Term<'_> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        self.combined(Operation::Multiply, other)
    }
}

impl Mul<f64> for Term<'_> {
    type Output = Self;

    fn mul(self, other: f64) -> Self {
        self * Self::from(other)
    }
}

impl Div for Term<'_> {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        self.combined(Operation::Divide, other)
    }
}

impl Sum for Term<'_> {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::from(0.0), |sum, term| sum + term)
    }
}

impl Number for Term<'_> {
    fn of(function: impl Function, arguments: &[Self]) -> Self {
        let places: Vec<Place> = arguments.iter().map(|term| term.place).collect();
        let known = places.iter().map(|place| match place {
            Place::Known(value) => Some(*value),
            Place::Column(_) => None,
        });
        if let Some(known) = known.collect::<Option<Vec<f64>>>() {
            return Self::from(function(&known));
        }
        let draft = arguments.iter().find_map(|term| term.draft);
        draft.map_or(Self::from(0.0), |draft| {
            draft.column(draft.take_down(Work::Function(Shared(Arc::new(function)), places), 1))
        })
    }
}
