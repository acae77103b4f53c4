//! Words of the field, each in one sentence, where they stand.

use crate::view::prose::prose;
use leptos::prelude::*;

/// Every word with its sentence.
const TERMS: &[(&str, &str)] = &[
    (
        "p99",
        "The time within which 99 of 100 requests are answered; p50 is the median.",
    ),
    (
        "Σp99",
        "The sum of every call's p99: the time when all are slow at once, which is rarer than 1 in 100. It is shown because many add them up.",
    ),
    (
        "range",
        "`a to b`: in 90 of 100 cases the value lies between them, in 5 below and in 5 above. Between them the middle is by ratio, of an availability by its downtime. Costs are averages over draws of all ranges; what a design delivers stands at their medians.",
    ),
    (
        "budget",
        "The error budget: the downtime the target allows. 99.9% over 30 days allows 43 minutes.",
    ),
    (
        "level",
        "What every hop at least promises about what is read, strongest first: SS strict serializable, S serializable, SI snapshot isolation, RC read committed, EC eventual; I for a service without data.",
    ),
    (
        "guarantee",
        "What one service promises about its data: a level, or a vector for what no level says; I for a service without data.",
    ),
    (
        "vector",
        "What the request gets as a whole, in six parts: scope, order, visibility, recency, idempotence, auth. Two strict hops do not make one strict request, so level and vector stand side by side.",
    ),
    (
        "parts of a vector",
        "From weak to strong. Scope: Object, Range, Transaction, Regional, Global. Order: Causal, Lx (linearizable), SS (strict serializable). Visibility: Fractured (a transaction may be seen in part), RA (read atomic), SI (one snapshot), SER (serializable). Recency: EO (at some time), BS(10 s) (behind by at most so much), Fresh. A dash is no promise.",
    ),
    (
        "weakest hop",
        "The service that holds the whole request down: what comes after it cannot be fresher than what it read.",
    ),
    (
        "PACELC",
        "What a design keeps when the network parts (PA availability, PC consistency) and else (EL latency, EC consistency): PC/EC keeps consistency both times. EC behind the slash is none of the levels, of which EC is eventual.",
    ),
    (
        "rule of thumb",
        "What three thresholds would recommend, by what being wrong, coordination and users' patience cost. It stands beside the computed choice so that both can be compared; its why has the thresholds.",
    ),
    (
        "running",
        "Machines, licences, people: the line items of a design.",
    ),
    (
        "waiting",
        "Revenue lost by answers that are slower on average than those of the flow without any design, or won by faster ones.",
    ),
    (
        "wrong",
        "Wrong answers that the design's level does not prevent, times what each costs.",
    ),
    ("down", "Revenue and other costs of outages and failed requests."),
];

/// What `words` mean, on request.
pub fn terms(words: &'static [&'static str]) -> AnyView {
    let told = TERMS.iter().filter(|(word, _)| words.contains(word));
    let told = told.map(|(word, sentence)| view! { <dt>{*word}</dt><dd>{prose(sentence)}</dd> });
    view! {
        <details class="fold terms" data-testid="terms">
            <summary>"What the words mean"</summary>
            <dl>{told.collect_view()}</dl>
        </details>
    }
    .into_any()
}
