//! The Decision tab: the designs, what they must do, and which to take.

use crate::logic::explored::Choice;
use crate::logic::fields::{REQUIRE, SLO, THUMB};
use crate::logic::sentence::sentence;
use crate::state::{State, Tab};
use crate::tabs::correlations::Correlations;
use crate::tabs::design_card::DesignCard;
use crate::tabs::library::{DesignLibrary, add_design, with_present};
use crate::tabs::pacelc::Pacelc;
use crate::view::awaited::awaiting;
use crate::view::explore::Explore;
use crate::view::field_list::FieldList;
use crate::view::figure::{Explained, FigureView};
use crate::view::kit::{each_of, press, quiet, when};
use crate::view::prose::prose;
use crate::view::table::{CellText, DataTable};
use crate::view::terms::terms;
use leptos::prelude::*;
use quorate_model::assessment::{Assessment, DesignResult};
use quorate_model::explain::Subject;
use quorate_model::order::sorted_by_key;
use quorate_model::quantity::show;
use quorate_model::report;
use quorate_model::scenario::edit;

/// Designs and requirements; the designs figure, the comparison and the rule of thumb.
#[component]
pub fn DecisionTab() -> impl IntoView {
    let state = State::here();
    let count = state.count("design");
    let add = move |_| {
        add_design(state, |text, at| {
            edit::append(text, "design", &format!("{{ name = \"Design {}\" }}", at + 1))
        });
    };
    let none = Memo::new(move |_| count.get() == 0);
    // One design alone is chosen between nothing; what stands in the text without it is the other.
    let alone = Memo::new(move |_| count.get() == 1);
    let as_described = move || {
        state.edit("", with_present);
    };
    view! {
        <form class="inputs" id="inputs" tabindex="-1" aria-label="Inputs" on:submit=|event| event.prevent_default()>
            <fieldset>
                <legend>"Designs"</legend>
                {each_of(count, |at| view! { <DesignCard at/> }.into_any())}
                <button type="button" class="adds" id="add-design" data-testid="add-design" on:click=press(add)>"Add a design"</button>
                <DesignLibrary/>
                {when(none, || view! {
                    <p class="aside">"What stands in the other tabs comes along as “Present design”, for the first one to be compared with."</p>
                }.into_any())}
                {when(alone, move || view! {
                    <p class="aside">"One design is compared with nothing. " {quiet("as-described", "Compare it with the present design", as_described)}</p>
                }.into_any())}
            </fieldset>
            <fieldset><legend>"Must hold"</legend><FieldList list=REQUIRE/><FieldList list=SLO/></fieldset>
            <Correlations/>
            <fieldset><legend>"Rule of thumb"</legend><FieldList list=THUMB/></fieldset>
        </form>
        <div class="results" id="results" tabindex="-1" role="group" aria-label="Results">
            {awaiting(Tab::Decision)}
            <FigureView name="designs"/>
            <Comparison/>
            <Pacelc/>
            <FigureView name="exceedance"/>
            <div>
                <Explore choices=&[(Choice::Over, "Costs over")]/>
                <FigureView name="breakeven"/>
            </div>
            <div>
                <Explore choices=&[(Choice::Across, "Map: across"), (Choice::Up, "up")]/>
                <FigureView name="map"/>
            </div>
            <FigureView name="worth"/>
            <FigureView name="tornado"/>
            <FigureView name="flips"/>
            <RuleOfThumb/>
        </div>
    }
}

/// What each design delivers and costs, side by side.
#[component]
fn Comparison() -> impl IntoView {
    let state = State::here();
    let asked = RwSignal::new(None::<Subject>);
    let table = move || {
        let found = state.assessment.get().filter(|found| !found.designs.is_empty())?;
        // The cheapest first, as the bars above have them.
        let designs: Vec<&DesignResult> = found.designs.iter().collect();
        let designs = sorted_by_key(designs, |design| design.total.unwrap_or(f64::INFINITY));
        let said = |column: &Column, design: &DesignResult| (column.of)(design, &found.currency);
        let mut columns: Vec<&Column> = COLUMNS.iter().collect();
        columns.retain(|column| designs.iter().any(|design| !said(column, design).0.is_empty()));
        let row = |design: &&DesignResult| columns.iter().map(|column| said(column, design)).collect();
        let rows = designs.iter().map(row).collect();
        let titles = columns.iter().map(|column| column.title.to_string()).collect();
        let subjects = designs
            .iter()
            .map(|design| Some(Subject::from("total").of_design(&design.name)))
            .collect();
        let missed = designs
            .iter()
            .flat_map(|design| reasons(design))
            .map(|line| view! { <li>{prose(&sentence(&line))}</li> })
            .collect_view();
        Some(view! {
            <section class="figure">
                <h3>{title(&found)}</h3>
                <p class="aside">"What each design delivers, and what it costs a year"</p>
                <DataTable columns=titles rows subjects asked/>
                <ul class="missed" data-testid="missed">{missed}</ul>
                {terms(&["level", "PACELC", "p99", "running", "waiting", "wrong", "down"])}
            </section>
        })
    };
    view! { {table} }
}

fn title(found: &Assessment) -> String {
    let decision = found.decision.as_ref();
    let best = decision.and_then(|decision| decision.best.as_ref());
    let open = found
        .designs
        .iter()
        .any(|design| Some(&design.name) == best && !design.not_checked.is_empty());
    match (best, decision.and_then(|decision| decision.closest.as_ref())) {
        (Some(best), _) if found.designs.len() == 1 => match open {
            true => format!("{best} misses nothing that could be checked."),
            false => format!("{best} meets what must hold."),
        },
        (Some(best), _) => match open {
            true => format!("{best} is the cheapest that misses nothing that could be checked."),
            false => format!("{best} is the cheapest that meets what must hold."),
        },
        (None, Some(closest)) => format!("No design meets what must hold; {closest} comes closest."),
        (None, None) => "There is nothing to choose between yet.".to_string(),
    }
}

/// A column of the comparison: left out where no design has anything in it.
struct Column {
    title: &'static str,
    of: fn(&DesignResult, &str) -> CellText,
}

const COLUMNS: [Column; 11] = [
    column("Design", |design, _| (design.name.clone(), false)),
    column("A year", |design, currency| money(design.total, currency)),
    column("Available", |design, _| {
        number(unavailable(design).map(show::availability))
    }),
    column("p99", |design, _| {
        let latency = design.latency.as_ref();
        number(latency.map(|latency| show::duration(latency.p99)))
    }),
    column("Level", |design, _| {
        words(report::levels(design, |level| level.to_string()))
    }),
    column("PACELC", |design, _| words(design.pacelc.clone())),
    column("Running", |design, currency| money(design.running, currency)),
    column("Waiting", |design, currency| money(design.waiting, currency)),
    column("Wrong", |design, currency| money(design.wrong, currency)),
    column("Down", |design, currency| money(design.down, currency)),
    column("Partitions", |design, currency| money(design.partition, currency)),
];

const fn column(title: &'static str, of: fn(&DesignResult, &str) -> CellText) -> Column {
    Column { title, of }
}

fn money(amount: Option<f64>, currency: &str) -> CellText {
    number(amount.map(|amount| show::money(amount, currency)))
}

fn number(text: Option<String>) -> CellText {
    (text.unwrap_or_default(), true)
}

fn words(text: Option<String>) -> CellText {
    (text.unwrap_or_default(), false)
}

fn unavailable(design: &DesignResult) -> Option<f64> {
    let first = design.journeys.first();
    let outage = first.and_then(|journey| journey.chain.unavailability);
    outage.or(design.availability.map(|availability| 1.0 - availability))
}

fn reasons(design: &DesignResult) -> Vec<String> {
    let missed = design
        .misses
        .iter()
        .map(|reason| format!("{}: {reason}", design.name));
    let open = design.not_checked.iter();
    missed
        .chain(open.map(|reason| format!("{}: not checked: {reason}", design.name)))
        .collect()
}

/// What the rule of thumb says, beside the computed answer.
#[component]
fn RuleOfThumb() -> impl IntoView {
    let state = State::here();
    let said = move || {
        let found = state.assessment.get()?;
        let rule = found.decision.as_ref()?.rule_of_thumb.clone()?;
        let agrees = match rule.agrees {
            Some(true) => "It agrees with the cheapest design.",
            Some(false) => "It disagrees with the cheapest design.",
            None => "There is no cheapest design to compare it with.",
        };
        Some(view! {
            <section class="figure" data-testid="rule-of-thumb">
                <h3>"The rule of thumb says " {rule.recommends} "."</h3>
                <p class="reading">{prose(&sentence(&rule.reason))} " " {agrees}</p>
                <Explained what="rule_of_thumb"/>
            </section>
        })
    };
    view! { {said} }
}
