//! Order: in which order operations are seen, and what a level says about it.

use super::level::Level;
use super::model::ConsistencyModel;
use super::ranked::ranked;

ranked! {
    /// In which order operations are seen, weakest first.
    Order, "Order";
    /// No common order.
    None = "None",
    /// Causes before effects.
    Causal = "Causal",
    /// Linearizable: each operation on an object at one instant of real time.
    Lx = "Lx" | "Lin" | "linearizable",
    /// Strict serializable: whole transactions in an order that respects real time.
    Ss = "SS" | "strict serializable",
}

impl From<Level> for Order {
    /// What a level says of order: the strongest of strict serializable, linearizable and causal
    /// that it keeps. A serializable level keeps none: its serial order may contradict real time
    /// and the order of a session.
    fn from(level: Level) -> Order {
        if level.keeps(ConsistencyModel::StrictSerializable) {
            Order::Ss
        } else if level.keeps(ConsistencyModel::Linearizable) {
            Order::Lx
        } else if level.keeps(ConsistencyModel::Causal) {
            Order::Causal
        } else {
            Order::None
        }
    }
}
