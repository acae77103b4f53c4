//! Visibility: how much of a transaction others may see, and what a level says about it.

use super::level::Level;
use super::model::ConsistencyModel;
use super::ranked::ranked;

ranked! {
    /// How the writes of a transaction become visible, weakest first.
    Visibility, "Visibility";
    /// Not even committed state is promised.
    None = "None",
    /// A transaction may be seen in part.
    Fractured = "Fractured",
    /// All of a transaction or nothing (read atomic).
    Ra = "RA" | "read atomic",
    /// One snapshot.
    Si = "SI" | "snapshot isolation",
    /// As if transactions ran one after another.
    Ser = "SER" | "S" | "serializable",
}

impl From<Level> for Visibility {
    /// What a level says of visibility: the strongest of serializable, snapshot isolation and read
    /// atomic that it keeps, otherwise fractured.
    fn from(level: Level) -> Visibility {
        if level.keeps(ConsistencyModel::Serializable) {
            Visibility::Ser
        } else if level.keeps(ConsistencyModel::SnapshotIsolation) {
            Visibility::Si
        } else if level.keeps(ConsistencyModel::ReadAtomic) {
            Visibility::Ra
        } else {
            Visibility::Fractured
        }
    }
}
