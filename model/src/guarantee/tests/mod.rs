//! The guarantee room by boundary: texts, lattice, composition, tables.

mod along;
mod gates;
mod laws;
mod levels;
mod messages;
mod tables;
mod vectors;

use super::{ConsistencyModel, Level, MODELS, Vector};
use proptest::prelude::*;

/// Any level: the join of up to three models.
fn any_level() -> impl Strategy<Value = Level> {
    prop::collection::vec(any_model(), 1..4).prop_map(|models| {
        models
            .into_iter()
            .map(Level::named)
            .fold(Level::EVENTUAL, Level::join)
    })
}

fn any_model() -> impl Strategy<Value = ConsistencyModel> {
    (0..MODELS.len()).prop_map(|at| MODELS[at].model)
}

/// Any vector, components stated or not, with labels.
fn any_vector() -> impl Strategy<Value = Vector> {
    let pick = |values: &'static [&'static str]| prop::sample::select(values);
    (
        pick(&[
            "-",
            "None",
            "Object",
            "Range",
            "Transaction",
            "Regional",
            "Global",
        ]),
        pick(&["-", "None", "Causal", "Lx", "SS"]),
        pick(&["-", "None", "Fractured", "RA", "SI", "SER"]),
        prop_oneof![
            pick(&["-", "None", "EO", "Fresh", "BS(∞)", "Fresh(eventual)"]).prop_map(str::to_owned),
            (1_u64..10_000_000_000).prop_map(|nanos| format!("BS({nanos} ns)")),
            (1_u64..10_000).prop_map(|minutes| format!("Fresh({minutes} min)")),
        ],
        pick(&["-", "None", "Idem", "Idem(order)", "Idem(payment)", "Idem(a+b)"]),
        pick(&["-", "None", "Unauth", "Auth", "Auth(iam)", "Auth(π)"]),
    )
        .prop_map(|(scope, order, visibility, recency, idempotence, auth)| {
            let text = format!("<{scope}, {order}, {visibility}, {recency}, {idempotence}, {auth}>");
            text.parse().unwrap()
        })
}
