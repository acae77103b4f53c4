//! The Money tab: load, wrongness, waiting, outage and running costs.

use crate::logic::fields::{DOWN, MONEY, PARTITION, RELIABILITY, TRAFFIC, WAITING, WRONGNESS};
use crate::state::{State, Tab};
use crate::tabs::credits::Credits;
use crate::tabs::harms::Harms;
use crate::tabs::items::{DesignItems, Items};
use crate::view::awaited::awaiting;
use crate::view::field_list::FieldList;
use crate::view::figure::FigureView;
use crate::view::kit::part;
use crate::view::table::{CellText, DataTable};
use leptos::prelude::*;
use quorate_model::assessment::{Assessment, DesignResult, ItemCost};
use quorate_model::explain::Subject;
use quorate_model::quantity::show;

/// What everything costs; the designs figure and the amounts behind it.
#[component]
pub fn MoneyTab() -> impl IntoView {
    view! {
        <form class="inputs" id="inputs" tabindex="-1" aria-label="Inputs" on:submit=|event| event.prevent_default()>
            <fieldset><legend>"Load and revenue"</legend><FieldList list=TRAFFIC/></fieldset>
            <fieldset><legend>"Being wrong"</legend><FieldList list=WRONGNESS/><Harms/></fieldset>
            <fieldset><legend>"Waiting"</legend><FieldList list=WAITING/></fieldset>
            <fieldset><legend>"Being down"</legend><p class="aside">"An hour of outage costs the revenue of that hour, less what comes back later, and what is added here."</p><FieldList list=DOWN add="Add a cost of outage"/><Credits/></fieldset>
            <fieldset><legend>"Partitions of the network"</legend><FieldList list=PARTITION/></fieldset>
            <fieldset><legend>"Reliability"</legend><FieldList list=RELIABILITY add="Add what reliability costs"/></fieldset>
            <fieldset><legend>"Running, in every design"</legend><Items path="cost"/><FieldList list=MONEY add="Add a horizon"/></fieldset>
            <DesignItems/>
        </form>
        <div class="results" id="results" tabindex="-1" role="group" aria-label="Results">
            {awaiting(Tab::Money)}
            <FigureView name="designs"/>
            <FigureView name="nines"/>
            <Amounts/>
        </div>
    }
}

/// The line items and harms behind each design's total.
#[component]
fn Amounts() -> impl IntoView {
    let state = State::here();
    let asked = RwSignal::new(None::<Subject>);
    let tables = move || {
        let found = state.assessment.get()?;
        let designs = found.designs.iter();
        let tables = designs.map(|design| amounts(&found, design, asked));
        Some(tables.collect_view().into_any())
    };
    part(tables)
}

fn amounts(
    found: &Assessment,
    design: &DesignResult,
    asked: RwSignal<Option<Subject>>,
) -> impl IntoView + use<> {
    let subjects = lines(design)
        .iter()
        .map(|(kind, name, _)| Some(subject(kind, name).of_design(&design.name)))
        .collect();
    let rows: Vec<Vec<CellText>> = lines(design)
        .into_iter()
        .map(|(kind, name, yearly)| {
            vec![
                (name, false),
                (kind.to_string(), false),
                (show::money_full(yearly, &found.currency), true),
            ]
        })
        .collect();
    let total = design.total.map(|total| {
        format!(
            "{} costs {} a year",
            design.name,
            show::money(total, &found.currency)
        )
    });
    let columns = ["What", "Kind", "A year"].map(String::from).to_vec();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="figure">
                <h3>{total.unwrap_or_else(|| design.name.clone())}"."</h3>
                <p class="aside">"Line by line"</p>
                <DataTable columns rows subjects asked/>
            </section>
        }
    })
}

/// What explains an amount of this kind and name.
fn subject(kind: &str, name: &str) -> Subject {
    match kind {
        "running" => Subject::from("item").about(name),
        "wrong" => Subject::from("harm").about(name),
        whole => Subject::from(whole),
    }
}

/// Every amount of a design with its kind.
fn lines(design: &DesignResult) -> Vec<(&'static str, String, f64)> {
    let of = |kind: &'static str, items: &[ItemCost]| -> Vec<(&'static str, String, f64)> {
        items
            .iter()
            .map(|item| (kind, item.name.clone(), item.yearly))
            .collect()
    };
    let whole = |kind: &'static str, name: &str, amount: Option<f64>| {
        amount.map(|amount| (kind, name.to_string(), amount))
    };
    let mut lines = of("running", &design.items);
    lines.extend(whole(
        "waiting",
        "Against the flow without any design",
        design.waiting,
    ));
    lines.extend(of("wrong", &design.harms));
    lines.extend(whole(
        "down",
        "Outages, SLA credits and failed requests",
        design.down,
    ));
    lines.extend(whole("partition", "Partitions of the network", design.partition));
    lines
}
