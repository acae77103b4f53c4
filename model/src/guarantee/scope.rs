//! Scope: over how much data a guarantee holds.

use super::ranked::ranked;

ranked! {
    /// Over how much data a guarantee holds, weakest first.
    Scope, "Scope";
    /// Nothing.
    None = "None",
    /// Each object by itself.
    Object = "Object",
    /// A range of keys, a partition.
    Range = "Range",
    /// The objects of one transaction.
    Transaction = "Transaction" | "txn",
    /// Everything in one region.
    Regional = "Regional" | "region",
    /// Everything everywhere.
    Global = "Global",
}
